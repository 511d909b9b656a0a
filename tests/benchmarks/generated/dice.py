"""Choices that depend on a key and nothing else: equal on every machine and under every version of Python."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Dice"]

_T = TypeVar("_T")


class Dice:
    """A stream of choices. The standard library promises only some of its own to stay equal between versions."""

    def __init__(self, *key: object) -> None:
        self._key = "/".join(map(str, key))
        self._drawn = 0

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1."""
        digest = sha256(f"{self._key}#{self._drawn}".encode()).digest()
        self._drawn += 1
        return int.from_bytes(digest[:8]) % limit

    def between(self, low: int, high: int) -> int:
        """A number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def pick(self, choices: Sequence[_T]) -> _T:
        """One of several."""
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[_T], count: int) -> list[_T]:
        """Several different ones, in the order in which they are drawn."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(count)]
