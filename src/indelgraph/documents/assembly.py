"""What a reader of either form collects, and how an outline is made from it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from .lines import trim
from .model import Cell, Marker, Outline, Paragraph, Reference, Section, Sentence, Slice
from .notes import markers
from .sentences import split

__all__ = ["Draft", "Heading"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line, its words in it, and its level (2 is the highest below the title)."""

    line: Slice
    words: Slice
    level: int = 2


@dataclass(slots=True)
class Draft:
    """Blocks of a text as a reader meets them, each list in the order of the text, furniture in any."""

    text: str
    title: Slice | None = None
    infobox: Slice | None = None
    cells: list[Cell] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    prose: list[Slice] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    furniture: list[Slice] = field(default_factory=list)

    def add_heading(self, heading: Heading) -> None:
        """Note a heading; its line is furniture, too."""
        self.headings.append(heading)
        self.furniture.append(heading.line)

    def finish(self) -> Outline:
        """The outline: sections from the headings, sentences and markers from the prose."""
        sections, paragraphs = self._sections()
        marked = self._markers()
        return Outline(
            text=self.text,
            title=self.title,
            infobox=self.infobox,
            cells=tuple(self.cells),
            sections=sections,
            paragraphs=paragraphs,
            sentences=tuple(self._sentences(paragraphs, marked)),
            markers=tuple(marked),
            references=tuple(self.references),
            furniture=tuple(sorted(self.furniture)),
        )

    def _sections(self) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
        starts = [heading.line.start for heading in self.headings]
        bounds = [*starts, len(self.text)]
        sections = [
            Section(heading.words, heading.level, trim(self.text, start, stop) or heading.line)
            for heading, start, stop in zip(self.headings, starts, bounds[1:], strict=True)
        ]
        lead = [extent for extent in self.prose if extent.start < bounds[0]]
        if lead:
            sections.insert(0, Section(None, 1, Slice(lead[0].start, lead[-1].end)))
        shift = 0 if lead else -1
        paragraphs = (Paragraph(e, bisect_right(starts, e.start) + shift) for e in self.prose)
        return tuple(sections), tuple(paragraphs)

    def _markers(self) -> list[Marker]:
        places = sorted([*self.prose, *([self.infobox] if self.infobox else [])])
        return [marker for place in places for marker in markers(self.text, place)]

    def _sentences(self, paragraphs: tuple[Paragraph, ...], marked: list[Marker]) -> list[Sentence]:
        starts = [marker.extent.start for marker in marked]
        found: list[Sentence] = []
        for index, paragraph in enumerate(paragraphs):
            extents = split(self.text, paragraph.extent)
            bounds = [*(extent.start for extent in extents[1:]), paragraph.extent.end]
            for extent, stop in zip(extents, bounds, strict=bool(extents)):
                cited = marked[bisect_right(starts, extent.start - 1) : bisect_right(starts, stop - 1)]
                cites = tuple(dict.fromkeys(marker.number for marker in cited))
                found.append(Sentence(extent, index, cites))
        return found
