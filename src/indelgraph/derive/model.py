"""What a rule is, and what it makes.

A rule looks at the claims about one event and says which of them stand in a certain relation. Its body is a SPARQL
CONSTRUCT or, where arithmetic or geometry needs it, a Python function of the same shape: both turn a store into
triples, in which every finding is a blank node. Names, labels and the run that a finding comes from are added to all
alike (:mod:`.naming`), so that a body says nothing but the relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Triple

    from .view import View

__all__ = ["Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, which knows no document."""

    name: str
    """A slug; the rule is ``rule/{name}``, its run ``run/{name}``."""
    title: str
    """What it finds, in a few words."""
    reason: str
    """Why it is right to say so."""
    body: str | Callable[[View], Iterable[Triple]]
    """A CONSTRUCT, or a function of the same shape."""
    convention: str | None = None
    """The name of the convention that it rests on; it is off unless somebody asks for that."""
