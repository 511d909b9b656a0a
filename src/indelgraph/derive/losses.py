"""What was lost or changed between the sentences of a text and the infobox cell that restates them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..namespaces import iri
from .matching import counts_as
from .scope import OVERALL, UNSTATED, Scope, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Literal, NamedNode

    from .view import Claim, View

__all__ = ["losses", "losses_of_telling"]


def losses(cell: Claim, said: Sequence[Claim], view: View) -> tuple[NamedNode, ...]:
    """The losses of a cell that says what one sentence says, or the sum of what several say."""
    found = [*_of_words(cell, said), *losses_of_telling(cell, said)]
    if _widened(cell, said, view):
        found.append(iri("ig:ScopeWidened"))
    if len(said) > 1:
        found.append(iri("ig:Summed"))
    return tuple(found)


def losses_of_telling(cell: Claim, said: Sequence[Claim]) -> tuple[NamedNode, ...]:
    """What a cell says otherwise about who said it and through whom."""
    found = []
    if set(cell.origins) != {origin for claim in said for origin in claim.origins}:
        found.append(iri("ig:SourceChanged"))
    if _tellers(cell) < max(_tellers(claim) for claim in said):
        found.append(iri("ig:ChainShortened"))
    return tuple(found)


def _of_words(cell: Claim, said: Sequence[Claim]) -> Iterator[NamedNode]:
    """What a cell leaves out or changes of the words around the number."""
    if any(_hedged_otherwise(cell, claim) for claim in said):
        yield iri("ig:HedgeChanged")
    if cell.severity is None and any(claim.severity is not None for claim in said):
        yield iri("ig:SeverityDropped")
    if cell.as_of is None and any(claim.as_of is not None for claim in said):
        yield iri("ig:AsOfDropped")


def _hedged_otherwise(cell: Claim, sentence: Claim) -> bool:
    """Whether the number is bound in another way, or a "claims" or "seems" is gone."""
    return cell.comparator != sentence.comparator or sentence.modality not in (None, cell.modality)


def _tellers(claim: Claim) -> int:
    """How many pass a claim on below the document."""
    return max((len(chain) - 1 for chain in claim.chains), default=0)


def _widened(cell: Claim, said: Sequence[Claim], view: View) -> bool:
    """Whether the cell says of the whole what the words say of a part; parts that add up to the whole do not."""
    if cell.measure is None:
        return cell.limited_to is None and all(claim.limited_to is not None for claim in said)
    its = scope_of(cell, view.ties)
    narrower = {_whose(scope_of(claim, view.ties)): scope_of(claim, view.ties) for claim in said}
    if len(narrower) > 1:
        return False
    (scope,) = narrower.values()
    limit_dropped = its.limit is None and scope.limit is not None
    partial_dropped = scope.partial and not its.partial
    return limit_dropped or partial_dropped or _holds(its, scope, view)


def _whose(scope: Scope) -> tuple[NamedNode | None, NamedNode | Literal | None, bool]:
    return scope.group, scope.limit, scope.partial


def _holds(wide: Scope, narrow: Scope, view: View) -> bool:
    """Whether the group of one scope holds that of the other, and more."""
    group, part = wide.group, narrow.group
    if group is None or part is None or part in {group, UNSTATED}:
        return False
    if group == OVERALL:
        return True
    if group in view.ties.above(part):
        return not counts_as(part, group, view)
    return any(seat.side == group for seat in view.ties.seats(part))
