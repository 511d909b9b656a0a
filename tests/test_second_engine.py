"""Two independent SHACL engines agree on every graph of ours, and differ on tiny graphs just as it is written down."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphs
from built import own_build
from indelgraph.build import ONTOLOGY
from indelgraph.convert import from_rdflib
from indelgraph.encode.registry import LINKS, REGISTRY
from indelgraph.namespaces import GRAPH, iri
from indelgraph.validation import shapes, validate_quads
from second_engine import (
    ERROR,
    Finding,
    OwnDifference,
    Proof,
    compiled,
    findings,
    parameters,
    pyshacl_outcome,
    quads,
    second,
    shacl_outcome,
)
from second_engine_proofs import OWN_DIFFERENCES, PROOFS
from shape_cases import CASES, EXAMPLE, SHAPES, Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import shacl


@cache
def own_shapes() -> shacl.Shapes:
    return compiled(from_rdflib(shapes()))


def ours(data: Iterable[ox.Quad]) -> set[Finding]:
    report = validate_quads(frozenset(data)).to_turtle()
    return set(findings(ox.parse(report, format=ox.RdfFormat.TURTLE)))


def theirs(data: Iterable[ox.Quad]) -> set[Finding]:
    """As a set: where a query returns an offender twice, the second engine has two results and pySHACL one."""
    return set(second(own_shapes(), data))


def speaking(found: Iterable[Finding]) -> set[str]:
    return {finding.shape[1:-1].removeprefix(SHAPES) for finding in found}


def twin(update: str) -> list[ox.Quad]:
    return list(graphs.broken_quads(update))


def parts(*names: ox.NamedNode) -> list[ox.Quad]:
    return [quad for name in names for quad in own_build().graphs[name]]


def without_identifications(data: Iterable[ox.Quad]) -> list[ox.Quad]:
    """They tie several documents together, so no document by itself holds the names that they identify."""
    data = list(data)
    class_ = iri("ig:Identification")
    across = {quad.subject for quad in data if quad.predicate == iri("rdf:type") and quad.object == class_}
    assert across
    return [quad for quad in data if quad.subject not in across]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_the_second_engine_finds_a_broken_graph_by_the_same_shape(case: Case) -> None:
    """``test_shapes`` says the same of pySHACL; running it once more here would take twenty times as long."""
    assert speaking(theirs(twin(case.update))) == {case.shape}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_both_find_the_same_in_a_broken_graph(case: Case) -> None:
    """The same shapes, offenders, paths, values and severities.

    The second engine's queries run in the evaluator of Oxigraph, as ours do; that rdflib, a stranger to both, answers
    them alike is the business of test_shape_queries.
    """
    data = twin(case.update)
    found = theirs(data)
    assert case.shape in speaking(found)
    assert found == ours(data)


def test_a_shape_that_is_missing_is_seen() -> None:
    data = twin("INSERT DATA { c:killed ig:hedge event:e }")
    fewer = compiled(q for q in from_rdflib(shapes()) if q.subject != ox.NamedNode(f"{SHAPES}claim-hedge"))
    assert ours(data) - set(second(own_shapes(), data)) == set()
    assert speaking(ours(data) - set(second(fewer, data))) == {"claim-hedge"}


def test_both_pass_the_smallest_graph() -> None:
    assert theirs(SMALLEST) == ours(SMALLEST) == set()


SMALLEST = sorted(graphs.smallest_quads(), key=str)
PLACES = st.integers(0, len(SMALLEST) - 1)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    lost=st.lists(PLACES, max_size=3), swapped=st.lists(st.tuples(PLACES, PLACES), max_size=3), together=st.booleans()
)
def test_both_find_the_same_in_a_graph_broken_at_random(
    lost: Sequence[int], swapped: Sequence[tuple[int, int]], together: bool
) -> None:
    """Some triples are lost, and some have the object of another one, instead of theirs or beside it."""
    gone = {*lost, *(() if together else (place for place, _ in swapped))}
    data = {quad for place, quad in enumerate(SMALLEST) if place not in gone}
    data |= {ox.Quad(SMALLEST[a].subject, SMALLEST[a].predicate, SMALLEST[b].object) for a, b in swapped}
    assert theirs(data) == ours(data)


def test_both_pass_each_of_our_documents() -> None:
    shared = without_identifications(parts(REGISTRY, LINKS, ONTOLOGY))
    for slug, graph in own_build().document_graphs.items():
        data = parts(graph) + shared
        assert len(data) > 5000, slug
        assert theirs(data) == ours(data) == set(), slug


def test_both_pass_all_documents_together() -> None:
    data = parts(*own_build().document_graphs.values(), REGISTRY, LINKS, ONTOLOGY)
    assert theirs(data) == ours(data) == set()


def test_both_miss_the_names_of_other_documents() -> None:
    """A real graph with real faults: identifications beside one of the documents that they are about."""
    for graph in own_build().document_graphs.values():
        data = parts(graph, REGISTRY, LINKS, ONTOLOGY)
        assert theirs(data) == ours(data)
        assert speaking(theirs(data)) >= {"identification-names", "inferred-from-spans"}


def test_both_pass_the_ontology() -> None:
    assert theirs(parts(ONTOLOGY)) == ours(parts(ONTOLOGY)) == set()


def test_both_miss_what_links_alone_do_not_describe() -> None:
    assert theirs(parts(LINKS)) == ours(parts(LINKS))
    assert theirs(parts(LINKS))


@pytest.mark.skipif(not EXAMPLE.is_file(), reason="the contract, example.trig, is not beside this checkout")
def test_both_pass_the_contracts_example() -> None:
    data = [
        quad
        for quad in ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG)
        if isinstance(quad.graph_name, ox.NamedNode)
        and quad.graph_name.value.removeprefix(GRAPH) not in {"entailed", "derived"}
    ]
    assert theirs(data) == ours(data) == set()


@pytest.mark.parametrize("difference", OWN_DIFFERENCES, ids=lambda difference: difference.name)
def test_a_known_difference_on_our_shapes_is_still_there(difference: OwnDifference) -> None:
    data = twin(difference.update)
    assert speaking(ours(data) - theirs(data)) == set(difference.only_ours), difference.reason
    assert speaking(theirs(data) - ours(data)) == set(difference.only_theirs), difference.reason
    assert difference.only_ours | difference.only_theirs
    assert difference.reason


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name)
def test_each_engine_says_what_is_written_down(proof: Proof, caplog: pytest.LogCaptureFixture) -> None:
    """An engine that says something else has changed: correct the outcome, and the reason if they agree now."""
    caplog.set_level(logging.CRITICAL)  # rdflib logs a traceback for each literal that is not well formed
    assert shacl_outcome(proof) == proof.shacl
    assert pyshacl_outcome(proof) == proof.pyshacl
    assert (proof.pyshacl != proof.shacl) == bool(proof.reason)


def test_no_two_proofs_have_one_name() -> None:
    assert len({proof.name for proof in PROOFS}) == len(PROOFS)


def test_what_our_shapes_use_is_proven_to_mean_the_same() -> None:
    """A new kind of constraint in ``shapes/`` needs a proof first: an engine may pass over what it does not know."""
    agreed = [proof for proof in PROOFS if not proof.reason and proof.shacl != ERROR]
    proven = set().union(*(parameters(quads(proof.shapes)) for proof in agreed))
    assert parameters(from_rdflib(shapes())) - proven == set()
