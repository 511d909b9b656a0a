"""Load over HTTP from several clients: every good answer right, nothing but 503 of the 5xx, and nothing left over."""

from __future__ import annotations

import concurrent.futures
import csv
import io
import random
import socket
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from serving import RUNAWAY, WAIT, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from serving import Server

pytestmark = pytest.mark.slow

CLIENTS = 6
REQUESTS = 50  # of each client in each round
MOST_ROWS = 500
NUMBERS = 300
MEBIBYTES = 48
"""How much larger a server may be after the second round than after the first: what a few large answers take that
the allocator has not given back."""


def good(asked: int) -> str:
    return f"SELECT ?o ({asked} AS ?asked) {{ <http://example.org/n{asked % NUMBERS}> ?p ?o }}"


def check_good(asked: int, given: httpx.Response) -> None:
    assert given.text == f"o,asked\r\n{asked % NUMBERS},{asked}\r\n"
    assert "X-Truncated" not in given.headers


def sum_of(asked: int) -> str:
    return f"SELECT (SUM(?o) AS ?n) ({asked} AS ?asked) {{ ?s ?p ?o FILTER(?o <= {asked % NUMBERS}) }}"


def check_sum(asked: int, given: httpx.Response) -> None:
    assert given.text == f"n,asked\r\n{sum(range(asked % NUMBERS + 1))},{asked}\r\n"


def huge(asked: int) -> str:
    return f"SELECT ?a ?d ({asked} AS ?asked) {{ ?a ?b ?c . ?d ?e ?f }}"


def check_huge(asked: int, given: httpx.Response) -> None:
    assert given.headers["X-Truncated"] == "true"
    rows = list(csv.reader(io.StringIO(given.text, newline="")))
    assert len(rows) == MOST_ROWS + 1
    assert {row[2] for row in rows[1:]} == {str(asked)}


def refusal(status: int, kind: str) -> Callable[[int, httpx.Response], None]:
    def check(asked: int, given: httpx.Response) -> None:
        assert given.status_code == status, given.text
        assert given.json()["type"].endswith(f"/{kind}")

    return check


def none(asked: int, given: httpx.Response) -> None:
    raise AssertionError(f"a runaway has an answer: {given.text}")


KINDS: dict[str, tuple[int, Callable[[int], str], Callable[[int, httpx.Response], None]]] = {
    # kind: how many of a hundred, the query, and what is asked of an answer that is not 503
    "good": (40, good, check_good),
    "sum": (20, sum_of, check_sum),
    "huge": (10, huge, check_huge),
    "malformed": (8, lambda asked: f"SELECT * {{ ?s {asked}", refusal(400, "malformed-query")),
    "update": (3, lambda asked: f"INSERT DATA {{ <a:b> <a:c> {asked} }}", refusal(400, "not-a-query")),
    "service": (3, lambda asked: f"ASK {{ SERVICE <http://127.0.0.1:9/{asked}> {{}} }}", refusal(403, "service-off")),
    "nested": (5, lambda asked: f"# {asked}\nASK " + "{" * 3000 + "}" * 3000, refusal(400, "query-too-complex")),
    "memory": (
        3,
        lambda asked: (
            f"SELECT (STRLEN(?x9) AS ?n) ({asked} AS ?y) {{ BIND('aaaaaaaaaa' AS ?x0) "
            + "".join(f"BIND(REPLACE(?x{n}, 'a', 'aaaaaaaaaa') AS ?x{n + 1})" for n in range(9))
            + "}"
        ),
        refusal(400, "query-too-complex"),
    ),
    "runaway": (4, lambda asked: f"# {asked}\n{RUNAWAY}", none),
    "leaving": (4, lambda asked: f"# {asked}\n{RUNAWAY}", none),
}
SHARES = {kind: share for kind, (share, _, _) in KINDS.items()}


def client(server: Server, number: int, turn: int) -> Counter[tuple[str, int]]:
    """One client with an address of its own; counts the kinds of its queries with the status of their answers."""
    chance = random.Random(100 * turn + number)
    address = f"127.0.0.{number + 2}"
    seen: Counter[tuple[str, int]] = Counter()
    transport = httpx.HTTPTransport(local_address=address)
    accept = {"Accept": "text/csv, application/problem+json"}
    with httpx.Client(transport=transport, timeout=2 * WAIT, headers=accept) as session:
        for count in range(REQUESTS):
            (kind,) = chance.choices(list(SHARES), list(SHARES.values()))
            asked = (turn * CLIENTS + number) * REQUESTS + count
            _, query, check = KINDS[kind]
            if kind == "leaving":
                leave(server, address, query(asked))
                continue
            given = session.post(server.endpoint, data={"query": query(asked)})
            seen[kind, given.status_code] += 1
            if given.status_code == 503:
                problem = given.json()
                assert problem["type"].endswith(("/busy", "/query-timeout"))
                assert ("Retry-After" in given.headers) == problem["type"].endswith("/busy")
                assert kind != "good" or problem["type"].endswith("/busy"), problem
            else:
                assert given.status_code < 500, given.text
                check(asked, given)
    return seen


def leave(server: Server, address: str, query: str) -> None:
    with socket.create_connection(server.address, timeout=WAIT, source_address=(address, 0)) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())


def load(server: Server, turn: int) -> Counter[tuple[str, int]]:
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as executor:
        clients = [executor.submit(client, server, number, turn) for number in range(CLIENTS)]
        return sum((one.result(20 * WAIT) for one in clients), Counter())


def quiet(server: Server) -> None:
    """Wait until no query runs or waits and there are as many workers as at the start."""

    def settled() -> bool:
        text = httpx.get(server.url + "-/metrics", timeout=WAIT).text
        lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        state = {name.rpartition("indelgraph_")[2]: float(value) for name, value in lines.items()}
        return [state[name] for name in ("queries_running", "queries_waiting", "workers", "workers_free")] == [
            0,
            0,
            3,
            3,
        ]

    wait_until(settled, "a quiet server")
    wait_until(lambda: len(server.workers()) == 3, "three workers")


def handles(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def memory(server: Server) -> float:
    """Memory of the server process and its workers that is no file, in MiB."""
    pids = {server.process.pid, *server.workers()}
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024


def test_a_server_under_every_kind_of_query_at_once(tmp_path: Path) -> None:
    snapshot = make_snapshot(numbers(NUMBERS), tmp_path)
    limits = {"max_rows": MOST_ROWS, "max_depth": 1_000_000, "max_memory": 256, "max_waiting": 2 * CLIENTS}
    with serving(snapshot, workers=2, timeout=2.0, **limits) as server:
        quiet(server)
        seen = load(server, 0)
        quiet(server)
        before = (handles(server), memory(server))
        seen += load(server, 1)
        quiet(server)
        wait_until(lambda: handles(server) <= before[0], "as many open files as before")
        assert memory(server) - before[1] < MEBIBYTES
        for kind in KINDS:
            if kind != "leaving":
                assert any(asked == kind for asked, _ in seen), kind
        answered = sum(count for (kind, status), count in seen.items() if kind in {"good", "sum"} and status == 200)
        sent_away = sum(count for (kind, status), count in seen.items() if kind in {"good", "sum"} and status == 503)
        assert sent_away < answered / 20
        assert seen["huge", 200] > 0
        workers = server.workers()
        assert server.stop() == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
        assert not any("Traceback" in line for line in server.said)
