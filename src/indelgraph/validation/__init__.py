"""The house rules of the graph as SHACL: the shapes, a run of them, and a report that a person can act on."""

from __future__ import annotations

from .report import Report, Result, Severity
from .run import shapes, validate

__all__ = ["Report", "Result", "Severity", "shapes", "validate"]
