"""Two sides that are both said to have attacked."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ..accounts import happened, same_teller, sides_of
from ..finding import contradiction
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
        yield from contradiction(one.node, other.node, grade="Conditional", kind="InitiativeConflict", because=because)


RULE = Rule(
    name="initiative",
    title="attackers on opposing sides",
    reason=(
        "Who opened a fight is one side or the other. Accounts that name attackers of two sides contradict each other "
        "if both speak of the opening. The words leave that open, since a counter-attack is an attack, too, so the "
        "conflict is conditional."
    ),
    body=_find,
)
