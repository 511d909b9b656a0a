"""How fast an answer that is kept is given again, beside a bare ASGI application on the same server.

``python tests/benchmarks/warm.py [--seconds S]`` starts both under uvicorn, each in a process, and asks them in turn
over loopback with connections that stay open. The bare one sends the same bytes with the same headers and no more.
Once on each of uvicorn's own protocols, and once with ours on the one that ``indelgraph serve`` has. It prints answers
in a second and how large a share of the bare rate ours is, by the clock and by the processor time of
the server, which says more on a busy machine. The shares of one run are what to compare.
"""

from __future__ import annotations

import argparse
import asyncio
import select
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

__all__ = ["main"]

CONNECTIONS = 16
ROUNDS = 5
SERVED = "as served"
"""Stands for the protocol of ``indelgraph serve``, beside which the bare application has uvicorn's own on httptools."""
QUERY = "SELECT ?s ?v { ?s <http://example.org/value> ?v } ORDER BY ?s LIMIT 10"
PATH = f"/sparql?query={quote(QUERY, safe='')}"
_REQUEST = (
    f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n"
    "User-Agent: warm/1\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n"
).encode()


class _Connection:
    """One connection, with at most one request under way."""

    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request = request
        self._got = b""

    def ask(self) -> None:
        self._got = b""
        self.socket.sendall(self._request)

    def take(self) -> bool:
        """Read what is there, and say whether the answer is whole."""
        self._got += self.socket.recv(65536)
        head, found, body = self._got.partition(b"\r\n\r\n")
        if not found:
            return False
        at = head.index(b"content-length: ") + 16
        return len(body) >= int(head[at:].partition(b"\r\n")[0])

    @property
    def answer(self) -> bytes:
        return self._got


def ask_once(port: int, request: bytes = _REQUEST) -> bytes:
    """The whole answer to one request."""
    connection = _Connection(port, request)
    connection.ask()
    while not connection.take():
        pass
    connection.socket.close()
    return connection.answer


def rate(server: int, port: int, seconds: float) -> tuple[float, float]:
    """How many answers come in a second with all connections busy, on the clock and of the server's processor time."""
    connections = {c.socket.fileno(): c for c in (_Connection(port, _REQUEST) for _ in range(CONNECTIONS))}
    poll = select.epoll()
    used = _used(server)
    answers, start = 0, perf_counter()
    for number, connection in connections.items():
        poll.register(number, select.EPOLLIN)
        connection.ask()
    while (now := perf_counter()) < start + seconds:
        for number, _ in poll.poll(1):
            if connections[number].take():
                answers += 1
                connections[number].ask()
    used = _used(server) - used
    for connection in connections.values():
        connection.socket.close()
    poll.close()
    return answers / (now - start), answers / used


def _used(process: int) -> float:
    """Seconds of a processor that the main thread of a process has had (proc(5))."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def _bare(answer: bytes) -> object:
    """An application that sends this answer, whatever is asked."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
    headers = [(name, value) for name, value in lines if name != b"date"]
    start = {"type": "http.response.start", "status": 200, "headers": headers}
    end = {"type": "http.response.body", "body": body}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start)
        await send(end)

    return app


def _serve(what: str, http: str, folder: Path) -> None:
    """Run one of the applications until the process is ended; says on standard output where it listens."""
    import uvicorn

    from indelgraph.endpoint.patience import PatientProtocol

    if what == "ours":
        from indelgraph.endpoint.app import create_app
        from indelgraph.settings import Settings
        from indelgraph.snapshot import write

        integer = "http://www.w3.org/2001/XMLSchema#integer"
        row = '<http://example.org/n{n}> <http://example.org/value> "{n}"^^<{integer}> <http://example.org/g> .\n'
        lines = sorted(row.format(n=n, integer=integer) for n in range(100))
        snapshot = write("".join(lines).encode(), folder)
        app: object = create_app(snapshot, Settings(workers=1), title="t", description="d")
    else:
        app = _bare((folder / "answer").read_bytes())
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    lifespan = "on" if what == "ours" else "off"
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI application, as uvicorn's own types have it
        http=PatientProtocol if http == SERVED else http,
        ws="none",
        loop="asyncio",
        lifespan=lifespan,  # type: ignore[arg-type]  # one of the names that it takes
        log_level="error",
        access_log=False,
        server_header=False,
    )
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))


def _start(what: str, http: str, folder: Path) -> tuple[subprocess.Popen[str], int]:
    call = [sys.executable, __file__, "--serve", what, "--http", http, "--folder", str(folder)]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, text=True)
    if process.stdout is None:
        raise TypeError("the process was started without a pipe")
    return process, int(process.stdout.readline())


def _compare(http: str, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, port = _start("ours", http, folder)
        (folder / "answer").write_bytes(ask_once(port))
        bare, bare_port = _start("bare", "httptools" if http == SERVED else http, folder)
        try:
            if len(ask_once(bare_port)) != len(ask_once(port)):
                raise SystemExit("the two do not send the same")
            rounds = [(rate(bare.pid, bare_port, seconds), rate(ours.pid, port, seconds)) for _ in range(ROUNDS)]
        finally:
            for process in (ours, bare):
                process.terminate()
                process.wait()
    for number, kind in enumerate(("clock", "processor")):
        plain, kept = [r[0][number] for r in rounds], [r[1][number] for r in rounds]
        shares = [of / to for to, of in zip(plain, kept, strict=True)]
        line = f"{http:<10}{kind:<10}{median(plain):>10.0f}{median(kept):>10.0f}{median(shares):>8.2f}"
        print(f"{line}   {min(shares):.2f} to {max(shares):.2f}")


def main() -> None:
    """Print two lines for each protocol."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each round takes")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--http", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        _serve(given.serve, given.http, given.folder)
        return
    print(f"{'protocol':<10}{'by':<10}{'bare /s':>10}{'ours /s':>10}{'share':>8}   of {ROUNDS} rounds")
    for http in ("h11", "httptools", SERVED):
        _compare(http, given.seconds)


if __name__ == "__main__":
    main()
