"""The tables of the endpoint benchmark, and whether its goals are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .measuring import COLD, DIRECT, ON_DISK, WARM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .measuring import Cell

__all__ = ["BARE", "OURS", "OXIGRAPH", "STOCK", "VIRTUOSO", "growth", "judged", "start", "table"]

OURS, BARE = "indelgraph", "bare app"
STOCK, OXIGRAPH, VIRTUOSO = "rdflib-endpoint", "oxigraph serve", "Virtuoso"

_HALF = 0.5
"""Of the answers of the bare app, warm; and of pyoxigraph in process, cold over one connection."""
_SMALL = 100_000
"""Bytes of an answer below which pyoxigraph is the limit."""
_STEADY = 1.25
"""How many times as dear a question may be over the largest collection; what is below may be chance."""
_FIRST = 3.0
"""Seconds from the start of the program to its first answer."""
_AHEAD = {
    STOCK: ("lookup", "event", "comparison", "aggregate"),
    VIRTUOSO: ("lookup", "event"),
    OXIGRAPH: ("comparison", "aggregate"),
}
"""In which classes we want to be ahead of whom."""


def table(cells: Sequence[Cell], servers: Sequence[str]) -> list[str]:
    """Lines: our answers per second, and how many we give for each that another gives.

    Of two figures the first is by the clock, the second by the processor time of the servers.
    """
    others = [BARE, DIRECT, ON_DISK, *(name for name in servers if name != OURS)]
    lines = [f"{'class':<11} {'asked':<10} {'ours/s':>8} " + " ".join(f"{'x ' + name:>17}" for name in others)]
    for cell in cells:
        shown = " ".join(f"{_both(cell, name):>17}" for name in others)
        lines.append(f"{cell.kind:<11} {cell.mode!s:<10} {cell.rate(OURS) or 0:>8.0f} {shown}")
        lines += [f"    {name} did not answer {count} requests" for name, count in cell.refused.items()]
    return lines


def _both(cell: Cell, name: str) -> str:
    clock, processor = cell.ratio(OURS, name), cell.thrift(OURS, name)
    if clock is None:
        return "–"
    return f"{clock:.2f} {processor:6.2f}" if processor is not None else f"{clock:.2f}       "


def judged(cells: Sequence[Cell], servers: Sequence[str], sizes: Mapping[str, int]) -> list[str]:
    """A line for each goal within one collection; ``sizes`` are the bytes of the largest answer of each class."""
    lines = [
        _line("warm at least half the bare app", [(cell, BARE) for cell in cells if cell.mode in WARM], _HALF),
        *(
            _line(
                f"cold within 2 x of {name} in process, over one connection, for answers below 100 kB",
                [(cell, name) for cell in cells if cell.mode == COLD[0] and sizes[cell.kind] < _SMALL],
                _HALF,
            )
            for name in (DIRECT, ON_DISK)
        ),
    ]
    for name, kinds in _AHEAD.items():
        if name in servers:
            lines.append(
                _line(f"ahead of {name} on {', '.join(kinds)}", [(c, name) for c in cells if c.kind in kinds], 1.0)
            )
    return lines


def _line(goal: str, pairs: Sequence[tuple[Cell, str]], least: float) -> str:
    found = [(cell, ratio, cell.thrift(OURS, name)) for cell, name in pairs if (ratio := cell.ratio(OURS, name))]
    short = [
        f"{cell.kind} {cell.mode}: {ratio:.2f}" + (f" (by processor time {spared:.2f})" if spared else "")
        for cell, ratio, spared in found
        if ratio < least
    ]
    return _verdict(goal, short, len(found))


def _verdict(goal: str, short: Sequence[str], cases: int) -> str:
    if not short:
        return f"PASS         {goal} ({cases} of {cases})"
    return f"FALLS SHORT  {goal} ({len(short)} of {cases}): {'; '.join(short)}"


def growth(runs: Mapping[int, Sequence[Cell]], asked: str) -> list[str]:
    """How much dearer a question is over a larger collection, cold over one connection, and the goal.

    ``asked`` says which questions these are. It is the processor time that is compared, since the runs were not at the
    same time.
    """
    smallest, largest = min(runs), max(runs)
    lines, short, cases = [], [], 0
    for kind in dict.fromkeys(cell.kind for cell in runs[smallest]):
        for name in (OURS, DIRECT):
            costs = {
                size: cost
                for size, cells in sorted(runs.items())
                for cell in cells
                if cell.kind == kind and cell.mode == COLD[0] and (cost := cell.cost(name))
            }
            if smallest not in costs or largest not in costs:
                continue
            times = {size: cost / costs[smallest] for size, cost in costs.items()}
            shown = ", ".join(f"{size}: {value:.2f}" for size, value in times.items())
            lines.append(f"{kind:<11} {name:<11} x the cost over {smallest} documents, {asked}: {shown}")
            if name == OURS and kind in {"lookup", "event"}:
                cases += 1
                if times[largest] > _STEADY:
                    short.append(f"{kind}: {times[largest]:.2f}")
    return [
        *lines,
        _verdict(f"lookup and event cost the same over {smallest} and {largest} documents, {asked}", short, cases),
    ]


def start(seconds: Mapping[str, float]) -> str:
    """The goal about the first answer; seconds by the state of the cache."""
    short = [f"{name}: {took:.1f} s" for name, took in seconds.items() if took > _FIRST]
    took = ", ".join(f"{name} {value:.1f} s" for name, value in seconds.items())
    return _verdict(f"first answer within {_FIRST:.0f} s over our own collection: {took}", short, len(seconds))
