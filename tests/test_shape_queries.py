"""Oxigraph and rdflib answer the queries of the shapes alike, on the smallest graph and on every broken one."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store
from rdflib.namespace import SH

import graphs
from indelgraph.convert import from_rdflib_term, to_rdflib_graph
from indelgraph.namespaces import BASE
from indelgraph.validation import shapes, validate
from shape_cases import CASES, Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib
    from pyoxigraph import Quad
    from rdflib.plugins.sparql.sparql import Query

HEADER = "".join(
    f"PREFIX {shapes().value(node, SH.prefix)}: <{shapes().value(node, SH.namespace)}>\n"
    for node in shapes().objects(None, SH.declare)
)
OF_QUERIES = {
    str(shape).removeprefix(f"{BASE}shapes#"): str(text)
    for shape, constraint in shapes().subject_objects(SH.sparql)
    for text in shapes().objects(constraint, SH.select)
}


@cache
def prepared(query: str) -> Query:
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(HEADER + query)


def offenders(query: str, graph: rdflib.Graph, store: Store) -> tuple[set[str], set[str]]:
    """What the query finds by rdflib and by Oxigraph: nodes and, where it says, their paths."""
    names = ("value", "path")
    rows = ({str(variable): term for variable, term in row.items()} for row in graph.query(prepared(query)).bindings)
    ours = {" ".join(str(from_rdflib_term(row[name])) for name in names if name in row) for row in rows}
    found = store.query(HEADER + query)
    known = [v.value for v in found.variables]  # type: ignore[union-attr]  # every one is a SELECT
    theirs = {
        " ".join(str(row[name]) for name in names if name in known and row[name] is not None)
        for row in found  # type: ignore[union-attr]
    }
    return ours, theirs


@cache
def smallest() -> rdflib.Graph:
    """One graph for all cases: each breaks it and mends it again, which is faster than to make it anew."""
    return graphs.smallest()


@contextmanager
def broken(after: frozenset[Quad]) -> Iterator[rdflib.Graph]:
    before, graph = graphs.smallest_quads(), smallest()
    removed, added = to_rdflib_graph(before - after), to_rdflib_graph(after - before)
    graph -= removed
    graph += added
    try:
        yield graph
    finally:
        graph -= added
        graph += removed


@pytest.mark.slow
@pytest.mark.parametrize("case", [c for c in CASES if c.shape in OF_QUERIES], ids=lambda case: case.shape)
def test_both_find_the_same_offender(case: Case) -> None:
    quads = graphs.broken_quads(case.update)
    store = Store()
    store.extend(quads)
    with broken(quads) as graph:
        ours, theirs = offenders(OF_QUERIES[case.shape], graph, store)
    assert ours == theirs
    assert ours


def test_both_find_nothing_in_the_smallest_graph() -> None:
    graph = smallest()
    store = Store()
    store.extend(graphs.smallest_quads())
    found = {shape: offenders(query, graph, store) for shape, query in OF_QUERIES.items()}
    assert {shape: both for shape, both in found.items() if any(both)} == {}


@pytest.mark.slow
def test_a_whole_validation_says_the_same_with_either() -> None:
    graph = graphs.broken(
        "DELETE { ?c ig:report ?r } WHERE { ?c ig:report ?r } ;"
        "DELETE { ?r ig:cue ?cue } WHERE { ?r ig:cue ?cue } ;"
        "INSERT DATA { event:e skos:exactMatch [ ] . c:party ig:exact 'other' ; ig:minimum 3 }"
    )
    first, second = (validate(graph, engine=engine) for engine in ("oxigraph", "rdflib"))
    assert list(first.lines()) == list(second.lines())
    assert len(first.results) > 5
