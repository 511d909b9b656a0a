"""How wide words are on the page, as far as one can say without their font, and how they are cut into lines.

A figure names common fonts and brings none, so the widths are those of a wide sans serif (Verdana is wider, Helvetica
narrower); a line that is estimated to fit leaves some room.
"""

from __future__ import annotations

import unicodedata

__all__ = ["width", "wrap"]

_NARROW, _USUAL, _CAPITAL, _BROAD, _SQUARE = 0.32, 0.57, 0.7, 0.88, 1.0
"""Widths of characters in units of the font size."""
_NARROW_ONES = frozenset("iljtfrI.,:;'’‘|!()[]{}/ ")
_BROAD_ONES = frozenset("mwMW@%—…→×")


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _SQUARE
    if character in _NARROW_ONES:
        return _NARROW
    if character in _BROAD_ONES:
        return _BROAD
    return _CAPITAL if character.isupper() else _USUAL


def width(text: str, size: float) -> float:
    """The estimated width of words in the unit of the font size."""
    return sum(map(_width, text)) * size


def wrap(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Words in at most so many lines of the given width; what does not fit is cut, with an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined, size) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, size, room)
        lines += whole
        if len(lines) > most:
            break
    lines += [line] if line else []
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _shortened(lines[most - 1], size, room))


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word in pieces that fit, each of at least one character; no mark is parted from the letter that it is on."""
    pieces = [""]
    used = 0.0
    for character in word:
        wide = _width(character) * size
        if wide and pieces[-1] and used + wide > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += character
        used += wide
    return pieces


def _shortened(line: str, size: float, room: float) -> str:
    end = len(line)
    while end and width(f"{line[:end]}…", size) > room:
        end -= 1
    return f"{line[:end].rstrip()}…"
