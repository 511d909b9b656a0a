"""The parties and rules that tests of rules about figures share."""

from __future__ import annotations

from claims_made import Said, figure, found, kinds, page, party

__all__ = ["BLUES", "CELL", "QUANTITIES", "REDS", "TWO", "VAGUE", "conflicts"]


REDS, BLUES = party("reds", 1), party("blues", 2)
QUANTITIES = ("part-exceeds-whole", "disjoint-quantities")


def conflicts(*says: Said, rules: tuple[str, ...]) -> dict[tuple[str, ...], tuple[str, ...]]:
    return kinds(found(page(*says), *rules), "grade", "conflictKind")


CELL = figure("17", "side-1", part="Infobox", partial=True, limited="reds")
TWO = (REDS, party("greens", 1))

VAGUE = ("vague-words", "vague-against-number")
