"""What is validated in other processes: the same reports, the same errors, and nothing left of it."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from built import collection, own_build
from indelgraph import checks as module
from indelgraph.checks import Checks, spare_processors
from indelgraph.namespaces import BASE, iri
from indelgraph.parts import Part
from indelgraph.receipts import Receipts, part_key, validated
from indelgraph.resources import root
from indelgraph.validation import merged
from indelgraph.validation.frames import read_frame, write_frame
from serving import wait_until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indelgraph.validation import Report

ONE_PROCESSOR = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from indelgraph.cli import main
main()
"""


@pytest.fixture(scope="module")
def parts() -> tuple[Part, ...]:
    """A part in which an actor has lost its label, and two that are right."""
    found = {part.name: part for part in own_build().parts()}
    registry = found["registry"]
    actor = NamedNode(f"{BASE}actor/mnla")
    wrong = frozenset(q for q in registry.quads if (q.subject, q.predicate) != (actor, iri("rdfs:label")))
    assert len(wrong) < len(registry.quads)
    return replace(registry, quads=wrong), registry, found["identifications"]


@pytest.fixture(scope="module")
def expected(parts: tuple[Part, ...]) -> Report:
    """What a run in this process says."""
    report = merged(validated(part, Receipts(None)) for part in parts)
    assert not report.conforms
    return report


def checked(parts: Sequence[Part], receipts: Receipts, spare: int | None) -> Report:
    with Checks(receipts, spare) as checks:
        for part in parts:
            checks.add(part)
        return checks.report()


@pytest.mark.parametrize("spare", [0, 1, 2])
def test_reports_and_receipts_do_not_depend_on_processors(
    parts: tuple[Part, ...], expected: Report, spare: int, tmp_path: Path
) -> None:
    assert checked(parts, Receipts(tmp_path), spare) == expected
    _, *right = parts
    assert {path.name for path in (tmp_path / "valid").iterdir()} == {part_key(part) for part in right}


