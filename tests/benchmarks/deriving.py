"""What it costs to derive findings: the processor time for an event must not grow with the number of events.

``python tests/benchmarks/deriving.py [--sizes 10,100,1000]`` prints for each number of generated documents the events,
the findings, and the processor time for an event in ratio to that of the smallest collection, all in one run. A
thousand documents take some 2.5 GB of memory.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path


def measured(documents: int, folder: Path) -> tuple[int, int, float]:
    """Events, findings, and seconds of processor time to derive these."""
    from benchmarks.generate import generate
    from indelgraph import load
    from indelgraph.build import build
    from indelgraph.derive.engine import DERIVED, derive
    from indelgraph.derive.rules import rules
    from indelgraph.encode.entail import ENTAILED
    from indelgraph.namespaces import iri

    generate(folder, documents)
    graphs = build(load(folder)).graphs
    quads = [quad for name, rows in graphs.items() if name not in (DERIVED, ENTAILED) for quad in rows]
    events = {quad.object for quad in quads if quad.predicate == iri("ig:event")}
    start = time.process_time()
    found = derive(quads, rules())
    seconds = time.process_time() - start
    return len(events), len({quad.subject for quad in found if quad.predicate == iri("ig:restsOn")}), seconds


def main() -> None:
    """Read the command line, measure each size and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,100,1000", help="numbers of documents, with commas")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    print("| documents | events | findings | CPU | CPU an event, in ratio |")
    print("|---|---|---|---|---|")
    first = 0.0
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            events, findings, seconds = measured(size, Path(scratch) / "collection")
        each = seconds / events
        first = first or each
        print(f"| {size} | {events} | {findings} | {seconds:.2f} s | {each / first:.2f} |", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
