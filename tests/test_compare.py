"""What every report says of one event, side by side: by its values, in each form, and on the command line."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

import indelgraph
from built import collection, own_build
from collections_made import SLUG, make
from compared import AMBUSH, BATTLE, COMMENT, ambush, battle, figure, store
from indelgraph.cli import main
from indelgraph.compare import compare, events, find_event
from indelgraph.compare.as_csv import COLUMNS, as_csv, guarded, unguarded
from indelgraph.compare.as_json import as_json, schema
from indelgraph.compare.as_markdown import as_markdown, as_wikitext, escaped
from indelgraph.compare.as_svg import as_svg
from indelgraph.compare.as_table import as_table
from indelgraph.compare.model import Node
from indelgraph.compare.wording import (
    beside,
    clean,
    dispute_claim,
    dispute_kind,
    heading,
    limits,
    range_words,
    through,
    where,
)
from indelgraph.errors import CallError
from indelgraph.namespaces import BASE, iri

if TYPE_CHECKING:
    from pathlib import Path

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
# What is found


def test_rows_are_by_side_then_group_then_measure() -> None:
    found = [(row.side, row.group.name, row.measure, row.counts) for row in battle().rows]
    assert found == [
        (1, "MNLA", "killed", "Person"),
        (1, "MNLA", "wounded", "Person"),
        (1, "MNLA", "captured", "Person"),
        (1, "MNLA", "strength", "Person"),
        (2, "side 2 (MUJAO, AQIM)", "killed", "Person"),
        (2, "side 2 (MUJAO, AQIM)", "wounded", "Person"),
        (2, "side 2 (MUJAO, AQIM)", "strength", "Person"),
        (2, "AQIM", "strength", "Person"),
        (2, "MUJAO", "killed", "Person"),
        (2, "MUJAO", "wounded", "Person"),
        (2, "MUJAO", "hospitalised", "Person"),
        (2, "Mokhtar Belmokhtar", "strength", "Vehicle"),
        (None, "in all", "killed", "Person"),
        (None, "group not stated", "killed", "Person"),
        (None, "group not stated", "captured", "Person"),
        (None, "group not stated", "captured", "Vehicle"),
    ]


def test_every_figure_of_the_event_stands_in_exactly_one_row() -> None:
    for comparison in (battle(), ambush()):
        shown = [f.claim.claim for row in comparison.rows for f in row.figures]
        losses = " ".join(f"ig:{name}" for name in ("killed", "wounded", "captured", "hospitalised", "strength"))
        query = f"""PREFIX ig: <{iri("ig:").value}> PREFIX rdf: <{iri("rdf:").value}> SELECT DISTINCT ?claim WHERE {{
            VALUES ?what {{ {losses} }} ?claim ig:event <{comparison.event.iri}> ; rdf:predicate ?what }}"""
        told = {row[0].value for row in store().query(query, use_default_graph_as_union=True)}  # type: ignore[union-attr]  # a SELECT
        assert sorted(shown) == sorted(told)


def test_a_figure_has_its_words_where_they_stand_and_its_whole_chain() -> None:
    found = figure(battle(), "3230-killed-mnla")
    assert (found.claim.value, found.comparator) == ("more than 100", "MoreThan")
    assert (found.minimum, found.maximum) == (Decimal(101), None)
    [spot] = found.claim.spots
    [document] = [d for d in collection().documents if d.slug == BATTLE]
    assert document.text[spot.start : spot.end] == found.claim.words == "more than 100 dead for MNLA forces"
    assert spot.part == "body"
    [chain] = found.chains
    assert [telling.teller.name for telling in chain] == ["the article", "residents of Gao", "Abdoul Hakim"]
    assert (chain[2].channel and chain[2].channel.name, chain[2].said_on) == ("Nata radio", "2012-11-17")
    assert found.standpoint == "Enemy"
    assert through(chain) == "Abdoul Hakim (through Nata radio, on 2012-11-17) → residents of Gao → the article"


def test_a_spokesman_speaks_for_somebody() -> None:
    [chain] = figure(battle(), "2499-killed-side-2").chains
    assert [t.on_behalf_of.name for t in chain if t.on_behalf_of] == ["MNLA"]


def test_limits_are_told() -> None:
    rows = {f.claim.claim.rpartition("/")[2]: (row, f) for row in battle().rows for f in row.figures}
    assert limits(*rows["2499-killed-side-2"])[:2] == (
        "a part only",
        "limited to former army camp of the paratroopers of the Malian army",
    )
    assert "as of 2012-11-17" in limits(*rows["2946-killed-mnla"])
    assert "serious" in limits(*rows["3202-wounded-mujao"])
    assert any(limit.startswith("put as: claims") for limit in limits(*rows["1837-strength-side-2"]))
    assert "by MUJAO" in limits(*rows["1408-captured-unstated"])


def test_a_line_of_a_side_for_one_party_stands_with_the_party_as_its_whole() -> None:
    rows = {row.group.name: row for row in ambush().rows if row.measure == "killed"}
    cell = rows["MINUSMA"].figures[0]
    assert (cell.claim.words, cell.limits.partial, rows["MINUSMA"].side) == ("3 killed", True, 1)
    assert limits(rows["MINUSMA"], cell) == ("partly inferred",)
    assert where(cell.claim.spots, documents=False) == "infobox 460–468"


def test_contradictions_stand_at_both_figures() -> None:
    found = {(c.other.value, c.grade, c.kind) for c in figure(battle(), "465-killed-side-1").conflicts}
    assert found == {
        ("100", "Strict", "DisjointQuantities"),
        ("10", "Strict", "DisjointQuantities"),
        ("over 100", "Conditional", "DisjointQuantities"),
        ("more than 100", "Strict", "DisjointQuantities"),
    }
    back = {(c.other.words, c.grade) for c in figure(battle(), "511-killed-side-1").conflicts}
    assert back == {("1 killed", "Strict"), ("more than 100 dead for MNLA forces", "Editorial")}
    assert beside(figure(battle(), "511-killed-side-1")) == (
        "contradicts (strict): “1” (MNLA)",
        "contradicts (editorial): “more than 100” (Abdoul Hakim)",
    )
    camp = "former army camp of the paratroopers of the Malian army"
    assert (
        f"contradicts (conditional, part exceeds whole; if the other, limited to {camp}, counts some of those in this "
        "figure): “12” (Mossa Ag Attaher)"
    ) in beside(figure(battle(), "572-killed-side-2"))


def test_a_stated_doubt_is_quoted() -> None:
    [line] = [line for line in beside(figure(battle(), "2946-killed-mnla")) if line.startswith("doubt")]
    assert line.startswith("doubt is stated: “These figures, however, seem to reflect MUJAO's estimates")


def test_agreements_say_whether_they_are_independent() -> None:
    [alone] = figure(battle(), "3202-wounded-mujao").agreements
    assert (alone.other.words, alone.independent) == ("6 wounded MUJAO were sent to Gao Regional Hospital", True)
    [same] = figure(battle(), "3230-killed-mnla").agreements
    assert (same.other.value, same.independent) == ("over 100", False)


def test_restatements_say_what_was_lost() -> None:
    [cell] = figure(battle(), "701-killed-overall").restatements
    assert (cell.role, [o.value for o in cell.others]) == ("cell", ["more than 117"])
    assert set(cell.losses) == {"HedgeChanged", "SourceChanged", "AsOfDropped"}
    [sentence] = figure(battle(), "2832-killed-overall").restatements
    assert (sentence.role, [o.value for o in sentence.others]) == ("sentence", ["At least 117"])
    assert "no prose support" in beside(figure(battle(), "465-killed-side-1"))
    assert "not in infobox" in beside(figure(battle(), "2143-killed-mnla"))


def test_sums_name_their_parts_and_their_whole() -> None:
    for claim, role in (("1593-wounded-minusma", "part"), ("470-wounded-side-1", "whole")):
        [found] = figure(ambush(), claim).sums
        assert (found.role, [p.value for p in found.parts], found.whole.value, found.adds_up) == (
            role,
            ["sixteen", "one"],
            "17",
            True,
        )


def test_a_range_stands_at_the_group_whose_figures_it_spans() -> None:
    found = {heading(row): [range_words(r) for r in row.ranges] for row in battle().rows if row.ranges}
    assert found == {
        "MNLA (side 1): killed": [
            "from “1” (MNLA) to “over 100” (various sources of a report to Xinhua), “more than 100” (Abdoul Hakim)"
        ],
        "side 2 (MUJAO, AQIM): killed": ["from “3” (MUJAO) to “65” (MNLA)"],
        "group not stated: killed": [
            "without bounds: “deaths” (a security source from Burkina Faso), “dozens” (other testimonies (of deaths))"
        ],
    }


def test_other_disputes_are_those_of_which_not_both_are_figures() -> None:
    found = [(dispute_kind(d), d.one.words, d.other.origins[0].name) for d in battle().disputes]
    assert [kind for kind, _, _ in found] == [
        "outcome, conditional",
        "place, editorial",
        "geometry, external",
        "time, conditional",
        "initiative, conditional",
        "stated doubt",
    ]
    assert found[0][1:] == ("Islamist victory", "Mossa Ag Attaher")
    assert battle().disputes[0].one.value == "victory, side 2 (MUJAO, AQIM)"
    assert battle().disputes[2].comment == COMMENT
    doubted = figure(battle(), "2946-killed-mnla").conflicts[-1]
    assert (doubted.grade, doubted.other.claim) == ("Stated", battle().disputes[-1].other.claim)


def test_a_dispute_says_what_words_are_read_as_where_they_do_not_say_it_themselves() -> None:
    by_kind = {dispute.kind: dispute for dispute in battle().disputes}
    assert dispute_claim(by_kind["PlaceConflict"].one) == ("“Between Ansongo and Ménaka”", "says the article")
    assert dispute_claim(by_kind["InitiativeConflict"].other) == (
        "“MUJAO attack elements of the MNLA”",
        "attacker: MUJAO",
        "says a security source from Burkina Faso",
    )


def test_a_build_and_a_store_give_the_same() -> None:
    made = Store()
    made.bulk_extend(own_build().quads())
    assert compare(own_build(), "mali-war") == compare(made, "mali-war")
    assert compare(own_build(), AMBUSH).event.name == "2017 Indelimane ambush"


def changed(remove: list[Quad], add: list[Quad]) -> Store:
    """Our dataset with some quads less and some more."""
    gone = set(remove)
    made = Store()
    made.bulk_extend(quad for quad in store() if quad not in gone)
    made.bulk_extend(add)
    return made


def test_with_several_documents_each_has_its_name() -> None:
    claim = NamedNode(f"{BASE}claim/{AMBUSH}/1528-killed-minusma")
    [old] = store().quads_for_pattern(claim, iri("ig:event"), None, None)
    moved = Quad(claim, iri("ig:event"), NamedNode(f"{BASE}event/{BATTLE}"), old.graph_name)
    both = compare(changed([old], [moved]), BATTLE)
    names = ["Battle of In-Delimane (2012), Wikipedia article", "2017 Indelimane ambush, Wikipedia article"]
    assert [document.name for document in both.documents] == names
    found = figure(both, "1528-killed-minusma").claim
    assert found.origins[0].name == names[1]
    assert where(found.spots, documents=True) == f"prose {found.spots[0].start}–{found.spots[0].end}, {names[1]}"
    assert where(found.spots, documents=True) in as_table(both, width=500, terminal=False)


def test_a_loop_of_memberships_ends() -> None:
    claims = [
        quad
        for name in ("one", "other")
        for subject, value in [(f"{BASE}claim/x/{name}", {"one": ("mnla", "mujao"), "other": ("mujao", "mnla")}[name])]
        for quad in (
            Quad(NamedNode(subject), iri("rdf:type"), iri("ig:Claim"), iri("graph:x")),
            Quad(NamedNode(subject), iri("rdf:predicate"), iri("ig:memberOf"), iri("graph:x")),
            Quad(NamedNode(subject), iri("rdf:subject"), iri(f"actor:{value[0]}"), iri("graph:x")),
            Quad(NamedNode(subject), iri("rdf:object"), iri(f"actor:{value[1]}"), iri("graph:x")),
        )
    ]
    assert len(compare(changed([], claims), BATTLE).rows) == len(battle().rows)


# ---------------------------------------------------------------------------------------------------------------------
# Which event


@pytest.mark.parametrize(
    "name",
    [
        BATTLE,
        f"event:{BATTLE}",
        f"{BASE}event/{BATTLE}",
        "Q15231507",
        "wd:Q15231507",
        "http://www.wikidata.org/entity/Q15231507",
        "https://www.wikidata.org/wiki/Q15231507",
    ],
)
def test_an_event_goes_by_slug_iri_or_item(name: str) -> None:
    assert find_event(store(), name).slug == BATTLE


@pytest.mark.parametrize(
    "name", ["nothing-like-it", "Q1", "", "\x1b[31m", "x" * 10_000, "https://example.org/> } #", BASE]
)
def test_no_such_event_is_one_line_with_the_events_there_are(name: str) -> None:
    with pytest.raises(CallError) as caught:
        compare(store(), name)
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 1500
    assert BATTLE in line
    assert AMBUSH in line


def test_a_near_name_is_guessed_and_the_rest_is_listed() -> None:
    with pytest.raises(CallError, match=r"did you mean 'indelimane-ambush-2017'\? Or one of: .*battle-of-in-delimane"):
        find_event(store(), "Indelimane-ambush-2018")


def test_an_item_of_two_events_is_not_chosen_by_chance() -> None:
    item = NamedNode("http://www.wikidata.org/entity/Q15231507")
    twice = Quad(NamedNode(f"{BASE}event/{AMBUSH}"), iri("skos:exactMatch"), item, iri("graph:links"))
    with pytest.raises(CallError, match=f"stands for {BATTLE} and {AMBUSH}; name one"):
        find_event(changed([], [twice]), "Q15231507")


def test_events_are_listed_with_their_claims() -> None:
    found = {entry.slug: entry for entry in events(store())}
    claim, event = iri("ig:Claim"), iri("ig:event")
    query = f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c a {claim} ; {event} <{found[BATTLE].iri}> }}"
    [[counted]] = store().query(query, use_default_graph_as_union=True)  # type: ignore[misc]  # a SELECT
    assert isinstance(counted, Literal)
    assert found[BATTLE].claims == int(counted.value)
    assert found[BATTLE].wikidata == ("Q15231507",)
    assert found["mali-war"].claims == 0


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


# ---------------------------------------------------------------------------------------------------------------------
# CSV


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


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


# ---------------------------------------------------------------------------------------------------------------------
# The table


def columns_of(line: str) -> int:
    """How many columns of a terminal a line takes (Unicode Standard Annex 11)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


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


# ---------------------------------------------------------------------------------------------------------------------
# The command


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


def test_numbers_of_any_size_are_written_in_full() -> None:
    row = battle().rows[0]
    huge = replace(row.figures[0], minimum=Decimal(10**30), maximum=Decimal(10**30))
    comparison = replace(battle(), rows=(replace(row, figures=(huge,)),))
    assert json.loads(as_json(comparison))["rows"][0]["figures"][0]["minimum"] == 10**30
    assert table_of(as_csv(comparison))[0]["minimum"] == str(10**30)
