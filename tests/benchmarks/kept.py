"""`indelgraph serve` over a snapshot that is there, whatever it was made from and by which version of the program.

``python tests/benchmarks/kept.py FOLDER PORT [MIB]`` serves the snapshot in a folder on a port of the loopback address;
MIB is the setting ``--store-memory``. The server is the same; only the check of the collection before it is left out,
which for a thousand documents takes longer than everything that is measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

from indelgraph.endpoint.server import serve
from indelgraph.settings import Settings
from indelgraph.snapshot import Snapshot

__all__ = ["main"]


def main(arguments: list[str]) -> None:
    """Serve until a signal comes."""
    folder, port, *memory = arguments
    settings = Settings.from_environment(port=int(port), store_memory=int(memory[0]) if memory else None)
    snapshot = Snapshot(Path(folder).name, Path(folder))
    serve(snapshot, settings, title="indelgraph", description="A snapshot that was kept.")


if __name__ == "__main__":
    main(sys.argv[1:])
