"""Encodes one document: the text itself, its references, the names and claims read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..claims.dating import date_literal
from ..namespaces import iri
from ..registry import Kind
from ..version import __version__
from .claims import ClaimEncoder
from .sink import CURATOR, PROGRAM, Sink, english
from .spans import encode_span

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from ..claims.model import ClaimFile, NameUse, ReferenceEntry
    from ..documents.document import Document
    from ..documents.model import Reference
    from ..registry import Registry

__all__ = ["encode_document"]


def encode_document(document: Document, file: ClaimFile, registry: Registry) -> frozenset[Quad]:
    """All quads of a document's graph."""
    sink = Sink(document.graph)
    _describe(sink, document, registry)
    encoding = NamedNode(document.node.value.replace("/document/", "/encoding/", 1))
    sink.describe(encoding, "ig:Encoding", f"reading of {document.title} into claims")
    sink.add(encoding, "prov:used", document.node)
    sink.add(encoding, "prov:wasAssociatedWith", iri(CURATOR))
    sink.add(encoding, "prov:wasAssociatedWith", iri(PROGRAM))
    sink.add(encoding, "pav:version", __version__)
    entries = {entry.number: entry for entry in file.references}
    for reference in document.outline.references:
        _reference(sink, document, reference, entries.get(reference.number))
    for use in file.names:
        _name_use(sink, document, use)
    encoder = ClaimEncoder(sink, document, encoding, file.claims)
    for claim in file.claims:
        encoder.encode(claim)
    return sink.quads()


def _describe(sink: Sink, document: Document, registry: Registry) -> None:
    node = document.node
    publisher = registry.find(document.publisher.text, (Kind.ACTOR,))
    sink.describe(node, "ig:Document", document.label)
    sink.add(node, "dcterms:title", Literal(document.title, language=document.language))
    sink.add(node, "dcterms:language", document.language)
    sink.add(node, "dcterms:publisher", publisher.node)
    sink.add(node, "dcterms:source", NamedNode(document.source))
    sink.add(node, "dcterms:license", NamedNode(document.licence))
    sink.add(node, "dcterms:rightsHolder", document.attribution)
    sink.add(node, "schema:sha256", document.sha256)
    sink.add(node, "nif:isString", document.text)
    sink.add(node, "skos:editorialNote", english(document.note) if document.note else None)


def _reference(sink: Sink, document: Document, reference: Reference, entry: ReferenceEntry | None) -> None:
    text = document.text
    node = document.mint("reference", str(reference.number))
    outlet = entry.publisher.called if entry and entry.publisher else None
    words = reference.publisher.of(text) if reference.publisher else "no outlet given"
    label = (entry and entry.label) or f"reference {reference.number}: {outlet or words}"
    sink.describe(node, "ig:Reference", label)
    language = reference.language or document.language
    if reference.title:
        sink.add(node, "dcterms:title", Literal(reference.title.of(text), language=language))
        sink.add(node, "ig:evidence", encode_span(sink, document, reference.title))
    sink.add(node, "dcterms:language", reference.language)
    if entry:
        sink.add(node, "dcterms:publisher", entry.publisher.node if entry.publisher else None)
        sink.add_all(node, "dcterms:creator", (creator.node for creator in entry.creators))
    for predicate, where in (("dcterms:issued", reference.issued), ("ig:retrievedOn", reference.retrieved)):
        if where:
            sink.add(node, predicate, date_literal(where.of(text), document.language))


def _name_use(sink: Sink, document: Document, use: NameUse) -> None:
    node = document.mint("name-use", use.id)
    sink.describe(node, "ig:NameUse", f"name “{use.form}” for {use.of.called}")
    sink.add(node, "ig:nameOf", use.of.node)
    sink.add(node, "ig:form", use.form)
    sink.add(node, "ig:nameStatus", iri(f"ig:{use.status}"))
    sink.add_all(node, "ig:evidence", (encode_span(sink, document, where) for where in use.evidence))
