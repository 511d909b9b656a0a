"""A node together with how people name it; what passes between the rooms of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

__all__ = ["Named"]


@dataclass(frozen=True, slots=True)
class Named:
    """A node and how a sentence names it."""

    node: NamedNode
    called: str
    """With the article, where it has one: "the MNLA"."""
    slug: str
    """What ids are made from: ``mnla``, ``side-1``."""
    plural: bool = False
    """Whether a verb after it is plural: "residents of Gao say"."""

    @property
    def short(self) -> str:
        """Without the article, for the head of a label."""
        return self.called.removeprefix("the ")
