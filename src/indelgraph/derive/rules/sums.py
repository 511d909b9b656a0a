"""Figures that are the sum of others: within the text about one event, and over the events that are parts of one.

Without this a total would contradict its own parts. Within a text a sum is taken for one only if the numbers of the
parts come to that of the whole, since nothing else says that they are all of it; but parts at different places that
come to more than the whole are worth saying. Over sub-events the text says what the parts are, so that a sum that fails
is worth saying, too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ...documents.model import Slice
from ...documents.sentences import split
from ...namespaces import BASE, iri
from ..finding import triples
from ..model import Rule
from ..scope import OVERALL, UNSTATED, Extent, may_be_less, scope_of
from ..sub_events import figures_of_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from ..scope import Relation, Scope
    from ..view import Claim, View

__all__ = ["RULE"]

_MOST_PARTS = 8
"""A text that adds up more figures than these does not say so in passing."""

Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A whole with parts that may be it, and why they may."""

    whole: Claim
    parts: tuple[Claim, ...]
    because: tuple[NamedNode, ...]
    apart: int
    """How far from each other whole and parts are told: 0 in one sentence, 1 by one telling, else 2."""

    @property
    def rank(self) -> tuple[int, int, list[tuple[str, int, str]]]:
        """The better sum first: told together, of few parts, early in the text."""
        return self.apart, len(self.parts), [claim.order for claim in (*self.parts, self.whole)]

    def triples(self) -> Iterator[Triple]:
        named = [claim.node for claim in (*self.parts, self.whole)]
        adds = "true" if _can_be(_added([_bounds(part) for part in self.parts]), _bounds(self.whole)) else "false"
        return triples(
            "Aggregation",
            part=[part.node for part in self.parts],
            whole=self.whole.node,
            addsUp=Literal(adds, datatype=iri("xsd:boolean")),
            restsOn=[*named, *self.because],
        )


def _find(view: View) -> Iterator[Triple]:
    within = _Within(view)
    taken: set[NamedNode] = set()
    used: set[frozenset[NamedNode]] = set()
    for found in sorted(within.sums(), key=lambda sum_: sum_.rank):
        parts = frozenset(part.node for part in found.parts)
        # One aggregation for each whole; and what has been added up once is not the sum of a second total as well.
        if found.whole.node not in taken and parts not in used:
            taken.add(found.whole.node)
            used.add(parts)
            yield from found.triples()
    for found in (*_over_events(view), *sorted(within.excesses(), key=lambda sum_: (-len(sum_.parts), sum_.rank))):
        if found.whole.node not in taken and not used & {frozenset(part.node for part in found.parts)}:
            taken.add(found.whole.node)
            yield from found.triples()


