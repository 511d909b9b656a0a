"""A snapshot is made once for what it depends on, and found again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from indelgraph import prepare as module
from indelgraph.errors import CallError, DataError
from indelgraph.prepare import prepare
from indelgraph.resources import root
from indelgraph.snapshot import find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reading a collection is an error."""

    def never(*_: object) -> None:
        pytest.fail("read again")

    monkeypatch.setattr(module, "load", never)
    yield


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(root() / "data", tmp_path / "data")


def test_the_second_call_reads_nothing(cache: Path, request: pytest.FixtureRequest) -> None:
    made = prepare(None, cache)
    request.getfixturevalue("unread")
    assert prepare(None, cache) == made
    assert made.nquads.is_file()


def test_a_copy_of_the_files_elsewhere_is_the_same(cache: Path, copy: Path, request: pytest.FixtureRequest) -> None:
    made = prepare(None, cache)
    request.getfixturevalue("unread")
    assert prepare(copy, cache) == made


@pytest.mark.parametrize(
    "name", ["claims/battle-of-in-delimane-2012.yaml", "registry/actors.yaml", "registry/links.tsv"]
)
def test_any_change_of_a_file_is_seen(cache: Path, copy: Path, name: str, request: pytest.FixtureRequest) -> None:
    prepare(None, cache)
    (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
    request.getfixturevalue("unread")
    with pytest.raises(pytest.fail.Exception, match="read again"):
        prepare(copy, cache)


@pytest.mark.slow
def test_a_convention_and_a_file_beside_make_another(cache: Path, tmp_path: Path) -> None:
    plain = prepare(None, cache)
    file = tmp_path / "more.ttl"
    file.write_text("<http://example.org/s> <http://example.org/p> 1 .")
    beside = prepare(None, cache, beside=[f"http://example.org/g={file}"])
    vague = prepare(None, cache, conventions=["vague-words"])
    assert len({plain.id, beside.id, vague.id}) == 3
    assert b"<http://example.org/g> .\n" in beside.nquads.read_bytes()
    file.write_text("<http://example.org/s> <http://example.org/p> 2 .")
    assert prepare(None, cache, beside=[f"http://example.org/g={file}"]).id != beside.id


def test_a_snapshot_that_is_gone_is_made_again(tmp_path: Path, cache: Path) -> None:
    made = prepare(None, cache)
    shutil.rmtree(made.folder)
    again = prepare(None, cache)
    assert again == made
    assert find(made.id, cache) == made
    assert find("../" + made.id, cache) is None
    assert find(made.id, tmp_path) is None


def test_what_is_wrong_is_said_each_time(cache: Path, copy: Path) -> None:
    (copy / "claims" / "battle-of-in-delimane-2012.yaml").write_text("claims: 1\n")
    for _ in range(2):
        with pytest.raises(DataError):
            prepare(copy, cache)
    with pytest.raises(CallError, match="no collection"):
        prepare(copy / "nowhere", cache)
    with pytest.raises(CallError, match="no convention"):
        prepare(None, cache, conventions=["nonsense"])
    with pytest.raises(DataError):
        prepare(None, cache, beside=[str(copy / "nowhere.ttl")])
