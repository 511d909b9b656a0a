"""Counts what a dataset holds: its classes and properties, and which class leads to which by which property.

VoID (W3C Interest Group Note, 3 March 2011), section 4, with ``void-ext:datatypePartition`` for literals. This is the
form in which editors of SPARQL queries read it, to complete a query while somebody writes it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from ..namespaces import iri, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .sink import Sink

__all__ = ["VOID_EXT", "Counts", "count", "encode_partitions"]

VOID_EXT = "http://ldf.fi/void-ext#"
"""Namespace of an extension of VoID for literals."""

_TYPE = iri("rdf:type")
_SHORT = re.compile(r"[a-z0-9]+:[A-Za-z0-9_.-]+\Z")

_Classes = tuple[NamedNode, ...]


@dataclass(slots=True)
class Counts:
    """How many different triples, subjects and objects there are, in all and by class and property.

    ``targets`` are the classes of an object, or the datatype of a literal.
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: Counter[NamedNode] = field(default_factory=Counter)
    """Things by class."""
    by_class: Counter[NamedNode] = field(default_factory=Counter)
    """Triples by the class of their subject."""
    by_property: Counter[NamedNode] = field(default_factory=Counter)
    property_subjects: Counter[NamedNode] = field(default_factory=Counter)
    property_objects: Counter[NamedNode] = field(default_factory=Counter)
    class_property: Counter[tuple[NamedNode, NamedNode]] = field(default_factory=Counter)
    class_property_subjects: Counter[tuple[NamedNode, NamedNode]] = field(default_factory=Counter)
    targets: Counter[tuple[NamedNode, NamedNode, NamedNode]] = field(default_factory=Counter)
    datatypes: Counter[tuple[NamedNode, NamedNode, NamedNode]] = field(default_factory=Counter)

    def add(self, classes: _Classes, property_: NamedNode, leads_to: _Classes | NamedNode, number: int) -> None:
        """Count triples whose subjects have the same classes, to objects of the same classes or datatype."""
        self.by_property[property_] += number
        for class_ in classes:
            self.by_class[class_] += number
            self.class_property[class_, property_] += number
            if isinstance(leads_to, NamedNode):
                self.datatypes[class_, property_, leads_to] += number
            else:
                for target in leads_to:
                    self.targets[class_, property_, target] += number


def count(quads: Iterable[Quad]) -> Counts:
    """Count the triples of quads, each once, in whatever graphs they stand; linear in their number.

    A class that is a blank node counts for nothing: nobody could ask for it by name.
    """
    about: dict[object, set[tuple[NamedNode, object]]] = {}
    for quad in quads:
        about.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
    # Things of the same classes are counted together first, since they have the same partitions. Each combination of
    # classes has a number, which is quicker to count by than the classes; 0 is to have none.
    numbers: dict[_Classes, int] = {(): 0}
    kind = {subject: numbers.setdefault(_classes(pairs), len(numbers)) for subject, pairs in about.items()}
    triples: Counter[tuple[int, NamedNode, int | NamedNode]] = Counter()
    subjects: Counter[tuple[int, NamedNode]] = Counter()
    objects: dict[NamedNode, set[object]] = {}
    for subject, pairs in about.items():
        own = kind[subject]
        for property_, object_ in pairs:
            triples[own, property_, object_.datatype if isinstance(object_, Literal) else kind.get(object_, 0)] += 1
            objects.setdefault(property_, set()).add(object_)
        subjects.update((own, property_) for property_ in {property_ for property_, _ in pairs})
    found = Counts(triples=triples.total(), subjects=len(about), objects=len(set().union(*objects.values())))
    found.property_objects.update({property_: len(values) for property_, values in objects.items()})
    combinations = tuple(numbers)
    for number, things in Counter(kind.values()).items():
        found.entities.update(dict.fromkeys(combinations[number], things))
    for (own, property_, leads_to), number in triples.items():
        target = combinations[leads_to] if isinstance(leads_to, int) else leads_to
        found.add(combinations[own], property_, target, number)
    for (own, property_), number in subjects.items():
        found.property_subjects[property_] += number
        found.class_property_subjects.update({(class_, property_): number for class_ in combinations[own]})
    return found


