"""A collection: a folder with ``documents/``, ``claims/`` and ``registry/``, read and understood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import resources
from .claims.identification import read_identifications
from .errors import DataError, Problems
from .registry import read_registry
from .sources import listed_sources, read_source, registry_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .build import Build
    from .claims import ClaimFile
    from .claims.identification import Identification
    from .documents.document import Document
    from .parts import Part
    from .registry import Registry

__all__ = ["Collection", "folder_of", "load"]


@dataclass(frozen=True)
class Collection:
    """Everything that a collection holds; documents in the order of their slugs."""

    folder: Path
    documents: tuple[Document, ...]
    files: Mapping[str, ClaimFile]
    """The claim file of each document, by slug; empty for a document that has none yet."""
    registry: Registry
    identifications: tuple[Identification, ...] = ()

    def build(self, conventions: Iterable[str] = (), tell: Callable[[Part], object] = lambda _: None) -> Build:
        """Encode everything into quads, with what rules find; ``conventions`` are those that they may rest on.

        ``tell`` is told each of the build's parts as soon as there is all of it.

        Raises:
            CallError: if there is no such convention.
        """
        from .build import build

        return build(self, conventions, tell)


def folder_of(folder: Path | str | None) -> Path:
    """The folder of a collection; that of our own where none is named."""
    return Path(folder) if folder is not None else resources.root() / "data"


def load(folder: Path | str | None = None) -> Collection:
    """Read a collection whole; without a folder our own.

    Raises:
        CallError: if the folder is no collection.
        DataError: with everything that is wrong in its registry or, where that is right, in its documents and
            claim files, each with file and, inside a file, line and column.
    """
    folder = folder_of(folder)
    problems = Problems()
    sources = listed_sources(folder, problems)
    registry = read_registry(registry_folder(folder, problems))
    readings = {}
    for source in sources:
        try:
            readings[source.slug] = read_source(source, registry)
        except DataError as error:
            problems.extend(error)
    problems.raise_if_any()
    documents = {slug: reading.document for slug, reading in readings.items()}
    files = {slug: reading.file for slug, reading in readings.items()}
    identifications = read_identifications(folder / "registry", documents, files, registry)
    return Collection(folder, tuple(documents.values()), files, registry, identifications)
