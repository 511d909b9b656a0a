"""The HTTP protocol of the server, which does not wait forever for the head of a request.

Uvicorn bounds the time between two requests of one connection, not the time that a head takes to come. A client that
sends nothing, or a byte a minute, would hold its connection for as long as it likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["PatientProtocol"]

_HEAD = 10.0
"""Seconds that a head may take from the first byte, or from the connection's start where none comes."""


class PatientProtocol(H11Protocol):
    """Ends connections whose heads do not come."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's narrows it, too
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._clock = self.loop.call_later(_HEAD, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that is whole needs no clock, a new one starts it."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._clock is None and self.conn.trailing_data[0]:
            self._clock = self.loop.call_later(_HEAD, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        super().connection_lost(exc)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _give_up(self) -> None:
        self._clock = None
        if not self.transport.is_closing():
            self.transport.abort()
