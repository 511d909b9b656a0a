"""How fast `indelgraph serve` answers, beside other servers over the same data and beside what is possible at all.

``python tests/benchmarks/endpoint.py [--sizes 10,100] [--work DIR]`` generates collections, starts `indelgraph serve`,
`rdflib-endpoint serve`, `oxigraph serve` and, where it is installed, Virtuoso, each a process of its own, sees to it
that all give the same answers, and fires four classes of questions at them (:mod:`benchmarks.questions`), cold and
warm, over 1, 4 and 32 connections. Beside them stand two limits: a bare application on uvicorn that gives the same
bytes, and pyoxigraph in this process. What it prints are ratios; see the README beside this file. It exits 1 if
answers differ.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from pyoxigraph import Store

    from benchmarks.measuring import Cell, Plan
    from benchmarks.peers import Peer
    from benchmarks.questions import Question

__all__ = ["main", "over"]

_LARGEST_STOCK = 200
"""Documents beyond which rdflib's store is not asked to hold them: 100 take it 0.7 GB and a minute."""
_COMPARED = 4
"""Texts of each question whose answers are compared."""


class _DifferError(Exception):
    """Servers give different answers."""


def over(documents: int, work: Path, plan: Plan) -> list[Cell]:
    """Measure over a collection of so many documents, and print the table and the goals.

    Raises:
        PeerError, ClientError: if our server does not start or answer; others are then left out.
    """
    # Imported here, since a script finds its neighbours only after the line at the end of this file.
    from pyoxigraph import Store

    from benchmarks import goals, peers
    from benchmarks.answers import directly
    from benchmarks.material import collection
    from benchmarks.measuring import measure
    from benchmarks.questions import questions, texts
    from benchmarks.virtuoso import virtuoso

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made, cache = collection(work, documents), work / f"cache-{documents}"
        nquads = _timed("build", lambda: peers.build(made, cache))
        store = Store.read_only(str(nquads.parent / "store"))
        asked = questions(store)
        compared = [text for question in asked for text in (question.warm, *texts([question], _COMPARED - 1))]
        candidates: dict[str, Callable[[], AbstractContextManager[Peer]]] = {
            goals.OURS: lambda: peers.ours(made, cache),
            goals.STOCK: lambda: peers.stock(nquads),
            goals.OXIGRAPH: lambda: peers.oxigraph(nquads, folder / "oxigraph"),
            goals.VIRTUOSO: lambda: virtuoso(nquads, folder / "virtuoso"),
        }
        if documents > _LARGEST_STOCK:
            print(f"{goals.STOCK}: LEFT OUT: its store would take too much memory")
            del candidates[goals.STOCK]
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
        bare = stack.enter_context(peers.bare(bodies))
        cells = list(measure(asked, servers, bare, store, plan))
    loads = [load for cell in cells for load in cell.loads.get(goals.BARE, ()) if load]
    print(
        f"the bare app, on uvicorn with {_http()}, gives {max(load.rate for load in loads):.0f} answers/s at most; "
        f"this client could take {median(load.ceiling for load in loads):.0f}/s"
    )
    print(*goals.table(cells, names), *goals.judged(cells, names, sizes), sep="\n", flush=True)
    return cells


def _http() -> str:
    """What uvicorn reads HTTP with unless it is told: httptools, where it is installed, costs a third of h11."""
    return "httptools" if find_spec("httptools") else "h11"


def _kinds(asked: Sequence[Question]) -> dict[str, None]:
    return dict.fromkeys(question.kind for question in asked)


def _timed(name: str, action: Callable[[], Path]) -> Path:
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
    given = parser.parse_args(arguments)
    # So that the servers end with this process, which otherwise would leave them behind.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    plan = Plan(rounds=given.rounds)
    runs: dict[int, list[Cell]] = {}
    try:
        sizes = sorted({int(size) for size in given.sizes.split(",")})
        with ExitStack() as stack:
            work = given.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            work.mkdir(parents=True, exist_ok=True)
            for size in sizes:
                print(f"\n=== {size} documents", flush=True)
                runs[size] = over(size, work, plan)
        print("\n=== over all")
        print(*goals.growth(runs), goals.start(_first_answers()), sep="\n")
    except (_DifferError, PeerError, ClientError, OSError, ValueError) as error:
        print(f"endpoint: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
