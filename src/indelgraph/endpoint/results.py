"""Writes what a query gave as bytes, in the format that the client wants, cut after a number of rows."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    parse_query_results,
    serialize,
)

from ..namespaces import DATA_PREFIXES, PREFIXES
from .negotiate import GRAPHS, RESULTS, choose, media_types
from .problem import HttpError, HttpProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import ReadableBuffer
    from pyoxigraph import QuerySolutions

    from .negotiate import Format

__all__ = ["Answer", "write"]

_TURTLE_PREFIXES = {**PREFIXES, **DATA_PREFIXES}

# Characters that no XML 1.0 document can hold, escaped or not (section 2.2), in UTF-8.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# How Oxigraph writes a property whose IRI does not end in a name; RDF/XML has no way to (section 7.2.1).
_NAMELESS = b"<oxprefix: "


@dataclass(frozen=True, slots=True)
class Answer:
    """A result as bytes. ``truncated`` says that rows or triples are missing at its end."""

    content_type: str
    body: bytes
    truncated: bool = False


def write(result: QuerySolutions | QueryBoolean | QueryTriples, accept: str | None, max_rows: int) -> Answer:
    """The result in the format that ``accept`` prefers, with ``max_rows`` rows or triples at most.

    Raises:
        HttpError: 406 if we do not write any format that is accepted, or it cannot hold this result.
        RuntimeError: if the evaluation, which goes on while the result is read, fails.
    """
    if isinstance(result, QueryTriples):
        return _graph(result, _format(accept, GRAPHS), max_rows)
    chosen = _format(accept, RESULTS)
    if isinstance(result, QueryBoolean):
        return Answer(chosen.content_type, result.serialize(format=_results_writer(chosen)) or b"")
    return _solutions(result, chosen, max_rows)


def _format(accept: str | None, offers: Sequence[Format]) -> Format:
    chosen = choose(accept, offers)
    if chosen:
        return chosen
    detail = f"this result can be had as {media_types(offers)}; name one of them in Accept"
    raise _not_acceptable(detail, offers)


def _not_acceptable(detail: str, offers: Sequence[Format]) -> HttpError:
    extra = {"available": [offer.media_type for offer in offers]}
    return HttpError(HttpProblem(406, "not-acceptable", "No such format", detail, extra))


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
        body = parse_query_results(body, format=QueryResultsFormat.TSV).serialize(format=writer) or b""
    if writer == QueryResultsFormat.XML:
        body = _checked_xml(body, chosen, RESULTS)
    return Answer(chosen.content_type, body, truncated=lines.full)


class _Lines(io.BytesIO):
    """Keeps what is written to it up to a number of lines, and then stops the writer with an OSError."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.left = most
        self.full = False

    def write(self, data: ReadableBuffer, /) -> int:
        chunk = bytes(data)
        if not chunk:
            return 0
        count = chunk.count(b"\n")
        if self.left and count <= self.left:
            self.left -= count
            return super().write(chunk)
        end = 0
        for _ in range(self.left):
            end = chunk.index(b"\n", end) + 1
        super().write(chunk[:end])
        self.left, self.full = 0, True
        raise OSError("enough")


def _graph(triples: QueryTriples, chosen: Format, max_rows: int) -> Answer:
    kept = list(islice(triples, max_rows + 1))
    writer = chosen.writer
    if not isinstance(writer, RdfFormat):
        raise TypeError(f"{chosen.media_type} is no format of a graph")
    prefixes = None if writer == RdfFormat.N_TRIPLES else _TURTLE_PREFIXES
    body = serialize(kept[:max_rows], format=writer, prefixes=prefixes) or b""
    if writer == RdfFormat.RDF_XML:
        body = _checked_xml(body, chosen, GRAPHS)
    return Answer(chosen.content_type, body, truncated=len(kept) > max_rows)


def _checked_xml(body: bytes, chosen: Format, offers: Sequence[Format]) -> bytes:
    """The same document with its carriage returns kept, which a reader would take for line feeds.

    Raises:
        HttpError: 406 if it is no XML: it holds a character or a name that XML cannot.
    """
    if _NOT_XML.search(body) or (chosen.writer == RdfFormat.RDF_XML and _NAMELESS in body):
        others = [offer for offer in offers if offer.writer != chosen.writer]
        detail = f"XML cannot hold this result; it can be had as {media_types(others)}"
        raise _not_acceptable(detail, others)
    return body.replace(b"\r", b"&#13;")
