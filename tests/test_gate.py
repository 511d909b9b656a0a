"""Snapshots and the gate before them: content-addressed, whole or not there, never of invalid data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, Quad, QuerySolutions

from collections_made import SLUG, make
from indelgraph import CallError, DataError, snapshot
from indelgraph.gate import passed
from indelgraph.namespaces import iri

if TYPE_CHECKING:
    from pathlib import Path

    from indelgraph import Build

LINE = b'<http://example.org/s> <http://example.org/p> "o" <http://example.org/g> .\n'


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A small collection as quads."""
    return make(tmp_path_factory.mktemp("made")).load().build()


@pytest.mark.parametrize("name", ["<http://x/{}>", "_:b{}"])
def test_a_store_is_loaded_in_pieces_and_a_blank_node_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(snapshot, "_PIECE", 100)
    lines = (f'{name.format(n // 10)} <http://x/p> "{n} \\n" <http://x/g> .\n' for n in range(100))
    store = snapshot.write("".join(sorted(lines)).encode(), tmp_path).open()
    counts = store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?s")
    assert isinstance(counts, QuerySolutions)
    assert [int(row["n"].value) for row in counts] == [10] * 10


def test_a_snapshot_is_named_by_its_content_and_made_once(tmp_path: Path) -> None:
    first = snapshot.write(LINE, tmp_path)
    made = first.nquads.stat().st_mtime_ns
    again = snapshot.write(LINE, tmp_path)
    assert first == again
    assert first.nquads.stat().st_mtime_ns == made
    assert first.nquads.read_bytes() == LINE
    assert snapshot.write(LINE.replace(b'"o"', b'"x"'), tmp_path).id != first.id
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_what_is_not_finished_is_not_there(tmp_path: Path) -> None:
    with snapshot.making(LINE, tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
    with snapshot.making(LINE, tmp_path) as finish:
        assert not any(tmp_path.glob("[!.]*")), "nobody finds it before"
        other = snapshot.write(LINE, tmp_path)  # another process is first, with the same bytes
        assert finish() == other
    assert [path.name for path in tmp_path.iterdir()] == [other.id]


def test_a_snapshot_answers_read_only(tmp_path: Path) -> None:
    store = snapshot.write(LINE, tmp_path).open()
    assert [str(q) for q in store] == [LINE.decode().strip().removesuffix(" .")]
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(next(iter(store)))


def test_a_full_disk_is_told_in_a_line_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("IO error: No space left on device: While appending to file")

    monkeypatch.setattr(snapshot, "_fill", full)
    with pytest.raises(
        CallError, match=r"cannot write the cache: IO error: No space left .*; name another with --cache"
    ):
        snapshot.write(LINE, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CallError, match="cannot write the cache"):
        snapshot.write(LINE, tmp_path / "file")


def test_an_invalid_build_leaves_no_snapshot_and_no_receipt(tmp_path: Path, build: Build) -> None:
    graph = build.document_graphs[SLUG]
    quads = tuple(
        Quad(q.subject, q.predicate, Literal("about sixty"), q.graph_name)
        if q.predicate == iri("ig:asStated") and q.object == Literal("about fifty")
        else q
        for q in build.graphs[graph]
    )
    assert quads != build.graphs[graph]
    broken = replace(build, graphs={**build.graphs, graph: quads})
    with pytest.raises(DataError, match="killed-unstated"):
        passed(broken, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["valid"]
    receipts = {path.name for path in (tmp_path / "valid").iterdir()}
    assert all(name.startswith("part-") for name in receipts), "the dataset has none"
    wrong = 2  # the document, and what rules found in it
    assert len(receipts) == len(list(broken.parts())) - wrong


def test_what_passed_once_is_not_checked_again(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    first = passed(build, tmp_path)
    monkeypatch.setattr("indelgraph.gate.require_valid", _must_not_be_called)
    assert passed(build, tmp_path) == first
    (receipt,) = (tmp_path / "valid").glob("dataset-*")
    assert first.id.startswith(receipt.name.split("-")[1])


def _must_not_be_called(_: object) -> None:
    raise AssertionError("checked again")


def test_a_snapshot_in_memory_answers_as_the_one_on_disk(tmp_path: Path, build: Build) -> None:
    snapshot = passed(build, tmp_path)
    text = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o LIMIT 500 OFFSET 1000"
    rows = [[str(row) for row in store.query(text)] for store in (snapshot.copy(), snapshot.open())]  # type: ignore[union-attr] # a SELECT
    assert rows[0] == rows[1]
    assert len(rows[0]) == 500
    assert len(snapshot.copy()) == len(snapshot.open())
