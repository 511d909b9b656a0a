"""Days that exclude each other, and those that go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal

from claims_made import about
from conflicts_made import ARMY, CELL, REBELS, grades
from indelgraph.namespaces import iri

if TYPE_CHECKING:
    from claims_made import Said


def day(predicate: str, value: str, **rest: Any) -> Said:
    kind = {4: "gYear", 7: "gYearMonth", 8: "time"}.get(len(value), "date")
    return about(predicate, Literal(value, datatype=iri(f"xsd:{kind}")), **rest)


def on(value: str, **rest: Any) -> Said:
    return day("atTime", value, **rest)


@pytest.mark.parametrize(
    ("says", "grade"),
    [
        ([on("2012-11-16", **CELL), on("2012-11-17")], "Conditional"),
        ([on("2012-11-16", **CELL), on("2012-11-17", part="Lead", **ARMY)], "Conditional"),
        ([on("2012-11", **CELL), on("2012-12-01")], "Conditional"),
        ([on("2012-11-16", **CELL, **ARMY), on("2012-11-17", **CELL, **REBELS)], "Strict"),
        ([day("beginsOn", "2012-11-16", **ARMY), day("beginsOn", "2012-11-17", **REBELS)], "Strict"),
        ([day("endsOn", "2012-11-16"), day("endsOn", "2012-11-17", **ARMY, inferred=True)], "Conditional"),
        ([day("beginsOn", "2012-11-16", **CELL), day("beginsOn", "2012-11-17")], "Editorial"),
        ([day("beginsOn", "2012-11-17", **ARMY), day("endsOn", "2012-11-16", **REBELS)], "Strict"),
        ([day("beginsOn", "2012-11-17", **CELL), day("endsOn", "2012-11-16", **CELL)], "Editorial"),
        ([day("beginsOn", "2012-11-17", **ARMY), on("2012-11-16")], "Conditional"),
        ([day("endsOn", "2012-11-17", **ARMY), on("2012-11-18")], "Conditional"),
        ([on("2012-11-16", **CELL), day("beginsOn", "2012-11-15", **ARMY)], "Strict"),
        ([on("2012-11-16", **CELL), day("endsOn", "2012-11-17")], "Editorial"),
        ([on("2012-11-16Z", **CELL), on("2012-11-17+01:00")], "Conditional"),
    ],
)
def test_days_that_exclude_each_other_do_so_in_either_order(says: list[Said], grade: str) -> None:
    assert grades("days", says) == {("c0", "c1"): grade}
    assert grades("days", says[::-1]) == {("c0", "c1"): grade}


@pytest.mark.parametrize(
    "says",
    [
        [on("2012-11-16", **CELL), on("2012-11-16")],
        [on("2012-11", **CELL), on("2012-11-17")],
        [on("2012", **CELL), on("2012-11")],
        [on("2012-11-16", **CELL), on("05:00:00")],
        [on("2012-11-16", **CELL), on("2012-11-17", part="ReferenceTitle", **ARMY)],
        [on("2012-11-16"), on("2012-11-17")],
        [on("2012-11-16", **ARMY), on("2012-11-17", **REBELS)],
        [on("2012-11-16", **CELL), on("2012-11-17", **CELL)],
        [on("2012-11-16", **CELL, **ARMY), on("2012-11-17", **ARMY)],
        [on("2012-11-16", **CELL), on("2012-11-17", event="other")],
        [day("beginsOn", "2012-11-16", **ARMY), day("endsOn", "2012-11-17", **REBELS)],
        [day("beginsOn", "2012-11", **ARMY), day("endsOn", "2012", **REBELS)],
        [day("beginsOn", "2012-11-16", **ARMY), on("2012-11-17")],
        [day("endsOn", "2012-11-18", **ARMY), on("2012-11-17")],
        [day("beginsOn", "2012-11-16"), day("beginsOn", "2012-11-17")],
        [on("2012-11-16", **CELL), day("formedOn", "2012-11-17")],
    ],
    ids=[
        "same", "month", "year", "hour", "title", "one story", "two stories", "two days in a cell", "one teller",
        "other event", "in order", "unknown order", "after the beginning", "before the end", "one story begins twice",
        "of something else",
    ],
)  # fmt: skip
def test_days_that_go_together_are_no_conflict(says: list[Said]) -> None:
    assert grades("days", says) == {}
    assert grades("days", says[::-1]) == {}


def test_what_is_not_plain_elsewhere_leaves_a_conflict_of_days_strict() -> None:
    says = [
        day("beginsOn", "2012-11-16", **ARMY),
        day("beginsOn", "2012-11-17", **REBELS),
        on("05:00:00", inferred=True),
    ]
    assert grades("days", says) == {("c0", "c1"): "Strict"}


def test_a_day_that_the_infobox_lists_is_not_outside_it() -> None:
    says = [on("2012-11-16", **CELL), on("2012-11-17", **CELL), on("2012-11-17"), on("2012-11-18")]
    assert grades("days", says) == {("c0", "c3"): "Conditional", ("c1", "c3"): "Conditional"}
