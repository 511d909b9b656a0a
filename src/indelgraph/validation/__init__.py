"""The house rules of the graph as SHACL: the shapes, a run of them, and a report that a person can act on.

What runs shapes needs rdflib, which takes a moment to import; so it is imported when it is first asked for (PEP 562):
who only reads a receipt does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .report import Report, Result, Severity, merged

if TYPE_CHECKING:
    from .run import shapes, validate, validate_quads

__all__ = ["Report", "Result", "Severity", "merged", "shapes", "validate", "validate_quads"]

_OF_RUN = frozenset(("shapes", "validate", "validate_quads"))


def __getattr__(name: str) -> object:
    if name in _OF_RUN:
        from . import run

        return getattr(run, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
