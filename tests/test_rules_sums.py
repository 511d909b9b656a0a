"""The rule about sums: the smallest texts where figures add up or cannot, and twins where it must be silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims_made import Said, about, figure, found, kinds, member, page, sub_event
from figures_made import CELL, TWO


def sums(*says: Said) -> dict[str, tuple[set[str], str]]:
    rows = found(page(*says), "sums")
    return {row["whole"].copy().pop(): (row["part"], row["addsUp"].copy().pop()) for row in rows.values()}


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
