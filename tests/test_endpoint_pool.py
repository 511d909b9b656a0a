"""The workers: limits of time, memory and waiting, and that each end of one costs one answer."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from indelgraph.endpoint import process
from indelgraph.endpoint.evaluate import Answer, Query
from indelgraph.endpoint.pool import Pool, WorkerError
from indelgraph.endpoint.problem import HttpError, HttpProblem
from indelgraph.settings import Settings
from indelgraph.snapshot import Snapshot
from serving import RUNAWAY, WAIT, descendants, is_running, make_snapshot, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator
    from pathlib import Path

ASK = Query("ASK { ?s ?p ?o }")
YES = b'{"head":{},"boolean":true}'
LONG = Query(RUNAWAY)
IN_MEMORY_AND_ON_DISK = [1024, 0]
"""What ``store_memory`` is for a small snapshot to be held in memory, and for it to be read from disk."""
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
            await pool.stop()
        assert children() == set()

    asyncio.run(run())


def children() -> set[int]:
    """The ids of all processes that come from this one and that nobody has taken leave of yet."""
    return descendants(os.getpid())


async def refused(pool: Pool, query: Query, **more: Any) -> HttpProblem:
    with pytest.raises(HttpError) as raised:
        await pool.run(query, **more)
    return raised.value.problem


async def outcome(pool: Pool, query: Query, **more: Any) -> Answer | HttpProblem:
    try:
        return await pool.run(query, **more)
    except HttpError as error:
        return error.problem


async def becomes(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.005)


async def quiet(pool: Pool) -> None:
    """Wait until nothing runs and there are as many workers as at the start."""
    await becomes(lambda: pool.running == 0 and pool.waiting == 0)
    await becomes(lambda: pool.free == len(pool.processes) > 1 and children() == {pool.nursery, *pool.processes})


def standing_back(pool: Pool) -> list[int]:
    """The workers that let others go first."""
    own = os.getpriority(os.PRIO_PROCESS, 0)
    return [pid for pid in pool.processes if os.getpriority(os.PRIO_PROCESS, pid) > own]


async def ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def test_a_query_is_answered_and_a_wrong_one_refused_by_the_same_workers(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        assert len(before) == 2  # one for the first look, one in reserve
        for _ in range(3):
            answer = await pool.run(ASK)
            assert (answer.content_type, answer.body) == ("application/sparql-results+json", YES)
            assert not answer.truncated
            assert (await refused(pool, Query("SELECT * {\n ?s ?p"))).extra == {"line": 1, "column": 10}
            assert (await refused(pool, Query("ASK {}", accept="image/png"))).status == 406
        assert pool.processes == before

    with_pool(snapshot, body)


def test_results_are_cut_and_larger_than_a_pipe(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        query = Query("SELECT * { ?a ?b ?c . ?d ?e ?f }", accept="text/csv")
        large = await pool.run(query)
        assert large.truncated
        assert large.body.count(b"\r\n") == 20_001

    with_pool(snapshot, body, max_rows=20_000)


def test_results_are_cut_after_so_many_bytes(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        cut = await pool.run(Query("SELECT * { ?a ?b ?c . ?d ?e ?f }", accept="text/csv"))
        assert cut.truncated
        assert 1000 < len(cut.body) <= 5000
        assert cut.body.endswith(b"\r\n")

    with_pool(snapshot, body, max_result_bytes=5000)


def test_a_query_that_takes_too_long_costs_its_worker_and_no_other_query(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        slow = asyncio.create_task(refused(pool, LONG))
        await becomes(lambda: pool.long == 1)
        (busy,) = standing_back(pool)
        assert busy in before
        while not slow.done():
            assert (await pool.run(ASK)).body == YES
        problem = await slow
        assert (problem.status, problem.kind) == (503, "query-timeout")
        assert "longer than 1.5 s" in problem.detail
        await becomes(lambda: not is_running(busy))
        await quiet(pool)
        assert len(pool.processes & before) == 1

    with_pool(snapshot, body, timeout=1.5)


@pytest.mark.slow
def test_a_long_query_is_answered_and_its_worker_which_may_be_large_is_ended(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f >= 0) }"
        task = asyncio.create_task(pool.run(Query(text, accept="text/csv")))
        await becomes(lambda: pool.long == 1)
        (busy,) = standing_back(pool)
        assert (await task).body == b"n\r\n27000000\r\n"
        await becomes(lambda: not is_running(busy))
        await quiet(pool)
        assert busy in before - pool.processes

    with_pool(snapshot, body, timeout=600)


def test_a_call_can_lower_the_longest_time_and_not_raise_it(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        assert "longer than 0.1 s" in (await refused(pool, LONG, timeout=0.1)).detail
        assert "longer than 0.5 s" in (await refused(pool, LONG, timeout=100)).detail

    with_pool(snapshot, body, timeout=0.5)


@contextmanager
def cores(count: int) -> Iterator[None]:
    """Let this process and all that it starts run on so many processors at most."""
    kept = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(kept)[:count]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, kept)


@pytest.mark.parametrize(
    ("workers", "processors"),
    [(2, 2), *(pytest.param(*few, marks=pytest.mark.slow) for few in [(1, 1), (1, 2), (2, 1)])],
)
def test_lookups_are_answered_while_eight_runaways_are_not(snapshot: Snapshot, workers: int, processors: int) -> None:
    async def body(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.run(LONG, client=f"client {number}")) for number in range(8)]
        await becomes(lambda: pool.long == workers)
        for _ in range(20):
            assert (await pool.run(ASK, client="reader")).body == YES
        await becomes(lambda: pool.waiting == 8 - workers)  # all have had their first look
        for _ in range(20):
            assert (await pool.run(ASK, client="reader")).body == YES
        assert not any(task.done() for task in slow)
        assert pool.long == workers
        await ended(slow)
        await quiet(pool)
        assert len(pool.processes) == workers + 1

    with cores(processors):
        with_pool(snapshot, body, workers=workers, timeout=600)


@pytest.mark.parametrize("stage", ["look", "long", "wait"])
def test_cancelling_ends_the_query(snapshot: Snapshot, stage: str) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        tasks = [asyncio.create_task(pool.run(LONG))]
        await becomes(lambda: pool.looking == 1)
        if stage != "look":
            await becomes(lambda: pool.long == 1)
        if stage == "wait":
            tasks.append(asyncio.create_task(pool.run(LONG)))
            await becomes(lambda: pool.waiting == 1 and pool.looking == 0)
        await ended(reversed(tasks))
        assert (pool.running, pool.waiting) == (0, 0)
        assert (await pool.run(ASK)).body == YES
        await quiet(pool)
        assert len(pool.processes) == 2
        assert pool.processes != before

    with_pool(snapshot, body)


def test_cancelling_at_any_moment_loses_neither_a_worker_nor_a_place(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        chance = random.Random(7)
        texts = [ASK, ASK, LONG, Query("ASK {"), Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")]
        for _ in range(6):
            tasks = [
                asyncio.create_task(outcome(pool, chance.choice(texts), client=chance.choice("abc"))) for _ in range(12)
            ]
            for task in tasks:
                await asyncio.sleep(chance.choice([0, 0, 0.001, 0.02, 0.1]))
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            assert (pool.running, pool.waiting) == (0, 0)
        await quiet(pool)
        assert len(pool.processes) == 3
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, workers=2, max_waiting=6)


def test_a_worker_that_is_killed_while_it_waits_is_replaced(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        while any(is_running(pid) for pid in before):
            time.sleep(0.001)  # not a moment for the event loop, which must not find out before the query comes
        assert (await pool.run(ASK)).body == YES
        await becomes(lambda: len(pool.processes - before) == 3)
        await quiet(pool)
        for _ in range(4):
            assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, workers=2)


def test_a_worker_that_has_answered_much_gives_its_place_to_another(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_LIFE", 3)

    async def body(pool: Pool) -> None:
        seen = set(pool.processes)
        for _ in range(12):
            assert (await pool.run(ASK)).body == YES
            await quiet(pool)
            seen |= pool.processes
        assert len(seen) >= 5

    with_pool(snapshot, body)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_query_whose_worker_is_killed_from_outside_is_answered_by_another(snapshot: Snapshot, number: int) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        for pid in before:
            os.kill(pid, signal.SIGSTOP)
        task = asyncio.create_task(pool.run(ASK))
        await becomes(lambda: pool.looking == 1)
        for pid in before:
            os.kill(pid, number)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        assert (await task).body == YES
        await quiet(pool)
        assert not pool.processes & before

    with_pool(snapshot, body)


def test_a_query_whose_worker_is_killed_again_is_told_so(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        task = asyncio.create_task(refused(pool, LONG))
        while not task.done():
            for pid in pool.processes:
                os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(0.05)
        problem = await task
        assert (problem.status, problem.kind) == (503, "busy")
        assert "ended from outside" in problem.detail
        assert int(problem.headers["Retry-After"]) > 0
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body)


DEADLY = {
    "open braces": "ASK " + "{" * 3000,
    "braces": "ASK " + "{" * 20_000 + "}" * 20_000,
    "parentheses": "ASK { FILTER" + "(" * 20_000 + "1" + ")" * 20_000 + "}",
    "subqueries": "SELECT * {" * 3000 + "}" * 3000,
    "exists": "ASK {" + "FILTER EXISTS{" * 3000 + "}" * 3000 + "}",
    "ifs": "ASK { FILTER(" + "IF(1," * 5000 + "1" + ",1)" * 5000 + ") }",
    "text that grows": "SELECT (STRLEN(?x9) AS ?n) { BIND('aaaaaaaaaa' AS ?x0) "
    + "".join(f"BIND(REPLACE(?x{n}, 'a', 'aaaaaaaaaa') AS ?x{n + 1})" for n in range(9))
    + "}",
}
"""Queries that end the process that they are in."""

STRANGE = {
    "negations": "ASK { FILTER(" + "!" * 50_000 + "1) }",
    "sum": "ASK { FILTER(1" + "+1" * 20_000 + ") }",
    "path": "ASK { ?s (<a:b>" + "/<a:b>" * 5000 + ") ?o }",
    "stars": "ASK { ?s " + "(" * 5000 + "<a:b>" + ")*" * 5000 + " ?o }",
    "unions": "ASK { {}" + "UNION{}" * 10_000 + "}",
    "optionals": "ASK {" + "OPTIONAL{?a ?b ?c}" * 3000 + "}",
    "minuses": "ASK {" + "MINUS{?a ?b ?c}" * 5000 + "}",
    "triples": "ASK {" + "?a ?b ?c." * 5000 + "}",
    "columns": "SELECT * {" + "".join(f"BIND(1 AS ?x{n})" for n in range(4000)) + "}",
    "nodes": "ASK {" + "[<a:b> " * 3000 + "1" + "]" * 3000 + "}",
    "lists": "ASK { ?s ?p " + "(" * 3000 + "1" + ")" * 3000 + "}",
    "groups": "SELECT (1 AS ?x) {} GROUP BY " + "".join(f"(1 AS ?g{n})" for n in range(3000)),
    "pattern": "ASK { FILTER(REGEX('" + "a" * 5000 + "', '" + "(a*)*" * 200 + "b')) }",
    "nothing": "",
    "no character": "ASK {\0}",
    "half of a pair": "ASK { ?s ?p '\\uD800' }",
}

ANY_DEPTH = {"timeout": 2.0, "max_depth": 1_000_000, "max_memory": 256}


@pytest.mark.parametrize("name", DEADLY)
def test_a_query_that_ends_its_worker_costs_one_answer(snapshot: Snapshot, name: str) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        problem = await refused(pool, Query(DEADLY[name]))
        assert (problem.status, problem.kind) == (400, "query-too-complex")
        assert (await pool.run(ASK)).body == YES
        await quiet(pool)
        assert len(pool.processes & before) == 1

    with_pool(snapshot, body, **{**ANY_DEPTH, "timeout": WAIT})


def test_no_query_however_strange_costs_more_than_its_own_answer(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        tasks = [asyncio.create_task(outcome(pool, Query(text), client="strange")) for text in STRANGE.values()]
        while not all(task.done() for task in tasks):
            assert (await pool.run(ASK, client="reader")).body == YES
        for name, task in zip(STRANGE, tasks, strict=True):
            result = await task
            if isinstance(result, HttpProblem):
                assert result.status == 400 or result.kind in {"query-timeout", "busy"}, (name, result)
                assert result.detail, name
        await quiet(pool)
        assert len(pool.processes) == 3

    with_pool(snapshot, body, workers=2, **ANY_DEPTH)


def test_a_column_with_a_very_long_name_is_cut_as_what_is_written(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        name = "x" * 90_000  # JSON repeats it in each row
        wide = await pool.run(Query(f"SELECT ?{name} {{ ?s ?p ?{name} }}"))
        assert wide.truncated
        assert 900_000 < len(wide.body) <= 1_000_000

    with_pool(snapshot, body, max_result_bytes=1_000_000)


def test_the_same_nesting_is_refused_before_it_can_harm(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        before = pool.processes
        problem = await refused(pool, Query("ASK " + "{" * 3000))
        assert (problem.status, problem.kind) == (400, "query-too-complex")
        assert "3000 deep" in problem.detail
        assert pool.processes == before

    with_pool(snapshot, body)


def test_a_query_that_needs_too_much_memory_costs_one_answer(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        problem = await refused(pool, Query(HEAVY))
        assert (problem.status, problem.kind) == (400, "query-too-complex")
        assert "memory" in problem.detail
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, max_memory=128)


def test_more_than_may_wait_are_sent_away_and_no_first_look_is_held_up(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        runs = asyncio.create_task(pool.run(LONG))
        await becomes(lambda: pool.long == 1)
        waits = asyncio.create_task(pool.run(LONG))
        await becomes(lambda: pool.waiting == 1)
        problem = await refused(pool, LONG)
        assert (problem.status, problem.kind) == (503, "busy")
        assert "1 queries are waiting" in problem.detail
        assert int(problem.headers["Retry-After"]) > 0
        assert (await pool.run(ASK)).body == YES
        await ended([runs, waits])

    with_pool(snapshot, body, max_waiting=1)


def test_of_many_at_once_the_last_are_sent_away(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        given = await asyncio.gather(*(outcome(pool, ASK) for _ in range(5)))
        assert [isinstance(one, Answer) for one in given] == [True, True, True, False, False]
        assert {one.kind for one in given if isinstance(one, HttpProblem)} == {"busy"}

    with_pool(snapshot, body, max_waiting=2)


@pytest.mark.parametrize("places", ["looks", "long"])
def test_waiting_has_an_end(snapshot: Snapshot, places: str) -> None:
    async def body(pool: Pool) -> None:
        turns = pool._looks if places == "looks" else pool._long
        await turns.take("somebody")
        problem = await refused(pool, LONG)
        assert (problem.status, problem.kind) == (503, "busy")
        assert problem.detail.startswith("no worker came free in time")
        turns.give_back()
        await quiet(pool)
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, timeout=1.5)


def test_stopping_ends_what_runs_and_what_waits(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        tasks = [asyncio.create_task(refused(pool, LONG)) for _ in range(4)]
        await becomes(lambda: pool.long == 1 and pool.looking == 1)
        await pool.stop()
        assert children() == set()
        for task in tasks:
            problem = await task
            assert (problem.status, problem.kind) == (503, "busy")
            assert "stopping" in problem.detail
        assert "stopping" in (await refused(pool, ASK)).detail
        assert (pool.running, pool.waiting, pool.free) == (0, 0, 0)

    with_pool(snapshot, body)


def test_an_end_lets_finish_what_can(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        short = asyncio.create_task(
            pool.run(Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", accept="text/csv"))
        )
        await becomes(lambda: pool.looking == 1)
        await pool.end(WAIT)
        assert (await short).body == b"n\r\n90000\r\n"
        assert children() == set()

    async def with_a_runaway(pool: Pool) -> None:
        long = asyncio.create_task(refused(pool, LONG))
        await becomes(lambda: pool.long == 1)
        await pool.end(0.1)
        assert "stopping" in (await long).detail
        assert children() == set()

    with_pool(snapshot, body)
    with_pool(snapshot, with_a_runaway)


def test_many_queries_at_once_get_each_its_own_answer(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        async def one(number: int) -> bytes:
            return (await pool.run(Query(f"SELECT ({number} AS ?n) {{}}", accept="text/csv"))).body

        answers = await asyncio.gather(*(one(number) for number in range(60)))
        assert answers == [f"n\r\n{number}\r\n".encode() for number in range(60)]

    with_pool(snapshot, body, workers=2)


@pytest.mark.parametrize("store_memory", IN_MEMORY_AND_ON_DISK)
def test_workers_that_cannot_start_are_tried_again_until_they_can(tmp_path: Path, store_memory: int) -> None:
    snapshot = make_snapshot(numbers(10), tmp_path)
    aside = snapshot.folder.with_name("aside")

    async def body(pool: Pool) -> None:
        snapshot.folder.rename(aside)
        if store_memory:
            assert pool.nursery
            os.kill(pool.nursery, signal.SIGKILL)
            await becomes(lambda: pool.nursery is None)
        for pid in pool.processes:
            os.kill(pid, signal.SIGKILL)
        await becomes(lambda: not pool.processes)
        problem = await refused(pool, ASK)
        assert (problem.status, problem.kind) == (503, "busy")
        aside.rename(snapshot.folder)
        await becomes(lambda: pool.free == 2)
        assert (await pool.run(ASK)).body == YES

    with_pool(snapshot, body, timeout=0.5, store_memory=store_memory)


@pytest.mark.parametrize("store_memory", IN_MEMORY_AND_ON_DISK)
def test_workers_that_do_not_start_are_an_error_and_leave_nothing(tmp_path: Path, store_memory: int) -> None:
    async def run() -> None:
        folder = tmp_path / "nothing"
        folder.mkdir()
        (folder / "dataset.nq").write_text("This is not N-Quads.\n")
        for at, why in ((folder, "dataset.nq|store"), (tmp_path / "nowhere", "No such file")):
            pool = Pool(Snapshot("0" * 64, at), Settings(workers=2, store_memory=store_memory))
            with pytest.raises(WorkerError, match=f"does not start: .*({why})"):
                await pool.start()
            assert pool.processes == set()
            assert pool.nursery is None
            assert children() == set()

    asyncio.run(run())


def test_a_start_that_is_given_up_leaves_nothing(snapshot: Snapshot) -> None:
    async def run() -> None:
        pool = Pool(snapshot, Settings(workers=2))
        task = asyncio.create_task(pool.start())
        await becomes(lambda: bool(children()))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert children() == set()

    asyncio.run(run())
