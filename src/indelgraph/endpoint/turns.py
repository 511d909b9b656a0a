"""Takes turns: a fixed number of places, and a queue in front of them that no single client can fill.

Who waits is served client by client, in rotation, so that somebody who sends a hundred queries makes himself wait
and not the others. Where the queue is full, the client with the most queries in it loses its newest one to a client
that has fewer.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["CrowdedOutError", "Turns"]


class CrowdedOutError(Exception):
    """There is no room in the queue."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"{waiting} are waiting already")


_Ticket = asyncio.Future[None]


class Turns:
    """``places`` at once, ``queue`` waiting at most. Use it from one event loop."""

    def __init__(self, places: int, queue: int) -> None:
        self._free = places
        self._queue = queue
        self._waiting: OrderedDict[str, deque[_Ticket]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return self._free

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a place, and give it back at the end of the block.

        Raises:
            CrowdedOutError: if the queue is full, at once or later, when another client needs the room.
        """
        await self.take(client)
        try:
            yield
        finally:
            self.give_back()

    def try_take(self) -> bool:
        """Take a place if there is one that nobody waits for."""
        if self._free and not self._waiting:
            self._free -= 1
            return True
        return False

    async def take(self, client: str) -> None:
        """Wait for a place; whoever has got one gives it back.

        Raises:
            CrowdedOutError: if the queue is full, at once or later, when another client needs the room.
        """
        if self.try_take():
            return
        self._make_room(client)
        ticket: _Ticket = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(ticket)
        try:
            await ticket
        except asyncio.CancelledError:
            if ticket.done() and not ticket.cancelled() and ticket.exception() is None:
                self.give_back()  # the place came in the same moment
            raise
        finally:
            self._forget(client, ticket)

    def give_back(self) -> None:
        """Give a place to the next client in turn."""
        while self._waiting:
            client, tickets = self._waiting.popitem(last=False)
            ticket = tickets.popleft()
            if tickets:
                self._waiting[client] = tickets  # at the end: the others come first
            if not ticket.done():
                ticket.set_result(None)
                return
        self._free += 1

    def _make_room(self, client: str) -> None:
        if self.waiting < self._queue:
            return
        own = len(self._waiting.get(client, ()))
        largest = max(self._waiting, key=lambda name: len(self._waiting[name]), default=None)
        if largest is None or len(self._waiting[largest]) <= own + 1:
            raise CrowdedOutError(self.waiting)
        ticket = self._waiting[largest].pop()
        if not ticket.done():
            ticket.set_exception(CrowdedOutError(self.waiting))

    def _forget(self, client: str, ticket: _Ticket) -> None:
        tickets = self._waiting.get(client)
        if tickets and ticket in tickets:
            tickets.remove(ticket)
        if tickets is not None and not tickets:
            del self._waiting[client]
