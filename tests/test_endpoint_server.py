"""The server as a process: where it listens, how it survives queries and clients, and what it leaves behind."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import signal
import socket
import threading
from typing import TYPE_CHECKING

import httpx
import pytest
import rdflib.plugins.sparql
from starlette.routing import Route

from indelgraph.endpoint.app import create_app
from indelgraph.endpoint.server import serve
from indelgraph.errors import CallError
from indelgraph.settings import Settings
from indelgraph.snapshot import Snapshot
from serving import RUNAWAY, WAIT, is_running, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from serving import Server


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(numbers(300), tmp_path_factory.mktemp("cache"))


def ask(server: Server, query: str = "ASK { ?s ?p ?o }") -> httpx.Response:
    return httpx.post(server.endpoint, data={"query": query}, timeout=WAIT)


def yes(server: Server) -> bool:
    return bool(ask(server).json() == {"head": {}, "boolean": True})


def test_hard_queries_cost_themselves_only(snapshot: Snapshot) -> None:
    with serving(snapshot, timeout=1.5, max_rows=10, workers=2) as server:
        with concurrent.futures.ThreadPoolExecutor(1) as executor:
            slow = executor.submit(ask, server, RUNAWAY)
            wait_until(lambda: yes(server) and not slow.done(), "an answer beside a runaway query")
            answer = slow.result(WAIT)
        assert answer.status_code == 503
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "longer than 1.5 s" in answer.json()["detail"]

        nested = ask(server, "ASK " + "{" * 3000)
        assert (nested.status_code, nested.json()["title"]) == (400, "The query is too complex")

        cut = ask(server, "SELECT ?s { ?s ?p ?o }")
        assert cut.headers["X-Truncated"] == "true"
        assert len(cut.json()["results"]["bindings"]) == 10
        for query in ("SELECT ?s { ?s ?p ?o } LIMIT 10", "ASK {}"):
            assert "X-Truncated" not in ask(server, query).headers

        before = server.workers()
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(server.workers() - before) == 3, "new workers for all")
        assert yes(server)
        assert httpx.get(server.url + "-/ready").json()["status"] == "ready"
        assert server.process.poll() is None


def test_a_client_that_goes_away_ends_its_query(snapshot: Snapshot) -> None:
    with serving(snapshot, timeout=600, workers=1) as server:
        with socket.create_connection(server.address, timeout=WAIT) as connection:
            body = RUNAWAY.encode()
            head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            wait_until(lambda: any(cpu(pid) > 1.5 for pid in server.workers()), "a worker at work")
            (busy,) = (pid for pid in server.workers() if cpu(pid) > 1.5)
        wait_until(lambda: busy not in server.workers(), "the end of the worker")
        assert yes(server)


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used; none if it has gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123  # no path to speak of
            fields = file.read().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_request_that_never_comes_whole_is_given_up(snapshot: Snapshot) -> None:
    with (
        serving(snapshot, timeout=0.5, workers=1) as server,
        socket.create_connection(server.address, timeout=WAIT) as connection,
    ):
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        connection.sendall(f"{head}Content-Length: 1000\r\n\r\nASK ".encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_all_its_processes(snapshot: Snapshot, number: int) -> None:
    with serving(snapshot, workers=2) as server:
        workers = server.workers()
        assert len(workers) == 3, "two, and one in reserve"
        assert yes(server)
        assert server.stop(number) == 0
        assert [pid for pid in workers if is_running(pid)] == []
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(server.address, timeout=WAIT)
        assert server.said == [f"indelgraph: serving {server.url} (stop with Ctrl+C)\n"]


def test_even_a_killed_server_leaves_no_busy_worker(snapshot: Snapshot) -> None:
    with serving(snapshot, workers=1, timeout=600) as server:
        thread = threading.Thread(target=swallow, args=(server,))
        thread.start()
        wait_until(lambda: any(cpu(pid) > 1.5 for pid in server.workers()), "a worker at work")
        workers = server.workers()
        assert server.stop(signal.SIGKILL) == -signal.SIGKILL
        wait_until(lambda: not any(map(is_running, workers)), "the end of the workers")
        thread.join(WAIT)


def swallow(server: Server) -> None:
    with pytest.raises(httpx.HTTPError):
        ask(server, RUNAWAY)


def test_a_port_in_use_is_said_in_one_line(snapshot: Snapshot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CallError) as raised:
            serve(snapshot, Settings(port=port), title="t", description="d")
    assert str(raised.value) == (f"127.0.0.1:{port}: cannot listen: Address already in use; name another with --port")


def test_an_address_that_is_not_ours_is_said_in_one_line(snapshot: Snapshot) -> None:
    for host in ("192.0.2.1", "no-such-host.invalid", "a" * 70):
        with pytest.raises(CallError, match=host) as raised:
            serve(snapshot, Settings(host=host, port=0), title="t", description="d")
        assert "\n" not in str(raised.value)


def test_a_mistake_of_ours_shows_nothing_of_the_inside(snapshot: Snapshot) -> None:
    app = create_app(snapshot, Settings(), title="t", description="d")

    async def broken(_: Request) -> Response:
        raise ValueError(f"secret of {snapshot.folder}")

    app.router.routes.append(Route("/broken", broken))

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get("/broken")

    answer = asyncio.run(run())
    assert answer.status_code == 500
    assert answer.json()["title"] == "Internal error"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for inside in ("secret", "Traceback", str(snapshot.folder), "ValueError"):
        assert inside not in answer.text


def test_rdflib_fetches_nothing_in_the_process_that_serves(snapshot: Snapshot) -> None:
    create_app(snapshot, Settings(), title="t", description="d")
    assert rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS is False


def test_a_store_that_cannot_be_opened_is_said_before_anything_listens(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="cannot open the store"):
        create_app(Snapshot("0" * 64, tmp_path / "gone"), Settings(), title="t", description="d")


def test_the_public_address_is_the_one_that_is_described(snapshot: Snapshot) -> None:
    with serving(snapshot, workers=1, public_url="https://claims.example/graph") as server:
        assert server.url == "https://claims.example/graph/"
