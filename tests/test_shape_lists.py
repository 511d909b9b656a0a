"""The lists that are written out in the shapes: of values, classes and predicates, held against the ontology.

A query cannot read the shapes graph in pySHACL, and a graph need not hold superclasses, so both are written out.
"""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from indelgraph.claims.predicates import EQUIPMENT, PREDICATES, Need
from indelgraph.namespaces import iri
from indelgraph.registry import Kind
from indelgraph.validation import shapes
from indelgraph.words import lower_camel
from shape_lists import SHAPES, listed, local, ontology, query, term

ROOTS = ("Actor", "Event", "Place", "Side")


def family(name: str) -> set[str]:
    """The local names of a class and of those below it."""
    return {local(node) for node in ontology().transitive_subjects(RDFS.subClassOf, term(name))}


def allowed(shape: str) -> set[str]:
    """The local names in the ``sh:in`` of a shape."""
    (head,) = shapes().objects(rdflib.URIRef(SHAPES + shape), SH["in"])
    return {local(node) for node in rdflib.collection.Collection(shapes(), head)}


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("claim-predicate", "ClaimPredicate"),
        ("claim-group-status", "GroupStatus"),
        ("claim-modality", "Modality"),
        ("claim-bearing", "Bearing"),
        ("claim-equipment", "Equipment"),
        ("report-mode", "Mode"),
        ("quantity-comparator", "Comparator"),
        ("quantity-counts", "CountedThing"),
        ("quantity-severity", "Severity"),
        ("span-part", "PagePart"),
        ("name-status", "NameStatus"),
    ],
)
def test_a_list_of_values_is_the_ontologys(shape: str, kind: str) -> None:
    assert allowed(shape) == {local(node) for node in ontology().subjects(RDF.type, term(kind))}


def test_the_concepts_of_each_predicate_are_the_ontologys() -> None:
    kinds = {"outcome": "Outcome", "weaponUsed": "Equipment", "engagedIn": "Activity"}
    found = re.findall(r"\?predicate = ig:(\w+).*?NOT IN \(([^)]*)\)", query("object-is-of-the-list"), re.DOTALL)
    assert {name for name, _ in found} == set(kinds)
    for name, concepts in found:
        expected = {local(node) for node in ontology().subjects(RDF.type, term(kinds[name]))}
        assert set(re.findall(r"ig:(\w+)", concepts)) == expected
        known = next(p for key, p in PREDICATES.items() if lower_camel(key) == name).concepts
        assert set(known) == expected
    assert set(EQUIPMENT) == allowed("claim-equipment")


def test_every_term_in_a_shape_is_declared_in_the_ontology() -> None:
    queries = " ".join(str(text) for text in shapes().objects(None, SH.select))
    terms = {iri(f"ig:{name}").value for name in re.findall(r"\big:(\w+)", queries)}
    terms |= {str(node) for row in shapes() for node in row if str(node).startswith(iri("ig:").value)}
    terms.discard(iri("ig:").value)  # the value of sh:namespace
    assert terms - {str(node) for node in ontology().subjects()} == set()


def test_every_list_of_classes_is_whole() -> None:
    """Where a list names an actor, event or place, it names all classes of these."""
    lists = [
        set(re.findall(r"ig:(\w+)", found))
        for text in shapes().objects(None, SH.select)
        for found in re.findall(r"\?(?:class|place) IN \(([^)]*)\)", str(text))
    ]
    assert len(lists) > 10
    for names in lists:
        assert names == set().union(*(family(name) for name in ROOTS if name in names), names & {"Person"})


KINDS = {Kind.ACTOR: "Actor", Kind.PERSON: "Person", Kind.PLACE: "Place", Kind.EVENT: "Event"}
SUBJECT_RULES = {
    "subject-is-an-event": {"Event"},
    "subject-is-an-actor": {"Actor"},
    "subject-holds-a-role": {"Actor", "Place"},
    "subject-is-a-person": {"Person"},
    "subject-has-a-position": {"Event", "Place"},
    "subject-is-a-place": {"Place"},
}
OBJECT_RULES = {
    "object-is-an-actor": {"Actor"},
    "object-is-a-person": {"Person"},
    "object-is-a-place": {"Place"},
    "object-is-an-event": {"Event"},
}


@pytest.mark.parametrize("key", PREDICATES)
def test_a_claim_that_can_be_written_can_be_valid(key: str) -> None:
    """The kinds that the reader of claim files joins by a predicate are those that the shapes let pass."""
    predicate = PREDICATES[key]
    name = lower_camel(key)
    for rules, kinds in ((SUBJECT_RULES, predicate.subjects), (OBJECT_RULES, predicate.objects)):
        classes = {KINDS[kind] for kind in kinds}
        classes -= {"Person"} if "Actor" in classes else set()
        if name == "target" and rules is OBJECT_RULES:
            assert classes == {"Actor", "Place"}
            classes.discard("Place")  # the rule for actors lets places pass as targets
        assert [rule for rule in rules if name in listed(rule)] == [
            rule for rule, allowed_classes in rules.items() if classes and allowed_classes == classes
        ]


def test_the_lists_of_predicates_agree() -> None:
    known = allowed("claim-predicate")
    assert known == {lower_camel(key) for key in PREDICATES}
    losses = {lower_camel(key) for key, p in PREDICATES.items() if p.group is Need.MUST}
    counts = {lower_camel(key) for key, p in PREDICATES.items() if p.is_count}
    assert {"killed", "strength"} <= losses < counts
    for rule in ("loss-names-its-group", "only-losses-name-a-group", "loss-of-event"):
        assert listed(rule) == losses
    for rule in ("number-claim-has-quantity", "only-number-claims-have-quantity"):
        assert listed(rule) == counts | {"distance"}
    assert listed("only-counts-have-parts") == counts
    assert listed("only-parties-have-a-side") == {
        lower_camel(key) for key, p in PREDICATES.items() if p.side is not Need.NOT
    }
    assert listed("claim-needs-side") == {lower_camel(key) for key, p in PREDICATES.items() if p.side is Need.MUST}
    dates = {lower_camel(key) for key, p in PREDICATES.items() if p.takes.name == "DATE"}
    for rule in ("date-claim-has-words", "date-claim-has-date", "date-fits-words", "words-belong-to-a-date"):
        assert listed(rule) == dates
    without = {lower_camel(key) for key, p in PREDICATES.items() if p.event is Need.NOT}
    assert listed("nothing-of-an-event") == without
    about_events = listed("subject-is-an-event") | listed("subject-has-a-position") | {"diedIn"}
    assert listed("event-is-the-subject") | losses == about_events
    assert listed("claim-event") == known - about_events
