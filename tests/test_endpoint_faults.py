"""What is killed costs what it was at and nothing else: workers under load, the server amid an answer, builds."""

from __future__ import annotations

import concurrent.futures
import fcntl
import hashlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx
import pytest

from benchmarks.generate import generate
from indelgraph import snapshot as snapshots
from serving import RUNAWAY, WAIT, is_running, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from indelgraph.snapshot import Snapshot
    from serving import Server

ENOUGH = 300


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(numbers(ENOUGH), tmp_path_factory.mktemp("cache"))


def sum_and(number: int) -> tuple[str, str]:
    """A query that no other test sends, and its answer as CSV."""
    return f"SELECT (SUM(?o) + {number} AS ?n) {{ ?s ?p ?o }}", f"n\r\n{sum(range(ENOUGH)) + number}\r\n"


class Killer:
    """Kills workers and nurseries at random."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.chance = random.Random(11)
        self.seen: set[int] = set()
        self.done = threading.Event()

    def run(self, rounds: int) -> None:
        try:
            for number in range(rounds):
                nurseries, workers = self.server.nurseries(), self.server.workers()
                self.seen |= nurseries | workers
                for pid in sorted(workers):
                    self.perhaps_kill(pid, 0.3)
                for pid in nurseries:
                    self.perhaps_kill(pid, 0.2 if number else 1.0)
                time.sleep(self.chance.uniform(0.02, 0.3))
        finally:
            self.done.set()

    def perhaps_kill(self, pid: int, probability: float) -> None:
        if self.chance.random() < probability:
            with suppress(ProcessLookupError):
                os.kill(pid, self.chance.choice([signal.SIGKILL, signal.SIGTERM]))


def test_workers_and_nurseries_killed_at_random_under_load_cost_no_answer_but_one(snapshot: Snapshot) -> None:
    def client(number: int, server: Server, done: threading.Event) -> list[str]:
        kinds: list[str] = []
        transport = httpx.HTTPTransport(local_address=f"127.0.0.{number + 2}")
        with httpx.Client(transport=transport, timeout=WAIT, headers={"Accept": "text/csv, */*;q=0.1"}) as session:
            while not done.is_set():
                query, answer = sum_and(4 * len(kinds) + number)
                given = session.post(server.endpoint, data={"query": query})
                if given.status_code == 200:
                    assert given.text == answer
                    kinds.append("answer")
                else:
                    assert given.status_code == 503
                    assert "ended from outside" in given.text or "no worker came free" in given.text
                    kinds.append("problem")
        return kinds

    with serving(snapshot, workers=2, timeout=20) as server, concurrent.futures.ThreadPoolExecutor() as executor:
        killer = Killer(server)
        kills = executor.submit(killer.run, 20)
        clients = [executor.submit(client, number, server, killer.done) for number in range(4)]
        kills.result(4 * WAIT)
        kinds = [kind for one in clients for kind in one.result(WAIT)]
        assert len(kinds) > 100
        assert kinds.count("answer") > 0.8 * len(kinds)
        wait_until(lambda: len(server.nurseries()) == 1, "one nursery")
        wait_until(lambda: len(server.workers()) == 3, "as many workers as before, none without a nursery")
        query, answer = sum_and(-1)
        assert httpx.post(server.endpoint, data={"query": query}, headers={"Accept": "text/csv"}).text == answer
        assert not any("Traceback" in line for line in server.said)
        every = killer.seen | server.nurseries() | server.workers()
        assert server.stop() == 0
        wait_until(lambda: not any(map(is_running, every)), "the end of all that there have been")


def test_an_answer_that_breaks_off_is_no_whole_answer(snapshot: Snapshot) -> None:
    # Nothing can be said any more when the first bytes are out; so the connection breaks before the length is reached.
    with serving(snapshot, workers=1, timeout=WAIT) as server:
        with socket.create_connection(server.address, timeout=WAIT) as connection:
            query = "query=SELECT%20*%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20%7D"
            connection.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            received = connection.recv(4096)
            assert received.startswith(b"HTTP/1.1 200 OK\r\n")
            (length,) = (
                int(line.partition(b":")[2])
                for line in received.split(b"\r\n")
                if line.lower().startswith(b"content-le")
            )
            assert server.stop(signal.SIGKILL) == -signal.SIGKILL
            size = len(received.partition(b"\r\n\r\n")[2])
            try:
                while more := connection.recv(65536):
                    size += len(more)
            except ConnectionResetError:
                pass
        assert size < length


def test_a_signal_amid_load_ends_everything_within_a_bound(snapshot: Snapshot) -> None:
    with serving(snapshot, workers=2, timeout=3600) as server:
        with concurrent.futures.ThreadPoolExecutor() as executor:
            runs = [executor.submit(runaway, server, number) for number in range(6)]
            wait_until(lambda: any(niceness(pid) > 0 for pid in server.workers()), "a long query")
            workers = server.workers() | server.nurseries()
            assert server.stop() == 0
            assert {run.result(WAIT) for run in runs} <= {"503", "broken"}
        assert [pid for pid in workers if is_running(pid)] == []


def runaway(server: Server, number: int) -> str:
    try:
        given = httpx.post(server.endpoint, data={"query": f"{RUNAWAY} # {number}"}, timeout=2 * WAIT)
    except httpx.TransportError:
        return "broken"
    return str(given.status_code)


def niceness(pid: int) -> int:
    try:
        return os.getpriority(os.PRIO_PROCESS, pid)
    except ProcessLookupError:
        return 0


def build(data: Path, cache: Path) -> subprocess.Popen[str]:
    call = [sys.executable, "-m", "indelgraph", "build", "--data", str(data), "--cache", str(cache), "--quiet"]
    return subprocess.Popen(call, stdout=subprocess.PIPE, text=True)


def built(data: Path, cache: Path) -> Snapshot:
    with build(data, cache) as process:
        said, _ = process.communicate(timeout=8 * WAIT)
    assert process.returncode == 0
    found = snapshots.find(said.strip().rpartition("/")[2], cache)
    assert found is not None
    return found


def check(snapshot: Snapshot) -> int:
    """See that a snapshot is whole, and count its quads."""
    lines = snapshot.nquads.read_bytes()
    assert hashlib.sha256(lines).hexdigest() == snapshot.id
    count = len(snapshot.open())
    assert count == lines.count(b"\n")
    return count


def making(cache: Path) -> int:
    """How many snapshots are being made, or were when their build was killed."""
    return len(list(cache.glob(".making-*")))


def at_work(process: subprocess.Popen[str], cache: Path) -> None:
    before = making(cache)
    wait_until(lambda: making(cache) != before or process.poll() is not None, "a build that writes")


@pytest.mark.slow
def test_a_build_killed_at_any_moment_harms_no_snapshot(tmp_path: Path) -> None:
    chance = random.Random(5)
    cache = tmp_path / "cache"
    for name, seed in (("first", 3), ("second", 4)):
        generate(tmp_path / name, 1, seed=seed)
    good = built(tmp_path / "first", cache)
    quads = check(good)
    other = built(tmp_path / "second", cache)
    assert other.id != good.id
    shutil.rmtree(other.folder)
    start = time.monotonic()
    assert built(tmp_path / "second", cache).id == other.id
    longest = time.monotonic() - start
    left = 0
    for number in range(20):
        shutil.rmtree(other.folder, ignore_errors=True)
        with build(tmp_path / "second", cache) as process:
            if number % 2:
                at_work(process, cache)
                time.sleep(chance.uniform(0, longest / 20))
            else:
                time.sleep(chance.uniform(0, longest))
            process.kill()
            process.communicate(timeout=WAIT)
        left += making(cache)
        assert check(good) == quads
        found = snapshots.find(other.id, cache)
        if found:
            check(found)
    assert left
    assert check(built(tmp_path / "second", cache))
    assert not making(cache)
    with serving(good, workers=1) as server:
        assert httpx.post(server.endpoint, data={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True


def test_what_a_killed_build_left_is_removed_by_the_next_and_what_is_being_made_is_not(tmp_path: Path) -> None:
    left, busy, elsewhere = tmp_path / ".making-left", tmp_path / ".making-busy", tmp_path / "elsewhere"
    for folder in (left / "store", busy, elsewhere):
        folder.mkdir(parents=True)
    (left / "store" / "CURRENT").write_text("half")
    (elsewhere / "precious").write_text("kept")
    (tmp_path / ".making-link").symlink_to(elsewhere)
    handle = os.open(busy, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        first = make_snapshot(numbers(3), tmp_path)
        assert not left.exists()
        assert busy.is_dir()
        assert (elsewhere / "precious").read_text() == "kept"
    finally:
        os.close(handle)
    assert check(first) == 3
    assert check(make_snapshot(numbers(4), tmp_path)) == 4
    assert not busy.exists()


def test_a_cache_that_is_a_link_can_be_built_in(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert check(make_snapshot(numbers(3), tmp_path / "link")) == 3
