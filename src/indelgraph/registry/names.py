"""Finds the names of entries in running words, whole words and without regard to capitals, in one walk over them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .model import Entry

__all__ = ["NameIndex", "names_of", "spelt"]

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l", "un", "une", "des"})
"""Words that may stand before a name without being a part of it."""


def names_of(entry: Entry) -> Iterator[str]:
    """Every form by which an entry is known: its names, the words that describe it, how sentences call it."""
    for name in (entry.name, *entry.also, entry.described_as):
        if name:
            yield name.text
    yield from (*entry.hidden, entry.called, entry.label)


@lru_cache(maxsize=1 << 16)
def spelt(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: without case, marks and articles before it."""
    words = tuple(match[0].casefold() for match in _WORD.finditer(name))
    start = next((at for at, word in enumerate(words) if word not in _ARTICLES), 0)
    return words[start:]


class NameIndex:
    """Names with what bears them; one name may have several bearers."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._bearers: dict[tuple[str, ...], dict[str, Entry]] = {}
        self._longest: dict[str, int] = {}
        """Of the first word of names, the most words that one has."""
        for entry in entries:
            for name in names_of(entry):
                self.add(name, entry)

    def add(self, name: str, entry: Entry) -> None:
        """Let an entry be known by one more name."""
        words = spelt(name)
        if words:
            self._bearers.setdefault(words, {})[entry.id] = entry
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def bearers(self, name: str) -> tuple[Entry, ...]:
        """The entries that bear a name."""
        return tuple(self._bearers.get(spelt(name), {}).values())

    def within(self, text: str) -> Iterator[tuple[Entry, ...]]:
        """The bearers of each name that stands in some words, in their order; of names that overlap the longest."""
        words = tuple(match[0].casefold() for match in _WORD.finditer(text))
        at = 0
        while at < len(words):
            longest = min(self._longest.get(words[at], 0), len(words) - at)
            length = next((n for n in range(longest, 0, -1) if words[at : at + n] in self._bearers), 0)
            if length:
                yield tuple(self._bearers[words[at : at + length]].values())
            at += length or 1
