"""The rules for outcomes, places, days, attackers and responsibility: where they fire, and the twins where not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from built import own_build
from claims_made import about, actor, claim, found, kinds, member, page, party, said
from indelgraph.derive.engine import DERIVED, derive
from indelgraph.derive.finding import drafts, triples
from indelgraph.derive.rules import all_rules
from indelgraph.namespaces import BASE, graph_name, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims_made import Said

CONCEPTS = ("Victory", "Rout", "Repulse", "Retreat", "NotStopped", "Indecisive", "Patrol", "Pursuit")
CELL: dict[str, Any] = {"part": "Infobox"}
ARMY: dict[str, Any] = {"told": ("army",)}
REBELS: dict[str, Any] = {"told": ("rebels",)}
PARTIES = (party("reds", 1, id="p1"), party("blues", 2, id="p2"))


def concepts(quads: Iterable[Quad]) -> list[Quad]:
    """The same quads with the concepts of the ontology in place of actors of their names."""
    table: dict[object, NamedNode] = {actor(name): iri(f"ig:{name}") for name in CONCEPTS}
    kept = (quad for quad in quads if quad.subject not in table)
    return [Quad(q.subject, q.predicate, table.get(q.object) or q.object, q.graph_name) for q in kept]


def fact(subject: str, predicate: str, value: NamedNode | str) -> Quad:
    """Something that the registry says of a thing."""
    return Quad(actor(subject), iri(predicate), iri(value) if isinstance(value, str) else value, graph_name("registry"))


def cite(claim_id: str, number: str) -> list[Quad]:
    """That a claim cites a reference, by a telling of its own."""
    report = NamedNode(f"{BASE}report/d/{claim_id}-0")
    graph = graph_name("document/d")
    return [
        Quad(claim(claim_id), iri("ig:report"), report, graph),
        Quad(report, iri("ig:teller"), NamedNode(f"{BASE}document/d"), graph),
        Quad(report, iri("ig:cites"), NamedNode(f"{BASE}reference/d/{number}"), graph),
    ]


def grades(rule: str, says: Sequence[Said], more: Iterable[Quad] = ()) -> dict[tuple[str, ...], str]:
    """The grade of every contradiction that a rule finds, by the claims involved."""
    rows = found([*concepts(page(*says)), *more], rule)
    return {pair: values[0] for pair, values in kinds(rows, "grade").items()}


def outcome(name: str, side: int | None = None, **rest: Any) -> Said:
    return about("outcome", name, side=f"side-{side}" if side else None, **rest)


# --- outcomes --------------------------------------------------------------------------------------------


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


# --- places ----------------------------------------------------------------------------------------------


def between(place: str, *ends: str) -> list[Quad]:
    return [
        fact(f"place/{place}", "rdf:type", "ig:RelativePlace"),
        *(fact(f"place/{place}", "ig:betweenPlaces", actor(f"place/{end}")) for end in ends),
    ]


def towards(place: str, anchor: str, bearing: str) -> list[Quad]:
    return [
        fact(f"place/{place}", "rdf:type", "ig:RelativePlace"),
        fact(f"place/{place}", "ig:relativeTo", actor(f"place/{anchor}")),
        fact(f"place/{place}", "ig:bearing", f"ig:{bearing}"),
    ]


def spot(place: str, latitude: float, longitude: float) -> list[Quad]:
    """The coordinates of a place, as a link has them."""
    node, links = actor(f"place/{place}"), graph_name("links")
    degrees = {"wgs:lat": latitude, "wgs:long": longitude}
    return [Quad(node, iri(k), Literal(str(v), datatype=iri("xsd:decimal")), links) for k, v in degrees.items()]


def at(place: str, **rest: Any) -> Said:
    return about("takesPlaceAt", f"place/{place}", **rest)


TWO_WAYS = [*between("x", "ao", "bo"), *between("y", "ao", "co")]


def test_two_ways_exclude_each_other() -> None:
    assert grades("places", [at("x", **CELL), at("y")], TWO_WAYS) == {("c0", "c1"): "Editorial"}
    assert grades("places", [at("x"), at("y", **ARMY)], TWO_WAYS) == {("c0", "c1"): "Strict"}
    assert grades("places", [at("x"), at("y", **ARMY, inferred=True)], TWO_WAYS) == {("c0", "c1"): "Conditional"}


def test_one_way_under_two_names_excludes_nothing() -> None:
    assert grades("places", [at("x"), at("y", **ARMY)], [*between("x", "ao", "bo"), *between("y", "bo", "ao")]) == {}


@pytest.mark.parametrize(
    ("where", "apart"),
    [
        ({"ao": (0, 0), "bo": (0, 1), "co": (1, 0)}, True),
        ({"ao": (0, 0), "bo": (0, 1), "co": (0, -1)}, True),
        ({"ao": (0, 0), "bo": (0, 1), "co": (0, 2)}, False),
        ({"ao": (0, 0), "bo": (0, 1), "co": (0.1, 1.9)}, False),
        ({"ao": (0, 0), "bo": (0, 1)}, True),
    ],
)
def test_a_way_that_is_a_stretch_of_the_other_excludes_nothing(
    where: dict[str, tuple[float, float]], apart: bool
) -> None:
    more = [*TWO_WAYS, *(quad for town, point in where.items() for quad in spot(town, *point))]
    assert bool(grades("places", [at("x"), at("y", **ARMY)], more)) is apart


@pytest.mark.parametrize(
    ("one", "other", "anchor", "apart"),
    [
        ("N", "S", "ao", True),
        ("N", "SE", "ao", True),
        ("NW", "SE", "ao", True),
        ("N", "E", "ao", False),
        ("N", "NW", "ao", False),
        ("N", "N", "ao", False),
        ("N", "S", "bo", False),
    ],
)
def test_opposite_directions_from_one_place_exclude_each_other(one: str, other: str, anchor: str, apart: bool) -> None:
    more = [*towards("x", "ao", one), *towards("y", anchor, other)]
    assert bool(grades("places", [at("x"), at("y", **ARMY)], more)) is apart


def test_two_named_places_say_nothing_about_each_other() -> None:
    assert grades("places", [at("ao"), at("bo", **ARMY), at("x", **REBELS)], between("x", "co", "do")) == {}


def test_places_of_a_war_or_of_one_teller_are_no_conflict() -> None:
    assert grades("places", [at("x", **ARMY), at("y", **ARMY)], TWO_WAYS) == {}
    for kind in ("ArmedConflict", "Offensive"):
        war = fact("event/e", "rdf:type", f"ig:{kind}")
        assert grades("places", [at("x"), at("y", **ARMY)], [*TWO_WAYS, war]) == {}


# --- camp or patrol --------------------------------------------------------------------------------------

BASE_AT_AO = fact("place/base", "rdf:type", "ig:MilitaryBase")


def patrol(who: str, what: str = "Patrol", **rest: Any) -> Said:
    return about("engagedIn", what, subject=who, id="patrol", **rest)


def test_an_attack_at_a_base_on_men_on_patrol_is_a_conflict_for_their_whole() -> None:
    part = member("squad", "reds", predicate="partOfForce", id="part")
    says = [about("target", "reds", id="target"), at("base", id="base"), patrol("squad"), part]
    rows = found([*concepts(page(*says)), BASE_AT_AO], "camp-or-patrol")
    (row,) = rows.values()
    assert (row["grade"], row["conflictKind"]) == ({"Conditional"}, {"PlaceConflict"})
    assert row["involves"] == {"base", "patrol"}
    assert row["restsOn"] == {"base", "patrol", "part", "target"}


def test_a_belligerent_on_patrol_and_a_base_as_target_count_too() -> None:
    says = [party("reds", 1), about("target", "place/base", id="base"), patrol("reds")]
    assert grades("camp-or-patrol", says, [BASE_AT_AO]) == {("base", "patrol"): "Conditional"}


@pytest.mark.parametrize(
    "says",
    [
        [about("target", "reds"), at("village"), patrol("reds")],
        [about("target", "reds"), at("base"), patrol("reds", "Pursuit")],
        [about("target", "reds"), at("base"), patrol("blues")],
        [about("target", "reds"), at("base"), patrol("squad")],
        [about("target", "reds"), at("base"), patrol("reds", event="other")],
        [about("target", "reds"), at("base", **ARMY), patrol("reds", **ARMY)],
        [about("attacker", "reds"), party("reds", 1), at("base"), patrol("reds")],
        [about("attacker", "reds", **ARMY), about("target", "reds", **ARMY), at("base"), patrol("reds")],
    ],
    ids=["village", "pursuit", "stranger", "unknown squad", "other event", "one teller", "attackers", "both at once"],
)
def test_no_camp_or_no_patrol_of_the_attacked(says: list[Said]) -> None:
    assert grades("camp-or-patrol", says, [BASE_AT_AO]) == {}


def test_who_has_them_attack_does_not_silence_who_has_them_attacked() -> None:
    says = [about("attacker", "reds", **REBELS), about("target", "reds", id="target", **ARMY), at("base", id="base")]
    assert grades("camp-or-patrol", [*says, patrol("reds")], [BASE_AT_AO]) == {("base", "patrol"): "Conditional"}
    fought = [says[0], party("reds", 1), says[2]]
    assert grades("camp-or-patrol", [*fought, patrol("reds")], [BASE_AT_AO]) == {("base", "patrol"): "Conditional"}
    of_the_rebels = [says[0], party("reds", 1, **REBELS), says[2]]
    assert grades("camp-or-patrol", [*of_the_rebels, patrol("reds")], [BASE_AT_AO]) == {}


# --- days ------------------------------------------------------------------------------------------------


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


# --- initiative ------------------------------------------------------------------------------------------


def attacker(who: str, **rest: Any) -> Said:
    return about("attacker", who, **rest)


def test_attackers_of_two_sides_are_a_conflict_that_rests_on_their_sides() -> None:
    says = [*PARTIES, attacker("reds", id="a", **ARMY), attacker("blues", id="b", **REBELS)]
    rows = found(page(*says), "initiative")
    (row,) = rows.values()
    assert (row["grade"], row["conflictKind"]) == ({"Conditional"}, {"InitiativeConflict"})
    assert row["involves"] == {"a", "b"}
    assert row["restsOn"] == {"a", "b", "p1", "p2"}


def test_a_side_and_a_unit_of_a_party_attack_for_their_side() -> None:
    says = [*PARTIES, attacker("side-1", id="a", **ARMY), attacker("squad", id="b"), member("squad", "blues", id="m")]
    rows = found(page(*says), "initiative")
    assert [row["restsOn"] for row in rows.values()] == [{"a", "b", "p2", "m"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (REBELS, ARMY),
        ({"inferred": True}, ARMY),
        ({"limited": "place/camp"}, ARMY),
        ({"modality": "Seems"}, ARMY),
        ({}, {}),
    ],
    ids=["plain", "inferred", "limited", "seems", "one article"],
)
def test_a_counter_attack_is_an_attack_so_that_all_such_conflicts_are_conditional(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    says = [*PARTIES, attacker("reds", id="a", **one), attacker("blues", id="b", **other)]
    assert grades("initiative", says) == {("a", "b"): "Conditional"}


@pytest.mark.parametrize(
    "says",
    [
        [attacker("reds"), attacker("side-1", **ARMY)],
        [attacker("reds"), attacker("strangers", **ARMY)],
        [attacker("reds", **ARMY), attacker("blues", **ARMY)],
        [attacker("reds"), attacker("blues", **ARMY, modality="Intended")],
        [attacker("reds"), about("target", "blues", **ARMY)],
        [attacker("reds"), party("blues", 1), attacker("blues", **ARMY)],
    ],
    ids=["one side", "no side", "one teller", "meant to", "target", "two sides at once"],
)
def test_no_two_sides_attacked(says: list[Said]) -> None:
    assert grades("initiative", [*PARTIES, *says]) == {}


# --- participation ---------------------------------------------------------------------------------------


def test_accounts_that_name_different_attackers_of_a_side_are_a_conflict() -> None:
    same_side = [party("reds", 1), party("greens", 1)]
    for sides in ([], same_side, same_side[:1]):
        says = [*sides, attacker("reds", id="a"), attacker("greens", id="b", **ARMY)]
        rows = found(page(*says), "participation")
        assert kinds(rows, "grade", "conflictKind") == {("a", "b"): ("Conditional", "ParticipationConflict")}


@pytest.mark.parametrize(
    "says",
    [
        [attacker("reds"), attacker("greens")],
        [attacker("reds", **ARMY), attacker("greens", **ARMY)],
        [attacker("reds"), attacker("reds", **ARMY)],
        [attacker("reds"), attacker("squad", **ARMY), member("squad", "reds")],
        [attacker("platoon"), member("platoon", "squad"), attacker("reds", **ARMY), member("squad", "reds")],
        [attacker("reds"), attacker("greens", **ARMY), attacker("reds", **ARMY)],
        [attacker("reds"), attacker("greens"), attacker("greens", **ARMY)],
        [*PARTIES, attacker("reds"), attacker("blues", **ARMY)],
        [*PARTIES, attacker("reds"), attacker("side-1", **ARMY)],
        [attacker("reds"), attacker("person/hakim", **ARMY)],
        [attacker("reds"), attacker("greens", **ARMY, modality="Tried")],
        [party("reds", 1), party("greens", 1, **ARMY)],
    ],
    ids=[
        "one story", "one teller", "same", "part", "part of a part", "adds", "added", "two sides", "side", "person",
        "tried", "belligerents",
    ],
)  # fmt: skip
def test_attackers_of_which_one_account_may_tell_the_other(says: list[Said]) -> None:
    assert grades("participation", says) == {}


def test_unnamed_men_may_be_of_any_group_unless_they_are_of_another() -> None:
    gunmen = fact("gunmen", "rdf:type", "ig:UnnamedGroup")
    says = [attacker("reds", id="a"), attacker("gunmen", id="b", **ARMY)]
    assert grades("participation", says, [gunmen]) == {}
    assert grades("participation", [*says, member("gunmen", "greens")], [gunmen]) == {("a", "b"): "Conditional"}


# --- responsibility --------------------------------------------------------------------------------------


def claimed(who: str, **rest: Any) -> Said:
    return about("claimedResponsibility", who, **rest)


def test_two_groups_that_claimed_responsibility_are_a_conflict() -> None:
    says = [claimed("reds", told=("reds",)), claimed("greens", told=("greens",))]
    rows = found(page(*says), "responsibility")
    assert kinds(rows, "grade", "conflictKind") == {("c0", "c1"): ("Conditional", "ParticipationConflict")}


@pytest.mark.parametrize(
    "says",
    [
        [claimed("reds"), claimed("reds", **ARMY)],
        [claimed("reds"), claimed("squad", **ARMY), member("squad", "reds")],
        [claimed("reds"), claimed("person/hakim", **ARMY)],
        [claimed("reds"), about("claimedResponsibility", "greens", event="other")],
    ],
    ids=["same", "part", "person", "other event"],
)
def test_no_two_groups_claimed_responsibility(says: list[Said]) -> None:
    assert grades("responsibility", says) == {}


def test_a_claim_of_responsibility_in_common_is_no_conflict() -> None:
    words = "Reds and Greens claimed responsibility"
    start = NamedNode(f"{BASE}span/d/{len('They say: ')}-{len('They say: ') + len(words)}")
    quads = page(claimed("reds", words=words), claimed("greens", words=words, told=("greens",)))
    assert len(found(quads, "responsibility")) == 1
    spans = {q.object for q in quads if q.subject == claim("c1") and q.predicate == iri("ig:evidence")}
    common = [
        Quad(q.subject, q.predicate, start, q.graph_name) if q.object in spans and q.subject == claim("c1") else q
        for q in quads
    ]
    assert found(common, "responsibility") == {}


# --- our own collection ----------------------------------------------------------------------------------

READ = """
battle-of-in-delimane-2012 OutcomeConflict Conditional 184-outcome 2281-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 184-outcome 2409-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 1155-outcome 2281-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 1155-outcome 2409-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 2103-outcome 2281-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 2103-outcome 2409-outcome
battle-of-in-delimane-2012 PlaceConflict Editorial 141-takes-place-at 982-takes-place-at
battle-of-in-delimane-2012 TimeConflict Conditional 115-at-time 1993-at-time
battle-of-in-delimane-2012 TimeConflict Conditional 115-at-time 2103-at-time
battle-of-in-delimane-2012 InitiativeConflict Conditional 857-attacker-in-the-battle 1155-attacker
battle-of-in-delimane-2012 InitiativeConflict Conditional 857-attacker-in-the-battle 1258-attacker
battle-of-in-delimane-2012 GeometryConflict External 1934-distance 1964-distance
battle-of-in-delimane-2012 GeometryConflict External 982-takes-place-at 1934-distance
battle-of-in-delimane-2012 GeometryConflict External 982-takes-place-at 1299-distance
battle-of-in-delimane-2012 GeometryConflict External 1299-distance 1964-distance
indelimane-ambush-2017 OutcomeConflict Conditional 321-outcome 1417-outcome
indelimane-ambush-2017 PlaceConflict Conditional 1143-takes-place-at 1733-engaged-in
indelimane-ambush-2017 ParticipationConflict Conditional 533-attacker 2035-attacker
indelimane-ambush-2017 ParticipationConflict Conditional 1817-claimed-responsibility 3422-claimed-responsibility
"""
"""What a reader of our two texts finds."""

OURS = (
    "outcomes", "places", "camp-or-patrol", "days", "initiative", "participation", "responsibility", "geometry",
)  # fmt: skip


def test_the_rules_find_in_our_texts_what_a_reader_finds() -> None:
    quads = (quad for quad in own_build().quads() if quad.graph_name not in (DERIVED, graph_name("entailed")))
    rows: dict[str, dict[str, set[str]]] = {}
    for quad in derive(quads, [all_rules()[name] for name in OURS]):
        rows.setdefault(said(quad.subject), {}).setdefault(said(quad.predicate), set()).add(said(quad.object))
        if "/contradiction/" in str(quad.subject):
            rows[said(quad.subject)]["document"] = {str(quad.subject).split("/")[-2]}
    found_ = {
        (*(value for key in ("document", "conflictKind", "grade") for value in row[key]), *sorted(row["involves"]))
        for row in rows.values()
        if "involves" in row
    }
    read = (line.split() for line in READ.strip().splitlines())
    assert found_ == {(*line[:3], *sorted(line[3:])) for line in read}


# --- the comment of a finding ----------------------------------------------------------------------------


def test_a_finding_may_carry_a_sentence_for_people() -> None:
    ((draft,), remarks) = drafts(triples("Contradiction", "80 + 70 = 150 km", grade=iri("ig:External")))
    assert draft.values("rdfs:comment") == (Literal("80 + 70 = 150 km", language="en"),)
    assert remarks == []
    ((bare,), _) = drafts(triples("Contradiction", grade=iri("ig:External")))
    assert bare.values("rdfs:comment") == ()
