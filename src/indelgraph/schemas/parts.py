"""The pieces that the schemas are made of: texts, choices, lists, mappings, names of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import yaml

from ..registry.read import SIDES
from ..words import LONGEST_SLUG, SLUG, kebab

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..registry import Kind, Registry

__all__ = [
    "FLAG", "NO", "SIDE", "SIDE_NAMES", "SLUG_TEXT", "TEXT", "YES", "Json", "Schema", "Table", "any_of", "as_read",
    "choice", "defined", "entry_names", "entry_of", "given", "listed", "mapping", "matching", "some", "when", "without",
    "words",
]  # fmt: skip

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json]"
Schema: TypeAlias = "Mapping[str, Json]"
Table: TypeAlias = "Mapping[str, tuple[str, Schema]]"
"""The keys of a mapping: what each says, in a sentence, and what it takes."""

_SCALARS = ["string", "number", "boolean"]
"""In our YAML every scalar is a string; an editor reads ``3`` as a number and, by YAML 1.1, ``no`` as false."""


def matching(pattern: str, longest: int | None = None) -> Schema:
    """Text that a regular expression (ECMA-262) matches whole; of numbers and booleans it asks nothing."""
    limit: Schema = {"maxLength": longest} if longest else {}
    return {"type": _SCALARS, "pattern": f"^(?:{pattern})$", **limit}


def as_read(text: str) -> list[Json]:
    """A text, and what an editor may make of it where it looks like a number or a truth value."""
    typed = yaml.safe_load(text)
    return [text, typed] if isinstance(typed, (bool, int, float)) else [text]


def choice(texts: Iterable[str]) -> Schema:
    """One of some texts."""
    return {"enum": [form for text in texts for form in as_read(text)]}


def words(locals_: Iterable[str]) -> Schema:
    """One of the words for some terms of the ontology, which are given by their local names."""
    return choice(kebab(local) for local in locals_)


TEXT: Schema = {"type": _SCALARS, "minLength": 1}
SLUG_TEXT = matching(SLUG, LONGEST_SLUG)
YES: list[Json] = as_read("yes")
NO: list[Json] = as_read("no")
FLAG: Schema = {"enum": [*YES, *NO]}
_NUMBERS = [str(number) for number in range(1, int(SIDES[-1]) + 1)]
SIDE_NAMES = [f"side-{number}" for number in _NUMBERS]
SIDE = choice([*_NUMBERS, *SIDE_NAMES])


def any_of(*options: Schema) -> Schema:
    """What fits one of some schemas, or several."""
    return {"anyOf": list(options)} if len(options) > 1 else options[0]


def listed(item: Schema) -> Schema:
    """A list of at least one thing."""
    return {"type": "array", "minItems": 1, "items": item}


def some(item: Schema) -> Schema:
    """One thing or a list of such."""
    return any_of(item, listed(item))


def defined(name: str) -> Schema:
    """What stands under a name in ``$defs``."""
    return {"$ref": f"#/$defs/{name}"}


def mapping(keys: Iterable[str], table: Table, required: Iterable[str] = (), rules: Iterable[Schema] = ()) -> Schema:
    """A mapping with some keys and no others.

    Raises:
        KeyError: if the table does not describe one of the keys.
    """
    described = {key: {"description": table[key][0], **table[key][1]} for key in keys}
    all_of: Schema = {"allOf": listing} if (listing := list(rules)) else {}
    return {
        "type": "object",
        "properties": described,
        "required": list(required),
        "additionalProperties": False,
        **all_of,
    }


def given(*keys: str, **values: Iterable[Json]) -> Schema:
    """That all these keys stand there, those with values with one of them."""
    allowed = {key: {"enum": list(options)} for key, options in values.items()}
    limits: Schema = {"properties": allowed} if allowed else {}
    return {"required": [*keys, *values], **limits}


def without(*keys: str) -> Schema:
    """That none of these keys stands there."""
    return {"properties": dict.fromkeys(keys, False)}


def when(keys: Iterable[str], then: Schema) -> Schema:
    """What must hold where any of some keys stands."""
    return {"if": any_of(*(given(key) for key in keys)), "then": then}


def entry_of(kinds: Iterable[Kind]) -> Schema:
    """The name of an entry of one of some kinds; :func:`entry_names` defines it."""
    return defined("-or-".join(kinds))


def entry_names(of: Iterable[tuple[Kind, ...]], registry: Registry | None = None) -> dict[str, Schema]:
    """The definitions of names of entries: those of a registry or, without one, all that can be names.

    A name is a slug, or kind and slug; of a registry's entries that form is offered which is not ambiguous.
    """
    found: dict[str, Schema] = {}
    for kinds in of:
        kind = f"(?:{'|'.join(kinds)})/"
        if registry is None:
            names = matching(f"(?:{kind})?{SLUG}")
        else:
            names = any_of(choice(_offered(kinds, registry)), matching(kind + SLUG))
        found["-or-".join(kinds)] = names
    return dict(sorted(found.items()))


def _offered(kinds: tuple[Kind, ...], registry: Registry) -> list[str]:
    entries = [entry for entry in registry.entries.values() if entry.kind in kinds]
    slugs = [entry.slug for entry in entries]
    return sorted(entry.slug if slugs.count(entry.slug) == 1 else entry.id for entry in entries)
