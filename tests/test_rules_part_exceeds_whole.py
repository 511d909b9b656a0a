"""The rules about a part that has more than its whole: where each speaks, and twins where it must be silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims_made import Said, about, figure, found, member, page, party, sub_event
from figures_made import QUANTITIES, REDS, conflicts

# --- part-exceeds-whole ----------------------------------------------------------------------------------


def exceeding(*says: Said) -> dict[tuple[str, ...], tuple[str, ...]]:
    return conflicts(*says, rules=("part-exceeds-whole",))


CONDITIONAL = {("c0", "c1"): ("Conditional", "PartExceedsWhole")}


@pytest.mark.parametrize(
    "says",
    [
        (figure("12", partial=True, limited="place/camp"), figure("3")),
        (figure("3"), figure("12", partial=True, limited="place/camp")),
        (figure("12", limited="scouts"), figure("at most 11")),
        (figure("more than 11", "unstated"), figure("11", "overall")),
        (figure("12", severity="Serious", predicate="wounded"), figure("3", predicate="wounded")),
        (figure("12", "reds"), figure("3", "overall", as_of="2012-05-05")),
        (figure("12", "reds", limited="place/camp"), figure("3", "overall")),
        (figure("12", "reds"), figure("3", "overall", limited="place/camp")),
    ],
)
def test_a_part_is_larger_than_its_whole(says: tuple[Said, ...]) -> None:
    assert exceeding(*says) == CONDITIONAL


def test_the_dead_of_one_group_are_among_all_the_dead() -> None:
    assert exceeding(figure("12"), figure("3", "overall")) == {("c0", "c1"): ("Strict", "PartExceedsWhole")}


@pytest.mark.parametrize(
    "says",
    [
        (figure("12", partial=True, limited="place/camp"), figure("12")),
        (figure("12", partial=True, limited="place/camp"), figure("more than 3")),
        (figure("12", partial=True, limited="place/camp"), figure("3", "blues")),
        (figure("12", partial=True, limited="place/camp"), figure("3", predicate="wounded")),
        (figure("12", partial=True, limited="place/camp"), figure("3", partial=True, limited="place/post")),
        (figure("12"), figure("3")),
        (figure("12", limited="place/camp"), figure("3", limited="scouts")),
        (figure("12", "unstated"), figure("3", "unstated")),
        (figure("12", "unstated"), figure("3", "reds")),
        (figure("12", "overall", partial=True, limited="place/camp"), figure("3", "reds")),
    ],
)
def test_a_figure_of_no_part_exceeds_nothing(says: tuple[Said, ...]) -> None:
    assert exceeding(*says) == {}


def test_a_member_is_a_part_of_its_group_and_the_claims_that_say_so_are_named() -> None:
    says = (figure("5", "scouts"), figure("3"), member("scouts", "riders"), member("riders", "reds"))
    (row,) = found(page(*says), "part-exceeds-whole").values()
    assert row["involves"] == {"c0", "c1"}
    assert row["restsOn"] == {"c0", "c1", "c2", "c3"}
    assert row["label"] == {"killed: 5 of Scouts (the article) against 3 of Reds (the article)"}


def test_the_dead_of_a_party_are_not_all_of_its_side_where_another_party_has_some() -> None:
    says = (REDS, party("greens", 1), figure("5", told=("blues",), id="party"), figure("9", "side-1", id="side"))
    other = figure("4", "greens", id="other")
    assert conflicts(*says, rules=QUANTITIES) == {("party", "side"): ("Conditional", "DisjointQuantities")}
    assert conflicts(*says, other, rules=QUANTITIES) == {}
    more = (*says[:2], figure("12", told=("blues",), id="party"), says[3])
    for around in ((), (other,)):
        found_ = conflicts(*more, *around, rules=QUANTITIES)
        assert found_ == {("party", "side"): ("Conditional", "PartExceedsWhole")}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (figure("8", as_of="2012-05-04"), figure("12", as_of="2012-05-06"), None),
        (figure("12", as_of="2012-05-04"), figure("8", as_of="2012-05-06"), "DisjointQuantities"),
        (figure("8", as_of="2012-05-04"), figure("12"), "DisjointQuantities"),
        (figure("8", predicate="strength", as_of="2012-05-04"),
         figure("12", predicate="strength", as_of="2012-05-06"), "DisjointQuantities"),
        (figure("8", "overall", as_of="2012-05-04"), figure("12", as_of="2012-05-06"), None),
        (figure("8", "overall", as_of="2012-05-06"), figure("12", as_of="2012-05-04"), "PartExceedsWhole"),
        (figure("9", predicate="wounded", severity="Serious"), figure("20", predicate="wounded"), None),
        (figure("21", predicate="wounded", severity="Serious"), figure("20", predicate="wounded"), "PartExceedsWhole"),
        (figure("9", predicate="wounded", severity="Serious"),
         figure("20", predicate="wounded", limited="place/camp"), None),
    ],
)  # fmt: skip
def test_the_dead_only_grow_and_the_seriously_wounded_are_some_of_the_wounded(
    one: Said, other: Said, kind: str | None
) -> None:
    expected = {} if kind is None else {("c0", "c1"): ("Conditional", kind)}
    told = (replace(one, told=("aid",)), replace(other, told=("agency",)))
    assert conflicts(*told, rules=QUANTITIES) == conflicts(*told[::-1], rules=QUANTITIES) == expected


# --- sub-event-exceeds-whole -----------------------------------------------------------------------------

IN_F = {"document": "part", "event": "f"}


def above_the_whole(whole: Said, part: Said, *more: Said, tie: Said | None = None) -> dict[str, dict[str, set[str]]]:
    quads = page(replace(whole, id="whole"), replace(tie or sub_event("f"), id="tie"), *more)
    return found(quads + page(replace(part, id="part"), **IN_F), "sub-event-exceeds-whole")


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (figure("3"), figure("7")),
        (figure("fewer than 8"), figure("more than 7")),
        (figure("3"), figure("7", partial=True, limited="place/camp")),
        (figure("3", "overall"), figure("7")),
        (figure("3", "overall"), figure("7", "unstated")),
        (figure("3", predicate="strength"), figure("7", predicate="strength")),
        (figure("3"), figure("7", severity="Serious")),
        (figure("3", as_of="2012-05-06"), figure("7", as_of="2012-05-05")),
    ],
)
@pytest.mark.parametrize("tie", [sub_event("f"), about("partOf", "event/e", subject="event/f", event="f")])
def test_a_part_of_an_event_has_more_dead_than_the_whole(whole: Said, part: Said, tie: Said) -> None:
    (row,) = above_the_whole(whole, part, tie=tie).values()
    assert (row["grade"], row["conflictKind"]) == ({"Conditional"}, {"PartExceedsWhole"})
    assert (row["involves"], row["restsOn"]) == ({"part", "whole"}, {"part", "whole", "tie"})


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (figure("7"), figure("7")),
        (figure("at least 3"), figure("7")),
        (figure("3"), figure("fewer than 8")),
        (figure("3"), figure("several")),
        (figure("3"), figure("7", "blues")),
        (figure("3"), figure("7", "unstated")),
        (figure("3"), figure("7", "overall")),
        (figure("3", "scouts"), figure("7")),
        (figure("3", "unstated"), figure("7", "unstated")),
        (figure("3"), figure("7", predicate="wounded")),
        (figure("3"), figure("7", counts="Vehicle")),
        (figure("3", partial=True, limited="place/camp"), figure("7")),
        (figure("3", limited="place/camp"), figure("7")),
        (figure("3", severity="Serious"), figure("7")),
        (figure("3", as_of="2012-05-05"), figure("7", as_of="2012-05-06")),
    ],
)
def test_a_part_of_an_event_exceeds_no_figure_of_others_or_of_less(whole: Said, part: Said) -> None:
    assert above_the_whole(whole, part) == {}


def test_a_group_of_the_part_is_among_those_of_the_whole_by_the_claims_that_say_so() -> None:
    (row,) = above_the_whole(figure("3"), figure("7", "scouts"), member("scouts", "reds", id="m")).values()
    assert row["restsOn"] == {"part", "whole", "tie", "m"}
    assert row["label"] == {"killed: 3 of Reds in “E” (page d) against 7 of Scouts in “F” (page part)"}
    says = (party("reds", 1, id="r"), party("greens", 1, id="g"))
    (row,) = above_the_whole(figure("3", "side-1"), figure("7"), *says).values()
    assert row["restsOn"] == {"part", "whole", "tie", "r"}
    assert above_the_whole(figure("3", "side-1"), figure("7", "blues"), *says) == {}


def test_the_only_party_of_a_side_of_the_part_is_meant_by_it() -> None:
    quads = page(figure("3", id="whole"), sub_event("f", id="tie"))
    quads += page(figure("7", "side-2", id="part"), party("reds", 2, id="seat"), **IN_F)
    (row,) = found(quads, "sub-event-exceeds-whole").values()
    assert row["restsOn"] == {"part", "whole", "tie", "seat"}
    assert found(quads + page(party("blues", 2), document="more", event="f"), "sub-event-exceeds-whole") == {}


def test_an_event_that_no_claim_makes_a_part_exceeds_nothing() -> None:
    for tie in ([], [about("followedBy", "event/f")], [about("partOf", "event/f")], [sub_event("e")]):
        quads = page(figure("3"), *tie) + page(figure("7"), **IN_F)
        assert found(quads, "sub-event-exceeds-whole") == {}


def test_of_two_documents_the_label_says_which() -> None:
    quads = page(figure("100")) + page(figure("5"), document="other")
    ((name, row),) = found(quads, "disjoint-quantities").items()
    assert name == "contradiction/d/c0--other.c0"
    assert row["label"] == {"Reds killed: 100 (page d) against 5 (page other)"}


def test_a_label_says_whose_and_where() -> None:
    says = (party("reds", 1), party("greens", 1), figure("3", "side-1", id="x"), figure("12", "greens", id="y"),
            figure("9", "greens", id="z", partial=True, limited="place/camp"))  # fmt: skip
    rows = found(page(*says), "part-exceeds-whole")
    assert {row["label"].copy().pop() for row in rows.values()} == {
        "killed: 3 of Reds and Greens (the article) against 12 of Greens (the article)",
        "killed: 3 of Reds and Greens (the article) against 9 of Greens at Camp (the article)",
    }
