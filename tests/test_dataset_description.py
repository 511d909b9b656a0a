"""The graph ``void``: what the dataset says about itself, against what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from built import collection, own_build, prefixes, rows, store
from indelgraph import FORMATS, shipped
from indelgraph.encode.dataset import DATASET, VOID, encode_dataset
from indelgraph.encode.entail import ENTAILED
from indelgraph.encode.examples import query_form
from indelgraph.encode.partitions import count, encode_partitions
from indelgraph.encode.sink import Sink
from indelgraph.namespaces import DATA_PREFIXES, GRAPH, ONTOLOGY, PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = tuple[str, ...]

DESCRIBED = [graph for graph in own_build().graphs if graph != VOID]
EXTENSION = "PREFIX void-ext: <http://ldf.fi/void-ext#> "


def counted(query: str, graphs: Iterable[NamedNode] = DESCRIBED, where: Store | None = None) -> set[Row]:
    """The rows of a SELECT over the union of what the graph ``void`` is about."""
    found = (where or store()).query(prefixes() + query, default_graph=list(graphs))
    assert isinstance(found, QuerySolutions)
    return {tuple(getattr(term, "value", "") for term in row) for row in found}


def said(query: str) -> set[Row]:
    """The rows of a SELECT over the graph ``void`` alone."""
    return counted(EXTENSION + query, [VOID])


def in_detail() -> set[str]:
    """The classes that somebody wrote, or that are ours."""
    written = [graph for graph in DESCRIBED if graph != ENTAILED]
    ours = {c for (c,) in counted("SELECT DISTINCT ?c { ?s a ?c }") if c.startswith(ONTOLOGY)}
    return ours | {c for (c,) in counted("SELECT DISTINCT ?c { ?s a ?c }", written)}


@pytest.mark.parametrize(
    ("partitions", "truth"),
    [
        (
            f"SELECT ?t ?c ?p ?s ?o {{ {DATASET} void:triples ?t ; void:classes ?c ; void:properties ?p ;"
            " void:distinctSubjects ?s ; void:distinctObjects ?o }",
            "SELECT (COUNT(*) AS ?t) ?c (COUNT(DISTINCT ?p) AS ?ps) (COUNT(DISTINCT ?s) AS ?ss) (COUNT(DISTINCT ?o)"
            " AS ?os) { { SELECT (COUNT(DISTINCT ?k) AS ?c) { ?x a ?k } } ?s ?p ?o } GROUP BY ?c",
        ),
        (
            f"SELECT ?p ?t ?s ?o {{ {DATASET} void:propertyPartition ?d . ?d void:property ?p ; void:triples ?t ;"
            " void:distinctSubjects ?s ; void:distinctObjects ?o }",
            "SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ss) (COUNT(DISTINCT ?o) AS ?os) { ?s ?p ?o }"
            " GROUP BY ?p",
        ),
        (
            f"SELECT ?c ?e ?t {{ {DATASET} void:classPartition ?d ."
            " ?d void:class ?c ; void:entities ?e ; void:triples ?t }",
            "SELECT ?c (COUNT(DISTINCT ?s) AS ?e) (COUNT(*) AS ?t) { ?s a ?c ; ?p ?o } GROUP BY ?c",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_the_whole_is_what_a_query_counts(partitions: str, truth: str) -> None:
    assert said(partitions) == counted(truth) != set()


@pytest.mark.parametrize(
    ("kind", "place", "truth"),
    [
        ("", "", "SELECT ?c ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"),
        ("class", "void:classPartition [ void:class ?d ; void:triples ?n ]",
         "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?d } GROUP BY ?c ?p ?d"),
        ("datatype", "void-ext:datatypePartition [ void-ext:datatype ?d ; void:triples ?n ]",
         "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER ISLITERAL(?o) BIND (DATATYPE(?o) AS ?d) }"
         " GROUP BY ?c ?p ?d"),
    ],
)  # fmt: skip
def test_each_class_has_its_properties_and_what_they_lead_to(kind: str, place: str, truth: str) -> None:
    part = f"{DATASET} void:classPartition ?x . ?x void:class ?c ; void:propertyPartition ?y . ?y void:property ?p"
    if kind:
        found = said(f"SELECT ?c ?p ?d ?n {{ {part} ; {place} }}")
    else:
        found = said(f"SELECT ?c ?p ?n ?m {{ {part} ; void:triples ?n ; void:distinctSubjects ?m }}")
    worth = in_detail()
    expected = {row for row in counted(truth) if row[0] in worth and (kind != "class" or row[2] in worth)}
    assert found == expected != set()


def test_graphs_are_named_with_their_sizes_and_the_description_counts_itself_nowhere() -> None:
    assert said(f"SELECT ?g ?n {{ {DATASET} void:subset ?g . ?g void:triples ?n }}") == {
        (graph.value, str(len(own_build().graphs[graph]))) for graph in DESCRIBED
    }
    # The dataset is the union of its subsets, in none of which a triple of another stands.
    assert said(f"SELECT ?n {{ {DATASET} void:triples ?n }}") == {
        (str(sum(len(own_build().graphs[graph]) for graph in DESCRIBED)),)
    }


def test_everything_described_is_ours_to_name() -> None:
    # Whoever reads the dataset back tells what describes it from what it claims by these names.
    others = {DATASET.value, ONTOLOGY.rstrip("#")}
    subjects = {quad.subject.value for quad in own_build().graphs[VOID] if isinstance(quad.subject, NamedNode)}
    assert {subject for subject in subjects if not subject.startswith(GRAPH)} == others
    assert {s for s in subjects if s.startswith(GRAPH) and not s.startswith(VOID.value + "/")} == {
        graph.value for graph in DESCRIBED
    }


def test_a_file_can_be_had_in_each_format_of_the_program() -> None:
    named = "https://www.iana.org/assignments/media-types/"
    found = said(f"SELECT ?m ?f ?t {{ {DATASET} dcat:distribution [ dcat:mediaType ?m ; dcterms:conformsTo ?f ;"
                 " dcterms:title ?t ; dcterms:license ?l ] }")  # fmt: skip
    assert {(m.removeprefix(named), f) for m, f, _ in found} == {
        (f.rdf.media_type, f.rdf.iri) for f in FORMATS.values()
    }
    assert {t.rpartition(" ")[2] for _, _, t in found} == set(FORMATS)


# --- queries to start from ---------------------------------------------------------------------------------------


def test_all_shipped_queries_are_in_the_dataset_word_for_word() -> None:
    found = said("SELECT ?q ?l ?c ?t { ?q a sh:SPARQLExecutable ; rdfs:label ?l ; rdfs:comment ?c ; sh:select ?t }")
    assert found == {(f"{VOID.value}/query/{n}", q.title, q.question, q.text) for n, q in shipped().items()}


def test_prefixes_are_declared_once_each() -> None:
    found = sorted(said("SELECT ?p ?n { [] sh:prefix ?p ; sh:namespace ?n }"))
    assert found == sorted({**PREFIXES, **DATA_PREFIXES}.items())


def test_a_query_is_left_out_where_nothing_is_that_it_names() -> None:
    graph = NamedNode(GRAPH + "document/other")
    quad = Quad(NamedNode(DATA_PREFIXES["place"] + "indelimane"), iri("rdf:type"), iri("ig:Place"), graph)
    quads = encode_dataset((), {graph: (quad,)})
    kept = {str(q.subject).strip("<>").rpartition("/")[2] for q in quads if q.predicate == iri("sh:select")}
    assert "names-of-indelimane" in kept
    named = {name for name, query in shipped().items() if " event:" in query.text or " actor:" in query.text}
    assert named
    assert not named & kept


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# a comment with SELECT\nPREFIX a: <b> BASE <c>\n\tprefix : <d#>\n  ask{}", "ASK"),
        ("PREFIX a:<b>CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <x>", None),
        ("SELECTED", None),
        ("INSERT DATA {}", None),
        ("", None),
        ("#", None),
        ("PREFIX " * 100_000, None),
        ("# \n" * 100_000 + "SELECT", "SELECT"),
        (" " * 1_000_000, None),
    ],
    ids=range(11),
)
def test_the_form_of_a_query(query: str, form: str | None) -> None:
    assert query_form(query) == form


# --- any dataset -------------------------------------------------------------------------------------------------

E = "http://example.org/"
NODES: Sequence[NamedNode] = [NamedNode(E + name) for name in "abcd"]
CLASSES: Sequence[NamedNode] = [NamedNode(name) for name in (E + "C", E + "C/x", E + "C%2Fx", ONTOLOGY + "Claim")]
LITERALS = [Literal("a"), Literal("a", language="en"), Literal("1", datatype=iri("xsd:integer")), Literal("1")]
GRAPHS = [NamedNode(E + "g"), NamedNode(E + "h")]

typed = st.builds(
    Quad, st.sampled_from(NODES), st.just(iri("rdf:type")), st.sampled_from(CLASSES), st.sampled_from(GRAPHS)
)
other = st.builds(
    Quad,
    st.sampled_from([*NODES, BlankNode("b")]),
    st.sampled_from(NODES[:2]),
    st.sampled_from([*NODES, *LITERALS, BlankNode("b")]),
    st.sampled_from(GRAPHS),
)


@given(st.lists(st.one_of(typed, other), max_size=25))
def test_any_dataset_is_counted_as_a_query_counts_it(quads: list[Quad]) -> None:
    where = Store()
    # Oxigraph counts a triple once for each graph of a FROM clause that it stands in, so here all stand in one.
    where.extend(Quad(quad.subject, quad.predicate, quad.object, GRAPHS[0]) for quad in quads)
    found = count(quads)

    def told(query: str) -> dict[Row, int]:
        return {row[:-1]: int(row[-1]) for row in counted(query, GRAPHS, where)}

    def own(numbers: Iterable[tuple[tuple[NamedNode, ...], int]]) -> dict[Row, int]:
        return {tuple(term.value for term in key): number for key, number in numbers}

    assert {(): found.triples} == told("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert {(): found.subjects} == told("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
    assert {(): found.objects} == told("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }")
    assert own(found.class_property.items()) == told("SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p")
    assert own(found.class_property_subjects.items()) == told(
        "SELECT ?c ?p (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
    )
    assert own(found.targets.items()) == told(
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?d } GROUP BY ?c ?p ?d"
    )
    assert own(found.datatypes.items()) == told(
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER ISLITERAL(?o) BIND (DATATYPE(?o) AS ?d) }"
        " GROUP BY ?c ?p ?d"
    )


def test_names_of_partitions_do_not_collide_and_superclasses_stay_short() -> None:
    quads = [Quad(NODES[0], iri("rdf:type"), class_, GRAPHS[0]) for class_ in CLASSES]
    sink = Sink(VOID)
    encode_partitions(sink, DATASET, "http://example.org/void/", count(quads), CLASSES[:1].__contains__)
    classes = [q for q in sink.quads() if q.predicate == iri("void:class")]
    assert {q.object for q in classes} == set(CLASSES)
    assert len({q.subject for q in classes}) == len(CLASSES)
    detail = [q.subject for q in sink.quads() if q.predicate == iri("void:propertyPartition") and q.subject != DATASET]
    assert detail == [q.subject for q in classes if q.object == CLASSES[0]]


def test_the_description_of_our_own_collection_is_the_one_that_is_built() -> None:
    graphs = {name: quads for name, quads in own_build().graphs.items() if name != VOID}
    assert encode_dataset(collection().documents, graphs) == frozenset(own_build().graphs[VOID])


def test_no_other_dataset_is_found_where_one_asks_for_datasets() -> None:
    found = {name for (name,) in rows("SELECT ?d { ?d a void:Dataset }")}
    assert found == {DATASET.value, *(graph.value for graph in DESCRIBED)}
