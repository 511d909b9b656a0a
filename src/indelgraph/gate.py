"""The gate: only what the shapes let through becomes a snapshot to serve, query or export.

A receipt in the cache, ``valid/<snapshot>-<shapes>``, says that a dataset passed these shapes, so that the same
content is not checked twice. Another dataset, or another version of shapes or validator, has another receipt.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from . import snapshot
from .errors import CallError, DataError, Problem
from .files import read_bytes, write_atomically
from .resources import root

if TYPE_CHECKING:
    from pathlib import Path

    from .build import Build
    from .snapshot import Snapshot

__all__ = ["passed", "require_valid"]


def require_valid(build: Build) -> None:
    """Let a build through, or say what is wrong.

    Raises:
        DataError: with a line for each result, if there is a violation.
    """
    report = build.validate()
    if not report.conforms:
        raise DataError(Problem(None, line) for line in report.lines())


def passed(build: Build, folder: Path) -> Snapshot:
    """The snapshot of a build that is valid; ``folder`` is the cache.

    Raises:
        DataError: if it is not valid.
        CallError: if the cache cannot be written.
    """
    nquads = build.nquads()
    receipt = folder / "valid" / f"{hashlib.sha256(nquads).hexdigest()}-{_rules()}"
    if not receipt.is_file():
        require_valid(build)
    made = snapshot.write(nquads, folder)
    if not receipt.is_file():
        try:
            write_atomically(receipt, b"")
        except OSError as error:
            message = f"{folder}: cannot write the cache: {error.strerror}; name another with --cache"
            raise CallError(message) from error
    return made


@cache
def _rules() -> str:
    """Names the shapes and the validator: the hash of both."""
    digest = hashlib.sha256(f"pyshacl {version('pyshacl')}, rdflib {version('rdflib')}".encode())
    for path in sorted((root() / "shapes").glob("*.ttl")):
        digest.update(read_bytes(path))
    return digest.hexdigest()[:16]
