"""Describes the whole: title, licence, attribution and size of the dataset and of each of its graphs.

VoID (W3C Interest Group Note, 3 March 2011) and DCAT 3. The dataset is the union of the graphs named as its subsets;
the graph ``void`` is about them and counts itself nowhere. Everything that it describes beside them has a name below
its own. It also holds what editors of SPARQL queries ask an endpoint for: which class has which properties
(:mod:`.partitions`), prefixes, and queries to start from (:mod:`.examples`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..export import FORMATS
from ..namespaces import BASE, DATA_PREFIXES, ONTOLOGY, PREFIXES, graph_name, iri
from ..shipped_queries import shipped
from .entail import ENTAILED
from .examples import declare_prefixes, encode_query
from .partitions import count, encode_partitions
from .registry import LINKS
from .sink import Sink, english

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pyoxigraph import Quad

    from ..documents.document import Document

__all__ = ["DATASET", "MEDIA_TYPES", "VOID", "encode_dataset"]

VOID = graph_name("void")
DATASET = NamedNode(BASE + "dataset")

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
"""What IRIs of media types begin with, in DCAT."""

_TITLE = "indelgraph"
_DESCRIPTION = "What is claimed about fights: every claim with its exact words and everybody who passed it on."
_BY_SA = NamedNode("https://creativecommons.org/licenses/by-sa/4.0/")
_BY = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_GEONAMES = "Coordinates and place ids in the graph links: GeoNames (https://www.geonames.org/), CC BY 4.0."
_WIKIDATA = "Item ids in the graph links: Wikidata, CC0 1.0."

_BASE = VOID.value + "/"
_PREFIXES = {**PREFIXES, **DATA_PREFIXES}
_OF_DATA = {**DATA_PREFIXES, "wd": PREFIXES["wd"]}
_NAME = re.compile(rf"\b({'|'.join(_OF_DATA)}):([A-Za-z0-9][A-Za-z0-9_-]*+)")


def encode_dataset(documents: Iterable[Document], graphs: Mapping[NamedNode, Collection[Quad]]) -> frozenset[Quad]:
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
        sink.add(graph, "void:triples", len(quads))
        sink.add(graph, "dcterms:license", _BY if graph == LINKS else None)
        sink.add(graph, "dcterms:rights", english(_GEONAMES) if graph == LINKS else None)
    _add_exports(sink)
    counts = count(quad for quads in graphs.values() for quad in quads)
    encode_partitions(sink, DATASET, _BASE, counts, _in_detail(graphs))
    ontology = NamedNode(ONTOLOGY.rstrip("#"))
    declare_prefixes(sink, ontology, _BASE, _PREFIXES)
    _add_queries(sink, ontology, graphs)
    return sink.quads()


def _add_exports(sink: Sink) -> None:
    """The files that anybody can make of the dataset; where a server has it, only that server can say."""
    for name, form in FORMATS.items():
        node = NamedNode(f"{_BASE}export/{name}")
        sink.describe(node, "dcat:Distribution", f"the dataset as {form.rdf.name}")
        sink.add(node, "dcterms:title", english(f"The dataset as {form.rdf.name}: indelgraph export --format {name}"))
        sink.add(node, "dcterms:license", _BY_SA)
        sink.add(node, "dcat:mediaType", NamedNode(MEDIA_TYPES + form.rdf.media_type))
        sink.add(node, "dcterms:conformsTo", NamedNode(form.rdf.iri))
        sink.add(DATASET, "dcat:distribution", node)


def _in_detail(graphs: Mapping[NamedNode, Iterable[Quad]]) -> Callable[[NamedNode], bool]:
    """Whether a class is one that was written, or one of ours: not a superclass from elsewhere that only follows."""
    type_ = iri("rdf:type")
    written = {
        quad.object for graph, quads in graphs.items() if graph != ENTAILED for quad in quads if quad.predicate == type_
    }
    return lambda class_: class_ in written or class_.value.startswith(ONTOLOGY)


def _add_queries(sink: Sink, ontology: NamedNode, graphs: Mapping[NamedNode, Iterable[Quad]]) -> None:
    """The shipped queries; not those that name something which this collection does not hold."""
    held = {term for quads in graphs.values() for quad in quads for term in (quad.subject, quad.object)}
    for name, query in shipped().items():
        named = (NamedNode(_OF_DATA[prefix] + local) for prefix, local in _NAME.findall(query.text))
        if held.issuperset(named):
            encode_query(sink, NamedNode(f"{_BASE}query/{name}"), query.title, query.question, query.text, ontology)
