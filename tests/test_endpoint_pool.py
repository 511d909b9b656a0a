"""The workers: limits of time, memory and waiting, and that each end of one costs one answer."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from indelgraph.endpoint.evaluate import Query
from indelgraph.endpoint.pool import Pool, WorkerError
from indelgraph.endpoint.problem import HttpError, HttpProblem
from indelgraph.settings import Settings
from indelgraph.snapshot import Snapshot
from serving import RUNAWAY, WAIT, make_snapshot, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

ASK = Query("ASK { ?s ?p ?o }")
YES = b'{"head":{},"boolean":true}'
HEAVY = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?c ?d ?f ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(numbers(300), tmp_path_factory.mktemp("cache"))


def with_pool(snapshot: Snapshot, body: Callable[[Pool], Coroutine[Any, Any, None]], **settings: float) -> None:
    """Run ``body`` with a started pool, and see that it leaves no process behind."""

    async def run() -> None:
        pool = Pool(snapshot, Settings.from_environment(**{"workers": 1, "timeout": WAIT, **settings}))
        await pool.start()
        try:
            async with asyncio.timeout(2 * WAIT):
                await body(pool)
        finally:
            pids = workers(pool)
            await pool.stop()
        for pid in pids:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)

    asyncio.run(run())


def workers(pool: Pool) -> set[int]:
    return {worker.process.pid for worker in pool._workers}


async def refused(pool: Pool, query: Query) -> HttpProblem:
    with pytest.raises(HttpError) as raised:
        await pool.run(query)
    return raised.value.problem


async def becomes(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.005)


def test_a_query_is_answered_and_a_wrong_one_refused_by_the_same_worker(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = workers(pool)
        answer = await pool.run(ASK)
        assert (answer.content_type, answer.body, answer.truncated) == ("application/sparql-results+json", YES, False)
        assert (await refused(pool, Query("SELECT * {\n ?s ?p"))).extra == {"line": 1, "column": 10}
        assert (await refused(pool, Query("ASK {}", accept="image/png"))).status == 406
        assert workers(pool) == before

    with_pool(snapshot, body)


def test_results_are_cut_and_larger_than_a_pipe(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        large = await pool.run(Query("SELECT * { ?a ?b ?c . ?d ?e ?f }", accept="text/csv"))
        assert large.truncated
        assert large.body.count(b"\r\n") == 20_001

    with_pool(snapshot, body, max_rows=20_000)


def test_a_query_that_takes_too_long_costs_its_worker_and_no_other_query(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = workers(pool)
        slow = asyncio.create_task(refused(pool, Query(RUNAWAY)))
        await becomes(lambda: pool.free == 1)
        for _ in range(5):
            assert (await pool.run(ASK)).body == YES
            assert not slow.done()
        problem = await slow
        assert (problem.status, problem.kind) == (503, "query-timeout")
        assert "longer than 1.5 s" in problem.detail
        await becomes(lambda: pool.free == 2)
        assert len(workers(pool) & before) == 1
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, workers=2, timeout=1.5)


def test_cancelling_ends_the_query(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = workers(pool)
        task = asyncio.create_task(pool.run(Query(RUNAWAY)))
        await becomes(lambda: pool.free == 0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await pool.run(ASK)).body == YES
        assert not workers(pool) & before

    with_pool(snapshot, body)


def test_a_worker_that_is_killed_while_it_waits_is_replaced(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = workers(pool)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        await becomes(lambda: len(workers(pool) - before) == 2)
        await becomes(lambda: pool.free == 2)
        for _ in range(4):
            assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, workers=2)


def test_a_worker_that_is_killed_while_it_works_is_no_fault_of_the_query(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        (pid,) = workers(pool)
        task = asyncio.create_task(refused(pool, Query(RUNAWAY)))
        await becomes(lambda: pool.free == 0)
        os.kill(pid, signal.SIGKILL)
        problem = await task
        assert (problem.status, problem.kind) == (503, "busy")
        assert int(problem.headers["Retry-After"]) > 0
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body)


@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * 3000,
        "ASK " + "{" * 20_000 + "}" * 20_000,
        "ASK { FILTER" + "(" * 20_000 + "1" + ")" * 20_000 + "}",
    ],
    ids=["open", "braces", "parentheses"],
)
def test_nesting_that_ends_the_worker_costs_one_answer(snapshot: Snapshot, text: str) -> None:
    async def body(pool: Pool) -> None:
        before = workers(pool)
        problem = await refused(pool, Query(text))
        assert (problem.status, problem.kind) == (400, "query-too-complex")
        assert (await pool.run(ASK)).body == YES
        assert not workers(pool) & before

    with_pool(snapshot, body, max_depth=1_000_000)


def test_the_same_nesting_is_refused_before_it_can_harm(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = workers(pool)
        problem = await refused(pool, Query("ASK " + "{" * 3000))
        assert (problem.status, problem.kind) == (400, "query-too-complex")
        assert "3000 deep" in problem.detail
        assert workers(pool) == before

    with_pool(snapshot, body)


def test_a_query_that_needs_too_much_memory_costs_one_answer(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        problem = await refused(pool, Query(HEAVY))
        assert (problem.status, problem.kind) == (400, "query-too-complex")
        assert "memory" in problem.detail
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, max_memory=128)


def test_more_than_may_wait_are_sent_away(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        slow = asyncio.create_task(pool.run(Query(RUNAWAY)))
        await becomes(lambda: pool.free == 0)
        waiting = asyncio.create_task(pool.run(ASK))
        await asyncio.sleep(0)
        problem = await refused(pool, ASK)
        assert (problem.status, problem.kind) == (503, "busy")
        assert "1 queries are waiting" in problem.detail
        assert int(problem.headers["Retry-After"]) > 0
        slow.cancel()
        assert (await waiting).body == YES

    with_pool(snapshot, body, max_waiting=1)


def test_waiting_has_an_end(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        kept = await pool._take()
        problem = await refused(pool, ASK)
        assert (problem.status, problem.kind) == (503, "busy")
        pool._idle.put_nowait(kept)
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, timeout=0.2)


def test_stopping_ends_what_runs(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        task = asyncio.create_task(refused(pool, Query(RUNAWAY)))
        await becomes(lambda: pool.free == 0)
        await pool.stop()
        assert (await task).kind == "busy"
        assert (await refused(pool, ASK)).kind == "busy"

    with_pool(snapshot, body)


def test_many_queries_at_once_get_each_its_own_answer(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        async def one(number: int) -> bytes:
            return (await pool.run(Query(f"SELECT ({number} AS ?n) {{}}", accept="text/csv"))).body

        answers = await asyncio.gather(*(one(number) for number in range(60)))
        assert answers == [f"n\r\n{number}\r\n".encode() for number in range(60)]

    with_pool(snapshot, body, workers=2)


def test_workers_that_do_not_start_are_an_error_and_leave_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        pool = Pool(Snapshot("0" * 64, tmp_path / "nothing"), Settings(workers=2))
        with pytest.raises(WorkerError, match="does not start"):
            await pool.start()
        assert workers(pool) == set()

    asyncio.run(run())
