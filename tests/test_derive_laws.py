"""What holds of the rules about figures for every text: laws, and the ties and scopes that they stand on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

import graphs
from claims_made import Said, about, actor, claim, doubt, figure, found, kinds, member, page, party, sub_event, view_of
from indelgraph.convert import to_rdflib_graph
from indelgraph.derive.engine import derive
from indelgraph.derive.rules import all_rules
from indelgraph.derive.scope import OVERALL, Extent, scope_of
from indelgraph.namespaces import iri
from indelgraph.resources import root
from indelgraph.validation import validate

if TYPE_CHECKING:
    from random import Random

    from indelgraph.derive.scope import Relation

CONFLICTS = (
    "hedge-dropped", "stated-doubt", "part-exceeds-whole", "sub-event-exceeds-whole", "disjoint-quantities",
)  # fmt: skip
RULES = ("sums", *CONFLICTS, "agreements", "standpoints", "loss-range", "vague-words", "vague-against-number")
NUMBERS = ("1", "3", "5", "100", "more than 3", "at least 5", "over 100", "fewer than 5", "up to 3", "3 to 5", "dozens",
           "several", "about fifty")  # fmt: skip
GROUPS = ("reds", "reds", "reds", "side-1", "scouts", "blues", "side-2", "overall", "unstated", "clerk")
TELLINGS = ((), ("reds",), ("blues",), ("person/hakim",), ("people", "person/hakim"), ("people", "aid"), ("agency",))

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def figures(draw: st.DrawFn, least: int = 3, most: int = 7) -> list[Said]:
    """Figures of one event, each under an id of its own; mostly of one group, so that many can be compared."""
    made = []
    for number in range(draw(st.integers(least, most))):
        limited = draw(st.sampled_from([None, None, "place/camp", "scouts"]))
        made.append(
            figure(
                draw(st.sampled_from(NUMBERS)),
                draw(st.sampled_from(GROUPS)),
                predicate=draw(st.sampled_from(["killed"] * 5 + ["wounded"])),
                told=draw(st.sampled_from(TELLINGS)),
                limited=limited,
                partial=limited is not None and draw(st.booleans()),
                as_of=draw(st.sampled_from([None, None, None, "2012-05-05", "2012-05-06"])),
                severity=draw(st.sampled_from([None, None, None, "Serious"])),
                part=draw(st.sampled_from(["Infobox", "Body", "Body"])),
                id=f"f{number}",
            )
        )
    return made


@st.composite
def setting(draw: st.DrawFn) -> list[Said]:
    """Who is on which side, and who belongs to whom."""
    parties = [("reds", 1), ("blues", 2), ("greens", 2), ("scouts", 1)]
    chosen = draw(st.lists(st.sampled_from(parties), unique=True))
    said = [party(name, side, id=f"p{number}") for number, (name, side) in enumerate(chosen)]
    ties = [("scouts", "reds"), ("person/hakim", "blues"), ("riders", "scouts"), ("reds", "riders")]
    said += [member(*tie, id=f"m{n}") for n, tie in enumerate(draw(st.lists(st.sampled_from(ties), unique=True)))]
    return said + ([doubt("f0", "blues", id="doubt")] if draw(st.booleans()) else [])


def relations(quads: list[Quad], *names: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    rows = found(quads, *names)
    return kinds({k: r for k, r in rows.items() if k.startswith("contradiction/")}, "grade", "conflictKind")


# --- laws ------------------------------------------------------------------------------------------------


LIMITS = [figure("5", limited="scouts", id="f0"), figure("3", limited="place/camp", told=("aid",), id="f1")]
NOBODY = [figure("5", "unstated", id="f0"), figure("3", "unstated", told=("aid",), id="f1")]
RING = [figure("5", "scouts", id="f0"), figure("3", "reds", told=("aid",), id="f1")]


@given(figures(), setting())
@example(LIMITS, [])
@example(NOBODY, [])
@example(RING, [member("scouts", "reds", id="m0"), member("reds", "scouts", id="m1")])
@LAWS
def test_a_contradiction_is_the_same_in_either_order_and_of_two_claims(made: list[Said], around: list[Said]) -> None:
    names = (*CONFLICTS, "vague-words", "vague-against-number")
    there = relations(page(*around, *made), *names)
    assert relations(page(*around, *reversed(made)), *names) == there
    assert all(len(set(pair)) == 2 for pair in there)


@given(figures(), setting(), st.randoms(use_true_random=False))
@LAWS
def test_names_of_claims_do_not_matter(made: list[Said], around: list[Said], random: Random) -> None:
    ids = [f"f{number}" for number in range(len(made))]
    others = ids.copy()
    random.shuffle(others)
    turn = dict(zip(ids, others, strict=True))
    renamed = [replace(said, id=turn[said.id or ""]) for said in made]
    doubts = [replace(said, subject=f"claim/{turn['f0']}") if said.id == "doubt" else said for said in around]
    expected = {
        tuple(sorted(turn.get(one, one) for one in pair)): values
        for pair, values in relations(page(*around, *made), *CONFLICTS).items()
    }
    assert relations(page(*doubts, *renamed), *CONFLICTS) == expected


@given(figures(), setting(), st.data())
@LAWS
def test_the_order_of_the_quads_does_not_matter(made: list[Said], around: list[Said], data: st.DataObject) -> None:
    rules = [all_rules()[name] for name in RULES]
    quads = page(*around, *made)
    assert derive(data.draw(st.permutations(quads)), rules) == derive(quads, rules)


@given(figures(), figures(), setting())
@LAWS
def test_another_event_changes_nothing(made: list[Said], others: list[Said], around: list[Said]) -> None:
    quads = page(*around, *made)
    seats = [said for said in around if said.predicate == "belligerent"]
    beside = page(*seats, *others, document="beside", event="f")
    assert found(quads + beside, *RULES) == found(quads, *RULES)


@given(figures(), setting(), st.integers(0, 5), st.integers(0, 50), st.integers(0, 50))
@example([figure("50", id="f0"), figure("over 20", id="f1")], [], 0, 45, 0)
@LAWS
def test_a_wider_figure_adds_no_strict_contradiction(
    made: list[Said], around: list[Said], which: int, lower: int, higher: int
) -> None:
    """Of the numbers alone: a sum, or a hedge that was dropped, explains a conflict away for the very number only."""
    names = ("part-exceeds-whole", "disjoint-quantities")
    index = which % len(made)
    made[index] = replace(made[index], number="50")
    wider = [replace(said, number=f"{50 - lower} to {50 + higher}") if said is made[index] else said for said in made]
    if lower == higher == 0:
        wider = made
    before, after = (
        {pair for pair, values in relations(page(*around, *said), *names).items() if values[0] == "Strict"}
        for said in (made, wider)
    )
    assert after <= before


@given(figures(), figures(), setting())
@LAWS
def test_the_order_of_documents_does_not_matter(made: list[Said], others: list[Said], around: list[Said]) -> None:
    names = (*CONFLICTS, "agreements")
    again = [replace(said, id=f"g{number}") for number, said in enumerate(others)]

    def told(first: str, second: str) -> dict[tuple[str, ...], tuple[str, ...]]:
        rows = found([*page(*around, *made, document=first), *page(*again, document=second)], *names)
        return {key: tuple(sorted(value)) for key, value in _values(rows).items()}

    assert told("a", "b") == told("b", "a")


def _values(rows: dict[str, dict[str, set[str]]]) -> dict[tuple[str, ...], set[str]]:
    keys = ("type", "grade", "conflictKind", "independent")
    return {
        (*sorted(row["involves"]), *sorted(row["type"])): {one for key in keys for one in row.get(key, ())}
        for row in rows.values()
    }


SIMILAR = [figure("at least 5", id="f0"), figure("over 100", told=("people", "person/hakim"), id="f1"),
           figure("over 100", id="f2"), figure("5", told=("people", "aid"), id="f3"),
           figure("5", told=("people", "blues"), id="f4"), figure("dozens", id="f5")]  # fmt: skip


def _finding_shapes() -> list[str]:
    text = "".join(Path(root() / "shapes" / name).read_text("utf-8") for name in
                   ("derived.ttl", "conflicts.ttl", "figures.ttl"))  # fmt: skip
    starts = [line for line in text.splitlines() if line.startswith("shapes:") and " a sh:" in line]
    return [line.removeprefix("shapes:").split()[0] for line in starts if "SPARQLConstraint" not in line]


@given(figures(3), figures(1, 3), setting())
@example(SIMILAR, [figure("5", id="f0"), figure("3", "side-1", id="f1")], [party("reds", 1, id="p0")])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.slow
def test_whatever_is_found_is_valid(made: list[Said], others: list[Said], around: list[Said]) -> None:
    part = page(*others, document="part", event="g")
    whole = page(sub_event("g"), sub_event("e"), *others, document="whole", event="h")
    quads = [*page(*around, *made), *part, *whole]
    derived = derive(quads, [all_rules()[name] for name in RULES])
    data = to_rdflib_graph([*quads, *derived])
    shapes = _finding_shapes()
    assert len(shapes) > 40
    assert list(validate(data, graphs.only(*shapes)).lines()) == []


@pytest.mark.parametrize("tie", [sub_event("f"), about("partOf", "event/e", subject="event/f", event="f")])
def test_claims_of_two_events_may_be_joined_by_the_claim_that_makes_one_a_part_of_the_other(tie: Said) -> None:
    quads = page(figure("3"), replace(tie, id="tie")) + page(figure("7"), document="part", event="f")
    made = derive(quads, [all_rules()["sub-event-exceeds-whole"]])
    untied = [q for q in made if (q.predicate, q.object) != (iri("ig:restsOn"), claim("tie"))]
    as_disjoint = [
        q if q.predicate != iri("ig:conflictKind") else Quad(q.subject, q.predicate, iri("ig:DisjointQuantities"))
        for q in made
    ]
    assert len(untied) == len(made) - 1
    shape = graphs.only("involved-claims-of-one-event")
    for derived, valid in ((made, True), (untied, False), (as_disjoint, False)):
        lines = list(validate(to_rdflib_graph([*quads, *derived]), shape).lines())
        assert (not lines) is valid


# --- ties ------------------------------------------------------------------------------------------------


def test_somebody_belongs_to_what_his_group_belongs_to_by_the_claims_that_say_so() -> None:
    says = (figure("1", "person/ali"), member("person/ali", "scouts"), member("scouts", "reds"),
            member("person/ali", "scouts"))  # fmt: skip
    above = view_of(page(*says)).ties.above(actor("person/ali"))
    assert {tie.to: tie.because for tie in above.values()} == {
        actor("scouts"): (claim("c1"),),
        actor("reds"): (claim("c1"), claim("c2")),
    }


def test_the_shortest_way_is_named() -> None:
    says = (figure("1", "person/ali"), member("person/ali", "scouts"), member("scouts", "reds"),
            member("person/ali", "reds"))  # fmt: skip
    assert view_of(page(*says)).ties.above(actor("person/ali"))[actor("reds")].because == (claim("c3"),)


def test_a_leader_belongs_to_what_he_leads_and_not_the_other_way_round() -> None:
    led = about("ledBy", "person/ali", subject="scouts")
    ties = view_of(page(figure("1", "person/ali"), figure("2", "scouts"), led)).ties
    assert list(ties.above(actor("person/ali"))) == [actor("scouts")]
    assert dict(ties.above(actor("scouts"))) == {}


def test_a_ring_of_memberships_ends() -> None:
    says = (figure("1", "a"), member("a", "b"), member("b", "c"), member("c", "a"), member("a", "a"))
    assert list(view_of(page(*says)).ties.above(actor("a"))) == [actor("b"), actor("c")]


def test_a_seat_of_ones_own_counts_before_that_of_ones_group() -> None:
    says = (party("reds", 1), party("blues", 2), party("person/ali", 2, predicate="commander"), figure("1", "scouts"),
            member("person/ali", "reds"), member("scouts", "reds"))  # fmt: skip
    ties = view_of(page(*says)).ties
    assert [(seat.side, seat.because) for seat in ties.seats(actor("person/ali"))] == [
        (actor("side-2"), (claim("c2"),))
    ]
    assert [(seat.side, seat.because) for seat in ties.seats(actor("scouts"))] == [
        (actor("side-1"), (claim("c5"), claim("c0")))
    ]
    assert ties.sides() == (actor("side-1"), actor("side-2"))
    assert list(ties.parties(actor("side-2"))) == [actor("blues")], "a commander is no party"


def test_who_is_on_two_sides_has_two_seats_and_who_is_on_none_has_none() -> None:
    ties = view_of(page(party("reds", 1), party("reds", 2), figure("1", "clerk"))).ties
    assert [seat.side for seat in ties.seats(actor("reds"))] == [actor("side-1"), actor("side-2")]
    assert ties.seats(actor("clerk")) == ()


def test_the_sides_of_another_event_are_not_this_ones() -> None:
    quads = [*page(figure("1", "reds")), *page(party("reds", 1), document="other", event="f")]
    assert view_of(quads).ties.sides() == ()


# --- scope -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parties", "said", "group", "limit", "partial", "because"),
    [
        (1, figure("1", "side-1"), "reds", None, False, ("c0",)),
        (2, figure("1", "side-1"), "side-1", None, False, ()),
        (2, figure("1", "side-1", partial=True, limited="greens"), "greens", None, False, ("c1",)),
        (2, figure("1", "side-1", partial=True, limited="place/camp"), "side-1", "place/camp", True, ()),
        (1, figure("1", "side-1", partial=True, limited="place/camp"), "reds", "place/camp", True, ("c0",)),
        (2, figure("1", "greens", limited="scouts"), "greens", "scouts", False, ()),
    ],
)
def test_whose_figure_it_is(
    parties: int, said: Said, group: str, limit: str | None, partial: bool, because: tuple[str, ...]
) -> None:
    view = view_of(page(*[party("reds", 1), party("greens", 1)][:parties], replace(said, id="x")))
    scope = scope_of(view.by_node[claim("x")], view.ties)
    assert (scope.group, scope.limit) == (actor(group), actor(limit) if limit else None)
    assert (scope.partial, scope.because) == (partial, tuple(claim(one) for one in because))


def test_a_figure_of_all_has_no_group_of_its_own() -> None:
    view = view_of(page(figure("1", "overall")))
    assert scope_of(view.claims[0], view.ties).group == OVERALL == iri("ig:Overall")


def relation(*says: Said) -> Relation | None:
    view = view_of(page(*says))
    pair = {claim("c0"), claim("c1")}
    return next((r for r in view.relations if {r.narrow.node, r.wide.node} == pair), None)


CAMP: dict[str, Any] = {"partial": True, "limited": "place/camp"}
POST: dict[str, Any] = {"partial": True, "limited": "place/post"}


@pytest.mark.parametrize(
    ("one", "other", "extent", "narrow"),
    [
        (figure("1"), figure("2"), Extent.SAME, "c0"),
        (figure("1", "scouts"), figure("2"), Extent.WITHIN, "c0"),
        (figure("1"), figure("2", "scouts"), Extent.WITHIN, "c1"),
        (figure("1", limited="place/camp"), figure("2"), Extent.WITHIN, "c0"),
        (figure("1", severity="Serious"), figure("2"), Extent.WITHIN, "c0"),
        (figure("1", "unstated"), figure("2", "overall"), Extent.WITHIN, "c0"),
        (figure("1", "scouts", severity="Serious"), figure("2"), Extent.WITHIN, "c0"),
        (figure("1", **CAMP), figure("2"), Extent.PART, "c0"),
        (figure("1"), figure("2", "overall"), Extent.PART, "c0"),
        (figure("1", "scouts", predicate="strength"), figure("2", predicate="strength"), Extent.PART, "c0"),
        (figure("1", **CAMP), figure("2", "scouts"), Extent.PART, "c0"),
        (figure("1", **CAMP), figure("2", **CAMP), Extent.SAME, "c0"),
        (figure("1", "scouts"), figure("2", limited="place/camp"), Extent.OVERLAP, "c0"),
        (figure("1", "unstated"), figure("2", "unstated"), Extent.OVERLAP, "c0"),
        (figure("1", limited="riders"), figure("2", limited="place/camp"), Extent.OVERLAP, "c0"),
        (figure("1", limited="riders", severity="Serious"), figure("2", limited="place/camp"), Extent.OVERLAP, "c0"),
    ],
)
def test_how_two_scopes_stand(one: Said, other: Said, extent: Extent, narrow: str) -> None:
    tie = member("scouts", "reds")
    found_, turned = relation(one, other, tie), relation(other, one, tie)
    assert found_ is not None
    assert turned is not None
    assert (found_.extent, found_.narrow.node) == (extent, claim(narrow))
    expected = narrow if extent in (Extent.SAME, Extent.OVERLAP) else {"c0": "c1", "c1": "c0"}[narrow]
    assert (turned.extent, turned.narrow.node) == (extent, claim(expected))
    assert found_.because == turned.because


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("1"), figure("2", "blues")),
        (figure("1"), figure("2", predicate="wounded")),
        (figure("1"), figure("2", counts="Vehicle")),
        (figure("1"), figure("2", "unstated")),
        (figure("1", **CAMP), figure("2", **POST)),
        (figure("1", partial=True), figure("2", partial=True)),
        (figure("1"), figure("2", "overall", **CAMP)),
        (figure("1", severity="Serious"), figure("2", severity="Slight")),
        (figure("1"), figure("2", subject="event/f", event="e")),
    ],
)
def test_what_cannot_be_compared(one: Said, other: Said) -> None:
    assert relation(one, other) is None
    assert relation(other, one) is None


@pytest.mark.parametrize(("first", "second", "dated"), [
    (None, None, False), ("2012-05-05", "2012-05-05", False), ("2012-05-05", None, True),
    ("2012-05-05", "2012-05-06", True),
])  # fmt: skip
def test_figures_of_different_days_are_dated(first: str | None, second: str | None, dated: bool) -> None:
    found_ = relation(figure("1", as_of=first), figure("2", as_of=second))
    assert found_ is not None
    assert found_.dated is dated


TWO_PARTIES = (party("reds", 1), party("greens", 1))


@pytest.mark.parametrize(
    ("more", "extent"),
    [
        ((), Extent.WITHIN),
        ((figure("4"),), Extent.WITHIN),
        ((figure("4", "scouts"), member("scouts", "reds")), Extent.WITHIN),
        ((figure("4", "blues"), party("blues", 2)), Extent.WITHIN),
        ((figure("4", "greens", predicate="wounded"),), Extent.WITHIN),
        ((figure("4", "greens", counts="Vehicle"),), Extent.WITHIN),
        ((figure("4", "greens", event="f"),), Extent.WITHIN),
        ((figure("4", "greens"),), Extent.PART),
        ((figure("several", "greens"),), Extent.PART),
        ((figure("4", "side-1", partial=True, limited="greens"),), Extent.PART),
        ((figure("4", "scouts"), member("scouts", "greens")), Extent.PART),
    ],
)
def test_a_partys_losses_are_a_part_of_its_sides_where_another_party_has_some(
    more: tuple[Said, ...], extent: Extent
) -> None:
    of_party = relation(figure("1"), figure("2", "side-1"), *TWO_PARTIES, *more)
    of_member = relation(figure("1", "riders"), figure("2", "side-1"), *TWO_PARTIES, *more, member("riders", "reds"))
    for found_ in (of_party, of_member):
        assert found_ is not None
        assert (found_.extent, found_.narrow.node) == (extent, claim("c0"))


@pytest.mark.parametrize(
    ("one", "other", "lesser"),
    [
        (figure("1", as_of="2012-05-05"), figure("2", as_of="2012-05-06"), ["c0"]),
        (figure("1", as_of="2012-05-05"), figure("2", as_of="2012-05-05"), []),
        (figure("1", as_of="2012-05-05"), figure("2"), []),
        (figure("1", as_of="2012-04-30Z"), figure("2", as_of="2012-05-01+01:00"), ["c0"]),
        (figure("1", as_of="2012-05-05", predicate="strength"),
         figure("2", as_of="2012-05-06", predicate="strength"), []),
        (figure("1", severity="Serious"), figure("2"), ["c0"]),
        (figure("1", severity="Serious"), figure("2", severity="Serious"), []),
        (figure("1", severity="Serious", as_of="2012-05-06"), figure("2", as_of="2012-05-05"), ["c0", "c1"]),
    ],
)  # fmt: skip
def test_which_figure_may_be_the_smaller_one(one: Said, other: Said, lesser: list[str]) -> None:
    found_ = relation(one, other)
    assert found_ is not None
    assert sorted(node.id for node in found_.lesser) == lesser


def test_what_makes_figures_comparable_is_named_once() -> None:
    found_ = relation(figure("1", "side-1"), figure("2", "side-1"), party("reds", 1))
    assert found_ is not None
    assert found_.because == (claim("c2"),)
