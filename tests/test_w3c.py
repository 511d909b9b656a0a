"""The W3C suites of the SPARQL 1.1 Protocol and Service Description, against ``indelgraph serve`` as people start it.

The same runner goes against ``oxigraph serve``, which passes all of them: an error of the runner would show there.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
import pytest

from serving import WAIT, wait_until
from w3c import DESCRIPTION, PROTOCOL, Test, complaints, entries, send

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    not PROTOCOL.is_file(), reason=f"THE W3C SUITES DID NOT RUN: there is no {PROTOCOL}; put the manifests there"
)

ENTRIES = entries(PROTOCOL) if PROTOCOL.is_file() else ()
QUERIES = [test for test in ENTRIES if not test.updates]
UPDATES = [test for test in ENTRIES if test.updates]
GRAPHS = sorted({graph for test in ENTRIES for graph in test.graphs})
SD = "http://www.w3.org/ns/sparql-service-description#"

Address = tuple[str, int]


def name_of(test: Test) -> str:
    return test.name


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The program itself, over our collection and the data of the suite."""
    loads = [argument for name, file in GRAPHS for argument in ("--load", f"{name}={file}")]
    cache = tmp_path_factory.mktemp("cache")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INDELGRAPH_")}
    call = [sys.executable, "-m", "indelgraph", "serve", "--port", "0", "--workers", "1", "--cache", str(cache), *loads]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://([0-9.]+):([0-9]+)/", process.stderr.readline())
            assert found, process.stderr.read()
            yield found[1], int(found[2])
        finally:
            process.terminate()
            process.wait(WAIT)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def oxigraph() -> Iterator[Address]:
    """The reference: Oxigraph's own server, writable, with the same data."""
    program = shutil.which("oxigraph", path=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}")
    assert program is not None, "the package oxigraph of the extra 'test' is not installed"
    address = "127.0.0.1", _free_port()
    where = f"http://{address[0]}:{address[1]}"
    call = [program, "serve", "--bind", where.removeprefix("http://")]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: _answers(where), "oxigraph serve")
            for name, file in GRAPHS:
                put = httpx.put(
                    f"{where}/store",
                    params={"graph": name},
                    content=file.read_bytes(),
                    headers={"Content-Type": "application/n-triples"},
                )
                assert put.is_success, put.text
            yield address
        finally:
            process.terminate()
            process.wait(WAIT)


def _answers(where: str) -> bool:
    try:
        return httpx.get(f"{where}/query", params={"query": "ASK {}"}).is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def reference() -> Iterator[Address]:
    with oxigraph() as address:
        yield address


def run(test: Test, address: Address, path: str) -> list[str]:
    return [
        complaint
        for request in test.requests
        for complaint in complaints(request.expected, send(request, address, path))
    ]


def test_the_suite_is_whole() -> None:
    assert len(QUERIES) == 20
    assert len(UPDATES) == 14
    assert all(test.requests for test in ENTRIES)
    assert all(file.is_file() for _, file in GRAPHS)


@pytest.mark.parametrize("test", QUERIES, ids=name_of)
def test_a_query_of_the_protocol(test: Test, ours: Address) -> None:
    assert run(test, ours, "/sparql") == []


@pytest.mark.parametrize("test", UPDATES, ids=name_of)
def test_an_update_is_refused(test: Test, ours: Address) -> None:
    """This endpoint is read-only: whatever would write gets a 4xx, and none says that it was done."""
    first = test.requests[0]
    reply = send(first, ours, "/sparql")
    assert reply.status in {400, 403, 405, 415}, (reply.status, reply.body)
    assert reply.content_type in {"application/problem+json", "text/plain"}


@pytest.mark.parametrize("test", QUERIES, ids=name_of)
def test_the_reference_answers_a_query(test: Test, reference: Address) -> None:
    assert run(test, reference, "/query") == []


