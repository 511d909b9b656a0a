"""Infobox cells beside sentences: which sentence a cell restates, and what was lost, on the smallest examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from claims_made import Said, about, actor, claim, figure, member, page, party, registry, said, view_of
from indelgraph.derive.engine import find
from indelgraph.derive.finding import triples
from indelgraph.derive.model import Rule
from indelgraph.derive.rules import all_rules
from indelgraph.namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indelgraph.derive.view import View

RULES = ("cell-and-sentence", "cell-without-sentence", "sentence-without-cell")

# Side 1 has one party, side 2 has two, and side 3 is a state.
SIDES = (
    party("mnla", 1),
    party("mujao", 2),
    party("aqim", 2),
    party("mali", 3),
    member("person/hakim", "mujao"),
    member("malian-army", "mali", predicate="partOfForce"),
    member("brigade", "mujao", predicate="partOfForce"),
)
REGISTRY = (
    registry("sources", "ig:includesAgent", "men-close-to-icrc"),
    registry("men-close-to-icrc", "ig:closeTo", "icrc"),
    Quad(actor("malian-army"), iri("rdf:type"), iri("ig:StateForce")),
    Quad(actor("mali"), iri("rdf:type"), iri("ig:Government")),
)
# A page says who is on which side, so that these are nobody's cell or sentence on the pages of the tests.
GROUND = (*page(*SIDES, document="sides"), *REGISTRY)
HAKIM = ("residents", "person/hakim")


def cell(number: str = "3", **rest: Any) -> Said:
    return replace(figure(number, "side-2", part="Infobox", id="cell"), **rest)


def sentence(number: str = "3", **rest: Any) -> Said:
    return replace(figure(number, "side-2", id="sentence"), **rest)


def states(predicate: str, thing: str | Literal, **rest: Any) -> Said:
    return about(predicate, thing, **{"id": "sentence", "words": f"{predicate} it", **rest})


def cell_states(predicate: str, thing: str | Literal, **rest: Any) -> Said:
    return states(predicate, thing, **{"part": "Infobox", "id": "cell", **rest})


def restated(*says: Said, before: Iterable[Rule] = ()) -> dict[tuple[str, ...], set[str]]:
    """The losses of each restatement on a page, by the ids of its cell ("-" without one) and its sentences."""
    return losses_in(page(*says), before)


def losses_in(quads: Iterable[Quad], before: Iterable[Rule] = ()) -> dict[tuple[str, ...], set[str]]:
    rows: dict[NamedNode, dict[str, set[str]]] = {}
    for quad in find(view_of([*GROUND, *quads]), [*before, *(all_rules()[name] for name in RULES)]):
        if isinstance(quad.subject, NamedNode) and "/restatement/" in quad.subject.value:
            rows.setdefault(quad.subject, {}).setdefault(said(quad.predicate), set()).add(said(quad.object))
    for row in rows.values():
        assert {*row.get("cell", ()), *row.get("sentence", ())} <= row["restsOn"]
    return {
        (*row.get("cell", "-"), *sorted(row.get("sentence", ()))): set(row.get("loss", ())) for row in rows.values()
    }


def chosen(*says: Said) -> set[tuple[str, ...]]:
    """The cells, each with the sentence it restates."""
    return {key for key in restated(*says) if key[0] != "-"}


BOTH = ("cell", "sentence")
ABOUT_FIFTY = sentence("environ 50", language="fr")
ALONE: dict[tuple[str, ...], set[str]] = {("cell",): {"NoProseSupport"}}


# ---- What is lost -----------------------------------------------------------------------------------------------


def test_a_cell_that_says_what_the_sentence_says_loses_nothing() -> None:
    assert restated(cell(), sentence("three")) == {BOTH: set()}


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ((cell("100"), sentence("more than 100")), (cell("over 100"), sentence("more than 100"))),
        ((cell("500–1,000"), sentence("1,000")), (cell("500–1,000"), sentence("500 to 1,000"))),
        ((cell("1,000"), sentence("500–1,000")), (cell("1,000"), sentence("1,000"))),
        ((cell("50"), sentence("about fifty")), (cell("about 50"), sentence("about fifty"))),
        (
            (cell("50"), sentence("environ 50", language="fr")),
            (cell("about 50"), sentence("environ 50", language="fr")),
        ),
        ((cell("10"), sentence("fewer than 10")), (cell("less than 10"), sentence("fewer than 10"))),
        ((cell(), sentence(modality="Claims")), (cell(modality="Claims"), sentence(modality="Claims"))),
    ],
)
def test_a_hedge_changes_where_the_number_is_bound_otherwise(
    broken: tuple[Said, Said], kept: tuple[Said, Said]
) -> None:
    assert restated(*broken) == {BOTH: {"HedgeChanged"}}
    assert restated(*kept) == {BOTH: set()}


def test_a_source_changes_where_the_origins_differ() -> None:
    assert restated(cell(told=("mujao",)), sentence(told=("person/hakim",))) == {BOTH: {"SourceChanged"}}
    assert restated(cell(told=("person/hakim",)), sentence(told=("person/hakim",))) == {BOTH: set()}


def test_a_chain_is_shortened_where_tellers_are_missing() -> None:
    assert restated(cell(told=("person/hakim",)), sentence(told=HAKIM)) == {BOTH: {"ChainShortened"}}
    assert restated(cell(told=HAKIM), sentence(told=HAKIM)) == {BOTH: set()}
    assert restated(cell(told=HAKIM), sentence(told=("person/hakim",))) == {BOTH: set()}


def test_a_severity_is_dropped_where_only_the_sentence_has_one() -> None:
    assert restated(cell(), sentence(severity="Serious")) == {BOTH: {"SeverityDropped"}}
    assert restated(cell(severity="Serious"), sentence(severity="Serious")) == {BOTH: set()}
    assert restated(cell(severity="Serious"), sentence()) == {BOTH: set()}


def test_a_day_is_dropped_where_only_the_sentence_has_one() -> None:
    assert restated(cell(), sentence(as_of="2012-11-17")) == {BOTH: {"AsOfDropped"}}
    assert restated(cell(as_of="2012-11-18"), sentence(as_of="2012-11-17")) == {BOTH: set()}
    assert restated(cell(as_of="2012-11-17"), sentence()) == {BOTH: set()}


@pytest.mark.parametrize(
    "says",
    [
        (cell(), sentence(group="mujao")),
        (cell(), sentence(group="brigade")),
        (cell(group="mujao"), sentence(group="brigade")),
        (cell(group="overall"), sentence()),
        (cell(group="overall"), sentence(group="mnla")),
        (cell(), sentence(limited="place/camp")),
        (cell(), sentence(partial=True)),
        (cell(), sentence(partial=True, limited="place/camp")),
    ],
)
def test_a_scope_is_widened_where_the_cell_says_of_the_whole_what_is_said_of_a_part(says: tuple[Said, Said]) -> None:
    assert restated(*says) == {BOTH: {"ScopeWidened"}}


@pytest.mark.parametrize(
    "says",
    [
        (cell(group="side-1"), sentence(group="mnla")),  # all of a side with one party
        (cell(group="mujao"), sentence(group="mujao")),
        (cell(group="mali"), sentence(group="malian-army")),  # the soldiers of a state are that state's
        (cell(group="side-3"), sentence(group="malian-army")),
        (cell(partial=True, limited="aqim"), sentence(group="aqim")),  # the line of a party under its side
        (cell(group="overall"), sentence(group="overall")),
        (cell(group="overall"), sentence(group="unstated")),  # of a part, nobody says
        (cell(group="mujao"), sentence()),  # narrower
        (cell(limited="place/camp"), sentence(limited="place/camp")),
        (cell(limited="place/camp", partial=True), sentence(limited="place/camp", partial=True)),
    ],
)
def test_a_scope_is_not_widened_otherwise(says: tuple[Said, Said]) -> None:
    assert restated(*says) == {BOTH: set()}


def sum_of(whole: str, *parts: str, adds_up: str = "true", document: str = "d") -> Rule:
    """A rule that finds a sum before the others run."""

    def body(view: View) -> Iterator[Triple]:
        adds = Literal(adds_up, datatype=iri("xsd:boolean"))
        nodes = [claim(part, document) for part in parts]
        yield from triples("Aggregation", part=nodes, whole=claim(whole), addsUp=adds, restsOn=[*nodes, claim(whole)])

    return Rule("a-sum", "a sum", "For a test.", body)


SIXTEEN, ONE = sentence("sixteen", id="sixteen"), sentence("one", id="one", group="employee")
SUM = sum_of("cell", "sixteen", "one")


def test_a_cell_restates_the_parts_that_add_up_to_it() -> None:
    assert restated(cell("17"), SIXTEEN, ONE, before=[SUM]) == {("cell", "one", "sixteen"): {"Summed"}}


def test_parts_that_do_not_add_up_are_no_sum() -> None:
    wrong = sum_of("cell", "sixteen", "one", adds_up="false")
    assert restated(cell("18"), SIXTEEN, ONE, before=[wrong])[("cell",)] == {"NoProseSupport"}


def test_a_sum_loses_what_its_parts_lose() -> None:
    says = (replace(SIXTEEN, told=("mujao",)), replace(ONE, modality="Claims", as_of="2012-11-17"))
    lost = {"Summed", "SourceChanged", "ChainShortened", "HedgeChanged", "AsOfDropped"}
    assert restated(cell("17"), *says, before=[SUM]) == {("cell", "one", "sixteen"): lost}


def test_the_sum_of_one_party_s_parts_is_not_the_side_s() -> None:
    says = (replace(SIXTEEN, group="mujao"), replace(ONE, group="mujao"))
    assert restated(cell("17"), *says, before=[SUM]) == {("cell", "one", "sixteen"): {"Summed", "ScopeWidened"}}


def test_a_sentence_with_the_total_is_restated_rather_than_its_parts_and_these_are_not_missing() -> None:
    assert restated(cell("17"), SIXTEEN, ONE, sentence("17"), before=[SUM]) == {BOTH: set()}


def test_a_sum_comes_before_a_count_of_a_part_with_the_same_number() -> None:
    part = sentence("17", partial=True)
    result = restated(cell("17"), SIXTEEN, ONE, part, before=[SUM])
    assert result == {("cell", "one", "sixteen"): {"Summed"}, ("-", "sentence"): {"NotInInfobox"}}


def test_a_title_is_no_part_of_a_sum_in_the_text() -> None:
    title = replace(SIXTEEN, part="ReferenceTitle")
    assert restated(cell("17"), title, ONE, before=[SUM]) == ALONE


def test_what_another_document_adds_up_is_no_part_of_a_sum_in_the_text() -> None:
    elsewhere = sum_of("cell", "sixteen", "one", document="other")
    quads = [*page(cell("17")), *page(SIXTEEN, ONE, document="other")]
    assert losses_in(quads, [elsewhere]) == ALONE


def test_the_parts_of_a_sum_that_a_sentence_has_are_missing_where_no_cell_has_them() -> None:
    parts = (sentence("17", id="mujao-s", group="mujao"), sentence("over 100", id="mnla-s", group="mnla"))
    total = sentence("more than 117", group="overall")
    found = restated(cell("117", group="overall"), total, *parts, before=[sum_of("sentence", "mujao-s", "mnla-s")])
    missing = {("-", "mujao-s"): {"NotInInfobox"}, ("-", "mnla-s"): {"NotInInfobox"}}
    assert found == {BOTH: {"HedgeChanged"}, **missing}


# ---- One end missing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        sentence("4"),
        sentence(predicate="wounded"),
        sentence(counts="Vehicle"),
        sentence(group="mnla"),
        sentence(group="unstated"),
        sentence("several"),
        sentence("about fifty"),
    ],
    ids=lambda one: f"{one.number} {one.group} {one.predicate}",
)
def test_a_cell_and_a_sentence_that_say_two_things_are_told_apart(other: Said) -> None:
    assert restated(cell(), other) == {**ALONE, ("-", "sentence"): {"NotInInfobox"}}


def test_a_sentence_about_another_event_supports_nothing_and_lacks_no_cell() -> None:
    assert restated(cell(), sentence(event="raid", group="mujao")) == ALONE


def test_titles_are_no_prose_and_the_lead_is() -> None:
    assert restated(cell(), sentence(part="ReferenceTitle")) == ALONE
    assert restated(cell(), sentence(part="Lead")) == {BOTH: set()}


def test_a_sentence_of_another_document_supports_nothing_and_lacks_no_cell() -> None:
    assert losses_in([*page(cell()), *page(sentence(), document="other")]) == ALONE


def test_without_an_infobox_nothing_is_missing_in_it() -> None:
    assert restated(sentence(), sentence("4", id="another")) == {}


def test_only_losses_and_strength_can_be_missing_in_an_infobox() -> None:
    says = (
        sentence(id="strong", predicate="strength"),
        sentence("80 kilometers", predicate="distance", id="far", group=None, anchor="place/ao"),
        sentence("five", predicate="eventCount", id="fights", group=None, counts="Event"),
        states("takesPlaceAt", "place/camp"),
    )
    assert restated(cell(), *says) == {**ALONE, ("-", "strong"): {"NotInInfobox"}}


def in_more_parts(part: str, *says: Said) -> list[Quad]:
    """The quads of a page whose first claim stands in a further part of the text."""
    quads = page(*says)
    first = claim(says[0].id or "")
    spans = [quad.object for quad in quads if quad.subject == first and quad.predicate == iri("ig:evidence")]
    more = [Quad(span, iri("ig:inPart"), iri(f"ig:{part}")) for span in spans if isinstance(span, NamedNode)]
    return [*quads, *more]


def test_what_stands_above_the_article_as_well_is_a_cell() -> None:
    assert losses_in(in_more_parts("Furniture", cell())) == ALONE
    assert losses_in(in_more_parts("Furniture", cell(), sentence())) == {BOTH: set()}
    assert restated(cell(part="Furniture"), sentence()) == {}


def test_a_claim_of_infobox_and_text_together_is_neither_cell_nor_sentence() -> None:
    both = cell(id="both")
    assert losses_in(in_more_parts("Body", both)) == {}
    assert losses_in(in_more_parts("Body", both, sentence())) == {}
    assert losses_in(in_more_parts("Body", both, cell())) == ALONE


def test_a_figure_that_the_text_gives_twice_is_not_missing() -> None:
    assert restated(cell(), sentence(), sentence("three", id="again")) == {BOTH: set()}
    by_another = sentence("three", id="again", told=("witnesses",))
    of_fewer = sentence("three", id="again", group="mujao")
    for again in (by_another, of_fewer):
        assert restated(cell(), sentence(), again) == {BOTH: set(), ("-", "again"): {"NotInInfobox"}}


def test_vague_words_are_restated_by_the_same_words_only() -> None:
    assert restated(cell("dozens"), sentence("Dozens")) == {BOTH: set()}
    assert chosen(cell("dozens"), sentence("several")) == {("cell",)}


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
