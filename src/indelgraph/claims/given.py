"""Checks a date that a person gives by hand against the words that it is said to come from.

The words, the words of ``inferred-from`` and of the file's ``year-from`` hold years, months and days. What the words
themselves hold must stand in the value; the rest of it must stand in the other words. Words that lead away from a
day ("the next morning") leave only themselves to be checked: how far they lead is for a person to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..grammar import read_date
from ..grammar.dates import date_spans
from ..grammar.lexicon import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..grammar import DateReading

__all__ = ["Parts", "follows", "holds_year", "parts_in"]

_ORDINAL = re.compile(r"(?<!\w)([0-9]{1,2})(?:st|nd|rd|th|er|ème)(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.,/-])(1[0-9]{3}|20[0-9]{2})(?![\w/-]|[.,][0-9])")
_NUMBER = re.compile(r"(?<!\w)([0-9]{1,2})(?:st|nd|rd|th|er|ème)?(?!\w)", re.IGNORECASE)
_VERBS = frozenset({"may", "march", "mar", "dec", "jan", "sept"})
"""Short words that are months with a capital only."""
_MONTHS = sorted(
    [*map(str.capitalize, MONTHS), *(name for name in MONTHS if name not in _VERBS)], key=len, reverse=True
)
_MONTH = re.compile(rf"(?<!\w)(?:{'|'.join(_MONTHS)})(?!\w)")
_MONTH_VALUE = re.compile(r"--([0-9]{2})(?:-([0-9]{2}))?")
_AWAY = re.compile(
    r"(?<!\w)(?:next|following|later|after|afterwards|before|earlier|previous|preceding|eve|yesterday|tomorrow|ago|"
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]{3,6}teenth|last)"
    r" (?:day|night|morning|afternoon|evening|week|month|of)|first of|end|ended|overnight|weeks?|months?|years?|days|"
    r"christmas|new year|easter|ramadan|eid|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"lendemain|veille|surlendemain|suivante?|après|avant|précédente?|hier|demain|premier|"
    r"(?:deuxième|troisième|quatrième|cinquième|dernière?) (?:jour|journée|nuit|matin|semaine)|"
    r"semaines?|mois|années?|jours|noël|pâques|tabaski|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What words hold of a date; None for what they lack."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def of(self, whole: Parts) -> bool:
        """Whether another date says nothing other than these; it may say less or more."""
        pairs = ((self.year, whole.year), (self.month, whole.month), (self.day, whole.day))
        return all(mine == its or None in (mine, its) for mine, its in pairs)

    @classmethod
    def read(cls, reading: DateReading) -> Parts | None:
        """The parts of a reading; None of a time of the day."""
        if reading.datatype == "time":
            return None
        if match := _MONTH_VALUE.fullmatch(reading.value):
            return cls(None, int(match[1]), int(match[2]) if match[2] else None)
        return cls(*map(int, reading.value.split("-")))


def parts_in(text: str, language: str) -> tuple[Parts, ...]:
    """The dates and pieces of dates in some words: "the 17th", "November", "in 2012", both ends of "7–9 August"."""
    found: list[Parts] = []
    read: list[tuple[int, int]] = []
    for start, end in date_spans(text):
        try:
            parts = Parts.read(read_date(text[start:end], language))
        except ValueError:
            found += _pieces(text[start:end], _NUMBER)
            continue
        read.append((start, end))
        if parts:
            found.append(parts)
    rest = list(text)
    for start, end in read:
        rest[start:end] = " " * (end - start)
    return tuple(dict.fromkeys((*found, *_pieces("".join(rest), _ORDINAL))))


def _pieces(text: str, days: re.Pattern[str]) -> Iterator[Parts]:
    for match in _YEAR.finditer(text):
        yield Parts(year=int(match[1]))
    for match in _MONTH.finditer(text):
        yield Parts(month=MONTHS[match[0].lower()])
    for match in days.finditer(text):
        yield Parts(day=int(match[1]))


def holds_year(value: Parts, texts: Iterable[str], language: str) -> bool:
    """Whether the year of a date stands in some words."""
    return value.year is None or any(parts.year == value.year for text in texts for parts in parts_in(text, language))


def follows(value: Parts, words: str, sources: Iterable[str], language: str) -> bool:
    """Whether a value can be what some words say together with those of other places."""
    own = parts_in(words, language)
    if own and not any(parts.of(value) for parts in own):
        return False
    if _AWAY.search(words):
        return True
    known = [*own, *(parts for source in sources for parts in parts_in(source, language))]
    return _stands(value.year, [p.year for p in known]) and (
        _stands(value.month, [p.month for p in known]) and _stands(value.day, [p.day for p in known])
    )


def _stands(part: int | None, known: Sequence[int | None]) -> bool:
    return part is None or part in known
