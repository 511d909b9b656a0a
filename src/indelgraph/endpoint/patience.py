"""The HTTP protocol of the server: strict in what it reads, and not to be kept waiting.

Uvicorn bounds the time between two requests of one connection, not the time that a head takes to come, nor that of a
body which nobody reads any more. A client that sends nothing, or a byte a minute, would hold its connection for as long
as it likes; and one that does not read what it asked for would hold that, too. The parser below sees nothing that the
grammar of :mod:`.framing` has not let pass, and no request before the one before it is answered.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from .framing import Stream
from .headers import RESULT, refusing
from .heads import FRAMING, RefusedError, body_length, check_host, fields, split_target, without_upgrade
from .outlet import Outlet, written
from .problem import http_problem
from .protocol import body_limit, too_long

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp
    from uvicorn._types import ASGISendEvent
    from uvicorn.config import Config
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
    from uvicorn.server import ServerState

__all__ = ["PatientProtocol", "patient"]

_HEAD = 10.0
"""Seconds that a head may take from the first byte, or from the connection's start where none comes."""

_STALL = 20.0
"""Seconds within which a client has to take something of an answer that waits for it."""

_HURRY = 1.0
"""The same while the server ends."""

_REST = 5.0
"""Seconds that the rest of a body may take to come once the request is answered."""

_LINGER = 2.0
"""Seconds in which a client may read the last answer before the connection is gone, though it still sends."""

_ELSEWHERE = 16_384
"""The longest body, in bytes, where none is expected."""


_PATH = 8192
"""The longest path, in bytes; uvicorn's parser of addresses takes 64 KiB, and none here is longer than a few words."""

_METHODS = frozenset({b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"TRACE"})
"""What the parser is told of methods: those of RFC 9110 (CONNECT is refused) and of RFC 5789."""

_TOO_LONG = refusing(http_problem(413, f"a body may have {_ELSEWHERE} bytes here; send less"))


