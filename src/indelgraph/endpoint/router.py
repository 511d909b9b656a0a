"""Our router: rdflib-endpoint's, with the service description and the page made true of this server.

Its handlers parse with rdflib and evaluate on the event loop. The application therefore registers its own route
for the same path before them (:mod:`.sparql`); theirs remain as the description in ``openapi.json``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF, RDFS, Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VOID
from rdflib_endpoint import SparqlRouter
from rdflib_endpoint.utils import SD

from ..namespaces import PREFIXES
from ..version import __version__
from .negotiate import GRAPHS, RESULTS
from .page import POLICY, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import Response

    from .negotiate import Format
    from .page import Example

__all__ = ["Router"]


class Router(SparqlRouter):
    """Title, examples, service description and page of one endpoint.

    ``graphs`` gives the number of triples of each named graph, and ``triples`` that of their union.
    """

    def __init__(
        self,
        *,
        path: str,
        url: str,
        title: str,
        description: str,
        examples: Sequence[Example],
        graphs: Mapping[str, int],
        triples: int,
    ) -> None:
        self._graphs = graphs
        self._triples = triples
        self._examples = tuple(examples)
        super().__init__(
            path=path,
            title=title,
            description=description,
            version=__version__,
            graph=Dataset(),  # nothing is evaluated here
            public_url=url,
            example_queries={example.name: {"query": example.query} for example in examples},
        )
        # The same handlers wait at the address with a slash, in front of which nothing else is described.
        self.routes[:] = [route for route in self.routes if getattr(route, "path", None) == path]
        self._page = render(title, description, self._examples)
        lines = self.service_description.serialize(format="nt").encode("utf-8")
        self._statements = sorted(parse(lines, format=RdfFormat.N_TRIPLES), key=str)

    def prepare_sd_graph(self) -> None:
        """Describe the service (SPARQL 1.1 Service Description, section 3), in nodes below its own address."""
        graph: Graph = self.service_description
        service = URIRef(self.public_url)
        dataset, default = URIRef(f"{service}#dataset"), URIRef(f"{service}#default-graph")
        graph.add((service, RDF.type, SD.Service))
        graph.add((service, SD.endpoint, service))
        graph.add((service, RDFS.label, Literal(self.title, lang="en")))
        graph.add((service, DCTERMS.description, Literal(self.description, lang="en")))
        graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
        graph.add((service, SD.feature, SD.UnionDefaultGraph))
        for known in (*RESULTS, *GRAPHS):
            if known.iri:
                graph.add((service, SD.resultFormat, URIRef(known.iri)))
        graph.add((service, SD.defaultDataset, dataset))
        graph.add((dataset, RDF.type, SD.Dataset))
        graph.add((dataset, SD.defaultGraph, default))
        graph.add((default, RDF.type, SD.Graph))
        graph.add((default, VOID.triples, Literal(self._triples)))
        for number, (name, triples) in enumerate(sorted(self._graphs.items()), start=1):
            named, content = URIRef(f"{service}#named-graph-{number}"), URIRef(f"{service}#graph-{number}")
            graph.add((dataset, SD.namedGraph, named))
            graph.add((named, RDF.type, SD.NamedGraph))
            graph.add((named, SD.name, URIRef(name)))
            graph.add((named, SD.graph, content))
            graph.add((content, RDF.type, SD.Graph))
            graph.add((content, VOID.triples, Literal(triples)))

    def describe(self, chosen: Format) -> bytes:
        """The service description in one of the formats of graphs; the same bytes at each start."""
        prefixes = {name: PREFIXES[name] for name in ("dcterms", "rdfs", "sd", "void")}
        written = serialize(
            (quad.triple for quad in self._statements),
            format=chosen.writer if isinstance(chosen.writer, RdfFormat) else RdfFormat.TURTLE,
            prefixes=prefixes,
        )
        return written or b""

    def serve_yasgui(self) -> Response:
        """The page for people. It loads nothing from elsewhere, unlike the one of the base class."""
        return HTMLResponse(self._page, headers={"Content-Security-Policy": POLICY, "Vary": "Accept"})
