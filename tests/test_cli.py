"""The command line as a person meets it: its output, its errors and its exit code, and that of a real process."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from built import collection, own_build
from collections_made import CLAIMS, make
from indelgraph.encode.document import encode_document
from indelgraph.resources import root
from refusals import run

COMMANDS = ("build", "export", "query", "serve", "validate")


@pytest.fixture(autouse=True)
def _cache(ready_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(ready_cache))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of our collection, to break."""
    folder = tmp_path / "collection"
    shutil.copytree(root() / "data", folder)
    return folder


PROGRAM = [sys.executable, "-c", "from indelgraph.cli import main; main()"]


def process(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """The same as ``run`` in a process of its own, with the cache that the environment names."""
    return subprocess.run([*PROGRAM, *arguments], input=stdin, capture_output=True, text=True, timeout=120, check=False)


def test_validate_says_that_ours_is_valid() -> None:
    done = process("validate")
    files, registry = collection().files, collection().registry
    triples = sum(len(encode_document(document, files[document.slug], registry)) for document in collection().documents)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"valid: 2 documents, {triples} triples in their graphs\n"
    assert run("validate", "--quiet").err == ""


def test_a_wrong_claim_file_is_one_line_with_place_and_advice(copy: Path) -> None:
    path = copy / "claims" / "battle-of-in-delimane-2012.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(i for i, line in enumerate(lines) if "killed: more than 100\n" in line)
    lines[number] = lines[number].replace("more than 100", "more than 200")
    path.write_text("".join(lines), "utf-8")
    for command in ("validate", "build", "export", "query"):
        extra = ["ASK {}"] if command == "query" else []
        done = run(command, "--data", str(copy), *extra)
        assert done.code == 1
        assert done.out == ""
        column = lines[number].index("more") + 1
        assert done.err == (
            f"{path}:{number + 1}:{column}: the number 'more than 200' does not stand in the quote "
            "'more than 100 dead for MNLA forces'; write it as the text does\n"
        )


def test_a_changed_document_is_refused(copy: Path) -> None:
    path = copy / "documents" / "indelimane-ambush-2017" / "text.txt"
    path.write_bytes(path.read_bytes().replace(b"17 injured", b"18 injured"))
    done = process("validate", "--data", str(copy))
    assert done.returncode == 1
    assert str(path) in done.stderr
    assert "SHA-256" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["validate", "--colour"], "No such option"),
        (["validate", "--data", "nowhere"], "nowhere is no collection"),
        (["query"], "give the name of a shipped query"),
        (["query", "who-says-how-many-died"], "did you mean 'who-says-how-many-killed'?"),
        (["query", "how many died"], "'how many died' is neither a shipped query nor SPARQL"),
        (["query", "SELECT nonsense"], "line 1, column 8"),
        (["query", "  ask nonsense.rq"], "line 1, column"),
        (["query", "x" * 5000], "unknown query"),
        (["query", "--show", "who-says-how-many-died"], "did you mean 'who-says-how-many-killed'?"),
        (["query", "missing.rq"], "missing.rq: is not there or not a file"),
        (["query", "SELECT ?x WHERE { ?x ?y }"], "line 1, column"),
        (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "SERVICE is switched off"),
        (["query", "DELETE WHERE { ?s ?p ?o }"], "this endpoint only reads"),
        (["export", "--format", "yaml"], "'yaml' is not one of"),
        (["serve", "--port", "99999"], "65535"),
        (["serve", "--timeout", "soon"], "'soon' is not a valid float"),
    ],
)
def test_a_wrong_call_is_told_in_a_line(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert says in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert done.code == (1 if "missing.rq" in arguments else 2)


def test_a_process_ends_with_the_code_of_a_wrong_call() -> None:
    done, told = process("query", "who-says-how-many-died"), run("query", "who-says-how-many-died")
    assert (done.returncode, done.stdout, done.stderr) == (told.code, told.out, told.err)
    assert done.returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert f"indelgraph {command}" in done.out.partition("Example")[2]


def test_a_query_gives_csv_to_a_pipe_and_what_one_asks_for() -> None:
    query = (
        "SELECT ?o WHERE { <https://w3id.org/indelgraph/actor/mnla> <http://www.w3.org/2004/02/skos/core#altLabel> ?o }"
    )
    assert run("query", query).out == "o\r\nMNLA\r\n"
    [row] = json.loads(run("query", query, "--format", "json").out)["results"]["bindings"]
    assert row["o"] == {"type": "literal", "value": "MNLA", "xml:lang": "en"}
    assert run("query", query, "--format", "tsv").out == '?o\n"MNLA"@en\n'
    assert process("query", "-", stdin=query).stdout == "o\nMNLA\n"


def test_a_query_reads_a_file_and_writes_a_graph(tmp_path: Path) -> None:
    path = tmp_path / "my query.rq"
    path.write_text("CONSTRUCT WHERE { <https://w3id.org/indelgraph/actor/icrc> a ?type }")
    done = run("query", str(path))
    [line] = [line for line in done.out.splitlines() if line.startswith("actor:icrc a ")]
    assert {"ig:Organisation", "prov:Agent"} <= set(line.split())
    assert run("query", str(path), "--format", "csv").code == 2


def test_no_rows_by_a_term_or_graph_that_is_not_there_are_told() -> None:
    query = """PREFIX ig: <https://w3id.org/indelgraph/ontology#>
        SELECT * { GRAPH <https://w3id.org/indelgraph/graph/document/x> { ?c a ig:Claim ; ig:kiled ?n } }"""
    assert run("query", query).err == (
        "no rows: the query names graph document/x and term ig:kiled, which this collection does not have; edit it\n"
    )
    there = "SELECT * { GRAPH <https://w3id.org/indelgraph/graph/links> { ?c <http://x/p> ?n } }"
    assert run("query", there).err == ""


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml", "table"])
def test_no_rows_about_what_is_not_there_are_told(format_: str) -> None:
    query = """BASE <https://w3id.org/indelgraph/> PREFIX e: <event/> PREFIX wd: <http://www.wikidata.org/entity/>
        # <https://w3id.org/indelgraph/event/comment>
        SELECT ?p { e:battle\\/x ?p <actor/mnla> , wd:Q1 , "https://w3id.org/indelgraph/event/string" }"""
    done = run("query", query, "--format", format_)
    assert (done.code, done.err) == (
        0,
        "no rows: the query names event battle/x and Wikidata item Q1, which this collection does not have; edit it\n",
    )
    assert run("query", query, "--format", format_, "--quiet").err == ""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { <https://w3id.org/indelgraph/event/x> ?p ?o } ORDER BY ?p VALUES ?z { 1 }",
        "ASK { <https://w3id.org/indelgraph/event/x> ?p ?o }",
        "SELECT ?x { VALUES (?x ?y) { (UNDEF <https://w3id.org/indelgraph/event/x>) } }",
        "SELECT ?p { <https://w3id.org/indelgraph/actor/mnla> ?p <https://example.org/> }",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . FILTER(?s = <https://w3id.org/indelgraph/event/x>) }",
    ],
)
def test_what_has_rows_or_can_have_none_is_not_told(query: str) -> None:
    empty = query.startswith("SELECT * ")
    assert ("no rows" in run("query", query).err) == empty


def test_a_shipped_query_that_names_what_is_not_there_says_how_to_edit_it(tmp_path: Path) -> None:
    folder = make(tmp_path, CLAIMS).folder
    done = run("query", "through-whom", "--data", str(folder))
    assert done.code == 0
    assert done.out.count("\n") == 1
    assert done.err == (
        "no rows: the query names Wikidata item Q15231507, which this collection does not have; edit it "
        "(`indelgraph query --show through-whom` prints it)\n"
    )
    shown = run("query", "--show", "through-whom").out
    assert shown == (root() / "src/indelgraph/queries/through-whom.rq").read_text("utf-8")
    path = tmp_path / "mine.rq"
    path.write_text(shown, "utf-8")
    assert run("query", str(path)).out == run("query", "through-whom").out


def test_a_query_with_from_reads_no_file() -> None:
    path = root() / "data" / "rdf" / "registry.ttl"
    done = run("query", f"SELECT (COUNT(*) AS ?n) FROM <{path.as_uri()}> WHERE {{ ?s ?p ?o }}")
    assert done.out == "n\r\n0\r\n"


def test_on_a_terminal_a_query_is_a_table() -> None:
    main, other = pty.openpty()
    command = [*PROGRAM, "query", "figures-without-a-number"]
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    running = subprocess.Popen(command, stdout=other, env=environment)
    os.close(other)
    seen = b""
    while chunk := _read(main):
        seen += chunk
    assert running.wait(60) == 0
    os.close(main)
    text = seen.decode()
    assert "│ a lot of │ The Mujao has taken a lot of prisoners" in text
    assert "\x1b[" not in text.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[3m", "")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end was closed, which Linux tells as an error
        return b""


def test_the_shipped_queries_are_listed_with_their_questions() -> None:
    lines = run("query", "--list").out.splitlines()
    assert "through-whom" in lines
    assert all(line.strip().endswith("?") for line in lines[1::2])


def test_export_writes_the_file_whole_and_nothing_to_the_screen(tmp_path: Path) -> None:
    target = tmp_path / "out" / "all.nq"
    target.parent.mkdir()
    done = run("export", "--format", "nquads", "-o", str(target))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert target.read_bytes() == own_build().nquads()
    assert [p.name for p in target.parent.iterdir()] == ["all.nq"]


def test_export_to_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target, says in ((tmp_path / "none" / "x.ttl", "is not there; make it"), (tmp_path / "folder", "cannot be")):
        done = run("export", "-o", str(target))
        assert done.code == 2
        assert says in done.err
        assert "Traceback" not in done.err
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_build_prints_the_snapshot_and_writes_the_turtle_files(tmp_path: Path) -> None:
    done = run("build", "--rdf", str(tmp_path / "rdf"))
    assert (Path(done.out.strip()) / "dataset.nq").read_bytes() == own_build().nquads()
    assert {p.name: p.read_bytes() for p in (tmp_path / "rdf").iterdir()} == dict(own_build().files())


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -c 'from indelgraph.cli import main; main()' export --format nquads | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith("<https://w3id.org/indelgraph/")
    assert done.stderr == ""


def test_csv_of_a_shipped_query_has_a_row_for_each_claim() -> None:
    done = run("query", "who-says-how-many-killed", "--format", "csv")
    assert len(list(csv.reader(io.StringIO(done.out)))) == 16
