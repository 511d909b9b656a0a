"""The HTTP edge of a real server, over a raw socket: each connection is read in one way, bounded, and never kept for
nothing.
"""

from __future__ import annotations

import contextlib
import re
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from http_asked import SPARQL_QUERY, E
from serving import WAIT, gives_up, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serving import Server

HOST = b"Host: here\r\n"
HEALTH = b"GET /-/health HTTP/1.1\r\n" + HOST + b"\r\n"
LAST = b"GET /-/health HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
ASK = b"POST /sparql HTTP/1.1\r\n" + HOST + f"Content-Type: {SPARQL_QUERY}\r\n".encode()


@contextlib.contextmanager
def connected(server: Server) -> Iterator[socket.socket]:
    with socket.create_connection(server.address, timeout=WAIT) as connection:
        yield connection


def rest(connection: socket.socket) -> bytes:
    """What still comes until the other side has closed; a reset would be a failure."""
    answer = b""
    while more := connection.recv(65536):
        answer += more
    return answer


def exchange(server: Server, request: bytes) -> bytes:
    """All answers on a connection that the server closes."""
    with connected(server) as connection:
        connection.sendall(request)
        return rest(connection)


def statuses(answers: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"(?:\A|[^ ])HTTP/1\.1 ([0-9]{3}) ", answers)]


