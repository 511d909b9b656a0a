"""Reads what an explanation needs from a store, step by step outwards from the claim.

That is the claim with its words and tellers, what rules found about it, the claims on the other side, and all that
these name; who is on the sides that are named; and what is said of the tellers. The cost grows with what is known of
the claim, not with the collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ..compare.reading import FINDING_LINKS, Reading
from ..derive.facts import Facts
from ..derive.ties import Ties
from ..derive.view import View, claim_of, in_order
from ..errors import CallError
from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..derive.view import Claim

__all__ = ["Known", "read"]

_FOLLOWED = frozenset(map(iri, (
    *FINDING_LINKS, "ig:restsOn", "rdf:subject", "rdf:predicate", "rdf:object", "ig:quantity", "ig:evidence",
    "ig:context", "ig:inferredFrom", "ig:hedge", "oa:hasSelector", "ig:report", "ig:relays", "ig:teller", "ig:channel",
    "ig:onBehalfOf", "ig:cue", "ig:cites", "dcterms:publisher", "dcterms:creator", "ig:document", "ig:origin",
    "ig:event", "ig:group", "ig:groupStatus", "ig:limitedTo", "ig:by", "ig:side", "ig:includes", "ig:includesAgent",
    "ig:closeTo", "ig:relativeTo", "ig:equippedWith", "ig:bearing", "ig:modality",
)))  # fmt: skip
"""What is followed from a claim or a finding."""
_SKIPPED = frozenset(map(iri, ("nif:isString", "oa:prefix", "oa:suffix")))
_LINKS = tuple(map(iri, FINDING_LINKS))
_BELLIGERENT = iri("ig:belligerent")
_ROLES = (iri("ig:holdsRole"), iri("ig:memberOf"))


@dataclass(frozen=True, slots=True)
class Known:
    """What the store says of a claim and about it."""

    claim: Claim
    reading: Reading
    """All claims that are named, and the findings about the claim."""
    facts: Facts
    text: str | None
    """The text of its document."""
    roles: tuple[Claim, ...]
    """What claims say of its tellers: their roles, and whom they belong to."""
    needed_by: int
    compared: bool
    sides: int
    """How many sides its event has."""


def read(store: Store, node: NamedNode) -> Known:
    """Everything about a claim.

    Raises:
        CallError: if it lacks what every claim has.
    """
    findings = {found for link in _LINKS for found in _having(store, link, node)}
    quads = _around(store, {node, *findings, *_having(store, iri("rdf:subject"), node)})
    sides = {q.subject for q in quads if q.object == iri("ig:Side") and isinstance(q.subject, NamedNode)}
    quads |= _around(store, _of(store, iri("ig:side"), sides, (_BELLIGERENT,)))
    claim = claim_of(Facts(quads), node)
    if claim is None:
        raise CallError(f"{node.value} lacks words, a subject or a predicate; run `indelgraph validate` on its data")
    roles = _of(store, iri("rdf:subject"), claim.tellers, _ROLES)
    facts = Facts(quads | _around(store, roles))
    named = (n for n in facts.subjects() if isinstance(n, NamedNode) and facts.is_a(n, "ig:Claim"))
    claims = in_order(found for n in named if (found := claim_of(facts, n)) is not None)
    return Known(
        claim=claim,
        reading=Reading(_view(claim, claims, facts), tuple(sorted(findings, key=lambda n: n.value))),
        facts=facts,
        text=_text(store, claim.document),
        roles=tuple(c for c in claims if c.node in roles),
        needed_by=len(set(_having(store, iri("ig:restsOn"), node)) - findings),
        compared=next(_having(store, iri("rdf:type"), iri("ig:RuleRun")), None) is not None,
        sides=len(set(_having(store, iri("ig:sideOf"), claim.event))) if claim.event is not None else 0,
    )


def _view(claim: Claim, claims: tuple[Claim, ...], facts: Facts) -> View:
    """The claims as rules see them; of a claim without an event, the event is what it is said of."""
    ties = Ties((), (c for c in claims if c.predicate == _BELLIGERENT))
    return View(claim.event or claim.subject, claims, {}, (), ties, (), facts, Store())


def _having(store: Store, predicate: NamedNode, value: NamedNode) -> Iterator[NamedNode]:
    """The nodes with a value of a property."""
    for quad in store.quads_for_pattern(None, predicate, value):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _of(
    store: Store, link: NamedNode, things: Iterable[NamedNode], predicates: tuple[NamedNode, ...]
) -> set[NamedNode]:
    """The claims of some predicates that are about some things."""
    found = {claim for thing in things for claim in _having(store, link, thing)}
    return {
        claim
        for claim in found
        if any(q.object in predicates for q in store.quads_for_pattern(claim, iri("rdf:predicate"), None))
    }


def _around(store: Store, start: Iterable[NamedNode]) -> set[Quad]:
    """All about some nodes and about what they name, in whichever graph."""
    todo = list(start)
    seen = set(todo)
    found: set[Quad] = set()
    while todo:
        for quad in store.quads_for_pattern(todo.pop(), None, None):
            if quad.predicate in _SKIPPED:
                continue
            found.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
            value = quad.object
            if quad.predicate in _FOLLOWED and isinstance(value, NamedNode) and value not in seen:
                seen.add(value)
                todo.append(value)
    return found


def _text(store: Store, document: NamedNode) -> str | None:
    for quad in store.quads_for_pattern(document, iri("nif:isString"), None):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return None
