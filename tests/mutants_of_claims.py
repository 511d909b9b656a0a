"""Damage to what a claim says: its number, and what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from indelgraph.namespaces import BASE, iri
from mutants import Change, Kinds, slug_of
from mutants_of_words import integer, number, other

if TYPE_CHECKING:
    from random import Random

    from mutants import Part

__all__ = ["KINDS"]

KINDS = Kinds()

SHORTCUTS = ("ig:minimum", "ig:maximum", "ig:comparator")
TRUE = ox.Literal("true", datatype=iri("xsd:boolean"))


# Numbers.


def quantity(part: Part, claim: ox.NamedNode) -> ox.NamedNode | None:
    """The quantity of a claim."""
    found = part.value(claim, "ig:quantity")
    return found if isinstance(found, ox.NamedNode) else None


def said(part: Part, claim: ox.NamedNode, comparator: str, low: int | None, high: int | None) -> Change | None:
    """Another number with its shortcuts."""
    node = quantity(part, claim)
    if node is None:
        return None
    change = part.put(node, "ig:comparator", iri(comparator)) | part.put(claim, "ig:comparator", iri(comparator))
    for value, name, shortcut in ((low, "schema:minValue", "ig:minimum"), (high, "schema:maxValue", "ig:maximum")):
        terms = () if value is None else (number(value),)
        change |= part.put(node, name, *terms) | part.put(claim, shortcut, *terms)
    return change


def numbers(part: Part, claim: ox.NamedNode) -> tuple[str, int | None, int | None]:
    """Comparator and bounds of a claim."""
    low, high = (part.value(claim, name) for name in SHORTCUTS[:2])
    name = str(getattr(part.value(claim, "ig:comparator"), "value", "")).partition("#")[2]
    return f"ig:{name}", None if low is None else integer(low), None if high is None else integer(high)


@KINDS.form("Claim")
def number_other_than_its_words_in_quantity_and_claim(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    comparator, low, high = numbers(part, node)
    step = random.randint(1, 9)
    moved_low, moved_high = (None if bound is None else bound + step for bound in (low, high))
    return said(part, node, comparator, moved_low, moved_high) if (low, high) != (None, None) else None


@KINDS.form("Claim")
def comparator_other_than_its_words_with_bounds_to_fit(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    comparator, low, high = numbers(part, node)
    if comparator == "ig:Exactly":
        return said(part, node, "ig:AtLeast", low, None)
    if comparator in {"ig:MoreThan", "ig:AtLeast"}:
        return said(part, node, "ig:Exactly", low, low)
    return said(part, node, "ig:AtMost", None, high) if comparator == "ig:Range" else None


@KINDS.form("Quantity")
def third_bound(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    value = part.value(node, "schema:maxValue")
    return part.with_(node, "schema:maxValue", number(integer(value) + 7)) if value else None


@KINDS.form("Claim")
def vague_word_with_a_bound(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    comparator = numbers(part, node)[0]
    return said(part, node, comparator, 24, None) if comparator in {"ig:Vague", "ig:About"} else None


@KINDS.form("Claim")
def number_on_a_claim_that_has_none(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    found = part.nodes("Quantity")
    return None if quantity(part, node) else part.with_(node, "ig:quantity", random.choice(found))


@KINDS.form("Quantity")
def unit_on_a_count(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.with_(node, "ig:unit", ox.Literal("km")) if part.value(node, "ig:counts") else None


@KINDS.form("Quantity")
def people_counted_in_a_measure(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.with_(node, "ig:counts", iri("ig:Person")) if part.value(node, "ig:unit") else None


@KINDS.form("Quantity")
def quantity_that_no_claim_has(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.clone(node, ox.NamedNode(f"{node.value}-again"))


@KINDS.form("Claim")
def number_of_another_claim_of_the_text(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    claim = other(part, random, node, "Claim", document=True)
    if claim is None or not quantity(part, node) or not quantity(part, claim):
        return None
    return part.copied(node, claim, "rdf:object", "ig:quantity", *SHORTCUTS)


@KINDS.form("Claim")
def half_a_person(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    found = quantity(part, node)
    if found is None or part.value(found, "schema:minValue") is None:
        return None
    half = ox.Literal("0.5", datatype=iri("xsd:decimal"))
    return part.put(found, "schema:minValue", half) | part.put(node, "ig:minimum", half)


@KINDS.reading("Quantity")
def other_things_counted(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    people = part.value(node, "ig:counts") == iri("ig:Person")
    return part.put(node, "ig:counts", iri("ig:Vehicle")) if people else None


@KINDS.reading("Claim")
def killed_taken_for_wounded_or_the_reverse(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    names: dict[object, ox.NamedNode] = {iri("ig:killed"): iri("ig:wounded"), iri("ig:wounded"): iri("ig:killed")}
    new = names.get(part.value(node, "rdf:predicate"))
    return part.put(node, "rdf:predicate", new) if new else None


# What it is about.


@KINDS.reading("Claim")
def losses_of_another_group(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    group, actor = part.value(node, "ig:group"), other(part, random, node, "Actor")
    return part.put(node, "ig:group", actor) if group and actor and group != actor else None


@KINDS.form("Claim")
def losses_of_a_side_of_another_event(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    event = str(getattr(part.value(node, "ig:event"), "value", ""))
    strange = [side for side in part.nodes("Side") if not side.value.startswith(event)]
    return part.put(node, "ig:group", strange[0]) if part.value(node, "ig:group") and strange else None


@KINDS.reading("Claim")
def overall_taken_for_unstated_or_the_reverse(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    status = part.value(node, "ig:groupStatus")
    new = iri("ig:Unstated") if status == iri("ig:Overall") else iri("ig:Overall")
    return part.put(node, "ig:groupStatus", new) if status else None


@KINDS.form("Claim")
def group_and_status_at_once(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.with_(node, "ig:groupStatus", iri("ig:Unstated")) if part.value(node, "ig:group") else None


@KINDS.form("Claim")
def side_of_another_event(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    event = str(getattr(part.value(node, "ig:event"), "value", ""))
    strange = [side for side in part.nodes("Side") if not side.value.startswith(event)]
    return part.put(node, "ig:side", strange[0]) if part.value(node, "ig:side") and strange else None


@KINDS.form("Claim")
def filed_under_another_event_than_its_subject(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    event, strange = part.value(node, "rdf:subject"), other(part, random, node, "Event")
    filed = event is not None and part.class_of(event) == "Event" and event == part.value(node, "ig:event")
    return part.put(node, "ig:event", strange) if filed and strange and strange != event else None


@KINDS.reading("Claim")
def said_of_another_event(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    event, strange = part.value(node, "rdf:subject"), other(part, random, node, "Event")
    if event is None or strange in {None, event} or event != part.value(node, "ig:event"):
        return None
    if any(part.class_of(part.value(node, name)) == "Side" for name in ("ig:group", "ig:side")) or strange is None:
        return None
    return part.put(node, "rdf:subject", strange) | part.put(node, "ig:event", strange)


@KINDS.form("Claim")
def claim_of_the_other_document(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    document = next((d for d in part.nodes("Document") if d != part.value(node, "ig:document")), None)
    return part.put(node, "ig:document", document) if document else None


@KINDS.form("Claim")
def subject_and_object_exchanged(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    subject, object_ = part.value(node, "rdf:subject"), part.value(node, "rdf:object")
    ours = isinstance(object_, ox.NamedNode) and object_ in part.by_subject
    if subject is None or object_ is None or not ours or part.class_of(subject) == part.class_of(object_):
        return None
    return part.put(node, "rdf:subject", object_) | part.put(node, "rdf:object", subject)


@KINDS.form("Claim")
def thing_said_of_itself(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    subject, object_ = part.value(node, "rdf:subject"), part.value(node, "rdf:object")
    alike = subject and part.class_of(subject) == part.class_of(object_)
    return part.put(node, "rdf:object", subject) if subject and alike else None


@KINDS.reading("Claim")
def belligerent_taken_for_attacker(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    party = part.value(node, "rdf:predicate") == iri("ig:belligerent")
    return part.put(node, "rdf:predicate", iri("ig:attacker")) | part.without(node, "ig:side") if party else None


@KINDS.form("Claim")
def partial_and_nothing_says_of_what(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    limited = part.value(node, "ig:limitedTo") or part.value(node, "ig:equippedWith")
    return part.put(node, "ig:partial", TRUE) if quantity(part, node) and not limited else None


@KINDS.form("Claim")
def inferred_and_nothing_says_from_what(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return None if part.value(node, "ig:inferred") else part.put(node, "ig:inferred", TRUE)


@KINDS.form("Claim")
def source_of_an_inference_that_is_none(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.without(node, "ig:inferred") if part.value(node, "ig:inferredFrom") else None


@KINDS.reading("Claim")
def inference_taken_for_what_the_text_says(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    inferred = part.value(node, "ig:inferred")
    return part.without(node, "ig:inferred", "ig:inferredFrom") if inferred else None


@KINDS.reading("Claim")
def hedge_and_modality_left_out(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.without(node, "ig:hedge", "ig:modality") if part.value(node, "ig:modality") else None


@KINDS.form("Claim")
def point_with_latitude_first(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    point = part.value(node, "rdf:object")
    found = re.fullmatch(r"POINT\((\S+) (\S+)\)", getattr(point, "value", ""))
    if found is None or not isinstance(point, ox.Literal):
        return None
    return part.put(node, "rdf:object", ox.Literal(f"POINT({found[2]} {found[1]})", datatype=point.datatype))


@KINDS.form("Claim")
def point_beyond_the_earth(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    point = part.value(node, "rdf:object")
    wkt = isinstance(point, ox.Literal) and point.datatype == iri("geo:wktLiteral")
    literal = ox.Literal("POINT(1.9 95.0)", datatype=iri("geo:wktLiteral"))
    return part.put(node, "rdf:object", literal) if wkt else None


@KINDS.form("Claim")
def claim_made_twice(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.clone(node, ox.NamedNode(f"{node.value}-again"))


@KINDS.form("Claim")
def claim_named_as_of_the_other_document(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    strange = next((slug_of(d) for d in part.nodes("Document") if slug_of(d) != slug_of(node)), None)
    return part.renamed(node, ox.NamedNode(f"{BASE}claim/{strange}/{node.value.rpartition('/')[2]}"))


@KINDS.reading("Claim")
def claim_left_out(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    alone = not part.by_object[node] and part.value(part.value(node, "ig:report"), "ig:relays") is None
    shared = sum(q.predicate == iri("ig:report") for q in part.by_object[part.value(node, "ig:report")]) > 1
    return part.without(node) if alone and shared and not quantity(part, node) else None
