"""Figures that say the same, and whether they come by ways that nothing ties together.

Two tellers who agree are worth more than one only if neither has it from the other. The rule looks for what the claims
and the registry say of that; where they say nothing, and somebody below the document tells at least one of the two, it
takes them for independent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ...namespaces import iri
from ..finding import triples
from ..model import Rule
from ..scope import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Triple

    from ..view import Claim, View

__all__ = ["RULE"]

Reasons = tuple[NamedNode, ...]


def _find(view: View) -> Iterator[Triple]:
    kin: dict[NamedNode, Mapping[NamedNode, Reasons]] = {}
    for relation in view.relations:
        one, other = relation.narrow, relation.wide
        if relation.extent is Extent.PART or not _equal(one, other):
            continue
        for claim in (one, other):
            if claim.node not in kin:
                kin[claim.node] = _kin(claim, view)
        reasons = _dependence(view, one, other, kin)
        independent = reasons is None and bool(one.tellers or other.tellers)
        yield from triples(
            "Agreement",
            involves=[one.node, other.node],
            independent=Literal("true" if independent else "false", datatype=iri("xsd:boolean")),
            restsOn=dict.fromkeys((one.node, other.node, *relation.because, *(reasons or ()))),
        )


def _equal(one: Claim, other: Claim) -> bool:
    bounds = (one.minimum, one.maximum)
    return bounds != (None, None) and bounds == (other.minimum, other.maximum)


def _kin(claim: Claim, view: View) -> Mapping[NamedNode, Reasons]:
    """Everybody whose knowledge may be in a claim, with the claims that tie him to its tellers.

    That is who tells it and on whose behalf, whom a group of tellers includes or is close to, and what these belong to.
    """
    found: dict[NamedNode, Reasons] = {}
    tellers = sorted(claim.tellers, key=lambda node: node.value)
    todo: list[tuple[NamedNode, Reasons]] = [(teller, ()) for teller in tellers]
    todo += [(hop.on_behalf_of, ()) for chain in claim.chains for hop in chain if hop.on_behalf_of is not None]
    while todo:
        actor, because = todo.pop(0)
        if actor in found:
            continue
        found[actor] = because
        near = [node for key in ("ig:closeTo", "ig:includesAgent") for node in view.facts.nodes(actor, key)]
        todo += [(node, because) for node in near]
        todo += [(tie.to, (*because, *tie.because)) for tie in view.ties.above(actor).values()]
    return found


def _dependence(
    view: View, one: Claim, other: Claim, kin: Mapping[NamedNode, Mapping[NamedNode, Reasons]]
) -> Reasons | None:
    """The claims that say how one of the two may come from the other; None if nothing says so."""
    its, others = kin[one.node], kin[other.node]
    for actor, because in its.items():
        if actor in others:
            return (*because, *others[actor])
    for figure, known in ((one, others), (other, its)):
        for doubt in (*view.claims, *view.others):
            if doubt.subject == figure.node and doubt.predicate == iri("ig:reflectsEstimateOf"):
                for actor, because in known.items():
                    if actor == doubt.object:
                        return (doubt.node, *because)
    return () if _restated(view, one, other) or _restated(view, other, one) else None


def _restated(view: View, cell: Claim, sentence: Claim) -> bool:
    """Whether an earlier rule has found that the infobox restates a sentence."""
    for quad in view.store.quads_for_pattern(None, iri("ig:cell"), cell.node):
        if isinstance(quad.subject, NamedNode):
            for _ in view.store.quads_for_pattern(quad.subject, iri("ig:sentence"), sentence.node):
                return True
    return False


RULE = Rule(
    name="agreements",
    title="two figures that say the same",
    reason="Their bounds are equal, and both can count the same. They are independent if somebody below the document "
    "tells one of them, nobody tells both, and neither a membership, a telling on behalf, a closeness, a doubt in the "
    "text nor a restatement ties one teller to the other.",
    body=_find,
)
