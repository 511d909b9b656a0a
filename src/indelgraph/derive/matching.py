"""Which sentence of a text an infobox cell restates.

A cell gives a number without saying where the text has it. A reader looks for a sentence about the same losses with
the same number, from the same source or one near to it; this module says how he chooses. The infobox and the
sentences are those of one document, and the titles of its references are neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING

from ..grammar import read_quantity
from ..namespaces import iri
from .scope import Extent, scope_of
from .work import speaks_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from pyoxigraph import NamedNode

    from .view import Claim, View

__all__ = [
    "Match",
    "Standing",
    "cells",
    "counts_as",
    "in_sentence",
    "matches",
    "numbers",
    "same_figure",
    "sentences",
    "standing",
]

_BESIDE_CELLS = {iri("ig:Infobox"), iri("ig:Furniture")}


class Standing(IntEnum):
    """How the origins of two claims stand to each other; the nearer, the less."""

    SAME = 0
    BELONGS = 1
    """One belongs to the other or speaks for it."""
    NEAR = 2
    """One is close to the other, or includes somebody who is."""
    UNSOURCED = 3
    """One claim is the text's own."""
    UNRELATED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A sentence that a cell may restate."""

    sentence: Claim
    because: tuple[NamedNode, ...]
    """The claims that make the two comparable."""
    origins: Standing
    stretched: bool
    """Whether the sentence counts a part of what the cell counts, or more than that."""
    key: tuple[int | bool | tuple[str, int, str], ...]
    """The better match has the lesser key."""


def cells(view: View) -> Iterator[Claim]:
    """The claims of infoboxes, in the order of the text.

    What stands in the furniture of the page as well, as the coordinates above an article do, is a claim of the infobox.
    """
    infobox = iri("ig:Infobox")
    yield from (claim for claim in view.claims if infobox in claim.parts and claim.parts <= _BESIDE_CELLS)


def sentences(view: View) -> Iterator[Claim]:
    """The claims of sentences about the event and then those about no event, each in the order of the text."""
    yield from (claim for claim in (*view.claims, *view.others) if in_sentence(claim))


def in_sentence(claim: Claim) -> bool:
    """Whether a claim stands in a sentence, and not in the infobox as well."""
    return claim.in_prose and iri("ig:Infobox") not in claim.parts


def matches(cell: Claim, view: View) -> Iterator[Match]:
    """The sentences that give the number of a cell for a scope that compares with its own."""
    for relation in view.relations:
        if cell not in (relation.narrow, relation.wide):
            continue
        sentence = relation.wide if relation.narrow is cell else relation.narrow
        if sentence.document != cell.document or not in_sentence(sentence) or not _same_number(cell, sentence):
            continue
        narrower = relation.narrow is cell and relation.extent is not Extent.SAME
        stretched = narrower or relation.extent is Extent.PART
        origins = standing(cell, sentence, view)
        # A cell without a source may stand for anybody's words; one with a source stands for those of its source.
        unlike = 0 if cell.document in cell.origins else max(origins, Standing.NEAR)
        key = (
            unlike,
            stretched,
            origins,
            _distance(cell, sentence, view),
            numbers(cell) != numbers(sentence),
            cell.comparator != sentence.comparator,
            sentence.order,
        )
        yield Match(sentence, relation.because, origins, stretched, key)


def same_figure(one: Claim, other: Claim, view: View) -> bool:
    """Whether two figures have one origin, thing counted, number and scope: one of them says it again."""
    alike = (one.document, one.measure, one.origins) == (other.document, other.measure, other.origins)
    return alike and _same_number(one, other) and _distance(one, other, view) == 0


def standing(one: Claim, other: Claim, view: View) -> Standing:
    """How the origins of two claims stand to each other."""
    if set(one.origins) & set(other.origins):
        return Standing.SAME
    if one.document in one.origins or other.document in other.origins:
        return Standing.UNSOURCED
    if set(one.origins) & set(speaks_for(other, view.ties)) or set(other.origins) & set(speaks_for(one, view.ties)):
        return Standing.BELONGS
    if set(one.origins) & _near(other, view) or set(other.origins) & _near(one, view):
        return Standing.NEAR
    return Standing.UNRELATED


def counts_as(lower: NamedNode, upper: NamedNode, view: View) -> bool:
    """Whether a force counts as a party because the party is its state: Malian soldiers are Mali's."""
    forces = view.facts.is_a(lower, "ig:StateForce", "ig:Government")
    return forces and view.facts.is_a(upper, "ig:Government") and upper in view.ties.above(lower)


def _near(claim: Claim, view: View) -> set[NamedNode]:
    """Those whom the origins of a claim are close to or include, at any remove."""
    todo = list(claim.origins)
    found: set[NamedNode] = set()
    while todo:
        node = todo.pop()
        for other in chain(view.facts.nodes(node, "ig:closeTo"), view.facts.nodes(node, "ig:includesAgent")):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def _distance(one: Claim, other: Claim, view: View) -> int:
    """In how many respects two scopes differ."""
    a, b = scope_of(one, view.ties), scope_of(other, view.ties)
    apart = a.group != b.group
    if apart and a.group is not None and b.group is not None:
        apart = not (counts_as(a.group, b.group, view) or counts_as(b.group, a.group, view))
    return sum((apart, a.limit != b.limit, a.partial != b.partial, a.severity != b.severity))


def _same_number(one: Claim, other: Claim) -> bool:
    """Whether two figures share a number as written; where neither has one, whether their words are the same."""
    a, b = numbers(one), numbers(other)
    if a or b:
        return bool(a & b)
    return one.words is not None and other.words is not None and one.words.casefold() == other.words.casefold()


def numbers(claim: Claim) -> frozenset[Decimal | int]:
    """The numbers in the words of a figure, without their hedge: 100 for "more than 100", both ends of a range."""
    step = 0 if claim.unit else 1  # a count has a next value, a measure has none
    reads: Mapping[str, tuple[Decimal | None, int]] = {
        "MoreThan": (claim.minimum, -step),
        "LessThan": (claim.maximum, step),
    }
    comparator = claim.comparator.value.partition("#")[2] if claim.comparator else ""
    if comparator in reads:
        bound, shift = reads[comparator]
        return frozenset() if bound is None else frozenset((bound + shift,))
    if comparator == "About":
        return _about(claim.words or "")
    return frozenset(bound for bound in (claim.minimum, claim.maximum) if bound is not None)


def _about(words: str) -> frozenset[Decimal | int]:
    """The numbers of "about fifty", which has no bounds, whichever language it is in."""
    for language in ("en", "fr"):
        try:
            return frozenset(read_quantity(words, language).number)
        except ValueError:
            continue
    return frozenset()
