"""How large answers leave: piece by piece as their clients take them, and not more of them at once than have room."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Send

__all__ = ["NoRoomError", "Room", "send_body"]

_PIECE = 262_144
"""Bytes that wait for one client beside the answer itself."""

_SMALL = 1_048_576
"""Bytes of an answer that needs no room; as many connections as there can be hold less than a few large ones."""


async def send_body(send: Send, body: bytes) -> None:
    """Send a body of an ASGI answer. A server waits with each piece until the client has taken the one before."""
    if len(body) <= _PIECE:
        await send({"type": "http.response.body", "body": body})
        return
    whole = memoryview(body)
    for start in range(0, len(body), _PIECE):
        end = start + _PIECE
        await send({"type": "http.response.body", "body": bytes(whole[start:end]), "more_body": end < len(body)})
        await asyncio.sleep(0)  # a client that reads fast must not hold up the others


class NoRoomError(Exception):
    """Too many large answers are on their way."""


class Room:
    """The memory for answers that have not been taken yet. Use it from one event loop."""

    def __init__(self, most: int) -> None:
        """``most`` bytes for all clients together, half of them for each; one answer has room however large it is."""
        self._most = most
        self._held: Counter[str] = Counter()

    @contextmanager
    def taken(self, client: str, size: int) -> Iterator[None]:
        """Room for an answer until it has left.

        Raises:
            NoRoomError: if there is none.
        """
        if size <= _SMALL:
            yield
            return
        all_of_them, own = self._held.total(), self._held[client]
        if (all_of_them and all_of_them + size > self._most) or (own and own + size > self._most // 2):
            raise NoRoomError
        self._held[client] += size
        try:
            yield
        finally:
            self._held[client] -= size
            if not self._held[client]:
                del self._held[client]
