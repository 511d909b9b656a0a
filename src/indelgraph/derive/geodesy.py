"""Points on the earth, and how far apart regions around them are at least.

The earth is taken as a sphere, whose distances differ from the ellipsoid's by less than 0.6 per cent: far less than the
words of a text can be off. Distances follow the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and
Telescope 68, 1984), bearings and the distance from a great circle the rules of spherical trigonometry.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, inf, pi, radians, sin
from typing import TypeAlias

__all__ = ["DETOUR", "LEEWAY", "RADIUS", "Corridor", "Point", "Region", "Ring", "Sector", "apart"]

RADIUS = 6371.0088
"""The mean radius of the earth in km: (2a + b) / 3 of the ellipsoid WGS 84 (H. Moritz, "Geodetic Reference System
1980", Journal of Geodesy 74, 2000)."""
DETOUR = 1.2
"""A point lies between two places if the way over it is at most this much longer than the straight one."""
LEEWAY = 67.5
"""By how many degrees a point may lie off the direction in which the words say that it lies; the nearest other
directions of the eight are 45 degrees off, and half a direction more is the roughness of the words."""

_QUARTER = RADIUS * pi / 2
_TURN = 360


@dataclass(frozen=True, slots=True)
class Point:
    """A point and what it is called; degrees in WGS 84, north and east are positive."""

    name: str
    latitude: float
    longitude: float

    def distance(self, other: Point) -> float:
        """The great-circle distance in km."""
        south, north = radians(self.latitude), radians(other.latitude)
        across, along = sin((north - south) / 2), sin(radians(other.longitude - self.longitude) / 2)
        return 2 * RADIUS * asin(min(1.0, hypot(across, along * (cos(south) * cos(north)) ** 0.5)))

    def bearing(self, other: Point) -> float:
        """The initial bearing towards another point: degrees from north, clockwise."""
        south, north = radians(self.latitude), radians(other.latitude)
        east = radians(other.longitude - self.longitude)
        towards = atan2(sin(east) * cos(north), cos(south) * sin(north) - sin(south) * cos(north) * cos(east))
        return degrees(towards) % _TURN

    def midway(self, other: Point) -> Point:
        """The middle of the great circle to another point, which is not the antipode."""
        south, north = radians(self.latitude), radians(other.latitude)
        east = radians(other.longitude - self.longitude)
        x, y = cos(north) * cos(east), cos(north) * sin(east)
        latitude = atan2(sin(south) + sin(north), hypot(cos(south) + x, y))
        longitude = self.longitude + degrees(atan2(y, cos(south) + x))
        return Point(f"midway between {self.name} and {other.name}", degrees(latitude), longitude)


@dataclass(frozen=True, slots=True)
class Ring:
    """What is at least ``nearest`` and at most ``farthest`` km from a point; the point itself where both are 0."""

    centre: Point
    nearest: float = 0
    farthest: float = 0


@dataclass(frozen=True, slots=True)
class Corridor:
    """What lies between two points: the ellipse of :data:`DETOUR` around them."""

    one: Point
    other: Point

    @property
    def length(self) -> float:
        """How far the points are from each other, in km."""
        return self.one.distance(self.other)

    def reach(self, point: Point) -> tuple[float, float]:
        """Between how many km from some point all of it lies; bounds by the triangle inequality."""
        there, way = point.distance(self.one) + point.distance(self.other), DETOUR * self.length
        return max(0, (there - way) / 2), (there + way) / 2

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return point.distance(self.one) + point.distance(self.other) <= DETOUR * self.length


@dataclass(frozen=True, slots=True)
class Sector:
    """What lies in a direction from a point, give or take :data:`LEEWAY`."""

    apex: Point
    bearing: float
    """Degrees from north, clockwise."""

    def off(self, point: Point) -> float:
        """By how many degrees a point, seen from the apex, lies off the direction."""
        turn = abs(self.apex.bearing(point) - self.bearing) % _TURN
        return min(turn, _TURN - turn)

    def gap(self, point: Point) -> float:
        """How far a point is from the sector in km; 0 within it, and beyond a quarter of the earth."""
        away, over = self.apex.distance(point), self.off(point) - LEEWAY
        if over <= 0 or away >= _QUARTER:
            return 0
        return away if over >= 90 else RADIUS * asin(sin(away / RADIUS) * sin(radians(over)))


Region: TypeAlias = Ring | Corridor | Sector


def apart(one: Region, other: Region) -> float:
    """A distance in km which two regions are apart at least; 0 where they may meet, or where nothing is known.

    It is a bound by the triangle inequality, so that regions which share a point are never told apart.
    """
    match one, other:
        case Ring(), Ring():
            between = one.centre.distance(other.centre)
            bounds = (
                between - one.farthest - other.farthest,
                one.nearest - between - other.farthest,
                other.nearest - between - one.farthest,
            )
            return max(0, *bounds)
        case Ring(), Corridor():
            nearest, farthest = other.reach(one.centre)
            return max(0, nearest - one.farthest, one.nearest - farthest)
        case Ring(), Sector():
            return 0 if one.farthest == inf else max(0, other.gap(one.centre) - one.farthest)
        case ((Corridor() | Sector()), Ring()):
            return apart(other, one)
    return 0
