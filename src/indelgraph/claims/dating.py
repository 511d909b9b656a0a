"""Reads the days and times of a claim file: the words, located, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..grammar import read_date
from ..namespaces import iri
from ..words import shown
from .given import Parts, follows, holds_year
from .model import Stated

if TYPE_CHECKING:
    from ..documents.document import Document
    from ..documents.model import Slice
    from ..errors import Problems
    from ..grammar import DateReading
    from .locate import Locator, Scopes
    from .raw import Pointer, RawDate

__all__ = ["ANY_DAY", "ANY_TIME", "ONE_DAY", "Dating", "date_literal"]

_NAMES = {"date": "a day", "gYearMonth": "a month", "gYear": "a year", "time": "a time of the day"}
ONE_DAY = frozenset({"date"})
ANY_DAY = frozenset({"date", "gYearMonth", "gYear"})
ANY_TIME = frozenset(_NAMES)
"""The XSD types of a day, of a day that may be known to the month or year only, and of these or a clock time."""


def date_literal(words: str, language: str) -> Literal | None:
    """The day, month or year that words state, as a typed literal; None where they state no whole one."""
    try:
        reading = read_date(words, language)
    except ValueError:
        return None
    return Literal(reading.value, datatype=iri(f"xsd:{reading.datatype}")) if reading.complete else None


class Dating:
    """Reads dates of one document. Where words lack a year, it comes from ``year-from`` and is inferred."""

    def __init__(self, document: Document, locator: Locator, problems: Problems, year_from: Pointer | None) -> None:
        self._document = document
        self._locator = locator
        self._problems = problems
        self._anchor: Slice | None = None
        self._year: int | None = None
        self._month: int | None = None
        self._without_year = False
        """Whether the file's ``year-from`` is wrong, so that no date can take its year from it."""
        if year_from:
            self._set_anchor(year_from)

    def _set_anchor(self, pointer: Pointer) -> None:
        self._anchor = self._locator.find(pointer)
        try:
            reading = read_date(pointer.words.text, self._language(self._anchor))
            wrong = "" if reading.datatype in ANY_DAY else f"{shown(pointer.words.text)} has none"
        except ValueError as error:
            wrong = str(error)
        if wrong:
            if self._anchor:
                self._problems.add(pointer.place, f"'year-from' must be words with a year: {wrong}")
            self._without_year = True
            return
        parts = reading.value.split("-")
        self._year = int(parts[0])
        self._month = int(parts[1]) if len(parts) > 1 else None

    def read(self, raw: RawDate, scopes: Scopes, only: frozenset[str] = ANY_TIME) -> Stated | None:
        """The day or time that words state, of the XSD types in ``only``; None, and a problem noted, for others."""
        where = self._locator.find(raw.pointer, scopes)
        inferred = self._locator.find_all(raw.inferred_from, scopes)
        words = raw.pointer.words.text
        if raw.vague:
            return self._vague(raw, where, inferred, only)
        if raw.value:
            if not raw.inferred_from:
                message = "a value given by hand needs 'inferred-from': the words it comes from"
                self._problems.add(raw.value.place, message)
            text, place = raw.value.text, raw.value.place
        else:
            text, place = words, raw.pointer.place
            if where is None:
                return None
        try:
            reading, borrowed = self._read(text, self._language(where))
        except ValueError as error:
            if not self._would_do_with_year(text):
                self._problems.add(place, f"{error}; quote a date, or give 'value' and 'inferred-from'")
            return None
        if not self._fits(raw, reading, inferred, only) or where is None:
            return None
        if self._anchor and (borrowed or (raw.value and not self._holds_year(reading, words, inferred))):
            inferred = tuple(sorted({*inferred, self._anchor}))
        literal = Literal(reading.value, datatype=iri(f"xsd:{reading.datatype}"))
        return Stated(literal, words, where, inferred)

    def _fits(self, raw: RawDate, reading: DateReading, inferred: tuple[Slice, ...], only: frozenset[str]) -> bool:
        """Whether a reading is of the kind that stands here and, given by hand, one that the words hold; else noted."""
        words, given = raw.pointer.words, raw.value or raw.pointer.words
        if reading.datatype not in only:
            kinds = " or ".join(name for kind, name in _NAMES.items() if kind in only)
            message = f"{shown(given.text)} is {_NAMES[reading.datatype]}; what stands here must be {kinds}"
            self._problems.add(given.place, message)
            return False
        if raw.value and inferred and not self._follows(reading, words.text, inferred):
            message = (
                f"{shown(given.text)} follows neither from {shown(words.text)} nor from the words of 'inferred-from' "
                "or 'year-from'; mend the value, or quote the words that hold its day, month and year"
            )
            self._problems.add(given.place, message)
            return False
        return True

    def _holds_year(self, reading: DateReading, words: str, inferred: tuple[Slice, ...]) -> bool:
        """Whether the year of a value given by hand stands in the words that the claim names, so not in the file's."""
        value = Parts.read(reading)
        texts = (words, *(where.of(self._document.text) for where in inferred))
        return value is None or holds_year(value, texts, self._document.language)

    def _follows(self, reading: DateReading, words: str, inferred: tuple[Slice, ...]) -> bool:
        """Whether a value given by hand can come from the words that the file names; a time of the day always can."""
        value = Parts.read(reading)
        anchor = (self._anchor,) if self._anchor else ()
        sources = [where.of(self._document.text) for where in (*inferred, *anchor)]
        return value is None or follows(value, words, sources, self._document.language)

    def _vague(
        self, raw: RawDate, where: Slice | None, inferred: tuple[Slice, ...], only: frozenset[str]
    ) -> Stated | None:
        """A period that only its words say ("early 2018"): the value is the words themselves."""
        if raw.value or only != ANY_TIME:
            message = "'vague' is for a period that only its words say; it has no 'value' and dates an event only"
            self._problems.add(raw.pointer.place, message)
            return None
        words = raw.pointer.words.text
        return Stated(Literal(words), words, where, inferred) if where else None

    def _read(self, text: str, language: str) -> tuple[DateReading, bool]:
        """What words say, and whether the year or month had to be borrowed."""
        try:
            reading = read_date(text, language)
        except ValueError:
            if self._year is None:
                raise
        else:
            if reading.complete:
                return reading, False
            if self._year is None:
                raise ValueError(f"{shown(text)} has no year, and the file no 'year-from' to take it from")
        return read_date(text, language, year=self._year, month=self._month), True

    def _would_do_with_year(self, text: str) -> bool:
        """Whether all that words lack is the year that a wrong ``year-from``, noted already, does not give."""
        if not self._without_year:
            return False
        try:
            read_date(text, self._document.language, year=2000, month=1)
        except ValueError:
            return False
        return True

    def _language(self, where: Slice | None) -> str:
        return self._document.language_at(where) if where else self._document.language
