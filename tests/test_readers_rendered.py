"""Rendered pages: the whole of document B, the layout of other pages, references, and any text."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.documents import Form, Outline, Part, Reference, Slice, detect, outline, read_rendered
from known_outlines import CELLS_B, REFERENCES_B, SENTENCES_B, SPANS_B, KnownReference, Words
from reader_checks import DOCUMENT_B, check_outline, mutations, sentences_of_prose, slices, texts, words


@pytest.fixture(scope="module")
def document() -> Outline:
    return read_rendered(DOCUMENT_B)


def stands(where: Slice | None, text: str) -> Words | None:
    return (where.start, where.of(text)) if where else None


def of(where: Slice | None, text: str) -> str | None:
    return where.of(text) if where else None


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


PAGE = """Jump to content
Main menu

Search
Donate
Contents hide
(Top)
Background
Battle of Inates
2 languages
Article
Talk

From Wikipedia, the free encyclopedia
(Redirected from Inates attack)
For the other attack, see Second battle of Inates.

Inates attack
Part of the Mali War
French soldiers near Inates
Date\t10 December 2019
Locationnear Inates, Niger
15°52′N 1°30′E
Result\tIS victory[2]
Base overrun
Territorial
changes\tIS takes the base.
Belligerents
 Niger\t Islamic State
Commanders and leaders
Col. Hassan Anoutab †\tUnknown

Units involved
Armed Forces of the U.S.
Strength
200 soldiers[3]
Casualties and losses
71 killed[4][5]
12 wounded
vte
Mali War
Kidal Inates Gao Menaka

On 10 December 2019 fighters attacked a base. It was overrun.[4]

Background[edit]
Main article: Mali War
The war began in 2012.[note 1] It goes on.[citation needed][6]: 12

See also

[edit]
Attack on Inates

