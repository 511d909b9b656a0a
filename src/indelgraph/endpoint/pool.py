"""The workers of a server: hands each query to a free one, replaces those that take too long or die."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from . import wire
from .evaluate import Answer
from .problem import HttpError, HttpProblem

if TYPE_CHECKING:
    from ..settings import Settings
    from ..snapshot import Snapshot
    from .evaluate import Query

__all__ = ["Pool", "WorkerError"]

_LOG = logging.getLogger(__name__)
_START = 30.0  # seconds that a worker may take to open the store
_PATIENCE = 5.0  # seconds between attempts to replace a worker, at most
_BUFFER = 1024 * 1024

# Signals that come from outside; every other end of a worker is the doing of its query.
_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT}


class WorkerError(Exception):
    """A worker did not start."""


class _Worker:
    """One process and the pipes to it."""

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
        return self.process.returncode is None and not self._from.at_eof()

    def kill(self) -> None:
        """End the process now; no query can delay or refuse it."""
        self._to.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()


class Pool:
    """A fixed number of workers over one snapshot. Use it from one event loop: start, run …, stop."""

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._snapshot = snapshot
        self._settings = settings
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        self._minders: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._stopping = False

    async def start(self) -> None:
        """Start the workers and wait until each has opened the store.

        Raises:
            WorkerError: if one does not start; those that did are ended.
        """
        try:
            await asyncio.gather(*(self._add() for _ in range(self._settings.workers)))
        except WorkerError:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End every worker and wait until none is left."""
        self._stopping = True
        for minder in self._minders:
            minder.cancel()
        await asyncio.gather(*self._minders, return_exceptions=True)
        workers = list(self._workers)
        for worker in workers:
            worker.kill()
        await asyncio.gather(*(worker.process.wait() for worker in workers))
        self._workers.clear()

    @property
    def free(self) -> int:
        """How many workers wait for a query."""
        return self._idle.qsize()

    async def run(self, query: Query) -> Answer:
        """Answer a query in a worker. Cancelling this ends the query.

        Raises:
            HttpError: if the query is wrong (4xx), takes too long, or no worker comes free (503).
        """
        worker = await self._take()
        whole = False
        try:
            async with asyncio.timeout(self._settings.timeout):
                head, body = await worker.ask(asdict(query))
            whole = True
        except TimeoutError:
            raise HttpError(self._too_slow()) from None
        except (ConnectionError, asyncio.IncompleteReadError):
            code = await worker.process.wait()
            raise HttpError(self._died(code)) from None
        finally:
            if whole:
                self._idle.put_nowait(worker)
            else:
                worker.kill()  # its minder replaces it
        if "problem" in head:
            raise HttpError(HttpProblem(**head["problem"]))
        return Answer(head["answer"]["content_type"], body, head["answer"]["truncated"])

    async def _take(self) -> _Worker:
        if self._stopping:
            raise HttpError(self._busy("the server is stopping"))
        if self._idle.empty() and self._waiting >= self._settings.max_waiting:
            raise HttpError(self._busy(f"{self._waiting} queries are waiting already"))
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.timeout):
                while True:
                    worker = await self._idle.get()
                    if worker.alive:
                        return worker
        except TimeoutError:
            raise HttpError(self._busy("no worker came free in time")) from None
        finally:
            self._waiting -= 1

    async def _add(self) -> None:
        worker = await self._start_worker()
        minder = asyncio.create_task(self._mind(worker))
        self._minders.add(minder)
        minder.add_done_callback(self._minders.discard)
        self._idle.put_nowait(worker)

    async def _start_worker(self) -> _Worker:
        settings = self._settings
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
        worker = _Worker(process)
        self._workers.add(worker)
        start = {
            "id": self._snapshot.id,
            "folder": str(self._snapshot.folder.absolute()),
            "max_rows": settings.max_rows,
            "max_depth": settings.max_depth,
            "max_memory": settings.max_memory,
        }
        try:
            async with asyncio.timeout(_START):
                await worker.ask(start)
        except BaseException as error:
            worker.kill()
            if not isinstance(error, (TimeoutError, ConnectionError, asyncio.IncompleteReadError)):
                raise  # such as being cancelled: stop() waits for the process
            code = await process.wait()
            self._workers.discard(worker)
            raise WorkerError(f"a worker does not start (it ended with {code})") from error
        return worker

    async def _mind(self, worker: _Worker) -> None:
        """Wait for a worker's end, and put another in its place."""
        code = await worker.process.wait()
        self._workers.discard(worker)
        for _ in range(self._idle.qsize()):
            waiting = self._idle.get_nowait()
            if waiting is not worker:
                self._idle.put_nowait(waiting)
        _LOG.info("worker %d ended with %d", worker.process.pid, code)
        pause = 0.05
        while not self._stopping:
            try:
                await self._add()
            except (WorkerError, OSError) as error:
                _LOG.warning("%s; trying again", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _PATIENCE)
            else:
                return

    def _too_slow(self) -> HttpProblem:
        # 503 as Fuseki answers: 504 is for gateways, and 408 blames the client's sending. No Retry-After, since
        # the same query would take as long again.
        detail = f"the query took longer than {self._settings.timeout:g} s; narrow it down, or add a LIMIT"
        return HttpProblem(503, "query-timeout", "The query took too long", detail)

    def _died(self, code: int) -> HttpProblem:
        if self._stopping:
            return self._busy("the server is stopping")
        if code in _OUTSIDE:
            _LOG.warning("a worker was ended from outside by signal %d", -code)
            return self._busy("the process that worked on the query was ended from outside")
        _LOG.warning("a query ended its worker with %d", code)
        # The query's doing, hence 4xx: it overflowed the stack, or took more memory than a worker may.
        detail = "the query was too complex, or needed too much memory; split it into simpler ones"
        return HttpProblem(400, "query-too-complex", "The query is too complex", detail)

    def _busy(self, why: str) -> HttpProblem:
        retry = {"Retry-After": str(max(1, round(self._settings.timeout / 2)))}
        detail = f"{why}; try again later"
        return HttpProblem(503, "busy", "The server is busy", detail, headers=retry)
