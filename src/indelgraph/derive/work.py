"""Helping terms for rules in SPARQL: what is awkward to say in a query, said once for each event.

They stand in the store of a view only, never in a graph that is served.

=====================  ==================  ======================================================================
subject                predicate           object
=====================  ==================  ======================================================================
the event              ``rdf:type``        ``work:Event``
a claim of the event   ``work:order``      its place in the order of the text, counted from 0 (xsd:integer)
a claim of the event   ``work:part``       ``ig:Infobox``, ``ig:Lead`` …: where its words stand
a claim with a teller  ``work:speaksFor``  a party or group that an origin is, belongs to, or speaks on behalf of
a claim with a teller  ``work:voice``      a side that an origin is on
a figure               ``work:about``      the group whose figure it is: :attr:`.scope.Scope.group`
a figure               ``work:aboutSide``  a side that this group is or is on
a relation             ``work:narrow``     the figure of the narrower scope, or the earlier one
a relation             ``work:wide``       the other one
a relation             ``work:extent``     ``work:same``, ``work:within``, ``work:part``, ``work:overlap``
a relation             ``work:dated``      true, where the two are not valid for the same day
a relation             ``work:lesser``     the figure that may be the smaller one: earlier, or of the seriously hurt
a relation             ``work:because``    a claim that makes the two comparable
=====================  ==================  ======================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ..namespaces import iri
from .scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .scope import Relation
    from .ties import Ties
    from .view import Claim

__all__ = ["WORK", "speaks_for", "voices", "work"]

WORK = "urn:indelgraph:work:"

_TRUE = Literal("true", datatype=iri("xsd:boolean"))


def _work(name: str) -> NamedNode:
    return NamedNode(WORK + name)


def work(event: NamedNode, claims: Iterable[Claim], relations: Iterable[Relation], ties: Ties) -> Iterator[Quad]:
    """The helping triples of one event, in the default graph; ``claims`` in the order of the text."""
    yield Quad(event, iri("rdf:type"), _work("Event"))
    for number, claim in enumerate(claims):
        node = claim.node
        yield Quad(node, _work("order"), Literal(str(number), datatype=iri("xsd:integer")))
        for part in sorted(claim.parts, key=str):
            yield Quad(node, _work("part"), part)
        for group in speaks_for(claim, ties):
            yield Quad(node, _work("speaksFor"), group)
        for side in voices(claim, ties):
            yield Quad(node, _work("voice"), side)
        if claim.measure is not None:
            yield from _about(claim, ties)
    for number, relation in enumerate(relations):
        node_ = BlankNode(f"relation{number}")
        yield Quad(node_, _work("narrow"), relation.narrow.node)
        yield Quad(node_, _work("wide"), relation.wide.node)
        yield Quad(node_, _work("extent"), _work(relation.extent.value))
        if relation.dated:
            yield Quad(node_, _work("dated"), _TRUE)
        for lesser in relation.lesser:
            yield Quad(node_, _work("lesser"), lesser.node)
        for reason in relation.because:
            yield Quad(node_, _work("because"), reason)


def _about(claim: Claim, ties: Ties) -> Iterator[Quad]:
    group = scope_of(claim, ties).group
    if group is None:
        return
    yield Quad(claim.node, _work("about"), group)
    sides = {claim.group} if claim.group in ties.sides() else {seat.side for seat in ties.seats(group)}
    for side in sides:
        if side is not None:
            yield Quad(claim.node, _work("aboutSide"), side)


def speaks_for(claim: Claim, ties: Ties) -> tuple[NamedNode, ...]:
    """The origins of a claim, whom they speak on behalf of, and what these belong to; without documents."""
    found: dict[NamedNode, None] = {}
    for chain in claim.chains:
        if len(chain) > 1:
            last = chain[-1]
            for actor in (last.teller, last.on_behalf_of):
                if actor is not None:
                    found[actor] = None
                    found.update(dict.fromkeys(ties.above(actor)))
    return tuple(sorted(found, key=lambda node: node.value))


def voices(claim: Claim, ties: Ties) -> tuple[NamedNode, ...]:
    """The sides that the origins of a claim are on."""
    found = {seat.side for actor in speaks_for(claim, ties) for seat in ties.seats(actor)}
    return tuple(sorted(found, key=lambda node: node.value))
