"""A comparison as a figure: for each measure an axis, for each group a row, for each claim a lane with its mark.

It is made as XML by the standard library. A plotting library (Matplotlib with NumPy is some 100 MB installed and
seconds to import) would bring fonts, layout of its own and bytes that change with its versions, for what is a few
dots, bars and arrows. Every claim has a lane of its own, so that marks and words never cover each other, however many
there are. Nothing outside the file is referred to; the same comparison gives the same bytes.

Lengths are in units of a quarter of a millimetre: the figure is 180 mm wide, the text width of a page of A4. It
follows SVG 2 (W3C Candidate Recommendation, 2018) with the accessible names of SVG-AAM: a title, a description that
says in words what is drawn, and a title for each mark.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .model import MEASURES
from .svg_legend import legend
from .svg_marks import RADIUS, coordinate, draw, shape, style_of
from .svg_page import BAND, GREY, INK, LEFT, ROOM, SMALL, SPACE, TEXT, WIDTH, Page
from .svg_scale import number_label, scale_for
from .svg_text import width, wrap
from .wording import (
    clean,
    is_part,
    limits,
    measured,
    narrowing,
    nothing,
    origins,
    range_words,
    standpoint,
    through,
    whose,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Comparison, Figure, Range, Row
    from .svg_scale import Scale

__all__ = ["as_svg"]

_PLOT_LEFT, _PLOT_RIGHT = LEFT, 400.0
_INSET = 30.0
"""Room between the ends of the axis and of the plot, for arrows."""
_MARGIN = 412.0
"""Where claims without a number have their shape: beside the axis."""
_LABEL = 424.0
_LANE, _LINE = 6.0, 14.0
"""What a lane is high besides its lines, and each line."""
_LINES = 3
"""The most lines of a label; what is longer is cut here, and whole in the title of the mark."""
_NONE = Decimal(0)
_GRID = "#D5D5D5"


def as_svg(comparison: Comparison) -> str:
    """The figure, as an SVG document in UTF-8."""
    name = f"{comparison.event.name}: what the reports say of losses and strength"
    identity = f"compare-{re.sub('[^A-Za-z0-9]+', '-', comparison.event.iri.rpartition('/')[2])}"
    root = Element("svg")
    SubElement(root, "title", {"id": f"{identity}-title"}).text = clean(name)
    SubElement(root, "desc", {"id": f"{identity}-desc"}).text = clean(_description(comparison))
    ground = SubElement(root, "rect", {"fill": "#FFFFFF"})
    page = Page(root)
    page.lines(wrap(clean(comparison.event.name), 16, ROOM, 3), 16, bold=True)
    page.skip(SPACE)
    if comparison.rows:
        legend(page, comparison.rows)
    else:
        page.lines(wrap(clean(nothing(comparison)), TEXT, ROOM, 3), TEXT)
    for rows in _by_measure(comparison.rows):
        _panel(page, rows)
    sources = "From: " + "; ".join(document.name for document in comparison.documents)
    page.skip(SPACE)
    page.lines(wrap(clean(sources), SMALL, ROOM, 6) if comparison.documents else (), SMALL, fill=GREY)
    height = page.y + SPACE
    root.attrib |= _head(identity, height)
    ground.attrib |= {"width": coordinate(WIDTH), "height": coordinate(height)}
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _head(identity: str, height: float) -> dict[str, str]:
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "aria-labelledby": f"{identity}-title {identity}-desc",
        "width": f"{coordinate(WIDTH / 4)}mm",
        "height": f"{coordinate(height / 4)}mm",
        "viewBox": f"0 0 {coordinate(WIDTH)} {coordinate(height)}",
        "font-family": "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif",
    }


def _description(comparison: Comparison) -> str:
    """What is drawn, in words: who cannot see the figure reads the same numbers."""
    if not comparison.rows:
        return nothing(comparison)
    rows = (
        f"{whose(row)}, {measured(row)}: "
        + "; ".join(f"“{figure.claim.value}” says {origins(figure.claim)}" for figure in row.figures)
        for row in comparison.rows
    )
    return ". ".join(rows) + "."


def _by_measure(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that share an axis, since they measure the same."""
    ordered = sorted(rows, key=lambda row: (MEASURES.index(row.measure), row.counts != "Person", row.counts))
    return [list(same) for _, same in groupby(ordered, key=lambda row: (row.measure, row.counts))]


def _panel(page: Page, rows: list[Row]) -> None:
    """One measure: its name, its axis, and the rows of all groups."""
    figures = [figure for row in rows for figure in row.figures]
    numbers = [bound for figure in figures for bound in (figure.minimum, figure.maximum) if bound is not None]
    scale = scale_for(numbers, _PLOT_LEFT + _INSET, _PLOT_RIGHT - _INSET)
    page.skip(1.5 * SPACE)
    title = measured(rows[0])
    panel = page.group("panel")
    with page.inside(panel):
        page.lines((clean(title[:1].upper() + title[1:]),), 14, bold=True)
        if numbers and scale.logarithmic:
            page.lines(("Logarithmic axis: equal steps are equal factors.",), SMALL, fill=GREY)
        top = page.y
        grid = page.group("axis") if numbers else None
        page.skip(_LINE if numbers else 0)
        for row in rows:
            _row(page, row, scale)
        if grid is not None:
            _axis(grid, scale, top + SMALL, page.y)


