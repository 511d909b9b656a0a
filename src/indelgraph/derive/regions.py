"""What the claims about an event say of where it was, as regions on the earth.

Where places are is taken from the links to GeoNames (``wgs:lat``, ``wgs:long``), which no document says: what follows
from it is a contradiction with facts from outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..namespaces import iri
from .accounts import happened
from .geodesy import Corridor, Point, Ring, Sector
from .naming import short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .geodesy import Region
    from .view import Claim, View

__all__ = ["BEARINGS", "Whereabouts", "one_spot", "point_of", "tolerance", "whereabouts"]

BEARINGS: dict[NamedNode | None, float] = {
    iri(f"ig:{name}"): 45.0 * number for number, name in enumerate(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))
}
"""The directions that a text can name, in degrees from north, clockwise."""

_SPOT = 5.0
"""By how many km a point can be off: a town or a battle is no point, and each is measured from somewhere in it."""
_SURROUNDINGS = 12.5
"""How many km from a named place an event can be that is said to have taken place there."""
_KILOMETRES = {"km": 1.0, "m": 0.001, "[mi_i]": 1.609344, "[nmi_i]": 1.852}
"""Kilometres in a unit, by its UCUM code (https://ucum.org/ucum, tables 4 and 7)."""
_WKT_POINT = re.compile(r"POINT *\( *(-?[0-9]{1,3}(?:\.[0-9]{1,15})?) +(-?[0-9]{1,2}(?:\.[0-9]{1,15})?) *\)\Z")
"""A point as the claims write it (GeoSPARQL 1.1, 8.5.1): longitude, then latitude, in CRS84."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One claim as a region."""

    claim: Claim
    region: Region
    slack: float
    """By how many km the region can be off, by rounding and since nothing in it is a point."""
    place: NamedNode | None = None
    """The place that the region is told of, if it is not the event itself …"""
    via: Claim | None = None
    """… and the claim that the event took place there."""

    @property
    def because(self) -> tuple[NamedNode, ...]:
        """The claims that it rests on."""
        return (self.claim.node,) if self.via is None else (self.claim.node, self.via.node)


def tolerance(one: Whereabouts, other: Whereabouts) -> float:
    """How many km two regions may be apart before they exclude each other."""
    two_places = one.place != other.place
    return sum(w.slack + (_SURROUNDINGS if two_places and w.place is not None else 0) for w in (one, other))


def one_spot(view: View) -> bool:
    """Whether an event is such that two places of it exclude each other: a war or an offensive has many."""
    return not view.facts.is_a(view.event, "ig:ArmedConflict", "ig:Offensive")


def point_of(place: object, view: View) -> Point | None:
    """Where a place is by its link; None if that is not known."""
    latitude, longitude = (view.facts.text(place, name) for name in ("wgs:lat", "wgs:long"))
    if latitude is None or longitude is None or not isinstance(place, NamedNode):
        return None
    return Point(short_name(view, place), float(latitude), float(longitude))


def whereabouts(view: View) -> tuple[Whereabouts, ...]:
    """What is said of where the event was, and of where the places are at which it is said to have been.

    In the order of the text; without what cannot be put on a map.
    """
    if not one_spot(view):
        return ()
    found: dict[NamedNode, Whereabouts] = {}
    at: dict[NamedNode, Claim] = {}
    for claim in view.of("ig:takesPlaceAt"):
        if isinstance(claim.object, NamedNode) and happened(claim):
            at.setdefault(claim.object, claim)
    for claim in (*view.claims, *view.others):
        if not happened(claim):
            continue
        via = at.get(claim.subject)
        if claim.subject != view.event and via is None:
            continue
        for region, slack in _regions(claim, view):
            own_place = claim.object if claim.predicate == iri("ig:takesPlaceAt") and _is_point(region) else None
            place = own_place if isinstance(own_place, NamedNode) else claim.subject if via is not None else None
            found[claim.node] = Whereabouts(claim, region, slack, place, via)
    return tuple(sorted(found.values(), key=lambda item: item.claim.order))


def _is_point(region: Region) -> bool:
    return isinstance(region, Ring) and region.farthest == 0


def _regions(claim: Claim, view: View) -> Iterator[tuple[Region, float]]:
    """The region of a claim with its slack; none where it has none."""
    match claim.predicate.value.rpartition("#")[2]:
        case "coordinates" if isinstance(claim.object, Literal) and (match := _WKT_POINT.search(claim.object.value)):
            name = f"the point {match[2]}, {match[1]}"
            yield Ring(Point(name, float(match[2]), float(match[1]))), _SPOT
        case "distance" if (anchor := point_of(claim.relative_to, view)) is not None:
            yield from _distance(anchor, claim)
        case "takesPlaceAt" if claim.subject == view.event:
            yield from _place(claim.object, view)


def _distance(anchor: Point, claim: Claim) -> Iterator[tuple[Region, float]]:
    """The ring of a distance, as far as its words bound it: what has no bounds, such as "about 80", is no number."""
    unit = _KILOMETRES.get(claim.unit or "")
    bounds = [float(bound) for bound in (claim.minimum, claim.maximum) if bound is not None]
    if unit is not None and bounds:
        low = 0 if claim.minimum is None else float(claim.minimum) * unit
        high = inf if claim.maximum is None else float(claim.maximum) * unit
        yield Ring(anchor, low, high), _SPOT + max(map(_rounding, (claim.minimum, claim.maximum))) * unit


def _rounding(number: Decimal | None) -> float:
    """By how much a stated number may be rounded: half a unit of its last digit that is not 0, at most a tenth of it.

    So "80" is good to 5, "75" to a half, "100" to 10.
    """
    if number is None:
        return 0
    return float(min(Decimal(5).scaleb(int(number.normalize().as_tuple().exponent) - 1), number / 10))


def _place(place: object, view: View) -> Iterator[tuple[Region, float]]:
    facts = view.facts
    pair = [point_of(end, view) for end in facts.nodes(place, "ig:betweenPlaces")]
    anchor, bearing = facts.node(place, "ig:relativeTo"), BEARINGS.get(facts.node(place, "ig:bearing"))
    apex = None if anchor is None or _is_area(anchor, view) else point_of(anchor, view)
    if len(pair) == 2 and pair[0] is not None and pair[1] is not None:
        yield Corridor(pair[0], pair[1]), 0
    elif apex is not None and bearing is not None:
        yield Sector(apex, bearing), _SPOT
    elif (point := point_of(place, view)) is not None and not _is_area(place, view):
        yield Ring(point), 0


def _is_area(place: object, view: View) -> bool:
    """Whether another place is claimed to lie in it, so that the event can be far from its middle."""
    within = (claim for claim in (*view.claims, *view.others) if claim.predicate == iri("ig:locatedIn"))
    return any(claim.object == place and not view.facts.is_a(claim.subject, "ig:MilitaryBase") for claim in within)
