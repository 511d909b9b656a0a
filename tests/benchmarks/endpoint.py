"""How fast `indelgraph serve` answers, beside other servers over the same data and beside what is possible at all.

``python tests/benchmarks/endpoint.py [--sizes 10,100,1000] [--work DIR]`` generates collections, starts
`indelgraph serve`, `rdflib-endpoint serve`, `oxigraph serve` and, where it is installed, Virtuoso, each a process of
its own, sees to it that all give the same answers, and fires four classes of questions at them
(:mod:`benchmarks.questions`), cold and warm, over 1, 4 and 32 connections. Beside them stand two limits: a bare
application on uvicorn that gives the same bytes, and pyoxigraph in this process. What it prints are ratios; see the
README beside this file. It exits 1 if answers differ.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from pyoxigraph import Store

    from benchmarks.measuring import Cell, Plan
    from benchmarks.peers import Peer
    from benchmarks.questions import Question

__all__ = ["Options", "Run", "main", "over"]

_LARGEST_STOCK = 200
"""Documents beyond which rdflib's store is not asked to hold them: 100 take it 0.7 GB and a minute."""
_COMPARED = 4
"""Texts of each question whose answers are compared."""
_UNASKED = 2_500
"""How many cold texts of a question are left to the cells of all questions; three rounds ask 1,800."""
_LONGER = 8
"""How many times as long the same questions are asked: what is compared is not of one time, and so needs more of it."""


_Made = TypeVar("_Made")


class _DifferError(Exception):
    """Servers give different answers."""


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured over one collection."""

    cells: list[Cell]
    """Questions about everything in it."""
    same: list[Cell]
    """Ours and pyoxigraph, cold over one connection: questions about what the smallest collection holds, too."""
    events: frozenset[str]
    """The events that can be asked about."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to measure.

    ``kept`` takes the snapshots that an earlier run left, whatever has changed since; ``store_memory`` is our server's
    setting in MiB, None as shipped.
    """

    work: Path
    plan: Plan
    kept: bool
    store_memory: int | None


def over(documents: int, options: Options, about: frozenset[str] | None) -> Run:
    """Measure over a collection of so many documents, and print the table and the goals.

    ``about`` are the events of the smallest collection, None if this is it.

    Raises:
        PeerError, ClientError: if our server does not start or answer; others are then left out.
    """
    # Imported here, since a script finds its neighbours only after the line at the end of this file.
    from pyoxigraph import Store

    from benchmarks import goals, peers
    from benchmarks.answers import directly
    from benchmarks.material import collection
    from benchmarks.measuring import COLD, DIRECT, ON_DISK, measure
    from benchmarks.questions import events, questions, texts
    from benchmarks.virtuoso import virtuoso

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made, cache = collection(options.work, documents), options.work / f"cache-{documents}"
        left = peers.found(cache) if options.kept else None
        nquads = left or _timed("build", lambda: peers.build(made, cache))
        memory = options.store_memory
        candidates: dict[str, Callable[[], AbstractContextManager[Peer]]] = {
            goals.OURS: lambda: peers.kept(nquads, memory) if left else peers.ours(made, cache, memory),
            goals.STOCK: lambda: peers.stock(nquads),
            goals.OXIGRAPH: lambda: peers.oxigraph(nquads, folder / "oxigraph"),
            goals.VIRTUOSO: lambda: virtuoso(nquads, folder / "virtuoso"),
        }
        if documents > _LARGEST_STOCK:
            print(f"{goals.STOCK}: LEFT OUT: its store would take too much memory")
            del candidates[goals.STOCK]
        store = _timed("pyoxigraph", lambda: _opened(nquads, memory))
        asked = questions(store)
        compared = [text for question in asked for text in (question.warm, *texts([question], _COMPARED - 1))]
        servers = [
            peer for name, begin in candidates.items() if (peer := _admitted(stack, name, begin, store, compared))
        ]
        names = [server.name for server in servers]
        print(f"the same answers from pyoxigraph, {', '.join(names)}: {len(compared)} texts of {len(asked)} questions")
        sizes = {kind: max(len(directly(store, q.warm)) for q in asked if q.kind == kind) for kind in _kinds(asked)}
        print("bytes of the largest answer: " + ", ".join(f"{kind} {size}" for kind, size in sizes.items()))
        bodies = folder / "bodies.json"
        known = {peers.query_string(q.warm): directly(store, q.warm).decode() for q in asked}
        bodies.write_text(json.dumps(known), encoding="utf-8")
        bare = [stack.enter_context(peers.bare(bodies))]
        here = frozenset(events(store))
        direct = {DIRECT: store, ON_DISK: Store.read_only(str(nquads.parent / "store"))}
        cells = list(_told("all", measure(asked, servers, bare, direct, options.plan)))
        longer = replace(options.plan, seconds=_LONGER * options.plan.seconds, requests=2 * options.plan.requests)
        shared = questions(store, about=about or here)
        same = list(_told("the same questions", measure(shared, servers[:1], [], direct, longer, COLD[:1], _UNASKED)))
    loads = [load for cell in cells for load in cell.loads.get(goals.BARE, ()) if load]
    print(
        f"the bare app, on uvicorn with {_http()}, gives {max(load.rate for load in loads):.0f} answers/s at most; "
        f"this client could take {median(load.ceiling for load in loads):.0f}/s"
    )
    print(*goals.table(cells, names), *goals.judged(cells, names, sizes), sep="\n", flush=True)
    return Run(cells, same, here)


def _opened(nquads: Path, store_memory: int | None) -> Store:
    """The store as our server's workers have it: in memory or, where the dataset is too large for that, on disk."""
    from indelgraph.settings import Settings
    from indelgraph.snapshot import Snapshot

    snapshot = Snapshot(nquads.parent.name, nquads.parent)
    most = store_memory if store_memory is not None else Settings().store_memory
    held = nquads.stat().st_size <= most * 2**20
    print(f"{nquads.stat().st_size / 2**20:.0f} MiB of N-Quads, {'held in memory' if held else 'read from disk'}")
    return snapshot.copy() if held else snapshot.open()


