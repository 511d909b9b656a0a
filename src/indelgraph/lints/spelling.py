"""Finds names that look like one name spelt in two ways, without comparing each with each.

Case, accents, hyphens and apostrophes never make two names. Beyond them a long word may differ by a letter, and a long
name by two letters, a letter being missing, added, another or swapped with the next. Numbers and short words must be
the same: "Company A" and "Company B", 2012 and 2013, are two.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

__all__ = ["Words", "fold", "look_alike", "lookalikes"]

Words: TypeAlias = tuple[str, ...]
"""A name as it is compared: its words without case, accents, hyphens and apostrophes."""

_JOINTS = re.compile("['’‘ʼ`\u2010-\u2015\u2212-]")
_WORDS = re.compile(r"[^\W_]+")
_UNSOUNDED = str.maketrans("", "", "aeiouywh")
_DOUBLED = re.compile(r"(.)\1+")

_SHORTEST_WORD = 5
"""A word with fewer letters must be the same."""
_LONG_WORD = 9
_LONG_NAME = 10
"""From this many letters on, two may differ."""
_LONGEST = 100
"""A name with more letters is only compared as it is: a sentence is no name."""
_HOLDERS = 4
"""How many names with a key in common are kept for comparison; more would cost the square of their number."""


def fold(name: str) -> Words:
    """A name as it is compared."""
    plain = unicodedata.normalize("NFKD", _JOINTS.sub("", name)).casefold()
    return tuple(_WORDS.findall("".join(c for c in plain if not unicodedata.combining(c))))


def look_alike(one: Words, other: Words) -> bool:
    """Whether two names may be one."""
    if "".join(one) == "".join(other):
        return bool(one)
    if len(one) != len(other) or max(map(_letters, (one, other))) > _LONGEST:
        return False
    left = 2 if min(map(_letters, (one, other))) >= _LONG_NAME else 1
    for a, b in zip(one, other, strict=True):
        if a != b:
            if min(len(a), len(b)) < _SHORTEST_WORD or not (a + b).isalpha():
                return False
            most = min(left, 2 if min(len(a), len(b)) >= _LONG_WORD else 1)
            edits = next((n for n in range(1, most + 1) if _within(a, b, n)), None)
            if edits is None:
                return False
            left -= edits
    return True


def lookalikes(names: Iterable[tuple[str, Hashable]]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, later and earlier, of names that look alike and have two owners.

    ``names`` are pairs of a name and its owner. The time is linear in their number: names are only compared if they
    share a key that survives a slip, and of many that share one only the first few are.
    """
    folded: list[tuple[Words, Hashable]] = []
    holders: dict[str, tuple[int, ...]] = {}
    for position, (name, owner) in enumerate(names):
        words = fold(name)
        folded.append((words, owner))
        met: dict[int, None] = {}
        for key in dict.fromkeys(_keys(words)):
            others = holders.get(key, ())
            met.update(dict.fromkeys(others))
            if len(others) < _HOLDERS and (words, owner) not in (folded[other] for other in others):
                holders[key] = (*others, position)
        for other in met:
            if folded[other][1] != owner and look_alike(words, folded[other][0]):
                yield position, other


def _keys(words: Words) -> Iterator[str]:
    """What a name shares with those that look like it: itself, itself without a letter, its consonants."""
    joined = "".join(words)
    yield joined
    if not joined or len(joined) > _LONGEST:
        return
    for number, word in enumerate(words):
        if len(word) >= _SHORTEST_WORD:
            before, after = " ".join(words[:number]), " ".join(words[number + 1 :])
            yield f"{before}|{word}|{after}"
            yield from (f"{before}|{word[:i]}{word[i + 1 :]}|{after}" for i in range(len(word)))
    if len(joined) >= _LONG_NAME:
        yield "~" + _DOUBLED.sub(r"\1", joined.translate(_UNSOUNDED))


def _letters(words: Words) -> int:
    return sum(map(len, words))


def _within(a: str, b: str, edits: int) -> bool:
    """Whether one word becomes the other by so many slips or fewer (Damerau's four kinds)."""
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    a, b = a[same:], b[same:]
    if not a or not b:
        return len(a) + len(b) <= edits
    if edits == 0:
        return False
    swapped = len(a) > 1 and len(b) > 1 and a[:2] == b[1::-1]
    return (
        _within(a[1:], b[1:], edits - 1)
        or _within(a[1:], b, edits - 1)
        or _within(a, b[1:], edits - 1)
        or (swapped and _within(a[2:], b[2:], edits - 1))
    )
