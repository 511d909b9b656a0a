"""Receipts: what was checked once, with these rules, is not checked again.

A receipt is a file in the cache, ``valid/<key>``, whose key is the hash of everything that the outcome depends on:
the content, the shapes, the validators and, for what is read, this program. It holds what a later run needs of the
outcome. Content that is not valid gets none.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize

from .errors import CallError, DataError
from .files import read_bytes, write_atomically
from .resources import root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .convert import Term
    from .parts import Part
    from .validation import Report, Result

__all__ = [
    "Json",
    "Receipts",
    "file_key",
    "kept_report",
    "part_key",
    "program",
    "put_report",
    "report_from_json",
    "report_to_json",
    "rules",
    "validated",
]

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

_FOLDER = "valid"
_MAX_BYTES = 4 * 1024 * 1024


class Receipts:
    """The receipts in a cache folder; without a folder there are none and none are kept.

    New ones are written by :meth:`write`. Who checks many things calls it after each: what was found right then stays
    found, however the run ends, and the receipts of a large collection never wait in memory together.
    """

    def __init__(self, cache_folder: Path | None) -> None:
        self._cache = cache_folder
        self._new: dict[str, dict[str, Json]] = {}

    def any(self) -> bool:
        """Whether there may be any receipt."""
        return self._cache is not None and (self._cache / _FOLDER).is_dir()

    def find(self, key: str) -> dict[str, Json] | None:
        """What a receipt holds; None if there is none, or what there is cannot be used."""
        if self._cache is None:
            return None
        path = self._cache / _FOLDER / key
        try:
            found = json.loads(read_bytes(path, limit=_MAX_BYTES)) if path.is_file() else None
        except (DataError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def keep(self, key: str, outcome: dict[str, Json]) -> None:
        """Note an outcome, to be written by :meth:`write`."""
        self._new[key] = outcome

    def write(self) -> None:
        """Write what was noted.

        Raises:
            CallError: if the cache cannot be written.
        """
        for key, outcome in self._new.items():
            self.put(key, outcome)
        self._new.clear()

    def put(self, key: str, outcome: dict[str, Json]) -> None:
        """Write one receipt, whatever was noted; any thread may.

        Raises:
            CallError: if the cache cannot be written.
        """
        if self._cache is None:
            return
        try:
            write_atomically(self._cache / _FOLDER / key, json.dumps(outcome, ensure_ascii=False).encode())
        except OSError as error:
            message = f"{self._cache}: cannot write the cache: {error.strerror}; name another with --cache"
            raise CallError(message) from error


def validated(part: Part, receipts: Receipts) -> Report:
    """The report on a part: from its receipt, or by validating it."""
    key = part_key(part)
    found = kept_report(key, receipts)
    if found is not None:
        return found
    from .validation import validate_quads

    report = validate_quads(part.quads)
    if report.conforms:
        receipts.keep(key, {"results": report_to_json(report.results)})
    return report


def part_key(part: Part) -> str:
    """Names the content of a part, and the rules that it is held to."""
    lines = (serialize(part.quads, format=RdfFormat.N_QUADS) or b"").splitlines()
    digest = hashlib.sha256(b"\n".join(sorted(lines)))
    return f"part-{digest.hexdigest()[:40]}-{rules()}"


def kept_report(key: str, receipts: Receipts) -> Report | None:
    """The report on a part, if there is a receipt for it."""
    found = receipts.find(key)
    return None if found is None else report_from_json(found.get("results"))


def put_report(key: str, report: Report, receipts: Receipts) -> None:
    """Write the receipt for the report on a part, if it conforms.

    Raises:
        CallError: if the cache cannot be written.
    """
    if report.conforms:
        receipts.put(key, {"results": report_to_json(report.results)})


def file_key(paths: Iterable[Path], more: str = "") -> str:
    """Names the content of files, in their order, and ``more``.

    Raises:
        DataError: if a file cannot be read.
    """
    digest = hashlib.sha256(more.encode())
    for path in paths:
        digest.update(hashlib.sha256(read_bytes(path)).digest())
    return digest.hexdigest()[:40]


@cache
def rules() -> str:
    """Names the shapes and the validators: what a report on given quads depends on."""
    parts = ("pyshacl", "rdflib", "pyoxigraph")
    text = ", ".join(f"{name} {version(name)}" for name in parts)
    own = Path(__file__).parent
    files = [*sorted((root() / "shapes").glob("*.ttl")), *sorted((own / "validation").glob("*.py"))]
    return file_key(files, text)[:16]


@cache
def program() -> str:
    """Names this program with its ontology: what the quads of given files depend on."""
    own = Path(__file__).parent
    derived = sorted((own / "derive").rglob("*.rq"))
    files = [*sorted(own.rglob("*.py")), *derived, *sorted((root() / "ontology").glob("*.ttl"))]
    return file_key(files, f"pyyaml {version('pyyaml')}, {rules()}")[:16]


def report_to_json(results: Iterable[Result]) -> list[Json]:
    """Results in a form that :func:`report_from_json` reads; where they were found is not kept."""
    return [
        {
            "severity": str(result.severity),
            "message": result.message,
            "focus": str(result.focus),
            "value": None if result.value is None else str(result.value),
            "path": None if result.path is None else str(result.path),
            "shape": str(result.source_shape),
        }
        for result in results
    ]


def report_from_json(found: Json) -> Report | None:
    """The report that a receipt holds; None if it is none."""
    from .validation import Report, Result, Severity

    if not isinstance(found, list):
        return None
    try:
        rows = [
            Result(
                Severity(str(row["severity"])),
                str(row["message"]),
                _term(row["focus"]),
                None if row["value"] is None else _term(row["value"]),
                None if row["path"] is None else _named(row["path"]),
                _named(row["shape"]),
            )
            for row in found
            if isinstance(row, dict)
        ]
    except (KeyError, ValueError, SyntaxError, TypeError):
        return None
    return Report(tuple(rows))


def _term(text: Json) -> Term:
    (quad,) = parse(f"<x:s> <x:p> {text} .", format=RdfFormat.N_TRIPLES)
    if not isinstance(quad.object, (NamedNode, BlankNode, Literal)):
        raise TypeError("a triple term")
    return quad.object


def _named(text: Json) -> NamedNode:
    term = _term(text)
    if not isinstance(term, NamedNode):
        raise TypeError("not an IRI")
    return term
