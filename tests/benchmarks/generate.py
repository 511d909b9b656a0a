"""Makes a collection of any size, for benchmarks and tests of scale.

``python tests/benchmarks/generate.py DIR --documents N --seed S`` writes N invented documents of about 50 claims each,
their claim files and the registry into DIR. Equal N and S give equal bytes, and a document of one seed is the same
whatever N is. Everything in them is invented; see :mod:`benchmarks.generated`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

__all__ = ["generate", "main"]


def generate(folder: Path, documents: int, *, seed: int = 1) -> None:
    """Write a collection of so many documents into a folder that is empty or not there yet.

    Raises:
        FileExistsError: if something is in the folder.
        ValueError: if there is not at least one document.
    """
    # Imported here, since a script finds its neighbours only after the line at the end of this file.
    from benchmarks.generated.collection import write_collection

    write_collection(folder, documents, seed)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and write the collection; 2 if it cannot be."""
    parser = argparse.ArgumentParser(description="Make a collection of invented documents.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="Where to; empty, or not there yet.")
    parser.add_argument("--documents", type=int, default=10, metavar="N", help="How many (default 10).")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="Another seed makes others (default 1).")
    given = parser.parse_args(arguments)
    try:
        generate(given.folder, given.documents, seed=given.seed)
    except (OSError, ValueError) as error:
        print(f"generate: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
