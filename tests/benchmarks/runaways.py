"""How long a lookup takes while queries that never end are in flight.

``python tests/benchmarks/runaways.py [--seconds S]`` starts the server over 300 triples and asks it for one after the
other, first alone, then beside eight clients that each send one runaway after the other, with one and two processors.
It prints median, 99th percentile and maximum in milliseconds, and how many times the median of a quiet server with as
many processors each is. It exits 1 if a 99th percentile is over a second.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serving import Server

__all__ = ["main"]

RUNAWAYS = 8
LIMIT = 1000.0
"""Largest 99th percentile that passes, in milliseconds."""
_PATIENCE = 120.0


def lookups(server: Server, seconds: float, numbers: Iterator[int]) -> list[float]:
    """How long each lookup takes, in milliseconds; no two are the same, so that none is answered from a cache."""
    found = []
    end = monotonic() + seconds
    with httpx.Client(timeout=_PATIENCE) as client:
        while monotonic() < end:
            query = f"SELECT ?o ({next(numbers)} AS ?asked) {{ <http://example.org/n7> ?p ?o }}"
            start = perf_counter()
            client.post(server.endpoint, data={"query": query}).raise_for_status()
            found.append((perf_counter() - start) * 1000)
    return found


def run_away(server: Server, query: str, number: int, done: threading.Event) -> None:
    """Send one runaway after the other."""
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{number + 2}")
    with httpx.Client(transport=transport, timeout=_PATIENCE) as client:
        for count in itertools.count():
            if done.is_set():
                return
            client.post(server.endpoint, data={"query": f"# {number} {count}\n{query}"})


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if a 99th percentile is too large, else 0."""
    from serving import RUNAWAY, make_snapshot, numbers, serving

    parser = argparse.ArgumentParser(description="Measure lookups beside queries that never end.")
    parser.add_argument("--seconds", type=float, default=25.0, metavar="S", help="For each row (default 25).")
    given = parser.parse_args(arguments)
    asked = itertools.count()
    slow = False
    cores = sorted(os.sched_getaffinity(0))
    names = ("p50 ms", "p99 ms", "max ms")
    print(f"{'processors':>10} {'workers':>8} {'runaways':>9} {'lookups':>8}", *map("{:>8}".format, names), f"{'x':>6}")
    with tempfile.TemporaryDirectory() as folder:
        snapshot = make_snapshot(numbers(300), Path(folder))
        for processors, workers in ((2, 2), (1, 2), (1, 1)):
            os.sched_setaffinity(0, cores[:processors])
            with serving(snapshot, workers=workers, timeout=10.0) as server:
                quiet = lookups(server, given.seconds / 5, asked)
                done = threading.Event()
                threads = [
                    threading.Thread(target=run_away, args=(server, RUNAWAY, number, done))
                    for number in range(RUNAWAYS)
                ]
                for thread in threads:
                    thread.start()
                busy = lookups(server, given.seconds, asked)
                done.set()
                for thread in threads:
                    thread.join()
            for count, found in ((0, quiet), (RUNAWAYS, busy)):
                middle, p99 = median(found), quantiles(found, n=100)[98]
                slow = slow or p99 > LIMIT
                row = f"{processors:>10} {workers:>8} {count:>9} {len(found):>8} {middle:>8.1f} {p99:>8.1f}"
                print(f"{row} {max(found):>8.1f} {middle / median(quiet):>6.1f}", flush=True)
            os.sched_setaffinity(0, cores)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
