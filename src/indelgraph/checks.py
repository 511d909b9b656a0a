"""Validates parts of a dataset while others are still made, in other processes where there are processors to spare.

Only the time that it takes depends on that. A part goes to another process as N-Quads, and its report comes back as a
receipt would hold it (:mod:`.validation.process`). Where such a process fails, or follows other rules than this one,
the part is validated here as if there had been none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from .receipts import kept_report, part_key, put_report, report_from_json, rules
from .validation import merged
from .validation.frames import read_frame, write_frame

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future
    from typing import Self

    from .parts import Part
    from .receipts import Receipts
    from .validation import Report

__all__ = ["Checks", "spare_processors"]

_MOST_PROCESSES = 4
"""Each takes some 120 MB."""
_MOST_WAITING = 8
"""If so many parts wait for their turn, this process takes one itself instead of making more."""
_WORTH_A_HAND = 3
"""With so many parts waiting in the end it is quicker to help, though this process has yet to read the shapes."""
_LONGEST_REPORT = 256 * 1024 * 1024


def spare_processors() -> int:
    """How many processors this process may use beside the one that it keeps busy itself."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0)) - 1
    return (os.cpu_count() or 1) - 1


@dataclass(slots=True, eq=False)
class _Task:
    part: Part
    key: str
    report: Future[Report | None] | None
    """What another process makes of it: None if it failed; None at once where there is no other process."""

    def waits(self) -> bool:
        """Whether no process has begun with it."""
        return self.report is None or not (self.report.running() or self.report.done())


class Checks:
    """The checks of one build. Other processes end with its context, whatever happens in it."""

    def __init__(self, receipts: Receipts, spare: int | None = None) -> None:
        """``spare`` is how many other processes there may be; by default one for each processor to spare."""
        self._receipts = receipts
        self._spare = min(spare_processors() if spare is None else spare, _MOST_PROCESSES)
        self._pool = ThreadPoolExecutor(self._spare) if self._spare > 0 else None
        self._processes: list[_Process] = []
        self._free: SimpleQueue[_Process] = SimpleQueue()
        self._reports: list[Report] = []
        self._tasks: list[_Task] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in self._processes:
                process.kill()  # a thread that waits for it goes on, and ends
            self._pool.shutdown()
        for process in self._processes:
            process.close()

    def begin(self) -> None:
        """Start a process now for parts that are still to come; half a second passes until it is ready."""
        if not self._processes:
            self._start()

    def _start(self) -> None:
        if len(self._processes) < self._spare and sys.executable:
            with suppress(OSError):
                process = _Process()
                self._processes.append(process)
                self._free.put(process)

    def add(self, part: Part) -> None:
        """Have a part checked, unless a receipt has its report.

        Raises:
            DataError, ValueError: as :func:`indelgraph.validation.validate_quads`.
        """
        key = part_key(part)
        found = kept_report(key, self._receipts)
        if found is not None:
            self._reports.append(found)
            return
        self._settle(task for task in self._tasks if task.report is not None and task.report.done())
        if len(self._tasks) >= len(self._processes):
            self._start()
        asked = self._pool.submit(self._ask, part, key) if self._pool is not None and self._processes else None
        self._tasks.append(_Task(part, key, asked))
        self._help(_MOST_WAITING)

    def report(self) -> Report:
        """The report on all parts that were added. What conforms gets its receipt.

        Raises:
            DataError, ValueError: as :func:`indelgraph.validation.validate_quads`.
            CallError: if the cache cannot be written.
        """
        self._help(_WORTH_A_HAND)
        self._settle(self._tasks)
        return merged(self._reports)

    def _help(self, most: int) -> None:
        """Validate here while ``most`` parts or more wait."""
        while len(waiting := [task for task in self._tasks if task.waits()]) >= most:
            task = waiting[-1]
            if task.report is None or task.report.cancel():
                task.report = None
                self._settle([task])

    def _settle(self, tasks: Iterable[_Task]) -> None:
        """Wait for the reports on parts, or make them."""
        for task in tuple(tasks):
            report = None if task.report is None else task.report.result()
            if report is None:
                from .validation import validate_quads

                report = validate_quads(task.part.quads)
                put_report(task.key, report, self._receipts)
            self._reports.append(report)
            self._tasks.remove(task)

    def _ask(self, part: Part, key: str) -> Report | None:
        """What another process finds in a part; None if it fails."""
        process = self._free.get()
        try:
            answer = process.ask(serialize(part.quads, format=RdfFormat.N_QUADS) or b"")
            report = report_from_json(json.loads(answer))
        except (OSError, EOFError, ValueError):
            process.kill()
            return None
        finally:
            self._free.put(process)
        if report is not None:
            put_report(key, report, self._receipts)
        return report


class _Process:
    """Another process that validates, and the pipes to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            # -P: the folder that we were started in is no place for modules.
            [sys.executable, "-P", "-m", "indelgraph.validation.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what goes wrong in it goes wrong here, too, and is told then
        )
        self._greeted = False

    def ask(self, quads: bytes) -> bytes:
        """Its answer on a part.

        Raises:
            OSError, EOFError: if it has ended.
            ValueError: if it is another program than this one.
        """
        to, from_ = self._process.stdin, self._process.stdout
        if to is None or from_ is None:
            raise EOFError
        if not self._greeted and read_frame(from_, limit=_LONGEST_REPORT) != rules().encode():
            raise ValueError("it follows other rules")
        self._greeted = True
        write_frame(to, quads)
        return read_frame(from_, limit=_LONGEST_REPORT)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def close(self) -> None:
        """Let go of it when it has been killed and nobody asks it any more."""
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was on its way to it
                    pipe.close()
