"""The rule that finds figures of the text that its infobox leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ...namespaces import iri
from ..finding import triples
from ..matching import cells, in_sentence, same_figure
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..view import View

__all__ = ["RULE"]


def _body(view: View) -> Iterator[Triple]:
    """Only an infobox about the event can leave a figure of it out."""
    with_infobox = {cell.document for cell in cells(view)}
    restated = _restated(view)
    known = [view.by_node[node] for node in restated if node in view.by_node]
    for claim in view.figures:
        if not in_sentence(claim) or claim.document not in with_infobox or claim.node in restated:
            continue
        if not any(same_figure(claim, one, view) for one in known):
            yield from triples("Restatement", sentence=claim.node, loss=iri("ig:NotInInfobox"), restsOn=claim.node)


def _restated(view: View) -> frozenset[NamedNode]:
    """The sentences that a cell restates, and the parts of what a cell is the sum of."""
    store = view.store
    found = {quad.object for quad in store.quads_for_pattern(None, iri("ig:sentence"), None)}
    for cell in cells(view):
        for whole in store.quads_for_pattern(None, iri("ig:whole"), cell.node):
            found |= {quad.object for quad in store.quads_for_pattern(whole.subject, iri("ig:part"), None)}
    return frozenset(node for node in found if isinstance(node, NamedNode))


RULE = Rule(
    name="sentence-without-cell",
    title="a figure of losses or strength that the infobox leaves out",
    reason="Who reads the infobox alone does not learn of it, nor that the figures differ.",
    body=_body,
)
