"""Dates and clock times, English and French: one reading of their words, and where they stand in a text.

Values are lexical forms of XSD 1.1 part 2 (https://www.w3.org/TR/xmlschema11-2/), without a time zone, since
the texts give none.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from .lexicon import MONTHS, lexicon

__all__ = ["DateReading", "date_spans", "read_date"]

_LONGEST = 80
"""More characters than any date has; longer words are refused before they are looked at."""

_BLANK = "[ \u00a0\u202f\u2009]"
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTH = rf"(?P<month>{_NAMES})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er)?"
_YEAR = r"(?P<year>[0-9]{4})"
_LEAD = re.compile(
    r"(?:(?:on|in|at|by|since|from|until|till|as of|le|la|en|au|à|depuis|dès|vers|jusqu'au|jusqu'à|du) )?"
    rf"(?:(?:{_DAYS}),? )?"
)

_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        rf"(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
        rf"{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?",
        rf"{_MONTH}(?:,? (?:of )?{_YEAR})?",
        rf"{_YEAR}-(?P<number>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?",
        rf"{_YEAR}",
        r"(?P<day>[0-9]{1,2})\.(?P<number>[0-9]{1,2})\.(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|e|ème)",
        r"le (?P<day>[0-9]{1,2})",
    )
)
_SLASHED = re.compile(r"(?P<day>[0-9]{1,2})/(?P<number>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2})")
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>[ap])\.?m\.?"
    r"|(?P<hour24>[0-9]{1,2}):(?P<minute24>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"|(?P<heure>[0-9]{1,2}) ?(?:h|heures?)(?: ?(?P<minutes>[0-9]{2}))?"
)
_NAMED_TIMES = {
    "noon": "12:00:00",
    "midday": "12:00:00",
    "midnight": "00:00:00",
    "midi": "12:00:00",
    "minuit": "00:00:00",
}


@dataclass(frozen=True, slots=True)
class DateReading:
    """What the words of a date or clock time say.

    ``datatype`` is the local name of an XSD type: date, gYearMonth, gYear, time, and where the year is
    missing gMonthDay or gMonth; ``complete`` is False for these last two only.
    """

    value: str
    datatype: str
    complete: bool


def read_date(words: str, language: str = "en", *, year: int | None = None, month: int | None = None) -> DateReading:
    """Read the words of a date or clock time; ``year`` and ``month`` supply only what the words lack.

    One leading preposition ("by 17 November") and the name of a weekday are read over.  Dotted dates are day,
    month, year; a year of two digits is 2000 to 2068 or 1969 to 1999 (POSIX strptime, %y).  Slashed dates are
    read in French only: in English their order is not certain.

    Raises:
        ValueError: with one line, if the words are no date, the date cannot be (31 November), something is
            lacking that was not supplied, or there is no grammar for the language.
    """
    known = lexicon(language)
    shown = repr(words if len(words) <= 60 else words[:57] + "…")
    if words != words.strip():
        raise ValueError(f"{shown} has spaces at an end; give exactly the words of the date")
    plain = re.sub(r"\s", " ", words[:_LONGEST].lower()).replace("\u2019", "'")
    if not words or len(words) > _LONGEST or "  " in plain:
        raise ValueError(f"{shown} is no date")
    if (year is not None and not 1 <= year <= 9999) or (month is not None and not 1 <= month <= 12):
        raise ValueError(f"{shown} cannot be completed with year {year} and month {month}; they are no date")
    lead = _LEAD.match(plain)
    without = plain[lead.end() :] if lead else plain
    for candidate in dict.fromkeys((plain, without)):
        found = _clock(candidate, shown) or _calendar(candidate, shown, year, month, slashed=known.language == "fr")
        if found:
            return found
    if _SLASHED.fullmatch(without):
        raise ValueError(f"{shown} may be day/month or month/day; state the date by hand")
    raise ValueError(f"{shown} is no date; give a day, month or year (“16 November 2012”) or a time (“5am”)")


def _clock(plain: str, shown: str) -> DateReading | None:
    if plain in _NAMED_TIMES:
        return DateReading(_NAMED_TIMES[plain], "time", complete=True)
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour = int(found["hour"] or found["hour24"] or found["heure"])
    minute = int(found["minute"] or found["minute24"] or found["minutes"] or 0)
    second = int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{shown} is no time of the day: before am and pm the hour is 1 to 12")
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{shown} is no time of the day")
    return DateReading(f"{hour:02}:{minute:02}:{second:02}", "time", complete=True)


def _calendar(plain: str, shown: str, year: int | None, month: int | None, *, slashed: bool) -> DateReading | None:
    """A day, month or year; dates with slashes only where their order is certain (``slashed``)."""
    forms = (*_FORMS, _SLASHED) if slashed else _FORMS
    found = next((match for form in forms if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    parts = found.groupdict()
    if parts.get("month"):
        month = MONTHS[parts["month"]]
    elif parts.get("number"):
        month = int(parts["number"])
    elif parts.get("year"):
        # "2017" lacks no month: a year is a whole date of its kind.
        month = None
    if parts.get("year"):
        year = _full_year(parts["year"])
    day = int(parts["day"]) if parts.get("day") else None
    return _value(shown, year, month, day)


def _full_year(digits: str) -> int:
    value = int(digits)
    if len(digits) == 4:
        return value
    return value + (2000 if value <= 68 else 1900)


def _value(shown: str, year: int | None, month: int | None, day: int | None) -> DateReading:
    if day is not None and month is None:
        raise ValueError(f"{shown} gives only a day; supply its month and year")
    if year == 0 or (month is not None and not 1 <= month <= 12):
        raise ValueError(f"{shown} is no possible date: there is no such {'year' if year == 0 else 'month'}")
    # Without a year, 29 February may be.
    if day is not None and month is not None:
        last = calendar.monthrange(year or 2000, month)[1]
        if not 1 <= day <= last:
            raise ValueError(f"{shown} is no possible date: the month has {last} days")
    if month is None:
        return DateReading(f"{year:04}", "gYear", complete=True)
    if year is None:
        if day is None:
            return DateReading(f"--{month:02}", "gMonth", complete=False)
        return DateReading(f"--{month:02}-{day:02}", "gMonthDay", complete=False)
    if day is None:
        return DateReading(f"{year:04}-{month:02}", "gYearMonth", complete=True)
    return DateReading(f"{year:04}-{month:02}-{day:02}", "date", complete=True)


def _any_of(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


# In a running text "may" and "march" are verbs, so an English month needs its capital there; a name run
# together with the label before it ("DateNovember 24") still begins with one.
_VERBS = frozenset({"may", "march", "mar", "dec", "jan"})
_TEXT_MONTH = (
    rf"(?:(?:(?<!\w)|(?<=[a-zà-ÿ]))(?:{_any_of([name.capitalize() for name in MONTHS])})"
    rf"|(?<!\w)(?:{_any_of([name for name in MONTHS if name not in _VERBS])}))(?!\w)\.?"
)
_TEXT_DAY = r"(?<![\w.,])[0-9]{1,2}(?:st|nd|rd|th|er)?"
_JOINT = rf"(?:{_BLANK}?[-–]{_BLANK}?|{_BLANK}(?:to|and|or|et|au|ou){_BLANK})"
_TEXT_YEAR = rf"(?:,?{_BLANK}[0-9]{{4}})(?![\w])"
_DAY_MONTH = rf"(?:{_TEXT_DAY}{_JOINT})?{_TEXT_DAY}{_BLANK}(?:of{_BLANK})?{_TEXT_MONTH}(?:{_TEXT_YEAR})?"
# "In November 16 fighters died" counts fighters; with a year behind it, the number is the day after all.
_MONTH_DAY = (
    rf"(?:(?<!\b[IiEe]n{_BLANK}){_TEXT_MONTH}{_BLANK}{_TEXT_DAY}(?:{_JOINT}[0-9]{{1,2}})?(?![\w]|[.,][0-9])"
    rf"(?:{_TEXT_YEAR})?|{_TEXT_MONTH}{_BLANK}{_TEXT_DAY}{_TEXT_YEAR})"
)
_SPANS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        _DAY_MONTH,
        _MONTH_DAY,
        rf"{_TEXT_MONTH}{_TEXT_YEAR}",
        r"(?<![\w.,/-])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![\w/-])",
        r"(?<![\w.,/-])[0-9]{1,2}(?:\.[0-9]{1,2}\.|/[0-9]{1,2}/|-[0-9]{1,2}-)(?:[0-9]{4}|[0-9]{2})(?![\w/-])",
        r"(?<![\w.,])[0-9]{1,2}(?:[:.][0-9]{2})?[ \u00a0\u202f]?(?:[ap]\.m\.|[apAP]m|[AP]M)(?!\w)",
        r"(?<![\w:.,])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:])",
        r"(?<![\w.,])[0-9]{1,2}[ \u00a0\u202f]?[hH][ \u00a0\u202f]?(?:[0-9]{2})?(?!\w)",
    )
)


def date_spans(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Where dates with a month and clock times stand, in order of their starts; stretches may overlap.

    Bare years and days ("since 2012", "the 17th") are told by their context, in :mod:`.scan`.
    """
    end = len(text) if end is None else end
    return tuple(sorted(match.span() for form in _SPANS for match in form.finditer(text, start, end)))
