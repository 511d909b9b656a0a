"""From a folder to its snapshot: reads, encodes and checks a collection, or finds that this was done already.

What a snapshot depends on is the content of the files, this program, and what was asked for beside them; a receipt
under the hash of all that names the snapshot, so that a second call reads the files and nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import snapshot
from .collection import folder_of, load
from .errors import DataError, Problems
from .gate import passed
from .loading import addition, read_additions
from .receipts import Receipts, file_key, program
from .sources import listed_sources, registry_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .snapshot import Snapshot

__all__ = ["prepare"]


def prepare(
    folder: Path | str | None,
    cache: Path,
    *,
    conventions: Iterable[str] = (),
    beside: Sequence[str] = (),
) -> Snapshot:
    """The snapshot of a collection; without a folder that of our own.

    ``conventions`` are those by which rules may read vague words; ``beside`` are files to serve with it, as
    :func:`indelgraph.loading.addition` reads them.

    Raises:
        CallError: if the folder is no collection, there is no such convention, or the cache cannot be written.
        DataError: if something is wrong in it, or with a file.
    """
    folder, wanted = folder_of(folder), sorted(set(conventions))
    additions = [addition(text) for text in beside]
    receipts = Receipts(cache)
    more = [program(), *wanted, *(f"{one.graph}={one.path.name}" for one in additions)]
    key = _key(folder, [one.path for one in additions], "\n".join(more))
    found = _found(receipts, key, cache)
    if found is not None:
        return found
    build = load(folder).build(wanted)
    made = passed(build, cache, read_additions(additions, build.graphs))
    if key is not None:
        receipts.keep(key, {"snapshot": made.id})
        receipts.write()
    return made


def _key(folder: Path, beside: Sequence[Path], more: str) -> str | None:
    """The name of the receipt; None if the folder is not in order, which :func:`load` then tells."""
    problems = Problems()
    sources = listed_sources(folder, problems)
    try:
        problems.raise_if_any()
        registry = sorted(path for path in registry_folder(folder, problems).glob("*") if path.is_file())
        problems.raise_if_any()
        return f"snapshot-{file_key((*(f for s in sources for f in s.files()), *registry, *beside), more)}"
    except DataError:
        return None


def _found(receipts: Receipts, key: str | None, cache: Path) -> Snapshot | None:
    match receipts.find(key) if key is not None else None:
        case {"snapshot": str(name)}:
            return snapshot.find(name, cache)
    return None
