"""What is said about one claim: its words and where they stand, its tellers, and the findings that name it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..derive.naming import short_name
from ..words import kebab
from .conditions import conditions
from .model import Agreement, Conflict, Node, Restatement, Said, Spot, Sum, Telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..derive.view import Claim
    from .reading import Reading

__all__ = ["Details", "local"]


def local(node: NamedNode) -> str:
    """The local name of a term: ``MoreThan`` of ``ig:MoreThan``."""
    return node.value.rpartition("#")[2]


class Details:
    """Looks up what is said about claims."""

    def __init__(self, reading: Reading) -> None:
        self._view = reading.view
        self._facts = reading.view.facts
        self._one_document = len({claim.document for claim in reading.view.claims}) <= 1
        self._naming: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for finding in reading.findings:
            for link in ("ig:involves", "ig:cell", "ig:sentence", "ig:part", "ig:whole"):
                for claim in self._facts.nodes(finding, link):
                    self._naming[claim].append(finding)

    def named(self, thing: NamedNode | Literal) -> Node:
        """A thing with the name that people call it by; a document by its own where there are several."""
        if isinstance(thing, Literal):
            return Node("", thing.value)
        if self._facts.is_a(thing, "ig:Document") and not self._one_document:
            return Node(thing.value, self._facts.label(thing))
        return Node(thing.value, short_name(self._view, thing))

    def term(self, node: NamedNode, predicate: str) -> str | None:
        """The local name of the term that a property has as its value."""
        value = self._facts.node(node, predicate)
        return None if value is None else local(value)

    def words_of(self, node: NamedNode, predicate: str) -> tuple[str, ...]:
        """The words of the spans that a property has as its values."""
        spans = self._facts.nodes(node, predicate)
        selectors = (selector for span in spans for selector in self._facts.nodes(span, "oa:hasSelector"))
        return tuple(words for selector in selectors if (words := self._facts.text(selector, "oa:exact")) is not None)

    def said(self, claim: Claim) -> Said:
        """A claim as others refer to it."""
        return Said(
            claim=claim.node.value,
            what=local(claim.predicate),
            value=claim.words if claim.words is not None else self._value(claim),
            words=claim.exact,
            origins=tuple(map(self.named, claim.origins)),
            spots=self._spots(claim),
        )

    def _value(self, claim: Claim) -> str:
        value = claim.object
        if isinstance(value, NamedNode) and self._facts.is_a(value, "ig:Claim"):
            return self._facts.label(value)
        name = self.named(value).name
        return f"{name}, {self.named(claim.side).name}" if claim.side is not None else name

    def all_said(self, nodes: Iterable[NamedNode]) -> tuple[Said, ...]:
        """Claims in the order of the text; one of which the store says too little is left out."""
        known = (self._view.by_node[node] for node in nodes if node in self._view.by_node)
        return tuple(self.said(claim) for claim in sorted(known, key=lambda claim: claim.order))

    def _spots(self, claim: Claim) -> tuple[Spot, ...]:
        document = Node(claim.document.value, self._facts.label(claim.document))
        found = []
        for span in self._facts.nodes(claim.node, "ig:evidence"):
            part = self.term(span, "ig:inPart")
            for selector in self._facts.nodes(span, "oa:hasSelector"):
                start, end = self._facts.text(selector, "oa:start"), self._facts.text(selector, "oa:end")
                if start is not None and end is not None:
                    found.append(Spot(document, kebab(part) if part else "body", int(start), int(end)))
        return tuple(sorted(found, key=lambda spot: (spot.start, spot.end)))

    def chains(self, claim: Claim) -> tuple[tuple[Telling, ...], ...]:
        """Its chains of tellers, the document first."""
        return tuple(
            tuple(
                Telling(
                    teller=self.named(hop.teller),
                    channel=self.named(hop.channel) if hop.channel else None,
                    on_behalf_of=self.named(hop.on_behalf_of) if hop.on_behalf_of else None,
                    said_on=self._facts.text(hop.node, "ig:saidOn"),
                    mode=self.term(hop.node, "ig:mode"),
                )
                for hop in chain
            )
            for chain in claim.chains
        )

    def conflicts(self, claim: NamedNode) -> tuple[Conflict, ...]:
        """What it contradicts."""
        return tuple(
            self._conflict(claim, finding, other) for finding, other in self._others(claim, "ig:Contradiction")
        )

    def _conflict(self, claim: NamedNode, finding: NamedNode, other: Claim) -> Conflict:
        grade, kind = (self.term(finding, key) or "" for key in ("ig:grade", "ig:conflictKind"))
        return Conflict(
            finding=finding.value,
            other=self.said(other),
            grade=grade,
            kind=kind,
            comment=self._facts.text(finding, "rdfs:comment"),
            conditions=self._conditions(claim, other, kind) if grade == "Conditional" else (),
        )

    def _conditions(self, node: NamedNode, other: Claim, kind: str) -> tuple[str, ...]:
        claim = self._view.by_node.get(node)
        return conditions(claim, other, kind, self._view, lambda thing: self.named(thing).name) if claim else ()

    def agreements(self, claim: NamedNode) -> tuple[Agreement, ...]:
        """What it agrees with."""
        return tuple(
            Agreement(
                finding.value, self.said(other), independent=self._facts.text(finding, "ig:independent") == "true"
            )
            for finding, other in self._others(claim, "ig:Agreement")
        )

    def _others(self, claim: NamedNode, kind: str) -> list[tuple[NamedNode, Claim]]:
        """The findings of a class that involve a claim, each with the other claim, in the order of the text."""
        pairs = [
            (finding, other)
            for finding in self._of(claim, kind)
            for node in self._facts.nodes(finding, "ig:involves")
            if node != claim and (other := self._view.by_node.get(node)) is not None
        ]
        return sorted(pairs, key=lambda pair: pair[1].order)

    def restatements(self, claim: NamedNode) -> tuple[Restatement, ...]:
        """How infobox and prose restate each other."""
        found = []
        for finding in self._of(claim, "ig:Restatement"):
            cells, sentences = (self._facts.nodes(finding, key) for key in ("ig:cell", "ig:sentence"))
            losses = tuple(map(local, self._facts.nodes(finding, "ig:loss")))
            others = self.all_said(node for node in (*cells, *sentences) if node != claim)
            found.append(Restatement(finding.value, "cell" if claim in cells else "sentence", others, losses))
        return tuple(found)

    def sums(self, claim: NamedNode) -> tuple[Sum, ...]:
        """The sums that it is in."""
        found = []
        for finding in self._of(claim, "ig:Aggregation"):
            wholes = self.all_said(self._facts.nodes(finding, "ig:whole"))
            parts = self._facts.nodes(finding, "ig:part")
            adds_up = self._facts.text(finding, "ig:addsUp") == "true"
            if wholes:
                role = "part" if claim in parts else "whole"
                found.append(Sum(finding.value, role, self.all_said(parts), wholes[0], adds_up))
        return tuple(found)

    def _of(self, claim: NamedNode, kind: str) -> list[NamedNode]:
        return [finding for finding in self._naming[claim] if self._facts.is_a(finding, kind)]
