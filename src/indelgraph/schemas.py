"""JSON Schemas (draft 2020-12) of the files that people write, so that an editor completes and checks them.

They are made from the tables that the readers themselves use; only the sentences that an editor shows beside a key
are written here. In our YAML every scalar is a string, but an editor reads ``3`` as a number and ``no`` perhaps as
false, so the schemas take both. What only the text or the registry can tell, ``indelgraph validate`` tells.

``python -m indelgraph.schemas`` writes ``ontology/schema/`` anew; with ``--data DIR`` it prints a schema of claim
files that completes the names of that collection.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click
import yaml

from . import ontology, resources
from .claims.locate import LONGEST_OFFSET
from .claims.naming import ACTORS, ANCHORS, CHANNELS, COUNTS, GROUP_STATUSES, LIMITS
from .claims.predicates import EQUIPMENT, OF_COUNTS, PREDICATES, Need, Predicate, Takes
from .claims.read import (
    CLAIM_KEYS,
    DATE_KEYS,
    EXCUSE_KEYS,
    FILE_KEYS,
    HOP_KEYS,
    MODALITIES,
    MODES,
    NAME_KEYS,
    POINTER_KEYS,
    REFERENCE_KEYS,
    SEVERITIES,
    STATUSES,
    TELLING_KEYS,
)
from .claims.telling import INFERENCE, NARRATION, RELAYING, SPEAKING
from .claims.values import COORDINATES
from .documents.document import KEYS as DOCUMENT_KEYS
from .documents.document import METADATA_FILE, OPTIONAL, SHA256, TEXT_FILE
from .documents.read import Form
from .errors import CallError, IndelgraphError
from .files import write_atomically
from .namespaces import BASE, iri
from .nodes import LANGUAGE, WEB_ADDRESS
from .registry import Kind, Registry, read_registry
from .registry.read import BEARINGS, FILES, KEYS, SIDES, TIES, TYPE_MAY_MISS, TYPES
from .words import LONGEST_SLUG, SLUG, kebab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["FOLDER", "Json", "Schema", "claim_file_schema", "collection_schema", "schemas", "text", "write"]

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json]"
Schema: TypeAlias = "Mapping[str, Json]"
Table: TypeAlias = "Mapping[str, tuple[str, Schema]]"
"""Keys of a mapping: what each says, in a sentence, and what it takes."""

FOLDER = "schema"
"""The folder of the schemas in ``ontology/``."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS = ("string", "number", "boolean")
_TEXT: Schema = {"type": _SCALARS, "minLength": 1}
_FLAG: Schema = {"enum": ["yes", "no", True, False]}
_NO: Schema = {"enum": ["no", False]}
_SIDE: Schema = {
    "enum": [s for n in range(1, int(SIDES[-1]) + 1) for s in (n, str(n), f"side-{n}")],
}
_OWN = (NARRATION, INFERENCE)


def _matching(pattern: str, longest: int | None = None) -> Schema:
    """Text that a regular expression matches whole; numbers and booleans are looked at by the program only."""
    limit: Schema = {"maxLength": longest} if longest else {}
    return {"type": _SCALARS, "pattern": f"^(?:{pattern})$", **limit}


_SLUG = _matching(SLUG, LONGEST_SLUG)
_OFFSET = _matching(f"[0-9]{{1,{LONGEST_OFFSET}}}")
_NUMBER = _matching("[0-9]+")


def _words(locals_: Iterable[str]) -> Schema:
    """One of a list of words of the ontology, given by their local names."""
    return {"enum": [kebab(local) for local in locals_]}


def _any(*options: Schema) -> Schema:
    return {"anyOf": options}


