"""The rules about figures: for each the smallest text where it speaks, and twins where it must be silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode

from claims_made import (
    Said,
    about,
    distance,
    doubt,
    figure,
    found,
    kinds,
    member,
    page,
    party,
    registry,
    sub_event,
    view_of,
)
from indelgraph import load
from indelgraph.build import build
from indelgraph.derive.engine import derive
from indelgraph.derive.rules import all_rules
from indelgraph.derive.rules.vague_words import read
from indelgraph.grammar import read_quantity
from indelgraph.namespaces import BASE, GRAPH, iri

REDS, BLUES = party("reds", 1), party("blues", 2)
QUANTITIES = ("part-exceeds-whole", "disjoint-quantities")


def conflicts(*says: Said, rules: tuple[str, ...]) -> dict[tuple[str, ...], tuple[str, ...]]:
    return kinds(found(page(*says), *rules), "grade", "conflictKind")


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


# --- sums ------------------------------------------------------------------------------------------------


def sums(*says: Said) -> dict[str, tuple[set[str], str]]:
    rows = found(page(*says), "sums")
    return {row["whole"].copy().pop(): (row["part"], row["addsUp"].copy().pop()) for row in rows.values()}


CELL = figure("17", "side-1", part="Infobox", partial=True, limited="reds")
TWO = (REDS, party("greens", 1))


def test_a_line_of_the_infobox_sums_up_a_sentence() -> None:
    says = (*TWO, CELL, figure("sixteen"), figure("one", "clerk", joined=True))
    assert sums(*says) == {"c2": ({"c3", "c4"}, "true")}
    (row,) = found(page(*says), "sums").values()
    assert row["label"] == {"16 + 1 = 17 killed"}
    assert row["restsOn"] == {"c0", "c2", "c3", "c4"}


def test_a_total_is_the_sum_of_what_the_same_sentence_lists() -> None:
    says = (figure("more than 117", "overall"), figure("17", "blues", joined=True), figure("over 100", joined=True))
    assert sums(*says) == {"c0": ({"c1", "c2"}, "true")}


def test_a_total_between_its_parts_is_their_sum() -> None:
    says = (figure("17", "blues"), figure("117", "overall", joined=True), figure("100", joined=True))
    assert sums(*says) == {"c1": ({"c0", "c2"}, "true")}


def test_what_one_telling_lists_is_added_up_across_sentences() -> None:
    told = ("person/hakim",)
    says = (figure("17", "blues", told=told), figure("100", told=told), figure("117", "overall"))
    assert sums(*says) == {"c2": ({"c0", "c1"}, "true")}


def test_of_two_totals_the_one_told_with_the_parts_is_their_sum() -> None:
    total = figure("at least 117", "overall", part="Infobox")
    says = (figure("more than 117", "overall"), figure("17", "blues", joined=True), figure("over 100", joined=True))
    assert sums(total, *says) == {"c1": ({"c2", "c3"}, "true")}
    assert sums(total, *says[1:]) == {"c0": ({"c1", "c2"}, "true")}


def test_the_fewest_parts_are_taken() -> None:
    says = (figure("4", "overall"), figure("4", "greens", joined=True), figure("0", "blues", joined=True),
            figure("0", "reds", joined=True))  # fmt: skip
    assert sums(*says) == {"c0": ({"c1", "c2"}, "true")}


@pytest.mark.parametrize(
    "says",
    [
        (*TWO, CELL, figure("sixteen"), figure("two", "clerk", joined=True)),
        (*TWO, CELL, figure("sixteen"), figure("one", "clerk")),
        (*TWO, CELL, figure("sixteen"), figure("one", "greens", joined=True)),
        (*TWO, CELL, figure("sixteen"), figure("one", "clerk", joined=True, predicate="wounded")),
        (*TWO, CELL, figure("sixteen", told=("blues",)), figure("one", "clerk", joined=True)),
        (*TWO, CELL, figure("16", part="Infobox"), figure("1", "clerk", joined=True, part="Infobox")),
        (figure("17"), figure("sixteen"), figure("one", "clerk", joined=True)),
        (figure("17", "overall"), figure("16", "overall"), figure("one", "overall", joined=True)),
        (figure("17", "overall"), figure("16"), figure("one", "scouts", joined=True), member("scouts", "reds")),
        (figure("17", "overall"), figure("16", "unstated"), figure("one", "unstated", joined=True)),
        (figure("117", "overall"), figure("17"), figure("over 100", "blues", joined=True)),
        (figure("dozens", "overall"), figure("several"), figure("dozens", "blues", joined=True)),
    ],
)
def test_what_does_not_add_up_or_is_not_told_together_is_no_sum(says: tuple[Said, ...]) -> None:
    assert sums(*says) == {}


def test_a_part_does_not_contradict_the_sum() -> None:
    says = (*TWO, CELL, figure("sixteen"), figure("one", "clerk", joined=True))
    assert kinds(found(page(*says), "disjoint-quantities"), "grade") == {("c2", "c3"): ("Strict",)}
    assert [row for row in found(page(*says), "sums", "disjoint-quantities").values() if "grade" in row] == []


def sub_events(whole: Said, *parts: tuple[str, Said], more: tuple[Said, ...] = ()) -> dict[str, dict[str, set[str]]]:
    quads = page(whole, *(sub_event(event) for event in dict(parts)), *more)
    for number, (event, said) in enumerate(parts):
        quads += page(said, document=f"part-{number}", event=event)
    return found(quads, "sums")


@pytest.mark.parametrize(
    ("whole", "first", "second", "adds"),
    [("four", "three", "one", "true"), ("at least 4", "3", "more than 3", "true"), ("6", "3", "more than 1", "true"),
     ("five", "three", "one", "false"), ("three", "three", "one", "false"), ("at most 4", "3", "over 1", "false")],
)  # fmt: skip
def test_the_dead_of_two_attacks_are_added_up(whole: str, first: str, second: str, adds: str) -> None:
    said = [("f", figure(first, id="one")), ("g", figure(second, id="other"))]
    (row,) = sub_events(figure(whole), *said).values()
    assert (row["whole"], row["part"], row["addsUp"]) == ({"c0"}, {"one", "other"}, {adds})
    assert row["restsOn"] == {"c0", "c1", "c2", "one", "other"}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (figure("4"), [("f", figure("4"))]),
        (figure("4"), [("f", figure("3")), ("g", figure("1", "blues"))]),
        (figure("4"), [("f", figure("3")), ("g", figure("1", predicate="wounded"))]),
        (figure("4"), [("f", figure("3")), ("g", figure("several"))]),
        (figure("4"), [("f", figure("3")), ("g", figure("1", limited="place/camp"))]),
        (figure("4", "unstated"), [("f", figure("3", "unstated")), ("g", figure("1", "unstated"))]),
        (figure("dozens"), [("f", figure("3")), ("g", figure("1"))]),
    ],
)
def test_one_part_or_other_people_are_no_sum_of_events(whole: Said, parts: list[tuple[str, Said]]) -> None:
    assert sub_events(whole, *parts) == {}


def test_each_part_of_an_event_gives_the_figure_of_its_prose() -> None:
    titles = page(sub_event("f"), sub_event("g"), figure("4"))
    titles += page(figure("9", part="Infobox"), figure("8", part="ReferenceTitle"), figure("3"), document="f",
                   event="f")  # fmt: skip
    titles += page(figure("1"), document="g", event="g")
    (row,) = found(titles, "sums").values()
    assert row["label"] == {"3 + 1 = 4 killed"}


@pytest.mark.parametrize("inner", [sub_event("g"), about("partOf", "event/f", event="g")])
def test_an_event_within_a_part_is_not_counted_twice(inner: Said) -> None:
    quads = page(figure("5"), sub_event("f"), sub_event("g"), sub_event("h"))
    quads += page(figure("3"), inner, document="f", event="f") + page(figure("2"), document="g", event="g")
    quads += page(figure("2"), document="h", event="h")
    (row,) = found(quads, "sums").values()
    assert row["label"] == {"3 + 2 = 5 killed"}
    assert row["addsUp"] == {"true"}


AT_THE_WELL = figure("seven", partial=True, limited="place/well", told=("aid",), joined=True)
IN_THE_DUNES = replace(AT_THE_WELL, number="five", limited="place/dunes")


@pytest.mark.parametrize(
    "whole", [figure("10"), figure("10", told=("aid",)), figure("fewer than 12"), figure("at most 11", "overall")]
)
def test_parts_at_different_places_are_more_than_the_whole(whole: Said) -> None:
    says = (AT_THE_WELL, IN_THE_DUNES, replace(whole, id="whole"))
    (row,) = found(page(*says), "sums").values()
    assert (row["part"], row["whole"], row["addsUp"]) == ({"c0", "c1"}, {"whole"}, {"false"})
    assert row["restsOn"] == {"c0", "c1", "whole"}


def test_the_most_parts_at_different_places_are_added_up() -> None:
    bank = replace(IN_THE_DUNES, number="six", limited="place/bank")
    assert sums(AT_THE_WELL, IN_THE_DUNES, bank, figure("10")) == {"c3": ({"c0", "c1", "c2"}, "false")}


@pytest.mark.parametrize(
    "says",
    [
        (AT_THE_WELL, IN_THE_DUNES, figure("13")),
        (AT_THE_WELL, IN_THE_DUNES, figure("at least 10")),
        (AT_THE_WELL, IN_THE_DUNES, figure("10", "blues")),
        (AT_THE_WELL, IN_THE_DUNES, figure("10", predicate="wounded")),
        (AT_THE_WELL, IN_THE_DUNES, figure("10", limited="place/bank")),
        (AT_THE_WELL, IN_THE_DUNES, figure("10", severity="Serious")),
        (AT_THE_WELL, replace(IN_THE_DUNES, number="several"), figure("10")),
        (AT_THE_WELL, replace(IN_THE_DUNES, limited="place/well"), figure("10")),
        (AT_THE_WELL, replace(IN_THE_DUNES, limited="scouts"), figure("10")),
        (AT_THE_WELL, replace(IN_THE_DUNES, partial=False), figure("10")),
        (AT_THE_WELL, replace(IN_THE_DUNES, told=("agency",)), figure("10")),
        (AT_THE_WELL, replace(IN_THE_DUNES, group="clerk"), figure("10", "reds")),
        (replace(AT_THE_WELL, as_of="2012-05-06"), replace(IN_THE_DUNES, as_of="2012-05-06"),
         figure("10", as_of="2012-05-05")),
        (AT_THE_WELL, IN_THE_DUNES, figure("10"), about("locatedIn", "place/dunes", subject="place/well", event="e")),
    ],
)  # fmt: skip
def test_parts_that_may_be_of_one_place_or_not_of_the_whole_exceed_nothing(says: tuple[Said, ...]) -> None:
    assert sums(*says) == {}


def test_parts_that_add_up_to_one_whole_are_not_held_against_another() -> None:
    assert sums(AT_THE_WELL, IN_THE_DUNES, figure("12"), figure("10")) == {"c2": ({"c0", "c1"}, "true")}


# --- agreements ------------------------------------------------------------------------------------------


def agreements(*says: Said, rules: tuple[str, ...] = ("agreements",)) -> dict[tuple[str, ...], tuple[str, ...]]:
    rows = {key: row for key, row in found(page(*says), *rules).items() if key.startswith("agreement/")}
    return kinds(rows, "independent")


@pytest.mark.parametrize(
    "says",
    [
        (figure("6", told=("blues",)), figure("6", told=("people",))),
        (figure("6"), figure("6", told=("people",))),
        (figure("more than 6", told=("blues",)), figure("over 6", told=("people",))),
        (figure("6", "scouts", told=("blues",)), figure("6", told=("people",)), member("scouts", "reds")),
        (figure("6", limited="scouts", told=("blues",)), figure("6", limited="place/camp", told=("people",))),
        (distance("80 km", told=("blues",)), distance("80 km", told=("people",))),
    ],
)  # fmt: skip
def test_two_tellers_agree_independently(says: tuple[Said, ...]) -> None:
    assert agreements(*says) == {("c0", "c1"): ("true",)}


@pytest.mark.parametrize(
    "says",
    [
        (figure("6"), figure("6")),
        (figure("6", told=("people", "blues")), figure("6", told=("people", "reds"))),
        (figure("6", told=("blues",)), figure("6", told=("person/hakim",)), member("person/hakim", "blues")),
        (figure("6", told=("person/a",)), figure("6", told=("person/b",)), member("person/a", "blues"),
         member("person/b", "blues")),
        (figure("6", told=("blues",)), figure("6", told=("person/a",), behalf="blues")),
        (figure("6", told=("agency",)), figure("6", told=("blues",)), doubt("c0", "blues")),
        (figure("6", told=("agency",)), figure("6", told=("person/a",)), doubt("c0", "blues"),
         member("person/a", "blues")),
    ],
)  # fmt: skip
def test_a_tie_between_the_tellers_makes_them_dependent(says: tuple[Said, ...]) -> None:
    assert agreements(*says)[("c0", "c1")] == ("false",)


def test_the_claims_behind_a_dependence_are_named() -> None:
    says = (figure("6", told=("agency",)), figure("6", told=("person/a",)), doubt("c0", "blues"),
            member("person/a", "blues"))  # fmt: skip
    (row,) = found(page(*says), "agreements").values()
    assert row["restsOn"] == {"c0", "c1", "c2", "c3"}


@pytest.mark.parametrize("key", ["ig:closeTo", "ig:includesAgent"])
def test_those_near_a_teller_are_not_independent_of_him(key: str) -> None:
    quads = page(figure("6", told=("aid",)), figure("6", told=("sources",)), figure("6", told=("people",)))
    rows = found([*quads, registry("sources", key, "aid")], "agreements")
    assert kinds(rows, "independent") == {
        ("c0", "c1"): ("false",), ("c0", "c2"): ("true",), ("c1", "c2"): ("true",),
    }  # fmt: skip


def test_the_infobox_does_not_confirm_the_sentence_that_it_restates() -> None:
    says = (figure("6", part="Infobox"), figure("6", told=("people",)), figure("6", told=("blues",)))
    rows = agreements(*says, rules=("cell-and-sentence", "agreements"))
    assert rows[("c0", "c1")] == ("false",)
    assert agreements(*says)[("c0", "c1")] == ("true",)


@pytest.mark.parametrize(
    "other",
    [
        figure("7", told=("people",)),
        figure("more than 6", told=("people",)),
        figure("6", "blues", told=("people",)),
        figure("6", predicate="wounded", told=("people",)),
        figure("6", told=("people",), partial=True, limited="place/camp"),
        figure("6", counts="Vehicle", told=("people",)),
    ],
)
def test_other_figures_do_not_agree(other: Said) -> None:
    assert agreements(figure("6", told=("blues",)), other) == {}


def test_words_without_a_number_agree_with_nothing() -> None:
    assert agreements(figure("several"), figure("several", told=("people",))) == {}


def test_the_distance_of_another_thing_agrees_with_nothing() -> None:
    village = distance("80 km", subject="place/village", event="e", told=("people",))
    assert agreements(distance("80 km"), village) == {}


# --- standpoints -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "standpoint"),
    [
        (figure("1", "side-1", told=("reds",)), "OwnSide"),
        (figure("1", told=("reds",)), "OwnSide"),
        (figure("1", told=("agency", "person/hakim")), "OwnSide"),
        (figure("1", told=("person/attaher",), behalf="reds"), "OwnSide"),
        (figure("1", told=("blues",)), "Enemy"),
        (figure("1", "side-2", told=("person/hakim",)), "Enemy"),
        (figure("1", "blues", predicate="strength", told=("reds",)), "Enemy"),
        (figure("1", "blues", told=("reds", "aid")), "ThirdParty"),
        (figure("1"), "ThirdParty"),
        (figure("1", "overall", told=("aid",)), "ThirdParty"),
        (figure("1", "unstated"), "ThirdParty"),
        (figure("1", "overall", told=("reds",)), None),
        (figure("1", "clerk", told=("reds",)), None),
        (figure("1", "clerk", told=("clerk",)), "OwnSide"),
        (about("attacker", "reds", told=("reds",)), None),
    ],
)
def test_where_a_teller_stands(said: Said, standpoint: str | None) -> None:
    rows = found(page(REDS, BLUES, member("person/hakim", "reds"), said), "standpoints")
    assert rows == ({} if standpoint is None else {"c3": {"standpoint": {standpoint}}})


def test_a_group_on_its_own_losses_needs_no_sides() -> None:
    assert found(page(figure("6", told=("reds",))), "standpoints") == {"c0": {"standpoint": {"OwnSide"}}}


def test_somebody_on_two_sides_has_no_standpoint() -> None:
    sides = (REDS, party("greens", 1), party("reds", 2), BLUES)
    assert found(page(*sides, figure("6", "side-1", told=("reds",))), "standpoints") == {}
    assert found(page(*sides, figure("6", "greens", told=("reds",))), "standpoints") == {}


def test_who_counts_his_own_is_on_their_side_even_if_he_is_said_to_be_on_both() -> None:
    sides = (REDS, party("reds", 2), BLUES, member("scouts", "reds"))
    for teller in ("reds", "scouts"):
        says = (*sides, figure("6", told=(teller,)))
        assert found(page(*says), "standpoints") == {"c4": {"standpoint": {"OwnSide"}}}
    assert found(page(*sides, figure("6", told=("blues",))), "standpoints") == {}


# --- loss-range ------------------------------------------------------------------------------------------


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


# --- conventions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "language", "least"),
    [
        ("several", "en", 3), ("Several", "en", 3), ("a few", "en", 2), ("dozens", "en", 24), ("scores", "en", 40),
        ("hundreds", "en", 200), ("thousands", "en", 2000), ("several dozen", "en", 36), ("a few hundred", "en", 200),
        ("tens of thousands", "en", 20_000), ("hundreds of thousands", "en", 200_000), ("many dozens", "en", 24),
        ("a couple of", "en", 2), ("dozens of", "en", 24),
        ("plusieurs", "fr", 3), ("quelques", "fr", 2), ("des dizaines", "fr", 20), ("plusieurs centaines", "fr", 300),
        ("quelques dizaines", "fr", 20), ("des dizaines de milliers", "fr", 20_000),
        ("de nombreuses dizaines", "fr", 20),
    ],
)  # fmt: skip
def test_a_vague_word_is_read_by_the_convention(words: str, language: str, least: int) -> None:
    assert read_quantity(words, language).comparator == "Vague"
    found_ = read(words)
    assert found_ is not None
    assert found_[0] == least
    assert found_[1].endswith(".")


@pytest.mark.parametrize("words", ["many", "a lot of", "deaths", "pertes", "dozen", "countless", "", "several goats"])
def test_other_words_are_left_alone(words: str) -> None:
    assert read(words) is None


def test_a_convention_is_off_unless_asked_for_and_adds_an_interpretation() -> None:
    assert all(all_rules()[name].convention for name in ("vague-words", "vague-against-number"))
    ((name, row),) = found(page(figure("dozens"), figure("12"), figure("a lot of")), "vague-words").items()
    assert name == "interpretation/d/c0"
    assert (row["minValue"], row["interprets"], row["restsOn"]) == ({"24"}, {"c0"}, {"c0"})
    assert row["comment"] == {"The plural “dozens” is at least two times 12."}
    assert row["label"] == {"Reds killed: dozens (the article), read as at least 24"}


VAGUE = ("vague-words", "vague-against-number")


def pragmatic(*says: Said) -> dict[tuple[str, ...], tuple[str, ...]]:
    rows = {key: row for key, row in found(page(*says), *VAGUE).items() if key.startswith("contradiction/")}
    return kinds(rows, "grade", "conflictKind")


@pytest.mark.parametrize(
    "says",
    [
        (figure("several"), figure("2")),
        (figure("2"), figure("several", told=("blues",))),
        (figure("several"), figure("2", "scouts", told=("blues",)), member("scouts", "reds")),
        (figure("two", "scouts", told=("blues",)), figure("dozens"), member("scouts", "reds")),
        (figure("dozens", "scouts", told=("blues",)), figure("at most 23"), member("scouts", "reds")),
    ],
)
def test_a_number_is_below_what_the_word_is_read_as(says: tuple[Said, ...]) -> None:
    assert pragmatic(*says) == {("c0", "c1"): ("Pragmatic", "DisjointQuantities")}


@pytest.mark.parametrize(
    "says",
    [
        (figure("several"), figure("3")),
        (figure("several"), figure("more than 1")),
        (figure("several"), figure("2", "blues")),
        (figure("several"), figure("2", partial=True, limited="place/camp")),
        (figure("several"), figure("2", "scouts"), member("scouts", "reds")),
        (figure("a lot of"), figure("2")),
        (figure("several", "unstated"), figure("2", "reds")),
    ],
)
def test_a_number_that_the_word_allows_is_no_conflict(says: tuple[Said, ...]) -> None:
    assert pragmatic(*says) == {}


def test_without_the_reading_there_is_no_conflict() -> None:
    assert found(page(figure("several"), figure("2")), "vague-against-number") == {}


# --- the two documents -----------------------------------------------------------------------------------

MINE = (
    "sums", "cell-and-sentence", "hedge-dropped", "stated-doubt", *QUANTITIES, "sub-event-exceeds-whole",
    "agreements", "standpoints", "loss-range", *VAGUE,
)  # fmt: skip
KINDS = {"DisjointQuantities": "disjoint", "PartExceedsWhole": "part", "AttributionConflict": "whose"}


@pytest.fixture(scope="module")
def derived() -> dict[str, dict[str, set[str]]]:
    built = build(load())
    wanted = (f"{GRAPH}document/", f"{GRAPH}registry", f"{GRAPH}links")
    quads = [quad for graph, rows in built.graphs.items() if graph.value.startswith(wanted) for quad in rows]
    rows: dict[str, dict[str, set[str]]] = {}
    for quad in derive(quads, [all_rules()[name] for name in MINE]):
        assert isinstance(quad.subject, NamedNode)
        value = getattr(quad.object, "value", "").rpartition("#")[2].rpartition("/")[2]
        key = quad.subject.value.removeprefix(BASE)
        rows.setdefault(key, {}).setdefault(quad.predicate.value.rpartition("#")[2], set()).add(value)
    return rows


def between(rows: dict[str, dict[str, set[str]]], kind: str, *keys: str) -> dict[str, set[tuple[str, ...]]]:
    """Pairs of the starts of claims, in the order of the text, by the values of some properties."""
    grouped: dict[str, set[tuple[str, ...]]] = {}
    for name, row in rows.items():
        if name.startswith(kind):
            starts = sorted((one.partition("-")[0] for one in row["involves"]), key=int)
            values = " ".join(KINDS.get(value, value) for key in keys for value in row[key])
            grouped.setdefault(values, set()).add(tuple(starts))
    return grouped


def pairs(text: str) -> set[tuple[str, ...]]:
    return {tuple(pair.split("-")) for pair in text.split()}


def test_what_a_reader_finds_in_the_figures_of_2012(derived: dict[str, dict[str, set[str]]]) -> None:
    assert between(derived, "contradiction/battle", "grade", "conflictKind") == {
        "Strict disjoint": pairs("465-511 465-2143 465-3230 511-2143 2143-3230 572-615 572-651 615-651"),
        "Conditional disjoint": pairs("465-2946 511-2946 2143-2946 2889-3167 615-2889 615-3167 651-3167"),
        "Conditional part": pairs("572-2499 2499-3167 572-2889"),
        "Editorial disjoint": pairs("511-3230"),
        "Stated whose": pairs("2946-2969"),
    }
    assert between(derived, "agreement/battle", "independent") == {
        "true": pairs("582-2571 2571-3202"),
        "false": pairs("2946-3230 651-2889 572-3167 582-3202"),
    }


def test_what_a_reader_finds_in_the_figures_of_2017(derived: dict[str, dict[str, set[str]]]) -> None:
    assert between(derived, "contradiction/indelimane", "grade", "conflictKind") == {
        "Conditional part": pairs("460-1910 1528-1910 1910-2933 1910-3068"),
        "Pragmatic disjoint": pairs("501-1382 1382-1933"),
    }
    assert between(derived, "agreement/indelimane", "independent") == {
        "true": pairs("460-2933 1528-2933 481-2956 1683-2956"),
        "false": pairs("460-1528 481-1683 491-1717 501-1933"),
    }


def test_the_sums_of_both_documents(derived: dict[str, dict[str, set[str]]]) -> None:
    labels = {row["label"].copy().pop() for name, row in derived.items() if name.startswith("aggregation/")}
    assert labels == {"16 + 1 = 17 wounded", "17 + over 100 = more than 117 killed", "1 + 3 = 4 killed"}


def test_every_figure_of_both_documents_has_a_standpoint(derived: dict[str, dict[str, set[str]]]) -> None:
    stands: dict[str, set[str]] = {}
    for name, row in derived.items():
        for value in row.get("standpoint", ()):
            stands.setdefault(value, set()).add(name.rpartition("/")[2])
    third = stands.pop("ThirdParty")
    stands = {value: {name.partition("-")[0] for name in names} for value, names in stands.items()}
    assert stands["OwnSide"] == {"465", "475", "572", "582", "3167", "3202", "1683", "1717", "1933", "3610"}
    assert stands["Enemy"] == {"511", "523", "615", "1837", "2499", "3230", "1382", "1910"}
    assert len(third) == 32


def test_the_range_of_the_contracts_example(derived: dict[str, dict[str, set[str]]]) -> None:
    row = derived["loss-range/battle-of-in-delimane-2012/killed-side-1"]
    assert row["label"] == {"killed of side 1 (MNLA): from 1 to more than 100"}
    assert {one.partition("-")[0] for one in row["restsOn"]} == {"215", "465", "2946", "3230"}


def test_the_view_of_a_page_is_in_the_order_of_its_text() -> None:
    view = view_of(page(figure("3"), figure("5"), REDS))
    assert [claim.id for claim in view.claims] == ["c0", "c1", "c2"]
    assert [claim.predicate for claim in view.figures] == [iri("ig:killed")] * 2
