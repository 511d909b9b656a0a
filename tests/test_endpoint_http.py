"""The protocol over HTTP: the ways to send a query, the dataset, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from http_asked import FORM, SELECT, SPARQL_JSON, SPARQL_QUERY, E, get, objects, problem
from indelgraph.endpoint.problem import HttpError, HttpProblem, shown_in
from indelgraph.endpoint.protocol import read_operation
from serving import RUNAWAY, WAIT, make_snapshot, numbers, serving

if TYPE_CHECKING:
    from pathlib import Path


def test_get_and_both_posts_give_the_same_answer(client: httpx.Client) -> None:
    answers = [
        get(client, SELECT),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": SPARQL_QUERY}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": f"{SPARQL_QUERY}; charset=UTF-8"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == SPARQL_JSON
        assert objects(answer) == ["deux", 'é\n"x", y']
    assert len({answer.content for answer in answers}) == 1


def test_what_a_form_holds_is_decoded_once(client: httpx.Client) -> None:
    # "%2B" in the query's own text has to arrive as it is, and a plus sign as a plus sign.
    query = 'SELECT ("%2B+é &=" AS ?o) {}'
    assert objects(client.post("/sparql", data={"query": query})) == ["%2B+é &="]
    assert objects(get(client, query)) == ["%2B+é &="]


def test_head_is_get_without_a_body(client: httpx.Client) -> None:
    there = get(client, SELECT)
    head = client.head("/sparql", params={"query": SELECT})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Vary"):
        assert head.headers[name] == there.headers[name]
    assert client.head("/sparql", params={"query": "SELEC"}).status_code == 400
    assert client.head("/").status_code == 200


def test_options_and_other_methods_say_what_is_allowed(client: httpx.Client) -> None:
    options = client.options("/sparql")
    assert options.status_code == 204
    assert options.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        refused = client.request(method, "/sparql", params={"query": "ASK {}"})
        problem(refused, 405, "method-not-allowed")
        assert refused.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


ALL = "SELECT ?o { ?s ?p ?o }"
NAMED = "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"


def test_the_request_names_graphs_and_beats_from(client: httpx.Client) -> None:
    g1, g2, g3 = (f"{E}g{i}" for i in (1, 2, 3))
    assert len(objects(get(client, NAMED))) == 5
    # Sets, since Oxigraph gives a triple of two graphs twice.
    assert set(objects(get(client, ALL))) == {"sept", "deux", f"{E}o", 'é\n"x", y'}
    from_g1 = "SELECT ?o FROM <http://example.org/g1> { ?s ?p ?o }"
    assert objects(get(client, from_g1)) == ["deux", 'é\n"x", y']
    more = {"default-graph-uri": [g2, g3]}
    direct = {"Content-Type": SPARQL_QUERY}
    for answer in (
        client.get("/sparql", params={"query": from_g1, **more}),
        client.post("/sparql", data={"query": from_g1, **more}),
        client.post("/sparql", params=more, content=from_g1, headers=direct),
    ):
        assert set(objects(answer)) == {"sept", f"{E}o"}
    only_g3 = {"named-graph-uri": g3}
    assert objects(client.get("/sparql", params={"query": NAMED, **only_g3})) == ["sept"]
    assert objects(client.get("/sparql", params={"query": ALL, **only_g3})) == []
    assert objects(client.get("/sparql", params={"query": ALL, "default-graph-uri": g1})) == ["deux", 'é\n"x", y']
    wrong = client.get("/sparql", params={"query": ALL, "default-graph-uri": "not an iri"})
    problem(wrong, 400, "bad-graph")


def test_a_malformed_query_has_line_column_and_message(client: httpx.Client) -> None:
    document = problem(get(client, "SELECT ?s\nWHERE { ?s ?p ?o .\n  ?s ig:killed ?n }"), 400, "malformed-query")
    assert (document["line"], document["column"], document["near"]) == (3, 6, "ig:killed ?n }")
    assert document["detail"] == (
        "line 3, column 6: the prefix 'ig' is not declared; "
        "begin with PREFIX ig: <https://w3id.org/indelgraph/ontology#>"
    )


def test_a_problem_is_text_for_whoever_asks_for_text(client: httpx.Client) -> None:
    answer = get(client, "SELECT * { FILTER( }", "text/csv")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "The query is malformed: line 1, column 18: the '(' that opens here is not closed before a '}'",
        "  SELECT * { FILTER( }",
        "                   ^",
    ]


def test_updates_are_forbidden_in_each_form(client: httpx.Client) -> None:
    update = "INSERT DATA { <http://a/> <http://b/> 1 }"
    for answer in (
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}),
        client.get("/sparql", params={"update": update}),
        client.post("/sparql", data={"update": update, "query": "ASK {}"}),
    ):
        problem(answer, 403, "read-only")
    problem(get(client, update), 400, "not-a-query")
    assert get(client, "ASK { <http://a/> ?p ?o }").json()["boolean"] is False


@pytest.mark.parametrize(
    ("content_type", "body", "status", "kind"),
    [
        ("text/plain", b"ASK {}", 415, "unsupported-media-type"),
        ("application/json", b"{}", 415, "unsupported-media-type"),
        ("multipart/form-data; boundary=x", b"", 415, "unsupported-media-type"),
        ("nonsense", b"ASK {}", 415, "unsupported-media-type"),
        ("", b"ASK {}", 415, "unsupported-media-type"),
        (f"{SPARQL_QUERY}; charset=utf-16", b"ASK {}", 415, "unsupported-charset"),
        (SPARQL_QUERY, b"ASK { ?s ?p '\xe9' }", 400, "not-utf-8"),
        (FORM, b"query=ASK%7B%7D%E9", 400, "not-utf-8"),
        (FORM, b"query=ASK\xe9", 400, "not-utf-8"),
        (FORM, b"", 400, "no-query"),
        (FORM, b"other=1", 400, "no-query"),
        (FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400, "several-queries"),
        (FORM, b"x=1&" * 300 + b"query=ASK%7B%7D", 400, "too-many-parameters"),
        (SPARQL_QUERY, b"", 400, "malformed-query"),
        (FORM, b"query=", 400, "malformed-query"),
        (SPARQL_QUERY, b"ASK {}" + b" " * 20_000, 413, "query-too-long"),
        (FORM, b"query=" + b"%20" * 30_000, 413, "query-too-long"),
        (SPARQL_QUERY, b"x" * 200_000, 413, "query-too-long"),
    ],
)
def test_posts_that_hold_no_query(client: httpx.Client, content_type: str, body: bytes, status: int, kind: str) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    problem(client.post("/sparql", content=body, headers=headers), status, kind)


def test_addresses_that_hold_no_query(client: httpx.Client) -> None:
    problem(client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400, "several-queries")
    problem(client.get("/sparql?query=ASK%7B%7D%E9"), 400, "not-utf-8")
    problem(client.get(f"/sparql?default-graph-uri={E}g1"), 400, "no-query")
    problem(client.get("/sparql?query=" + "%20" * 20_001), 414, "query-too-long")
    both = client.post("/sparql?query=ASK%7B%7D", content="ASK {}", headers={"Content-Type": SPARQL_QUERY})
    problem(both, 400, "several-queries")


def test_the_longest_query_is_answered(client: httpx.Client) -> None:
    query = "ASK {}" + " " * (20_000 - 6)
    for answer in (get(client, query), client.post("/sparql", data={"query": query})):
        assert answer.json()["boolean"] is True


def test_a_compressed_body_is_refused(client: httpx.Client) -> None:
    headers = {"Content-Type": SPARQL_QUERY, "Content-Encoding": "gzip"}
    problem(client.post("/sparql", content=b"\x1f\x8b", headers=headers), 415, "unsupported-media-type")


# --- the parameter timeout --------------------------------------------------------------------------------------


def test_a_client_can_wait_less_and_never_longer(tmp_path: Path) -> None:
    with serving(make_snapshot(numbers(300), tmp_path), workers=1, timeout=1.5) as server:
        for given_time, longest in (("0.3", "0.3"), ("60", "1.5")):
            for answer in (
                httpx.get(server.endpoint, params={"query": RUNAWAY, "timeout": given_time}, timeout=WAIT),
                httpx.post(server.endpoint, data={"query": RUNAWAY, "timeout": given_time}, timeout=WAIT),
            ):
                document = problem(answer, 503, "query-timeout")
                assert f"longer than {longest} s" in document["detail"]


@pytest.mark.parametrize("text", ["", "0", "0.0", "-1", "soon", "1e3", "inf", "nan", "٣", " 5", "9" * 400, "1,5"])
def test_a_wrong_timeout_is_told(client: httpx.Client, text: str) -> None:
    document = problem(client.get("/sparql", params={"query": SELECT, "timeout": text}), 400, "bad-timeout")
    assert "in seconds" in document["detail"]
    assert len(document["detail"]) < 200


def test_one_timeout_is_enough(client: httpx.Client) -> None:
    problem(client.get("/sparql", params={"query": SELECT, "timeout": ["1", "1"]}), 400, "bad-timeout")


# --- writing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("params", [{}, {"default": ""}, {"graph": f"{E}g1"}, {"query": "ASK {}"}])
def test_nothing_is_written_as_into_a_graph_store(client: httpx.Client, params: dict[str, str]) -> None:
    before = get(client, "SELECT * { GRAPH ?g { ?s ?p ?o } }").content
    for media_type in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/n3"):
        headers = {"Content-Type": f"{media_type}; charset=utf-8"}
        body = b"<http://a/> <http://b/> <http://c/> ."
        problem(client.post("/sparql", params=params, content=body, headers=headers), 403, "read-only")
        for method in ("PUT", "PATCH", "DELETE"):
            refused = client.request(method, "/sparql", params=params, content=body, headers=headers)
            problem(refused, 405, "method-not-allowed")
    assert get(client, "SELECT * { GRAPH ?g { ?s ?p ?o } }").content == before


# --- reading a request ------------------------------------------------------------------------------------------

PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["default-graph-uri", "named-graph-uri", "other", "Query"]),
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
    ),
    max_size=5,
)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), PAIRS, st.integers(0, 5))
def test_a_form_and_an_address_are_read_alike_and_to_the_letter(
    text: str, pairs: list[tuple[str, str]], at: int
) -> None:
    fields = [*pairs[:at], ("query", text), *pairs[at:]]
    encoded = urlencode(fields).encode()
    by_get = read_operation("GET", encoded, None, b"", accept="*/*", max_query_bytes=1000)
    by_post = read_operation("POST", b"", f"{FORM}; charset=UTF-8", encoded, accept="*/*", max_query_bytes=1000)
    assert by_get == by_post
    assert by_get.query is not None
    assert by_get.query.text == text
    assert by_get.query.default_graphs == tuple(v for name, v in pairs if name == "default-graph-uri")
    assert by_get.query.named_graphs == tuple(v for name, v in pairs if name == "named-graph-uri")
    graphs = urlencode(pairs).encode()
    direct = read_operation("POST", graphs, SPARQL_QUERY, text.encode(), accept="*/*", max_query_bytes=1000)
    assert direct == by_get


@given(
    st.sampled_from(["GET", "POST"]),
    st.binary(max_size=60) | st.text(alphabet="query=&%C3format+timeout1.5", max_size=60).map(str.encode),
    st.sampled_from([None, FORM, SPARQL_QUERY, f"{FORM};charset=latin-1", "x/y", ""]) | st.text(max_size=30),
    st.binary(max_size=60),
)
def test_any_request_is_read_or_refused(method: str, address: bytes, content_type: str | None, body: bytes) -> None:
    try:
        operation = read_operation(method, address, content_type, body, accept=None, max_query_bytes=40)
    except HttpError as error:
        refused = [error.problem]
    else:
        refused = []
        assert operation.query is not None or method == "GET"
    assert all(wrong.status in {400, 403, 413, 414, 415} and "\n" not in wrong.detail for wrong in refused)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(1, 9), st.integers(1, 99))
def test_the_words_that_are_shown_are_those_of_the_query(text: str, line: int, column: int) -> None:
    there = HttpProblem(400, "malformed-query", "t", "d", {"line": line, "column": column})
    shown = shown_in(there, text)
    lines = text.split("\n")
    expected = lines[line - 1][column - 1 :][:40] if line <= len(lines) else ""
    assert shown.extra.get("near", expected) == expected
    rows = shown.excerpt.split("\n")
    assert len(rows) in {1, 3}
    assert all(row.isprintable() or max(row) >= "\xa0" for row in rows)


# --- other addresses --------------------------------------------------------------------------------------------


def test_an_unknown_address_is_a_problem_without_a_path_of_this_machine(client: httpx.Client) -> None:
    document = problem(client.get("/nowhere"), 404, "not-found")
    assert "/sparql" in document["detail"]
