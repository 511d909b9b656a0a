"""Days, months, years and times of day in words."""

from __future__ import annotations

import re

__all__ = ["day", "plain_day"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DATE = re.compile(r"(-?[0-9]{4,9})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]):00(?:\.0+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


def plain_day(value: str) -> str:
    """An ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear`` as people write it: "17 November 2012"; else unchanged."""
    found = _DATE.fullmatch(value)
    if found is None:
        return value
    year, month, number = found.groups()
    names = [str(int(number))] if number else []
    names += [_MONTHS[int(month) - 1]] if month else []
    return " ".join([*names, year])


def day(value: str) -> str | None:
    """The same with its preposition: "on 17 November 2012", "in July 2020", "at 05:00"; None for other words."""
    found = _DATE.fullmatch(value)
    if found is not None:
        return f"{'on' if found[3] else 'in'} {plain_day(value)}"
    time = _TIME.fullmatch(value)
    return f"at {time[1]}:{time[2]}" if time else None
