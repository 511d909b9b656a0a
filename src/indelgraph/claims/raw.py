"""A claim file as it is written: words and ids, each with its place, nothing looked up yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..errors import Place
    from ..yamltree import Leaf
    from .predicates import Predicate

__all__ = [
    "Pointer",
    "RawClaim",
    "RawClaimFile",
    "RawDate",
    "RawExcuse",
    "RawHop",
    "RawName",
    "RawReference",
    "RawTelling",
]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words of the document, and where needed what tells one place from another."""

    words: Leaf
    within: Leaf | None = None
    """A longer stretch of the text that holds the words."""
    at: Leaf | None = None
    """The offset at which they start."""

    @property
    def place(self) -> Place:
        """Where the words stand in the claim file."""
        return self.words.place


@dataclass(frozen=True, slots=True)
class RawDate:
    """Words that date something. ``value`` is given by hand where the words alone cannot say it."""

    pointer: Pointer
    value: Leaf | None = None
    inferred_from: tuple[Pointer, ...] = ()
    vague: bool = False
    """True for a period that no calendar day, month or year says: the words are all there is."""


@dataclass(frozen=True, slots=True)
class RawHop:
    """One teller of a chain after the document."""

    teller: Leaf
    cues: tuple[Pointer, ...]
    channel: Leaf | None
    on_behalf_of: Leaf | None
    said_on: RawDate | None
    mode: str | None
    """Local name, where the default (IndirectSpeech when relaying, else Narration) is not right."""
    place: Place


@dataclass(frozen=True, slots=True)
class RawTelling:
    """A chain, outermost teller first, without the document at hop 0."""

    name: Leaf | None
    hops: tuple[RawHop, ...]
    mode: str | None
    """Of hop 0: DirectQuote or IndirectSpeech."""
    cites: tuple[Leaf, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class RawClaim:
    """One claim as written. ``value`` is the text under the predicate's key."""

    predicate: Predicate
    value: Leaf
    date: RawDate | None
    quotes: tuple[Pointer, ...]
    context: tuple[Pointer, ...]
    told: tuple[Leaf | RawTelling, ...]
    cites: tuple[Leaf, ...]
    subject: Leaf | None
    event: Leaf | None
    group: Leaf | None
    side: Leaf | None
    limited_to: Leaf | None
    partial: bool
    includes: tuple[Leaf, ...]
    by: Leaf | None
    relative_to: Leaf | None
    counts: Leaf | None
    severity: str | None
    bearing: str | None
    equipped_with: str | None
    as_of: RawDate | None
    modality: str | None
    hedge: Pointer | None
    inferred_from: tuple[Pointer, ...]
    id: Leaf | None
    label: Leaf | None
    note: Leaf | None
    place: Place


@dataclass(frozen=True, slots=True)
class RawName:
    """A written form of a name. Without ``pointers`` every whole-word occurrence counts."""

    form: Leaf
    of: Leaf
    status: str
    within: tuple[Leaf, ...]
    id: Leaf | None
    place: Place


@dataclass(frozen=True, slots=True)
class RawReference:
    """Who in the registry stands behind an entry of the list of references."""

    number: Leaf
    publisher: Leaf | None
    creators: tuple[Leaf, ...]
    label: Leaf | None
    place: Place


@dataclass(frozen=True, slots=True)
class RawExcuse:
    """Words that are rightly no claim, and why."""

    pointer: Pointer
    reason: Leaf


@dataclass(frozen=True, slots=True)
class RawClaimFile:
    """All of a claim file."""

    document: Leaf
    event: Leaf | None
    year_from: Pointer | None
    tellings: tuple[RawTelling, ...]
    claims: tuple[RawClaim, ...]
    names: tuple[RawName, ...]
    references: tuple[RawReference, ...]
    excuses: tuple[RawExcuse, ...]
    place: Place
