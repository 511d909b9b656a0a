"""One immutable, content-addressed build on disk: what the endpoint serves and queries read.

A snapshot is a folder ``<cache>/<id>/`` with ``dataset.nq`` (sorted N-Quads, the truth) and ``store/`` (an
Oxigraph store made from it, opened read-only). The id is the SHA-256 of ``dataset.nq``.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store

from .errors import CallError
from .files import fsync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Snapshot", "default_cache", "find", "making", "write"]

_ID = re.compile("[0-9a-f]{64}")
_MAKING = ".making-"
_PIECE = 50_000_000  # bytes


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

    def copy(self) -> Store:
        """The same in memory, where queries are answered three times as fast; it is this process's own."""
        store = Store()
        store.bulk_load(path=str(self.nquads), format=RdfFormat.N_QUADS)
        return store

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
    """Make the snapshot of a dataset, or find the one that is there already; :func:`making`, and at once its end."""
    with making(nquads, cache) as finish:
        return finish()


@contextmanager
def making(nquads: bytes, cache: Path) -> Iterator[Callable[[], Snapshot]]:
    """Make the snapshot of a dataset, and give what puts it in its place; without that nothing stays of it.

    ``nquads`` is the whole dataset as sorted N-Quads lines. A reader never sees half of one: it is made beside
    its place and renamed when whole. One that is there already is not made again.

    Raises:
        CallError: if the cache folder cannot be written.
    """
    snapshot_id = hashlib.sha256(nquads).hexdigest()
    made = Snapshot(snapshot_id, cache / snapshot_id)
    if made.nquads.is_file():
        yield lambda: made
        return
    try:
        cache.mkdir(parents=True, exist_ok=True)
        beside, lock = _begin(cache)
    except OSError as error:
        message = f"{cache}: cannot write the cache: {error.strerror}; name another with --cache"
        raise CallError(message) from error
    try:
        try:
            _fill(beside, nquads)
        except OSError as error:
            message = f"{cache}: cannot write the cache: {error.strerror or error}; name another with --cache"
            raise CallError(message) from error

        def finish() -> Snapshot:
            try:
                beside.rename(made.folder)
            except OSError:
                if not made.nquads.is_file():  # else another process was first, with the same bytes
                    raise
            fsync_folder(cache)
            return made

        yield finish
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        os.close(lock)


def _fill(folder: Path, nquads: bytes) -> None:
    store = Store(str(folder / "store"))
    for piece in _pieces(nquads):
        store.bulk_load(piece, format=RdfFormat.N_QUADS)
    store.optimize()  # among a thousand documents, an event costs half as much afterwards
    store.flush()
    del store
    with (folder / "dataset.nq").open("wb") as file:
        file.write(nquads)
        file.flush()
        os.fsync(file.fileno())


def _pieces(nquads: bytes) -> Iterator[bytes]:
    """The lines in pieces of bounded length. To load much at once takes several times its length in memory."""
    # A blank node has another name in each piece. Of ours there is none; other people's files may have some.
    most = _PIECE if nquads.find(b"_:") < 0 else len(nquads)
    start = 0
    while start < len(nquads):
        end = nquads.find(b"\n", start + most) + 1 or len(nquads)
        yield nquads[start:end]
        start = end


def _begin(cache: Path) -> tuple[Path, int]:
    """A new folder to make a snapshot in, and a handle: as long as it is open, the folder is locked.

    What nobody has locked is left from a build that was killed, and is removed.
    """
    with _opened(cache) as held:
        # Otherwise another build might find a folder of ours between its making and its locking.
        if _lock(held, fcntl.LOCK_EX):
            for left in cache.glob(f"{_MAKING}*"):
                with suppress(OSError), _opened(left, os.O_NOFOLLOW) as handle:
                    if _lock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB):
                        shutil.rmtree(left, ignore_errors=True)
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=cache))
        with _opened(making) as handle:
            _lock(handle, fcntl.LOCK_EX)
            return making, os.dup(handle)


@contextmanager
def _opened(folder: Path, flags: int = 0) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | flags)
    try:
        yield handle
    finally:
        os.close(handle)


def _lock(handle: int, how: int) -> bool:
    """Lock an open folder (flock(2)), and say whether that worked; some file systems have no locks."""
    try:
        fcntl.flock(handle, how)
    except OSError:
        return False
    return True
