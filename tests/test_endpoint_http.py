"""The endpoint over HTTP: a real server process, and the clients that people use."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from serving import DESCRIPTION, EXAMPLES, TITLE, Server, Trap, make_snapshot, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    snapshot = make_snapshot(QUADS, tmp_path_factory.mktemp("cache"))
    with serving(snapshot, max_query_bytes=20_000, workers=1) as running:
        yield running


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as made:
        yield made


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


# --- three ways to send a query ---------------------------------------------------------------------------------


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


# --- formats ----------------------------------------------------------------------------------------------------


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
    assert document["available"] == ["text/turtle", "application/n-triples", "application/rdf+xml"]
    assert problem(client.get("/sparql", headers={"Accept": "image/png"}), 406, "not-acceptable")


# --- the dataset ------------------------------------------------------------------------------------------------

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


# --- what is refused --------------------------------------------------------------------------------------------


def test_a_malformed_query_has_line_column_and_message(client: httpx.Client) -> None:
    document = problem(get(client, "SELECT ?s\nWHERE { ?s ?p ?o .\n  ?s ig:killed ?n }"), 400, "malformed-query")
    assert (document["line"], document["column"]) == (3, 6)
    assert document["detail"] == (
        "line 3, column 6: the prefix 'ig' is not declared; "
        "begin with PREFIX ig: <https://w3id.org/indelgraph/ontology#>"
    )


def test_a_problem_is_text_for_whoever_asks_for_text(client: httpx.Client) -> None:
    answer = get(client, "SELECT * { FILTER( }", "text/csv")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == "The query is malformed: line 1, column 20: this '}' closes nothing\n"


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


# --- nothing is fetched -----------------------------------------------------------------------------------------


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


# --- browsers and people ----------------------------------------------------------------------------------------


def test_any_origin_may_read_and_none_sends_credentials(client: httpx.Client) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    for path in ("/sparql?query=ASK%7B%7D", "/sparql?query=nonsense", "/sparql", "/", "/-/health", "/nowhere"):
        headers = client.get(path, headers=origin).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
        assert "X-Truncated" in headers["Access-Control-Expose-Headers"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_preflight_is_answered(client: httpx.Client) -> None:
    answer = client.options(
        "/sparql",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


class Page(HTMLParser):
    """What a page loads and links, the text of its elements, and the values of its options."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.options: list[str] = []
        self.inline = 0
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._open = tag
        self.loads += [value for name, value in given.items() if name in {"src", "href", "action"}]
        self.inline += sum(name.startswith("on") or name == "style" for name in given)
        self.inline += tag in {"script", "style"} and "src" not in given
        if tag == "option":
            self.options.append(given["value"])

    def handle_data(self, data: str) -> None:
        self.texts[self._open] = self.texts.get(self._open, "") + data


def test_the_page_is_escaped_and_loads_nothing_from_elsewhere(client: httpx.Client) -> None:
    answer = client.get("/")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    page = Page(answer.text)
    assert page.texts["h1"].strip() == TITLE
    assert DESCRIPTION in page.texts["p"]
    assert page.options == ["", *(example.query for example in EXAMPLES)]
    assert EXAMPLES[1].question in page.texts["option"]
    assert page.texts["textarea"].strip() == EXAMPLES[0].query
    assert page.inline == 0
    assert not [address for address in page.loads if ":" in address and address != "data:,"]
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    for address in page.loads:
        if address != "data:,":
            assert client.get("/" + address).status_code == 200
    assert client.get("/-/page.js").headers["Content-Type"].startswith("text/javascript")
    for name in ("/-/page.js", "/-/page.css"):
        assert "http://" not in client.get(name).text
        assert "https://" not in client.get(name).text


def test_a_browser_gets_the_page_at_the_endpoint_and_a_program_the_description(client: httpx.Client) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.get("/sparql", headers=browser).text == client.get("/").text
    assert client.get("/sparql").headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert client.get("/sparql", headers={"Accept": "text/turtle,text/html;q=0.5"}).text.startswith("@prefix")


def test_an_address_with_a_slash_leads_to_the_one_without(client: httpx.Client) -> None:
    answer = client.get("/sparql/", params={"query": "ASK {}"})
    assert answer.status_code == 308
    assert answer.headers["Location"].startswith("../sparql?query=ASK")
    for method in ("POST", "PUT", "HEAD", "OPTIONS"):
        assert client.request(method, "/sparql/").headers["Location"] == "../sparql"
    followed = client.post("/sparql/", data={"query": "ASK {}"}, follow_redirects=True)
    assert followed.json()["boolean"] is True


def test_no_address_leads_to_the_handlers_of_rdflib_endpoint(client: httpx.Client) -> None:
    # They would answer XML where nothing is asked for, and evaluate on the event loop.
    for path in ("/sparql", "/sparql/", "/sparql//", "//sparql", "/sparql%2F", "/SPARQL"):
        for method in ("GET", "POST"):
            answer = client.request(method, path, params={"query": "ASK {}"})
            assert b"sparql-results#" not in answer.content
            assert answer.headers.get("Content-Type", "") not in {"application/xml", "application/sparql-results+xml"}


def test_results_are_data_to_a_browser_and_never_a_page(client: httpx.Client) -> None:
    assert "sandbox" in get(client, CONSTRUCT, "application/rdf+xml").headers["Content-Security-Policy"]


def test_pages_that_load_from_elsewhere_are_off(client: httpx.Client) -> None:
    for path in ("/docs", "/redoc"):
        problem(client.get(path), 404, "not-found")
    assert "/sparql" in client.get("/openapi.json").json()["paths"]


# --- the service description ------------------------------------------------------------------------------------

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")


def test_the_service_description_is_true(client: httpx.Client, server: Server) -> None:
    graph = rdflib.Graph().parse(data=client.get("/sparql").content, format="turtle")
    (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef(server.endpoint)
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(graph.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    assert set(graph.objects(service, SD.resultFormat)) == {
        *(FORMATS["SPARQL_Results_" + name] for name in ("JSON", "XML", "CSV", "TSV")),
        *(FORMATS[name] for name in ("Turtle", "N-Triples", "RDF_XML")),
    }
    dataset = graph.value(service, SD.defaultDataset)
    default = graph.value(dataset, SD.defaultGraph)
    assert graph.value(default, VOID.triples) == rdflib.Literal(4)
    sizes = {
        str(graph.value(named, SD.name)): graph.value(graph.value(named, SD.graph), VOID.triples)
        for named in graph.objects(dataset, SD.namedGraph)
    }
    assert sizes == {f"{E}g1": rdflib.Literal(2), f"{E}g2": rdflib.Literal(2), f"{E}g3": rdflib.Literal(1)}
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
    for accept, form in (("application/rdf+xml", "xml"), ("application/n-triples", "nt")):
        other = client.get("/sparql", headers={"Accept": accept})
        assert rdflib.Graph().parse(data=other.content, format=form).isomorphic(graph)


# --- for those who run it ---------------------------------------------------------------------------------------


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


# --- clients ----------------------------------------------------------------------------------------------------


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
