"""Rows in SPARQL 1.1 Query Results JSON as Oxigraph writes them: counts them while they are made, and cuts behind one.

Oxigraph writes no blanks: ``{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri","value":"…"}},{}]}}``. So
a row begins behind ``[`` or ``,`` with a brace, and nothing else does but the text of a value.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer

__all__ = ["JsonRows"]

# A text that ends in ,{ is followed by its mark and by , or }; the first name of a row begins with neither.
_ROW = re.compile(rb'[\[,]\{"(?![,}])')
_LOOKS_AHEAD = 3  # bytes behind the first one of a match that decide about it
_EMPTY = re.compile(rb"[\[,]\{\}")
# The last text may lack its end where the writer was stopped in it.
_TEXT_OR_ROW = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[,](?=\{)', re.DOTALL)
_END = b"]}}"


class JsonRows(io.BytesIO):
    """Takes a result while it is written, and stops the writer where it is larger than allowed.

    Give it to a writer, expect OSError where ``full`` is true afterwards, and then ask for :meth:`result`.
    """

    def __init__(self, rows: int, size: int) -> None:
        """``rows`` and bytes (``size``) are what a result may have."""
        super().__init__()
        self.full = False
        self._kept = bytearray()
        self._most, self._size = rows, size
        self._seen = 0  # up to where rows are counted
        self._rows = 0
        self._doubtful = False  # there may be rows without values, which only look different from a text in context

    def write(self, data: ReadableBuffer, /) -> int:
        """Take a piece.

        Raises:
            OSError: if the result is large enough.
        """
        if self.full:
            raise OSError("enough")
        chunk = bytes(data)
        self._kept += chunk
        self._count(len(self._kept) - _LOOKS_AHEAD)
        # The head is given whole, however long it is.
        begun = self._rows > 0 or self._doubtful
        self.full = self._rows > self._most or (begun and len(self._kept) > self._size + len(_END))
        if self.full:
            raise OSError("enough")
        return len(chunk)

    def _count(self, end: int) -> None:
        if end > self._seen:
            reach = end + _LOOKS_AHEAD
            self._rows += sum(match.start() < end for match in _ROW.finditer(self._kept, self._seen, reach))
            self._doubtful = self._doubtful or _EMPTY.search(self._kept, self._seen, reach) is not None
            self._seen = end

    def result(self) -> tuple[bytes, int, bool]:
        """The document with as many rows as are allowed, how many these are, and whether these are all."""
        if not self.full and not self._doubtful and (len(self._kept) <= self._size or not self._rows):
            return bytes(self._kept), self._rows, True
        starts = list(islice(self._starts(), self._most + 1))
        ends = starts[1:]
        if not self.full and len(starts) <= self._most:
            ends.append(len(self._kept) - len(_END))
        count = bisect_right(ends, self._size - len(_END))
        if not self.full and count == len(starts):
            return bytes(self._kept), count, True
        end = ends[count - 1] if count else starts[0] + 1
        return bytes(self._kept[:end]) + _END, count, False

    def _starts(self) -> Iterator[int]:
        """Where rows begin: the bytes before their braces."""
        if not self._doubtful:
            yield from (match.start() for match in _ROW.finditer(self._kept))
            return
        for match in _TEXT_OR_ROW.finditer(self._kept):
            if match[0] in (b"[", b","):
                yield match.start()
