"""The clients that people use."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from http_asked import CONSTRUCT, SELECT, E, asking
from serving import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from serving import Server

    Running = tuple[Server, httpx.Client]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with asking(tmp_path_factory.mktemp("cache")) as made:
        yield made


@pytest.fixture(scope="module")
def client(running: Running) -> httpx.Client:
    return running[1]


@pytest.fixture(scope="module")
def server(running: Running) -> Server:
    return running[0]


def converted(wrapper: SPARQLWrapper) -> Any:
    return wrapper.queryAndConvert()


def test_sparqlwrapper(server: Server) -> None:
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(JSON)
    rows = converted(wrapper)["results"]["bindings"]
    assert sorted(row["o"]["value"] for row in rows) == ["deux", 'é\n"x", y']
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(CSV)
    assert b"deux" in converted(wrapper)
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=converted(wrapper), format="turtle")) == 2
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="malformed"):
        wrapper.query()


def test_rdflibs_sparql_store(server: Server) -> None:
    for method in ("GET", "POST", "POST_FORM"):
        graph = rdflib.Graph(SPARQLStore(server.endpoint, method=method))
        subject, predicate = rdflib.URIRef(E + "s"), rdflib.URIRef(E + "p")
        assert set(graph.objects(subject, predicate)) == {
            rdflib.Literal("deux", lang="fr"),
            rdflib.Literal('é\n"x", y'),
        }
        assert bool(graph.query("ASK { ?s <http://example.org/q> ?o }").askAnswer)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(server: Server) -> None:
    call = ["curl", "--silent", "--fail", "--data-urlencode", f"query={SELECT}", server.endpoint]
    printed = subprocess.run(call, check=True, capture_output=True, timeout=30).stdout
    assert len(json.loads(printed)["results"]["bindings"]) == 2


def test_nothing_was_said_about_errors(server: Server) -> None:
    assert server.said == [f"indelgraph: serving {server.url} (stop with Ctrl+C)\n"]
