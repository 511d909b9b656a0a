"""Rules that have nothing to say are not put before pySHACL, and no report is another for it."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import SH

import graphs
from indelgraph import DataError, resources
from indelgraph.convert import to_rdflib_graph
from indelgraph.namespaces import BASE
from indelgraph.validation import engines, run, shapes, validate, validate_quads
from indelgraph.validation.engines import store_of
from indelgraph.validation.sieve import rules_of, speaking
from shape_cases import CASES, Case, together
from two_made import make_two

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from rdflib.term import Node

DATASET = rdflib.URIRef(f"{BASE}dataset")
SMALLEST = sorted(graphs.smallest_quads(), key=str)
PLACES = st.integers(0, len(SMALLEST) - 1)
TOGETHER = 110
"""How many cases break one graph at once: a run of all rules takes as long for one fault as for many."""

Asked = set[tuple[frozenset[str], str, tuple[tuple[str, str], ...]]]


def asked(query: str, bindings: Iterable[tuple[str, Node]]) -> tuple[frozenset[str], str, tuple[tuple[str, str], ...]]:
    """A query without regard to the order of its prefixes, with what is bound beforehand."""
    lines = [line for line in query.splitlines() if line.strip()]
    prefixes = [line for line in lines if line.startswith("PREFIX ")]
    return frozenset(prefixes), "\n".join(lines[len(prefixes) :]), tuple((name, str(node)) for name, node in bindings)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Every query that pySHACL asks."""
    found: Asked = set()
    rows = engines.rows

    def listening(store: ox.Store, query: str, bindings: Mapping[str, Node]) -> ox.QuerySolutions:
        found.add(asked(query, bindings.items()))
        return rows(store, query, bindings)

    monkeypatch.setattr(engines, "rows", listening)
    return found


# The same reports


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(TOGETHER, len(CASES), TOGETHER))]
)
def test_a_graph_with_many_faults_has_the_report_of_a_run_of_all_rules(first: int) -> None:
    graph = to_rdflib_graph(together(CASES[first : first + TOGETHER]))
    report = validate(graph)
    assert report == validate(graph, shapes())
    assert report.results


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_a_graph_with_one_fault_has_the_report_of_a_run_of_all_rules(case: Case) -> None:
    graph = graphs.broken(case.update)
    assert validate(graph) == validate(graph, shapes())


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(lost=st.lists(PLACES, max_size=4), swapped=st.lists(st.tuples(PLACES, PLACES), max_size=4))
def test_a_graph_broken_at_random_has_the_report_of_a_run_of_all_rules(
    lost: Sequence[int], swapped: Sequence[tuple[int, int]]
) -> None:
    quads = {quad for place, quad in enumerate(SMALLEST) if place not in lost}
    quads |= {ox.Quad(SMALLEST[a].subject, SMALLEST[a].predicate, SMALLEST[b].object) for a, b in swapped}
    graph = to_rdflib_graph(quads)
    assert validate_quads(quads) == validate(graph) == validate(graph, shapes())


def test_quads_are_taken_as_the_union_of_their_graphs() -> None:
    update = "DELETE { ?r ig:cue ?cue } WHERE { ?r ig:cue ?cue }"
    quads = list(graphs.broken_quads(update))
    names = [ox.NamedNode("urn:a"), ox.NamedNode("urn:b")]
    twice = [ox.Quad(q.subject, q.predicate, q.object, name) for q in quads for name in names]
    assert validate_quads(twice) == validate_quads(quads)
    assert len(validate_quads(quads).results) == 1


def test_threads_do_not_disturb_each_other() -> None:
    broken = [together(CASES[first::40]) for first in range(4)]
    alone = [validate_quads(quads) for quads in broken]
    assert len(set(alone)) == 4
    run._own_shapes.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(validate_quads, broken)) == alone


# What is asked


def test_the_sieve_asks_word_for_word_what_pyshacl_asks(heard: Asked) -> None:
    """Of every rule of ours: pySHACL's own checks of the form of a query are passed on the way."""
    validate(rdflib.Graph(), shapes())
    assert {asked(rule.query, rule.bindings) for rule in rules_of(shapes())} == heard
    assert all(bound == (("this", str(DATASET)),) for _, _, bound in heard)


def test_all_our_rules_are_sieved() -> None:
    assert {rule.shape for rule in rules_of(shapes())} == set(shapes().subjects(SH.sparql))


def test_pyshacl_is_asked_about_the_rules_that_speak_and_no_others(heard: Asked) -> None:
    case = next(case for case in CASES if case.shape == "span-words")
    assert [result.source_shape.value for result in validate(graphs.broken(case.update)).results] == [
        f"{BASE}shapes#span-words"
    ]
    (rule,) = (rule for rule in rules_of(shapes()) if rule.shape.endswith("#span-words"))
    assert heard == {asked(rule.query, rule.bindings)}
    heard.clear()
    assert validate(graphs.smallest()).results == ()
    assert heard == set()


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_rule_on_a_class_is_asked_of_each_of_its_nodes(engine: Literal["oxigraph", "rdflib"]) -> None:
    """Shapes that are given may use ``$this`` where ours do not: in the pattern, bound to one node after another."""
    given_ = rdflib.Graph().parse(
        data="""
        @prefix : <http://example.org/> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        :rule a sh:NodeShape ; sh:targetClass :C ; sh:message "m" ; sh:sparql :query .
        :query a sh:SPARQLConstraint ; sh:select "SELECT $this WHERE { $this <http://example.org/p> ?o }" .""",
        format="turtle",
    )
    data = rdflib.Graph().parse(data="@prefix : <http://example.org/> . :a a :C ; :p :o . :b a :C . :c :p :o .")
    report = validate(data, given_, engine=engine)
    assert [result.focus for result in report.results] == [ox.NamedNode("http://example.org/a")]


