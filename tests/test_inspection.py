"""A whole collection checked document by document: places, words, receipts, and what is read again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal

from collections_made import CLAIMS, SLUG, make
from indelgraph import CallError, DataError, inspection, receipts, resources, sources
from indelgraph.encode.document import encode_document
from indelgraph.errors import Problems
from indelgraph.inspection import inspect
from indelgraph.namespaces import iri
from indelgraph.registry import read_registry
from indelgraph.sources import OnDemand, Reading, listed_sources

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

    from indelgraph.claims import ClaimFile
    from indelgraph.documents.document import Document
    from indelgraph.parts import Part
    from indelgraph.registry import Registry
    from indelgraph.sources import Source
    from indelgraph.validation import Report


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of our collection."""
    return shutil.copytree(resources.root() / "data", tmp_path / "ours")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done: ``read <slug>`` for a document read, ``check <part>`` for a part validated."""
    done: list[str] = []

    def read(source: Source, registry: Registry) -> Reading:
        done.append(f"read {source.slug}")
        return read_source(source, registry)

    def check(part: Part, kept: receipts.Receipts) -> Report:
        if kept.find(receipts._part_key(part)) is None:
            done.append(f"check {part.name}")
        return validated(part, kept)

    read_source, validated = sources.read_source, receipts.validated
    monkeypatch.setattr(inspection, "read_source", read)
    monkeypatch.setattr(inspection, "validated", check)
    return done


A, B = "battle-of-in-delimane-2012", "indelimane-ambush-2017"


def test_ours_has_nothing_to_find(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    found = inspect(cache=tmp_path, progress=lambda done, of: seen.append((done, of)))
    assert found.documents == 2
    assert list(found.report.lines()) == []
    assert (found.unused, found.lints) == ((), ())
    assert seen == [(0, 2), (1, 2)]


def test_what_did_not_change_is_neither_read_nor_checked_again(ours: Path, tmp_path: Path, work: list[str]) -> None:
    first = inspect(ours, cache=tmp_path / "cache")
    parts = ["identifications", "ontology", "registry"]
    assert sorted(work) == sorted(
        [f"read {A}", f"check {A}", f"read {B}", f"check {B}", *(f"check {p}" for p in parts)]
    )
    work.clear()
    assert inspect(ours, cache=tmp_path / "cache") == first
    assert work == []


def test_a_changed_document_is_checked_alone(ours: Path, tmp_path: Path, work: list[str]) -> None:
    inspect(ours, cache=tmp_path / "cache")
    work.clear()
    path = ours / "claims" / f"{B}.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("claims:\n", "claims:\n  # a remark changes no quad\n", 1), "utf-8")
    inspect(ours, cache=tmp_path / "cache")
    assert work == [f"read {B}"]
    work.clear()
    path.write_text(text.replace("\nnames:\n", "\nnames:\n  - {form: soldiers, of: fama, id: a-new-one}\n", 1), "utf-8")
    with pytest.raises(DataError):  # "soldiers" stands in the text many times: nothing is kept of what is wrong
        inspect(ours, cache=tmp_path / "cache")
    with pytest.raises(DataError):
        inspect(ours, cache=tmp_path / "cache")
    assert work == [f"read {B}", f"read {B}"]


def test_without_a_cache_everything_is_done_anew(work: list[str], ours: Path) -> None:
    inspect(ours)
    once = sorted(work)
    inspect(ours)
    assert sorted(work) == sorted([*once, *once])


@pytest.mark.parametrize("content", [b"", b"[]", b'{"triples": "1"}', b'{"results": [{"severity": "x"}]}', b"\xff"])
def test_a_receipt_that_cannot_be_used_is_none(ours: Path, tmp_path: Path, work: list[str], content: bytes) -> None:
    cache = tmp_path / "cache"
    first = inspect(ours, cache=cache)
    for path in (cache / "valid").iterdir():
        path.write_bytes(content)
    work.clear()
    assert inspect(ours, cache=cache) == first
    assert f"read {A}" in work


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CallError, match=r"cannot write the cache: .*; name another with --cache"):
        inspect(cache=tmp_path / "file")


def test_a_result_names_the_line_and_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What claim files say the encoder makes well-formed; so one fault is put between the two."""
    encode = encode_document

    def faulty(document: Document, file: ClaimFile, registry: Registry) -> frozenset[Quad]:
        quads = encode(document, file, registry)
        words = iri("ig:exact"), Literal("The band took two trucks")
        claim = next(q.subject for q in quads if (q.predicate, q.object) == words)
        return frozenset(q for q in quads if q.subject != claim or q.predicate != iri("ig:groupStatus"))

    monkeypatch.setattr(inspection, "encode_document", faulty)
    folder = make(tmp_path / "made").folder
    (line,) = inspect(folder, cache=tmp_path / "cache").report.lines()
    number = next(n for n, text in enumerate(CLAIMS.splitlines(), 1) if "The band took two trucks" in text)
    assert line.startswith(f"{folder}/claims/{SLUG}.yaml:{number}:5: Violation: ")
    assert " (“The band took two trucks”): " in line


def test_a_document_is_read_when_it_is_asked_for(ours: Path) -> None:
    problems = Problems()
    shelf = OnDemand(listed_sources(ours, problems), read_registry(ours / "registry"))
    assert not problems
    assert (list(shelf.documents), len(shelf.files)) == ([A, B], 2)
    assert shelf.readings == {}
    assert shelf.documents[A].slug == A
    assert list(shelf.readings) == [A]
    with pytest.raises(KeyError):
        shelf.documents["none"]
