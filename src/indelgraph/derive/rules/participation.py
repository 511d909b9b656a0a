"""Accounts that name different attackers of one side."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..accounts import happened, identity, sides_of
from ..finding import contradiction
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..view import Claim, View

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Triple]:
    accounts: dict[frozenset[NamedNode], list[Claim]] = defaultdict(list)
    for claim in view.of("ig:attacker"):
        if happened(claim):
            accounts[frozenset(claim.origins)].append(claim)
    for (tellers, claims), (others, other_claims) in combinations(accounts.items(), 2):
        pairs = [(one, other) for one in claims for other in other_claims]
        if tellers & others or any(_same(one, other, view) for one, other in pairs):
            continue
        for one, other in pairs:
            if not _opposed(one, other, view):
                yield from contradiction(one.node, other.node, grade="Conditional", kind="ParticipationConflict")


def _same(one: Claim, other: Claim, view: View) -> bool:
    """Whether two attackers are one, or one belongs to the other, or nothing says that they are two."""
    if not isinstance(one.object, NamedNode) or not isinstance(other.object, NamedNode):
        return True
    if view.facts.is_a(one.object, "ig:Side") or view.facts.is_a(other.object, "ig:Side"):
        return not _opposed(one, other, view)
    its, others = identity(one.object, view), identity(other.object, view)
    return not its or not others or bool(its & others)


def _opposed(one: Claim, other: Claim, view: View) -> bool:
    its, others = sides_of(one, view).keys(), sides_of(other, view).keys()
    return bool(its and others) and not its & others


RULE = Rule(
    name="participation",
    title="accounts that name different attackers",
    reason=(
        "One account names one group as the attacker, another account names another, and neither group belongs to "
        "the other. Both may have taken part, and each account may tell only of its own, so the conflict is "
        "conditional. Lists of one account complete each other; unnamed men may be anybody's; attackers of two sides "
        "are a conflict about who attacked whom."
    ),
    body=_find,
)
