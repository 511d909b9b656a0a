"""Encodes the registry, and the links to nodes outside, each into its graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..namespaces import BASE, PREFIXES, graph_name, iri
from ..registry import Kind, side_node
from .sink import CURATOR, PROGRAM, Sink, english

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from ..registry import Entry, Link, Name, Registry

__all__ = ["LINKS", "REGISTRY", "encode_links", "encode_registry"]

REGISTRY = graph_name("registry")
LINKS = graph_name("links")

_OWN_AGENTS = {
    CURATOR: ("prov:Person", "a curator"),
    PROGRAM: ("prov:SoftwareAgent", "indelgraph, the encoder"),
}
"""Whom every encoding names, whether or not the collection's registry describes them."""

_TIE_KINDS = (Kind.ACTOR, Kind.PERSON, Kind.PLACE)


def encode_registry(registry: Registry) -> frozenset[Quad]:
    """All quads of the graph ``registry``: what things are and how they are called, never what happened."""
    sink = Sink(REGISTRY)
    for entry in registry.entries.values():
        _entry(sink, entry, registry)
    described = {entry.node for entry in registry.entries.values()}
    for node, (class_, label) in _OWN_AGENTS.items():
        if iri(node) not in described:
            sink.describe(iri(node), class_, label)
    return sink.quads()


def _entry(sink: Sink, entry: Entry, registry: Registry) -> None:
    node = entry.node
    prefix = "prov" if entry.kind is Kind.AGENT else "ig"
    sink.describe(node, f"{prefix}:{entry.type}", entry.label)
    if entry.name:
        sink.add(node, "skos:prefLabel", _literal(entry.name))
    sink.add_all(node, "skos:altLabel", (_literal(n) for n in entry.also if n != entry.name))
    sink.add_all(node, "skos:hiddenLabel", (Literal(form) for form in entry.hidden))
    if entry.described_as:
        sink.add(node, "ig:describedAs", _literal(entry.described_as))
    for tie, names in entry.references.items():
        for name in names:
            sink.add(node, f"ig:{tie}", registry.find(name, _TIE_KINDS).node)
    sink.add(node, "ig:bearing", iri(f"ig:{entry.bearing}") if entry.bearing else None)
    sink.add(node, "skos:editorialNote", english(entry.note) if entry.note else None)
    for number in range(1, entry.sides + 1):
        side = side_node(entry, number)
        sink.describe(side, "ig:Side", f"side {number} of the {entry.label}")
        sink.add(side, "ig:sideOf", node)
        sink.add(side, "ig:sideNumber", number)


def _literal(name: Name) -> Literal:
    return Literal(name.text, language=name.language) if name.language else Literal(name.text)


def encode_links(registry: Registry) -> frozenset[Quad]:
    """All quads of the graph ``links``: facts from outside, each with its evidence."""
    sink = Sink(LINKS)
    for link in registry.links:
        entry = registry.entries[link.entry]
        if link.wikidata:
            _link(sink, entry, link, NamedNode(PREFIXES["wd"] + link.wikidata))
        if link.geonames:
            _link(sink, entry, link, NamedNode(f"{PREFIXES['gn']}{link.geonames}/"))
        for predicate, value in (("wgs:lat", link.latitude), ("wgs:long", link.longitude)):
            if value:
                sink.add(entry.node, predicate, Literal(value, datatype=iri("xsd:decimal")))
    return sink.quads()


def _link(sink: Sink, entry: Entry, link: Link, target: NamedNode) -> None:
    relation = f"skos:{link.relation}"
    sink.add(entry.node, relation, target)
    outside = "Wikidata" if target.value.startswith(PREFIXES["wd"]) else "GeoNames"
    name = target.value.rstrip("/").rsplit("/", 1)[-1]
    node = NamedNode(f"{BASE}link/{entry.id}/{name}")
    sink.describe(node, "ig:Link", f"{entry.label} in {outside}: {name}")
    sink.add(node, "ig:linkFrom", entry.node)
    sink.add(node, "ig:linkTo", target)
    sink.add(node, "ig:linkProperty", iri(relation))
    sink.add(node, "ig:linkEvidence", link.evidence)
    sink.add(node, "skos:editorialNote", english(link.note) if link.note else None)
