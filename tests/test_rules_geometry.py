"""The rule of geometry: distances that no point fulfils fire, those of a real point never do."""

from __future__ import annotations

from dataclasses import replace
from math import inf, pi
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from claims_made import Said, about, actor, claim, found, kinds, page, sub_event
from indelgraph.derive.geodesy import DETOUR, LEEWAY, RADIUS, Corridor, Point, Region, Ring, Sector, apart
from indelgraph.namespaces import graph_name, iri

if TYPE_CHECKING:
    from collections.abc import Iterable

DEGREE = RADIUS * pi / 180
"""A degree of a great circle in km."""
ARMY: dict[str, Any] = {"told": ("army",)}

POINTS = st.builds(Point, st.just("somewhere"), st.floats(-89.9, 89.9), st.floats(-180, 180))
NEAR = st.builds(Point, st.just("near"), st.floats(10, 20), st.floats(-5, 5))
"""Points of one country."""


# --- points ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((0, 0), (0, 1), DEGREE),
        ((0, 179.5), (0, -179.5), DEGREE),
        ((89, 0), (89, 180), 2 * DEGREE),
        ((60, 0), (60, 1), 55.597),
        ((-90, 0), (90, 77), 180 * DEGREE),
        ((15.6597, 0.5022), (15.91985, 2.39609), 204.698),
        ((16.27167, -0.04472), (15.91985, 2.39609), 263.683),
        ((5, 5), (5, 5), 0),
    ],
)
def test_the_distance_of_two_points(one: tuple[float, float], other: tuple[float, float], kilometres: float) -> None:
    assert Point("a", *one).distance(Point("b", *other)) == pytest.approx(kilometres, abs=0.01)


@given(POINTS, POINTS, POINTS)
def test_distances_are_symmetric_and_obey_the_triangle_law(a: Point, b: Point, c: Point) -> None:
    assert a.distance(b) == pytest.approx(b.distance(a), abs=1e-6)
    assert a.distance(c) <= a.distance(b) + b.distance(c) + 1e-6


@pytest.mark.parametrize(("other", "bearing"), [((1, 0), 0), ((0, 1), 90), ((-1, 0), 180), ((0, -1), 270)])
def test_the_bearing_of_a_point(other: tuple[float, float], bearing: float) -> None:
    assert Point("a", 0, 0).bearing(Point("b", *other)) == pytest.approx(bearing)


@given(NEAR, NEAR)
def test_the_middle_is_as_far_from_either_end(a: Point, b: Point) -> None:
    half = a.distance(b) / 2
    assert a.distance(a.midway(b)) == pytest.approx(half, abs=1e-3)
    assert b.distance(a.midway(b)) == pytest.approx(half, abs=1e-3)


# --- regions ---------------------------------------------------------------------------------------------


@st.composite
def regions_with(draw: st.DrawFn, point: Point) -> Region:
    """A region that holds a point."""
    anchor = draw(NEAR)
    away = anchor.distance(point)
    match draw(st.sampled_from(("ring", "corridor", "sector"))):
        case "ring":
            nearest = draw(st.one_of(st.just(0.0), st.floats(0, away)))
            return Ring(anchor, nearest, draw(st.one_of(st.just(inf), st.floats(away, away + 1000))))
        case "corridor":
            corridor = Corridor(anchor, draw(NEAR))
            return corridor if corridor.holds(point) else Corridor(point, anchor)
    return Sector(anchor, anchor.bearing(point) + draw(st.floats(-LEEWAY, LEEWAY)))


@settings(max_examples=300)
@given(st.data(), NEAR)
def test_regions_that_share_a_point_are_not_apart(data: st.DataObject, point: Point) -> None:
    one, other = data.draw(regions_with(point)), data.draw(regions_with(point))
    assert apart(one, other) <= 1e-3
    assert apart(one, other) == apart(other, one)


@settings(max_examples=300)
@given(st.data(), NEAR, NEAR)
def test_regions_are_no_farther_apart_than_points_of_theirs(data: st.DataObject, one: Point, other: Point) -> None:
    first, second = data.draw(regions_with(one)), data.draw(regions_with(other))
    assert apart(first, second) <= one.distance(other) + 1e-3
    assert apart(first, second) == apart(second, first)


