"""Reads RDF that anybody wrote in our vocabulary, to be checked against the shapes.

What the encoder adds to a dataset (the graphs ``ontology``, ``entailed`` and ``void``, or in a file without graphs the
triples that follow from others) is left out first: the shapes are about what is asserted.

Nothing that a file names is fetched or opened. What makes a small file cost much is refused before or while it is
parsed: entities of XML, deep nesting, prefixes that blow every name up.
"""

from __future__ import annotations

import re
import warnings
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

# It is harmless here: it is told to read UTF-8 only, and entities are refused before one is declared.
from xml.parsers import expat

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from .encode.dataset import DATASET, VOID
from .encode.entail import ENTAILED, consequences
from .errors import DataError, Place
from .files import decode, read_bytes
from .namespaces import GRAPH, ONTOLOGY, graph_name
from .parts import ontology_slice
from .whereabouts import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from .validation import Report

__all__ = ["EXTENSIONS", "MAX_BYTES", "check", "read"]

EXTENSIONS: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
"""The format of a file, by the end of its name."""

MAX_BYTES = 256 * 1024 * 1024
"""The largest RDF file that is read; rdflib needs some ten times as much memory to check it."""

_MAX_DEPTH = 100
"""The deepest nesting of JSON-LD and RDF/XML: the parser's time and memory grow with its square and more."""

_MAX_CHARACTERS = 4 * MAX_BYTES
_SLACK = 64 * 1024 * 1024
_MAX_GROWTH = 32
"""The most characters that all terms of a file may have together, prefixes written out: at all, of any small file, and
for each byte of a larger one. A prefix of a megabyte makes gigabytes of a thousand short names."""

_JSON_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_COLLAPSED = {"http://www.w3.org/2001/XMLSchema#token", "http://www.w3.org/2001/XMLSchema#normalizedString"}

_LEFT_OUT = (graph_name("ontology"), ENTAILED, VOID)


def read(path: Path) -> tuple[Quad, ...]:
    """The quads of an RDF file, in the order of the file.

    Raises:
        DataError: if it cannot be read, is of no known format, not UTF-8 or malformed (with its line, where that is
            known), is nested too deep or grows too large, has a DOCTYPE, or holds a term that SHACL has no place for.
    """
    form = EXTENSIONS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(EXTENSIONS)
        raise DataError.at(Place(path), f"is of no known format; its name must end in one of {known}")
    # A byte order mark is no part of the text (RFC 3629, section 6), but the parser of Turtle takes it for a name.
    data = read_bytes(path, limit=MAX_BYTES).removeprefix(BOM_UTF8)
    decode(data, path)
    if form == RdfFormat.RDF_XML:
        _check_xml(data, path)
    if form == RdfFormat.JSON_LD:
        _check_nesting(data, path)
    try:
        return tuple(_bounded(parse(data, format=form), path, len(data)))
    except SyntaxError as error:
        raise DataError.at(Place(path, error.lineno, error.offset), f"is malformed: {error.msg}; mend it") from error
    except ValueError as error:
        raise DataError.at(Place(path), f"is malformed: {error}; mend it") from error


def _check_xml(data: bytes, path: Path) -> None:
    """Refuse XML that is not well formed, is nested too deep, or has a DOCTYPE.

    The parser of RDF/XML expands entities without a bound and does not miss elements that are never closed.
    """
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def fail(message: str) -> None:
        place = Place(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        raise DataError.at(place, message)

    def doctype(*_: object) -> None:
        fail("has a DOCTYPE, whose entities are not read; write the file without, or as Turtle")

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            fail(f"is nested deeper than {_MAX_DEPTH} elements; flatten it, or write it as Turtle")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.EndElementHandler = doctype, start, end
    try:
        parser.Parse(data, True)  # all there is
    except expat.ExpatError as error:
        message = f"is malformed: {expat.ErrorString(error.code)}; mend it"
        raise DataError.at(Place(path, error.lineno, error.offset + 1), message) from error


def _check_nesting(data: bytes, path: Path) -> None:
    """Refuse JSON that is nested too deep."""
    depth = 0
    for token in _JSON_TOKEN.finditer(data):
        if token[0] in b"[{":
            depth += 1
            if depth > _MAX_DEPTH:
                start = token.start()
                line = data.count(b"\n", 0, start) + 1
                column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8")) + 1
                message = f"is nested deeper than {_MAX_DEPTH} brackets; flatten it, or write it as Turtle"
                raise DataError.at(Place(path, line, column), message)
        elif token[0] in b"]}":
            depth -= 1


def _bounded(quads: Iterable[Quad], path: Path, size: int) -> Iterator[Quad]:
    """The quads, as long as they are not too large all together and rdflib can hold each."""
    from .convert import to_rdflib_graph

    most = min(_MAX_CHARACTERS, _SLACK + _MAX_GROWTH * size)
    left = most
    for quad in quads:
        value = quad.object
        left -= _length(quad.subject) + _length(quad.predicate) + _length(value)
        if left < 0:
            message = f"has more than {most} characters with its prefixes written out; shorten them, or split it"
            raise DataError.at(Place(path), message)
        if not _is_usual(value):
            try:
                to_rdflib_graph([quad])
            except ValueError as error:
                raise DataError.at(Place(path), f"cannot be checked: {error}; write it as RDF 1.1") from error
        yield quad


def _is_usual(term: NamedNode | BlankNode | Literal | Triple) -> bool:
    """Whether rdflib surely holds the term as it is."""
    if isinstance(term, Literal):
        return term.direction is None and term.datatype.value not in _COLLAPSED
    return isinstance(term, NamedNode | BlankNode)


def _length(term: NamedNode | BlankNode | Literal | Triple) -> int:
    return len(str(term)) if not isinstance(term, NamedNode | BlankNode | Literal) else len(term.value)


def check(quads: Iterable[Quad]) -> Report:
    """Check a dataset in our vocabulary, from whatever program, all of it as one graph."""
    from .convert import to_rdflib_graph
    from .validation import validate
    from .validation.causes import explained

    asserted = [q for q in quads if q.graph_name not in _LEFT_OUT and not _own_description(q)]
    if not any(isinstance(q.graph_name, NamedNode) for q in asserted):
        follows = consequences(asserted)
        asserted = [q for q in asserted if (q.subject, q.predicate, q.object) not in follows]
    union = {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in asserted}
    with warnings.catch_warnings():
        # rdflib warns of literals such as "x"^^xsd:boolean; whether they are right is for the shapes to say.
        warnings.simplefilter("ignore", UserWarning)
        report = validate(to_rdflib_graph([*sorted(union, key=str), *ontology_slice()]))
    return explained(report, union).located({}, words_of(union)) if report.results else report


def _own_description(quad: Quad) -> bool:
    """Whether a triple describes the vocabulary, the dataset or one of its graphs, and claims nothing."""
    subject = quad.subject
    if not isinstance(subject, NamedNode):
        return False
    own = (ONTOLOGY.rstrip("#"), DATASET.value)
    return subject.value.startswith((ONTOLOGY, GRAPH)) or subject.value in own
