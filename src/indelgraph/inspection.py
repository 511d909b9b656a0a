"""Checks a whole collection document by document: what reads wrong, what the shapes say, what looks like a slip.

One document is in memory at a time, but for a few that identifications tie together; and one that did not change since
it was last found right is not even read, nor is one whose claims name nothing that changed in the registry. So a
collection may be as large as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from .claims.identification import FILE as IDENTIFICATIONS
from .claims.identification import read_identifications
from .collection import folder_of
from .collector import seldom_collecting
from .encode.document import encode_document
from .encode.identification import encode_identifications
from .encode.registry import REGISTRY, encode_links, encode_registry
from .errors import DataError, Place, Problem, Problems
from .files import read_bytes
from .lints import document_lints, registry_lints
from .ontology import load as load_ontology
from .parts import Surroundings, identification_part, ontology_part, registry_parts
from .receipts import Receipts, file_key, program, validated
from .registry import read_registry
from .sources import OnDemand, listed_sources, read_source, registry_folder
from .usage import Consulted, Extracts, entries_of, unused_among
from .validation import Report
from .whereabouts import identification_whereabouts, registry_whereabouts, whereabouts, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import Quad

    from .receipts import Json
    from .registry import Registry
    from .sources import Reading, Source
    from .validation import Result

__all__ = ["Inspection", "inspect"]


_MOST_KEPT = 4
"""How many documents are kept for the identifications that name them; further ones are read a second time."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a collection."""

    documents: int
    triples: int
    """Of all documents' graphs."""
    report: Report
    """What the shapes say, with places and words."""
    unused: tuple[Problem, ...]
    """Entries of the registry that nothing uses, and excuses that are not needed."""
    lints: tuple[Problem, ...]
    """What is not wrong by form and still looks like a slip."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is kept of one document."""

    triples: int
    named: frozenset[str]
    results: tuple[Result, ...]
    lints: tuple[Problem, ...]


_NOTHING = _Seen(0, frozenset(), (), ())


@dataclass(slots=True)
class _Sum:
    """What is kept of all of them together."""

    documents: int = 0
    triples: int = 0
    named: set[str] = field(default_factory=set)
    results: set[Result] = field(default_factory=set)
    lints: list[Problem] = field(default_factory=list)

    def add(self, seen: _Seen) -> None:
        self.triples += seen.triples
        self.named |= seen.named
        self.results.update(seen.results)
        self.lints += seen.lints


