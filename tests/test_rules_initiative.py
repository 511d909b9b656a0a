"""Who attacked, who took part and who claimed it: accounts that exclude each other, and those that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import NamedNode, Quad

from claims_made import about, claim, found, kinds, member, page, party
from conflicts_made import ARMY, REBELS, fact, grades
from indelgraph.namespaces import BASE, iri

if TYPE_CHECKING:
    from claims_made import Said


PARTIES = (party("reds", 1, id="p1"), party("blues", 2, id="p2"))


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
