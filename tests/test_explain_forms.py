"""An explanation as text, Markdown and JSON, and the command that writes it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from explained import AMBUSH, BATTLE, HAKIM, everything
from indelgraph.explain import explain
from indelgraph.explain.as_json import as_json
from indelgraph.explain.as_markdown import as_markdown
from indelgraph.explain.as_text import as_text
from indelgraph.namespaces import BASE, iri
from refusals import run

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-m", "indelgraph", "explain"]


def test_text_is_wrapped_and_marks_the_words_without_codes() -> None:
    text = as_text(everything()[f"{BATTLE}/{HAKIM}"], width=60, terminal=False)
    assert max(map(len, text.splitlines())) <= 60
    assert not any(line != line.rstrip() for line in text.splitlines())
    assert "\x1b" not in text
    assert "*more than 100 dead for MNLA forces*" in " ".join(text.split())
    assert "What is claimed\nIt is claimed that" in text
    assert text.splitlines()[1] == f"claim {BATTLE}/{HAKIM}"


def test_on_a_terminal_headings_and_evidence_have_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    text = as_text(everything()[f"{BATTLE}/{HAKIM}"], width=300, terminal=True)
    assert re.search(r"\x1b\[[0-9;]+mmore than 100 dead for MNLA forces", text)
    assert "*more" not in text


def test_markdown_keeps_words_words() -> None:
    text = as_markdown(everything()[f"{AMBUSH}/1817-claimed-responsibility"])
    assert text.startswith("# JNIM claimed responsibility for the ambush, says JNIM\n")
    assert "\n## Who says so\n" in text
    assert "> <b>JNIM claimed responsibility for the attack</b> on November 25" in text
    for found in everything().values():
        shown = as_markdown(found)
        assert not re.search(r"[\[\]|`_*]", re.sub(r"<https://[^>]*>", "", shown))
        assert "\n\n\n" not in shown


def test_json_has_every_field_and_its_numbers_are_numbers() -> None:
    data = json.loads(as_json(everything()[f"{BATTLE}/{HAKIM}"]))
    assert data["claim"] == f"{BASE}claim/{BATTLE}/{HAKIM}"
    assert data["content"]["number"] == {
        "words": "more than 100", "comparator": "MoreThan", "minimum": 101, "maximum": None, "counts": "Person",
        "unit": None, "severity": None,
    }  # fmt: skip
    assert [hop["teller"]["name"] for hop in data["chains"][0]] == ["the article", "residents of Gao", "Abdoul Hakim"]
    assert data["standpoint"] == "Enemy"
    assert [section["key"] for section in data["sections"]][:2] == ["claimed", "tellers"]


PROGRAM = [sys.executable, "-m", "indelgraph", "explain"]


@given(words=st.text(min_size=1, max_size=40))
@example(words="\x1b[31m<script>[[link]]|`\u202e")
def test_no_words_of_a_document_steer_the_output(words: str) -> None:
    found = Store()
    claim = NamedNode(f"{BASE}claim/e/1")
    subject = NamedNode(f"{BASE}event/e")
    document = NamedNode(f"{BASE}document/e")
    span, quote, place = (NamedNode(f"{BASE}span/e/0-1{end}") for end in ("", "/quote", "/position"))
    for node, predicate, value in (
        (claim, "rdf:type", iri("ig:Claim")),
        (claim, "rdfs:label", Literal(words, language="en")),
        (claim, "rdf:subject", subject),
        (claim, "rdf:predicate", iri("ig:holdsRole")),
        (claim, "rdf:object", Literal(words)),
        (claim, "ig:document", document),
        (claim, "ig:evidence", span),
        (claim, "ig:exact", Literal(words)),
        (subject, "rdfs:label", Literal(words, language="en")),
        (span, "oa:hasSelector", quote),
        (span, "oa:hasSelector", place),
        (quote, "oa:exact", Literal(words)),
        (place, "oa:start", Literal(0)),
        (place, "oa:end", Literal(len(words))),
    ):
        found.add(Quad(node, iri(predicate), value))
    explained = explain(found, claim.value)
    for text in (as_text(explained, width=80, terminal=False), as_markdown(explained), as_json(explained)):
        assert all(c.isprintable() or c == "\n" or unicodedata.category(c) == "Zs" for c in text)
    assert "<script" not in as_markdown(explained)
    assert "[[" not in as_markdown(explained)


def test_the_command_writes_text_markdown_and_json(ready_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    command = [*PROGRAM, HAKIM, "--cache", str(ready_cache / "indelgraph")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == as_text(everything()[f"{BATTLE}/{HAKIM}"], width=72, terminal=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(ready_cache))
    assert run("explain", HAKIM, "--format", "md").out == as_markdown(everything()[f"{BATTLE}/{HAKIM}"])
    assert json.loads(run("explain", HAKIM, "--format", "json").out)["id"] == f"{BATTLE}/{HAKIM}"


def test_the_command_says_what_is_wrong_in_a_line(ready_cache: Path) -> None:
    done = run("explain", "3230-kiled", "--cache", str(ready_cache / "indelgraph"))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("unknown claim '3230-kiled'; near it: ")
    assert done.err.count("\n") == 1
    done = run("explain")
    assert done.code == 2
    assert "Missing argument 'CLAIM'" in done.err


@pytest.mark.parametrize(("environment", "coded"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_styles_unless_it_wants_none(
    ready_cache: Path, environment: dict[str, str], *, coded: bool
) -> None:
    main, child = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    command = [*PROGRAM, HAKIM, "--quiet", "--cache", str(ready_cache / "indelgraph")]
    with subprocess.Popen(
        command, stdout=child, stderr=subprocess.PIPE, env={**kept, "TERM": "xterm-256color", **environment}
    ) as process:
        os.close(child)
        shown = b""
        while chunk := _read(main):
            shown += chunk
        assert process.wait(timeout=120) == 0
    os.close(main)
    assert (b"\x1b[" in shown) is coded
    assert b"Who says so" in shown


def _read(terminal: int) -> bytes:
    """What comes next; nothing where the other side has closed, which Linux tells by an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
