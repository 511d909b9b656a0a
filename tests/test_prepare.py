"""A snapshot is made once for what it depends on, and found again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from collections_made import make
from indelgraph.encode.document import encode_document
from indelgraph.errors import CallError, DataError
from indelgraph.namespaces import iri
from indelgraph.prepare import built, prepare
from indelgraph.snapshot import find
from two_made import FIRST, make_two

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from indelgraph.claims import ClaimFile
    from indelgraph.documents.document import Document
    from indelgraph.registry import Registry


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reading a collection is an error."""

    def never(*_: object) -> None:
        pytest.fail("read again")

    monkeypatch.setattr("indelgraph.collection.load", never)
    yield


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_two(tmp_path_factory.mktemp("made") / "two")


@pytest.fixture
def copy(two: Path, tmp_path: Path) -> Path:
    return shutil.copytree(two, tmp_path / "copy")


def test_the_second_call_reads_nothing(two: Path, cache: Path, request: pytest.FixtureRequest) -> None:
    made = prepare(two, cache)
    request.getfixturevalue("unread")
    assert prepare(two, cache) == made
    assert made.nquads.is_file()


def test_there_is_something_to_do_meanwhile_only_where_something_is_checked(two: Path, tmp_path: Path) -> None:
    done: list[bool] = []
    for _ in range(2):
        prepare(two, tmp_path, meanwhile=lambda: done.append(any(tmp_path.glob("[!.]*/dataset.nq"))))
    assert done == [False], "once, and before anybody finds the snapshot"


def test_a_build_comes_with_the_snapshot_that_is_found_later(
    two: Path, tmp_path: Path, cache: Path, request: pytest.FixtureRequest
) -> None:
    build, made = built(two, tmp_path)
    assert made.nquads.read_bytes() == build.nquads()
    again, same = built(two, tmp_path)
    assert (again.graphs, same) == (build.graphs, made)
    assert made.id == prepare(two, cache).id
    request.getfixturevalue("unread")
    assert prepare(two, tmp_path) == made


def test_what_is_not_valid_is_said_in_the_same_lines_wherever_it_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What claim files say the encoder makes well-formed; so one fault is put behind the two."""

    def faulty(document: Document, file: ClaimFile, registry: Registry) -> frozenset[Quad]:
        quads = encode_document(document, file, registry)
        return frozenset(quad for quad in quads if quad.predicate != iri("ig:groupStatus"))

    folder = make(tmp_path / "made").folder
    monkeypatch.setattr("indelgraph.build.encode_document", faulty)
    said = set()
    for spare in (0, 1):
        monkeypatch.setattr("indelgraph.checks.spare_processors", lambda spare=spare: spare)
        cache = tmp_path / str(spare)
        with pytest.raises(DataError) as caught:
            prepare(folder, cache)
        said.add(str(caught.value))
        assert [path.name for path in cache.iterdir()] == ["valid"]
    (lines,) = said
    assert "Violation: " in lines


def test_a_copy_of_the_files_elsewhere_is_the_same(
    two: Path, cache: Path, copy: Path, request: pytest.FixtureRequest
) -> None:
    made = prepare(two, cache)
    request.getfixturevalue("unread")
    assert prepare(copy, cache) == made


@pytest.mark.parametrize("name", [f"claims/{FIRST}.yaml", "registry/actors.yaml", "registry/links.tsv"])
def test_any_change_of_a_file_is_seen(
    two: Path, cache: Path, copy: Path, name: str, request: pytest.FixtureRequest
) -> None:
    prepare(two, cache)
    (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
    request.getfixturevalue("unread")
    with pytest.raises(pytest.fail.Exception, match="read again"):
        prepare(copy, cache)


@pytest.mark.slow
def test_a_convention_and_a_file_beside_make_another(two: Path, cache: Path, tmp_path: Path) -> None:
    plain = prepare(two, cache)
    file = tmp_path / "more.ttl"
    file.write_text("<http://example.org/s> <http://example.org/p> 1 .")
    beside = prepare(two, cache, beside=[f"http://example.org/g={file}"])
    vague = prepare(two, cache, conventions=["vague-words"])
    assert len({plain.id, beside.id, vague.id}) == 3
    assert b"<http://example.org/g> .\n" in beside.nquads.read_bytes()
    file.write_text("<http://example.org/s> <http://example.org/p> 2 .")
    assert prepare(two, cache, beside=[f"http://example.org/g={file}"]).id != beside.id


def test_a_snapshot_that_is_gone_is_made_again(two: Path, tmp_path: Path, cache: Path) -> None:
    made = prepare(two, cache)
    shutil.rmtree(made.folder)
    again = prepare(two, cache)
    assert again == made
    assert find(made.id, cache) == made
    assert find("../" + made.id, cache) is None
    assert find(made.id, tmp_path) is None


def test_what_is_wrong_is_said_each_time(two: Path, cache: Path, copy: Path) -> None:
    (copy / "claims" / f"{FIRST}.yaml").write_text("claims: 1\n")
    for _ in range(2):
        with pytest.raises(DataError):
            prepare(copy, cache)
    with pytest.raises(CallError, match="no collection"):
        prepare(copy / "nowhere", cache)
    with pytest.raises(CallError, match="no convention"):
        prepare(two, cache, conventions=["nonsense"])
    with pytest.raises(DataError):
        prepare(two, cache, beside=[str(copy / "nowhere.ttl")])
