"""Heads and bodies are told apart in one way only, however the bytes come, and what could be told in two is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.endpoint.framing import FIELDS, MAX_CHUNKING, Stream
from indelgraph.endpoint.heads import CHUNKED, RefusedError, body_length, check_host, fields, split_target

if TYPE_CHECKING:
    from collections.abc import Iterable

LIMIT = 1000
HEAD = b"GET /sparql?query=x HTTP/1.1\r\nHost: here\r\nA:\t b\r\n\r\n"


def read(pieces: Iterable[bytes], limit: int = LIMIT) -> list[tuple[bytes, bytes]]:
    """Every request of a connection: its head, and its body as a parser may have it."""
    stream = Stream(limit)
    found: list[tuple[bytes, bytes]] = []
    for piece in pieces:
        stream.add(piece)
        while len(stream):
            if stream.in_body:
                head, body = found[-1]
                found[-1] = head, body + stream.body()
                if stream.in_body:
                    break
            else:
                head_ = stream.head()
                if head_ is None:
                    break
                found.append((head_, b""))
                stream.begin(body_length(fields(head_), stream.minor))
    return found


def status(data: bytes, limit: int = LIMIT) -> int:
    """The status with which bytes are refused that come in small pieces, and the same if they come at once."""
    codes = []
    step = 1 if len(data) < 3000 else 101
    for pieces in ([data], [data[at : at + step] for at in range(0, len(data), step)]):
        with pytest.raises(RefusedError) as caught:
            read(pieces, limit)
        assert "\n" not in caught.value.why
        codes.append(caught.value.status)
    assert codes[0] == codes[1]
    return codes[0]


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        b"\r\n" + HEAD,
        b"GET / HTTP/1.0\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n",
        b"!#$%&'*+-.^_`|~09azAZ /\"<>{}|^`\\ HTTP/1.1\r\nX: \x80\xff\t~\r\n\r\n",
        b"GET http://here/ HTTP/1.1\r\nHost: a, b\r\n\r\n",
    ],
)
def test_a_proper_head_is_taken_whole(head: bytes) -> None:
    assert read([head]) == [(head, b"")]
    assert read(head[at : at + 1] for at in range(len(head))) == [(head, b"")]


def test_a_head_is_read() -> None:
    stream = Stream(LIMIT)
    stream.add(HEAD.replace(b"1.1", b"1.0").replace(b"here", b"here \t "))
    head = stream.head() or b""
    assert head == HEAD.replace(b"1.1", b"1.0")
    assert (stream.method, stream.target, stream.minor) == (b"GET", b"/sparql?query=x", b"0")
    assert fields(head) == [(b"host", b"here"), (b"a", b"b")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\n" + HEAD, 400),
        (b"\r\n\r\n" + HEAD, 400),
        (b" " + HEAD, 400),
        (b"\x00" + HEAD, 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
        (b"GET /\r\n", 400),
        (b"GET / HTTP/0.9\r\n", 505),
        (b"GET / HTTP/2.0\r\n", 505),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        (b"GET / HTTP/1.2\r\n", 400),
        (b"GET / http/1.1\r\n", 400),
        (b"GET / HTTP/1.1 \r\n", 400),
        (b"GET  / HTTP/1.1\r\n", 400),
        (b"GET /  HTTP/1.1\r\n", 400),
        (b"GET\t/ HTTP/1.1\r\n", 400),
        (b"GET /a b HTTP/1.1\r\n", 400),
        (b"GET /\xc3\xa9 HTTP/1.1\r\n", 400),
        (b"GET /#a HTTP/1.1\r\n", 400),
        (b"G@T / HTTP/1.1\r\n", 400),
        (b"GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\rHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nBad Name: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\x7fb\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\n", 400),
    ],
)
def test_what_is_no_head_is_refused_as_soon_as_that_shows(data: bytes, expected: int) -> None:
    assert status(data) == expected


def test_what_is_wrong_is_said_by_line() -> None:
    with pytest.raises(RefusedError, match=r"^400: line 3 of the head is no header field$"):
        read([b"GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n"])
    with pytest.raises(RefusedError, match=r"^400: the address holds a #, which is written %23$"):
        read([b"GET /#a HTTP/1.1\r\nHost: a\r\n\r\n"])


def test_a_head_has_a_bound_also_where_it_drips() -> None:
    assert status(b"GET /" + b"a" * LIMIT) == 414
    assert status(b"GET /" + b"a" * LIMIT + b" HTTP/1.1\r\nHost: a\r\n\r\n") == 414
    assert status(b"GET / HTTP/1.1\r\nX: " + b"a" * FIELDS) == 431
    assert status(b"GET / HTTP/1.1\r\nX: " + b"a" * FIELDS + b"\r\n\r\n") == 431
    longest = b"GET /" + b"a" * (LIMIT - 14) + b" HTTP/1.1\r\nX: " + b"a" * (FIELDS - 5)
    assert read([longest + b"\r\n\r\n"])
    assert status(longest + b"a\r\n\r\n") == 431


HOST = (b"host", b"a")


def length(*headers: tuple[bytes, bytes], minor: bytes = b"1") -> int:
    return body_length([HOST, *headers], minor)


def refusal(*headers: tuple[bytes, bytes], minor: bytes = b"1") -> int:
    with pytest.raises(RefusedError) as caught:
        length(*headers, minor=minor)
    return caught.value.status


def test_a_body_has_one_length() -> None:
    coding, size = b"transfer-encoding", b"content-length"
    assert length() == 0
    assert length((size, b"0012")) == 12
    assert length((coding, b"Chunked")) == CHUNKED
    for value in (b"", b"-1", b"+1", b"1,1", b"1, 1", b"0x1", b"1 1", b"1_0", "٣".encode(), b"9" * 19):
        assert refusal((size, value)) == 400
    assert refusal((size, b"1"), (size, b"1")) == 400
    assert refusal((size, b"1"), (size, b"2")) == 400
    assert refusal((size, b"1"), (coding, b"chunked")) == 400
    assert refusal((coding, b"chunked"), minor=b"0") == 400
    for value in (
        b"",
        b"identity",
        b"xchunked",
        b"chunked, identity",
        b"chunked,chunked",
        b"\x0bchunked",
        b"chunked;a",
    ):
        assert refusal((coding, value)) == 400
    assert refusal((coding, b"chunked"), (coding, b"identity")) == 400
    assert refusal((coding, b"gzip, chunked")) == 501


def test_a_request_names_its_host_once() -> None:
    for host in (b"", b"here", b"here:80", b"a_b.c", b"127.0.0.1:8000", b"[::1]:80", b"%C3%A9"):
        check_host([(b"host", host)], b"1")
    check_host([], b"0")
    wrong: list[list[tuple[bytes, bytes]]] = [[], [HOST, HOST]]
    wrong += [
        [(b"host", value)] for value in (b"a b", b"a,b c", b"http://a", b"a/b", b"a@b", b"a:b", b"[::1", b"\xc3\xa9")
    ]
    for headers in wrong:
        with pytest.raises(RefusedError, match=r"^400: .*Host"):
            check_host(headers, b"1")
    with pytest.raises(RefusedError, match=r"^400: "):
        check_host([HOST, HOST], b"0")


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        (b"GET", b"/", (b"/", b"")),
        (b"GET", b"/a?b?c", (b"/a", b"b?c")),
        (b"GET", b"//evil.example/a?", (b"//evil.example/a", b"")),
        (b"GET", b"http://other.example:81/a?b", (b"/a", b"b")),
        (b"GET", b"HTTPS://other.example", (b"/", b"")),
        (b"GET", b"http://other.example?b", (b"/", b"b")),
        (b"GET", b"http://[::1]:80/a", (b"/a", b"")),
        (b"OPTIONS", b"*", (b"*", b"")),
    ],
)
def test_an_address_is_a_path_and_a_query(method: bytes, target: bytes, expected: tuple[bytes, bytes]) -> None:
    assert split_target(method, target) == expected


@pytest.mark.parametrize(
    "target",
    [b"*", b"a", b"here:80", b"ftp://here/", b"http:///a", b"http://:80/", b"http://u@here/", b"http:/a", b"?a"],
)
def test_other_addresses_are_refused(target: bytes) -> None:
    with pytest.raises(RefusedError, match=r"^400: "):
        split_target(b"GET", target)
    with pytest.raises(RefusedError, match=r"^501: this is no proxy"):
        split_target(b"CONNECT", target)


# --- bodies -------------------------------------------------------------------------------------------------------

SIZED = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n"
IN_CHUNKS = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_chunks_come_without_what_is_said_of_them() -> None:
    body = b'003 ; a="x;\\""' + b";b=c ; d\r\nabc\r\nA\r\n0123456789\r\n0;e\r\nContent-Length: 9\r\nX:\r\n\r\n"
    assert read([IN_CHUNKS + body + HEAD]) == [
        (IN_CHUNKS, b"3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n"),
        (HEAD, b""),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"\r\n",
        b"g\r\n",
        b"-1\r\n",
        b"+1\r\n",
        b"0x1\r\n",
        b" 1\r\n",
        b"1 \r\n",
        b"1;\r\n",
        b"1;a=\r\n",
        b'1;a="\r\n',
        b"1;a b\r\n",
        b"1" * 16 + b"\r\n",
        b"1\na\r\n0\r\n\r\n",
        b"1;a\nb\r\n",
        b"1\ra\r\n",
        b"1;\x00=a\r\n",
        b"1\r\nab\r\n",
        b"1\r\na\n0\r\n",
        b"1\r\na0\r\n\r\n",
        b"0\r\n\n",
        b"0\r\nno field\r\n\r\n",
        b"0\r\n folded: a\r\n\r\n",
        b"0\r\nX: a\nY: b\r\n\r\n",
    ],
)
def test_what_are_no_chunks_is_refused(body: bytes) -> None:
    assert status(IN_CHUNKS + body) == 400


def test_what_is_said_of_chunks_has_a_bound() -> None:
    assert status(IN_CHUNKS + b"1;a=" + b"a" * 5000) == 413
    assert status(IN_CHUNKS + (b"1;a=" + b"a" * 4000 + b"\r\na\r\n") * (MAX_CHUNKING // 4000 + 1)) == 413
    assert status(IN_CHUNKS + b"1\r\na\r\n" * (MAX_CHUNKING // 5 + 2)) == 413
    assert status(IN_CHUNKS + b"0\r\nX: " + b"a" * 5000) == 431
    assert status(IN_CHUNKS + b"0\r\n" + (b"X: " + b"a" * 4000 + b"\r\n") * (MAX_CHUNKING // 4000 + 1)) == 431


@st.composite
def messages(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """A head, its body as sent, and the same as a parser may have it."""
    content = draw(st.binary(max_size=40))
    kind = draw(st.sampled_from(["none", "sized", "chunks"]))
    if kind == "none":
        return HEAD, b"", b""
    if kind == "sized":
        return SIZED % len(content), content, content
    sent = plain = b""
    cuts = sorted({0, len(content), *draw(st.lists(st.integers(0, len(content)), max_size=4))})
    for start, end in pairwise(cuts):
        piece, said = content[start:end], draw(st.sampled_from([b"", b";a", b' ; a = "\\"b"']))
        sent += b"%X%s\r\n%s\r\n" % (len(piece), said, piece)
        plain += b"%x\r\n%s\r\n" % (len(piece), piece)
    trailers = draw(st.sampled_from([b"", b"X: y\r\n", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"]))
    return IN_CHUNKS, sent + b"0\r\n" + trailers + b"\r\n", plain + b"0\r\n\r\n"


@given(st.lists(messages(), max_size=5), st.lists(st.integers(0, 2000), max_size=20))
def test_requests_are_the_same_however_their_bytes_come(
    sent: list[tuple[bytes, bytes, bytes]], cuts: list[int]
) -> None:
    data = b"".join(head + body for head, body, _ in sent)
    marks = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    pieces = [data[start:end] for start, end in pairwise(marks)]
    assert read(pieces) == [(head, plain) for head, _, plain in sent]


PARTS = [
    b"GET ",
    b"POST ",
    b"/",
    b" HTTP/1.1",
    b"\r\n",
    b"\r",
    b"\n",
    b"Host: a",
    b"Content-Length: 3",
    b"abc",
    b"0",
    b"3",
]
PARTS += [b"Transfer-Encoding: chunked", b" ", b"\x00", b";", b":", HEAD]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map(b"".join), st.integers(1, 7))
def test_anything_is_refused_or_read_the_same_however_it_comes(data: bytes, step: int) -> None:
    ends: list[object] = []
    for pieces in ([data], [data[at : at + step] for at in range(0, len(data), step)]):
        try:
            ends.append(read(pieces))
        except RefusedError:
            ends.append("refused")
    assert ends[0] == ends[1]
