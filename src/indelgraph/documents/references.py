"""Entries of a rendered list of references, in the layout of Citation Style 1 on the English Wikipedia.

    3. ^ a b Author, A.; Author, B. (date). "Title" (PDF). Outlet (in French). Date. Retrieved 2023-11-28.

(https://en.wikipedia.org/wiki/Help:Citation_Style_1; Citation Style 2 has commas for the periods.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from .abbreviations import Abbreviation, abbreviation, word_before
from .languages import tag
from .lines import trim
from .model import Reference, Slice

if TYPE_CHECKING:
    from .lines import Line

__all__ = ["Entry", "is_entry", "read_entry"]

_HEAD = re.compile(r"(?:([0-9]{1,4})\.\s{0,8})?\^\s{0,8}(?:Jump up to:\s{0,8})?")
_LETTERS = (*ascii_lowercase, *("a" + letter for letter in ascii_lowercase))

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DATE = (
    rf"(?:[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?(?![0-9])"
    rf"|{_MONTH}\s[0-9]{{1,2}}(?:[–-][0-9]{{1,2}})?,\s[0-9]{{4}}(?![0-9])"
    rf"|(?:[0-9]{{1,2}}(?:[–-][0-9]{{1,2}})?\s)?(?:{_MONTH}\s?[–-]\s?)?{_MONTH}\s[0-9]{{4}}(?![0-9])"
    r"|(?:Spring|Summer|Autumn|Fall|Winter)\s[0-9]{4}(?![0-9])"
    r"|[0-9]{4}(?:[–-][0-9]{2,4})?(?![0-9])(?=\s?(?:[.,)]|\Z)))"
)
_ISSUED = re.compile(_DATE)
_RETRIEVED = re.compile(rf"\b(?:[Rr]etrieved|[Aa]ccessed)(?:\son)?\s({_DATE})\.?")
_IN_BRACKETS = re.compile(rf"\((?:({_DATE})|n\.d\.)\)")
_LANGUAGE = re.compile(r"\(in ([^()]{1,40})\)")
_OPENING = re.compile(r"(?<=[.):,;]\s)[\"“«„]")
_CLOSING = {'"': '"', "“": "”", "«": "»", "„": "“"}
_BEHIND_TITLE = re.compile(r"\.(?:\s|\Z)|\s?[(\[]|,|\Z")
_NO_OUTLET = re.compile(r"(?:[Rr]etrieved|[Aa]rchived|[Aa]ccessed|[Dd]oi|ISBN|ISSN|OCLC|pp?\.|Vol\.)(?![a-z])")
_ARCHIVED = re.compile(r"[Aa]rchived\b")
_PERIODS = re.compile(r"\.(?=\s|\Z)")
_COMMAS = re.compile(r"[.,](?=\s|\Z)")
_ET_AL = re.compile(r"[,\s]{0,3}\bet al\.?\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry and what in it belongs to the page: its number and back-reference letters, "Retrieved …"."""

    reference: Reference
    furniture: tuple[Slice, ...]


def is_entry(text: str, row: Line, *, numbered: bool = True) -> bool:
    """Whether a line is an entry (``3. ^ …``), by default only with its number."""
    found = _HEAD.match(text, row.start, row.end)
    return found is not None and (found[1] is not None or not numbered)


def read_entry(text: str, row: Line, number: int | None = None) -> Entry | None:
    """Read a line as an entry of the list; None if it is none.

    The extent is the whole line with its number. ``number`` is what an entry without one gets (a browser does
    not copy the numbers of a list); None: then the line is no entry. What cannot be told from the layout is
    None: without a title in quotation marks also the creators, the publisher and the date of issue. Two
    languages ("in French and Arabic") are none, since they do not say which is the title's.
    """
    head = _HEAD.match(text, row.start, row.end)
    if not head or not (head[1] or number):
        return None
    start = _after_letters(text, head.end(), row.end)
    title = _title(text, start, row.end)
    behind = title.end if title else start
    rest = Slice(min(behind + 1, row.end) if title else start, row.end)
    parts = _parts(text, rest) if title else []
    creators, issued = _authors(text, start, title.start - 1) if title else ((), None)
    said = _LANGUAGE.search(text, behind, row.end)
    retrieved = list(_RETRIEVED.finditer(text, behind, row.end))
    reference = Reference(
        number=int(head[1]) if head[1] else number or 0,
        extent=row.extent,
        title=trim(text, title.start, title.end) if title else None,
        creators=creators,
        publisher=_publisher(text, parts),
        language=tag(said[1]) if said else None,
        issued=issued or _issued(text, parts),
        retrieved=Slice(*retrieved[-1].span(1)) if retrieved else None,
    )
    furniture = [trim(text, row.start, start), *(Slice(*found.span()) for found in retrieved)]
    furniture += [part for part in parts if part and _ARCHIVED.match(text, part.start, part.end)]
    return Entry(reference, tuple(slice_ for slice_ in furniture if slice_))


