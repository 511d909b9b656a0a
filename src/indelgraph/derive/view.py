"""What a rule sees: the claims about one event, in the order of the text, with what makes them comparable."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store

from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .facts import Facts
    from .scope import Relation
    from .ties import Ties

__all__ = ["LOSSES", "STRENGTHS", "Claim", "View", "claim_of"]

LOSSES = tuple(iri(f"ig:{name}") for name in
               ("killed", "wounded", "captured", "missing", "hospitalised", "destroyed", "casualties"))  # fmt: skip
"""Predicates that count losses."""
STRENGTHS = (iri("ig:strength"),)
"""Predicates that count what somebody brought along."""

_TRUE = Literal("true", datatype=iri("xsd:boolean"))


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One claim with what rules ask of it; None or empty where the graph says nothing."""

    node: NamedNode
    predicate: NamedNode
    subject: NamedNode
    object: NamedNode | Literal
    event: NamedNode | None
    document: NamedNode
    start: int
    """Where its evidence begins."""
    parts: frozenset[NamedNode]
    """The parts of the text that its evidence lies in, such as ``ig:Infobox``."""
    exact: str
    side: NamedNode | None
    group: NamedNode | None
    group_status: NamedNode | None
    partial: bool
    limited_to: NamedNode | Literal | None
    as_of: Literal | None
    inferred: bool
    modality: NamedNode | None
    relative_to: NamedNode | None
    words: str | None
    """The number with its hedge, as the text has it."""
    minimum: Decimal | None
    maximum: Decimal | None
    comparator: NamedNode | None
    counts: NamedNode | None
    unit: str | None
    severity: NamedNode | None
    chains: tuple[tuple[Telling, ...], ...]
    """Its chains of tellings, outermost first; hop 0 is the document."""
    origins: tuple[NamedNode, ...]

    @property
    def order(self) -> tuple[str, int, str]:
        """The order of the text: claims of one document by where their words begin."""
        return self.document.value, self.start, self.node.value

    @property
    def id(self) -> str:
        """Its id within the document."""
        return self.node.value.rpartition("/")[2]

    @property
    def slug(self) -> str:
        """The slug of its document."""
        return self.document.value.rpartition("/")[2]

    @property
    def measure(self) -> tuple[str, str, str, str] | None:
        """What is counted or measured: predicate, thing counted, unit, from where; None without a quantity."""
        if self.comparator is None:
            return None
        counts, anchor = (node.value if node else "" for node in (self.counts, self.relative_to))
        return self.predicate.value, counts, self.unit or "", anchor

    @property
    def loss(self) -> bool:
        """Whether it counts losses."""
        return self.predicate in LOSSES

    @property
    def in_infobox(self) -> bool:
        """Whether all its words stand in the infobox."""
        return self.parts == {iri("ig:Infobox")}

    @property
    def in_prose(self) -> bool:
        """Whether its words stand in sentences of the text."""
        return bool(self.parts & {iri("ig:Lead"), iri("ig:Body")})

    @property
    def tellers(self) -> frozenset[NamedNode]:
        """Everybody who passed it on, without the documents."""
        return frozenset(telling.teller for chain in self.chains for telling in chain[1:])


@dataclass(frozen=True, slots=True)
class Telling:
    """One Report of a chain."""

    node: NamedNode
    teller: NamedNode
    on_behalf_of: NamedNode | None
    channel: NamedNode | None


