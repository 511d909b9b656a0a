"""Damage that every property can suffer, for each property of each class of node that the graph has.

The lists below are what the model (its tables of properties) leaves open; everything that they do not name is held to
be there, once, and tied to something that shows when it is wrong. So a new property is strict until somebody says
otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from indelgraph.namespaces import BASE, iri, shorten
from mutants import Change, Damage, Kind, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from mutants import Part

__all__ = ["kinds_by_property", "other_character"]

NewValue: TypeAlias = "Callable[[Part, Random, ox.Quad], Term | None]"
"""Makes the value that stands in place of a quad's object; none where this damage does not fit it."""

_TEXTS = (iri("xsd:string"), iri("rdf:langString"))
_TRIES = 20
"""How often a misspelling is made anew that happens to be the name of something."""
SHOWN_BY_HAND = {"rdfs:label"}
"""Properties of every node alike; :mod:`mutants_by_hand` damages them once, not class by class."""

_NAMES = "skos:prefLabel skos:altLabel skos:hiddenLabel skos:editorialNote"
_LINKS = "skos:exactMatch skos:closeMatch"


def _pairs(**properties: str) -> frozenset[tuple[str, str]]:
    return frozenset((class_, name) for class_, names in properties.items() for name in names.split())


OPTIONAL = _pairs(
    Claim="""ig:asOf ig:bearing ig:by ig:context ig:equippedWith ig:event ig:hedge ig:includes ig:inferredFrom
        ig:limitedTo ig:modality ig:partial ig:relativeTo ig:side skos:editorialNote ig:evidence""",
    Document="dcterms:rightsHolder dcterms:source skos:editorialNote",
    Encoding="prov:wasAssociatedWith",
    Identification="ig:identifies ig:inferredFrom",
    Link="ig:linkEvidence skos:editorialNote",
    NameUse="ig:evidence",
    Quantity="ig:severity",
    Reference="""dcterms:creator dcterms:issued dcterms:language dcterms:publisher dcterms:title ig:evidence
        ig:retrievedOn""",
    Report="ig:channel ig:cites ig:cue ig:inferredFrom ig:onBehalfOf ig:saidOn",
    Span="dcterms:language ig:section",
    Actor="ig:closeTo ig:includesAgent",
    Place="ig:bearing ig:betweenPlaces ig:relativeTo wgs:lat wgs:long",
    Entry=f"{_NAMES} {_LINKS}",
)
"""What a node may lack (or have more than once, so that one fewer is well-formed)."""

REPEATED = _pairs(
    Claim="""ig:context ig:evidence ig:hedge ig:includes ig:inferredFrom ig:modality ig:report skos:editorialNote""",
    Document="dcterms:license dcterms:publisher dcterms:rightsHolder dcterms:source skos:editorialNote",
    Encoding="prov:wasAssociatedWith",
    Identification="ig:identifies ig:inferredFrom prov:wasAttributedTo",
    Link="ig:linkEvidence skos:editorialNote",
    NameUse="ig:evidence",
    Reference="dcterms:creator dcterms:publisher ig:evidence",
    Report="ig:cites ig:cue ig:inferredFrom ig:onBehalfOf",
    Span="dcterms:language",
    Actor="ig:closeTo ig:includesAgent",
    Place="ig:betweenPlaces",
    Entry=f"skos:altLabel skos:hiddenLabel skos:editorialNote {_LINKS}",
)
"""What a node may have several times."""

FREE = _pairs(
    Claim="""ig:asOf ig:bearing ig:by ig:context ig:equippedWith ig:event ig:group ig:groupStatus ig:hedge
        ig:includes ig:inferredFrom ig:limitedTo ig:modality ig:partial ig:relativeTo ig:report ig:side rdf:object
        rdf:predicate rdf:subject skos:editorialNote""",
    Document="""dcterms:language dcterms:license dcterms:publisher dcterms:rightsHolder dcterms:source dcterms:title
        skos:editorialNote""",
    Encoding="pav:version prov:wasAssociatedWith",
    Identification="ig:inferredFrom ig:reason prov:wasAttributedTo",
    Link="ig:linkEvidence skos:editorialNote",
    NameUse="ig:nameOf ig:nameStatus",
    Quantity="ig:counts ig:severity",
    Reference="dcterms:creator dcterms:issued dcterms:language dcterms:publisher ig:retrievedOn",
    Report="""ig:channel ig:cites ig:cue ig:inferredFrom ig:mode ig:onBehalfOf ig:relays ig:saidOn ig:teller""",
    Span="dcterms:language ig:inPart ig:section",
    Actor="ig:closeTo ig:describedAs ig:includesAgent",
    Place="ig:bearing ig:betweenPlaces ig:relativeTo wgs:lat wgs:long",
    Entry=f"{_NAMES} {_LINKS}",
)
"""What nothing else in the graph repeats: another value, of the same sort, is another statement."""