def test_how_far_regions_are_apart() -> None:
    ao, bo, far = Point("Ao", 0, 0), Point("Bo", 0, 2), Point("far", 0, 10)
    assert apart(Ring(ao, 0, 80), Ring(bo, 0, 70)) == pytest.approx(2 * DEGREE - 150)
    assert apart(Ring(ao, 500, inf), Ring(bo, 0, 70)) == pytest.approx(500 - 2 * DEGREE - 70)
    assert apart(Ring(ao), Ring(bo)) == pytest.approx(2 * DEGREE)
    assert apart(Ring(far, 0, 80), Corridor(ao, bo)) == pytest.approx((18 - 2 * DETOUR) / 2 * DEGREE - 80)
    assert apart(Ring(far, 5000, inf), Corridor(ao, bo)) == pytest.approx(5000 - (18 + 2 * DETOUR) / 2 * DEGREE)
    assert apart(Ring(bo), Sector(ao, 270)) == pytest.approx(2 * DEGREE)
    assert apart(Ring(bo), Sector(ao, 90)) == 0
    assert apart(Ring(bo), Sector(ao, 0)) == pytest.approx(85.1, abs=0.05)
    assert apart(Ring(bo, 300, inf), Sector(ao, 270)) == 0
    assert apart(Sector(ao, 90), Sector(bo, 90)) == 0


# --- the rule --------------------------------------------------------------------------------------------


def spot(place: str, latitude: float, longitude: float) -> list[Quad]:
    """The coordinates of a place, as a link has them, and its label."""
    node, links = actor(f"place/{place}"), graph_name("links")
    degrees = {"wgs:lat": latitude, "wgs:long": longitude}
    return [
        Quad(node, iri("rdfs:label"), Literal(place.capitalize(), language="en"), graph_name("registry")),
        *(Quad(node, iri(k), Literal(str(v), datatype=iri("xsd:decimal")), links) for k, v in degrees.items()),
    ]


def fact(subject: str, predicate: str, value: str | NamedNode) -> Quad:
    """Something that the registry says of a thing."""
    return Quad(actor(subject), iri(predicate), iri(value) if isinstance(value, str) else value, graph_name("registry"))


TOWNS = [*spot("ao", 0, 0), *spot("bo", 0, 2), *spot("co", 0, 10), *spot("do", 1, 0)]
"""Bo is 222 km east of Ao, Co 1,112 km; Do is 111 km north of Ao."""
BETWEEN = [
    fact("place/way", "rdf:type", "ig:RelativePlace"),
    *(fact("place/way", "ig:betweenPlaces", actor(f"place/{end}")) for end in ("ao", "bo")),
]
WEST = [
    fact("place/west", "rdf:type", "ig:RelativePlace"),
    fact("place/west", "ig:relativeTo", actor("place/ao")),
    fact("place/west", "ig:bearing", "ig:W"),
]


def far(words: str, anchor: str, **rest: Any) -> Said:
    """How far the event, or with ``subject`` a place, is from a place."""
    return replace(Said("distance", words, anchor=f"place/{anchor}"), **rest)


def at(place: str, **rest: Any) -> Said:
    return about("takesPlaceAt", f"place/{place}", **rest)


def located(latitude: float, longitude: float, **rest: Any) -> Said:
    point = Literal(f"POINT({longitude} {latitude})", datatype=iri("geo:wktLiteral"))
    return about("coordinates", point, **rest)


def conflicts(says: Iterable[Said], more: Iterable[Quad] = ()) -> dict[tuple[str, ...], tuple[str, ...]]:
    rows = found([*page(*says), *TOWNS, *more], "geometry")
    return kinds(rows, "grade", "conflictKind")


def of_no_event(quads: Iterable[Quad], claim_id: str) -> list[Quad]:
    """The quads with one claim about a place only, as another document may have it."""
    return [q for q in quads if (q.subject, q.predicate) != (claim(claim_id), iri("ig:event"))]


