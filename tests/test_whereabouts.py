"""Whereabouts: every node of the graph leads back to the place that a person edits, and to its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from built import collection, own_build
from collections_made import CLAIMS, REGISTRY, SLUG, Made, make
from indelgraph.claims import ClaimFile
from indelgraph.encode.document import encode_document
from indelgraph.encode.identification import encode_identifications
from indelgraph.encode.registry import encode_links, encode_registry
from indelgraph.namespaces import BASE, iri
from indelgraph.whereabouts import identification_whereabouts, registry_whereabouts, whereabouts, words_of

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from indelgraph.convert import Term
    from indelgraph.errors import Place


def _node(path: str) -> NamedNode:
    return NamedNode(BASE + path)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path)


def _of(made: Made) -> dict[str, str]:
    """The whereabouts of the one document: node and place, both without what they have in common."""
    found = made.load()
    places = whereabouts(found.documents[0], found.files[SLUG], found.registry)
    return {node.value.removeprefix(BASE): str(place).removeprefix(f"{made.folder}/") for node, place in places.items()}


def _place(words: str, part: str, text: str = CLAIMS) -> str:
    """``claims/….yaml:line:column`` of a part of the one line that has the words."""
    [(number, line)] = [(n, x) for n, x in enumerate(text.split("\n"), start=1) if words in x]
    return f"claims/{SLUG}.yaml:{number}:{line.index(part) + 1}"


def test_every_node_of_a_document_has_a_place_and_nothing_else_has() -> None:
    for document in collection().documents:
        file = collection().files[document.slug]
        quads = encode_document(document, file, collection().registry)
        places = whereabouts(document, file, collection().registry)
        assert set(places) == {quad.subject for quad in quads}
        assert {str(place.path).rpartition("/")[2] for place in places.values()} == {
            f"{document.slug}.yaml",
            "document.yaml",
        }


def test_every_node_of_a_made_document_has_a_place(made: Made) -> None:
    found = made.load()
    document, file = found.documents[0], found.files[SLUG]
    quads = encode_document(document, file, found.registry)
    assert set(whereabouts(document, file, found.registry)) == {quad.subject for quad in quads}


def test_every_node_of_the_registry_has_a_place() -> None:
    registry = collection().registry
    quads = encode_registry(registry) | encode_links(registry)
    places = registry_whereabouts(registry)
    assert set(places) == {quad.subject for quad in quads}
    gao = registry.entries["place/gao"]
    [link] = [link for link in registry.links if link.entry == "place/gao"]
    assert places[gao.node] == gao.place
    assert places[_node("link/place/gao/Q188904")] == places[_node("link/place/gao/2457163")] == link.place
    battle = registry.entries["event/battle-of-in-delimane-2012"]
    assert places[_node("event/battle-of-in-delimane-2012/side/2")] == battle.place


def test_every_node_of_an_identification_has_a_place() -> None:
    ours = collection().identifications
    places = identification_whereabouts(ours)
    graphs = encode_identifications(ours)
    assert set(places) == {quad.subject for quads in graphs.values() for quad in quads}
    path = collection().folder / "registry" / "identifications.yaml"
    line = path.read_text("utf-8").split("\n").index("menaka-spellings:") + 1
    assert str(places[_node("identification/menaka-spellings")]) == f"{path}:{line}:1"


def test_claims_and_quantities(made: Made) -> None:
    places = _of(made)
    line = "quote: 17 killed, killed"
    id_ = f"{_start(made, '17 killed')}-killed-side-1"
    assert places[f"claim/{SLUG}/{id_}"] == _place(line, "{quote")
    assert places[f"quantity/{SLUG}/{id_}"] == _place(line, '"17"')


def test_reports_by_hop(made: Made) -> None:
    places = _of(made)
    report = f"report/{SLUG}/captain-on-radio-"
    assert places[f"{report}0"] == _place("  captain-on-radio:", "captain")
    assert places[f"{report}1"] == _place("teller: villagers", "{")
    assert places[f"{report}2"] == _place("teller: captain", "{")
    # One written out in a claim, and the document's own, which its first claim shows.
    assert places[f"report/{SLUG}/aid-worker-{_start(made, 'an aid worker')}-1"] == _place("teller: aid-worker", "{")
    assert places[f"report/{SLUG}/narration-0"] == _place("the Sahel War", "{quote")


def test_a_stretch_has_the_place_of_who_quotes_it_first(made: Made) -> None:
    places = _of(made)
    claim = _place("quote: Red Band", "{quote")
    assert places[_span(made, "Red Band")] == claim  # and not that of the name, nor where it is context
    assert places[_span(made, "Red Band") + "/quote"] == places[_span(made, "Red Band") + "/position"] == claim
    assert places[_span(made, "told Radio Sahel")] == _place("teller: captain", "{")
    assert places[_span(made, "8 August", after="villagers")] == _place("teller: captain", "{")
    assert places[_span(made, "The band")] == _place("form: The band", "{form")
    assert places[_span(made, "Combatant2")] == claim  # words that only explain it


def test_names_and_metadata(made: Made) -> None:
    places = _of(made)
    assert places[f"name-use/{SLUG}/tessit-of-2022"] == _place("tessit-of-2022", "{form")
    metadata = f"documents/{SLUG}/document.yaml"
    assert places[f"document/{SLUG}"] == places[f"encoding/{SLUG}"] == metadata


def test_references_are_edited_where_the_file_lists_them() -> None:
    document = collection().documents[1]
    file, registry = collection().files[document.slug], collection().registry
    third = document.mint("reference", "3")
    title = document.outline.references[2].title
    assert title is not None
    places = whereabouts(document, file, registry)
    assert places[third] == file.references[2].place
    unlisted = whereabouts(document, ClaimFile(), registry)
    assert unlisted[third] == unlisted[document.span_node(title)] == document.place


def _start(made: Made, words: str, after: str = "") -> int:
    text = made.load().documents[0].text
    return text.index(words, text.index(after))


def _span(made: Made, words: str, after: str = "") -> str:
    start = _start(made, words, after)
    return f"span/{SLUG}/{start}-{start + len(words)}"


def test_the_words_of_our_own_nodes() -> None:
    words = words_of(own_build().quads())
    document = "battle-of-in-delimane-2012"
    assert words(_node(f"claim/{document}/3230-killed-mnla")) == "more than 100 dead for MNLA forces"
    assert words(_node(f"quantity/{document}/3230-killed-mnla")) == "more than 100"
    assert words(_node(f"span/{document}/3230-3264")) == "more than 100 dead for MNLA forces"
    for selector in ("quote", "position"):
        assert words(_node(f"span/{document}/3230-3264/{selector}")) == "more than 100 dead for MNLA forces"
    # The cue, not the day of the telling; two cues in the order of the text; none: the label.
    assert words(_node(f"report/{document}/hakim-on-nata-2")) == "told Nata radio"
    cues = words(_node(f"report/{document}/sources-to-xinhua-1")) or ""
    assert cues.startswith("A report is provided")
    assert cues.endswith("of the Red Cross … According to these sources")
    assert words(_node(f"report/{document}/narration-0")) == "the article itself says"
    assert words(_node(f"name-use/{document}/abu-dardarkia")) == "Abu DardarKIA"
    assert words(_node("reference/indelimane-ambush-2017/1")) == (
        "Mali: Enabling Dialogue with the Jihadist Coalition JNIM"
    )
    assert words(_node("actor/mnla")) == "National Movement for the Liberation of Azawad (MNLA)"
    assert words(_node("identification/menaka-spellings")) == "Menaka Cercle and Ménaka Cercle are taken for one cercle"


def test_every_node_of_our_own_has_words() -> None:
    words = words_of(own_build().quads())
    subjects = {quad.subject for quad in own_build().quads()}
    assert [node for node in subjects if isinstance(node, Triple) or words(node) is None] == []


A, B, C, D, E = (BlankNode(name) for name in "abcde")


def _quads(*triples: tuple[BlankNode, str, BlankNode | Literal | NamedNode]) -> list[Quad]:
    return [Quad(s, iri(p), o, DefaultGraph()) for s, p, o in triples]


def test_the_words_of_a_foreign_claim_are_those_of_its_evidence_in_the_order_of_the_text() -> None:
    words = words_of(
        _quads(
            (A, "ig:evidence", B),
            (A, "ig:evidence", C),
            (A, "ig:asStated", Literal("the 9th")),
            (B, "oa:hasSelector", D),
            (D, "oa:exact", Literal("after")),
            (D, "oa:start", Literal("10", datatype=iri("xsd:integer"))),
            (C, "oa:hasSelector", E),
            (E, "oa:exact", Literal("before")),
            (E, "oa:start", Literal("9", datatype=iri("xsd:integer"))),
        )
    )
    assert words(A) == "before … after"


def test_labels_are_read_in_english_first() -> None:
    labels = [Literal("Zzz", language="fr"), Literal("Mmm"), Literal("Nnn", language="en-GB")]
    for count, right in ((1, "Zzz"), (2, "Mmm"), (3, "Nnn")):
        assert words_of(_quads(*((A, "rdfs:label", label) for label in labels[:count])))(A) == right


def test_what_has_no_words_has_none() -> None:
    words = words_of(
        _quads((A, "ig:exact", B), (A, "ig:cue", A), (A, "oa:hasSelector", A), (C, "oa:start", Literal("x")))
    )
    for node in (A, B, C, Literal("x"), iri("ig:exact")):
        assert words(node) is None
    report = words_of(_quads((A, "ig:asStated", Literal("17 November")), (A, "ig:teller", B)))
    assert report(A) is None


_TERMS = st.sampled_from([A, B, C, Literal("x"), Literal("7"), Literal("é", language="fr"), Literal("٣")])
_PREDICATES = st.sampled_from(
    [
        "ig:exact",
        "ig:form",
        "rdfs:label",
        "oa:exact",
        "oa:hasSelector",
        "oa:start",
        "ig:cue",
        "ig:evidence",
        "ig:teller",
    ]
)
_GRAPHS = st.lists(st.tuples(st.sampled_from([A, B, C]), _PREDICATES, _TERMS), max_size=12)


@given(_GRAPHS, st.randoms(use_true_random=False))
def test_any_graph_has_the_same_words_in_any_order(
    triples: list[tuple[BlankNode, str, BlankNode | Literal]], random: Random
) -> None:
    quads = _quads(*triples)
    shuffled = list(quads)
    random.shuffle(shuffled)
    nodes: list[Term] = [A, B, C]
    one, other = words_of(quads), words_of(shuffled)
    assert [one(node) for node in nodes] == [other(node) for node in nodes]
    literals = {term.value for _, _, term in triples if isinstance(term, Literal)}
    for node in nodes:
        assert set((one(node) or "").split(" … ")) <= literals | {""}


def test_equal_things_in_two_places_are_equal(tmp_path: Path) -> None:
    """A telling may be written out in two claims; its places do not make it two."""
    told = "told: {teller: army, cue: The army claims}"
    claims = f"""document: {SLUG}
event: {SLUG}
claims:
  - {{quote: 42 soldiers had died, in: The army claims that 42 soldiers had died, killed: "42", group: army, {told}}}
  - {{quote: 12 kilometers from Labbezanga, distance: 12 kilometers, relative-to: labbezanga, {told}}}
"""
    first, second = make(tmp_path, claims, files={"registry/actors.yaml": REGISTRY["actors.yaml"]}).file().claims
    assert first.tellings == second.tellings
    places: list[Place | None] = [claim.tellings[0].place for claim in (first, second)]
    assert [place.line for place in places if place] == [4, 5]
