"""Numbers of claims in words: what is counted, and the bounds that the words give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..words import kebab
from .model import Number

if TYPE_CHECKING:
    from decimal import Decimal

    from ..derive.view import Claim

__all__ = ["bounds", "bounds_sentence", "counted", "is_one", "measured", "number_of"]

_COUNTED = {"Person": ("person", "people"), "ArmedGroup": ("group", "groups")}
_UNITS = {"km": ("kilometer", "kilometers"), "m": ("meter", "meters")}
_HEDGES = {
    "Exactly": "", "MoreThan": "more than ", "AtLeast": "at least ", "LessThan": "fewer than ", "AtMost": "at most ",
}  # fmt: skip


def number_of(claim: Claim) -> Number | None:
    """The number of a claim; None if it has none."""
    if claim.comparator is None:
        return None
    local = {
        name: node.value.rpartition("#")[2] if node else None
        for name, node in (("counts", claim.counts), ("severity", claim.severity))
    }
    comparator = claim.comparator.value.rpartition("#")[2]
    return Number(
        claim.words or claim.exact, comparator, claim.minimum, claim.maximum, local["counts"], claim.unit,
        local["severity"],
    )  # fmt: skip


def is_one(number: Number) -> bool:
    """Whether it is exactly one, for the verb."""
    return number.comparator == "Exactly" and number.maximum == 1


def counted(number: Number) -> str:
    """What is counted, with its number: "more than 100 people", "16 vehicles", "people (“dozens”)"."""
    one, many = _COUNTED.get(number.counts or "Person", ("", ""))
    if not one:
        one = kebab(number.counts or "").replace("-", " ")
        many = f"{one}s"
    return _with_number(number, one, many)


def measured(number: Number) -> str:
    """A measure with its unit: "80 kilometers"."""
    one, many = _UNITS.get(number.unit or "", (number.unit or "units", number.unit or "units"))
    return _with_number(number, one, many)


def _with_number(number: Number, one: str, many: str) -> str:
    if number.comparator == "Range" and number.minimum is not None and number.maximum is not None:
        return f"{_plain(number.minimum)} to {_plain(number.maximum)} {many}"
    value = _named(number)
    if value is None or number.comparator not in _HEDGES:
        return f"{many} (“{number.words}”)"
    return f"{_HEDGES[number.comparator]}{_plain(value)} {one if value == 1 else many}"


def _named(number: Number) -> Decimal | None:
    """The number that the words name: 100 for "more than 100"."""
    value = number.maximum if number.minimum is None else number.minimum
    if value is not None and number.unit is None:
        value += {"MoreThan": -1, "LessThan": 1}.get(number.comparator, 0)
    return value


def _plain(value: Decimal) -> str:
    return f"{value:,f}"


def bounds(number: Number) -> str:
    """Its bounds: "at least 101", "exactly 10", "from 500 to 1,000", "no number".

    A measure is "80 as stated": its words do not say how exactly somebody measured.
    """
    if number.minimum is not None and number.maximum is not None:
        if number.minimum == number.maximum:
            return f"exactly {_plain(number.minimum)}" if number.unit is None else f"{_plain(number.minimum)} as stated"
        return f"from {_plain(number.minimum)} to {_plain(number.maximum)}"
    strict = number.unit is not None  # a count of more than 100 is at least 101; a measure is not
    if number.minimum is not None:
        return f"{'more than' if strict and number.comparator == 'MoreThan' else 'at least'} {_plain(number.minimum)}"
    if number.maximum is not None:
        return f"{'less than' if strict and number.comparator == 'LessThan' else 'at most'} {_plain(number.maximum)}"
    return "no number"


def bounds_sentence(number: Number) -> str:
    """What the words bind the number to."""
    if number.minimum is None and number.maximum is None:
        rough = number.comparator == "About"
        return f"The words “{number.words}” give {'no bounds, only a rough number' if rough else 'no number'}."
    ends = {(True, False): ", and no upper bound", (False, True): ", and no lower bound"}
    end = ends.get((number.minimum is not None, number.maximum is not None), "")
    unit = f" {_UNITS.get(number.unit, (number.unit, number.unit))[1]}" if number.unit else ""
    if number.unit is not None and number.minimum == number.maximum and number.minimum is not None:
        return f"The words “{number.words}” mean {_plain(number.minimum)}{unit} as stated, with no word on how exactly."
    return f"The words “{number.words}” mean {bounds(number)}{unit}{end}."
