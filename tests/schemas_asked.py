"""What a JSON Schema says of a file, as we read it and as an editor does."""

from __future__ import annotations

import datetime
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml
from jsonschema import Draft202012Validator

from indelgraph import resources
from indelgraph.schemas import schemas, text
from indelgraph.yamltree import Branch, Leaf, load, parse

if TYPE_CHECKING:
    from indelgraph.yamltree import Tree

__all__ = ["CLAIM_FILE", "DATA", "DOCUMENT", "NAMES", "OWN", "REAL", "as_json", "as_we_read", "validator", "verdicts"]


DATA = resources.root() / "data"
NAMES = sorted(schemas())
CLAIM_FILE, DOCUMENT = "claim-file.schema.json", "document.schema.json"
OWN = {
    **dict.fromkeys(sorted(DATA.glob("claims/*.yaml")), CLAIM_FILE),
    **dict.fromkeys(sorted(DATA.glob("documents/*/document.yaml")), DOCUMENT),
    **{path: name for name in NAMES if (path := DATA / "registry" / f"{name.split('.')[0]}.yaml").exists()},
}
"""Our own files that have a schema, and its name."""


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(text(schemas()[name])))


def as_we_read(tree: Tree) -> Any:
    """The strings, lists and mappings that our own reader sees."""
    if isinstance(tree, Leaf):
        return tree.text
    if isinstance(tree, Branch):
        return {key.text: as_we_read(value) for key, value in tree.entries}
    return [as_we_read(item) for item in tree.items]


def as_json(value: Any) -> Any:
    """What an editor hands to its validator: JSON, in which keys and days are strings."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def verdicts(name: str, written: str) -> list[bool]:
    """Whether a schema takes a file as we read it, and as an editor does."""
    forms = (as_we_read(parse(written, "f")), as_json(yaml.safe_load(written)))
    return [validator(name).is_valid(form) for form in forms]


REAL = {path.stem: as_we_read(load(path)) for path in OWN if OWN[path] == CLAIM_FILE}
