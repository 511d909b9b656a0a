"""What the head of a request may hold, and what it says of the body (RFC 9112); told in one way only.

Who reads a length other than the server in front of us does takes one man's body for another man's request. So this is
stricter than a recipient must be where leniency has been abused: every line ends in CRLF, nothing is folded, a length
is given once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "CHUNKED",
    "FRAMING",
    "NEVER",
    "TEXT",
    "TOKEN",
    "RefusedError",
    "body_length",
    "check_host",
    "fields",
    "is_field",
    "is_section",
    "mistake",
    "split_target",
    "start_of",
    "without_upgrade",
]

FRAMING = frozenset({b"host", b"content-length", b"transfer-encoding"})
"""The fields that :func:`check_host` and :func:`body_length` look at, in lower case."""

CHUNKED = -1
"""A length that only the end of the body tells."""

_DIGITS = 18  # of a length that fits 64 bits

TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
"""A token (RFC 9110, section 5.6.2), as a regular expression."""
TEXT = rb"[\t\x20-\x7e\x80-\xff]"
"""A character of a field's value (section 5.5), as a regular expression."""
NEVER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r[^\n]|[^\r]\n|\A\n")
"""What no head and no line between chunks holds: control characters, and half a line end."""

# RFC 9112, section 3. One empty line before it is what section 2.2 asks to ignore; a # (a fragment) is never sent.
_START = re.compile(rb"(?:\r\n)?+(" + TOKEN + rb") ([\x21\x22\x24-\x7e]++) HTTP/1\.([01])\r\n")
_VERSION = re.compile(rb" HTTP/[0-9]\.[0-9]\Z")
# Section 5; a folded line (5.2) is none.
_FIELD = re.compile(rb"(" + TOKEN + rb"):[ \t]*+(" + TEXT + rb"*+)\r\n")
_SECTION = re.compile(rb"(?:" + TOKEN + rb":" + TEXT + rb"*+\r\n)*+\r\n")
_UPGRADE = re.compile(rb"\r\nUpgrade:[^\r]*+", re.IGNORECASE)
_LENGTH = re.compile(rb"[0-9]++")
# RFC 3986, section 3.2.2 and 3.2.3; the value of Host may be empty (RFC 9112, section 3.2).
_AUTHORITY = rb"(?:\[[0-9A-Za-z:.%_~-]++\]|[A-Za-z0-9\-._~%!$&'()*+,;=]*+)(?::[0-9]*+)?+"
_HOST = re.compile(_AUTHORITY)
_ABSOLUTE = re.compile(rb"https?://(?=[^/?:])" + _AUTHORITY + rb"(?=[/?]|\Z)", re.IGNORECASE)


class RefusedError(Exception):
    """Raised for bytes that are no proper request. Nothing that follows on the connection can be trusted."""

    def __init__(self, status: int, why: str) -> None:
        self.status = status
        self.why = why
        super().__init__(f"{status}: {why}")


def start_of(head: bytes | bytearray) -> re.Match[bytes] | None:
    """The request line that a head begins with: method, target and minor version of HTTP/1. None if it has none."""
    return _START.match(head)


def is_section(head: bytes, start: int) -> bool:
    """Whether a head holds proper header fields from some place on, and the empty line that ends it."""
    return _SECTION.fullmatch(head, start) is not None


def is_field(line: bytes) -> bool:
    """Whether a line, without its end, is a header field."""
    return _FIELD.fullmatch(line + b"\r\n") is not None


def fields(head: bytes) -> list[tuple[bytes, bytes]]:
    """The header fields of a head: names in lower case, and values."""
    return [(name.lower(), value.rstrip(b" \t")) for name, value in _FIELD.findall(head, head.find(b"\r\n", 2) + 2)]


def without_upgrade(head: bytes) -> bytes:
    """The head without the field by which a client offers to speak something else (RFC 9110, section 7.8)."""
    return _UPGRADE.sub(b"", head)


def mistake(head: bytes) -> RefusedError:
    """What is wrong with a head, or with the beginning of one."""
    first, *others = head.removeprefix(b"\r\n").split(b"\r\n")
    if not _START.match(first + b"\r\n"):
        version = _VERSION.search(first)
        if version is None:
            return RefusedError(400, "what comes first is no request line of HTTP/1.1")
        if not version[0].startswith(b" HTTP/1."):
            return RefusedError(505, "only HTTP/1.1 is spoken here")
        if b"#" in first:
            return RefusedError(400, "the address holds a #, which is written %23")
        return RefusedError(400, "the request line is not a method, an address and HTTP/1.1 with one space between")
    for number, line in enumerate(others, 2):
        if line and not is_field(line):
            return RefusedError(400, f"line {number} of the head is no header field")
    return RefusedError(400, "the head is not in lines that end in CR and LF")


def body_length(headers: Sequence[tuple[bytes, bytes]], minor: bytes) -> int:
    """How long the body is, in bytes, or ``CHUNKED`` (RFC 9112, sections 6.1 and 6.3).

    Raises:
        RefusedError: 400 if the headers do not say, or say it in two ways; 501 for a coding that is not known.
    """
    lengths = [value for name, value in headers if name == b"content-length"]
    codings = [value for name, value in headers if name == b"transfer-encoding"]
    if codings:
        if lengths:
            raise RefusedError(400, "a body has one length; send Content-Length or Transfer-Encoding")
        if minor == b"0":
            raise RefusedError(400, "HTTP/1.0 has no Transfer-Encoding; send Content-Length")
        return _coded(b",".join(codings))
    if not lengths:
        return 0
    if len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]) or len(lengths[0]) > _DIGITS:
        raise RefusedError(400, "Content-Length is not one number")
    return int(lengths[0])


def _coded(value: bytes) -> int:
    codings = [part.strip(b" \t").lower() for part in value.split(b",")]
    if codings == [b"chunked"]:
        return CHUNKED
    if codings.count(b"chunked") == 1 and codings[-1] == b"chunked":
        raise RefusedError(501, "no Transfer-Encoding but chunked is understood")
    raise RefusedError(400, "Transfer-Encoding is not chunked, so that nobody can say where the body ends")


def check_host(headers: Sequence[tuple[bytes, bytes]], minor: bytes) -> None:
    """See that a request says once which host it means (RFC 9112, section 3.2).

    Raises:
        RefusedError: 400 if it does not, or names none that could be.
    """
    hosts = [value for name, value in headers if name == b"host"]
    if len(hosts) > 1 or not (hosts or minor == b"0"):
        raise RefusedError(400, "a request of HTTP/1.1 has the header Host once")
    if hosts and not _HOST.fullmatch(hosts[0]):
        raise RefusedError(400, "the header Host is no host with or without a port")


def split_target(method: bytes, target: bytes) -> tuple[bytes, bytes]:
    """The path and the query of a request target (RFC 9112, section 3.2).

    An absolute one counts like the path in it, whatever host it names: there is one site here.

    Raises:
        RefusedError: 400 if it is none of those that the method may have, 501 for CONNECT.
    """
    if not target.startswith(b"/"):
        if method == b"CONNECT":
            raise RefusedError(501, "this is no proxy")
        if target == b"*" and method == b"OPTIONS":
            return target, b""
        absolute = _ABSOLUTE.match(target)
        if absolute is None:
            raise RefusedError(400, "the address is neither a path nor begins with http://")
        target = target[absolute.end() :]
        if not target.startswith(b"/"):
            target = b"/" + target
    path, _, query = target.partition(b"?")
    return path, query