@pytest.mark.parametrize("test", [test for test in UPDATES if test.name != "bad_update_get"], ids=name_of)
def test_the_reference_makes_an_update(test: Test, reference: Address) -> None:
    """All but one, to which Oxigraph answers its service description.

    Each request goes to the address of its kind: the manifest says that a server may have two.
    """
    for request in test.requests:
        update = any("update" in value for name, value in request.headers if name == "content-type") or (
            request.expected.kind is None
        )
        reply = send(request, reference, "/update" if update else "/query")
        assert complaints(request.expected, reply) == []


def test_the_runner_sees_what_is_wrong(ours: Address) -> None:
    """A query test against an address where nothing is, and a wrong expectation, both give complaints."""
    test = next(test for test in QUERIES if test.name == "query_get")
    assert run(test, ours, "/nothing") != []
    (request,) = test.requests
    reply = send(request, ours, "/sparql")
    false = request.expected.__class__(request.expected.statuses, boolean=False, kind="boolean")
    assert complaints(false, reply) != []
    tabular = request.expected.__class__(request.expected.statuses, boolean=None, kind="RDF")
    assert complaints(tabular, reply) != []


# ---- Service description -------------------------------------------------------------------------------------------


def description(address: Address) -> tuple[str, set[tuple[str, str, str]]]:
    """The endpoint's address, and what a GET without a query tells of it."""
    endpoint = f"http://{address[0]}:{address[1]}/sparql"
    reply = httpx.get(endpoint, headers={"Accept": "text/turtle"})
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/turtle")
    triples = ox.parse(reply.content, format=ox.RdfFormat.TURTLE, base_iri=endpoint)
    return endpoint, {(str(t.subject), str(t.predicate), str(t.object)) for t in triples}


def test_the_description_tests_are_these() -> None:
    assert [test.name for test in entries(DESCRIPTION)] == ["has-endpoint-triple", "returns-rdf", "conforms-to-schema"]


def test_returns_rdf(ours: Address) -> None:
    _, triples = description(ours)
    assert triples


def test_has_endpoint_triple(ours: Address) -> None:
    endpoint, triples = description(ours)
    assert [o for _, p, o in triples if p == f"<{SD}endpoint>"] == [f"<{endpoint}>"]


def test_conforms_to_schema(ours: Address) -> None:
    """The classes and properties of the vocabulary, used by their domains and ranges (Service Description, section 3).

    One ``sd:Service``; each ``sd:defaultDataset`` is an ``sd:Dataset``, its default graph an ``sd:Graph``, each named
    graph an ``sd:NamedGraph`` with one name and one ``sd:Graph``; languages, features and formats are IRIs.
    """
    _, triples = description(ours)
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

    def of(class_: str) -> set[str]:
        return {s for s, p, o in triples if p == type_ and o == f"<{SD}{class_}>"}

    def values(name: str) -> list[tuple[str, str]]:
        return [(s, o) for s, p, o in triples if p == f"<{SD}{name}>"]

    (service,) = of("Service")
    assert {s for s, _ in values("endpoint")} == {service}
    assert {o for _, o in values("defaultDataset")} == of("Dataset")
    assert {s for s, _ in values("defaultGraph")} == of("Dataset")
    assert {o for _, o in values("defaultGraph")} <= of("Graph")
    assert {o for _, o in values("namedGraph")} == of("NamedGraph") == {s for s, _ in values("name")}
    assert len({o for _, o in values("name")}) == len(values("name")) == len(of("NamedGraph"))
    assert {o for _, o in values("graph")} <= of("Graph")
    assert ("<" + SD + "SPARQL11Query>") in {o for _, o in values("supportedLanguage")}
    assert all(o.startswith("<http") for name in ("resultFormat", "feature") for _, o in values(name))
    assert f"<{SD}BasicFederatedQuery>" not in {o for _, o in values("feature")}
    known = {graph for graph, _ in GRAPHS}
    assert known <= {o.strip("<>") for _, o in values("name")}
