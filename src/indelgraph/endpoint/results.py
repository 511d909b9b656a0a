"""Writes what a query gave as bytes, in the format that the client wants, cut after a number of rows."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import (
    Quad,
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
    from pyoxigraph import QuerySolutions, Triple

    from .negotiate import Format

__all__ = ["Answer", "Bounds", "write"]

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


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a result may be; what lies beyond is cut off, and the answer says so."""

    rows: int
    """Rows of a table, or triples."""
    bytes: int
    """Length of the rows as TSV, or of the triples as N-Triples: what is measured while a result is made."""


def write(result: QuerySolutions | QueryBoolean | QueryTriples, accept: str | None, bounds: Bounds) -> Answer:
    """The result in the format that ``accept`` prefers, within the bounds.

    Raises:
        HttpError: 406 if we do not write any format that is accepted, or it cannot hold this result.
        RuntimeError: if the evaluation, which goes on while the result is read, fails.
    """
    if isinstance(result, QueryTriples):
        return _graph(result, _format(accept, GRAPHS), bounds)
    chosen = _format(accept, RESULTS)
    if isinstance(result, QueryBoolean):
        return Answer(chosen.content_type, result.serialize(format=_results_writer(chosen)) or b"")
    return _solutions(result, chosen, bounds)


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


def _solutions(solutions: QuerySolutions, chosen: Format, bounds: Bounds) -> Answer:
    # TSV has one line for each row, whatever the terms are: the one format in which rows can be counted and cut
    # while they are made. The others are written from it; it loses nothing.
    lines = _Lines(bounds.rows + 1, bounds.bytes)  # the head is a line, too
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
    """Keeps what is written to it up to a number of lines and bytes, and then stops the writer with an OSError."""

    def __init__(self, lines: int, size: int) -> None:
        super().__init__()
        self._lines = lines
        self._size = size
        self.full = False

    def write(self, data: ReadableBuffer, /) -> int:
        chunk = bytes(data)
        if not chunk:
            return 0
        count = chunk.count(b"\n")
        if not self.full and self._lines and count <= self._lines and len(chunk) <= self._size:
            self._lines -= count
            self._size -= len(chunk)
            return super().write(chunk)
        self._cut(chunk)
        self.full = True
        raise OSError("enough")

    def _cut(self, chunk: bytes) -> None:
        """Keep the whole lines that still fit."""
        end = 0
        for _ in range(self._lines):
            after = chunk.find(b"\n", end) + 1
            if not after or after > self._size:
                break
            end = after
        super().write(chunk[:end])
        kept = self.getvalue()
        whole = kept.rfind(b"\n") + 1  # what came before may have ended amid a line
        self.truncate(whole)
        self._lines = 0


def _graph(triples: QueryTriples, chosen: Format, bounds: Bounds) -> Answer:
    kept: list[Triple] = []
    size, whole = 0, True
    for triple in triples:
        size += len(str(triple))
        if len(kept) == bounds.rows or size > bounds.bytes:
            whole = False
            break
        kept.append(triple)
    writer = chosen.writer
    if not isinstance(writer, RdfFormat):
        raise TypeError(f"{chosen.media_type} is no format of a graph")
    if writer == RdfFormat.JSON_LD:
        return Answer(chosen.content_type, _jsonld(kept), truncated=not whole)
    prefixes = None if writer in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS) else _TURTLE_PREFIXES
    body = serialize(kept, format=writer, prefixes=prefixes) or b""
    if writer == RdfFormat.RDF_XML:
        body = _checked_xml(body, chosen, GRAPHS)
    return Answer(chosen.content_type, body, truncated=not whole)


def _jsonld(triples: list[Triple]) -> bytes:
    """JSON-LD 1.1 compacted with our context.

    Raises:
        HttpError: 406 if a triple is one that JSON-LD has no place for.
    """
    from ..export import FORMATS, export

    try:
        return export((Quad(t.subject, t.predicate, t.object) for t in triples), FORMATS["jsonld"])
    except ValueError as error:
        others = [offer for offer in GRAPHS if offer.writer != RdfFormat.JSON_LD]
        raise _not_acceptable(
            f"JSON-LD cannot hold this result; it can be had as {media_types(others)}", others
        ) from error


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
