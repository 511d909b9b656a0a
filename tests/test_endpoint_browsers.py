"""What a browser gets: who may read it, the page, and the description of the service."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import rdflib

from http_asked import CONSTRUCT, E, get, problem
from serving import DESCRIPTION, EXAMPLES, TITLE

if TYPE_CHECKING:
    import httpx

    from serving import Server


def test_any_origin_may_read_and_none_sends_credentials(client: httpx.Client) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    for path in ("/sparql?query=ASK%7B%7D", "/sparql?query=nonsense", "/sparql", "/", "/-/health", "/nowhere"):
        headers = client.get(path, headers=origin).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
        assert {"X-Truncated", "ETag"} <= set(headers["Access-Control-Expose-Headers"].split(", "))
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
    assert {"Content-Type", "If-None-Match"} <= set(answer.headers["Access-Control-Allow-Headers"].split(", "))


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
            assert client.get("/" + address).raise_for_status().content
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
        *(FORMATS[name] for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")),
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
