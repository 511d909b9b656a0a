"""Fires the questions at all servers, cell by cell: a class of questions, cold or warm, over so many connections.

In each cell the servers take turns, so that what else the machine does meets all of them, and a ratio is one between
neighbours in time. There are several rounds, and a ratio is the median of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import median
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from .answers import directly
from .loadclient import Load, fire
from .questions import Question, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Store

    from .peers import Peer

__all__ = ["COLD", "DIRECT", "MODES", "ON_DISK", "WARM", "Cell", "Mode", "Plan", "measure"]

DIRECT, ON_DISK = "pyoxigraph", "pyoxigraph/disk"
"""The names of pyoxigraph in this process among the servers: over the store as our workers have it, and on disk."""


@dataclass(frozen=True, slots=True)
class Mode:
    """Cold, so that no text comes twice, or warm, so that the same texts come again; and how many connections."""

    cold: bool
    connections: int

    def __str__(self) -> str:
        return f"{'cold' if self.cold else 'warm'} × {self.connections}"


COLD = tuple(Mode(cold=True, connections=number) for number in (1, 4, 32))
WARM = tuple(Mode(cold=False, connections=number) for number in (1, 4, 32))
MODES = COLD + WARM


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked: requests of a cell, seconds after which it is cut short, and rounds.

    A server that would need more than ``longest`` seconds for one request on each connection is not asked, except ours.
    """

    requests: int = 400
    seconds: float = 0.25
    rounds: int = 3
    longest: float = 1.0


@dataclass(slots=True)
class Cell:
    """What came of one class in one mode: for each server its loads, round by round; None where it was not asked."""

    kind: str
    mode: Mode
    loads: dict[str, list[Load | None]] = field(default_factory=dict)

    def rate(self, name: str) -> float | None:
        """Answers per second of a server, the median of its rounds."""
        rates = [load.rate for load in self.loads.get(name, ()) if load]
        return median(rates) if rates else None

    def ratio(self, name: str, other: str) -> float | None:
        """How many answers a server gives in the time in which the other gives one."""
        ratios = [one.rate / two.rate for one, two in self._pairs(name, other) if two.answered]
        return median(ratios) if ratios else None

    def thrift(self, name: str, other: str) -> float | None:
        """The same for processor time, in which others on the machine show less; None where it is not known."""
        pairs = self._pairs(name, other)
        one, two = sum(one.server for one, _ in pairs), sum(two.server for _, two in pairs)
        served, beside = sum(one.answered for one, _ in pairs), sum(two.answered for _, two in pairs)
        return (served / one) / (beside / two) if one and two and beside else None

    def cost(self, name: str) -> float | None:
        """Seconds of a server's processor time for one answer; by the clock where that time is not known."""
        loads = [load for load in self.loads.get(name, ()) if load and load.answered]
        spent = sum(load.server for load in loads) or sum(load.seconds for load in loads)
        return spent / sum(load.answered for load in loads) if loads else None

    def _pairs(self, name: str, other: str) -> list[tuple[Load, Load]]:
        both = zip(self.loads.get(name, ()), self.loads.get(other, ()), strict=False)
        return [(one, two) for one, two in both if one and two]

    @property
    def refused(self) -> dict[str, int]:
        """How many requests each server did not answer, of those that did not answer some."""
        counts = {name: sum(load.refused for load in loads if load) for name, loads in self.loads.items()}
        return {name: count for name, count in counts.items() if count}


def measure(
    asked: Sequence[Question],
    servers: Sequence[Peer],
    bare: Sequence[Peer],
    direct: Mapping[str, Store],
    plan: Plan,
    modes: Sequence[Mode] = MODES,
    first: int = 0,
) -> Iterator[Cell]:
    """Every cell, class by class; the first server is ours.

    ``bare`` are asked what is warm, and the stores in ``direct`` what is cold over one connection. What is cold begins
    with the ``first`` text of each question: a server that was asked before may know the earlier ones.

    Raises:
        ClientError: if a server falls silent or does not speak HTTP.
    """
    for kind in dict.fromkeys(question.kind for question in asked):
        of_kind = [question for question in asked if question.kind == kind]
        cells = [Cell(kind, mode) for mode in modes]
        # One list for all, of which each cell takes its part: no text comes twice to a server.
        parts = plan.rounds * sum(mode.cold for mode in modes)
        cold = texts(of_kind, parts * plan.requests, first)
        chunks = iter([cold[at::parts] for at in range(parts)])
        warm = [question.warm for question in of_kind]
        slow: dict[str, float] = {}
        for _ in range(plan.rounds):
            for cell in cells:
                chosen = next(chunks) if cell.mode.cold else (warm * plan.requests)[: plan.requests]
                _ask_all(cell, servers if cell.mode.cold else (*servers, *bare), chosen, slow, plan)
                if cell.mode == COLD[0]:
                    for name, store in direct.items():
                        cell.loads.setdefault(name, []).append(_direct(store, chosen, plan.seconds))
        yield from cells


def _ask_all(cell: Cell, servers: Sequence[Peer], chosen: list[str], slow: dict[str, float], plan: Plan) -> None:
    for server in servers:
        loads = cell.loads.setdefault(server.name, [])
        if server is not servers[0] and slow.get(server.name, 0.0) * cell.mode.connections > plan.longest:
            loads.append(None)
            continue
        requests = [server.request(text) for text in chosen]
        if not cell.mode.cold:
            fire(server.address, requests[: 2 * cell.mode.connections], cell.mode.connections, plan.seconds)
        used = server.processor
        load = fire(server.address, requests, cell.mode.connections, plan.seconds)
        loads.append(replace(load, server=server.processor - used))
        if cell.mode.connections == 1:
            slow[server.name] = load.seconds / max(1, load.answered)


def _direct(store: Store, chosen: list[str], seconds: float) -> Load:
    count, start, used, now = 0, perf_counter(), thread_time(), 0.0
    for text in chosen:
        directly(store, text)
        count += 1
        now = perf_counter() - start
        if now > seconds:
            break
    used = thread_time() - used
    return Load(count, 0, now, used, used)
