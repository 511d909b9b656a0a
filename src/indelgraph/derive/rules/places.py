"""Two descriptions of where an event took place that exclude each other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..accounts import happened, own_words, plain, same_teller
from ..finding import contradiction
from ..geodesy import Corridor
from ..model import Rule
from ..regions import BEARINGS, one_spot, point_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..view import View

__all__ = ["RULE"]

_OPPOSITE = 135
"""Directions that are at least so many degrees apart have no point in common: north and south-east, say."""


def _find(view: View) -> Iterator[Triple]:
    if not one_spot(view):
        return
    claims = [
        claim
        for claim in view.of("ig:takesPlaceAt")
        if happened(claim) and view.facts.is_a(claim.object, "ig:RelativePlace")
    ]
    for one, other in combinations(claims, 2):
        places = one.object, other.object
        if same_teller(one, other) or not all(isinstance(place, NamedNode) for place in places):
            continue
        if not (_two_ways(places[0], places[1], view) or _two_directions(places[0], places[1], view)):
            continue
        firm = "Strict" if plain(one) and plain(other) else "Conditional"
        grade = "Editorial" if own_words(one, other) else firm
        yield from contradiction(one.node, other.node, grade=grade, kind="PlaceConflict")


def _two_ways(one: object, other: object, view: View) -> bool:
    """Whether both lie between two places each, and not on one way.

    Where it is known where all these places are, one way may be a stretch of the other or cross it, which shows in
    that the middle of one lies on the other.
    """
    pairs = [view.facts.nodes(place, "ig:betweenPlaces") for place in (one, other)]
    if any(len(pair) != 2 for pair in pairs) or pairs[0] == pairs[1]:
        return False
    points = [[point_of(place, view) for place in pair] for pair in pairs]
    ways = [Corridor(a, b) for a, b in points if a is not None and b is not None]
    if len(ways) < 2:
        return True
    first, second = ways
    middle, centre = first.one.midway(first.other), second.one.midway(second.other)
    return not first.holds(centre) and not second.holds(middle)


def _two_directions(one: object, other: object, view: View) -> bool:
    """Whether both lie in directions from one place that are opposite, or nearly so."""
    facts = view.facts
    anchors = [facts.node(place, "ig:relativeTo") for place in (one, other)]
    bearings = [BEARINGS.get(facts.node(place, "ig:bearing")) for place in (one, other)]
    if anchors[0] is None or anchors[0] != anchors[1]:
        return False
    first, second = bearings
    return first is not None and second is not None and _OPPOSITE <= abs(first - second) <= 360 - _OPPOSITE


RULE = Rule(
    name="places",
    title="descriptions of a place that exclude each other",
    reason=(
        "An event is said to have taken place between two places and between two others, or in opposite directions "
        "from one place. Of two named places nothing is concluded here, since one may lie in the other. What one "
        "article says twice by itself is a matter for its editors."
    ),
    body=_find,
)
