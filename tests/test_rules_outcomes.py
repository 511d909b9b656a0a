"""Outcomes that exclude each other, and those that go together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import NamedNode, Quad

from claims_made import about, claim, found, page
from conflicts_made import ARMY, CELL, REBELS, concepts, grades
from indelgraph.namespaces import BASE, graph_name, iri

if TYPE_CHECKING:
    from claims_made import Said


def cite(claim_id: str, number: str) -> list[Quad]:
    """That a claim cites a reference, by a telling of its own."""
    report = NamedNode(f"{BASE}report/d/{claim_id}-0")
    graph = graph_name("document/d")
    return [
        Quad(claim(claim_id), iri("ig:report"), report, graph),
        Quad(report, iri("ig:teller"), NamedNode(f"{BASE}document/d"), graph),
        Quad(report, iri("ig:cites"), NamedNode(f"{BASE}reference/d/{number}"), graph),
    ]


def outcome(name: str, side: int | None = None, **rest: Any) -> Said:
    return about("outcome", name, side=f"side-{side}" if side else None, **rest)


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        (("Victory", 1), ("Victory", 2), "Strict"),
        (("Victory", 1), ("NotStopped", 2), "Strict"),
        (("Victory", 1), ("Rout", 1), "Strict"),
        (("Victory", 1), ("Repulse", 1), "Strict"),
        (("Victory", 1), ("Retreat", 1), "Conditional"),
        (("NotStopped", 1), ("Rout", 1), "Strict"),
        (("NotStopped", 1), ("Repulse", 1), "Strict"),
        (("NotStopped", 1), ("Retreat", 1), "Conditional"),
        (("Rout", 1), ("Rout", 2), "Strict"),
        (("Rout", 1), ("Repulse", 2), "Strict"),
        (("Rout", 1), ("Retreat", 2), "Conditional"),
        (("Repulse", 1), ("Repulse", 2), "Strict"),
        (("Repulse", 1), ("Retreat", 2), "Conditional"),
        (("Retreat", 1), ("Retreat", 2), "Conditional"),
        (("Indecisive", None), ("Victory", 1), "Strict"),
        (("Indecisive", None), ("Rout", 1), "Conditional"),
        (("Indecisive", None), ("Repulse", 1), "Conditional"),
        (("Indecisive", None), ("Retreat", 1), "Conditional"),
    ],
)
def test_outcomes_that_exclude_each_other_do_so_in_either_order(
    one: tuple[str, int | None], other: tuple[str, int | None], grade: str
) -> None:
    for first, second in ((one, other), (other, one)):
        assert grades("outcomes", [outcome(*first, **ARMY), outcome(*second, **REBELS)]) == {("c0", "c1"): grade}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Victory", 1), ("Victory", 1)),
        (("Victory", 1), ("NotStopped", 1)),
        (("Victory", 1), ("Rout", 2)),
        (("Victory", 1), ("Repulse", 2)),
        (("Rout", 1), ("Retreat", 1)),
        (("Rout", 1), ("Repulse", 1)),
        (("NotStopped", 1), ("Rout", 2)),
        (("NotStopped", 1), ("NotStopped", 2)),
        (("NotStopped", 1), ("Indecisive", None)),
        (("Indecisive", None), ("Indecisive", None)),
        (("Rout", 1), ("Rout", None)),
    ],
)
def test_outcomes_that_go_together_are_no_conflict(one: tuple[str, int | None], other: tuple[str, int | None]) -> None:
    assert grades("outcomes", [outcome(*one, **ARMY), outcome(*other, **REBELS)]) == {}


@pytest.mark.parametrize(
    "weak",
    [{"inferred": True}, {"limited": "place/camp"}, {"partial": True}, {"as_of": "2012-05-05"}, {"modality": "Claims"}],
)
def test_an_outcome_that_is_not_plain_conflicts_under_conditions(weak: dict[str, Any]) -> None:
    assert grades("outcomes", [outcome("Victory", 1, **ARMY), outcome("Victory", 2, **REBELS, **weak)]) == {
        ("c0", "c1"): "Conditional"
    }


def test_a_confirmed_outcome_is_plain_and_an_intended_one_is_none() -> None:
    one = outcome("Victory", 1, **ARMY)
    assert grades("outcomes", [one, outcome("Victory", 2, **REBELS, modality="Confirmed")]) == {("c0", "c1"): "Strict"}
    for modality in ("Intended", "Tried"):
        for name in ("Victory", "NotStopped"):
            says = [one, outcome(name, 2, **REBELS, modality=modality)]
            assert grades("outcomes", says) == grades("outcomes", says[::-1]) == {}


def test_a_teller_does_not_contradict_himself() -> None:
    says = [outcome("Victory", 1, **ARMY), outcome("Retreat", 1, **ARMY)]
    assert grades("outcomes", says) == {}
    assert grades("outcomes", [replace(says[0], part="Infobox"), says[1]]) == {}


def test_an_article_contradicts_itself_in_its_infobox_or_by_two_references() -> None:
    says = [outcome("Victory", 1), outcome("Victory", 2)]
    assert grades("outcomes", says) == {}
    assert grades("outcomes", says, [*cite("c0", "1"), *cite("c1", "1")]) == {}
    assert grades("outcomes", says, [*cite("c0", "1"), *cite("c1", "2")]) == {("c0", "c1"): "Conditional"}
    assert grades("outcomes", [outcome("Victory", 1, **CELL), says[1]]) == {("c0", "c1"): "Editorial"}
    both = [outcome("Victory", 1, **CELL), outcome("Victory", 2, **CELL)]
    assert grades("outcomes", both) == {}


def test_outcomes_of_two_events_are_no_conflict() -> None:
    says = [outcome("Victory", 1, **ARMY), about("outcome", "Victory", side="side-2", event="other", **REBELS)]
    assert grades("outcomes", says) == {}


def test_an_outcome_conflict_names_and_rests_on_both_claims() -> None:
    rows = found(concepts(page(outcome("Victory", 1, **ARMY), outcome("Victory", 2, **REBELS))), "outcomes")
    (row,) = rows.values()
    assert row["conflictKind"] == {"OutcomeConflict"}
    assert row["restsOn"] == {"c0", "c1"}
