"""Looks up the names in a claim file: entries of the registry, sides, groups, concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..namespaces import iri
from ..nodes import Named
from ..registry import Kind, side_node
from ..words import kebab, shown
from ..yamltree import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..errors import Problems
    from ..registry import Entry, Registry
    from ..yamltree import Leaf

__all__ = ["ACTORS", "ANCHORS", "CHANNELS", "COUNTS", "GROUP_STATUSES", "LIMITS", "Naming", "named"]

ACTORS = (Kind.ACTOR, Kind.PERSON)
LIMITS = (*ACTORS, Kind.PLACE)
ANCHORS = (Kind.PLACE, Kind.EVENT)
CHANNELS = (Kind.ACTOR,)
"""What can act; what a claim can be limited to; what a distance is measured from; what a telling goes through."""
COUNTS = ("Person", "Vehicle", "ArmedGroup", "Event")
GROUP_STATUSES = {"overall": "Overall", "unstated": "Unstated"}


def named(entry: Entry) -> Named:
    """An entry as the claims know it."""
    return Named(entry.node, entry.called, entry.slug, entry.plural)


class Naming:
    """Turns ids into nodes and notes those that name nothing."""

    def __init__(self, registry: Registry, problems: Problems) -> None:
        self._registry = registry
        self._problems = problems

    def entry(self, leaf: Leaf | None, kinds: Iterable[Kind]) -> Entry | None:
        """The registry entry that an id stands for."""
        if leaf is None:
            return None
        try:
            return self._registry.find(leaf.text, kinds)
        except LookupError as error:
            self._problems.add(leaf.place, str(error))
            return None

    def known(self, leaf: Leaf, kinds: Iterable[Kind]) -> Entry | None:
        """The registry entry that an id stands for, if any; an id that is read elsewhere is noted there."""
        try:
            return self._registry.find(leaf.text, kinds)
        except LookupError:
            return None

    def thing(self, leaf: Leaf | None, kinds: Iterable[Kind] = ACTORS) -> Named | None:
        """The node that an id stands for."""
        entry = self.entry(leaf, kinds)
        return named(entry) if entry else None

    def side(self, leaf: Leaf | None, event: Entry | None) -> Named | None:
        """A side of an event, written as its number or as ``side-1``.

        None where there is no event; that it is missing is noted where it is looked up.
        """
        if leaf is None:
            return None
        number = leaf.text.removeprefix("side-")
        if event is None:
            return None
        if not event.sides:
            message = (
                f"{shown(leaf.text)} is a side, but {event.slug}, the event of this claim, has no 'sides' in the "
                "registry, and a side of another event is not one of it; add 'sides' there, or name the group itself"
            )
            self._problems.add(leaf.place, message)
            return None
        if number not in {str(n) for n in range(1, event.sides + 1)}:
            message = (
                f"{shown(leaf.text)} is no side of {event.slug}, the event of this claim, which has sides 1 to "
                f"{event.sides}; write one of them by its number, or name the 'event' whose side it is"
            )
            self._problems.add(leaf.place, message)
            return None
        return Named(side_node(event, int(number)), f"side {number}", f"side-{number}")

    def group(self, leaf: Leaf | None, event: Entry | None) -> tuple[Named | None, str | None]:
        """Whose losses or strength: somebody, or a status (``Overall``, ``Unstated``)."""
        if leaf is None:
            return None, None
        if leaf.text in GROUP_STATUSES:
            return None, GROUP_STATUSES[leaf.text]
        if leaf.text.startswith("side-"):
            return self.side(leaf, event), None
        return self.thing(leaf, ACTORS), None

    def named_or_side(self, leaf: Leaf, event: Entry | None) -> Named | None:
        """Anything that a name may name: an entry of any kind, or a side of the file's event."""
        if leaf.text.startswith("side-"):
            return self.side(leaf, event)
        return self.thing(leaf, Kind)

    @staticmethod
    def concept_node(local: str) -> Named:
        """The node of a concept of the ontology."""
        return Named(iri(f"ig:{local}"), kebab(local).replace("-", " "), kebab(local))

    def concept(self, leaf: Leaf, names: Iterable[str], what: str) -> str | None:
        """A word of one of the ontology's lists, whose local names are given, as its local name."""
        options = {kebab(name): name for name in names}
        if leaf.text not in options:
            self._problems.add(leaf.place, unknown(what, leaf.text, options))
        return options.get(leaf.text)
