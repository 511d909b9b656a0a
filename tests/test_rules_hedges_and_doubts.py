"""The rules about a dropped hedge and a doubt of the text itself: where each speaks, and where it must be silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims_made import Said, about, doubt, figure, found, kinds, member, page, party
from figures_made import QUANTITIES, REDS, conflicts

# --- hedge-dropped ---------------------------------------------------------------------------------------

HEDGES = ("hedge-dropped", "disjoint-quantities")


@pytest.mark.parametrize(("bare", "hedged"), [("100", "more than 100"), ("100", "over 100"), ("20", "fewer than 20")])
@pytest.mark.parametrize("turned", [False, True])
def test_a_hedge_is_dropped(bare: str, hedged: str, turned: bool) -> None:
    says = [figure(bare, told=("blues",), id="bare"), figure(hedged, told=("people", "person/hakim"), id="hedged")]
    tie = member("person/hakim", "blues", id="tie")
    (row,) = found(page(*(says[::-1] if turned else says), tie), *HEDGES).values()
    assert row["grade"] == {"Editorial"}
    assert row["involves"] == {"bare", "hedged"}
    assert row["restsOn"] == {"bare", "hedged", "tie"}
    assert row["wasGeneratedBy"] == {"hedge-dropped"}


@pytest.mark.parametrize(
    "says",
    [
        (figure("100"), figure("more than 100")),
        (figure("100", told=("blues",)), figure("over 100", told=("people", "blues"))),
        (figure("100", told=("blues",)), figure("over 100", told=("person/attaher",), behalf="blues")),
        (figure("100", told=("person/a",)), figure("over 100", told=("person/b",)), member("person/a", "blues"),
         member("person/b", "blues")),
        (figure("100", told=("blues",)), figure("over 100", told=("person/a",)),
         about("ledBy", "person/a", subject="blues", event=None)),
    ],
)  # fmt: skip
def test_origins_are_one(says: tuple[Said, ...]) -> None:
    found_ = conflicts(*says, rules=HEDGES)
    assert found_ == {("c0", "c1"): ("Editorial", "DisjointQuantities")}


@pytest.mark.parametrize(
    ("says", "grade"),
    [
        ((figure("100", told=("blues",)), figure("over 100", told=("greens",))), "Strict"),
        ((figure("100", told=("blues",)), figure("over 100")), "Strict"),
        ((figure("100", told=("blues",)), figure("over 101", told=("blues",))), "Strict"),
        ((figure("100", told=("blues",)), figure("102", told=("blues",))), "Strict"),
        ((figure("100 to 110", told=("blues",)), figure("over 110", told=("blues",))), "Strict"),
        ((figure("100", told=("blues",)), figure("over 100", told=("greens",), as_of="2012-05-05")), "Conditional"),
        ((figure("100", told=("blues",)), figure("at least 100", told=("blues",))), None),
        ((figure("100", told=("blues",)), figure("over 100", "greens", told=("blues",))), None),
    ],
)
def test_other_numbers_or_other_people_are_a_conflict_or_none(says: tuple[Said, ...], grade: str | None) -> None:
    assert [values[0] for values in conflicts(*says, rules=HEDGES).values()] == ([grade] if grade else [])


SIDE_CELL = figure("30", "side-1", told=("blues",), part="Infobox", id="cell")
OF_A_PARTY = figure("over 30", told=("blues",), id="said")


def test_a_hedge_is_dropped_where_a_cell_restates_the_figure_of_a_part() -> None:
    around = (REDS, party("greens", 1))
    rules = ("cell-and-sentence", "hedge-dropped", *QUANTITIES)

    def graded(*says: Said, rules: tuple[str, ...] = rules) -> dict[tuple[str, ...], tuple[str, ...]]:
        rows = found(page(*around, *says), *rules)
        return kinds({k: r for k, r in rows.items() if k.startswith("contradiction/")}, "grade", "conflictKind")

    both = ("cell", "said")
    dropped = {both: ("Editorial", "DisjointQuantities")}
    exceeds = {both: ("Conditional", "PartExceedsWhole")}
    assert graded(SIDE_CELL, OF_A_PARTY) == dropped
    hakim = replace(OF_A_PARTY, told=("people", "person/hakim"))
    assert graded(SIDE_CELL, hakim, member("person/hakim", "blues")) == dropped
    greens = figure("4", "greens", told=("aid",))
    assert graded(SIDE_CELL, OF_A_PARTY, greens)[both] == dropped[both], "one party's beside another's"
    assert graded(SIDE_CELL, OF_A_PARTY, rules=rules[1:]) == exceeds, "no cell restates it"
    assert graded(SIDE_CELL, hakim) == exceeds, "of two origins"
    assert graded(SIDE_CELL, replace(OF_A_PARTY, number="over 31")) == exceeds
    assert graded(replace(SIDE_CELL, number="31"), replace(OF_A_PARTY, number="fewer than 31")) == {}


def test_two_documents_do_not_say_one_thing_in_two_ways() -> None:
    quads = page(figure("100", told=("blues",))) + page(figure("over 100", told=("blues",)), document="other")
    (row,) = found(quads, *HEDGES).values()
    assert row["grade"] == {"Strict"}


# --- stated-doubt ----------------------------------------------------------------------------------------


def test_the_text_doubts_a_figure() -> None:
    says = (figure("over 100", told=("agency",)), doubt("c0", "blues", words="This seems to be an estimate of Blues"))
    (row,) = found(page(*says), "stated-doubt").values()
    assert (row["involves"], row["grade"]) == ({"c0", "c1"}, {"Stated"})
    assert row["conflictKind"] == {"AttributionConflict"}
    assert row["label"] == {
        "Reds killed: over 100 (Agency) against “This seems to be an estimate of Blues” (the article)"
    }


def test_the_label_of_a_doubt_before_its_figure_says_what_is_doubted() -> None:
    (row,) = found(page(doubt("c1", "blues", words="It is said"), figure("9")), "stated-doubt").values()
    assert row["label"] == {"Reds killed: “It is said” (the article) against 9 (the article)"}


def test_what_is_said_of_other_things_is_no_doubt() -> None:
    assert found(page(figure("3"), about("memberOf", "blues", subject="reds", event="e")), "stated-doubt") == {}


def test_a_doubt_of_another_event_is_not_this_ones() -> None:
    quads = page(figure("3")) + page(figure("9"), doubt("c0", "blues"), document="other", event="f")
    assert found(quads, "stated-doubt") == {}
    assert len(found(quads, "stated-doubt", event="f")) == 1
