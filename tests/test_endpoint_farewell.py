"""How a server ends on a signal: what was asked is answered within the farewell, and nothing else is waited for."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from serving import RUNAWAY, WAIT, Server, make_snapshot, numbers, started, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indelgraph.snapshot import Snapshot

# The test's own server, whose farewell may be so long that no test would see its end.
PROGRAM = """
import sys
import indelgraph.endpoint.server as server
import serving
server._FAREWELL = float(sys.argv.pop(1))
serving._main()
"""
FOREVER = 100 * WAIT
LARGE = "SELECT ?a ?b ?c (CONCAT('" + "x" * 4000 + "') AS ?z) { ?a ?p ?o . ?b ?q ?r . ?c ?s ?t }"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(numbers(30), tmp_path_factory.mktemp("cache"))


@contextlib.contextmanager
def serving_with(snapshot: Snapshot, farewell: float) -> Iterator[Server]:
    settings = '{"port": 0, "workers": 1, "timeout": 600, "max_result_bytes": 20000000}'
    call = [sys.executable, "-c", PROGRAM, str(farewell), snapshot.id, str(snapshot.folder), settings]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    with started(call, environment) as server:
        yield server


def connect(server: Server, stack: ExitStack, sent: bytes) -> socket.socket:
    connection = stack.enter_context(socket.socket())
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.settimeout(WAIT)
    connection.connect(server.address)
    connection.sendall(sent)
    return connection


def get(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()


def test_clients_that_ask_for_nothing_and_those_that_do_not_read_are_not_waited_for(snapshot: Snapshot) -> None:
    health = b"GET /-/health HTTP/1.1\r\nHost: a\r\n\r\n"
    post = (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 60\r\n\r\nASK"
    )
    with serving_with(snapshot, FOREVER) as server, ExitStack() as stack:
        connect(server, stack, b"")
        connect(server, stack, b"GET ")
        used = connect(server, stack, health)
        unread = connect(server, stack, get(LARGE))
        half = connect(server, stack, post)
        for connection in (used, unread):
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert server.stop() == 0
        assert half.recv(12) == b"HTTP/1.1 503"
        assert server.said[1:] == []


def test_who_still_reads_is_waited_for_until_the_farewell_is_over(snapshot: Snapshot) -> None:
    with serving_with(snapshot, 1) as server, ExitStack() as stack:
        connection = connect(server, stack, get(LARGE))
        assert connection.recv(12) == b"HTTP/1.1 200"
        over = threading.Event()
        got = bytearray()

        def read() -> None:
            while not over.wait(0.01):
                got.extend(connection.recv(1000))

        reader = threading.Thread(target=read)
        reader.start()
        try:
            assert server.stop() == 0
        finally:
            over.set()
            reader.join(WAIT)
        assert 0 < len(got) < 20_000_000


def test_a_query_in_flight_is_told_that_the_server_ends(snapshot: Snapshot) -> None:
    with serving_with(snapshot, 1) as server, ExitStack() as stack:
        runs = connect(server, stack, get(RUNAWAY))
        metrics = b"GET /-/metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

        def running() -> bool:
            connection = connect(server, stack, metrics)
            text = b""
            while more := connection.recv(65536):
                text += more
            return b"indelgraph_queries_running 1.0" in text

        wait_until(running, "the query")
        assert server.stop(signal.SIGINT) == 0
        answer = b""
        while more := runs.recv(65536):
            answer += more
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"\r\nconnection: close\r\n" in answer
        assert b"the server is stopping" in answer
