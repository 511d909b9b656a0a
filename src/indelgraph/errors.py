"""What can be wrong, said so that a person can mend it: where, what, and what to do.

Every error that a user can cause is one of ours and prints as ``file:line:column: what, and what to do``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["MOST_SHOWN", "CallError", "DataError", "IndelgraphError", "Place", "Problem", "Problems", "printable"]

MOST_SHOWN = 200
"""How many problems are printed; who has more mends these first. In a program all of them are there."""

_BLANK = "Zs"
"""The general category of blanks of any width (Unicode, table 4-4)."""


def printable(text: str) -> str:
    """Text that is safe to print: what has no glyph, or steers the terminal or the order of letters, as an escape.

    File names and the words of a document may hold line breaks, terminal codes, marks of direction, and bytes that
    are no UTF-8 (lone surrogates, by :pep:`383`). Blanks other than the space stay what they are.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == _BLANK else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file and, if known, a line and a column, both counted from 1."""

    path: Path | str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([printable(str(self.path)), *numbers])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, and in one line what it is and what to do."""

    place: Place | None
    message: str

    def __str__(self) -> str:
        message = printable(" ".join(self.message.split()))
        return f"{self.place}: {message}" if self.place else message


class IndelgraphError(Exception):
    """The base of all errors that a user can cause; ``exit_code`` is what the command line exits with."""

    exit_code = 1


class DataError(IndelgraphError):
    """The data is wrong. ``problems`` holds at least one, each once, in the order in which they were found.

    Its text is a line for each of the first :data:`MOST_SHOWN` and, where there are more, one with their number.
    """

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        # Several readers may stumble over the same thing, such as a link in the way to all their files.
        self.problems = tuple(dict.fromkeys(problems))
        lines = list(map(str, self.problems[:MOST_SHOWN]))
        if left := len(self.problems) - len(lines):
            lines.append(f"and {left} more; mend these first, then look again")
        super().__init__("\n".join(lines))

    @classmethod
    def at(cls, place: Place | None, message: str) -> DataError:
        """One problem as an error."""
        return cls([Problem(place, message)])


class CallError(IndelgraphError):
    """The call is wrong: an option, a name, a file that is not there."""

    exit_code = 2

    def __str__(self) -> str:
        return printable(" ".join(super().__str__().split()))


class Problems:
    """Collects problems, so that a person sees all of them at once and not one per run."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, place: Place | None, message: str) -> None:
        """Note one problem and go on."""
        self._found.append(Problem(place, message))

    def extend(self, error: DataError) -> None:
        """Take over the problems of an error that was caught."""
        self._found.extend(error.problems)

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_if_any(self) -> None:
        """Raise a :class:`DataError` with everything noted so far.

        Raises:
            DataError: if there is any problem.
        """
        if self._found:
            raise DataError(self._found)
