"""Who tells two claims, and how plainly: what decides whether they contradict each other, and how firmly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..namespaces import iri

if TYPE_CHECKING:
    from .view import Claim, View

__all__ = ["happened", "identity", "own_words", "plain", "same_teller", "sides_of"]

_NAMELESS = ("ig:UnnamedGroup", "ig:Person")
"""Who tells little about which group it was: armed men may be anybody's, and a man may act for several."""


def plain(claim: Claim) -> bool:
    """Whether a claim is said of the whole, and neither inferred nor tempered by a modality."""
    limited = claim.partial or claim.limited_to is not None or claim.as_of is not None
    return not (limited or claim.inferred) and claim.modality in (None, iri("ig:Confirmed"))


def happened(claim: Claim) -> bool:
    """Whether a claim says that something came about, and not that somebody meant to or tried."""
    return claim.modality not in (iri("ig:Intended"), iri("ig:Tried"))


def same_teller(one: Claim, other: Claim) -> bool:
    """Whether somebody other than an article tells both: he adds to his account and does not contradict himself."""
    return bool(set(one.origins) & set(other.origins) - {one.document, other.document})


def own_words(one: Claim, other: Claim) -> bool:
    """Whether one article says both in its own words; it compiles accounts, and so can contradict itself."""
    return one.document == other.document and one.document in one.origins and one.document in other.origins


def sides_of(claim: Claim, view: View) -> dict[NamedNode, tuple[NamedNode, ...]]:
    """The sides that the actor of a claim is on, each with the claims that say so."""
    if claim.side is not None:
        return {claim.side: ()}
    if not isinstance(claim.object, NamedNode):
        return {}
    if view.facts.is_a(claim.object, "ig:Side"):
        return {claim.object: ()}
    return {seat.side: seat.because for seat in view.ties.seats(claim.object)}


def identity(actor: NamedNode, view: View) -> frozenset[NamedNode]:
    """The named groups that somebody is or belongs to; two whose identities meet need not be two groups.

    It is empty for an unnamed group or a person of whom nothing more is known.
    """
    groups = {actor, *view.ties.above(actor)}
    return frozenset(group for group in groups if not view.facts.is_a(group, *_NAMELESS, "ig:Side"))
