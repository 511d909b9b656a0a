"""The servers that are compared, each a process of its own on the loopback address, over the same N-Quads.

Each is started as its documentation says: `indelgraph serve`, `rdflib-endpoint serve`, `oxigraph load` and
`oxigraph serve`; for Virtuoso see :mod:`.virtuoso`. All take a query with GET and give it as SPARQL Results JSON.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import clock_gettime
from typing import TYPE_CHECKING
from urllib.parse import quote

from .loadclient import ClientError, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = [
    "HOST",
    "Peer",
    "PeerError",
    "bare",
    "build",
    "found",
    "free_port",
    "kept",
    "ours",
    "oxigraph",
    "query_string",
    "run",
    "running",
    "stock",
    "tool",
]

HOST = "127.0.0.1"
RESULTS = "application/sparql-results+json"
_START = 600.0
"""Seconds that a server may take to load its data and to answer."""
_STOP = 20.0
_PAUSE = 0.005
_TICKS = os.sysconf("SC_CLK_TCK")
_LAST_WORDS = 2_000
"""Bytes of what a process said that are shown when it fails."""


class PeerError(Exception):
    """A server is not there, or does not start."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A running server: its name in the tables, its port, and the path of its endpoint.

    ``dialect`` makes of a query what this server can read. ``pid`` is its process, 0 where nobody knows.
    """

    name: str
    port: int
    path: str
    dialect: Callable[[str], str] = str
    pid: int = 0

    @property
    def address(self) -> tuple[str, int]:
        """Where to connect to."""
        return HOST, self.port

    @property
    def processor(self) -> float:
        """Seconds of processor time that its process and all below it have used; 0 where nobody knows."""
        return sum(map(_used, (self.pid, *_children(self.pid)))) if self.pid else 0.0

    def request(self, query: str) -> bytes:
        """The HTTP request of a query (SPARQL 1.1 Protocol, section 2.1.1)."""
        lines = (
            f"GET {self.path}?{query_string(self.dialect(query))} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            f"Accept: {RESULTS}",
            "User-Agent: indelgraph-benchmark",
        )
        return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _used(pid: int) -> float:
    # The clock of another process, whose id is made as clock_getcpuclockid(3) makes it on Linux; and what those of its
    # children used that have ended and been waited for: fields 16 and 17 of proc_pid_stat(5), counted behind the name.
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        ended = map(int, fields[13:15])
        return clock_gettime((~pid << 3) | 2) + sum(ended) / _TICKS
    return 0.0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread may have ended by now
            found += map(int, path.read_text(encoding="ascii").split())
    return found + [below for child in found for below in _children(child)]


def query_string(query: str) -> str:
    """What follows the question mark in the address of a request."""
    return f"query={quote(query, safe='')}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server((HOST, 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def tool(name: str) -> str:
    """Where a program is: beside this Python, or on the path.

    Raises:
        PeerError: if it is nowhere.
    """
    found = shutil.which(name, path=os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", ""))))
    if found is None:
        raise PeerError(f"{name} is not installed")
    return found


def run(call: Sequence[str | Path]) -> str:
    """Run a command that ends by itself, and give its output.

    Raises:
        PeerError: with its last words, if it fails.
    """
    done = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False, env=_environment())
    if done.returncode:
        raise PeerError(f"{Path(call[0]).name} failed: {(done.stderr or done.stdout)[-_LAST_WORDS:].strip()}")
    return done.stdout


@contextmanager
def running(peer: Peer, call: Sequence[str | Path], *, folder: Path | None = None) -> Iterator[Peer]:
    """A server process that answers by the time the block begins, and has ended after it.

    Raises:
        PeerError: if it ends, or does not answer in time.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            call,
            stdout=subprocess.DEVNULL,
            stderr=said,
            cwd=folder,
            env=_environment(),
        )
        try:
            _wait(process, peer)
            yield replace(peer, pid=process.pid)
        except PeerError as error:
            said.seek(0)
            words = said.read(_LAST_WORDS).decode(errors="replace").strip()
            raise PeerError(f"{peer.name}: {error} {words}") from None
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _environment() -> dict[str, str]:
    # Settings of whoever runs this must not change what is measured.
    return {name: value for name, value in os.environ.items() if not name.startswith("INDELGRAPH_")}


