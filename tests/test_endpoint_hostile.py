"""Requests that mean harm: forged hosts and headers, paths out of the tree, heads without end, slow readers."""

from __future__ import annotations

import contextlib
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from serving import WAIT, make_snapshot, numbers, serving

if TYPE_CHECKING:
    from pathlib import Path

    from serving import Server


def exchange(server: Server, request: bytes) -> bytes:
    """What a server sends for these bytes until it closes, or has answered once."""
    with socket.create_connection(server.address, timeout=WAIT) as connection:
        with contextlib.suppress(ConnectionError):  # it may close before it has read all
            connection.sendall(request)
        answer = b""
        with contextlib.suppress(ConnectionError):
            while b"\r\n\r\n" not in answer and (chunk := connection.recv(65536)):
                answer += chunk
        return answer


def test_a_host_that_is_not_ours_changes_nothing_in_the_answer(client: httpx.Client) -> None:
    for path in ("/sparql", "/", "/sparql/", "/nowhere", "/sparql?query=nonsense"):
        answer = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in answer.text
        assert "evil.example" not in str(answer.headers)


def test_no_path_leads_to_a_file(client: httpx.Client, server: Server) -> None:
    for path in ("/-/../pool.py", "/-/..%2fpool.py", "/-/%2e%2e/pool.py", "/-//etc/passwd", "/../../etc/passwd"):
        answer = exchange(server, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 404 "), path
    assert client.get("/-/page.py").status_code == 404


def test_a_request_cannot_add_headers_to_the_answer(client: httpx.Client, server: Server) -> None:
    evil = "x\r\nX-Evil: 1"
    answers = [
        client.get("/sparql", params={"query": "ASK {}", "format": evil}),
        client.get("/sparql", params={"query": evil, "default-graph-uri": evil}),
        client.get("/sparql/", params={"query": evil}),
        client.get(f"/nowhere/{quote(evil)}"),
    ]
    for answer in answers:
        assert "X-Evil" not in answer.headers
    location = client.get("/sparql/?x=%0d%0aX-Evil:%201").headers["Location"]
    assert location == "../sparql?x=%0d%0aX-Evil:%201"
    raw = exchange(server, b"GET /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/turtle\rX-Evil: 1\r\n\r\n")
    assert b"x-evil" not in raw.lower()


def test_a_head_of_any_size_is_refused_before_it_fills_the_memory(server: Server) -> None:
    large = b"X-Large: " + b"a" * 2_000_000 + b"\r\n"
    many = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 1000) for n in range(2000))
    address = b"GET /sparql?query=" + b"a" * 2_000_000
    for request, status in (
        (b"GET /sparql HTTP/1.1\r\nHost: x\r\n" + large + b"\r\n", b"431"),
        (b"GET /sparql HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n", b"431"),
        (address + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414"),
    ):
        assert exchange(server, request)[:13] == b"HTTP/1.1 " + status + b" "
    assert exchange(server, b"GET /-/health HTTP/1.1\r\nHost: x\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_what_is_no_http_is_refused_and_the_server_goes_on(server: Server) -> None:
    for request in (
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nBad Name: 1\r\n\r\n",
    ):
        assert exchange(server, request).startswith(b"HTTP/1.1 400 "), request
    assert exchange(server, b"GET /-/health HTTP/1.1\r\nHost: x\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_a_client_that_reads_slowly_keeps_nobody_waiting(tmp_path: Path) -> None:
    with serving(make_snapshot(numbers(20_000), tmp_path), workers=1) as server, ExitStack() as stack:
        for _ in range(8):
            connection = stack.enter_context(socket.create_connection(server.address, timeout=WAIT))
            query = quote("SELECT * { ?s ?p ?o }")
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert connection.recv(12) == b"HTTP/1.1 200"  # and no more for now
        assert httpx.get(server.endpoint, params={"query": "ASK {}"}, timeout=WAIT).json()["boolean"] is True
