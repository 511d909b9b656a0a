"""What is known of one claim: plain values, and sentences made of them.

Terms of the vocabulary are given by their local names (``MoreThan``, ``Strict``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from ..compare.model import Agreement, Conflict, Node, Restatement, Said, Spot, Sum

__all__ = ["Citation", "Content", "Explanation", "Item", "Number", "Passage", "Piece", "Section", "Telling"]


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a claim: its words, and the bounds that they give."""

    words: str
    comparator: str
    minimum: Decimal | None
    maximum: Decimal | None
    counts: str | None
    """What is counted, such as ``Person``; None for a measure."""
    unit: str | None
    """The unit of a measure, as a UCUM code."""
    severity: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What is claimed."""

    subject: Node
    predicate: str
    object: Node
    """For a number, its words; its bounds are in ``number``."""
    event: Node | None
    side: Node | None
    group: Node | None
    group_status: str | None
    number: Number | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference that the document cites for a claim."""

    reference: Node
    outlet: str | None
    creators: tuple[str, ...]
    issued: str | None
    """The date that the text prints, as an XML Schema date, month or year."""
    title: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of a chain."""

    teller: Node
    mode: str | None
    channel: Node | None
    on_behalf_of: Node | None
    said_on: str | None
    said_on_words: str | None
    """The words that date the telling."""
    said_on_inferred_from: tuple[str, ...]
    """The words that the day is inferred from, if the sentence does not say all of it."""
    cues: tuple[str, ...]
    """The words that give the telling away."""
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage."""

    words: str
    marked: bool
    """Whether it is what the passage is shown for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, a cell or a title of a document, in which some words are marked."""

    spots: tuple[Spot, ...]
    """Where the marked words stand."""
    section: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of a section: sentences, or what introduces a passage."""

    text: str
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A question about the claim and its answer in sentences."""

    key: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One claim: what is claimed, by whom, on what words, and what speaks for and against it."""

    claim: str
    """Its IRI."""
    id: str
    """Its document and id, as :func:`explain` takes them."""
    label: str
    document: Node
    content: Content
    chains: tuple[tuple[Telling, ...], ...]
    """Each chain of tellers, the document first."""
    standpoint: str | None
    evidence: tuple[Passage, ...]
    context: tuple[Passage, ...]
    inferred_from: tuple[Passage, ...]
    agreements: tuple[Agreement, ...]
    sums: tuple[Sum, ...]
    conflicts: tuple[Conflict, ...]
    doubts: tuple[Said, ...]
    """The claims that are about this claim."""
    restatements: tuple[Restatement, ...]
    rests_on: tuple[Said, ...]
    """The claims that make this one comparable with those above, such as who is on which side."""
    needed_by: int
    """How many findings about other claims rest on this one."""
    compared: bool
    """Whether rules have compared claims at all; if not, silence on agreements and conflicts means nothing."""
    sections: tuple[Section, ...]
    """The same in sentences."""

    def section(self, key: str) -> Section | None:
        """The section of a key, such as ``against``; None if there is nothing to say."""
        return next((section for section in self.sections if section.key == key), None)