def _wait(process: subprocess.Popen[bytes], peer: Peer) -> None:
    end = time.monotonic() + _START
    request = peer.request("ASK {}")
    while time.monotonic() < end:
        if process.poll() is not None:
            raise PeerError(f"it ended with {process.returncode}.")
        try:
            if ask(peer.address, request).status == 200:
                return
        except ClientError:
            pass
        time.sleep(_PAUSE)
    raise PeerError(f"no answer within {_START:.0f} s.")


def build(collection: Path | None, cache: Path) -> Path:
    """Build a collection, or without one our own, into a cache; the N-Quads of its snapshot.

    Raises:
        PeerError: if it does not pass validation.
    """
    folder = run(_indelgraph("build", collection, cache))
    return Path(folder.strip()) / "dataset.nq"


def found(cache: Path) -> Path | None:
    """The N-Quads of the newest snapshot in a cache, however it came there; None if there is none."""
    files = sorted(cache.glob(f"{'[0-9a-f]' * 64}/dataset.nq"), key=lambda path: path.stat().st_mtime)
    return files[-1] if files else None


def _indelgraph(command: str, collection: Path | None, cache: Path) -> list[str | Path]:
    data: list[str | Path] = ["--data", collection] if collection else []
    return [sys.executable, "-m", "indelgraph", command, *data, "--cache", cache, "--quiet"]


@contextmanager
def ours(collection: Path | None, cache: Path, store_memory: int | None = None) -> Iterator[Peer]:
    """`indelgraph serve` over a collection, or without one over our own; what it builds goes into a cache.

    ``store_memory`` is the setting of that name, in MiB, where it is not to be as shipped.
    """
    peer = Peer("indelgraph", free_port(), "/sparql")
    more = ["--store-memory", str(store_memory)] if store_memory is not None else []
    with running(peer, [*_indelgraph("serve", collection, cache), "--port", str(peer.port), *more]) as started:
        yield started


@contextmanager
def kept(nquads: Path, store_memory: int | None = None) -> Iterator[Peer]:
    """The same over the snapshot that a file of N-Quads belongs to, which nothing is checked against (:mod:`.kept`)."""
    peer = Peer("indelgraph", free_port(), "/sparql")
    more = [str(store_memory)] if store_memory is not None else []
    program = Path(__file__).with_name("kept.py")
    with running(peer, [sys.executable, program, nquads.parent, str(peer.port), *more]) as started:
        yield started


@contextmanager
def stock(nquads: Path) -> Iterator[Peer]:
    """rdflib-endpoint as it comes: rdflib's own store in memory, rdflib's own evaluation."""
    peer = Peer("rdflib-endpoint", free_port(), "/")
    call: list[str | Path] = [tool("rdflib-endpoint"), "serve", "--host", HOST, "--port", str(peer.port), nquads]
    with running(peer, call) as started:
        yield started


@contextmanager
def oxigraph(nquads: Path, folder: Path) -> Iterator[Peer]:
    """`oxigraph serve` over a database of its own in a folder; its default graph is the union of all."""
    peer = Peer("oxigraph serve", free_port(), "/query")
    program = tool("oxigraph")
    run([program, "load", "--location", folder, "--file", nquads])
    address = f"{HOST}:{peer.port}"
    call: list[str | Path] = [program, "serve", "--location", folder, "--bind", address, "--union-default-graph"]
    with running(peer, call) as started:
        yield started


@contextmanager
def bare(bodies: Path) -> Iterator[Peer]:
    """A plain ASGI application on uvicorn that gives known bytes for known requests (:mod:`.bare`)."""
    peer = Peer("bare app", free_port(), "/sparql")
    with running(peer, [sys.executable, Path(__file__).with_name("bare.py"), bodies, str(peer.port)]) as started:
        yield started
