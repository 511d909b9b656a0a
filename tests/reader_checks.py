"""What holds of every outline, texts to try readers on, and counts of the work that reading takes."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Self, SupportsIndex

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

    from indelgraph.documents import Outline, Slice

__all__ = [
    "DOCUMENT_A",
    "DOCUMENT_B",
    "Counted",
    "calls",
    "check_outline",
    "hostile",
    "mutations",
    "sentences_of_prose",
    "slices",
    "texts",
    "words",
]

_DOCUMENTS = Path(__file__).resolve().parents[1] / "data" / "documents"


def _text(slug: str) -> str:
    return (_DOCUMENTS / slug / "text.txt").read_bytes().decode("utf-8")


DOCUMENT_A = _text("battle-of-in-delimane-2012")
DOCUMENT_B = _text("indelimane-ambush-2017")

_NOTE = re.compile(r"\[[^\[\]]{1,40}\](?::\s?[0-9]+(?:[–-][0-9]+)?)?")


def slices(outline: Outline) -> list[Slice]:
    """Every slice of an outline."""
    found = [s for s in (outline.title, outline.infobox) if s]
    for cell in outline.cells:
        found += [s for s in (cell.label, cell.value) if s]
    for section in outline.sections:
        found += [s for s in (section.heading, section.extent) if s]
    found += [x.extent for xs in (outline.paragraphs, outline.sentences, outline.markers) for x in xs]
    for reference in outline.references:
        optional = (reference.title, reference.publisher, reference.issued, reference.retrieved)
        found += [reference.extent, *reference.creators, *(s for s in optional if s)]
    return [*found, *outline.furniture]


def _check_order(extents: Iterable[Slice]) -> None:
    for one, other in pairwise(extents):
        assert one.end <= other.start, (one, other)


def check_outline(outline: Outline) -> None:
    """Assert everything that an outline promises of any text."""
    text = outline.text
    for where in slices(outline):
        assert 0 <= where.start < where.end <= len(text), where
        assert where.of(text) == where.of(text).strip(), where
    _check_order(cell.value for cell in outline.cells)
    _check_order(section.extent for section in outline.sections)
    _check_order(paragraph.extent for paragraph in outline.paragraphs)
    _check_order(sentence.extent for sentence in outline.sentences)
    _check_order(marker.extent for marker in outline.markers)
    _check_order(reference.extent for reference in outline.references)
    assert list(outline.furniture) == sorted(outline.furniture)
    for cell in outline.cells:
        assert outline.infobox
        assert outline.infobox.holds(cell.value)
        assert cell.label is None or outline.infobox.holds(cell.label)
    _check_prose(outline)
    for reference in outline.references:
        inner = [reference.title, reference.publisher, reference.issued, reference.retrieved]
        assert all(reference.extent.holds(s) for s in (*reference.creators, *inner) if s)
        assert reference.title is None or outline.part(reference.title) in {"ReferenceTitle", "Infobox"}
    _check_nothing_lost(outline)


def _check_prose(outline: Outline) -> None:
    text = outline.text
    for paragraph in outline.paragraphs:
        section = outline.sections[paragraph.section]
        assert section.extent.holds(paragraph.extent)
        assert outline.part(paragraph.extent) == ("Body" if section.heading else "Lead")
        expected = section.heading.of(text) if section.heading else None
        assert outline.section_title(paragraph.extent) == expected
    left = [list(paragraph.extent.of(text)) for paragraph in outline.paragraphs]
    for sentence in outline.sentences:
        extent = outline.paragraphs[sentence.paragraph].extent
        assert extent.holds(sentence.extent)
        assert outline.sentence(sentence.extent) is sentence
        start, stop = sentence.extent.start - extent.start, sentence.extent.end - extent.start
        left[sentence.paragraph][start:stop] = " " * (stop - start)
        assert len(set(sentence.cites)) == len(sentence.cites)
    for rest in left:  # between sentences stand only notes
        assert not _NOTE.sub("", "".join(rest)).strip(), rest
    for marker in outline.markers:
        assert int(marker.extent.of(text).strip("[]")) == marker.number


def _check_nothing_lost(outline: Outline) -> None:
    covered = [x.extent for xs in (outline.paragraphs, outline.references) for x in xs]
    covered += [*outline.furniture, *([outline.infobox] if outline.infobox else [])]
    end = 1 if outline.text.startswith("\ufeff") else 0
    for where in sorted(covered):
        assert not outline.text[end : where.start].strip(), outline.text[end : where.start]
        end = max(end, where.end)
    assert not outline.text[end:].strip()


_TOKENS = [
    *("\n", "\n\n", "\r\n", " ", "\t", "\xa0", "\u2028", "\ufeff", "\x1c", "\ud800", "\U0001f600", "٣", "१"),
    *("=", "==", "= T =", "==H==", "=======", "Infobox", "\nInfobox\n- ", "\n- ", "Key: ", ":", "-"),
    *("[edit]", "\n[edit]\n", "\n\n[edit]\n", "vte", "^", "^ ", "\n 3. ^ a b ", "\n^ "),
    *('"', "“", "”", "«", "»", ". ", ".", "! ", "?", "…", "...", "(", ")", "[", "]", ", ", ";"),
    *("[3]", "[12]: 5", "[a]", "[citation needed]", "(in French)", "(2017-11-25)", "Retrieved 2023-11-28."),
    *("Archived ", 'Retrieved from "', "Jump to content\n", "\nFrom Wikipedia, the free encyclopedia\n"),
    *("Coordinates: ", "Part of ", "\nDate", "\nLocation\n", "\nResult ", "\nBelligerents\n"),
    *("\nCasualties and losses\n", "\nTerritorial\n", "changes", "\nReferences\n"),
    *("Lt. ", "U.S. ", "J. ", "a.m. ", "No. 5", "The ", "village ", "fled", "3 killed", "Ménaka"),
    "The fighters came to the village on that day and then fled again to the north.",
]

texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(_TOKENS), max_size=60).map("".join))
"""Any text, and texts made of what means something to a reader."""


@st.composite
def mutations(draw: st.DrawFn, text: str) -> str:
    """A document with lines dropped, doubled or swapped, cut anywhere, with other line ends."""
    rows = text.split("\n")
    for _ in range(draw(st.integers(0, 6))):
        index = draw(st.integers(0, len(rows) - 1))
        other = draw(st.integers(0, len(rows) - 1))
        what = draw(st.sampled_from(["drop", "double", "swap", "join", "insert"]))
        if what == "drop" and len(rows) > 1:
            del rows[index]
        elif what == "double":
            rows.insert(index, rows[index])
        elif what == "swap":
            rows[index], rows[other] = rows[other], rows[index]
        elif what == "join" and index + 1 < len(rows):
            rows[index : index + 2] = [rows[index] + rows[index + 1]]
        else:
            rows.insert(index, draw(st.sampled_from(_TOKENS)))
    mutated = draw(st.sampled_from(["\n", "\r\n"])).join(rows)
    start = draw(st.just(0) | st.integers(0, len(mutated)))
    end = draw(st.just(len(mutated)) | st.integers(0, len(mutated)))
    return mutated[start:end]


words = st.text(alphabet="abdeklmnoéï", min_size=5, max_size=9)
"""Words that mean nothing to a reader."""


@st.composite
def sentences_of_prose(draw: st.DrawFn) -> str:
    """A sentence of twelve words or more without a mark inside."""
    listed = draw(st.lists(words, min_size=12, max_size=15))
    quote = draw(st.sampled_from(["", '"']))
    return f"{listed[0].title()} {' '.join(listed[1:-1])} {quote}{listed[-1]}.{quote}"


_HEAD_B = DOCUMENT_B[: DOCUMENT_B.index("Part of")]
_REFERENCES = "References\n[edit]\n1. ^ "

hostile: dict[str, Callable[[int], str]] = {
    "periods": lambda n: "." * n,
    "period and space": lambda n: ". " * n,
    "period and bracket": lambda n: ". (" * n,
    "period and quote": lambda n: '."' * n,
    "periods and markers": lambda n: ".[1]" * n,
    "one run of markers": lambda n: "." + "[1]" * n + ",",
    "questions in notes": lambda n: ".[who?]" * n,
    "titles": lambda n: "Lt. " * n,
    "initials": lambda n: "A." * n,
    "opening brackets": lambda n: "[" * n,
    "unfinished notes": lambda n: "[citation " * n,
    "white space": lambda n: "x." + " \t\xa0" * n + "y",
    "blank lines": lambda n: "\n" * n,
    "short lines": lambda n: "x\n" * n,
    "equals signs": lambda n: "=" * n,
    "headings": lambda n: "==a==\n" * n,
    "cells": lambda n: "Infobox\n" + "- a: b\n" * n,
    "edit links": lambda n: "a\n[edit]\n" * n,
    "infobox rows": lambda n: _HEAD_B + "Date x\n" * n,
    "infobox columns": lambda n: _HEAD_B + "Belligerents\n" + "a\t" * n,
    "entries": lambda n: '1. ^ "a". b. 2012.\n' * n,
    "quotes in a title": lambda n: _REFERENCES + '"' * n,
    "parts of an entry": lambda n: _REFERENCES + '"a"' + ". b" * n,
    "dates of an entry": lambda n: _REFERENCES + '"a"' + ". 2012" * n,
    "authors": lambda n: _REFERENCES + "a; " * n + '. "t".',
    "brackets before a title": lambda n: _REFERENCES + "(" * n + '. "t".',
    "languages": lambda n: _REFERENCES + '"t". ' + "(in " * n,
    "retrievals": lambda n: _REFERENCES + '"t". ' + "Retrieved " * n,
    "back-references": lambda n: _REFERENCES + "a b " * n,
    "hatnote": lambda n: "For the " + "a" * n,
    "document A": lambda n: DOCUMENT_A * (n // 50),
    "document B": lambda n: DOCUMENT_B * (n // 50),
}
"""Texts that grow with a number and try one place of a reader each."""


class Counted(str):
    """A text that counts the characters cut out of it."""

    __slots__ = ("cut",)
    cut: int

    def __new__(cls, value: str) -> Self:
        made = super().__new__(cls, value)
        made.cut = 0
        return made

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        self.cut += len(found)
        return found


def calls(work: Callable[[], object]) -> int:
    """How many functions, built-in ones included, a piece of work calls."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
