"""The infobox of a military conflict on a rendered page: which lines it has, and its cells.

Labels and their order are those of Template:Infobox military conflict on the English Wikipedia: first rows
with the label beside the value, then blocks with the label on a line of its own above the entries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .layout import EDIT, FOOTER, HATNOTE, ORIGIN, PANEL, is_prose
from .lines import Line, trim
from .model import Cell, Slice
from .notes import without_notes
from .references import is_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Infobox", "read_infobox"]

# In copied text the label of a row may touch its value ("DateNovember 24, 2017", "Locationnear Gao"): only
# where the two make another word ("Results", "Dated") it is no label. The blocks' labels are whole lines.
_ROW = re.compile(
    r"(?:(Part of)\s|(Date|Location|Result|Status|Territorial\s?changes|Coordinates)"
    r"(?!(?:s|d|ed|ing|ant|line|es|al)\b):?)"
)
_BLOCK = re.compile(r"Belligerents|Commanders(?: and leaders)?|Units involved|Strength|Casualties(?: and losses)?")
_BROKEN_LABEL = ("Territorial", "changes")  # the template sets a line break between the two words
_FEWEST = 2  # labels that make an infobox where the title is not repeated


@dataclass(frozen=True, slots=True)
class Infobox:
    """An infobox: rows ``start`` to ``stop`` (exclusive) of those given, and its cells."""

    start: int
    stop: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    words: Slice
    value: int
    """Where the value starts, on the label's line or the next."""
    block: bool
    """Whether it stands above its entries."""
    carries: bool = True
    """Whether lines without a label belong to it, too."""


def read_infobox(text: str, rows: list[Line], title: str | None) -> Infobox | None:
    """Find and read the infobox among rows of a page, of which ``title`` is the title; None if there is none.

    It starts at the line that repeats the title or, with at least two labels, at the line before the first of
    them; it ends before the first line that looks like prose or belongs to the page. Every line of it is one
    cell. A line without a label of its own belongs to the label above, coordinates under ``Location`` as
    well; the title line and what stands between "Part of …" and the next label (a caption) have none.
    """
    start = _start(text, rows, title)
    if start is None:
        return None
    stop = start + 1
    while stop < len(rows) and not _is_outside(text, rows[stop]):
        stop += 1
    return Infobox(start, stop, tuple(_cells(text, rows[start:stop])))


def _start(text: str, rows: list[Line], title: str | None) -> int | None:
    labels: dict[str, int] = {}
    for index, row in enumerate(rows):
        if title is not None and row.of(text) == title:
            return index
        label = _label(text, rows, index, blocks=False)
        if label and not is_prose(text, row):
            labels.setdefault(label.words.of(text), index)
    if len(labels) < _FEWEST:
        return None
    first = min(labels.values())
    return first - 1 if first and not _is_outside(text, rows[first - 1]) else first


def _is_outside(text: str, row: Line) -> bool:
    words = row.of(text)
    return (
        any(pattern.fullmatch(words) for pattern in (EDIT, PANEL))
        or any(pattern.match(words) for pattern in (HATNOTE, FOOTER))
        or words == ORIGIN
        or is_entry(text, row)
        or is_prose(text, row)
    )


def _label(text: str, rows: list[Line], index: int, *, blocks: bool) -> _Label | None:
    """The label at the head of a row; with ``blocks`` only a block's, since no row stands behind a block."""
    row = rows[index]
    if _BLOCK.fullmatch(text, row.start, row.end):
        return _Label(row.extent, row.end, block=True)
    if blocks:
        return None
    if found := _ROW.match(text, row.start, row.end):
        group = found.lastindex or 0
        words = Slice(found.start(group), found.end(group))
        return _Label(words, found.end(), block=False, carries=group != 1)
    head, tail = _BROKEN_LABEL
    if row.of(text) == head and index + 1 < len(rows) and text.startswith(tail, rows[index + 1].start):
        end = rows[index + 1].start + len(tail)
        return _Label(Slice(row.start, end), end, block=False)
    return None


def _cells(text: str, rows: list[Line]) -> list[Cell]:
    cells: list[Cell] = []
    label: Slice | None = None
    blocks = False
    read_to = 0
    for index, row in enumerate(rows):
        start = max(row.start, read_to)  # a label may reach into the next line
        found = _label(text, rows, index, blocks=blocks) if start == row.start else None
        if found:
            blocks = blocks or found.block
            start = read_to = found.value
        where = found.words if found else label
        cells.extend(Cell(where, value) for value in _values(text, start, row.end))
        if found:
            label = found.words if found.carries else None
    return cells


def _values(text: str, start: int, stop: int) -> Iterator[Slice]:
    """The entries of a line: one, or several where the browser set tabs between the columns of the sides."""
    while start < stop:
        tab = text.find("\t", start, stop)
        tab = tab if tab >= 0 else stop
        entry = trim(text, start, tab)
        entry = without_notes(text, entry) if entry else None
        if entry:
            yield entry
        start = tab + 1
