"""The numeric axis of a figure: from a number to a place on the page, and which numbers are written beside it.

An axis starts at 0, so that lengths can be compared. Where the numbers of a measure span more than a factor of
:data:`FACTOR`, it is logarithmic in 1 + n, so that 0 and 1 have a place, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from .svg_text import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["FACTOR", "Scale", "number_label", "scale_for"]

FACTOR = 20
"""The largest span of numbers that a linear axis shows well."""
_TICKS = 6
"""About how many steps a linear axis has."""
_GAP = 8.0
"""Room between the labels of two ticks."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MILLION, _BILLION = Decimal(10**6), Decimal(10**9)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from 0 to ``top``, drawn from ``left`` to ``right``."""

    top: Decimal
    left: float
    right: float
    logarithmic: bool

    def at(self, number: Decimal) -> float:
        """Where a number stands; numbers beyond the ends of the axis stand at its ends."""
        inside = min(max(number, Decimal(0)), self.top)
        share = (1 + inside).log10() / (1 + self.top).log10() if self.logarithmic else inside / self.top
        return self.left + float(share) * (self.right - self.left)

    def ticks(self, size: float) -> tuple[Decimal, ...]:
        """Numbers to write beside the axis, rising, such that labels of the font size do not touch."""
        choices = [_decimal_steps(self.top)] if not self.logarithmic else _powers(self.top)
        for numbers in choices:
            kept = self._apart(numbers, size)
            if len(kept) >= len(numbers) - 1:
                return kept
        return self._apart(choices[-1], size)

    def _apart(self, numbers: Sequence[Decimal], size: float) -> tuple[Decimal, ...]:
        kept: list[Decimal] = []
        free = float("-inf")
        for number in numbers:
            half = width(number_label(number), size) / 2
            if self.at(number) - half >= free:
                kept.append(number)
                free = self.at(number) + half + _GAP
        return tuple(kept)


def scale_for(numbers: Iterable[Decimal], left: float, right: float) -> Scale:
    """The axis on which some numbers are shown; without numbers it ends at 1."""
    positive = [number for number in numbers if number >= 0]
    top = max((*positive, Decimal(1)))
    lowest = max(min(positive, default=Decimal(1)), Decimal(1))
    return Scale(top, left, right, logarithmic=top / lowest > FACTOR)


def _decimal_steps(top: Decimal) -> list[Decimal]:
    """Multiples of 1, 2 or 5 times a power of ten, from 0 to the top."""
    power = Decimal(1).scaleb(max(top.adjusted() - 1, 0))
    step = next(power * n for n in (1, 2, 5, 10, 20, 50, 100) if top / (power * n) <= _TICKS)
    return [step * n for n in range(int(top // step) + 1)]  # what / gives could be rounded up


def _powers(top: Decimal) -> list[list[Decimal]]:
    """Ever sparser choices of 0 and of powers of ten, the first with their double and fivefold."""
    highest = top.adjusted()
    powers = [Decimal(1).scaleb(exponent) for exponent in range(highest + 1)]
    dense = chain.from_iterable((power, 2 * power, 5 * power) for power in powers)
    steps = (1, 2, 3, 5, 10, 20, 50, 100, 1000, 10_000)
    return [[Decimal(0), *(n for n in dense if n <= top)], *([Decimal(0), *powers[::step]] for step in steps)]


def number_label(number: Decimal) -> str:
    """A number as an axis shows it: 1,000, 2 million, 5×10⁹."""
    if number < _MILLION:
        return f"{number:,f}"
    if number < _BILLION:
        return f"{(number / _MILLION).normalize():f} million"
    exponent = number.adjusted()
    mantissa = number.scaleb(-exponent).normalize()
    power = f"10{str(exponent).translate(_SUPERSCRIPTS)}"
    return power if mantissa == 1 else f"{mantissa:f}×{power}"
