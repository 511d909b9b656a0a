"""How long each shipped query takes over our collection.

``python tests/benchmarks/queries.py`` builds the collection, opens its snapshot from a temporary cache and runs each
shipped query 50 times in this process, as a worker of the endpoint does. It prints the median and the largest time
in milliseconds and how many times an ``ASK {}`` the median is, and exits 1 if a median is over 50 ms.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import indelgraph
from indelgraph.endpoint.evaluate import Limits, Query, answer

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["main", "times"]

RUNS = 50
LIMIT = 50.0
"""Largest median that passes, in milliseconds."""
_LIMITS = Limits(max_rows=100_000, max_depth=100)


def times(store: Store, text: str, runs: int = RUNS) -> list[float]:
    """How long each run of a query takes, its result written as JSON, in milliseconds.

    One run before the first is not counted: it reads the store's files.
    """
    query = Query(text)
    answer(store, query, _LIMITS)
    found = []
    for _ in range(runs):
        start = perf_counter()
        answer(store, query, _LIMITS)
        found.append((perf_counter() - start) * 1000)
    return found


def main() -> int:
    """Measure every shipped query; 1 if one is too slow, else 0."""
    slow = []
    with tempfile.TemporaryDirectory() as cache:
        store = indelgraph.load().build().snapshot(Path(cache)).open()
        ask = median(times(store, "ASK {}"))
        print(f"{'query':<28} {'median ms':>9} {'max ms':>9} {'x ASK':>7}")
        print(f"{'ASK {}':<28} {ask:>9.3f} {'':>9} {1:>7.1f}")
        for name, query in indelgraph.shipped().items():
            found = times(store, query.text)
            middle = median(found)
            print(f"{name:<28} {middle:>9.3f} {max(found):>9.3f} {middle / ask:>7.1f}")
            if middle > LIMIT:
                slow.append(name)
        del store
    if slow:
        print(f"over {LIMIT:.0f} ms: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
