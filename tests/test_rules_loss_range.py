"""The range of the losses of a group: its ends, its name and label, and figures that have none."""

from __future__ import annotations

import pytest

from claims_made import Said, figure, found, page, party
from figures_made import BLUES, CELL, REDS, TWO


def ranges(*says: Said, rules: tuple[str, ...] = ("loss-range",)) -> dict[str, tuple[set[str], set[str], set[str]]]:
    rows = {key: row for key, row in found(page(*says), *rules).items() if key.startswith("loss-range/d/")}
    ends = ("lowestClaim", "highestClaim", "vagueClaim")
    none: set[str] = set()
    return {
        key.removeprefix("loss-range/d/"): (row.get(ends[0], none), row.get(ends[1], none), row.get(ends[2], none))
        for key, row in rows.items()
    }


def of(document_event: str, *says: Said) -> dict[str, dict[str, set[str]]]:
    """The ranges where document and event have one name."""
    return found(page(*says, document=document_event, event=document_event), "loss-range", event=document_event)


def test_the_range_of_a_side_with_one_party_joins_its_claims_and_the_partys() -> None:
    says = (REDS, BLUES, party("greens", 2), figure("1", "side-1"), figure("10"), figure("over 100"),
            figure("more than 100", told=("blues",)), figure("dozens"))  # fmt: skip
    ((name, row),) = of("fight", *says).items()
    assert name == "loss-range/fight/killed-side-1"
    assert (row["lowestClaim"], row["highestClaim"], row["vagueClaim"]) == ({"c3"}, {"c5", "c6"}, {"c7"})
    assert row["group"] == {"1"}
    assert row["restsOn"] == {"c0", "c3", "c5", "c6", "c7"}
    assert row["label"] == {"killed of side 1 (Reds): from 1 to more than 100, besides “dozens”"}


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    [
        (("1", "5", "3"), {"c0"}, {"c1"}),
        (("3", "3"), {"c0", "c1"}, {"c0", "c1"}),
        (("at least 3", "5000"), {"c0"}, {"c1"}),
        (("3", "at least 3"), {"c0"}, {"c1"}),
        (("fewer than 20", "1"), {"c1"}, {"c0"}),
        (("500–1,000", "1,000", "500"), {"c2"}, {"c1"}),
        (("0", "2"), {"c0"}, {"c1"}),
    ],
)
def test_the_ends_of_a_range(numbers: tuple[str, ...], low: set[str], high: set[str]) -> None:
    assert ranges(*map(figure, numbers)) == {"e.killed-reds": (low, high, set())}


@pytest.mark.parametrize(
    "says",
    [
        (figure("3"),),
        (figure("3"), figure("5", "blues")),
        (figure("3"), figure("5", predicate="wounded")),
        (figure("3"), figure("5", counts="Vehicle")),
        (figure("3"), figure("1", partial=True, limited="place/camp")),
        (figure("3"), figure("1", severity="Serious")),
        (figure("3", predicate="strength"), figure("5", predicate="strength")),
        (REDS, party("greens", 1), figure("3"), figure("5", "side-1")),
    ],
)
def test_one_figure_or_figures_of_different_things_have_no_range(says: tuple[Said, ...]) -> None:
    assert ranges(*says) == {}


def test_the_part_of_a_sum_is_no_low_end() -> None:
    says = (*TWO, CELL, figure("sixteen"), figure("one", "clerk", joined=True))
    assert ranges(*says) != {}
    assert ranges(*says, rules=("sums", "loss-range")) == {}


def test_the_parts_of_a_total_are_in_the_ranges_of_their_groups() -> None:
    says = (figure("117", "overall"), figure("17", "blues", joined=True), figure("100", joined=True), figure("1"))
    assert ranges(*says, rules=("sums", "loss-range")) == {"e.killed-reds": ({"c3"}, {"c2"}, set())}


def test_ranges_of_two_events_in_one_document_have_two_names() -> None:
    quads = [*page(figure("3"), figure("5"), figure("1", event="f", id="x"), figure("9", event="f", id="y"))]
    one, other = (set(found(quads, "loss-range", event=event)) for event in "ef")
    assert one == {"loss-range/d/e.killed-reds"}
    assert other == {"loss-range/d/f.killed-reds"}


@pytest.mark.parametrize(("group", "label"), [
    ("overall", "killed in all: from 3 to 5"),
    ("unstated", "killed of a group that is not stated: from 3 to 5"),
])  # fmt: skip
def test_a_range_without_a_group_says_so(group: str, label: str) -> None:
    ((name, row),) = of("fight", figure("3", group), figure("5", group)).items()
    assert name == f"loss-range/fight/killed-{group}"
    assert row["groupStatus"] == {group.capitalize()}
    assert row["label"] == {label}


def test_a_range_of_one_number_says_it_once() -> None:
    (row,) = of("fight", figure("three"), figure("3"), figure("several")).values()
    assert row["label"] == {"killed of Reds: three, besides “several”"}
