"""The clients that people use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from http_asked import CONSTRUCT, SELECT, E
from serving import Server

if TYPE_CHECKING:
    from serving import Server


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


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_asks_again_and_reads_what_is_wrong(server: Server) -> None:
    def curl(*arguments: str) -> str:
        call = ["curl", "--silent", "--get", *arguments, server.endpoint]
        return subprocess.run(call, check=True, capture_output=True, timeout=30, text=True).stdout

    asked = ("--data-urlencode", f"query={SELECT}", "--data-urlencode", "format=csv")
    [tag] = [line[6:] for line in curl("--include", *asked).splitlines() if line.lower().startswith("etag: ")]
    assert curl("--write-out", "%{http_code}", "--header", f"If-None-Match: {tag}", *asked) == "304"
    wrong = curl("--header", "Accept: text/plain", "--data-urlencode", "query=SELECT * { ?s ?p }")
    assert wrong.startswith("The query is malformed: line 1, column ")


def test_another_oxigraph_joins_our_answer_with_its_own_data(server: Server) -> None:
    store = Store()
    store.add(Quad(NamedNode(E + "own"), NamedNode(E + "same"), NamedNode(E + "s")))
    found = store.query(
        f"SELECT ?o {{ ?own <{E}same> ?s . SERVICE <{server.endpoint}> {{ ?s <{E}p> ?o }} }} ORDER BY ?o"
    )
    assert isinstance(found, QuerySolutions)
    assert sorted(row["o"].value for row in found) == ["deux", 'é\n"x", y']


COMUNICA = os.environ.get("INDELGRAPH_COMUNICA", "")
"""A folder in which ``@comunica/query-sparql`` has been installed by npm."""
_SCRIPT = """
const { QueryEngine } = require(require.resolve('@comunica/query-sparql', { paths: [process.argv[1]] }));
const run = async () => {
  const engine = new QueryEngine();
  const sources = [{ type: 'sparql', value: process.argv[2] }];
  const stream = await engine.queryBindings(process.argv[3], { sources });
  const rows = await stream.toArray();
  console.log(JSON.stringify(rows.map((row) => row.get('o').value)));
};
run().catch((error) => { console.error(error); process.exit(1); });
"""


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
@pytest.mark.skipif(not COMUNICA, reason="INDELGRAPH_COMUNICA names no folder with @comunica/query-sparql in it")
def test_comunica(server: Server) -> None:
    call = ["node", "-e", _SCRIPT, COMUNICA, server.endpoint, SELECT]
    done = subprocess.run(call, check=False, capture_output=True, timeout=120, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert sorted(json.loads(done.stdout)) == ["deux", 'é\n"x", y']


def test_nothing_was_said_about_errors(server: Server) -> None:
    assert server.said == [f"indelgraph: serving {server.url} (stop with Ctrl+C)\n"]
