"""Damage in one place is mostly reported; shapes/README.md owns up to the rest."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

import mutations
from built import own_build
from indelgraph.encode.registry import LINKS, REGISTRY
from mutants import Change, Kind, small_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FLOOR = 0.95
"""The share of the kinds that are wrong by form which are always caught."""
STEP = 5
"""Of the kinds in alphabetic order, which has those of one damage together, the slow test takes each fifth."""


@cache
def sieve() -> mutations.Sieve:
    return mutations.Sieve(small_part(own_build()))


@cache
def kinds() -> Mapping[str, Kind]:
    return mutations.all_kinds(sieve().part)


def sample(step: int) -> list[Kind]:
    """Every so many kinds, so that each damage and each class has its share."""
    return [kinds()[name] for name in sorted(kinds())[::step]]


@cache
def listed() -> Mapping[str, str]:
    return mutations.listed(mutations.README.read_text(encoding="utf-8"))


def outcomes(some: Iterable[Kind]) -> list[mutations.Outcome]:
    """Of the kinds that could be applied; what slipped through is printed, for when a test fails."""
    found = [outcome for outcome in mutations.tried(sieve(), some, mutations.SEEDS) if outcome.tried]
    print(*(f"{o.kind.name}:\n{o.slipped[0]}" for o in found if o.slipped and o.kind.name not in listed()), sep="\n")
    return found


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


def test_the_readme_lists_kinds_that_there_are_in_the_table_of_their_group() -> None:
    assert len(listed()) > 100
    assert dict(listed()) == {name: kinds()[name].group for name in listed()}


def test_the_readme_says_how_much_slips() -> None:
    """Its tables and its figures come from one run."""
    text = " ".join(mutations.README.read_text(encoding="utf-8").split())
    found = re.search(r"(\d+) are wrong by form and could be applied: (\d+) of them are always caught \((\d+)%\)", text)
    assert found is not None
    applied, caught, share = map(int, found.groups())
    assert applied - caught == list(listed().values()).count("form")
    assert share == int(100 * caught / applied)
    assert share >= 100 * FLOOR


def test_a_table_is_read_as_it_is_written() -> None:
    """Kinds are made of these names only, so that the README can be written by the program that reads it."""
    slipped = (Change(frozenset(), frozenset()),)
    made = [mutations.Outcome(kind, 1, slipped) for kind in kinds().values()]
    text = mutations.tables(made)
    assert dict(mutations.listed(f"## Beyond shapes\n{text}")) == {name: kind.group for name, kind in kinds().items()}
    with pytest.raises(ValueError, match="listed twice"):
        mutations.listed("## Beyond shapes\n| damage | where |\n|---|---|\n| drop | `A b`, `A b` |\n")


@pytest.mark.slow
@pytest.mark.parametrize("step", [STEP], ids=["many"])
def test_the_readme_owns_up_to_what_slips_and_to_nothing_else(step: int) -> None:
    """The same seeds make the same mutants, so a kind that slips is the README's, and the README's slips."""
    found = outcomes(sample(step))
    assert {o.kind.name for o in found if o.slipped} == {o.kind.name for o in found if o.kind.name in listed()}
    wrong = [o for o in found if o.kind.group == "form"]
    assert len(wrong) > 500 / step
    assert sum(not o.slipped for o in wrong) / len(wrong) >= FLOOR


@pytest.mark.slow
def test_each_kind_that_is_wrong_by_form_and_listed_slips() -> None:
    names = [name for name, group in listed().items() if group == "form"]
    assert {o.kind.name for o in outcomes(kinds()[name] for name in names) if o.slipped} == set(names)
