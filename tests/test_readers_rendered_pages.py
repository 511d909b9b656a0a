"""Rendered pages that are written part by part: each part comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from indelgraph.documents import Form, Reference, Slice, detect, read_rendered
from reader_checks import check_outline, sentences_of_prose, words


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