def _axis(parent: Element, scale: Scale, top: float, bottom: float) -> None:
    """Lines at the ticks, from the top of the panel to its bottom, with their numbers above."""
    for number in scale.ticks(SMALL):
        x = coordinate(scale.at(number))
        place = {"x1": x, "x2": x, "y1": coordinate(top + 3), "y2": coordinate(bottom)}
        SubElement(parent, "line", {**place, "stroke": _GRID, "stroke-width": "0.75"})
        label = {"x": x, "y": coordinate(top), "text-anchor": "middle", "font-size": coordinate(SMALL), "fill": INK}
        SubElement(parent, "text", label).text = number_label(number)


def _row(page: Page, row: Row, scale: Scale) -> None:
    page.skip(SPACE / 2)
    rows = page.group("row")
    with page.inside(rows):
        title = wrap(clean(whose(row)), TEXT, ROOM, 2)
        # The lines of the axis must not run through the words.
        wide = max((width(line, TEXT) for line in title), default=0.0)
        place = {"x": coordinate(LEFT), "y": coordinate(page.y), "width": coordinate(wide)}
        height = coordinate(len(title) * _LINE)
        SubElement(rows, "rect", {"class": "ground", **place, "height": height, "fill": "#FFFFFF"})
        page.lines(title, TEXT, line=_LINE, bold=True)
        page.skip(3)
        top = page.y
        band = page.group("ranges")
        for figure in sorted(row.figures, key=_order):
            _lane(page, row, figure, scale)
        for found in row.ranges:
            _band(band, found, row, scale, (top, page.y))
        if not len(band):
            page.remove(band)


def _order(figure: Figure) -> tuple[bool, Decimal, Decimal, bool]:
    """By the numbers: the lowest first, open ends after closed ones, and last what has no number."""
    ends = [bound for bound in (figure.minimum, figure.maximum) if bound is not None]
    return not ends, min(ends, default=_NONE), max(ends, default=_NONE), figure.maximum is None


def _band(parent: Element, found: Range, row: Row, scale: Scale, lane: tuple[float, float]) -> None:
    """The range of a row as a pale band: to the right end of the plot where its highest claim has an open end."""
    bounds = {figure.claim.claim: figure for figure in row.figures}
    lowest = [bounds[said.claim].minimum for said in found.lowest if said.claim in bounds]
    highest = [bounds[said.claim].maximum for said in found.highest if said.claim in bounds]
    if not lowest or not highest:
        return
    low, high = lowest[0], highest[0]
    left = _PLOT_LEFT if low is None else scale.at(low)
    right = _PLOT_RIGHT if None in highest or high is None else scale.at(high)
    band = SubElement(parent, "rect", {"class": "loss-range", **BAND})
    SubElement(band, "title").text = clean(f"Range: {range_words(found)}")
    band.attrib |= {
        "x": coordinate(left - RADIUS),
        "width": coordinate(max(right - left, 0) + 2 * RADIUS),
        "y": coordinate(lane[0]),
        "height": coordinate(lane[1] - lane[0]),
    }


def _lane(page: Page, row: Row, figure: Figure, scale: Scale) -> None:
    """One claim: its mark on the axis, or beside it where it has no number, and its words."""
    style = style_of(figure.standpoint)
    words = wrap(clean(_label(row, figure)), TEXT, WIDTH - _LABEL - LEFT, _LINES)
    y = page.y + (_LANE + _LINE) / 2
    mark = page.group(f"mark {style.name}")
    mark.attrib |= {"data-claim": figure.claim.claim, "data-comparator": figure.comparator}
    SubElement(mark, "title").text = clean(_mark_title(row, figure))
    numbered = figure.minimum is not None or figure.maximum is not None
    guide = {"x1": coordinate(_PLOT_LEFT if numbered else _LABEL - 4), "x2": coordinate(_LABEL - 4)}
    if numbered:
        level = {"y1": coordinate(y), "y2": coordinate(y), "stroke": _GRID, "stroke-width": "0.75"}
        SubElement(mark, "line", {"class": "guide", **guide, **level, "stroke-dasharray": "1 3"})
        draw(mark, style, scale, (figure.minimum, figure.maximum), y, hollow=is_part(row, figure))
    else:
        shape(mark, style, _MARGIN, y, hollow=is_part(row, figure))
    with page.inside(mark):
        page.skip(_LANE / 2)
        page.lines(words, TEXT, left=_LABEL, line=_LINE, italic=not numbered)
        page.skip(_LANE / 2)


def _label(row: Row, figure: Figure) -> str:
    """The number as stated, who says so, and what it is limited to."""
    notes = ", ".join(narrowing(row, figure))
    return f"“{figure.claim.value}” {origins(figure.claim)}{f' ({notes})' if notes else ''}"


def _mark_title(row: Row, figure: Figure) -> str:
    """All about a mark, for who points at it."""
    parts = (
        f"“{figure.claim.words}”",
        f"says {origins(figure.claim)}",
        standpoint(figure.standpoint) if figure.standpoint else "",
        *limits(row, figure),
        *map(through, figure.chains),
    )
    return "; ".join(filter(None, parts))
