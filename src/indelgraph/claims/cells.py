"""Checks claims that stand on an infobox against what its layout says: which side a cell stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from ..documents.model import Part
from ..words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..documents.model import Outline, Slice
    from ..errors import Problems
    from ..registry import Entry
    from .raw import RawClaim

__all__ = ["Cells"]

_OF_SIDE = re.compile(r"(?:combatant|commander|units|strength|casualties|polstrength)\s?([1-9])[a-z]?", re.IGNORECASE)
"""The parameters of Template:Infobox military conflict (English Wikipedia) that belong to a side, by its number."""


class Cells:
    """The infobox of one document, as claims lean on it."""

    def __init__(self, outline: Outline, problems: Problems) -> None:
        self._outline = outline
        self._problems = problems
        self._starts = [(cell.label or cell.value).start for cell in outline.cells]

    def check(
        self, raw: RawClaim, event: Entry | None, evidence: tuple[Slice, ...], explained: Iterable[Slice]
    ) -> None:
        """Note what a claim on the infobox says of a side that its cell, or the label it gives, does not.

        ``explained`` are the words of its context and of what it is inferred from.
        """
        if not self._holds(evidence):
            return
        leaf = raw.side or raw.group
        number = leaf.text.removeprefix("side-") if leaf else ""
        if leaf is None or event is None or number not in {str(n) for n in range(1, event.sides + 1)}:
            return
        for labels in (self._labels(evidence, event), self._labels(explained, event)):
            if labels and number not in labels:
                label = min(labels.items())[1]
                message = f"{shown(leaf.text)} is not the side of the cell {shown(label)}; write the side of its number"
                self._problems.add(leaf.place, message)
                return

    def _holds(self, evidence: tuple[Slice, ...]) -> bool:
        return bool(evidence) and all(self._outline.part(where) is Part.INFOBOX for where in evidence)

    def check_party(self, raw: RawClaim, evidence: tuple[Slice, ...]) -> None:
        """Note a count of a side in the infobox that is limited to a party of it and not called partial.

        A side's cell has a line for each party: what is limited to one of them counts a part of the side.
        """
        group = raw.group.text if raw.group else ""
        if not raw.limited_to or raw.partial or not self._holds(evidence):
            return
        if group.startswith("side-") and raw.predicate.is_count:
            message = (
                f"a line of the infobox for {shown(raw.limited_to.text)} alone counts a part of {group}; "
                "add 'partial: yes', or leave 'limited-to' out"
            )
            self._problems.add(raw.limited_to.place, message)

    def _labels(self, places: Iterable[Slice], event: Entry) -> dict[str, str]:
        """Numbers of sides that the labels of cells name at some stretches, each with such a label."""
        found = {}
        for where in places:
            index = bisect_right(self._starts, where.start) - 1
            cell = self._outline.cells[index] if index >= 0 else None
            if cell is None or cell.label is None or where.start >= cell.value.end:
                continue
            label = cell.label.of(self._outline.text)
            match = _OF_SIDE.fullmatch(label)
            if match and int(match[1]) <= event.sides:
                found[match[1]] = label
        return found
