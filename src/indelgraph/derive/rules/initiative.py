"""Two sides that are both said to have attacked."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ...namespaces import iri
from ..accounts import happened, own_words, plain, same_teller, sides_of
from ..finding import triples
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..view import View

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Triple]:
    attackers = [(claim, sides_of(claim, view)) for claim in view.of("ig:attacker") if happened(claim)]
    for (one, its), (other, others) in combinations(attackers, 2):
        if not its or not others or its.keys() & others.keys() or same_teller(one, other):
            continue
        because = [*next(iter(its.values())), *next(iter(others.values()))]
        reasons = [view.by_node[node] for node in because]
        firm = not own_words(one, other) and all(map(plain, (one, other, *reasons)))
        yield from triples(
            "Contradiction",
            involves=(one.node, other.node),
            grade=iri("ig:Strict" if firm else "ig:Conditional"),
            conflictKind=iri("ig:InitiativeConflict"),
            restsOn=(one.node, other.node, *because),
        )


RULE = Rule(
    name="initiative",
    title="attackers on opposing sides",
    reason=(
        "Who opened a fight is one side or the other. Where accounts name attackers of two sides, they contradict "
        "each other; under conditions only where one is inferred, limited or tempered, or where one article tells "
        "both by itself, since a counter-attack is an attack, too."
    ),
    body=_find,
)