def _list(item: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": item}


def _some(item: Schema) -> Schema:
    """One thing or a list of things."""
    return _any(item, _list(item))


def _def(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _entry_of(kinds: Iterable[Kind]) -> Schema:
    """The name of an entry of some kinds."""
    return _def("-or-".join(kinds))


def _mapping(keys: Iterable[str], table: Table, required: Iterable[str] = (), rules: Sequence[Schema] = ()) -> Schema:
    """A mapping with these keys and no others.

    Raises:
        KeyError: if the readers know a key that the table does not describe.
    """
    properties = {key: {"description": table[key][0], **table[key][1]} for key in keys}
    more: Schema = {"allOf": rules} if rules else {}
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def _needs(*keys: str) -> Schema:
    return {"required": keys}


def _without(*keys: str) -> Schema:
    return {"properties": dict.fromkeys(keys, False)}


def _when(keys: Iterable[str], then: Schema) -> Schema:
    """What holds where one of some keys stands."""
    return {"if": _any(*(_needs(key) for key in keys)), "then": then}


def _is(key: str, *values: Json) -> Schema:
    """That a key stands with one of some values."""
    return {"required": [key], "properties": {key: {"enum": values}}}


# ---- Names of the registry -------------------------------------------------------------------------------------------


def _entry_names(tuples: Iterable[tuple[Kind, ...]], registry: Registry | None) -> dict[str, Schema]:
    """Definitions of the names of entries: any slug, with its kind before it or not, or those of a registry."""
    found: dict[str, Schema] = {}
    for kinds in tuples:
        if kinds:
            kind = f"(?:{'|'.join(kinds)})/"
            full, any_ = _matching(kind + SLUG), _matching(f"(?:{kind})?{SLUG}")
            found["-or-".join(kinds)] = any_ if registry is None else _any({"enum": _offered(kinds, registry)}, full)
    return dict(sorted(found.items()))


def _offered(kinds: Iterable[Kind], registry: Registry) -> list[Json]:
    """The names that are written for the entries of some kinds: slugs, with the kind where two kinds share one."""
    entries = [entry for entry in registry.entries.values() if entry.kind in kinds]
    slugs = [entry.slug for entry in entries]
    names = {e.slug if slugs.count(e.slug) == 1 else e.id for e in entries}
    return [form for name in sorted(names) for form in _as_read(name)]


def _as_read(name: str) -> list[Json]:
    """A name, and what an editor makes of it where it looks like a number or a truth value."""
    typed = yaml.safe_load(name)
    return [name, typed] if isinstance(typed, (bool, int)) else [name]


# ---- Claim files -----------------------------------------------------------------------------------------------------

_POINTER: Table = {
    "quote": ("The exact words of the document.", _TEXT),
    "in": ("A longer stretch of the document that holds the words and stands once.", _TEXT),
    "at": ("The offset of the first character of the words, a whole number.", _OFFSET),
}
_DATE: Table = {
    **_POINTER,
    "value": ("The day or time, where the words alone do not say it; needs 'inferred-from'.", _TEXT),
    "inferred-from": ("The words that the value comes from.", _some(_def("pointer"))),
    "vague": ("Whether it is a period that only its words say; such a period has no 'value'.", _FLAG),
}
_HOP: Table = {
    "teller": ("Who tells it: an actor or a person.", _entry_of(ACTORS)),
    "cue": ("The words that give the telling away.", _some(_def("pointer"))),
    "channel": ("The medium that was told and passed it on.", _entry_of(CHANNELS)),
    "on-behalf-of": ("Whom the teller speaks for.", _entry_of(ACTORS)),
    "said-on": ("The words of the day on which it was told.", _def("day")),
    "mode": (
        "How it is told: direct-quote or indirect-speech by who relays another, else narration or author-inference.",
        _words(MODES.values()),
    ),
}
_TELLING: Table = {
    "through": ("The tellers after the document, outermost first.", _any(_def("lone-teller"), _def("chain"))),
    "mode": ("How the document relays the first of them.", _words(RELAYING)),
    "cites": ("The numbers of the references that the document cites for it.", _some(_NUMBER)),
}
_NAME: Table = {
    "form": ("The written form, as the text has it.", _TEXT),
    "of": ("What it names: an entry of the registry, or a side of the file's event.", _entry_of(Kind)),
    "status": ("Whether it is a headword, attested (so without this key) or an artefact.", _words(STATUSES.values())),
    "in": ("Stretches of the document in which the form means this; without them all it stands in.", _some(_TEXT)),
    "id": ("An id of its own, a slug, where two forms would share one.", _SLUG),
}
_REFERENCE: Table = {
    "number": ("The number of the reference in the list of references.", _NUMBER),
    "publisher": ("The outlet that published it.", _entry_of(ACTORS)),
    "creator": ("Who wrote it.", _some(_entry_of(ACTORS))),
    "label": ("What people read for it.", _TEXT),
}
_EXCUSE: Table = {**_POINTER, "reason": ("Why the words are rightly no claim.", _TEXT)}
_CLAIM: Table = {
    "quote": ("The words that the claim stands on, as the document has them.", _some(_def("pointer"))),
    "in": ("A longer stretch of the document that holds the one quote and stands once.", _TEXT),
    "at": ("The offset of the first character of the one quote, a whole number.", _OFFSET),
    "context": ("Words that are needed to understand the quote.", _some(_def("pointer"))),
    "told": ("Who tells it: a telling's name, a telling written in place, or a list of parallel ones.", _def("told")),
    "cites": ("The numbers of the references that the document cites for it.", _some(_NUMBER)),
    "subject": ("Whom or what it is said of; without it the event.", _any(_entry_of((*ACTORS, *ANCHORS)), _SLUG)),
    "event": ("The event that it is about; without it that of the file.", _entry_of((Kind.EVENT,))),
    "group": ("Whose losses or strength: somebody, side-1, overall or unstated.", _def("group")),
    "side": ("The number of a side of the event.", _SIDE),
    "limited-to": ("Whom, or the place, that the claim is limited to.", _entry_of(LIMITS)),
    "partial": ("Whether the count is of a part; needs 'limited-to' or 'equipped-with'.", _FLAG),
    "includes": ("Whom the count names as part of itself.", _some(_entry_of(ACTORS))),
    "by": ("Who did it, where the words name the doer.", _entry_of(ACTORS)),
    "relative-to": ("The place or event that a distance is measured from.", _entry_of(ANCHORS)),
    "counts": ("The kind of thing that is counted, where the words do not say it.", _words(COUNTS)),
    "severity": ("How severe the loss is, where the number's words do not say it.", _words(SEVERITIES.values())),
    "equipped-with": ("The weapons or gear of what is counted.", _words(EQUIPMENT)),
    "as-of": ("The words of the day up to which it holds.", _def("day")),
    "modality": ("How the words of 'hedge' colour it.", _words(MODALITIES.values())),
    "hedge": ("The words of the modality.", _def("pointer")),
    "inferred-from": ("The words that it was inferred from, where the quote does not say it.", _some(_def("pointer"))),
    "id": ("An id of its own, a slug, where two claims would share one.", _SLUG),
    "label": ("What people read for it, in place of the label that is made.", _TEXT),
    "note": ("What a reader should know about how the words are read.", _TEXT),
}
_FILE: Table = {
    "document": ("The slug of the document that the file reads.", _def("document")),
    "event": ("The event that its claims are about, where they name no other.", _entry_of((Kind.EVENT,))),
    "year-from": ("Words with the year of dates that have none.", _def("pointer")),
    "tellings": ("Maps a name to a chain of tellers.", _def("tellings")),
    "claims": ("What the document claims, in the order of its text.", _some(_def("claim"))),
    "names": ("Written forms of names and what they name.", _some(_def("name"))),
    "references": ("Who in the registry stands behind the entries of the list of references.", _some(_def("reference"))),
    "excuses": ("Words that are rightly no claim.", _some(_def("excuse"))),
}


def _keys(which: Callable[[Predicate], bool]) -> list[str]:
    return [key for key, predicate in PREDICATES.items() if which(predicate)]


def _predicate(predicate: Predicate) -> tuple[str, Schema]:
    """What a predicate's key says, in the words of the ontology, and what it takes."""
    definition = " ".join(ontology.load().values(predicate.node.value, iri("skos:definition").value))
    match predicate.takes:
        case Takes.ENTITY:
            thing = _entry_of(predicate.objects)
            takes = _any({"enum": [s for s in _sides() if s.startswith("side-")]}, thing) if predicate.or_side else thing
        case Takes.CONCEPT:
            takes = _words(predicate.concepts)
        case Takes.DATE:
            takes = _def("date")
        case Takes.COORDINATES:
            takes = _matching(COORDINATES)
        case Takes.QUANTITY | Takes.WORDS:
            takes = _TEXT
    return f"{definition} Takes {predicate.takes}.", takes


def _sides() -> list[str]:
    return [side for side in _SIDE["enum"] if isinstance(side, str)] if isinstance(_SIDE["enum"], list) else []