def answer_of(connection: socket.socket) -> bytes:
    """One answer with its body."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: ([0-9]+)", head)
    while length and len(body) < int(length[1]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


REFUSED = {
    "bare LF": (b"GET / HTTP/1.1\nHost: a\n\n", 400),
    "folded line": (b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400),
    "space before the colon": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 30\r\n\r\n", 400),
    "NUL": (b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n", 400),
    "control character": (b"GET / HTTP/1.1\r\nHost: a\r\nX: \x0b\r\n\r\n", 400),
    "bare CR": (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n", 400),
    "HTTP/0.9": (b"GET /-/health\r\n", 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01", 400),
    "bytes before": (b"x\r\n", 400),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
    "no proper host": (b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    "two lengths": (ASK + b"Content-Length: 6\r\nContent-Length: 60\r\n\r\n", 400),
    "one length twice": (ASK + b"Content-Length: 6\r\nContent-Length: 6\r\n\r\n", 400),
    "a list of lengths": (ASK + b"Content-Length: 6, 6\r\n\r\n", 400),
    "a signed length": (ASK + b"Content-Length: +6\r\n\r\n", 400),
    "a length and chunks": (ASK + b"Content-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "chunks and a length": (ASK + b"Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n", 400),
    "not chunked at last": (ASK + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
    "no such coding": (ASK + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    "coding of HTTP/1.0": (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "another coding": (ASK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
    "bad chunk size": (ASK + b"Transfer-Encoding: chunked\r\n\r\n0x6\r\nASK {}\r\n0\r\n\r\n", 400),
    "chunk of another size": (ASK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK {}\r\n0\r\n\r\n", 400),
    "chunk after LF": (ASK + b"Transfer-Encoding: chunked\r\n\r\n6\nASK {}\r\n0\r\n\r\n", 400),
    "endless extension": (ASK + b"Transfer-Encoding: chunked\r\n\r\n1;a=" + b"a" * 100_000, 413),
    "endless trailers": (ASK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * 100_000, 431),
    "CONNECT": (b"CONNECT here:80 HTTP/1.1\r\nHost: here:80\r\n\r\n", 501),
    "no such address": (b"GET sparql HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    "fragment": (b"GET /sparql?query=a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    "endless address": (b"GET /sparql?query=" + b"a" * 300_000, 414),
    "long path": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    "endless header": (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 300_000, 431),
    "endless headers": (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 60_000, 431),
}


@pytest.mark.parametrize(("request_", "status"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_proper_request_is_refused_with_all_that_follows(
    server: Server, request_: bytes, status: int
) -> None:
    answer = exchange(server, request_ + HEALTH)
    assert statuses(answer) == [status]
    head, _, body = answer.partition(b"\r\n\r\n")
    assert re.fullmatch(rb"[A-Z][^\n]+: [^\n]+\n", body)
    for line in (
        b"content-type: text/plain; charset=utf-8",
        b"content-length: %d" % len(body),
        b"connection: close",
        b"access-control-allow-origin: *",
        b"x-content-type-options: nosniff",
    ):
        assert line in head.split(b"\r\n")
    assert statuses(exchange(server, LAST)) == [200]


def test_a_refusal_comes_after_the_answers_before_it(server: Server) -> None:
    assert statuses(exchange(server, HEALTH + HEALTH + b"GET / HTTP/1.1\r\n\r\n" + HEALTH)) == [200, 200, 400]


def test_a_body_that_is_refused_was_asked_for_nothing(server: Server) -> None:
    """The refusal comes in the middle of a request that has begun."""
    with connected(server) as connection:
        connection.sendall(ASK + b"Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n")
        assert answer_of(connection).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"3\r\nASK\r\nx\r\n" + HEALTH)
        assert statuses(rest(connection)) == [400]


@pytest.mark.parametrize("target", ["http://other.example:81{}", "HTTP://other.example{}", "{}"])
def test_an_absolute_address_is_the_path_in_it(server: Server, target: str) -> None:
    path = target.format(f"/sparql?query={quote(f'ASK {{ <{E}s> ?p ?o }}')}")
    request = f"GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode()
    answer = exchange(server, request)
    assert statuses(answer) == [200]
    assert answer.endswith(b'{"head":{},"boolean":true}')


def test_an_absolute_address_without_a_path_is_the_front_page(server: Server) -> None:
    answer = exchange(server, b"GET http://other.example HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert statuses(answer) == [200]
    assert b"<!doctype html>" in answer.lower()


def test_the_server_as_a_whole_can_be_asked_for_its_methods(server: Server) -> None:
    answer = exchange(server, b"OPTIONS * HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert statuses(answer) == [204]
    assert b"\r\nallow: GET, HEAD, POST, OPTIONS\r\n" in answer


@pytest.mark.parametrize("offer", [b"h2c", b"websocket", b"TLS/1.2"])
def test_an_offer_to_speak_something_else_is_declined(server: Server, offer: bytes) -> None:
    upgrade = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: " + offer + b"\r\nContent-Length: 6\r\n\r\nASK {}"
    answer = exchange(server, ASK + upgrade + ASK + upgrade + LAST)
    assert statuses(answer) == [200, 200, 200]
    assert answer.count(b'"boolean":true') == 2
    assert b"upgrade" not in answer.lower()


@pytest.mark.parametrize("method", [b"BREW", b"get", b"PRI", b"SOURCE", b"PROPFIND", b"TRACE", b"a" * 1000])
def test_a_method_that_is_not_known_is_refused_by_name(server: Server, method: bytes) -> None:
    request = ASK.replace(b"POST", method) + b"Content-Length: 6\r\n\r\nASK {}"
    answer = exchange(server, b"\r\n" + request + request + LAST)
    assert statuses(answer) == [405, 405, 200]
    assert answer.count(b"\r\nallow: GET, HEAD, POST, OPTIONS\r\n") == 2


def test_many_requests_at_once_are_answered_in_order(server: Server) -> None:
    queries = [quote(f"SELECT ({n} AS ?n) {{}}") for n in range(300)]
    requests = [
        f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n".encode() for query in queries
    ]
    bodies = b"POST /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
    answer = exchange(server, b"".join(requests[:150]) + bodies + b"".join(requests[150:]) + LAST)
    assert statuses(answer) == [*[200] * 150, 415, *[200] * 151]
    assert [int(n) for n in re.findall(rb"\r\n\r\nn\r\n([0-9]+)", answer)] == list(range(300))


def test_a_body_is_asked_for_where_it_is_wanted(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(ASK + b"Expect: 100-Continue\r\nContent-Length: 6\r\n\r\n")
        assert answer_of(connection) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"ASK {}" + LAST)
        assert statuses(rest(connection)) == [200, 200]
    with connected(server) as connection:  # who does not wait for it, sends it at once
        connection.sendall(ASK.replace(b"1.1", b"1.0") + b"Expect: 100-continue\r\nContent-Length: 6\r\n\r\nASK {}")
        assert statuses(rest(connection)) == [200]


def test_a_body_that_is_not_wanted_is_not_asked_for(server: Server) -> None:
    """Whether it comes all the same, only the client knows; so this connection ends."""
    request = b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 80\r\n\r\n"
    assert statuses(exchange(server, request + LAST)) == [405]


@pytest.mark.parametrize(("path", "length"), [("/sparql", 80_000), ("/", 20_000), ("/-/settings", 10**17)])
def test_a_body_that_is_too_long_is_refused_before_it_comes(server: Server, path: str, length: int) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {SPARQL_QUERY}\r\nContent-Length: {length}\r\n"
    for more in (b"\r\n", b"Expect: 100-continue\r\n\r\n", b"\r\nASK {}" + HEALTH):
        answer = exchange(server, head.encode() + more)
        assert statuses(answer) == [413]
        assert b"\r\nconnection: close\r\n" in answer
        assert b"\r\naccess-control-allow-origin: *\r\n" in answer
        assert b'"status": 413' in answer
    text = exchange(server, head.encode() + b"Accept: text/plain\r\n\r\n")
    assert re.search(rb"\r\n\r\n[^\n]+ may have [0-9]+ bytes[^\n]*\n\Z", text)


def test_the_reason_is_read_though_the_client_goes_on_sending(server: Server) -> None:
    """To close on a client that sends would reset the connection, and take the answer away."""
    with connected(server) as connection:
        connection.sendall(ASK + b"Content-Length: 5000000\r\n\r\n")
        assert statuses(answer_of(connection)) == [413]
        for _ in range(20):
            connection.sendall(b"x" * 10_000)


def test_a_body_in_chunks_that_is_too_long_ends_the_connection(server: Server) -> None:
    chunks = b"Transfer-Encoding: chunked\r\n\r\n" + (b"1000\r\n" + b"x" * 4096 + b"\r\n") * 30
    answer = exchange(server, ASK + chunks + b"0\r\n\r\n" + HEALTH)
    assert statuses(answer) == [413]
    assert b"query-too-long" in answer
    other = b"POST / HTTP/1.1\r\n" + HOST
    with connected(server) as connection:
        connection.sendall(other + chunks)
        assert statuses(rest(connection)) == [405]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/-/settings", "/-/health", "/nowhere"])
def test_a_body_that_nobody_waits_for_does_not_keep_a_connection(server: Server, path: str) -> None:
    with connected(server) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n".encode())
        assert statuses(answer_of(connection))[0] in {404, 405}
        connection.settimeout(0.3)
        wait_until(lambda: gives_up(connection, b"x"), "the end of the connection")


def test_a_connection_is_used_again_after_a_body_that_nobody_read(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 10\r\n\r\nabc")
        assert statuses(answer_of(connection)) == [405]
        connection.sendall(b"defghij" + LAST)
        assert statuses(rest(connection)) == [200]


@pytest.mark.slow
def test_a_connection_that_is_not_used_again_is_closed(server: Server) -> None:
    for request in (HEALTH, HEALTH.replace(b"GET", b"POST").replace(b"\r\n\r\n", b"\r\nContent-Length: 1\r\n\r\n")):
        with connected(server) as connection:
            connection.sendall(request)
            answer_of(connection)
            connection.sendall(b"" if b"GET" in request else b"x")
            assert rest(connection) == b""


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (b"Content-Length:6\r\n", b"ASK {}"),
        (b"content-length: \t0006 \t\r\n", b"ASK {}"),
        (b"Transfer-Encoding:\tCHUNKED \t\r\n", b"6\r\nASK {}\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\nTrailer: X\r\n", b"3;a=b\r\nASK\r\n003\r\n {}\r\n00\r\nHost: b\r\n\r\n"),
        (b"Connection: keep-alive, upgrade\r\nContent-Length: 6\r\n", b"ASK {}"),
        (b"Upgrade: h2c\r\nContent-Length: 6\r\n", b"ASK {}"),
    ],
)
def test_a_body_ends_where_it_says_however_that_is_written(server: Server, fields: bytes, body: bytes) -> None:
    request = ASK + fields + b"\r\n" + body
    for pieces in ([request * 3 + LAST], [(request * 3 + LAST)[at : at + 1] for at in range(len(request * 3 + LAST))]):
        with connected(server) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in pieces:
                connection.sendall(piece)
            answer = rest(connection)
        assert statuses(answer) == [200, 200, 200, 200]
        assert answer.count(b'"boolean":true') == 3


def test_the_longest_address_is_answered(server: Server) -> None:
    """Longer than the 64 KiB that uvicorn's parser of addresses takes."""
    query = "%20" * 19_990 + quote("ASK {}")
    filler = "&x=" + "y" * 10_000
    request = f"GET /sparql?query={query}{filler} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    assert len(request) > 65_536
    answer = exchange(server, request)
    assert statuses(answer) == [200]
    assert answer.endswith(b'"boolean":true}')


def test_head_and_body_of_an_answer_are_whole_for_each_method(server: Server) -> None:
    get, head = (exchange(server, LAST.replace(b"GET /-/health", method)) for method in (b"GET /", b"HEAD /"))
    assert head.endswith(b"\r\n\r\n")
    length = re.search(rb"content-length: ([0-9]+)", head)
    assert length
    assert int(length[1]) == len(get.partition(b"\r\n\r\n")[2])
