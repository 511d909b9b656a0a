"""Finds the words of a claim file in the document: quotes become offsets."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from ..documents.model import Outline, Slice
from ..words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..errors import Place, Problems
    from .raw import Pointer

__all__ = ["ELLIPSIS", "LONGEST_OFFSET", "Locator", "Scopes", "occurrences"]

Scopes = tuple[tuple[Slice, ...], ...]
"""Where to look, narrowest first: at each step the stretches that count alike."""

ELLIPSIS = " … "
"""Stands in a quote for words left out."""

_SHOWN = 5
_HERE = "in the document"
_HELP = "add 'in' with more words or 'at' with the offset"
LONGEST_OFFSET = 9
"""An offset has no more digits than these."""
_MARKS = frozenset(".,'’\u00a0\u202f\u2009")
"""What may part the digits of one number: 1,000 and 80.5, in French 1 000 with a hard space."""


def occurrences(text: str, words: str, scope: Slice) -> tuple[Slice, ...]:
    """Where words stand in a stretch of a text, in its order.

    Places where they stand as whole words count alone: only if there is none do places inside longer words count
    ("November 24, 2017" in "DateNovember 24, 2017"). Digits never match inside a longer number ("500" in
    "1,500"). Words with an ellipsis, ``first … last``, mean the stretch from each place of the first words to the
    next place of the last, both by this rule; in a text that has the ellipsis itself, they are plain words.
    """
    return _preferred(_places(text, words, scope))


def _preferred(places: Iterable[tuple[Slice, bool]]) -> tuple[Slice, ...]:
    """Of places and whether whole words stand there: the whole ones, or without any all; each once, in order."""
    found = sorted(set(places))
    return tuple(where for where, whole in found if whole) or tuple(where for where, _ in found)


def _places(text: str, words: str, scope: Slice) -> Iterator[tuple[Slice, bool]]:
    """Every place of the words in a stretch, and whether they are whole words there."""
    if not words:
        return
    head, gap, tail = words.partition(ELLIPSIS)
    if gap and words not in text:
        yield from ((where, True) for where in _stretches(text, head, tail, scope))
        return
    start = text.find(words, scope.start, scope.end)
    while start >= 0:
        end = start + len(words)
        if not _in_number(text, start) and not _in_number(text, end):
            yield Slice(start, end), not _in_word(text, start) and not _in_word(text, end)
        start = text.find(words, start + 1, scope.end)


def _stretches(text: str, head: str, tail: str, scope: Slice) -> Iterator[Slice]:
    ends = occurrences(text, tail, scope)
    for start in occurrences(text, head, scope):
        index = bisect_left(ends, Slice(start.end, start.end))
        if index < len(ends):
            yield Slice(start.start, ends[index].end)


def _in_word(text: str, offset: int) -> bool:
    """Whether letters or digits stand on both sides of an offset."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _in_number(text: str, offset: int) -> bool:
    """Whether an offset cuts a number in two, between two digits or beside a mark between them."""
    before, after = text[max(offset - 2, 0) : offset], text[offset : offset + 2]
    if not before or not after:
        return False
    if before[-1].isdigit() and after[0].isdigit():
        return True
    cut_before_mark = before[-1].isdigit() and after[0] in _MARKS and after[1:].isdigit()
    cut_after_mark = before[:-1].isdigit() and before[-1] in _MARKS and after[0].isdigit()
    return cut_before_mark or cut_after_mark


class Locator:
    """Looks words up in one document and notes what cannot be found or stands more than once."""

    def __init__(self, outline: Outline, problems: Problems) -> None:
        self._outline = outline
        self._text = outline.text
        self._problems = problems
        self._whole = Slice(0, len(self._text))

    def find(self, pointer: Pointer, scopes: Scopes = ()) -> Slice | None:
        """The one place that a pointer means; None, and a problem noted, where there is none or more than one.

        Without ``in`` or ``at`` the words are looked for in the given scopes, narrowest first, then in the
        whole document; at the first step that has them they must stand once.
        """
        words = pointer.words.text
        if pointer.at:
            return self._at(pointer)
        steps: Scopes = (*scopes, (self._whole,))
        if pointer.within:
            outer = occurrences(self._text, pointer.within.text, self._whole)
            if len(outer) != 1:
                self._miss(pointer.within.text, outer, pointer.within.place, help_="quote more words around it")
                return None
            steps = (outer,)
        for step in steps:
            found = _preferred(place for scope in step for place in _places(self._text, words, scope))
            if len(found) == 1:
                return found[0]
            if found:
                self._miss(words, found, pointer.place)
                return None
        self._miss(words, (), pointer.place, where="inside the words of 'in'" if pointer.within else _HERE)
        return None

    def find_all(self, pointers: Iterable[Pointer], scopes: Scopes = ()) -> tuple[Slice, ...]:
        """The places of several pointers, in the order of the text, without repetition."""
        return tuple(sorted({found for p in pointers if (found := self.find(p, scopes))}))

    def around(self, *places: Slice) -> Scopes:
        """The scopes around some stretches: themselves, their sentences or cells, their paragraphs."""
        outline = self._outline
        sentences = [sentence.extent for where in places if (sentence := outline.sentence(where))]
        cells = [c.value for c in outline.cells if any(c.value.holds(where) for where in places)]
        paragraphs = [p.extent for p in outline.paragraphs if any(p.extent.holds(where) for where in places)]
        return (places, (*sentences, *cells), tuple(paragraphs))

    def _at(self, pointer: Pointer) -> Slice | None:
        """The place that ``at`` names; ``in``, where it stands as well, must hold it."""
        words, at = pointer.words.text, pointer.at
        if at is None or not (at.text.isascii() and at.text.isdigit() and len(at.text) <= LONGEST_OFFSET):
            message = "'at' is the offset of the first character of the words, a whole number"
            self._problems.add(at.place if at else pointer.place, message)
            return None
        start = int(at.text)
        places = _places(self._text, words, Slice(start, len(self._text)))
        found = next((where for where, _ in places if where.start == start), None)
        if found is None:
            here = self._text[start : start + len(words)]
            stands = f"stands {shown(here)} and not {shown(words)}" if here else "the document has ended"
            if here == words:
                stands = f"{shown(words)} is a part of a longer number"
            self._problems.add(at.place, f"at {start} {stands}; count code points from 0, or give 'in' instead")
        elif pointer.within:
            outer = occurrences(self._text, pointer.within.text, self._whole)
            if not any(scope.holds(found) for scope in outer):
                message = f"{shown(pointer.within.text)} does not stand around {start}; keep 'in' or 'at'"
                self._problems.add(pointer.within.place, message)
                return None
        return found

    def _miss(
        self, words: str, found: Sequence[Slice], place: Place, *, where: str = _HERE, help_: str = _HELP
    ) -> None:
        if not found:
            but = " (only with other spaces or capitals)" if self._nearly_stands(words) else ""
            message = f"{shown(words)} does not stand {where}{but}; quote the exact words"
        else:
            spots = []
            for slice_ in found[:_SHOWN]:
                line, column = self._outline.position(slice_.start)
                spots.append(f"{slice_.start} (line {line}, column {column})")
            more = ", …" if len(found) > _SHOWN else ""
            message = f"{shown(words)} stands {len(found)} times: at {', '.join(spots)}{more}; {help_}"
        self._problems.add(place, message)

    def _nearly_stands(self, words: str) -> bool:
        """Whether words that do not stand in the document do so when spaces and capitals are not looked at."""
        if words in self._text:
            return False
        return " ".join(words.split()).casefold() in " ".join(self._text.split()).casefold()
