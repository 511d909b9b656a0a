"""Reads RDF that anybody wrote in our vocabulary, to be checked against the shapes.

What the encoder adds to a dataset (the graphs ``ontology``, ``entailed`` and ``void``, or in a file without graphs the
triples that follow from others) is left out first: the shapes are about what is asserted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from .encode.dataset import DATASET, VOID
from .encode.entail import ENTAILED, consequences
from .errors import DataError, Place
from .files import read_bytes
from .namespaces import GRAPH, ONTOLOGY, graph_name
from .ontology import load as load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

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

_LEFT_OUT = (graph_name("ontology"), ENTAILED, VOID)


def read(path: Path) -> tuple[Quad, ...]:
    """The quads of an RDF file, in the order of the file.

    Raises:
        DataError: if it cannot be read, is of no known format or is malformed (with its line, where that is known).
    """
    form = EXTENSIONS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(EXTENSIONS)
        raise DataError.at(Place(path), f"is of no known format; its name must end in one of {known}")
    data = read_bytes(path, limit=MAX_BYTES)
    try:
        return tuple(parse(data, format=form))
    except SyntaxError as error:
        raise DataError.at(Place(path, error.lineno, error.offset), f"is malformed: {error.msg}; mend it") from error
    except ValueError as error:
        raise DataError.at(Place(path), f"is malformed: {error}; mend it") from error


def check(quads: Iterable[Quad]) -> Report:
    """Check a dataset in our vocabulary, from whatever program, all of it as one graph."""
    from .convert import to_rdflib_graph
    from .validation import validate

    asserted = [q for q in quads if q.graph_name not in _LEFT_OUT and not _own_description(q)]
    if not any(isinstance(q.graph_name, NamedNode) for q in asserted):
        follows = consequences(asserted)
        asserted = [q for q in asserted if (q.subject, q.predicate, q.object) not in follows]
    union = {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in asserted}
    return validate(to_rdflib_graph([*sorted(union, key=str), *load_ontology().quads()]))


def _own_description(quad: Quad) -> bool:
    """Whether a triple describes the vocabulary, the dataset or one of its graphs, and claims nothing."""
    subject = quad.subject
    if not isinstance(subject, NamedNode):
        return False
    own = (ONTOLOGY.rstrip("#"), DATASET.value)
    return subject.value.startswith((ONTOLOGY, GRAPH)) or subject.value in own
