"""A comparison as JSON, and the JSON Schema of it (``python -m indelgraph.compare.as_json`` prints that).

The keys are the fields of :mod:`.model`, always all of them: what is not known is null, an empty list or false. The
schema is made from the same types and notes, so that it cannot be another than the output.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, TypeAlias, get_args, get_origin, get_type_hints

from . import model

__all__ = ["as_json", "schema"]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_ID = "https://w3id.org/indelgraph/schema/comparison.schema.json"
_SCALARS: dict[object, str] = {bool: "boolean", int: "integer", str: "string", Decimal: "number", NoneType: "null"}


def as_json(comparison: model.Comparison) -> str:
    """The comparison as JSON (RFC 8259), indented; characters that are not printable are escaped."""
    text = json.dumps(_value(comparison), ensure_ascii=False, indent=1)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n"


def _value(value: object) -> Json:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _value(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"the model has no such value: {value!r}")


def schema() -> dict[str, Json]:
    """The JSON Schema (draft 2020-12) of the output, with a description of each key."""
    known: dict[str, Json] = {}
    top = _object(model.Comparison, known)
    head: dict[str, Json] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _ID}
    return {**head, "title": "what every report says of one event", **top, "$defs": known}


def _object(cls: type, known: dict[str, Json]) -> dict[str, Json]:
    """The schema of a class of the model; those that it refers to are added to ``known``."""
    hints = get_type_hints(cls, include_extras=True)
    properties: dict[str, Json] = {}
    for name, hint in hints.items():
        kind, note = get_args(hint)
        properties[name] = {**_type(kind, known), "description": note}
    required: list[Json] = list(properties)
    return {
        "type": "object",
        "description": (cls.__doc__ or "").strip(),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _type(kind: object, known: dict[str, Json]) -> dict[str, Json]:
    if kind in _SCALARS:
        return {"type": _SCALARS[kind]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _type(get_args(kind)[0], known)}
    if get_origin(kind) is UnionType:
        return {"anyOf": [_type(one, known) for one in get_args(kind)]}
    if get_origin(kind) is Annotated or not isinstance(kind, type):
        raise TypeError(f"the schema has no such type: {kind!r}")
    name = kind.__name__
    if name not in known:
        known[name] = None  # a place for it, before those that it refers to
        known[name] = _object(kind, known)
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
