"""What those who run a server see: its counters, its log of queries, whether it is well, and its settings."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from http_asked import CONSTRUCT, QUADS, SELECT, asking, get
from indelgraph.endpoint.evaluate import Limits, answer
from indelgraph.endpoint.evaluate import Query as Asked
from serving import RUNAWAY, WAIT, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from serving import Server

Key = tuple[str, frozenset[tuple[str, str]]]
MEMBERS = ["time", "query", "form", "duration_ms", "rows", "bytes", "outcome", "status", "cache", "snapshot"]


def metrics(client: httpx.Client) -> dict[Key, float]:
    answered = client.get("/-/metrics")
    assert answered.status_code == 200
    assert answered.headers["Content-Type"].startswith("text/plain; version=")
    assert answered.headers["Cache-Control"] == "no-store"
    families = text_string_to_metric_families(answered.text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def value(found: dict[Key, float], name: str, **labels: str) -> float:
    return found.get((f"indelgraph_{name}", frozenset(labels.items())), 0.0)


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[tuple[Server, httpx.Client, Path]]:
    log = tmp_path / "access.jsonl"
    with asking(tmp_path / "cache", access_log=str(log), timeout=2) as (server, client):
        yield server, client, log


def lines(log: Path) -> list[dict[str, Any]]:
    text = log.read_text("ascii")
    assert text.endswith("\n") or not text
    return [json.loads(line) for line in text.splitlines()]


# --- counters and log -------------------------------------------------------------------------------------------


def test_each_query_is_counted_and_is_one_line(logged: tuple[Server, httpx.Client, Path]) -> None:
    server, client, log = logged
    started = datetime.now(UTC)
    tag = get(client, SELECT).headers["ETag"]
    size = len(get(client, SELECT).content)
    client.get("/sparql", params={"query": SELECT}, headers={"Accept": "*/*", "If-None-Match": tag})
    client.head("/sparql", params={"query": SELECT})
    graph = client.post("/sparql", data={"query": CONSTRUCT, "format": "nt"})
    get(client, "SELECT * { ?s ?p")
    client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D")
    get(client, "SELECT (RAND() AS ?x) {}")
    slow = client.get("/sparql", params={"query": RUNAWAY, "timeout": "0.1"})
    assert slow.status_code in {200, 503}
    found = lines(log)
    short = hashlib.sha256(SELECT.encode()).hexdigest()[:16]
    shown = [[line[name] for name in ("form", "rows", "bytes", "outcome", "status", "cache")] for line in found]
    assert shown[:8] == [
        ["select", 2, size, "ok", 200, "miss"],
        ["select", 2, size, "ok", 200, "hit"],
        ["select", None, 0, "not-modified", 304, "hit"],
        ["select", 2, 0, "ok", 200, "hit"],
        ["construct", 2, len(graph.content), "ok", 200, "miss"],
        ["select", None, shown[5][2], "malformed-query", 400, "miss"],
        [None, None, shown[6][2], "several-queries", 400, None],
        ["select", 1, shown[7][2], "ok", 200, "none"],
    ]
    for line in found:
        assert list(line) == MEMBERS
        when = datetime.fromisoformat(line["time"])
        assert line["time"].endswith("Z")
        assert (started - when).total_seconds() < 0.002  # it is cut to milliseconds
        assert line["duration_ms"] >= 0
        assert re.fullmatch("[0-9a-f]{64}", line["snapshot"])
    assert [line["query"] for line in found[:4]] == [short] * 4
    assert found[6]["query"] is None
    text = log.read_text("ascii")
    for private in ("127.0.0.1", "example.org", "RAND", client.headers["User-Agent"]):
        assert private not in text

    counted = metrics(client)
    assert value(counted, "queries_total", outcome="ok", form="select") == 4 + (slow.status_code == 200)
    assert value(counted, "queries_total", outcome="not-modified", form="select") == 1
    assert value(counted, "queries_total", outcome="malformed-query", form="select") == 1
    assert value(counted, "queries_total", outcome="several-queries", form="unknown") == 1
    assert value(counted, "query_duration_seconds_count", form="construct") == 1
    assert value(counted, "cache_requests_total", result="hit") == 3
    assert value(counted, "cache_requests_total", result="none") == 1
    assert value(counted, "result_rows_total") >= 2 + 2 + 2 + 2 + 1
    assert value(counted, "result_bytes_total") >= 2 * size + len(graph.content)
    assert value(counted, "workers") == len(server.workers())
    assert value(counted, "queries_running") == value(counted, "queries_waiting") == 0
    assert value(counted, "cache_answers") == 2 + (slow.status_code == 200)
    assert value(counted, "cache_bytes") > size
    assert value(counted, "access_log_lost") == 0
    names = {name for name, _ in counted}
    assert {"indelgraph_workers_free", "indelgraph_build_info", "process_open_fds"} <= names


def test_what_is_no_query_is_neither_counted_nor_logged(logged: tuple[Server, httpx.Client, Path]) -> None:
    _, client, log = logged
    for path in ("/", "/sparql", "/-/health", "/-/ready", "/-/metrics", "/nowhere"):
        client.get(path)
    client.options("/sparql")
    assert lines(log) == []
    assert not any(name == "indelgraph_queries_total" for name, _ in metrics(client))


def test_a_client_cannot_write_into_the_log_or_the_labels(logged: tuple[Server, httpx.Client, Path]) -> None:
    _, client, log = logged
    evil = 'ASK {} # \n{"time":"x"}\r\n\x1b[31m\u2028"'
    for params in (
        {"query": evil},
        {"query": f"{evil} {{"},
        {"query": "ASK {}", "format": evil},
        {"query": "ASK {}", "timeout": evil},
        {evil: "x"},
    ):
        client.get("/sparql", params=params, headers={"X-Forwarded-For": '"},{', "User-Agent": '"\\'})
    client.request("BREW", "/sparql", params={"query": evil})
    found = lines(log)
    assert len(found) == 6
    assert all(list(line) == MEMBERS for line in found)
    labels = {label for name, pairs in metrics(client) if name == "indelgraph_queries_total" for label in pairs}
    assert {text for key, text in labels if key == "form"} <= {"ask", "unknown"}
    assert {text for key, text in labels if key == "outcome"} <= {
        *("ok", "malformed-query", "unknown-format", "bad-timeout", "no-query", "method-not-allowed"),
    }


def test_a_client_that_goes_away_is_in_the_log(logged: tuple[Server, httpx.Client, Path]) -> None:
    server, _, log = logged
    with socket.create_connection(server.address, timeout=WAIT) as connection:
        head = (
            "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\n"
        )
        connection.sendall(head.encode())
    wait_until(lambda: len(lines(log)) == 1, "a line")
    [line] = lines(log)
    assert (line["outcome"], line["status"], line["bytes"]) == ("client-gone", None, 0)


def test_open_metrics_for_whoever_asks_for_it(logged: tuple[Server, httpx.Client, Path]) -> None:
    _, client, _ = logged
    answered = client.get("/-/metrics", headers={"Accept": "application/openmetrics-text;version=1.0.0"})
    assert answered.headers["Content-Type"].startswith("application/openmetrics-text")
    assert answered.text.endswith("# EOF\n")


# --- rows -------------------------------------------------------------------------------------------------------

ROWS = (
    ("SELECT ?o { ?s ?p ?o }", 5),
    ("SELECT ?s ?p ?o { ?s ?p ?o FILTER(false) }", 0),
    ("SELECT ?x ?o { ?s ?p ?o OPTIONAL { ?o ?p ?x } }", 5),
    ('SELECT ?o { VALUES ?o { "[{" ",{" "},{" "a\\"b" "x,{\\"y\\":1}" "<result>" "a\\nb" "\\n" "" } }', 9),
)


@pytest.mark.parametrize("accept", ["json", "xml", "csv", "tsv"])
def test_rows_are_counted_as_a_parser_counts_them(tmp_path: Path, accept: str) -> None:
    types = {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
    }
    store = make_snapshot(QUADS.replace("g3", "g4"), tmp_path).open()
    for query, expected in ROWS:
        given_answer = answer(store, Asked(query, accept=types[accept]), Limits(max_rows=1000, max_depth=50))
        assert given_answer.rows == expected, query


# --- health -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/-/health", "/-/ready", "/-/metrics", "/-/settings"])
def test_those_who_watch_may_ask_for_the_head_alone(client: httpx.Client, path: str) -> None:
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == client.get(path).headers["Content-Type"]


def test_ready_asks_a_worker_each_time(tmp_path: Path) -> None:
    with serving(make_snapshot(numbers(5), tmp_path), workers=1, timeout=0.5) as server:
        ready = httpx.get(f"{server.url}-/ready")
        assert (ready.status_code, ready.json()["status"]) == (200, "ready")
        assert ready.headers["Cache-Control"] == "no-store"
        workers = server.workers()
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        try:
            stuck = httpx.get(f"{server.url}-/ready", timeout=WAIT)
            assert stuck.status_code == 503
            assert stuck.headers["Content-Type"] == "application/problem+json"
            assert httpx.get(f"{server.url}-/health").json() == {"status": "ok"}
        finally:
            for pid in workers & server.workers():
                os.kill(pid, signal.SIGCONT)


def test_settings_are_shown_and_places_on_the_machine_are_not(logged: tuple[Server, httpx.Client, Path]) -> None:
    _, client, log = logged
    answered = client.get("/-/settings")
    rows = {row["name"]: row for row in answered.json()["settings"]}
    assert rows["timeout"]["value"] == 2
    assert rows["access_log"]["value"] == "not shown"
    assert str(log) not in answered.text
