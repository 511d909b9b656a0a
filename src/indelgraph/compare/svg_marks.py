"""The marks of a figure: a shape and a colour for each standpoint, bars for ranges, arrows for open ends.

Colours are of the palette of Okabe and Ito ("Color Universal Design", 2008), which people with any kind of colour
vision tell apart; shapes say the same, for print in grey. A range has a shape at both ends and none between them:
nobody claims its middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from decimal import Decimal

    from .svg_scale import Scale

__all__ = ["STYLES", "Style", "arrow", "bar", "coordinate", "draw", "shape", "style_of"]

RADIUS = 4.5
ARROW = 24.0
"""The length of an arrow; it says that an end is open, and not how far."""
_HEAD = 5.0
_LINE = "2"


@dataclass(frozen=True, slots=True)
class Style:
    """How the claims of a standpoint are drawn."""

    name: str
    """For ``class`` attributes."""
    label: str
    colour: str
    shape: str


STYLES: dict[str | None, Style] = {
    "OwnSide": Style("own-side", "says so of its own side", "#0072B2", "circle"),
    "Enemy": Style("enemy", "says so of its enemy", "#D55E00", "diamond"),
    "ThirdParty": Style("third-party", "third party", "#009E73", "square"),
    None: Style("unknown", "standpoint not known", "#000000", "triangle"),
}
"""A style for each standpoint; None is for claims without one."""


def style_of(standpoint: str | None) -> Style:
    """The style of a standpoint; one that we do not know is drawn like none."""
    return STYLES.get(standpoint, STYLES[None])


def coordinate(value: float) -> str:
    """A length as SVG writes it: at most two decimals, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(*pairs: tuple[float, float]) -> str:
    return " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in pairs)


def shape(parent: Element, style: Style, x: float, y: float, *, hollow: bool = False) -> None:
    """A standpoint's shape; hollow for a count of a part."""
    paint = {"fill": "#FFFFFF" if hollow else style.colour, "stroke": style.colour, "stroke-width": "1.5"}
    r = RADIUS
    match style.shape:
        case "circle":
            SubElement(parent, "circle", {"cx": coordinate(x), "cy": coordinate(y), "r": coordinate(r), **paint})
        case "square":
            side = 1.8 * r
            corner = {"x": coordinate(x - side / 2), "y": coordinate(y - side / 2)}
            SubElement(parent, "rect", {**corner, "width": coordinate(side), "height": coordinate(side), **paint})
        case "diamond":
            points = _points((x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y))
            SubElement(parent, "polygon", {"points": points, **paint})
        case _:
            points = _points((x, y - 1.2 * r), (x + 1.2 * r, y + r), (x - 1.2 * r, y + r))
            SubElement(parent, "polygon", {"points": points, **paint})


def bar(parent: Element, style: Style, start: float, end: float, y: float) -> None:
    """The bar of a range."""
    _line(parent, style, start, end, y, "range")


def _line(parent: Element, style: Style, start: float, end: float, y: float, name: str) -> None:
    place = {"x1": coordinate(start), "x2": coordinate(end), "y1": coordinate(y), "y2": coordinate(y)}
    SubElement(parent, "line", {"class": name, **place, "stroke": style.colour, "stroke-width": _LINE})


def arrow(parent: Element, style: Style, x: float, y: float, *, upward: bool) -> None:
    """An arrow from a number to higher or to lower numbers."""
    sign = 1 if upward else -1
    tip = x + sign * ARROW
    _line(parent, style, x, tip - sign * _HEAD, y, "open-above" if upward else "open-below")
    back = tip - sign * 1.6 * _HEAD
    head = _points((tip, y), (back, y - 0.8 * _HEAD), (back, y + 0.8 * _HEAD))
    SubElement(parent, "polygon", {"points": head, "fill": style.colour})


_Bounds = tuple["Decimal | None", "Decimal | None"]


def draw(parent: Element, style: Style, scale: Scale, bounds: _Bounds, y: float, *, hollow: bool) -> None:
    """A claim's mark on an axis, by the bounds of its number; nothing where it has none."""
    low, high = bounds
    if low is not None and high is not None and low != high:
        bar(parent, style, scale.at(low), scale.at(high), y)
    elif low is None and high is not None:
        arrow(parent, style, scale.at(high), y, upward=False)
    elif high is None and low is not None:
        arrow(parent, style, scale.at(low), y, upward=True)
    for number in dict.fromkeys(bound for bound in (low, high) if bound is not None):
        shape(parent, style, scale.at(number), y, hollow=hollow)
