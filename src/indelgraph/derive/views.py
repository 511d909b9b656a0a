"""Cuts a dataset into views, one for each event.

A view holds the claims about its event and what can be reached from them, so that its size, and what a rule costs on
it, does not grow with the rest of the collection; and no number of another event can enter a rule by accident. Texts
of documents are left out, and so are claims that only a finding names.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from ..namespaces import iri
from ..ontology import load
from .facts import Facts
from .scope import relations
from .ties import BELONGING, Ties
from .view import View, claim_of, in_order
from .work import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .view import Claim

__all__ = ["views"]

_SEATING = (iri("ig:belligerent"), iri("ig:commander"))
_SKIPPED = {iri("nif:isString"), iri("oa:prefix"), iri("oa:suffix")}
_LEAVES = ("ig:Document", "ig:Event", "ig:Reference", "ig:Encoding")
"""What a view names without going on from there."""


def views(quads: Iterable[Quad]) -> Iterator[View]:
    """The view of every event that a claim is about, by IRI; ``quads`` are documents, registry and links."""
    facts = Facts(quads)
    claims = [
        claim
        for node in facts.subjects()
        if isinstance(node, NamedNode) and facts.is_a(node, "ig:Claim") and (claim := claim_of(facts, node))
    ]
    by_event: dict[NamedNode, list[Claim]] = defaultdict(list)
    belonging: dict[NamedNode, list[Claim]] = defaultdict(list)
    about: dict[NamedNode, list[Claim]] = defaultdict(list)
    parts: dict[NamedNode, list[tuple[NamedNode, Claim]]] = defaultdict(list)
    belongs = {iri(name) for name in BELONGING}
    for claim in claims:
        if claim.event is not None:
            by_event[claim.event].append(claim)
        else:
            about[claim.subject].append(claim)
        if claim.predicate == iri("ig:partOf") and isinstance(claim.object, NamedNode):
            parts[claim.object].append((claim.subject, claim))
        if claim.predicate == iri("ig:subEvent") and isinstance(claim.object, NamedNode):
            parts[claim.subject].append((claim.object, claim))
        if claim.predicate in belongs:
            belonging[claim.subject].append(claim)
            if isinstance(claim.object, NamedNode):
                belonging[claim.object].append(claim)
    for event in sorted(by_event, key=lambda node: node.value):
        yield _view(event, by_event, parts.get(event, ()), belonging, about, facts)


def _view(
    event: NamedNode,
    by_event: dict[NamedNode, list[Claim]],
    parts: Iterable[tuple[NamedNode, Claim]],
    belonging: dict[NamedNode, list[Claim]],
    about: dict[NamedNode, list[Claim]],
    facts: Facts,
) -> View:
    own = in_order(by_event[event])
    said: dict[NamedNode, NamedNode] = {}
    for part, claim in sorted(parts, key=lambda row: row[1].order):
        said.setdefault(part, claim.node)
    below = {part: in_order(by_event.get(part, ())) for part in said}
    near = _belonging((*own, *(claim for claims in below.values() for claim in claims)), belonging, facts)
    ties = Ties(near, (claim for claim in own if claim.predicate in _SEATING))
    found = tuple(relations(own, ties))
    rest = {claim.node: claim for claim in near}
    for claim in own:  # what is said of the things that the claims of the event name: roles, distances of its places
        for thing in (claim.node, claim.subject, claim.object):
            if isinstance(thing, NamedNode):
                rest.update((other.node, other) for other in about.get(thing, ()))
    store = Store()
    others = in_order(rest.values())
    everything = (*own, *(claim for claims in below.values() for claim in claims), *others)
    store.extend(_reached(everything, facts))
    store.extend(work(event, own, found, ties))
    return View(event, own, below, others, ties, found, facts, store, said)


@cache
def _leaves() -> tuple[str, ...]:
    """The classes of :data:`_LEAVES` and all below them, as short names."""
    ontology = load()
    tops = {iri(name).value for name in _LEAVES}
    below = {term for term in ontology.terms() if tops & set(ontology.superclasses(term))}
    return (*_LEAVES, *(f"ig:{term.partition('#')[2]}" for term in sorted(below)))


def _belonging(claims: Iterable[Claim], belonging: dict[NamedNode, list[Claim]], facts: Facts) -> tuple[Claim, ...]:
    """The claims by which those whom the given claims name belong to somebody, at any remove."""
    todo: list[NamedNode] = []
    for claim in claims:
        todo += [
            node for node in (claim.subject, claim.group, claim.limited_to, claim.object) if isinstance(node, NamedNode)
        ]
        todo += [a for chain in claim.chains for hop in chain for a in (hop.teller, hop.on_behalf_of) if a is not None]
    seen: set[NamedNode] = set()
    found: dict[NamedNode, Claim] = {}
    while todo:
        node = todo.pop()
        if node in seen or facts.is_a(node, *_leaves()):
            continue
        seen.add(node)
        for claim in belonging.get(node, ()):
            upward = (claim.subject == node) != (claim.predicate == iri("ig:ledBy"))
            if upward:
                found[claim.node] = claim
                todo += [n for n in (claim.subject, claim.object) if isinstance(n, NamedNode)]
    return in_order(found.values())


def _reached(claims: Iterable[Claim], facts: Facts) -> Iterator[Quad]:
    """The quads of the claims and of all that can be reached from them, in the default graph."""
    todo: list[object] = [claim.node for claim in claims]
    seen = set(todo)
    while todo:
        node = todo.pop()
        closed = facts.is_a(node, *_leaves())
        for quad in facts.about(node):
            if quad.predicate in _SKIPPED:
                continue
            yield Quad(quad.subject, quad.predicate, quad.object)
            if not closed and isinstance(quad.object, NamedNode) and quad.object not in seen:
                if facts.is_a(quad.object, "ig:Claim"):
                    continue
                seen.add(quad.object)
                todo.append(quad.object)
