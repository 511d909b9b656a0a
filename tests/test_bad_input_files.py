"""Files that are too large, links, and what is no file: refused in one line, neither read nor waited for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from collections_made import CLAIMS, Made, make
from indelgraph import files, yamltree
from indelgraph.errors import CallError, Place, Problem
from refusals import (
    ACTORS,
    CLAIM_FILE,
    DOCUMENT,
    LINK_HEADER,
    LINKS,
    METADATA_FILE,
    NO_FILE,
    TEXT_FILE,
    lines_of,
    make_folder,
    make_pipe,
    make_socket,
    refused,
    refused_once,
    run,
    with_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("own_cache")

# Files that are too large


HUNDRED_MB = 100 * 1024 * 1024
OUTSIDE = "is a link to a place outside the collection; copy what it points to into its place"
NOWHERE = "is a link that leads nowhere; remove it, or put the file in its place"


@pytest.mark.parametrize(
    ("file", "limit"),
    [
        (TEXT_FILE, files.MAX_BYTES),
        (METADATA_FILE, yamltree.MAX_BYTES),
        (CLAIM_FILE, yamltree.MAX_BYTES),
        (ACTORS, yamltree.MAX_BYTES),
        (LINKS, files.MAX_BYTES),
    ],
)
def test_a_hundred_megabytes_are_refused_unread(folder: Path, file: str, limit: int) -> None:
    with (make(folder).folder / file).open("wb") as sparse:
        sparse.truncate(HUNDRED_MB)
    before = _bytes_read()
    refused_once(folder, file, f"is larger than {limit} bytes; split it or take a smaller file")
    assert _bytes_read() - before < files.MAX_BYTES


def _bytes_read() -> int:
    """How many bytes this process has read from files so far (proc(5), /proc/pid/io)."""
    counters = dict(line.split(": ") for line in Path("/proc/self/io").read_text("ascii").splitlines())
    return int(counters["rchar"])


def test_a_hundred_megabytes_in_one_line(folder: Path) -> None:
    with (make(folder).folder / CLAIM_FILE).open("wb") as file:
        file.write(b"note: ")
        for _ in range(100):
            file.write(b"x" * (1024 * 1024))
    refused_once(folder, CLAIM_FILE, f"is larger than {yamltree.MAX_BYTES} bytes", "build", "validate")


# Links, and what is no file


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A collection like ours in a place outside."""
    return make(tmp_path / "elsewhere").folder


@pytest.mark.parametrize(
    "name", [CLAIM_FILE, TEXT_FILE, METADATA_FILE, ACTORS, "registry/README.md", DOCUMENT, "registry"]
)
def test_a_link_that_leads_out_is_refused(folder: Path, elsewhere: Path, name: str) -> None:
    make(folder, None if name == DOCUMENT else CLAIMS, files={"registry/README.md": b""})
    (elsewhere / "registry/README.md").touch()
    path = folder / name
    path.rename(folder.parent / "away")
    path.symlink_to(elsewhere / name)
    assert refused(folder, "build", "validate") == [f"{name}: {OUTSIDE}"]


@pytest.mark.parametrize("name", ["claims/a.yaml", ACTORS, LINKS])
def test_nothing_of_a_linked_file_is_told(folder: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("pass: [word\n")
    path = make(folder).folder / name
    path.unlink(missing_ok=True)
    path.symlink_to(secret)
    assert refused(folder) == [f"{name}: {OUTSIDE}"]


@pytest.mark.parametrize("target", ["nowhere", "self"])
@pytest.mark.parametrize("name", ["claims/a.yaml", ACTORS, LINKS, TEXT_FILE])
def test_a_link_that_leads_nowhere_is_refused(folder: Path, name: str, target: str) -> None:
    path = make(folder).folder / name
    path.unlink(missing_ok=True)
    path.symlink_to(path.name if target == "self" else target)
    assert refused(folder) == [f"{name}: {NOWHERE}"]


def test_links_inside_and_a_linked_collection_are_fine(folder: Path, tmp_path: Path) -> None:
    make(folder)
    (folder / "kept").mkdir()
    for name in (CLAIM_FILE, ACTORS, DOCUMENT):
        kept = folder / "kept" / name.rpartition("/")[2]
        (folder / name).rename(kept)
        (folder / name).symlink_to(kept)
    link = tmp_path / "link"
    link.symlink_to(folder)
    for path in (folder, link):
        assert len(Made(path).file().claims) == 23


@pytest.mark.parametrize("make_it", [make_pipe, make_socket, make_folder])
@pytest.mark.parametrize("name", [CLAIM_FILE, ACTORS, LINKS, TEXT_FILE, METADATA_FILE])
def test_what_is_no_file_is_not_waited_for(folder: Path, name: str, make_it: Callable[[Path], None]) -> None:
    path = make(folder).folder / name
    path.unlink(missing_ok=True)
    make_it(path)
    assert refused(folder, "build", "validate") == [f"{name}: {NO_FILE}"]


def test_a_device_is_not_read(folder: Path) -> None:
    path = make(folder).folder / ACTORS
    path.unlink()
    path.symlink_to("/dev/zero")
    assert refused(folder) == [f"{ACTORS}: {OUTSIDE}"]


@pytest.mark.parametrize("name", [CLAIM_FILE, ACTORS, LINKS, TEXT_FILE, METADATA_FILE])
def test_a_file_without_the_right_to_read_it(folder: Path, name: str) -> None:
    path = make(folder, files={LINKS: LINK_HEADER}).folder / name
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever runs this may read every file, whatever its rights")
    assert refused(folder) == [f"{name}: cannot be read: Permission denied; check the file and its rights"]


def test_a_name_does_not_reach_the_terminal_raw(folder: Path) -> None:
    name = "a\n\x1b[31m\u202e\udcffé .yaml"
    with_file(folder, f"claims/{name}", "document: [\n")
    (line,) = refused(folder)
    assert line.startswith("claims/a\\n\\x1b[31m\\u202e\\udcffé .yaml:2:1: is not YAML")


def test_a_collection_with_a_strange_name_is_called_by_it(tmp_path: Path) -> None:
    (line,) = lines_of(run("build", "--data", str(tmp_path / "a\nb\x1b\udcff")), 2)
    assert (
        line == f"{tmp_path}/a b\\x1b\\udcff is no collection: it has no folder 'documents'; name another with --data"
    )


def test_errors_are_one_line_of_what_can_be_seen() -> None:
    problem = Problem(Place("a\r\nb", 1, 2), "words\x1b[2J\n of\ttwo\u2066 lines")
    assert str(problem) == "a\\r\\nb:1:2: words\\x1b[2J of two\\u2066 lines"
    assert str(Place("b\u00a0é\u3000ق")) == "b\u00a0é\u3000ق"
    assert str(CallError("a\n\x07b")) == "a \\x07b"
