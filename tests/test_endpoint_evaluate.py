"""Evaluation in one process: which graphs a query reads, where results are cut, and what errors say."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from indelgraph.endpoint.evaluate import Answer, Limits, Query, answer
from indelgraph.endpoint.negotiate import GRAPHS
from indelgraph.endpoint.problem import HttpError, HttpProblem

if TYPE_CHECKING:
    from pathlib import Path

E = "http://example.org/"
LIMITS = Limits(max_rows=100, max_depth=50)


def node(name: str) -> NamedNode:
    return NamedNode(E + name)


@pytest.fixture
def store() -> Store:
    made = Store()
    for graph, obj in (("g1", "one"), ("g2", "two"), ("g3", "three")):
        made.add(Quad(node("s"), node("p"), node(obj), node(graph)))
    return made


def ask(store: Store, text: str, limits: Limits = LIMITS, **more: Any) -> Any:
    given = answer(store, Query(text, **more), limits)
    return json.loads(given.body)


def objects(store: Store, text: str, **more: Any) -> list[str]:
    rows = ask(store, text, **more)["results"]["bindings"]
    return sorted(row["o"]["value"].removeprefix(E) for row in rows)


def refused(store: Store, text: str, limits: Limits = LIMITS, **more: Any) -> HttpProblem:
    # pytest.raises would keep the traceback, and with it a result that only its own thread may drop.
    try:
        answer(store, Query(text, **more), limits)
    except HttpError as error:
        return error.problem
    raise AssertionError("it is answered")


PLAIN = "SELECT ?o { ?s ?p ?o }"
NAMED = "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize(
    ("text", "default", "named", "seen"),
    [
        (PLAIN, (), (), ["one", "three", "two"]),
        (NAMED, (), (), ["one", "three", "two"]),
        ("SELECT ?o FROM <http://example.org/g1> { ?s ?p ?o }", (), (), ["one"]),
        ("SELECT ?o FROM <http://example.org/g1> FROM <http://example.org/g2> { ?s ?p ?o }", (), (), ["one", "two"]),
        ("SELECT ?o FROM <http://example.org/g1> { GRAPH ?g { ?s ?p ?o } }", (), (), []),
        ("SELECT ?o FROM NAMED <http://example.org/g2> { GRAPH ?g { ?s ?p ?o } }", (), (), ["two"]),
        ("SELECT ?o FROM NAMED <http://example.org/g2> { ?s ?p ?o }", (), (), []),
        ("SELECT ?o FROM <http://example.org/nowhere> { ?s ?p ?o }", (), (), []),
        (PLAIN, ("g1",), (), ["one"]),
        (PLAIN, ("g1", "g3"), (), ["one", "three"]),
        (NAMED, ("g1",), (), []),
        (PLAIN, (), ("g2",), []),
        (NAMED, (), ("g2",), ["two"]),
        ("SELECT ?o FROM <http://example.org/g1> { ?s ?p ?o }", ("g2",), (), ["two"]),
        ("SELECT ?o FROM NAMED <http://example.org/g1> { GRAPH ?g { ?s ?p ?o } }", ("g2",), ("g3",), ["three"]),
    ],
)
def test_which_graphs_are_read(
    store: Store, text: str, default: tuple[str, ...], named: tuple[str, ...], seen: list[str]
) -> None:
    graphs = {
        "default_graphs": tuple(E + name for name in default),
        "named_graphs": tuple(E + name for name in named),
    }
    assert objects(store, text, **graphs) == seen


@pytest.mark.parametrize("name", ["", "g1", "http://example.org/a b", "<http://example.org/g1>"])
def test_a_graph_without_a_proper_name_is_refused(store: Store, name: str) -> None:
    problem = refused(store, PLAIN, named_graphs=(name,))
    assert (problem.status, problem.kind) == (400, "bad-graph")
    assert repr(name) in problem.detail


def test_from_a_file_reads_nothing(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "secret.nt"
    file.write_text("<http://secret/s> <http://secret/p> <http://secret/o> .\n")
    for clause in ("FROM", "FROM NAMED"):
        text = f"SELECT ?o {clause} <{file.as_uri()}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        assert objects(store, text) == []


def numbers(count: int) -> Store:
    made = Store()
    made.extend(Quad(node(f"s{i}"), node("p"), Literal(f'row {i}\n\t"é",\r\n'), node("g")) for i in range(count))
    return made


@pytest.mark.parametrize("count", [0, 1, 6, 7, 8, 50])
@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv", "text/tab-separated-values"])
def test_a_result_is_cut_after_the_most_rows_and_says_so(count: int, accept: str) -> None:
    store = numbers(count)
    text = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"
    given = answer(store, Query(text, accept), Limits(max_rows=7, max_depth=5))
    assert given.truncated == (count > 7)
    whole = answer(store, Query(text, accept), LIMITS)
    if accept.endswith("json"):
        bindings = json.loads(whole.body)["results"]["bindings"]
        assert json.loads(given.body)["results"]["bindings"] == bindings[:7]
        assert len(bindings) == count
    elif accept.endswith("csv"):
        rows = list(csv.reader(io.StringIO(whole.body.decode(), newline="")))
        assert list(csv.reader(io.StringIO(given.body.decode(), newline=""))) == rows[:8]
        assert len(rows) == count + 1
    else:
        assert given.body.splitlines(keepends=True) == whole.body.split(b"\r\n")[0].splitlines(keepends=True)[:8]


def test_many_rows_are_cut_at_the_right_one() -> None:
    given = answer(numbers(5000), Query("SELECT * { ?s ?p ?o }"), Limits(max_rows=3210, max_depth=5))
    assert given.truncated
    assert len(json.loads(given.body)["results"]["bindings"]) == 3210


def test_rows_without_any_value_are_counted_too() -> None:
    text = "SELECT ?x { VALUES ?y { 1 2 3 } }"
    given = answer(Store(), Query(text), Limits(max_rows=2, max_depth=5))
    assert given.truncated
    assert json.loads(given.body) == {"head": {"vars": ["x"]}, "results": {"bindings": [{}, {}]}}


@pytest.mark.parametrize("count", [6, 7, 8])
def test_a_graph_is_cut_after_the_most_triples(count: int) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    given = answer(numbers(count), Query(text), Limits(max_rows=7, max_depth=5))
    assert given.truncated == (count > 7)
    assert len(list(parse(given.body, format=RdfFormat.TURTLE))) == min(count, 7)


def test_turtle_has_our_prefixes() -> None:
    store = Store()
    killed = NamedNode("https://w3id.org/indelgraph/ontology#killed")
    store.add(Quad(NamedNode("https://w3id.org/indelgraph/event/x"), killed, Literal(1), node("g")))
    given = answer(store, Query("CONSTRUCT WHERE { ?s ?p ?o }"), LIMITS)
    assert given.content_type == "text/turtle; charset=utf-8"
    assert b"event:x ig:killed 1 ." in given.body


ROWS = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s"
TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
TSV = "text/tab-separated-values"


def rows_of(given: Answer, accept: str) -> list[Any]:
    """The rows of a table as its own format has them."""
    if accept == "text/csv":
        return list(csv.reader(io.StringIO(given.body.decode(), newline="")))[1:]
    read = parse_query_results(given.body, format=TABLES[accept])
    assert isinstance(read, QuerySolutions)
    return [[solution[name] for name in ("s", "o", "none")] for solution in read]


def uneven(count: int) -> Store:
    made = Store()
    made.extend(Quad(node(f"s{i}"), node("p"), Literal("é\r\n<," * (i * 7 % 5)), node("g")) for i in range(count))
    return made


@pytest.mark.parametrize("accept", TABLES)
def test_a_table_is_cut_after_the_last_row_that_fits_the_bytes(accept: str) -> None:
    store = uneven(10)

    def with_limit(limit: int) -> Answer:
        return answer(store, Query(ROWS, accept), Limits(max_rows=100, max_depth=5, max_bytes=limit))

    def lengths(kind: str) -> list[int]:
        return [len(answer(store, Query(f"{ROWS} LIMIT {n}", kind), LIMITS).body) for n in range(11)]

    whole = with_limit(10_000)
    assert not whole.truncated
    rows = rows_of(whole, accept)
    assert len(rows) == 10
    body, table = lengths(accept), lengths(TSV)
    for limit in range(1, len(whole.body) + 200, 3):
        given = with_limit(limit)
        made_of_lines = accept not in {"application/sparql-results+json", TSV}
        fits = max(
            n for n in range(11) if not n or (body[n] <= limit and (table[n] - table[0]) * made_of_lines <= limit)
        )
        assert rows_of(given, accept) == rows[:fits], limit
        assert given.truncated == (fits < 10), limit
        assert given.rows == fits
        assert len(given.body) == body[fits]


@pytest.mark.parametrize("accept", TABLES)
def test_a_large_table_is_written_as_oxigraph_writes_it_and_cut_as_a_part_of_it(accept: str) -> None:
    store = uneven(3000)
    limits = Limits(max_rows=10_000, max_depth=5)
    direct = store.query(ROWS, use_default_graph_as_union=True)
    assert isinstance(direct, QuerySolutions)
    whole = direct.serialize(format=TABLES[accept]) or b""
    if accept.endswith("xml"):
        whole = whole.replace(b"\r", b"&#13;")
    assert answer(store, Query(ROWS, accept), limits) == Answer(
        answer(store, Query("ASK {}", accept), limits).content_type, whole, rows=3000
    )
    rows = rows_of(Answer("", whole), accept)
    for limit in (len(whole) - 1, len(whole) * 2 // 3, len(whole) // 7):
        given = answer(store, Query(ROWS, accept), Limits(10_000, 5, limit))
        kept = rows_of(given, accept)
        assert given.truncated
        assert 0 < len(kept) == (given.rows or 0) < 3000
        assert kept == rows[: len(kept)]
        assert len(given.body) <= limit


def test_a_head_longer_than_the_bytes_is_given_all_the_same() -> None:
    name = "x" * 500
    for accept, read in TABLES.items():
        limits = Limits(max_rows=100, max_depth=5, max_bytes=100)
        without = answer(Store(), Query(f"SELECT ?{name} {{ FILTER(false) }}", accept), limits)
        assert not without.truncated
        given = answer(Store(), Query(f"SELECT ?{name} {{ VALUES ?{name} {{ 1 2 }} }}", accept), limits)
        assert given.body == without.body
        assert given.truncated
        if accept != "text/csv":
            head = parse_query_results(given.body, format=read)
            assert isinstance(head, QuerySolutions)
            assert [variable.value for variable in head.variables] == [name]


def test_a_blank_node_keeps_its_name_through_a_long_table() -> None:
    store = Store()
    store.extend(Quad(BlankNode("same"), node("p"), Literal(n), node("g")) for n in range(2000))
    found = ask(store, "SELECT ?s { ?s ?p ?o }", Limits(max_rows=10_000, max_depth=5))["results"]["bindings"]
    assert len(found) == 2000
    assert len({row["s"]["value"] for row in found}) == 1


@pytest.mark.parametrize("accept", [offer.media_type for offer in GRAPHS])
def test_a_graph_is_the_same_in_each_format_and_cut_where_it_is_too_long(accept: str) -> None:
    store = numbers(40)
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    kind = next(offer for offer in GRAPHS if offer.media_type == accept)
    assert isinstance(kind.writer, RdfFormat)
    all_of_them = {quad.triple for quad in store}
    whole = answer(store, Query(text, accept), LIMITS)
    assert whole.content_type == kind.content_type
    assert not whole.truncated
    empty = len(answer(Store(), Query(text, accept), LIMITS).body)
    for limit in (1, 100, len(whole.body) // 3, len(whole.body) - 1, len(whole.body), 10 * len(whole.body)):
        given = answer(store, Query(text, accept), Limits(100, 5, limit))
        kept = [quad.triple for quad in parse(given.body, format=kind.writer)]
        assert all_of_them.issuperset(kept)
        assert len(kept) == len(set(kept)) == given.rows
        assert given.truncated == (len(kept) < 40)
        assert len(given.body) <= max(limit, empty)
        if limit >= 10 * len(whole.body):
            assert given == whole
        elif limit > len(whole.body) // 2:
            assert len(kept) >= 20


def test_a_graph_has_no_names_in_the_formats_of_datasets() -> None:
    for accept, read in (("application/trig", RdfFormat.TRIG), ("application/n-quads", RdfFormat.N_QUADS)):
        given = answer(numbers(3), Query(GRAPH, accept), LIMITS)
        assert {quad.graph_name for quad in parse(given.body, format=read)} == {DefaultGraph()}


def construct(predicate: str, text: str) -> Store:
    made = Store()
    made.add(Quad(node("s"), NamedNode(predicate), Literal(text), node("g")))
    return made


GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"


def test_rdf_xml_is_read_back_as_it_was() -> None:
    for predicate in (E + "p", E + "a#1b", "https://w3id.org/indelgraph/event/2012-x"):
        given = answer(construct(predicate, "a\r\nb\t<&]]>é"), Query(GRAPH, "application/rdf+xml"), LIMITS)
        triples = [quad.triple for quad in parse(given.body, format=RdfFormat.RDF_XML)]
        assert triples == [Triple(node("s"), NamedNode(predicate), Literal("a\r\nb\t<&]]>é"))]


@pytest.mark.parametrize(("predicate", "text"), [(E + "1", "x"), (E + "a/", "x"), (E + "p", "\x01")])
def test_a_graph_that_rdf_xml_cannot_hold_is_not_acceptable(predicate: str, text: str) -> None:
    problem = refused(construct(predicate, text), GRAPH, accept="application/rdf+xml")
    assert (problem.status, problem.kind) == (406, "not-acceptable")
    assert problem.extra["available"] == [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ]


def test_xml_results_keep_carriage_returns_and_refuse_what_xml_cannot_hold() -> None:
    accept = "application/sparql-results+xml"
    given = answer(Store(), Query(r"SELECT ('a\r\nb<' AS ?x) {}", accept), LIMITS)
    assert "".join(ElementTree.fromstring(given.body).itertext()) == "a\r\nb<"  # noqa: S314  # our own bytes
    problem = refused(Store(), "SELECT ('\x0b' AS ?x) {}", accept=accept)
    assert problem.status == 406
    assert "application/xml" not in problem.extra["available"]  # type: ignore[operator]  # it is a list here


TERMS = (
    st.builds(Literal, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
    | st.builds(Literal, st.integers())
    | st.builds(Literal, st.floats(allow_nan=False))
    | st.builds(Literal, st.booleans())
    | st.builds(Literal, st.text(max_size=5, alphabet="ab \n\t\r\"'\\{}"), language=st.sampled_from(["en", "fr-FR"]))
    | st.builds(
        Literal,
        st.sampled_from(["1.0", "01", "x", "1e0", "true", "-0", ""]),
        datatype=st.sampled_from(
            [NamedNode("http://www.w3.org/2001/XMLSchema#" + kind) for kind in ("decimal", "double", "integer")]
            + [node("type")]
        ),
    )
    | st.just(node("é'"))
    | st.just(BlankNode("b"))
)


@given(st.lists(TERMS, max_size=6))
def test_rows_go_through_unchanged(terms: list[Literal | NamedNode | BlankNode]) -> None:
    store = Store()
    for number, term in enumerate(terms):
        store.add(Quad(node(f"s{number}"), node("p"), term, DefaultGraph()))
        store.add(Quad(node(f"s{number}"), node("p"), term, node("g")))
    text = "SELECT ?s ?o ?unbound { ?s ?p ?o } ORDER BY ?s"
    direct = store.query(text, use_default_graph_as_union=True)
    assert isinstance(direct, QuerySolutions)
    expected = json.loads(direct.serialize(format=QueryResultsFormat.JSON) or b"")
    assert ask(store, text) == expected


def test_answers_to_ask() -> None:
    for accept, body in (
        ("application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("text/csv", b"true"),
        ("text/tab-separated-values", b"true"),
    ):
        assert answer(Store(), Query("ASK {}", accept), LIMITS).body == body


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("SELECT ?s\nWHERE { ?s ?p }", 2, 9, "‘?s ?p }’"),
        ("SELECT * { ?s ?p 'é' }\nBINDINGS", 2, 1, "‘BINDINGS’"),
        ("SELECT *\n{ ?s ?p ", 2, 1, "'{' that opens here is never closed"),
        ("SELECT * {\n  ?s ig:killed ?o }", 2, 6, "PREFIX ig: <https://w3id.org/indelgraph/ontology#>"),
        ("SELECT * {\n  ?s zz:killed ?o }", 2, 6, "PREFIX zz: <…>"),
        ("SELECT * { ?s ?p 'x\n}", 1, 18, "no end"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", 1, 30, "Duplicated variable name in SELECT"),
        (
            "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }",
            1,
            41,
            "variables that GROUP BY names, and no others",
        ),
        ("ASK { <relative> ?p ?o }", 1, 17, "an IRI is relative without a BASE"),
        ("ASK { ?s <http://x/a b> ?o }", 1, 24, "a character that no IRI has"),
        ("", 1, 1, "the end of the query"),
        ("\ufeffASK {}", 1, 1, "‘\ufeffASK {}’"),
        ("SELECT * { FILTER() }", 1, 19, "‘) }’"),
        ("SELECT * { FILTER(?x +) }", 1, 23, "‘) }’"),
        ("SELECT * { ?s ?p ?o } LIMIT many", 1, 29, "found ‘many’"),
    ],
)
def test_a_malformed_query_says_where_and_what(store: Store, text: str, line: int, column: int, says: str) -> None:
    problem = refused(store, text)
    assert (problem.status, problem.kind) == (400, "malformed-query")
    assert problem.detail.startswith(f"line {line}, column {column}: ")
    assert (problem.extra["line"], problem.extra["column"]) == (line, column)
    assert says in problem.detail
    assert len(problem.detail) < 300
    assert "\n" not in problem.detail


@pytest.mark.parametrize(
    ("text", "status", "place"),
    [
        ("SELECT * {\n  SERVICE <http://x/> { ?s ?p ?o } }", 403, (2, 3)),
        ("SELECT * {\n  ?s ?p ?o . SERVICEex:a { ?s ?p ?o } }", 403, (2, 14)),
        ("PREFIX a: <b:>\n INSERT DATA { a:a a:b a:c }", 400, (2, 2)),
        ("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }", 403, None),
    ],
)
def test_what_is_forbidden_has_a_place(store: Store, text: str, status: int, place: tuple[int, int] | None) -> None:
    problem = refused(store, text)
    assert problem.status == status
    if place is None:
        assert "line" not in problem.extra
    else:
        assert (problem.extra["line"], problem.extra["column"]) == place
        assert problem.detail.startswith(f"line {place[0]}, column {place[1]}: ")


@given(st.text(max_size=80) | st.text(alphabet="SELECT*{}?sp o'\"<>\n#.;:()", max_size=80))
def test_any_text_is_answered_or_refused_in_one_line(text: str) -> None:
    try:
        answer(Store(), Query(text), LIMITS)
    except HttpError as error:
        problem = error.problem
    else:
        return
    assert problem.status in {400, 403}
    assert "\n" not in problem.detail


def test_updates_service_and_depth_are_refused_before_evaluation(store: Store) -> None:
    assert refused(store, "INSERT DATA { <http://a/> <http://b/> 1 }").kind == "not-a-query"
    assert refused(store, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }").status == 403
    deep = "ASK " + "{" * 51 + "}" * 51
    problem = refused(store, deep)
    assert (problem.status, problem.kind) == (400, "query-too-complex")
    assert "51 deep" in problem.detail
    assert ask(store, "ASK " + "{" * 50 + "}" * 50) == {"head": {}, "boolean": True}


def test_what_cannot_be_had_is_listed(store: Store) -> None:
    problem = refused(store, PLAIN, accept="text/turtle")
    assert problem.status == 406
    assert problem.extra["available"] == [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
        "application/json",
        "application/xml",
    ]
    assert refused(store, "DESCRIBE <http://a/>", accept="text/csv").extra["available"] == [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ]
