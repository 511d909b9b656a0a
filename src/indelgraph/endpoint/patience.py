"""The HTTP protocol of the server, which does not wait forever for the head of a request, nor for a client to read.

Uvicorn bounds the time between two requests of one connection, not the time that a head takes to come. A client that
sends nothing, or a byte a minute, would hold its connection for as long as it likes; and one that does not read what
it asked for would hold that, too.
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


_STALL = 20.0
"""Seconds within which a client has to take something of an answer that waits for it."""


class PatientProtocol(H11Protocol):
    """Ends connections whose heads do not come."""

    _clock: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None
    _unread = 0

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

    def pause_writing(self) -> None:
        """More waits for the client than should: see whether it reads."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """The client has caught up."""
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None
        super().resume_writing()

    def _watch(self) -> None:
        self._unread = self.transport.get_write_buffer_size()
        self._reader = self.loop.call_later(_STALL, self._has_read)

    def _has_read(self) -> None:
        if self.transport.get_write_buffer_size() < self._unread:
            self._watch()
        else:
            self._give_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None
        super().connection_lost(exc)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _give_up(self) -> None:
        self._clock = self._reader = None
        self.transport.abort()