class _Within:
    """The sums among the figures about one event."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def relations(self) -> Mapping[frozenset[NamedNode], Relation]:
        """How two figures stand, by both of them."""
        return {frozenset((r.narrow.node, r.wide.node)): r for r in self.view.relations}

    @cached_property
    def extents(self) -> Mapping[NamedNode, Slice]:
        """Where the number of a figure stands in its document."""
        facts = self.view.facts
        found = {}
        for claim in self.view.figures:
            span = facts.node(facts.node(claim.node, "ig:quantity"), "ig:statedAt")
            for selector in facts.nodes(span, "oa:hasSelector"):
                start, end = facts.text(selector, "oa:start"), facts.text(selector, "oa:end")
                if start is not None and end is not None:
                    found[claim.node] = Slice(int(start), int(end))
        return found

    def sums(self) -> Iterator[_Sum]:
        """Every figure with figures told in one go whose numbers come to its own."""
        wholes: dict[tuple[object, Bounds], list[Claim]] = defaultdict(list)
        for claim in self.view.figures:
            wholes[claim.measure, _face(claim)].append(claim)
        sentences = [[claim.node for claim in group] for group in self._sentences()]
        together = {node: number for number, group in enumerate(sentences) for node in group}
        for parts in self._runs():
            total = _added([_face(part) for part in parts])
            if total == (None, None) or (parts[0].measure, total) not in wholes or not self._apart(parts):
                continue
            for whole in wholes[parts[0].measure, total]:
                because = self._because(whole, parts)
                if because is not None:
                    if together.get(whole.node, -1) in {together.get(part.node) for part in parts}:
                        apart = 0
                    else:
                        apart = 1 if whole.tellers and whole.chains == parts[0].chains else 2
                    yield _Sum(whole, parts, because, apart)

    def excesses(self) -> Iterator[_Sum]:
        """Every figure with counts of parts at different places, told in one go, that come to more than itself."""
        for parts in self._runs():
            if not self._at_different_places(parts) or not self._apart(parts):
                continue
            least, _ = _added([_bounds(part) for part in parts])
            for whole in self.view.figures:
                if whole.measure != parts[0].measure or not _of_all(scope_of(whole, self.view.ties)):
                    continue
                if least is None or whole.maximum is None or least <= whole.maximum:
                    continue
                because = self._because(whole, parts)
                related = all(frozenset((whole.node, part.node)) in self.relations for part in parts)
                if because is not None and related and not any(may_be_less(whole, part) for part in parts):
                    yield _Sum(whole, parts, because, apart=2)

    def _at_different_places(self, parts: Sequence[Claim]) -> bool:
        """Whether each figure is of a place of its own, and none of these is described by others or lies in one."""
        facts = self.view.facts
        places = {part.limited_to for part in parts}
        if len(places) < len(parts) or any(not _is_place(place) or facts.is_a(place, "ig:RelativePlace")
                                           for place in places):  # fmt: skip
            return False
        lies = [claim for claim in (*self.view.claims, *self.view.others) if claim.predicate == iri("ig:locatedIn")]
        return not any(claim.subject in places and claim.object in places for claim in lies)

    def _runs(self) -> Iterator[tuple[Claim, ...]]:
        """Figures that may be added up: of one measure and origin, one behind the other."""
        for group in (*self._sentences(), *self._tellings()):
            alike: dict[object, list[Claim]] = defaultdict(list)
            for claim in group:
                alike[claim.measure, claim.origins].append(claim)
            for listed in alike.values():
                yield from _stretches(listed)

    def _sentences(self) -> Iterator[list[Claim]]:
        """The figures of the prose, sentence by sentence."""
        at = self.extents
        told = sorted(
            (claim for claim in self.view.figures if claim.in_prose and claim.node in at),
            key=lambda claim: (claim.document.value, at[claim.node].start, claim.node.value),
        )
        group: list[Claim] = []
        for claim in told:
            if group and not self._in_one_sentence(group[-1], claim):
                yield group
                group = []
            group.append(claim)
        if group:
            yield group

    def _in_one_sentence(self, one: Claim, other: Claim) -> bool:
        text = self.view.facts.text(one.document, "nif:isString")
        if text is None or one.document != other.document:
            return False
        start, end = self.extents[one.node].start, self.extents[other.node].end
        return "\n" not in text[start:end] and len(split(text, Slice(start, end))) == 1

    def _tellings(self) -> Iterator[list[Claim]]:
        """The figures of the prose that somebody below the document tells, telling by telling."""
        groups: dict[object, list[Claim]] = defaultdict(list)
        for claim in self.view.figures:
            if claim.in_prose and claim.tellers:
                groups[claim.chains].append(claim)
        yield from groups.values()

    def _apart(self, parts: Sequence[Claim]) -> bool:
        """Whether no part counts anybody whom another one may count."""
        return all(frozenset((a.node, b.node)) not in self.relations for a, b in combinations(parts, 2))

    def _because(self, whole: Claim, parts: Sequence[Claim]) -> tuple[NamedNode, ...] | None:
        """The claims by which a whole holds its parts; None if it does not hold them.

        People of whom nobody says where they belong may be among those of the whole where others are for certain.
        """
        because: list[NamedNode] = []
        certain = False
        for part in parts:
            if part.node == whole.node:
                return None
            relation = self.relations.get(frozenset((whole.node, part.node)))
            if relation is None:
                if not self._unattached(part):
                    return None
            elif not _holds(whole, part, relation):
                return None
            else:
                certain = True
                because += relation.because
        return tuple(dict.fromkeys(because)) if certain else None

    def _unattached(self, claim: Claim) -> bool:
        group, ties = scope_of(claim, self.view.ties).group, self.view.ties
        if group is None or group in {OVERALL, UNSTATED, *ties.sides()}:
            return False
        return not ties.seats(group) and not ties.above(group)


def _holds(whole: Claim, part: Claim, relation: Relation) -> bool:
    """Whether the whole counts what the part counts: a wider scope, or the infobox's line for what the prose lists."""
    if relation.extent is Extent.SAME:
        return whole.in_infobox and whole.document == part.document
    return relation.extent in (Extent.WITHIN, Extent.PART) and relation.narrow.node == part.node


