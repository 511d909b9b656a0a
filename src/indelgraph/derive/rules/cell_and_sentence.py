"""The rule that puts an infobox cell beside the sentence that it restates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ...namespaces import iri
from ..finding import triples
from ..losses import losses, losses_of_telling
from ..matching import Match, Standing, cells, in_sentence, matches, numbers, sentences, standing
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import BlankNode, Triple

    from ..view import Claim, View

__all__ = ["RULE"]

_DAYS = frozenset(iri(name) for name in ("ig:atTime", "ig:beginsOn", "ig:endsOn"))
_BELLIGERENT, _COMMANDER = iri("ig:belligerent"), iri("ig:commander")


def _body(view: View) -> Iterator[Triple]:
    every = tuple(cells(view))
    yield from _figures([cell for cell in every if cell.measure is not None], view)
    for cell in every:
        if cell.measure is None:
            yield from _statement(cell, view)


def _figures(figures: Sequence[Claim], view: View) -> Iterator[Triple]:
    """The figures of an infobox: first those with a sentence of their own source or of one that stands near to it.

    What is left is another source's number that no cell with a better right to it has taken.
    """
    sums = _sums(view)
    taken: set[NamedNode] = set()
    left: list[tuple[Claim, list[Match]]] = []
    for cell in figures:
        found = sorted(matches(cell, view), key=lambda match: match.key)
        near = [match for match in found if match.origins != Standing.UNRELATED]
        if cell.node in sums and not any(not match.stretched for match in near):
            parts = sums[cell.node]
            taken |= {part.node for part in parts}
            yield from _restated(cell, parts, losses(cell, parts, view), ())
        elif near:
            for match in _for_each_end(cell, near):
                taken.add(match.sentence.node)
                yield from _restated(cell, (match.sentence,), losses(cell, (match.sentence,), view), match.because)
        else:
            left.append((cell, [match for match in found if not match.stretched]))
    for cell, found in left:
        free = next((match for match in found if match.sentence.node not in taken), None)
        if free is not None:
            yield from _restated(cell, (free.sentence,), losses(cell, (free.sentence,), view), free.because)


def _for_each_end(cell: Claim, found: Sequence[Match]) -> Iterable[Match]:
    """The best match; for "500–1,000" the best of each end, unless one sentence has both."""
    wanted = numbers(cell)
    whole = next((match for match in found if wanted <= numbers(match.sentence)), None)
    if whole is not None:
        return (whole,)
    ends = (next((m for m in found if number in numbers(m.sentence)), None) for number in sorted(wanted))
    return dict.fromkeys(match for match in ends if match is not None)


def _sums(view: View) -> Mapping[NamedNode, Sequence[Claim]]:
    """The sentences that add up to a cell, as an earlier rule found; they may be about parts of the event."""
    found: dict[NamedNode, Sequence[Claim]] = {}
    true = Literal("true", datatype=iri("xsd:boolean"))
    for quad in view.store.quads_for_pattern(None, iri("ig:addsUp"), true):
        parts = [view.by_node[node] for node in _objects(view, quad.subject, "ig:part") if node in view.by_node]
        for whole in _objects(view, quad.subject, "ig:whole"):
            document = view.by_node[whole].document
            if parts and all(in_sentence(part) and part.document == document for part in parts):
                found[whole] = sorted(parts, key=lambda claim: claim.order)
    return found


def _objects(view: View, node: NamedNode | BlankNode | Triple, predicate: str) -> list[NamedNode]:
    quads = view.store.quads_for_pattern(node, iri(predicate), None)
    return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]


def _statement(cell: Claim, view: View) -> Iterator[Triple]:
    """A cell that counts nothing: the sentence that says the same, else the first that speaks of the one it names."""
    same = [claim for claim in sentences(view) if _says_the_same(cell, claim)]
    if same:
        best = min(
            same, key=lambda claim: (cell.predicate != claim.predicate, standing(cell, claim, view), claim.order)
        )
        yield from _restated(cell, (best,), losses(cell, (best,), view), ())
    elif cell.predicate in (_BELLIGERENT, _COMMANDER):
        for sentence, because in _mention(cell, view):
            yield from _restated(cell, (sentence,), losses_of_telling(cell, (sentence,)), because)


def _says_the_same(cell: Claim, sentence: Claim) -> bool:
    """Whether both say one thing; on which day it was is one, whether it is called the beginning or not."""
    predicates = {cell.predicate, sentence.predicate}
    return (
        cell.document == sentence.document
        and (len(predicates) == 1 or predicates <= _DAYS)
        and (cell.subject, cell.object) == (sentence.subject, sentence.object)
        and (None in (cell.side, sentence.side) or cell.side == sentence.side)
    )


def _mention(cell: Claim, view: View) -> Iterator[tuple[Claim, Sequence[NamedNode]]]:
    """The first sentence that names a party or a commander; none or one, with the claims it rests on.

    Of a party, a sentence about the event tells more than one about no event, even where it names only a force of it.
    A figure is no mention: who a cell names is not restated by how many of his were killed.
    """
    prose = [claim for claim in sentences(view) if claim.document == cell.document and claim.measure is None]
    actor = cell.object
    direct = [claim for claim in prose if actor in (claim.subject, claim.object, claim.group)]
    if cell.predicate == _COMMANDER:
        for claim in sorted(direct, key=lambda claim: claim.order)[:1]:
            yield claim, ()
        return
    ranked: list[tuple[int, Claim, Sequence[NamedNode]]] = []
    ranked += [(0 if claim.event == view.event else 2, claim, ()) for claim in direct]
    for claim in prose:
        if claim.event == view.event:
            ranked += [(1, claim, because) for because in _through(claim, actor, view)]
    for _, claim, because in sorted(ranked, key=lambda row: (row[0], row[1].order))[:1]:
        yield claim, because


def _through(claim: Claim, actor: NamedNode | Literal, view: View) -> Iterator[Sequence[NamedNode]]:
    """Why whom a claim names belongs to a party."""
    for named in (claim.subject, claim.object, claim.group):
        if not isinstance(named, NamedNode) or not isinstance(actor, NamedNode):
            continue
        tie = view.ties.above(named).get(actor)
        if tie is not None:
            yield tie.because


def _restated(
    cell: Claim, said: Sequence[Claim], lost: Iterable[NamedNode], because: Sequence[NamedNode]
) -> Iterator[Triple]:
    nodes = [claim.node for claim in said]
    rests = dict.fromkeys((cell.node, *nodes, *because))
    yield from triples("Restatement", cell=cell.node, sentence=nodes, loss=lost, restsOn=rests)


RULE = Rule(
    name="cell-and-sentence",
    title="an infobox cell beside the sentence that it restates",
    reason="An infobox sums up its article. What is said there without the hedge, the day, the severity or the tellers "
    "of the sentence, or of more than the sentence speaks of, is known less well than it looks.",
    body=_body,
)
