"""Keeps a nursery: starts it, has it fork workers, and starts another one when it has ended."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from .nursery import NUMBER, first_frame
from .process import EndedError, Frames, Worker, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..settings import Settings
    from ..snapshot import Snapshot
    from . import wire

__all__ = ["Keeper"]

_LOAD = 900.0  # seconds that a nursery may take to load a snapshot
_BIRTH = 5.0  # seconds that a nursery may take to fork a worker
_START = 30.0  # seconds that a worker may take to open the store
_FAREWELL = 2.0  # seconds that a nursery may take to end with its workers


class Keeper:
    """Gives workers over one snapshot. Use it from one event loop, and :meth:`close` it.

    ``lost`` is called when a nursery has ended that was not ended here. Its workers go on as orphans.
    """

    def __init__(self, snapshot: Snapshot, settings: Settings, lost: Callable[[], None]) -> None:
        self._first = first_frame(snapshot, settings)
        self._lost = lost
        self._lock = asyncio.Lock()
        self._nursery: _Nursery | None = None
        self._here: set[_Nursery] = set()
        """All whose processes are there still, be it that they start or end."""

    @property
    def pid(self) -> int | None:
        """The process id of the nursery, if there is one."""
        return self._nursery.process.pid if self._nursery else None

    async def worker(self) -> Worker:
        """A new worker that has opened the store.

        Raises:
            WorkerError: if it does not start.
        """
        nursery = await self.ready()
        ours, theirs = _pair()
        worker = Worker(ours)
        try:
            with theirs:
                await worker.connect()
                nursery.fork(worker, theirs)
            frame = await worker.replied(_BIRTH)
            if frame is None and not worker.pid:
                nursery.process.kill()  # whoever stopped it did not mean us to wait; another one takes its place
            elif frame is None:
                frame = await worker.replied(_START)
        except EndedError as error:
            raise WorkerError(f"a worker does not start (it ended with {error.code})") from error
        except BaseException as error:
            worker.kill()
            if not isinstance(error, OSError):
                raise
            raise WorkerError(f"a worker does not start: {os.strerror(error.errno or 0)}") from error
        if frame is None or "failed" in frame[0]:
            worker.kill()
            why = frame[0]["failed"] if frame else "nothing happens"
            raise WorkerError(f"a worker does not start: {why}")
        worker.confined = frame[0]["confined"]
        return worker

    async def ready(self) -> _Nursery:
        """The nursery, which is started if there is none.

        Raises:
            WorkerError: if it does not start.
        """
        async with self._lock:
            if self._nursery is None:
                nursery = _Nursery(self._ended)
                self._here.add(nursery)
                try:
                    async with asyncio.timeout(_LOAD):
                        await nursery.start(self._first)
                except BaseException as error:
                    nursery.process.kill()
                    if not isinstance(error, TimeoutError):
                        raise
                    raise WorkerError(f"the snapshot is not loaded within {_LOAD:g} s") from error
                self._nursery = nursery
            return self._nursery

    async def close(self) -> None:
        """End the nursery with all its workers, and wait until it has ended."""
        self._nursery = None
        for nursery in self._here:
            nursery.close()
        if self._here:
            await asyncio.wait([nursery.code for nursery in self._here])

    def _ended(self, nursery: _Nursery) -> None:
        nursery.code.add_done_callback(lambda _: self._here.discard(nursery))
        if nursery is self._nursery:
            self._nursery = None
            self._lost()


class _Nursery(Frames):
    """The process, and the workers that it has forked for us.

    Raises:
        WorkerError: if the system starts no process.
    """

    def __init__(self, ended: Callable[[_Nursery], None]) -> None:
        self._ended = ended
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._numbers = itertools.count()
        self._workers: dict[int, Worker] = {}
        self.code: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """What the process has ended with."""
        ours, theirs = _pair()
        super().__init__(ours)
        with theirs:
            try:
                self.process = subprocess.Popen(
                    # The folder that the server was started in is no place for modules: -P.
                    [sys.executable, "-P", "-m", "indelgraph.endpoint.nursery"],
                    stdin=theirs.fileno(),
                    env={**os.environ, "RUST_BACKTRACE": "0"},
                    process_group=0,  # Ctrl+C in a terminal is for the server, which then ends its workers
                )
            except OSError as error:
                ours.close()
                raise WorkerError(f"a worker does not start: {error.strerror}") from error

    async def start(self, first: bytes) -> None:
        """Wait until it has loaded what is to be in memory.

        Raises:
            WorkerError: if it cannot, or ends.
        """
        await self.connect()
        self.send(first)
        await self._ready

    def fork(self, worker: Worker, theirs: socket.socket) -> None:
        """Have it fork a process for a worker, with the other end of the worker's socket.

        Raises:
            OSError: if it does not listen.
        """
        number = next(self._numbers)
        socket.send_fds(self._socket, [NUMBER.pack(number)], [theirs.fileno()])
        self._workers[number] = worker

    def frame_received(self, frame: wire.Frame) -> None:
        """Hear of a worker, or that all is ready."""
        head, _ = frame
        if "born" in head:
            self._workers[head["born"]].pid = head["pid"]
        elif "ended" in head:
            self._workers.pop(head["ended"]).told(head["code"])
        elif not self._ready.done():
            if "failed" in head:
                self._ready.set_exception(WorkerError(f"a worker does not start: {head['failed']}"))
            else:
                self._ready.set_result(None)

    def connection_lost(self, _exc: Exception | None) -> None:
        """It has ended, or is to end."""
        for worker in self._workers.values():
            worker.orphaned()
        # In a thread, since it may take a moment until a large process has given back its memory.
        end = asyncio.get_running_loop().run_in_executor(None, _wait, self.process)
        end.add_done_callback(lambda end: self._has_ended(end.result()))
        self._ended(self)

    def _has_ended(self, code: int) -> None:
        self.code.set_result(code)
        if not self._ready.done():
            self._ready.set_exception(WorkerError(f"a worker does not start (its nursery ended with {code})"))
            self._ready.exception()  # it may be that nobody waits any more, which is nothing to complain about


def _pair() -> tuple[socket.socket, socket.socket]:
    try:
        return socket.socketpair()
    except OSError as error:
        raise WorkerError(f"a worker does not start: {error.strerror}") from error


def _wait(process: subprocess.Popen[bytes]) -> int:
    """The code that a process ends with, which has been told to, and is made to if it does not."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(_FAREWELL)
    process.kill()
    return process.wait()
