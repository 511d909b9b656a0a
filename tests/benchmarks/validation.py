"""What ``indelgraph validate`` costs as a collection grows: processor time for each document, and memory.

``python tests/benchmarks/validation.py`` generates 10 and 100 documents (with ``--full`` also 1,000) and validates
each collection, every time in a process of its own: with an empty cache, again, after a change to one claim file, and
after a new entry in the registry that no document names. It prints seconds on the clock and of processor time, the
latter also for each document, and the peak of resident memory; the last two with their ratio to the same run over the
smallest collection, since absolute figures say more about the machine, and the clock also about what else it does.
Then it validates our own collection with an empty cache and again.
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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Run", "add_entry", "change_one", "line", "main", "runs", "validate"]

_SIZES = (10, 100)
_FULL = (*_SIZES, 1000)
_MOST_ERRORS, _LAST_LINES = 100_000, 5
"""Bytes of a failed command's output that are read, and lines of it that are shown."""
_PER_MEGABYTE = 1e6 if sys.platform == "darwin" else 1e6 / 1024
"""``ru_maxrss`` is in bytes on macOS and in units of 1,024 bytes elsewhere (getrusage(2))."""
_HEAD = (
    f"{'documents':>9}  {'run':<24} {'clock s':>8} {'cpu s':>8} {'cpu ms/document':>16} {'x':>6} "
    f"{'peak MB':>8} {'x':>5}"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock and of processor time, and its largest resident memory in MB.

    Time and memory include processes that it waited for; of memory it is the largest of them, not the sum.
    """

    seconds: float
    processor: float
    megabytes: float


def validate(collection: Path | None, cache: Path) -> Run:
    """Validate a collection, or without one our own, in a new process.

    Raises:
        RuntimeError: with the last lines that the command printed, if it does not find the collection valid.
    """
    command = [sys.executable, "-c", "from indelgraph.cli import main; main()", "validate"]
    command += [str(collection)] if collection else []
    command += ["--cache", str(cache)]
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


def add_entry(collection: Path) -> Path:
    """Add a person whom no document names to the registry, with an excuse for it; the file."""
    path = collection / "registry" / "people.yaml"
    entry = 'one-more-person: {name: "One More Person", unused: "a benchmark adds it"}\n'
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    return path


def runs(folder: Path, documents: int) -> Iterator[tuple[str, Run]]:
    """Each run over a generated collection of so many documents, made in a folder, by name.

    Raises:
        RuntimeError: as :func:`validate`.
    """
    from benchmarks.generate import generate

    collection, cache = folder / "collection", folder / "cache"
    generate(collection, documents)
    yield "cold", validate(collection, cache)
    yield "warm", validate(collection, cache)
    change_one(collection)
    yield "one claim file changed", validate(collection, cache)
    add_entry(collection)
    yield "one entry added", validate(collection, cache)


def line(documents: int, name: str, run: Run, first: tuple[int, Run]) -> str:
    """A line of the table; ``first`` is the same run over the smallest collection, with the number of its documents."""
    each, base = (1000 * one.processor / count for count, one in ((documents, run), first))
    memory = run.megabytes / first[1].megabytes
    return (
        f"{documents:>9}  {name:<24} {run.seconds:>8.2f} {run.processor:>8.2f} {each:>16.1f} {each / base:>6.2f} "
        f"{run.megabytes:>8.0f} {memory:>5.2f}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if a collection is not valid."""
    parser = argparse.ArgumentParser(description="Measure indelgraph validate.")
    parser.add_argument("--full", action="store_true", help="Also 1,000 documents.")
    given = parser.parse_args(arguments)
    try:
        print(_HEAD, flush=True)
        first: dict[str, tuple[int, Run]] = {}
        for documents in _FULL if given.full else _SIZES:
            with tempfile.TemporaryDirectory() as folder:
                for name, run in runs(Path(folder), documents):
                    print(line(documents, name, run, first.setdefault(name, (documents, run))), flush=True)
        with tempfile.TemporaryDirectory() as folder:
            cold, warm = validate(None, Path(folder)), validate(None, Path(folder))
        print(
            f"our own: cold {cold.seconds:.2f} s ({cold.processor:.2f} s of the processor, {cold.megabytes:.0f} MB); "
            f"warm {warm.seconds:.2f} s ({warm.processor:.2f} s, {warm.megabytes:.0f} MB)"
        )
    except RuntimeError as error:
        print(f"validation: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
