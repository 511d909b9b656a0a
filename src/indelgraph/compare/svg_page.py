"""A page that is written from top to bottom: where the next line goes, and into which element."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from .svg_marks import coordinate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["BAND", "GREY", "INK", "LEFT", "ROOM", "SMALL", "SPACE", "TEXT", "WIDTH", "Page"]

WIDTH = 720.0
"""The width of the page in quarters of a millimetre."""
LEFT = 12.0
ROOM = WIDTH - 2 * LEFT
SPACE = 12.0
TEXT, SMALL = 11.0, 9.5
"""Sizes of letters: 2.75 mm or 7.8 points, and 6.7 points."""
INK, GREY = "#1A1A1A", "#595959"
"""Colours of words; both have a contrast of more than 7 to 1 on white (WCAG 2.2, 1.4.6)."""
BAND = {"fill": "#000000", "fill-opacity": "0.08"}
"""How a loss range is painted: the lines of the axis stay to be seen."""
_BASE = 0.78
"""Where letters stand within their line, as a share of its height."""


class Page:
    """A page; ``y`` is where the next line begins."""

    def __init__(self, root: Element) -> None:
        self.y = SPACE
        self._into = root

    def skip(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def group(self, name: str) -> Element:
        """A new group at this place of the drawing order."""
        return SubElement(self._into, "g", {"class": name})

    def remove(self, group: Element) -> None:
        """Take a group away again."""
        self._into.remove(group)

    @contextmanager
    def inside(self, group: Element) -> Iterator[None]:
        """Write into a group for a while."""
        outer, self._into = self._into, group
        try:
            yield
        finally:
            self._into = outer

    def lines(
        self,
        lines: Iterable[str],
        size: float,
        *,
        left: float = LEFT,
        line: float | None = None,
        fill: str = INK,
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """Lines of words, one below the other."""
        height = line if line is not None else 1.35 * size
        for words in lines:
            place = {"x": coordinate(left), "y": coordinate(self.y + _BASE * height)}
            text = SubElement(self._into, "text", {**place, "font-size": coordinate(size), "fill": fill})
            if bold:
                text.set("font-weight", "bold")
            if italic:
                text.set("font-style", "italic")
            text.text = words
            self.y += height
