"""What the tests that talk to a server over HTTP share: a small dataset, queries, and how answers are looked at."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from serving import make_snapshot, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indelgraph.settings import Value
    from serving import Server

E = "http://example.org/"
QUADS = """
    <http://example.org/s> <http://example.org/p> "é\\n\\"x\\", y" <http://example.org/g1> .
    <http://example.org/s> <http://example.org/p> "deux"@fr <http://example.org/g1> .
    <http://example.org/s> <http://example.org/q> <http://example.org/o> <http://example.org/g2> .
    <http://example.org/s> <http://example.org/n> "sept" <http://example.org/g2> .
    <http://example.org/s> <http://example.org/n> "sept" <http://example.org/g3> .
"""
SELECT = "SELECT ?o { <http://example.org/s> <http://example.org/p> ?o }"
CONSTRUCT = "CONSTRUCT WHERE { ?s <http://example.org/p> ?o }"
SPARQL_JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
SPARQL_QUERY = "application/sparql-query"


@contextmanager
def asking(folder: Path, **settings: Value) -> Iterator[tuple[Server, httpx.Client]]:
    """A server of the dataset, and a client that is connected to it."""
    limits: dict[str, Value] = {"max_query_bytes": 20_000, "workers": 1, **settings}
    with (
        serving(make_snapshot(QUADS, folder), **limits) as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        yield server, client


def get(client: httpx.Client, query: str, accept: str = "*/*") -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept})


def objects(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return sorted(row["o"]["value"] for row in response.json()["results"]["bindings"])


def problem(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert document["status"] == status
    assert document["type"] == f"https://w3id.org/indelgraph/problem/{kind}"
    return document