References
^ a b "Attack in "Inates" kills 71". BBC News. 11 December 2019. Retrieved 12 December 2019.
Works cited
^ "Title". RFI.
vte
Battles of the Mali War
Retrieved from "https://en.wikipedia.org/wiki/X"
Categories: Battles
"""


def test_another_page() -> None:
    read = read_rendered(PAGE)
    check_outline(read)
    assert of(read.title, PAGE) == "Battle of Inates"
    assert [(of(c.label, PAGE), c.value.of(PAGE)) for c in read.cells] == [
        (None, "Inates attack"),
        ("Part of", "the Mali War"),
        (None, "French soldiers near Inates"),
        ("Date", "10 December 2019"),
        ("Location", "near Inates, Niger"),
        ("Location", "15°52′N 1°30′E"),
        ("Result", "IS victory"),
        ("Result", "Base overrun"),
        ("Territorial\nchanges", "IS takes the base."),
        ("Belligerents", "Niger"),
        ("Belligerents", "Islamic State"),
        ("Commanders and leaders", "Col. Hassan Anoutab †"),
        ("Commanders and leaders", "Unknown"),
        ("Units involved", "Armed Forces of the U.S."),
        ("Strength", "200 soldiers"),
        ("Casualties and losses", "71 killed"),
        ("Casualties and losses", "12 wounded"),
    ]
    assert [of(s.heading, PAGE) for s in read.sections] == [None, "Background", "See also", "References"]
    assert [(s.extent.of(PAGE), s.cites) for s in read.sentences] == [
        ("On 10 December 2019 fighters attacked a base.", ()),
        ("It was overrun.", (4,)),
        ("The war began in 2012.", ()),
        ("It goes on.", (6,)),
        ("Attack on Inates", ()),
    ]
    assert [(r.number, of(r.title, PAGE)) for r in read.references] == [
        (1, 'Attack in "Inates" kills 71'),
        (2, "Title"),
    ]
    assert [m.number for m in read.markers] == [2, 3, 4, 5, 4, 6]
    furniture = [s.of(PAGE) for s in read.furniture]
    assert furniture[-5:] == [
        "^",
        "vte",
        "Battles of the Mali War",
        'Retrieved from "https://en.wikipedia.org/wiki/X"',
        "Categories: Battles",
    ]
    assert {"Main article: Mali War", "Kidal Inates Gao Menaka", "Works cited", "^ a b"} <= set(furniture)


def test_a_page_without_infobox_has_none() -> None:
    text = "Gao\n\nFrom Wikipedia, the free encyclopedia\n\nResult of the battle was open.\n\nDated 2012.\n"
    read = read_rendered(text)
    check_outline(read)
    assert (read.infobox, read.cells) == (None, ())
    assert [s.extent.of(text) for s in read.sentences] == ["Result of the battle was open.", "Dated 2012."]


def test_coordinates_may_stand_inside_the_infobox() -> None:
    text = "Gao\nFrom Wikipedia, the free encyclopedia\nGao\nCoordinates: 16°N 0°E\nDateMay 2012\n"
    cells = read_rendered(text).cells
    assert [(of(c.label, text), c.value.of(text)) for c in cells][1:] == [
        ("Coordinates", "16°N 0°E"),
        ("Date", "May 2012"),
    ]


def test_rows_do_not_stand_below_the_blocks() -> None:
    text = "Gao\n\nGao\nDateMay 2012\nResults so far open\nBelligerents\nStatus Quo Party\nStrengthened Army\n"
    assert [(of(c.label, text), c.value.of(text)) for c in read_rendered(text).cells][1:] == [
        ("Date", "May 2012"),
        ("Date", "Results so far open"),
        ("Belligerents", "Status Quo Party"),
        ("Belligerents", "Strengthened Army"),
    ]


def test_the_lead_ends_the_infobox_without_a_blank_line() -> None:
    text = DOCUMENT_B.replace("2 killed\n\nOn", "2 killed\nOn")
    read = read_rendered(text)
    assert read.cells[-1].value.of(text) == "2 killed"
    assert read.part(Slice(513, 530)) is Part.LEAD


def test_an_edit_link_below_prose_makes_no_heading() -> None:
    text = DOCUMENT_B.replace("Ambush\n\n[edit]", "[edit]")
    read = read_rendered(text)
    assert [of(s.heading, text) for s in read.sections] == [None, "Prelude", "Aftermath", "References"]
    assert len(read.sentences) == len(SENTENCES_B)


def test_an_edit_link_below_a_short_sentence_makes_no_heading() -> None:
    text = "Gao\n\nThey fled to Gao again.\n[edit]\nThe north\n[edit]\nThey came.\n"
    read = read_rendered(text)
    assert [of(s.heading, text) for s in read.sections] == [None, "The north"]


def test_an_entry_ends_the_infobox() -> None:
    text = 'Gao\n\nGao\nDateMay 2012\n1. ^ "A". RFI.\n'
    read = read_rendered(text)
    assert [c.value.of(text) for c in read.cells] == ["Gao", "May 2012"]
    assert [of(r.title, text) for r in read.references] == ["A"]


def test_one_letter_is_no_back_reference() -> None:
    text = "References\n[edit]\n1. ^ a lone word\n2. ^ a b two\n"
    assert [s.of(text) for s in read_rendered(text).furniture][2:] == ["1. ^", "2. ^ a b"]


def test_the_list_is_found_without_its_heading() -> None:
    text = DOCUMENT_B.replace("References\n\n[edit]\n", "")
    read = read_rendered(text)
    assert [r.number for r in read.references] == list(range(1, 11))
    assert read.sections[-1].heading
    assert read.sections[-1].heading.of(text) == "Aftermath"


def entry(line: str) -> tuple[Reference, str]:
    text = f"References\n[edit]\n{line}\n"
    (reference,) = read_rendered(text).references
    assert reference.extent.of(text) == line.strip()
    return reference, text


@pytest.mark.parametrize(
    ("line", "creators", "title", "publisher", "language", "issued", "retrieved"),
    [
        ('1. ^ AFP. "A". U.S. News. Nov. 5, 2012.', ["AFP"], "A", "U.S. News", None, "Nov. 5, 2012", None),
        (
            '2. ^ Jump up to: a b Smith, J.; Doe, A.; et al. (12 May 2012). "A \'B\'" [C] (PDF) (in Arabic). '
            "St. Louis Post-Dispatch. Vol. 3. pp. 3–4. Retrieved on 1 June 2023.",
            *(["Smith, J.", "Doe, A."], "A 'B'", "St. Louis Post-Dispatch", "ar", "12 May 2012", "1 June 2023"),
        ),
        (
            '3. ^ "Foo", RFI, July 21, 2024, retrieved July 22, 2024',
            *([], "Foo", "RFI", None, "July 21, 2024", "July 22, 2024"),
        ),
        (
            "4. ^ United Nations (UN) (n.d.). “Curly: title”. Retrieved May 2020.",
            *(["United Nations (UN)"], "Curly: title", None, None, None, "May 2020"),
        ),
        (
            '5. ^ Smith, J. "Who fled?". BBC News. London. 2012. Archived from the original on 2012-05-01.',
            *(["Smith, J."], "Who fled?", "BBC News", None, "2012", None),
        ),
        ('6. ^ « Titre ». Le Combat (in French and Arabic).', [], "Titre", "Le Combat", None, None, None),
        ('7. ^ "A". www.b-c.org (in Klingon). 2012-05.', [], "A", "www.b-c.org", None, "2012-05", None),
        ('8. ^ "A". 2017-11-25. Retrieved 2023-11-28.', [], "A", None, None, "2017-11-25", "2023-11-28"),
        ('9. ^ "A, "B" and C". RFI Afrique.', [], 'A, "B" and C', "RFI Afrique", None, None, None),
        ("10. ^ Smith, John (2001). The Book. Penguin. ISBN 1.", [], None, None, None, None, None),
        ('11. ^ "Never closed. RFI.', [], None, None, None, None, None),
        ('12. ^ "".', [], None, None, None, None, None),
        ("13. ^", [], None, None, None, None, None),
        ('14. ^ a lone letter (in German). Retrieved 2012.', [], None, None, "de", None, "2012"),
        ("15. ^ \"A\". X Ltd. July–August 2020.", [], "A", "X Ltd", None, "July–August 2020", None),
    ],
)  # fmt: skip
def test_entries(
    line: str,
    creators: list[str],
    title: str | None,
    publisher: str | None,
    language: str | None,
    issued: str | None,
    retrieved: str | None,
) -> None:
    reference, text = entry(line)
    assert reference.number == int(line.split(".", maxsplit=1)[0])
    assert [c.of(text) for c in reference.creators] == creators
    assert of(reference.title, text) == title
    assert of(reference.publisher, text) == publisher
    assert reference.language == language
    assert of(reference.issued, text) == issued
    assert of(reference.retrieved, text) == retrieved


@pytest.mark.parametrize("line", ['1. "A". RFI.', '99999. ^ "A". RFI.', "They fled (see ^ 2)."])
def test_other_lines_among_the_references_are_furniture(line: str) -> None:
    text = f"References\n[edit]\n{line}\n"
    read = read_rendered(text)
    assert read.references == ()
    assert [s.of(text) for s in read.furniture] == ["References", "[edit]", line]


@pytest.mark.parametrize(
    "text",
    ["Jump to content\nGao", "Gao\nFrom Wikipedia, the free encyclopedia", "They fled.\nAftermath\n[edit]\n"],
)
def test_the_form_is_detected(text: str) -> None:
    assert detect(text) is Form.RENDERED


@given(texts)
def test_any_text_is_read(text: str) -> None:
    check_outline(read_rendered(text))


@given(mutations(DOCUMENT_B))
def test_a_damaged_document_is_read(text: str) -> None:
    check_outline(read_rendered(text))
    detect(text)


@given(mutations(PAGE))
def test_another_damaged_page_is_read(text: str) -> None:
    check_outline(read_rendered(text))


@dataclass
class Page:
    """A page that is written part by part, and where the parts stand."""

    end: str
    text: str = ""
    cells: list[tuple[Slice | None, Slice]] = field(default_factory=list)
    headings: list[Slice | None] = field(default_factory=list)
    sentences: list[tuple[Slice, int, tuple[int, ...]]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    title: Slice | None = None

    def put(self, words: str, behind: str = "") -> Slice:
        where = Slice(len(self.text), len(self.text) + len(words))
        self.text += words + behind
        return where

    def line(self, words: str = "") -> Slice:
        return self.put(words, self.end)


some_words = st.lists(words, min_size=1, max_size=3).map(lambda found: " ".join(found).title())


def put_infobox(draw: st.DrawFn, page: Page, title: str) -> None:
    page.cells.append((None, page.line(title)))
    for name in draw(st.permutations(["Date", "Location", "Result", "Status"])):
        if draw(st.booleans()):
            label = page.put(name, draw(st.sampled_from(["", " ", "\t", page.end])))
            page.cells += [(label, page.line(draw(some_words))) for _ in range(draw(st.integers(1, 2)))]
    for name in ("Belligerents", "Commanders and leaders", "Strength", "Casualties and losses"):
        if draw(st.booleans()):
            label = page.line(name)
            for _ in range(draw(st.integers(1, 4))):
                page.cells.append((label, page.put(draw(some_words))))
                page.line(draw(st.sampled_from(["", "[3]", f"[1][a]{page.end}"])))
    page.line()


def put_prose(draw: st.DrawFn, page: Page) -> None:
    for _ in range(draw(st.integers(1, 2))):
        for _ in range(draw(st.integers(1, 3))):
            where = page.put(draw(sentences_of_prose()))
            cites = draw(st.lists(st.integers(1, 999), max_size=3, unique=True))
            page.put("".join(f"[{number}]" for number in cites), " ")
            page.sentences.append((where, len(page.headings) - 1, tuple(cites)))
        page.line()
        page.line()


def put_reference(draw: st.DrawFn, page: Page, number: int) -> Reference:
    dates = st.sampled_from(["2017-11-25", "July 21, 2024", "21 July 2024", "July 2020", "2012"])
    page.put("  ")
    start = len(page.text)
    page.put(f"{number}. ^ {draw(st.sampled_from(['', 'a b ', 'a b c d e f ']))}")
    issued = None
    creators = []
    for index in range(draw(st.integers(0, 2))):
        page.put("; " if index else "")
        creators.append(page.put(f"{draw(words).title()}, {draw(words).title()}"))
    if creators:
        if draw(st.booleans()):
            page.put(" (")
            issued = page.put(draw(dates), ")")
        page.put(". ")
    page.put('"')
    title = page.put(draw(some_words), draw(st.sampled_from(['". ', '" (PDF). '])))
    publisher = page.put(draw(some_words | words.map(lambda name: f"www.{name}.org")))
    language = draw(st.sampled_from([None, ("French", "fr"), ("Hausa", "ha"), ("Elvish", None)]))
    page.put(f" (in {language[0]}). " if language else ". ")
    if not issued and draw(st.booleans()):
        issued = page.put(draw(dates), ". ")
    page.put("Retrieved ")
    retrieved = page.put(draw(dates))
    page.line(".")
    extent = Slice(start, retrieved.end + 1)
    tag = language[1] if language else None
    return Reference(number, extent, title, tuple(creators), publisher, tag, issued, retrieved)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    page = Page(draw(st.sampled_from(["\n", "\r\n"])))
    page.line("Jump to content")
    name = draw(some_words)
    page.title = page.line(name)
    if draw(st.booleans()):
        page.line("Coordinates: 15°52′N 1°30′E")
    page.line("From Wikipedia, the free encyclopedia")
    if draw(st.booleans()):
        put_infobox(draw, page, name)
    page.line()
    page.headings.append(None)
    put_prose(draw, page)
    for _ in range(draw(st.integers(0, 3))):
        page.headings.append(page.put(draw(some_words)))
        page.put(draw(st.sampled_from(["", page.end, page.end * 2])))
        page.line("[edit]")
        put_prose(draw, page)
    page.headings.append(page.line("References"))
    page.line("[edit]")
    page.references = [put_reference(draw, page, number) for number in range(1, draw(st.integers(2, 5)))]
    return page


@given(pages())
def test_the_parts_of_a_well_formed_page_come_back(page: Page) -> None:
    read = read_rendered(page.text)
    check_outline(read)
    assert read.title == page.title
    assert [(cell.label, cell.value) for cell in read.cells] == page.cells
    assert [section.heading for section in read.sections] == page.headings
    found = [(s.extent, read.paragraphs[s.paragraph].section, s.cites) for s in read.sentences]
    assert found == page.sentences
    assert list(read.references) == page.references
    assert detect(page.text) is Form.RENDERED
