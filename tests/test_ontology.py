"""The ontology is whole, means what the design says, and agrees with the contract's example."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse, serialize
from rdflib import Graph

from indelgraph import jsonld_context
from indelgraph.errors import DataError
from indelgraph.namespaces import BASE, DATA_PREFIXES, GRAPH, ONTOLOGY, PREFIXES, iri
from indelgraph.ontology import load, read
from indelgraph.resources import root
from turtle_form import ONTOLOGY_FILE, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

SHARED = Path(__file__).parents[2] / "shared"
TYPE = iri("rdf:type").value
ABSENT = "Not in the two documents: "


def ig(names: str) -> set[str]:
    """The IRIs of several terms of ours, given by their local names."""
    return {ONTOLOGY + name for name in names.split()}


def local(iris: Iterable[str]) -> set[str]:
    return {value.removeprefix(ONTOLOGY) for value in iris}


def values(term: str, predicate: str) -> tuple[str, ...]:
    return load().values(ONTOLOGY + term, iri(predicate).value)


def own(quads: Iterable[Quad]) -> set[str]:
    """Every IRI of our namespace that occurs anywhere, datatypes included."""
    nodes = [node for q in quads for node in (q.subject, q.predicate, q.object)]
    nodes += [node.datatype for node in nodes if isinstance(node, Literal)]
    return {n.value for n in nodes if isinstance(n, NamedNode) and n.value.startswith(ONTOLOGY)}


@cache
def example() -> tuple[Quad, ...]:
    """The contract's example, which stands beside a checkout and does not travel with the project."""
    path = SHARED / "example.trig"
    if not path.is_file():
        pytest.skip(f"the contract's example is not there: {path}")
    return tuple(parse(path.read_bytes(), format=RdfFormat.TRIG))


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


# --- the design's lists ----------------------------------------------------------------------------------

LISTS = {
    "Comparator": "Exactly MoreThan AtLeast LessThan AtMost Range About Vague",
    "Mode": "DirectQuote IndirectSpeech Narration AuthorInference",
    "Modality": "Seems Claims Confirmed Tried Intended",
    "PagePart": "Infobox Lead Body ReferenceTitle Furniture",
    "GroupStatus": "Overall Unstated",
    "Outcome": "Victory Rout Repulse Retreat Indecisive NotStopped",
    "Severity": "Serious",
    "CountedThing": "Person Vehicle ArmedGroup Event",
    "Activity": "Patrol Pursuit",
    "Equipment": "HeavyArtillery Rockets",
    "Grade": "Strict Conditional Pragmatic Editorial External Stated",
    "ConflictKind": "DisjointQuantities PartExceedsWhole OutcomeConflict PlaceConflict TimeConflict "
    "InitiativeConflict ParticipationConflict GeometryConflict AttributionConflict",
    "RestatementLoss": "HedgeChanged SourceChanged ChainShortened ScopeWidened SeverityDropped AsOfDropped "
    "Summed NoProseSupport NotInInfobox",
    "Standpoint": "OwnSide Enemy ThirdParty",
    "NameStatus": "Headword Attested Artefact",
    "Bearing": "N NE E SE S SW W NW",
}

CLAIM_PREDICATES = (
    "killed wounded captured missing hospitalised destroyed strength memberCount distance belligerent "
    "commander takesPlaceAt coordinates beginsOn endsOn atTime outcome attacker target reinforcedBy "
    "claimedResponsibility partOf subEvent followedBy precededBy memberOf partOfForce ledBy holdsRole "
    "diedIn reflectsEstimateOf formedOn foughtAgainst weaponUsed casualties eventCount retreatsTo "
    "collaboratedWith engagedIn affects locatedIn"
)

CLASSES = (
    "Claim Report Quantity Span Document Reference Event Battle Ambush Attack Offensive Skirmish "
    "ArmedConflict Actor ArmedGroup StateForce PeacekeepingMission MilitaryUnit Government Organisation "
    "MediaOutlet Person UnnamedGroup Side Place MilitaryBase RelativePlace NameUse Identification Encoding "
    "Interpretation Link Contradiction Agreement Restatement Aggregation LossRange RuleRun"
)

