"""Reads the W3C manifests of the SPARQL 1.1 Protocol as requests, and sends them byte by byte.

The manifests (vocabularies ``ht:``, ``cnt:``, ``mf:`` and ``ut:``) say what to send and what to expect. Nothing but a
socket library lies between them and the server, so that what is tested is what was written.
"""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DESCRIPTION", "PROTOCOL", "Expectation", "Reply", "Request", "Test", "complaints", "entries", "send"]

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "w3c" / "sparql11"
PROTOCOL = FOLDER / "protocol" / "manifest.ttl"
DESCRIPTION = FOLDER / "service-description" / "manifest.ttl"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES = {
    "cnt": "http://www.w3.org/2011/content#",
    "ht": "http://www.w3.org/2011/http#",
    "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "rdf": _RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ut": "http://www.w3.org/2009/sparql/tests/test-update#",
}
_TIMEOUT = 30

_FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    # The manifest knows RDF/XML, Turtle, N-Triples and RDFa; what has come since is RDF, too.
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/n-quads", "application/trig"},
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a reply must be: the first digit of its status, and for some the truth or kind of its result."""

    statuses: frozenset[str]
    boolean: bool | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``query`` is what stands behind the path of the endpoint, with its question mark."""

    method: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    expected: Expectation


@dataclass(frozen=True, slots=True)
class Test:
    """One entry of a manifest, with the graphs that it wants to find."""

    __test__ = False

    name: str
    title: str
    requests: tuple[Request, ...]
    graphs: tuple[tuple[str, Path], ...]

    @property
    def updates(self) -> bool:
        """Whether it is about updates."""
        return "update" in self.name


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    content_type: str
    body: bytes


class _Graph:
    def __init__(self, file: Path) -> None:
        self.file = file
        self._triples = list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=file.as_uri()))

    def all(self, node: object, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
        prefix, _, local = name.partition(":")
        predicate = ox.NamedNode(_NAMESPACES[prefix] + local)
        return [t.object for t in self._triples if t.subject == node and t.predicate == predicate]

    def text(self, node: object, name: str) -> str | None:
        values = self.all(node, name)
        return str(getattr(values[0], "value", values[0])) if values else None

    def items(self, node: object) -> Iterator[object]:
        nil = ox.NamedNode(_RDF + "nil")
        while node != nil:
            yield from self.all(node, "rdf:first")
            (node,) = self.all(node, "rdf:rest")

    def entries(self) -> Iterator[object]:
        manifest = ox.NamedNode(self.file.as_uri())
        for entries in self.all(manifest, "mf:entries"):
            yield from self.items(entries)


def entries(manifest: Path) -> tuple[Test, ...]:
    """The entries of a manifest, in its order."""
    graph = _Graph(manifest)
    return tuple(_test(graph, node) for node in graph.entries())


def _test(graph: _Graph, node: object) -> Test:
    requests = [
        _request(graph, request)
        for action in graph.all(node, "mf:action")
        for listed in graph.all(action, "ht:requests")
        for request in graph.items(listed)
    ]
    data = [
        (graph.text(row, "rdfs:label") or "", graph.file.parent / Path(graph.text(row, "ut:graph") or "").name)
        for row in graph.all(node, "ut:graphData")
    ]
    name = str(getattr(node, "value", "")).rpartition("#")[2]
    return Test(name, graph.text(node, "mf:name") or "", tuple(requests), tuple(sorted(data)))


def _request(graph: _Graph, node: object) -> Request:
    bodies = graph.all(node, "ht:body")
    body = None
    if bodies:
        encoding = graph.text(bodies[0], "cnt:characterEncoding") or "UTF-8"
        body = (graph.text(bodies[0], "cnt:chars") or "").encode(encoding)
    headers = tuple(
        (graph.text(header, "ht:fieldName") or "", graph.text(header, "ht:fieldValue") or "")
        for listed in graph.all(node, "ht:headers")
        for header in graph.items(listed)
    )
    (response,) = graph.all(node, "ht:resp")
    boolean = graph.text(response, "mf:expectedBoolean")
    statuses = {
        str(getattr(s, "value", "")).rpartition("StatusCode")[2][:1] for s in graph.all(response, "mf:expectedStatus")
    }
    expected = Expectation(
        frozenset(statuses), None if boolean is None else boolean == "true", graph.text(response, "mf:expectedFormat")
    )
    path = graph.text(node, "ht:absolutePath") or ""
    return Request(graph.text(node, "ht:methodName") or "GET", path.removeprefix("/sparql/"), headers, body, expected)


def send(request: Request, address: tuple[str, int], path: str) -> Reply:
    """Send a request to the endpoint at a path, following one redirect as HTTP says."""
    connection = http.client.HTTPConnection(*address, timeout=_TIMEOUT)
    try:
        connection.putrequest(request.method, path + request.query, skip_accept_encoding=True)
        for name, value in request.headers:
            connection.putheader(name, value)
        if request.body is not None:
            connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body)
        response = connection.getresponse()
        content_type = (response.getheader("Content-Type") or "").partition(";")[0].strip()
        return Reply(response.status, content_type, response.read())
    finally:
        connection.close()


def complaints(expected: Expectation, reply: Reply) -> list[str]:
    """What is wrong with a reply; nothing if it is as expected."""
    found = []
    if str(reply.status)[0] not in expected.statuses:
        wanted = " or ".join(f"{digit}xx" for digit in sorted(expected.statuses))
        found.append(f"status {reply.status} instead of {wanted}: {reply.body[:200]!r}")
        return found
    if expected.kind is not None and reply.content_type not in _FORMATS[expected.kind]:
        found.append(f"{reply.content_type} instead of {expected.kind}")
    if expected.boolean is not None and _boolean(reply) != expected.boolean:
        found.append(f"not {expected.boolean}: {reply.body[:200]!r}")
    return found


def _boolean(reply: Reply) -> bool | None:
    if reply.content_type == "application/sparql-results+json":
        return bool(json.loads(reply.body)["boolean"])
    result = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.XML)
    return bool(result) if isinstance(result, ox.QueryBoolean) else None
