"""Reading a text of either form, and telling which form it has."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from .layout import EDIT, JUMPS, ORIGIN
from .lines import lines
from .markup import is_infobox, read_heading, read_markup
from .rendered import read_rendered

if TYPE_CHECKING:
    from .model import Outline

__all__ = ["Form", "detect", "outline"]


class Form(StrEnum):
    """The forms of text that we read."""

    MARKUP = "markup"
    """Plain wiki text: ``= Title =``, ``Infobox``, ``==Heading==``."""
    RENDERED = "rendered"
    """A rendered Wikipedia page, copied."""


def outline(text: str, form: Form) -> Outline:
    """Where everything stands in a text of a known form. Any text is read, in linear time."""
    return read_markup(text) if form is Form.MARKUP else read_rendered(text)


def detect(text: str) -> Form | None:
    """The form that a text shows; None if it shows neither.

    The first line with a sign decides: a heading between ``=`` or an ``Infobox`` with cells for the one; the
    page's head or ``[edit]`` for the other.
    """
    rows = lines(text)
    for index, row in enumerate(rows):
        words = row.of(text)
        if read_heading(text, row) or is_infobox(text, rows, index):
            return Form.MARKUP
        if words == ORIGIN or (index == 0 and words in JUMPS) or EDIT.fullmatch(words):
            return Form.RENDERED
    return None
