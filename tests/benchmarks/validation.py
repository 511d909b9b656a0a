"""How long ``indelgraph validate`` takes as a collection grows, and how much memory.

``python tests/benchmarks/validation.py`` generates 10 and 100 documents (with ``--full`` also 1,000) and validates
each with an empty cache, again, and again after a change to one claim file, every time in a process of its own. It
prints seconds and the peak of resident memory, each with its ratio to the first row of the same run, since absolute
figures say more about the machine; processor time (cpu) says less about what else it was doing. Then it validates our
own collection with an empty cache and again.

``--no-cache`` leaves out the option ``--cache`` of the command: every run is then a first one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

__all__ = ["Row", "Run", "change_one", "main", "validate"]

_SIZES = (10, 100)
_FULL = (*_SIZES, 1000)
_MOST_ERRORS, _LAST_LINES = 100_000, 5
"""Bytes of a failed command's output that are read, and lines of it that are shown."""
_PER_MEGABYTE = 1e6 if sys.platform == "darwin" else 1e6 / 1024
"""``ru_maxrss`` is in bytes on macOS and in units of 1,024 bytes elsewhere (getrusage(2))."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock and of processor time, and its largest resident memory in MB.

    Time and memory include processes that it waited for; of memory it is the largest of them, not the sum.
    """

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """The runs over one collection."""

    documents: int
    cold: Run
    warm: Run
    changed: Run

    @property
    def figures(self) -> tuple[float, ...]:
        """Seconds cold, by the clock and of the processor, warm and after one change; megabytes cold."""
        cold = self.cold
        return cold.seconds, cold.processor, self.warm.seconds, self.changed.seconds, cold.megabytes

    def cells(self, first: Row) -> list[str]:
        """The row of the table: each figure and its ratio to that of the first row."""
        pairs = zip(self.figures, first.figures, strict=True)
        return [str(self.documents), *(cell for one, base in pairs for cell in (f"{one:.2f}", f"{one / base:.2f}"))]


def validate(collection: Path | None, cache: Path | None) -> Run:
    """Validate a collection, or without one our own, in a new process.

    Raises:
        RuntimeError: with the last lines that the command printed, if it does not find the collection valid.
    """
    command = [sys.executable, "-c", "from indelgraph.cli import main; main()", "validate"]
    command += [str(collection)] if collection else []
    command += ["--cache", str(cache)] if cache else []
    with tempfile.TemporaryFile() as errors:
        start = perf_counter()
        process = subprocess.Popen([*command, "--quiet"], stdout=errors, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            lines = errors.read(_MOST_ERRORS).decode(errors="replace").splitlines()
            raise RuntimeError("\n".join(lines[-_LAST_LINES:]))
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _PER_MEGABYTE)


def change_one(collection: Path) -> Path:
    """Add a note to the first claim of the first claim file; the file."""
    path = min((collection / "claims").glob("*.yaml"))
    head, claims = path.read_text(encoding="utf-8").split("claims:\n", 1)
    first, rest = claims.split("\n", 1)
    path.write_text(f'{head}claims:\n{first.removesuffix("}")}, note: "changed"}}\n{rest}', encoding="utf-8")
    return path


def _row(folder: Path, documents: int, *, cached: bool) -> Row:
    from benchmarks.generate import generate

    collection = folder / "collection"
    cache = folder / "cache" if cached else None
    generate(collection, documents)
    cold, warm = validate(collection, cache), validate(collection, cache)
    change_one(collection)
    return Row(documents, cold, warm, validate(collection, cache))


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if a collection is not valid."""
    parser = argparse.ArgumentParser(description="Measure indelgraph validate.")
    parser.add_argument("--full", action="store_true", help="Also 1,000 documents.")
    parser.add_argument("--no-cache", action="store_true", help="Do not pass --cache.")
    given = parser.parse_args(arguments)
    cached = not given.no_cache
    try:
        print("documents  cold s     x   cpu s     x  warm s     x  one changed s     x  peak MB     x", flush=True)
        first: Row | None = None
        for documents in _FULL if given.full else _SIZES:
            with tempfile.TemporaryDirectory() as folder:
                row = _row(Path(folder), documents, cached=cached)
            first = first or row
            widths = (9, 7, 5, 7, 5, 7, 5, 14, 5, 8, 5)
            print(
                " ".join(f"{cell:>{width}}" for cell, width in zip(row.cells(first), widths, strict=True)), flush=True
            )
        with tempfile.TemporaryDirectory() as folder:
            cache = Path(folder) if cached else None
            cold, warm = validate(None, cache), validate(None, cache)
        print(
            f"our own: cold {cold.seconds:.2f} s ({cold.processor:.2f} s of the processor, {cold.megabytes:.0f} MB); "
            f"warm {warm.seconds:.2f} s"
        )
    except RuntimeError as error:
        print(f"validation: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
