"""Evaluates one query over a store and writes the result as bytes, all in the thread that it is called in.

Results of pyoxigraph belong to their thread and evaluation cannot be interrupted, so the server calls this in
worker processes (:mod:`.worker`); a program that trusts its queries may call it directly.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse_query_results,
    serialize,
)

from ..namespaces import DATA_PREFIXES, PREFIXES
from .guard import admit, explain
from .negotiate import GRAPHS, RESULTS, choose, media_types
from .problem import HttpError, HttpProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import ReadableBuffer
    from pyoxigraph import Store

    from .lexer import Scan
    from .negotiate import Format

__all__ = ["Answer", "Limits", "Query", "answer"]

_TURTLE_PREFIXES = {**PREFIXES, **DATA_PREFIXES}


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


@dataclass(frozen=True, slots=True)
class Limits:
    """How deep a query may be and how many rows (or triples) a result may have."""

    max_rows: int
    max_depth: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A result as bytes. ``truncated`` says that rows or triples are missing at its end."""

    content_type: str
    body: bytes
    truncated: bool = False


def answer(store: Store, query: Query, limits: Limits) -> Answer:
    """Evaluate a query.

    The default graph is the union of the named graphs, unless the query or the request names its graphs.

    Raises:
        HttpError: 400, 403 or 406 if the query cannot be answered.
    """
    found = admit(query.text, max_depth=limits.max_depth)
    try:
        result = _evaluate(store, query, found)
        if isinstance(result, QueryTriples):
            return _graph(result, _format(query.accept, GRAPHS), limits.max_rows)
        chosen = _format(query.accept, RESULTS)
        if isinstance(result, QueryBoolean):
            return Answer(chosen.content_type, _written(result, chosen))
        return _solutions(result, chosen, limits.max_rows)
    except SyntaxError as error:
        raise HttpError(explain(error, query.text, found)) from error
    except (ValueError, RuntimeError, OSError) as error:
        detail = "the query could not be evaluated; write it in another way"
        raise HttpError(HttpProblem(400, "not-evaluated", "The query failed", detail)) from error


def _evaluate(store: Store, query: Query, found: Scan) -> QuerySolutions | QueryBoolean | QueryTriples:
    if query.default_graphs or query.named_graphs:
        return store.query(
            query.text,
            default_graph=[_graph_name(name) for name in query.default_graphs],
            named_graphs=[_graph_name(name) for name in query.named_graphs],
        )
    # Asking for the union would override a FROM.
    return store.query(query.text, use_default_graph_as_union=not found.dataset)


def _graph_name(name: str) -> NamedNode:
    try:
        return NamedNode(name)
    except ValueError as error:
        shown = name if len(name) <= 100 else name[:100] + "…"
        detail = f"{shown!r} is no absolute IRI; name a graph of the dataset"
        raise HttpError(HttpProblem(400, "bad-graph", "A graph has no proper name", detail)) from error


def _format(accept: str | None, offers: Sequence[Format]) -> Format:
    chosen = choose(accept, offers)
    if chosen:
        return chosen
    detail = f"this result can be had as {media_types(offers)}; name one of them in Accept"
    extra = {"available": [offer.media_type for offer in offers]}
    raise HttpError(HttpProblem(406, "not-acceptable", "No such format", detail, extra))


def _written(result: QuerySolutions | QueryBoolean, chosen: Format) -> bytes:
    body = result.serialize(format=_results_writer(chosen))
    return body or b""


def _results_writer(chosen: Format) -> QueryResultsFormat:
    if not isinstance(chosen.writer, QueryResultsFormat):
        raise TypeError(f"{chosen.media_type} is no format of a SELECT or ASK")
    return chosen.writer


def _solutions(solutions: QuerySolutions, chosen: Format, max_rows: int) -> Answer:
    # TSV has one line for each row, whatever the terms are: the one format in which rows can be counted and cut
    # while they are made. The others are written from it; it loses nothing.
    lines = _Lines(max_rows + 1)  # the head is a line, too
    try:
        solutions.serialize(lines, format=QueryResultsFormat.TSV)
    except OSError:
        if not lines.full:
            raise
    body = lines.getvalue()
    writer = _results_writer(chosen)
    if writer != QueryResultsFormat.TSV:
        again = parse_query_results(body, format=QueryResultsFormat.TSV)
        body = _written(again, chosen)
    return Answer(chosen.content_type, body, truncated=lines.full)


class _Lines(io.BytesIO):
    """Keeps what is written to it up to a number of lines, and then stops the writer with an OSError."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.left = most
        self.full = False

    def write(self, data: ReadableBuffer, /) -> int:
        chunk = bytes(data)
        count = chunk.count(b"\n")
        if self.left and count <= self.left:
            self.left -= count
            return super().write(chunk)
        if not self.left and not chunk:
            return 0
        end = 0
        for _ in range(self.left):
            end = chunk.index(b"\n", end) + 1
        super().write(chunk[:end])
        self.left, self.full = 0, True
        raise OSError("enough")


def _graph(triples: QueryTriples, chosen: Format, max_rows: int) -> Answer:
    kept = list(islice(triples, max_rows + 1))
    truncated = len(kept) > max_rows
    writer = chosen.writer
    if not isinstance(writer, RdfFormat):
        raise TypeError(f"{chosen.media_type} is no format of a graph")
    prefixes = None if writer == RdfFormat.N_TRIPLES else _TURTLE_PREFIXES
    try:
        body = serialize(kept[:max_rows], format=writer, prefixes=prefixes)
    except ValueError as error:
        others = media_types(offer for offer in GRAPHS if offer is not chosen)
        detail = f"{chosen.media_type} cannot write this graph; name {others} in Accept"
        raise HttpError(HttpProblem(406, "not-acceptable", "No such format", detail)) from error
    return Answer(chosen.content_type, body or b"", truncated)
