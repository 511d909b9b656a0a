"""An attack at a camp against men who were out on patrol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ...namespaces import iri
from ..accounts import happened, same_teller
from ..finding import contradiction
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..view import Claim, View

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Triple]:
    at_base = [
        claim
        for claim in view.of("ig:takesPlaceAt", "ig:target")
        if happened(claim) and view.facts.is_a(claim.object, "ig:MilitaryBase")
    ]
    for patrol in view.of("ig:engagedIn"):
        because = _attacked(patrol.subject, view) if patrol.object == iri("ig:Patrol") and happened(patrol) else None
        if because is None:
            continue
        for base in at_base:
            if not same_teller(base, patrol):
                yield from contradiction(
                    base.node, patrol.node, grade="Conditional", kind="PlaceConflict", because=because
                )


def _attacked(party: NamedNode, view: View) -> tuple[NamedNode, ...] | None:
    """The claims by which a party, or what it belongs to, was attacked or fought in the event; None if none do.

    The attackers' own patrol does not tell where those were whom it met; but an account that has them attack takes
    nothing from another one, of other tellers, that has them attacked.
    """
    reasons = {party: (), **{tie.to: tie.because for tie in view.ties.above(party).values()}}

    def of(*predicates: str) -> list[Claim]:
        return [claim for claim in view.of(*predicates) if claim.object in reasons and happened(claim)]

    turned = {origin for claim in of("ig:attacker") for origin in claim.origins}
    involved = [claim for claim in (*of("ig:target"), *of("ig:belligerent")) if turned.isdisjoint(claim.origins)]
    if not involved:
        return None
    found = involved[0].object
    return (*(reasons[found] if isinstance(found, NamedNode) else ()), involved[0].node)


RULE = Rule(
    name="camp-or-patrol",
    title="an attack at a camp on those who were on patrol",
    reason=(
        "The event is said to have taken place at a camp or base, and a party that was attacked in it, or a part of "
        "that party, to have been on patrol at the time. Both can be true of different men, so the conflict is "
        "conditional."
    ),
    body=_find,
)
