"""A document of a collection: its text, byte for byte, with what is known about it, and its IRIs.

``documents/<slug>/`` holds ``text.txt`` (the text as it came) and ``document.yaml`` (title, language, form,
publisher, source, licence, attribution, and the SHA-256 that pins the text).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..errors import DataError, Place, Problems
from ..files import decode, read_bytes, refuse
from ..namespaces import BASE, graph_name
from ..nodes import Named, is_language, is_web_address
from ..words import is_slug, shown
from ..yamltree import Fields, load
from .read import Form, outline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..yamltree import Leaf
    from .model import Outline, Slice

__all__ = ["KEYS", "METADATA_FILE", "OPTIONAL", "SHA256", "TEXT_FILE", "Document", "read_document"]

TEXT_FILE = "text.txt"
METADATA_FILE = "document.yaml"

KEYS = (
    "title", "label", "called", "language", "form", "publisher", "source", "licence", "attribution", "sha256",
    "note",
)  # fmt: skip
OPTIONAL = ("called", "label", "note")
"""The keys of a document's metadata, and those of them that may be left out."""
SHA256 = "[0-9a-f]{64}"
_SHA256 = re.compile(SHA256 + r"\Z")
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What a string of RDF cannot hold (``xsd:string``: XML Schema 1.1 part 2, section 3.3.1; XML 1.0, section 2.2)."""
_CHECKS: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("language", is_language, "a language tag such as en"),
    ("source", is_web_address, "an http or https address"),
    ("licence", is_web_address, "the http or https address of a licence"),
    ("sha256", _SHA256.match, "64 hexadecimal digits, in lower case"),
)


@dataclass(frozen=True)
class Document:
    """One document: its text, outline and metadata."""

    slug: str
    outline: Outline
    title: str
    label: str
    called: str
    """How a sentence names it: "the article"."""
    language: str
    publisher: Leaf
    """Id of the registry entry that published it."""
    source: str
    licence: str
    attribution: str
    sha256: str
    note: str | None
    place: Place

    @property
    def text(self) -> str:
        """The text, untouched."""
        return self.outline.text

    @property
    def node(self) -> NamedNode:
        """Its IRI."""
        return NamedNode(f"{BASE}document/{self.slug}")

    @property
    def graph(self) -> NamedNode:
        """The name of the graph that holds what it says."""
        return graph_name(f"document/{self.slug}")

    @property
    def named(self) -> Named:
        """The document as a teller."""
        return Named(self.node, self.called, self.slug)

    def mint(self, kind: str, id_: str) -> NamedNode:
        """The IRI of something of this document: ``{kind}/{document}/{id}``."""
        return NamedNode(f"{BASE}{kind}/{self.slug}/{id_}")

    def span_node(self, where: Slice) -> NamedNode:
        """The IRI of a stretch of the text."""
        return self.mint("span", f"{where.start}-{where.end}")

    def language_at(self, where: Slice) -> str:
        """The language of a stretch: of the reference in whose title it stands, else of the document."""
        for reference in self.outline.references:
            if reference.title and reference.title.holds(where):
                return reference.language or self.language
        return self.language


def read_document(folder: Path) -> Document:
    """Read a document and check it against its SHA-256.

    Raises:
        DataError: if a file is missing or wrong, or the text is not the one that the hash pins.
    """
    path = folder / METADATA_FILE
    if not is_slug(folder.name):
        message = "is no slug, as a document's folder must be; rename it with a-z, 0-9 and single hyphens"
        raise DataError.at(Place(folder), message)
    problems = Problems()
    fields = Fields(load(path), KEYS, problems)
    values = {key: fields.leaf(key, required=key not in OPTIONAL) for key in KEYS if key != "form"}
    for key, fits, what in _CHECKS:
        leaf = values[key]
        if leaf and not fits(leaf.text):
            problems.add(leaf.place, f"{key!r} must be {what}, not {shown(leaf.text)}")
    form = fields.choice("form", {f.value: f.value for f in Form})
    if fields.is_mapping and "form" not in fields:
        problems.add(fields.place, f"needs 'form', {' or '.join(Form)}; add it")
    problems.raise_if_any()
    found = {key: leaf for key, leaf in values.items() if leaf}
    title = found["title"].text
    return Document(
        slug=folder.name,
        outline=outline(_text(folder / TEXT_FILE, found["sha256"]), Form(form or Form.MARKUP)),
        title=title,
        label=found["label"].text if "label" in found else title,
        called=found["called"].text if "called" in found else "the document",
        language=found["language"].text,
        publisher=found["publisher"],
        source=found["source"].text,
        licence=found["licence"].text,
        attribution=found["attribution"].text,
        sha256=found["sha256"].text,
        note=found["note"].text if "note" in found else None,
        place=Place(path),
    )


def _text(path: Path, expected: Leaf) -> str:
    """The text of a document; the bytes that are hashed are the ones that are read.

    Marks of direction, characters without width, line ends of every kind and a byte order mark belong to the text:
    offsets count them.
    """
    data = read_bytes(path)
    actual = hashlib.sha256(data).hexdigest()
    if actual != expected.text:
        message = (
            f"is not the text that {expected.place} pins: its SHA-256 is {actual}; restore the text, "
            "or pin the new one and check every claim against it"
        )
        raise DataError.at(Place(path), message)
    text = decode(data, path)
    refuse(text, path, _NO_CHARACTERS, "which no RDF format can hold; take it out, and pin the text anew")
    return text
