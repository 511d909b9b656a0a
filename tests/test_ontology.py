"""The ontology by itself: its file, what each term must have, and how it is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from rdflib import Graph

from indelgraph.errors import DataError
from indelgraph.namespaces import GRAPH, ONTOLOGY, iri
from indelgraph.ontology import load, read
from indelgraph.resources import root
from ontology_read import TYPE, ig, own
from turtle_form import ONTOLOGY_FILE, canonical

ABSENT = "Not in the two documents: "


@cache
def documents() -> str:
    return "\n".join(p.read_text("utf-8") for p in sorted((root() / "data/documents").glob("*/text.txt")))


# --- the file --------------------------------------------------------------------------------------------


def test_the_file_is_in_canonical_form() -> None:
    data = ONTOLOGY_FILE.read_bytes()
    assert data == canonical(data), "run: python tests/turtle_form.py"


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_the_canonical_form_does_not_depend_on_the_hash_seed(seed: str) -> None:
    code = "import sys, turtle_form as t; sys.stdout.buffer.write(t.canonical(t.ONTOLOGY_FILE.read_bytes()))"
    env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert done.stdout == ONTOLOGY_FILE.read_bytes()


def test_canonical_sorts_and_drops_comments() -> None:
    text = b"@prefix ex: <http://e.org/> .\n# a comment\nex:b ex:p ex:z, ex:a .\nex:a ex:p ex:b .\n"
    form = canonical(text).decode()
    assert form.index("\nex:a") < form.index("\nex:b")
    assert "comment" not in form
    assert canonical(form.encode()) == form.encode()


def test_there_are_no_blank_nodes_no_restrictions_and_no_same_as() -> None:
    triples = list(parse(ONTOLOGY_FILE.read_bytes(), format=RdfFormat.TURTLE))
    assert not [t for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]
    forbidden = {iri("owl:sameAs").value, iri("owl:Restriction").value, iri("owl:equivalentClass").value}
    assert not forbidden & {v for t in triples for v in (t.predicate.value, str(t.object).strip("<>"))}


def test_the_ontology_node_says_what_it_is() -> None:
    def said(predicate: str) -> tuple[str, ...]:
        return load().values(ONTOLOGY.removesuffix("#"), iri(predicate).value)

    assert said("rdf:type") == (iri("owl:Ontology").value,)
    assert said("owl:versionIRI") == (f"{ONTOLOGY.removesuffix('#')}/{said('owl:versionInfo')[0]}",)
    assert said("dcterms:license") == ("https://www.apache.org/licenses/LICENSE-2.0",)
    assert said("vann:preferredNamespacePrefix") == ("ig",)
    assert said("vann:preferredNamespaceUri") == (ONTOLOGY,)
    assert said("dcterms:title")
    assert said("dcterms:description")


# --- every term ------------------------------------------------------------------------------------------


def test_every_term_is_documented_once_and_in_english() -> None:
    graph = Graph().parse(ONTOLOGY_FILE, format="turtle")
    found: Counter[tuple[str, str, str | None]] = Counter()
    for s, p, o in graph:
        found[str(s), str(p), getattr(o, "language", None)] += 1
    keys = [iri(k).value for k in ("rdfs:label", "skos:definition", "skos:example")]
    wrong = [
        (term, key)
        for term in load().terms()
        for key in keys
        if found[term, key, "en"] != 1 or sum(n for (s, p, _), n in found.items() if (s, p) == (term, key)) != 1
    ]
    assert not wrong


def test_every_term_is_defined_by_the_ontology_and_has_a_status() -> None:
    status = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
    home = (ONTOLOGY.removesuffix("#"),)
    terms = load().terms()
    assert not [t for t in terms if load().values(t, iri("rdfs:isDefinedBy").value) != home]
    assert not [t for t in terms if load().values(t, status) not in {("stable",), ("testing",)}]


def test_every_quotation_in_an_example_stands_in_a_document() -> None:
    """Curly quotes in an example hold exact words; terms that the documents do not need say so."""
    wrong = []
    for term in sorted(load().terms()):
        (text,) = load().values(term, iri("skos:example").value)
        quoted = re.findall("“([^”]*)”", text)
        wrong += [(term, words) for words in quoted if words not in documents()]
        without = not quoted and not text.startswith((ABSENT, "ig:"))
        wrong += [(term, text)] if without and "Q853699" not in text else []
    assert not wrong


def test_what_the_documents_lack_is_little() -> None:
    absent = {t for t in load().terms() if load().values(t, iri("skos:example").value)[0].startswith(ABSENT)}
    assert absent == ig("LessThan AtMost About missing destroyed endsOn N NE SE S SW W NW")


def test_every_term_has_a_kind() -> None:
    kinds = {iri("owl:Class").value, iri("skos:Concept").value, iri("skos:ConceptScheme").value}
    untyped = [
        t
        for t in load().terms()
        if kinds.isdisjoint(load().values(t, iri("rdf:type").value)) and not load().is_property(t)
    ]
    assert not untyped


def test_every_term_that_the_ontology_uses_is_declared() -> None:
    assert own(load().quads()) <= load().terms()


def test_the_hierarchies_have_no_cycles() -> None:
    for predicate in ("rdfs:subClassOf", "rdfs:subPropertyOf"):
        for term in load().terms():
            up = load().superclasses if predicate == "rdfs:subClassOf" else load().superproperties
            assert not [above for above in up(term) if term in up(above)]


def test_every_class_above_or_below_ours_is_a_class_and_every_property_a_property() -> None:
    for term in load().terms():
        if load().superclasses(term):
            assert iri("owl:Class").value in load().values(term, TYPE)
        if load().superproperties(term):
            assert load().is_property(term)
    for quad in load().quads():
        if quad.predicate.value in {iri("rdfs:domain").value, iri("schema:domainIncludes").value}:
            assert isinstance(quad.object, NamedNode)
            assert iri("owl:Class").value in load().values(quad.object.value, TYPE)


# --- reading ---------------------------------------------------------------------------------------------


def test_quads_are_the_files_triples_in_the_graph_of_the_ontology() -> None:
    triples = {(t.subject, t.predicate, t.object) for t in parse(ONTOLOGY_FILE.read_bytes(), format=RdfFormat.TURTLE)}
    quads = load().quads()
    assert {(q.subject, q.predicate, q.object) for q in quads} == triples
    assert {str(q.graph_name) for q in quads} == {f"<{GRAPH}ontology>"}
    assert list(quads) == sorted(quads, key=str)


def test_an_unknown_value_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        load().concepts(ONTOLOGY + "Comparator")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<http://e.org/a> <http://e.org/p>\n  oops .", r"x\.ttl:2:\d+: is not Turtle: "),
        ("<http://e.org/a> <http://e.org/p> [] .", r"x\.ttl: holds a blank node near <http://e.org/p>; "),
        ("[] <http://e.org/p> 1 .", r"x\.ttl: holds a blank node "),
    ],
)
def test_a_broken_file_is_one_clear_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=message) as caught:
        read(path)
    assert len(caught.value.problems) == 1


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not there"):
        read(tmp_path / "none.ttl")


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_the_closure_is_what_can_be_reached(edges: list[tuple[int, int]]) -> None:
    """Against Warshall's algorithm, on any graph, cycles included."""
    reach = set(edges)
    for middle in range(8):
        reach |= {(a, b) for a in range(8) for b in range(8) if {(a, middle), (middle, b)} <= reach}
    lines = [f"<http://e.org/{a}> <{iri('rdfs:subClassOf').value}> <http://e.org/{b}> ." for a, b in edges]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hierarchy.ttl"
        path.write_text("\n".join(lines), "utf-8")
        ontology = read(path)
    for start in range(8):
        wanted = tuple(f"http://e.org/{b}" for b in range(8) if b != start and (start, b) in reach)
        assert ontology.superclasses(f"http://e.org/{start}") == wanted
