"""Frames: whole however they come in pieces, and what they carry comes out as it went in."""

from __future__ import annotations

import os
import socket
import threading
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.endpoint import wire
from indelgraph.endpoint.evaluate import Answer, Query
from indelgraph.endpoint.problem import HttpError, HttpProblem
from indelgraph.endpoint.process import Frames

HEADS = st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20) | st.none(), max_size=3)
BODIES = st.binary(max_size=300) | st.integers(0, 200_000).map(lambda size: b"x" * size)
TEXTS = st.text(st.characters(codec=None), max_size=50)
"""Halves of surrogate pairs included, which have no UTF-8."""


class Kept(Frames):
    """Keeps what comes."""

    def __init__(self) -> None:
        self.frames: list[wire.Frame] = []
        end, other = socket.socketpair()
        end.close()
        other.close()
        super().__init__(end)

    def frame_received(self, frame: wire.Frame) -> None:
        self.frames.append(frame)

    def feed(self, data: bytes) -> None:
        while data:
            room = self.get_buffer(-1)
            assert room
            count = min(len(room), len(data))
            room[:count] = data[:count]
            self.buffer_updated(count)
            data = data[count:]


@given(st.lists(st.tuples(HEADS, BODIES), max_size=4), st.lists(st.integers(1, 100_000), max_size=8))
def test_frames_come_out_whole_and_in_order_however_they_are_cut(frames: list[wire.Frame], cuts: list[int]) -> None:
    kept = Kept()
    stream = b"".join(wire.pack(head, body) for head, body in frames)
    for cut in cuts:
        kept.feed(stream[:cut])
        stream = stream[cut:]
    kept.feed(stream)
    assert kept.frames == frames


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
def test_a_frame_is_read_as_it_was_written_through_a_socket_of_any_size(size: int) -> None:
    ours, theirs = socket.socketpair()
    frame = ({"text": "é" * size}, b"\0\xff" * size)
    with ours, theirs:
        writer = threading.Thread(target=wire.write, args=(ours.fileno(), wire.pack(*frame)))
        writer.start()
        assert wire.read(theirs.fileno()) == frame
        writer.join()


def test_the_other_side_has_gone() -> None:
    for said in (b"", b"\0", wire.pack({"a": 1}, b"body")[:-1]):
        end, other = os.pipe()
        os.write(other, said)
        os.close(other)
        assert wire.read(end) is None
        os.close(end)


@pytest.mark.parametrize(
    "wrong",
    [
        wire.pack({}) + b"more",
        wire.LENGTHS.pack(2, 0) + b"[]",
        wire.LENGTHS.pack(1, 0) + b"{",
        wire.LENGTHS.pack(1, 0) + b"\xff",
    ],
)
def test_what_is_no_frame_is_refused(wrong: bytes) -> None:
    end, other = os.pipe()
    os.write(other, wrong)
    with pytest.raises(ValueError):  # noqa: PT011  # each part of the json module and of str says it in its own words
        wire.read(end)
    os.close(end)
    os.close(other)


QUERIES = st.builds(
    Query,
    text=TEXTS,
    accept=st.none() | TEXTS,
    default_graphs=st.lists(TEXTS, max_size=2).map(tuple),
    named_graphs=st.lists(TEXTS, max_size=2).map(tuple),
    base=st.none() | TEXTS,
    dataset=st.none() | st.booleans(),
)


@given(QUERIES)
def test_a_query_arrives_as_it_was_sent(query: Query) -> None:
    head, body = wire.unpack(memoryview(wire.pack_query(query)))
    assert wire.query_in(head) == query
    assert body == b""


def test_no_member_of_a_query_is_forgotten_above() -> None:
    assert {field.name for field in fields(Query)} == {
        "text",
        "accept",
        "default_graphs",
        "named_graphs",
        "base",
        "dataset",
    }


@given(st.binary(max_size=50), st.booleans(), st.none() | st.integers(0, 10**9))
def test_an_answer_arrives_as_it_was_given(body: bytes, truncated: bool, rows: int | None) -> None:
    answer = Answer("text/csv; charset=utf-8", body, truncated, rows)
    assert wire.answer_in(wire.unpack(memoryview(wire.pack_answer(answer)))) == answer


def test_a_problem_arrives_as_an_error() -> None:
    problem = HttpProblem(400, "kind", "Title", "détail", {"line": 1, "available": ["a", "b"]}, {"Allow": "GET"}, "^")
    with pytest.raises(HttpError) as raised:
        wire.answer_in(wire.unpack(memoryview(wire.pack_problem(problem))))
    assert raised.value.problem == problem
