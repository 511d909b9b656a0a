"""Damage in one place is mostly reported; shapes/README.md owns up to the rest."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

import mutations
from built import own_build
from indelgraph.encode.registry import LINKS, REGISTRY
from mutants import Change, Kind, small_part

if TYPE_CHECKING:
    from collections.abc import Mapping


SAMPLE = 60
"""How many kinds the quick test tries."""
SLOW_SAMPLE = 250


@cache
def sieve() -> mutations.Sieve:
    return mutations.Sieve(small_part(own_build()))


@cache
def kinds() -> Mapping[str, Kind]:
    return mutations.all_kinds(sieve().part)


def sample(seed: int, size: int) -> list[Kind]:
    """Some of the kinds that are wrong by form."""
    print(f"seed {seed}: {size} kinds")
    names = sorted(name for name, kind in kinds().items() if kind.group == "form")
    return [kinds()[name] for name in sorted(Random(seed).sample(names, min(size, len(names))))]


def slips(outcome: mutations.Outcome) -> str:
    return f"{outcome.kind.name}:\n{outcome.slipped[0]}"


def test_the_part_is_small_and_valid_and_has_every_property() -> None:
    part, build = sieve().part, own_build()
    assert sieve().before == frozenset()
    assert len(part.own) < len(build.quads()) / 3
    named = (*build.document_graphs.values(), REGISTRY, LINKS)
    assert {quad.predicate for quad in part.own} == {quad.predicate for name in named for quad in build.graphs[name]}


def test_there_are_kinds_of_damage_of_every_sort() -> None:
    assert len(kinds()) > 900
    by_hand = [name for name in kinds() if ":" not in name]
    assert len(by_hand) > 90
    assert {kind.group for kind in kinds().values()} == {"form", "reading"}


def test_a_change_is_undone_and_two_of_them_make_one() -> None:
    part = sieve().part
    (node, *_) = part.nodes("Claim")
    change = part.without(node, "ig:exact") | part.put(node, "ig:exact", *part.values(node, "ig:exact"))
    assert part.after(change) == part.quads
    assert str(change) == ""
    assert sieve().violations(part.without(node, "ig:exact")) != frozenset()
    assert sieve().violations(Change(frozenset(), frozenset())) == frozenset()


@pytest.mark.parametrize(
    ("seed", "size"), [(1, SAMPLE), pytest.param(2, SLOW_SAMPLE, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_most_of_what_is_wrong_by_form_is_caught(seed: int, size: int) -> None:
    """``shapes/README.md`` says what is not, and that the share was 93% when all was tried."""
    outcomes = list(mutations.tried(sieve(), sample(seed, size), [0]))
    tried, caught = (sum(getattr(outcome, name) for outcome in outcomes) for name in ("tried", "caught"))
    print(*(slips(outcome) for outcome in outcomes if outcome.slipped), sep="\n")
    assert tried > size / 2
    assert caught / tried > 0.85
