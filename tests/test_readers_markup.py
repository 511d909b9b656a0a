"""Plain wiki text: the whole of document A, the forms of each block, and what holds of any text."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.documents import Form, Outline, Part, Slice, detect, outline, read_markup
from known_outline_of_a import CELLS_A, SENTENCES_A, SPANS_A, Words
from reader_checks import DOCUMENT_A, check_outline, mutations, sentences_of_prose, slices, texts, words


@pytest.fixture(scope="module")
def document() -> Outline:
    return read_markup(DOCUMENT_A)


def stands(where: Slice | None, text: str) -> Words | None:
    return (where.start, where.of(text)) if where else None


def test_document_a_title_infobox_and_furniture(document: Outline) -> None:
    assert stands(document.title, DOCUMENT_A) == (2, "Battle of In-Delimane (2012)")
    assert document.infobox == Slice(34, 748)
    assert [stands(s, DOCUMENT_A) for s in document.furniture] == [
        (0, "= Battle of In-Delimane (2012) ="),
        (826, "==The battle=="),
        (2165, "==Aftermath=="),
    ]
    assert document.markers == ()
    assert document.references == ()


def test_document_a_cells(document: Outline) -> None:
    found = [(stands(c.label, DOCUMENT_A), stands(c.value, DOCUMENT_A)) for c in document.cells]
    assert found == CELLS_A
    assert Slice(215, 219) in {cell.value for cell in document.cells}
    assert Slice(203, 213) in {cell.label for cell in document.cells}


def test_document_a_sections_and_paragraphs(document: Outline) -> None:
    found = [(stands(s.heading, DOCUMENT_A), s.level, s.extent) for s in document.sections]
    assert found == [
        (None, 1, Slice(750, 824)),
        ((828, "The battle"), 2, Slice(826, 2163)),
        ((2167, "Aftermath"), 2, Slice(2165, 3302)),
    ]
    assert [(p.extent.start, p.extent.end, p.section) for p in document.paragraphs] == [
        (750, 824, 0),
        *((841, 1495, 1), (1497, 1991, 1), (1993, 2163, 1)),
        *((2179, 2666, 2), (2668, 3061, 2), (3063, 3302, 2)),
    ]


def test_document_a_sentences(document: Outline) -> None:
    found = [(s.extent.start, s.paragraph, s.extent.of(DOCUMENT_A)) for s in document.sentences]
    assert found == SENTENCES_A
    assert all(sentence.cites == () for sentence in document.sentences)


@pytest.mark.parametrize(("part", "section"), SPANS_A)
def test_document_a_spans_lie_where_the_contract_says(document: Outline, part: Part, section: str | None) -> None:
    for start, end in SPANS_A[part, section]:
        where = Slice(start, end)
        assert (document.part(where), document.section_title(where)) == (part, section), where


def test_document_a_keeps_every_promise(document: Outline) -> None:
    check_outline(document)


def test_a_stretch_over_two_parts_is_in_none(document: Outline) -> None:
    assert document.part(Slice(740, 760)) is Part.FURNITURE
    assert document.part(Slice(840, 845)) is Part.FURNITURE
    assert document.section_title(Slice(2160, 2170)) is None
    assert document.sentence(Slice(1000, 1010)) is None
    assert document.sentence(Slice(1310, 1319)) == document.sentences[4]


def test_crlf_moves_offsets_and_nothing_else(document: Outline) -> None:
    text = DOCUMENT_A.replace("\n", "\r\n")
    other = read_markup(text)
    check_outline(other)
    # A section reaches over line ends; everything else is the same words.
    extents = {s.extent for o in (document, other) for s in o.sections} | {document.infobox, other.infobox}
    assert [s.of(text) for s in slices(other) if s not in extents] == [
        s.of(DOCUMENT_A) for s in slices(document) if s not in extents
    ]
    assert all(not s.of(text).endswith("\r") for s in slices(other))
    assert len(other.sections) == len(document.sections)


@pytest.mark.parametrize(
    ("line", "words", "level"),
    [
        ("==The battle==", "The battle", 2),
        ("== The battle ==  ", "The battle", 2),
        ("===On 5 May===", "On 5 May", 3),
        ("======Deep======", "Deep", 6),
        ("=======Deeper=======", "=Deeper=", 6),
        ("==Uneven===", "Uneven=", 2),
        ("===Uneven==", "=Uneven", 2),
        ("==a == b==", "a == b", 2),
    ],
)
def test_headings(line: str, words: str, level: int) -> None:
    read = read_markup(f"= T =\n\n{line}\nThey fled.")
    assert [(s.heading and s.heading.of(read.text), s.level) for s in read.sections] == [(words, level)]
    assert read.section_title(read.sentences[0].extent) == words


@pytest.mark.parametrize("line", ["==", "==== ", "=", "== =="])
def test_a_heading_without_words_is_furniture(line: str) -> None:
    read = read_markup(f"They came.\n{line}\nThey fled.")
    assert [s.of(read.text) for s in read.furniture] == [line.strip()]
    assert [s.extent.of(read.text) for s in read.sentences] == ["They came.", "They fled."]


@pytest.mark.parametrize("line", ["==The battle", "The battle==", "a == b", "x = 5"])
def test_equals_signs_in_prose_are_prose(line: str) -> None:
    read = read_markup(line)
    assert read.sections[0].heading is None
    assert [p.extent.of(line) for p in read.paragraphs] == [line]


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("- Casualties1: 1 killed, 4 wounded", "Casualties1", "1 killed, 4 wounded"),
        ("-  Date :  16 November 2012 ", "Date", "16 November 2012"),
        ("- Notes: at 5:30: an attack", "Notes", "at 5:30: an attack"),
        ("- 3 killed (MNLA: 5)", None, "3 killed (MNLA: 5)"),
        ("- Reinforcements", None, "Reinforcements"),
        ("- Source: https://example.org/", "Source", "https://example.org/"),
        ("- https://example.org/", None, "https://example.org/"),
        ("- Strength1: 500 men[3][a]", "Strength1", "500 men"),
        ("-\u00a0Place:\u00a0Gao", "Place", "Gao"),
    ],
)
def test_cells(line: str, label: str | None, value: str) -> None:
    read = read_markup(f"Infobox\n{line}\n\nThey fled.")
    (cell,) = read.cells
    assert (cell.label and cell.label.of(read.text), cell.value.of(read.text)) == (label, value)
    assert [s.extent.of(read.text) for s in read.sentences] == ["They fled."]


def test_a_key_without_a_value_is_no_cell() -> None:
    read = read_markup("Infobox\n- Date:\n- Place: Gao\n")
    assert [cell.value.of(read.text) for cell in read.cells] == ["Gao"]
    assert read.infobox == Slice(0, 28)


def test_markers_in_cells_and_prose_are_found() -> None:
    read = read_markup("Infobox\n- Date: May[2]\n\nThey fled.[3] They came[1] back.[3][4]")
    assert [(m.number, m.extent.start) for m in read.markers] == [(2, 19), (3, 34), (1, 47), (3, 56), (4, 59)]
    assert [s.cites for s in read.sentences] == [(3,), (1, 3, 4)]


def test_an_insertion_is_no_marker() -> None:
    read = read_markup("In [2017] he fled.[2017] Others came.    [3] They left.")
    assert [(m.number, m.extent.start) for m in read.markers] == [(2017, 18), (3, 41)]
    assert [s.cites for s in read.sentences] == [(2017,), (), (3,)]


def test_lines_of_a_paragraph_join_and_list_items_do_not() -> None:
    read = read_markup("The army\nfled.\n- 3 killed\n* 4 wounded\n\nThey came.")
    assert [p.extent.of(read.text) for p in read.paragraphs] == [
        "The army\nfled.",
        "- 3 killed",
        "* 4 wounded",
        "They came.",
    ]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", " \r\n\t", "\ufeff\r\n"])
def test_a_text_without_words_has_no_parts(text: str) -> None:
    for form in Form:
        read = outline(text, form)
        assert slices(read) == []
        assert read.sections == ()
        assert read.position(0) == (1, 1)


def test_a_byte_order_mark_is_no_part_of_the_title() -> None:
    read = read_markup("\ufeff= Gao =\n")
    assert stands(read.title, read.text) == (3, "Gao")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (DOCUMENT_A, Form.MARKUP),
        ("Infobox\n- Date: May\n", Form.MARKUP),
        ("They fled.\n\n==Aftermath==\n", Form.MARKUP),
        ("They fled.\n\nInfobox\n\nNothing.", None),
        ("They fled.", None),
        ("", None),
    ],
)
def test_the_form_is_detected(text: str, form: Form | None) -> None:
    assert detect(text) is form
    assert detect(text.replace("\n", "\r\n")) is form


def test_outline_reads_by_form(document: Outline) -> None:
    assert outline(DOCUMENT_A, Form.MARKUP) == document
    assert Form("markup") is Form.MARKUP


@given(texts)
def test_any_text_is_read(text: str) -> None:
    check_outline(read_markup(text))
    detect(text)


@given(mutations(DOCUMENT_A))
def test_a_damaged_document_is_read(text: str) -> None:
    check_outline(read_markup(text))


@dataclass
class Page:
    """A page that is written part by part, and where the parts stand."""

    text: str = ""

    def put(self, words: str, behind: str = "") -> Slice:
        where = Slice(len(self.text), len(self.text) + len(words))
        self.text += words + behind
        return where


@given(st.data())
def test_the_parts_of_a_well_formed_page_come_back(data: st.DataObject) -> None:
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    page = Page("= ")
    title = page.put(data.draw(words).title(), f" ={end}{end}")
    cells = []
    if data.draw(st.booleans()):
        page.put("Infobox", end)
        for _ in range(data.draw(st.integers(1, 5))):
            page.put("- ")
            label = page.put(data.draw(words).title(), ": ")
            cells.append((label, page.put(" ".join(data.draw(st.lists(words, min_size=1))), end)))
        page.put("", end)
    headings: list[Slice] = []
    expected: list[tuple[Slice, int, tuple[int, ...]]] = []
    for section in range(data.draw(st.integers(1, 4))):
        if section:
            mark = "=" * data.draw(st.integers(2, 6))
            page.put(mark)
            headings.append(page.put(data.draw(words), mark + end))
        for _ in range(data.draw(st.integers(1, 3))):
            for _ in range(data.draw(st.integers(1, 3))):
                where = page.put(data.draw(sentences_of_prose()))
                cites = data.draw(st.lists(st.integers(1, 999), max_size=3, unique=True))
                page.put("".join(f"[{number}]" for number in cites), " ")
                expected.append((where, section, tuple(cites)))
            page.put("", end + end)
    read = read_markup(page.text)
    check_outline(read)
    assert read.title == title
    assert [(cell.label, cell.value) for cell in read.cells] == cells
    assert [section.heading for section in read.sections] == [None, *headings]
    found = [(s.extent, read.paragraphs[s.paragraph].section, s.cites) for s in read.sentences]
    assert found == expected
    assert detect(page.text) is Form.MARKUP
