"""Shipped queries asked of our dataset, of the same loaded backwards, and of one in which everything stands twice."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from built import own_build, store
from indelgraph.namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["answer", "backwards", "twice"]


def answer(text: str, dataset: Store | None = None) -> list[list[str]]:
    """The rows of a SELECT over the union of all graphs, without the head."""
    solutions = (dataset or store()).query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    data = solutions.serialize(format=QueryResultsFormat.CSV) or b""
    return list(csv.reader(io.StringIO(data.decode())))[1:]


@cache
def backwards() -> Store:
    """Our dataset, loaded from its last quad to its first."""
    found = Store()
    for quad in reversed(own_build().quads()):
        found.add(quad)
    return found


@cache
def twice() -> Store:
    """Our dataset; each quad is in a second graph, too, and a claim stands on a second span far behind as well."""
    found = Store()
    found.bulk_extend(_with_more_evidence(own_build().quads()))
    return found


def _with_more_evidence(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode("http://e.org/twice"))
        if quad.predicate == iri("ig:evidence") and "/claim/" in str(quad.subject):
            yield Quad(quad.subject, quad.predicate, iri("place:last"), quad.graph_name)
    yield Quad(iri("place:last"), iri("oa:hasSelector"), iri("place:last-position"), iri("graph:registry"))
    yield Quad(iri("place:last-position"), iri("oa:start"), Literal(99_999), iri("graph:registry"))
