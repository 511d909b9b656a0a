"""Rendered pages: the whole of document B, the layout of other pages, references, and what holds of any text."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.documents import Form, Outline, Part, Reference, Slice, detect, outline, read_rendered
from reader_checks import DOCUMENT_B, check_outline, mutations, sentences_of_prose, slices, texts, words

Words = tuple[int, str]  # where words start, and the words

CELLS: list[tuple[Words | None, Words]] = [
    (None, (155, "2017 Indelimane ambush")),
    ((178, "Part of"), (186, "Mali War")),
    ((195, "Date"), (199, "November 24, 2017")),
    ((217, "Location"), (226, "Indelimane, Menaka Cercle, Mali")),
    ((217, "Location"), (258, "15°52′1″N 1°30′46″E / 15.86694°N 1.51278°E / 15.86694; 1.51278")),
    ((321, "Result"), (328, "Indecisive")),
    ((339, "Belligerents"), (353, "MINUSMA")),
    ((339, "Belligerents"), (362, "Mali")),
    ((339, "Belligerents"), (367, "Jama'at Nasr al-Islam wal Muslimin")),
    ((339, "Belligerents"), (402, "Islamic State in the Greater Sahara")),
    ((438, "Casualties and losses"), (460, "3 killed, 17 injured")),
    ((438, "Casualties and losses"), (481, "1 killed, 1 injured")),
    ((438, "Casualties and losses"), (501, "2 killed")),
]

SENTENCES: list[tuple[int, int, tuple[int, ...], str]] = [  # start, paragraph, references, words
    (
        511,
        0,
        (),
        "On November 24, 2017, jihadists from Jama'at Nasr al-Islam wal Muslimin ambushed Nigerien "
        "MINUSMA peacekeepers and Malian soldiers in the village of Indelimane, Mali.",
    ),
    (
        696,
        1,
        (1,),
        "Jama'at Nasr al-Islam wal Muslimin was formed in 2017 as a coalition of five different "
        "jihadist groups that had been rebelling against the Malian government since 2012.",
    ),
    (868, 1, (2,), "Prior to the attack in Indelimane, the group attacked a MINUSMA base in Timbuktu."),
    (
        953,
        1,
        (3,),
        "On the same day of the Indelimane ambush, JNIM attacked a MINUSMA base in Douentza, killing "
        "one MINUSMA peacekeeper and injuring three others.",
    ),
    (
        1116,
        2,
        (3,),
        "The ambush occurred at 5am at a MINUSMA camp in the village of Indelimane, Ménaka Cercle.",
    ),
    (
        1209,
        2,
        (4,),
        "The attack was marked by a rain of rockets that hit the peacekeepers and Malian troops, "
        "which was followed up by a frontal attack by the jihadists.",
    ),
    (1360, 2, (5,), "MINUSMA reported that several attackers were killed, and the ambush was repulsed."),
    (1445, 2, (6,), "The peacekeepers then sent out in pursuit of the attackers."),
    (
        1528,
        3,
        (3,),
        "Three MINUSMA peacekeepers were killed in the ambush, along with sixteen others injured and "
        "one civilian employee injured.",
    ),
    (1654, 3, (3,), "The Malian government stated one Malian soldier was killed and one injured."),
    (1733, 3, (7,), "A Nigerien contingent of peacekeepers were on patrol at the time of the attack."),
    (
        1817,
        4,
        (8, 9),
        "JNIM claimed responsibility for the attack on November 25, and released a statement "
        "claiming five Nigerien soldiers were killed along with two JNIM fighters.",
    ),
    (
        1981,
        4,
        (10,),
        "Interviews with witnesses to the attack reported that fighters from the Islamic State in "
        "the Greater Sahara participated in the ambush, in the first confirmed collaboration between "
        "the two groups.",
    ),
    (
        2183,
        5,
        (),
        "In early 2018, GATIA and the MSA, alongside French troops, fought several skirmishes "
        "against JNIM and the Islamic State in the vicinity of Indelimane.",
    ),
]


@dataclass(frozen=True)
class Known:
    """A reference as it should be read."""

    number: int
    extent: tuple[int, int]
    title: Words
    publisher: Words
    retrieved: Words
    language: str | None = None
    issued: Words | None = None
    creators: tuple[Words, ...] = ()


REFERENCES = [
    Known(
        number=1,
        extent=(2356, 2475),
        title=(2362, "Mali: Enabling Dialogue with the Jihadist Coalition JNIM"),
        publisher=(2421, "www.crisisgroup.org"),
        issued=(2442, "2021-12-10"),
        retrieved=(2464, "2023-11-28"),
    ),
    Known(
        number=2,
        extent=(2478, 2611),
        title=(2484, "Mali\xa0: une attaque contre l'ONU à Tombouctou fait 6 morts – Jeune Afrique"),
        publisher=(2560, "JeuneAfrique.com"),
        language="fr",
        retrieved=(2600, "2023-11-28"),
    ),
    Known(
        number=3,
        extent=(2614, 2778),
        title=(
            2628,
            "Le Groupe de soutien à l'islam et aux musulmans revendique les attaques meurtrières au Mali",
        ),
        publisher=(2722, "France 24"),
        language="fr",
        issued=(2745, "2017-11-25"),
        retrieved=(2767, "2023-11-28"),
    ),
    Known(
        number=4,
        extent=(2781, 2918),
        title=(2787, "La situation en Syrie et en Irak a des répercussions au Mali, selon la Minusma"),
        publisher=(2868, "RFI"),
        language="fr",
        issued=(2885, "2017-11-24"),
        retrieved=(2907, "2023-11-28"),
    ),
    Known(
        number=5,
        extent=(2921, 3059),
        title=(2927, "Mali: trois casques bleus et un soldat malien tués dans une attaque vers Ménaka"),
        publisher=(3009, "RFI"),
        language="fr",
        issued=(3026, "2017-11-24"),
        retrieved=(3048, "2023-11-28"),
    ),
    Known(
        number=6,
        extent=(3062, 3210),
        title=(
            3068,
            "Quatre Casques bleus et un soldat malien tués dans deux attaques au Mali – Jeune Afrique",
        ),
        publisher=(3159, "JeuneAfrique.com"),
        language="fr",
        retrieved=(3199, "2023-11-28"),
    ),
    Known(
        number=7,
        extent=(3213, 3395),
        title=(3219, "Attaques contre la MINUSMA et les forces armées maliennes (24.11.17)"),
        publisher=(3290, "France Diplomatie\xa0:\xa0: Ministère de l'Europe et des Affaires étrangères"),
        language="fr",
        retrieved=(3384, "2023-11-28"),
    ),
    Known(
        number=8,
        extent=(3398, 3547),
        title=(3422, "Al-Qaïda revendique un attentat au nord-est du Mali contre des Casques bleus"),
        creators=((3403, "DPA"),),
        publisher=(3501, "La Libre.be"),
        language="fr",
        issued=(3408, "2023-11-28"),
        retrieved=(3536, "2023-11-28"),
    ),
    Known(
        number=9,
        extent=(3550, 3702),
        title=(3556, "JNIM revendique les attaques de Ménaka et Douentza et déplore des pertes dans ses rangs"),
        publisher=(3646, "kibaru.ml"),
        language="fr",
        issued=(3669, "2017-11-25"),
        retrieved=(3691, "2023-11-28"),
    ),
    Known(
        number=10,
        extent=(3705, 3884),
        title=(3753, "The Islamic State and al-Qa'ida go to war in West Africa"),
        creators=(
            (3711, "Nsaibia, Heni"),
            (3726, "Weiss, Caleb"),
        ),
        publisher=(3818, "Combating Terrorism Center at West Point"),
        issued=(3740, "July 2020"),
        retrieved=(3870, "July 21, 2024"),
    ),
]

SPANS: dict[tuple[Part, str | None], list[tuple[int, int]]] = {
    (Part.FURNITURE, None): [(54, 116), (0, 15), (17, 39), (117, 154)],
    (Part.INFOBOX, None): [
        *((226, 236), (226, 257), (258, 320), (321, 338), (339, 437), (353, 360), (460, 461), (460, 468)),
        *((470, 472), (470, 480), (155, 177)),
    ],
    (Part.LEAD, None): [(514, 531), (583, 641), (660, 670)],
    (Part.BODY, "Prelude"): [
        *((891, 901), (953, 993), (953, 1035), (995, 1035), (1037, 1068), (1045, 1048), (1045, 1068)),
        *((1073, 1094), (1082, 1087)),
    ],
    (Part.BODY, "Ambush"): [(1179, 1189), (1445, 1503)],
    (Part.BODY, "Aftermath"): [
        *((1528, 1554), (1593, 1600), (1593, 1615), (1620, 1623), (1620, 1649), (1817, 1859), (1822, 1844)),
        *((1822, 1874), (1863, 1874), (1880, 1909), (1901, 1909), (1910, 1914), (1910, 1944), (1933, 1973)),
        *((1956, 1959), (2322, 2332)),
    ],
    (Part.REFERENCE_TITLE, "References"): [
        *((2628, 2719), (3068, 3074), (3068, 3140), (3068, 3156), (3075, 3088), (3092, 3094), (3092, 3140)),
        *((3119, 3140), (3143, 3156), (3422, 3498), (3485, 3498), (3556, 3643)),
    ],
    (Part.FURNITURE, "References"): [(2335, 2345), (2347, 2353), (2614, 2626), (2722, 2731), (2757, 2777)],
    (Part.FURNITURE, "Prelude"): [(679, 686), (688, 694)],
}


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
    assert found == CELLS


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
    assert found == SENTENCES


def test_document_b_markers(document: Outline) -> None:
    starts = [864, 949, 1095, 1205, 1356, 1441, 1504, 1650, 1729, 1812, 1974, 1977, 2177]
    numbers = [1, 2, 3, 3, 4, 5, 6, 3, 3, 7, 8, 9, 10]
    assert [(m.extent.start, m.number) for m in document.markers] == list(zip(starts, numbers, strict=True))
    assert [m.extent.of(DOCUMENT_B) for m in document.markers] == [f"[{n}]" for n in numbers]


@pytest.mark.parametrize("known", REFERENCES, ids=lambda known: f"reference {known.number}")
def test_document_b_references(document: Outline, known: Known) -> None:
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
    assert {known.number for known in REFERENCES} == set(range(1, 11))


@pytest.mark.parametrize(("part", "section"), SPANS)
def test_document_b_spans_lie_where_the_contract_says(
    document: Outline, part: Part, section: str | None
) -> None:
    for start, end in SPANS[part, section]:
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
    assert len(read.sentences) == len(SENTENCES)


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
        ('1. ^ AFP. "Mali". U.S. News. Nov. 5, 2012.', ["AFP"], "Mali", "U.S. News", None, "Nov. 5, 2012", None),
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
            '5. ^ Smith, J. "Who fled?". BBC News. London. AFP. 2012. Archived from the original on 2012-05-01.',
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


@pytest.mark.parametrize("line", ["1. \"A\". RFI.", "99999. ^ \"A\". RFI.", "They fled (see ^ 2)."])  # fmt: skip
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


@given(st.data())
def test_the_parts_of_a_well_formed_page_come_back(data: st.DataObject) -> None:
    draw: st.DrawFn = data.draw
    page = Page(draw(st.sampled_from(["\n", "\r\n"])))
    page.line("Jump to content")
    name = draw(some_words)
    title = page.line(name)
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
    references = [put_reference(draw, page, number) for number in range(1, draw(st.integers(2, 5)))]
    read = read_rendered(page.text)
    check_outline(read)
    assert read.title == title
    assert [(cell.label, cell.value) for cell in read.cells] == page.cells
    assert [section.heading for section in read.sections] == page.headings
    found = [(s.extent, read.paragraphs[s.paragraph].section, s.cites) for s in read.sentences]
    assert found == page.sentences
    assert list(read.references) == references
    assert detect(page.text) is Form.RENDERED
