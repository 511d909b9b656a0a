"""Reader of plain wiki text: ``= Title =``, ``Infobox`` with ``- Key: value`` lines, prose, ``==Headings==``.

Headings are those of MediaWiki (https://www.mediawiki.org/wiki/Help:Formatting): as many ``=`` on both sides
as the level says, from 2 to 6; level 1 is the title of the page.
"""

from __future__ import annotations

import re

from .assembly import Draft, Heading
from .lines import Line, lines, trim
from .model import Cell, Outline, Slice
from .notes import without_notes

__all__ = ["is_infobox", "read_heading", "read_markup"]

_MAX_LEVEL = 6
_INFOBOX = re.compile(r"[Ii]nfobox(?: [\w ]{1,60})?")
_CELL = re.compile(r"-(?=\s)")
_LABEL = re.compile(r"\s{0,8}([^\W\d_][\w /&.-]{0,40}):(?!//)")
_BULLET = re.compile(r"[-*#•](?=\s)")


def read_markup(text: str) -> Outline:
    """Where everything stands in a plain wiki text.

    The infobox runs from the line ``Infobox`` to its last ``-`` line; a line without a key is a cell without
    a label, and a key without a value is no cell. The first line of level 1 is the title; prose before the
    first heading is the lead. Lines without a blank line between them are one paragraph, but a list item is
    one of its own. Any text is read without an error: what fits nothing is prose.
    """
    draft = Draft(text)
    rows = lines(text)
    index = 0
    joins = False  # whether the next line goes on with the paragraph before it
    while index < len(rows):
        row = rows[index]
        index += 1
        if heading := read_heading(text, row):
            _add_heading(draft, heading)
            joins = False
        elif _is_rule(text, row):
            draft.furniture.append(row.extent)
            joins = False
        elif draft.infobox is None and is_infobox(text, rows, index - 1):
            index = _read_infobox(draft, rows, index)
            joins = False
        elif joins and not row.gap and not _BULLET.match(text, row.start, row.end):
            draft.prose[-1] = Slice(draft.prose[-1].start, row.end)
        else:
            draft.prose.append(row.extent)
            joins = True
    return draft.finish()


def read_heading(text: str, row: Line) -> Heading | None:
    """The heading that a line is, of level 1 to 6, or None."""
    words = row.of(text)
    left = len(words) - len(words.lstrip("="))
    right = len(words) - len(words.rstrip("="))
    level = min(left, right, _MAX_LEVEL)
    if not level or left == len(words):
        return None
    inner = trim(text, row.start + level, row.end - level)
    return Heading(row.extent, inner, level) if inner else None


def is_infobox(text: str, rows: list[Line], index: int) -> bool:
    """Whether a row is the head of an infobox: the word and a cell behind it."""
    row = rows[index]
    return (
        _INFOBOX.fullmatch(text, row.start, row.end) is not None
        and index + 1 < len(rows)
        and _is_cell(text, rows[index + 1])
    )


def _is_cell(text: str, row: Line) -> bool:
    return _CELL.match(text, row.start, row.end) is not None


def _add_heading(draft: Draft, heading: Heading) -> None:
    if heading.level > 1:
        draft.add_heading(heading)
        return
    draft.title = draft.title or heading.words
    draft.furniture.append(heading.line)


def _is_rule(text: str, row: Line) -> bool:
    """Whether a line holds nothing but ``=``: a heading without words."""
    return not row.of(text).replace("=", "").strip()


def _read_infobox(draft: Draft, rows: list[Line], index: int) -> int:
    """Read the cells from row ``index`` on, the row behind the head; the index of the first other row."""
    last = index
    while last < len(rows) and _is_cell(draft.text, rows[last]):
        last += 1
    draft.infobox = Slice(rows[index - 1].start, rows[last - 1].end)
    cells = (_read_cell(draft.text, row) for row in rows[index:last])
    draft.cells.extend(cell for cell in cells if cell)
    return last


def _read_cell(text: str, row: Line) -> Cell | None:
    label = None
    start = row.start + 1
    if key := _LABEL.match(text, start, row.end):
        label = trim(text, key.start(1), key.end(1))
        start = key.end()
    value = trim(text, start, row.end)
    value = without_notes(text, value) if value else None
    return Cell(label, value) if value else None
