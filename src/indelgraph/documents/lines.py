"""The lines of a text with their offsets; the one place that knows what white space and a line are."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Slice

__all__ = ["Line", "lines", "trim"]

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it (and so without a trailing ``\\r``)."""

    start: int
    end: int
    gap: bool
    """Whether a blank line or the start of the text stands before it."""

    @property
    def extent(self) -> Slice:
        """Where it stands."""
        return Slice(self.start, self.end)

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]


def trim(text: str, start: int, end: int) -> Slice | None:
    """``text[start:end]`` without white space around it (:meth:`str.isspace`); None if nothing is left."""
    piece = text[start:end]
    words = piece.strip()
    if not words:
        return None
    start += len(piece) - len(piece.lstrip())
    return Slice(start, start + len(words))


def lines(text: str) -> list[Line]:
    """The lines that are not blank, in order. ``\\n`` alone ends a line; a byte order mark is passed over."""
    found: list[Line] = []
    offset, gap = 0, True
    for piece in text.split("\n"):
        skip = 1 if offset == 0 and piece.startswith(_BYTE_ORDER_MARK) else 0
        extent = trim(text, offset + skip, offset + len(piece))
        if extent:
            found.append(Line(extent.start, extent.end, gap))
        gap = extent is None
        offset += len(piece) + 1
    return found
