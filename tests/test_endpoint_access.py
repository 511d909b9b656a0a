"""The file of the access log: appended to in whole lines, refused at the start, and never the end of a server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from http_asked import QUADS, SELECT, asking, get
from indelgraph.endpoint.access import AccessLog, Case
from indelgraph.endpoint.app import create_app
from indelgraph.errors import CallError
from indelgraph.settings import Settings
from serving import WAIT, make_snapshot

if TYPE_CHECKING:
    from pathlib import Path


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("ascii").splitlines()]


def lost(client: httpx.Client) -> float:
    """How many lines a server says it could not write."""
    families = text_string_to_metric_families(client.get("/-/metrics").text)
    [found] = [s.value for family in families for s in family.samples if s.name == "indelgraph_access_log_lost"]
    return found


def test_two_servers_append_to_one_log_and_neither_cuts_it(tmp_path: Path) -> None:
    target = tmp_path / "log"
    target.write_text('{"before":1}\n')
    target.chmod(0o600)
    one, two = (AccessLog(str(target), name) for name in ("one", "two"))
    for _ in range(50):
        for log in (one, two):
            log.write(Case(0.0, outcome="ok"), 0.0, 200, 5)
    one.close()
    two.close()
    found = lines(target)
    assert found[0] == {"before": 1}
    assert [line["snapshot"] for line in found[1:]] == ["one", "two"] * 50
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


def test_a_new_log_is_not_for_everybody(tmp_path: Path) -> None:
    AccessLog(str(tmp_path / "log"), "s").close()
    assert (tmp_path / "log").stat().st_mode & 0o007 == 0


@pytest.mark.parametrize("name", ["no-such-folder/log", ".", "pipe", "a\0b"])
def test_a_log_that_cannot_be_written_ends_the_start_with_one_line(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")  # that nobody reads
    with pytest.raises(CallError, match="cannot write the access log") as raised:
        AccessLog(f"{tmp_path}/{name}", "s")
    assert "--access-log" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_start_ends_before_anything_listens(tmp_path: Path) -> None:
    snapshot = make_snapshot(QUADS, tmp_path)
    with pytest.raises(CallError, match="cannot write the access log: No such file or directory"):
        create_app(snapshot, Settings(access_log=str(tmp_path / "gone" / "log")), title="t", description="d")


def test_a_log_that_fails_later_loses_lines_and_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    log = AccessLog(str(pipe), "s")
    written = 0
    while not log.lost:  # a pipe that nobody reads is full after a while
        log.write(Case(0.0, outcome="ok"), 0.0, 200, 5)
        written += 1
        assert written < 100_000
    os.close(reader)
    log.write(Case(0.0, outcome="ok"), 0.0, 200, 5)
    assert log.lost >= 2
    log.close()
    assert [record.message for record in caplog.records] == [
        "the access log cannot be written: there is no room; lines are lost from here on"
    ]


def test_a_full_disk_is_no_reason_to_end(tmp_path: Path) -> None:
    with asking(tmp_path, access_log="/dev/full") as (server, client):
        for _ in range(2):
            assert get(client, SELECT).json()["results"]["bindings"]
        assert lost(client) == 2
    assert [line for line in server.said if "access log" in line] == [
        "the access log cannot be written: No space left on device; lines are lost from here on\n"
    ]


def test_standard_output_takes_the_log(tmp_path: Path) -> None:
    snapshot = make_snapshot(QUADS, tmp_path)
    program = (
        "import sys; from pathlib import Path; from indelgraph.endpoint.server import serve;"
        "from indelgraph.settings import Settings; from indelgraph.snapshot import Snapshot;"
        "serve(Snapshot(sys.argv[1], Path(sys.argv[2])), Settings(port=0, workers=1, access_log='-'),"
        " title='t', description='d')"
    )
    call = [sys.executable, "-c", program, snapshot.id, str(snapshot.folder)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            url = process.stderr.readline().split()[2]
            assert httpx.get(f"{url}sparql", params={"query": "ASK {}"}).json()["boolean"] is True
            assert json.loads(process.stdout.readline())["outcome"] == "ok"
            process.send_signal(signal.SIGTERM)
            assert process.wait(WAIT) == 0
        finally:
            process.kill()


@given(st.text(), st.text())
def test_whatever_is_noted_is_one_line(outcome: str, digest: str) -> None:
    reader, writer = os.pipe()
    log = AccessLog("/dev/null", "s")
    log._file, null = writer, log._file
    try:
        log.write(Case(0.0, outcome=outcome, digest=digest), 1.5, 200, 5)
        line = os.read(reader, 65536)
    finally:
        for file in (reader, writer, null):
            os.close(file)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert json.loads(line)["outcome"] == outcome
