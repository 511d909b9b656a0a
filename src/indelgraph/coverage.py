"""How much of each document its claims account for, and what they leave out.

What there is to account for is found in the text alone: infobox cells, sentences and titles of references by the
reader, mentions of quantities by the grammar's scan. A cell, sentence or title counts as covered by the evidence of a
claim that lies in it; a mention only by a quantity of its own, stated at that place. What is rightly no claim is
excused in the claim file, with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .documents.model import Slice
from .grammar import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .claims.model import ClaimFile, Excuse
    from .collection import Collection
    from .documents.document import Document

__all__ = ["DocumentCoverage", "Item", "ItemKind", "Tally", "coverage"]


class ItemKind(StrEnum):
    """What is counted."""

    CELL = "infobox cells"
    SENTENCE = "sentences"
    TITLE = "titles of references"
    MENTION = "mentions of quantities"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to account for: where it stands, and by what it is accounted for, if it is."""

    kind: ItemKind
    where: Slice
    words: str
    line: int
    column: int
    claims: tuple[str, ...]
    """Ids of the claims that cover it."""
    excuse: str | None

    @property
    def accounted(self) -> bool:
        """Whether it is covered or excused."""
        return bool(self.claims) or self.excuse is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one kind: how many there are, how many are covered by claims and how many only excused."""

    total: int
    covered: int
    excused: int

    @property
    def share(self) -> float:
        """The share that is accounted for, from 0 to 1; 1 where there is nothing."""
        return (self.covered + self.excused) / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """What one document holds, item by item, in the order of the text."""

    slug: str
    items: tuple[Item, ...]
    stale: tuple[str, ...]
    """Reasons of excuses that excuse nothing any more."""

    def tally(self, kind: ItemKind | None = None) -> Tally:
        """The counts of one kind, or of all."""
        items = [item for item in self.items if kind in (None, item.kind)]
        excused = sum(not item.claims and item.excuse is not None for item in items)
        return Tally(len(items), sum(bool(item.claims) for item in items), excused)

    def missing(self) -> tuple[Item, ...]:
        """What is neither covered nor excused."""
        return tuple(item for item in self.items if not item.accounted)


def coverage(collection: Collection) -> tuple[DocumentCoverage, ...]:
    """The coverage of every document of a collection, in the order of their slugs."""
    return tuple(_document(d, collection.files[d.slug]) for d in collection.documents)


def _document(document: Document, file: ClaimFile) -> DocumentCoverage:
    used: set[Excuse] = set()
    items = []
    for kind, where in sorted(_items(document), key=lambda pair: pair[1]):
        claims = tuple(_covering(kind, where, file))
        excuse = None if claims else next((e for e in file.excuses if _excuses(e, kind, where)), None)
        if excuse:
            used.add(excuse)
        line, column = document.outline.position(where.start)
        reason = excuse.reason if excuse else None
        items.append(Item(kind, where, where.of(document.text), line, column, claims, reason))
    stale = tuple(e.reason for e in file.excuses if e not in used)
    return DocumentCoverage(document.slug, tuple(items), stale)


def _items(document: Document) -> Iterator[tuple[ItemKind, Slice]]:
    outline = document.outline
    yield from ((ItemKind.CELL, cell.value) for cell in outline.cells)
    yield from ((ItemKind.SENTENCE, sentence.extent) for sentence in outline.sentences)
    yield from ((ItemKind.TITLE, r.title) for r in outline.references if r.title)
    for where, language in _stretches(document):
        for mention in scan(document.text, language, start=where.start, end=where.end):
            yield ItemKind.MENTION, Slice(mention.start, mention.end)


def _stretches(document: Document) -> Iterator[tuple[Slice, str]]:
    """The whole text, cut where its language changes: at titles in another language."""
    start = 0
    for reference in document.outline.references:
        if reference.title and reference.language not in (None, document.language):
            yield Slice(start, reference.title.start), document.language
            yield reference.title, document.language_at(reference.title)
            start = reference.title.end
    yield Slice(start, len(document.text)), document.language


def _covering(kind: ItemKind, where: Slice, file: ClaimFile) -> Iterable[str]:
    for claim in file.claims:
        spans = claim.evidence
        if kind is ItemKind.MENTION:
            spans = (claim.quantity.where,) if claim.quantity else ()
        if any(span.start < where.end and where.start < span.end for span in spans):
            yield claim.id


def _excuses(excuse: Excuse, kind: ItemKind, where: Slice) -> bool:
    overlaps = excuse.where.start < where.end and where.start < excuse.where.end
    return overlaps if kind is ItemKind.MENTION else excuse.where.holds(where)
