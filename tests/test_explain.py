"""A claim in plain words: what is claimed, by whom, on what words, and what speaks for and against it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from built import own_build, rows, store
from compared import store as with_findings
from indelgraph.claims.predicates import PREDICATES
from indelgraph.derive.engine import DERIVED
from indelgraph.errors import CallError
from indelgraph.explain import explain
from indelgraph.explain.as_json import as_json
from indelgraph.explain.as_markdown import as_markdown
from indelgraph.explain.as_text import as_text
from indelgraph.explain.days import day, plain_day
from indelgraph.explain.statements import SENTENCES
from indelgraph.explain.telling import standpoint_sentence
from indelgraph.namespaces import BASE, iri

if TYPE_CHECKING:
    from pathlib import Path

    from indelgraph.explain import Explanation

BATTLE, AMBUSH = "battle-of-in-delimane-2012", "indelimane-ambush-2017"
HAKIM = "3230-killed-mnla"


@cache
def everything() -> dict[str, Explanation]:
    """The explanation of every claim of ours, by document and id."""
    claims = [claim for (claim,) in rows("SELECT DISTINCT ?c WHERE { ?c a ig:Claim } ORDER BY ?c") if claim]
    return {claim.removeprefix(f"{BASE}claim/"): explain(store(), claim) for claim in claims}


def said(name: str, key: str) -> str:
    """A section of a claim of ours, its paragraphs one a line."""
    found = next(e for full, e in everything().items() if name in (full, full.partition("/")[2]))
    section = found.section(key)
    return "\n".join(item.text for item in section.items) if section else ""


def from_hand(name: str) -> Explanation:
    """The same with the findings that :mod:`compared` has written by hand."""
    return explain(with_findings(), name)


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


def test_a_contradiction_is_told_with_grade_kind_numbers_words_and_origin() -> None:
    assert (
        "“a loss of 10 killed” (security sources in Mali; body, characters 2143 to 2162) contradicts it. Strict: both "
        "cannot be true as the words stand; no number fits both (at least 101 here, exactly 10 there)."
    ) in said(HAKIM, "against").splitlines()
    assert (
        "Editorial: one text says the same thing in two ways that do not fit; no number fits both (at least 101 here, "
        "exactly 100 there)."
    ) in said(HAKIM, "against")
    assert "a part is given a higher count than the whole (exactly 12 here, exactly 3 there)" in said(
        "2499-killed-side-2", "against"
    )


@pytest.mark.parametrize(
    ("name", "other", "conditions"),
    [
        # Up to a day, and a year that stands elsewhere.
        ("2946-killed-mnla", "1 killed",
         "the count of this figure, as of 17 November 2012, did not change afterwards and if what is inferred about "
         "this figure is right"),
        # A party and its side of two parties; a part of the party.
        ("3167-killed-mujao", "65 killed",
         "the count of MUJAO is that of side 2 (MUJAO, AQIM) as a whole and if this figure, limited to Abdoul Hakim's "
         "troops, counts all of those in the other"),
        # The part is the one with the higher count, and its whole is limited, too.
        ("2499-killed-side-2", "his troops had lost 3 fighters",
         "those counted for side 2 (MUJAO, AQIM) are among those counted for MUJAO and if this figure, limited to the "
         "former army camp of the paratroopers of the Malian army, counts some of those in the other and if the other, "
         "limited to Abdoul Hakim's troops, counts all of those in this figure"),
        ("115-at-time", "On the 17th, the MUJAO forces receive reinforcements",
         "what is inferred about the other is right"),
        # Nothing in the two claims shows it.
        ("1417-outcome", "Result Indecisive", "a condition holds that the text leaves open"),
    ],
)  # fmt: skip
def test_a_conditional_contradiction_names_its_condition(name: str, other: str, conditions: str) -> None:
    [line] = [line for line in said(name, "against").splitlines() if line.startswith(f"“{other}”")]
    assert f" Conditional: both cannot be true if {conditions}; " in line


def test_a_strict_contradiction_has_no_condition() -> None:
    for explanation in everything().values():
        for conflict in explanation.conflicts:
            assert conflict.grade == "Conditional" or conflict.conditions == ()


def test_a_fight_of_three_sides_has_no_neither() -> None:
    two, three = (standpoint_sentence("ThirdParty", sides) for sides in (2, 3))
    assert (two, three) == ("Whoever says so is on neither side.", "Whoever says so is on none of the sides.")
    assert "Whoever says so is on neither side." in said("2143-killed-mnla", "tellers")
    more = Store()
    more.bulk_extend(own_build().quads())
    event = NamedNode(f"{BASE}event/{BATTLE}")
    more.add(Quad(NamedNode(f"{event.value}/side/3"), iri("ig:sideOf"), event))
    found = explain(more, "2143-killed-mnla").section("tellers")
    assert found is not None
    assert found.items[-1].text.endswith("Whoever says so is on none of the sides.")


def test_men_are_many_with_a_capital_too() -> None:
    group = f"{BASE}actor/men-close-to-the-icrc"
    changed = Store()
    for quad in own_build().quads():
        value = quad.object
        if isinstance(quad.subject, NamedNode) and quad.subject.value == group and isinstance(value, Literal):
            value = Literal(value.value[:1].upper() + value.value[1:], language=value.language)
        changed.add(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    found = explain(changed, "2832-killed-overall").section("tellers")
    assert found is not None
    assert "Men close to the ICRC were not the ICRC itself." in " ".join(item.text for item in found.items)


def test_a_contradiction_about_places_tells_what_lies_where() -> None:
    text = said("1934-distance", "against")
    assert "External: the conflict shows only with facts from outside the documents" in text
    assert "Ansongo" in text.partition("on the map. ")[2]
    shown = from_hand("1934-distance").section("against")
    assert shown is not None
    assert shown.items[0].text.endswith("Ménaka and Ansongo are 205 km apart, more than 80 km and 70 km together.")


def test_a_doubt_of_the_text_itself_speaks_against_a_figure_once() -> None:
    text = said("2946-killed-mnla", "against")
    assert text.count("These figures, however, seem to reflect MUJAO's estimates") == 1
    assert "Stated: the text itself says that the figure is in doubt" in text
    bare = Store()
    bare.bulk_extend(quad for quad in own_build().quads() if quad.graph_name != DERIVED)
    found = explain(bare, "2946-killed-mnla").section("against")
    assert found is not None
    assert [item.text.endswith("is said about it.") for item in found.items] == [True]


def test_agreements_sums_and_restatements_speak_for_it() -> None:
    text = said("2571-wounded-mujao", "for")
    assert "“6 seriously wounded” (Abdoul Hakim; body, characters 3202 to 3221) says the same, and nothing ties" in text
    assert "says the same, but the two are not independent" in said("3230-killed-mnla", "for")
    assert "It is the whole of “sixteen others injured”" in said("470-wounded-side-1", "for")
    assert "which make up this number." in said("470-wounded-side-1", "for")
    assert "Together with “17 for MUJAO, including Abu Dardar”" in said("2946-killed-mnla", "for")
    assert "The infobox restates it: “At least 117 killed overall” (the ICRC;" in said("2832-killed-overall", "for")
    assert "The text says it, too: “the fighting killed more than 117 people”" in said("701-killed-overall", "for")
    assert said("260-commander", "for") == "No other claim says the same."


def test_what_the_infobox_lost_is_told() -> None:
    text = said("701-killed-overall", "lost")
    for clause in ("binds the number in another way", "names another source", "up to which day the figure holds"):
        assert clause in text
    assert said("465-killed-side-1", "lost") == "No sentence of the text says what this cell says."
    assert said("2143-killed-mnla", "lost") == "No cell of the infobox restates this figure."
    assert said("215-belligerent", "lost") == ""


def test_it_says_what_comparisons_rest_on_and_what_rests_on_the_claim() -> None:
    text = said(HAKIM, "rests-on")
    assert "It is taken from the text that the MNLA fought on side 1 (MNLA) in the Battle" in text
    assert "It is taken from the text that Abdoul Hakim belonged to MUJAO: “Abdoul Hakim, a commander of MUJAO”" in text
    assert re.search(
        r"^[1-9][0-9]* findings about other claims rest on this one\.$", said("215-belligerent", "rests-on")
    )


def test_it_says_where_a_figure_stands_in_its_range() -> None:
    assert "it is the lowest figure, or one of the lowest." in said("465-killed-side-1", "standing")
    assert "it is the highest figure, or one of the highest." in said(HAKIM, "standing")
    assert "it is one of the figures whose words give no bounds." in said("2649-killed-unstated", "standing")


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


def test_text_is_wrapped_and_marks_the_words_without_codes() -> None:
    text = as_text(everything()[f"{BATTLE}/{HAKIM}"], width=60, terminal=False)
    assert max(map(len, text.splitlines())) <= 60
    assert not any(line != line.rstrip() for line in text.splitlines())
    assert "\x1b" not in text
    assert "*more than 100 dead for MNLA forces*" in " ".join(text.split())
    assert "What is claimed\nIt is claimed that" in text
    assert text.splitlines()[1] == f"claim {BATTLE}/{HAKIM}"


def test_on_a_terminal_headings_and_evidence_have_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    text = as_text(everything()[f"{BATTLE}/{HAKIM}"], width=300, terminal=True)
    assert re.search(r"\x1b\[[0-9;]+mmore than 100 dead for MNLA forces", text)
    assert "*more" not in text


def test_markdown_keeps_words_words() -> None:
    text = as_markdown(everything()[f"{AMBUSH}/1817-claimed-responsibility"])
    assert text.startswith("# JNIM claimed responsibility for the ambush, says JNIM\n")
    assert "\n## Who says so\n" in text
    assert "> <b>JNIM claimed responsibility for the attack</b> on November 25" in text
    for found in everything().values():
        shown = as_markdown(found)
        assert not re.search(r"[\[\]|`_*]", re.sub(r"<https://[^>]*>", "", shown))
        assert "\n\n\n" not in shown


def test_json_has_every_field_and_its_numbers_are_numbers() -> None:
    data = json.loads(as_json(everything()[f"{BATTLE}/{HAKIM}"]))
    assert data["claim"] == f"{BASE}claim/{BATTLE}/{HAKIM}"
    assert data["content"]["number"] == {
        "words": "more than 100", "comparator": "MoreThan", "minimum": 101, "maximum": None, "counts": "Person",
        "unit": None, "severity": None,
    }  # fmt: skip
    assert [hop["teller"]["name"] for hop in data["chains"][0]] == ["the article", "residents of Gao", "Abdoul Hakim"]
    assert data["standpoint"] == "Enemy"
    assert [section["key"] for section in data["sections"]][:2] == ["claimed", "tellers"]


@given(words=st.text(min_size=1, max_size=40))
@example(words="\x1b[31m<script>[[link]]|`\u202e")
def test_no_words_of_a_document_steer_the_output(words: str) -> None:
    found = Store()
    claim = NamedNode(f"{BASE}claim/e/1")
    subject = NamedNode(f"{BASE}event/e")
    document = NamedNode(f"{BASE}document/e")
    span, quote, place = (NamedNode(f"{BASE}span/e/0-1{end}") for end in ("", "/quote", "/position"))
    for node, predicate, value in (
        (claim, "rdf:type", iri("ig:Claim")),
        (claim, "rdfs:label", Literal(words, language="en")),
        (claim, "rdf:subject", subject),
        (claim, "rdf:predicate", iri("ig:holdsRole")),
        (claim, "rdf:object", Literal(words)),
        (claim, "ig:document", document),
        (claim, "ig:evidence", span),
        (claim, "ig:exact", Literal(words)),
        (subject, "rdfs:label", Literal(words, language="en")),
        (span, "oa:hasSelector", quote),
        (span, "oa:hasSelector", place),
        (quote, "oa:exact", Literal(words)),
        (place, "oa:start", Literal(0)),
        (place, "oa:end", Literal(len(words))),
    ):
        found.add(Quad(node, iri(predicate), value))
    explained = explain(found, claim.value)
    for text in (as_text(explained, width=80, terminal=False), as_markdown(explained), as_json(explained)):
        assert all(c.isprintable() or c == "\n" or unicodedata.category(c) == "Zs" for c in text)
    assert "<script" not in as_markdown(explained)
    assert "[[" not in as_markdown(explained)


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


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def _run(cache_folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "indelgraph", "explain", *arguments, "--cache", str(cache_folder)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, env={**os.environ, **environment}, check=False
    )


def test_the_command_writes_text_markdown_and_json(cache_folder: Path) -> None:
    done = _run(cache_folder, HAKIM, COLUMNS="72")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == as_text(everything()[f"{BATTLE}/{HAKIM}"], width=72, terminal=False)
    assert _run(cache_folder, HAKIM, "--format", "md").stdout == as_markdown(everything()[f"{BATTLE}/{HAKIM}"])
    assert json.loads(_run(cache_folder, HAKIM, "--format", "json").stdout)["id"] == f"{BATTLE}/{HAKIM}"


def test_the_command_says_what_is_wrong_in_a_line(cache_folder: Path) -> None:
    done = _run(cache_folder, "3230-kiled")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("unknown claim '3230-kiled'; near it: ")
    assert done.stderr.count("\n") == 1
    done = _run(cache_folder)
    assert done.returncode == 2
    assert "Missing argument 'CLAIM'" in done.stderr


@pytest.mark.parametrize(("environment", "coded"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_styles_unless_it_wants_none(
    cache_folder: Path, environment: dict[str, str], *, coded: bool
) -> None:
    main, child = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    command = [sys.executable, "-m", "indelgraph", "explain", HAKIM, "--quiet", "--cache", str(cache_folder)]
    with subprocess.Popen(
        command, stdout=child, stderr=subprocess.PIPE, env={**kept, "TERM": "xterm-256color", **environment}
    ) as process:
        os.close(child)
        shown = b""
        while chunk := _read(main):
            shown += chunk
        assert process.wait(timeout=120) == 0
    os.close(main)
    assert (b"\x1b[" in shown) is coded
    assert b"Who says so" in shown


def _read(terminal: int) -> bytes:
    """What comes next; nothing where the other side has closed, which Linux tells by an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
