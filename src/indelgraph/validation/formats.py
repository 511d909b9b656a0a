"""Reports for programs: JSON of our own, and SARIF for code hosts and editors.

SARIF: Static Analysis Results Interchange Format, version 2.1.0 (OASIS Standard, 27 March 2020).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..version import __version__
from .report import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .report import Report, Result

__all__ = ["as_json", "as_sarif"]

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_json(reports: Mapping[str, Report]) -> str:
    """The reports of several inputs, by the name of the input."""
    body = [
        {"input": name, "conforms": report.conforms, "results": [_result(result) for result in report.results]}
        for name, report in reports.items()
    ]
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _result(result: Result) -> dict[str, object]:
    place = result.place
    return {
        "place": None if place is None else {"file": str(place.path), "line": place.line, "column": place.column},
        "words": result.words,
        "severity": str(result.severity),
        "message": result.message,
        "focus": _text(result.focus),
        "path": _text(result.path),
        "value": _text(result.value),
        "shape": result.source_shape.value,
        "usedBy": [{"node": _text(node), "property": _text(property_)} for node, property_ in result.used_by],
        "follows": result.follows,
    }


def _text(term: object) -> str | None:
    return None if term is None else str(getattr(term, "value", term))


def as_sarif(reports: Mapping[str, Report]) -> str:
    """The reports of several inputs as one SARIF run; a rule for each shape that found something."""
    shapes = sorted({(r.source_shape.value, r.message) for report in reports.values() for r in report.results})
    rules: dict[str, dict[str, object]] = {}
    for shape, message in shapes:
        name = shape.rsplit("#", 1)[-1]
        rules.setdefault(shape, {"id": name, "helpUri": shape, "shortDescription": {"text": message}})
    driver = {"name": "indelgraph", "version": __version__, "rules": list(rules.values())}
    results = [_sarif_result(name, result) for name, report in reports.items() for result in report.results]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    body = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _sarif_result(name: str, result: Result) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": name}}
    if result.place is not None:
        physical = {"artifactLocation": {"uri": str(result.place.path)}}
        region = {"startLine": result.place.line, "startColumn": result.place.column}
        if result.place.line is not None:
            physical["region"] = {key: number for key, number in region.items() if number is not None}
    location = {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": _text(result.focus)}],
    }
    return {
        "ruleId": result.source_shape.value.rsplit("#", 1)[-1],
        "level": _LEVELS[result.severity],
        "message": {"text": result.message},
        "locations": [location],
    }