PLAIN_PROPERTIES = (
    "quantity event group groupStatus evidence context report asOf limitedTo partial includes by modality "
    "hedge inferred inferredFrom document exact origin minimum maximum comparator standpoint side "
    "relativeTo bearing equippedWith teller relays hop channel onBehalfOf saidOn mode cue cites asStated "
    "statedAt counts unit severity inPart section retrievedOn sideOf sideNumber betweenPlaces describedAs "
    "closeTo includesAgent form nameOf nameStatus identifies reason linkFrom linkTo linkProperty "
    "linkEvidence restsOn involves grade conflictKind independent cell sentence loss part whole addsUp "
    "lowestClaim highestClaim vagueClaim"
)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_value_list_is_complete(name: str) -> None:
    found = load().concepts(f"{ONTOLOGY}{name}Scheme")
    assert local(found) == set(LISTS[name].split())
    for concept in found:
        assert {ONTOLOGY + name, iri("skos:Concept").value} <= set(load().values(concept, TYPE))
        label = load().values(concept, iri("rdfs:label").value)
        assert load().values(concept, iri("skos:prefLabel").value) == label


def test_every_concept_is_in_one_scheme_and_every_scheme_is_listed() -> None:
    concepts = {t for t in load().terms() if iri("skos:Concept").value in load().values(t, TYPE)}
    assert all(len(load().values(c, iri("skos:inScheme").value)) == 1 for c in concepts)
    assert local(load().schemes()) == {f"{name}Scheme" for name in LISTS}


def test_the_claim_predicates_are_those_of_the_table() -> None:
    assert set(load().claim_predicates()) == ig(CLAIM_PREDICATES)
    assert all(load().is_property(p) for p in load().claim_predicates())


def test_the_classes_and_plain_properties_of_the_design_are_there() -> None:
    assert all(iri("owl:Class").value in load().values(c, TYPE) for c in ig(CLASSES))
    plain = {t for t in load().terms() if load().is_property(t)} - set(load().claim_predicates())
    assert plain >= ig(PLAIN_PROPERTIES)


def test_the_kind_of_a_property_follows_its_values() -> None:
    nodes = ig("killed belligerent diedIn teller comparator")
    literals = ig("exact hop atTime")
    mixed = ig("limitedTo outcome holdsRole")
    for term in nodes | literals | mixed:
        kinds = load().is_object_property(term), load().is_datatype_property(term)
        assert kinds == (term in nodes, term in literals)


# --- alignment -------------------------------------------------------------------------------------------

VOCABULARIES = {
    *("bibo", "cito", "dcat", "dcterms", "geo", "nif", "oa", "pav"),
    *("prov", "rdf", "schema", "sem", "skos", "void", "wgs"),
}

ALIGNED = [
    ("Claim", "rdf:Statement"),
    ("Comparator", "skos:Concept"),
    ("Battle", "sem:Event"),
    ("MediaOutlet", "sem:Actor"),
    ("RelativePlace", "sem:Place"),
    ("Claim", "prov:Entity"),
    ("LossRange", "prov:Entity"),
    ("RuleRun", "prov:Activity"),
    ("UnnamedGroup", "prov:Agent"),
    ("Span", "oa:SpecificResource"),
    ("Document", "nif:Context"),
    ("Place", "geo:Feature"),
    ("RelativePlace", "wgs:SpatialThing"),
    ("Quantity", "schema:QuantitativeValue"),
    ("Person", "schema:Person"),
    ("Person", "foaf:Person"),
    ("ArmedGroup", "dcterms:Agent"),
    ("Reference", "bibo:Document"),
    ("Collection", "void:Dataset"),
    ("Collection", "dcat:Dataset"),
]
ALIGNED_PROPERTIES = [
    ("relays", "prov:wasDerivedFrom"),
    ("teller", "prov:wasAttributedTo"),
    ("restsOn", "prov:wasDerivedFrom"),
    ("document", "pav:importedFrom"),
    ("document", "dcterms:source"),
    ("cites", "cito:citesAsEvidence"),
    ("describedAs", "dcterms:description"),
    ("unit", "schema:unitText"),
]


