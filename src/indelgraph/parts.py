"""Cuts a dataset into parts that can be validated one by one.

A document is a part: its own graph, with just those entries of the registry, and their links, that it leads to. So a
part is as large as its document, however large the collection is, and stays the same while others change. The
registry is a part, identifications (which tie documents together) are one with the words they rest on, and so is
the ontology. Of the ontology every other part holds a thin slice: which terms there are, and what lies above them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .namespaces import iri
from .ontology import load as load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Quad

__all__ = ["Part", "Surroundings", "identification_part", "ontology_part", "ontology_slice", "registry_part"]

_TYPE = iri("rdf:type")
_IDENTIFICATION = iri("ig:Identification")


@dataclass(frozen=True, slots=True)
class Part:
    """Quads that are checked together, in no certain order; each belongs to the graph that it has in the dataset."""

    name: str
    quads: frozenset[Quad]


class Surroundings:
    """What documents refer to: registry and links, by subject. Identifications are no surroundings of a document."""

    def __init__(self, registry: Iterable[Quad], links: Iterable[Quad]) -> None:
        registry = tuple(registry)
        across = _of_class(registry, _IDENTIFICATION)
        self._by_subject: dict[object, list[Quad]] = defaultdict(list)
        for quad in (*registry, *links):
            if quad.subject not in across:
                self._by_subject[quad.subject].append(quad)

    def document_part(self, slug: str, quads: Iterable[Quad]) -> Part:
        """The part of a document; ``quads`` are those of its graph.

        A Span that nothing in the graph names is left out: only an identification rests on it, and is checked with it.
        """
        own = tuple(quads)
        named = {quad.object for quad in own}
        spans = _of_class(own, iri("ig:Span")) - named
        selectors = {q.object for q in own if q.subject in spans and q.predicate == iri("oa:hasSelector")}
        kept = [quad for quad in own if quad.subject not in spans and quad.subject not in selectors]
        return Part(slug, frozenset((*kept, *self._reached(quad.object for quad in kept), *ontology_slice())))

    def _reached(self, starts: Iterable[object]) -> Iterator[Quad]:
        return reached(self._by_subject, starts)


def registry_part(registry: Iterable[Quad], links: Iterable[Quad]) -> Part:
    """Registry and links, without the identifications."""
    registry = tuple(registry)
    across = _of_class(registry, _IDENTIFICATION)
    return Part("registry", frozenset((*(q for q in registry if q.subject not in across), *links, *ontology_slice())))


def identification_part(registry: Iterable[Quad], documents: Iterable[Quad]) -> Part | None:
    """The identifications with the names and words that they are about; None where there are none.

    ``registry`` is its graph, ``documents`` the quads of (at least) all documents that they name.
    """
    by_subject: dict[object, list[Quad]] = defaultdict(list)
    across: set[object] = set()
    for quad in (*registry, *documents):
        by_subject[quad.subject].append(quad)
        if quad.predicate == _TYPE and quad.object == _IDENTIFICATION:
            across.add(quad.subject)
    if not across:
        return None
    return Part("identifications", frozenset((*reached(by_subject, across), *ontology_slice())))


def ontology_part(ontology: Iterable[Quad]) -> Part:
    """The ontology alone."""
    return Part("ontology", frozenset(ontology))


def reached(by_subject: dict[object, list[Quad]], starts: Iterable[object]) -> Iterator[Quad]:
    """The quads about everything that can be reached from the given nodes, and about these themselves."""
    todo = list(starts)
    seen = set(todo)
    while todo:
        for quad in by_subject.get(todo.pop(), ()):
            yield quad
            if quad.object not in seen:
                seen.add(quad.object)
                todo.append(quad.object)


def _of_class(quads: Iterable[Quad], class_: NamedNode) -> set[object]:
    return {quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == class_}


def ontology_slice() -> tuple[Quad, ...]:
    """Which terms there are and what lies above each class: what the rules on data ask of the ontology."""
    kept = (iri("rdfs:isDefinedBy"), iri("rdfs:subClassOf"))
    return tuple(quad for quad in load_ontology().quads() if quad.predicate in kept)
