"""What a worker process does: it answers queries, one at a time, until its server goes away.

It is forked from the nursery (:mod:`.nursery`) and speaks in frames (:mod:`.wire`) over a socket that is its standard
input. When the store is there, it says whether it is confined. A query that takes too long, too much memory or too much
stack costs this process and no other.
"""

from __future__ import annotations

import os
import resource
import select
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import wire
from .confine import confine
from .evaluate import Limits, answer
from .problem import HttpError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

__all__ = ["SOCKET", "UNREADABLE", "Bounds", "reply", "work"]

SOCKET = 0
"""The handle of the socket to the server, in workers and in the nursery."""

UNREADABLE = (OSError, SyntaxError, ValueError, RuntimeError, MemoryError)
"""What opening a store raises if it is not there, not whole, or too large."""

_MEBIBYTE = 1024 * 1024
_TOO_LARGE = 3  # the exit code of a worker that ran out of memory in Python; Rust's part ends with a signal


@dataclass(frozen=True, slots=True)
class Bounds:
    """What queries are held to: their limits, and the memory that a worker may take beside the store, in MiB."""

    limits: Limits
    memory: int


def reply(store: Store, asked: wire.Head, limits: Limits) -> bytes:
    """The frame that answers a query: a result, or a problem."""
    try:
        return wire.pack_answer(answer(store, wire.query_in(asked), limits))
    except HttpError as error:
        return wire.pack_problem(error.problem)


def work(opened: Callable[[], Store], bounds: Bounds) -> NoReturn:
    """Answer the queries that come in over :data:`SOCKET`, from the store that ``opened`` gives."""
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    try:
        store = opened()
    except UNREADABLE as error:
        _send(wire.pack({"failed": str(error)}))
        os._exit(1)
    _bound(bounds.memory * _MEBIBYTE)
    _send(wire.pack({"confined": confine()}))
    while frame := wire.read(SOCKET):
        try:
            _send(reply(store, frame[0], bounds.limits))
        except MemoryError:
            os._exit(_TOO_LARGE)  # what it holds may be in the way of anything that it would do now
    os._exit(0)


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


def _end_with_the_server() -> None:
    # In a thread of its own, so that a server that dies takes a busy worker with it. No events are asked for, since
    # frames are not its business: only a hang-up wakes it, and it costs a query nothing.
    poll = select.poll()
    poll.register(SOCKET, 0)
    poll.poll()
    os._exit(0)


def _send(frame: bytes) -> None:
    try:
        wire.write(SOCKET, frame)
    except OSError:
        os._exit(0)
