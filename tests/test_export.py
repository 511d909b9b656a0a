"""Every export parses elsewhere to what it came from."""

from __future__ import annotations

import json
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyld import jsonld
from pyoxigraph import Quad, RdfFormat, Triple, parse

import indelgraph
from built import own_build
from indelgraph.convert import from_rdflib
from indelgraph.encode.registry import REGISTRY
from indelgraph.export import FORMATS, export, sort_quads, turtle
from indelgraph.jsonld_context import context

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCUMENT = "battle-of-in-delimane-2012"
_RDFLIB = {
    "turtle": "turtle",
    "jsonld": "json-ld",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "rdfxml": "xml",
}


@cache
def _quads() -> tuple[Quad, ...]:
    """Two graphs of ours: a document, and the registry."""
    build = own_build()
    return sort_quads(chain(build.graphs[build.document_graphs[DOCUMENT]], build.graphs[REGISTRY]))


@cache
def _exported(name: str) -> bytes:
    return export(_quads(), FORMATS[name])


def _terms(name: str, quads: Iterable[Quad]) -> set[tuple[str, ...]]:
    """The quads, or the triples of a format that has no graphs, as text."""
    if FORMATS[name].quads:
        return {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in quads}
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_oxigraph_reads_back_what_we_wrote(name: str) -> None:
    assert len({quad.graph_name for quad in _quads()}) == 2
    assert _terms(name, parse(_exported(name), format=FORMATS[name].rdf)) == _terms(name, _quads())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_oxigraph_reads_back_the_whole_dataset(name: str) -> None:
    data = own_build().export(name)
    assert _terms(name, parse(data, format=FORMATS[name].rdf)) == _terms(name, own_build().quads())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_rdflib_reads_back_what_we_wrote(name: str) -> None:
    target: rdflib.Graph = rdflib.Dataset() if FORMATS[name].quads else rdflib.Graph()
    target.parse(data=own_build().export(name), format=_RDFLIB[name])
    assert _terms(name, from_rdflib(target)) == _terms(name, own_build().quads())


def test_prefixes_are_bound_where_the_format_has_them() -> None:
    for name in ("turtle", "trig"):
        head = _exported(name)[:4000].decode()
        assert "@prefix ig: <https://w3id.org/indelgraph/ontology#> ." in head
        assert "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ." in head
    assert b'xmlns:ig="https://w3id.org/indelgraph/ontology#"' in _exported("rdfxml")[:4000]


def test_json_ld_is_compacted_with_the_published_context() -> None:
    data = json.loads(_exported("jsonld"))
    assert data["@context"] == context()["@context"]
    nodes = [node for graph in data["@graph"] for node in graph.get("@graph", [])]
    claim = next(n for n in nodes if n["@id"].endswith("/3230-killed-mnla") and n.get("@type") == "Claim")
    assert claim["exact"] == "more than 100 dead for MNLA forces"
    assert claim["minimum"] == 101
    assert claim["comparator"] == "MoreThan"
    again = jsonld.compact(jsonld.expand(data), context())
    assert {g["@id"] for g in again["@graph"]} == {g["@id"] for g in data["@graph"]}


def test_json_ld_never_asks_the_network_for_its_context() -> None:
    assert b'"@context": "http' not in _exported("jsonld")
    assert b'"@import"' not in _exported("jsonld")


def test_turtle_of_a_graph_has_just_the_prefixes_that_occur() -> None:
    node = rdflib.URIRef("https://w3id.org/indelgraph/actor/mnla")
    quads = [q for q in own_build().quads() if str(q.subject) == f"<{node}>" and "registry" in str(q.graph_name)]
    text = turtle(quads).decode()
    declared = {line.split()[1] for line in text.splitlines() if line.startswith("@prefix")}
    assert declared == {"actor:", "ig:", "rdf:", "rdfs:", "skos:"}
    back = {(t.subject, t.predicate, t.object) for t in parse(text.encode(), format=RdfFormat.TURTLE)}
    assert back == {(q.subject, q.predicate, q.object) for q in quads}
    assert all(isinstance(Triple(*t), Triple) for t in back)


def test_the_dataset_for_rdflib_answers_over_the_union_of_its_graphs() -> None:
    dataset = own_build().to_rdflib()
    assert len(dataset) == len(own_build().quads())
    [row] = dataset.query(
        "ASK { ?event <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q15231507> ."
        " ?claim <https://w3id.org/indelgraph/ontology#event> ?event }"
    )
    assert row is True


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="yaml"):
        own_build().export("yaml")
    assert sorted(indelgraph.FORMATS) == sorted(_RDFLIB)