@pytest.mark.parametrize(("term", "above"), ALIGNED)
def test_classes_are_aligned(term: str, above: str) -> None:
    assert iri(above).value in load().superclasses(ONTOLOGY + term)


@pytest.mark.parametrize(("term", "above"), ALIGNED_PROPERTIES)
def test_properties_are_aligned(term: str, above: str) -> None:
    assert iri(above).value in load().superproperties(ONTOLOGY + term)


def test_every_vocabulary_of_the_design_is_aligned() -> None:
    above = {a for t in load().terms() for a in load().superclasses(t) + load().superproperties(t)}
    assert {name for name, ns in PREFIXES.items() if any(a.startswith(ns) for a in above)} >= VOCABULARIES


def test_claim_predicates_have_no_superproperties() -> None:
    """They are never plain triples, so nothing could follow from one."""
    assert not [p for p in load().claim_predicates() if load().superproperties(p)]


def test_superclasses_are_transitive_sorted_and_without_the_class_itself() -> None:
    above = load().superclasses(ONTOLOGY + "Ambush")
    assert above == tuple(
        sorted({ONTOLOGY + "Attack", ONTOLOGY + "Event", iri("sem:Event").value, iri("schema:Event").value})
    )
    assert load().superclasses("http://e.org/unknown") == ()
    assert load().superproperties(ONTOLOGY + "killed") == ()


@pytest.mark.parametrize(
    ("term", "link", "wikidata"),
    [
        ("killed", "skos:closeMatch", "P1120"),
        ("wounded", "skos:closeMatch", "P1339"),
        ("Battle", "skos:exactMatch", "Q178561"),
        ("Ambush", "skos:exactMatch", "Q680838"),
    ],
)
def test_terms_are_linked_to_wikidata(term: str, link: str, wikidata: str) -> None:
    assert values(term, link) == (PREFIXES["wd"] + wikidata,)


def test_links_to_wikidata_are_those_with_evidence() -> None:
    path = SHARED / "wikidata-links.tsv"
    if not path.is_file():
        pytest.skip(f"the table of Wikidata links is not there: {path}")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    known = {PREFIXES["wd"] + row[3] for row in rows if row[2] == "term"}
    ours = {str(q.object).strip("<>") for q in load().quads() if str(q.object).startswith(f"<{PREFIXES['wd']}")}
    assert ours <= known


# --- the contract's example ------------------------------------------------------------------------------


@cache
def example_types() -> dict[str, set[str]]:
    """Every type of every node of the example, with the classes above it."""
    types: defaultdict[str, set[str]] = defaultdict(set)
    for quad in (*example(), *load().quads()):
        if quad.predicate.value == TYPE and isinstance(quad.subject, NamedNode):
            cls = str(quad.object).strip("<>")
            types[quad.subject.value] |= {cls, *load().superclasses(cls)}
    return types


def test_every_term_of_the_example_is_declared() -> None:
    assert own(example()) <= load().terms()


def test_no_claim_predicate_is_a_plain_triple_in_the_example() -> None:
    assert not {q.predicate.value for q in example()} & set(load().claim_predicates())


def test_every_predicate_of_a_claim_in_the_example_is_a_claim_predicate() -> None:
    used = {str(q.object).strip("<>") for q in example() if q.predicate == iri("rdf:predicate")}
    assert used
    assert used <= set(load().claim_predicates())


def test_the_closure_holds_what_the_example_entails() -> None:
    entailed = {q for q in example() if str(q.graph_name) == f"<{GRAPH}entailed>"}
    stated = [q for q in example() if q not in entailed]
    followed = set()
    for q in stated:
        subject = q.subject.value if isinstance(q.subject, NamedNode) else ""
        followed |= {(subject, p, str(q.object)) for p in load().superproperties(q.predicate.value)}
        if q.predicate.value == TYPE:
            above = load().superclasses(str(q.object).strip("<>"))
            followed |= {(subject, TYPE, f"<{cls}>") for cls in above}
    wanted = {(str(q.subject).strip("<>"), q.predicate.value, str(q.object)) for q in entailed}
    assert wanted
    assert wanted <= followed


