"""Which entries of a registry its documents use, and which nobody does.

An entry is used by a claim, a telling, a written name, a reference, a document's publisher or an identification, or by
an entry that is used and is tied to it. One that is kept all the same says why with ``unused``.

What a document is understood to say depends on nothing else in the registry than what it asks for, so that only a
change of this makes it worth reading again: :class:`Consulted` notes what is asked, :class:`Extracts` names the answer.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .documents.document import Document
from .errors import Problem
from .namespaces import BASE
from .nodes import Named
from .registry import Kind, Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .collection import Collection
    from .registry import Entry, Link

__all__ = ["Consulted", "Extracts", "entries_of", "unused_among", "unused_entries", "with_ties"]

_NO_CONTENT = frozenset({"place", "unused"})
"""What an entry or a link says of itself for those who edit the registry: no document's meaning depends on it."""


def unused_entries(collection: Collection) -> tuple[Problem, ...]:
    """A problem, with its line, for each entry that nothing uses, and for each excuse that is not needed."""
    registry = collection.registry
    named = frozenset[str]().union(
        *(entries_of(document, collection.files[document.slug], registry) for document in collection.documents),
        entries_of(None, collection.identifications, registry),
    )
    return unused_among(registry, named)


def entries_of(document: Document | None, said: object, registry: Registry) -> frozenset[str]:
    """The ids of the entries that a document and ``said``, its claim file or identifications, name themselves."""
    ids = (node.value.removeprefix(BASE) for node in _nodes(said) if node.value.startswith(BASE))
    found = {id_ for id_ in ids if id_ in registry.entries}
    if document is not None:
        found.add(registry.find(document.publisher.text, (Kind.ACTOR,)).id)
    return frozenset(found)


def unused_among(registry: Registry, named: Iterable[str]) -> tuple[Problem, ...]:
    """A problem for each entry that is not in ``named``, the ids that a whole collection names, and not tied to one."""
    entries = registry.entries
    used = with_ties(entries, (*(id_ for id_ in named if id_ in entries), *_agents(entries)))
    problems = []
    for entry in entries.values():
        if entry.id not in used and entry.unused is None:
            message = f"nothing uses {entry.slug!r}; remove it, or say with 'unused' why it is kept"
            problems.append(Problem(entry.place, message))
        elif entry.id in used and entry.unused is not None:
            problems.append(Problem(entry.place, f"{entry.slug!r} is used; remove its 'unused'"))
    return tuple(problems)


@dataclass(frozen=True)
class Consulted(Registry):
    """The same registry, which notes every name that it is asked for, also one that it has no answer to."""

    asked: set[str] = field(default_factory=set)

    def find(self, name: str, kinds: Iterable[Kind]) -> Entry:
        """As :meth:`Registry.find`."""
        self.asked.add(name)
        return super().find(name, kinds)


class Extracts:
    """What a registry says to those who ask it for some names and nothing else."""

    def __init__(self, registry: Registry) -> None:
        self._entries = registry.entries
        self._links: dict[str, list[Link]] = defaultdict(list)
        for link in registry.links:
            self._links[link.entry].append(link)
        self._made: dict[str, bytes] = {}
        self._agents = _agents(registry.entries)

    def key(self, names: Iterable[str]) -> str:
        """Names the answer to some names: 40 hexadecimal digits, equal for registries that answer them alike.

        The answer is which entries each name could mean, of any kind, since one more of them makes it ambiguous; what
        these entries, the agents and whatever they are tied to say; and the links of all of them. On which line
        something stands is no part of it.
        """
        digest = hashlib.sha256()
        found = set(self._agents)
        for name in sorted(set(names)):
            ids = [id_ for id_ in (name, *(f"{kind}/{name}" for kind in Kind)) if id_ in self._entries]
            digest.update(f"{[name, *ids]}\n".encode())
            found.update(ids)
        for id_ in sorted(with_ties(self._entries, found)):
            digest.update(self._extract(id_))
        return digest.hexdigest()[:40]

    def _extract(self, id_: str) -> bytes:
        if id_ not in self._made:
            said = [_content(thing) for thing in (self._entries[id_], *self._links.get(id_, ()))]
            self._made[id_] = hashlib.sha256(repr(said).encode()).digest()
        return self._made[id_]


def _content(thing: Entry | Link) -> list[object]:
    return [getattr(thing, part.name) for part in fields(thing) if part.name not in _NO_CONTENT]


def _agents(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """The ids of those whom the encoder names in every document."""
    return tuple(entry.id for entry in entries.values() if entry.kind is Kind.AGENT)


def with_ties(entries: Mapping[str, Entry], ids: Iterable[str]) -> set[str]:
    """Entries with all that they are tied to, directly or through others."""
    todo, found = list(ids), set[str]()
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            found.add(id_)
            todo += [tied for names in entries[id_].references.values() for tied in names]
    return found


def _nodes(said: object) -> Iterator[NamedNode]:
    """The nodes that claim files and identifications name, sides as their events."""
    for value in _values(said):
        yield value.node
        if "/side/" in value.node.value:
            yield NamedNode(value.node.value.split("/side/")[0])


def _values(value: object) -> Iterator[Named]:
    if isinstance(value, Document):
        return  # its parts are text
    if isinstance(value, Named):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _values(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _values(getattr(value, field.name))