def test_others_do_validate(parts: tuple[Part, ...], expected: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indelgraph.validation.validate_quads", _not_here, raising=False)
    assert checked(parts[:2], Receipts(None), 1) == expected


def _not_here(_: object) -> Report:
    raise AssertionError("validated in this process")


def test_what_has_a_receipt_is_not_checked_again(
    parts: tuple[Part, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    right = parts[1:]
    checked(right, Receipts(tmp_path), 0)
    monkeypatch.setattr("indelgraph.validation.validate_quads", _not_here, raising=False)
    monkeypatch.setattr(module, "_Process", _not_here)
    assert checked(right, Receipts(tmp_path), 1).conforms


@pytest.mark.parametrize("program", ["/bin/false", "/bin/cat", "/nowhere/python", ""])
def test_where_no_process_answers_this_one_validates(
    parts: tuple[Part, ...], expected: Report, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    assert checked(parts, Receipts(None), 1) == expected


def test_a_process_with_other_rules_is_not_heard(
    parts: tuple[Part, ...], expected: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr(module, "rules", lambda: "other rules")
    monkeypatch.setattr(module, "write_frame", lambda _, body: asked.append(body))
    assert checked(parts, Receipts(None), 1) == expected
    assert asked == []


def test_a_process_that_dies_with_a_part_in_it_is_replaced_by_this_one(
    parts: tuple[Part, ...], expected: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[module._Process] = []
    ask = module._Process.ask

    def dying(process: module._Process, quads: bytes) -> bytes:
        begun.append(process)
        process.kill()
        return ask(process, quads)

    monkeypatch.setattr(module._Process, "ask", dying)
    assert checked(parts, Receipts(None), 1) == expected
    assert begun


def test_a_part_that_cannot_be_validated_raises_here_what_it_raises_there() -> None:
    bad = Literal(" a ", datatype=iri("xsd:token"))  # rdflib cannot hold it
    part = Part("bad", frozenset({Quad(NamedNode("urn:s"), NamedNode("urn:p"), bad)}))
    for spare in (0, 1):
        with pytest.raises(ValueError, match="cannot hold this literal"):
            checked([part], Receipts(None), spare)


def test_of_many_parts_this_process_takes_some(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [
        Part(str(number), frozenset({Quad(NamedNode(f"urn:{number}"), iri("rdfs:label"), Literal("x", language="en"))}))
        for number in range(6)
    ]
    monkeypatch.setattr(module, "_MOST_WAITING", 2)
    own: list[int] = []
    from indelgraph.validation import run

    def here(quads: frozenset[Quad]) -> Report:
        own.append(len(quads))
        return run.validate_quads(quads)

    monkeypatch.setattr("indelgraph.validation.validate_quads", here, raising=False)
    assert checked(small, Receipts(None), 1) == merged(validated(part, Receipts(None)) for part in small)
    assert len(own) > len(small)  # those of the second run, and some of the first


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_nothing_is_left_however_it_ends(parts: tuple[Part, ...], error: type[BaseException]) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def break_off() -> None:
        with Checks(Receipts(None), 1) as checks:
            checks.begin()
            checks.add(parts[0])
            started.extend(process._process for process in checks._processes)
            raise error

    with pytest.raises(error):
        break_off()
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_a_build_tells_its_parts_while_it_is_made() -> None:
    told: list[Part] = []
    build = collection().build((), told.append)
    assert told == list(build.parts())


def test_processors_to_spare_are_those_beside_one() -> None:
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system does not say on which processors a process runs")
    whole = os.sched_getaffinity(0)
    assert spare_processors() == len(whole) - 1
    os.sched_setaffinity(0, {min(whole)})
    try:
        assert spare_processors() == 0
    finally:
        os.sched_setaffinity(0, whole)


@given(st.lists(st.binary(max_size=20)))
def test_frames_come_out_as_they_went_in(bodies: list[bytes]) -> None:
    pipe = io.BytesIO()
    for body in bodies:
        write_frame(pipe, body)
    pipe.seek(0)
    assert [read_frame(pipe, limit=20) for _ in bodies] == bodies
    with pytest.raises(EOFError):
        read_frame(pipe, limit=20)


def test_a_frame_that_is_cut_or_too_long_is_none() -> None:
    pipe = io.BytesIO()
    write_frame(pipe, b"twelve bytes")
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(pipe.getvalue()[:-1]), limit=20)
    with pytest.raises(ValueError, match="12 bytes"):
        read_frame(io.BytesIO(pipe.getvalue()), limit=11)


# The whole command


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A copy of the program with its files, to break."""
    folder = tmp_path / "installation"
    for name in ("src", "ontology", "shapes", "data"):
        shutil.copytree(root() / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
    return folder


@pytest.mark.slow
@pytest.mark.skipif(not (root() / "src").is_dir(), reason="the program is installed without its sources' folder")
def test_broken_shapes_are_the_same_line_on_one_processor_and_on_all(installation: Path, tmp_path: Path) -> None:
    (installation / "shapes" / "spans.ttl").write_text("this is no Turtle\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installation / "src")}
    said = set()
    for program in ("from indelgraph.cli import main; main()", ONE_PROCESSOR):
        command = [sys.executable, "-c", program, "build", "--cache", str(tmp_path / "cache")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout) == (1, "")
        said.add(done.stderr)
    (line,) = said
    assert line.startswith(f"{installation}/shapes/spans.ttl:1:")
    assert line.count("\n") == 1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="only /proc tells what runs in a group of processes")
@pytest.mark.parametrize(
    ("number", "whole"),
    [(signal.SIGINT, True), (signal.SIGINT, False), (signal.SIGTERM, False), (signal.SIGKILL, False)],
    ids=["Ctrl+C", "SIGINT", "SIGTERM", "SIGKILL"],
)
def test_an_interrupted_command_leaves_no_process(number: signal.Signals, whole: bool, tmp_path: Path) -> None:
    program = (
        "from indelgraph import checks; checks.spare_processors = lambda: 1; from indelgraph.cli import main; main()"
    )
    command = [sys.executable, "-c", program, "build", "--cache", str(tmp_path)]
    started = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        wait_until(lambda: len(_members(started.pid)) > 1, "another process")
        (os.killpg if whole else os.kill)(started.pid, number)
        output, errors = started.communicate(timeout=60)
        wait_until(lambda: not _members(started.pid), "the end of all processes")
    finally:
        if started.poll() is None:
            started.kill()
            started.communicate()
    assert started.returncode != 0
    assert output == b""
    assert b"Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir() if path.name != "valid"] == []


def _members(group: int) -> list[int]:
    """The processes of a group that run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, belongs, *_ = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except (OSError, ValueError):  # it has ended meanwhile
            continue
        if int(belongs) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found
