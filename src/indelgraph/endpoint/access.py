"""What is noted of each query: the counters, and the log, a line of JSON for each.

Nothing in the log names a person, and the text of a query is not in it either, only a hash by which equal ones are
found.
"""

from __future__ import annotations

import json
import logging
import os
import select
import stat
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from ..errors import CallError

if TYPE_CHECKING:
    from typing import Final

    from .metrics import Metrics

__all__ = ["STANDARD_OUTPUT", "AccessLog", "Case", "Journal"]

STANDARD_OUTPUT = "-"
"""The name that stands for standard output."""

_LOG = logging.getLogger(__name__)
# A pipe that nobody reads must not keep the server from starting (open) or answering (write).
_FLAGS: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK
_MODE = 0o640


@dataclass(slots=True)
class Case:
    """What becomes of a request."""

    began: float
    """When it came, by :func:`time.perf_counter`."""
    form: str | None = None
    digest: str | None = None
    cache: str | None = None
    """``hit``, ``miss``, ``shared`` (with the evaluation of another) or ``none`` (never kept)."""
    outcome: str = ""
    """``ok``, ``truncated``, ``not-modified``, ``client-gone`` or the kind of a problem; empty: there is no query."""
    rows: int | None = None
    """Rows or triples of the answer, where they can be counted."""


class AccessLog:
    """Appends lines to a file, each in one write, so that several servers can share it.

    What cannot be written is lost and counted; the server goes on.
    """

    def __init__(self, target: str, snapshot: str) -> None:
        """Open ``target``, a file or ``-``.

        Raises:
            CallError: if it cannot be written.
        """
        self._target = target
        self._snapshot = snapshot
        self.lost = 0
        """How many lines could not be written."""
        self._cut = False  # the last line came to an end too soon
        try:
            self._file = sys.__stdout__.fileno() if target == STANDARD_OUTPUT and sys.__stdout__ else -1
            if target != STANDARD_OUTPUT:
                self._file = os.open(target, _FLAGS, _MODE)
            self._waits = not stat.S_ISREG(os.fstat(self._file).st_mode)
        except (OSError, ValueError) as error:
            why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no proper name"
            message = f"{target}: cannot write the access log: {why}; name another file with --access-log"
            raise CallError(message) from error

    def write(self, case: Case, seconds: float, status: int | None, size: int) -> None:
        """Append the line of one request."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),  # RFC 3339
            "query": case.digest,
            "form": case.form,
            "duration_ms": round(seconds * 1000, 3),
            "rows": case.rows,
            "bytes": size,
            "outcome": case.outcome,
            "status": status,
            "cache": case.cache,
            "snapshot": self._snapshot,
        }
        self._append(json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n")

    def _append(self, line: bytes) -> None:
        if self._cut:
            line = b"\n" + line
        try:
            written = os.write(self._file, line) if self._has_room() else 0
        except OSError as error:
            self._lose(os.strerror(error.errno) if error.errno else "it failed")
            return
        if written:
            self._cut = written < len(line)
        if written < len(line):
            self._lose("there is no room")

    def _has_room(self) -> bool:
        """Whether a write returns at once: a pipe that is ready takes 4,096 bytes (POSIX, poll and PIPE_BUF)."""
        if not self._waits:
            return True
        poll = select.poll()
        poll.register(self._file, select.POLLOUT)
        return bool(poll.poll(0))

    def _lose(self, why: str) -> None:
        if not self.lost:
            _LOG.warning("the access log cannot be written: %s; lines are lost from here on", why)
        self.lost += 1

    def close(self) -> None:
        """Close the file; nothing can be written any more."""
        if self._target != STANDARD_OUTPUT:
            os.close(self._file)


class Journal:
    """Where the ends of all requests are noted."""

    def __init__(self, metrics: Metrics, log: AccessLog | None = None) -> None:
        self._metrics = metrics
        self._log = log

    def note(self, case: Case, status: int | None, size: int) -> None:
        """A request has been answered with this status and so many bytes; without a status, nobody waits for it."""
        seconds = perf_counter() - case.began
        answered = case.outcome in {"ok", "truncated"}
        self._metrics.count(case.outcome, case.form, seconds)
        if answered:
            self._metrics.count_result(case.rows or 0, size)
        if case.cache:
            self._metrics.count_cache(case.cache)
        if self._log:
            self._log.write(case, seconds, status, size)
