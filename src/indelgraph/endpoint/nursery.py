"""The process that workers are forked from: ``python -m indelgraph.endpoint.nursery``, started by the server.

It imports what workers need and loads the snapshot once, if that is small enough to be held in memory, so that a worker
is there in some milliseconds and all of them share one store. A larger snapshot each worker opens on disk, after the
fork: an open database cannot be shared so.

Its standard input is a socket to the server (frames, :mod:`.wire`). The first frame says what to serve. Once it is
``ready``, each message from the server is a number and a socket; the nursery forks a worker that has this socket for
its standard input, and says what it has ``born``, and later how that ``ended``. It has one thread when it forks: a
child has only the thread that forked, and would wait for ever for what another one held.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import struct
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ..settings import Settings
from ..snapshot import Snapshot
from . import wire
from .evaluate import Limits
from .worker import SOCKET, UNREADABLE, Bounds, work

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

__all__ = ["NUMBER", "first_frame", "main"]

NUMBER = struct.Struct(">I")
"""What the server sends along with the socket of a worker: the number that it gives the worker."""

_MEBIBYTE = 1024 * 1024


def first_frame(snapshot: Snapshot, settings: Settings) -> bytes:
    """What the server sends first."""
    given = {"id": snapshot.id, "folder": str(snapshot.folder.absolute()), "settings": settings.as_dict()}
    return wire.pack(given)


def main() -> None:
    """Fork workers until the server goes away; then end them."""
    os.dup2(2, 1)  # standard output is not ours to write to
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    frame = wire.read(SOCKET)
    if frame is None:
        return
    snapshot = Snapshot(frame[0]["id"], Path(frame[0]["folder"]))
    settings = Settings(**frame[0]["settings"])
    try:
        opened = _way_to_open(snapshot, settings)
    except UNREADABLE as error:
        _say(failed=str(error) or "not enough memory; lower --store-memory")
        return
    limits = Limits(settings.max_rows, settings.max_depth, settings.max_result_bytes)
    nursery = _Nursery(opened, Bounds(limits, settings.max_memory))
    # What is here now stays: a collection in a worker would write to the pages that all of them share.
    gc.collect()
    gc.freeze()
    try:
        _say(ready=True)
        nursery.serve()
    except OSError:
        pass  # the server has gone
    finally:
        nursery.end()


def _way_to_open(snapshot: Snapshot, settings: Settings) -> Callable[[], Store]:
    """How a worker gets the store, which is loaded now if it is to be in memory."""
    if snapshot.nquads.stat().st_size > settings.store_memory * _MEBIBYTE:
        return snapshot.open
    # Loading makes names for blank nodes at random, from a state that a thread keeps for itself. Were it this thread,
    # all workers would inherit that state, and every one would give the same "random" numbers and UUIDs.
    ends, wake = os.pipe()
    with ThreadPoolExecutor(1) as thread:
        loading = thread.submit(snapshot.copy)
        loading.add_done_callback(lambda _: os.close(wake))
        poll = select.poll()
        poll.register(ends, 0)
        poll.register(SOCKET, 0)
        if SOCKET in dict(poll.poll()):
            os._exit(0)  # the server has gone, and nobody needs what is loaded
    os.close(ends)
    store = loading.result()
    return lambda: store


@dataclass(slots=True)
class _Nursery:
    """The workers that have been forked here and not yet taken leave of."""

    opened: Callable[[], Store]
    bounds: Bounds
    workers: dict[int, int] = field(default_factory=dict)
    """Process ids, and the numbers that the server knows them by."""

    def serve(self) -> None:
        """Fork and reap until the server goes away."""
        ends, wake = os.pipe()
        for handle in (ends, wake):
            os.set_blocking(handle, False)
        signal.signal(signal.SIGCHLD, _noted)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(ends, select.POLLIN)
        poll.register(SOCKET, select.POLLIN)
        with socket.socket(fileno=os.dup(SOCKET)) as control:
            while True:
                for handle, _ in poll.poll():
                    if handle == ends:
                        with suppress(BlockingIOError):
                            os.read(ends, 4096)
                        self._reap()
                    else:
                        number, handles, _, _ = socket.recv_fds(control, NUMBER.size, 1)
                        if not number:
                            return
                        self._fork(NUMBER.unpack(number)[0], handles, (ends, wake, control.fileno()))

    def end(self) -> None:
        """End what is left."""
        for pid in self.workers:
            os.kill(pid, signal.SIGKILL)
        for pid in self.workers:
            os.waitpid(pid, 0)

    def _fork(self, number: int, handles: list[int], ours: tuple[int, ...]) -> None:
        if not handles:
            _say(ended=number, code=1)  # the system had no room for the handle
            return
        try:
            pid = os.fork()
        except OSError as error:
            wire.write(handles[0], wire.pack({"failed": error.strerror}))
            _say(ended=number, code=1)
        else:
            if not pid:
                _live(self.opened, self.bounds, handles[0], ours)
            self.workers[pid] = number
            _say(born=number, pid=pid)
        os.close(handles[0])

    def _reap(self) -> None:
        while self.workers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            number = self.workers.pop(pid)
            _say(ended=number, code=os.waitstatus_to_exitcode(status))


def _say(**members: object) -> None:
    wire.write(SOCKET, wire.pack(members))


def _noted(*_: object) -> None:
    """Let the signal write to the pipe; the one that is there by default would not."""


def _live(opened: Callable[[], Store], bounds: Bounds, handle: int, others: tuple[int, ...]) -> NoReturn:
    """Be a worker, which has nothing of the nursery but the store."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(handle, SOCKET)
        for other in (handle, *others):
            os.close(other)
        work(opened, bounds)
    except BaseException:  # noqa: BLE001  # nothing may come back into the nursery's loop, which is not the worker's
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    main()
