"""A collection: a folder with ``documents/``, ``claims/`` and ``registry/``, read and understood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import resources
from .claims import ClaimFile, read_claim_file, resolve
from .claims.identification import read_identifications
from .documents.document import METADATA_FILE, read_document
from .errors import CallError, DataError, Place, Problems
from .registry import Kind, read_registry
from .yamltree import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .build import Build
    from .claims.identification import Identification
    from .documents.document import Document
    from .registry import Registry

__all__ = ["Collection", "load"]


@dataclass(frozen=True)
class Collection:
    """Everything that a collection holds; documents in the order of their slugs."""

    folder: Path
    documents: tuple[Document, ...]
    files: Mapping[str, ClaimFile]
    """The claim file of each document, by slug; empty for a document that has none yet."""
    registry: Registry
    identifications: tuple[Identification, ...] = ()

    def build(self) -> Build:
        """Encode everything into quads."""
        from .build import build

        return build(self)


def load(folder: Path | str | None = None) -> Collection:
    """Read a collection; without a folder our own.

    Raises:
        CallError: if the folder is no collection.
        DataError: with everything that is wrong in its registry or, where that is right, in its documents and
            claim files, each with file and, inside a file, line and column.
    """
    folder = Path(folder) if folder is not None else resources.root() / "data"
    if not (folder / "documents").is_dir():
        message = f"{folder} is no collection: it has no folder 'documents'; name another with --data"
        raise CallError(message)
    problems = Problems()
    registry = read_registry(folder / "registry")
    folders = [path for path in _listed(folder / "documents", problems) if path.is_dir()]
    documents = _documents(folders, registry, problems)
    files = {slug: ClaimFile() for slug in documents}
    files |= _claim_files(folder / "claims", folders, documents, registry, problems)
    problems.raise_if_any()
    identifications = read_identifications(folder / "registry", documents, files, registry)
    return Collection(folder, tuple(documents.values()), files, registry, identifications)


def _documents(folders: Iterable[Path], registry: Registry, problems: Problems) -> dict[str, Document]:
    found = {}
    for path in folders:
        if not (path / METADATA_FILE).exists():
            problems.add(Place(path), f"has no {METADATA_FILE}; write it, or move the folder out of the documents")
            continue
        try:
            document = read_document(path)
        except DataError as error:
            problems.extend(error)
            continue
        try:
            registry.find(document.publisher.text, (Kind.ACTOR,))
        except LookupError as error:
            problems.add(document.publisher.place, str(error))
        else:
            found[document.slug] = document
    return found


def _claim_files(
    folder: Path,
    document_folders: Iterable[Path],
    documents: Mapping[str, Document],
    registry: Registry,
    problems: Problems,
) -> dict[str, ClaimFile]:
    files: dict[str, ClaimFile] = {}
    # A claim file of a document that is wrong itself is not wrong for that.
    existing = {path.name for path in document_folders}
    read_from: dict[str, Path] = {}
    for path in _listed(folder, problems):
        if path.suffix == ".yml":
            problems.add(Place(path), "is not read, since claim files end in .yaml; rename it")
        if path.suffix != ".yaml":
            continue
        try:
            raw = read_claim_file(path)
            slug = raw.document.text
            if slug in read_from:
                message = f"{slug!r} has its claims in {read_from[slug].name}; keep one file per document"
                problems.add(raw.document.place, message)
            elif slug in documents:
                read_from[slug] = path
                files[slug] = resolve(raw, documents[slug], registry)
            elif slug not in existing:
                problems.add(raw.document.place, unknown("document", slug, documents))
        except DataError as error:
            problems.extend(error)
    return files


def _listed(folder: Path, problems: Problems) -> list[Path]:
    """What a folder holds, hidden files aside, in the order of names; nothing where there is no folder."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.add(Place(folder), f"cannot be read: {error.strerror}; check the folder and its rights")
        return []
