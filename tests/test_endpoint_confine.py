"""What a confined process can no more do, and what it still can; and that workers are confined."""

from __future__ import annotations

import asyncio
import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indelgraph.endpoint.pool import Pool
from indelgraph.settings import Settings
from serving import WAIT, Trap, make_snapshot, numbers, wait_until

if TYPE_CHECKING:
    from indelgraph.snapshot import Snapshot

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"},
    reason="confinement is for Linux on x86_64 and aarch64",
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(numbers(50), tmp_path_factory.mktemp("cache"))


BEGIN = """
import json, sys
from pathlib import Path
from indelgraph.snapshot import Snapshot
from indelgraph.endpoint.confine import confine
store = Snapshot(sys.argv[1], Path(sys.argv[2])).open()
if sys.argv[3] == "confined":
    assert confine() is True
"""

# Each line is one attempt; a child that comes to be ends at once.
ATTEMPTS = (
    BEGIN
    + """
import ctypes, errno, os, socket, subprocess, threading

libc = ctypes.CDLL(None, use_errno=True)

def child(pid):
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)

def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result

def clone3():
    arguments = (ctypes.c_uint64 * 8)(0, 0, 0, 0, 17)
    child(checked(libc.syscall(435, ctypes.byref(arguments), 64)))

def in_a_thread(attempt):
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(outcome(attempt)))
    thread.start()
    thread.join()
    raise OSError(getattr(errno, outcomes[0]), "") if outcomes[0] != "done" else SystemExit

def outcome(attempt):
    try:
        attempt()
    except OSError as error:
        return errno.errorcode[error.errno]
    except SystemExit:
        pass
    return "done"

outcomes = {
    "internet": outcome(lambda: socket.socket(socket.AF_INET).close()),
    "internet 6": outcome(lambda: socket.socket(socket.AF_INET6).close()),
    "datagrams": outcome(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()),
    "local": outcome(lambda: socket.socket(socket.AF_UNIX).close()),
    "pair": outcome(lambda: [end.close() for end in socket.socketpair()]),
    "in a thread": outcome(lambda: in_a_thread(lambda: socket.socket().close())),
    "fork": outcome(lambda: child(os.fork())),
    "clone3": outcome(clone3),
    "program": outcome(lambda: subprocess.run(["true"], check=True)),
    "spawn": outcome(lambda: os.waitpid(os.posix_spawn("/bin/sh", ["sh", "-c", ":"], {}), 0)),
    "exec": outcome(lambda: os.execv("/nonexistent", ["x"])),
}
print(json.dumps(outcomes))
"""
)


def run(script: str, snapshot: Snapshot, *, confined: bool) -> str:
    call = [sys.executable, "-c", script, snapshot.id, str(snapshot.folder), "confined" if confined else "free"]
    return subprocess.run(call, check=True, capture_output=True, text=True, timeout=WAIT).stdout


def test_no_connections_and_no_programs(snapshot: Snapshot) -> None:
    outcomes = json.loads(run(ATTEMPTS, snapshot, confined=True))
    assert outcomes.pop("clone3") == "ENOSYS"  # so that the C library makes its threads in another way
    assert set(outcomes.values()) == {"EACCES"}, outcomes


def test_what_is_refused_works_without_confinement(snapshot: Snapshot) -> None:
    outcomes = json.loads(run(ATTEMPTS, snapshot, confined=False))
    assert outcomes.pop("exec") == "ENOENT"
    assert outcomes.pop("internet 6") in {"done", "EAFNOSUPPORT"}
    assert set(outcomes.values()) == {"done"}, outcomes


def test_threads_work_and_the_store_answers(snapshot: Snapshot) -> None:
    script = (
        BEGIN
        + """
import threading
answers = []

def ask():
    rows = store.query("SELECT (SUM(?o) AS ?n) { ?s ?p ?o }", use_default_graph_as_union=True)
    answers.append(int(next(rows)["n"].value))

threads = [threading.Thread(target=ask) for _ in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(answers))
"""
    )
    assert json.loads(run(script, snapshot, confined=True)) == [sum(range(50))] * 20


SERVICE = (
    BEGIN
    + """
try:
    list(store.query("SELECT * { SERVICE <%s> { ?s ?p ?o } }"))
except (OSError, RuntimeError, ValueError) as error:
    print(type(error).__name__)
"""
)


def test_service_past_the_guard_makes_no_connection(snapshot: Snapshot) -> None:
    trap = Trap()
    try:
        said = run(SERVICE % trap.url, snapshot, confined=True)
        assert said.endswith("Error\n")
        assert not trap.sprung
    finally:
        trap.close()


def test_service_without_confinement_would(snapshot: Snapshot) -> None:
    trap = Trap()
    call = [sys.executable, "-c", SERVICE % trap.url, snapshot.id, str(snapshot.folder), "free"]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: trap.sprung, "a connection")
        finally:
            process.kill()
            trap.close()


def test_every_worker_is_confined(snapshot: Snapshot) -> None:
    async def body() -> None:
        pool = Pool(snapshot, Settings(workers=1))
        await pool.start()
        try:
            for pid in pool.processes:
                status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").split("\n")
                assert "Seccomp:\t2" in status  # SECCOMP_MODE_FILTER
                assert "NoNewPrivs:\t1" in status
        finally:
            await pool.stop()

    asyncio.run(body())
