"""What is read and validated again when something changes, and what a receipt spares."""

from __future__ import annotations

import gc
import shutil
import weakref
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, Quad

from benchmarks.generate import generate
from collections_made import CLAIMS, SLUG, make
from indelgraph import CallError, DataError, inspection, receipts, resources, sources
from indelgraph.documents.document import Document
from indelgraph.encode.document import encode_document
from indelgraph.encode.registry import encode_links, encode_registry
from indelgraph.errors import Problems
from indelgraph.inspection import inspect
from indelgraph.lints import document_lints
from indelgraph.namespaces import iri
from indelgraph.parts import Surroundings
from indelgraph.registry import Kind, Registry, read_registry
from indelgraph.sources import OnDemand, Reading, listed_sources
from indelgraph.usage import Consulted, Extracts, with_ties
from two_made import FIRST, SECOND, make_two

if TYPE_CHECKING:
    from pathlib import Path

    from indelgraph.claims import ClaimFile
    from indelgraph.parts import Part
    from indelgraph.sources import Source
    from indelgraph.validation import Report


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A collection of two small documents."""
    return make_two(tmp_path / "two")


@pytest.fixture(scope="module")
def receipts_of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which that collection was inspected."""
    folder = tmp_path_factory.mktemp("inspected")
    inspect(make_two(folder / "two"), cache=folder / "cache")
    return folder / "cache"


