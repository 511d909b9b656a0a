"""The layout of a rendered Wikipedia page copied as text: lines of furniture, and what looks like prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .sentences import closes

if TYPE_CHECKING:
    from .lines import Line

__all__ = [
    "CHROME",
    "EDIT",
    "FOOTER",
    "HATNOTE",
    "JUMPS",
    "MAX_HEADING",
    "ORIGIN",
    "PAGE_COORDINATES",
    "PANEL",
    "REFERENCE_HEADINGS",
    "is_prose",
]

ORIGIN = "From Wikipedia, the free encyclopedia"
"""The line under the title of every page of the English Wikipedia."""

JUMPS = frozenset({"Jump to content", "Jump to navigation", "Jump to search"})
"""Links at the very top of a page, of one skin or another."""

CHROME = re.compile(
    r"Jump to (?:content|navigation|search)|Main menu|Search|Donate|Appearance|Create account|Log in"
    r"|Personal tools|Contents(?: hide)?|hide|move to sidebar|\(Top\)|Tools|Toggle the table of contents"
    r"|Article|Talk|Read|Edit|View history|Add languages|[0-9]{1,3} languages?"
)
"""Menu entries around the title (Vector skins of MediaWiki), as whole lines; never the title."""

EDIT = re.compile(r"\[\s?edit(?: source|\s?\|\s?edit source)?\s?\]")
"""The link behind a heading."""

HATNOTE = re.compile(
    r"\(Redirected from |Main articles?: |Further information: |See also: |Not to be confused with "
    r"|For (?:the|other) [^.]{1,200}, see |This article (?:is about|needs|includes|relies) "
    r"|Learn how and when "
)
"""How lines begin that speak of the page (Template:Hatnote, Template:Ambox)."""

PAGE_COORDINATES = re.compile(r"Coordinates: ")
"""How the line with the coordinates in the page's head begins; inside an infobox it is a cell."""

PANEL = re.compile(r"v\s?t\s?e")
"""The links "view, talk, edit" at the head of a navigation or campaign box."""

FOOTER = re.compile(r'Retrieved from "|(?:Hidden )?[Cc]ategor(?:y|ies): |This page was last edited on ')
"""How the foot of a page begins."""

REFERENCE_HEADINGS = frozenset(
    {
        "References",
        "Citations",
        "Footnotes",
        "Notes and references",
        "References and notes",
        "Notes and citations",
    }
)
"""Sections that hold the list of references."""

MAX_HEADING = 200
"""The longest heading, in characters."""

_PROSE = 4
_STRAY_PROSE = 12
"""Words that make prose of a closed line with no blank line before it: a cell may be a short sentence."""
_LONG = 40


def is_prose(text: str, row: Line, least: int | None = None) -> bool:
    """Whether a line looks like a paragraph: closed by a mark and of ``least`` words, or very long.

    By default ``least`` is 4 behind a blank line, else 12.
    """
    count = len(row.of(text).split())
    if least is None:
        least = _PROSE if row.gap else _STRAY_PROSE
    return count >= _LONG or (count >= least and closes(text, row.extent))
