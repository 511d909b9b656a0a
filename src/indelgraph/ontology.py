"""The vocabulary ``ig:`` as values: which terms there are, what they are, and what lies above them.

The one source is ``ontology/indelgraph.ttl``. What a term is, its types say (RDF Schema 1.1, OWL 2, SKOS).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from .errors import DataError, Place
from .files import read_bytes
from .namespaces import ONTOLOGY, graph_name, iri
from .resources import root

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["FILE_NAME", "Ontology", "load", "read"]

FILE_NAME = "indelgraph.ttl"
"""The name of the Turtle file in ``ontology/``."""

_TYPE = iri("rdf:type").value
_PROPERTY_TYPES = frozenset(iri(name).value for name in ("rdf:Property", "owl:ObjectProperty", "owl:DatatypeProperty"))


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the vocabulary says. All IRIs go in and come out as plain strings, every tuple is sorted."""

    _quads: tuple[Quad, ...]
    _values: Mapping[tuple[str, str], tuple[str, ...]]
    _members: Mapping[str, tuple[str, ...]]
    _superclasses: Mapping[str, tuple[str, ...]]
    _superproperties: Mapping[str, tuple[str, ...]]

    def quads(self) -> tuple[Quad, ...]:
        """Every triple of the file as a quad of the graph ``graph:ontology``, sorted."""
        return self._quads

    def terms(self) -> frozenset[str]:
        """Every declared IRI of the namespace ``ig:``."""
        return frozenset(term for term, key in self._values if key == _TYPE and term.startswith(ONTOLOGY))

    def values(self, term: str, predicate: str) -> tuple[str, ...]:
        """The IRIs and the lexical forms that ``term`` has as values of ``predicate``; empty if none."""
        return self._values.get((term, predicate), ())

    def superclasses(self, term: str) -> tuple[str, ...]:
        """Every class above a class, of ours and of others, not itself; empty if the file has none."""
        return self._superclasses.get(term, ())

    def superproperties(self, term: str) -> tuple[str, ...]:
        """Every property above a property, not itself; empty if the file has none."""
        return self._superproperties.get(term, ())

    def is_property(self, term: str) -> bool:
        """Whether it is declared as a property of any kind."""
        return not _PROPERTY_TYPES.isdisjoint(self.values(term, _TYPE))

    def is_object_property(self, term: str) -> bool:
        """Whether all its values are nodes; false where literals may stand, too, as with ``ig:outcome``."""
        return iri("owl:ObjectProperty").value in self.values(term, _TYPE)

    def is_datatype_property(self, term: str) -> bool:
        """Whether all its values are literals."""
        return iri("owl:DatatypeProperty").value in self.values(term, _TYPE)

    def claim_predicates(self) -> tuple[str, ...]:
        """The properties that stand as value of ``rdf:predicate`` and never in a plain triple."""
        return self._members.get(iri("ig:ClaimPredicate").value, ())

    def schemes(self) -> tuple[str, ...]:
        """The value lists (``skos:ConceptScheme``)."""
        return self._members.get(iri("skos:ConceptScheme").value, ())

    def concepts(self, scheme: str) -> tuple[str, ...]:
        """The values of a value list.

        Raises:
            KeyError: if there is no such list.
        """
        if scheme not in self.schemes():
            raise KeyError(scheme)
        key = iri("skos:inScheme").value
        found = (term for (term, p), schemes in self._values.items() if p == key and scheme in schemes)
        return tuple(sorted(found))


def _closure(edges: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Everything that can be reached from each start, without the start; a cycle does no harm."""
    reached: dict[str, tuple[str, ...]] = {}
    for start in edges:
        seen: set[str] = set()
        todo = list(edges[start])
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo.extend(edges.get(node, ()))
        reached[start] = tuple(sorted(seen - {start}))
    return reached


def _triples(path: Path) -> list[Quad]:
    data = read_bytes(path)
    try:
        return list(parse(data, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        where = Place(path, error.lineno, error.offset)
        raise DataError.at(where, f"is not Turtle: {error.msg}; mend it or restore the file") from error


def read(path: Path) -> Ontology:
    """Read a vocabulary from a Turtle file.

    Raises:
        DataError: if the file cannot be read, is not Turtle, or holds a blank node.
    """
    graph = graph_name("ontology")
    quads: list[Quad] = []
    values: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for triple in _triples(path):
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            raise DataError.at(Place(path), f"holds a blank node near {predicate}; give the node an IRI")
        quads.append(Quad(subject, predicate, value, graph))
        values[subject.value, predicate.value].add(value.value)
        if predicate.value == _TYPE:
            members[value.value].add(subject.value)

    def above(predicate: str) -> dict[str, tuple[str, ...]]:
        key = iri(predicate).value
        return _closure({term: tuple(found) for (term, p), found in values.items() if p == key})

    return Ontology(
        _quads=tuple(sorted(quads, key=str)),
        _values={key: tuple(sorted(found)) for key, found in values.items()},
        _members={key: tuple(sorted(found)) for key, found in members.items()},
        _superclasses=above("rdfs:subClassOf"),
        _superproperties=above("rdfs:subPropertyOf"),
    )


@cache
def load() -> Ontology:
    """The vocabulary that travels with the program, read once.

    Raises:
        DataError: if the file is broken.
        FileNotFoundError: if the installation is not whole.
    """
    return read(root() / "ontology" / FILE_NAME)