@pytest.fixture
def cache(receipts_of_two: Path, tmp_path: Path) -> Path:
    """A copy of that cache: receipts are of content, so that they hold for the collection in another folder, too."""
    return shutil.copytree(receipts_of_two, tmp_path / "cache")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done: ``read <slug>`` for a document read, ``check <part>`` for a part validated."""
    done: list[str] = []

    def read(source: Source, registry: Registry) -> Reading:
        done.append(f"read {source.slug}")
        return read_source(source, registry)

    def check(part: Part, kept: receipts.Receipts) -> Report:
        if kept.find(receipts.part_key(part)) is None:
            done.append(f"check {part.name}")
        return validated(part, kept)

    read_source, validated = sources.read_source, receipts.validated
    monkeypatch.setattr(inspection, "read_source", read)
    monkeypatch.setattr(inspection, "validated", check)
    return done


def test_ours_has_nothing_to_find(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    found = inspect(cache=tmp_path, progress=lambda done, of: seen.append((done, of)))
    assert found.documents == 2
    assert list(found.report.lines()) == []
    assert (found.unused, found.lints) == ((), ())
    assert seen == [(0, 2), (1, 2)]


def test_what_did_not_change_is_neither_read_nor_checked_again(two: Path, tmp_path: Path, work: list[str]) -> None:
    first = inspect(two, cache=tmp_path / "cache")
    shared = ["identifications", "ontology", "registry"]
    assert sorted(work) == sorted(
        [f"read {FIRST}", f"check {FIRST}", f"read {SECOND}", f"check {SECOND}", *(f"check {p}" for p in shared)]
    )
    work.clear()
    assert inspect(two, cache=tmp_path / "cache") == first
    assert work == []


def test_a_changed_document_is_checked_alone(two: Path, cache: Path, work: list[str]) -> None:
    path = two / "claims" / f"{SECOND}.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("claims:\n", "claims:\n  # a remark changes no quad\n", 1), "utf-8")
    inspect(two, cache=cache)
    assert work == [f"read {SECOND}"]
    work.clear()
    path.write_text(text.replace("\nnames:\n", "\nnames:\n  - {form: Tesit, of: tesit, id: a-new-one}\n", 1), "utf-8")
    with pytest.raises(DataError):  # nothing is called "tesit": nothing is kept of what is wrong
        inspect(two, cache=cache)
    with pytest.raises(DataError):
        inspect(two, cache=cache)
    assert work == [f"read {SECOND}", f"read {SECOND}"]


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_an_entry_that_no_document_names_makes_none_be_read(two: Path, cache: Path, work: list[str]) -> None:
    first = inspect(two, cache=cache)
    assert work == []
    moved = "# what stands below moves down a line\nzoe: {name: Zoe, unused: a test needs her}\nabou-test:"
    _edit(two / "registry" / "people.yaml", "abou-test:", moved)
    assert inspect(two, cache=cache) == first
    assert work == ["check registry"]


@pytest.mark.parametrize(
    ("file", "old", "new", "read"),
    [
        ("people.yaml", "{name: Issa}", "{name: Issa, note: of the army}", [FIRST]),
        ("people.yaml", "{name: Moussa}", "{name: Moussa, called: Mr Moussa}", [SECOND]),
        ("places.yaml", "{name: Labbezanga}", "{name: Labbezanga, note: a town}", [FIRST]),
        ("agents.yaml", "label: ", "note: changed, label: ", [FIRST, SECOND]),
        ("links.tsv", "\tQ965\t", "\tQ965000\t", [FIRST]),
    ],
)
def test_an_entry_that_changes_makes_those_be_read_that_lead_to_it(
    two: Path, cache: Path, work: list[str], file: str, old: str, new: str, read: list[str]
) -> None:
    _edit(two / "registry" / file, old, new)
    inspect(two, cache=cache)
    assert [done for done in work if done.startswith("read")] == [f"read {slug}" for slug in read]


def test_a_new_entry_that_makes_a_name_ambiguous_is_told(two: Path, cache: Path) -> None:
    """The claims and the entries that they name are what they were; what their words can mean is not."""
    _edit(two / "registry" / "people.yaml", "abou-test:", "katiba: {name: Somebody Else}\nabou-test:")
    with pytest.raises(DataError, match="'katiba' is ambiguous; write "):
        inspect(two, cache=cache)


def test_an_entry_that_is_gone_is_missed(two: Path, cache: Path) -> None:
    _edit(two / "registry" / "people.yaml", "moussa: {name: Moussa}\n", "")
    with pytest.raises(DataError, match="moussa"):
        inspect(two, cache=cache)


def test_a_folder_with_another_name_is_another_document(two: Path, tmp_path: Path) -> None:
    """Its metadata and text are what they were; without a claim file nothing else says what it is called."""
    (two / "claims" / f"{SECOND}.yaml").unlink()
    (two / "registry" / "identifications.yaml").unlink()
    inspect(two, cache=tmp_path / "cache")
    (two / "documents" / SECOND).rename(two / "documents" / "No Slug")
    with pytest.raises(DataError, match="No Slug"):
        inspect(two, cache=tmp_path / "cache")


def test_what_was_right_before_the_fault_is_kept(two: Path, tmp_path: Path, work: list[str]) -> None:
    path = two / "claims" / f"{SECOND}.yaml"
    right = path.read_text("utf-8")
    path.write_text(f"{right}none-of-our-keys: 1\n", "utf-8")
    with pytest.raises(DataError, match="none-of-our-keys"):
        inspect(two, cache=tmp_path / "cache")
    path.write_text(right, "utf-8")
    work.clear()
    inspect(two, cache=tmp_path / "cache")
    assert f"read {FIRST}" not in work


def test_a_document_depends_on_no_entry_that_it_did_not_ask_for(tmp_path: Path) -> None:
    """Read with a registry of just the answers to its questions it has the same quads, lints and part."""
    generate(tmp_path / "made", 6)
    problems = Problems()
    checked = 0
    for folder in (resources.root() / "data", tmp_path / "made"):
        whole = read_registry(folder / "registry")
        for source in listed_sources(folder, problems):
            asking = Consulted(whole.entries, whole.links)
            first = sources.read_source(source, asking)
            named = {id_ for id_, entry in whole.entries.items() if {id_, entry.slug} & asking.asked}
            agents = {id_ for id_, entry in whole.entries.items() if entry.kind is Kind.AGENT}
            kept = with_ties(whole.entries, {*named, *agents})
            few = Registry(
                {id_: entry for id_, entry in whole.entries.items() if id_ in kept},
                tuple(link for link in whole.links if link.entry in kept),
            )
            assert len(few.entries) < len(whole.entries)
            second = sources.read_source(source, few)
            assert document_lints(first.document, first.file) == document_lints(second.document, second.file)
            both = [
                Surroundings(encode_registry(registry), encode_links(registry)).document_part(
                    source.slug, encode_document(reading.document, reading.file, registry)
                )
                for registry, reading in ((whole, first), (few, second))
            ]
            assert both[0].quads == both[1].quads
            assert Extracts(whole).key(asking.asked) == Extracts(few).key(asking.asked)
            checked += 1
    assert not problems
    assert checked == 8


def test_without_a_cache_everything_is_done_anew(work: list[str], two: Path) -> None:
    inspect(two)
    once = sorted(work)
    inspect(two)
    assert sorted(work) == sorted([*once, *once])


@pytest.mark.parametrize("content", [b"", b"[]", b'{"triples": "1"}', b'{"results": [{"severity": "x"}]}', b"\xff"])
def test_a_receipt_that_cannot_be_used_is_none(two: Path, cache: Path, work: list[str], content: bytes) -> None:
    first = inspect(two, cache=cache)
    for path in (cache / "valid").iterdir():
        path.write_bytes(content)
    work.clear()
    assert inspect(two, cache=cache) == first
    assert f"read {FIRST}" in work


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CallError, match=r"cannot write the cache: .*; name another with --cache"):
        inspect(make_two(tmp_path / "two"), cache=tmp_path / "file")


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


def test_a_document_is_read_when_it_is_asked_for(two: Path) -> None:
    problems = Problems()
    shelf = OnDemand(listed_sources(two, problems), read_registry(two / "registry"))
    assert not problems
    assert (list(shelf.documents), len(shelf.files)) == ([FIRST, SECOND], 2)
    assert shelf.readings == {}
    assert shelf.documents[FIRST].slug == FIRST
    assert list(shelf.readings) == [FIRST]
    with pytest.raises(KeyError):
        shelf.documents["none"]


def test_one_document_is_in_memory_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(tmp_path / "made", 3)
    read, held = sources.read_source, list[weakref.ref[Document]]()
    alive: list[int] = []

    def watched(source: Source, registry: Registry) -> Reading:
        gc.collect()
        alive.append(sum(document() is not None for document in held))
        reading = read(source, registry)
        held.append(weakref.ref(reading.document))
        return reading

    monkeypatch.setattr(inspection, "read_source", watched)
    assert inspect(tmp_path / "made").report.results == ()
    assert alive == [0, 0, 0]


@pytest.mark.parametrize(("most", "times"), [(4, 1), (1, None), (0, 2)])
def test_a_few_documents_are_kept_for_the_identifications_that_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, receipts_of_two: Path, most: int, times: int | None
) -> None:
    read, slugs = sources.read_source, list[str]()

    def counted(source: Source, registry: Registry) -> Reading:
        slugs.append(source.slug)
        return read(source, registry)

    monkeypatch.setattr(inspection, "_MOST_KEPT", most)
    for module in (inspection, sources):
        monkeypatch.setattr(module, "read_source", counted)
    inspect(make_two(tmp_path / "two"), cache=tmp_path / "cache")
    assert sorted(slugs) == ([FIRST, SECOND, SECOND] if times is None else sorted([FIRST, SECOND] * times))
    names = [
        sorted(path.name for path in (cache / "valid").iterdir()) for cache in (tmp_path / "cache", receipts_of_two)
    ]
    assert names[0] == names[1], "what was checked does not depend on it"
