"""Each shape speaks when it should and only then; the contract's example conforms; the report is for people."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH

import graphs
from indelgraph.convert import from_rdflib, to_rdflib_dataset, to_rdflib_graph
from indelgraph.namespaces import BASE, GRAPH, iri
from indelgraph.validation import Severity, shapes, validate, validate_quads
from shape_cases import CASES, EXAMPLE, SHAPES, Case, told_apart

GROUPS = 50
"""How many runs look at all cases; neighbours, which break the same things, are in different ones."""


def local(node: rdflib.term.Node | ox.NamedNode) -> str:
    text = node.value if isinstance(node, ox.NamedNode) else str(node)
    return text.removeprefix(SHAPES)


def speaking() -> dict[str, str]:
    """Every shape that can put a result into a report, with its message."""
    return {local(node): str(text) for node, text in shapes().subject_objects(SH.message)}


def test_the_smallest_graph_conforms() -> None:
    report = validate(graphs.smallest())
    assert list(report.lines()) == []
    assert report.conforms


@pytest.mark.parametrize("first", range(GROUPS))
def test_broken_graphs_are_reported_by_their_shapes_and_no_others(first: int) -> None:
    assert told_apart(CASES[first::GROUPS]) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_a_broken_graph_is_reported_by_its_shape_alone(case: Case) -> None:
    report = validate_quads(graphs.broken_quads(case.update))
    assert {local(result.source_shape) for result in report.results} == {case.shape}
    assert all(result.message == speaking()[case.shape] for result in report.results)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(GROUPS))
def test_rdflib_and_oxigraph_break_a_graph_alike(first: int) -> None:
    """So that :func:`graphs.broken_quads` may ask the faster one."""
    for case in CASES[first::GROUPS]:
        by_rdflib, by_either = (graphs.broken_quads(case.update, by_rdflib=known) for known in (True, False))
        if by_rdflib != by_either:  # blank nodes have other labels each time
            assert isomorphic(to_rdflib_graph(by_rdflib), to_rdflib_graph(by_either)), case


def test_every_shape_has_a_case_and_every_case_a_shape() -> None:
    assert {case.shape for case in CASES} == set(speaking())


def test_no_two_shapes_say_the_same() -> None:
    messages = list(speaking().values())
    assert len(set(messages)) == len(messages)
    assert all(re.search(r"[;.:] .+\.$", message) for message in messages), "what is wrong, then what to do"


def test_every_shape_has_an_iri_of_its_own() -> None:
    graph = shapes()
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    found = {node for kind in kinds for node in graph.subjects(RDF.type, kind)}
    used = {node for p in (SH.property, SH.sparql) for node in graph.objects(None, p)}
    assert used <= found
    assert all(isinstance(node, rdflib.URIRef) and node.startswith(SHAPES) for node in found)
    for node in found - set(graph.subjects(RDF.type, SH.SPARQLConstraint)):
        assert len(set(graph.objects(node, SH.message))) == len(set(graph.objects(node, SH.severity))) <= 1


def test_a_rule_on_the_whole_graph_runs_once() -> None:
    graph = shapes()
    for shape in graph.subjects(SH.sparql, None):
        assert list(graph.objects(shape, SH.targetNode)) == [rdflib.URIRef(f"{BASE}dataset")]
        assert not list(graph.objects(shape, SH.targetClass))


@pytest.mark.slow
def test_the_shapes_are_shacl() -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize(("beyond", "found"), [(0, set()), (3, {"span-words"})])
def test_a_span_ends_where_its_words_end_even_at_the_end_of_the_text(beyond: int, found: set[str]) -> None:
    """SUBSTR cuts a slice short that leads beyond the text; positions are code points, here behind 𐎀 and 𐎁."""
    start, end = len(graphs.TEXT) - 2, len(graphs.TEXT) + beyond
    node, prefix = f"{BASE}span/d/{start}-{end}", graphs.TEXT[start - 32 : start]
    report = validate(
        graphs.broken(f"""INSERT DATA {{
            <{node}> a ig:Span ; rdfs:label "end"@en ; oa:hasSource document:d ; ig:inPart ig:Body ;
                oa:hasSelector <{node}/quote> , <{node}/position> .
            <{node}/quote> a oa:TextQuoteSelector ; rdfs:label "quote"@en ; oa:exact "]." ;
                oa:prefix "{prefix}" ; oa:suffix "" .
            <{node}/position> a oa:TextPositionSelector ; rdfs:label "position"@en ;
                oa:start {start} ; oa:end {end} }}""")
    )
    assert {local(result.source_shape) for result in report.results} == found


def test_the_offender_is_the_focus_and_the_path_says_where() -> None:
    update = "DELETE DATA { c:killed ig:minimum 101 } ; INSERT DATA { c:killed ig:minimum 100 }"
    (result,) = validate(graphs.broken(update)).results
    assert result.focus == ox.NamedNode(f"{BASE}claim/d/killed")
    assert (result.path, result.value) == (iri("ig:minimum"), None)


def test_a_core_constraint_names_the_value() -> None:
    (result,) = validate(graphs.broken("INSERT DATA { c:party ig:modality ig:Seems ; ig:hedge event:e }")).results
    assert (result.path, result.value) == (iri("ig:hedge"), ox.NamedNode(f"{BASE}event/e"))


def test_a_warning_is_reported_and_lets_the_graph_pass() -> None:
    report = validate(graphs.broken("DELETE { ?r ig:cue ?cue } WHERE { ?r ig:cue ?cue }"))
    assert [result.severity for result in report.results] == [Severity.WARNING]
    assert report.conforms
    assert next(report.lines()).startswith(f"Warning: {BASE}report/d/relay-1: No words")


def many_faults() -> rdflib.Graph:
    return graphs.broken(
        "DELETE { ?c ig:report ?r ; ig:side ?s } WHERE { ?c ig:report ?r OPTIONAL { ?c ig:side ?s } } ;"
        "DELETE { ?r ig:cue ?cue } WHERE { ?r ig:cue ?cue } ;"
        "INSERT DATA { event:e skos:exactMatch [ ] , [ ] . c:party ig:exact '''a\n\\\\q''' }"
    )


def test_the_report_is_the_same_each_time_and_worst_first() -> None:
    first, second = validate(many_faults()), validate(many_faults())
    assert first.to_turtle() == second.to_turtle()
    assert list(first.lines()) == list(second.lines())
    assert [result.severity for result in first.results][-1] is Severity.WARNING
    assert list(first.results) == sorted(first.results, key=lambda result: result.sort_key())
    assert len(first.results) > 8
    assert all("\n" not in line for line in first.lines())


def test_the_report_is_shacl() -> None:
    report = validate(many_faults())
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert list(graph.objects(node, SH.conforms)) == [rdflib.Literal(False)]
    results = set(graph.objects(node, SH.result))
    assert len(results) == len(report.results)
    for name in (SH.focusNode, SH.resultSeverity, SH.sourceShape, SH.resultMessage):
        assert set(graph.subjects(name, None)) == results


def test_the_data_is_left_as_it_was() -> None:
    data = graphs.broken("INSERT DATA { q:killed schema:maxValue '0200'^^xsd:integer }")
    before = set(from_rdflib(data))
    validate(data)
    assert set(from_rdflib(data)) == before


def test_a_dataset_is_taken_as_the_union_of_its_graphs() -> None:
    quads = [
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(GRAPH + "x")) for q in from_rdflib(graphs.smallest())
    ]
    assert validate(to_rdflib_dataset(quads)).conforms
    assert not validate(to_rdflib_dataset(quads[: len(quads) // 2])).conforms


def test_shapes_that_cannot_be_used_are_a_clear_error() -> None:
    bad = rdflib.Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> . "
        "e:s a sh:NodeShape ; sh:targetNode e:x ; sh:minCount 1 ; sh:in 3 .",
        format="turtle",
    )
    with pytest.raises(ValueError, match="shapes cannot be used"):
        validate(rdflib.Graph(), bad)


@pytest.mark.skipif(not EXAMPLE.is_file(), reason="the contract, example.trig, is not beside this checkout")
def test_the_contracts_example_conforms() -> None:
    """Its ``entailed`` holds superproperties and its ``derived`` nodes of rules: they have no shapes here."""
    asserted = [
        quad
        for quad in ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG)
        if isinstance(quad.graph_name, ox.NamedNode)
        and quad.graph_name.value.removeprefix(GRAPH) not in {"entailed", "derived"}
    ]
    assert len(asserted) > 3000
    assert list(validate(to_rdflib_graph(asserted)).lines()) == []
