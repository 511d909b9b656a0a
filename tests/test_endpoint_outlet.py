"""How answers are written: in one piece, with no field that could be taken for two."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from indelgraph.endpoint.outlet import written
from indelgraph.endpoint.patience import PatientProtocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Send = Callable[[dict[str, Any]], Awaitable[None]]

REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
START = {"type": "http.response.start", "status": 200}
LENGTH = (b"Content-Length", b"2")


class Written(asyncio.Transport):
    """A connection that keeps each piece that is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        self.pieces.append(bytes(data))

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        assert high == 0, "whatever is not read is to be told of"

    def pause_reading(self) -> None:
        """Nothing comes by itself."""

    def resume_reading(self) -> None:
        """Nothing comes by itself."""


def answered(app: Callable[[Any, Any, Send], Awaitable[None]], data: bytes = REQUEST) -> Written:
    """What an application writes, whatever it is asked."""

    async def run() -> Written:
        config = uvicorn.Config(app, log_level="critical", lifespan="off")
        config.load()
        state = ServerState()
        protocol, transport = PatientProtocol(config, state, {}), Written()
        protocol.connection_made(transport)
        protocol.data_received(data)
        while state.tasks:
            await asyncio.gather(*state.tasks)
        protocol.connection_lost(None)
        return transport

    return asyncio.run(run())


def test_head_and_body_leave_in_one_piece() -> None:
    async def app(scope: Any, receive: Any, send: Send) -> None:
        await send({**START, "headers": [(b"X-One", b"1 \xe9"), LENGTH, (b"x-two", b"")]})
        await send({"type": "http.response.body", "body": b"ok"})

    one = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-One: 1 \xe9\r\nx-two: \r\n\r\nok".lower()
    assert [piece.lower() for piece in answered(app, REQUEST * 3).pieces] == [one] * 3


def test_a_large_body_is_not_copied_and_parts_come_as_they_are_sent() -> None:
    async def app(scope: Any, receive: Any, send: Send) -> None:
        await send({**START, "headers": [(b"content-length", b"100002")]})
        await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        await send({"type": "http.response.body", "body": b"ok"})

    assert [len(piece) for piece in answered(app).pieces][1:] == [100_000, 2]


@pytest.mark.parametrize("status", [204, 304])
def test_a_head_without_a_body_leaves_at_once(status: int) -> None:
    async def app(scope: Any, receive: Any, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [(b"etag", b'"a"')]})
        await send({"type": "http.response.body", "body": b""})

    (piece,) = answered(app).pieces
    assert piece.startswith(b"HTTP/1.1 %d " % status)
    assert piece.endswith(b'etag: "a"\r\n\r\n')


@pytest.mark.parametrize("field", [(b"x", b"a\r\nb: c"), (b"x", b"a\nb"), (b"x y", b"a"), (b"", b"a"), (b"x", b"\x00")])
def test_a_field_that_is_none_is_a_mistake_of_ours(field: tuple[bytes, bytes]) -> None:
    async def app(scope: Any, receive: Any, send: Send) -> None:
        await send({**START, "headers": [field, LENGTH]})

    (piece,) = answered(app).pieces
    assert piece.startswith(b"HTTP/1.1 500 ")
    assert b"connection: close\r\n" in piece
    with pytest.raises(ValueError, match="no header field"):
        written((field,))


def test_who_sends_too_much_does_not_write_into_the_next_answer() -> None:
    sent: list[Send] = []

    async def app(scope: Any, receive: Any, send: Send) -> None:
        first = not sent
        sent.append(send)
        for late in [False] if first else [True, False]:
            mine = sent[0] if late else send
            try:
                await mine({**START, "headers": [(b"x-late" if late else b"x-own", b"1"), LENGTH]})
            except RuntimeError:
                assert late
                continue
            await mine({"type": "http.response.body", "body": b"ok"})

    pieces = answered(app, REQUEST * 2).pieces
    assert len(pieces) == 2
    assert all(b"x-own: 1" in piece and b"x-late" not in piece for piece in pieces)
