"""Which key of a file that people write a property of the graph comes from.

Most keys are the kebab form of their property: ``limited-to`` is ``ig:limitedTo``. The others are listed here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..claims import read
from ..claims.predicates import PREDICATES
from ..documents import document
from ..namespaces import shorten
from ..registry.read import KEYS
from ..words import kebab

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from ..errors import Place

__all__ = ["key_of"]

_ENDING = ".yaml"
_VALUE = "the predicate's key"
_OTHERS = {
    "rdf:predicate": _VALUE,
    "rdf:object": _VALUE,
    "rdf:subject": "subject",
    "ig:quantity": _VALUE,
    "ig:asStated": _VALUE,
    "ig:statedAt": _VALUE,
    "ig:comparator": _VALUE,
    "ig:minimum": _VALUE,
    "ig:maximum": _VALUE,
    "schema:minValue": _VALUE,
    "schema:maxValue": _VALUE,
    "ig:evidence": "quote",
    "ig:exact": "quote",
    "ig:report": "told",
    "ig:origin": "told",
    "ig:relays": "through",
    "ig:groupStatus": "group",
    "ig:inferred": "inferred-from",
    "ig:includesAgent": "includes",
    "ig:betweenPlaces": "between",
    "ig:nameOf": "of",
    "ig:nameStatus": "status",
    "dcterms:creator": "creator",
    "dcterms:publisher": "publisher",
    "dcterms:title": "title",
    "dcterms:language": "language",
    "dcterms:license": "licence",
    "rdfs:label": "label",
    "rdf:type": "type",
    "skos:prefLabel": "name",
    "skos:altLabel": "also",
    "skos:hiddenLabel": "hidden",
    "skos:editorialNote": "note",
}
"""Properties whose key has another name, or whose value is read from that of another key."""


@cache
def _keys() -> frozenset[str]:
    """Every key that a file of a collection may have."""
    of_claims = (*read.CLAIM_KEYS, *read.HOP_KEYS, *read.TELLING_KEYS, *read.NAME_KEYS, *read.REFERENCE_KEYS)
    return frozenset((*of_claims, *PREDICATES, *document.KEYS, *(key for keys in KEYS.values() for key in keys)))


def key_of(path: NamedNode, place: Place) -> str | None:
    """The key, with its colon, that a person edits for a property; None where the file has no keys, or none for it."""
    if not str(place.path).endswith(_ENDING):
        return None
    name = shorten(path.value)
    if other := _OTHERS.get(name):
        return other if other == _VALUE else f"{other}:"
    prefix, _, local = name.partition(":")
    key = kebab(local)
    return f"{key}:" if prefix == "ig" and key in _keys() else None
