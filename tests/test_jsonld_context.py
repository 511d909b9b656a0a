"""The JSON-LD context: generated, whole, and no triple is lost through it."""

from __future__ import annotations

import json

from pyld import jsonld
from pyoxigraph import RdfFormat, parse, serialize

from indelgraph import jsonld_context
from indelgraph.namespaces import ONTOLOGY, PREFIXES, iri
from indelgraph.ontology import load
from ontology_read import TYPE, example, local
from turtle_form import ONTOLOGY_FILE

SMALL = f"""
<http://e.org/c> <{TYPE}> <{ONTOLOGY}Claim> <http://e.org/g> .
<http://e.org/c> <{PREFIXES["rdf"]}predicate> <{ONTOLOGY}killed> <http://e.org/g> .
<http://e.org/c> <{PREFIXES["rdf"]}object> <http://e.org/q> <http://e.org/g> .
<http://e.org/c> <{PREFIXES["rdfs"]}label> "killed: more than 100"@en <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}comparator> <{ONTOLOGY}MoreThan> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}event> <http://e.org/e> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}minimum> "101"^^<{PREFIXES["xsd"]}integer> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}maximum> "120.5"^^<{PREFIXES["xsd"]}decimal> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}partial> "true"^^<{PREFIXES["xsd"]}boolean> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}asOf> "2012-11-17"^^<{PREFIXES["xsd"]}date> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}saidOn> "2012"^^<{PREFIXES["xsd"]}gYear> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}limitedTo> <http://e.org/place> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}exact> "more \\"than\\"\u00a0100" <http://e.org/g> .
"""


def compacted(nquads: str) -> dict[str, object]:
    options = {"format": "application/n-quads", "useNativeTypes": True}
    document: dict[str, object] = jsonld.compact(jsonld.from_rdf(nquads, options), jsonld_context.context())
    return document


def lines(nquads: str) -> set[str]:
    return set(map(str, parse(nquads.encode(), format=RdfFormat.N_QUADS)))


def round_trip(nquads: str) -> set[str]:
    """Through JSON text with our context, expanded, and back to quads."""
    document = json.loads(json.dumps(compacted(nquads)))
    return lines(jsonld.to_rdf(jsonld.expand(document), {"format": "application/n-quads"}))


def test_the_committed_context_is_the_generated_one() -> None:
    text = (ONTOLOGY_FILE.parent / "context.jsonld").read_text("utf-8")
    assert text == jsonld_context.dumps(), "run: python -m indelgraph.jsonld_context > ontology/context.jsonld"


def test_the_context_names_every_prefix_and_every_term_without_a_clash() -> None:
    entries = jsonld_context.context()["@context"]
    names = local(load().terms())
    assert names.isdisjoint(PREFIXES)
    assert {"@version", *PREFIXES, *names} <= set(entries)
    foreign = set(entries) - {"@version", *PREFIXES, *names}
    assert all(iri(name).value for name in foreign)


def test_a_claim_compacts_to_plain_json() -> None:
    document = compacted(SMALL)
    (node,) = (n for n in [document, *_nodes(document)] if n.get("@id") == "http://e.org/c")
    assert node == {
        "@id": "http://e.org/c",
        "@type": "Claim",
        "rdf:predicate": "killed",
        "rdf:object": {"@id": "http://e.org/q"},
        "rdfs:label": {"@language": "en", "@value": "killed: more than 100"},
        "comparator": "MoreThan",
        "event": "http://e.org/e",
        "minimum": 101,
        "maximum": {"@type": "xsd:decimal", "@value": "120.5"},
        "partial": True,
        "asOf": "2012-11-17",
        "saidOn": {"@type": "xsd:gYear", "@value": "2012"},
        "limitedTo": {"@id": "http://e.org/place"},
        "exact": 'more "than"\u00a0100',
    }


def _nodes(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value, *(n for v in value.values() for n in _nodes(v))]
    return [n for v in value for n in _nodes(v)] if isinstance(value, list) else []


def test_a_small_graph_survives_json_ld() -> None:
    assert round_trip(SMALL) == lines(SMALL)


def test_the_example_survives_json_ld_and_no_key_is_a_full_iri() -> None:
    data = serialize(example(), format=RdfFormat.N_QUADS)
    assert data is not None
    nquads = data.decode()
    assert round_trip(nquads) == lines(nquads)
    keys = {key for node in _nodes(compacted(nquads)) for key in node}
    assert not [key for key in keys if "://" in key or key.startswith("ig:")]
