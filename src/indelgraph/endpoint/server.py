"""Runs the application until a signal ends it; no process is left behind."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import uvicorn

from ..errors import CallError
from .app import ENDPOINT, base_url, create_app
from .patience import PatientProtocol, patient

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..settings import Settings
    from ..snapshot import Snapshot
    from .page import Example
    from .pool import Pool

__all__ = ["serve"]

_FAREWELL = 5  # seconds that requests have to finish after the first signal
_LAST_WORDS = 0.5  # seconds for the answers to those that did not finish
_GLANCE = 0.05  # seconds between looks at whether the last client has gone
_BACKLOG = 128


def serve(
    snapshot: Snapshot,
    settings: Settings,
    *,
    title: str,
    description: str,
    examples: Sequence[Example] = (),
) -> None:
    """Serve a snapshot until SIGINT or SIGTERM. Says on standard error where, once it listens.

    Raises:
        CallError: if the address cannot be listened on, or the workers do not start.
    """
    with _listen(settings) as listener:
        bound = replace(settings, port=listener.getsockname()[1])
        app = create_app(snapshot, bound, title=title, description=description, examples=examples)
        config = uvicorn.Config(
            app,
            http=patient(ENDPOINT, settings.max_query_bytes),
            proxy_headers=False,  # who asks is the peer; a header that anybody can write says nothing
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_FAREWELL + 2,  # behind our own end
        )
        try:
            _Server(config, base_url(bound), app.state.pool).run(sockets=[listener])
        except SystemExit as error:
            raise CallError("the server does not start: see the messages above") from error


def _listen(settings: Settings) -> socket.socket:
    host, port = settings.host, settings.port
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # asyncio sets TCP_NODELAY only where the protocol is said; without it, answers wait 40 ms for an ACK.
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
        except BaseException:
            listener.close()
            raise
    except socket.gaierror as error:
        raise CallError(f"{host}: no such address; name one of this machine with --host") from error
    except (OSError, UnicodeError) as error:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no proper address"
        raise CallError(f"{host}:{port}: cannot listen: {why}; name another with --port") from error
    return listener


class _Server(uvicorn.Server):
    """Uvicorn's server, which says where it listens, and ends without passing the signal on."""

    def __init__(self, config: uvicorn.Config, url: str, pool: Pool) -> None:
        super().__init__(config)
        self._pool = pool
        self._url = url

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        ending = asyncio.create_task(self._end())
        await super().shutdown(sockets)
        await ending

    async def _end(self) -> None:
        """Let what runs come to its end for a while, and whoever still reads; then break the connections."""
        loop = asyncio.get_running_loop()
        last = loop.time() + _FAREWELL
        # Uvicorn would break off what is not done with 500.
        await self._pool.end(_FAREWELL)
        last = max(last, loop.time() + _LAST_WORDS)
        while self.server_state.connections and loop.time() < last:
            await asyncio.sleep(_GLANCE)
        for connection in list(self.server_state.connections):
            if isinstance(connection, PatientProtocol):
                connection.transport.abort()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What is here now stays. To look through it for what nobody needs takes a tenth of a second, in which nobody is
        # answered, again and again.
        gc.freeze()
        sys.stderr.write(f"indelgraph: serving {self._url} (stop with Ctrl+C)\n")
        sys.stderr.flush()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield  # signals are for the main thread
            return
        # The base class raises the signal again once the server has ended, which would end the program.
        kept = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)
