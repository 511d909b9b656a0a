"""How long each shipped query takes over our collection, and over it among ten times as many unrelated documents.

``python tests/benchmarks/queries.py`` builds our collection and an invented one (:mod:`benchmarks.generate`), and makes
two snapshots in a temporary folder: ours, and both together. It runs each shipped query on both in this process, as a
worker of the endpoint does, and prints the medians in milliseconds, how many times an ``ASK {}`` the first is, and how
many times the first the second is. A query about named events should not grow. It exits 1 if a median over our
collection is over 50 ms.
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
from indelgraph.export import sort_quads
from indelgraph.snapshot import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Store

__all__ = ["main", "times"]

RUNS = 20
LIMIT = 50.0
"""Largest median that passes, in milliseconds."""
UNRELATED = 10
"""How many unrelated documents there are for each of ours."""
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


def _opened(quads: Iterable[Quad], cache: Path) -> Store:
    from pyoxigraph import RdfFormat, serialize

    return write(serialize(sort_quads(set(quads)), format=RdfFormat.N_QUADS) or b"", cache).open()


def main() -> int:
    """Measure every shipped query; 1 if one is too slow, else 0."""
    # Imported here, since a script finds its neighbours only after the line at the end of this file.
    from benchmarks.generate import generate

    slow = []
    with tempfile.TemporaryDirectory() as folder:
        collection = indelgraph.load()
        ours = collection.build().quads()
        generate(Path(folder) / "made", UNRELATED * len(collection.documents))
        made = indelgraph.load(Path(folder) / "made").build().quads()
        small, large = _opened(ours, Path(folder)), _opened((*ours, *made), Path(folder))
        print(f"ours: {len(ours)} quads; among others: {len({*ours, *made})} quads")
        ask = median(times(small, "ASK {}"))
        print(f"{'query':<36} {'ours ms':>9} {'x ASK':>7} {'among others ms':>16} {'x ours':>7}")
        print(f"{'ASK {}':<36} {ask:>9.3f} {1:>7.1f} {median(times(large, 'ASK {}')):>16.3f}")
        for name, query in indelgraph.shipped().items():
            middle, grown = (median(times(store, query.text)) for store in (small, large))
            print(f"{name:<36} {middle:>9.3f} {middle / ask:>7.1f} {grown:>16.3f} {grown / middle:>7.2f}")
            if middle > LIMIT:
                slow.append(name)
        del small, large
    if slow:
        print(f"over {LIMIT:.0f} ms: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
