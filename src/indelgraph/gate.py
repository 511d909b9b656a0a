"""The gate: only what the shapes let through becomes a snapshot to serve, query or export.

Receipts in the cache (:mod:`indelgraph.receipts`) keep what passed once from being checked again: for the whole
dataset, so that the parts need not even be cut, and for each part, so that a changed document is checked alone.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from . import snapshot
from .errors import DataError, Problem
from .export import sort_quads
from .receipts import Receipts, rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad

    from .build import Build
    from .snapshot import Snapshot

__all__ = ["passed", "require_valid"]


def require_valid(build: Build, cache: Path | None = None) -> None:
    """Let a build through, or say what is wrong.

    Raises:
        DataError: with a line for each result, if there is a violation.
        CallError: if the cache cannot be written.
    """
    report = build.validate(cache)
    if not report.conforms:
        raise DataError(Problem(None, line) for line in report.lines())


def passed(build: Build, folder: Path, beside: Iterable[Quad] = ()) -> Snapshot:
    """The snapshot of a build that is valid; ``folder`` is the cache.

    ``beside`` are quads that are served with it and are not checked, in graphs of their own.

    Raises:
        DataError: if it is not valid.
        CallError: if the cache cannot be written.
    """
    nquads = build.nquads()
    receipts = Receipts(folder)
    key = f"dataset-{hashlib.sha256(nquads).hexdigest()[:40]}-{rules()}"
    if receipts.find(key) is None:
        require_valid(build, folder)
        receipts.keep(key, {})
        receipts.write()
    beside = tuple(beside)
    if beside:
        nquads = serialize(sort_quads((*build.quads(), *beside)), format=RdfFormat.N_QUADS) or b""
    return snapshot.write(nquads, folder)
