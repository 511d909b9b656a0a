"""The encoder: it keeps the contract, says the same bytes every time, and writes out what the ontology entails."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pyoxigraph import NamedNode

from built import SHARED, collection, own_build, rows, trig
from indelgraph.build import build
from indelgraph.namespaces import BASE, iri

_ONE_CLAIM_ONLY = "/graph/entailed"
"""The graph that the contract's example gives for one claim, as it says there."""


def test_the_contract_s_example_is_in_the_build() -> None:
    path = SHARED / "example.trig"
    if not path.exists():
        pytest.skip(f"no {path.name}: the contract does not lie beside this checkout")
    mine = set(own_build().quads())
    expected = [
        quad
        for quad in trig(path)
        if not str(getattr(quad.graph_name, "value", "")).endswith(_ONE_CLAIM_ONLY)
        and quad.predicate != iri("rdfs:label")  # labels are for people; ours read a little differently
    ]
    missing = [str(quad) for quad in expected if quad not in mine]
    assert missing == []
    claims = {q.subject for q in expected if q.object == iri("ig:Claim")}
    assert len(claims) == 40


def test_no_claim_of_the_contract_carries_more_than_it_says_there() -> None:
    path = SHARED / "example.trig"
    if not path.exists():
        pytest.skip(f"no {path.name}: the contract does not lie beside this checkout")
    example = set(trig(path))
    claims = {q.subject for q in example if q.object == iri("ig:Claim")}
    ours_alone = (iri("rdfs:label"), iri("skos:editorialNote"))
    extra = [
        str(quad)
        for graph in own_build().document_graphs.values()
        for quad in own_build().graphs[graph]
        if quad.subject in claims and quad not in example and quad.predicate not in ours_alone
    ]
    assert extra == []


@pytest.mark.slow
def test_two_builds_are_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib, sys, indelgraph; b = indelgraph.load().build();"
        "print([hashlib.sha256(b.export(f)).hexdigest() for f in indelgraph.FORMATS])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1


def test_every_graph_is_named_as_the_design_names_it() -> None:
    names = [name.value.removeprefix(BASE + "graph/") for name in own_build().graphs]
    assert sorted(names) == [
        "derived",
        "document/battle-of-in-delimane-2012",
        "document/indelimane-ambush-2017",
        "entailed",
        "links",
        "ontology",
        "registry",
        "void",
    ]


def test_there_are_no_blank_nodes() -> None:
    for quad in own_build().quads():
        assert isinstance(quad.subject, NamedNode)
        assert "BlankNode" not in repr(quad.object)


def test_every_node_of_ours_has_one_english_label() -> None:
    found = rows(
        """SELECT ?node (COUNT(?label) AS ?labels) WHERE {
          { SELECT DISTINCT ?node WHERE { ?node ?p ?o FILTER STRSTARTS(STR(?node), "https://w3id.org/indelgraph/") } }
          OPTIONAL { ?node rdfs:label ?label FILTER (LANG(?label) = "en") } }
        GROUP BY ?node HAVING (COUNT(?label) != 1)"""
    )
    assert found == []


