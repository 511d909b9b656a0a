"""A claim told in sentences: what it says, who told it, which words make it, and by which names it goes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from built import own_build, rows, store
from explained import AMBUSH, BATTLE, HAKIM, everything, said
from indelgraph.claims.predicates import PREDICATES
from indelgraph.derive.engine import DERIVED
from indelgraph.errors import CallError
from indelgraph.explain import explain
from indelgraph.explain.days import day, plain_day
from indelgraph.explain.statements import SENTENCES
from indelgraph.namespaces import BASE, iri


def without(predicate: str) -> Store:
    """Our dataset without a property."""
    found = Store()
    found.bulk_extend(quad for quad in own_build().quads() if quad.predicate != iri(predicate))
    return found


def test_every_predicate_has_a_sentence() -> None:
    assert set(SENTENCES) == {predicate.node.value.partition("#")[2] for predicate in PREDICATES.values()}


def test_every_claim_of_ours_is_told_in_whole_sentences() -> None:
    assert len(everything()) > 200
    for name, found in everything().items():
        assert [s.key for s in found.sections][:5] == ["claimed", "tellers", "words", "for", "against"], name
        for section in found.sections:
            for item in section.items:
                whole = item.text.endswith(":") if item.passage else item.text.endswith((".", ".”"))
                assert whole, (name, item.text)
                assert not re.search(r"https?:|None|\(\)|“”|  | [,.;:]|ig:|/ontology|\bthe the\b|\{", item.text), item
                assert item.text[0].isupper() or item.text.startswith(("“", "kibaru", "al-")) or item.text[0].isdigit()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (HAKIM, "more than 100 people of the MNLA were killed in the Battle of In-Delimane (2012). "
                "The words “more than 100” mean at least 101, and no upper bound."),
        ("465-killed-side-1", "1 person of side 1 (MNLA) was killed in the Battle of In-Delimane (2012)."),
        ("3202-wounded-mujao", "6 people of MUJAO were seriously wounded in the Battle of In-Delimane (2012). "
                               "The words “6” mean exactly 6. It is limited to Abdoul Hakim's troops."),
        ("2832-killed-overall", "more than 117 people on all sides together were killed"),
        ("1471-killed-unstated", "people (“deaths”) were killed in the Battle of In-Delimane (2012), without saying "
                                 "whose. The words “deaths” give no number."),
        ("1408-captured-unstated", "people (“a lot of”) were captured by MUJAO in the Battle"),
        ("1451-captured-unstated", "2 vehicles were captured by MUJAO in the Battle"),
        ("1910-killed-nigerien-soldiers", "5 people (Nigerien soldiers) were killed in the 2017 Indelimane ambush. The "
                                          "words “five” mean exactly 5. The words keep their distance and call it a "
                                          "claim (“claiming”)."),
        ("436-strength-side-2", "side 2 (MUJAO, AQIM) had 500 to 1,000 people in the Battle of In-Delimane (2012). The "
                                "words “500–1,000” mean from 500 to 1,000."),
        ("1763-strength-mokhtar-belmokhtar", "Mokhtar Belmokhtar had vehicles (“many”) equipped with heavy artillery"),
        ("753-member-count", "JNIM consisted of 5 groups."),
        ("1934-distance", "the Battle of In-Delimane (2012) took place 80 kilometers from Ménaka. The words “80 "
                          "kilometers” mean 80 kilometers as stated, with no word on how exactly."),
        ("1115-distance", "the Ambush of Tagarangabotte took place 50 kilometers east of Ansongo."),
        ("1299-distance", "Indelimane lies 80 kilometers from Ménaka."),
        ("54-coordinates", "the 2017 Indelimane ambush took place at 15.86694° north, 1.51278° east."),
        ("982-takes-place-at", "the Battle of In-Delimane (2012) took place between Ansongo and Gao."),
        ("1143-takes-place-at", "the 2017 Indelimane ambush took place at the MINUSMA camp in Indelimane."),
        ("1116-at-time", "the 2017 Indelimane ambush took place at 05:00. The words for it are “at 5am”."),
        ("2183-at-time", "(2018) took place at a time that the words give as “early 2018”."),
        ("813-begins-on", "the rebellion against the Malian government since 2012 began in 2012."),
        ("184-outcome", "side 2 (MUJAO, AQIM) won the Battle of In-Delimane (2012)."),
        ("1417-outcome", "was driven back in the 2017 Indelimane ambush."),
        ("321-outcome", "the 2017 Indelimane ambush was indecisive."),
        ("878-target", "Gao was the target of the offensive to retake Gao (2012). The words give it as an aim, and do "
                       "not say that it was reached (“to retake”)."),
        ("583-target-malian-armed-forces", "the Malian armed forces were the target of the 2017 Indelimane ambush."),
        ("3110-holds-role", "Abdoul Hakim was “a commander of MUJAO”."),
        ("1733-engaged-in", "a Nigerien contingent of peacekeepers was on patrol when the 2017 Indelimane ambush took"),
        ("2969-reflects-estimate-of", "the claim “over 100 for the MNLA” reflects an estimate of MUJAO."),
        ("2946-killed-mnla", "It holds up to 17 November 2012."),
        ("2889-killed-mujao", "It includes Abu Dardar."),
    ],
)  # fmt: skip
def test_what_is_claimed_is_said_in_english(name: str, sentence: str) -> None:
    text = said(name, "claimed")
    assert text.startswith("It is claimed that ")
    assert sentence in text


def test_the_chain_goes_from_the_article_inwards() -> None:
    assert said(HAKIM, "tellers") == (
        "The article “Battle of In-Delimane (2012)” tells in other words what residents of Gao said. Residents of Gao "
        "(“According to residents of Gao”) told in other words what Abdoul Hakim said. Abdoul Hakim (“told Nata "
        "radio”) said so, through Nata radio, on 17 November 2012 (“17 November”). The whole date is inferred from "
        "“16 November 2012”. Behind Abdoul Hakim nobody else is named.\n"
        "Abdoul Hakim was, the text says, “a commander of MUJAO”. Whoever says so is on another side than those of "
        "whom it is said."
    )


def test_references_are_cited_with_outlet_date_and_title() -> None:
    text = said("3422-claimed-responsibility", "tellers")
    assert text == (
        "The article “2017 Indelimane ambush” quotes DPA, citing reference 8 (DPA, La Libre, 28 November 2023, "
        "“Al-Qaïda revendique un attentat au nord-est du Mali contre des Casques bleus”). DPA (“DPA”) told in other "
        "words what al-Qaeda said, through La Libre. al-Qaeda (“Al-Qaïda revendique”) said so. Behind al-Qaeda nobody "
        "else is named."
    )
    assert "It names no source for it." in said("511-at-time", "tellers")
    assert "citing" not in said("511-at-time", "tellers")


def test_sources_close_to_somebody_are_not_taken_for_him() -> None:
    text = said("1934-distance", "tellers")
    assert "stood close to the Xinhua News Agency; Xinhua News Agency sources were not the Xinhua News Agency" in text
    text = said("2832-killed-overall", "tellers")
    assert "included men close to the ICRC. Men close to the ICRC were not the ICRC itself." in text


def test_the_words_stand_in_their_sentence_and_are_marked() -> None:
    [passage] = everything()[f"{BATTLE}/{HAKIM}"].evidence
    assert passage.section == "Aftermath"
    assert [(spot.part, spot.start, spot.end) for spot in passage.spots] == [("body", 3230, 3264)]
    text = "".join(piece.words for piece in passage.pieces)
    assert text.startswith("According to residents of Gao, on 17 November,")
    assert text.endswith("against more than 100 dead for MNLA forces.")
    assert [piece.words for piece in passage.pieces if piece.marked] == ["more than 100 dead for MNLA forces"]


def test_every_passage_is_of_the_text_and_marks_what_the_spans_say() -> None:
    texts = {
        document: text for document, text in rows("SELECT ?d ?t WHERE { ?d nif:isString ?t }") if document and text
    }
    for found in everything().values():
        for passage in (*found.evidence, *found.context, *found.inferred_from):
            text = texts[found.document.iri]
            marked = [piece.words for piece in passage.pieces if piece.marked]
            assert marked == [text[spot.start : spot.end] for spot in passage.spots]
            assert "".join(piece.words for piece in passage.pieces) in text


def test_a_cell_is_shown_with_its_label_and_context_says_why_it_is_there() -> None:
    words = everything()[f"{BATTLE}/511-killed-side-1"].section("words")
    assert words is not None
    shown = [("".join(p.words for p in i.passage.pieces), i.text) for i in words.items if i.passage]
    assert shown[0][0].startswith("Casualties1: 1 killed")
    assert shown[0][1] == "In the infobox, characters 511 to 521:"
    assert shown[1][1] == "In the infobox, characters 452 to 463 (to understand it):"
    inferred = everything()[f"{BATTLE}/2946-killed-mnla"].inferred_from
    assert [piece.words for passage in inferred for piece in passage.pieces if piece.marked] == ["16 November 2012"]


def test_without_rules_it_does_not_say_that_nothing_contradicts_a_claim() -> None:
    bare = Store()
    bare.bulk_extend(quad for quad in own_build().quads() if quad.graph_name != DERIVED)
    found = explain(bare, HAKIM)
    assert not found.compared
    assert [found.section(key).items[0].text for key in ("for", "against")] == [  # type: ignore[union-attr]  # always there
        "No rule has compared this claim with others."
    ] * 2


def test_a_claim_goes_by_its_iri_by_document_and_id_or_by_its_id() -> None:
    whole = f"{BASE}claim/{BATTLE}/{HAKIM}"
    for name in (whole, f"{BATTLE}/{HAKIM}", HAKIM, f"claim/{BATTLE}/{HAKIM}"):
        assert explain(store(), name).claim == whole


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("3230", f"unknown claim '3230'; near it: {BATTLE}/{HAKIM}"),
        ("3230-kiled-mnla", f"unknown claim '3230-kiled-mnla'; near it: {BATTLE}/{HAKIM}"),
        (f"{BATTLE}/3230-killed-mujao", f"{BATTLE}/{HAKIM}"),
        ("killed-overall", f"near it: {BATTLE}/2832-killed-overall, {BATTLE}/701-killed-overall"),
        ("killed", " more"),
        ("", "names claims"),
        ("no such thing at all <>", "names claims"),
        ("x" * 100_000, "names claims"),
        (f"{BASE}actor/mnla", "unknown claim"),
    ],
)
def test_an_unknown_claim_is_one_line_with_those_near_it(name: str, says: str) -> None:
    with pytest.raises(CallError) as caught:
        explain(store(), name)
    text = str(caught.value)
    assert says in text
    assert "\n" not in text
    assert len(text) < 500


def test_an_id_of_two_documents_is_answered_with_both() -> None:
    found = Store()
    found.bulk_extend(own_build().quads())
    twin = NamedNode(f"{BASE}claim/{AMBUSH}/{HAKIM}")
    found.add(Quad(twin, iri("rdf:type"), iri("ig:Claim"), DERIVED))
    with pytest.raises(CallError, match="several documents have a claim") as caught:
        explain(found, HAKIM)
    assert f"{BATTLE}/{HAKIM}, {AMBUSH}/{HAKIM}" in str(caught.value)
    with pytest.raises(CallError, match="run `indelgraph validate`"):
        explain(found, twin.value)


def test_words_are_shown_even_where_the_store_has_no_text() -> None:
    found = explain(without("nif:isString"), HAKIM)
    assert [piece.words for passage in found.evidence for piece in passage.pieces] == [
        "more than 100 dead for MNLA forces"
    ]


def test_a_predicate_that_nobody_knows_still_gives_a_sentence() -> None:
    found = Store()
    claim = NamedNode(f"{BASE}claim/{BATTLE}/{HAKIM}")
    for quad in own_build().quads():
        odd = quad.subject == claim and quad.predicate == iri("rdf:predicate")
        found.add(Quad(claim, quad.predicate, iri("ig:sawSomething"), quad.graph_name) if odd else quad)
    text = explain(found, HAKIM).sections[0].items[0].text
    assert text.startswith("It is claimed that the Battle of In-Delimane (2012) has for its saw something ")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2012-11-17", "on 17 November 2012"),
        ("2020-07", "in July 2020"),
        ("2017", "in 2017"),
        ("05:00:00", "at 05:00"),
        ("05:00:30", None),
        ("2012-13-01", None),
        ("early 2018", None),
        ("", None),
    ],
)
def test_days_have_their_preposition(value: str, words: str | None) -> None:
    assert day(value) == words


@given(st.text(max_size=30))
def test_what_is_no_day_stays_as_it_is(text: str) -> None:
    assert plain_day(text) == text or re.match(r"-?[0-9]{4}", text)
