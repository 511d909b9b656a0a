"""Terms, triples and quads of pyoxigraph as those of rdflib and back, without a change in any lexical form.

The program makes and keeps quads in pyoxigraph; pySHACL and people's notebooks want rdflib. rdflib rewrites
literals by default (``"01"^^xsd:integer`` becomes ``"1"``, a ``gYear`` a date): here it does not. RDF 1.1
(Concepts, section 3.3) knows no difference between a plain literal and one of type ``xsd:string``; rdflib
does, and gets the plain one. pyoxigraph writes language tags in lower case, which the same section allows.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

__all__ = [
    "Term",
    "from_rdflib",
    "from_rdflib_term",
    "no_remarks",
    "to_rdflib_dataset",
    "to_rdflib_graph",
    "to_rdflib_term",
]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
"""A term of RDF 1.1 in pyoxigraph; rdflib has no triple terms and no base direction."""

_XSD_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")


class _ThisThreadIsSilent(logging.Filter):
    """Drops the records of the thread that made it, and no others."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.get_ident()

    def filter(self, record: logging.LogRecord) -> bool:
        return record.thread != self._thread


@contextmanager
def no_remarks() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal such as ``"2012-13-40"^^xsd:date``.

    Whether a literal is well formed is for the shapes to say, once, with its place.
    """
    logger = logging.getLogger("rdflib.term")
    silence = _ThisThreadIsSilent()
    logger.addFilter(silence)
    try:
        yield
    finally:
        logger.removeFilter(silence)


def _to_literal(term: ox.Literal) -> rdflib.Literal:
    if term.direction is not None:
        raise ValueError(f"rdflib has no base direction: {term}")
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype == _XSD_STRING else rdflib.URIRef(term.datatype.value)
    literal = rdflib.Literal(term.value, datatype=datatype, normalize=False)
    if str(literal) != term.value:  # xsd:token and xsd:normalizedString lose spaces even so
        raise ValueError(f"rdflib cannot hold this literal as it is: {term}")
    return literal


def to_rdflib_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """One term for rdflib, its lexical form untouched.

    Raises:
        ValueError: as :func:`to_rdflib_graph`.
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        return _to_literal(term)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    raise ValueError(f"rdflib has no triple terms: {term}")


def _to_triple(quad: ox.Quad) -> tuple[Node, Node, Node]:
    return to_rdflib_term(quad.subject), to_rdflib_term(quad.predicate), to_rdflib_term(quad.object)


def to_rdflib_graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """All quads as one graph: the union of their graphs. Blank nodes keep their labels.

    Raises:
        ValueError: for what rdflib cannot hold unchanged: triple terms, literals with a base direction, and
            an ``xsd:token`` or ``xsd:normalizedString`` whose white space is not in its collapsed form.
    """
    graph = rdflib.Graph()
    with no_remarks():
        graph.addN((*_to_triple(quad), graph) for quad in quads)
    return graph


def to_rdflib_dataset(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """The quads as a dataset whose default graph is the union of all, so that a plain query sees everything.

    Raises:
        ValueError: as :func:`to_rdflib_graph`, and for a graph whose name is a blank node.
    """
    dataset = rdflib.Dataset(default_union=True)
    graphs: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, rdflib.Graph] = {
        ox.DefaultGraph(): dataset.default_graph
    }

    def rows() -> Iterator[tuple[Node, Node, Node, rdflib.Graph]]:
        for quad in quads:
            graph = graphs.get(quad.graph_name)
            if graph is None:
                if not isinstance(quad.graph_name, ox.NamedNode):
                    raise ValueError(f"a graph without an IRI: {quad.graph_name}")
                graph = graphs[quad.graph_name] = dataset.graph(rdflib.URIRef(quad.graph_name.value))
            yield (*_to_triple(quad), graph)

    with no_remarks():
        dataset.addN(rows())
    return dataset


def from_rdflib_term(node: Node) -> Term:
    """One term of rdflib.

    Raises:
        ValueError: if the term is not RDF 1.1: a variable, a relative IRI, a malformed language tag.
    """
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return ox.Literal(str(node), language=node.language)
        if node.datatype is None:
            return ox.Literal(str(node))
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    raise ValueError(f"not a term of RDF 1.1: {node!r}")


def _from_triple(subject: Node, predicate: Node, value: Node, graph: ox.NamedNode | None) -> ox.Quad:
    s, p, o = from_rdflib_term(subject), from_rdflib_term(predicate), from_rdflib_term(value)
    if isinstance(s, ox.Literal) or not isinstance(p, ox.NamedNode):
        message = f"not a triple of RDF 1.1: {s} {p} {o}"
        raise ValueError(message)  # noqa: TRY004 -- it is the data that is wrong, not the caller's types
    return ox.Quad(s, p, o, graph)


def from_rdflib(graph: rdflib.Graph) -> Iterator[ox.Quad]:
    """The triples of a graph as quads of the default graph, or the quads of a dataset; in no certain order.

    Raises:
        ValueError: as :func:`from_rdflib_term`, or for a literal as subject.
    """
    if not isinstance(graph, rdflib.Dataset):
        for s, p, o in graph:
            yield _from_triple(s, p, o, None)
        return
    for s, p, o, name in graph.quads((None, None, None, None)):
        is_default = name is None or name == DATASET_DEFAULT_GRAPH_ID
        yield _from_triple(s, p, o, None if is_default else ox.NamedNode(str(name)))
