"""The judge's graph answers every pattern as rdflib's own does."""

from __future__ import annotations

import itertools
import logging
from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF, XSD

import graphs
from indelgraph.convert import from_rdflib, to_rdflib_graph
from indelgraph.validation.indexed import IndexedGraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib.term import Node

A, B, C = (ox.NamedNode(f"http://example.org/{name}") for name in "abc")
SUBJECTS = st.sampled_from([A, B, ox.BlankNode("x"), ox.BlankNode("y")])
PREDICATES = st.sampled_from([A, B, C])
INTEGER = ox.NamedNode(str(XSD.integer))
OBJECTS = st.sampled_from(
    [
        A,
        ox.BlankNode("x"),
        ox.Literal("1"),
        ox.Literal("1", language="en"),
        ox.Literal("1", datatype=INTEGER),
        ox.Literal("01", datatype=INTEGER),
    ]
)
QUADS = st.lists(st.builds(ox.Quad, SUBJECTS, PREDICATES, OBJECTS, st.sampled_from([A, B, ox.DefaultGraph()])))


@settings(max_examples=50, deadline=None)
@given(QUADS)
def test_every_pattern_has_the_same_answer(quads: Sequence[ox.Quad]) -> None:
    mine, theirs = IndexedGraph(quads), to_rdflib_graph(quads)
    assert len(mine) == len(theirs)
    terms: list[Node | None] = [None, rdflib.URIRef("urn:nowhere"), *{term for triple in theirs for term in triple}]
    for pattern in itertools.product(terms, terms, terms):
        assert Counter(mine.triples(pattern)) == Counter(theirs.triples(pattern)), pattern
        assert (pattern in mine) == (pattern in theirs)


def test_the_readers_that_rest_on_patterns_work() -> None:
    mine, theirs = IndexedGraph(tuple(from_rdflib(graphs.smallest()))), graphs.smallest()
    assert set(mine) == set(theirs)
    for predicate in set(theirs.predicates()):
        assert set(mine.subject_objects(predicate)) == set(theirs.subject_objects(predicate))
    path = RDF.type | rdflib.RDFS.label
    assert set(mine.subject_objects(path)) == set(theirs.subject_objects(path))


def test_a_term_stays_as_it_is_written() -> None:
    quads = [ox.Quad(A, B, ox.Literal(text, datatype=INTEGER)) for text in ("1", "01", "+1", "one")]
    assert set(from_rdflib(IndexedGraph(quads))) == set(quads)


def test_a_literal_that_is_not_well_formed_is_no_news_here(caplog: pytest.LogCaptureFixture) -> None:
    IndexedGraph([ox.Quad(A, B, ox.Literal("2012-13-40", datatype=ox.NamedNode(str(XSD.date))))])
    assert caplog.records == []
    assert logging.getLogger("rdflib.term").filters == []


def test_what_rdflib_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="triple terms"):
        IndexedGraph([ox.Quad(A, B, ox.Triple(A, B, C))])


def test_it_can_be_added_to_and_nothing_is_taken_out() -> None:
    graph = IndexedGraph([])
    triple = (rdflib.URIRef("urn:s"), rdflib.URIRef("urn:p"), rdflib.Literal("o"))
    assert graph.add(triple).add(triple) is graph
    assert (list(graph), len(graph)) == ([triple], 1)
    assert list(graph.subjects(triple[1], triple[2])) == [triple[0]]
    with pytest.raises(TypeError, match="nothing can be taken out"):
        graph.remove(triple)
