"""Large answers leave as their clients take them, and a few that nobody takes cost the others nothing."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.endpoint.sending import NoRoomError, Room, send_body
from serving import WAIT, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from starlette.types import Message

    from serving import Server

# Some 20 MB as JSON.
LARGE = "SELECT * { ?s ?p ?o . ?s2 ?p2 ?o2 . ?s3 ?p3 ?o3 } LIMIT 50000"


@given(st.integers(0, 1_000_000))
def test_a_body_arrives_whole_whatever_its_length(size: int) -> None:
    body = (b"0123456789" * (size // 10 + 1))[:size]
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(send_body(send, body))
    assert b"".join(message["body"] for message in sent) == body
    assert [bool(message.get("more_body")) for message in sent] == [True] * (len(sent) - 1) + [False]
    assert max(len(message["body"]) for message in sent) <= 262_144


MEBIBYTE = 2**20


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 20), st.booleans()), max_size=30))
def test_room_is_shared_and_given_back(steps: list[tuple[str, int, bool]]) -> None:
    room, held = Room(16 * MEBIBYTE), list[tuple[str, int, ExitStack]]()
    for client, size, leave in steps:
        if leave and held:
            held.pop(0)[2].close()
        own = [taken for of, taken, _ in held if of == client]
        every = [taken for _, taken, _ in held]
        fits = size <= 1 or ((not every or sum(every) + size <= 16) and (not own or sum(own) + size <= 8))
        stack = ExitStack()
        if fits:
            stack.enter_context(room.taken(client, size * MEBIBYTE))
            if size > 1:
                held.append((client, size, stack))
        else:
            with pytest.raises(NoRoomError):
                stack.enter_context(room.taken(client, size * MEBIBYTE))


def asked(server: Server, number: int) -> socket.socket:
    """A connection on which a large answer has been asked for, and from which nothing is read."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(WAIT)
    connection.connect(server.address)
    query = quote(f"{LARGE} # {number}", safe="")
    connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


def memory(pid: int) -> float:
    """The memory that a process has now, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@pytest.mark.slow
def test_answers_that_nobody_takes_are_bounded_and_hold_up_nobody(tmp_path: Path) -> None:
    snapshot = make_snapshot(numbers(300), tmp_path)
    with (
        serving(snapshot, max_result_bytes=25_000_000, workers=1) as server,
        httpx.Client(base_url=server.url, timeout=WAIT) as client,
        ExitStack() as stack,
    ):
        whole = client.get("/sparql", params={"query": LARGE, "format": "json"}).content
        assert len(whole) > 5_000_000
        before = memory(server.process.pid)
        connections = [stack.enter_context(asked(server, number)) for number in range(60)]

        def heads() -> list[bytes]:
            found = []
            for connection in connections:
                connection.setblocking(False)
                try:
                    found.append(connection.recv(12, socket.MSG_PEEK))
                except BlockingIOError:
                    found.append(b"")
            return found

        wait_until(lambda: all(heads()), "the beginnings of all answers")
        statuses = sorted(set(heads()))
        assert statuses == [b"HTTP/1.1 200", b"HTTP/1.1 503"]
        assert heads().count(b"HTTP/1.1 200") * len(whole) <= 4 * 25_000_000 / 2 + len(whole)
        # What was refused and given back, the system may not have yet.
        assert memory(server.process.pid) - before < len(connections) * len(whole) / 2**20 * 0.75
        assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        connections[heads().index(b"HTTP/1.1 200")].close()


def test_a_slow_reader_gets_every_byte(tmp_path: Path) -> None:
    with serving(make_snapshot(numbers(100), tmp_path), workers=1) as server, asked(server, 0) as connection:
        head, _, body = connection.recv(65_536).partition(b"\r\n\r\n")
        [length] = [int(line.split()[1]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")]
        assert length > 5_000_000
        got = bytearray(body)
        while len(got) < length:
            got += connection.recv(65_536)
        assert len(json.loads(got)["results"]["bindings"]) == 50_000