OUTSIDE = _pairs(
    Document="dcterms:license dcterms:source",
    Link="ig:linkEvidence",
    Entry=_LINKS,
)
"""What names things that the graph does not describe, so that a misspelling is another name."""

NAMEABLE = {
    "ig:limitedTo": frozenset({"Actor", "Event", "Place", "Side"}),
    "ig:nameOf": frozenset({"Actor", "Event", "Place", "Side"}),
}
"""Classes that a property may name, whether or not the data does."""


def other_character(text: str, random: Random) -> str | None:
    """The text with one letter or digit changed, of the same sort, so that a date remains a date."""
    spots = [match.start() for match in re.finditer(r"[A-Za-z0-9]", text)]
    if not spots:
        return None
    spot = random.choice(spots)
    if text[spot].isdigit():
        changed = str((int(text[spot]) + random.randint(1, 8)) % 10)
    else:
        changed = "q" if text[spot] != "q" else "z"
    return text[:spot] + changed + text[spot + 1 :]


def _like(literal: ox.Literal, text: str) -> ox.Literal:
    if literal.language is not None:
        return ox.Literal(text, language=literal.language)
    return ox.Literal(text, datatype=literal.datatype)


def _others(part: Part, quad: ox.Quad) -> list[Term]:
    """Values that other nodes of the class have in this property, and this node has not."""
    place = [q for class_, name in part.places() if iri(name) == quad.predicate for q in part.at(class_, name)]
    class_ = part.class_of(quad.subject)
    own = {q.object for q in part.by_subject[quad.subject] if q.predicate == quad.predicate}
    found = {q.object for q in place if part.class_of(q.subject) == class_} - own
    return sorted((term for term in found if isinstance(term, (ox.NamedNode, ox.Literal))), key=str)


def _misspelt(part: Part, random: Random, quad: ox.Quad) -> Term | None:
    """An IRI that is nowhere else: another number may be that of another thing, which is a swap."""
    value = quad.object
    if not isinstance(value, ox.NamedNode):
        return None
    head, mark, tail = value.value.rpartition("#" if "#" in value.value else "/")
    for _ in range(_TRIES):
        changed = other_character(tail, random)
        if changed is not None and (node := ox.NamedNode(head + mark + changed)) not in part.by_subject:
            return node
    return None


def _as_literal(_: Part, __: Random, quad: ox.Quad) -> Term | None:
    return ox.Literal(quad.object.value) if isinstance(quad.object, ox.NamedNode) else None


def _as_blank(_: Part, __: Random, quad: ox.Quad) -> Term | None:
    return ox.BlankNode("somebody") if isinstance(quad.object, ox.NamedNode) else None


def _something_else(part: Part, random: Random, quad: ox.Quad) -> Term | None:
    """A node of a class that this property never names."""
    if not isinstance(quad.object, ox.NamedNode):
        return None
    named = {part.class_of(q.object) for q in part.own if q.predicate == quad.predicate}
    named |= NAMEABLE.get(shorten(quad.predicate.value), frozenset())
    strange = sorted({part.class_of(node) for node in part.by_subject} - named - {""})
    return random.choice(part.nodes(random.choice(strange)))


def _as_iri(_: Part, __: Random, quad: ox.Quad) -> Term | None:
    return ox.NamedNode(f"{BASE}place/nowhere") if isinstance(quad.object, ox.Literal) else None


def _other_text(_: Part, random: Random, quad: ox.Quad) -> Term | None:
    value = quad.object
    if not isinstance(value, ox.Literal):
        return None
    if value.datatype == iri("xsd:boolean"):
        return _like(value, "false" if value.value == "true" else "true")
    changed = other_character(value.value, random)
    return None if changed is None else _like(value, changed)


def _other_case(_: Part, __: Random, quad: ox.Quad) -> Term | None:
    value = quad.object
    if not isinstance(value, ox.Literal) or value.datatype not in _TEXTS:
        return None
    return _like(value, value.value.swapcase())


