"""Writes out what follows from the ontology, since an endpoint infers nothing.

Two rules of RDF Schema (RDF 1.1 Semantics, §9.2.1): ``rdfs9`` (a thing of a class is of its superclasses) and
``rdfs7`` (a triple holds for the superproperties of its property). Both are closed under the ontology's own
hierarchy only; vocabularies outside are not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ..namespaces import graph_name, iri
from ..ontology import load

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ENTAILED", "consequences", "entail"]

ENTAILED = graph_name("entailed")

_Triple = tuple[NamedNode | BlankNode | Triple, NamedNode, NamedNode | BlankNode | Literal | Triple]


def consequences(quads: Iterable[Quad]) -> frozenset[_Triple]:
    """Every triple that follows from the given quads, whether or not it is among them."""
    ontology, type_ = load(), iri("rdf:type")
    found: set[_Triple] = set()
    for quad in quads:
        subject, predicate, object_ = quad.subject, quad.predicate, quad.object
        if predicate == type_ and isinstance(object_, NamedNode):
            found.update((subject, type_, NamedNode(c)) for c in ontology.superclasses(object_.value))
        found.update((subject, NamedNode(p), object_) for p in ontology.superproperties(predicate.value))
    return frozenset(found)


def entail(quads: Iterable[Quad]) -> frozenset[Quad]:
    """The quads that follow from the given ones and are not among them, in the graph ``entailed``."""
    quads = tuple(quads)
    asserted = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    return frozenset(Quad(s, p, o, ENTAILED) for s, p, o in consequences(quads) - asserted)
