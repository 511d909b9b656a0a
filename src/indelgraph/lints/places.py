"""How lints speak of places: in the order of files, and by line where the file is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..errors import Place, Problem

__all__ = ["in_order", "line_of", "order"]


def order(place: Place | None) -> tuple[str, int, int]:
    """What sorts places by file, line and column; what has none comes first."""
    return (str(place.path), place.line or 0, place.column or 0) if place else ("", 0, 0)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of their places, and at one place of their words."""
    return tuple(sorted(problems, key=lambda problem: (order(problem.place), problem.message)))


def line_of(place: Place | None, seen_from: Place | None) -> str:
    """ " in line 12", or with the file where that is another; nothing where the line is not known."""
    if place is None or place.line is None:
        return ""
    same = seen_from is not None and seen_from.path == place.path
    return f" in line {place.line}" if same else f" in {place.path}:{place.line}"
