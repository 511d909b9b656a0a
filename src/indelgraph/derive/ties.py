"""Who belongs to whom, and who is on which side of an event: as claims say, and by which of them.

Somebody belongs to what he is claimed to be a member, a part or a leader of, and to what that belongs to. Who is on a
side is said of one event only, by claims of its belligerents and commanders. Closeness (``ig:closeTo``) is not
belonging: men close to the ICRC are not the ICRC.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .view import Claim

__all__ = ["BELONGING", "Seat", "Tie", "Ties"]

BELONGING = ("ig:memberOf", "ig:partOfForce", "ig:ledBy")
"""Predicates of claims that say who belongs to whom; the leader belongs to what he leads."""


@dataclass(frozen=True, slots=True)
class Tie:
    """That somebody belongs to somebody, and the claims that say so, one for each step."""

    to: NamedNode
    because: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """That somebody is on a side, and the claims that say so."""

    side: NamedNode
    because: tuple[NamedNode, ...]


class Ties:
    """The ties that matter for one event.

    ``belonging`` are claims of the predicates of :data:`BELONGING` from any document, ``seating`` the claims about
    the belligerents and commanders of the event; both in the order of the text: the first claim of a thing is the one
    that is named as its reason.
    """

    def __init__(self, belonging: Iterable[Claim], seating: Iterable[Claim]) -> None:
        self._above: dict[NamedNode, dict[NamedNode, NamedNode]] = defaultdict(dict)
        for claim in belonging:
            if isinstance(claim.object, NamedNode) and claim.subject != claim.object:
                leads = claim.predicate == iri("ig:ledBy")
                lower, upper = (claim.object, claim.subject) if leads else (claim.subject, claim.object)
                self._above[lower].setdefault(upper, claim.node)
        self._seats: dict[NamedNode, dict[NamedNode, NamedNode]] = defaultdict(dict)
        self._parties: dict[NamedNode, dict[NamedNode, NamedNode]] = defaultdict(dict)
        for claim in seating:
            if claim.side is None or not isinstance(claim.object, NamedNode):
                continue
            self._seats[claim.object].setdefault(claim.side, claim.node)
            if claim.predicate == iri("ig:belligerent"):
                self._parties[claim.side].setdefault(claim.object, claim.node)

    def above(self, actor: NamedNode) -> Mapping[NamedNode, Tie]:
        """Everything that somebody belongs to, directly or not, by the shortest way; without himself."""
        found: dict[NamedNode, Tie] = {}
        todo: list[tuple[NamedNode, tuple[NamedNode, ...]]] = [(actor, ())]
        for node, because in todo:  # grows while it is read: breadth first
            for upper, claim in self._above.get(node, {}).items():
                if upper != actor and upper not in found:
                    found[upper] = Tie(upper, (*because, claim))
                    todo.append((upper, found[upper].because))
        return found

    def sides(self) -> tuple[NamedNode, ...]:
        """The sides that somebody is claimed to be on, sorted."""
        return tuple(sorted({side for seats in self._seats.values() for side in seats}, key=lambda side: side.value))

    def parties(self, side: NamedNode) -> Mapping[NamedNode, NamedNode]:
        """The belligerents of a side, each with the first claim that says so."""
        return self._parties.get(side, {})

    def seats(self, actor: NamedNode) -> tuple[Seat, ...]:
        """The sides that somebody is on, by himself or by what he belongs to; two where claims disagree."""
        found: dict[NamedNode, tuple[NamedNode, ...]] = {
            side: (claim,) for side, claim in self._seats.get(actor, {}).items()
        }
        if not found:
            for tie in self.above(actor).values():
                for side, claim in self._seats.get(tie.to, {}).items():
                    found.setdefault(side, (*tie.because, claim))
        return tuple(Seat(side, because) for side, because in sorted(found.items(), key=lambda item: item[0].value))
