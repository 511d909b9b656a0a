"""Starts the real server in a process of its own, for tests that talk to it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from indelgraph import snapshot as snapshots
from indelgraph.endpoint.page import Example
from indelgraph.settings import Settings
from indelgraph.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indelgraph.settings import Value

TITLE = "Claims <& more>"
DESCRIPTION = 'What is "claimed" </title><script>alert(1)</script>'
EXAMPLES = (
    Example("all", "What is there?", "SELECT * WHERE { ?s ?p ?o }"),
    Example("hostile", "Is it <escaped>?", 'ASK { ?s ?p "</textarea><script>alert(2)</script>" }'),
)
WAIT = 30.0
"""Seconds after which a condition that should hold is given up; nothing waits that long when all is well."""


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something holds, and fail if it never does."""
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.01)


def make_snapshot(lines: str, folder: Path) -> Snapshot:
    """A snapshot of N-Quads given as lines of text."""
    quads = sorted({line.strip() for line in lines.splitlines() if line.strip()})
    return snapshots.write("".join(f"{quad}\n" for quad in quads).encode(), folder)


def numbers(count: int, graph: str = "http://example.org/numbers") -> str:
    """N-Quads that make cross products large: ``count`` subjects with a number each."""
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    row = f'<http://example.org/n{{n}}> <http://example.org/value> "{{n}}"^^<{integer}> <{graph}> .'
    return "\n".join(row.format(n=n) for n in range(count))


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
"""A query that is not done in any time that a test could wait, over a few hundred triples."""


class Server:
    """A server process: its address, and what it wrote to standard error so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.url = ""
        self.said: list[str] = []
        self._listens = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._listens.wait(WAIT)
        assert self.url, f"the server does not start: {self.said}"

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if line.startswith("indelgraph: serving "):
                self.url = line.split()[2]
                self._listens.set()
        self._listens.set()

    @property
    def endpoint(self) -> str:
        return self.url + "sparql"

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.url.removeprefix("http://").rstrip("/").rpartition(":")
        return host, int(port)

    def nurseries(self) -> set[int]:
        """The ids of its child processes: those that workers are forked from."""
        return _children(self.process.pid)

    def workers(self) -> set[int]:
        """The ids of its workers, but for those whose nursery has ended."""
        return {worker for nursery in self.nurseries() for worker in _children(nursery)}

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it with a signal, wait, and give the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(WAIT)
        self._reader.join(WAIT)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _children(pid: int) -> set[int]:
    return {int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in _text(path).split()}


def descendants(pid: int) -> set[int]:
    """The ids of all processes that come from one and that nobody has taken leave of yet."""
    children = _children(pid)
    return children.union(*map(descendants, children))


def is_running(pid: int) -> bool:
    """Whether a process still runs; one that ended and nobody waited for does not."""
    return _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()[:1] not in ([], ["Z"])


@contextmanager
def serving(snapshot: Snapshot, **settings: Value) -> Iterator[Server]:
    """A server on a free port, ended at the end of the block."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INDELGRAPH_")}
    call = [sys.executable, __file__, snapshot.id, str(snapshot.folder), json.dumps({"port": 0, **settings})]
    with started(call, environment) as server:
        yield server


@contextmanager
def started(call: Sequence[str], environment: Mapping[str, str]) -> Iterator[Server]:
    """The server that a program runs, ended at the end of the block."""
    process = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
    try:
        server = Server(process)
        yield server
        server.stop()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(WAIT)


def gives_up(connection: socket.socket, sent: bytes) -> bool:
    """Whether the other side has ended a connection on which a little more is sent. Give it a short timeout."""
    try:
        connection.sendall(sent)
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


class Trap:
    """A listening socket that nobody may ever connect to."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/sparql"

    @property
    def sprung(self) -> bool:
        """Whether somebody connected."""
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self._socket.close()


def _main() -> None:
    from indelgraph.endpoint.server import serve

    snapshot = Snapshot(sys.argv[1], Path(sys.argv[2]))
    settings = Settings.from_environment(**json.loads(sys.argv[3]))
    serve(snapshot, settings, title=TITLE, description=DESCRIPTION, examples=EXAMPLES)


if __name__ == "__main__":
    _main()
