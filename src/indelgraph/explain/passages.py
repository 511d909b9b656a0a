"""The words of a claim in the sentence, cell or title in which they stand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..compare.model import Spot
from ..documents import Outline, Slice, detect, outline
from ..words import kebab
from .model import Passage, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import NamedNode

    from ..compare.model import Node
    from ..documents import Cell
    from .reading import Known

__all__ = ["passages", "place_in_words"]

_LONGEST = 300
"""How many characters are shown before and behind the marked words."""


def passages(known: Known, predicate: str, document: Node) -> tuple[Passage, ...]:
    """Where the spans stand that a property of the claim names; spans of one sentence or cell come together."""
    found: dict[Slice, list[tuple[Slice, NamedNode]]] = {}
    for span in known.facts.nodes(known.claim.node, predicate):
        where = _slice(span, known)
        if where is not None:
            around = _around(known.text, where) if known.text is not None else where
            found.setdefault(around, []).append((where, span))
    made = [
        _passage(around, sorted(spans, key=lambda pair: pair[0]), known, document)
        for around, spans in sorted(found.items())
    ]
    return tuple(made)


def _slice(span: NamedNode, known: Known) -> Slice | None:
    for selector in known.facts.nodes(span, "oa:hasSelector"):
        start, end = (known.facts.text(selector, key) for key in ("oa:start", "oa:end"))
        if start is not None and end is not None and start.isdecimal() and end.isdecimal():
            return Slice(int(start), int(end))
    return None


@lru_cache(maxsize=8)
def _outline(text: str) -> Outline | None:
    form = detect(text)
    return outline(text, form) if form is not None else None


def _around(text: str, where: Slice) -> Slice:
    """The sentence, cell or title that holds a stretch; else its lines."""
    found = _outline(text)
    if found is not None:
        sentence = found.sentence(where)
        cells = (_with_label(text, cell) for cell in found.cells)
        titles = (reference.title for reference in found.references if reference.title is not None)
        holding = [extent for extent in (*cells, *titles) if extent.holds(where)]
        if sentence is not None or holding:
            return sentence.extent if sentence is not None else holding[0]
    start = text.rfind("\n", 0, where.start) + 1
    end = text.find("\n", where.end)
    return Slice(start, len(text) if end < 0 else end)


def _with_label(text: str, cell: Cell) -> Slice:
    """A cell with its label, where that stands before it in the line."""
    if cell.label is None or text[cell.label.end : cell.label.end + 1] != ":":
        return cell.value
    return Slice(cell.label.start, cell.value.end)


def _passage(around: Slice, spans: Iterable[tuple[Slice, NamedNode]], known: Known, document: Node) -> Passage:
    spots = []
    pieces: list[Piece] = []
    offset = around.start
    section = None
    for where, span in spans:
        part = known.facts.node(span, "ig:inPart")
        local = kebab(part.value.rpartition("#")[2]) if part is not None else "body"
        spots.append(Spot(document, local, where.start, where.end))
        section = known.facts.text(span, "ig:section") or section
        pieces.append(Piece(_between(known.text, offset, where.start, first=not pieces), marked=False))
        begin = max(offset, where.start)  # spans may overlap
        pieces.append(Piece(_words(span, begin - where.start, known), marked=True))
        offset = max(offset, where.end)
    pieces.append(Piece(_after(known.text, offset, around.end), marked=False))
    return Passage(tuple(spots), section, tuple(piece for piece in pieces if piece.words))


def _words(span: NamedNode, skipped: int, known: Known) -> str:
    selectors = known.facts.nodes(span, "oa:hasSelector")
    words = next((text for s in selectors if (text := known.facts.text(s, "oa:exact")) is not None), "")
    return words[skipped:]


def _between(text: str | None, start: int, end: int, *, first: bool) -> str:
    words = text[start:end] if text is not None and start < end else ""
    if len(words) <= _LONGEST:
        return words
    return f"… {words[-_LONGEST:]}" if first else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"


def _after(text: str | None, start: int, end: int) -> str:
    words = text[start:end] if text is not None and start < end else ""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"


_PARTS = {
    "infobox": "In the infobox",
    "lead": "In the lead",
    "body": "In the text",
    "reference-title": "In the title of a reference",
    "furniture": "On the page around the text",
}


def place_in_words(passage: Passage) -> str:
    """Where a passage stands: "In the section “Aftermath”, characters 3230 to 3264"."""
    spot = passage.spots[0]
    where = _PARTS.get(spot.part, "In the text")
    if passage.section is not None and spot.part == "body":
        where = f"In the section “{passage.section}”"
    stretches = " and ".join(f"{spot.start} to {spot.end}" for spot in passage.spots)
    return f"{where}, characters {stretches}"
