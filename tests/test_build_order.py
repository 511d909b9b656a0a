"""The quads of a graph stand in the order of exports, by whatever key they are sorted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from indelgraph.build import _sorted
from indelgraph.export import sort_quads

GRAPH = NamedNode("http://example.org/g")
ENDS = st.text('ab#/!<>" \\\n\u00e9\u2028-.', max_size=3)
IRIS = st.sampled_from(["", "a", "a#", "a#b", "a!", "ab", "a/b", "a-", "a.", "é"]).map(
    lambda end: NamedNode(f"http://example.org/{end}")
)
BLANKS = st.text("ab1", min_size=1, max_size=3).map(BlankNode)
LITERALS = st.one_of(
    ENDS.map(Literal),
    st.builds(Literal, ENDS, language=st.sampled_from(["en", "en-gb", "fr"])),
    st.builds(Literal, ENDS, datatype=IRIS),
)
QUADS = st.builds(Quad, IRIS | BLANKS, IRIS, IRIS | BLANKS | LITERALS, st.just(GRAPH))


@given(st.frozensets(QUADS))
def test_by_its_text_a_quad_has_the_place_that_its_terms_give_it(quads: frozenset[Quad]) -> None:
    assert _sorted(quads) == sort_quads(quads)
