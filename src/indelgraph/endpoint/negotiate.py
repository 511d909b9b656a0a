"""Which format an answer takes: the table of media types, and content negotiation (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, RdfFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["GRAPHS", "NAMES", "PROBLEMS", "RESULTS", "Format", "choose", "media_types", "named", "quality"]


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """A format that we write: ``media_type`` is what a client asks for, ``content_type`` what it gets.

    Each is equal to itself alone.
    """

    media_type: str
    content_type: str
    writer: QueryResultsFormat | RdfFormat | None = None
    iri: str = ""
    """Its name in the W3C list of formats (https://www.w3.org/ns/formats/), if it is the main name of one."""


_FORMATS = "http://www.w3.org/ns/formats/"
_UTF8 = "; charset=utf-8"
_UTF8_NAMES = {"utf-8", "utf8"}


def _text(media_type: str, writer: QueryResultsFormat | RdfFormat, name: str) -> Format:
    return Format(media_type, media_type + _UTF8, writer, _FORMATS + name)


def _format(media_type: str, writer: QueryResultsFormat | RdfFormat, name: str = "") -> Format:
    return Format(media_type, media_type, writer, _FORMATS + name if name else "")


RESULTS: tuple[Format, ...] = (
    _format("application/sparql-results+json", QueryResultsFormat.JSON, "SPARQL_Results_JSON"),
    _format("application/sparql-results+xml", QueryResultsFormat.XML, "SPARQL_Results_XML"),
    _text("text/csv", QueryResultsFormat.CSV, "SPARQL_Results_CSV"),
    _text("text/tab-separated-values", QueryResultsFormat.TSV, "SPARQL_Results_TSV"),
    _format("application/json", QueryResultsFormat.JSON),
    _format("application/xml", QueryResultsFormat.XML),
)
"""For SELECT and ASK, in our order of preference; the first is the default."""

GRAPHS: tuple[Format, ...] = (
    _text("text/turtle", RdfFormat.TURTLE, "Turtle"),
    _format("application/n-triples", RdfFormat.N_TRIPLES, "N-Triples"),
    _format("application/rdf+xml", RdfFormat.RDF_XML, "RDF_XML"),
    _format("application/ld+json", RdfFormat.JSON_LD, "JSON-LD"),
    _format("application/trig", RdfFormat.TRIG, "TriG"),
    _format("application/n-quads", RdfFormat.N_QUADS, "N-Quads"),
)
"""For CONSTRUCT and DESCRIBE, and for the service description."""

NAMES: dict[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "n3": "text/turtle",  # all Turtle is Notation3
    "ntriples": "application/n-triples",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json-ld": "application/ld+json",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "nq": "application/n-quads",
}
"""Short names that ``?format=`` takes beside media types; ``json`` and ``xml`` mean what fits the kind of result."""

_EITHER = {"json": "application/ld+json", "xml": "application/rdf+xml"}
"""What a short name means for a graph, where it means something else for a table."""

_KNOWN = frozenset(known.media_type for known in (*RESULTS, *GRAPHS))

PROBLEMS: tuple[Format, ...] = (
    Format("application/problem+json", "application/problem+json"),
    Format("text/plain", "text/plain" + _UTF8),
)
"""For what went wrong."""

_LONGEST = 4096  # of an Accept header that we read; browsers send some 150 characters
_WORD = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
_RANGE = re.compile(rf"[ \t]*+({_WORD})/({_WORD})[ \t]*+")
_PARAMETER = re.compile(rf';[ \t]*+(?:({_WORD})=("(?:[^"\\]|\\.)*+"|{_WORD}))?+[ \t]*+')
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range of an Accept header: ``*/*``, ``text/*`` or ``text/csv``, with its weight."""

    main: str
    sub: str
    parameters: tuple[tuple[str, str], ...]
    weight: float

    def specificity(self, media_type: str) -> int:
        """How closely it names a type: 0 not at all, 1 ``*/*``, 2 ``text/*``, 3 ``text/csv``, 4 more closely.

        A charset has to be the one that all we send is in; other parameters make a range closer and decide nothing.
        """
        main, _, sub = media_type.partition("/")
        if self.main == "*":
            return int(self.sub == "*")
        if self.main != main or self.sub not in {"*", sub}:
            return 0
        if self.sub == "*":
            return 2
        if any(name == "charset" and value not in _UTF8_NAMES for name, value in self.parameters):
            return 0
        return 4 if self.parameters else 3


def _ranges(accept: str) -> Iterable[_Range]:
    at = 0
    while at < len(accept):
        match = _RANGE.match(accept, at)
        if not match:
            # Something we cannot read is as if it were not there; go on behind the next comma.
            at = accept.find(",", at) + 1 or len(accept)
            continue
        at = match.end()
        parameters = []
        weight = 1.0
        while parameter := _PARAMETER.match(accept, at):
            at = parameter.end()
            name, value = (parameter[1] or "").lower(), (parameter[2] or "").strip('"').lower()
            if name == "q":
                weight = float(value) if _WEIGHT.fullmatch(value) else 0.0
            elif name:
                parameters.append((name, value))
        rest = accept.find(",", at)
        if not accept[at : rest if rest >= 0 else None].strip(" \t"):
            yield _Range(match[1].lower(), match[2].lower(), tuple(parameters), weight)
        at = rest + 1 if rest >= 0 else len(accept)


def quality(accept: str | None, offer: Format) -> float:
    """How much a client wants a format, from 0 (not at all) to 1; the most specific range decides.

    No header, or one without anything readable in it, accepts everything.
    """
    ranges = list(_ranges((accept or "")[:_LONGEST]))
    if not ranges:
        return 1.0
    fits = ((r.specificity(offer.media_type), r.weight) for r in ranges)
    closeness, weight = max(fits)
    return weight if closeness else 0.0


def choose(accept: str | None, offers: Sequence[Format]) -> Format | None:
    """The format that a client wants most; among equals the first. None if it accepts none of them."""
    if accept is not None and len(accept) > _REMEMBERED:
        return _best(accept, tuple(offers))
    return _remembered(accept, tuple(offers))


def _best(accept: str | None, offers: tuple[Format, ...]) -> Format | None:
    best = max(offers, key=lambda offer: quality(accept, offer))
    return best if quality(accept, best) > 0 else None


_REMEMBERED = 500  # characters of a header; those of browsers have less
_remembered = lru_cache(maxsize=500)(_best)


def media_types(offers: Iterable[Format]) -> str:
    """The media types for people: ``text/turtle, application/n-triples``."""
    return ", ".join(offer.media_type for offer in offers)


def named(name: str) -> str | None:
    """The Accept header that a value of ``?format=`` stands for: a short name, or a media type. None if it is neither.

    Formats of tables and of graphs share no media type, so that one header can name a format of either kind.
    """
    plain = name.partition(";")[0].strip().lower().replace(" ", "+")  # a plus sign that was not escaped in a form
    if plain in NAMES:
        return f"{NAMES[plain]}, {_EITHER[plain]}" if plain in _EITHER else NAMES[plain]
    return plain if plain in _KNOWN else None
