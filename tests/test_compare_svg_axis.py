"""The axis of the picture of a comparison, and the lines of words beside it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.compare.svg_scale import FACTOR, Scale, number_label, scale_for
from indelgraph.compare.svg_text import width, wrap

# ---------------------------------------------------------------------------------------------------------------------
# The axis

NUMBERS = st.lists(st.integers(0, 10**40) | st.integers(0, 300), min_size=1, max_size=8)


def axis(numbers: list[int]) -> Scale:
    return scale_for(map(Decimal, numbers), 30, 370)


@given(NUMBERS)
def test_a_larger_number_is_never_further_left_and_all_are_on_the_axis(numbers: list[int]) -> None:
    scale = axis(numbers)
    places = [scale.at(Decimal(number)) for number in sorted(numbers)]
    assert places == sorted(places)
    assert all(30 <= place <= 370.001 for place in places)
    assert scale.at(Decimal(0)) == 30
    assert scale.at(max(Decimal(1), Decimal(max(numbers)))) == pytest.approx(370)


@given(NUMBERS)
@example([2499999999999999999999999999750000000000])
def test_ticks_rise_from_0_and_their_labels_do_not_touch(numbers: list[int]) -> None:
    scale = axis(numbers)
    ticks = scale.ticks(9.5)
    assert ticks[0] == 0
    assert len(ticks) >= 2
    assert ticks[-1] <= scale.top
    for one, other in pairwise(ticks):
        assert one < other
        room = scale.at(other) - scale.at(one)
        assert room >= (width(number_label(one), 9.5) + width(number_label(other), 9.5)) / 2


@given(NUMBERS)
def test_the_axis_is_logarithmic_just_where_numbers_span_more_than_the_factor(numbers: list[int]) -> None:
    assert axis(numbers).logarithmic == (max(numbers) > FACTOR * max(1, min(numbers)))


def test_0_and_1_have_places_of_their_own_on_a_logarithmic_axis() -> None:
    scale = axis([0, 1, 100])
    assert scale.logarithmic
    assert scale.at(Decimal(1)) - scale.at(Decimal(0)) > 40
    # Equal factors are equal steps, as soon as the 1 that is added does not matter.
    wide = axis([1, 10**9])
    steps = [wide.at(Decimal(10) ** n) for n in range(4, 9)]
    assert max(b - a for a, b in pairwise(steps)) == pytest.approx(min(b - a for a, b in pairwise(steps)), rel=1e-3)


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ("0", "0"),
        ("1000", "1,000"),
        ("500000", "500,000"),
        ("2000000", "2 million"),
        ("2500000", "2.5 million"),
        ("1E+9", "10⁹"),
        ("5E+12", "5×10¹²"),
        ("1E+30", "10³⁰"),
    ],
)
def test_numbers_beside_the_axis_are_short(number: str, label: str) -> None:
    assert number_label(Decimal(number)) == label


# ---------------------------------------------------------------------------------------------------------------------
# Lines of words


@given(st.text(max_size=200), st.integers(20, 300), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_but_at_the_end(text: str, room: int, most: int) -> None:
    lines = wrap(text, 10, room, most)
    assert len(lines) <= most
    assert all(width(one, 10) <= room for one in lines)
    whole, found = "".join(text.split()), "".join("".join(lines).split())
    assert found == whole or (found.endswith("…") and whole.startswith(found[:-1]))


def test_a_mark_stays_on_its_letter() -> None:
    assert all(not one.startswith("\u0301") for one in wrap("e\u0301" * 40, 10, 30, 20))
