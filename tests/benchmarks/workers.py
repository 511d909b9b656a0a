"""What a worker costs whose store is in memory, shared by all, and one that opens the store on disk.

``python tests/benchmarks/workers.py`` builds our collection, makes it about 55 times as large under other names, and
for both sizes has workers forked in both ways. It prints the processor time that the start of a worker takes (its own
and the nursery's), and that of a lookup, a shipped query and a scan of all triples (medians, milliseconds); then the
memory that the worker has for itself, before and after the scan, and that of the nursery (MiB). ``x`` is in times of
the store on disk at the same size. Below stands how long the nursery takes to load the store, by its processor time,
and what it takes of memory, in times of the N-Quads.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import indelgraph
from indelgraph import snapshot as snapshots
from indelgraph.endpoint import wire
from indelgraph.endpoint.evaluate import Query
from indelgraph.endpoint.keeper import Keeper
from indelgraph.settings import Settings

if TYPE_CHECKING:
    from indelgraph.endpoint.process import Worker
    from indelgraph.snapshot import Snapshot

__all__ = ["main"]

COPIES = 55
STARTS = 15
RUNS = 7
COLUMNS = ("start", "lookup", "shipped", "scan", "own", "scanned", "nursery")
WAYS = {"disk": 0, "memory": 1_000_000}
"""The setting ``store_memory`` of each way."""
_BASE = b"<https://w3id.org/indelgraph/"
_MEBIBYTE = 1024 * 1024
_PATIENCE = 600.0


def queries() -> dict[str, str]:
    """What is asked: name and text."""
    return {
        "lookup": "SELECT ?p ?o { <https://w3id.org/indelgraph/ontology#killed> ?p ?o }",
        "shipped": indelgraph.shipped()["who-says-how-many-killed"].text,
        "scan": "SELECT (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    }


def larger(nquads: bytes, copies: int) -> bytes:
    """The quads, and as many copies of them as given with other names but for the ontology's terms."""
    ontology = _BASE + b"ontology#"
    parts = [nquads]
    for number in range(1, copies):
        renamed = nquads.replace(_BASE, b"%scopy-%d/" % (_BASE, number))
        parts.append(renamed.replace(b"%scopy-%d/ontology#" % (_BASE, number), ontology))
    return b"".join(parts)


def memory(pid: int | None, *kinds: str) -> float:
    """The memory of a process in MiB: the sum of some kinds (proc_pid_smaps(5))."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    return sum(int(line.split()[1]) for line in lines if line.split(":")[0] in kinds) / 1024


def used(pid: int | None) -> float:
    """The processor time that a process has used, in milliseconds (clock_getcpuclockid(3) on Linux)."""
    return 1000 * time.clock_gettime((~(pid or 0) << 3) | 2)


async def asked(worker: Worker, text: str) -> float:
    """The median of the processor time that a query takes, in milliseconds."""
    times = []
    for _ in range(RUNS + 1):
        before = used(worker.pid)
        worker.ask(wire.pack_query(Query(text)))
        frame = await worker.replied(_PATIENCE)
        wire.answer_in(frame or ({}, b""))
        times.append(used(worker.pid) - before)
    return median(times[1:])


async def measured(snapshot: Snapshot, store_memory: int) -> dict[str, float]:
    """What stands in a row, and under ``load`` the seconds that the nursery takes until it is ready."""
    keeper = Keeper(snapshot, Settings(store_memory=store_memory), lambda: None)
    try:
        await keeper.ready()
        found = {"load": used(keeper.pid) / 1000, "nursery": memory(keeper.pid, "Rss")}
        times = []
        for _ in range(STARTS):
            before = used(keeper.pid)
            worker = await keeper.worker()
            times.append(used(keeper.pid) - before + used(worker.pid))
        found["start"] = median(times)
        for name, text in queries().items():
            found["own"] = found.get("scanned", 0.0)
            found[name] = await asked(worker, text)
            found["scanned"] = memory(worker.pid, "Private_Clean", "Private_Dirty")
        return found
    finally:
        await keeper.close()


def main() -> int:
    """Measure both ways for both sizes."""
    print(f"{'quads':>8} {'store':<7}" + "".join(f"{name:>10} {'x':>5}" for name in COLUMNS))
    nquads = indelgraph.load().build().nquads()
    with tempfile.TemporaryDirectory() as cache:
        for copies in (1, COPIES):
            snapshot = snapshots.write(larger(nquads, copies), Path(cache))
            quads = len(snapshot.open())
            rows = {way: asyncio.run(measured(snapshot, store_memory)) for way, store_memory in WAYS.items()}
            for way, found in rows.items():
                cells = [f"{found[c]:>10.2f} {found[c] / rows['disk'][c]:>5.2f}" for c in COLUMNS]
                print(f"{quads:>8} {way:<7}" + "".join(cells))
            size = snapshot.nquads.stat().st_size / _MEBIBYTE
            held = rows["memory"]["nursery"] - rows["disk"]["nursery"]
            loaded = f"loaded in {rows['memory']['load']:.1f} s, {held / size:.1f} times its {size:.0f} MiB of N-Quads"
            print(f"{'':>8} the store in memory: {loaded}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
