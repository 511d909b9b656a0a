"""Rendered pages: the whole of document B."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indelgraph.documents import Form, Outline, Part, Slice, detect, outline, read_rendered
from known_outline_of_b import CELLS_B, REFERENCES_B, SENTENCES_B, SPANS_B, KnownReference
from reader_checks import DOCUMENT_B, check_outline, slices

if TYPE_CHECKING:
    from known_outline_of_a import Words


@pytest.fixture(scope="module")
def document() -> Outline:
    return read_rendered(DOCUMENT_B)


def stands(where: Slice | None, text: str) -> Words | None:
    return (where.start, where.of(text)) if where else None


def test_document_b_title_and_infobox(document: Outline) -> None:
    assert stands(document.title, DOCUMENT_B) == (17, "2017 Indelimane ambush")
    assert document.infobox == Slice(155, 509)
    found = [(stands(c.label, DOCUMENT_B), stands(c.value, DOCUMENT_B)) for c in document.cells]
    assert found == CELLS_B


def test_document_b_furniture(document: Outline) -> None:
    found = [s.of(DOCUMENT_B) for s in document.furniture]
    coordinates = "Coordinates: 15°52′1″N 1°30′46″E / 15.86694°N 1.51278°E / 15.86694; 1.51278"
    head = ["Jump to content", "2017 Indelimane ambush", coordinates, "From Wikipedia, the free encyclopedia"]
    headings = [w for h in ("Prelude", "Ambush", "Aftermath", "References") for w in (h, "[edit]")]
    letters = {3: " a b c d"}
    entries = []
    for number in range(1, 11):
        date = "July 21, 2024" if number == 10 else "2023-11-28"
        entries += [f"{number}. ^{letters.get(number, '')}", f"Retrieved {date}."]
    assert found == [*head, *headings, *entries]
    assert Slice(41, 116) in document.furniture


def test_document_b_sections_and_paragraphs(document: Outline) -> None:
    assert [(stands(s.heading, DOCUMENT_B), s.extent) for s in document.sections] == [
        (None, Slice(511, 677)),
        ((679, "Prelude"), Slice(679, 1098)),
        ((1100, "Ambush"), Slice(1100, 1507)),
        ((1509, "Aftermath"), Slice(1509, 2333)),
        ((2335, "References"), Slice(2335, 3884)),
    ]
    assert {section.level for section in document.sections[1:]} == {2}
    assert [(p.extent.start, p.extent.end, p.section) for p in document.paragraphs] == [
        *((511, 677, 0), (696, 1098, 1), (1116, 1507, 2)),
        *((1528, 1815, 3), (1817, 2181, 3), (2183, 2333, 3)),
    ]


def test_document_b_sentences_and_what_they_cite(document: Outline) -> None:
    found = [(s.extent.start, s.paragraph, s.cites, s.extent.of(DOCUMENT_B)) for s in document.sentences]
    assert found == SENTENCES_B


def test_document_b_markers(document: Outline) -> None:
    starts = [864, 949, 1095, 1205, 1356, 1441, 1504, 1650, 1729, 1812, 1974, 1977, 2177]
    numbers = [1, 2, 3, 3, 4, 5, 6, 3, 3, 7, 8, 9, 10]
    assert [(m.extent.start, m.number) for m in document.markers] == list(zip(starts, numbers, strict=True))
    assert [m.extent.of(DOCUMENT_B) for m in document.markers] == [f"[{n}]" for n in numbers]


@pytest.mark.parametrize("known", REFERENCES_B, ids=lambda known: f"reference {known.number}")
def test_document_b_references(document: Outline, known: KnownReference) -> None:
    reference = document.references[known.number - 1]
    assert reference.number == known.number
    assert (reference.extent.start, reference.extent.end) == known.extent
    assert stands(reference.title, DOCUMENT_B) == known.title
    assert tuple(stands(c, DOCUMENT_B) for c in reference.creators) == known.creators
    assert stands(reference.publisher, DOCUMENT_B) == known.publisher
    assert reference.language == known.language
    assert stands(reference.issued, DOCUMENT_B) == known.issued
    assert stands(reference.retrieved, DOCUMENT_B) == known.retrieved


def test_document_b_has_ten_references(document: Outline) -> None:
    assert [reference.number for reference in document.references] == list(range(1, 11))
    assert {known.number for known in REFERENCES_B} == set(range(1, 11))


@pytest.mark.parametrize(("part", "section"), SPANS_B)
def test_document_b_spans_lie_where_the_contract_says(document: Outline, part: Part, section: str | None) -> None:
    for start, end in SPANS_B[part, section]:
        where = Slice(start, end)
        assert (document.part(where), document.section_title(where)) == (part, section), where


def test_document_b_keeps_every_promise(document: Outline) -> None:
    check_outline(document)
    assert detect(DOCUMENT_B) is Form.RENDERED
    assert outline(DOCUMENT_B, Form.RENDERED) == document


def test_crlf_moves_offsets_and_nothing_else(document: Outline) -> None:
    text = DOCUMENT_B.replace("\n", "\r\n")
    other = read_rendered(text)
    check_outline(other)
    # Sections and the infobox reach over line ends; everything else is the same words.
    extents = {s.extent for o in (document, other) for s in o.sections} | {document.infobox, other.infobox}
    assert [s.of(text) for s in slices(other) if s not in extents] == [
        s.of(DOCUMENT_B) for s in slices(document) if s not in extents
    ]
    assert all(not s.of(text).endswith("\r") for s in slices(other))
