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
from indelgraph.endpoint.cache import Flights
from indelgraph.endpoint.evaluate import Query
from indelgraph.endpoint.front import Shelf, plan_of
from indelgraph.endpoint.problem import HttpError, HttpProblem
from indelgraph.endpoint.results import Answer
from indelgraph.endpoint.sparql import SparqlEndpoint
from indelgraph.settings import Settings
from serving import RUNAWAY, WAIT, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
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


def test_all_that_share_get_the_same_and_the_next_one_starts_anew() -> None:
    async def run() -> None:
        flights: Flights[int] = Flights()
        started = 0
        gate = asyncio.Event()

        async def work() -> int:
            nonlocal started
            started += 1
            await gate.wait()
            return started

        together = [asyncio.create_task(flights.join("a", work)) for _ in range(3)]
        other = asyncio.create_task(flights.join("b", work))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert started == 2
        together[0].cancel()
        gate.set()
        results = await asyncio.gather(*together, other, return_exceptions=True)
        assert isinstance(results[0], asyncio.CancelledError)
        assert results[1:] == [2, 2, 2]
        assert "a" not in flights
        assert await flights.join("a", work) == 3

    asyncio.run(run())


def test_the_work_ends_with_the_last_that_waits_and_an_error_comes_to_each() -> None:
    async def run() -> None:
        flights: Flights[int] = Flights()
        ended = []

        async def long() -> int:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)
            return 0

        waiting = [asyncio.create_task(flights.join("a", long)) for _ in range(2)]
        await asyncio.sleep(0.01)
        waiting[0].cancel()
        await asyncio.sleep(0.01)
        assert not ended
        waiting[1].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert "a" not in flights
        await asyncio.sleep(0.01)
        assert ended

        async def wrong() -> int:
            raise LookupError("no such thing")

        results = await asyncio.gather(*(flights.join("a", wrong) for _ in range(2)), return_exceptions=True)
        assert [type(result) for result in results] == [LookupError, LookupError]

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
        return Answer("application/sparql-results+json", b"{}")


def test_another_clients_full_queue_sends_nobody_else_away() -> None:
    async def run() -> None:
        pool = CrowdedPool()
        parts: Any = SimpleNamespace(pool=pool, nothing=None)
        shelf = Shelf(0, parts.nothing)
        endpoint = SparqlEndpoint(parts.pool, Settings(), parts.nothing, "s", shelf, parts.nothing)
        plan = plan_of(Query("ASK {}"), None, "s", Settings())
        case = Case(0.0)
        hog, first, second = (
            asyncio.create_task(endpoint._evaluated(plan, client, case)) for client in ("hog", "first", "second")
        )
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        pool.crowded.set()
        with pytest.raises(HttpError, match="busy"):
            await hog
        assert [kept.body for kept in await asyncio.gather(first, second)] == [b"{}", b"{}"]
        assert pool.asked == ["hog", "first"]  # the second shares with the first

    asyncio.run(run())