def _classes(pairs: Iterable[tuple[NamedNode, object]]) -> _Classes:
    return tuple(sorted((o for p, o in pairs if p == _TYPE and isinstance(o, NamedNode)), key=str))


def encode_partitions(
    sink: Sink, dataset: NamedNode, base: str, counts: Counts, in_detail: Callable[[NamedNode], bool]
) -> None:
    """Write the counts as partitions of a dataset, in nodes below ``base``.

    Every class and every property gets a partition. A class also gets one for each of its properties, and that one for
    each class or datatype it leads to, where all classes in question are worth detail: a partition less is no untruth,
    and one for each of many superclasses would be larger than what it describes.
    """
    sink.add(dataset, "void:triples", counts.triples)
    sink.add(dataset, "void:classes", len(counts.entities))
    sink.add(dataset, "void:properties", len(counts.by_property))
    sink.add(dataset, "void:distinctSubjects", counts.subjects)
    sink.add(dataset, "void:distinctObjects", counts.objects)
    for property_, number in counts.by_property.items():
        part = _below(base, "property", property_)
        _describe(sink, part, f"{_shown(property_)} in the dataset", number)
        sink.add(dataset, "void:propertyPartition", part)
        sink.add(part, "void:property", property_)
        sink.add(part, "void:distinctSubjects", counts.property_subjects[property_])
        sink.add(part, "void:distinctObjects", counts.property_objects[property_])
    for class_, number in counts.entities.items():
        part = _below(base, "class", class_)
        _describe(sink, part, f"{_shown(class_)} in the dataset", counts.by_class[class_])
        sink.add(dataset, "void:classPartition", part)
        sink.add(part, "void:class", class_)
        sink.add(part, "void:entities", number)
    for (class_, property_), number in counts.class_property.items():
        if in_detail(class_):
            part = _of_class(base, class_, property_)
            _describe(sink, part, f"{_shown(property_)} of {_shown(class_)}", number)
            sink.add(_below(base, "class", class_), "void:propertyPartition", part)
            sink.add(part, "void:property", property_)
            sink.add(part, "void:distinctSubjects", counts.class_property_subjects[class_, property_])
    for (class_, property_, target), number in counts.targets.items():
        if in_detail(class_) and in_detail(target):
            over = _of_class(base, class_, property_)
            part = _below(f"{over.value}/", "class", target)
            _describe(sink, part, f"{_shown(property_)} of {_shown(class_)} that is {_shown(target)}", number)
            sink.add(over, "void:classPartition", part)
            sink.add(part, "void:class", target)
    for (class_, property_, datatype), number in counts.datatypes.items():
        if in_detail(class_):
            over = _of_class(base, class_, property_)
            part = _below(f"{over.value}/", "datatype", datatype)
            _describe(sink, part, f"{_shown(property_)} of {_shown(class_)} as {_shown(datatype)}", number)
            for subject, local, value in ((over, "datatypePartition", part), (part, "datatype", datatype)):
                sink.put(Quad(subject, NamedNode(VOID_EXT + local), value, sink.graph))


def _describe(sink: Sink, part: NamedNode, label: str, triples: int) -> None:
    # No type: all are void:Dataset by the vocabulary, and whoever asks for data sets wants to see whole ones.
    sink.add(part, "rdfs:label", Literal(label, language="en"))
    sink.add(part, "void:triples", triples)


def _of_class(base: str, class_: NamedNode, property_: NamedNode) -> NamedNode:
    return _below(_below(base, "class", class_).value + "/", "property", property_)


def _below(base: str, kind: str, term: NamedNode) -> NamedNode:
    """A node named after a term: by its short name, or else by all of its IRI, percent-encoded."""
    return NamedNode(f"{base}{kind}/{_shown(term)}")


@lru_cache(maxsize=4096)
def _shown(term: NamedNode) -> str:
    short = shorten(term.value)
    return short if _SHORT.match(short) else quote(term.value, safe="")
