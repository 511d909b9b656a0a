"""What is kept of answers: by which name, and for how long."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["Lru", "entity_tag"]


def entity_tag(*parts: str | float | tuple[str, ...] | None) -> str:
    """A strong entity tag (RFC 9110, section 8.8.3): equal for equal parts and, for all that is known, only then."""
    named = json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return f'"{hashlib.sha256(named).hexdigest()[:32]}"'


K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Lru(Generic[K, V]):
    """Keeps what was used last, up to a number of bytes; what would take more than an eighth is not kept."""

    _SHARE = 8

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._size = 0

    def get(self, key: K) -> V | None:
        """What is kept under a key."""
        found = self._found.get(key)
        if found is None:
            return None
        self._found.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> bool:
        """Keep something that takes ``size`` bytes, in place of what was used longest ago. False if it is too large."""
        if size > self._most // self._SHARE:
            return False
        before = self._found.pop(key, None)
        if before is not None:
            self._size -= before[1]
        self._found[key] = (value, size)
        self._size += size
        while self._size > self._most:
            self._size -= self._found.popitem(last=False)[1][1]
        return True

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._size

    def __len__(self) -> int:
        return len(self._found)
