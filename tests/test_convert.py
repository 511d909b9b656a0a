"""Terms and quads survive the way to rdflib and back, character by character."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from indelgraph.convert import from_rdflib, from_rdflib_term, to_rdflib_dataset, to_rdflib_graph
from indelgraph.namespaces import iri

if TYPE_CHECKING:
    from indelgraph.convert import Term

S, P = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
XSD = (
    "integer", "decimal", "double", "float", "boolean", "date", "dateTime", "time", "gYear", "gYearMonth",
    "gMonthDay", "duration", "dayTimeDuration", "hexBinary", "base64Binary", "anyURI", "int",
    "nonNegativeInteger",
)  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
lexicals = texts | st.from_regex(r"[+-]?0{0,2}[0-9]{1,6}(\.[0-9]{1,4})?(-0?[0-9]-[0-9]{2})?Z?", fullmatch=True)
names = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
nodes = names.map(lambda n: ox.NamedNode(f"https://example.org/{n}"))
blanks = names.map(ox.BlankNode)
datatypes = st.sampled_from([iri(f"xsd:{n}") for n in XSD] + [iri("geo:wktLiteral"), iri("rdf:XMLLiteral")])
tags = st.sampled_from(["en", "fr", "en-gb", "zh-hans", "tzm-tfng", "x-ours"])
literals = (
    texts.map(ox.Literal)
    | st.builds(lambda v, t: ox.Literal(v, language=t), texts, tags)
    | st.builds(lambda v, d: ox.Literal(v, datatype=d), lexicals, datatypes)
)
quads = st.builds(ox.Quad, nodes | blanks, nodes, nodes | blanks | literals, nodes | st.just(ox.DefaultGraph()))


def through_a_graph(term: Term) -> Term:
    (quad,) = from_rdflib(to_rdflib_graph([ox.Quad(S, P, term)]))
    assert not isinstance(quad.object, ox.Triple)
    return quad.object


@settings(deadline=None)
@given(st.lists(quads, max_size=12))
def test_a_dataset_comes_back_as_it_went(given_quads: list[ox.Quad]) -> None:
    assert set(from_rdflib(to_rdflib_dataset(given_quads))) == set(given_quads)


@settings(deadline=None)
@given(st.lists(quads, max_size=12))
def test_a_graph_is_the_union_of_all_graphs(given_quads: list[ox.Quad]) -> None:
    union = {ox.Quad(q.subject, q.predicate, q.object) for q in given_quads}
    assert set(from_rdflib(to_rdflib_graph(given_quads))) == union


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("007", "xsd:integer"),
        ("+1", "xsd:integer"),
        ("1.50", "xsd:decimal"),
        ("1E1", "xsd:double"),
        ("1", "xsd:boolean"),
        ("2012", "xsd:gYear"),
        ("2012-11", "xsd:gYearMonth"),
        ("2012-11-17Z", "xsd:date"),
        ("05:00:00.000", "xsd:time"),
        ("2012-13-40", "xsd:date"),
        ("many", "xsd:integer"),
        ("POINT(1.51278  15.86694)", "geo:wktLiteral"),
        ("<b>", "rdf:XMLLiteral"),
    ],
)
def test_no_lexical_form_is_rewritten_and_nothing_is_logged(
    lexical: str, datatype: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        graph = to_rdflib_graph([ox.Quad(S, P, ox.Literal(lexical, datatype=iri(datatype)))])
    (value,) = graph.objects()
    assert isinstance(value, rdflib.Literal)
    assert (str(value), str(value.datatype)) == (lexical, iri(datatype).value)
    assert caplog.records == []


def test_rdflib_speaks_again_afterwards(caplog: pytest.LogCaptureFixture) -> None:
    through_a_graph(ox.Literal("many", datatype=iri("xsd:integer")))
    rdflib.Literal("many", datatype=rdflib.XSD.integer)
    assert len(caplog.records) == 1


def test_a_plain_literal_and_a_string_are_one_term() -> None:
    graph = to_rdflib_graph(
        [ox.Quad(S, P, ox.Literal("a")), ox.Quad(S, P, ox.Literal("a", datatype=iri("xsd:string")))]
    )
    assert list(graph.objects()) == [rdflib.Literal("a")]
    assert from_rdflib_term(rdflib.Literal("a", datatype=rdflib.XSD.string)) == ox.Literal("a")


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # rdflib's own call of its own
def test_a_plain_query_on_the_dataset_sees_every_graph() -> None:
    one, two = ox.NamedNode("https://example.org/g1"), ox.NamedNode("https://example.org/g2")
    dataset = to_rdflib_dataset([ox.Quad(S, P, S, one), ox.Quad(P, P, S, two), ox.Quad(S, P, P)])
    assert len(dataset.query("SELECT * { ?s ?p ?o }")) == 3
    assert len(dataset.query("SELECT * { GRAPH <https://example.org/g2> { ?s ?p ?o } }")) == 1


@pytest.mark.parametrize("name", ["xsd:token", "xsd:normalizedString"])
def test_what_rdflib_would_change_is_refused(name: str) -> None:
    assert through_a_graph(ox.Literal("a b", datatype=iri(name))) == ox.Literal("a b", datatype=iri(name))
    with pytest.raises(ValueError, match="cannot hold"):
        to_rdflib_graph([ox.Quad(S, P, ox.Literal("a\n b", datatype=iri(name)))])


def test_what_rdflib_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="triple terms"):
        to_rdflib_graph([ox.Quad(S, P, ox.Triple(S, P, S))])
    directed = ox.Literal("a", language="ar", direction=ox.BaseDirection.RTL)
    with pytest.raises(ValueError, match="base direction"):
        to_rdflib_graph([ox.Quad(S, P, directed)])
    with pytest.raises(ValueError, match="without an IRI"):
        to_rdflib_dataset([ox.Quad(S, P, S, ox.BlankNode("g"))])


@pytest.mark.parametrize("node", [rdflib.Variable("x"), rdflib.URIRef("relative"), rdflib.Literal("x", lang="a")])
def test_what_is_not_rdf_is_refused(node: rdflib.term.Node) -> None:
    with pytest.raises(ValueError, match=r"not a term|IRI|language"):
        from_rdflib_term(node)


def test_a_literal_as_subject_is_refused() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.Literal("a"), rdflib.RDF.type, rdflib.RDFS.Resource))
    with pytest.raises(ValueError, match="not a triple"):
        list(from_rdflib(graph))
