"""The ontology beside the design: its lists, its alignments, and the contract's example."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode

from indelgraph.namespaces import GRAPH, ONTOLOGY, PREFIXES, iri
from indelgraph.ontology import load
from ontology_read import SHARED, TYPE, example, ig, local, own, values

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
