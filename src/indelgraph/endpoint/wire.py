"""What the server and its workers say to each other over pipes: frames of a JSON head and a body of bytes."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["LENGTHS", "Frame", "Head", "head", "pack", "read"]

LENGTHS = struct.Struct(">II")
"""The first bytes of a frame: the lengths of head and body, in bytes."""

Head = dict[str, Any]
"""The members of a head; each side knows what the other sends."""

Frame = tuple[Head, bytes]
"""Head and body."""


def pack(head: Head, body: bytes = b"") -> bytes:
    """A frame as bytes."""
    packed = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return b"".join((LENGTHS.pack(len(packed), len(body)), packed, body))


def head(packed: bytes) -> Head:
    """The head that these bytes stand for.

    Raises:
        ValueError: if they are no JSON object; the other side is broken.
    """
    members = json.loads(packed)
    if not isinstance(members, dict):
        raise ValueError("a frame without a head")  # noqa: TRY004  # it is a wrong value from a pipe, not a type
    return members


def read(pipe: BinaryIO) -> Frame | None:
    """The next frame, waiting for it; None if the other side has gone."""
    lengths = pipe.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    size, rest = LENGTHS.unpack(lengths)
    packed, body = pipe.read(size), pipe.read(rest)
    if len(packed) < size or len(body) < rest:
        return None
    return head(packed), body