def _after_letters(text: str, offset: int, limit: int) -> int:
    """Behind the back-reference letters "a b c", of which there are always two or more."""
    cursor, count = offset, 0
    for letter in _LETTERS:
        end = cursor + len(letter)
        if end >= limit or not text.startswith(letter, cursor) or not text[end].isspace():
            break
        cursor = end + 1
        count += 1
    return cursor if count > 1 else offset


def _title(text: str, start: int, limit: int) -> Slice | None:
    """What stands between the quotation marks of the title."""
    if start < limit and text[start] in _CLOSING:
        opening = start
    elif found := _OPENING.search(text, start, limit):
        opening = found.start()
    else:
        return None
    mark = _CLOSING[text[opening]]
    closing = _closing(text, mark, opening + 1, limit)
    return Slice(opening + 1, closing) if closing > opening + 1 and trim(text, opening + 1, closing) else None


def _closing(text: str, mark: str, start: int, limit: int) -> int:
    """Where the title's closing mark stands: before a period or bracket, else a comma or the end."""
    comma = last = -1
    offset = text.find(mark, start, limit)
    while offset >= 0:
        last = offset
        if behind := _BEHIND_TITLE.match(text, offset + 1, limit):
            if behind[0] not in {",", ""}:
                return offset
            comma = comma if comma >= 0 else offset
        offset = text.find(mark, offset + 1, limit)
    return comma if comma >= 0 else last


def _parts(text: str, rest: Slice) -> list[Slice | None]:
    """What stands between the periods (or commas) behind the title; the first part belongs to the title.

    A period inside a name ("La Libre.be", "U.S. Army") or a comma inside a date parts nothing.
    """
    separator = _COMMAS if text[rest.start : rest.start + 1] == "," else _PERIODS
    parts: list[Slice | None] = []
    start = not_before = rest.start
    for found in separator.finditer(text, rest.start, rest.end):
        if found.start() < not_before or _is_inside_name(text, start, found.start(), rest.end):
            continue
        parts.append(trim(text, start, found.start()))
        start = found.end()
        not_before = _date_end(text, start, rest.end)
    parts.append(trim(text, start, rest.end))
    return parts


def _date_end(text: str, start: int, limit: int) -> int:
    """The end of the date with which a part starts ("Retrieved July 21, 2024"); without one, its start."""
    start += text[start : start + 1].isspace()
    found = _RETRIEVED.match(text, start, limit)
    if found:
        return found.end(1)
    found = _ISSUED.match(text, start, limit)
    return found.end() if found else start


def _is_inside_name(text: str, start: int, period: int, limit: int) -> bool:
    if text[period] != "." or abbreviation(word_before(text, start, period)) is None:
        return False
    after = period + 2
    return after < limit and not (_NO_OUTLET.match(text, after, limit) or _ISSUED.match(text, after, limit))


def _publisher(text: str, parts: list[Slice | None]) -> Slice | None:
    outlet = parts[1] if len(parts) > 1 else None
    if not outlet or any(p.match(text, outlet.start, outlet.end) for p in (_ISSUED, _NO_OUTLET)):
        return None
    language = _LANGUAGE.search(text, outlet.start, outlet.end)
    return trim(text, outlet.start, language.start()) if language else outlet


def _issued(text: str, parts: list[Slice | None]) -> Slice | None:
    for part in parts[1:]:
        if part and (found := _ISSUED.match(text, part.start, part.end)):
            return Slice(found.start(), found.end())
    return None


def _authors(text: str, start: int, limit: int) -> tuple[tuple[Slice, ...], Slice | None]:
    """The names before the title, and the date in brackets behind them."""
    names = trim(text, start, limit)
    if (
        names
        and text[names.end - 1] in ".,:"
        and abbreviation(word_before(text, start, names.end - 1)) is not (Abbreviation.INITIAL)
    ):
        names = trim(text, names.start, names.end - 1)
    issued = None
    if names and (opening := text.rfind("(", names.start, names.end)) >= 0:
        dated = _IN_BRACKETS.fullmatch(text, opening, names.end)
        if dated:
            issued = Slice(*dated.span(1)) if dated[1] else None
            names = trim(text, names.start, opening)
    return (tuple(_split_names(text, names)) if names else ()), issued


def _split_names(text: str, names: Slice) -> list[Slice]:
    found: list[Slice] = []
    start = names.start
    while start <= names.end:
        stop = text.find(";", start, names.end)
        stop = stop if stop >= 0 else names.end
        piece = trim(text, start, stop)
        if piece and (others := _ET_AL.search(text, piece.start, piece.end)):
            piece = trim(text, piece.start, others.start())
        if piece:
            found.append(piece)
        start = stop + 1
    return found