def _is_place(limit: object) -> bool:
    return isinstance(limit, NamedNode) and limit.value.startswith(f"{BASE}place/")


def _stretches(claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """Every two or more claims that follow each other, and these without one between them, which may be their total."""
    for start in range(len(claims) - 1):
        for end in range(start + 2, min(len(claims), start + _MOST_PARTS) + 1):
            stretch = tuple(claims[start:end])
            yield stretch
            for between in range(1, len(stretch) - 1):
                yield stretch[:between] + stretch[between + 1 :]


def _over_events(view: View) -> Iterator[_Sum]:
    """Figures of an event with those of the events that are claimed to be its parts, one for each of them."""
    said = view.parts
    nested = set(_nested(view, said.keys()))
    scoped = {event: figures for event, figures in figures_of_parts(view).items() if event not in nested}
    for whole in view.figures:
        scope = scope_of(whole, view.ties)
        if _bounds(whole) == (None, None) or not _of_all(scope):
            continue
        parts: list[Claim] = []
        because = list(scope.because)
        for event, candidates in scoped.items():
            fit = [(c, s) for c, s in candidates if c.measure == whole.measure and _alike(s, scope)]
            if fit:
                part, its = min(fit, key=lambda row: (not row[0].in_prose, row[0].order))
                parts.append(part)
                because += [*its.because, said[event]]
        if len(parts) > 1:
            yield _Sum(whole, tuple(parts), tuple(dict.fromkeys(because)), apart=2)


def _nested(view: View, events: Collection[NamedNode]) -> Iterator[NamedNode]:
    """Events that are parts of another one of those given, so that its figures hold theirs already."""
    for event in events:
        for claim in view.sub_events.get(event, ()):
            other = claim.object
            if isinstance(other, NamedNode) and other in events and other != event:
                if claim.predicate == iri("ig:subEvent"):
                    yield other
                elif claim.predicate == iri("ig:partOf"):
                    yield event


def _of_all(scope: Scope) -> bool:
    """Whether a figure is one of all the losses of somebody."""
    return scope.group not in (None, UNSTATED) and scope.limit is None and not scope.partial


def _alike(one: Scope, other: Scope) -> bool:
    return _of_all(one) and (one.group, one.severity) == (other.group, other.severity)


def _bounds(claim: Claim) -> Bounds:
    return claim.minimum, claim.maximum


def _face(claim: Claim) -> Bounds:
    """The numbers in the words: 100 for "more than 100", of which the least value is 101."""
    exclusive = {iri("ig:MoreThan"): (1, 0), iri("ig:LessThan"): (0, 1)}
    below, above = exclusive.get(claim.comparator, (0, 0)) if claim.comparator is not None else (0, 0)
    least = None if claim.minimum is None else claim.minimum - below
    return least, None if claim.maximum is None else claim.maximum + above


def _added(bounds: Iterable[Bounds]) -> Bounds:
    """Sums of the lower and the upper bounds; an open one leaves its sum open."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    for least, most in bounds:
        low = None if low is None or least is None else low + least
        high = None if high is None or most is None else high + most
    return low, high


def _can_be(total: Bounds, whole: Bounds) -> bool:
    """Whether some number is within both."""
    pairs = ((total[0], whole[1]), (whole[0], total[1]))
    return all(least is None or most is None or least <= most for least, most in pairs)


RULE = Rule(
    name="sums",
    title="parts that add up to a whole",
    reason="Sixteen wounded and one more are seventeen wounded, and three dead here and one there are four: such "
    "figures tell one thing together, and do not contradict each other. Which parts a whole has, the text says by "
    "telling them in one sentence or by one telling, or by claiming that an event is a part of another. Parts at "
    "different places that come to more than the whole do not add up to it, whichever other parts there are.",
    body=_find,
)