@seldom_collecting()
def inspect(
    folder: Path | str | None = None,
    *,
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Inspection:
    """Check a collection; without a folder our own.

    ``cache`` is where receipts lie; without one everything is checked anew. ``progress`` is told how many documents of
    how many are done.

    Raises:
        CallError: if the folder is no collection, or the cache cannot be written.
        DataError: with everything that cannot be read or understood, each with file, line and column.
    """
    return _Inspector(folder_of(folder), Receipts(cache)).inspect(progress)


class _Inspector:
    def __init__(self, folder: Path, receipts: Receipts) -> None:
        self._folder = folder
        self._receipts = receipts
        self._problems = Problems()
        self._sources = listed_sources(folder, self._problems)
        registry = registry_folder(folder, self._problems)
        self._registry: Registry = read_registry(registry)
        self._extracts = Extracts(self._registry)
        self._graphs = encode_registry(self._registry), encode_links(self._registry)
        self._surroundings = Surroundings(*self._graphs)
        files = sorted(path for path in registry.glob("*") if path.is_file() and path.name != IDENTIFICATIONS)
        self._key = f"{program()}-{file_key(files)}"
        self._kept: dict[str, Reading] = {}

    def inspect(self, progress: Callable[[int, int], None] | None) -> Inspection:
        total = _Sum()
        identified = _content(self._folder / "registry" / IDENTIFICATIONS)
        for done, source in enumerate(self._sources):
            if progress is not None:
                progress(done, len(self._sources))
            try:
                total.add(self._document(source, keep=source.slug.encode() in identified))
            except DataError as error:
                self._problems.extend(error)
            total.documents += 1
            self._receipts.write()
        self._problems.raise_if_any()
        total.add(self._identifications())
        for part in chain(registry_parts(*self._graphs), [ontology_part(load_ontology().quads())]):
            report = validated(part, self._receipts)
            if report.results:
                report = report.located(registry_whereabouts(self._registry), words_of(part.quads))
            total.results.update(report.results)
        self._receipts.write()
        return Inspection(
            documents=total.documents,
            triples=total.triples,
            report=Report(tuple(sorted(total.results, key=lambda result: result.sort_key()))),
            unused=unused_among(self._registry, total.named),
            lints=(*total.lints, *registry_lints(self._registry)),
        )

    def _document(self, source: Source, *, keep: bool) -> _Seen:
        """A document; ``keep`` is whether identifications are likely to ask for it again."""
        key = f"document-{file_key(source.files(), f'{program()} {source.slug}')}"
        kept = self._receipts.find(key)
        if self._answers(kept):
            found = _from_json(kept, source.files())
            if found is not None:
                return found
        registry = Consulted(self._registry.entries, self._registry.links)
        reading = read_source(source, registry)
        if keep and len(self._kept) < _MOST_KEPT:
            self._kept[source.slug] = reading
        document, file = reading.document, reading.file
        quads = encode_document(document, file, registry)
        part = self._surroundings.document_part(source.slug, quads)
        report = validated(part, self._receipts)
        if report.results:
            report = report.located(whereabouts(document, file, registry), words_of(part.quads))
        made = _Seen(
            triples=len(quads),
            named=entries_of(document, file, registry),
            results=report.results,
            lints=document_lints(document, file),
        )
        if not report.results:  # places are not kept, so that a warning is found again with its place
            answer: dict[str, Json] = {"asked": [*sorted(registry.asked)], "answer": self._extracts.key(registry.asked)}
            self._receipts.keep(key, _to_json(made, source.files()) | answer)
        return made

    def _answers(self, kept: dict[str, Json] | None) -> bool:
        """Whether the registry still says to the document of a receipt what it said when that was made."""
        match kept:
            case {"asked": list(asked), "answer": str(answer)}:
                return self._extracts.key(map(str, asked)) == answer
        return False

    def _identifications(self) -> _Seen:
        """The identifications, of which only the documents that they name are read."""
        path = self._folder / "registry" / IDENTIFICATIONS
        if not path.exists():
            return _NOTHING
        everything = (path, *(file for source in self._sources for file in source.files()))
        key = f"identifications-{file_key(everything, self._key)}"
        kept = _from_json(self._receipts.find(key), ())
        if kept is not None:
            return kept
        shelf = OnDemand(self._sources, self._registry)
        shelf.readings.update(self._kept)
        found = read_identifications(path.parent, shelf.documents, shelf.files, self._registry)
        graphs = encode_identifications(found)
        documents = [q for reading in shelf.readings.values() for q in self._encoded(reading)]
        documents += [quad for graph, quads in graphs.items() if graph != REGISTRY for quad in quads]
        part = identification_part((*self._graphs[0], *graphs[REGISTRY]), documents)
        report = Report(()) if part is None else validated(part, self._receipts)
        if part is not None and report.results:
            places = {**registry_whereabouts(self._registry), **identification_whereabouts(found)}
            report = report.located(places, words_of(part.quads))
        made = _Seen(0, entries_of(None, found, self._registry), report.results, ())
        if not report.results:
            self._receipts.keep(key, _to_json(made, ()))
        return made

    def _encoded(self, reading: Reading) -> frozenset[Quad]:
        return encode_document(reading.document, reading.file, self._registry)


def _content(path: Path) -> bytes:
    """The bytes of a file; none where it cannot be read, which is said when it is asked for in earnest."""
    try:
        return read_bytes(path) if path.is_file() else b""
    except DataError:
        return b""


def _to_json(seen: _Seen, files: tuple[Path, ...]) -> dict[str, Json]:
    """A receipt for what has no results; the place of a lint names its file by its number among ``files``."""
    names = [str(path) for path in files]
    lints: list[Json] = [
        [names.index(str(lint.place.path)), lint.place.line, lint.place.column, lint.message]
        for lint in seen.lints
        if lint.place
    ]
    named: list[Json] = [*sorted(seen.named)]
    return {"triples": seen.triples, "named": named, "lints": lints}


def _from_json(kept: dict[str, Json] | None, files: tuple[Path, ...]) -> _Seen | None:
    """What a receipt holds; None if there is none, or it is not one of ours."""
    match kept:
        case {"triples": int(triples), "named": list(named), "lints": list(rows)}:
            lints = tuple(lint for row in rows if (lint := _lint(row, files)))
            whole = len(lints) == len(rows)
            return _Seen(triples, frozenset(map(str, named)), (), lints) if whole else None
    return None


def _lint(row: Json, files: tuple[Path, ...]) -> Problem | None:
    match row:
        case [int(number), int() | None as line, int() | None as column, str(message)] if number in range(len(files)):
            return Problem(Place(files[number], line, column), message)
    return None