@dataclass(frozen=True, eq=False)
class View:
    """The claims about one event, and what is known of those whom they name."""

    event: NamedNode
    claims: tuple[Claim, ...]
    """In the order of the text."""
    sub_events: Mapping[NamedNode, tuple[Claim, ...]]
    """The claims about each event that is claimed to be a part of this one, in the order of the text."""
    others: tuple[Claim, ...]
    """Claims about no event that speak of things which the claims name: roles, memberships, how far a place lies."""
    ties: Ties
    """Who is on which side, and who belongs to whom."""
    relations: tuple[Relation, ...]
    """How the scopes of two figures of one measure stand to each other; each pair at most once."""
    facts: Facts
    """Everything else, node by node: registry, links, places."""
    store: Store
    """The same for SPARQL, with the helping terms of :mod:`.work`, and with what rules before this one found."""
    parts: Mapping[NamedNode, NamedNode] = field(default_factory=dict)
    """The events that are claimed to be parts of this one, each with the first claim that says so."""

    @cached_property
    def figures(self) -> tuple[Claim, ...]:
        """The claims of losses and strength, in the order of the text."""
        return tuple(c for c in self.claims if c.comparator is not None and c.predicate in (*LOSSES, *STRENGTHS))

    @cached_property
    def by_node(self) -> Mapping[NamedNode, Claim]:
        """Every claim of the view."""
        return {c.node: c for claims in (self.others, self.claims, *self.sub_events.values()) for c in claims}

    def of(self, *predicates: str) -> tuple[Claim, ...]:
        """The claims of some predicates, given as short names, in the order of the text."""
        wanted = {iri(name) for name in predicates}
        return tuple(c for c in self.claims if c.predicate in wanted)


def claim_of(facts: Facts, node: NamedNode) -> Claim | None:
    """The claim of a node; None if it lacks what every claim has."""
    predicate, subject = facts.node(node, "rdf:predicate"), facts.node(node, "rdf:subject")
    object_, document = facts.one(node, "rdf:object"), facts.node(node, "ig:document")
    evidence = sorted((_start(facts, span), span) for span in facts.nodes(node, "ig:evidence"))
    if predicate is None or subject is None or document is None or not evidence:
        return None
    if not isinstance(object_, NamedNode | Literal):
        return None
    quantity = facts.node(node, "ig:quantity")
    return Claim(
        node=node,
        predicate=predicate,
        subject=subject,
        object=object_,
        event=facts.node(node, "ig:event"),
        document=document,
        start=evidence[0][0],
        parts=frozenset(part for _, span in evidence for part in facts.nodes(span, "ig:inPart")),
        exact=facts.text(node, "ig:exact") or "",
        side=facts.node(node, "ig:side"),
        group=facts.node(node, "ig:group"),
        group_status=facts.node(node, "ig:groupStatus"),
        partial=facts.one(node, "ig:partial") == _TRUE,
        limited_to=_node_or_literal(facts.one(node, "ig:limitedTo")),
        as_of=facts.literal(node, "ig:asOf"),
        inferred=facts.one(node, "ig:inferred") == _TRUE,
        modality=facts.node(node, "ig:modality"),
        relative_to=facts.node(node, "ig:relativeTo"),
        words=facts.text(quantity, "ig:asStated"),
        minimum=_number(facts.literal(node, "ig:minimum")),
        maximum=_number(facts.literal(node, "ig:maximum")),
        comparator=facts.node(node, "ig:comparator"),
        counts=facts.node(quantity, "ig:counts"),
        unit=facts.text(quantity, "ig:unit"),
        severity=facts.node(quantity, "ig:severity"),
        chains=tuple(_chain(facts, report) for report in sorted(facts.nodes(node, "ig:report"), key=_value)),
        origins=tuple(sorted(facts.nodes(node, "ig:origin"), key=_value)),
    )


def _node_or_literal(term: object) -> NamedNode | Literal | None:
    return term if isinstance(term, NamedNode | Literal) else None


def _value(node: NamedNode) -> str:
    return node.value


def _start(facts: Facts, span: NamedNode) -> int:
    starts = [literal.value for s in facts.nodes(span, "oa:hasSelector") for literal in facts.literals(s, "oa:start")]
    return int(starts[0]) if starts else 0


def _number(literal: Literal | None) -> Decimal | None:
    return None if literal is None else Decimal(literal.value)


def _chain(facts: Facts, report: NamedNode | None) -> tuple[Telling, ...]:
    hops: list[Telling] = []
    seen: set[NamedNode] = set()
    while report is not None and report not in seen:  # the shapes know no loops; a rule must not hang on one
        seen.add(report)
        teller = facts.node(report, "ig:teller")
        if teller is not None:
            behalf, channel = facts.node(report, "ig:onBehalfOf"), facts.node(report, "ig:channel")
            hops.append(Telling(report, teller, behalf, channel))
        report = facts.node(report, "ig:relays")
    return tuple(hops)


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims in the order of the text."""
    return tuple(sorted(claims, key=lambda claim: claim.order))
