"""Two groups that both claimed responsibility."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..accounts import happened, identity
from ..finding import contradiction
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..view import Claim, View

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Triple]:
    claims = [claim for claim in view.of("ig:claimedResponsibility") if happened(claim)]
    for one, other in combinations(claims, 2):
        if not isinstance(one.object, NamedNode) or not isinstance(other.object, NamedNode):
            continue
        its, others = identity(one.object, view), identity(other.object, view)
        if its and others and not its & others and not _jointly(one, other):
            yield from contradiction(one.node, other.node, grade="Conditional", kind="ParticipationConflict")


def _jointly(one: Claim, other: Claim) -> bool:
    """Whether the same words say both; the claims come in the order of the text."""
    return one.document == other.document and other.start < one.start + len(one.exact)


RULE = Rule(
    name="responsibility",
    title="two groups that claimed responsibility",
    reason=(
        "Two groups are said to have claimed responsibility for one event, each by words of its own, and nothing says "
        "that one belongs to the other. They may have acted together, so the conflict is conditional."
    ),
    body=_find,
)
