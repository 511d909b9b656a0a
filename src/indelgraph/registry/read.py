"""Reads ``registry/``: one YAML file per kind, and the table of links.

``actors.yaml``, ``people.yaml``, ``places.yaml``, ``events.yaml`` and ``agents.yaml`` map a slug to what the
thing is. A file that is not there has no entries.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import DataError, Place, Problems
from ..files import outside
from ..nodes import is_language
from ..words import is_slug, kebab, shown
from ..yamltree import Branch, Fields, Leaf, load
from .links import read_links
from .model import Entry, Kind, Name, Registry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..yamltree import Tree

__all__ = ["BEARINGS", "FILES", "KEYS", "SIDES", "TIES", "TYPES", "TYPE_MAY_MISS", "read_registry"]

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
    Kind.PLACE: ("Place", "MilitaryBase", "RelativePlace"),
    Kind.EVENT: ("ArmedConflict", "Ambush", "Attack", "Battle", "Event", "Offensive", "Skirmish"),
    Kind.AGENT: ("Person", "SoftwareAgent"),
}
"""Classes that an entry of a kind may have; the first is taken where there is only one."""

TYPE_MAY_MISS = (Kind.PERSON, Kind.PLACE)
"""Kinds whose first type is taken where an entry names none."""
SIDES = ("2", "3", "4", "5", "6")
"""How many sides an event may have."""

TIES: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "close-to": ("closeTo", (Kind.ACTOR, Kind.PERSON)),
    "includes": ("includesAgent", (Kind.ACTOR, Kind.PERSON)),
    "relative-to": ("relativeTo", (Kind.PLACE,)),
    "between": ("betweenPlaces", (Kind.PLACE,)),
}
BEARINGS = {
    "north": "N",
    "north-east": "NE",
    "east": "E",
    "south-east": "SE",
    "south": "S",
    "south-west": "SW",
    "west": "W",
    "north-west": "NW",
}
_NAMES = ("name", "short", "also", "hidden", "label", "called", "plural", "note", "unused")
KEYS: dict[Kind, tuple[str, ...]] = {
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
    _refuse_links_out(folder, problems)
    drafts: list[_Draft] = []
    whole = True
    for name, kind in FILES.items():
        path = folder / name
        if path.exists():
            try:
                drafts += [d for key, tree in load(path).entries if (d := _draft(kind, key, tree, problems))]
            except DataError as error:
                problems.extend(error)
                whole = False
    if not whole:
        # What the file that cannot be read names would be noted as missing all over.
        problems.raise_if_any()
    drafts.sort(key=lambda draft: draft.entry.id)
    known = Registry({draft.entry.id: draft.entry for draft in drafts})
    entries = {draft.entry.id: _tied(draft, known, problems) for draft in drafts}
    try:
        links = read_links(folder / "links.tsv", known, problems)
    except DataError as error:
        problems.extend(error)
    problems.raise_if_any()
    return Registry(entries, links)


def _refuse_links_out(folder: Path, problems: Problems) -> None:
    """Let no link lead the readers out of the collection, or have them take a file for none.

    Raises:
        DataError: with every such link.
    """
    whole = outside(folder, folder.parent)
    if whole:
        raise DataError.at(Place(folder), whole)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith(".") and (wrong := outside(path, folder.parent)):
            problems.add(Place(path), wrong)
    problems.raise_if_any()


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry whose ties to others are not looked up yet. One with a problem stands in, so that others find it."""

    entry: Entry
    ties: Mapping[str, tuple[Leaf, ...]]


