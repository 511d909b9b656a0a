"""Equal queries at once are evaluated once; a query ends when nobody waits for it any more.

Whoever comes first does the work, in its own task, since to begin another one and to wait for it costs more than the
rest of the way to a worker. Nobody looks at first whether he is still there: most work is done before that.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

__all__ = ["Flights", "LeftError"]

V = TypeVar("V")

_UNWATCHED = 0.02
"""Seconds for which nobody looks whether the one who does the work is still there."""


class LeftError(Exception):
    """Whoever asked has left."""


class _Flight(Generic[V]):
    """Work that is under way."""

    def __init__(self) -> None:
        self.landed: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self.aboard = 0
        """How many wait for it beside the one who does it."""
        self.left = False
        """Whether the one who does it has left, and does it for the others."""
        self._pilot = asyncio.current_task()
        self._watch: asyncio.Task[None] | None = None

    def watch(self, leaving: Callable[[], Awaitable[None]]) -> None:
        """From now on, see whether the one who does the work leaves."""
        self._watch = asyncio.create_task(self._watched(leaving))

    def unwatch(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    async def _watched(self, leaving: Callable[[], Awaitable[None]]) -> None:
        await leaving()
        self.left = True
        self.end_if_deserted()

    def end_if_deserted(self) -> None:
        if self.left and not self.aboard and not self.landed.done() and self._pilot is not None:
            self._pilot.cancel()


class Flights(Generic[V]):
    """Work that equal requests share. Use it from one event loop."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, _Flight[V]] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._flights

    async def join(self, key: Hashable, work: Callable[[], Awaitable[V]], leaving: Callable[[], Awaitable[None]]) -> V:
        """What the work under this key gives, or raises; it is begun if it is not under way.

        ``leaving`` returns once the one who asks has left. Whoever leaves, leaves alone: the work ends when nobody
        waits for it any more.

        Raises:
            LeftError: if the one who asks has left.
        """
        while flight := self._flights.get(key):
            await self._wait(flight, leaving)
            if not flight.landed.cancelled():  # else the one who did it was cancelled; that says nothing here
                return flight.landed.result()
        return await self._do(key, work, leaving)

    async def _do(self, key: Hashable, work: Callable[[], Awaitable[V]], leaving: Callable[[], Awaitable[None]]) -> V:
        flight = self._flights[key] = _Flight()
        timer = asyncio.get_running_loop().call_later(_UNWATCHED, flight.watch, leaving)
        try:
            result = await work()
        except asyncio.CancelledError:
            flight.landed.cancel()
            if flight.left:
                raise LeftError from None
            raise
        except Exception as error:
            flight.landed.set_exception(error)
            flight.landed.exception()  # perhaps nobody else is there to be told
            raise
        finally:
            del self._flights[key]
            timer.cancel()
            flight.unwatch()
        flight.landed.set_result(result)
        if flight.left:
            raise LeftError
        return result

    async def _wait(self, flight: _Flight[V], leaving: Callable[[], Awaitable[None]]) -> None:
        gone = asyncio.ensure_future(leaving())
        either: set[asyncio.Future[Any]] = {flight.landed, gone}
        flight.aboard += 1
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            flight.aboard -= 1
            flight.end_if_deserted()
            gone.cancel()
        if not flight.landed.done():
            raise LeftError
