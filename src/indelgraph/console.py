"""Draws for people with rich: into text of a given width, with styles only where a terminal shows them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["drawn"]

_NARROWEST = 20
"""Columns below which nothing can be drawn or wrapped."""


def drawn(draw: Callable[[Console], None], *, width: int, terminal: bool) -> str:
    """What ``draw`` prints, in lines of at most ``width`` columns without blanks at their ends.

    For a terminal there are colours as far as it has them and ``NO_COLOR`` does not forbid them. Words are taken as
    they are: nothing in them is read as markup, a number to highlight or the name of an emoji.
    """
    output = io.StringIO()
    console = Console(
        file=output,
        width=max(width, _NARROWEST),
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    draw(console)
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())
