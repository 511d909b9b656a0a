"""One worker process, and the pipes to it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import TYPE_CHECKING

from . import wire

if TYPE_CHECKING:
    from ..settings import Settings
    from ..snapshot import Snapshot

__all__ = ["GONE", "Worker", "WorkerError", "start_worker"]

_START = 30.0  # seconds that a worker may take to open the store
_BUFFER = 1024 * 1024

GONE = (ConnectionError, asyncio.IncompleteReadError)
"""What asking a worker raises when its process has ended."""


class WorkerError(Exception):
    """A worker did not start."""


class Worker:
    """A process that answers one frame at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        if process.stdin is None or process.stdout is None:
            raise WorkerError("a worker without pipes")
        self._to, self._from = process.stdin, process.stdout

    async def ask(self, head: wire.Head) -> tuple[wire.Head, bytes]:
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
        return self.process.returncode is None and not self._from.at_eof()

    def kill(self) -> None:
        """End the process now; no query can delay or refuse it."""
        self._to.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    def stand_back(self) -> None:
        """Let others go first: it works on something long."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _LATER)


_LATER = 10
"""How nice a worker with a long query is to the others (setpriority(2))."""


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
            await worker.ask(start)
    except BaseException as error:
        worker.kill()
        code = await process.wait()
        if not isinstance(error, (TimeoutError, *GONE)):
            raise
        raise WorkerError(f"a worker does not start (it ended with {code})") from error
    return worker
