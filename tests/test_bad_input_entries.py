"""What is wrong in claim files, registry, metadata and texts by its meaning: one line where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collections_made import HEAD, SLUG, TEXT, make
from indelgraph.documents.model import Slice
from refusals import CLAIM_FILE, LINKS, METADATA_FILE, TEXT_FILE, refused, refused_once, with_file
from refusals import LINK_HEADER as _LINK

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_cache")

# What is wrong in claim files, registry and metadata by its meaning

_CLAIM = f"{HEAD}claims:\n  - "

BAD_ENTRIES: dict[str, tuple[str, str, str, str]] = {
    "an unknown document": ("claims/a.yaml", "document: nowhere\n", "1:11", "unknown document 'nowhere'"),
    "a document by a path": ("claims/a.yaml", "document: ../../etc\n", "1:11", "unknown document '../../etc'"),
    "a document by an absolute path": ("claims/a.yaml", "document: /etc/passwd\n", "1:11", "unknown document '/etc/pa"),
    "a document for two files": ("claims/z.yaml", f"document: {SLUG}\n", "1:11", "keep one file per document"),
    "a huge number": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, killed: '{'9' * 10_000}', group: army}}\n", "5:32", "is no quantity",
    ),
    "an exponent": (CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, killed: 1e400, group: army}}\n", "5:32", "'1e400'"),
    "no number": (CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, killed: nan, group: army}}\n", "5:32", "'nan'"),
    "a huge offset": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, at: {'9' * 10_000}, killed: '17', group: army}}\n", "5:28", "'at' is",
    ),
    "digits of another script": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, at: ²³, killed: '17', group: army}}\n", "5:28", "'at' is",
    ),
    "31 February": (CLAIM_FILE, f"{HEAD[: HEAD.index('year')]}year-from: 31 February 2022\n", "3:12", "does not stand"),
    "coordinates off the globe": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 15.1234; -0.5678, coordinates: 91.0; 0.5}}\n", "5:44", "decimal degrees",
    ),
    "sides without end": (
        "registry/events.yaml", f"x: {{type: battle, name: X, sides: {'9' * 5_000}}}\n", "1:35", "from 2 to 6",
    ),
    "a slug that climbs": ("registry/people.yaml", "../x: {name: X}\n", "1:1", "'../x' is no slug"),
    "a merge key": ("registry/people.yaml", "<<: {name: X}\n", "1:1", "'<<' is no slug"),
    "an address that is none": (METADATA_FILE, "source: file:///etc/passwd\n", "1:9", "an http or https address"),
    "links: no header": (LINKS, "entry\trelation\n", "1:1", "must name the columns"),
    "links: a column too few": (LINKS, f"{_LINK}tessit\texactMatch\n", "2:1", "has 2 columns instead of 8"),
    "links: a relation": (LINKS, f"{_LINK}tessit\tsameAs\tQ1\t\t\t\tx\t\n", "2:8", "unknown relation 'sameAs'"),
    "links: an item": (LINKS, f"{_LINK}tessit\texactMatch\tQ0\t\t\t\tx\t\n", "2:19", "'Q0' is no Wikidata item"),
    "links: an id": (LINKS, f"{_LINK}tessit\texactMatch\t\t1e9\t\t\tx\t\n", "2:20", "'1e9' is no GeoNames id"),
    "links: nan": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\tnan\t0.5\tx\t\n", "2:23", "must both be decimal degrees"),
    "links: inf": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\t1.5\tinf\tx\t\n", "2:23", "must both be decimal degrees"),
    "links: 91°": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\t91.0\t0.5\tx\t\n", "2:23", "must both be decimal degrees"),
    "links: half a point": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\t9.0\t\tx\t\n", "2:23", "must both be decimal"),
    "links: NUL": (LINKS, f"{_LINK}tessit\t\0", "2:8", "U+0000, which is no text; remove it"),
    "links: a mark": (LINKS, f"{_LINK}tessit\t\u202e", "2:8", "U+202E (right-to-left override), which does not show"),
    "links: a lone carriage return": (LINKS, f"{_LINK}tessit\ra", "2:7", "a line end that few editors show"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BAD_ENTRIES))
def test_bad_entries_are_refused_where_they_stand(folder: Path, name: str) -> None:
    file, content, place, says = BAD_ENTRIES[name]
    lines = refused(with_file(folder, file, content))
    (line,) = [line for line in lines if line.startswith(f"{file}:{place}: ") and says in line]
    assert len(line) < 1000


@pytest.mark.parametrize(
    "value", ["31 February 2022", "1 January 0000", "1 January 10000", "2022-02-31", "9" * 10_000, "-1", "1e400"]
)
def test_days_that_cannot_be(folder: Path, value: str) -> None:
    claim = f"{{quote: ended on August 9, ends-on: {{quote: August 9, value: '{value}', inferred-from: Tessit}}}}"
    (line,) = [
        line
        for line in refused(with_file(folder, CLAIM_FILE, f"{_CLAIM}{claim}\n"))
        if line.startswith(f"{CLAIM_FILE}:5:{5 + claim.index('value: ') + 7}: ")
    ]
    assert "quote a date, or give 'value'" in line


# A document's text


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        ("= T =\nMénaka".encode("latin-1"), ":2:2", "is not UTF-8: byte 0xe9"),
        ("= T =\n".encode("utf-16"), ":1:1", "is not UTF-8: byte 0x"),
        (b"= T =\nab\x80c", ":2:3", "is not UTF-8: byte 0x80"),
        ("= T =\n".encode("utf-16-le"), ":1:2", "holds the character U+0000, which no RDF format can hold"),
        ("= T =\nab\fc", ":2:3", "holds the character U+000C"),
        ("= T =\nab\x1b[31m", ":2:3", "holds the character U+001B"),
        ("= T =\n\uffff", ":2:1", "holds the character U+FFFF"),
    ],
)
def test_a_text_that_cannot_be_kept(folder: Path, content: str | bytes, place: str, says: str) -> None:
    refused_once(with_file(folder, TEXT_FILE, content), TEXT_FILE + place, says)


def test_a_text_cut_under_its_hash(folder: Path) -> None:
    path = make(folder).folder / TEXT_FILE
    path.write_bytes(path.read_bytes()[:300])
    refused_once(folder, TEXT_FILE, f"is not the text that {folder}/{METADATA_FILE}:9:9 pins", "build", "validate")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("Lieutenant", "\u202bLieutenant\u202c\u200f\u200b\u2028"),
        TEXT + "x" * 100_000,
    ],
)
def test_a_text_is_kept_as_it_is(folder: Path, text: str) -> None:
    made = make(folder, text=text)
    collection = made.load()
    (document,) = collection.documents
    assert document.text == text
    claims = {claim.id.partition("-")[2]: claim for claim in collection.files[SLUG].claims}
    start = text.index("42 soldiers had died")
    assert claims["killed-army"].evidence == (Slice(start, start + 20),)


def test_an_empty_text_and_a_text_of_returns_are_texts(folder: Path) -> None:
    for text in ("", "\r", "= T =\rwords\r"):
        (document,) = make(folder, None, text=text).load().documents
        assert document.text == text
