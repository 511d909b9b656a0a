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
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pyoxigraph import Quad

    from .build import Build
    from .snapshot import Snapshot
    from .validation import Report

__all__ = ["passed", "require_valid"]


def require_valid(report: Report) -> None:
    """Let pass what a report is on, or say what is wrong.

    Raises:
        DataError: with a line for each result, if there is a violation.
    """
    if not report.conforms:
        raise DataError(Problem(None, line) for line in report.lines())


def passed(
    build: Build, folder: Path, beside: Iterable[Quad] = (), report: Callable[[], Report] | None = None
) -> Snapshot:
    """The snapshot of a build that is valid; ``folder`` is the cache.

    ``beside`` are quads that are served with it and are not checked, in graphs of their own. ``report`` gives the
    report on the build, where its parts are checked already (:class:`indelgraph.checks.Checks`).

    Raises:
        DataError: if it is not valid.
        CallError: if the cache cannot be written.
    """
    nquads = build.nquads()
    receipts = Receipts(folder)
    key = f"dataset-{hashlib.sha256(nquads).hexdigest()[:40]}-{rules()}"
    beside = tuple(beside)
    if beside:
        nquads = serialize(sort_quads((*build.quads(), *beside)), format=RdfFormat.N_QUADS) or b""
    # It is made while others check, and gets its place when they are done.
    with snapshot.making(nquads, folder) as finish:
        if receipts.find(key) is None:
            require_valid(report() if report is not None else build.validate(folder))
            receipts.keep(key, {})
            receipts.write()
        return finish()
