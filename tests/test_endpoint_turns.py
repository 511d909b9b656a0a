"""Turns: no place is lost or made, whoever leaves at whatever moment, and no client is served twice while one waits."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.endpoint.turns import CrowdedOutError, Turns
from serving import WAIT

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

ARRIVE, LEAVE, END, BREATHE = "arrive", "leave", "end", "breathe"
Step = tuple[str, int]
"""What happens: to which client (an arrival), or to which query (modulo how many there are). What follows upon another
without an arrival or a breath between them happens at once."""

STEPS = st.lists(
    st.tuples(st.just(ARRIVE), st.integers(0, 3))
    | st.tuples(st.sampled_from([LEAVE, END, END, BREATHE]), st.integers(0, 30)),
    max_size=60,
)


class Crowd:
    """Clients at a :class:`Turns`, and a model of what they may expect."""

    def __init__(self, places: int, queue: int) -> None:
        self.turns = Turns(places, queue)
        self.places, self.queue = places, queue
        self.tasks: dict[asyncio.Task[None], str] = {}
        self.waiting: dict[asyncio.Task[None], str] = {}
        self.holding: list[asyncio.Task[None]] = []
        self.ends: dict[asyncio.Task[None], asyncio.Event] = {}
        self.refused: list[str] = []
        self.seen: defaultdict[str, set[str]] = defaultdict(set)
        """For each client that waits, who has been served while it did."""

    async def query(self, client: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            await self.turns.take(client)
        except CrowdedOutError:
            self.refused.append(client)
            return
        finally:
            self.waiting.pop(task)
        self.served(client)
        self.holding.append(task)
        try:
            await self.ends[task].wait()
        finally:
            self.holding.remove(task)
            self.turns.give_back()

    def served(self, client: str) -> None:
        for other in {*self.waiting.values()} - {client}:
            assert client not in self.seen[other], f"{client} is served twice while {other} waits"
            self.seen[other].add(client)
        self.seen[client].clear()
        self.forget()

    def forget(self) -> None:
        for client in {*self.seen} - {*self.waiting.values()}:
            del self.seen[client]

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)
        self.forget()

    async def arrive(self, client: str) -> None:
        await self.settle()
        task = asyncio.create_task(self.query(client))
        self.tasks[task] = self.waiting[task] = client
        self.ends[task] = asyncio.Event()
        await self.settle()
        self.check()

    def leave(self, number: int) -> None:
        running = [task for task in self.tasks if not task.done()]
        if running:
            task = running[number % len(running)]
            before = self.turns.waiting
            task.cancel()
            if task in self.waiting and self.turns.waiting == before:
                self.seen[self.tasks[task]].clear()  # its turn had come

    def end(self, number: int) -> None:
        if self.holding:
            self.ends[self.holding[number % len(self.holding)]].set()

    def check(self) -> None:
        assert self.turns.free + len(self.holding) == self.places
        assert self.turns.waiting == len(self.waiting) <= self.queue
        assert not (self.turns.free and self.waiting)

    async def close(self) -> None:
        while self.holding:
            self.end(0)
            await self.settle()
            self.check()
        assert (self.turns.free, self.turns.waiting) == (self.places, 0)
        for task in self.tasks:
            assert task.done()
            assert task.cancelled() or task.exception() is None


def run(work: Coroutine[None, None, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(WAIT):
            await work

    asyncio.run(bounded())


@example(  # a cancelled query at the head must not cost its client the turn of the next one
    steps=[(ARRIVE, 2), *((ARRIVE, n % 2) for n in range(4)), (END, 0), *[(BREATHE, 0)] * 5, (END, 0), (LEAVE, 1)],
    places=1,
    queue=9,
)
@given(steps=STEPS, places=st.integers(1, 3), queue=st.integers(0, 12))
def test_turns_are_fair_and_no_place_is_lost_or_made(steps: Sequence[Step], places: int, queue: int) -> None:
    async def body() -> None:
        crowd = Crowd(places, queue)
        for kind, number in steps:
            if kind == ARRIVE:
                await crowd.arrive("abcd"[number])
            elif kind == LEAVE:
                crowd.leave(number)
            elif kind == END:
                crowd.end(number)
            else:
                await asyncio.sleep(0)
        await crowd.settle()
        crowd.check()
        await crowd.close()

    run(body())


def test_a_client_with_many_queries_waits_behind_each_of_the_others() -> None:
    async def body() -> None:
        turns = Turns(1, 100)
        order: list[str] = []

        async def query(client: str) -> None:
            await turns.take(client)
            order.append(client)
            turns.give_back()

        await turns.take("first")
        tasks = [asyncio.create_task(query(client)) for client in ("flood",) * 50 + ("a", "b", "a")]
        await asyncio.sleep(0)
        turns.give_back()
        await asyncio.gather(*tasks)
        assert order[:6] == ["flood", "a", "b", "flood", "a", "flood"]
        assert Counter(order) == {"flood": 50, "a": 2, "b": 1}

    run(body())


def test_a_full_queue_takes_from_who_has_most() -> None:
    async def body() -> None:
        turns = Turns(1, 3)
        assert turns.try_take()
        assert not turns.try_take()
        flood = [asyncio.create_task(turns.take("flood")) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(CrowdedOutError, match="3 are waiting already"):
            await turns.take("flood")
        first = asyncio.create_task(turns.take("a"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        with pytest.raises(CrowdedOutError):
            await flood[2]  # the newest
        with pytest.raises(CrowdedOutError):
            await turns.take("a")  # two of flood and one of a: nobody has more than a would
        second = asyncio.create_task(turns.take("b"))
        await asyncio.sleep(0)
        with pytest.raises(CrowdedOutError):
            await flood[1]
        for task in (flood[0], first, second):
            turns.give_back()
            await task
        assert (turns.waiting, turns.free) == (0, 0)

    run(body())


def test_without_a_queue_nobody_waits() -> None:
    async def body() -> None:
        turns = Turns(2, 0)
        await turns.take("a")
        await turns.take("a")
        with pytest.raises(CrowdedOutError, match="0 are waiting already"):
            await turns.take("b")
        turns.give_back()
        await turns.take("b")

    run(body())


def test_a_place_that_comes_as_its_query_leaves_goes_to_the_next() -> None:
    async def body() -> None:
        turns = Turns(1, 5)
        await turns.take("a")
        leaving, staying = asyncio.create_task(turns.take("b")), asyncio.create_task(turns.take("c"))
        await asyncio.sleep(0)
        turns.give_back()
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        await staying
        turns.give_back()
        assert (turns.free, turns.waiting) == (1, 0)

    run(body())


def test_who_has_just_left_waits_no_more() -> None:
    async def body() -> None:
        turns = Turns(1, 1)
        await turns.take("a")
        leaving = asyncio.create_task(turns.take("b"))
        await asyncio.sleep(0)
        leaving.cancel()
        assert turns.waiting == 0
        staying = asyncio.create_task(turns.take("b"))
        await asyncio.sleep(0)
        turns.give_back()
        await staying

    run(body())
