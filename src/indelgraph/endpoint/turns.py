"""Takes turns: a fixed number of places, and a queue in front of them that no single client can fill.

Who waits is served client by client, in rotation, so that somebody who sends a hundred queries makes himself wait
and not the others. Where the queue is full, the client with the most queries in it loses its newest one to a client
that has fewer.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CrowdedOutError", "Turns"]


class CrowdedOutError(Exception):
    """There is no room in the queue."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"{waiting} are waiting already")


_Ticket = asyncio.Future[None]


class Turns:
    """``places`` at once, ``queue`` waiting at most. Use it from one event loop.

    Between two turns of one client, every other client that waits all the while gets one.
    """

    def __init__(self, places: int, queue: int) -> None:
        self._free = places
        self._queue = queue
        self._waiting: OrderedDict[str, deque[_Ticket]] = OrderedDict()
        """The clients in the order of their turns. A ticket that is done, as when it was cancelled, waits no more."""

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(_count(tickets) for tickets in self._waiting.values())

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return self._free

    def try_take(self) -> bool:
        """Take a place if there is one; whoever has got one gives it back."""
        if self._free:
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
            ticket = next((ticket for ticket in tickets if not ticket.done()), None)
            if ticket is None:
                continue
            tickets.remove(ticket)
            if tickets:
                self._waiting[client] = tickets  # at the end: the others come first
            ticket.set_result(None)
            return
        self._free += 1

    def _make_room(self, client: str) -> None:
        waiting = self.waiting
        if waiting < self._queue:
            return
        own = _count(self._waiting.get(client, ()))
        largest = max(self._waiting.values(), key=_count, default=None)
        if largest is None or _count(largest) <= own + 1:
            raise CrowdedOutError(waiting)
        newest = next(ticket for ticket in reversed(largest) if not ticket.done())
        newest.set_exception(CrowdedOutError(waiting))

    def _forget(self, client: str, ticket: _Ticket) -> None:
        tickets = self._waiting.get(client)
        if tickets and ticket in tickets:
            tickets.remove(ticket)
            if not tickets:
                del self._waiting[client]


def _count(tickets: Iterable[_Ticket]) -> int:
    return sum(not ticket.done() for ticket in tickets)
