"""A build: a collection as quads, graph by graph, the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from .derive.engine import DERIVED, derive
from .derive.rules import rules
from .encode.dataset import VOID, encode_dataset
from .encode.document import encode_document
from .encode.entail import ENTAILED, entail
from .encode.identification import encode_identifications
from .encode.registry import LINKS, REGISTRY, encode_links, encode_registry
from .export import FORMATS, export, sort_quads, turtle
from .namespaces import graph_name
from .ontology import load as load_ontology
from .parts import Surroundings, derived_parts, identification_part, ontology_part, registry_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import rdflib
    from pyoxigraph import NamedNode, Quad

    from .collection import Collection
    from .parts import Part
    from .snapshot import Snapshot
    from .validation import Report

__all__ = ["ONTOLOGY", "Build", "build"]

ONTOLOGY = graph_name("ontology")


@dataclass(frozen=True)
class Build:
    """All graphs of a collection."""

    graphs: Mapping[NamedNode, tuple[Quad, ...]]
    """Each graph's quads, sorted."""
    document_graphs: Mapping[str, NamedNode]
    """The graph of each document, by slug."""

    def quads(self) -> tuple[Quad, ...]:
        """Every quad, in the order of N-Quads lines."""
        return sort_quads(quad for quads in self.graphs.values() for quad in quads)

    def nquads(self) -> bytes:
        """The dataset as sorted N-Quads: what a snapshot's id is the hash of."""
        graphs = (self.graphs[name] for name in sorted(self.graphs, key=str))
        return b"".join(serialize(quads, format=RdfFormat.N_QUADS) or b"" for quads in graphs)

    def export(self, format_: str) -> bytes:
        """The dataset in a format of :data:`indelgraph.export.FORMATS`.

        Raises:
            KeyError: if there is no such format.
        """
        return export(self.quads(), FORMATS[format_])

    def to_rdflib(self) -> rdflib.Dataset:
        """The dataset for rdflib; its default graph is the union of all graphs."""
        from .convert import to_rdflib_dataset

        return to_rdflib_dataset(self.quads())

    def snapshot(self, cache: Path) -> Snapshot:
        """The dataset on disk, content-addressed, if the shapes let it through.

        Raises:
            DataError: if it is not valid.
            CallError: if the cache cannot be written.
        """
        from .gate import passed

        return passed(self, cache)

    def validate(self, cache: Path | None = None) -> Report:
        """Check every part of the dataset against the shapes; what a receipt in ``cache`` covers is not run again.

        Raises:
            CallError: if the cache cannot be written.
        """
        from .receipts import Receipts, validated
        from .validation import merged

        receipts = Receipts(cache)
        reports = [validated(part, receipts) for part in self.parts()]
        receipts.write()
        return merged(reports)

    def parts(self) -> Iterator[Part]:
        """The parts that are validated one by one; ``entailed`` and ``void``, which only repeat, are in none."""
        yield from _told_parts(self.graphs, self.document_graphs)
        yield from _derived_parts(self.graphs, self.document_graphs)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The Turtle files that ``data/rdf/`` holds: name and bytes."""
        for slug, graph in self.document_graphs.items():
            yield f"{slug}.ttl", turtle(self.graphs[graph])
        yield "registry.ttl", turtle(self.graphs[REGISTRY])
        yield "links.ttl", turtle(self.graphs[LINKS])
        yield "derived.ttl", turtle(self.graphs[DERIVED])


def build(
    collection: Collection, conventions: Iterable[str] = (), tell: Callable[[Part], object] = lambda _: None
) -> Build:
    """Encode a collection: each document by itself, then registry, links, what rules find, ontology and what follows.

    ``conventions`` are names of rules that are off unless asked for, since they rest on a convention. ``tell`` is told
    each of the build's parts as soon as there is all of it, long before the end.

    Raises:
        CallError: if there is no such convention.
    """
    wanted = rules(conventions)
    registry = collection.registry
    graphs: dict[NamedNode, frozenset[Quad]] = {
        document.graph: encode_document(document, collection.files[document.slug], registry)
        for document in collection.documents
    }
    document_graphs = {document.slug: document.graph for document in collection.documents}
    graphs[REGISTRY] = encode_registry(registry)
    graphs[LINKS] = encode_links(registry)
    for graph, quads in encode_identifications(collection.identifications).items():
        graphs[graph] |= quads
    graphs[ONTOLOGY] = frozenset(load_ontology().quads())
    for part in _told_parts(graphs, document_graphs):
        tell(part)
    told = {graph: quads for graph, quads in graphs.items() if graph != ONTOLOGY}
    graphs[DERIVED] = derive((quad for quads in told.values() for quad in quads), wanted)
    for part in _derived_parts(graphs, document_graphs):
        tell(part)
    graphs[ENTAILED] = frozenset(quad for name in (*told, DERIVED) for quad in entail(graphs[name]))
    graphs[VOID] = encode_dataset(collection.documents, graphs)
    return Build(graphs={name: sort_quads(quads) for name, quads in graphs.items()}, document_graphs=document_graphs)


def _told_parts(graphs: Mapping[NamedNode, Iterable[Quad]], document_graphs: Mapping[str, NamedNode]) -> Iterator[Part]:
    """The parts for which nothing needs to be derived."""
    surroundings = Surroundings(graphs[REGISTRY], graphs[LINKS])
    for slug, graph in document_graphs.items():
        yield surroundings.document_part(slug, graphs[graph])
    yield from registry_parts(graphs[REGISTRY], graphs[LINKS])
    documents = (quad for graph in document_graphs.values() for quad in graphs[graph])
    across = identification_part(graphs[REGISTRY], documents)
    if across is not None:
        yield across
    yield ontology_part(graphs[ONTOLOGY])


def _derived_parts(
    graphs: Mapping[NamedNode, Iterable[Quad]], document_graphs: Mapping[str, NamedNode]
) -> Iterator[Part]:
    told = (*document_graphs.values(), REGISTRY, LINKS)
    yield from derived_parts(graphs[DERIVED], (quad for graph in told for quad in graphs[graph]))
