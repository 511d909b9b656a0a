"""One worker process, the pipes to it, and a query in it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

from . import wire

if TYPE_CHECKING:
    from ..settings import Settings
    from ..snapshot import Snapshot

__all__ = ["EndedError", "Run", "Worker", "WorkerError", "start_worker"]

_START = 30.0  # seconds that a worker may take to open the store
_BUFFER = 1024 * 1024
_LATER = 10
"""How nice a worker with a long query is to the others (setpriority(2))."""

_LOOK = 0.25  # seconds between looks at a query
_SHORT = 0.1  # seconds of a processor that a query may use and still count as short
_LOOKS = 4  # at most
_INSTANT = 0.01  # seconds that make no difference

_GONE = (ConnectionError, asyncio.IncompleteReadError)
"""What asking a worker raises when its process has ended."""


class WorkerError(Exception):
    """A worker did not start."""


class EndedError(Exception):
    """A worker ended with a query in it; ``code`` is what it exited with, or minus the signal that ended it."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"a worker ended with {code}")


class Worker:
    """A process that answers one frame at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.confined = False
        """Whether the system keeps it from opening connections and starting programs."""
        if process.stdin is None or process.stdout is None:
            raise WorkerError("a worker without pipes")
        self._to, self._from = process.stdin, process.stdout

    async def ask(self, head: wire.Head) -> wire.Frame:
        """Send a frame and wait for the one that answers it.

        Raises:
            ConnectionError, asyncio.IncompleteReadError: if the process dies.
        """
        self._to.write(wire.pack(head))
        await self._to.drain()
        size, rest = wire.LENGTHS.unpack(await self._from.readexactly(wire.LENGTHS.size))
        return wire.head(await self._from.readexactly(size)), await self._from.readexactly(rest)

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self.process.returncode is None and not self._from.at_eof() and not _has_ended(self.process.pid)

    @property
    def used(self) -> float | None:
        """Seconds of a processor that it has used; None where that cannot be known."""
        # The clock of another process; the id is made as in clock_getcpuclockid(3) on Linux.
        try:
            return time.clock_gettime((~self.process.pid << 3) | 2)
        except OSError:
            return None

    def kill(self) -> None:
        """End the process now; no query can delay or refuse it."""
        self._to.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    def stand_back(self) -> None:
        """Let others go first: it works on something long."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _LATER)


def _has_ended(pid: int) -> bool:
    """Whether a process of ours has ended, as far as the system knows: the event loop is told of it later."""
    if sys.platform == "darwin":
        return False
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


class Run:
    """A query in a worker. Make it in an event loop, and ``finish`` it whatever happens."""

    def __init__(self, worker: Worker, frame: wire.Head) -> None:
        self.worker = worker
        self._used = worker.used
        self._task = asyncio.ensure_future(self._ask(frame))

    async def _ask(self, frame: wire.Head) -> wire.Frame:
        try:
            return await self.worker.ask(frame)
        except _GONE:
            raise EndedError(await self.worker.process.wait()) from None

    async def reply(self, seconds: float) -> wire.Frame | None:
        """What the worker answers within so many seconds; None if that is nothing.

        Raises:
            EndedError: if the worker ends.
        """
        done, _ = await asyncio.wait({self._task}, timeout=max(0.0, seconds))
        return self._task.result() if done else None

    async def first_reply(self, seconds: float) -> tuple[wire.Frame | None, float]:
        """What a query that is short gives, or None, and how many of the seconds are left then.

        Raises:
            EndedError: if the worker ends.
        """
        start = time.monotonic()
        left = seconds
        for _ in range(_LOOKS):
            reply = await self.reply(min(_LOOK, left))
            left = seconds - (time.monotonic() - start)
            if reply or left < _INSTANT or self._is_long():
                break
        return reply, left if left > _INSTANT else 0.0

    def _is_long(self) -> bool:
        # By what it uses and not by what the clock says: on a busy machine each takes long, and ending those that are
        # only waiting for a processor would make it busier.
        used = self.worker.used
        return used is None or self._used is None or used - self._used > _SHORT

    def finish(self) -> bool:
        """Let go of the worker, and say whether it has answered and can be asked again."""
        whole = (
            self._task.done() and not self._task.cancelled() and self._task.exception() is None and self.worker.alive
        )
        self._task.cancel()
        return whole


async def start_worker(snapshot: Snapshot, settings: Settings) -> Worker:
    """Start a process and wait until it has opened the store.

    Raises:
        WorkerError: if it does not start.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # the folder that the server was started in is no place for modules
        "-m",
        "indelgraph.endpoint.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_BUFFER,
        env={**os.environ, "RUST_BACKTRACE": "0"},
        process_group=0,  # Ctrl+C in a terminal is for the server, which then ends its workers
    )
    worker = Worker(process)
    start = {
        "id": snapshot.id,
        "folder": str(snapshot.folder.absolute()),
        "max_rows": settings.max_rows,
        "max_bytes": settings.max_result_bytes,
        "max_depth": settings.max_depth,
        "max_memory": settings.max_memory,
    }
    try:
        async with asyncio.timeout(_START):
            head, _ = await worker.ask(start)
    except BaseException as error:
        worker.kill()
        code = await _end(process)
        if not isinstance(error, (TimeoutError, *_GONE)):
            raise
        raise WorkerError(f"a worker does not start (it ended with {code})") from error
    worker.confined = head["confined"]
    return worker


async def _end(process: asyncio.subprocess.Process) -> int:
    """Wait for the end of a process that has been killed, even if this is cancelled."""
    waiting = asyncio.ensure_future(process.wait())
    try:
        return await asyncio.shield(waiting)
    except asyncio.CancelledError:
        await waiting
        raise
