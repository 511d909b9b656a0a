"""What a figure is about, and how the scopes of two figures stand to each other.

Two numbers contradict each other only if they count the same. What they count is more than their predicate: whose
losses, of how many of them, where, how severe. This module says of each two figures of one thing and measure whether
they count the same, whether one counts what lies *within* the other (and may be all of it) or a *part* (which the
words say is not all of it), or whether they *overlap*: each may be all of the other, and neither is the narrower.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .ties import Ties
    from .view import Claim

__all__ = ["OVERALL", "UNSTATED", "Extent", "Relation", "Scope", "inside", "may_be_less", "relations", "scope_of"]

OVERALL, UNSTATED = iri("ig:Overall"), iri("ig:Unstated")
"""Whose losses they are, where no group is named: said of all, or not stated."""

_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})\Z")
"""The time zone of a day (XML Schema 1.1 part 2, 3.3.9)."""


class Extent(Enum):
    """How the narrower of two scopes stands to the wider."""

    SAME = "same"
    WITHIN = "within"
    """It lies within, and may be all of it: his troops and the troops of his group."""
    PART = "part"
    """It is said to be a part, or is one beside others: the dead in one camp, one party's men among a side's."""
    OVERLAP = "overlap"
    """Neither is the narrower, and both may count the same: the dead of a group, and the dead of some place."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure it is, after what the claims say of sides and parties."""

    group: NamedNode | None
    """The party or group; the Side where it has several parties; ``ig:Overall``, ``ig:Unstated`` or None."""
    limit: NamedNode | Literal | None
    partial: bool
    severity: NamedNode | None
    because: tuple[NamedNode, ...]
    """The claims that the group rests on, where it is not the one that the claim itself names."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Two figures of one thing and measure that can be compared."""

    narrow: Claim
    """The one with the narrower scope; where neither is (``SAME``, ``OVERLAP``), the earlier in the text."""
    wide: Claim
    extent: Extent
    dated: bool
    """Whether one of the two is valid up to a day, and the other is not, or up to another."""
    because: tuple[NamedNode, ...]
    """The claims that make them comparable."""

    @property
    def lesser(self) -> tuple[Claim, ...]:
        """Those of the two that may be smaller than the other without a conflict: :func:`may_be_less`."""
        pairs = ((self.narrow, self.wide), (self.wide, self.narrow))
        return tuple(one for one, other in pairs if may_be_less(one, other))


def scope_of(claim: Claim, ties: Ties) -> Scope:
    """The scope of a figure.

    A line of a side's cell that is limited to one of its parties is that party's figure; and the figure of a side with
    one party only is that party's.
    """
    group, limit, partial = claim.group or claim.group_status, claim.limited_to, claim.partial
    because: tuple[NamedNode, ...] = ()
    if group is not None:
        parties = ties.parties(group)
        if isinstance(limit, NamedNode) and limit in parties:
            group, because, limit, partial = limit, (parties[limit],), None, False
        elif len(parties) == 1:
            ((group, reason),) = parties.items()
            because = (reason,)
    return Scope(group, limit, partial, claim.severity, because)


def relations(claims: Iterable[Claim], ties: Ties) -> Iterator[Relation]:
    """Every two figures that can be compared, each pair once; claims of one event, in the order of the text.

    What is counted must be the same, and of the same thing: how far a village lies does not say how far its fight was.
    """
    scoped = [(claim, scope_of(claim, ties)) for claim in claims if claim.measure is not None]
    counted: dict[object, set[NamedNode]] = defaultdict(set)
    for claim, scope in scoped:
        if scope.group is not None:
            counted[claim.measure, claim.subject].add(scope.group)
    for (one, its), (other, others) in combinations(scoped, 2):
        if one.measure == other.measure and one.subject == other.subject:
            found = _relation((one, its), (other, others), ties, counted[one.measure, one.subject])
            if found is not None:
                yield found


def may_be_less(one: Claim, other: Claim) -> bool:
    """Whether a figure may be smaller than another one of the same, since it counts fewer by what it is.

    It is of an earlier day, and losses only grow; or it counts the seriously hurt, and the other one all.
    """
    severe = one.severity is not None and other.severity is None
    return severe or (one.loss and other.loss and _is_before(one.as_of, other.as_of))


