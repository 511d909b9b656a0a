"""The conditions of a conditional contradiction, read off two claims that differ in one respect at a time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from built import store
from indelgraph.compare.conditions import conditions
from indelgraph.compare.reading import read
from indelgraph.namespaces import BASE, iri

if TYPE_CHECKING:
    from indelgraph.derive.view import Claim, View

BATTLE = NamedNode(f"{BASE}event/battle-of-in-delimane-2012")
MNLA, MUJAO = NamedNode(f"{BASE}actor/mnla"), NamedNode(f"{BASE}actor/mujao")
SIDE = NamedNode(f"{BATTLE.value}/side/2")
CAMP = NamedNode("https://example.org/the-camp")
LESS, MORE = (Decimal(3), Decimal(3)), (Decimal(12), Decimal(12))


@cache
def view() -> View:
    return read(store(), BATTLE).view


def bare() -> Claim:
    """A figure about MUJAO's dead that says nothing else."""
    [claim] = [c for c in view().claims if c.id == "3167-killed-mujao"]
    return replace(claim, limited_to=None, partial=False, as_of=None, inferred=False, modality=None, chains=())


def last_part(value: NamedNode | Literal) -> str:
    return value.value.rpartition("/")[2]


def found(one: Claim, other: Claim, kind: str = "DisjointQuantities") -> tuple[str, ...]:
    return conditions(one, other, kind, view(), last_part)


def day(number: int) -> Literal:
    return Literal(f"2012-11-{number}", datatype=iri("xsd:date"))


def test_two_that_differ_in_nothing_have_no_condition() -> None:
    assert found(bare(), bare()) == ()


def test_days() -> None:
    one = replace(bare(), as_of=day(20))
    assert found(one, replace(bare(), as_of=day(17))) == ("the count did not change between 2012-11-17 and 2012-11-20",)
    assert found(one, bare()) == ("the count of this figure, as of 2012-11-20, did not change afterwards",)
    assert found(bare(), one) == ("the count of the other, as of 2012-11-20, did not change afterwards",)


def test_groups() -> None:
    side = replace(bare(), group=SIDE)
    assert found(bare(), side) == found(side, bare()) == ("the count of mujao is that of 2 as a whole",)
    assert found(bare(), replace(bare(), group=MNLA)) == ("the counts of mujao and of mnla are of the same people",)
    unsaid = replace(bare(), group=None, group_status=iri("ig:Unstated"))
    assert found(unsaid, unsaid) == ("both count the same people, since neither says whose they are",)
    everybody = replace(bare(), group=None, group_status=iri("ig:Overall"))
    assert found(unsaid, everybody) == ("this figure, which does not say whose they are, counts the same people",)
    assert found(everybody, bare()) == ("the count of mujao is that of all sides together as a whole",)


def test_a_part_that_exceeds_is_the_one_with_the_higher_count() -> None:
    part = replace(bare(), group=SIDE, minimum=MORE[0], maximum=MORE[1])
    whole = replace(bare(), group=MUJAO, minimum=LESS[0], maximum=LESS[1])
    says = ("those counted for 2 are among those counted for mujao",)
    assert found(part, whole, "PartExceedsWhole") == found(whole, part, "PartExceedsWhole") == says
    raid = NamedNode(f"{BASE}event/raid")
    part = replace(part, group=MUJAO, event=raid)
    says = ("raid is a part of battle-of-in-delimane-2012",)
    assert found(part, whole, "PartExceedsWhole") == found(whole, part, "PartExceedsWhole") == says


@pytest.mark.parametrize(
    ("kind", "how_many"), [("DisjointQuantities", ("all", "all")), ("PartExceedsWhole", ("some", "all"))]
)
def test_limits(kind: str, how_many: tuple[str, str]) -> None:
    part = replace(bare(), partial=True, minimum=MORE[0], maximum=MORE[1])
    whole = replace(bare(), minimum=LESS[0], maximum=LESS[1])
    assert found(part, whole, kind) == (f"this figure, of a part only, counts {how_many[0]} of those in the other",)
    limited = replace(whole, limited_to=CAMP)
    assert found(part, limited, kind)[1:] == (
        f"the other, limited to the-camp, counts {how_many[1]} of those in this figure",
    )


def test_severity() -> None:
    serious = replace(bare(), severity=iri("ig:Serious"))
    assert found(bare(), serious) == ("the other, of those badly hurt, counts all who were hurt",)
    assert found(bare(), serious, "PartExceedsWhole") == ()


def test_what_is_inferred_and_how_firmly_it_is_put() -> None:
    inferred = replace(bare(), inferred=True)
    assert found(bare(), inferred) == ("what is inferred about the other is right",)
    assert found(inferred, inferred) == ("what is inferred about both is right",)
    seems = replace(bare(), modality=iri("ig:Seems"))
    assert found(seems, bare()) == ("this figure, which its words only give as what seems, is right",)
    # Where something else is open already, the verb is not what made the conflict conditional.
    assert found(seems, inferred) == ("what is inferred about the other is right",)


def test_moments_of_telling() -> None:
    told = {c.id: c.chains for c in view().claims if c.chains}
    days = {
        view().facts.text(hop.node, "ig:saidOn"): chains
        for chains in told.values()
        for chain in chains
        for hop in chain
        if view().facts.text(hop.node, "ig:saidOn")
    }
    first, last, *_ = sorted(filter(None, days))
    one, other = (replace(bare(), chains=days[when]) for when in (first, last))
    assert found(one, other) == (f"both speak of the same moment, though one was told on {first} and one on {last}",)
    assert found(one, one) == ()
    assert found(one, bare()) == ()
