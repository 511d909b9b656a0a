"""From a folder to its snapshot: reads, encodes and checks a collection, or finds that this was done already.

What a snapshot depends on is the content of the files, this program, and what was asked for beside them; a receipt
under the hash of all that names the snapshot, so that a second call reads the files and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import snapshot
from .collector import seldom_collecting
from .errors import DataError, Problems
from .receipts import Receipts, file_key, program

# What reads a collection takes a while to import. It is imported where it is used, so that another process can start
# before that, and so that who finds a snapshot does without most of it.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from .build import Build
    from .loading import Addition
    from .snapshot import Snapshot
    from .validation import Report

__all__ = ["built", "prepare"]


@seldom_collecting()
def prepare(
    folder: Path | str | None,
    cache: Path,
    *,
    conventions: Iterable[str] = (),
    beside: Sequence[str] = (),
    meanwhile: Callable[[], object] = lambda: None,
) -> Snapshot:
    """The snapshot of a collection; without a folder that of our own.

    ``conventions`` are those by which rules may read vague words; ``beside`` are files to serve with it, as
    :func:`indelgraph.loading.addition` reads them. Parts are validated in other processes where there are processors
    for them (:mod:`indelgraph.checks`); ``meanwhile`` is what this one may do before it waits for their reports, and is
    left out where nothing is to be checked.

    Raises:
        CallError: if the folder is no collection, there is no such convention, or the cache cannot be written.
        DataError: if something is wrong in it, or with a file.
    """
    work = _Work(folder, cache, tuple(sorted(set(conventions))), tuple(beside))
    return work.found() or work.made(meanwhile)[1]


@seldom_collecting()
def built(folder: Path | str | None, cache: Path, *, conventions: Iterable[str] = ()) -> tuple[Build, Snapshot]:
    """The build of a collection and its snapshot; :func:`prepare` for who needs the quads, too.

    Raises:
        CallError, DataError: as :func:`prepare`.
    """
    return _Work(folder, cache, tuple(sorted(set(conventions))), ()).made()


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be prepared."""

    named: Path | str | None
    cache: Path
    conventions: tuple[str, ...]
    beside: tuple[str, ...]

    def found(self) -> Snapshot | None:
        """The snapshot, if it was made before."""
        return self._find(self._key()) if Receipts(self.cache).any() else None

    def made(self, meanwhile: Callable[[], object] = lambda: None) -> tuple[Build, Snapshot]:
        """Build, check, and make the snapshot where there is none."""
        from .checks import Checks

        receipts = Receipts(self.cache)
        with Checks(receipts) as checks:
            if not receipts.any():
                checks.begin()
            from .collection import load
            from .gate import passed
            from .loading import read_additions

            key = self._key()
            if self._find(key) is not None:  # all of it has passed, so no part needs to be cut
                build = load(self.named).build(self.conventions)
                return build, passed(build, self.cache, read_additions(self._additions(), build.graphs))
            if key is not None:
                checks.begin()
            build = load(self.named).build(self.conventions, checks.add)

            def report() -> Report:
                meanwhile()
                return checks.report()

            made = passed(build, self.cache, read_additions(self._additions(), build.graphs), report)
        if key is not None:
            receipts.keep(key, {"snapshot": made.id})
            receipts.write()
        return build, made

    def _additions(self) -> tuple[Addition, ...]:
        from .loading import addition

        return tuple(map(addition, self.beside))

    def _key(self) -> str | None:
        """The name of the receipt; None if the folder is not in order, which reading it then tells."""
        from .collection import folder_of
        from .sources import listed_sources, registry_folder

        folder, beside, problems = folder_of(self.named), self._additions() if self.beside else (), Problems()
        sources = listed_sources(folder, problems)
        more = "\n".join((program(), *self.conventions, *(f"{one.graph}={one.path.name}" for one in beside)))
        try:
            problems.raise_if_any()
            registry = sorted(path for path in registry_folder(folder, problems).glob("*") if path.is_file())
            problems.raise_if_any()
            files = (*(f for s in sources for f in s.files()), *registry, *(one.path for one in beside))
            return f"snapshot-{file_key(files, more)}"
        except DataError:
            return None

    def _find(self, key: str | None) -> Snapshot | None:
        match Receipts(self.cache).find(key) if key is not None else None:
            case {"snapshot": str(name)}:
                return snapshot.find(name, self.cache)
        return None
