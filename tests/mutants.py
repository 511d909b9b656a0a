"""What the mutation test works on: a small part of the real graph, and changes to it.

A :class:`Part` is a set of claims, names and references with everything that they reach, chosen so that each property
of each class of node is in it, and each twice where the collection has it twice. It is as valid as the whole, and
validating it takes a small part of the time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyoxigraph as ox

from indelgraph.build import ONTOLOGY
from indelgraph.derive.engine import DERIVED
from indelgraph.namespaces import BASE, iri, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from random import Random

    from indelgraph import Build

__all__ = ["NOTHING", "Change", "Damage", "Kind", "Kinds", "Part", "Term", "slug_of", "small_part"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

TYPE = iri("rdf:type")
_SUBCLASS = iri("rdfs:subClassOf")
_FAMILIES = ("ig:Side", "ig:Actor", "ig:Event", "ig:Place", "prov:Agent")
_ENTRIES = frozenset({"Actor", "Event", "Place"})
"""Entries of the registry; their names and links are damaged under the class ``Entry``, since they have them alike."""
_ROOTS = ("Claim", "NameUse", "Reference", "Identification", "Link")
_ENOUGH = 1
"""How many nodes of the part have a property of their class, where there are as many: one to hit, one to swap with."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutant lacks and what it has more."""

    removed: frozenset[ox.Quad]
    added: frozenset[ox.Quad]

    def __or__(self, other: Change) -> Change:
        """This change and then the other."""
        return Change(self.removed | other.removed, (self.added - other.removed) | other.added)

    def __str__(self) -> str:
        signed = [("-", self.removed - self.added), ("+", self.added - self.removed)]
        rows = [(sign, quad) for sign, quads in signed for quad in sorted(quads, key=str)]
        return "\n".join(f"{sign} {_short(q.subject)} {_short(q.predicate)} {_short(q.object)}" for sign, q in rows)


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return shorten(term.value).replace(BASE, "…/")
    text = str(term)
    return text if len(text) <= 70 else f"{text[:69]}…"


Damage: TypeAlias = "Callable[[Part, Random], Change | None]"
"""Makes one change at random, or none where the part has nothing to damage in this way."""
NOTHING = Change(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of damage."""

    name: str
    """``damage: where``, or only the damage."""
    group: Literal["form", "reading"]
    """``form``: wrong by a rule of the model, whatever the text says. ``reading``: well-formed, and another reading of
    the text, or less of it; only somebody who reads can tell.
    """
    apply: Damage


OneNode: TypeAlias = "Callable[[Part, Random, ox.NamedNode], Change | None]"
"""Damages one node, or says that it cannot be damaged so."""


class Kinds(list[Kind]):
    """Collects kinds that damage one node of a class: their name is that of the function that does it."""

    def form(self, class_: str) -> Callable[[OneNode], OneNode]:
        """Decorates what is wrong by form."""
        return self._adder("form", class_)

    def reading(self, class_: str) -> Callable[[OneNode], OneNode]:
        """Decorates what is well-formed."""
        return self._adder("reading", class_)

    def _adder(self, group: Literal["form", "reading"], class_: str) -> Callable[[OneNode], OneNode]:
        def add(damage: OneNode) -> OneNode:
            def apply(part: Part, random: Random) -> Change | None:
                nodes = part.nodes(class_)
                random.shuffle(nodes)
                changes = (damage(part, random, node) for node in nodes)
                return next((change for change in changes if change and part.after(change) != part.quads), None)

            self.append(Kind(damage.__name__.strip("_").replace("_", " "), group, apply))
            return damage

        return add


class Part:
    """Quads with the ways to look into them that damage needs."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.quads = frozenset(quads)
        types = {q.subject: q.object for q in self.own if q.predicate == TYPE}
        upper: dict[object, object] = {
            q.subject: q.object for q in self.quads if q.predicate == _SUBCLASS and _is_house_class(q.object)
        }
        self._classes: dict[object, str] = {node: _family(type_, upper) for node, type_ in types.items()}

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], list[ox.Quad]]:
        found: dict[tuple[str, str], list[ox.Quad]] = defaultdict(list)
        for quad in self.own:
            name = shorten(quad.predicate.value)
            class_ = self.class_of(quad.subject)
            found["Entry" if class_ in _ENTRIES and name.startswith("skos:") else class_, name].append(quad)
        return found

    @cached_property
    def own(self) -> tuple[ox.Quad, ...]:
        """The quads of documents, registry and links: all but the ontology, which is not data."""
        return tuple(sorted((q for q in self.quads if q.graph_name != ONTOLOGY), key=str))

    @cached_property
    def by_subject(self) -> dict[object, list[ox.Quad]]:
        """The quads of each node."""
        found: dict[object, list[ox.Quad]] = defaultdict(list)
        for quad in self.own:
            found[quad.subject].append(quad)
        return found

    @cached_property
    def by_object(self) -> dict[object, list[ox.Quad]]:
        """The quads that name each node."""
        found: dict[object, list[ox.Quad]] = defaultdict(list)
        for quad in self.own:
            found[quad.object].append(quad)
        return found

    def class_of(self, node: object) -> str:
        """The local name of a node's class; one for all actors, one for all events, one for all places."""
        return self._classes.get(node, "")

    def places(self) -> list[tuple[str, str]]:
        """Every class with every property that its nodes have here."""
        return sorted(place for place in self._by_place if place[0])

    def at(self, class_: str, predicate: str) -> Sequence[ox.Quad]:
        """The quads with this property whose subject is of this class."""
        return self._by_place.get((class_, predicate), [])

    def nodes(self, class_: str) -> list[ox.NamedNode]:
        """The nodes of a class."""
        return [q.subject for q in self.at(class_, "rdf:type") if isinstance(q.subject, ox.NamedNode)]

    def value(self, node: object, predicate: str) -> Term | None:
        """A value of a property of a node."""
        return next(iter(self.values(node, predicate)), None)

    def values(self, node: object, predicate: str) -> list[Term]:
        """All values of a property of a node."""
        wanted = iri(predicate)
        found = (q.object for q in self.by_subject.get(node, ()) if q.predicate == wanted)
        return [term for term in found if not isinstance(term, ox.Triple)]

    def with_(self, node: ox.NamedNode, predicate: str, *values: Term) -> Change:
        """The change that adds values."""
        graph = self.by_subject[node][0].graph_name
        return Change(frozenset(), frozenset(ox.Quad(node, iri(predicate), value, graph) for value in values))

    def without(self, node: ox.NamedNode, *predicates: str) -> Change:
        """The change that takes all values of some properties away; of all, if none is given."""
        wanted = {iri(name) for name in predicates}
        return Change(frozenset(q for q in self.by_subject[node] if not wanted or q.predicate in wanted), frozenset())

    def put(self, node: ox.NamedNode, predicate: str, *values: Term) -> Change:
        """The change that gives a property these values and no others."""
        return self.without(node, predicate) | self.with_(node, predicate, *values)

    def copied(self, node: ox.NamedNode, other: ox.NamedNode, *predicates: str) -> Change:
        """The change that gives a node the values that another has in some properties."""
        change = NOTHING
        for name in predicates:
            change |= self.put(node, name, *self.values(other, name))
        return change

    def clone(self, node: ox.NamedNode, name: ox.NamedNode) -> Change:
        """The change that says everything of a node again, of another one."""
        added = frozenset(ox.Quad(name, q.predicate, q.object, q.graph_name) for q in self.by_subject[node])
        return Change(frozenset(), added)

    def renamed(self, node: ox.NamedNode, name: ox.NamedNode) -> Change:
        """The change that gives a node another IRI wherever it stands."""
        touched = frozenset(self.by_subject[node]) | frozenset(self.by_object[node])
        added = frozenset(
            ox.Quad(
                name if q.subject == node else q.subject,
                q.predicate,
                name if q.object == node else q.object,
                q.graph_name,
            )
            for q in touched
        )
        return Change(touched, added)

    def after(self, change: Change) -> frozenset[ox.Quad]:
        """The quads of the mutant."""
        return (self.quads - change.removed) | change.added


