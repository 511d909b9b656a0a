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
    classes: dict[NamedNode, tuple[NamedNode, ...]] = {}
    properties: dict[NamedNode, tuple[NamedNode, ...]] = {}
    found: set[_Triple] = set()
    for quad in quads:
        predicate = quad.predicate
        above = properties.get(predicate)
        if above is None:
            above = properties[predicate] = tuple(map(NamedNode, ontology.superproperties(predicate.value)))
        if predicate == type_ and isinstance(class_ := quad.object, NamedNode):
            if class_ not in classes:
                classes[class_] = tuple(map(NamedNode, ontology.superclasses(class_.value)))
            found.update((quad.subject, type_, superclass) for superclass in classes[class_])
        if above:
            found.update((quad.subject, superproperty, quad.object) for superproperty in above)
    return frozenset(found)


def entail(quads: Iterable[Quad]) -> frozenset[Quad]:
    """The quads that follow from the given ones and are not among them, in the graph ``entailed``."""
    quads = tuple(quads)
    following = consequences(quads)
    properties = {predicate for _, predicate, _ in following}
    asserted = {(quad.subject, quad.predicate, quad.object) for quad in quads if quad.predicate in properties}
    return frozenset(Quad(s, p, o, ENTAILED) for s, p, o in following - asserted)
