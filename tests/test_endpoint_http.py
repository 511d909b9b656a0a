"""The protocol over HTTP: the ways to send a query, the dataset, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from http_asked import FORM, SELECT, SPARQL_JSON, SPARQL_QUERY, E, asking, get, objects, problem

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
        "The query is malformed: line 1, column 20: this '}' closes nothing",
        "  SELECT * { FILTER( }",
        "                     ^",
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


def test_health_readiness_and_settings(client: httpx.Client, server: Server) -> None:
    assert client.get("/-/health").json() == {"status": "ok"}
    ready = client.get("/-/ready").json()
    assert ready["status"] == "ready"
    assert len(ready["snapshot"]) == 64
    rows = {row["name"]: row for row in client.get("/-/settings").json()["settings"]}
    assert rows["max_query_bytes"]["value"] == 20_000
    assert rows["max_query_bytes"]["default"] == 100_000
    assert rows["max_query_bytes"]["variable"] == "INDELGRAPH_MAX_QUERY_BYTES"
    assert rows["port"]["value"] == server.address[1]


def test_an_unknown_address_is_a_problem_without_a_path_of_this_machine(client: httpx.Client) -> None:
    document = problem(client.get("/nowhere"), 404, "not-found")
    assert "/sparql" in document["detail"]
