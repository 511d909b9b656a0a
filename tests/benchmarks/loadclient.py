"""A client that sends as many requests as a server takes, over connections that stay open.

One thread and one selector, no parsing beyond where a response ends, so that it costs a few microseconds a request; a
:class:`Load` says what it cost, which is how one sees that the client was not what was measured. Each connection has
one request under way at a time. A request is bytes, made beforehand.
"""

from __future__ import annotations

import gc
import re
import selectors
import socket
from dataclasses import dataclass
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ClientError", "Load", "Reply", "ask", "fire"]

_PATIENCE = 30.0
"""Seconds without any response after which a server is given up."""
_CHUNK = 1 << 18
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_LAST_CHUNK = b"0\r\n\r\n"


class ClientError(Exception):
    """A server did not answer as HTTP/1.1 has it, or not at all."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: its status, its header section as it came, and its body."""

    status: int
    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a run: responses with status 200 and with another, and seconds on the clock.

    ``client`` and ``server`` are the processor time of either, in seconds; 0 for a server of which nobody knows it.
    """

    answered: int
    refused: int
    seconds: float
    client: float
    server: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.answered / self.seconds

    @property
    def ceiling(self) -> float:
        """How many answers per second the client could take if it had a core to itself and never to wait."""
        return (self.answered + self.refused) / self.client


class _Connection:
    """A socket, and the response that is coming in on it."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self.socket = self._connect()
        self.buffer = bytearray()
        self._head = 0
        self._whole = 0
        """Length of the whole response, once it is known; 0 before, and where it comes in chunks."""

    def _connect(self) -> socket.socket:
        try:
            connected = socket.create_connection(self._address, timeout=_PATIENCE)
        except OSError as error:
            raise ClientError(f"{self._address[0]}:{self._address[1]}: {error}") from error
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def send(self, request: bytes) -> None:
        self.buffer.clear()
        self._head = self._whole = 0
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has come; whether the response is whole."""
        data = self.socket.recv(_CHUNK)
        if not data:
            raise ClientError(f"{self._address[1]}: the server closed the connection amid a response")
        self.buffer += data
        if not self._head:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return False
            self._head = end + 4
            length = _LENGTH.search(self.buffer, 0, self._head)
            if length:
                self._whole = self._head + int(length[1])
            elif not _CHUNKED.search(self.buffer, 0, self._head):
                raise ClientError(f"{self._address[1]}: a response without a length")
        if self._whole:
            return len(self.buffer) >= self._whole
        return self.buffer.endswith(_LAST_CHUNK) and _dechunked(self.buffer, self._head) is not None

    @property
    def status(self) -> int:
        return int(self.buffer[9:12])

    def reply(self) -> Reply:
        body = bytes(self.buffer[self._head :]) if self._whole else _dechunked(self.buffer, self._head)
        return Reply(self.status, bytes(self.buffer[: self._head]), body or b"")

    def renew(self) -> bool:
        """Connect again if the server said that it closes the connection; whether it did."""
        if not _CLOSES.search(self.buffer, 0, self._head):
            return False
        self.socket.close()
        self.socket = self._connect()
        return True


def _dechunked(data: bytearray, start: int) -> bytes | None:
    """The body of a response in chunks (RFC 9112, section 7.1), or None if it is not whole."""
    body = bytearray()
    while (end := data.find(b"\r\n", start)) >= 0:
        size = int(data[start:end].split(b";")[0], 16)
        start = end + 2
        if size == 0:
            return bytes(body)
        body += data[start : start + size]
        start += size + 2
    return None


def ask(address: tuple[str, int], request: bytes) -> Reply:
    """Send one request over a connection of its own and wait for its response.

    Raises:
        ClientError: if there is none, or it cannot be read.
    """
    connection = _Connection(address)
    try:
        connection.send(request)
        while not connection.receive():
            pass
        return connection.reply()
    except OSError as error:
        raise ClientError(f"{address[0]}:{address[1]}: {error}") from error
    finally:
        connection.socket.close()


def fire(address: tuple[str, int], requests: Sequence[bytes], connections: int, seconds: float) -> Load:
    """Send requests, in order, until there are no more or the time is over; what is under way then still counts.

    Each connection sends its next one when its last one is answered. They are open before the clock starts.

    Raises:
        ClientError: if a response cannot be read, or the server falls silent.
    """
    lines = [_Connection(address) for _ in range(min(connections, len(requests)))]
    try:
        with selectors.DefaultSelector() as selector:
            for line in lines:
                selector.register(line.socket, selectors.EVENT_READ, line)
            gc.disable()
            return _run(selector, lines, iter(requests), seconds)
    except OSError as error:
        raise ClientError(f"{address[0]}:{address[1]}: {error}") from error
    finally:
        gc.enable()
        for line in lines:
            line.socket.close()


def _run(
    selector: selectors.BaseSelector, lines: Sequence[_Connection], requests: Iterator[bytes], seconds: float
) -> Load:
    answered = refused = 0
    start, spent = perf_counter(), thread_time()
    for line in lines:
        line.send(next(requests))
    under_way, now = len(lines), start
    while under_way:
        ready = selector.select(_PATIENCE)
        if not ready:
            raise ClientError(f"no response within {_PATIENCE:.0f} s")
        now = perf_counter()
        for key, _ in ready:
            line = key.data
            if not line.receive():
                continue
            if line.status == 200:
                answered += 1
            else:
                refused += 1
            request = next(requests, None) if now - start < seconds else None
            if request is None:
                under_way -= 1
                selector.unregister(line.socket)  # the server may close it now
                continue
            old = line.socket
            if line.renew():
                selector.unregister(old)
                selector.register(line.socket, selectors.EVENT_READ, line)
            line.send(request)
    return Load(answered, refused, perf_counter() - start, max(thread_time() - spent, 1e-9))
