"""How an answer is written: its head once for all answers that have the same, and in one piece with the body."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING

from .heads import is_field

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Outlet", "written"]

_SMALL = 65_536  # bytes that cost less to copy than a second call of the system costs
_ACTED = frozenset({b"connection", b"content-length", b"transfer-encoding"})
_CONTINUE = b"HTTP/1.1 100 "


@lru_cache(maxsize=512)
def written(headers: tuple[tuple[bytes, bytes], ...]) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """The fields of an answer that say where it ends, and the others as they are sent.

    Raises:
        ValueError: if one could be taken for two.
    """
    acted, rest = [], []
    for name, value in headers:
        if name.lower() in _ACTED:
            acted.append((name, value))
        elif is_field(name + b":" + value):
            rest.append(b"%s: %s\r\n" % (name.lower(), value))
        else:
            raise ValueError(f"no header field: {name!r}")
    return acted, b"".join(rest)


class Outlet(asyncio.Transport):
    """Stands for the transport of a connection where uvicorn writes an answer.

    It holds the head back until the first part of the body comes, as an ASGI server may, so that both leave with one
    call of the system. How to close is for its owner to say.
    """

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__()
        self.transport: asyncio.Transport | None = None
        self.closing = False
        """Whether nothing more is to be written, though the connection stands."""
        self.continued = False
        """Whether the client was told to send the body."""
        self._close = close
        self._awaited = False
        self._head = b""
        self._more = b""

    def begin(self) -> None:
        """The next thing to be written is the head of an answer."""
        self._awaited, self.continued, self._more = True, False, b""

    def add(self, fields: bytes) -> None:
        """Fields that the head is to have beside those it is written with, each with its line end."""
        self._more = fields

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write a part of an answer."""
        if self.transport is None:
            return
        if self._awaited:
            if bytes(data[: len(_CONTINUE)]) == _CONTINUE:
                self.continued = True
                self.transport.write(data)
                return
            self._awaited = False
            # Before the empty line that ends it.
            self._head = b"%s%s\r\n" % (bytes(data)[:-2], self._more)
        elif not self._head:
            self.transport.write(data)
        elif len(data) > _SMALL:
            self.flush()
            self.transport.write(data)
        else:
            head, self._head = self._head, b""
            self.transport.write(b"".join((head, data)))

    def flush(self) -> None:
        """Write what was held back."""
        if self._head and self.transport is not None:
            head, self._head = self._head, b""
            self.transport.write(head)

    def is_closing(self) -> bool:
        """Whether nothing more is to be written."""
        return self.closing or self.transport is None or self.transport.is_closing()

    def close(self) -> None:
        """Write what was held back, and close."""
        self.flush()
        self._close()
