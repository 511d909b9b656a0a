"""Damage in one place is reported, or is of a kind that shapes/README.md owns up to."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

import mutations
from built import own_build
from mutants import Change, Kind, small_part

if TYPE_CHECKING:
    from collections.abc import Mapping


SAMPLE = 60
"""How many kinds the quick test tries: about twenty seconds."""
SLOW_SAMPLE = 250
SEEDS = range(4)
"""Enough for every kind that slips through at all to do so once."""


@cache
def sieve() -> mutations.Sieve:
    return mutations.Sieve(small_part(own_build()))


@cache
def kinds() -> Mapping[str, Kind]:
    return mutations.all_kinds(sieve().part)


@cache
def listed() -> Mapping[str, str]:
    return mutations.listed(mutations.README.read_text(encoding="utf-8"))


def sample(seed: int, size: int) -> list[Kind]:
    """Some of the kinds that are held to be caught always."""
    print(f"seed {seed}: {size} kinds")
    names = sorted(set(kinds()) - set(listed()))
    return [kinds()[name] for name in sorted(Random(seed).sample(names, min(size, len(names))))]


def slips(outcome: mutations.Outcome) -> str:
    return f"{outcome.kind.name}:\n{outcome.slipped[0]}"


def test_the_part_is_small_and_valid_and_has_every_property() -> None:
    part, whole = sieve().part, own_build().quads()
    assert sieve().before == frozenset()
    assert len(part.own) < len(whole) / 3
    used = {q.predicate for name in ("registry", "links", "document") for q in whole if f"/graph/{name}" in str(q)}
    assert {quad.predicate for quad in part.own} == used


def test_there_are_kinds_of_damage_of_every_sort() -> None:
    assert len(kinds()) > 900
    by_hand = [name for name in kinds() if ":" not in name]
    assert len(by_hand) > 90
    assert {kind.group for kind in kinds().values()} == {"form", "reading"}


def test_a_change_is_undone_and_two_of_them_make_one() -> None:
    part = sieve().part
    (node, *_) = part.nodes("Claim")
    change = part.without(node, "ig:exact") | part.put(node, "ig:exact", *part.values(node, "ig:exact"))
    assert not change
    assert part.after(change) == frozenset(part.quads)
    assert sieve().violations(part.without(node, "ig:exact")) != frozenset()
    assert sieve().violations(Change(frozenset(), frozenset())) == frozenset()


def test_the_readme_lists_kinds_that_there_are_with_reasons() -> None:
    assert set(listed()) <= set(kinds())
    assert all(len(reason) > 20 for reason in listed().values())


def test_nearly_all_that_is_wrong_by_form_is_caught() -> None:
    form = {name for name, kind in kinds().items() if kind.group == "form"}
    assert len(form & set(listed())) <= len(form) * 0.05


def test_a_kind_that_the_readme_does_not_list_is_caught() -> None:
    outcomes = list(mutations.tried(sieve(), sample(1, SAMPLE), [0]))
    assert sum(outcome.tried for outcome in outcomes) > SAMPLE / 2
    assert [slips(outcome) for outcome in outcomes if outcome.slipped] == []


@pytest.mark.slow
def test_further_kinds_that_the_readme_does_not_list_are_caught() -> None:
    outcomes = list(mutations.tried(sieve(), sample(2, SLOW_SAMPLE), [1]))
    assert [slips(outcome) for outcome in outcomes if outcome.slipped] == []


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
def test_every_kind_that_the_readme_lists_slips_through(half: int) -> None:
    """What has come to be caught since is to be taken off the list."""
    names = sorted(listed())[half::2]
    caught = [name for name in names if not _slips_once(kinds()[name])]
    assert caught == []


def _slips_once(kind: Kind) -> bool:
    return any(outcome.slipped for seed in SEEDS for outcome in mutations.tried(sieve(), [kind], [seed]))


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("| `drop` | `Claim ig:by`, `Claim ig:asOf` | why |", {"drop: Claim ig:by", "drop: Claim ig:asOf"}),
        ("| `drop`, `swap` | `Claim ig:by` | why |", {"drop: Claim ig:by", "swap: Claim ig:by"}),
        ("| `claim left out` | | why |", {"claim left out"}),
        ("| damage | where | why |", set()),
    ],
)
def test_a_row_of_the_readme_names_kinds(row: str, names: set[str]) -> None:
    assert set(mutations.listed(f"## Beyond shapes\n\n{row}\n")) == names
    assert mutations.listed(f"{row}\n\n## Beyond shapes\n") == {}


def test_a_kind_listed_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="listed twice"):
        mutations.listed("## Beyond shapes\n| `x` | | why |\n| `x` | | why not |\n")
