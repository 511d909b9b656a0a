"""One immutable, content-addressed build on disk: what the endpoint serves and queries read.

A snapshot is a folder ``<cache>/<id>/`` with ``dataset.nq`` (sorted N-Quads, the truth) and ``store/`` (an
Oxigraph store made from it, opened read-only). The id is the SHA-256 of ``dataset.nq``.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store

from .errors import CallError
from .files import fsync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Snapshot", "default_cache", "find", "write"]

_ID = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A build on disk. It never changes; another content has another id and folder."""

    id: str
    folder: Path

    @property
    def nquads(self) -> Path:
        """The dataset as sorted N-Quads."""
        return self.folder / "dataset.nq"

    def open(self) -> Store:
        """The Oxigraph store, read-only; any number of processes may hold it open at once."""
        return Store.read_only(str(self.folder / "store"))

    def graphs(self) -> Iterator[NamedNode]:
        """The names of its graphs, sorted."""
        names = [name for name in self.open().named_graphs() if isinstance(name, NamedNode)]
        yield from sorted(names, key=lambda name: name.value)


def default_cache() -> Path:
    """``$XDG_CACHE_HOME/indelgraph``, by default ``~/.cache/indelgraph`` (XDG Base Directory specification)."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "indelgraph"


def find(snapshot_id: str, cache: Path) -> Snapshot | None:
    """The snapshot of an id, if it lies whole in a cache."""
    folder = cache / snapshot_id
    whole = _ID.fullmatch(snapshot_id) and (folder / "dataset.nq").is_file()
    return Snapshot(snapshot_id, folder) if whole else None


def write(nquads: bytes, cache: Path) -> Snapshot:
    """Make the snapshot of a dataset, or find the one that is there already.

    ``nquads`` is the whole dataset as sorted N-Quads lines. A reader never sees half of one: it is made beside
    its place and renamed when whole.

    Raises:
        CallError: if the cache folder cannot be written.
    """
    snapshot_id = hashlib.sha256(nquads).hexdigest()
    folder = cache / snapshot_id
    if (folder / "dataset.nq").is_file():
        return Snapshot(snapshot_id, folder)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=cache))
    except OSError as error:
        message = f"{cache}: cannot write the cache: {error.strerror}; name another with --cache"
        raise CallError(message) from error
    try:
        store = Store(str(making / "store"))
        store.bulk_load(nquads, format=RdfFormat.N_QUADS)
        store.flush()
        del store
        with (making / "dataset.nq").open("wb") as file:
            file.write(nquads)
            file.flush()
            os.fsync(file.fileno())
        try:
            making.rename(folder)
        except OSError:
            if not (folder / "dataset.nq").is_file():  # else another process was first, with the same bytes
                raise
        fsync_folder(cache)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Snapshot(snapshot_id, folder)
