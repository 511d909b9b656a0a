"""Reader of a rendered page of the English Wikipedia that was copied as text.

From top to bottom: links of the skin, the title, coordinates, "From Wikipedia, the free encyclopedia", the
infobox, the lead, sections (a line and then ``[edit]``), and the list of references (:mod:`.references`).
"""

from __future__ import annotations

from enum import Enum, auto

from .assembly import Draft, Heading
from .infobox import read_infobox
from .layout import (
    CHROME,
    EDIT,
    FOOTER,
    HATNOTE,
    MAX_HEADING,
    ORIGIN,
    PAGE_COORDINATES,
    PANEL,
    REFERENCE_HEADINGS,
    is_prose,
)
from .lines import Line, lines, trim
from .model import Outline, Slice
from .references import is_entry, read_entry

__all__ = ["read_rendered"]

_LONGEST_HEAD = 200  # rows; a page's menus and list of contents are far shorter
_EDIT_END = "]"
_LONGEST_EDIT = 24  # characters of "[edit | edit source]" and some spaces
_SENTENCE = 4  # words; a heading is no closed sentence


def read_rendered(text: str) -> Outline:
    """Where everything stands in a copied page.

    The title is the one in the head; the infobox starts where it is repeated. Every line of prose is one
    paragraph. All headings have level 2, since the text does not show it. Any text is read without an error:
    what fits nothing is prose, or furniture in the head, in a navigation box and among the references.
    """
    draft = Draft(text)
    rows = lines(text)
    headings = _find_headings(text, rows)
    first = min(headings, default=len(rows))
    start = _read_head(draft, rows[:first])
    body = _Body(draft, rows, headings)
    title = draft.title.of(text) if draft.title else None
    if box := read_infobox(text, rows[start:first], title):
        body.read(start, start + box.start, _Mode.PANEL)
        start, stop = start + box.start, start + box.stop
        draft.infobox = Slice(rows[start].start, rows[stop - 1].end)
        draft.cells.extend(box.cells)
        start = stop
    body.read(start, len(rows), _Mode.PROSE)
    return draft.finish()


def _find_headings(text: str, rows: list[Line]) -> dict[int, Heading]:
    """Headings by their row: a line before ``[edit]``, or with it, or "References" before an entry."""
    found: dict[int, Heading] = {}
    for index, row in enumerate(rows):
        words = row.of(text) if row.end - row.start <= MAX_HEADING else ""
        if not words or EDIT.fullmatch(words) or not _may_be_heading(text, row):
            continue
        following = rows[index + 1] if index + 1 < len(rows) else None
        before_entry = (
            words in REFERENCE_HEADINGS and following is not None and is_entry(text, following, numbered=False)
        )
        if before_entry or (following and EDIT.fullmatch(text, following.start, following.end)):
            found[index] = Heading(row.extent, row.extent)
        elif fused := _without_edit(text, row):
            found[index] = Heading(row.extent, fused)
    return found


def _may_be_heading(text: str, row: Line) -> bool:
    words = row.of(text)
    return (
        words != ORIGIN
        and not CHROME.fullmatch(words)
        and not is_entry(text, row)
        and not is_prose(text, row, _SENTENCE)
    )


def _without_edit(text: str, row: Line) -> Slice | None:
    """The words of a heading whose link stands on its line ("Prelude[edit]")."""
    if not text.endswith(_EDIT_END, row.start, row.end):
        return None
    bracket = text.rfind("[edit", max(row.start, row.end - _LONGEST_EDIT), row.end)
    if bracket < 0 or not EDIT.fullmatch(text, bracket, row.end):
        return None
    return trim(text, row.start, bracket)


def _read_head(draft: Draft, rows: list[Line]) -> int:
    """Read title and furniture of the head; the index of the first row behind it."""
    text = draft.text
    words = [row.of(text) for row in rows[:_LONGEST_HEAD]]
    if ORIGIN in words:
        stop = words.index(ORIGIN) + 1
        repeated = {row.of(text) for row in rows[stop : stop + _LONGEST_HEAD]}
        names = [i for i in range(stop - 1) if not CHROME.fullmatch(words[i]) and not _is_aside(words[i])]
        title = next((i for i in names if words[i] in repeated), names[-1] if names else None)
    else:
        stop = next((i for i, line in enumerate(words) if not CHROME.fullmatch(line)), len(words))
        title = stop if stop < len(rows) and not is_prose(text, rows[stop]) else None
        stop += title is not None
    while stop < len(rows) and _is_aside(rows[stop].of(text)):
        stop += 1
    draft.title = rows[title].extent if title is not None else None
    draft.furniture.extend(row.extent for row in rows[:stop])
    return stop


def _is_aside(words: str) -> bool:
    """Whether a line speaks of the page, or is the coordinates that a page shows beside its title."""
    return bool(HATNOTE.match(words) or PAGE_COORDINATES.match(words))


class _Mode(Enum):
    """What a row is that nothing else tells."""

    PROSE = auto()
    PANEL = auto()
    """In a navigation box or before the infobox: furniture until something looks like prose."""
    REFERENCES = auto()
    FOOTER = auto()


class _Body:
    """Reads the rows of a page, head and infobox aside, into a draft."""

    def __init__(self, draft: Draft, rows: list[Line], headings: dict[int, Heading]) -> None:
        self._draft = draft
        self._rows = rows
        self._headings = headings
        self._mode = _Mode.PROSE

    def read(self, start: int, stop: int, mode: _Mode) -> None:
        """Read rows ``start`` to ``stop`` (exclusive)."""
        self._mode = mode
        for index in range(start, stop):
            if heading := self._headings.get(index):
                self._draft.add_heading(heading)
                listed = heading.words.of(self._draft.text) in REFERENCE_HEADINGS
                self._mode = _Mode.REFERENCES if listed else _Mode.PROSE
            elif not self._read_entry(self._rows[index]):
                self._read_row(self._rows[index])

    def _read_entry(self, row: Line) -> bool:
        draft = self._draft
        following = draft.references[-1].number + 1 if draft.references else 1
        entry = read_entry(draft.text, row, following if self._mode is _Mode.REFERENCES else None)
        if entry is None:
            return False
        draft.references.append(entry.reference)
        draft.furniture.extend(entry.furniture)
        return True

    def _read_row(self, row: Line) -> None:
        text = self._draft.text
        words = row.of(text)
        if FOOTER.match(words):
            self._mode = _Mode.FOOTER
        elif PANEL.fullmatch(words) and self._mode is _Mode.PROSE:
            self._mode = _Mode.PANEL
        elif self._mode is _Mode.PANEL and is_prose(text, row):
            self._mode = _Mode.PROSE
        if self._mode is _Mode.PROSE and not (EDIT.fullmatch(words) or _is_aside(words)):
            self._draft.prose.append(row.extent)
        else:
            self._draft.furniture.append(row.extent)