def _other_datatype(_: Part, __: Random, quad: ox.Quad) -> Term | None:
    value = quad.object
    if not isinstance(value, ox.Literal):
        return None
    return ox.Literal(value.value, datatype=iri("xsd:anyURI" if value.datatype in _TEXTS else "xsd:string"))


def _other_language(_: Part, random: Random, quad: ox.Quad) -> Term | None:
    value = quad.object
    if not isinstance(value, ox.Literal) or value.language is None:
        return None
    return ox.Literal(value.value, language=random.choice([tag for tag in ("de", "en", "fr") if tag != value.language]))


def _some_language(_: Part, random: Random, quad: ox.Quad) -> Term | None:
    value = quad.object
    if not isinstance(value, ox.Literal) or value.datatype != iri("xsd:string"):
        return None
    return ox.Literal(value.value, language=random.choice(("de", "en", "fr")))


def _another(part: Part, random: Random, quad: ox.Quad) -> Term | None:
    others = _others(part, quad)
    if others:
        return random.choice(others)
    return _other_text(part, random, quad) or _something_else(part, random, quad)


def _put(change: NewValue, class_: str, name: str) -> Damage:
    """Replaces one value of the property."""

    def apply(part: Part, random: Random) -> Change | None:
        quads = list(part.at(class_, name))
        random.shuffle(quads)
        for quad in quads:
            value = change(part, random, quad)
            if value is not None and value != quad.object:
                new = ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)
                return Change(frozenset({quad}), frozenset({new}))
        return None

    return apply


def _add(class_: str, name: str) -> Damage:
    put = _put(_another, class_, name)

    def apply(part: Part, random: Random) -> Change | None:
        change = put(part, random)
        return None if change is None else Change(frozenset(), change.added)

    return apply


def _drop(class_: str, name: str) -> Damage:
    def apply(part: Part, random: Random) -> Change | None:
        quads = part.at(class_, name)
        return Change(frozenset({random.choice(quads)}), frozenset()) if quads else None

    return apply


def _swap(class_: str, name: str) -> Damage:
    """Two nodes exchange a value."""

    def apply(part: Part, random: Random) -> Change | None:
        quads = list(part.at(class_, name))
        random.shuffle(quads)
        for one in quads:
            have = set(part.values(one.subject, name))
            for other in quads:
                if other.object in have or one.object in part.values(other.subject, name):
                    continue
                new = (
                    ox.Quad(one.subject, one.predicate, other.object, one.graph_name),
                    ox.Quad(other.subject, other.predicate, one.object, other.graph_name),
                )
                return Change(frozenset({one, other}), frozenset(new))
        return None

    return apply


_FOR_IRIS: dict[str, NewValue] = {
    "misspelt IRI": _misspelt,
    "literal for IRI": _as_literal,
    "blank node for IRI": _as_blank,
    "IRI of something else": _something_else,
}
_FOR_LITERALS: dict[str, NewValue] = {
    "IRI for literal": _as_iri,
    "other letter or digit": _other_text,
    "other case": _other_case,
    "other datatype": _other_datatype,
    "other language tag": _other_language,
    "language tag on a plain text": _some_language,
}

_OPEN = {
    "drop": OPTIONAL,
    "second value": REPEATED,
    "swap": FREE,
    "misspelt IRI": OUTSIDE,
    "other letter or digit": FREE,
    "other case": FREE,
    "other language tag": FREE,
}
"""Where a damage leaves something well-formed; a damage that is not named never does."""


def _damages(part: Part, class_: str, name: str) -> Iterator[tuple[str, Damage]]:
    yield "drop", _drop(class_, name)
    if name == "rdf:type":
        return
    yield "second value", _add(class_, name)
    yield "swap", _swap(class_, name)
    values = [quad.object for quad in part.at(class_, name)]
    if any(isinstance(value, ox.NamedNode) for value in values):
        for damage, change in _FOR_IRIS.items():
            yield damage, _put(change, class_, name)
    if any(isinstance(value, ox.Literal) for value in values):
        for damage, change in _FOR_LITERALS.items():
            yield damage, _put(change, class_, name)


def kinds_by_property(part: Part) -> list[Kind]:
    """Every damage of every property that the part has."""
    return [
        Kind(f"{damage}: {class_} {name}", "reading" if (class_, name) in _OPEN.get(damage, ()) else "form", apply)
        for class_, name in part.places()
        if name not in SHOWN_BY_HAND
        for damage, apply in _damages(part, class_, name)
    ]
