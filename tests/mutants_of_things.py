"""Damage to what claims are about and stand on: the registry, its links, documents, written names; and to any node."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyoxigraph as ox

from indelgraph.namespaces import iri
from mutants import Change, Kinds
from mutants_by_property import other_character
from mutants_of_words import bounds, number, other

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from mutants import OneNode, Part

__all__ = ["KINDS"]

KINDS = Kinds()

_CLASSES = ("Claim", "Report", "Quantity", "Span", "Actor", "Event", "Place", "Document", "NameUse", "Reference")


# Any node.


def _for_every_class(add: Callable[[str], Callable[[OneNode], OneNode]], name: str, damage: OneNode) -> None:
    for class_ in _CLASSES:
        add(class_)(damage)
        last = KINDS.pop()
        KINDS.append(type(last)(f"{name}: {class_}", last.group, last.apply))


def _undeclared_property(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "ig:reliability", number(3))


def _undeclared_class(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.put(node, "rdf:type", iri("ig:Militia"))


def _same_as(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    twin = other(part, random, node, part.class_of(node))
    return part.with_(node, "owl:sameAs", twin) if twin else None


def _no_label(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.without(node, "rdfs:label")


def _second_label(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "rdfs:label", ox.Literal("another name", language="en"))


def _french_label(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.put(node, "rdfs:label", ox.Literal("un nom", language="fr"))


def _other_label(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.put(node, "rdfs:label", ox.Literal("something else", language="en"))


_for_every_class(KINDS.form, "undeclared property", _undeclared_property)
_for_every_class(KINDS.form, "undeclared class", _undeclared_class)
_for_every_class(KINDS.form, "same as another", _same_as)
_for_every_class(KINDS.form, "no label", _no_label)
_for_every_class(KINDS.form, "second label", _second_label)
_for_every_class(KINDS.form, "label in another language", _french_label)
_for_every_class(KINDS.reading, "other words in the label", _other_label)


@KINDS.form("Claim")
def undeclared_value(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "ig:modality", iri("ig:Rumoured"))


# Facts that are claims.


@KINDS.form("Event")
def number_of_dead_on_the_event(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "ig:killed", number(117))


@KINDS.form("Event")
def place_on_the_event(part: Part, random: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "ig:takesPlaceAt", random.choice(part.nodes("Place")))


@KINDS.form("Actor")
def membership_on_the_actor(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    twin = other(part, random, node, "Actor")
    return part.with_(node, "ig:memberOf", twin) if twin else None


@KINDS.form("Place")
def country_on_the_place(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    twin = other(part, random, node, "Place")
    return part.with_(node, "ig:locatedIn", twin) if twin else None


@KINDS.form("Side")
def party_on_the_side(part: Part, random: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "ig:belligerent", random.choice(part.nodes("Actor")))


@KINDS.form("Document")
def number_of_dead_on_the_document(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "ig:killed", number(117))


# The registry.


@KINDS.form("Actor")
def second_preferred_name(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    name = ox.Literal("another name", language="en")
    return part.with_(node, "skos:prefLabel", name) if part.value(node, "skos:prefLabel") else None


@KINDS.form("Actor")
def preferred_name_that_is_an_alternative_one_too(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    name = part.value(node, "skos:prefLabel")
    return part.with_(node, "skos:altLabel", name) if name else None


@KINDS.reading("Actor")
def armed_group_taken_for_a_state_force(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    armed = part.value(node, "rdf:type") == iri("ig:ArmedGroup")
    return part.put(node, "rdf:type", iri("ig:StateForce")) if armed else None


def _named(part: Part, node: ox.NamedNode, predicate: str) -> bool:
    return any(quad.predicate == iri(predicate) for quad in part.by_object[node])


@KINDS.form("Actor")
def group_with_losses_taken_for_a_place(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.put(node, "rdf:type", iri("ig:Place")) if _named(part, node, "ig:group") else None


@KINDS.form("Actor")
def teller_taken_for_a_place(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.put(node, "rdf:type", iri("ig:Place")) if _named(part, node, "ig:teller") else None


@KINDS.form("Event")
def event_taken_for_a_place(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.put(node, "rdf:type", iri("ig:Place")) if _named(part, node, "ig:event") else None


@KINDS.form("Place")
def place_that_is_a_person_too(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.with_(node, "rdf:type", iri("ig:Person"))


@KINDS.form("Place")
def place_relative_to_itself(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.put(node, "ig:relativeTo", node) if part.value(node, "ig:relativeTo") else None


@KINDS.reading("Place")
def latitude_and_longitude_exchanged(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    latitude, longitude = part.value(node, "wgs:lat"), part.value(node, "wgs:long")
    if latitude is None or longitude is None:
        return None
    return part.put(node, "wgs:lat", longitude) | part.put(node, "wgs:long", latitude)


# Links.


def _linked(part: Part, link: ox.NamedNode, target: ox.NamedNode, property_: ox.NamedNode | None = None) -> Change:
    """The same link, and its plain triple, to another target or by another property."""
    (start,) = part.values(link, "ig:linkFrom")
    old = next(q for q in part.by_subject[start] if q.object == part.value(link, "ig:linkTo"))
    by = property_ or part.value(link, "ig:linkProperty")
    if not isinstance(by, ox.NamedNode):
        raise TypeError("a link is by a property")
    change = Change(frozenset({old}), frozenset({ox.Quad(old.subject, by, target, old.graph_name)}))
    return change | part.put(link, "ig:linkTo", target) | part.put(link, "ig:linkProperty", by)


def _target(part: Part, link: ox.NamedNode, marker: str) -> str | None:
    target = getattr(part.value(link, "ig:linkTo"), "value", "")
    return target if marker in target else None


@KINDS.form("Link")
def link_to_the_page_about_an_item(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    target = _target(part, node, "wikidata")
    page = f"https://www.wikidata.org/wiki/{target.rpartition('/')[2]}" if target else None
    return _linked(part, node, ox.NamedNode(page)) if page else None


@KINDS.form("Link")
def link_to_a_gazetteer_page(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    target = _target(part, node, "geonames")
    page = f"https://www.geonames.org/{target.rstrip('/').rpartition('/')[2]}" if target else None
    return _linked(part, node, ox.NamedNode(page)) if page else None


@KINDS.reading("Link")
def link_to_another_item(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    target = _target(part, node, "wikidata")
    return _linked(part, node, ox.NamedNode(f"{target}7")) if target else None


@KINDS.form("Link")
def link_to_the_item_of_another_thing(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    twin = other(part, random, node, "Link")
    target = part.value(twin, "ig:linkTo")
    exact = all(part.value(link, "ig:linkProperty") == iri("skos:exactMatch") for link in (node, twin))
    alike = part.value(twin, "ig:linkFrom") == part.value(node, "ig:linkFrom")
    return _linked(part, node, target) if exact and isinstance(target, ox.NamedNode) and not alike else None


@KINDS.reading("Link")
def exact_match_taken_for_a_close_one(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    exact = part.value(node, "ig:linkProperty") == iri("skos:exactMatch")
    target = part.value(node, "ig:linkTo")
    close = iri("skos:closeMatch")
    return _linked(part, node, target, close) if exact and isinstance(target, ox.NamedNode) else None


@KINDS.form("Link")
def match_that_no_link_explains(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.without(node)


@KINDS.form("Link")
def link_without_its_triple(part: Part, _: Random, node: ox.NamedNode) -> Change:
    change = _linked(part, node, ox.NamedNode("http://www.wikidata.org/entity/Q42"))
    return Change(frozenset(q for q in change.removed if q.subject != node), frozenset())


# Documents.


def _text(part: Part, node: ox.NamedNode) -> str:
    return str(getattr(part.value(node, "nif:isString"), "value", ""))


def _with_text(part: Part, node: ox.NamedNode, text: str) -> Change:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return part.put(node, "nif:isString", ox.Literal(text)) | part.put(node, "schema:sha256", ox.Literal(digest))


@KINDS.form("Document")
def text_changed_without_its_hash(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    text = other_character(_text(part, node), random)
    return part.put(node, "nif:isString", ox.Literal(text)) if text else None


def _quoted(part: Part, node: ox.NamedNode) -> set[int]:
    """The offsets that some selector repeats: words and 32 characters around them."""
    spans = [q.subject for q in part.by_object[node] if q.predicate == iri("oa:hasSource")]
    found: set[int] = set()
    for start, end in (bounds(part, span) for span in spans):
        found.update(range(start - 32, end + 32))
    return found


@KINDS.form("Document")
def text_changed_where_it_is_quoted_with_its_hash(part: Part, random: Random, node: ox.NamedNode) -> Change:
    text = _text(part, node)
    spot = random.choice(sorted(_quoted(part, node) & set(range(len(text)))))
    return _with_text(part, node, f"{text[:spot]}{'z' if text[spot] != 'z' else 'q'}{text[spot + 1 :]}")


@KINDS.reading("Document")
def text_changed_where_nobody_quotes_it_with_its_hash(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    text = _text(part, node)
    free = sorted(set(range(len(text))) - _quoted(part, node))
    spot = random.choice(free) if free else None
    return None if spot is None else _with_text(part, node, f"{text[:spot]}#{text[spot + 1 :]}")


@KINDS.form("Document")
def text_shifted_by_one_character_with_its_hash(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return _with_text(part, node, f"\ufeff{_text(part, node)}")


@KINDS.form("Document")
def hash_in_capitals(part: Part, _: Random, node: ox.NamedNode) -> Change:
    digest = str(getattr(part.value(node, "schema:sha256"), "value", ""))
    return part.put(node, "schema:sha256", ox.Literal(digest.upper()))


@KINDS.form("Claim")
def encoding_of_the_other_document(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    old = part.value(node, "prov:wasGeneratedBy")
    encoding = next((found for found in part.nodes("Encoding") if found != old), None)
    return part.put(node, "prov:wasGeneratedBy", encoding) if encoding else None


@KINDS.form("Reference")
def title_with_other_words_than_the_text(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    title = part.value(node, "dcterms:title")
    if not isinstance(title, ox.Literal) or not part.value(node, "ig:evidence"):
        return None
    return part.put(node, "dcterms:title", ox.Literal(f"{title.value} (2)", language=title.language))


# Names.


@KINDS.form("NameUse")
def name_that_is_not_written_there(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    twin = other(part, random, node, "NameUse")
    return part.copied(node, twin, "ig:form") if twin else None


@KINDS.form("NameUse")
def name_with_evidence_from_the_other_document(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    span = other(part, random, node, "Span", document=False)
    return part.put(node, "ig:evidence", span) if span else None


@KINDS.reading("NameUse")
def name_of_another_thing(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    identified = any(quad.predicate == iri("ig:identifies") for quad in part.by_object[node])
    thing = random.choice([*part.nodes("Actor"), *part.nodes("Place")])
    return None if identified or thing == part.value(node, "ig:nameOf") else part.put(node, "ig:nameOf", thing)


@KINDS.reading("NameUse")
def headword_taken_for_an_attested_form_or_the_reverse(part: Part, _: Random, node: ox.NamedNode) -> Change:
    head = part.value(node, "ig:nameStatus") == iri("ig:Headword")
    return part.put(node, "ig:nameStatus", iri("ig:Attested" if head else "ig:Headword"))


@KINDS.form("Identification")
def identification_of_a_third_thing(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    thing = random.choice(part.nodes("Actor"))
    return part.put(node, "ig:nameOf", thing) if thing != part.value(node, "ig:nameOf") else None


@KINDS.form("Identification")
def identification_of_one_name(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.put(node, "ig:identifies", *part.values(node, "ig:identifies")[:1])


@KINDS.form("Identification")
def identification_that_rests_on_nothing(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.without(node, "ig:inferredFrom")
