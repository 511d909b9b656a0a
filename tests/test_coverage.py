"""Coverage: ours is whole and stays so; and what is left out is found in the text alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from built import collection
from indelgraph.claims import ClaimFile
from indelgraph.coverage import Item, ItemKind, coverage
from indelgraph.documents.model import Slice
from indelgraph.resources import root
from indelgraph.usage import unused_entries

if TYPE_CHECKING:
    from pathlib import Path

    from indelgraph import Collection

# What there is, counted by reading: cells, sentences, titles, mentions of quantities.
EXPECTED = {
    "battle-of-in-delimane-2012": (14, 21, 0, 32),
    "indelimane-ambush-2017": (13, 14, 10, 25),
}


@pytest.mark.parametrize("number", range(2))
def test_every_cell_sentence_title_and_quantity_is_accounted_for(number: int) -> None:
    found = coverage(collection())[number]
    assert found.missing() == ()
    assert found.stale == ()
    assert tuple(found.tally(kind).total for kind in ItemKind) == EXPECTED[found.slug]
    assert found.tally().share == 1.0


def test_what_is_excused_is_little_and_each_has_a_reason() -> None:
    excused = [item for d in coverage(collection()) for item in d.items if not item.claims]
    assert [(i.kind, i.words.split("\n")[0][:24]) for i in excused] == [
        (ItemKind.CELL, "Battle of In-Delimane"),
        (ItemKind.SENTENCE, "A report is provided by "),
        (ItemKind.CELL, "2017 Indelimane ambush"),
        (ItemKind.MENTION, "two"),
        (ItemKind.TITLE, "Mali: Enabling Dialogue "),
    ]
    assert all(item.excuse and item.excuse.endswith(".") for item in excused)


def test_the_twenty_mentions_of_casualties_of_2017_are_covered_each_by_its_own_quantity() -> None:
    file = collection().files["indelimane-ambush-2017"]
    losses = ("killed", "wounded")
    where = sorted(c.quantity.where for c in file.claims if c.quantity and c.predicate.key in losses)
    assert len(where) == len(set(where)) == 20


def _without(claims: str) -> Collection:
    ours = collection()
    slug = "battle-of-in-delimane-2012"
    file = ours.files[slug]
    fewer = ClaimFile(tuple(c for c in file.claims if not c.id.startswith(claims)), file.names, (), file.excuses)
    return replace(ours, files={**ours.files, slug: fewer})


def test_a_claim_that_is_taken_away_leaves_its_number_and_cell_uncovered() -> None:
    found = coverage(_without("701-"))[0]
    assert [(i.kind, i.words, i.line, i.column) for i in found.missing()] == [
        (ItemKind.MENTION, "At least 117", 17, 16),
        (ItemKind.CELL, "At least 117 killed overall (according to ICRC)", 17, 16),
    ]
    assert found.tally().share < 1.0


def test_a_number_in_a_sentence_with_other_claims_is_not_covered_by_them() -> None:
    [missing] = coverage(_without("2889-killed"))[0].missing()
    assert (missing.kind, missing.words) == (ItemKind.MENTION, "17")


def test_an_excuse_that_excuses_nothing_is_told(tmp_path: Path) -> None:
    found = coverage(_copy(tmp_path, '  - {quote: "500 men", reason: Not a claim.}\n'))[0]
    assert found.stale == ("Not a claim.",)


def _copy(tmp_path: Path, excuse: str) -> Collection:
    from indelgraph import load

    shutil.copytree(root() / "data", tmp_path / "data")
    path = tmp_path / "data" / "claims" / "battle-of-in-delimane-2012.yaml"
    path.write_text(path.read_text("utf-8") + excuse, "utf-8")
    return load(tmp_path / "data")


def test_the_command_says_it_for_people_and_for_programs() -> None:
    command = [sys.executable, "-c", "from indelgraph.cli import main; main()", "coverage"]
    text = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "battle-of-in-delimane-2012: 100.0% accounted for\n  infobox cells: 14 of 14, 1 excused\n" in text
    assert "“two”: It counts the two groups" in text
    found = json.loads(
        subprocess.run([*command, "--format", "json"], capture_output=True, timeout=60, check=True).stdout
    )
    assert [(d["document"], d["accounted"], d["missing"]) for d in found] == [
        ("battle-of-in-delimane-2012", 1.0, []),
        ("indelimane-ambush-2017", 1.0, []),
    ]
    assert found[1]["kinds"]["mentions of quantities"] == {"total": 25, "covered": 24, "excused": 1, "share": 1.0}


def test_an_item_is_accounted_for_by_a_claim_or_an_excuse_and_by_nothing_else() -> None:
    item = Item(ItemKind.CELL, Slice(0, 1), "x", 1, 1, (), None)
    assert not item.accounted
    assert replace(item, claims=("c",)).accounted
    assert replace(item, excuse="because").accounted


def test_nothing_in_our_registry_is_unused() -> None:
    assert unused_entries(collection()) == ()


def test_an_unused_entry_is_told_with_its_line_unless_it_says_why(tmp_path: Path) -> None:
    from indelgraph import load

    shutil.copytree(root() / "data", tmp_path / "data")
    path = tmp_path / "data" / "registry" / "people.yaml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, "iyad-ag-ghali: {name: Iyad ag Ghali}"]) + "\n", "utf-8")
    [problem] = unused_entries(load(tmp_path / "data"))
    assert str(problem) == (
        f"{path}:{len(lines) + 1}:1: nothing uses 'iyad-ag-ghali'; remove it, or say with 'unused' why it is kept"
    )
    path.write_text("\n".join([*lines, "iyad-ag-ghali: {name: Iyad ag Ghali, unused: for later}"]) + "\n", "utf-8")
    assert unused_entries(load(tmp_path / "data")) == ()
    path.write_text("\n".join(lines).replace("{name: Omar Ould Hamaha", "{name: Omar Ould Hamaha, unused: x") + "\n")
    [problem] = unused_entries(load(tmp_path / "data"))
    assert "is used; remove its 'unused'" in problem.message