def test_domains_and_ranges_are_true_of_the_example() -> None:
    """Of plain triples and of what claims say: subject, predicate, object."""
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    triples = []
    for q in example():
        subject = str(q.subject).strip("<>")
        triples.append((subject, q.predicate.value, q.object))
        if q.predicate.value.startswith(PREFIXES["rdf"]):
            said[subject][q.predicate.value] = str(q.object)
    objects = {str(q.subject).strip("<>"): q.object for q in example() if q.predicate == iri("rdf:object")}
    for claim, parts in said.items():
        if claim in objects:
            subject, predicate = (parts[iri(k).value].strip("<>") for k in ("rdf:subject", "rdf:predicate"))
            triples.append((subject, predicate, objects[claim]))
    wrong = []
    for subject, predicate, value in triples:
        domain, rng, domains, ranges = (
            set(load().values(predicate, iri(key).value))
            for key in ("rdfs:domain", "rdfs:range", "schema:domainIncludes", "schema:rangeIncludes")
        )
        if isinstance(value, Literal):
            kinds = {iri("rdf:langString").value if value.language else value.datatype.value}
        else:
            kinds = example_types().get(str(value).strip("<>"), set())
        mine = example_types().get(subject, set())
        fits = domain <= mine and rng <= kinds
        fits = fits and (not domains or bool(domains & mine)) and (not ranges or bool(ranges & kinds))
        wrong += [] if fits else [(subject, predicate, str(value))]
    assert not wrong


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


# --- the JSON-LD context ---------------------------------------------------------------------------------

SMALL = f"""
<http://e.org/c> <{TYPE}> <{ONTOLOGY}Claim> <http://e.org/g> .
<http://e.org/c> <{PREFIXES["rdf"]}predicate> <{ONTOLOGY}killed> <http://e.org/g> .
<http://e.org/c> <{PREFIXES["rdf"]}object> <http://e.org/q> <http://e.org/g> .
<http://e.org/c> <{PREFIXES["rdfs"]}label> "killed: more than 100"@en <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}comparator> <{ONTOLOGY}MoreThan> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}event> <http://e.org/e> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}minimum> "101"^^<{PREFIXES["xsd"]}integer> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}maximum> "120.5"^^<{PREFIXES["xsd"]}decimal> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}partial> "true"^^<{PREFIXES["xsd"]}boolean> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}asOf> "2012-11-17"^^<{PREFIXES["xsd"]}date> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}saidOn> "2012"^^<{PREFIXES["xsd"]}gYear> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}limitedTo> <http://e.org/place> <http://e.org/g> .
<http://e.org/c> <{ONTOLOGY}exact> "more \\"than\\"\u00a0100" <http://e.org/g> .
"""


def compacted(nquads: str) -> dict[str, object]:
    options = {"format": "application/n-quads", "useNativeTypes": True}
    document: dict[str, object] = jsonld.compact(jsonld.from_rdf(nquads, options), jsonld_context.context())
    return document


def lines(nquads: str) -> set[str]:
    return set(map(str, parse(nquads.encode(), format=RdfFormat.N_QUADS)))


def round_trip(nquads: str) -> set[str]:
    """Through JSON text with our context, expanded, and back to quads."""
    document = json.loads(json.dumps(compacted(nquads)))
    return lines(jsonld.to_rdf(jsonld.expand(document), {"format": "application/n-quads"}))


def test_the_committed_context_is_the_generated_one() -> None:
    text = (ONTOLOGY_FILE.parent / "context.jsonld").read_text("utf-8")
    assert text == jsonld_context.dumps(), "run: python -m indelgraph.jsonld_context > ontology/context.jsonld"


def test_the_context_names_every_prefix_and_every_term_without_a_clash() -> None:
    entries = jsonld_context.context()["@context"]
    names = local(load().terms())
    assert names.isdisjoint(PREFIXES)
    assert {"@version", *PREFIXES, *names} <= set(entries)
    foreign = set(entries) - {"@version", *PREFIXES, *names}
    assert all(iri(name).value for name in foreign)


