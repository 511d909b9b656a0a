"""Equal queries at once are evaluated once, and nobody ends the query of another."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from http_asked import get
from indelgraph.endpoint.access import Case
from indelgraph.endpoint.evaluate import Query
from indelgraph.endpoint.flights import Flights, LeftError
from indelgraph.endpoint.front import Shelf, plan_of
from indelgraph.endpoint.problem import HttpError, HttpProblem
from indelgraph.endpoint.results import Answer
from indelgraph.endpoint.scan import scan
from indelgraph.endpoint.sparql import SparqlEndpoint
from indelgraph.settings import Settings
from serving import RUNAWAY, WAIT, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from serving import Server


def under_way(server: Server, query: str) -> socket.socket:
    """A connection on which a query has been sent."""
    connection = socket.create_connection(server.address, timeout=WAIT)
    body = query.encode()
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return connection


def samples(client: httpx.Client, name: str, **labels: str) -> float:
    """The sum of all values of a name with these labels."""
    families = text_string_to_metric_families(client.get("/-/metrics").text)
    found = [s for family in families for s in family.samples if s.name == f"indelgraph_{name}"]
    return sum(s.value for s in found if labels.items() <= s.labels.items())


def test_equal_queries_run_once_and_whoever_leaves_does_not_end_it_for_the_others(tmp_path: Path) -> None:
    with (
        serving(make_snapshot(numbers(300), tmp_path), workers=2, timeout=600) as server,
        httpx.Client(base_url=server.url) as client,
        ExitStack() as stack,
    ):
        before = server.workers()
        first = stack.enter_context(under_way(server, RUNAWAY))
        wait_until(lambda: samples(client, "queries_running") == 1, "a query under way")
        second = stack.enter_context(under_way(server, RUNAWAY))
        # Another that is answered shows that the second has been read.
        assert get(client, "ASK {}").is_success
        assert samples(client, "queries_running") == 1
        first.close()
        wait_until(lambda: samples(client, "queries_total", outcome="client-gone") == 1, "the end of the first")
        assert samples(client, "queries_running") == 1
        second.close()
        wait_until(lambda: samples(client, "queries_running") == 0, "the end of the query")
        wait_until(lambda: bool(before - server.workers()), "the end of its worker")
        assert samples(client, "cache_requests_total", result="shared") == 1


class Work:
    """Work that ends when it is told to, and counts how often it was begun and ended early."""

    def __init__(self, error: Exception | None = None) -> None:
        self.begun = self.ended = 0
        self.gate = asyncio.Event()
        self._error = error

    async def __call__(self) -> int:
        self.begun += 1
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.ended += 1
            raise
        if self._error:
            raise self._error
        return self.begun


class Asking:
    """Somebody who asks, and can leave."""

    def __init__(self, flights: Flights[int], key: str, work: Work) -> None:
        self._left = asyncio.Event()
        self.task = asyncio.create_task(flights.join(key, work, self._leaving))

    async def _leaving(self) -> None:
        await self._left.wait()

    def leave(self) -> None:
        self._left.set()


async def settled(condition: Callable[[], bool]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(WAIT):
        while not condition():
            await asyncio.sleep(0.005)


def test_all_that_share_get_the_same_and_the_next_one_starts_anew() -> None:
    async def run() -> None:
        flights: Flights[int] = Flights()
        work, other = Work(), Work()
        together = [Asking(flights, "a", work) for _ in range(3)]
        apart = Asking(flights, "b", other)
        await settled(lambda: (work.begun, other.begun) == (1, 1))
        work.gate.set()
        other.gate.set()
        assert await asyncio.gather(*(asking.task for asking in (*together, apart))) == [1, 1, 1, 1]
        assert "a" not in flights
        assert await Asking(flights, "a", work).task == 2

    asyncio.run(run())


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_the_work_ends_with_the_last_that_waits_whoever_that_is(order: tuple[int, ...]) -> None:
    async def run() -> None:
        flights: Flights[int] = Flights()
        work = Work()
        asking = [Asking(flights, "a", work) for _ in range(3)]
        await settled(lambda: work.begun == 1)
        for number in order[:-1]:
            asking[number].leave()
            if number:  # the first goes on for the others
                with pytest.raises(LeftError):
                    await asking[number].task
            assert not work.ended
            assert "a" in flights
        asking[order[-1]].leave()
        for one in asking:
            with pytest.raises(LeftError):
                await one.task
        assert (work.begun, work.ended) == (1, 1)
        assert "a" not in flights

    asyncio.run(run())


def test_the_first_goes_on_for_the_others_after_it_has_left() -> None:
    async def run() -> None:
        flights: Flights[int] = Flights()
        work = Work()
        first, second = (Asking(flights, "a", work) for _ in range(2))
        await settled(lambda: work.begun == 1)
        first.leave()
        await asyncio.sleep(0)
        work.gate.set()
        assert await second.task == 1
        await asyncio.wait({first.task})
        assert work.ended == 0

    asyncio.run(run())


def test_an_error_comes_to_each_and_a_cancelled_one_takes_nobody_along() -> None:
    async def run() -> None:
        flights: Flights[int] = Flights()
        wrong = Work(LookupError("no such thing"))
        wrong.gate.set()
        asking = [Asking(flights, "a", wrong) for _ in range(2)]
        results = await asyncio.gather(*(one.task for one in asking), return_exceptions=True)
        assert [type(result) for result in results] == [LookupError, LookupError]

        work = Work()
        first, second = (Asking(flights, "b", work) for _ in range(2))
        await settled(lambda: work.begun == 1)
        first.task.cancel()
        await settled(lambda: work.begun == 2)
        work.gate.set()
        assert await second.task == 2
        assert first.task.cancelled()

    asyncio.run(run())


class CrowdedPool:
    """A pool in whose queue one client has too many queries: the newest is sent away once another has come."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.crowded = asyncio.Event()

    async def run(self, query: Query, *, client: str = "", timeout: float | None = None) -> Answer:
        self.asked.append(client)
        if client == "hog":
            await self.crowded.wait()
            raise HttpError(HttpProblem(503, "busy", "The server is busy", "try again later"))
        for _ in range(5):  # no worker answers at once
            await asyncio.sleep(0)
        return Answer("application/sparql-results+json", b"{}")


def test_another_clients_full_queue_sends_nobody_else_away() -> None:
    async def run() -> None:
        pool = CrowdedPool()
        parts: Any = SimpleNamespace(pool=pool, nothing=None)
        shelf = Shelf(0, parts.nothing)
        endpoint = SparqlEndpoint(parts.pool, Settings(), parts.nothing, "s", shelf, parts.nothing)
        plan = plan_of(Query("ASK {}"), None, scan("ASK {}"), "s", Settings())
        case = Case(0.0)

        def request(client: str) -> Any:
            return SimpleNamespace(client=SimpleNamespace(host=client), receive=asyncio.Event().wait)

        hog, first, second = (
            asyncio.create_task(endpoint._answer(plan, request(client), case)) for client in ("hog", "first", "second")
        )
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        pool.crowded.set()
        with pytest.raises(HttpError, match="busy"):
            await hog
        assert [kept.body for kept in await asyncio.gather(first, second)] == [b"{}", b"{}"]
        assert pool.asked == ["hog", "first"]  # the second shares with the first

    asyncio.run(run())
