"""Where a request ends and the next begins (RFC 9112, sections 6 and 7), with a bound on all that is held meanwhile.

All bytes of a connection pass through here before the parser sees them: heads whole, bodies within their bounds, chunks
without extensions and trailers. So there is no second opinion on where a body ends.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from .heads import CHUNKED, NEVER, TEXT, TOKEN, RefusedError, is_field, is_section, mistake, start_of

__all__ = ["FIELDS", "MAX_CHUNKING", "Stream"]

FIELDS = 32_768
"""The longest header section, in bytes."""

MAX_CHUNKING = 65_536
"""The most bytes of a body that may be lines of chunks and trailers rather than content."""

_CHUNK_LINE = 4096  # bytes

# RFC 9112, section 7.1.1, and RFC 9110, section 5.6.4.
_QUOTED = rb'"(?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\' + TEXT + rb')*+"'
_VALUE = rb"(?:[ \t]*+=[ \t]*+(?:" + TOKEN + rb"|" + _QUOTED + rb"))?+"
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})(?:[ \t]*+;[ \t]*+" + TOKEN + _VALUE + rb")*+")


class _At(Enum):
    HEAD = auto()
    CONTENT = auto()
    SIZE = auto()
    CHUNK = auto()
    CHUNK_END = auto()
    TRAILERS = auto()


class Stream:
    """The bytes of one connection, cut into heads and bodies. Takes them as they come; holds what is not whole."""

    __slots__ = (
        "_at",
        "_held",
        "_left",
        "_limit",
        "_line",
        "_overhead",
        "_seen",
        "length",
        "method",
        "minor",
        "target",
    )

    def __init__(self, limit: int) -> None:
        """``limit`` is the longest request line, in bytes."""
        self._limit = limit
        self._held = bytearray()
        self._at = _At.HEAD
        self._seen = 0
        self._line = -1
        self._left = 0
        self._overhead = 0
        self.method = self.target = b""
        self.minor = b"1"
        """Method, target and minor version of HTTP of the last head."""
        self.length = 0
        """How many bytes the body has, as far as it has been announced."""

    def __len__(self) -> int:
        """How many bytes are held."""
        return len(self._held)

    @property
    def in_body(self) -> bool:
        """Whether the body of the last request has not come to its end."""
        return self._at is not _At.HEAD

    def add(self, data: bytes) -> None:
        """Take what came."""
        self._held += data

    def clear(self) -> None:
        """Let go of all that is held."""
        self._held.clear()

    def head(self) -> bytes | None:
        """The next head with the empty line that ends it, and no white space behind values; None if it is not whole.

        Raises:
            RefusedError: 400, 414, 431 or 505, as soon as what came can be the beginning of no head that is allowed.
        """
        held, seen = self._held, self._seen
        end = held.find(b"\r\n\r\n", max(2, seen - 3))
        if self._line < 0:
            self._line = held.find(b"\r\n", max(2, seen - 1))
        if self._line > self._limit or (self._line < 0 and len(held) - 1 > self._limit):
            raise RefusedError(414, f"the request line is longer than {self._limit} bytes; send the query with POST")
        if self._line >= 0 and (end if end >= 0 else len(held) - 3) - self._line > FIELDS:
            raise RefusedError(431, f"the header fields are longer than {FIELDS} bytes; send fewer")
        if end < 0:
            self._look_ahead(seen)
            self._seen = len(held)
            return None
        head = bytes(held[: end + 4])
        del held[: end + 4]
        self._seen, self._line = 0, -1
        start = start_of(head)
        if start is None or not is_section(head, start.end()):
            raise mistake(head)
        self.method, self.target, self.minor = start.groups()
        if b" \r\n" in head or b"\t\r\n" in head:
            # No part of a value (section 5.1), and a parser that takes it for one finds another coding.
            head = b"\r\n".join([line.rstrip(b" \t") for line in head.split(b"\r\n")])
        return head

    def _look_ahead(self, seen: int) -> None:
        """Refuse early what would else wait for the rest of a head that never comes."""
        held = self._held
        if NEVER.search(held, max(0, seen - 1)):
            raise mistake(bytes(held))
        if self._line >= max(0, seen - 1) and not start_of(held):
            raise mistake(bytes(held[: self._line + 2]))

    def begin(self, length: int) -> None:
        """After a head comes a body of so many bytes, or a ``CHUNKED`` one."""
        self._overhead = 0
        if length == CHUNKED:
            self._at, self.length = _At.SIZE, 0
        else:
            self._at, self._left, self.length = (_At.CONTENT if length else _At.HEAD), length, length

    def body(self) -> bytes:
        """What has come of the body, as a parser may have it: of chunks without extensions and trailers.

        Raises:
            RefusedError: 400, 413 or 431 if the chunks are not what they must be.
        """
        out: list[bytes] = []
        at = 0
        while self._at is not _At.HEAD and at < len(self._held):
            if self._left:
                taken = min(self._left, len(self._held) - at)
                out.append(bytes(self._held[at : at + taken]))
                self._left -= taken
                if not self._left:
                    self._at = _At.HEAD if self._at is _At.CONTENT else _At.CHUNK_END
            elif self._at is _At.CHUNK_END:
                taken = self._chunk_end(at, out)
            else:
                taken = self._chunk_line(at, out)
            if not taken:
                break
            at += taken
        del self._held[:at]
        return b"".join(out)

    def _chunk_end(self, at: int, out: list[bytes]) -> int:
        end = self._held[at : at + 2]
        if not b"\r\n".startswith(end):
            raise RefusedError(400, "a chunk is longer than it says")
        if len(end) < 2:
            return 0
        out.append(b"\r\n")
        self._at = _At.SIZE
        return 2

    def _chunk_line(self, at: int, out: list[bytes]) -> int:
        """Read the line before a chunk, or a trailer; gives its length, 0 if it has not come whole."""
        end = self._held.find(b"\r\n", at)
        line = bytes(self._held[at : end if end >= 0 else at + _CHUNK_LINE + 2])
        if len(line) > _CHUNK_LINE or self._overhead + len(line) > MAX_CHUNKING:
            if self._at is _At.TRAILERS:
                raise RefusedError(431, "the trailers of the body are too long; send none")
            raise RefusedError(
                413, "the body comes in too many chunks, or with too much said of them; send larger ones"
            )
        if end < 0:
            if NEVER.search(line):
                raise RefusedError(400, "a chunk has a line that does not end in CR and LF")
            return 0
        self._overhead += len(line) + 4  # with both line ends
        if self._at is _At.SIZE:
            out.append(self._size(line))
        elif not line:
            out.append(b"\r\n")
            self._at = _At.HEAD
        elif not is_field(line):
            raise RefusedError(400, "a trailer of the body is no header field")
        return len(line) + 2

    def _size(self, line: bytes) -> bytes:
        match = _SIZE.fullmatch(line)
        if match is None:
            raise RefusedError(400, "a chunk does not begin with its size")
        self._left = int(match[1], 16)
        self.length += self._left
        self._at = _At.CHUNK if self._left else _At.TRAILERS
        return b"%x\r\n" % self._left
