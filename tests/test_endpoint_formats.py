"""The formats of answers, and how a client names the one it wants."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from http_asked import CONSTRUCT, SELECT, SPARQL_JSON, E, get, objects, problem
from indelgraph.endpoint.negotiate import GRAPHS, NAMES, RESULTS, choose, named

if TYPE_CHECKING:
    import httpx


def test_a_select_in_each_format_holds_the_same_rows(client: httpx.Client) -> None:
    text = 'é\n"x", y'
    for accept in (SPARQL_JSON, "application/json"):
        answer = get(client, SELECT, accept)
        assert answer.headers["Content-Type"] == accept
        assert objects(answer) == ["deux", text]
    answer = get(client, SELECT, "application/sparql-results+xml")
    rows = rdflib.query.Result.parse(io.BytesIO(answer.content), format="xml")
    assert {binding[rdflib.Variable("o")] for binding in rows.bindings} == {
        rdflib.Literal("deux", lang="fr"),
        rdflib.Literal(text),
    }
    answer = get(client, SELECT, "text/csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    table = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
    assert (table[0], sorted(table[1:])) == (["o"], [["deux"], [text]])
    answer = get(client, SELECT, "text/tab-separated-values")
    assert answer.headers["Content-Type"] == "text/tab-separated-values; charset=utf-8"
    parsed = parse_query_results(answer.content, format=QueryResultsFormat.TSV)
    assert isinstance(parsed, QuerySolutions)
    assert sorted(row["o"].value for row in parsed) == ["deux", text]


def test_an_ask_in_each_format(client: httpx.Client) -> None:
    query = "ASK { ?s <http://example.org/q> ?o }"
    assert get(client, query).json() == {"head": {}, "boolean": True}
    assert b"<boolean>true</boolean>" in get(client, query, "application/sparql-results+xml").content
    assert get(client, query, "text/csv").content == b"true"
    assert get(client, query, "text/tab-separated-values").content == b"true"


def test_a_graph_in_each_format_holds_the_same_triples(client: httpx.Client) -> None:
    expected = {f'<{E}s> <{E}p> "deux"@fr', f'<{E}s> <{E}p> "é\\n\\"x\\", y"'}
    for accept, sent, form in (
        ("*/*", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
    ):
        answer = get(client, CONSTRUCT, accept)
        assert answer.headers["Content-Type"] == sent
        assert {str(quad.triple) for quad in parse(answer.content, format=form)} == expected
    assert b"@prefix ig: <https://w3id.org/indelgraph/ontology#> ." in get(client, CONSTRUCT).content


def test_several_accept_headers_are_one_list(client: httpx.Client) -> None:
    headers = [("Accept", "text/csv;q=0.5"), ("Accept", "text/tab-separated-values")]
    answer = client.get("/sparql", params={"query": SELECT}, headers=headers)
    assert answer.headers["Content-Type"].startswith("text/tab-separated-values")
    assert answer.headers["Vary"] == "Accept"


def test_no_format_is_a_406_that_lists_them(client: httpx.Client) -> None:
    document = problem(get(client, SELECT, "application/pdf"), 406, "not-acceptable")
    assert SPARQL_JSON in document["available"]
    document = problem(get(client, CONSTRUCT, SPARQL_JSON), 406, "not-acceptable")
    assert document["available"] == [offer.media_type for offer in GRAPHS]
    document = problem(client.get("/sparql", headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert document["available"] == [offer.media_type for offer in GRAPHS]


# --- ?format= ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["format", "output"])
@pytest.mark.parametrize(
    ("value", "of_table", "of_graph"),
    [
        ("json", SPARQL_JSON, "application/ld+json"),
        ("xml", "application/sparql-results+xml", "application/rdf+xml"),
        ("csv", "text/csv; charset=utf-8", None),
        ("TSV", "text/tab-separated-values; charset=utf-8", None),
        ("application/sparql-results+json", SPARQL_JSON, None),
        ("text/csv; charset=utf-8", "text/csv; charset=utf-8", None),
        ("turtle", None, "text/turtle; charset=utf-8"),
        ("nt", None, "application/n-triples"),
        ("rdf+xml", None, "application/rdf+xml"),
        ("application/ld+json", None, "application/ld+json"),
    ],
)
def test_a_parameter_names_the_format_and_beats_the_header(
    client: httpx.Client, name: str, value: str, of_table: str | None, of_graph: str | None
) -> None:
    headers = {"Accept": "application/sparql-results+xml, application/n-triples"}
    for query, content_type in ((SELECT, of_table), (CONSTRUCT, of_graph)):
        given = {"query": query, name: value}
        for answer in (
            client.get("/sparql", params=given, headers=headers),
            client.post("/sparql", data=given, headers=headers),
        ):
            if content_type is None:
                problem(answer, 406, "not-acceptable")
            else:
                assert answer.status_code == 200
                assert answer.headers["Content-Type"] == content_type


def test_a_plus_sign_that_was_not_escaped_is_still_one(client: httpx.Client) -> None:
    answer = client.get("/sparql?query=ASK%7B%7D&format=application/sparql-results+xml")
    assert answer.headers["Content-Type"] == "application/sparql-results+xml"


def test_an_unknown_format_is_told_with_the_known_ones(client: httpx.Client) -> None:
    document = problem(client.get("/sparql", params={"query": SELECT, "format": "pdf\r\nX: 1"}), 400, "unknown-format")
    assert set(NAMES) < set(document["available"])
    assert {offer.media_type for offer in (*RESULTS, *GRAPHS)} < set(document["available"])
    assert "csv" in document["detail"]
    assert "\n" not in document["detail"]
    two = {"query": SELECT, "format": "csv", "output": "json"}
    problem(client.get("/sparql", params=two), 400, "several-formats")
    same = {"query": SELECT, "format": "csv", "output": "text/csv", "results": "csv"}
    assert client.get("/sparql", params=same).headers["Content-Type"].startswith("text/csv")
    assert objects(client.get("/sparql", params={"query": SELECT, "format": ""}))
    several = {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "json-ld", "output": "x/y,application/ld+json"}
    assert client.get("/sparql", params=several).headers["Content-Type"] == "application/ld+json"


def test_the_description_of_the_service_has_a_format_too(client: httpx.Client) -> None:
    assert client.get("/sparql?format=nt").headers["Content-Type"] == "application/n-triples"
    assert client.get("/sparql?format=json").headers["Content-Type"] == "application/ld+json"
    problem(client.get("/sparql?format=csv"), 406, "not-acceptable")


@given(st.sampled_from(sorted(NAMES)), st.booleans())
def test_each_name_stands_for_a_format_of_ours(name: str, loud: bool) -> None:
    accept = named(name.upper() if loud else name)
    chosen = [choose(accept, offers) for offers in (RESULTS, GRAPHS)]
    assert NAMES[name] in {offer.media_type for offer in chosen if offer}
    assert (None in chosen) == (name not in {"json", "xml"})


@given(st.text(max_size=80))
def test_any_other_text_stands_for_none(text: str) -> None:
    accept = named(text)
    plain = text.partition(";")[0].strip().lower().replace(" ", "+")
    known = {*NAMES, *(offer.media_type for offer in (*RESULTS, *GRAPHS))}
    assert (accept is not None) == (plain in known)
