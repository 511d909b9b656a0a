"""The comparison of an event as JSON, CSV, Markdown, wikitext and a table: each form whole, hostile words harmless."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared import BATTLE, ambush, battle, store
from forms_read import columns_of, table_of
from indelgraph.compare import compare
from indelgraph.compare.as_csv import COLUMNS, as_csv, guarded, unguarded
from indelgraph.compare.as_json import as_json, schema
from indelgraph.compare.as_markdown import as_markdown, as_wikitext, escaped
from indelgraph.compare.as_table import as_table
from indelgraph.compare.model import Node
from indelgraph.compare.wording import beside, clean, heading

if TYPE_CHECKING:
    from indelgraph.compare.model import Comparison


HOSTILE = (
    "=cmd|'/C calc'!A0\x1b[31m <b>|`*_{{x}}~~~~[[y]] \u202eevil\nline two \u0645\u0627\u062a \u6570\u5341\u4eba e\u0301"
)
"""A formula, a terminal code, HTML, Markdown, wikitext, a mark of direction, a line end, other scripts."""


def hostile() -> Comparison:
    """One row of our battle, whose first claim has hostile words everywhere."""
    row = battle().rows[0]
    said = replace(row.figures[0].claim, value=HOSTILE, words=HOSTILE, origins=(Node("", HOSTILE),))
    figures = (replace(row.figures[0], claim=said), *row.figures[1:])
    bad = replace(row, group=Node(row.group.iri, HOSTILE), figures=figures)
    return replace(battle(), event=Node(battle().event.iri, HOSTILE), rows=(bad,), disputes=())


# ---------------------------------------------------------------------------------------------------------------------
# JSON


@pytest.mark.parametrize("make", [battle, ambush, hostile])
def test_json_is_what_its_schema_says(make: object) -> None:
    assert callable(make)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(as_json(make())), schema())


def test_every_key_of_the_schema_has_a_description() -> None:
    known = schema()["$defs"]
    assert isinstance(known, dict)
    for part in (schema(), *known.values()):
        assert isinstance(part, dict)
        properties = part["properties"]
        assert isinstance(properties, dict)
        assert all(isinstance(entry, dict) and entry["description"] for entry in properties.values())


def test_json_has_numbers_as_numbers_and_words_as_they_are() -> None:
    found = json.loads(as_json(battle()))
    last = found["rows"][0]["figures"][-1]
    assert (last["minimum"], last["maximum"], last["comparator"]) == (101, None, "MoreThan")
    assert [telling["teller"]["name"] for telling in last["chains"][0]][1:] == ["residents of Gao", "Abdoul Hakim"]
    text = as_json(hostile())
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)["rows"][0]["figures"][0]["claim"]["words"] == HOSTILE


def test_csv_has_a_row_for_each_claim() -> None:
    found = table_of(as_csv(battle()))
    figures = [f.claim.claim for row in battle().rows for f in row.figures]
    disputed = dict.fromkeys(said.claim for d in battle().disputes for said in (d.one, d.other))
    assert [row["claim"] for row in found] == [*figures, *(claim for claim in disputed if claim not in figures)]
    rows = {row["claim"].rpartition("/")[2]: row for row in found}
    hakim = rows["3230-killed-mnla"]
    assert (hakim["number"], hakim["minimum"], hakim["maximum"], hakim["side"]) == ("more than 100", "101", "", "1")
    assert (hakim["origin"], hakim["standpoint"], hakim["start"], hakim["end"]) == (
        "Abdoul Hakim",
        "Enemy",
        "3230",
        "3264",
    )
    assert hakim["contradicts"] == f"{BATTLE}/465-killed-side-1 (Strict) | {BATTLE}/511-killed-side-1 (Editorial)"
    assert hakim["agrees_with"] == f"{BATTLE}/2946-killed-mnla (not independently)"
    victory = rows["184-outcome"]
    assert (victory["about"], victory["words"], victory["minimum"]) == ("OutcomeConflict", "Islamist victory", "")
    assert victory["contradicts"] == f"{BATTLE}/2409-outcome (Conditional)"
    assert rows["701-killed-overall"]["lost"].split(" | ") == ["AsOfDropped", "HedgeChanged", "SourceChanged"]


def test_csv_follows_its_specification() -> None:
    text = as_csv(hostile())
    records = text.split("\r\n")
    assert records[0] == ",".join(COLUMNS)
    assert records[-1] == ""
    assert "\r" not in text.replace("\r\n", "")
    assert all(len(row) == len(COLUMNS) for row in csv.reader(io.StringIO(text, newline="")))


def test_no_cell_of_hostile_words_is_a_formula_or_steers_a_terminal() -> None:
    text = as_csv(hostile())
    assert text.replace("\r\n", "").replace("\n", "").isprintable()
    row = table_of(text)[0]
    assert row["words"].startswith("'=cmd|")
    assert unguarded(row["words"]) == HOSTILE.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")


@given(st.text(max_size=40) | st.from_regex(r"'*[=+\-@\t\r＝＋－＠].*", fullmatch=True))
def test_the_guard_of_cells_can_be_taken_away_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


# ---------------------------------------------------------------------------------------------------------------------
# Markdown and wikitext


def test_markdown_has_a_table_for_each_row_and_one_for_disputes() -> None:
    text = as_markdown(battle())
    headings = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert headings == [*map(heading, battle().rows), "What else the reports disagree about"]
    [line] = [line for line in text.splitlines() if "“more than 100 dead for MNLA forces”" in line]
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[:4] == ["more than 100", "“more than 100 dead for MNLA forces”", "Abdoul Hakim", "enemy"]
    assert "Range: from “1” (MNLA)" in text


@pytest.mark.parametrize("make", [battle, ambush, hostile])
def test_every_line_of_a_markdown_table_has_as_many_cells(make: object) -> None:
    assert callable(make)
    tables = re.split(r"\n(?!\|)", as_markdown(make()))
    lines = [[line for line in table.splitlines() if line.startswith("|")] for table in tables]
    assert any(lines)
    for table in lines:
        assert len({line.count("|") for line in table}) <= 1


@given(st.text(max_size=60))
def test_escaped_words_are_the_words_and_mean_nothing(text: str) -> None:
    found = escaped(text)
    assert html.unescape(found) == clean(text)
    assert not re.search(r"[<>|*_`\[\]{}~\\$!]|''|(?<!&)#|=", found)
    assert "\n" not in found


def test_wikitext_has_the_same_cells_and_no_foreign_markup() -> None:
    text = as_wikitext(hostile())
    assert text.count('{| class="wikitable"') == text.count("\n|}") == 1
    assert "{{" not in text
    assert "~~~" not in text
    assert "[[" not in text
    row = text.split("|-\n")[1].splitlines()
    assert len(row) == len([line for line in text.splitlines() if line.startswith("! ")])
    assert html.unescape(row[0]) == f"| {clean(HOSTILE)}"


def test_without_figures_the_forms_say_so() -> None:
    nothing = compare(store(), "mali-war")
    assert (nothing.rows, nothing.disputes) == ((), ())
    assert "No report gives a figure" in as_markdown(nothing)
    assert "No report gives a figure" in as_wikitext(nothing)
    assert "No report gives a figure" in as_table(nothing, width=80, terminal=False)
    assert table_of(as_csv(nothing)) == []


@pytest.mark.parametrize("width", [40, 80, 133])
def test_the_table_keeps_to_the_width_and_its_borders_are_straight(width: int) -> None:
    for comparison in (battle(), hostile()):
        lines = as_table(comparison, width=width, terminal=False).splitlines()
        assert max(map(columns_of, lines)) <= width
        boxes: list[set[int]] = []
        for line in lines:
            if line.startswith("╭"):
                boxes.append(set())
            if line.startswith(("╭", "│", "├", "╰")):
                boxes[-1].add(columns_of(line))
        assert all(len(box) == 1 for box in boxes)


def test_the_table_loses_no_words_and_prints_no_control_characters() -> None:
    text = as_table(hostile(), width=60, terminal=False)
    assert text.replace("\n", "").isprintable()
    assert "\\x1b[31m" in text
    whole = as_table(battle(), width=400, terminal=False)
    for row in battle().rows:
        for found in row.figures:
            assert f"“{found.claim.words}”" in whole
            assert all(line in whole for line in beside(found))


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" not in as_table(battle(), width=80, terminal=False)
    assert "\x1b[1m" in as_table(battle(), width=80, terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", as_table(battle(), width=80, terminal=True))


def test_numbers_of_any_size_are_written_in_full() -> None:
    row = battle().rows[0]
    huge = replace(row.figures[0], minimum=Decimal(10**30), maximum=Decimal(10**30))
    comparison = replace(battle(), rows=(replace(row, figures=(huge,)),))
    assert json.loads(as_json(comparison))["rows"][0]["figures"][0]["minimum"] == 10**30
    assert table_of(as_csv(comparison))[0]["minimum"] == str(10**30)
