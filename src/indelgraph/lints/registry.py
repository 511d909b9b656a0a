"""Lints of the registry: entries that may be one, points that may be exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problem
from ..registry import Kind
from ..words import shown
from .places import in_order, line_of, order
from .points import exchanged_points
from .spelling import fold, lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..registry import Entry, Registry

__all__ = ["registry_lints"]


def registry_lints(registry: Registry) -> tuple[Problem, ...]:
    """Likely slips in a registry, in the order of its files."""
    return in_order([*_names(registry), *exchanged_points(registry.links)])


def _names(registry: Registry) -> Iterator[Problem]:
    """Two entries of one kind with names that look like one.

    The ``note`` of either silences it by naming the other's slug: who keeps two apart can say why.
    """
    entries = sorted(registry.entries.values(), key=lambda entry: order(entry.place))
    for kind in Kind:
        # An unnamed group belongs to one place in one text and is never shared: equal words are no double.
        named = (entry for entry in entries if entry.kind is kind and entry.type != "UnnamedGroup")
        names = [(name, entry) for entry in named for name in _forms(entry)]
        told: set[tuple[str, str]] = set()
        for later, earlier in lookalikes((name, entry.slug) for name, entry in names):
            (name, entry), (other_name, other) = names[later], names[earlier]
            if (entry.slug, other.slug) in told or _kept_apart(entry, other) or _kept_apart(other, entry):
                continue
            told.add((entry.slug, other.slug))
            message = (
                f"the name {shown(name)} looks like {shown(other_name)}, a name of {other.slug!r}"
                f"{line_of(other.place, entry.place)}; make them one entry, or, if they are two, say why in the "
                f"'note' of this one and write the slug {other.slug} there"
            )
            yield Problem(entry.place, message)


def _forms(entry: Entry) -> tuple[str, ...]:
    """The names of an entry that are compared, each spelling once; the label of one without a name."""
    forms = [name.text for name in (entry.name, *entry.also) if name] + list(entry.hidden)
    return tuple({fold(form): form for form in reversed(forms or [entry.label])}.values())[::-1]


def _kept_apart(entry: Entry, other: Entry) -> bool:
    """Whether the note of an entry names the slug of the other, as a word of its own."""
    words = (word.strip(".,;:!?()[]\"'“”‘’") for word in (entry.note or "").split())
    return any(word in (other.slug, other.id) for word in words)