def _is_before(day: Literal | None, other: Literal | None) -> bool:
    """Whether a day, month or year lies wholly before another one."""
    if day is None or other is None:
        return False
    one, two = (_ZONE.sub("", literal.value) for literal in (day, other))
    return one < two and not two.startswith(one)


def _relation(
    one: tuple[Claim, Scope], other: tuple[Claim, Scope], ties: Ties, counted: Collection[NamedNode]
) -> Relation | None:
    groups = _groups(one, other, ties, counted)
    limits, severities = _limits(one[1], other[1]), _severities(one[1], other[1])
    if groups is None or limits is None or severities is None:
        return None
    found = _together((groups[:2], limits, severities))
    if found is None:
        return None
    extent, first = found
    narrow, wide = (one[0], other[0]) if first else (other[0], one[0])
    return Relation(narrow, wide, extent, narrow.as_of != wide.as_of, groups[2])


def _together(said: tuple[tuple[Extent, bool], ...]) -> tuple[Extent, bool] | None:
    """What group, limit and severity come to, each an extent and whether the first is the narrower one.

    A part of the event's losses stays one, whoever's they are; but two that are parts of each other have nothing to do
    with each other. Where each is narrower in one respect, neither is on the whole.
    """
    parts, inside = ({first for found, first in said if found is extent} for extent in (Extent.PART, Extent.WITHIN))
    if parts:
        return (Extent.PART, parts.pop()) if len(parts) == 1 else None
    if len(inside) == 2 or any(found is Extent.OVERLAP for found, _ in said):
        return Extent.OVERLAP, True
    return (Extent.WITHIN, inside.pop()) if inside else (Extent.SAME, True)


def _groups(
    one: tuple[Claim, Scope], other: tuple[Claim, Scope], ties: Ties, counted: Collection[NamedNode]
) -> tuple[Extent, bool, tuple[NamedNode, ...]] | None:
    """How the groups stand, whether the first is the narrower one, and why; None if they have nothing in common."""
    a, b = one[1].group, other[1].group
    because = tuple(dict.fromkeys((*one[1].because, *other[1].because)))
    statuses = {OVERALL, UNSTATED}
    if a == b:  # of two figures that do not say whose they are nobody knows that they are of the same
        return (Extent.OVERLAP if a == UNSTATED else Extent.SAME), True, because
    if {a, b} == statuses:
        return Extent.WITHIN, a == UNSTATED, because
    if a is None or b is None or UNSTATED in (a, b):
        return None
    if OVERALL in (a, b):
        return Extent.PART, b == OVERALL, because
    below, above = inside(a, b, ties), inside(b, a, ties)
    if below is None and above is None:
        return None
    reasons = tuple(dict.fromkeys((*because, *(below or ()), *(above or ()))))
    if below is not None and above is not None:  # claims that disagree about who is a part of whom
        return Extent.OVERLAP, True, reasons
    lower, upper = (a, b) if below is not None else (b, a)
    part = one[0].predicate == iri("ig:strength") or _beside_another(lower, upper, ties, counted)
    return (Extent.PART if part else Extent.WITHIN), below is not None, reasons


def _beside_another(lower: NamedNode, side: NamedNode, ties: Ties, counted: Iterable[NamedNode]) -> bool:
    """Whether another party of a side has losses of its own, so that those of this one cannot be all of the side's."""
    its = {lower, *ties.above(lower)}
    others = {party for party in ties.parties(side) if party not in its}
    return any(group not in its and not others.isdisjoint({group, *ties.above(group)}) for group in counted)


def inside(lower: NamedNode, upper: NamedNode, ties: Ties) -> tuple[NamedNode, ...] | None:
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
    if a.limit is not None and b.limit is not None:
        return Extent.OVERLAP, True
    return Extent.WITHIN, a.limit is not None


def _severities(a: Scope, b: Scope) -> tuple[Extent, bool] | None:
    """How the severities stand, and whether the first is the narrower one; None if they are two."""
    if a.severity == b.severity:
        return Extent.SAME, True
    if a.severity is not None and b.severity is not None:
        return None
    return Extent.WITHIN, a.severity is not None
