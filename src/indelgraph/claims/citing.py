"""Checks the references that a claim cites against the marks that the text prints beside its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from ..yamltree import Leaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..documents.model import Outline, Slice
    from ..errors import Problems
    from .model import Telling
    from .raw import RawClaim

__all__ = ["Citing"]


class Citing:
    """What the marks of one document tie to its words.

    A mark such as ``[3]`` speaks for its sentence; for the sentences before it in the paragraph, too, where these
    have no mark of their own; in an infobox for its cell; and an entry of the list of references cites itself.
    """

    def __init__(self, outline: Outline, problems: Problems) -> None:
        self._outline = outline
        self._problems = problems
        self._sentence_starts = [sentence.extent.start for sentence in outline.sentences]
        self._cell_starts = [cell.value.start for cell in outline.cells]
        self._mark_starts = [mark.extent.start for mark in outline.markers]
        self._reference_starts = [reference.extent.start for reference in outline.references]

    def marked(self, places: Iterable[Slice]) -> frozenset[int]:
        """The numbers of the references that the text marks at some stretches of it."""
        return frozenset(number for where in places for number in self._marked(where))

    def check(self, raw: RawClaim, tellings: tuple[Telling, ...], evidence: tuple[Slice, ...]) -> None:
        """Note references that a claim or its telling cites and the text marks neither at its words nor at the cue."""
        for told, telling in zip(raw.told or (None,), tellings, strict=False):
            first = telling.hops[0]
            cues = [cue for hop in telling.hops for cue in hop.cues]
            marked = self.marked((*evidence, *cues)) if first.cites else frozenset()
            for number in first.cites:
                if number not in marked:
                    has = " and ".join(f"[{n}]" for n in sorted(marked)) if marked else "no mark of a reference"
                    of = "" if told is None or raw.cites else " of this telling"
                    message = (
                        f"reference {number}{of} is not marked at these words: the text has {has} there; "
                        "cite what it marks, or leave 'cites' out"
                    )
                    leaves = raw.cites or (() if isinstance(told, Leaf | None) else told.cites)
                    leaf = next((c for c in leaves if c.text == str(number)), told or raw)
                    self._problems.add(leaf.place, message)

    def _marked(self, where: Slice) -> Iterator[int]:
        outline = self._outline
        reference = bisect_right(self._reference_starts, where.start) - 1
        if reference >= 0 and outline.references[reference].extent.end > where.start:
            yield outline.references[reference].number
        cell = bisect_right(self._cell_starts, where.start) - 1
        if outline.infobox and outline.infobox.holds(where) and cell >= 0:
            following = self._cell_starts[cell + 1] if cell + 1 < len(outline.cells) else outline.infobox.end
            low, high = (bisect_left(self._mark_starts, at) for at in (where.start, max(following, where.end)))
            yield from (mark.number for mark in outline.markers[low:high])
        yield from self._beside_sentences(where)

    def _beside_sentences(self, where: Slice) -> Iterator[int]:
        sentences = self._outline.sentences
        first = max(bisect_right(self._sentence_starts, where.start) - 1, 0)
        last = bisect_left(self._sentence_starts, where.end)
        touched = [s for s in sentences[first:last] if s.extent.end > where.start]
        yield from (number for sentence in touched for number in sentence.cites)
        if touched and not touched[-1].cites:
            paragraph = touched[-1].paragraph
            for sentence in sentences[last:]:
                if sentence.paragraph != paragraph:
                    return
                if sentence.cites:
                    yield from sentence.cites
                    return
