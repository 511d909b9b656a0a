"""The process that workers are forked from: what they share, what they do not, and what its end costs."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from indelgraph.endpoint import wire
from indelgraph.endpoint.evaluate import Query
from indelgraph.endpoint.keeper import Keeper
from indelgraph.endpoint.pool import Pool
from indelgraph.endpoint.problem import HttpError
from indelgraph.settings import Settings
from serving import RUNAWAY, WAIT, descendants, is_running, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from indelgraph.endpoint.process import Worker
    from indelgraph.snapshot import Snapshot
    from serving import Server

COUNT = Query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", accept="text/csv")
LASTING = Query(
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . { SELECT ?i { ?g ?h ?i } LIMIT 50 } FILTER(?c + ?f + ?i >= 0) }",
    accept="text/csv",
)
BLANK = '_:a <http://example.org/value> _:b <http://example.org/blank> .\n_:c <http://example.org/value> "1" .'
RANDOM = Query("SELECT (STRUUID() AS ?u) (RAND() AS ?r) (BNODE() AS ?b) {}")
LATER = 10
"""How nice a worker with a long query is."""
IN_MEMORY_AND_ON_DISK = [1024, 0]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(numbers(200), tmp_path_factory.mktemp("cache"))


def with_pool(snapshot: Snapshot, body: Callable[[Pool], Coroutine[Any, Any, None]], **settings: float) -> None:
    """Run ``body`` with a started pool, and see that it leaves no process behind."""

    async def run() -> None:
        pool = Pool(snapshot, Settings.from_environment(**{"workers": 1, "timeout": WAIT, **settings}))
        await pool.start()
        seen = pool.processes
        try:
            async with asyncio.timeout(2 * WAIT):
                await body(pool)
                seen |= pool.processes
        finally:
            await pool.stop()
        assert descendants(os.getpid()) == set()
        wait_until(lambda: not any(map(is_running, seen)), "the end of the workers")

    asyncio.run(run())


def with_keeper(snapshot: Snapshot, body: Callable[[Keeper], Coroutine[Any, Any, None]], **settings: float) -> None:
    async def run() -> None:
        keeper = Keeper(snapshot, Settings.from_environment(**settings), lambda: None)
        try:
            async with asyncio.timeout(2 * WAIT):
                await body(keeper)
        finally:
            await keeper.close()
        assert descendants(os.getpid()) == set()

    asyncio.run(run())


async def ask(worker: Worker, query: Query) -> str:
    worker.ask(wire.pack_query(query))
    frame = await worker.replied(WAIT)
    assert frame
    return wire.answer_in(frame).body.decode()


async def becomes(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.005)


def nursery_of(pool: Pool) -> int:
    assert pool.nursery
    return pool.nursery


def handles(pid: int) -> list[str]:
    """What a process has open beside its input, output and errors."""
    return [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir() if int(path.name) > 2]


def test_the_nursery_has_one_thread_and_workers_have_only_their_own_handles(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        assert threads(nursery_of(pool)) == 1
        for pid in pool.processes:
            assert handles(pid) == []
            assert str(Path(f"/proc/{pid}/fd/0").readlink()).startswith("socket:")

    with_pool(snapshot, body, workers=3)


def test_ctrl_c_in_a_terminal_reaches_neither_nursery_nor_workers(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        groups = {os.getpgid(pid) for pid in (nursery_of(pool), *pool.processes)}
        assert os.getpgid(0) not in groups

    with_pool(snapshot, body)


def test_a_store_in_memory_is_loaded_once(tmp_path: Path) -> None:
    snapshot = make_snapshot(numbers(200), tmp_path)

    async def body(keeper: Keeper) -> None:
        assert await ask(await keeper.worker(), COUNT) == "n\r\n200\r\n"
        snapshot.folder.rename(tmp_path / "aside")
        assert await ask(await keeper.worker(), COUNT) == "n\r\n200\r\n"

    with_keeper(snapshot, body)


@pytest.mark.parametrize(("store_memory", "on_disk"), [(0, True), (1, True), (2, False)])
def test_what_is_larger_than_may_be_held_is_read_from_disk(tmp_path: Path, store_memory: int, on_disk: bool) -> None:
    snapshot = make_snapshot(numbers(10_000), tmp_path)
    assert 2**20 < snapshot.nquads.stat().st_size <= 2 * 2**20

    async def body(keeper: Keeper) -> None:
        workers = [await keeper.worker() for _ in range(2)]
        for worker in workers:
            assert await ask(worker, COUNT) == "n\r\n10000\r\n"
            assert any(name.startswith(str(snapshot.folder)) for name in handles(worker.pid)) == on_disk
        assert keeper.pid
        assert not any(name.startswith(str(snapshot.folder)) for name in handles(keeper.pid))

    with_keeper(snapshot, body, store_memory=store_memory)


@pytest.mark.parametrize("store_memory", IN_MEMORY_AND_ON_DISK)
def test_what_is_random_is_another_in_each_worker(tmp_path: Path, store_memory: int) -> None:
    # The names of blank nodes are made at random, so that loading some has begun a row of random numbers.
    snapshot = make_snapshot(BLANK, tmp_path)

    async def body(keeper: Keeper) -> None:
        rows = [json.loads(await ask(await keeper.worker(), RANDOM))["results"]["bindings"][0] for _ in range(3)]
        for name in "urb":
            assert len({row[name]["value"] for row in rows}) == 3, name

    with_keeper(snapshot, body, store_memory=store_memory)


@pytest.mark.parametrize("store_memory", IN_MEMORY_AND_ON_DISK)
def test_a_nursery_that_is_killed_costs_no_query(snapshot: Snapshot, store_memory: int) -> None:
    async def body(pool: Pool) -> None:
        before, workers = nursery_of(pool), pool.processes
        lasting = asyncio.create_task(pool.run(LASTING))
        await becomes(lambda: pool.looking == 1)
        os.kill(before, signal.SIGKILL)
        while pool.nursery in {None, before}:
            assert (await pool.run(COUNT)).body == b"n\r\n200\r\n"
        assert (await lasting).body == b"n\r\n2000000\r\n"
        # All are of the new one in the end: of others, nobody would tell how they end.
        await becomes(lambda: pool.free == 3 and descendants(os.getpid()) == {nursery_of(pool), *pool.processes})
        assert not pool.processes & workers
        assert (await pool.run(COUNT)).body == b"n\r\n200\r\n"

    with_pool(snapshot, body, workers=2, timeout=600, store_memory=store_memory)


def test_nursery_and_workers_killed_together_cost_no_query(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        for pid in (nursery_of(pool), *pool.processes):
            os.kill(pid, signal.SIGKILL)
        assert (await pool.run(COUNT)).body == b"n\r\n200\r\n"
        await becomes(lambda: pool.free == len(pool.processes) == 2)

    with_pool(snapshot, body)


def test_a_query_that_ends_a_worker_without_a_nursery_is_answered_too(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        os.kill(nursery_of(pool), signal.SIGKILL)
        with pytest.raises(HttpError) as raised:
            await pool.run(Query("ASK " + "{" * 3000))
        assert raised.value.problem.kind in {"query-too-complex", "busy"}
        assert (await pool.run(COUNT)).body == b"n\r\n200\r\n"

    with_pool(snapshot, body, max_depth=1_000_000)


def test_without_the_nurserys_help_a_runaway_ends_in_time_and_a_stop_leaves_nothing(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        os.kill(nursery_of(pool), signal.SIGSTOP)
        before = pool.processes
        with pytest.raises(HttpError, match="longer than 1 s"):
            await pool.run(Query(RUNAWAY), timeout=1)
        await becomes(lambda: sum(map(is_running, before)) == 1)
        assert (await pool.run(COUNT)).body == b"n\r\n200\r\n"

    with_pool(snapshot, body)


@pytest.mark.slow
def test_a_nursery_that_stands_still_is_replaced(snapshot: Snapshot) -> None:
    async def body(pool: Pool) -> None:
        stopped = nursery_of(pool)
        os.kill(stopped, signal.SIGSTOP)
        for pid in pool.processes:
            os.kill(pid, signal.SIGKILL)
        await becomes(lambda: pool.nursery not in {None, stopped} and pool.free > 0)
        assert json.loads((await pool.run(Query("ASK {}"))).body)["boolean"] is True
        assert not is_running(stopped)

    with_pool(snapshot, body)


def test_a_worker_that_has_ended_is_not_killed_again_under_an_id_that_is_anothers_now(snapshot: Snapshot) -> None:
    async def body(keeper: Keeper) -> None:
        worker = await keeper.worker()
        os.kill(worker.pid, signal.SIGTERM)
        assert await worker.ended == -signal.SIGTERM
        assert not worker.alive
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as another:
            worker.pid = another.pid
            worker.kill()
            worker.stand_back()
            assert os.getpriority(os.PRIO_PROCESS, another.pid) == os.getpriority(os.PRIO_PROCESS, 0)
            another.communicate(b"\n", timeout=WAIT)
        assert another.returncode == 0

    with_keeper(snapshot, body)


def test_workers_end_as_they_end(snapshot: Snapshot) -> None:
    async def body(keeper: Keeper) -> None:
        for number in (signal.SIGKILL, signal.SIGINT, signal.SIGSEGV):
            worker = await keeper.worker()
            os.kill(worker.pid, number)
            assert await worker.ended == -number

    with_keeper(snapshot, body)


@pytest.mark.parametrize("orphaned", [False, True])
def test_a_killed_server_leaves_no_busy_worker_even_of_a_nursery_that_ended_before(
    snapshot: Snapshot, orphaned: bool
) -> None:
    with serving(snapshot, workers=1, timeout=600) as server:
        thread = threading.Thread(target=swallow, args=(server,))
        thread.start()
        wait_until(lambda: any(map(niceness, server.workers())), "a long query")
        first = server.nurseries() | server.workers()
        if orphaned:
            for pid in server.nurseries():
                os.kill(pid, signal.SIGKILL)
            wait_until(
                lambda: list(map(niceness, filter(is_running, first))) == [LATER], "none of them but the busy one"
            )
        every = first | server.nurseries() | server.workers()
        assert server.stop(signal.SIGKILL) == -signal.SIGKILL
        wait_until(lambda: not any(map(is_running, every)), "the end of nursery and workers")
        thread.join(WAIT)


STARTS = """
import asyncio, sys
from pathlib import Path
from indelgraph.endpoint.pool import Pool
from indelgraph.settings import Settings
from indelgraph.snapshot import Snapshot

asyncio.run(Pool(Snapshot("0" * 64, Path(sys.argv[1])), Settings()).start())
"""


def test_a_server_that_is_killed_while_it_starts_leaves_no_nursery_at_work(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "dataset.nq")
    endless = os.open(tmp_path / "dataset.nq", os.O_RDWR)
    try:
        with subprocess.Popen([sys.executable, "-c", STARTS, str(tmp_path)]) as server:
            wait_until(lambda: any(threads(pid) == 2 for pid in descendants(server.pid)), "a nursery that loads")
            (nursery,) = descendants(server.pid)
            server.kill()
            wait_until(lambda: not is_running(nursery), "the end of the nursery")
    finally:
        os.close(endless)


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").glob("*")))


def niceness(pid: int) -> int:
    try:
        return os.getpriority(os.PRIO_PROCESS, pid)
    except ProcessLookupError:
        return 0


def swallow(server: Server) -> None:
    with pytest.raises(httpx.TransportError):
        httpx.post(server.endpoint, data={"query": RUNAWAY}, timeout=2 * WAIT)
