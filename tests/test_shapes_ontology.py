"""The ontology keeps the house rules, each kind of damage to it is seen, and documents are held to its terms."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF

import graphs
from indelgraph.convert import from_rdflib, to_rdflib_graph
from indelgraph.namespaces import BASE, GRAPH, ONTOLOGY, iri
from indelgraph.ontology import load
from indelgraph.resources import root
from indelgraph.validation import validate, validate_quads
from shape_cases import EXAMPLE, SHAPES, reported

VS = "PREFIX vs: <http://www.w3.org/2003/06/sw-vocab-status/ns#>\n"


@cache
def ontology() -> frozenset[ox.Quad]:
    """The triples of the ontology."""
    return frozenset(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in load().quads())


@cache
def thin_slice() -> tuple[ox.Quad, ...]:
    """Which terms there are and what classes lie above them: what a document is validated with."""
    kept = (iri("rdfs:isDefinedBy"), iri("rdfs:subClassOf"))
    return tuple(quad for quad in load().quads() if quad.predicate in kept)


def damaged(*updates: str) -> frozenset[ox.Quad]:
    """The ontology after SPARQL updates."""
    store = ox.Store()
    store.bulk_extend(ontology())
    for update in updates:
        store.update(graphs.HEADER + VS + update)
    return frozenset(store)


def with_slice(update: str = "INSERT DATA {}") -> frozenset[ox.Quad]:
    return graphs.broken_quads(update).union(thin_slice())


def test_the_ontology_conforms_alone() -> None:
    assert list(validate_quads(ontology()).lines()) == []


DAMAGES = [
    ("node-label", "DELETE WHERE { ig:killed rdfs:label ?x }"),
    ("node-label", "INSERT DATA { ig:killed rdfs:label 'slain'@en }"),
    ("node-label", "INSERT DATA { ig:killed rdfs:label 'tués'@fr }"),
    ("term-is-defined", "DELETE WHERE { ig:killed skos:definition ?x }"),
    ("term-has-example", "DELETE WHERE { ig:Comparator skos:example ?x }"),
    ("term-has-example", "INSERT DATA { ig:ComparatorScheme skos:example 'another'@en }"),
    ("term-home", "DELETE WHERE { ig:killed rdfs:isDefinedBy ?x }"),
    ("term-home", "INSERT DATA { ig:killed rdfs:isDefinedBy <https://example.org/> }"),
    ("term-status", "DELETE WHERE { ig:Exactly vs:term_status ?x }"),
    ("term-status", "INSERT DATA { ig:Exactly vs:term_status 'final' }"),
    ("term-kind", "DELETE DATA { ig:Wounds a owl:Class } ; INSERT DATA { ig:Wounds a owl:Thing }"),
    ("concept-in-one-scheme", "DELETE WHERE { ig:Exactly skos:inScheme ?x }"),
    ("concept-in-one-scheme", "INSERT DATA { ig:Exactly skos:inScheme ig:ModeScheme }"),
    (
        "concept-of-its-list",
        "DELETE DATA { ig:Exactly skos:inScheme ig:ComparatorScheme } ;"
        "INSERT DATA { ig:Exactly skos:inScheme ig:ModeScheme }",
    ),
    ("concept-label", "DELETE WHERE { ig:Exactly skos:prefLabel ?x }"),
    ("property-domain", "DELETE WHERE { ig:teller rdfs:domain ?x }"),
    ("property-domain", "INSERT DATA { ig:teller rdfs:domain ig:Claim }"),
    ("property-range", "DELETE WHERE { ig:hop rdfs:range ?x }"),
    ("property-kind-fits-range", "DELETE WHERE { ig:hop rdfs:range ?x } ; INSERT DATA { ig:hop rdfs:range ig:Claim }"),
    ("term-fits-its-place", "INSERT DATA { ig:hop rdfs:subPropertyOf ig:Claim }"),
    ("term-fits-its-place", "INSERT DATA { ig:Ambush rdfs:subClassOf ig:hop }"),
    ("term-fits-its-place", "INSERT DATA { ig:Exactly rdfs:subClassOf ig:Event }"),
    ("term-is-declared", "INSERT DATA { ig:Ambush rdfs:subClassOf ig:Assault }"),
    ("term-is-declared", "INSERT DATA { ig:Ambush ig:madeUp 'x' }"),
    ("hierarchy-has-no-circle", "INSERT DATA { ig:Event rdfs:subClassOf ig:Ambush }"),
    ("ontology-stays-plain", "INSERT DATA { ig:Claim rdfs:subClassOf [ owl:onProperty ig:report ] }"),
    ("ontology-stays-plain", "INSERT DATA { ig:Claim owl:equivalentClass rdf:Statement }"),
    ("no-same-as", "INSERT DATA { ig:Battle owl:sameAs wd:Q178561 }"),
    ("match-names-an-entity", "INSERT DATA { ig:Battle skos:closeMatch <https://www.wikidata.org/wiki/Q178561> }"),
    ("ontology-says-what-it-is", "DELETE WHERE { <https://w3id.org/indelgraph/ontology> dcterms:license ?x }"),
    ("ontology-says-what-it-is", "DELETE WHERE { <https://w3id.org/indelgraph/ontology> owl:versionIRI ?x }"),
]

EXTRA = {
    "term-kind": "ig:Wounds a owl:Class ; rdfs:label 'wounds'@en ; vs:term_status 'testing' ;"
    "rdfs:isDefinedBy <https://w3id.org/indelgraph/ontology> ; skos:definition 'd'@en ; skos:example 'e'@en"
}
"""Terms that a damage needs beside those of the ontology: no other lacks users that would speak, too."""


@pytest.mark.parametrize(("shape", "update"), DAMAGES, ids=lambda value: value if "-" in value else "")
def test_damage_to_the_ontology_is_reported_by_its_shape_alone(shape: str, update: str) -> None:
    extra = [f"INSERT DATA {{ {EXTRA[shape]} }}"] if shape in EXTRA else []
    if extra:
        assert reported(damaged(*extra)) == set()
    after = damaged(*extra, update)
    assert after != damaged(*extra)
    assert reported(after) == {shape}


def test_every_rule_for_the_ontology_meets_a_damage() -> None:
    shapes = rdflib.Graph().parse(root() / "shapes" / "ontology.ttl")
    message = rdflib.URIRef("http://www.w3.org/ns/shacl#message")
    assert {str(node).removeprefix(SHAPES) for node in shapes.subjects(message)} <= {shape for shape, _ in DAMAGES}


def test_the_slice_lets_a_valid_document_pass() -> None:
    assert reported(with_slice()) == set()


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { c:party ig:remark 'well' }",
        "INSERT DATA { <https://example.org/x> a ig:Brawl ; rdfs:label 'a brawl'@en }",
        "INSERT DATA { c:party dcterms:subject ig:Brawl }",
    ],
)
def test_a_term_that_is_not_declared_is_reported_where_it_is_used(update: str) -> None:
    assert reported(with_slice(update)) == {"term-is-declared"}
    assert "term-is-declared" not in reported(graphs.broken_quads(update)), "without the slice nobody knows"


def test_a_term_taken_out_of_the_slice_is_missed() -> None:
    strict, home = ox.NamedNode(ONTOLOGY + "Strict"), iri("rdfs:isDefinedBy")
    left = {quad for quad in with_slice() if (quad.subject, quad.predicate) != (strict, home)}
    (result,) = validate_quads(left).results
    assert (result.path, result.focus) == (iri("ig:grade"), ox.NamedNode(f"{BASE}contradiction/d/x"))


def test_the_slice_holds_no_types() -> None:
    assert not {quad for quad in thin_slice() if quad.predicate.value == str(RDF.type)}


def test_a_graph_without_derived_nodes_conforms() -> None:
    """Findings, runs and rules are never needed: a document and the registry stand alone."""
    derived = tuple(f"{BASE}{word}/" for word in ("contradiction", "agreement", "restatement", "aggregation"))
    derived += tuple(f"{BASE}{word}/" for word in ("loss-range", "interpretation", "rule", "run"))
    standpoint = rdflib.URIRef(ONTOLOGY + "standpoint")
    graph = graphs.smallest()
    kept = rdflib.Graph()
    for s, p, o in graph:
        if not str(s).startswith(derived) and p != standpoint:
            kept.add((s, p, o))
    assert len(graph) - len(kept) > 50
    assert list(validate(kept).lines()) == []


@pytest.mark.parametrize("beside", [(), thin_slice()], ids=["alone", "with the slice"])
@pytest.mark.skipif(not EXAMPLE.is_file(), reason="the contract, example.trig, is not beside this checkout")
def test_the_contracts_findings_conform(beside: tuple[ox.Quad, ...]) -> None:
    """All of the example but its superproperties: documents, registry, links and what rules made of the claims."""
    quads = [
        quad
        for quad in ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG)
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value != f"{GRAPH}entailed"
    ]
    assert {quad.graph_name.value for quad in quads} >= {f"{GRAPH}derived", f"{GRAPH}links"}
    graph = to_rdflib_graph([*quads, *beside])
    assert list(validate(graph).lines()) == []
    assert set(from_rdflib(graph))
