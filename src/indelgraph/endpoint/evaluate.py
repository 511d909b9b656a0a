"""Evaluates one query over a store and writes the result as bytes, all in the thread that it is called in.

Results of pyoxigraph belong to their thread and evaluation cannot be interrupted, so the server calls this in
worker processes (:mod:`.worker`); a program that trusts its queries may call it directly.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .guard import admit, explain, not_evaluated
from .problem import HttpError, HttpProblem
from .results import Answer, Bounds, write
from .scan import scan

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

__all__ = ["Answer", "Limits", "Query", "answer"]


@dataclass(frozen=True, slots=True)
class Query:
    """A query and what its request says beside it.

    ``default_graphs`` and ``named_graphs`` are the protocol's dataset; if either has a member, the two together
    replace what the query says (SPARQL 1.1 Protocol, section 2.1.4).
    """

    text: str
    accept: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    """What relative IRIs are resolved against: the address of the endpoint (SPARQL 1.1 Query, section 4.1.1.2)."""
    dataset: bool | None = None
    """Whether the text says itself which graphs it reads, if it has been looked through and let pass already."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How deep a query may be, and how many rows (or triples) and bytes a result may have."""

    max_rows: int
    max_depth: int
    max_bytes: int = sys.maxsize


def answer(store: Store, query: Query, limits: Limits) -> Answer:
    """Evaluate a query.

    The default graph is the union of the named graphs, unless the query or the request names its graphs.

    Raises:
        HttpError: 400, 403 or 406 if the query cannot be answered.
    """
    dataset = query.dataset
    if dataset is None:
        dataset = admit(query.text, max_depth=limits.max_depth).dataset
    try:
        result = _evaluate(store, query, union=not dataset)
        return write(result, query.accept, Bounds(limits.max_rows, limits.max_bytes))
    except SyntaxError as error:
        raise HttpError(explain(error, query.text, scan(query.text))) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise HttpError(not_evaluated(error, query.text)) from error


def _evaluate(store: Store, query: Query, *, union: bool) -> QuerySolutions | QueryBoolean | QueryTriples:
    if query.default_graphs or query.named_graphs:
        return store.query(
            query.text,
            base_iri=query.base,
            default_graph=[_graph_name(name) for name in query.default_graphs],
            named_graphs=[_graph_name(name) for name in query.named_graphs],
        )
    # Asking for the union would override a FROM.
    return store.query(query.text, base_iri=query.base, use_default_graph_as_union=union)


def _graph_name(name: str) -> NamedNode:
    try:
        return NamedNode(name)
    except ValueError as error:
        shown = name if len(name) <= 100 else name[:100] + "…"
        detail = f"{shown!r} is no absolute IRI; name a graph of the dataset"
        raise HttpError(HttpProblem(400, "bad-graph", "A graph has no proper name", detail)) from error
