"""Places that exclude each other, and an attack on a camp that others tell of as one on a patrol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, Quad

from claims_made import about, actor, found, member, page, party
from conflicts_made import ARMY, CELL, REBELS, concepts, fact, grades
from indelgraph.namespaces import graph_name, iri

if TYPE_CHECKING:
    from claims_made import Said


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
