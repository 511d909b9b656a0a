"""The server fetches nothing from elsewhere, whatever a query says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from http_asked import E, get, objects, problem
from serving import Trap

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { service silent <%s> { ?s ?p ?o } }",
        "SELECT * { VALUES ?where { <%s> } SERVICE ?where { ?s ?p ?o } }",
        "PREFIX ex: <%s> SELECT * { SERVICE ex: { ?s ?p ?o } }",
        "PREFIX : <%s> SELECT * { SERVICE:{ ?s ?p ?o } }",
        "PREFIX service: <%s> PREFIX : <%s> SELECT * { service:{ ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { SeRvIcE#comment\n<%s>{ ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE <%s> { ?s ?p ?o } } } }",
        "ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
        "PREFIX ex: <%s> ASK { ?s ?p ex:a.b.SERVICE ex: { ?s ?p ?o } }",
    ],
)
def test_service_is_off_in_any_form_and_nothing_is_fetched(client: httpx.Client, query: str) -> None:
    trap = Trap()
    try:
        answer = get(client, query.replace("%s", trap.url))
        assert problem(answer, 403, "service-off")["title"] == "SERVICE is switched off"
        assert not trap.sprung
    finally:
        trap.close()


def test_a_service_that_hides_behind_a_comparison_is_not_evaluated(client: httpx.Client) -> None:
    trap = Trap()
    try:
        prologue = f"PREFIX ex: <{trap.url}> "
        for query in (
            "ASK { VALUES ?x { ex: } FILTER(1<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
            "ASK { FILTER(1<'>'||1=1)SERVICE ex: { ?s ?p ?o } #' }\n}",
        ):
            problem(get(client, prologue + query), 400, "malformed-query")
        assert not trap.sprung
    finally:
        trap.close()


def test_service_as_a_word_in_the_data_is_no_service(client: httpx.Client) -> None:
    query = 'PREFIX ex: <http://x/> ASK { ?service ex:SERVICE "SERVICE <http://x/>" } # SERVICE'
    assert get(client, query).json()["boolean"] is False


def test_from_reads_graphs_of_the_dataset_and_nothing_else(client: httpx.Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text(f"<{E}s> <{E}p> <{E}secret> .\n")
    trap = Trap()
    everything = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    try:
        for iri in (secret.as_uri(), f"file://{secret}", trap.url):
            for clause in ("FROM", "FROM NAMED"):
                assert objects(get(client, f"SELECT ?o {clause} <{iri}> {everything}")) == []
            for name in ("default-graph-uri", "named-graph-uri"):
                params = {"query": f"SELECT ?o {everything}", name: iri}
                assert objects(client.get("/sparql", params=params)) == []
        assert not trap.sprung
    finally:
        trap.close()
