"""Puts what is read of an event side by side: rows of figures by side, group and measure, and all other disputes.

A figure stands in the row of the group that it is *about*, after the same reading of sides and parties as the rules
use (:func:`indelgraph.derive.scope.scope_of`): a line of a side's cell for one of its parties stands with that
party, and a side of a single party with that party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store

from ..derive.scope import scope_of
from ..derive.view import LOSSES, STRENGTHS
from ..namespaces import iri
from .details import Details, local
from .events import find_event
from .model import MEASURES, Comparison, Dispute, Figure, Limits, Node, Range, Row
from .reading import read

if TYPE_CHECKING:
    from ..build import Build
    from ..derive.view import Claim
    from .reading import Reading

__all__ = ["compare"]

_KINDS = (
    "OutcomeConflict", "PlaceConflict", "GeometryConflict", "TimeConflict", "InitiativeConflict",
    "ParticipationConflict",
)  # fmt: skip
"""The order of disputes; what is not listed comes last."""

_OVERALL, _UNSTATED = iri("ig:Overall"), iri("ig:Unstated")
_STATUS_NAMES = {_OVERALL: "in all", _UNSTATED: "group not stated"}
_Key = tuple[NamedNode, str, str]
"""Group, measure, what is counted."""


def compare(source: Store | Build, event: str) -> Comparison:
    """What every report says of one event, side by side.

    ``source`` is a snapshot's store or a build; ``event`` a slug, an IRI or the id of a Wikidata item.

    Raises:
        CallError: if there is no such event, or an item stands for several.
    """
    store = source if isinstance(source, Store) else _in_memory(source)
    entry = find_event(store, event)
    return _Assembly(read(store, NamedNode(entry.iri))).comparison(entry.label, entry.wikidata)


def _in_memory(build: Build) -> Store:
    store = Store()
    store.bulk_extend(build.quads())
    return store


class _Assembly:
    """One event's claims and findings on their way into rows."""

    def __init__(self, reading: Reading) -> None:
        self.view = reading.view
        self.facts = reading.view.facts
        self.findings = reading.findings
        self.details = Details(reading)

    def comparison(self, label: str, wikidata: tuple[str, ...]) -> Comparison:
        """The whole."""
        documents = dict.fromkeys(claim.document for claim in self.view.claims)
        return Comparison(
            event=Node(self.view.event.value, label),
            wikidata=wikidata,
            documents=tuple(Node(node.value, self.facts.label(node)) for node in documents),
            rows=self._rows(),
            disputes=self._disputes(),
        )

    def _rows(self) -> tuple[Row, ...]:
        rows: dict[_Key, list[Claim]] = {}
        for claim in self.view.claims:
            if _is_figure(claim):
                group = scope_of(claim, self.view.ties).group or _UNSTATED
                rows.setdefault((group, local(claim.predicate), _counted(claim)), []).append(claim)
        ranges = self._ranges(rows)
        places = {group: place for place, group in enumerate(dict.fromkeys(key[0] for key in rows))}
        ordered = sorted(
            rows,
            key=lambda key: (self._rank(key[0]), places[key[0]], MEASURES.index(key[1]), key[2] != "Person", key[2]),
        )
        return tuple(
            Row(
                group=self._group(key[0]),
                side=self._side(key[0]),
                measure=key[1],
                counts=key[2],
                figures=tuple(map(self._figure, rows[key])),
                ranges=tuple(ranges.get(key, ())),
            )
            for key in ordered
        )

    def _rank(self, group: NamedNode) -> tuple[int, float, int]:
        """Where a group stands: sides by number, a side before its parties and they before others; then the rest."""
        if group in _STATUS_NAMES:
            return 1, float(group == _UNSTATED), 0
        side, number = self._side_node(group), self._side(group)
        if side is None or number is None:
            return 0, float("inf"), 0
        within = 0 if side == group else 1 if group in self.view.ties.parties(side) else 2
        return 0, number, within

    def _side_node(self, group: NamedNode) -> NamedNode | None:
        if self.facts.is_a(group, "ig:Side"):
            return group
        seats = self.view.ties.seats(group)
        return seats[0].side if len(seats) == 1 else None

    def _side(self, group: NamedNode) -> int | None:
        side = self._side_node(group)
        number = self.facts.text(side, "ig:sideNumber") if side is not None else None
        return int(number) if number is not None else None

    def _group(self, group: NamedNode) -> Node:
        status = _STATUS_NAMES.get(group)
        return Node(group.value, status) if status else self.details.named(group)

    def _ranges(self, rows: dict[_Key, list[Claim]]) -> dict[_Key, list[Range]]:
        """Each loss range at the row of its group, after the same reading of sides and parties."""
        found: dict[_Key, list[Range]] = {}
        home = {claim.node: key for key, claims in rows.items() for claim in claims}
        for node in self._of_class("ig:LossRange"):
            ends = [self.facts.nodes(node, f"ig:{end}Claim") for end in ("lowest", "highest", "vague")]
            keys = [home[claim] for claims in ends for claim in claims if claim in home]
            group = self.facts.node(node, "ig:group") or self.facts.node(node, "ig:groupStatus")
            if group is None or not keys:
                continue
            parties = self.view.ties.parties(group)
            group = next(iter(parties)) if len(parties) == 1 else group
            key = next((key for key in keys if key[0] == group), (group, *keys[0][1:]))
            lowest, highest, vague = (self.details.all_said(claims) for claims in ends)
            made = Range(node.value, self.facts.label(node), lowest, highest, vague)
            found.setdefault(key if key in rows else keys[0], []).append(made)
        return found

    def _figure(self, claim: Claim) -> Figure:
        details, node = self.details, claim.node
        return Figure(
            claim=details.said(claim),
            comparator=local(claim.comparator) if claim.comparator else "Vague",
            minimum=claim.minimum,
            maximum=claim.maximum,
            chains=details.chains(claim),
            standpoint=details.term(node, "ig:standpoint"),
            limits=self._limits(claim),
            conflicts=details.conflicts(node),
            agreements=details.agreements(node),
            restatements=details.restatements(node),
            sums=details.sums(node),
        )

    def _limits(self, claim: Claim) -> Limits:
        limit = self.facts.one(claim.node, "ig:limitedTo")
        by = self.facts.node(claim.node, "ig:by")
        return Limits(
            partial=claim.partial,
            limited_to=self.details.named(limit) if isinstance(limit, NamedNode | Literal) else None,
            as_of=claim.as_of.value if claim.as_of else None,
            severity=local(claim.severity) if claim.severity else None,
            modalities=tuple(map(local, self.facts.nodes(claim.node, "ig:modality"))),
            hedges=self.details.words_of(claim.node, "ig:hedge"),
            by=self.details.named(by) if by else None,
            inferred=claim.inferred,
        )

    def _disputes(self) -> tuple[Dispute, ...]:
        """The contradictions of which not both claims are figures: what the rows do not show, or only one end of."""
        found: list[tuple[tuple[object, ...], Dispute]] = []
        for node in self._of_class("ig:Contradiction"):
            claims = sorted(
                (self.view.by_node[c] for c in self.facts.nodes(node, "ig:involves") if c in self.view.by_node),
                key=lambda claim: claim.order,
            )
            if len(claims) != 2 or all(map(_is_figure, claims)):
                continue
            kind = self.details.term(node, "ig:conflictKind") or ""
            place = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
            made = Dispute(
                finding=node.value,
                kind=kind,
                grade=self.details.term(node, "ig:grade") or "",
                one=self.details.said(claims[0]),
                other=self.details.said(claims[1]),
                comment=self.facts.text(node, "rdfs:comment"),
            )
            found.append(((place, claims[0].order, claims[1].order, node.value), made))
        return tuple(dispute for _, dispute in sorted(found, key=lambda pair: pair[0]))

    def _of_class(self, name: str) -> list[NamedNode]:
        return [node for node in self.findings if self.facts.is_a(node, name)]


def _is_figure(claim: Claim) -> bool:
    return claim.comparator is not None and claim.predicate in (*LOSSES, *STRENGTHS)


def _counted(claim: Claim) -> str:
    return local(claim.counts) if claim.counts else "Person"
