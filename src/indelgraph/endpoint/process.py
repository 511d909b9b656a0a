"""A worker process as the server sees it: the socket to it, and a query in it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from . import wire

if TYPE_CHECKING:
    import socket

__all__ = ["EndedError", "Frames", "Run", "Worker", "WorkerError"]

LOST = -signal.SIGKILL
"""How a worker counts as having ended of which nobody knows: the nursery that should have told has been killed."""

_ROOM = 64 * 1024  # bytes; a larger frame gets as much as it needs
_LATER = 10
"""How nice a worker with a long query is to the others (setpriority(2))."""

_LIFE = 100_000
"""Queries that a worker answers. What it reads of the shared store becomes its own, and this lets go of it in time."""

_LAST_WORD = 2.0
"""Seconds in which a nursery has to tell how a worker has ended that has hung up."""

_LOOK = 0.25  # seconds between looks at a query
_SHORT = 0.1  # seconds of a processor that a query may use and still count as short
_LOOKS = 4  # at most
_INSTANT = 0.01  # seconds that make no difference


class WorkerError(Exception):
    """A worker did not start."""


class EndedError(Exception):
    """A worker ended with a query in it; ``code`` is what it exited with, or minus the signal that ended it."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"a worker ended with {code}")


class Frames(asyncio.BufferedProtocol, ABC):
    """Collects frames from a socket. Connect it with :meth:`connect`."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._transport: asyncio.Transport | None = None
        self._buffer = memoryview(bytearray(_ROOM))
        self._have = 0

    async def connect(self) -> None:
        """Begin to read."""
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=self._socket)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # a socket's can write
        """Keep what to write to."""
        self._transport = transport

    def get_buffer(self, _sizehint: int) -> memoryview:
        """Where the next bytes go."""
        return self._buffer[self._have :]

    def buffer_updated(self, nbytes: int) -> None:
        """Give on each frame that is whole."""
        self._have += nbytes
        while self._have >= wire.LENGTHS.size:
            size = wire.size(self._buffer)
            if size > len(self._buffer):
                self._move(size, 0)
            if self._have < size:
                return
            frame = wire.unpack(self._buffer[:size])
            self._move(_ROOM, size)
            self.frame_received(frame)

    def _move(self, room: int, begin: int) -> None:
        """Keep what has been read from ``begin`` on, with as much room as given."""
        kept = self._buffer[begin : self._have]
        if kept or len(self._buffer) != room:
            self._buffer = memoryview(bytearray(room))
            self._buffer[: len(kept)] = kept
        self._have = len(kept)

    @abstractmethod
    def frame_received(self, frame: wire.Frame) -> None:
        """Take a frame."""

    def send(self, frame: bytes) -> None:
        """Send a frame; to a process that has ended, it is lost."""
        if self._transport is not None:
            self._transport.write(frame)

    def close(self) -> None:
        """Let go of the socket at once."""
        if self._transport is None:
            self._socket.close()
        else:
            self._transport.abort()


class Worker(Frames):
    """A process that answers one frame at a time."""

    def __init__(self, end: socket.socket) -> None:
        super().__init__(end)
        self.pid = 0
        """Its process id; 0 as long as it is not known."""
        self.confined = False
        """Whether the system keeps it from opening connections and starting programs."""
        self.orphan = False
        """Whether the nursery has gone that would tell how it ends."""
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """What it exited with, or minus the signal that ended it, once its last word has been read, too."""
        self._asked = 0
        self._code: int | None = None
        self._gone = self._killed = False
        self._reply: wire.Frame | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._poll = select.poll()
        self._poll.register(end.fileno(), 0)

    def ask(self, frame: bytes) -> None:
        """Send a frame, to which :meth:`replied` waits for the reply."""
        self._reply = None
        self._asked += 1
        self.send(frame)

    async def replied(self, seconds: float) -> wire.Frame | None:
        """The reply to what was asked last, if it comes within so many seconds; else None.

        Raises:
            EndedError: if the process ends.
        """
        if self._reply is None and not self.ended.done():
            loop = asyncio.get_running_loop()
            self._waiter = loop.create_future()
            timer = loop.call_later(max(0.0, seconds), self._wake)
            try:
                await self._waiter
            finally:
                timer.cancel()
        if self._reply is None and self.ended.done():
            raise EndedError(self.ended.result())
        return self._reply

    def forget(self) -> None:
        """Let go of the reply, which may be large, and would else stay until this object is found to be garbage."""
        self._reply = None

    @property
    def answered(self) -> bool:
        """Whether the reply is there to what was asked last."""
        return self._reply is not None

    @property
    def tired(self) -> bool:
        """Whether it has answered so much that another had better take its place."""
        return self._asked >= _LIFE

    @property
    def alive(self) -> bool:
        """Whether it can be asked. The event loop may hear of its end later."""
        return not self._killed and not self._hung_up()

    def _hung_up(self) -> bool:
        # Nobody else has the other end, so this comes with the end of the process and not with that of another.
        return self._gone or self._code is not None or bool(self._poll.poll(0))

    @property
    def used(self) -> float | None:
        """Seconds of a processor that it has used; None where that cannot be known."""
        # The clock of another process; the id is made as in clock_getcpuclockid(3) on Linux.
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            return None

    def kill(self) -> None:
        """End the process now; no query can delay or refuse it."""
        # As long as it has not hung up it lives, and its id is no other's. One without an id yet ends by itself when it
        # finds that nobody is there.
        if not self.pid:
            self.close()
        elif not self._hung_up():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self._killed = True

    def stand_back(self) -> None:
        """Let others go first: it works on something long."""
        if self.alive:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, _LATER)

    def frame_received(self, frame: wire.Frame) -> None:
        """Take a reply."""
        self._reply = frame
        self._wake()

    def connection_lost(self, _exc: Exception | None) -> None:
        """The process has ended, or nobody wants to hear of it any more."""
        self._gone = True
        self._end()
        if not self.ended.done():
            asyncio.get_running_loop().call_later(_LAST_WORD, self.orphaned)

    def told(self, code: int) -> None:
        """The process has ended with this code."""
        self._code = code
        self._end()

    def orphaned(self) -> None:
        """Nobody will tell how the process ends."""
        self.orphan = True
        self._end()

    def _end(self) -> None:
        # What it said before its end may still lie in the socket: so both must have happened.
        if self._gone and (self._code is not None or self.orphan) and not self.ended.done():
            self.ended.set_result(LOST if self._code is None else self._code)
            self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Run:
    """A query in a worker. ``finish`` it whatever happens."""

    def __init__(self, worker: Worker, frame: bytes) -> None:
        self.worker = worker
        self._used = worker.used
        worker.ask(frame)

    async def reply(self, seconds: float) -> wire.Frame | None:
        """What the worker answers within so many seconds; None if that is nothing.

        Raises:
            EndedError: if the worker ends.
        """
        return await self.worker.replied(seconds)

    async def first_reply(self, seconds: float) -> tuple[wire.Frame | None, float]:
        """What a query that is short gives, or None, and how many of the seconds are left then.

        Raises:
            EndedError: if the worker ends.
        """
        start = time.monotonic()
        left = seconds
        for _ in range(_LOOKS):
            reply = await self.worker.replied(min(_LOOK, left))
            left = seconds - (time.monotonic() - start)
            if reply or left < _INSTANT or self._is_long():
                break
        return reply, left if left > _INSTANT else 0.0

    def _is_long(self) -> bool:
        # By what it uses and not by what the clock says: on a busy machine each takes long, and ending those that are
        # only waiting for a processor would make it busier.
        used = self.worker.used
        return used is None or self._used is None or used - self._used > _SHORT

    def finish(self) -> bool:
        """Let go of the worker, and say whether it has answered and can be asked again."""
        again = self.worker.answered and self.worker.alive and not self.worker.tired
        self.worker.forget()
        return again
