"""The events of a collection, and the one that somebody means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import CallError
from ..namespaces import BASE, PREFIXES
from ..yamltree import unknown
from .reading import select

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["EventEntry", "events", "find_event"]

_HOME = f"{BASE}event/"
_ITEM = re.compile(r"(?:wd:|https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]{0,19})", re.ASCII)
_EVENTS = """
SELECT ?event (SAMPLE(?name) AS ?label) (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?event a ig:Event ; rdfs:label ?name .
  OPTIONAL { ?claim ig:event ?event ; a ig:Claim }
}
GROUP BY ?event
"""
_ITEMS = "SELECT DISTINCT ?event ?item WHERE { ?event skos:exactMatch ?item ; a ig:Event }"


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One event of a collection."""

    iri: str
    slug: str
    """Its name in IRIs; the whole IRI for an event that is not of our namespace."""
    label: str
    claims: int
    """How many claims are about it."""
    wikidata: tuple[str, ...]
    """The items that it is an exact match of, as ``Q…``."""


def events(store: Store) -> tuple[EventEntry, ...]:
    """All events: those with most claims first, then by name."""
    items: dict[str, set[str]] = {}
    for event, item in select(store, _ITEMS, "event", "item"):
        if item.startswith(PREFIXES["wd"]):
            items.setdefault(event, set()).add(item.removeprefix(PREFIXES["wd"]))
    found = [
        EventEntry(event, event.removeprefix(_HOME), label, int(claims), tuple(sorted(items.get(event, ()))))
        for event, label, claims in select(store, _EVENTS, "event", "label", "claims")
    ]
    return tuple(sorted(found, key=lambda entry: (-entry.claims, entry.slug)))


def find_event(store: Store, name: str) -> EventEntry:
    """The event of a slug, an IRI (whole, or as ``event:slug``), or the id or address of a Wikidata item.

    Raises:
        CallError: if there is none, or an item is the exact match of several.
    """
    known = events(store)
    item = _ITEM.fullmatch(name)
    if item is not None:
        found = [entry for entry in known if item[1] in entry.wikidata]
    else:
        slug = name.removeprefix("event:")
        found = [entry for entry in known if name == entry.iri or slug == entry.slug]
    if not found:
        raise CallError(_none(name, known))
    if len(found) > 1:
        raise CallError(f"{name} stands for {' and '.join(entry.slug for entry in found)}; name one of them")
    return found[0]


def _none(name: str, known: tuple[EventEntry, ...]) -> str:
    guess = unknown("event", name, (entry.slug for entry in known))
    if "did you mean" not in guess:
        return guess
    return f"{guess} Or one of: {', '.join(entry.slug for entry in known)}"
