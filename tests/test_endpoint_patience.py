"""Connections that never say what they want are ended; those that do are not."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from serving import WAIT, Server, gives_up, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"GET /-/health HTTP/1.1\r\nHost: here\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    snapshot = make_snapshot(numbers(3), tmp_path_factory.mktemp("cache"))
    with serving(snapshot, workers=1) as running:
        yield running


def ends(connection: socket.socket) -> bool:
    """Whether the other side ends the connection, by a reset or in order, without an answer."""
    connection.settimeout(WAIT)
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.mark.slow
@pytest.mark.parametrize("sent", [b"", b"G", HEAD], ids=["nothing", "a letter", "half a head"])
def test_a_head_that_does_not_come_ends_the_connection(server: Server, sent: bytes) -> None:
    with socket.create_connection(server.address) as connection:
        connection.sendall(sent)
        assert ends(connection)
    assert httpx.get(f"{server.url}-/health").status_code == 200


@pytest.mark.slow
def test_a_second_head_that_does_not_come_ends_the_connection(server: Server) -> None:
    with socket.create_connection(server.address) as connection:
        connection.settimeout(WAIT)
        connection.sendall(HEAD + b"\r\n")
        answer = b""
        while b'"ok"' not in answer:
            answer += connection.recv(4096)
        connection.sendall(HEAD)
        while connection.recv(1):
            pytest.fail("an answer to half a head")


def test_a_head_in_two_pieces_is_answered(server: Server) -> None:
    with socket.create_connection(server.address) as connection:
        connection.settimeout(WAIT)
        connection.sendall(HEAD)
        connection.sendall(b"\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")


@pytest.mark.slow
def test_bytes_that_come_one_by_one_gain_no_time(server: Server) -> None:
    with socket.create_connection(server.address) as connection:
        connection.settimeout(0.2)
        connection.sendall(HEAD + b"X: ")
        wait_until(lambda: gives_up(connection, b"a"), "the end of the connection")


@pytest.mark.slow
def test_a_client_that_does_not_read_is_given_up(server: Server) -> None:
    """What waits for it is let go; one that reads slowly gets all."""
    text = (
        "SELECT ?s (CONCAT('"
        + "x" * 4000
        + "') AS ?z) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?q }"
    )
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(server.address)
        body = text.encode()
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        connection.settimeout(WAIT)
        assert connection.recv(12) == b"HTTP/1.1 200"
        wait_until(lambda: not established(server, connection.getsockname()[1]), "the end of the connection")


@pytest.mark.slow
def test_a_little_that_is_not_read_does_not_keep_a_connection_either(server: Server) -> None:
    """Less than what asyncio takes for much, and in an answer that is whole: the connection waits for nothing else."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(server.address)
        port = connection.getsockname()[1]
        connection.settimeout(1)
        # As many small answers as the buffers of the system take, until something waits in the server.
        with contextlib.suppress(TimeoutError):
            while True:
                connection.sendall((HEAD + b"\r\n") * 100)
        wait_until(lambda: not established(server, port), "the end of the connection")


def established(server: Server, port: int) -> bool:
    """Whether the server still has a connection to a port."""
    rows = (row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:])
    ours, theirs = f":{server.address[1]:04X}", f":{port:04X}"
    return any(row[1].endswith(ours) and row[2].endswith(theirs) and row[3] == "01" for row in rows)


def test_a_body_of_two_lengths_ends_the_connection(server: Server) -> None:
    """Else what one reads as a body another one takes for a second request."""
    with socket.create_connection(server.address) as connection:
        connection.settimeout(WAIT)
        lengths = b"Content-Type: application/sparql-query\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\n" + lengths + b"\r\n0\r\n\r\n" + HEAD + b"\r\n")
        answer = b""
        while more := connection.recv(65536):
            answer += more
        assert answer.startswith(b"HTTP/1.1 400")
        assert b"HTTP/1.1 200" not in answer
