"""Every command and query of the README does what the README says.

Its two set-up lines are run as they stand by ``.ci/run``, in a fresh clone.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

import indelgraph
from built import own_build, rows, store
from indelgraph.derive.rules import vague_words
from indelgraph.yamltree import Branch, Twigs, parse
from readme import ROOT, blocks, commands, table_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def in_root(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(ROOT)
    yield


def test_the_two_commands_set_everything_up_and_ci_runs_them() -> None:
    found = commands()
    assert found["serve-command"].endswith("indelgraph serve")
    assert " .venv/bin/pytest " in found["test-command"]
    assert all(c.startswith("python3 -m venv .venv && ") and "\n" not in c for c in found.values())
    ci = (ROOT / ".ci" / "run").read_text()
    assert "tests/readme.py serve-command" in ci
    assert "tests/readme.py test-command" in ci


def test_the_query_has_the_answer_that_stands_below_it() -> None:
    [block] = blocks("sparql")
    head, *expected = table_after(block)
    solutions = store().query(block.text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    assert [v.value for v in solutions.variables] == head
    assert [[getattr(term, "value", "") for term in row] for row in solutions] == expected


@pytest.mark.usefixtures("in_root")
@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_each_python_block_runs(number: int) -> None:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(blocks("python")[number].text, "README.md", "exec"), {})  # noqa: S102  # our own README
    count, unit = output.getvalue().split()
    if unit == "quads":
        assert int(count) == len(own_build().quads())
    else:
        graphs = [
            g
            for name, g in own_build().graphs.items()
            if "document/" in name.value or name.value.endswith(("registry", "links"))
        ]
        assert int(count) == len({(q.subject, q.predicate, q.object) for g in graphs for q in g})


def test_each_command_named_in_the_table_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = {line.split("`")[1].split()[1] for line in text.splitlines() if line.startswith("| `indelgraph ")}
    help_text = _run(["--help"])
    listed = {line.split()[0] for line in help_text.partition("Commands:")[2].splitlines() if line.strip()}
    assert named == listed


def test_the_words_that_the_convention_reads_are_all_named() -> None:
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    sentence = text.partition("`--convention vague-words` lets rules read ")[2].partition(" as at least")[0]
    assert set(sentence.replace("`", "").replace(" and ", ", ").split(", ")) == {
        *vague_words._FEW,
        *vague_words._SCALES,
    }


def _run(arguments: list[str], **environment: str) -> str:
    command = [sys.executable, "-c", "from indelgraph.cli import main; main()", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env={**os.environ, **environment}
    )
    return done.stdout


def test_the_shipped_query_of_the_text_shows_the_chain(tmp_path: Path) -> None:
    [line] = [b.text.strip() for b in blocks("sh") if "indelgraph query" in b.text]
    output = _run(shlex.split(line)[1:], XDG_CACHE_HOME=str(tmp_path))
    assert "more than 100 dead for MNLA forces,1,residents of Gao,," in output
    assert "more than 100 dead for MNLA forces,2,Abdoul Hakim,Nata radio,2012-11-17" in output


def test_the_curl_command_asks_what_the_text_says() -> None:
    [line] = [b.text for b in blocks("sh") if b.text.startswith("curl")]
    words = shlex.split(line)
    assert words[1] == "http://127.0.0.1:8000/sparql"
    [query] = [w.removeprefix("query=") for w in words if w.startswith("query=")]
    assert rows(query) == [
        ("6 seriously wounded",), ("his troops had lost 3 fighters",), ("more than 100 dead for MNLA forces",),
    ]  # fmt: skip


def test_the_claim_of_the_text_is_the_real_one() -> None:
    [block] = blocks("yaml")
    shown = parse(block.text, "README.md")
    real = parse((ROOT / "data/claims/battle-of-in-delimane-2012.yaml").read_text("utf-8"), "claims")
    claims = {k.text: v for k, v in shown.entries}["claims"]
    assert isinstance(claims, Twigs)
    mine = {_plain(item) for item in {k.text: v for k, v in real.entries}["claims"].items}  # type: ignore[union-attr]  # a list, or the build fails
    assert [_plain(item) in mine for item in claims.items] == [True]


def _plain(tree: object) -> frozenset[tuple[str, str]]:
    assert isinstance(tree, Branch)
    return frozenset((key.text, getattr(value, "text", "…")) for key, value in tree.entries)


def test_settings_are_all_in_the_readme() -> None:
    from indelgraph.settings import SETTINGS

    text = (ROOT / "README.md").read_text("utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.option}` | `{setting.variable}` | {setting.default or ''} |" in text, setting.name


def test_the_package_says_its_version() -> None:
    assert f"version: {indelgraph.__version__}" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert _run(["--version"]).strip() == f"indelgraph, version {indelgraph.__version__}"
