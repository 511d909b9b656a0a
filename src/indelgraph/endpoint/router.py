"""Our router: rdflib-endpoint's, with the service description and the page made true of this server.

Its handlers parse with rdflib and evaluate on the event loop. The application therefore registers its own route
for the same path before them (:mod:`.sparql`); theirs remain as the description in ``openapi.json``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse
from pyoxigraph import RdfFormat, serialize
from rdflib import Dataset
from rdflib_endpoint import SparqlRouter

from ..namespaces import PREFIXES
from ..version import __version__
from .description import NOTHING, About, Service, describe
from .front import VARY, validators
from .headers import tag_of
from .page import POLICY, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import Response

    from .negotiate import Format
    from .page import Example

__all__ = ["Router", "Written"]

_PREFIXES = {
    name: PREFIXES[name] for name in ("dcat", "dcterms", "ig", "owl", "rdfs", "schema", "sd", "sh", "void", "xsd")
}


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that stay the same, and the headers that they are answered with: type, tag and who may keep them."""

    body: bytes
    headers: Mapping[str, str]


class Router(SparqlRouter):
    """Title, examples, service description and page of one endpoint.

    ``graphs`` gives the number of triples of each named graph, and ``triples`` that of their union; ``about`` is what
    the dataset says about itself.
    """

    def __init__(  # noqa: PLR0913 (all are named at the one call)
        self,
        *,
        path: str,
        url: str,
        title: str,
        description: str,
        examples: Sequence[Example],
        graphs: Mapping[str, int],
        triples: int,
        about: About = NOTHING,
    ) -> None:
        service = Service(url, title, description, tuple(examples), graphs, triples, about)
        own = describe(service)
        self._statements = tuple(sorted({*own, *about.said}, key=str))
        self._own = serialize(own, format=RdfFormat.N_TRIPLES) or b""
        self._written: dict[str, Written] = {}
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
        self._page = render(service)

    def prepare_sd_graph(self) -> None:
        """Describe the service; what the dataset says about itself comes only with :meth:`describe`."""
        self.service_description.parse(data=self._own, format="nt")

    def describe(self, chosen: Format) -> bytes:
        """The service description in one of the formats of graphs; the same bytes at each start."""
        return self.described(chosen).body

    def described(self, chosen: Format) -> Written:
        """The service description as it is answered. It is written once in each format."""
        written = self._written.get(chosen.media_type)
        if written is None:
            form = chosen.writer if isinstance(chosen.writer, RdfFormat) else RdfFormat.TURTLE
            body = serialize(self._statements, format=form, prefixes=_PREFIXES) or b""
            headers = {"Content-Type": chosen.content_type, **VARY, **validators(tag_of(chosen.content_type, body))}
            written = self._written[chosen.media_type] = Written(body, headers)
        return written

    def serve_yasgui(self) -> Response:
        """The page for people. It loads nothing from elsewhere, unlike the one of the base class."""
        return HTMLResponse(self._page, headers={"Content-Security-Policy": POLICY, **VARY})
