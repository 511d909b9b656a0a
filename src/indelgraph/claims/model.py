"""Claims as they are understood: every word located, every name known, every number read.

This is what the encoder turns into quads; nothing here knows YAML or RDF syntax. Each ``place`` is where a person
edits the thing; it is no part of what is said, so that equal things written in two places are equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from pyoxigraph import Literal

    from ..documents.model import Slice
    from ..errors import Place, Problem
    from ..nodes import Named
    from .predicates import Predicate

__all__ = ["Claim", "ClaimFile", "Excuse", "Hop", "NameUse", "Quantity", "ReferenceEntry", "Stated", "Telling"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A day or time with the words that state it."""

    value: Literal
    words: str
    where: Slice
    inferred_from: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as stated and as read; bounds are inclusive, None where open."""

    words: str
    where: Slice
    comparator: str
    minimum: int | Decimal | None
    maximum: int | Decimal | None
    counts: str | None
    """Local name of what is counted; None for measures."""
    unit: str | None
    """UCUM code, for measures."""
    severity: str | None


@dataclass(frozen=True, slots=True)
class Hop:
    """One telling in a chain."""

    teller: Named
    mode: str
    cues: tuple[Slice, ...] = ()
    channel: Named | None = None
    on_behalf_of: Named | None = None
    said_on: Stated | None = None
    cites: tuple[int, ...] = ()
    place: Place | None = field(default=None, compare=False)
    """None for hop 0, which the file does not write out."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A chain of tellings: the document first (hop 0), the innermost teller last."""

    name: str
    hops: tuple[Hop, ...]
    place: Place | None = field(default=None, compare=False)
    """Where its name or, written out in place, the telling itself stands; None for the document's own."""

    @property
    def origin(self) -> Hop:
        """The innermost telling."""
        return self.hops[-1]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. ``object`` is None exactly where there is a ``quantity``."""

    id: str
    predicate: Predicate
    subject: Named
    object: Named | Literal | None
    quantity: Quantity | None
    event: Named | None
    group: Named | None
    group_status: str | None
    side: Named | None
    anchor: Named | None
    """What a distance is measured from."""
    evidence: tuple[Slice, ...]
    context: tuple[Slice, ...]
    tellings: tuple[Telling, ...]
    stated: Stated | None
    as_of: Literal | None
    limited_to: Named | None
    partial: bool
    includes: tuple[Named, ...]
    by: Named | None
    bearing: str | None
    """Of a distance: in which direction from the anchor, as a local name."""
    equipped_with: str | None
    modality: str | None
    hedge: Slice | None
    inferred_from: tuple[Slice, ...]
    label: str | None
    note: str | None
    place: Place
    value_place: Place
    """Where the value of the predicate stands."""


@dataclass(frozen=True, slots=True)
class NameUse:
    """A written form of a name, with each place where it stands."""

    id: str
    of: Named
    form: str
    status: str
    evidence: tuple[Slice, ...]
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """Who stands behind an entry of the list of references, as the registry knows them."""

    number: int
    publisher: Named | None
    creators: tuple[Named, ...]
    label: str | None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Excuse:
    """A stretch of the text that is rightly no claim, and why."""

    where: Slice
    reason: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """Everything that one claim file says about one document; lists in the order of the file."""

    claims: tuple[Claim, ...] = ()
    names: tuple[NameUse, ...] = ()
    references: tuple[ReferenceEntry, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    tellings: tuple[Telling, ...] = ()
    """Those that the file names, whether or not a claim uses them."""
    doubts: tuple[Problem, ...] = field(default=(), compare=False)
    """What reads right and still looks like a slip, as far as the reader sees it: for the lints."""
