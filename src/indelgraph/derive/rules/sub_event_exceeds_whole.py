"""A figure of a part of an event that is larger than that of the whole event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..finding import contradiction
from ..model import Rule
from ..scope import OVERALL, UNSTATED, inside, may_be_less, scope_of
from ..sub_events import figures_of_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import NamedNode, Triple

    from ..scope import Scope
    from ..view import Claim, View

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Triple]:
    parts = figures_of_parts(view)
    for whole in view.figures:
        scope = scope_of(whole, view.ties)
        if scope.limit is not None or scope.partial:
            continue
        for event, figures in parts.items():
            for part, its in figures:
                because = _among(its, scope, view) if _exceeds(part, whole) else None
                if because is not None:
                    yield from contradiction(
                        part.node,
                        whole.node,
                        grade="Conditional",
                        kind="PartExceedsWhole",
                        because=(view.parts[event], *its.because, *scope.because, *because),
                    )


def _exceeds(part: Claim, whole: Claim) -> bool:
    if part.measure != whole.measure or part.minimum is None or whole.maximum is None:
        return False
    return part.minimum > whole.maximum and not may_be_less(whole, part)


def _among(part: Scope, whole: Scope, view: View) -> Sequence[NamedNode] | None:
    """The claims by which those of one scope are among those of the other; None if nothing says that they are."""
    if None in (part.group, whole.group) or whole.severity not in (None, part.severity):
        return None
    if whole.group == OVERALL or (part.group == whole.group and whole.group != UNSTATED):
        return ()
    if part.group is None or whole.group is None or part.group in (OVERALL, UNSTATED):
        return None
    return inside(part.group, whole.group, view.ties)


RULE = Rule(
    name="sub-event-exceeds-whole",
    title="a count in a part of an event that is larger than the count of the whole event",
    reason="Whoever was killed in one attack was killed in the two attacks that it is one of. That the one is a part "
    "of the other is a claim, too, and both figures can be right if it is not true, so the conflict is conditional.",
    body=_find,
)
