"""The schema of the registry's file of identifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..claims.identification import KEYS, PLACE_KEYS
from ..registry import Kind
from .claim_files import POINTER
from .parts import SLUG_TEXT, TEXT, entry_names, entry_of, mapping, some

if TYPE_CHECKING:
    from .parts import Schema, Table

__all__ = ["identifications"]

_NAME: Schema = {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$"}
_PLACE: Table = {**POINTER, "document": ("The slug of the document in which the words stand.", SLUG_TEXT)}
_ENTRY: Table = {
    "of": ("The one thing that the names are taken to mean.", entry_of(Kind)),
    "label": ("The judgement in one line.", TEXT),
    "names": (
        "Two or more written forms, as document/name-use.",
        {"type": "array", "minItems": 2, "uniqueItems": True, "items": _NAME},
    ),
    "reason": ("Why they are taken for one thing.", TEXT),
    "inferred-from": ("The words that the judgement rests on.", some(mapping(PLACE_KEYS, _PLACE, PLACE_KEYS[:2]))),
}


def identifications() -> Schema:
    """What the file is, without the heading of a schema: slugs and their identifications."""
    return {
        "type": "object",
        "propertyNames": SLUG_TEXT,
        "additionalProperties": mapping(KEYS, _ENTRY, KEYS),
        "$defs": entry_names([tuple(Kind)]),
    }
