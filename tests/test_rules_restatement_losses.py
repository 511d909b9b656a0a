"""What a cell loses of the sentence that it restates, and cells and sentences of which one end is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from claims_made import Said, claim, page
from indelgraph.derive.finding import triples
from indelgraph.derive.model import Rule
from indelgraph.namespaces import iri
from restatements_made import ALONE, BOTH, HAKIM, cell, chosen, losses_in, restated, sentence, states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indelgraph.derive.view import View


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
