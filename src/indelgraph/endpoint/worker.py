"""A process that answers queries, one at a time, until its server goes away: ``python -m …endpoint.worker``.

It reads frames from its standard input and writes frames to its standard output (:mod:`.wire`). The first
frame says what to serve; when the store is open, the worker answers it and says whether it is confined. A query that
takes too long, too much memory or too much stack costs this process and no other.
"""

from __future__ import annotations

import os
import queue
import resource
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ..snapshot import Snapshot
from .confine import confine
from .evaluate import Limits, Query, answer
from .problem import HttpError
from .wire import pack, read

if TYPE_CHECKING:
    from typing import BinaryIO

    from pyoxigraph import Store

    from .wire import Head

__all__ = ["main", "reply"]

_MEBIBYTE = 1024 * 1024
_COPIED = 32 * _MEBIBYTE
"""The largest snapshot, as N-Quads, that a worker holds in memory of its own: some 0.4 s of its start, 100 MB."""
_TOO_LARGE = 3  # the exit code of a worker that ran out of memory in Python; Rust's part ends with a signal


def reply(store: Store, asked: Head, limits: Limits) -> bytes:
    """The frame that answers a query: ``answer`` with the result as body, or ``problem``."""
    query = Query(
        text=asked["text"],
        accept=asked["accept"],
        default_graphs=tuple(asked["default_graphs"]),
        named_graphs=tuple(asked["named_graphs"]),
        base=asked["base"],
    )
    try:
        given = answer(store, query, limits)
    except HttpError as error:
        return pack({"problem": asdict(error.problem)})
    return pack({"answer": {"content_type": given.content_type, "truncated": given.truncated}}, given.body)


def main() -> None:
    """Serve the queries that come in on standard input."""
    pipe_in = sys.stdin.buffer
    pipe_out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not end up between frames
    first = read(pipe_in)
    if first is None:
        return
    start = first[0]
    snapshot = Snapshot(start["id"], Path(start["folder"]))
    store = snapshot.copy() if snapshot.nquads.stat().st_size <= _COPIED else snapshot.open()
    _bound(start["max_memory"] * _MEBIBYTE)
    confined = confine()
    limits = Limits(start["max_rows"], start["max_depth"], start["max_bytes"])
    frames: queue.SimpleQueue[Head] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe_in, frames), daemon=True).start()
    _send(pipe_out, pack({"confined": confined}))
    while True:
        try:
            _send(pipe_out, reply(store, frames.get(), limits))
        except MemoryError:
            os._exit(_TOO_LARGE)  # what it holds may be in the way of anything that it would do now


def _bound(memory: int) -> None:
    """Let this process take so many bytes more than it has now."""
    # Only what is written to counts (RLIMIT_DATA), not the files of the store that are mapped. What the store
    # has taken for itself depends on the machine: a stack for each of its threads, one thread for each core.
    most = _data_bytes() + memory
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _data_bytes() -> int:
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except OSError:
        return 0  # not Linux: the limit is then one of all the memory, or none
    return int(pages) * resource.getpagesize()


def _listen(pipe: BinaryIO, frames: queue.SimpleQueue[Head]) -> None:
    # In a thread of its own, so that a server that dies takes a busy worker with it.
    while frame := read(pipe):
        frames.put(frame[0])
    os._exit(0)


def _send(pipe: BinaryIO, frame: bytes) -> None:
    try:
        pipe.write(frame)
        pipe.flush()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
