"""What the registry knows: who and what can be named in a claim. Nothing in it says what happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..namespaces import BASE
from ..yamltree import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..errors import Place

__all__ = ["Entry", "Kind", "Link", "Name", "Registry", "side_node"]


class Kind(StrEnum):
    """The kinds of entries; the values stand in their IRIs."""

    ACTOR = "actor"
    PERSON = "person"
    PLACE = "place"
    EVENT = "event"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its language (BCP 47); no language for a hidden or artificial form."""

    text: str
    language: str | None = "en"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it is, how it is called, and for unnamed groups and relative places what defines it."""

    kind: Kind
    slug: str
    type: str
    """Local name of its class in the ontology, or a PROV class for agents."""
    label: str
    """What people read; also the ``rdfs:label``."""
    called: str
    """How a sentence names it: "the MNLA"."""
    place: Place
    name: Name | None = None
    also: tuple[Name, ...] = ()
    hidden: tuple[str, ...] = ()
    described_as: Name | None = None
    sides: int = 0
    """Events: how many sides it has."""
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Structural ties to other entries: local name of the property → ids (``closeTo`` → ``actor/icrc``)."""
    bearing: str | None = None
    plural: bool = False
    """Whether a verb after ``called`` is plural."""
    note: str | None = None
    unused: str | None = None
    """Why it is kept although nothing uses it."""

    @property
    def id(self) -> str:
        """``actor/mnla``: unique in the registry."""
        return f"{self.kind}/{self.slug}"

    @property
    def node(self) -> NamedNode:
        """Its IRI."""
        return NamedNode(BASE + self.id)


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to a node outside, with the public evidence for it."""

    entry: str
    """Id of the entry, ``place/gao``."""
    relation: str
    """``exactMatch`` or ``closeMatch`` (SKOS)."""
    wikidata: str | None
    geonames: str | None
    latitude: str | None
    longitude: str | None
    evidence: str
    place: Place
    note: str | None = None


@dataclass(frozen=True)
class Registry:
    """All entries by id, and the links to nodes outside."""

    entries: Mapping[str, Entry]
    links: tuple[Link, ...] = ()

    def find(self, name: str, kinds: Iterable[Kind]) -> Entry:
        """The entry that a name in a claim file stands for: a slug, or kind and slug (``actor/mali``).

        Raises:
            LookupError: if there is none of these kinds, or more than one; the message says what to write.
        """
        kinds = tuple(kinds)
        if "/" in name:
            entry = self.entries.get(name)
            if entry and entry.kind in kinds:
                return entry
        found = [e for kind in kinds if (e := self.entries.get(f"{kind}/{name}"))]
        if len(found) == 1:
            return found[0]
        if found:
            options = " or ".join(e.id for e in found)
            raise LookupError(f"{name!r} is ambiguous; write {options}")
        known = [e.slug for e in self.entries.values() if e.kind in kinds]
        raise LookupError(unknown(" or ".join(kinds), name, known))


def side_node(event: Entry, number: int) -> NamedNode:
    """The IRI of a side of an event."""
    return NamedNode(f"{event.node.value}/side/{number}")
