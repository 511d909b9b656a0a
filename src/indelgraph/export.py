"""Writes a dataset in the formats of the field, the same bytes every time.

Quad formats keep the named graphs; triple formats hold their union. Quads are sorted before they are written
(rdflib's serialisers vary with the hash seed) and go through Oxigraph's serialisers, or PyLD's for JSON-LD.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from .namespaces import BASE, DATA_PREFIXES, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FORMATS", "Format", "export", "sort_quads", "turtle", "used_prefixes"]

_Triple = dict[str, dict[str, str]]
"""A triple as PyLD has it: subject, predicate and object, each with type and value."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that we write."""

    name: str
    rdf: RdfFormat
    extension: str
    quads: bool
    """Whether it can hold named graphs."""


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("turtle", RdfFormat.TURTLE, "ttl", quads=False),
        Format("jsonld", RdfFormat.JSON_LD, "jsonld", quads=True),
        Format("ntriples", RdfFormat.N_TRIPLES, "nt", quads=False),
        Format("nquads", RdfFormat.N_QUADS, "nq", quads=True),
        Format("trig", RdfFormat.TRIG, "trig", quads=True),
        Format("rdfxml", RdfFormat.RDF_XML, "rdf", quads=False),
    )
}


def sort_quads(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Quads in one fixed order: by graph, subject, predicate and object as N-Quads write them; each once.

    Within a graph that is the order of the quads' whole texts: where a term ends there is a blank, and whatever lets
    another term go on there (a letter of a blank node's name, the ``@`` or ``^^`` of a literal) sorts behind it. One
    text a quad takes a fifth of the memory that four take.
    """
    by_graph: dict[NamedNode | BlankNode | DefaultGraph, set[Quad]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, set()).add(quad)
    return tuple(quad for graph in sorted(by_graph, key=str) for quad in sorted(by_graph[graph], key=str))


def used_prefixes(quads: Iterable[Quad]) -> dict[str, str]:
    """The prefixes of our tables that shorten at least one IRI of these quads."""
    heads: set[str] = set()
    for quad in quads:
        heads.update(_namespace(t.value) for t in (quad.subject, quad.predicate, quad.object) if hasattr(t, "value"))
        if hasattr(quad.object, "datatype"):
            heads.add(_namespace(quad.object.datatype.value))
    table = {**PREFIXES, **DATA_PREFIXES, **_document_prefixes(heads)}
    return {name: namespace for name, namespace in sorted(table.items()) if namespace in heads}


def _namespace(value: str) -> str:
    return value[: max(value.rfind("#"), value.rfind("/")) + 1]


def _document_prefixes(heads: Iterable[str]) -> dict[str, str]:
    """``claim:``, ``span:`` … where all of a kind belong to one document, as in a document's own file."""
    found: dict[str, list[str]] = {}
    for head in heads:
        parts = head.removeprefix(BASE).split("/") if head.startswith(BASE) else []
        if len(parts) == 3 and parts[0] in ("claim", "name-use", "quantity", "reference", "report", "span"):
            found.setdefault(parts[0], []).append(head)
    return {kind: heads[0] for kind, heads in found.items() if len(heads) == 1}


def turtle(quads: Iterable[Quad]) -> bytes:
    """Quads of one graph as Turtle, sorted, with just the prefixes that occur; the graph's name is dropped."""
    return _triples(sort_quads(quads), RdfFormat.TURTLE)


def _triples(quads: Iterable[Quad], rdf: RdfFormat) -> bytes:
    union = sort_quads(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads)
    triples = (Triple(q.subject, q.predicate, q.object) for q in union)
    return _bytes(serialize(triples, format=rdf, prefixes=used_prefixes(union)))


def _bytes(data: bytes | None) -> bytes:
    return data or b""


def export(quads: Iterable[Quad], format_: Format) -> bytes:
    """A dataset in one of the formats; triple formats hold the union of its graphs."""
    ordered = sort_quads(quads)
    if format_.rdf == RdfFormat.JSON_LD:
        return _jsonld(ordered)
    if not format_.quads:
        return _triples(ordered, format_.rdf)
    prefixes = used_prefixes(ordered) if format_.rdf == RdfFormat.TRIG else None
    return _bytes(serialize(ordered, format=format_.rdf, prefixes=prefixes))


def _jsonld(quads: Iterable[Quad]) -> bytes:
    """JSON-LD 1.1 compacted with our context, which stands in the file so that no reader needs the network."""
    from pyld import jsonld

    from .jsonld_context import context

    # PyLD's own reader of N-Quads compares each line with all before it; its dataset is made here instead.
    dataset: dict[str, list[_Triple]] = {}
    for quad in quads:
        name = "@default" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        triple = {"subject": quad.subject, "predicate": quad.predicate, "object": quad.object}
        dataset.setdefault(name, []).append({place: _for_pyld(term) for place, term in triple.items()})
    expanded = jsonld.from_rdf(dataset, {"useNativeTypes": True})
    options: Mapping[str, Any] = {"processingMode": "json-ld-1.1", "documentLoader": _no_network}
    compact = jsonld.compact(expanded, context(), options)
    return (json.dumps(compact, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _for_pyld(term: NamedNode | BlankNode | Literal | Triple) -> dict[str, str]:
    """A term as PyLD's RDF dataset has it.

    Raises:
        ValueError: for a triple term, which JSON-LD 1.1 has no place for.
    """
    if isinstance(term, NamedNode):
        return {"type": "IRI", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "blank node", "value": f"_:{term.value}"}
    if isinstance(term, Literal):
        found = {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        return {**found, "language": term.language} if term.language else found
    raise ValueError("JSON-LD 1.1 cannot hold a triple term")


def _no_network(url: str, _options: object) -> Mapping[str, object]:
    message = f"JSON-LD asked for {url}; contexts are never fetched"
    raise ValueError(message)
