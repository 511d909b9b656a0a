"""An explanation for a terminal, a pipe or a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..compare.wording import clean

if TYPE_CHECKING:
    from .model import Explanation, Passage

__all__ = ["as_text"]

_NARROWEST = 20
"""Columns below which nothing can be wrapped."""


def as_text(explanation: Explanation, *, width: int, terminal: bool) -> str:
    """The sections in lines of at most ``width`` columns.

    For a terminal, headings and the words of the claim are set off by the style of their letters; elsewhere, where
    there are no such codes, the words stand between asterisks.
    """
    output = io.StringIO()
    console = Console(
        file=output,
        width=max(width, _NARROWEST),
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )
    console.print(_text(explanation.label, "bold"))
    console.print(_text(f"claim {explanation.id}", "dim"))
    for section in explanation.sections:
        console.print()
        console.print(_text(section.heading, "bold underline"))
        for number, item in enumerate(section.items):
            if number:
                console.print()
            console.print(_text(item.text))
            if item.passage is not None:
                console.print(Padding(_passage(item.passage, terminal=terminal), (0, 0, 0, 4), expand=False))
    # Padding fills lines with blanks, which nobody sees and a file should not hold.
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())


def _text(words: str, style: str = "") -> Text:
    # Text takes no markup, so that "[red]" in a document is just these words.
    return Text(clean(words), style=style, overflow="fold")


def _passage(passage: Passage, *, terminal: bool) -> Text:
    found = Text(overflow="fold")
    for piece in passage.pieces:
        words = clean(piece.words)
        before = " " if piece.words[:1].isspace() else ""
        behind = " " if piece.words[-1:].isspace() else ""
        mark = "" if terminal or not piece.marked else "*"
        found.append(f"{before}{mark}{words}{mark}{behind if words else ''}", "bold reverse" if piece.marked else "")
    return found