GEOMETRY = ("External", "GeometryConflict")
PLACE = ("External", "PlaceConflict")


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        ([far("80 kilometers", "ao"), far("70 kilometers", "bo")], GEOMETRY),
        ([far("80 kilometers", "ao", **ARMY), far("70 kilometers", "bo", **ARMY)], GEOMETRY),
        ([far("50 miles", "ao"), far("45 miles", "bo")], GEOMETRY),
        ([far("500 kilometers", "ao"), far("100 kilometers", "bo")], GEOMETRY),
        ([far("at least 500 kilometers", "ao"), far("at most 100 kilometers", "bo")], GEOMETRY),
        ([far("80 kilometers", "co"), at("way")], GEOMETRY),
        ([far("300 kilometers", "ao"), at("way")], GEOMETRY),
        ([far("80 kilometers", "bo"), at("west")], GEOMETRY),
        ([far("80 kilometers", "bo"), at("ao")], GEOMETRY),
        ([far("80 kilometers", "bo"), located(0, 0.5)], GEOMETRY),
        ([located(0, 0), located(0, 0.1, **ARMY)], GEOMETRY),
        ([located(0, 0.2), at("ao")], GEOMETRY),
        ([located(0, 5), at("way")], GEOMETRY),
        ([located(0, 1), at("west")], GEOMETRY),
        ([at("ao"), at("bo", **ARMY)], PLACE),
        ([at("ao", part="Infobox"), at("bo")], PLACE),
        ([at("co"), at("way", **ARMY)], PLACE),
        ([at("bo"), at("west", **ARMY)], PLACE),
    ],
)
def test_what_no_point_fulfils_is_a_conflict_in_either_order(says: list[Said], kind: tuple[str, str]) -> None:
    assert conflicts(says, [*BETWEEN, *WEST]) == {("c0", "c1"): kind}
    assert conflicts(says[::-1], [*BETWEEN, *WEST]) == {("c0", "c1"): kind}


@pytest.mark.parametrize(
    "says",
    [
        [far("120 kilometers", "ao"), far("100 kilometers", "bo")],
        [far("100 kilometers", "ao"), far("100 kilometers", "bo")],
        [far("80 kilometers", "ao"), far("300 kilometers", "bo")],
        [far("more than 80 kilometers", "ao"), far("70 kilometers", "bo")],
        [far("about 80 kilometers", "ao"), far("70 kilometers", "bo")],
        [far("80 kilometers", "ao"), far("70 kilometers", "nowhere")],
        [far("80 kilometers", "ao"), far("70 kilometers", "bo", modality="Intended")],
        [far("80 kilometers", "ao"), far("70 kilometers", "bo", event="other")],
        [far("80 kilometers", "ao"), at("way")],
        [far("80 kilometers", "ao"), at("west")],
        [far("300 kilometers", "bo"), at("west")],
        [far("210 kilometers", "bo"), at("ao")],
        [located(0, 0), located(0, 0.08, **ARMY)],
        [located(0, 0.15), at("ao")],
        [located(0.3, 1), at("way")],
        [located(0.3, -0.3), at("west")],
        [at("ao"), at("bo")],
        [at("ao", **ARMY), at("bo", **ARMY)],
        [at("ao"), at("nowhere", **ARMY)],
        [at("way"), at("west", **ARMY)],
    ],
    ids=[
        "reaches", "rounded", "behind", "more than", "about", "unknown anchor", "intended", "other event",
        "on the way", "its own anchor", "far west", "there", "near", "surroundings", "beside the way", "south-west",
        "one story", "one teller", "unknown place", "two descriptions",
    ],
)  # fmt: skip
def test_what_a_point_can_fulfil_is_no_conflict(says: list[Said]) -> None:
    assert conflicts(says, [*BETWEEN, *WEST]) == {}
    assert conflicts(says[::-1], [*BETWEEN, *WEST]) == {}


def test_the_distance_of_a_place_counts_for_the_event_there() -> None:
    distance = far("80 kilometers", "ao", subject="place/village", id="its")
    says = [at("village", id="at"), distance, far("70 kilometers", "bo")]
    quads = [*of_no_event(page(*says), "its"), *TOWNS]
    (row,) = found(quads, "geometry").values()
    assert row["involves"] == {"its", "c2"}
    assert row["restsOn"] == {"its", "c2", "at"}
    elsewhere = [at("town", id="at"), *says[1:]]
    assert found([*of_no_event(page(*elsewhere), "its"), *TOWNS], "geometry") == {}


def test_what_is_said_of_a_place_may_be_off_by_its_surroundings() -> None:
    """Ao and Bo are 222 km apart: 100 + 100 km is near enough for a village and an event there, 80 + 100 km is not."""
    for words, count in (("100 kilometers", 0), ("80 kilometers", 1)):
        says = [at("village"), far(words, "ao", subject="place/village"), far("100 kilometers", "bo")]
        assert len(conflicts(says)) == count


