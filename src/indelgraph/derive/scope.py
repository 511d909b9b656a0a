"""What a figure is about, and how the scopes of two figures stand to each other.

Two numbers contradict each other only if they count the same. What they count is more than their predicate: whose
losses, of how many of them, where, how severe. This module says of each two figures of one event and measure whether
they count the same, whether one counts what lies *within* the other (and may be all of it), or a *part* (which the
words say is not all of it).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING

from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from .ties import Ties
    from .view import Claim

__all__ = ["Extent", "Relation", "Scope", "relations", "scope_of"]

OVERALL, UNSTATED = iri("ig:Overall"), iri("ig:Unstated")


class Extent(Enum):
    """How the narrower of two scopes stands to the wider."""

    SAME = "same"
    WITHIN = "within"
    """It lies within, and may be all of it: his troops and the troops of his group."""
    PART = "part"
    """It is said to be a part, or is one beside others: the dead in one camp, one party's men among a side's."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure it is, after what the claims say of sides and parties."""

    group: NamedNode | None
    """The party or group; the Side where it has several parties; ``ig:Overall``, ``ig:Unstated`` or None."""
    limit: NamedNode | None
    partial: bool
    severity: NamedNode | None
    because: tuple[NamedNode, ...]
    """The claims that the group rests on, where it is not the one that the claim itself names."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Two figures of one event and measure that can be compared."""

    narrow: Claim
    """The one with the narrower scope; the earlier in the text where neither is."""
    wide: Claim
    extent: Extent
    dated: bool
    """Whether one of the two is valid up to a day, and the other is not, or up to another."""
    because: tuple[NamedNode, ...]
    """The claims that make them comparable."""


def scope_of(claim: Claim, ties: Ties) -> Scope:
    """The scope of a figure.

    A line of a side's cell that is limited to one of its parties is that party's figure; and the figure of a side with
    one party only is that party's.
    """
    group, limit, partial = claim.group or claim.group_status, claim.limited_to, claim.partial
    because: tuple[NamedNode, ...] = ()
    if group is not None:
        parties = ties.parties(group)
        if limit is not None and limit in parties:
            group, because, limit, partial = limit, (parties[limit],), None, False
        elif len(parties) == 1:
            ((group, reason),) = parties.items()
            because = (reason,)
    return Scope(group, limit, partial, claim.severity, because)


def relations(claims: Iterable[Claim], ties: Ties) -> Iterator[Relation]:
    """Every two figures that can be compared, each pair once; claims of one event, in the order of the text."""
    scoped = [(claim, scope_of(claim, ties)) for claim in claims if claim.measure is not None]
    for (one, its), (other, others) in combinations(scoped, 2):
        if one.measure == other.measure:
            found = _relation((one, its), (other, others), ties)
            if found is not None:
                yield found


def _relation(one: tuple[Claim, Scope], other: tuple[Claim, Scope], ties: Ties) -> Relation | None:
    groups = _groups(one, other, ties)
    if groups is None:
        return None
    limits = _limits(one[1], other[1])
    if limits is None:
        return None
    (group_extent, group_first, because), (limit_extent, limit_first) = groups, limits
    severity_first = one[1].severity is not None
    severity_extent = Extent.SAME if one[1].severity == other[1].severity else Extent.WITHIN
    if limit_extent is Extent.PART:  # a part of the event's losses stays one, whoever's they are
        extent, first = Extent.PART, limit_first
    elif group_extent is Extent.PART:
        extent, first = Extent.PART, group_first
    else:
        narrower = [
            is_first
            for extent_, is_first in (
                (group_extent, group_first),
                (limit_extent, limit_first),
                (severity_extent, severity_first),
            )
            if extent_ is Extent.WITHIN
        ]
        extent, first = (Extent.WITHIN, narrower[0]) if narrower else (Extent.SAME, True)
    narrow, wide = (one, other) if first else (other, one)
    return Relation(narrow[0], wide[0], extent, narrow[0].as_of != wide[0].as_of, because)


def _groups(
    one: tuple[Claim, Scope], other: tuple[Claim, Scope], ties: Ties
) -> tuple[Extent, bool, tuple[NamedNode, ...]] | None:
    """How the groups stand, whether the first is the narrower one, and why; None if they have nothing in common."""
    a, b = one[1].group, other[1].group
    because = (*one[1].because, *(reason for reason in other[1].because if reason not in one[1].because))
    statuses = {OVERALL, UNSTATED}
    if a == b:
        return (Extent.WITHIN if a == UNSTATED else Extent.SAME), True, because
    if {a, b} == statuses:
        return Extent.WITHIN, a == UNSTATED, because
    if a in statuses or b in statuses:
        if UNSTATED in (a, b):
            return None
        return Extent.PART, b == OVERALL, because
    if a is None or b is None:
        return None
    for first, lower, upper in ((True, a, b), (False, b, a)):
        reasons = _inside(lower, upper, ties)
        if reasons is not None:
            strength = one[0].predicate == iri("ig:strength")
            return (Extent.PART if strength else Extent.WITHIN), first, tuple(dict.fromkeys((*because, *reasons)))
    return None


def _inside(lower: NamedNode, upper: NamedNode, ties: Ties) -> tuple[NamedNode, ...] | None:
    """The claims by which one group belongs to another or to a side; None if none do."""
    tie = ties.above(lower).get(upper)
    if tie is not None:
        return tie.because
    for seat in ties.seats(lower):
        if seat.side == upper:
            return seat.because
    return None


def _limits(a: Scope, b: Scope) -> tuple[Extent, bool] | None:
    """How what the figures are limited to stands, and whether the first is the narrower one."""
    if a.partial and b.partial and (a.limit is None or a.limit != b.limit):
        return None  # two parts, of which nothing says that they are one
    if (a.limit, a.partial) == (b.limit, b.partial):
        return Extent.SAME, True
    if a.partial or b.partial:
        return Extent.PART, a.partial
    return Extent.WITHIN, a.limit is not None