# Which rules may be passed over

PROLOGUE = f"""
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:prefixes sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
:rule a sh:NodeShape ; sh:targetNode <{DATASET}> ; sh:message "m" ; sh:sparql :query .
:query a sh:SPARQLConstraint ; sh:prefixes :prefixes .
"""
SELECT = ':query sh:select "SELECT $this ?value WHERE { ?value :p :o }" .'


def made(more: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=PROLOGUE + more, format="turtle")


def test_a_rule_is_its_query_with_prefixes_and_target() -> None:
    (rule,) = rules_of(made(SELECT))
    assert rule.shape == rdflib.URIRef("http://example.org/rule")
    assert rule.query == "PREFIX : <http://example.org/>\nSELECT $this ?value WHERE { ?value :p :o }"
    assert rule.bindings == (("this", DATASET),)


def test_what_is_not_named_is_not_bound() -> None:
    (rule,) = rules_of(made(':query sh:select "SELECT ?value ?thistle WHERE { ?value :p ?thistle }" .'))
    assert rule.bindings == ()


@pytest.mark.parametrize(
    "more",
    [
        f"{SELECT} :rule sh:class :C .",
        f"{SELECT} :rule sh:property [ sh:path :p ; sh:minCount 1 ] .",
        f"{SELECT} :rule sh:targetClass :C .",
        f"{SELECT} :rule sh:targetNode :other .",
        f"{SELECT} :rule a rdfs:Class .",
        f"{SELECT} :rule sh:deactivated true .",
        f"{SELECT} :rule sh:sparql [ sh:select 'SELECT $this WHERE {{ }}' ] .",
        f"{SELECT} :query sh:deactivated true .",
        f"{SELECT} :query sh:message 'of the query' .",
        f"{SELECT} :query sh:select 'SELECT $this WHERE {{ }}' .",
        f"{SELECT} :query sh:prefixes :others .",
        ":query sh:select 'SELECT $this WHERE { ?value $PATH :o }' .",
        ":query sh:select 'SELECT $this WHERE { BIND($currentShape AS ?value) }' .",
        ":query sh:select 'SELECT $this WHERE { GRAPH $shapesGraph { ?value :p :o } }' .",
        "",
    ],
)
def test_a_shape_that_is_more_than_one_query_is_left_to_pyshacl(more: str) -> None:
    assert rules_of(made(more)) == ()


def test_a_rule_speaks_where_its_query_returns_a_row() -> None:
    rules = rules_of(made(SELECT))
    s, p, o, x = (ox.NamedNode(f"http://example.org/{name}") for name in "spox")
    assert list(speaking(rules, store_of([ox.Quad(s, p, o)]))) == [rdflib.URIRef("http://example.org/rule")]
    assert list(speaking(rules, store_of([ox.Quad(s, p, x)]))) == []
    assert list(speaking(rules, store_of([ox.Quad(s, p, o, ox.NamedNode("urn:graph"))]))) != []


@pytest.mark.parametrize(("query", "error"), [("SELECT $this WHERE {", SyntaxError), ("ASK { }", TypeError)])
def test_a_query_that_cannot_be_asked_is_an_error(query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        list(speaking(rules_of(made(f":query sh:select '{query}' .")), ox.Store()))


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        ("[] a sh:NodeShape ; sh:targetClass ig:Claim ; sh:nodeKind sh:IRI .", "give every shape an IRI"),
        (
            "shapes:x a sh:NodeShape ; sh:targetNode <urn:x> ; sh:message 'm' ; sh:sparql shapes:y . "
            "shapes:y a sh:SPARQLConstraint ; sh:prefixes shapes:none ; sh:select 'SELECT {' .",
            "the shapes cannot be used",
        ),
    ],
)
def test_shapes_of_ours_that_cannot_be_run_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str, says: str
) -> None:
    folder = tmp_path / "shapes"
    folder.mkdir()
    text = (resources.root() / "shapes" / "links.ttl").read_text("utf-8")
    prefixes = "\n".join(re.findall(r"^@prefix .*$", text, re.MULTILINE))
    (folder / "one.ttl").write_text(f"{prefixes}\n{shape}\n", "utf-8")
    monkeypatch.setattr(run, "root", lambda: tmp_path)
    run._own_shapes.cache_clear()
    try:
        with pytest.raises(DataError, match=rf"{re.escape(str(folder))}: .*{says}"):
            validate(rdflib.Graph())
    finally:
        run._own_shapes.cache_clear()


# What is loaded


def test_who_finds_receipts_needs_neither_rdflib_nor_pyshacl(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from indelgraph.inspection import inspect; "
        "found = inspect(sys.argv[1], cache=Path(sys.argv[2])); "
        "print(found.documents, *sorted({'rdflib', 'pyshacl'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(make_two(tmp_path / "two")), str(tmp_path / "cache")]
    outputs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(2)]
    assert outputs == [["2", "pyshacl", "rdflib"], ["2"]]
