"""What an endpoint says about itself and its data, as RDF.

SPARQL 1.1 Service Description, VoID, DCAT 3, and SHACL for example queries. Nodes that only this server knows of have
names below its own address; there are no blank nodes. What the dataset says about itself, in its graph ``void``, goes
with it, so that a client that reads nothing else knows licence, classes and properties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ..encode.dataset import DATASET, MEDIA_TYPES, VOID
from ..encode.examples import TEXTS, declare_prefixes, encode_query
from ..encode.sink import Sink, english
from ..namespaces import DATA_PREFIXES, PREFIXES, iri
from .negotiate import GRAPHS, RESULTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..snapshot import Snapshot
    from .page import Example

__all__ = ["NOTHING", "About", "Service", "about", "describe"]

_SIMPLE = NamedNode("http://www.w3.org/ns/entailment/Simple")
_ABOUT_ALL = ("dcterms:license", "dcterms:rights", "dcterms:source")
_SHACL_TEXTS = frozenset(iri(text) for text in TEXTS.values())


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset says about itself: the id of its snapshot, and the triples of its graph ``void``, in no order."""

    snapshot: str = ""
    said: tuple[Triple, ...] = ()

    def values(self, subject: NamedNode, predicate: str) -> tuple[NamedNode | Literal, ...]:
        """The objects of a subject and a predicate, sorted."""
        named = iri(predicate)
        found = (t.object for t in self.said if t.subject == subject and t.predicate == named)
        return tuple(sorted((o for o in found if isinstance(o, NamedNode | Literal)), key=str))

    def is_about(self, graphs: Mapping[str, int]) -> bool:
        """Whether all these graphs are the dataset's, so that what holds for it holds for all that is served."""
        own = {graph.value for graph in self.values(DATASET, "void:subset")} | {VOID.value}
        return own.issuperset(graphs)


NOTHING = About()
"""Of a dataset that says nothing about itself."""


@dataclass(frozen=True, slots=True)
class Service:
    """An endpoint as it is told to others: address, names, example queries, and what it holds.

    ``graphs`` gives the number of triples of each named graph, and ``triples`` that of their union.
    """

    url: str
    title: str
    description: str
    examples: Sequence[Example]
    graphs: Mapping[str, int]
    triples: int
    about: About = NOTHING


def about(snapshot: Snapshot) -> About:
    """What the dataset of a snapshot says about itself.

    Raises:
        OSError: if the store cannot be opened.
    """
    quads = snapshot.open().quads_for_pattern(None, None, None, VOID)
    return About(snapshot.id, tuple(quad.triple for quad in quads))


def describe(service: Service) -> tuple[Triple, ...]:
    """What a service says about itself, sorted: the same each time. It relies on what ``about`` holds."""
    node = NamedNode(service.url)
    # The sink's graph is never written; all of this is one document.
    sink = Sink(node)
    _add_service(sink, node, service)
    _add_dataset(sink, node, service)
    _add_examples(sink, node, service)
    return tuple(sorted((quad.triple for quad in sink.quads()), key=str))


def _add_service(sink: Sink, node: NamedNode, service: Service) -> None:
    """The service itself (Service Description, section 3). It fetches nothing from others, so it claims no feature."""
    sink.describe(node, "sd:Service", service.title)
    sink.add(node, "rdf:type", iri("dcat:DataService"))
    sink.add(node, "dcterms:title", english(service.title))
    sink.add(node, "dcterms:description", english(service.description))
    sink.add(node, "dcterms:conformsTo", NamedNode("http://www.w3.org/TR/sparql11-protocol/"))
    sink.add(node, "sd:endpoint", node)
    sink.add(node, "dcat:endpointURL", node)
    sink.add(node, "dcat:endpointDescription", node)
    sink.add(node, "sd:supportedLanguage", iri("sd:SPARQL11Query"))
    sink.add(node, "sd:feature", iri("sd:UnionDefaultGraph"))
    sink.add(node, "sd:defaultEntailmentRegime", _SIMPLE)
    sink.add_all(node, "sd:resultFormat", (NamedNode(known.iri) for known in (*RESULTS, *GRAPHS) if known.iri))


def _add_dataset(sink: Sink, node: NamedNode, service: Service) -> None:
    """The dataset as it is served here: every graph with its size, and how to get at it."""
    dataset, default, access = _below(node, "dataset"), _below(node, "default-graph"), _below(node, "distribution")
    sink.add(node, "sd:defaultDataset", dataset)
    sink.add(node, "dcat:servesDataset", dataset)
    sink.describe(dataset, "sd:Dataset", f"{service.title}, as this endpoint serves it")
    sink.add_all(dataset, "rdf:type", (iri("dcat:Dataset"), iri("void:Dataset")))
    sink.add(dataset, "dcterms:title", english(service.title))
    sink.add(dataset, "dcterms:description", english(service.description))
    sink.add(dataset, "dcterms:identifier", service.about.snapshot or None)
    sink.add(dataset, "void:sparqlEndpoint", node)
    sink.add(dataset, "void:triples", service.triples)
    if service.about.values(DATASET, "rdf:type"):
        sink.add(dataset, "void:subset", DATASET)
        sink.add(node, "dcat:servesDataset", DATASET)
    if service.about.is_about(service.graphs):
        for predicate in _ABOUT_ALL:
            sink.add_all(dataset, predicate, service.about.values(DATASET, predicate))
    sink.describe(access, "dcat:Distribution", f"{service.title}, by SPARQL")
    sink.add(dataset, "dcat:distribution", access)
    sink.add(access, "dcat:accessURL", node)
    sink.add(access, "dcat:accessService", node)
    sink.add_all(access, "dcat:mediaType", (NamedNode(MEDIA_TYPES + known.media_type) for known in (*RESULTS, *GRAPHS)))
    sink.add(dataset, "sd:defaultGraph", default)
    sink.describe(default, "sd:Graph", "the default graph: the union of all graphs")
    sink.add(default, "void:triples", service.triples)
    for number, (name, triples) in enumerate(sorted(service.graphs.items()), start=1):
        named, content = _below(node, f"named-graph-{number}"), _below(node, f"graph-{number}")
        sink.add(dataset, "sd:namedGraph", named)
        sink.describe(named, "sd:NamedGraph", f"the graph named {name}")
        sink.add(named, "sd:name", NamedNode(name))
        sink.add(named, "sd:graph", content)
        sink.describe(content, "sd:Graph", f"what the graph {name} holds")
        sink.add(content, "void:triples", triples)


def _add_examples(sink: Sink, node: NamedNode, service: Service) -> None:
    """Example queries, each once: one that the dataset has is only said to be for this endpoint."""
    known = {
        t.object.value: t.subject
        for t in service.about.said
        if t.predicate in _SHACL_TEXTS and isinstance(t.object, Literal) and isinstance(t.subject, NamedNode)
    }
    declares = _below(node, "prefixes")
    own = False
    for subject in known.values():
        sink.add(subject, "schema:target", node)
    for number, example in enumerate(service.examples, start=1):
        place = _below(node, f"example-{number}")
        if example.query not in known and encode_query(
            sink, place, example.name, example.question, example.query, declares
        ):
            sink.add(place, "schema:target", node)
            own = True
    if own:
        sink.describe(declares, "owl:Ontology", "the prefixes of the example queries")
        declare_prefixes(sink, declares, f"{node.value}#", {**PREFIXES, **DATA_PREFIXES})


def _below(node: NamedNode, name: str) -> NamedNode:
    return NamedNode(f"{node.value}#{name}")