def test_two_distances_of_one_place_are_held_against_each_other_as_they_are() -> None:
    says = [
        at("village", id="at"),
        far("101 kilometers", "ao", subject="place/village", id="one"),
        far("101 kilometers", "bo", subject="place/village", id="two", **ARMY),
    ]
    assert conflicts(says) == {("one", "two"): GEOMETRY}
    assert conflicts([says[0], says[1], replace(says[2], subject=None)]) == {}


def test_a_distance_of_a_place_says_nothing_against_the_place() -> None:
    assert conflicts([at("ao"), far("80 kilometers", "bo", subject="place/ao")]) == {}


def test_places_of_parts_and_of_wars_and_regions_are_no_points() -> None:
    says = [at("ao"), at("bo", **ARMY)]
    assert conflicts([*says, sub_event("raid"), replace(at("bo"), event="raid")]) == {}
    for kind in ("ArmedConflict", "Offensive"):
        assert conflicts(says, [fact("event/e", "rdf:type", f"ig:{kind}")]) == {}
    inside = about("locatedIn", "place/bo", subject="place/village")
    assert conflicts([*says, inside]) == {}
    assert conflicts([*says, inside], [fact("place/village", "rdf:type", "ig:MilitaryBase")]) == {("c0", "c1"): PLACE}


def comment(says: Iterable[Said]) -> str:
    (row,) = found([*page(*says), *TOWNS, *BETWEEN, *WEST], "geometry").values()
    (text,) = row["comment"]
    return text


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ([far("80 kilometers", "ao"), far("70 kilometers", "bo")], "Ao and Bo are 222.4 km apart; 80 + 70 = 150 km"),
        ([far("50 miles", "ao"), far("70 kilometers", "bo")], "Ao and Bo are 222.4 km apart; 80.5 + 70 = 150.5 km"),
        ([far("500 kilometers", "ao"), far("70 kilometers", "bo")],
         "Ao and Bo are 222.4 km apart; 222.4 + 70 = 292.4 km, which is less than 500 km"),
        ([far("80 kilometers", "ao"), far("30 kilometers", "ao")], "30 km from Ao is less than 80 km from it"),
        ([far("80 kilometers", "bo"), at("ao")], "Bo and Ao are 222.4 km apart; not 80 km"),
        ([far("500 kilometers", "bo"), at("ao")], "Bo and Ao are 222.4 km apart; not 500 km"),
        ([at("ao"), at("bo", **ARMY)], "Ao and Bo are 222.4 km apart"),
        ([located(0, 0), located(0, 1, **ARMY)], "The point 0, 0 and the point 0, 1 are 111.2 km apart"),
        ([far("80 kilometers", "co"), at("way")],
         "Co is 1112.0 km from Ao and 889.6 km from Bo, which are 222.4 km apart: "
         "what lies between them is at least 867.3 km from Co"),
        ([far("300 kilometers", "ao"), at("way")],
         "Ao and Bo are 222.4 km apart: what lies between them is at most 244.6 km from Ao"),
        ([at("bo"), at("west", **ARMY)],
         "Bo is 222.4 km from Ao at a bearing of 90°, 180° off the direction in the words"),
    ],
)  # fmt: skip
def test_the_comment_gives_the_computed_distances(says: list[Said], sentence: str) -> None:
    assert comment(says) == sentence


@settings(max_examples=25, deadline=None)
@given(NEAR, st.lists(NEAR, min_size=2, max_size=4), st.sampled_from(("kilometers", "miles")))
def test_distances_of_a_real_point_never_conflict(point: Point, towns: list[Point], unit: str) -> None:
    """Whatever the point: rounded to whole units they are within what the rule allows."""
    size = 1.609344 if unit == "miles" else 1
    says = [far(f"{round(point.distance(town) / size)} {unit}", f"town-{n}") for n, town in enumerate(towns)]
    links = [quad for n, town in enumerate(towns) for quad in spot(f"town-{n}", town.latitude, town.longitude)]
    says.append(located(round(point.latitude, 5), round(point.longitude, 5)))
    assert found([*page(*says), *links], "geometry") == {}
