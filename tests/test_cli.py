"""The command line as a person meets it: a real process, its output, its errors and its exit code."""

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

COMMANDS = ("build", "export", "query", "serve", "validate")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of our collection, to break."""
    folder = tmp_path / "collection"
    shutil.copytree(root() / "data", folder)
    return folder


def run(cache: Path, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from indelgraph.cli import main; main()", *arguments]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=120, env=environment, check=False
    )


def test_validate_says_that_ours_is_valid(cache: Path) -> None:
    done = run(cache, "validate")
    files, registry = collection().files, collection().registry
    triples = sum(len(encode_document(document, files[document.slug], registry)) for document in collection().documents)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"valid: 2 documents, {triples} triples in their graphs\n"
    assert run(cache, "validate", "--quiet").stderr == ""


def test_a_wrong_claim_file_is_one_line_with_place_and_advice(cache: Path, copy: Path) -> None:
    path = copy / "claims" / "battle-of-in-delimane-2012.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(i for i, line in enumerate(lines) if "killed: more than 100\n" in line)
    lines[number] = lines[number].replace("more than 100", "more than 200")
    path.write_text("".join(lines), "utf-8")
    for command in ("validate", "build", "export", "query"):
        extra = ["ASK {}"] if command == "query" else []
        done = run(cache, command, "--data", str(copy), *extra)
        assert done.returncode == 1
        assert done.stdout == ""
        column = lines[number].index("more") + 1
        assert done.stderr == (
            f"{path}:{number + 1}:{column}: the number 'more than 200' does not stand in the quote "
            "'more than 100 dead for MNLA forces'; write it as the text does\n"
        )


def test_a_changed_document_is_refused(cache: Path, copy: Path) -> None:
    path = copy / "documents" / "indelimane-ambush-2017" / "text.txt"
    path.write_bytes(path.read_bytes().replace(b"17 injured", b"18 injured"))
    done = run(cache, "validate", "--data", str(copy))
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
def test_a_wrong_call_is_told_in_a_line(cache: Path, arguments: list[str], says: str) -> None:
    done = run(cache, *arguments)
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert done.returncode == (1 if "missing.rq" in arguments else 2)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(cache: Path, command: str) -> None:
    done = run(cache, command, "--help")
    assert done.returncode == 0
    assert f"indelgraph {command}" in done.stdout.partition("Example")[2]


def test_a_query_gives_csv_to_a_pipe_and_what_one_asks_for(cache: Path) -> None:
    query = (
        "SELECT ?o WHERE { <https://w3id.org/indelgraph/actor/mnla> <http://www.w3.org/2004/02/skos/core#altLabel> ?o }"
    )
    assert run(cache, "query", query).stdout == "o\nMNLA\n"
    [row] = json.loads(run(cache, "query", query, "--format", "json").stdout)["results"]["bindings"]
    assert row["o"] == {"type": "literal", "value": "MNLA", "xml:lang": "en"}
    assert run(cache, "query", query, "--format", "tsv").stdout == '?o\n"MNLA"@en\n'
    assert run(cache, "query", "-", stdin=query).stdout == "o\nMNLA\n"


def test_a_query_reads_a_file_and_writes_a_graph(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "my query.rq"
    path.write_text("CONSTRUCT WHERE { <https://w3id.org/indelgraph/actor/icrc> a ?type }")
    done = run(cache, "query", str(path))
    [line] = [line for line in done.stdout.splitlines() if line.startswith("actor:icrc a ")]
    assert {"ig:Organisation", "prov:Agent"} <= set(line.split())
    assert run(cache, "query", str(path), "--format", "csv").returncode == 2


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml", "table"])
def test_no_rows_about_what_is_not_there_are_told(cache: Path, format_: str) -> None:
    query = """BASE <https://w3id.org/indelgraph/> PREFIX e: <event/> PREFIX wd: <http://www.wikidata.org/entity/>
        # <https://w3id.org/indelgraph/event/comment>
        SELECT ?p { e:battle\\/x ?p <actor/mnla> , wd:Q1 , "https://w3id.org/indelgraph/event/string" }"""
    done = run(cache, "query", query, "--format", format_)
    assert (done.returncode, done.stderr) == (
        0,
        "no rows: the query names event battle/x and Wikidata item Q1, which this collection does not have; edit it\n",
    )
    assert run(cache, "query", query, "--format", format_, "--quiet").stderr == ""


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
def test_what_has_rows_or_can_have_none_is_not_told(cache: Path, query: str) -> None:
    empty = query.startswith("SELECT * ")
    assert ("no rows" in run(cache, "query", query).stderr) == empty


def test_a_shipped_query_that_names_what_is_not_there_says_how_to_edit_it(cache: Path, tmp_path: Path) -> None:
    folder = make(tmp_path, CLAIMS).folder
    done = run(cache, "query", "through-whom", "--data", str(folder))
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert done.stderr == (
        "no rows: the query names Wikidata item Q15231507, which this collection does not have; edit it "
        "(`indelgraph query --show through-whom` prints it)\n"
    )
    shown = run(cache, "query", "--show", "through-whom").stdout
    assert shown == (root() / "src/indelgraph/queries/through-whom.rq").read_text("utf-8")
    path = tmp_path / "mine.rq"
    path.write_text(shown, "utf-8")
    assert run(cache, "query", str(path)).stdout == run(cache, "query", "through-whom").stdout


def test_a_query_with_from_reads_no_file(cache: Path) -> None:
    path = root() / "data" / "rdf" / "registry.ttl"
    done = run(cache, "query", f"SELECT (COUNT(*) AS ?n) FROM <{path.as_uri()}> WHERE {{ ?s ?p ?o }}")
    assert done.stdout == "n\n0\n"


def test_on_a_terminal_a_query_is_a_table(cache: Path) -> None:
    main, other = pty.openpty()
    command = [
        sys.executable,
        "-c",
        "from indelgraph.cli import main; main()",
        "query",
        "figures-without-a-number",
    ]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "NO_COLOR": "1", "COLUMNS": "120"}
    process = subprocess.Popen(command, stdout=other, env=environment)
    os.close(other)
    seen = b""
    while chunk := _read(main):
        seen += chunk
    assert process.wait(60) == 0
    os.close(main)
    text = seen.decode()
    assert "│ a lot of │ The Mujao has taken a lot of prisoners" in text
    assert "\x1b[" not in text.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[3m", "")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end was closed, which Linux tells as an error
        return b""


def test_the_shipped_queries_are_listed_with_their_questions(cache: Path) -> None:
    lines = run(cache, "query", "--list").stdout.splitlines()
    assert "through-whom" in lines
    assert all(line.strip().endswith("?") for line in lines[1::2])


def test_export_writes_the_file_whole_and_nothing_to_the_screen(cache: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "all.nq"
    target.parent.mkdir()
    done = run(cache, "export", "--format", "nquads", "-o", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_bytes() == own_build().nquads()
    assert [p.name for p in target.parent.iterdir()] == ["all.nq"]


def test_export_to_a_place_that_cannot_be_written_is_told(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target, says in ((tmp_path / "none" / "x.ttl", "is not there; make it"), (tmp_path / "folder", "cannot be")):
        done = run(cache, "export", "-o", str(target))
        assert done.returncode == 2
        assert says in done.stderr
        assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_build_prints_the_snapshot_and_writes_the_turtle_files(cache: Path, tmp_path: Path) -> None:
    done = run(cache, "build", "--rdf", str(tmp_path / "rdf"))
    assert (Path(done.stdout.strip()) / "dataset.nq").read_bytes() == own_build().nquads()
    assert {p.name: p.read_bytes() for p in (tmp_path / "rdf").iterdir()} == dict(own_build().files())


def test_a_reader_that_goes_away_is_no_error(cache: Path) -> None:
    command = f"{sys.executable} -c 'from indelgraph.cli import main; main()' export --format nquads | head -1"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )
    assert done.stdout.startswith("<https://w3id.org/indelgraph/")
    assert done.stderr == ""


def test_csv_of_a_shipped_query_has_a_row_for_each_claim(cache: Path) -> None:
    done = run(cache, "query", "who-says-how-many-killed", "--format", "csv")
    assert len(list(csv.reader(io.StringIO(done.stdout)))) == 16