def slug_of(node: object) -> str:
    """The slug of the document that a node belongs to, by its IRI."""
    path = str(getattr(node, "value", "")).removeprefix(BASE).split("/")
    return path[1] if len(path) > 1 else ""


def _is_house_class(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and (term.value.startswith(iri("ig:").value) or term == iri("prov:Agent"))


def _family(type_: object, upper: dict[object, object]) -> str:
    families = [iri(name) for name in _FAMILIES]
    node, seen = type_, {type_}
    while node not in families and (above := upper.get(node)) is not None and above not in seen:
        node = above
        seen.add(node)
    chosen = node if node in families else type_
    return shorten(str(getattr(chosen, "value", ""))).partition(":")[2]


def small_part(build: Build) -> Part:
    """The smallest valid part of a build that has everything, as a greedy choice finds it.

    What rules derive is left out: it would be derived anew from a damaged graph, and is no net that catches damage.
    """
    parts = (part.quads for part in build.parts() if part.name != "ontology")
    whole = Part(quad for quads in parts for quad in quads if quad.graph_name != DERIVED)
    reached = {node: frozenset(_reached(whole, node)) for class_ in _ROOTS for node in whole.nodes(class_)}
    facts = {node: frozenset(_facts(whole, node)) for node in whole.by_subject}
    missing = Counter(
        {fact: min(n, _ENOUGH) for fact, n in Counter(f for found in facts.values() for f in found).items()}
    )
    kept: set[object] = set()
    while reached:
        gains = {
            root: (Counter(f for node in nodes - kept for f in facts[node]) & missing).total()
            for root, nodes in reached.items()
        }
        best = max(gains, key=lambda root: (gains[root], -len(reached[root]), root.value))
        if not gains[best]:
            break
        missing -= Counter(f for node in reached[best] - kept for f in facts[node])
        kept |= reached.pop(best)
    kept |= {link for link in whole.nodes("Link") if whole.value(link, "ig:linkFrom") in kept}
    return Part(q for q in whole.quads if q.graph_name == ONTOLOGY or q.subject in kept)


def _reached(whole: Part, start: ox.NamedNode) -> Iterator[object]:
    seen: set[object] = {start}
    todo: list[object] = [start]
    while todo:
        node = todo.pop()
        yield node
        for quad in whole.by_subject[node]:
            if quad.object not in seen and quad.object in whole.by_subject:
                seen.add(quad.object)
                todo.append(quad.object)


def _facts(whole: Part, node: object) -> Iterator[tuple[str, ...]]:
    """What a node shows that damage may need: its properties, what it counts, where it is from."""
    class_ = whole.class_of(node)
    for quad in whole.by_subject[node]:
        name = shorten(quad.predicate.value)
        yield class_, name
        if name in {"ig:comparator", "ig:mode", "ig:hop", "ig:inPart", "ig:nameStatus", "rdf:type", "rdf:predicate"}:
            yield class_, name, str(quad.object)
        if name == "rdf:object":
            value = quad.object
            yield class_, name, str(value.datatype) if isinstance(value, ox.Literal) else whole.class_of(value)
