"""Finds the words of a claim file in the document: quotes become offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..documents.model import Outline, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..errors import Place, Problems
    from .raw import Pointer

__all__ = ["ELLIPSIS", "Locator", "occurrences"]

ELLIPSIS = " … "
"""Stands in a quote for words left out."""

_SHOWN = 5


def occurrences(text: str, words: str, scope: Slice) -> tuple[Slice, ...]:
    """Where words stand in a stretch of a text.

    Places where they stand as whole words come first: only if there is none do places inside longer words count
    ("November 24, 2017" in "DateNovember 24, 2017"). Digits never match inside a longer number. Words with an
    ellipsis, ``first … last``, mean the stretch from the first words to the next place of the last.
    """
    if not words:
        return ()
    head, gap, tail = words.partition(ELLIPSIS)
    if gap and words not in text:
        return tuple(_stretches(text, head, tail, scope))
    whole: list[Slice] = []
    inside: list[Slice] = []
    start = text.find(words, scope.start, scope.end)
    while start >= 0:
        end = start + len(words)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not _same_number(before, words[0]) and not _same_number(words[-1], after):
            joined = (before.isalnum() and words[0].isalnum()) or (after.isalnum() and words[-1].isalnum())
            (inside if joined else whole).append(Slice(start, end))
        start = text.find(words, start + 1, scope.end)
    return tuple(whole or inside)


def _stretches(text: str, head: str, tail: str, scope: Slice) -> Iterator[Slice]:
    ends = occurrences(text, tail, scope)
    for start in occurrences(text, head, scope):
        end = next((e for e in ends if e.start >= start.end), None)
        if end:
            yield Slice(start.start, end.end)


def _same_number(left: str, right: str) -> bool:
    return left.isdigit() and right.isdigit()


class Locator:
    """Looks words up in one document and notes what cannot be found or stands more than once."""

    def __init__(self, outline: Outline, problems: Problems) -> None:
        self._outline = outline
        self._text = outline.text
        self._problems = problems
        self._whole = Slice(0, len(self._text))

    def find(self, pointer: Pointer, scopes: Iterable[Slice] = ()) -> Slice | None:
        """The one place that a pointer means.

        Without ``in`` or ``at`` the words are looked for in the given scopes, narrowest first, then in the
        whole document; in the first scope that has them they must stand once.
        """
        words = pointer.words.text
        if pointer.at:
            return self._at(pointer)
        if pointer.within:
            outer = occurrences(self._text, pointer.within.text, self._whole)
            if len(outer) != 1:
                self._miss(pointer.within.text, outer, pointer.within.place)
                return None
            scopes = outer
        else:
            scopes = (*scopes, self._whole)
        for scope in scopes:
            found = occurrences(self._text, words, scope)
            if len(found) == 1:
                return found[0]
            if found:
                self._miss(words, found, pointer.place)
                return None
        self._miss(words, (), pointer.place, inside=pointer.within is not None)
        return None

    def find_all(self, pointers: Iterable[Pointer], scopes: Sequence[Slice] = ()) -> tuple[Slice, ...]:
        """The places of several pointers, in the order of the text, without repetition."""
        return tuple(sorted({found for p in pointers if (found := self.find(p, scopes))}))

    def around(self, where: Slice) -> tuple[Slice, ...]:
        """The scopes around a stretch, narrowest first: itself, its sentence or cell, its paragraph."""
        outline = self._outline
        scopes = [where]
        sentence = outline.sentence(where)
        if sentence:
            scopes += [sentence.extent, outline.paragraphs[sentence.paragraph].extent]
        scopes += [c.value for c in outline.cells if c.value.holds(where)]
        return tuple(scopes)

    def _at(self, pointer: Pointer) -> Slice | None:
        words, at = pointer.words.text, pointer.at
        if at is None or not (at.text.isascii() and at.text.isdigit() and len(at.text) < 9):
            self._problems.add(at.place if at else pointer.place, "'at' is the offset of the first character")
            return None
        start = int(at.text)
        if self._text.startswith(words, start):
            return Slice(start, start + len(words))
        here = self._text[start : start + len(words)]
        self._problems.add(at.place, f"at {start} stands {here!r} and not {words!r}")
        return None

    def _miss(self, words: str, found: Sequence[Slice], place: Place, *, inside: bool = False) -> None:
        if not found:
            where = "inside the words of 'in'" if inside else "in the document"
            message = f"{words!r} does not stand {where}; quote the exact words"
        else:
            spots = []
            for slice_ in found[:_SHOWN]:
                line, column = self._outline.position(slice_.start)
                spots.append(f"{slice_.start} (line {line}, column {column})")
            more = ", …" if len(found) > _SHOWN else ""
            message = (
                f"{words!r} stands {len(found)} times: at {', '.join(spots)}{more}; add 'in' with more words "
                "or 'at' with the offset"
            )
        self._problems.add(place, message)