def _draft(kind: Kind, key: Leaf, tree: Tree, problems: Problems) -> _Draft | None:
    if not is_slug(key.text):
        message = f"{shown(key.text)} is no slug; use lower-case ASCII letters, digits and single hyphens"
        problems.add(key.place, message)
        return None
    fields = Fields(tree, KEYS[kind], problems)
    type_ = _type(kind, key, fields, problems)
    name, short, label = fields.leaf("name"), fields.leaf("short"), fields.leaf("label")
    described = fields.leaf("described-as")
    if type_ == "UnnamedGroup" and "described-as" not in fields:
        message = f"{key.text!r} is an unnamed group and needs 'described-as', the words of the text; add it"
        problems.add(key.place, message)
    title = label.text if label else _title(name, short, described)
    needed = "label" if kind is Kind.AGENT else "name"
    if not title and fields.is_mapping and type_ not in ("RelativePlace", "UnnamedGroup") and needed not in fields:
        problems.add(key.place, f"{key.text!r} needs a {needed!r}; add it")
    called = fields.leaf("called")
    also = _names(fields, "also", problems)
    entry = Entry(
        kind=kind,
        slug=key.text,
        type=type_ or TYPES[kind][0],
        label=title or key.text,
        called=called.text if called else (short or name or label or described or key).text,
        place=key.place,
        name=Name(name.text) if name else None,
        also=((Name(short.text),) if short else ()) + also,
        hidden=tuple(leaf.text for leaf in fields.leaves("hidden")),
        described_as=Name(described.text) if described else None,
        sides=_sides(fields, problems),
        bearing=fields.choice("bearing", BEARINGS),
        plural=fields.flag("plural"),
        note=note.text if (note := fields.leaf("note")) else None,
        unused=unused.text if (unused := fields.leaf("unused")) else None,
    )
    ties = {tie: fields.leaves(tie) for tie in TIES if tie in fields}
    _check_place(entry, ties, fields, problems)
    return _Draft(entry, ties)


def _type(kind: Kind, key: Leaf, fields: Fields, problems: Problems) -> str | None:
    """The class of an entry; None, and a problem noted, where it is missing or none of its kind."""
    choices = {kebab(t): t for t in TYPES[kind]}
    if "type" in fields:
        return fields.choice("type", choices)
    if kind in TYPE_MAY_MISS:
        return TYPES[kind][0]
    if fields.is_mapping:
        problems.add(key.place, f"{key.text!r} needs a 'type': {', '.join(choices)}")
    return None


def _check_place(entry: Entry, ties: Mapping[str, tuple[Leaf, ...]], fields: Fields, problems: Problems) -> None:
    """A relative place is defined by one place, or by two that it lies between; no other entry is."""
    if entry.type == "RelativePlace":
        counts = [len({leaf.text for leaf in ties.get(tie, ())}) for tie in ("relative-to", "between")]
        if counts not in ([1, 0], [0, 2]):
            message = f"{entry.slug}: a relative place needs either one place in 'relative-to' or two in 'between'"
            problems.add(entry.place, message)
        return
    for key in ("relative-to", "between", "bearing"):
        if tree := fields.get(key):
            problems.add(tree.place, f"{key!r} belongs to a relative place; add 'type: relative-place' or leave it out")


def _tied(draft: _Draft, known: Registry, problems: Problems) -> Entry:
    """An entry with its ties, as ids that no other kind shares (``place/gao``)."""
    references = {}
    for tie, leaves in draft.ties.items():
        name, kinds = TIES[tie]
        found = []
        for leaf in leaves:
            try:
                other = known.find(leaf.text, kinds)
            except LookupError as error:
                problems.add(leaf.place, f"{draft.entry.slug}: {error}")
                continue
            if other.id == draft.entry.id or other.id in found:
                what = "is this entry itself" if other.id == draft.entry.id else "stands here twice"
                problems.add(leaf.place, f"{draft.entry.slug}: {leaf.text!r} {what}; name another")
            found.append(other.id)
        references[name] = tuple(found)
    return replace(draft.entry, references=references)


def _title(name: Leaf | None, short: Leaf | None, described: Leaf | None) -> str:
    if name and short and short.text != name.text:
        return f"{name.text} ({short.text})"
    found = name or described
    return found.text if found else ""


def _names(fields: Fields, key: str, problems: Problems) -> tuple[Name, ...]:
    """Names as plain text (English) or as a mapping of language to text (``{fr: forces armées}``)."""
    found = []
    for item in fields.items(key):
        if isinstance(item, Leaf) and item.text:
            found.append(Name(item.text))
        elif isinstance(item, Branch):
            for language, text in item.entries:
                if isinstance(text, Leaf) and text.text and is_language(language.text):
                    found.append(Name(text.text, language.text))
                else:
                    problems.add(text.place, f"{key!r} takes a language tag and a text, as in {{fr: texte}}")
        else:
            problems.add(item.place, f"{key!r} takes texts or {{language: text}}; write one there")
    return tuple(found)


def _sides(fields: Fields, problems: Problems) -> int:
    leaf = fields.leaf("sides")
    if leaf is None:
        return 0
    if leaf.text in SIDES:
        return int(leaf.text)
    problems.add(leaf.place, "'sides' is the number of sides, from 2 to 6")
    return 0
