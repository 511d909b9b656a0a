"""The one order in which quads are written: by graph, subject, predicate and object as N-Quads write them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from indelgraph.export import sort_quads

# Texts of which one goes on where the other ends, with characters that sort before and behind a blank.
ENDS = st.text('ab#/!<>" \\\n\t\u00e9\u2028-.', max_size=3)
IRIS = st.sampled_from(["", "a", "a#", "a#b", "a!", "ab", "a/b", "a-", "a.", "é"]).map(
    lambda end: NamedNode(f"http://example.org/{end}")
)
BLANKS = st.text("ab1", min_size=1, max_size=3).map(BlankNode)
LITERALS = st.one_of(
    ENDS.map(Literal),
    st.builds(Literal, ENDS, language=st.sampled_from(["en", "en-gb", "fr"])),
    st.builds(Literal, ENDS, datatype=IRIS),
)
GRAPHS = st.one_of(IRIS, BLANKS, st.builds(DefaultGraph))
QUADS = st.builds(Quad, IRIS | BLANKS, IRIS, IRIS | BLANKS | LITERALS, GRAPHS)


@given(st.lists(QUADS))
def test_quads_are_in_the_order_of_their_terms_and_each_is_there_once(quads: list[Quad]) -> None:
    found = sort_quads([*quads, *reversed(quads)])
    texts = [(str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)) for q in found]
    assert texts == sorted(set(texts))
    assert set(found) == set(quads)


def test_a_literal_comes_before_those_that_go_on_where_it_ends() -> None:
    subject, predicate, graph = (NamedNode(f"http://example.org/{name}") for name in "spg")
    objects = [Literal("a"), Literal("a", language="en"), Literal("a", language="en-gb"), Literal("a", datatype=graph)]
    quads = [Quad(subject, predicate, value, graph) for value in objects]
    assert sort_quads(reversed(quads)) == tuple(quads)
