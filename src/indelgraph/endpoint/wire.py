"""What the server, its nursery and its workers say to each other: frames of a JSON head and a body of bytes.

A frame is two lengths (:data:`LENGTHS`), the head and the body. Whoever asks waits for the answer before it sends more,
so that what is read never reaches into another frame.
"""

from __future__ import annotations

import json
import os
import struct
from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any

from .evaluate import Answer, Query
from .problem import HttpError, HttpProblem

__all__ = [
    "LENGTHS",
    "Frame",
    "Head",
    "answer_in",
    "pack",
    "pack_answer",
    "pack_problem",
    "pack_query",
    "query_in",
    "read",
    "size",
    "unpack",
    "write",
]

LENGTHS = struct.Struct(">II")
"""The first bytes of a frame: the lengths of head and body, in bytes."""

Head = dict[str, Any]
"""The members of a head; each side knows what the other sends."""

Frame = tuple[Head, bytes]
"""Head and body."""

_CHUNK = 64 * 1024  # bytes that one call may read; room for more would have to be asked of the system each time

_decode = json.JSONDecoder().decode
_encode = json.JSONEncoder(separators=(",", ":")).encode  # json.dumps would make an encoder each time
_ASKED_NAMES = tuple(field.name for field in fields(Query))
_ASKED = attrgetter(*_ASKED_NAMES)
_GIVEN_NAMES = tuple(field.name for field in fields(Answer) if field.name != "body")
_GIVEN = attrgetter(*_GIVEN_NAMES)


def pack(head: Head, body: bytes = b"") -> bytes:
    """A frame as bytes."""
    packed = _encode(head).encode("ascii")
    return b"".join((LENGTHS.pack(len(packed), len(body)), packed, body))


def size(begun: bytes | bytearray | memoryview) -> int:
    """How many bytes a frame has, of which at least the lengths are here."""
    head, body = LENGTHS.unpack_from(begun)
    return LENGTHS.size + int(head) + int(body)


def unpack(whole: memoryview) -> Frame:
    """Head and body of a frame.

    Raises:
        ValueError: if these bytes are no frame; the other side is broken.
    """
    if len(whole) != size(whole):
        raise ValueError("more than a frame")
    begin = LENGTHS.size + LENGTHS.unpack_from(whole)[0]
    members = _decode(str(whole[LENGTHS.size : begin], "ascii"))
    if not isinstance(members, dict):
        raise ValueError("a frame without a head")  # noqa: TRY004  # it is a wrong value from a socket, not a type
    return members, bytes(whole[begin:])


def read(handle: int) -> Frame | None:
    """The next frame from an open socket or pipe, waiting for it; None if the other side has gone.

    Raises:
        ValueError: if something else comes.
    """
    whole: bytes | bytearray = os.read(handle, _CHUNK)
    while len(whole) < LENGTHS.size or len(whole) < size(whole):
        more = os.read(handle, _CHUNK)
        if not more:
            return None
        whole = bytearray(whole) if isinstance(whole, bytes) else whole
        whole += more
    return unpack(memoryview(whole))


def write(handle: int, frame: bytes) -> None:
    """Write a frame to an open socket or pipe, waiting until all is taken.

    Raises:
        OSError: if the other side has gone.
    """
    # os.write and not socket.send, which confined processes may not call.
    written = os.write(handle, frame)
    if written < len(frame):
        left = memoryview(frame)[written:]
        while left:
            left = left[os.write(handle, left) :]


def pack_query(query: Query) -> bytes:
    """The frame that asks a worker."""
    return pack({"query": _ASKED(query)})


def query_in(head: Head) -> Query:
    """What a worker is asked."""
    # JSON has no tuples.
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in head["query"]]
    return Query(**dict(zip(_ASKED_NAMES, values, strict=True)))


def pack_answer(answer: Answer) -> bytes:
    """The frame with which a worker gives a result."""
    return pack({"answer": _GIVEN(answer)}, answer.body)


def pack_problem(problem: HttpProblem) -> bytes:
    """The frame with which a worker says why it gives none."""
    return pack({"problem": asdict(problem)})


def answer_in(frame: Frame) -> Answer:
    """What a worker gives.

    Raises:
        HttpError: if that is a problem.
    """
    head, body = frame
    if "problem" in head:
        raise HttpError(HttpProblem(**head["problem"]))
    return Answer(body=body, **dict(zip(_GIVEN_NAMES, head["answer"], strict=True)))
