"""The figures of the events that are claimed to be parts of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..namespaces import iri
from .scope import scope_of
from .ties import BELONGING, Ties

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

    from .scope import Scope
    from .view import Claim, View

__all__ = ["figures_of_parts"]


def figures_of_parts(view: View) -> Mapping[NamedNode, Sequence[tuple[Claim, Scope]]]:
    """The figures with bounds of each event that is claimed to be a part of the view's, by IRI, with their scopes.

    Whose they are follows from the sides of the part itself: those of the whole need not be the same.
    """
    belonging = [claim for claim in view.others if claim.predicate in {iri(name) for name in BELONGING}]
    found: dict[NamedNode, Sequence[tuple[Claim, Scope]]] = {}
    for event in sorted(view.parts.keys() - {view.event}, key=lambda node: node.value):
        claims = view.sub_events.get(event, ())
        seating = [claim for claim in claims if claim.predicate in (iri("ig:belligerent"), iri("ig:commander"))]
        ties = Ties(belonging, seating)
        bounded = (claim for claim in claims if claim.minimum is not None or claim.maximum is not None)
        found[event] = [(claim, scope_of(claim, ties)) for claim in bounded]
    return found
