"""The lowest and the highest claim about one kind of loss, for each group.

The ends are claims, never numbers of our own. A figure stands at the low end by its lower bound, at the high end by
its upper one; where it has only one bound, "more than 100" and "fewer than 20" stand for the number that they name.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ...namespaces import iri
from ..finding import triples
from ..model import Rule
from ..scope import OVERALL, UNSTATED, scope_of
from ..view import LOSSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Triple

    from ..view import Claim, View

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Triple]:
    groups: dict[tuple[object, NamedNode], list[tuple[Claim, tuple[NamedNode, ...]]]] = defaultdict(list)
    for claim in view.figures:
        scope = scope_of(claim, view.ties)
        if claim.predicate not in LOSSES or scope.group is None or scope.partial or scope.severity is not None:
            continue
        group, because = _side_of(view, scope.group) or (scope.group, ())
        # A claim of the side itself needs no reason; one of its only party rests on its being that.
        because = () if claim.group == group else because or scope.because
        groups[claim.measure, group].append((claim, because))
    wholes = _wholes(view)
    for (_, group), listed in groups.items():
        nodes = {claim.node for claim, _ in listed}
        found = [(claim, because) for claim, because in listed if not wholes[claim.node] & nodes]
        if len(found) > 1:
            yield from _range(view, group, found)


def _wholes(view: View) -> Mapping[NamedNode, set[NamedNode]]:
    """The figures that others are parts of, as an earlier rule has found."""
    found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for part in view.store.quads_for_pattern(None, iri("ig:part"), None):
        for whole in view.store.quads_for_pattern(part.subject, iri("ig:whole"), None):
            if isinstance(part.object, NamedNode) and isinstance(whole.object, NamedNode):
                found[part.object].add(whole.object)
    return found


def _side_of(view: View, group: NamedNode) -> tuple[NamedNode, tuple[NamedNode, ...]] | None:
    """The side of which somebody is the only party, and the claim that says so."""
    for side in view.ties.sides():
        parties = view.ties.parties(side)
        if list(parties) == [group]:
            return side, (parties[group],)
    return None


def _range(view: View, group: NamedNode, found: list[tuple[Claim, tuple[NamedNode, ...]]]) -> Iterator[Triple]:
    bounded = [claim for claim, _ in found if claim.minimum is not None or claim.maximum is not None]
    vague = [claim for claim, _ in found if claim.minimum is None and claim.maximum is None]
    lowest = min(map(_low, bounded), default=None)
    highest = max(map(_high, bounded), default=None)
    ends = {
        "lowestClaim": [claim.node for claim in bounded if _low(claim) == lowest],
        "highestClaim": [claim.node for claim in bounded if _high(claim) == highest],
        "vagueClaim": [claim.node for claim in vague],
    }
    named = dict.fromkeys(node for nodes in ends.values() for node in nodes)
    because = [reason for claim, reasons in found if claim.node in named for reason in reasons]
    whose = {"groupStatus" if group in (OVERALL, UNSTATED) else "group": (group,)}
    yield from triples("LossRange", event=view.event, **whose, **ends, restsOn=dict.fromkeys((*named, *because)))


def _low(claim: Claim) -> tuple[Decimal, bool, Decimal]:
    """By the lower bound; of two that are equal, the one that ends lower is the lower, and an open one the higher."""
    number = claim.minimum if claim.minimum is not None else claim.maximum
    return number or Decimal(0), claim.maximum is None, claim.maximum or Decimal(0)


def _high(claim: Claim) -> tuple[Decimal, bool, Decimal]:
    """By the upper bound; of two that are equal, the open one is the higher, then the one that begins higher."""
    number = claim.maximum if claim.maximum is not None else claim.minimum
    return number or Decimal(0), claim.maximum is None, claim.minimum or Decimal(0)


RULE = Rule(
    name="loss-range",
    title="the lowest and the highest claim for one event, predicate and group",
    reason="Between these two lies what anybody has claimed. Counts of a part, or of the seriously wounded only, are "
    "left out, since they are low for another reason; where a side has one party only, its losses are the side's.",
    body=_find,
)
