"""Finds points of the registry whose latitude and longitude look exchanged.

A collection is about a part of the world. A point far from all others that comes to lie among them when its two numbers
change places is hardly there. Distances are those on a sphere, in kilometers.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from ..errors import Problem
from .places import line_of, order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..registry import Link

__all__ = ["exchanged_points", "kilometers"]

_RADIUS = 6371.0
_FAR = 1000.0
_NEAR = 500.0
_CELL = _FAR / sqrt(3)
"""Two points in one cube of this size are less than the far distance apart."""


class _Point(NamedTuple):
    latitude: float
    longitude: float


def kilometers(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two points, each latitude and longitude in degrees (haversine formula)."""
    (lat, long), (lat2, long2) = (map(radians, point) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((long2 - long) / 2) ** 2
    return 2 * _RADIUS * asin(min(1.0, sqrt(half)))


def exchanged_points(links: Iterable[Link]) -> Iterator[Problem]:
    """Links whose point lies over 1,000 km from every other, and exchanged within 500 km of one.

    The time is linear in the number of links: only a point that is alone in its part of the globe is compared with
    all the others, and the globe has room for a fixed number of such points.
    """
    located = {
        _Point(float(link.latitude), float(link.longitude)): link
        for link in sorted(links, key=lambda link: order(link.place))
        if link.latitude and link.longitude
    }
    cells: dict[tuple[int, ...], list[_Point]] = {}
    for point in located:
        cells.setdefault(_cell(point), []).append(point)
    for point, *more in cells.values():
        swapped = _Point(point.longitude, point.latitude)
        if more or abs(swapped.latitude) > 90:
            continue
        others = [other for other in located if other != point]
        if any(kilometers(point, other) <= _FAR for other in others):
            continue
        near = next((other for other in others if kilometers(swapped, other) <= _NEAR), None)
        if near:
            link, beside = located[point], located[near]
            message = (
                f"{link.entry!r} lies {_FAR:,.0f} km and more from every other point, and with latitude and longitude "
                f"exchanged beside {beside.entry!r}{line_of(beside.place, link.place)}; look whether they are exchanged"
            )
            yield Problem(link.place, message)


def _cell(point: _Point) -> tuple[int, ...]:
    """The cube of space in which a point of the globe lies."""
    lat, long = map(radians, point)
    axes = cos(lat) * cos(long), cos(lat) * sin(long), sin(lat)
    return tuple(int(_RADIUS * axis // _CELL) for axis in axes)
