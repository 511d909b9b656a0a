"""Where a collection keeps what: its documents, each with the claim file that is about it.

Nothing is read here but the one line of a claim file that names its document, so that documents can be taken one by
one, however many there are. What leads out of the collection's folder by a symbolic link is refused: a collection
that somebody sends must not make us read, hash or publish another file of this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import yaml

from .claims import ClaimFile, read_claim_file, resolve
from .documents.document import METADATA_FILE, TEXT_FILE, read_document
from .errors import CallError, DataError, Place, Problems
from .files import read_text
from .registry import Kind
from .yamltree import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from .documents.document import Document
    from .registry import Registry

__all__ = ["OnDemand", "Reading", "Source", "listed_sources", "read_source", "registry_folder"]

_T = TypeVar("_T")
_MAX_EVENTS = 200
"""How far into a claim file its ``document`` is looked for; it stands in the first lines."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it lies in the folder, not read yet."""

    slug: str
    folder: Path
    claims: Path | None
    """Its claim file; None while nobody has written one."""

    def files(self) -> tuple[Path, ...]:
        """Every file that says something about the document."""
        own = (self.folder / METADATA_FILE, self.folder / TEXT_FILE)
        return own if self.claims is None else (*own, self.claims)


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, understood, with what its claim file says; an empty file where there is none."""

    document: Document
    file: ClaimFile


class OnDemand:
    """Documents and claim files by slug, each read when it is first asked for."""

    def __init__(self, sources: Iterable[Source], registry: Registry) -> None:
        self._sources = {source.slug: source for source in sources}
        self._registry = registry
        self.readings: dict[str, Reading] = {}
        """What was read so far."""
        self.documents: Mapping[str, Document] = _View(self._sources, lambda slug: self._read(slug).document)
        self.files: Mapping[str, ClaimFile] = _View(self._sources, lambda slug: self._read(slug).file)

    def _read(self, slug: str) -> Reading:
        if slug not in self.readings:
            self.readings[slug] = read_source(self._sources[slug], self._registry)
        return self.readings[slug]


class _View(Mapping[str, _T]):
    """A mapping over slugs whose values are made when they are asked for."""

    def __init__(self, slugs: Mapping[str, Source], make: Callable[[str], _T]) -> None:
        self._slugs = slugs
        self._make = make

    def __getitem__(self, slug: str) -> _T:
        if slug not in self._slugs:
            raise KeyError(slug)
        return self._make(slug)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)


def registry_folder(folder: Path, problems: Problems) -> Path:
    """The registry of a collection; what leads out of the collection is noted as a problem."""
    registry = folder / "registry"
    for path in _listed(registry, problems):
        _stays_inside(path, folder, problems)
    return registry


def listed_sources(folder: Path, problems: Problems) -> tuple[Source, ...]:
    """The documents of a collection, in the order of their slugs; what is out of place is noted as a problem.

    Raises:
        CallError: if the folder is no collection.
    """
    try:
        is_collection = (folder / "documents").is_dir()
    except (OSError, ValueError):  # a name too long for the system, or one with a NUL
        is_collection = False
    if not is_collection:
        message = f"{folder} is no collection: it has no folder 'documents'; name another with --data"
        raise CallError(message)
    found: dict[str, Path] = {}
    existing: dict[str, Path] = {}
    for path in _listed(folder / "documents", problems):
        if path.is_dir() or path.is_symlink():
            existing[path.name] = path
        if path.is_file() or not _stays_inside(path, folder, problems) or not path.is_dir():
            continue
        if not (path / METADATA_FILE).exists():
            problems.add(Place(path), f"has no {METADATA_FILE}; write it, or move the folder out of the documents")
        elif all(_stays_inside(path / name, folder, problems) for name in (METADATA_FILE, TEXT_FILE)):
            found[path.name] = path
    paired = _paired(folder, found, existing, problems)
    return tuple(Source(slug, path, paired.get(slug)) for slug, path in found.items())


def read_source(source: Source, registry: Registry) -> Reading:
    """Read a document and its claim file.

    Raises:
        DataError: with everything that is wrong in either of them.
    """
    problems = Problems()
    document = None
    try:
        document = read_document(source.folder)
    except DataError as error:
        problems.extend(error)
    else:
        try:
            registry.find(document.publisher.text, (Kind.ACTOR,))
        except LookupError as error:
            problems.add(document.publisher.place, str(error))
    file = ClaimFile()
    if source.claims is not None:
        try:
            raw = read_claim_file(source.claims)
            if document is not None:
                file = resolve(raw, document, registry)
        except DataError as error:
            problems.extend(error)
    problems.raise_if_any()
    if document is None:
        raise AssertionError("a document that cannot be read is a problem")
    return Reading(document, file)


def _paired(
    folder: Path, documents: Mapping[str, Path], existing: Mapping[str, Path], problems: Problems
) -> dict[str, Path]:
    """The claim file of each document that has one; that of a document that is wrong itself is not wrong for that."""
    paired: dict[str, Path] = {}
    for path in _listed(folder / "claims", problems):
        if path.suffix == ".yml":
            problems.add(Place(path), "is not read, since claim files end in .yaml; rename it")
        if path.suffix != ".yaml" or not _stays_inside(path, folder, problems):
            continue
        slug = _named_document(path)
        if slug is not None and slug in documents and slug not in paired:
            paired[slug] = path
        elif slug not in existing or slug in paired:
            _explain(path, documents, paired, problems)
    return paired


def _explain(path: Path, documents: Mapping[str, Path], paired: Mapping[str, Path], problems: Problems) -> None:
    """Say why a claim file belongs to no document."""
    try:
        leaf = read_claim_file(path).document
    except DataError as error:
        problems.extend(error)
        return
    if leaf.text in paired:
        message = f"{leaf.text!r} has its claims in {paired[leaf.text].name}; keep one file per document"
        problems.add(leaf.place, message)
    elif leaf.text not in documents:
        problems.add(leaf.place, unknown("document", leaf.text, documents))
    else:
        message = f"'document' stands too far down; write it in the first lines of {path.name}"
        problems.add(leaf.place, message)


def _named_document(path: Path) -> str | None:
    """What a claim file names as its ``document``; None where that cannot be told without reading it whole."""
    try:
        text = read_text(path)
        depth, key = 0, None
        for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            if count > _MAX_EVENTS:
                return None
            if isinstance(event, yaml.CollectionStartEvent):
                depth, key = depth + 1, None
            elif isinstance(event, yaml.CollectionEndEvent):
                depth, key = depth - 1, None
            elif isinstance(event, yaml.ScalarEvent) and depth == 1:
                if key == "document":
                    return str(event.value)
                key = None if key is not None else event.value
    except (DataError, yaml.YAMLError, ValueError, OverflowError):  # all told when the file is read whole
        return None
    return None


def _stays_inside(path: Path, folder: Path, problems: Problems) -> bool:
    """Whether a path lies in the collection after all symbolic links; if not, that is a problem."""
    try:
        inside = path.resolve(strict=path.is_symlink()).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        problems.add(Place(path), "is a link that leads nowhere; remove it, or put the file in its place")
        return False
    if not inside:
        problems.add(Place(path), "is a link to a place outside the collection; copy what it points to into its place")
    return inside


def _listed(folder: Path, problems: Problems) -> list[Path]:
    """What a folder holds, hidden files aside, in the order of names; nothing where there is no folder."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.add(Place(folder), f"cannot be read: {error.strerror}; check the folder and its rights")
        return []
