"""Encodes claims, the quantities they state and the tellings they came through."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..namespaces import iri
from .labels import claim_label, quantity_label, report_label
from .sink import english
from .spans import encode_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import NamedNode

    from ..claims.model import Claim, Quantity, Stated, Telling
    from ..documents.document import Document
    from ..documents.model import Slice
    from ..nodes import Named
    from .sink import Sink

__all__ = ["ClaimEncoder"]


class ClaimEncoder:
    """Writes the claims of one document into its graph."""

    def __init__(self, sink: Sink, document: Document, encoding: NamedNode, claims: Sequence[Claim]) -> None:
        self._sink = sink
        self._document = document
        self._encoding = encoding
        self._parties = _parties(claims)
        self._main = _main_event(claims)

    def encode(self, claim: Claim) -> None:
        """Add one claim with everything that hangs on it."""
        sink, document = self._sink, self._document
        node = document.mint("claim", claim.id)
        sink.describe(node, "ig:Claim", claim.label or claim_label(claim, self._parties, self._main))
        sink.add(node, "rdf:subject", claim.subject.node)
        sink.add(node, "rdf:predicate", claim.predicate.node)
        if claim.quantity:
            quantity = self._quantity(claim.id, claim.quantity)
            sink.add(node, "rdf:object", quantity)
            sink.add(node, "ig:quantity", quantity)
        elif claim.object:
            sink.add(node, "rdf:object", claim.object if isinstance(claim.object, Literal) else claim.object.node)
        self._scope(node, claim)
        self._words(node, claim)
        for telling in claim.tellings:
            sink.add(node, "ig:report", self._telling(telling))
        sink.add(node, "prov:wasGeneratedBy", self._encoding)
        self._shortcuts(node, claim)

    def _scope(self, node: NamedNode, claim: Claim) -> None:
        """What the claim is about and how far it reaches."""
        sink = self._sink
        sink.add(node, "ig:event", _node(claim.event))
        sink.add(node, "ig:group", _node(claim.group))
        sink.add(node, "ig:groupStatus", iri(f"ig:{claim.group_status}") if claim.group_status else None)
        sink.add(node, "ig:side", _node(claim.side))
        sink.add(node, "ig:relativeTo", _node(claim.anchor))
        sink.add(node, "ig:bearing", iri(f"ig:{claim.bearing}") if claim.bearing else None)
        sink.add(node, "ig:limitedTo", _node(claim.limited_to))
        sink.add(node, "ig:partial", True if claim.partial else None)
        sink.add_all(node, "ig:includes", (n.node for n in claim.includes))
        sink.add(node, "ig:by", _node(claim.by))
        sink.add(node, "ig:equippedWith", iri(f"ig:{claim.equipped_with}") if claim.equipped_with else None)
        sink.add(node, "ig:asOf", claim.as_of)
        sink.add(node, "ig:modality", iri(f"ig:{claim.modality}") if claim.modality else None)

    def _words(self, node: NamedNode, claim: Claim) -> None:
        """The stretches of text that the claim stands on, and what had to be inferred."""
        sink = self._sink
        sink.add_all(node, "ig:evidence", self._spans(claim.evidence))
        sink.add_all(node, "ig:context", self._spans(claim.context))
        sink.add_all(node, "ig:hedge", self._spans([claim.hedge] if claim.hedge else []))
        if claim.stated:
            self._stated(node, claim.stated)
        self._inferred(node, claim.inferred_from)
        sink.add(node, "skos:editorialNote", english(claim.note) if claim.note else None)

    def _shortcuts(self, node: NamedNode, claim: Claim) -> None:
        """What the common question asks, one hop away: words, document, origin, bounds."""
        sink, document = self._sink, self._document
        words = dict.fromkeys(span.of(document.text) for span in claim.evidence)
        sink.add(node, "ig:exact", " … ".join(words))
        sink.add(node, "ig:document", document.node)
        sink.add_all(node, "ig:origin", (telling.origin.teller.node for telling in claim.tellings))
        if claim.quantity:
            sink.add(node, "ig:comparator", iri(f"ig:{claim.quantity.comparator}"))
            sink.add(node, "ig:minimum", claim.quantity.minimum)
            sink.add(node, "ig:maximum", claim.quantity.maximum)

    def _quantity(self, id_: str, quantity: Quantity) -> NamedNode:
        sink = self._sink
        node = self._document.mint("quantity", id_)
        sink.describe(node, "ig:Quantity", quantity_label(quantity))
        sink.add(node, "ig:asStated", quantity.words)
        sink.add(node, "ig:statedAt", encode_span(sink, self._document, quantity.where))
        sink.add(node, "ig:comparator", iri(f"ig:{quantity.comparator}"))
        sink.add(node, "schema:minValue", quantity.minimum)
        sink.add(node, "schema:maxValue", quantity.maximum)
        sink.add(node, "ig:counts", iri(f"ig:{quantity.counts}") if quantity.counts else None)
        sink.add(node, "ig:unit", quantity.unit)
        sink.add(node, "ig:severity", iri(f"ig:{quantity.severity}") if quantity.severity else None)
        return node

    def _telling(self, telling: Telling) -> NamedNode:
        """Add a chain of reports; gives the node of hop 0."""
        sink, document = self._sink, self._document
        nodes = [document.mint("report", f"{telling.name}-{n}") for n in range(len(telling.hops))]
        for number, (node, hop) in enumerate(zip(nodes, telling.hops, strict=True)):
            sink.describe(node, "ig:Report", report_label(telling.hops, number))
            sink.add(node, "ig:teller", hop.teller.node)
            sink.add(node, "ig:hop", number)
            sink.add(node, "ig:mode", iri(f"ig:{hop.mode}"))
            sink.add(node, "ig:channel", _node(hop.channel))
            sink.add(node, "ig:onBehalfOf", _node(hop.on_behalf_of))
            sink.add_all(node, "ig:cue", self._spans(hop.cues))
            sink.add_all(node, "ig:cites", (document.mint("reference", str(n)) for n in hop.cites))
            if hop.said_on:
                sink.add(node, "ig:saidOn", hop.said_on.value)
                self._stated(node, hop.said_on)
                self._inferred(node, hop.said_on.inferred_from)
            if number + 1 < len(nodes):
                sink.add(node, "ig:relays", nodes[number + 1])
        return nodes[0]

    def _stated(self, node: NamedNode, stated: Stated) -> None:
        self._sink.add(node, "ig:asStated", stated.words)
        self._sink.add(node, "ig:statedAt", encode_span(self._sink, self._document, stated.where))

    def _inferred(self, node: NamedNode, sources: Sequence[Slice]) -> None:
        if sources:
            self._sink.add(node, "ig:inferred", True)
            self._sink.add_all(node, "ig:inferredFrom", self._spans(sources))

    def _spans(self, slices: Iterable[Slice]) -> list[NamedNode]:
        return [encode_span(self._sink, self._document, where) for where in slices]


def _node(named: Named | None) -> NamedNode | None:
    return named.node if named else None


def _main_event(claims: Sequence[Claim]) -> NamedNode | None:
    """The event that most claims are about: for labels only."""
    counts = Counter(claim.event.node for claim in claims if claim.event)
    return counts.most_common(1)[0][0] if counts else None


def _parties(claims: Sequence[Claim]) -> Mapping[NamedNode, list[str]]:
    """Who is claimed to be on which side, in the order of the text: for labels only."""
    parties: dict[NamedNode, list[str]] = {}
    for claim in claims:
        if claim.predicate.key == "belligerent" and claim.side and claim.object:
            name = getattr(claim.object, "short", "")
            members = parties.setdefault(claim.side.node, [])
            if name not in members:
                members.append(name)
    return parties
