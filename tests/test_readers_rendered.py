"""Rendered pages: the layout of other pages than ours, references, and any text."""

from __future__ import annotations

import pytest
from hypothesis import given

from indelgraph.documents import Form, Part, Reference, Slice, detect, read_rendered
from known_outline_of_b import SENTENCES_B
from reader_checks import DOCUMENT_B, check_outline, mutations, texts


def of(where: Slice | None, text: str) -> str | None:
    return where.of(text) if where else None


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
