"""Encodes identifications into the registry's graph, and the words they rest on into the documents' graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..namespaces import BASE, iri
from .registry import REGISTRY
from .sink import CURATOR, Sink, english
from .spans import encode_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from ..claims.identification import Identification

__all__ = ["encode_identifications"]


def encode_identifications(found: Iterable[Identification]) -> Mapping[NamedNode, frozenset[Quad]]:
    """For each graph that an identification touches the quads it adds there."""
    sinks = {REGISTRY: Sink(REGISTRY)}
    for entry in found:
        sink = sinks[REGISTRY]
        node = NamedNode(f"{BASE}identification/{entry.slug}")
        sink.describe(node, "ig:Identification", entry.label)
        sink.add(node, "ig:nameOf", entry.of.node)
        sink.add_all(node, "ig:identifies", (doc.mint("name-use", use.id) for doc, use in entry.names))
        sink.add(node, "ig:reason", english(entry.reason))
        sink.add(node, "prov:wasAttributedTo", iri(CURATOR))
        for place in entry.inferred_from:
            own = sinks.setdefault(place.document.graph, Sink(place.document.graph))
            sink.add(node, "ig:inferredFrom", encode_span(own, place.document, place.where))
    return {graph: sink.quads() for graph, sink in sinks.items()}
