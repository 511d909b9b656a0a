"""What a worker costs that opens the store on disk, and one that is forked from a process with the store in memory.

``python tests/benchmarks/workers.py`` builds our collection, makes it about 55 times as large under other names, and
for both sizes starts workers in both ways, and in a third: forked from a process that has only imported what a worker
needs, and opening the store on disk then (``late``). It prints how long a start takes, how long a lookup, a shipped
query and a scan of all triples take (medians, milliseconds), and the memory that a worker has for itself and the
process that forks it (MiB); ``x`` is in times of the store on disk at the same size. The forked ways are measured here
and not used.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

import indelgraph
from indelgraph import snapshot as snapshots
from indelgraph.endpoint.evaluate import Limits, Query, answer
from indelgraph.endpoint.process import start_worker
from indelgraph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indelgraph.snapshot import Snapshot

__all__ = ["main"]

COPIES = 55
STARTS = 15
RUNS = 7
_BASE = b"<https://w3id.org/indelgraph/"
_LIMITS = Limits(max_rows=100_000, max_depth=100)
_SCAN = "SELECT (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def queries() -> dict[str, str]:
    """What is asked: name and text."""
    lookup = "SELECT ?p ?o { <https://w3id.org/indelgraph/ontology#killed> ?p ?o }"
    return {"lookup": lookup, "shipped": indelgraph.shipped()["who-says-how-many-killed"].text, "scan": _SCAN}


def larger(nquads: bytes, copies: int) -> bytes:
    """The quads, and as many copies of them as given with other names but for the ontology's terms."""
    ontology = _BASE + b"ontology#"
    parts = [nquads]
    for number in range(1, copies):
        renamed = nquads.replace(_BASE, b"%scopy-%d/" % (_BASE, number))
        parts.append(renamed.replace(b"%scopy-%d/ontology#" % (_BASE, number), ontology))
    return b"".join(parts)


def memory() -> dict[str, float]:
    """The memory of this process in MiB: what is its own, and its share of all."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {"own": found["Private_Clean"] + found["Private_Dirty"], "share": found["Pss"]}


def measured(store: Store, asked: Mapping[str, str]) -> dict[str, float]:
    """The medians of the queries in milliseconds, and the memory after them."""
    found: dict[str, float] = {}
    for name, text in asked.items():
        times = []
        for _ in range(RUNS + 1):
            start = perf_counter()
            answer(store, Query(text), _LIMITS)
            times.append((perf_counter() - start) * 1000)
        found[name] = median(times[1:])
    return found | memory()


def in_a_child(work: Callable[[], dict[str, float]]) -> dict[str, float]:
    """What ``work`` gives in a process of its own, and how long a fork takes until it begins."""
    ours, its = os.pipe()
    start = perf_counter()
    child = os.fork()
    if not child:
        # What goes wrong shows as an answer that is no JSON.
        started = (perf_counter() - start) * 1000
        os.write(its, json.dumps({"start": started} | work()).encode())
        os._exit(0)
    os.close(its)
    with os.fdopen(ours, "rb") as pipe:
        found: dict[str, float] = json.loads(pipe.read())
    os.waitpid(child, 0)
    return found


def on_disk(snapshot: Snapshot, asked: Mapping[str, str]) -> dict[str, float]:
    """As it is: a new process that opens the store on disk, its imports among what a start takes."""

    async def starts() -> list[float]:
        times = []
        for _ in range(STARTS):
            start = perf_counter()
            worker = await start_worker(snapshot, Settings())
            times.append((perf_counter() - start) * 1000)
            worker.kill()
            await worker.process.wait()
        return times

    started = median(asyncio.run(starts()))
    call = [sys.executable, __file__, "disk", snapshot.id, str(snapshot.folder), json.dumps(dict(asked))]
    found: dict[str, float] = json.loads(subprocess.run(call, check=True, capture_output=True).stdout)
    return found | {"start": started, "server": 0.0}


def forked(kind: str, snapshot: Snapshot, asked: Mapping[str, str]) -> dict[str, float]:
    """A process that forks the workers, with the store in ``memory`` or without one (``late``)."""
    call = [sys.executable, __file__, kind, snapshot.id, str(snapshot.folder), json.dumps(dict(asked))]
    found: dict[str, float] = json.loads(subprocess.run(call, check=True, capture_output=True).stdout)
    return found


def _in_memory(snapshot: Snapshot, asked: Mapping[str, str]) -> dict[str, float]:
    start = perf_counter()
    store = Store()
    store.bulk_load(path=str(snapshot.nquads), format=RdfFormat.N_QUADS)
    loaded = (perf_counter() - start) * 1000
    gc.freeze()
    started = median(in_a_child(dict)["start"] for _ in range(STARTS))
    return in_a_child(lambda: measured(store, asked)) | {"start": started, "server": memory()["own"], "load": loaded}


def _late(snapshot: Snapshot, asked: Mapping[str, str]) -> dict[str, float]:
    def opened() -> dict[str, float]:
        start = perf_counter()
        kept = snapshot.open()
        took = (perf_counter() - start) * 1000
        del kept
        return {"open": took}

    starts = [in_a_child(opened) for _ in range(STARTS)]
    started = median(one["start"] + one["open"] for one in starts)
    found = in_a_child(lambda: measured(snapshot.open(), asked))
    return found | {"start": started, "server": memory()["own"]}


def main(arguments: list[str]) -> int:
    """Measure both ways for both sizes."""
    if arguments:
        kind, name, folder, asked = arguments
        snapshot = snapshots.Snapshot(name, Path(folder))
        texts = json.loads(asked)
        if kind == "disk":
            print(json.dumps(measured(snapshot.open(), texts)))
        else:
            print(json.dumps((_in_memory if kind == "memory" else _late)(snapshot, texts)))
        return 0
    columns = ("start", "lookup", "shipped", "scan", "own", "server")
    print(f"{'quads':>8} {'store':<7}" + "".join(f"{name:>10} {'x':>5}" for name in columns))
    nquads = indelgraph.load().build().nquads()
    with tempfile.TemporaryDirectory() as cache:
        for copies in (1, COPIES):
            snapshot = snapshots.write(larger(nquads, copies), Path(cache))
            quads = len(snapshot.open())
            disk = on_disk(snapshot, queries())
            rows = {"disk": disk} | {kind: forked(kind, snapshot, queries()) for kind in ("memory", "late")}
            for name, found in rows.items():
                cells = [f"{found[c]:>10.2f} {found[c] / disk[c] if disk[c] else 0:>5.2f}" for c in columns]
                print(f"{quads:>8} {name:<7}" + "".join(cells))
            print(f"{'':>8} the store in memory was loaded in {rows['memory']['load'] / 1000:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
