"""An explanation for a terminal, a pipe or a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ..compare.wording import clean
from ..console import drawn

if TYPE_CHECKING:
    from rich.console import Console

    from .model import Explanation, Passage

__all__ = ["as_text"]


def as_text(explanation: Explanation, *, width: int, terminal: bool) -> str:
    """The sections in lines of at most ``width`` columns.

    For a terminal, headings and the words of the claim are set off by the style of their letters; elsewhere, where
    there are no such codes, the words stand between asterisks.
    """
    return drawn(partial(_draw, explanation, terminal=terminal), width=width, terminal=terminal)


def _draw(explanation: Explanation, console: Console, *, terminal: bool) -> None:
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
