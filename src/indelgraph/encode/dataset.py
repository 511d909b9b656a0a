"""Describes the whole: title, licence, attribution and size of the dataset and of each of its graphs.

VoID (W3C Interest Group Note, 3 March 2011) and DCAT 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..namespaces import BASE, ONTOLOGY, graph_name, iri
from .registry import LINKS
from .sink import Sink, english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from ..documents.document import Document

__all__ = ["DATASET", "VOID", "encode_dataset"]

VOID = graph_name("void")
DATASET = NamedNode(BASE + "dataset")

_TITLE = "indelgraph"
_DESCRIPTION = "What is claimed about fights: every claim with its exact words and everybody who passed it on."
_BY_SA = NamedNode("https://creativecommons.org/licenses/by-sa/4.0/")
_BY = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_GEONAMES = "Coordinates and place ids in the graph links: GeoNames (https://www.geonames.org/), CC BY 4.0."
_WIKIDATA = "Item ids in the graph links: Wikidata, CC0 1.0."


def encode_dataset(documents: Iterable[Document], graphs: Mapping[NamedNode, Iterable[Quad]]) -> frozenset[Quad]:
    """All quads of the graph ``void``; ``graphs`` holds every other graph of the dataset."""
    sink = Sink(VOID)
    sink.describe(DATASET, "ig:Collection", _TITLE)
    sink.add_all(DATASET, "rdf:type", (iri("void:Dataset"), iri("dcat:Dataset")))
    sink.add(DATASET, "dcterms:title", english(_TITLE))
    sink.add(DATASET, "dcterms:description", english(_DESCRIPTION))
    sink.add(DATASET, "dcterms:license", _BY_SA)
    sink.add(DATASET, "void:vocabulary", NamedNode(ONTOLOGY.rstrip("#")))
    for document in documents:
        rights = f"{document.title}: {document.attribution}, {document.source}, {document.licence}"
        sink.add(DATASET, "dcterms:rights", english(rights))
        sink.add(DATASET, "dcterms:source", document.node)
    sink.add(DATASET, "dcterms:rights", english(_GEONAMES))
    sink.add(DATASET, "dcterms:rights", english(_WIKIDATA))
    for graph, quads in graphs.items():
        name = graph.value.removeprefix(graph_name("").value)
        sink.describe(graph, "void:Dataset", f"the graph {name}")
        sink.add(DATASET, "void:subset", graph)
        sink.add(graph, "void:triples", sum(1 for _ in quads))
        sink.add(graph, "dcterms:license", _BY if graph == LINKS else None)
        sink.add(graph, "dcterms:rights", english(_GEONAMES) if graph == LINKS else None)
    return sink.quads()
