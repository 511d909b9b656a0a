"""Cuts a dataset into parts that can be validated one by one.

A document is a part: its own graph, with just those entries of the registry, and their links, that it leads to. So a
part is as large as its document, however large the collection is, and stays the same while others change. The
registry is a part or, where it is large, several; identifications (which tie documents together) are one with the words
they rest on, and so is the ontology. Of the ontology every other part holds a thin slice: which terms there are, and
what lies above them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .namespaces import BASE, iri
from .ontology import load as load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Quad

__all__ = [
    "Part",
    "Surroundings",
    "identification_part",
    "ontology_part",
    "ontology_slice",
    "registry_part",
    "registry_parts",
]

_TYPE = iri("rdf:type")
_IDENTIFICATION = iri("ig:Identification")
_EXACT_MATCH = iri("skos:exactMatch")
_LINK_FROM = iri("ig:linkFrom")
_SUBJECTS_OF_A_PART = 2500
"""How many nodes of a registry are checked together, before those that they lead to; about 20 MB while they are."""


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


def registry_parts(registry: Iterable[Quad], links: Iterable[Quad]) -> Iterator[Part]:
    """Registry and links, without the identifications, in parts of a size that does not grow with them.

    A node has its place in one part by the hash of its IRI, so that a new entry changes few parts. With it there stand
    all nodes that lead to it in one step, such as the sides of an event, those that are the exact match of the same
    node outside, and what can be reached from all of these, each with the links that explain its matches: a rule about
    a node sees there what it sees in the whole.
    """
    whole = registry_part(registry, links)
    by_subject: dict[object, list[Quad]] = defaultdict(list)
    by_object: dict[object, list[Quad]] = defaultdict(list)
    for quad in whole.quads.difference(ontology_slice()):
        by_subject[quad.subject].append(quad)
        by_object[quad.object].append(quad)
    count = 1
    while count * _SUBJECTS_OF_A_PART < len(by_subject):
        count *= 2  # so that a registry is seldom cut anew
    if count == 1:
        yield whole
        return
    with_links = defaultdict(list, {node: list(quads) for node, quads in by_subject.items()})
    for quads in by_subject.values():
        for entry in {quad.object for quad in quads if quad.predicate == _LINK_FROM}:
            with_links[entry] += quads
    places: list[list[object]] = [[] for _ in range(count)]
    for node in by_subject:
        digest = hashlib.sha256(str(node).encode()).digest()
        places[int.from_bytes(digest[:8]) % count].append(node)
    for number, nodes in enumerate(places, 1):
        starts = set(nodes)
        for node in nodes:
            starts.update(quad.subject for quad in by_object.get(node, ()))
            twins = (q.object for q in by_subject[node] if q.predicate == _EXACT_MATCH)
            starts.update(q.subject for twin in twins for q in by_object[twin] if q.predicate == _EXACT_MATCH)
        cut = frozenset((*reached(with_links, starts), *ontology_slice()))
        yield Part(f"{whole.name} {number}/{count}", cut)


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


def derived_parts(derived: Iterable[Quad], told: Iterable[Quad]) -> Iterator[Part]:
    """What rules found, in parts by the document that each IRI names, with all that a finding leads to.

    ``told`` are the quads of documents, registry and links.
    """
    by_subject: dict[object, list[Quad]] = defaultdict(list)
    by_slug: dict[str, list[Quad]] = defaultdict(list)
    for quad in told:
        by_subject[quad.subject].append(quad)
    for quad in derived:
        by_subject[quad.subject].append(quad)
        kind, _, rest = str(getattr(quad.subject, "value", "")).removeprefix(BASE).partition("/")
        if kind not in ("rule", "run"):
            by_slug[rest.partition("/")[0]].append(quad)
    for slug, quads in sorted(by_slug.items()):
        starts = {quad.subject for quad in quads}
        yield Part(f"derived/{slug}", frozenset((*reached(by_subject, starts), *ontology_slice())))


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
