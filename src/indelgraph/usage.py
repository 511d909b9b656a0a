"""Which entries of a registry its documents use, and which nobody does.

An entry is used by a claim, a telling, a written name, a reference, a document's publisher or an identification, or by
an entry that is used and is tied to it. One that is kept all the same says why with ``unused``.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .documents.document import Document
from .errors import Problem
from .nodes import Named
from .registry import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .collection import Collection
    from .registry import Registry

__all__ = ["entries_of", "unused_among", "unused_entries"]


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
    ids = {entry.node: entry.id for entry in registry.entries.values()}
    found = {ids[node] for node in _nodes(said) if node in ids}
    if document is not None:
        found.add(registry.find(document.publisher.text, (Kind.ACTOR,)).id)
    return frozenset(found)


def unused_among(registry: Registry, named: Iterable[str]) -> tuple[Problem, ...]:
    """A problem for each entry that is not in ``named``, the ids that a whole collection names, and not tied to one."""
    entries = registry.entries
    todo = [id_ for id_ in named if id_ in entries]
    todo += [entry.id for entry in entries.values() if entry.kind is Kind.AGENT]  # the encoder names them
    used: set[str] = set()
    while todo:
        found = todo.pop()
        if found not in used:
            used.add(found)
            todo += [tied for names in entries[found].references.values() for tied in names]
    problems = []
    for entry in entries.values():
        if entry.id not in used and entry.unused is None:
            message = f"nothing uses {entry.slug!r}; remove it, or say with 'unused' why it is kept"
            problems.append(Problem(entry.place, message))
        elif entry.id in used and entry.unused is not None:
            problems.append(Problem(entry.place, f"{entry.slug!r} is used; remove its 'unused'"))
    return tuple(problems)


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
