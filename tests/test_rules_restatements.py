"""Which sentence a cell restates: by source, scope and number, and for what counts nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from claims_made import Said, figure, member, page, said, view_of
from indelgraph.derive.engine import find
from indelgraph.derive.rules import all_rules
from indelgraph.namespaces import iri
from restatements_made import ALONE, BOTH, GROUND, HAKIM, RULES, cell, chosen, losses_in, restated, sentence, states


def cell_states(predicate: str, thing: str | Literal, **rest: Any) -> Said:
    return states(predicate, thing, **{"part": "Infobox", "id": "cell", **rest})


# ---- Which sentence ---------------------------------------------------------------------------------------------


def test_the_source_of_the_cell_comes_before_an_unrelated_one_with_a_closer_scope() -> None:
    witnesses = sentence("6", id="witnesses", told=("witnesses",), group="mujao")
    hakim = sentence("6", id="hakim", told=HAKIM, group="mujao", severity="Serious", limited="troops")
    lost = {"SourceChanged", "ChainShortened", "ScopeWidened", "SeverityDropped"}
    assert restated(cell("6", told=("mujao",)), witnesses, hakim) == {
        ("cell", "hakim"): lost,
        ("-", "witnesses"): {"NotInInfobox"},
    }


@pytest.mark.parametrize(
    ("of_cell", "nearer"),
    [
        ("mnla", sentence(id="nearer", told=("person/attaher",), behalf="mnla")),
        ("icrc", sentence(id="nearer", told=("sources",))),  # "including men close to the ICRC"
        ("icrc", sentence(id="nearer", told=("men-close-to-icrc",))),
        ("person/hakim", sentence(id="nearer", told=("mujao",))),
        ("icrc", sentence(id="nearer")),  # the text itself
    ],
)
def test_a_source_near_to_the_cell_s_comes_before_an_unrelated_one(of_cell: str, nearer: Said) -> None:
    unrelated = sentence(told=("le-combat",))
    assert chosen(cell(told=(of_cell,)), unrelated, nearer) == {("cell", "nearer")}


def test_a_cell_without_a_source_stands_for_the_text_s_own_words_first() -> None:
    assert chosen(cell(), sentence(told=("mnla",)), sentence(id="own")) == {("cell", "own")}


def test_an_unrelated_source_is_restated_where_nobody_else_gives_the_number() -> None:
    assert restated(cell(told=("icrc",)), sentence(told=("mnla",))) == {BOTH: {"SourceChanged"}}


def test_an_unrelated_source_is_not_restated_where_a_cell_of_its_own_has_the_number() -> None:
    cells = cell(id="of-the-icrc", told=("icrc",)), cell(id="of-mujao", told=("mujao",))
    assert restated(*cells, sentence(told=("person/hakim",))) == {
        ("of-mujao", "sentence"): {"SourceChanged"},
        ("of-the-icrc",): {"NoProseSupport"},
    }


def test_an_unrelated_source_s_count_of_a_part_is_not_restated() -> None:
    part = sentence(told=("mnla",), partial=True, limited="place/camp")
    assert chosen(cell(told=("icrc",)), part) == {("cell",)}
    assert chosen(cell(told=("mnla",)), part) == {BOTH}


def test_the_closer_scope_comes_first() -> None:
    assert chosen(cell(), sentence(group="mujao"), sentence(id="whole")) == {("cell", "whole")}
    assert chosen(cell(), sentence(partial=True), sentence(id="party", group="mujao", told=HAKIM)) == {
        ("cell", "party")
    }


def test_the_source_comes_before_the_scope_and_a_near_one_counts_as_the_source() -> None:
    part = sentence(id="part", told=("icrc",), partial=True)
    assert chosen(cell(told=("icrc",)), sentence(id="own"), part) == {("cell", "part")}
    near = sentence(id="near", told=("men-close-to-icrc",))
    assert chosen(cell(told=("icrc",)), part, near) == {("cell", "near")}


def test_a_sentence_of_a_part_comes_before_one_of_more_than_the_cell_counts() -> None:
    wider, narrower = sentence(id="wider"), sentence(id="narrower", group="mujao", limited="troops")
    assert chosen(cell(group="mujao"), wider) == {("cell", "wider")}
    assert chosen(cell(group="mujao"), wider, narrower) == {("cell", "narrower")}


def test_the_number_alone_comes_before_a_range_that_it_ends() -> None:
    assert chosen(cell("at least 26"), sentence("26–40"), sentence("26", id="alone")) == {("cell", "alone")}


def test_the_same_hedge_comes_before_the_earlier_sentence() -> None:
    assert chosen(cell("100"), sentence("more than 100"), sentence("100", id="exact")) == {("cell", "exact")}


def test_of_two_like_sentences_the_first_in_the_text_is_restated() -> None:
    quads = page(cell(), sentence(id="z"), sentence(id="a"))
    assert losses_in(quads) == losses_in(reversed(quads)) == {("cell", "z"): set()}


def test_each_end_of_a_range_restates_its_own_sentence() -> None:
    low, high = sentence("26", id="low", told=("mnla",)), sentence("40", id="high", told=("icrc",))
    assert chosen(cell("26–40"), low, high) == {("cell", "low"), ("cell", "high")}
    assert chosen(cell("26–40"), low, high, sentence("26–40", id="both")) == {("cell", "both")}
    assert chosen(cell("26–40"), sentence("30")) == {("cell",)}


# ---- What counts nothing ----------------------------------------------------------------------------------------


ROUT, VICTORY = Literal("rout"), Literal("victory")


def test_a_statement_is_restated_by_the_same_statement() -> None:
    here, there = (states("takesPlaceAt", f"place/{place}", id=f"at-{place}") for place in ("ao", "bo"))
    assert restated(cell_states("takesPlaceAt", "place/bo"), here, there) == {("cell", "at-bo"): set()}
    assert restated(cell_states("takesPlaceAt", "place/co"), here, there) == ALONE


def test_a_statement_loses_tellers_hedge_limit_and_day() -> None:
    told = states("outcome", ROUT, told=("mnla",), modality="Seems", limited="place/camp", as_of="2012-11-17")
    lost = {"SourceChanged", "ChainShortened", "HedgeChanged", "ScopeWidened", "AsOfDropped"}
    assert restated(cell_states("outcome", ROUT), told) == {BOTH: lost}
    of_a_place = cell_states("outcome", ROUT, limited="place/camp", as_of="2012-11-17")
    assert restated(of_a_place, told) == {BOTH: {"SourceChanged", "ChainShortened", "HedgeChanged"}}
    own = states("outcome", ROUT, id="own")
    assert restated(cell_states("outcome", ROUT), told, own) == {("cell", "own"): set()}


def test_a_victory_of_the_other_side_is_no_support() -> None:
    theirs = states("outcome", VICTORY, side="side-1")
    assert chosen(cell_states("outcome", VICTORY, side="side-2"), theirs) == {("cell",)}
    assert chosen(cell_states("outcome", VICTORY, side="side-1"), theirs) == {BOTH}
    somebody_s = states("outcome", VICTORY)
    assert chosen(cell_states("outcome", VICTORY, side="side-1"), somebody_s) == {BOTH}


def test_the_day_it_began_supports_the_day_of_the_cell() -> None:
    day = Literal("2012-11-16", datatype=iri("xsd:date"))
    begin, same = states("beginsOn", day, id="begin"), states("atTime", day, id="same")
    assert chosen(cell_states("atTime", day), begin) == {("cell", "begin")}
    assert chosen(cell_states("atTime", day), begin, same) == {("cell", "same")}
    assert chosen(cell_states("atTime", Literal("2012-11-17", datatype=iri("xsd:date"))), same) == {("cell",)}


def test_somebody_else_s_death_is_no_support() -> None:
    died = cell_states("diedIn", "event/e", subject="person/dardar")
    assert chosen(died, states("diedIn", "event/e", subject="person/hakim")) == {("cell",)}
    assert chosen(died, states("diedIn", "event/e", subject="person/dardar")) == {BOTH}


MNLA = cell_states("belligerent", "mnla", side="side-1")


def test_a_party_is_supported_by_its_naming_as_a_party_first() -> None:
    attacker, fought = states("attacker", "mnla"), states("belligerent", "mnla", side="side-1", id="fought")
    assert chosen(MNLA, attacker, fought) == {("cell", "fought")}
    assert restated(MNLA, attacker) == {BOTH: set()}
    assert restated(MNLA, states("target", "mnla", told=("mujao",))) == {BOTH: {"SourceChanged", "ChainShortened"}}


@pytest.mark.parametrize(
    "other",
    [
        states("attacker", "aqim"),
        states("attacker", "mnla", event="raid"),
        states("attacker", "mnla", part="ReferenceTitle"),
    ],
)
def test_a_party_is_supported_by_no_other_sentence(other: Said) -> None:
    assert restated(MNLA, other) == ALONE


def test_a_force_in_the_event_supports_its_party_before_what_is_said_of_the_party_elsewhere() -> None:
    mali = cell_states("belligerent", "mali", side="side-3")
    elsewhere = member("mali", "union", id="elsewhere")
    force, itself = states("target", "malian-army", id="force"), states("target", "mali", id="itself")
    assert chosen(mali, elsewhere) == {("cell", "elsewhere")}
    assert chosen(mali, elsewhere, force) == {("cell", "force")}
    assert chosen(mali, elsewhere, force, itself) == {("cell", "itself")}


def test_a_commander_is_supported_by_the_first_sentence_that_names_him() -> None:
    boss = cell_states("commander", "person/boss", side="side-2")
    belongs = member("person/boss", "mujao", id="belongs")
    led = Said("ledBy", subject="brigade", thing="person/boss", told=("le-combat",), id="led")
    brought = sentence("16", group="person/boss", predicate="strength", counts="Vehicle", id="brought")
    assert chosen(boss, belongs, led, brought) == {("cell", "belongs")}
    assert restated(boss, led, belongs) == {("cell", "led"): {"SourceChanged", "ChainShortened"}}
    assert chosen(boss, brought, led) == {("cell", "led")}
    assert restated(boss) == ALONE


@pytest.mark.parametrize("predicate", ["killed", "strength"])
def test_a_figure_of_a_party_or_commander_is_no_mention_of_him_and_is_left_out(predicate: str) -> None:
    missing: dict[tuple[str, ...], set[str]] = {("-", "sentence"): {"NotInInfobox"}}
    boss = cell_states("commander", "person/boss", side="side-2")
    assert restated(MNLA, sentence(group="mnla", predicate=predicate, told=("residents",))) == {**ALONE, **missing}
    assert restated(boss, sentence(group="person/boss", predicate=predicate)) == {**ALONE, **missing}
    both = (states("attacker", "mnla", id="attacked"), sentence(group="mnla", predicate=predicate))
    assert restated(MNLA, *both) == {("cell", "attacked"): set(), **missing}


# ---- All of them ------------------------------------------------------------------------------------------------

FIGURES = st.builds(
    figure,
    number=st.sampled_from(["1", "2", "more than 2", "2–3", "dozens", "about 3"]),
    group=st.sampled_from(["side-1", "side-2", "mujao", "brigade", "overall", "unstated"]),
    part=st.sampled_from(["Infobox", "Infobox", "Lead", "Body", "ReferenceTitle"]),
    limited=st.sampled_from([None, "place/camp"]),
    partial=st.booleans(),
    as_of=st.sampled_from([None, "2012-11-17"]),
    told=st.sampled_from([(), ("mujao",), HAKIM, ("sources",)]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=7))
def test_every_cell_has_a_restatement_and_no_sentence_is_both_restated_and_missing(says: list[Said]) -> None:
    quads = page(*says)
    result = losses_in(quads)
    parts = {f"c{number}": one.part for number, one in enumerate(says)}
    assert {key[0] for key in result} - {"-"} == {name for name, part in parts.items() if part == "Infobox"}
    told = {name for key in result if key[0] != "-" for name in key[1:]}
    missing = {key[1] for key in result if key[0] == "-"}
    assert not told & missing
    assert {parts[name] for name in told | missing} <= {"Lead", "Body"}
    for key, losses in result.items():
        assert ("NoProseSupport" in losses) == (len(key) == 1)
        assert ("NotInInfobox" in losses) == (key[0] == "-")
    assert losses_in(reversed(quads)) == result


# ---- Names ------------------------------------------------------------------------------------------------------


def labels(*says: Said) -> dict[str, str]:
    rules = [all_rules()[name] for name in RULES]
    quads = find(view_of([*GROUND, *page(*says)]), rules)
    return {said(quad.subject): said(quad.object) for quad in quads if quad.predicate == iri("rdfs:label")}


def test_the_cell_is_named_first_and_labels_tell_numbers_side_by_side_and_words_alone() -> None:
    after = [replace(one, id=name) for one, name in ((sentence("more than 100"), "a"), (cell("100"), "z"))]
    assert labels(*after) == {"z--a": "infobox “100” (the article) for “more than 100” (the article)"}
    assert labels(cell("4"), sentence("5")) == {
        "cell": "infobox “4 side-2 killed” (the article), without support in the text",
        "sentence": "“5 side-2 killed” (the article), not in the infobox",
    }
