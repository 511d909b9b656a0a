"""The ties and the scopes that the rules about figures stand on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from claims_made import Said, about, actor, claim, figure, member, page, party, view_of
from indelgraph.derive.scope import OVERALL, Extent, scope_of
from indelgraph.namespaces import iri

if TYPE_CHECKING:
    from indelgraph.derive.scope import Relation


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