def _told(what: str, cells: Iterator[Cell]) -> Iterator[Cell]:
    """The same cells; a line after each class."""
    begun, kind = perf_counter(), ""
    for cell in cells:
        if cell.kind != kind:
            print(f"measured {what}, {cell.kind}: {perf_counter() - begun:.0f} s", flush=True)
            begun, kind = perf_counter(), cell.kind
        yield cell


def _http() -> str:
    """What uvicorn reads HTTP with unless it is told: httptools, where it is installed, costs a third of h11."""
    return "httptools" if find_spec("httptools") else "h11"


def _kinds(asked: Sequence[Question]) -> dict[str, None]:
    return dict.fromkeys(question.kind for question in asked)


def _timed(name: str, action: Callable[[], _Made]) -> _Made:
    begun = perf_counter()
    made = action()
    print(f"{name}: {perf_counter() - begun:.1f} s", flush=True)
    return made


def _admitted(
    stack: ExitStack, name: str, begin: Callable[[], AbstractContextManager[Peer]], store: Store, compared: list[str]
) -> Peer | None:
    """A server that is started and gives the right answers; None if it is not there or does not answer."""
    from benchmarks.answers import differences
    from benchmarks.goals import OURS
    from benchmarks.loadclient import ClientError
    from benchmarks.peers import PeerError

    with ExitStack() as own:
        try:
            begun = perf_counter()
            peer = own.enter_context(begin())
            print(f"{name}: loaded and answers after {perf_counter() - begun:.1f} s", flush=True)
            found = differences(store, [peer], compared)
        except (PeerError, ClientError) as error:
            if name == OURS:
                raise
            print(f"{name}: LEFT OUT: {error}", flush=True)
            return None
        if found:
            raise _DifferError("\n".join(found))
        stack.push(own.pop_all())
        return peer


def _first_answers() -> dict[str, float]:
    """Seconds to the first answer over our own collection, with an empty cache and with a full one."""
    from benchmarks.peers import ours

    seconds = {}
    with tempfile.TemporaryDirectory() as cache:
        for name in ("empty cache", "warm cache"):
            begun = perf_counter()
            with ours(None, Path(cache)):
                seconds[name] = perf_counter() - begun
    return seconds


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if answers differ or a server does not start."""
    from benchmarks import goals
    from benchmarks.loadclient import ClientError
    from benchmarks.measuring import Plan
    from benchmarks.peers import PeerError

    parser = argparse.ArgumentParser(description="Measure indelgraph serve beside other servers.")
    parser.add_argument("--sizes", default="10,100", metavar="N,…", help="Documents (default 10,100).")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="Rounds of each cell (default 3).")
    parser.add_argument("--work", type=Path, metavar="DIR", help="Keep collections and builds there for another run.")
    parser.add_argument("--kept", action="store_true", help="Take the snapshots in --work as an earlier run left them.")
    parser.add_argument("--store-memory", type=int, metavar="MIB", help="Our server's setting (default as shipped).")
    given = parser.parse_args(arguments)
    # So that the servers end with this process, which otherwise would leave them behind.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    runs: dict[int, Run] = {}
    try:
        sizes = sorted({int(size) for size in given.sizes.split(",")})
        with ExitStack() as stack:
            work = given.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            work.mkdir(parents=True, exist_ok=True)
            options = Options(work, Plan(rounds=given.rounds), given.kept, given.store_memory)
            for size in sizes:
                print(f"\n=== {size} documents", flush=True)
                runs[size] = over(size, options, runs[sizes[0]].events if runs else None)
        print("\n=== over all")
        print(*goals.growth({size: run.same for size, run in runs.items()}, "the same questions"), sep="\n")
        print(*goals.growth({size: run.cells for size, run in runs.items()}, "questions about all documents"), sep="\n")
        print(goals.start(_first_answers()))
    except (_DifferError, PeerError, ClientError, OSError, ValueError) as error:
        print(f"endpoint: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
