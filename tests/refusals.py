"""Runs of the command line that are refused: what they print, and that nothing is written."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import socket
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest import mock

from collections_made import SLUG, make
from indelgraph.cli import main
from indelgraph.files import MAX_BYTES
from indelgraph.registry.links import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "ACTORS",
    "CLAIM_FILE",
    "DOCUMENT",
    "LINKS",
    "LINK_HEADER",
    "METADATA_FILE",
    "NO_FILE",
    "TEXT_FILE",
    "Outcome",
    "lines_of",
    "make_folder",
    "make_pipe",
    "make_socket",
    "refused",
    "refused_once",
    "run",
    "state",
    "with_file",
]

CLAIM_FILE = f"claims/{SLUG}.yaml"
ACTORS = "registry/actors.yaml"
LINKS = "registry/links.tsv"
DOCUMENT = f"documents/{SLUG}"
METADATA_FILE = f"{DOCUMENT}/document.yaml"
TEXT_FILE = f"{DOCUMENT}/text.txt"
LINK_HEADER = "\t".join(COLUMNS) + "\n"
NO_FILE = "is not there or not a file; check the name"


@dataclass(frozen=True)
class Outcome:
    """How a run of the command line ended."""

    code: int
    out: str
    err: str


def run(*arguments: str) -> Outcome:
    """Run the command line in this process, with streams as a real one has them."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err), mock.patch.object(sys, "argv", ["indelgraph", *arguments]):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    out.flush()
    err.flush()
    return Outcome(code, _bytes(out).decode(), _bytes(err).decode())


def _bytes(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def state(folder: Path) -> dict[str, tuple[int, int, int, str | bytes]]:
    """Everything below a folder: kind and rights, size, time of change, and what is in it or where it leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content: str | bytes = ""
        if path.is_symlink():
            content = str(path.readlink())
        elif path.is_file() and status.st_size < MAX_BYTES and os.access(path, os.R_OK):
            content = path.read_bytes()
        found[os.fsencode(path).hex()] = (status.st_mode, status.st_size, status.st_mtime_ns, content)
    return found


_LINE = re.compile(r"(?P<place>.+?(?::[0-9]+(?::[0-9]+)?)?): (?P<message>[^;]+.*)")

_MORE = re.compile("and [0-9]+ more; .+")


def lines_of(outcome: Outcome, code: int) -> list[str]:
    """The lines of a run that was refused: each printable, none of a traceback, nothing on standard output."""
    assert (outcome.code, outcome.out) == (code, ""), outcome
    assert outcome.err.endswith("\n")
    lines = outcome.err.removesuffix("\n").split("\n")
    for line in lines:
        assert line.isprintable(), line
        assert _LINE.fullmatch(line) or (line is lines[-1] and _MORE.fullmatch(line)), line
        assert "Traceback" not in line
    return lines


def refused(folder: Path, *commands: str) -> list[str]:
    """What the commands say of a collection, each the same, in lines that name files relative to its folder."""
    cache = folder.parent / "cache"
    before = state(folder)
    said: list[str] = []
    for command in commands or ("build",):
        extra = ["--cache", str(cache)] if command not in ("coverage", "validate") else []
        extra += ["ASK {}"] if command == "query" else []
        lines = lines_of(run(command, "--data", str(folder), *extra), 1)
        assert said in ([], lines)
        said = lines
        kept = [path for path in cache.rglob("*") if path.is_file()]
        assert command == "validate" or not kept
        for path in kept:
            # What validate found right for itself it may keep, as a whole receipt; nothing else, and nothing by halves.
            assert path.parent.name == "valid"
            assert isinstance(json.loads(path.read_bytes()), dict)
    assert state(folder) == before
    return [line.removeprefix(f"{folder}/") for line in said]


def refused_once(folder: Path, place: str, says: str, *commands: str) -> None:
    """Exactly one line, at the place, that holds the words and says what to do."""
    (line,) = refused(folder, *commands)
    where, message = line.split(": ", 1)
    assert where == place, line
    assert says in message
    assert ";" in message or message.startswith("must be "), line


def with_file(folder: Path, name: str, content: str | bytes) -> Path:
    """A collection with one file other than ours; a document's text is pinned by its hash."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    pinned = {"sha256": hashlib.sha256(data).hexdigest()} if name == TEXT_FILE else {}
    return make(folder, metadata=pinned, files={name: data}).folder


def make_pipe(path: Path) -> None:
    """Put a pipe where a file should be."""
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    """Put a socket where a file should be."""
    listener = socket.socket(socket.AF_UNIX)
    here = os.open(path.parent, os.O_RDONLY)
    try:
        listener.bind(f"/proc/self/fd/{here}/{path.name}")  # a socket's path has at most 107 bytes
    finally:
        os.close(here)
        listener.close()


def make_folder(path: Path) -> None:
    """Put a folder where a file should be."""
    path.mkdir()
