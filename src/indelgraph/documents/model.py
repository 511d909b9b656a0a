"""What a document is once read: its untouched text, and where its parts stand in it.

All positions are 0-based, end-exclusive offsets in Unicode code points of the file as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Cell", "Marker", "Outline", "Paragraph", "Part", "Reference", "Section", "Sentence", "Slice"]


@dataclass(frozen=True, slots=True, order=True)
class Slice:
    """A stretch of the text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]

    def holds(self, other: Slice) -> bool:
        """Whether the other stretch lies inside this one."""
        return self.start <= other.start and other.end <= self.end


class Part(StrEnum):
    """Which part of a page a stretch lies in; the values are local names of the ontology."""

    INFOBOX = "Infobox"
    LEAD = "Lead"
    BODY = "Body"
    REFERENCE_TITLE = "ReferenceTitle"
    FURNITURE = "Furniture"


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of an infobox. ``label`` is where its name stands (``Casualties1``), if it has one.

    Several cells share one label where it stands above several lines. ``value`` is without the label and
    without reference markers at its end.
    """

    label: Slice | None
    value: Slice


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading (None for the lead) and the stretch from heading to next heading.

    Sections do not nest: a subsection ends the stretch of the section above it. A text without prose before
    its first heading has no lead.
    """

    heading: Slice | None
    level: int
    """1 for the lead, else 2 to 6 as the markup says; always 2 on a rendered page, which does not show it."""
    extent: Slice


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of prose without a blank line."""

    extent: Slice
    section: int
    """Index into ``Outline.sections``."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose with its closing mark, without the reference markers that follow it."""

    extent: Slice
    paragraph: int
    """Index into ``Outline.paragraphs``."""
    cites: tuple[int, ...] = ()
    """Numbers of the references whose markers stand in or directly after it, in the order of the text.

    Each stands once. They are what the text prints: the list of references may lack one.
    """


@dataclass(frozen=True, slots=True)
class Marker:
    """A reference marker such as ``[3]``."""

    extent: Slice
    number: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of references, as the text gives it; numbers are not checked for being unique."""

    number: int
    extent: Slice
    """The whole line, from its number to its end."""
    title: Slice | None
    """Without its quotation marks."""
    creators: tuple[Slice, ...] = ()
    publisher: Slice | None = None
    language: str | None = None
    """A BCP 47 tag read from words such as "(in French)"; None where the text does not say."""
    issued: Slice | None = None
    retrieved: Slice | None = None


@dataclass(frozen=True)
class Outline:
    """Where everything stands in a text. Every list is in the order of the text.

    No slice has white space at its ends. Cells lie in the infobox, sentences in their paragraphs, markers in
    either. Infobox, paragraphs, references and furniture together hold every word of the text.
    """

    text: str
    title: Slice | None
    infobox: Slice | None
    cells: tuple[Cell, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    markers: tuple[Marker, ...]
    references: tuple[Reference, ...]
    furniture: tuple[Slice, ...]
    """What belongs to the page and not to the article: "Jump to content", "[edit]", headings, the head.

    Also inside references: "3. ^ a b", "Retrieved …", "Archived …".
    """

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _titles(self) -> _Extents:
        return _Extents(reference.title for reference in self.references if reference.title)

    @cached_property
    def _paragraphs(self) -> _Extents:
        return _Extents(paragraph.extent for paragraph in self.paragraphs)

    @cached_property
    def _sentences(self) -> _Extents:
        return _Extents(sentence.extent for sentence in self.sentences)

    @cached_property
    def _sections(self) -> _Extents:
        return _Extents(section.extent for section in self.sections)

    def part(self, where: Slice) -> Part:
        """The part of the page in which a stretch lies; Furniture for what lies in no other, or in two."""
        if self.infobox and self.infobox.holds(where):
            return Part.INFOBOX
        if self._titles.holding(where) is not None:
            return Part.REFERENCE_TITLE
        index = self._paragraphs.holding(where)
        if index is None:
            return Part.FURNITURE
        lead = self.sections[self.paragraphs[index].section].heading is None
        return Part.LEAD if lead else Part.BODY

    def section_title(self, where: Slice) -> str | None:
        """The heading under which a stretch stands; None in the lead and the infobox."""
        index = self._sections.holding(where)
        heading = self.sections[index].heading if index is not None else None
        return heading.of(self.text) if heading else None

    def sentence(self, where: Slice) -> Sentence | None:
        """The sentence that holds a stretch, if one does."""
        index = self._sentences.holding(where)
        return self.sentences[index] if index is not None else None


class _Extents:
    """Stretches in order, none overlapping another, made for many questions which of them holds one."""

    def __init__(self, extents: Iterable[Slice]) -> None:
        self._extents = list(extents)
        self._starts = [extent.start for extent in self._extents]

    def holding(self, where: Slice) -> int | None:
        """The index of the stretch that holds another."""
        index = bisect_right(self._starts, where.start) - 1
        return index if index >= 0 and self._extents[index].holds(where) else None
