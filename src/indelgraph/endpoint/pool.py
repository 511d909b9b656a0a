"""The workers of a server: hands each query to a free one, replaces those that take too long or die.

Most queries take a millisecond and a few take all the time that they are given. So every query first goes to a worker
that is kept for a *first look*. What is not done soon goes on as a *long* query, of which only so many run at once, and
another worker takes the next first look; where the long places are taken, the query is ended, waits for one, and starts
anew. However many runaways there are, one that is quick is answered quickly.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from itertools import count
from typing import TYPE_CHECKING

from . import wire
from .keeper import Keeper
from .problem import HttpError, HttpProblem
from .process import EndedError, Run, WorkerError
from .turns import CrowdedOutError, Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from ..settings import Settings
    from ..snapshot import Snapshot
    from .evaluate import Answer, Query
    from .process import Worker

__all__ = ["Pool", "WorkerError"]

_LOG = logging.getLogger(__name__)
_ATTEMPTS = 3
"""How often a query is begun whose workers are ended from outside: whoever ends one often ends the idle ones, too."""
_PATIENCE = 5.0  # seconds between attempts to replace a worker, at most
_GLANCE = 0.05  # seconds between looks at whether the last query is done

# Signals that come from outside; every other end of a worker is the doing of its query.
_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT}


class Pool:
    """Workers over one snapshot. Use it from one event loop: start, run …, stop.

    ``settings.workers`` is how many first looks there are at once, and how many long queries beside them.
    """

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._settings = settings
        self._keeper = Keeper(snapshot, settings, self._renew)
        self._looks = Turns(settings.workers, settings.max_waiting)
        self._long = Turns(settings.workers, settings.max_waiting)
        self._idle: asyncio.LifoQueue[Worker | None] = asyncio.LifoQueue()
        """The one that was used last comes first: it has in its caches what the next query needs."""
        self._workers: dict[Worker, bool] = {}
        """Every worker, and whether it is no more for first looks: it runs something long, or is being ended."""
        self._starting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        """Those that start workers beside the queries."""
        self._stopping = False

    async def start(self) -> None:
        """Start the first workers and wait until each has opened the store.

        Raises:
            WorkerError: if one does not start; those that did are ended.
        """
        self._starting = self._settings.workers + 1
        first = [asyncio.create_task(self._start(self._add)) for _ in range(self._starting)]
        try:
            await asyncio.wait(first, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for task in first:
                task.cancel()
            ends = await asyncio.gather(*first, return_exceptions=True)
            if any(ends):
                await self.stop()
        for end in ends:
            if isinstance(end, Exception):
                raise end
        if not all(worker.confined for worker in self._workers):
            _LOG.warning("this system does not keep workers from opening connections; only the refusal of SERVICE does")

    async def stop(self) -> None:
        """End every process and wait until none is left."""
        self._stopping = True
        for _ in range(2 * self._settings.workers):  # whoever waits for a worker
            self._idle.put_nowait(None)
        for worker in self._workers:
            worker.kill()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._keeper.close()
        if self._workers:
            await asyncio.wait([worker.ended for worker in self._workers])

    async def end(self, seconds: float) -> None:
        """Give the queries that are here so many seconds, and then stop: what is not done is answered with 503."""
        last = time.monotonic() + seconds
        while (self.running or self.waiting) and time.monotonic() < last:
            await asyncio.sleep(_GLANCE)
        await self.stop()

    @property
    def free(self) -> int:
        """How many workers wait for a query."""
        return 0 if self._stopping else self._idle.qsize()

    @property
    def waiting(self) -> int:
        """How many queries wait for their turn."""
        return self._looks.waiting + self._long.waiting

    @property
    def looking(self) -> int:
        """How many queries are at their first look."""
        return self._settings.workers - self._looks.free

    @property
    def long(self) -> int:
        """How many long queries run."""
        return self._settings.workers - self._long.free

    @property
    def running(self) -> int:
        """How many queries run."""
        return self.looking + self.long

    @property
    def processes(self) -> frozenset[int]:
        """The ids of all worker processes."""
        return frozenset(worker.pid for worker in self._workers)

    @property
    def nursery(self) -> int | None:
        """The id of the process that workers are forked from; none while another one is started."""
        return self._keeper.pid

    async def run(self, query: Query, *, client: str = "", timeout: float | None = None) -> Answer:
        """Answer a query in a worker. Cancelling this ends the query.

        ``client`` is whom the query comes from, for fairness; ``timeout`` lowers the longest time, in seconds, and
        then holds for waiting and running together.

        Raises:
            HttpError: if the query is wrong (4xx), takes too long, or no worker comes free (503).
        """
        frame = wire.pack_query(query)
        if timeout is None:
            return await self._run(frame, client, self._settings.timeout)
        longest = min(self._settings.timeout, timeout)
        try:
            async with asyncio.timeout(longest):
                return await self._run(frame, client, longest)
        except TimeoutError:
            raise HttpError(self._too_slow(longest)) from None

    async def _run(self, frame: bytes, client: str, longest: float) -> Answer:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                given = await self._looked_at(frame, client, longest)
                break
            except EndedError as error:
                if self._stopping or error.code not in _OUTSIDE or attempt == _ATTEMPTS:
                    raise HttpError(self._died(error.code)) from None
                _LOG.warning("a worker was ended from outside by signal %d; its query starts anew", -error.code)
        return wire.answer_in(given)

    async def _looked_at(self, frame: bytes, client: str, longest: float) -> wire.Frame:
        """The reply to a query, which begins with a first look."""
        await self._take(self._looks, client)
        looking = True
        short = False
        try:
            run = await self._begin(frame)
            try:
                reply, left = await run.first_reply(longest)
                if reply:
                    short = True
                    return reply
                if not left:
                    raise HttpError(self._too_slow(longest))
                if self._long.try_take():
                    try:
                        self._call_long(run)
                        self._looks.give_back()
                        looking = False
                        return await self._whole(run, left, longest)
                    finally:
                        self._long.give_back()
            finally:
                self._finish(run, again=short)
        finally:
            if looking:
                self._looks.give_back()
        return await self._again(frame, client, longest)

    async def _again(self, frame: bytes, client: str, longest: float) -> wire.Frame:
        """The reply to a query that was found to be long while all long places were taken."""
        await self._take(self._long, client)
        try:
            run = await self._begin(frame)
            try:
                self._call_long(run)
                return await self._whole(run, longest, longest)
            finally:
                self._finish(run, again=False)
        finally:
            self._long.give_back()

    async def _whole(self, run: Run, left: float, longest: float) -> wire.Frame:
        reply = await run.reply(left)
        if reply is None:
            raise HttpError(self._too_slow(longest))
        return reply

    async def _take(self, turns: Turns, client: str) -> None:
        if self._stopping:
            raise HttpError(self._busy("the server is stopping"))
        if turns.try_take():
            return
        try:
            async with asyncio.timeout(self._settings.timeout):
                await turns.take(client)
        except CrowdedOutError as error:
            raise HttpError(self._busy(f"{error.waiting} queries are waiting already")) from None
        except TimeoutError:
            raise HttpError(self._busy("no worker came free in time")) from None

    async def _begin(self, frame: bytes) -> Run:
        """Give a query to an idle worker."""
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            if worker is not None and worker.alive:
                return Run(worker, frame)
        try:
            async with asyncio.timeout(self._settings.timeout):
                while True:
                    worker = None if self._stopping else await self._idle.get()
                    if worker is None:
                        raise HttpError(self._busy("the server is stopping"))
                    if worker.alive:
                        return Run(worker, frame)
        except TimeoutError:
            raise HttpError(self._busy("no worker came free in time")) from None

    def _call_long(self, run: Run) -> None:
        run.worker.stand_back()
        self._retire(run.worker)

    def _finish(self, run: Run, *, again: bool) -> None:
        """Keep a worker that is done with something short; end any other, which may be large, slow or stuck."""
        if run.finish() and again and not self._stopping and not run.worker.orphan:
            self._idle.put_nowait(run.worker)
            return
        run.worker.kill()
        self._retire(run.worker)

    def _retire(self, worker: Worker) -> None:
        if worker in self._workers:
            self._workers[worker] = True
        self._refill()

    def _refill(self) -> None:
        """See to it that there are workers for all first looks, and one in reserve."""
        here = sum(not retired for retired in self._workers.values()) + self._starting
        for _ in range(self._settings.workers + 1 - here):
            if not self._stopping:
                self._starting += 1
                self._spawn(self._start(lambda: self._persist(self._add)))

    def _renew(self) -> None:
        """Get workers from another nursery, in place of those that have lost theirs."""
        if not self._stopping:
            _LOG.warning("the process that workers are forked from was ended; another one is started")
            self._spawn(self._persist(self._replace_orphans))

    async def _replace_orphans(self) -> None:
        await self._keeper.ready()
        # Those that work on something are ended when they are done.
        for worker in self._listed():
            if worker is not None and worker.orphan:
                worker.kill()

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self, begin: Callable[[], Coroutine[None, None, None]]) -> None:
        try:
            await begin()
        finally:
            self._starting -= 1

    async def _persist(self, begin: Callable[[], Coroutine[None, None, None]]) -> None:
        for attempt in count(1):
            try:
                await begin()
            except (WorkerError, OSError) as error:
                if attempt & (attempt - 1) == 0:  # ever more seldom
                    _LOG.warning("%s; trying again (%d)", error, attempt)
                await asyncio.sleep(min(0.05 * attempt, _PATIENCE))
            else:
                return

    async def _add(self) -> None:
        worker = await self._keeper.worker()
        self._workers[worker] = False
        worker.ended.add_done_callback(lambda end: self._has_ended(worker, end.result()))
        self._idle.put_nowait(worker)

    def _has_ended(self, worker: Worker, code: int) -> None:
        """See that another worker takes the place of one that has ended."""
        self._workers.pop(worker, None)
        self._listed(but=worker)
        _LOG.info("worker %d ended with %d", worker.pid, code)
        self._refill()

    def _listed(self, but: Worker | None = None) -> list[Worker | None]:
        """Who waits for a query; another one that is named does so no more."""
        waiting = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        kept = [one for one in waiting if one is None or one is not but]
        for one in reversed(kept):
            self._idle.put_nowait(one)
        return kept

    def _too_slow(self, longest: float) -> HttpProblem:
        # 503 as Fuseki answers: 504 is for gateways, and 408 blames the client's sending. No Retry-After, since
        # the same query would take as long again.
        detail = f"the query took longer than {longest:g} s; narrow it down, or add a LIMIT"
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
