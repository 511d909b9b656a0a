"""Reads ``registry/``: one YAML file per kind, and the table of links.

``actors.yaml``, ``people.yaml``, ``places.yaml``, ``events.yaml`` and ``agents.yaml`` map a slug to what the
thing is. A file that is not there has no entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Place, Problems
from ..words import is_slug, kebab
from ..yamltree import Branch, Fields, Leaf, load
from .links import read_links
from .model import Entry, Kind, Name, Registry

if TYPE_CHECKING:
    from pathlib import Path

    from ..yamltree import Tree

__all__ = ["FILES", "TYPES", "read_registry"]

FILES: dict[str, Kind] = {
    "actors.yaml": Kind.ACTOR,
    "people.yaml": Kind.PERSON,
    "places.yaml": Kind.PLACE,
    "events.yaml": Kind.EVENT,
    "agents.yaml": Kind.AGENT,
}

TYPES: dict[Kind, tuple[str, ...]] = {
    Kind.ACTOR: (
        "ArmedGroup",
        "Government",
        "MediaOutlet",
        "MilitaryUnit",
        "Organisation",
        "PeacekeepingMission",
        "StateForce",
        "UnnamedGroup",
    ),
    Kind.PERSON: ("Person",),
    Kind.PLACE: ("Place", "RelativePlace"),
    Kind.EVENT: ("ArmedConflict", "Ambush", "Attack", "Battle", "Event", "Offensive", "Skirmish"),
    Kind.AGENT: ("Person", "SoftwareAgent"),
}
"""Classes that an entry of a kind may have; the first is taken where there is only one."""

_TIES: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "close-to": ("closeTo", (Kind.ACTOR, Kind.PERSON)),
    "includes": ("includesAgent", (Kind.ACTOR, Kind.PERSON)),
    "relative-to": ("relativeTo", (Kind.PLACE,)),
    "between": ("betweenPlaces", (Kind.PLACE,)),
}
_BEARINGS = {
    "north": "N",
    "north-east": "NE",
    "east": "E",
    "south-east": "SE",
    "south": "S",
    "south-west": "SW",
    "west": "W",
    "north-west": "NW",
}
_NAMES = ("name", "short", "also", "hidden", "label", "called", "plural", "note")
_KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.ACTOR: ("type", *_NAMES, "described-as", "close-to", "includes"),
    Kind.PERSON: ("type", *_NAMES),
    Kind.PLACE: ("type", *_NAMES, "relative-to", "between", "bearing"),
    Kind.EVENT: ("type", *_NAMES, "sides"),
    Kind.AGENT: ("type", "label", "note"),
}


def read_registry(folder: Path) -> Registry:
    """The registry of a collection.

    Raises:
        DataError: with every problem found in all its files.
    """
    problems = Problems()
    entries: dict[str, Entry] = {}
    for name, kind in FILES.items():
        path = folder / name
        if path.exists():
            for key, tree in load(path).entries:
                entry = _entry(kind, key, tree, problems)
                if entry:
                    entries[entry.id] = entry
    registry = Registry(dict(sorted(entries.items())))
    _check_ties(registry, problems)
    links = read_links(folder / "links.tsv", registry, problems)
    problems.raise_if_any()
    return Registry(registry.entries, links)


def _entry(kind: Kind, key: Leaf, tree: Tree, problems: Problems) -> Entry | None:
    if not is_slug(key.text):
        message = f"{key.text!r} is no slug; use lower-case ASCII letters, digits and single hyphens"
        problems.add(key.place, message)
        return None
    fields = Fields(tree, _KEYS[kind], problems)
    choices = {kebab(t): t for t in TYPES[kind]}
    type_ = fields.choice("type", choices) or (TYPES[kind][0] if kind in (Kind.PERSON, Kind.PLACE) else None)
    if type_ is None:
        if "type" not in fields:
            problems.add(key.place, f"{key.text!r} needs a 'type': {', '.join(choices)}")
        return None
    name, short = fields.leaf("name"), fields.leaf("short")
    described = fields.leaf("described-as")
    label = fields.leaf("label")
    if type_ == "UnnamedGroup" and not described:
        problems.add(
            key.place, f"{key.text!r} is an unnamed group and needs 'described-as': the words of the text"
        )
    title = label.text if label else _title(name, short, described)
    if not title:
        problems.add(key.place, f"{key.text!r} needs a 'name', or 'described-as' for an unnamed group")
        return None
    called = fields.leaf("called")
    also = _names(fields, "also", problems)
    return Entry(
        kind=kind,
        slug=key.text,
        type=type_,
        label=title,
        called=called.text if called else (short or name or label or described or key).text,
        place=key.place,
        name=Name(name.text) if name else None,
        also=((Name(short.text),) if short else ()) + also,
        hidden=tuple(leaf.text for leaf in fields.leaves("hidden")),
        described_as=Name(described.text) if described else None,
        sides=_sides(fields, problems),
        references={
            _TIES[tie][0]: tuple(leaf.text for leaf in fields.leaves(tie)) for tie in _TIES if tie in fields
        },
        bearing=fields.choice("bearing", _BEARINGS),
        plural=fields.flag("plural"),
        note=note.text if (note := fields.leaf("note")) else None,
    )


def _title(name: Leaf | None, short: Leaf | None, described: Leaf | None) -> str:
    if name and short and short.text != name.text:
        return f"{name.text} ({short.text})"
    found = name or described
    return found.text if found else ""


def _names(fields: Fields, key: str, problems: Problems) -> tuple[Name, ...]:
    """Names as plain text (English) or as a mapping of language to text (``{fr: forces armées}``)."""
    found = []
    for item in fields.items(key):
        if isinstance(item, Leaf):
            found.append(Name(item.text))
        elif isinstance(item, Branch):
            for language, text in item.entries:
                if isinstance(text, Leaf) and text.text and is_slug(language.text.lower()):
                    found.append(Name(text.text, language.text))
                else:
                    problems.add(text.place, f"{key!r} takes a language tag and a text, as in {{fr: texte}}")
        else:
            problems.add(item.place, f"{key!r} takes texts or {{language: text}}")
    return tuple(found)


def _sides(fields: Fields, problems: Problems) -> int:
    leaf = fields.leaf("sides")
    if leaf is None:
        return 0
    if leaf.text in {"2", "3", "4", "5", "6"}:
        return int(leaf.text)
    problems.add(leaf.place, "'sides' is the number of sides, from 2 to 6")
    return 0


def _check_ties(registry: Registry, problems: Problems) -> None:
    kinds = dict(_TIES.values())
    for entry in registry.entries.values():
        for tie, names in entry.references.items():
            for name in names:
                try:
                    registry.find(name, kinds[tie])
                except LookupError as error:
                    problems.add(Place(entry.place.path, entry.place.line), f"{entry.slug}: {error}")
        if entry.type == "RelativePlace":
            between = entry.references.get("betweenPlaces", ())
            if bool(between) == bool(entry.references.get("relativeTo")) or len(between) == 1:
                message = (
                    f"{entry.slug}: a relative place needs either 'relative-to' or two places in 'between'"
                )
                problems.add(entry.place, message)
