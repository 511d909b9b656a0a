"""Encodes stretches of a text as Web Annotation specific resources (W3C Web Annotation Data Model, §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..documents.model import Part
from ..namespaces import iri
from .labels import shorten_words

if TYPE_CHECKING:
    from ..documents.document import Document
    from ..documents.model import Slice
    from .sink import Sink

__all__ = ["CONTEXT", "encode_span"]

CONTEXT = 32
"""Code points of text before and after the words that a quote selector carries."""

_PARTS = {
    Part.INFOBOX: "infobox",
    Part.LEAD: "lead",
    Part.BODY: "body",
    Part.REFERENCE_TITLE: "reference title",
    Part.FURNITURE: "outside the article",
}


def encode_span(sink: Sink, document: Document, where: Slice) -> NamedNode:
    """Add a stretch of the text with both its selectors; gives its node."""
    text, outline = document.text, document.outline
    node = document.span_node(where)
    quote, position = NamedNode(f"{node.value}/quote"), NamedNode(f"{node.value}/position")
    words, part = where.of(text), outline.part(where)
    short = shorten_words(words)
    sink.describe(node, "ig:Span", f"“{short}”, {_PARTS[part]}")
    sink.add(node, "oa:hasSource", document.node)
    sink.add(node, "oa:hasSelector", quote)
    sink.add(node, "oa:hasSelector", position)
    sink.add(node, "ig:inPart", iri(f"ig:{part.value}"))
    sink.add(node, "ig:section", outline.section_title(where))
    language = document.language_at(where)
    sink.add(node, "dcterms:language", language if language != document.language else None)
    sink.describe(quote, "oa:TextQuoteSelector", f"quote: “{short}”")
    sink.add(quote, "oa:exact", words)
    sink.add(quote, "oa:prefix", text[max(0, where.start - CONTEXT) : where.start])
    sink.add(quote, "oa:suffix", text[where.end : where.end + CONTEXT])
    sink.describe(position, "oa:TextPositionSelector", f"position: {where.start} to {where.end}")
    sink.add(position, "oa:start", where.start)
    sink.add(position, "oa:end", where.end)
    return node
