"""Writes what a query gave as bytes, in the format that the client wants, cut where it is too large."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
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
from .json_rows import JsonRows
from .negotiate import GRAPHS, RESULTS, choose, media_types
from .problem import HttpError, HttpProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    rows: int | None = None
    """How many rows or triples there are; None for the answer to an ASK."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a result may be; what lies beyond is cut off in whole rows or triples, and the answer says so.

    A result of none is given even where its head alone is longer.
    """

    rows: int
    """Rows of a table, or triples."""
    bytes: int
    """Length of the body. What CSV and XML are made from (TSV), and graphs (N-Triples, each character as one byte), may
    not be longer either."""


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
    if chosen.writer == QueryResultsFormat.JSON:
        table = JsonRows(bounds.rows, bounds.bytes)
        _stopped(solutions, table, QueryResultsFormat.JSON)
        body, count, whole = table.result()
        return Answer(chosen.content_type, body, truncated=not whole, rows=count)
    # TSV has one line for each row, whatever the terms are, so that rows can be counted and cut while they are made.
    # The others are written from it; it loses nothing.
    lines = _Lines(bounds.rows, bounds.bytes)
    _stopped(solutions, lines, QueryResultsFormat.TSV)
    body, count, whole = _written(lines.kept, _results_writer(chosen), bounds.bytes)
    if chosen.writer == QueryResultsFormat.XML:
        _require_xml(body, chosen, RESULTS)
    return Answer(chosen.content_type, body, truncated=lines.full or not whole, rows=count)


def _stopped(solutions: QuerySolutions, sink: JsonRows | _Lines, writer: QueryResultsFormat) -> None:
    """Write into a sink, which may say that it is full."""
    try:
        solutions.serialize(sink, format=writer)
    except OSError:
        if not sink.full:
            raise


class _Lines(io.BytesIO):
    """Keeps a line and, behind it, what is written up to a number of lines and bytes; then it stops the writer."""

    def __init__(self, lines: int, size: int) -> None:
        super().__init__()
        self.kept = bytearray()
        self.full = False
        self._lines = lines
        self._size = size
        self._first = 0

    def write(self, data: ReadableBuffer, /) -> int:
        if self.full:
            raise OSError("enough")
        chunk = bytes(data)
        seen = len(self.kept)
        self.kept += chunk
        if not self._first:
            self._first = self.kept.find(b"\n", seen) + 1
            seen = self._first
        if self._first:
            self._lines -= self.kept.count(b"\n", seen)
            self.full = self._lines < 0 or len(self.kept) - self._first > self._size
        if self.full:
            self._cut()
            raise OSError("enough")
        return len(chunk)

    def _cut(self) -> None:
        """Drop what comes behind the last line that fits."""
        end = max(self._first, self.kept.rfind(b"\n", 0, self._first + self._size) + 1)
        for _ in range(-self._lines - self.kept.count(b"\n", end)):
            end = self.kept.rfind(b"\n", 0, end - 1) + 1
        del self.kept[end:]


def _written(table: bytearray, writer: QueryResultsFormat, most: int) -> tuple[bytes, int, bool]:
    """A table in TSV in another format, as many rows as fit into so many bytes, their number, whether these are all."""
    # Piece by piece, since a row may be far longer than as TSV: XML repeats the names of the columns.
    first = table.find(b"\n") + 1
    head = bytes(table[:first])
    end = b"</results></sparql>" if writer == QueryResultsFormat.XML else b""
    start = _converted(head, writer).removesuffix(end)
    parts, left, kept = [start], most - len(start) - len(end), 0

    def part(rows: list[bytes]) -> bytes:
        return _converted(head + b"".join(rows), writer)[len(start) :].removesuffix(end)

    for rows in _pieces(table, first):
        written = part(rows)
        if len(written) > left:
            count = bisect_right(range(1, len(rows)), left, key=lambda n: len(part(rows[:n])))
            parts += [part(rows[:count])] if count else []
            return b"".join((*parts, end)), kept + count, False
        parts.append(written)
        left -= len(written)
        kept += len(rows)
    return b"".join((*parts, end)), kept, True


_PIECE_ROWS, _PIECE_BYTES = 256, 65536


def _pieces(table: bytearray, start: int) -> Iterator[list[bytes]]:
    """The lines from ``start`` on, in groups of bounded size."""
    rows: list[bytes] = []
    size = 0
    while start < len(table):
        end = table.find(b"\n", start) + 1
        rows.append(bytes(table[start:end]))
        size += end - start
        if len(rows) == _PIECE_ROWS or size >= _PIECE_BYTES:
            yield rows
            rows, size = [], 0
        start = end
    if rows:
        yield rows


def _converted(table: bytes, writer: QueryResultsFormat) -> bytes:
    if writer == QueryResultsFormat.TSV:
        return table
    body = parse_query_results(table, format=QueryResultsFormat.TSV).serialize(format=writer) or b""
    return _with_returns(body) if writer == QueryResultsFormat.XML else body


def _graph(triples: QueryTriples, chosen: Format, bounds: Bounds) -> Answer:
    kept: list[Triple] = []
    size, whole = 0, True
    for triple in triples:
        size += len(str(triple)) + len(" .\n")
        if len(kept) == bounds.rows or size > bounds.bytes:
            whole = False
            break
        kept.append(triple)
    body = _document(kept, chosen)
    while kept and len(body) > bounds.bytes:
        # A little less than what fits if all are equally long, so that it ends after few rounds.
        del kept[min(len(kept) - 1, len(kept) * bounds.bytes * 15 // (len(body) * 16)) :]
        whole = False
        body = _document(kept, chosen)
    if chosen.writer == RdfFormat.RDF_XML:
        _require_xml(body, chosen, GRAPHS)
    return Answer(chosen.content_type, body, truncated=not whole, rows=len(kept))


def _document(triples: list[Triple], chosen: Format) -> bytes:
    writer = chosen.writer
    if not isinstance(writer, RdfFormat):
        raise TypeError(f"{chosen.media_type} is no format of a graph")
    if writer == RdfFormat.JSON_LD:
        return _jsonld(triples)
    prefixes = None if writer in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS) else _TURTLE_PREFIXES
    body = serialize(triples, format=writer, prefixes=prefixes) or b""
    return _with_returns(body) if writer == RdfFormat.RDF_XML else body


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


def _with_returns(body: bytes) -> bytes:
    """The same XML document with its carriage returns kept, which a reader would take for line feeds."""
    return body.replace(b"\r", b"&#13;")


def _require_xml(body: bytes, chosen: Format, offers: Sequence[Format]) -> None:
    """Let pass what is XML.

    Raises:
        HttpError: 406 if it is none: it holds a character or a name that XML cannot.
    """
    if _NOT_XML.search(body) or (chosen.writer == RdfFormat.RDF_XML and _NAMELESS in body):
        others = [offer for offer in offers if offer.writer != chosen.writer]
        detail = f"XML cannot hold this result; it can be had as {media_types(others)}"
        raise _not_acceptable(detail, others)