@pytest.mark.parametrize(
    ("vocabulary", "pattern", "least"),
    [
        ("SEM", "?x a sem:Event", 3),
        ("SEM", "?x a sem:Actor", 20),
        ("PROV-O", "?x a prov:Entity", 50),
        ("PROV-O", "?x prov:wasDerivedFrom ?y", 20),
        ("PROV-O", "?x a prov:Activity", 2),
        ("PROV-O", "?x prov:wasAttributedTo ?y", 20),
        ("Web Annotation", "?x a oa:SpecificResource", 100),
        ("NIF", "?x a nif:Context", 2),
        ("RDF", "?x a rdf:Statement", 60),
        ("schema.org", "?x a schema:QuantitativeValue", 30),
        ("GeoSPARQL", "?x a geo:Feature", 8),
        ("bibo", "?x a bibo:Document", 10),
        ("SKOS", "?x a skos:Concept", 30),
        ("DCAT", "?x a dcat:Dataset", 1),
        ("VoID", "?x a void:Dataset", 7),
    ],
)
def test_a_query_in_the_terms_of_another_vocabulary_finds_our_things(vocabulary: str, pattern: str, least: int) -> None:
    [(count,)] = rows(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    assert int(count or 0) >= least, vocabulary


def test_no_triple_stands_in_two_graphs() -> None:
    # A query over the union would find it twice, and count it twice.
    seen: dict[tuple[str, str, str], str] = {}
    twice = []
    for quad in own_build().quads():
        triple = (str(quad.subject), str(quad.predicate), str(quad.object))
        if seen.setdefault(triple, str(quad.graph_name)) != str(quad.graph_name):
            twice.append(triple)
    assert twice == []


def test_what_is_entailed_is_not_asserted_as_well() -> None:
    entailed = own_build().graphs[NamedNode(BASE + "graph/entailed")]
    asserted = {
        (q.subject, q.predicate, q.object)
        for name, quads in own_build().graphs.items()
        if not name.value.endswith(("entailed", "void"))
        for q in quads
    }
    assert entailed
    assert [q for q in entailed if (q.subject, q.predicate, q.object) in asserted] == []


def test_building_again_gives_the_same_quads() -> None:
    assert build(collection()).quads() == own_build().quads()


def test_links_carry_their_evidence_and_geonames_its_attribution() -> None:
    [(gao,)] = rows("SELECT ?e WHERE { ?l ig:linkTo wd:Q188904 ; ig:linkEvidence ?e }")
    assert "whosonfirst-data" in (gao or "")
    [(rights,)] = rows("SELECT ?r WHERE { graph:links dcterms:rights ?r }")
    assert "GeoNames" in (rights or "")
    assert "CC BY 4.0" in (rights or "")
    unlinked = rows(
        "SELECT ?x WHERE { ?x skos:exactMatch|skos:closeMatch ?y FILTER NOT EXISTS { ?l ig:linkTo ?y } "
        "FILTER (STRSTARTS(STR(?x), 'https://w3id.org/indelgraph/') && !STRSTARTS(STR(?x), STR(ig:))) }"
    )
    assert unlinked == []


def test_the_dataset_names_licence_and_authors() -> None:
    licences = rows("SELECT ?l WHERE { <https://w3id.org/indelgraph/dataset> dcterms:license ?l }")
    assert licences == [("https://creativecommons.org/licenses/by-sa/4.0/",)]
    rights = {r for (r,) in rows("SELECT ?r WHERE { <https://w3id.org/indelgraph/dataset> dcterms:rights ?r }")}
    assert sum("Wikipedia contributors" in (r or "") for r in rights) == 2


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("battle-of-in-delimane-2012/3230-killed-mnla", "MNLA killed: more than 100, says Abdoul Hakim"),
        (
            "battle-of-in-delimane-2012/2889-killed-mujao",
            "MUJAO killed (as of 2012-11-17): 17, say various sources to Xinhua",
        ),
        (
            "battle-of-in-delimane-2012/1837-strength-side-2",
            "strength of side 2 (MUJAO, AQIM): 1,000, claims the MNLA",
        ),
        (
            "battle-of-in-delimane-2012/2969-reflects-estimate-of",
            "the claim “over 100 for the MNLA” reflects an estimate of MUJAO (seemingly), says the article",
        ),
        (
            "battle-of-in-delimane-2012/2319-target",
            "target of the battle: the former army camp of the paratroopers (tried, inferred), says Mossa Ag Attaher",
        ),
        (
            "indelimane-ambush-2017/460-killed-side-1",
            "side 1 (MINUSMA, Mali) killed (limited to MINUSMA, inferred): 3, says the article",
        ),
        (
            "indelimane-ambush-2017/1037-killed-minusma",
            "MINUSMA killed in the attack in Douentza: one, says the article",
        ),
        (
            "indelimane-ambush-2017/3119-sub-event-douentza",
            "part of the two attacks in Mali: the attack in Douentza (inferred), says Jeune Afrique",
        ),
    ],
)
def test_a_label_keeps_hedge_event_and_what_is_inferred(claim: str, label: str) -> None:
    assert rows(f"SELECT ?l WHERE {{ <{BASE}claim/{claim}> rdfs:label ?l }}") == [(label,)]
