"""The legend of a figure: of what is drawn in it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from .svg_marks import ARROW, STYLES, Style, arrow, bar, coordinate, shape, style_of
from .svg_page import BAND, INK, LEFT, SMALL, SPACE, WIDTH
from .svg_text import width
from .wording import is_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .model import Row
    from .svg_page import Page

__all__ = ["legend"]

_LINE = 16.0
_GAP = 18.0
_NEUTRAL = Style("neutral", "", "#595959", "circle")
_Entry = tuple[str, float, "Callable[[Element, float, float], None]"]
"""Words, width of the sign before them, and how the sign is drawn from its left end."""


def legend(page: Page, rows: tuple[Row, ...]) -> None:
    """The legend, in as many lines as it needs."""
    group = page.group("legend")
    x = LEFT
    for words, sign, drawn in _entries(rows):
        needed = sign + 6 + width(words, SMALL)
        if x > LEFT and x + needed > WIDTH - LEFT:
            x = LEFT
            page.skip(_LINE)
        middle = page.y + _LINE / 2
        drawn(group, x, middle)
        place = {"x": coordinate(x + sign + 6), "y": coordinate(middle + 0.35 * SMALL)}
        slant = {} if sign else {"font-style": "italic"}
        SubElement(group, "text", {**place, "font-size": coordinate(SMALL), "fill": INK, **slant}).text = words
        x += needed + _GAP
    page.skip(_LINE)


def _entries(rows: tuple[Row, ...]) -> Iterator[_Entry]:
    figures = [figure for row in rows for figure in row.figures]
    drawn = {style_of(figure.standpoint).name for figure in figures}
    for style in STYLES.values():
        if style.name in drawn:
            yield style.label, SPACE, _shape(style)
    ends = [(figure.minimum, figure.maximum) for figure in figures]
    if any(low is not None and high is None for low, high in ends):
        yield "that many or more", ARROW, lambda group, x, y: arrow(group, _NEUTRAL, x, y, upward=True)
    if any(low is None and high is not None for low, high in ends):
        yield "that many or fewer", ARROW, lambda group, x, y: arrow(group, _NEUTRAL, x + ARROW, y, upward=False)
    if any(None not in (low, high) and low != high for low, high in ends):
        yield "a range of numbers", ARROW, lambda group, x, y: bar(group, _NEUTRAL, x, x + ARROW, y)
    if any(is_part(row, figure) for row in rows for figure in row.figures):
        yield "a part only", SPACE, lambda group, x, y: shape(group, _NEUTRAL, x + SPACE / 2, y, hollow=True)
    if any(found.lowest and found.highest for row in rows for found in row.ranges):
        yield "from the lowest to the highest claim", ARROW, _band
    if any(low is None and high is None for low, high in ends):
        yield "slanted words: no bounds", 0.0, _no_sign


def _shape(style: Style) -> Callable[[Element, float, float], None]:
    return lambda group, x, y: shape(group, style, x + SPACE / 2, y)


def _no_sign(_group: Element, _x: float, _y: float) -> None:
    """The words are their own sign."""


def _band(group: Element, x: float, y: float) -> None:
    place = {"x": coordinate(x), "y": coordinate(y - 5), "width": coordinate(ARROW), "height": "10"}
    SubElement(group, "rect", {**place, **BAND})