class PatientProtocol(HttpToolsProtocol):
    """Refuses what is no proper request, and ends connections on which nothing comes forward."""

    path: ClassVar[str] = "/sparql"
    """Where bodies are read."""
    limit: ClassVar[int] = body_limit(100_000)
    """The longest request line, and the longest body at ``path``, in bytes."""
    too_long: ClassVar[ASGIApp] = refusing(too_long("POST", 100_000).problem)
    """What answers where a longer body is announced."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._stream = Stream(self.limit)
        self._outlet = Outlet(self._close)
        self._clock: asyncio.TimerHandle | None = None
        self._reader: asyncio.TimerHandle | None = None
        self._unread = 0
        self._stall = _STALL
        self._lingers = False
        self._idle_since: float | None = None
        self._target = (b"", b"")
        self._offered = False
        """Whether the head is read once more, without an offer to speak something else."""

    # --- what comes ---------------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's narrows it, too
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._outlet.transport = transport
        # By default a client could leave 64 KiB unread for ever, which nobody would be told of.
        transport.set_write_buffer_limits(0)
        self._start(_HEAD, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        if self._lingers:
            return
        self._stream.add(data)
        self._go_on()

    def _go_on(self) -> None:
        """Read as far as one request, and the rest once that is answered."""
        stream = self._stream
        try:
            while len(stream) and not self._outlet.is_closing():
                if stream.in_body:
                    self._feed(stream.body())
                    if self.cycle.keep_alive and stream.length > self._longest(self.scope["path"]):
                        self.cycle.keep_alive = False
                    if stream.in_body:
                        return
                elif self._busy:
                    self.flow.pause_reading()
                    return
                elif not self._read_head():
                    return
        except RefusedError as error:
            self._refuse(error)

    @property
    def _busy(self) -> bool:
        """Whether a request waits for its answer."""
        return self.cycle is not None and not self.cycle.response_complete

    def _read_head(self) -> bool:
        self._idle_since = None
        head = self._stream.head()
        if head is None:
            if self._clock is None:
                self._start(_HEAD, self._give_up)
            return False
        self._stop()
        self._target = split_target(self._stream.method, self._stream.target)
        if len(self._target[0]) > _PATH:
            raise RefusedError(414, f"the path is longer than {_PATH} bytes")
        if self._stream.method not in _METHODS:
            # The parser knows a list of methods; what else there is, the application says.
            head = head.replace(self._stream.method, b"PUT", 1)
        try:
            self._feed(head)
        except httptools.HttpParserUpgrade:
            # The offer is declined, and the request answered as if it had none (RFC 9110, section 7.8).
            self.parser = httptools.HttpRequestParser(self)
            self._feed(without_upgrade(head))
        return True

    def _feed(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserCallbackError as error:
            if isinstance(error.__context__, RefusedError):
                raise error.__context__ from None
            raise
        except httptools.HttpParserError as error:
            # It speaks before all headers are there; ours say more.
            body_length(fields(data), self._stream.minor)
            raise RefusedError(400, f"the request cannot be read: {error}") from None

    def on_headers_complete(self) -> None:
        """Begin with a request whose head has come."""
        stream = self._stream
        path, query = self._target
        told = [field for field in self.headers if field[0] in FRAMING]
        check_host(told, stream.minor)
        length = body_length(told, stream.minor)
        self._offered = self.parser.should_upgrade()
        if self._offered:
            return
        if stream.minor == b"0":
            self.expect_100_continue = False  # RFC 9110, section 10.1.1
        self.url = path  # without the query, which may be longer than uvicorn's parser takes
        app, asked = self.app, path.decode("ascii")
        if length > self._longest(asked):
            refusal = type(self).too_long if asked == self.path else _TOO_LONG
            self.app = refusal
        super().on_headers_complete()
        self.app = app
        self.scope["query_string"] = query
        self.scope["method"] = stream.method.decode("ascii")
        self._outlet.begin()
        self.cycle.transport = self._outlet
        send = partial(self._send, self.cycle, self.cycle.send)
        self.cycle.send = send  # type: ignore[method-assign]  # see there
        stream.begin(length)

    def _longest(self, path: str) -> int:
        return self.limit if path == self.path else min(self.limit, _ELSEWHERE)

    def on_message_complete(self) -> None:
        """The request is whole, with its body."""
        if self._offered:
            self._offered = False
            return
        super().on_message_complete()
        if self.cycle.response_complete and not self._outlet.is_closing():
            self._stop()
            self._rest_idle()

    # --- what goes ----------------------------------------------------------------------------------------------------

    async def _send(
        self, cycle: RequestResponseCycle, send: Callable[[ASGISendEvent], Awaitable[None]], message: ASGISendEvent
    ) -> None:
        """Send a part of the answer. Uvicorn sees only the fields that it acts on: to write the others costs more than
        all else that it does, and they are the same again and again.
        """
        if message["type"] == "http.response.start" and not cycle.response_started:
            acted, rest = written(tuple(message["headers"]))
            self._outlet.add(rest)
            message = {"type": "http.response.start", "status": message["status"], "headers": acted}
        await send(message)

    def on_response_complete(self) -> None:
        """The request is answered: look at what came meanwhile."""
        self._outlet.flush()
        self.server_state.total_requests += 1
        if self._outlet.is_closing():
            return
        self.flow.resume_reading()
        if self._stream.in_body:
            if self.expect_100_continue and not self._outlet.continued:
                self._linger()  # whether the body comes is for the client to choose: nobody can tell what comes next
            else:
                self._start(_REST, self._end)
        elif len(self._stream):
            self._go_on()
        else:
            self._rest_idle()

    def _refuse(self, error: RefusedError) -> None:
        """Say why, and end the connection."""
        if self._busy:
            started = self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if started:
                self.transport.abort()
                return
        body = f"{HTTPStatus(error.status).phrase}: {error.why}\n".encode()
        headers = [
            *self.server_state.default_headers,
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", b"%d" % len(body)),
            (b"connection", b"close"),
            *RESULT,
        ]
        lines = b"".join(b"%s: %s\r\n" % field for field in headers)
        self.transport.write(b"%s%s\r\n%s" % (STATUS_LINE[error.status], lines, body))
        self._linger()

    def _close(self) -> None:
        """The last answer of this connection stands in its buffer."""
        if self._stream.in_body and not self.transport.is_closing():
            self._linger()
        else:
            self.transport.close()

    def _linger(self) -> None:
        """Close for writing, then wholly (RFC 9112, section 9.6): to close on a client that sends resets it, and it
        would not see why.
        """
        self._lingers = self._outlet.closing = True
        self._unset_keepalive_if_required()
        self._stop()
        self._stream.clear()
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._start(_LINGER, self._end)

    def _rest_idle(self) -> None:
        """Wait for the next request. One timer serves all requests of a busy connection: it costs more than a look."""
        self._idle_since = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self._look_idle)

    def _look_idle(self) -> None:
        self.timeout_keep_alive_task = None
        if self._idle_since is None:
            return
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self.timeout_keep_alive_task = self.loop.call_later(left, self._look_idle)
        else:
            self.transport.close()

    # --- clocks -------------------------------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """More waits for the client than should: see whether it reads."""
        super().pause_writing()
        if self._reader is None:
            self._watch()

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._unwatch()
        super().resume_writing()

    def _watch(self) -> None:
        self._unread = self.transport.get_write_buffer_size()
        self._reader = self.loop.call_later(self._stall, self._has_read)

    def _unwatch(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None

    def _has_read(self) -> None:
        if self.transport.get_write_buffer_size() < self._unread:
            self._watch()
        else:
            self._give_up()

    def shutdown(self) -> None:
        """The server ends: answer what was asked, wait for nothing that was not."""
        self._stall = _HURRY
        if self._reader is not None:
            self._unwatch()
            self._watch()
        if self._lingers:
            self.transport.close()
        elif self._busy and self._stream.in_body and not self.cycle.response_started:
            self._refuse(RefusedError(503, "the server is stopping"))
            self.transport.close()
        else:
            super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        self._unwatch()
        self._unset_keepalive_if_required()
        super().connection_lost(exc)

    def _start(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop()
        self._clock = self.loop.call_later(seconds, then)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _end(self) -> None:
        self._clock = None
        self.transport.close()

    def _give_up(self) -> None:
        self._clock = self._reader = None
        self.transport.abort()


def patient(path: str, max_query_bytes: int) -> type[PatientProtocol]:
    """The protocol of a server that is asked at one path, where addresses and bodies are as long as queries need."""
    members = {
        "path": path,
        "limit": body_limit(max_query_bytes),
        "too_long": refusing(too_long("POST", max_query_bytes).problem),
    }
    return type("PatientProtocol", (PatientProtocol,), members)
