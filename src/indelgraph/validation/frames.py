"""How processes that validate talk over pipes: in frames of a length (8 bytes, big-endian) and so many bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

__all__ = ["read_frame", "write_frame"]

_LENGTH = struct.Struct(">Q")


def read_frame(pipe: IO[bytes], *, limit: int) -> bytes:
    """The next frame, waiting for it.

    Raises:
        EOFError: if the other side has gone.
        ValueError: if the frame is longer than ``limit`` bytes.
    """
    (length,) = _LENGTH.unpack(_read(pipe, _LENGTH.size))
    if length > limit:
        raise ValueError(f"a frame of {length} bytes")
    return _read(pipe, length)


def write_frame(pipe: IO[bytes], body: bytes) -> None:
    """Send a frame.

    Raises:
        OSError: if the other side has gone.
    """
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def _read(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found
