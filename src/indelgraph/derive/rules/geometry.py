"""Claims about where an event was that no point on the earth fulfils together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ...namespaces import iri
from ..accounts import own_words, same_teller
from ..finding import contradiction
from ..geodesy import Corridor, Ring, Sector, apart
from ..model import Rule
from ..regions import tolerance, whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..regions import Whereabouts
    from ..view import View

__all__ = ["RULE"]

_PLACE = iri("ig:takesPlaceAt")


def _find(view: View) -> Iterator[Triple]:
    parts = {claim.object for claims in view.sub_events.values() for claim in claims if claim.predicate == _PLACE}
    spots = [item for item in whereabouts(view) if item.claim.object not in parts]
    for one, other in combinations(spots, 2):
        if apart(one.region, other.region) <= tolerance(one, other) or _completes(one, other):
            continue
        both = one.claim.predicate == other.claim.predicate == _PLACE
        yield from contradiction(
            one.claim.node,
            other.claim.node,
            grade="External",
            kind="PlaceConflict" if both else "GeometryConflict",
            because=(*one.because, *other.because),
            comment=_arithmetic(one, other),
        )


def _completes(one: Whereabouts, other: Whereabouts) -> bool:
    """Whether two claims need no common point.

    What is measured of a place says nothing against that place. Two places that one teller names, or an article in one
    part of its text, are places of one story.
    """
    if one.place is not None and one.place == other.place:
        return _PLACE in (one.claim.predicate, other.claim.predicate)
    if one.claim.predicate != _PLACE or other.claim.predicate != _PLACE:
        return False
    told_twice = own_words(one.claim, other.claim) and one.claim.in_infobox == other.claim.in_infobox
    return told_twice or same_teller(one.claim, other.claim)


def _arithmetic(one: Whereabouts, other: Whereabouts) -> str:
    """The computed distances in a sentence."""
    match one.region, other.region:
        case Ring(), Ring():
            return _of_two_rings(one.region, other.region)
        case (Ring() as ring, Corridor() as way) | (Corridor() as way, Ring() as ring):
            nearest, farthest = way.reach(ring.centre)
            bound = f"at least {nearest:.1f}" if nearest > ring.farthest else f"at most {farthest:.1f}"
            ends = [f"{ring.centre.distance(end):.1f} km from {end.name}" for end in (way.one, way.other)]
            given = f"{_start(way.one.name)} and {way.other.name} are {way.length:.1f} km apart"
            if ring.centre not in (way.one, way.other):
                given = f"{_start(ring.centre.name)} is {' and '.join(ends)}, which are {way.length:.1f} km apart"
            return f"{given}: what lies between them is {bound} km from {ring.centre.name}"
        case (Ring() as ring, Sector() as sector) | (Sector() as sector, Ring() as ring):
            away, bearing = sector.apex.distance(ring.centre), sector.apex.bearing(ring.centre)
            return (
                f"{_start(ring.centre.name)} is {away:.1f} km from {sector.apex.name} at a bearing of {bearing:.0f}°, "
                f"{sector.off(ring.centre):.0f}° off the direction in the words"
            )
    raise TypeError("only regions with a known distance are apart")


def _of_two_rings(one: Ring, other: Ring) -> str:
    names, between = f"{_start(one.centre.name)} and {other.centre.name}", one.centre.distance(other.centre)
    apart_ = f"{names} are {between:.1f} km apart"
    if one.farthest == other.farthest == 0:
        return apart_
    if between > one.farthest + other.farthest:
        both = f"{_km(one.farthest)} + {_km(other.farthest)} = " if one.farthest and other.farthest else "not "
        return f"{apart_}; {both}{_km(one.farthest + other.farthest)} km"
    wide, narrow = (one, other) if one.nearest > between + other.farthest else (other, one)
    if one.centre == other.centre:
        return f"{_km(narrow.farthest)} km from {one.centre.name} is less than {_km(wide.nearest)} km from it"
    if narrow.farthest == 0:
        return f"{apart_}; not {_km(wide.nearest)} km"
    sum_ = between + narrow.farthest
    return (
        f"{apart_}; {between:.1f} + {_km(narrow.farthest)} = {sum_:.1f} km, which is less than {_km(wide.nearest)} km"
    )


def _km(number: float) -> str:
    return f"{round(number, 1):g}"


def _start(name: str) -> str:
    return name[:1].upper() + name[1:]


RULE = Rule(
    name="geometry",
    title="places and distances that no point fulfils",
    reason=(
        "Great-circle distances between the coordinates of linked places bound where an event can have been: by the "
        "triangle inequality, what is 80 km from one town and 70 km from another cannot be where the towns are 205 km "
        "apart. The numbers count as rounded, and towns and fights as several kilometres wide."
    ),
    body=_find,
)
