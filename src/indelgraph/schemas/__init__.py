"""JSON Schemas (draft 2020-12) of the files that people write, so that an editor completes and checks them.

They are made from the tables that the readers use. A schema refuses nothing that the readers take; what only the
text or the registry can tell, ``indelgraph validate`` tells. They keep to keywords that editors know, of which many
still read a schema by draft 7.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.document import METADATA_FILE
from ..errors import CallError
from ..files import write_atomically
from ..namespaces import BASE
from ..registry import read_registry
from ..registry.read import FILES
from .claim_files import claim_file
from .entries import document, registry_file
from .identifications import identifications

if TYPE_CHECKING:
    from .parts import Schema

__all__ = ["FOLDER", "for_collection", "schemas", "text", "write"]

FOLDER = Path("ontology", "schema")
"""Where the schemas stand, under :func:`indelgraph.resources.root`."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, Schema]:
    """All schemas by the name of their file."""
    found = {
        "claim-file": _headed("A claim file: what one document claims, and who tells it", claim_file()),
        "document": _headed("The metadata of a document", document()),
        "identifications": _headed("The registry's identifications: names taken for one thing", identifications()),
    }
    for name, kind in FILES.items():
        stem = Path(name).stem
        found[stem] = _headed(f"The registry's {stem}: a slug for each, and what it is", registry_file(kind))
    return {
        f"{name}.schema.json": {"$id": f"{BASE}schema/{name}.schema.json", **body}
        for name, body in sorted(found.items())
    }


def for_collection(folder: Path) -> Schema:
    """The schema of the claim files of one collection, which knows its documents and the names of its registry.

    Its claim files may be wrong or missing. The schema has no ``$id``, since it is only about this collection.

    Raises:
        CallError: if the folder is no collection.
        DataError: with everything that is wrong in the registry.
    """
    documents = folder / "documents"
    if not documents.is_dir():
        raise CallError(f"{folder} is no collection: it has no folder 'documents'; name another with --data")
    slugs = [path.parent.name for path in documents.glob(f"*/{METADATA_FILE}")]
    return _headed("A claim file of one collection", claim_file(read_registry(folder / "registry"), slugs))


def text(schema: Schema) -> str:
    """A schema as JSON, as it stands in its file."""
    return json.dumps({"$schema": _DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Write all schemas into a folder.

    Raises:
        CallError: if it cannot be written.
    """
    for name, schema in schemas().items():
        try:
            write_atomically(folder / name, text(schema).encode())
        except OSError as error:
            raise CallError(f"{folder} cannot be written: {error.strerror}; check its rights") from error


def _headed(title: str, body: Schema) -> Schema:
    return {"title": title, **body}
