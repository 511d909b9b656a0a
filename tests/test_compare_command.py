"""The command that compares, on a terminal, to a pipe and into a file."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import indelgraph
from collections_made import SLUG, make
from compared import BATTLE, battle, store
from forms_read import columns_of, table_of
from indelgraph.cli import main
from indelgraph.compare import compare
from indelgraph.compare.as_csv import as_csv
from indelgraph.compare.as_json import as_json
from indelgraph.compare.as_svg import as_svg

if TYPE_CHECKING:
    from pathlib import Path


CLAIMS = f"""document: {SLUG}
event: {SLUG}
claims:
  - {{quote: 17 killed, killed: "17", group: side-1, told: {{teller: army, cue: (according to the army)}}}}
  - {{quote: more than 100 killed, killed: more than 100, group: side-2}}
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small collection, and a cache folder for it."""
    return make(tmp_path_factory.mktemp("small"), CLAIMS).folder, tmp_path_factory.mktemp("cache")


def command(small: tuple[Path, Path], *arguments: str) -> list[str]:
    return ["compare", *arguments, "--data", str(small[0]), "--cache", str(small[1])]


def process(arguments: list[str]) -> list[str]:
    return [sys.executable, "-c", "from indelgraph.cli import main; main()", *arguments]


def here(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int | str | None:
    """Run the command in this process; gives its exit code."""
    monkeypatch.setattr(sys, "argv", ["indelgraph", *arguments])
    try:
        main()
    except SystemExit as stop:
        return stop.code
    return 0


def test_the_command_gives_csv_to_a_pipe(small: tuple[Path, Path]) -> None:
    done = subprocess.run(process(command(small, SLUG)), capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == as_csv(compare(indelgraph.load(small[0]).build(), SLUG)).encode()
    assert [row["number"] for row in table_of(done.stdout.decode())] == ["17", "more than 100"]


def test_on_a_terminal_the_command_draws_tables_as_wide_as_it(small: tuple[Path, Path]) -> None:
    reader, writer = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "50", "TERM": "xterm"}
    running = subprocess.Popen(process(command(small, SLUG, "--quiet")), stdout=writer, env=environment)
    os.close(writer)
    received = b""
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:  # the other end was closed
            break
        if not part:
            break
        received += part
    os.close(reader)
    assert running.wait(timeout=60) == 0
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in received.decode().splitlines()]
    assert "side 1: killed" in lines
    assert 40 < max(map(columns_of, lines)) <= 50


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("a.json", [], b'{\n "event"'),
        ("a.svg", [], b"<?xml"),
        ("a.MD", [], b"# Battle of Tessit"),
        ("a.wiki", [], b"=== side 1: killed ==="),
        ("a.txt", [], b"Battle of Tessit\n"),
        ("a.csv", [], b"event,about,"),
        ("a", [], b"event,about,"),
        ("a.csv", ["--format", "json"], b'{\n "event"'),
        ("a.xyz", ["--format", "json"], b'{\n "event"'),
    ],
)
def test_a_file_is_written_whole_in_the_format_of_its_name(
    small: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    name: str,
    options: list[str],
    start: bytes,
) -> None:
    assert here(command(small, SLUG, "-o", str(tmp_path / name), *options), monkeypatch) == 0
    assert capsysbinary.readouterr() == (b"", b"")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert b"\x1b" not in (tmp_path / name).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_command_lists_events(
    small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert here(command(small, "--list"), monkeypatch) == 0
    assert capsysbinary.readouterr().out.decode().splitlines() == [
        "battle-of-tessit     2 claims  Battle of Tessit",
        "sahel-war            0 claims  Sahel War",
        "second-attack        0 claims  second attack on Tessit",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "give the name of an event (see --list)"),
        (["battle-of-tesit"], 2, "did you mean 'battle-of-tessit'? Or one of: battle-of-tessit, sahel-war"),
        (["Q42"], 2, "unknown event 'Q42'; known: battle-of-tessit, sahel-war, second-attack"),
        ([SLUG, "--format", "xlsx"], 2, "'xlsx' is not one of"),
        ([SLUG, "-o", "nowhere/to/be.svg"], 2, "the folder nowhere/to is not there"),
        (
            [SLUG, "-o", "a.xyz"],
            2,
            "a.xyz: no format is known by '.xyz'; take --format with one of table, json, csv, md",
        ),
        ([SLUG, "--data", "nowhere"], 2, "nowhere is no collection"),
    ],
)
def test_a_wrong_call_is_told_in_a_line(
    small: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    arguments: list[str],
    code: int,
    says: str,
) -> None:
    # A later --data or --cache wins over an earlier one.
    _, *rest = command(small)
    assert here(["compare", *rest, *arguments], monkeypatch) == code
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert says in err.decode()


def test_wrong_data_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = make(tmp_path, CLAIMS.replace('killed: "17"', 'killed: "18"')).folder
    assert here(command((folder, tmp_path / "cache"), SLUG), monkeypatch) == 1
    assert f"claims/{SLUG}.yaml:4:" in capsysbinary.readouterr().err.decode()


def test_help_has_examples(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert here(["compare", "--help"], monkeypatch) == 0
    assert "indelgraph compare Q15231507" in capsys.readouterr().out.partition("Examples")[2]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the seed of hashes and the order in which the store was filled."""
    script = """
import sys
from pyoxigraph import RdfFormat, Store
from indelgraph.compare import compare
from indelgraph.compare.as_json import as_json
from indelgraph.compare.as_svg import as_svg
store = Store()
for path in sys.argv[2:]:
    store.load(path=path, format=RdfFormat.N_QUADS)
found = compare(store, sys.argv[1])
sys.stdout.buffer.write((as_json(found) + as_svg(found)).encode())
"""
    lines = sorted(f"{quad} .\n" for quad in store())
    halves = [tmp_path / "one.nq", tmp_path / "other.nq"]
    for path, half in zip(halves, (lines[::2], lines[1::2]), strict=True):
        path.write_text("".join(half), "utf-8")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, BATTLE, *map(str, order)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed, order in (("1", halves), ("2", halves[::-1]))
    }
    assert outputs == {(as_json(battle()) + as_svg(battle())).encode()}
