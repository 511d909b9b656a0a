"""The schemas of the registry's files and of a document's metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..documents.document import KEYS as DOCUMENT_KEYS
from ..documents.document import OPTIONAL, SHA256
from ..documents.read import Form
from ..nodes import LANGUAGE, WEB_ADDRESS
from ..registry import Kind
from ..registry.read import BEARINGS, KEYS, SIDES, TIES, TYPE_MAY_MISS, TYPES
from ..words import kebab
from .parts import (
    FLAG,
    SLUG_TEXT,
    TEXT,
    any_of,
    choice,
    entry_names,
    entry_of,
    given,
    listed,
    mapping,
    matching,
    some,
    without,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .parts import Schema, Table

__all__ = ["document", "registry_file"]

_LANGUAGE = matching(LANGUAGE)
_BY_LANGUAGE: Schema = {"type": "object", "propertyNames": _LANGUAGE, "additionalProperties": TEXT}
_UNNAMED, _RELATIVE = kebab("UnnamedGroup"), kebab("RelativePlace")


def _tie(key: str) -> Schema:
    """Entries, each named once."""
    place = entry_of(TIES[key][1])
    return any_of(place, {**listed(place), "uniqueItems": True})


_ENTRY: Table = {
    "name": ("Its name, in English.", TEXT),
    "short": ("Its short name, such as MNLA.", TEXT),
    "also": (
        "Other names of it: texts, or a text by its language, as in {fr: texte}.",
        some(any_of(TEXT, _BY_LANGUAGE)),
    ),
    "hidden": ("Forms by which it is found but not called.", some(TEXT)),
    "label": ("What people read for it; without this key it is made from its names.", TEXT),
    "called": ("How a sentence names it, with its article: the MNLA.", TEXT),
    "plural": ("Whether a verb after 'called' is plural.", FLAG),
    "note": ("What a reader should know about the entry.", TEXT),
    "unused": ("Why it is kept although nothing uses it.", TEXT),
    "described-as": ("The words of the text for an unnamed group, which needs them.", TEXT),
    "close-to": ("Whom an unnamed group stands near.", _tie("close-to")),
    "includes": ("Whom a group is said to include.", _tie("includes")),
    "relative-to": ("The one place that a relative place is defined by.", _tie("relative-to")),
    "between": ("The two places that a relative place lies between.", _tie("between")),
    "bearing": ("The direction in which a relative place lies from the other.", choice(BEARINGS)),
    "sides": (f"The number of sides, from {SIDES[0]} to {SIDES[-1]}.", choice(SIDES)),
}


def registry_file(kind: Kind) -> Schema:
    """What the registry's file of a kind is, without the heading of a schema: slugs and their entries."""
    table: Table = {"type": ("What kind of thing it is.", words(TYPES[kind])), **_ENTRY}
    required = [] if kind in TYPE_MAY_MISS else ["type"]
    entry = mapping(KEYS[kind], table, required, _entry_rules(kind))
    names = entry_names({kinds for key, (_, kinds) in TIES.items() if key in KEYS[kind]})
    return {
        "type": "object",
        "propertyNames": SLUG_TEXT,
        "additionalProperties": {"$ref": "#/$defs/entry"},
        "$defs": {"entry": entry, **names},
    }


def _entry_rules(kind: Kind) -> Iterator[Schema]:
    unnamed, relative = given(type=[_UNNAMED]), given(type=[_RELATIVE])
    titles = [given(key) for key in ("name", "label", "described-as") if key in KEYS[kind]]
    yield any_of(*titles, *([relative] if kind is Kind.PLACE else []))
    if kind is Kind.ACTOR:
        yield {"if": unnamed, "then": given("described-as")}
    if kind is Kind.PLACE:
        one: Schema = {"properties": {"relative-to": {"maxItems": 1}}, **given("relative-to")}
        two: Schema = {"properties": {"between": {"type": "array", "minItems": 2, "maxItems": 2}}, **given("between")}
        yield {"if": relative, "then": {"oneOf": [one, two]}, "else": without("relative-to", "between", "bearing")}


_DOCUMENT: Table = {
    "title": ("Its title.", TEXT),
    "label": ("What people read for it; without this key its title.", TEXT),
    "called": ("How a sentence names it; without this key the document.", TEXT),
    "language": ("The language of its text, a language tag such as en.", _LANGUAGE),
    "form": (f"The form of its text, {' or '.join(Form)}.", choice(Form)),
    "publisher": ("The entry among the actors that published it.", entry_of((Kind.ACTOR,))),
    "source": ("Where it comes from, an http or https address.", matching(WEB_ADDRESS)),
    "licence": ("The http or https address of a licence.", matching(WEB_ADDRESS)),
    "attribution": ("Whom the licence asks to name.", TEXT),
    "sha256": ("The SHA-256 that pins the text, 64 hexadecimal digits in lower case.", matching(SHA256)),
    "note": ("What a reader should know about it.", TEXT),
}


def document() -> Schema:
    """What a document's metadata is, without the heading of a schema."""
    required = [key for key in DOCUMENT_KEYS if key not in OPTIONAL]
    return {**mapping(DOCUMENT_KEYS, _DOCUMENT, required), "$defs": entry_names([(Kind.ACTOR,)])}
