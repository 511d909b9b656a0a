"""Reads the days and times of a claim file: the words, located, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..grammar import read_date
from ..namespaces import iri
from .model import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..documents.model import Outline, Slice
    from ..errors import Problems
    from ..grammar import DateReading
    from .locate import Locator
    from .raw import Pointer, RawDate

__all__ = ["Dating", "date_literal"]


def date_literal(words: str, language: str) -> Literal | None:
    """The day, month or year that words state, as a typed literal; None where they state no whole one."""
    try:
        reading = read_date(words, language)
    except ValueError:
        return None
    return Literal(reading.value, datatype=iri(f"xsd:{reading.datatype}")) if reading.complete else None


class Dating:
    """Reads dates of one document. Where words lack a year, it comes from ``year-from`` and is inferred."""

    def __init__(
        self,
        outline: Outline,
        language: str,
        locator: Locator,
        problems: Problems,
        year_from: Pointer | None,
    ) -> None:
        self._outline = outline
        self._language = language
        self._locator = locator
        self._problems = problems
        self._anchor: Slice | None = None
        self._year: int | None = None
        self._month: int | None = None
        if year_from:
            self._set_anchor(year_from)

    def _set_anchor(self, pointer: Pointer) -> None:
        self._anchor = self._locator.find(pointer)
        try:
            value = read_date(pointer.words.text, self._language).value
        except ValueError as error:
            self._problems.add(pointer.place, f"'year-from' must be a whole date: {error}")
            return
        parts = value.split("-")
        self._year = int(parts[0])
        self._month = int(parts[1]) if len(parts) > 1 else None

    def read(self, raw: RawDate, scopes: Iterable[Slice]) -> Stated | None:
        """The day or time that words state."""
        scopes = tuple(scopes)
        where = self._locator.find(raw.pointer, scopes)
        inferred = self._locator.find_all(raw.inferred_from, scopes)
        words = raw.pointer.words.text
        if raw.value:
            if not raw.inferred_from:
                message = "a value given by hand needs 'inferred-from': the words it comes from"
                self._problems.add(raw.value.place, message)
            text, place = raw.value.text, raw.value.place
        else:
            text, place = words, raw.pointer.place
        try:
            reading, borrowed = self._read(text)
        except ValueError as error:
            self._problems.add(place, f"{error}; quote a date, or give 'value' and 'inferred-from'")
            return None
        if where is None:
            return None
        if borrowed and self._anchor:
            inferred = tuple(sorted({*inferred, self._anchor}))
        literal = Literal(reading.value, datatype=iri(f"xsd:{reading.datatype}"))
        return Stated(literal, words, where, inferred)

    def _read(self, text: str) -> tuple[DateReading, bool]:
        try:
            reading = read_date(text, self._language)
        except ValueError:
            if self._year is None:
                raise
        else:
            if reading.complete or self._year is None:
                return reading, False
        return read_date(text, self._language, year=self._year, month=self._month), True
