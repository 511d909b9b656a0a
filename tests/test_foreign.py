"""``validate`` on RDF of any origin: what is right passes, what is wrong is told, in every format of report."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import RdfFormat, serialize

from built import SHARED, own_build
from indelgraph import DataError
from indelgraph.export import FORMATS
from indelgraph.foreign import EXTENSIONS, check, read
from refusals import Outcome, run

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = "https://w3id.org/indelgraph/claim/battle-of-in-delimane-2012/3230-killed-mnla"


def told(*arguments: str) -> Outcome:
    return run("validate", *arguments)


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) for n in sorted(FORMATS)])
def test_every_export_of_ours_is_valid(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"all.{FORMATS[name].extension}"
    path.write_bytes(own_build().export(name))
    report = check(read(path))
    assert list(report.lines()) == []


def test_the_contract_s_example_is_valid() -> None:
    path = SHARED / "example.trig"
    if not path.exists():
        pytest.skip(f"no {path.name}: the contract does not lie beside this checkout")
    # What the claims say about each other has no shapes yet; nothing else is left out.
    assert list(check(read(path)).lines()) == []


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of our documents with one hedge changed: "more than 100" has 99 as its least."""
    path = tmp_path_factory.mktemp("rdf") / "broken.nq"
    (quads,) = (part.quads for part in own_build().parts() if part.name == "battle-of-in-delimane-2012")
    text = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
    old = f'<{CLAIM.replace("/claim/", "/quantity/")}> <https://schema.org/minValue> "101"'
    assert text.count(old) == 1
    path.write_text(text.replace(old, old.replace("101", "99")), "utf-8")
    return path


def test_a_wrong_file_is_told_for_people(broken: Path) -> None:
    command = [sys.executable, "-c", "from indelgraph.cli import main; main()", "validate", str(broken)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "3230-killed-mnla" in done.stdout
    assert all(line.startswith("Violation: ") for line in done.stdout.splitlines())
    assert f"{broken}: " in done.stderr
    assert "mend what is marked as Violation" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_file_is_told_for_programs(broken: Path) -> None:
    [found] = json.loads(told(str(broken), "--format", "json").out)
    assert (found["input"], found["conforms"]) == (str(broken), False)
    foci = {result["focus"] for result in found["results"]}
    assert CLAIM.replace("/claim/", "/quantity/") in foci
    assert all(result["shape"].startswith("https://w3id.org/indelgraph/shapes#") for result in found["results"])

    sarif = json.loads(told(str(broken), "--format", "sarif").out)
    [sarif_run] = sarif["runs"]
    assert sarif["version"] == "2.1.0"
    assert len(sarif_run["results"]) == len(found["results"])
    assert {r["ruleId"] for r in sarif_run["results"]} == {r["id"] for r in sarif_run["tool"]["driver"]["rules"]}
    assert {r["level"] for r in sarif_run["results"]} == {"error"}

    report = rdflib.Graph().parse(data=told(str(broken), "--format", "turtle").out, format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert len(list(report.objects(None, sh.result))) == len(found["results"])


@pytest.mark.parametrize("ending", sorted(EXTENSIONS))
def test_malformed_rdf_is_one_line_with_its_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_text('<a> <b> "c\n<')
    with pytest.raises(DataError, match="is malformed: ") as caught:
        read(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_what_is_no_rdf_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("")
    done = told(str(tmp_path / "x.txt"))
    assert done.code == 1
    assert "its name must end in one of .ttl" in done.err
    assert (
        told(str(tmp_path / "none.ttl")).err == f"{tmp_path / 'none.ttl'}: is not there or not a file; check the name\n"
    )
    assert told(str(tmp_path)).code == 2


@pytest.mark.slow
def test_several_inputs_are_checked_in_one_run(broken: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("")
    done = told(str(empty), str(broken))
    assert done.code == 1
    assert f"{empty}: valid\n" in done.err
    assert all(line.startswith(f"{broken}: Violation: ") for line in done.out.splitlines())