def test_a_claim_compacts_to_plain_json() -> None:
    document = compacted(SMALL)
    (node,) = (n for n in [document, *_nodes(document)] if n.get("@id") == "http://e.org/c")
    assert node == {
        "@id": "http://e.org/c",
        "@type": "Claim",
        "rdf:predicate": "killed",
        "rdf:object": {"@id": "http://e.org/q"},
        "rdfs:label": {"@language": "en", "@value": "killed: more than 100"},
        "comparator": "MoreThan",
        "event": "http://e.org/e",
        "minimum": 101,
        "maximum": {"@type": "xsd:decimal", "@value": "120.5"},
        "partial": True,
        "asOf": "2012-11-17",
        "saidOn": {"@type": "xsd:gYear", "@value": "2012"},
        "limitedTo": {"@id": "http://e.org/place"},
        "exact": 'more "than"\u00a0100',
    }


def _nodes(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value, *(n for v in value.values() for n in _nodes(v))]
    return [n for v in value for n in _nodes(v)] if isinstance(value, list) else []


def test_a_small_graph_survives_json_ld() -> None:
    assert round_trip(SMALL) == lines(SMALL)


def test_the_example_survives_json_ld_and_no_key_is_a_full_iri() -> None:
    data = serialize(example(), format=RdfFormat.N_QUADS)
    assert data is not None
    nquads = data.decode()
    assert round_trip(nquads) == lines(nquads)
    keys = {key for node in _nodes(compacted(nquads)) for key in node}
    assert not [key for key in keys if "://" in key or key.startswith("ig:")]


# --- the guide -------------------------------------------------------------------------------------------


def fenced(language: str) -> list[str]:
    """The code blocks of the guide in one language."""
    text = (ONTOLOGY_FILE.parent / "README.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_the_guide_names_every_claim_predicate_in_its_table() -> None:
    text = (ONTOLOGY_FILE.parent / "README.md").read_text("utf-8")
    table = text.partition("## What claims say")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `ig:")]
    assert ig(" ".join(re.findall(r"`ig:(\w+)`", " ".join(cells)))) == set(load().claim_predicates())


def test_the_guide_names_only_declared_terms() -> None:
    text = (ONTOLOGY_FILE.parent / "README.md").read_text("utf-8")
    assert ig(" ".join(re.findall(r"\big:(\w+)", text))) <= load().terms()


def test_the_guides_claim_is_the_contracts() -> None:
    (turtle,) = fenced("turtle")
    document = "battle-of-in-delimane-2012"
    prefixes = PREFIXES | {name: f"{BASE}{name}/{document}/" for name in ("claim", "quantity", "report", "span")}
    prefixes |= {n: f"{BASE}{n}/" for n in ("actor", "document", "encoding", "event", "person")}
    head = "".join(f"@prefix {name}: <{ns}> .\n" for name, ns in prefixes.items())
    shown = {(t.subject, t.predicate, t.object) for t in parse((head + turtle).encode(), format=RdfFormat.TURTLE)}
    assert len(shown) > 30
    assert shown <= {(q.subject, q.predicate, q.object) for q in example()}


@pytest.mark.parametrize(
    ("number", "row"),
    [
        (0, ("more than 100 dead for MNLA forces", "101", None, "Abdoul Hakim")),
        (1, ("2", "Abdoul Hakim", ONTOLOGY + "Narration", "2012-11-17")),
        (2, (ONTOLOGY + "DisjointQuantities", ONTOLOGY + "Strict")),
    ],
)
def test_the_guides_queries_answer_from_the_example(number: int, row: tuple[str | None, ...]) -> None:
    store = Store()
    store.extend(example())
    query = fenced("sparql")[number]
    prefixes = PREFIXES | DATA_PREFIXES
    found = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    rows = [[value.value if value is not None else None for value in solution] for solution in found]
    assert any(set(row) <= set(values) for values in rows)
    assert len(rows) == {0: 9, 1: 3, 2: 2}[number]
