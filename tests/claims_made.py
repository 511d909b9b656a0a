"""Claims about made-up fights, as quads from which :func:`indelgraph.derive.views.views` cuts its views.

A page is a list of what it says: :func:`figure`, :func:`party` and so on. Each makes one claim; the page's text is made
of their words, one sentence each, so that offsets, sentences and bounds are those of real documents. Whoever is named
becomes a node of the registry: ``reds`` is the actor "Reds", ``side-1`` a side of the event, and ``person/hakim``,
``place/camp`` or ``event/raid`` say what kind they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad

from indelgraph.derive.engine import find
from indelgraph.derive.rules import all_rules
from indelgraph.derive.views import views
from indelgraph.encode.sink import Sink
from indelgraph.grammar import read_quantity
from indelgraph.namespaces import BASE, graph_name, iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indelgraph.derive.view import View

__all__ = [
    "Said", "about", "actor", "claim", "distance", "doubt", "figure", "found", "kinds", "member", "page", "party",
    "registry", "said", "sub_event", "view_of",
]  # fmt: skip

_KINDS = {"actor": "ig:ArmedGroup", "person": "ig:Person", "place": "ig:Place", "event": "ig:Event"}
_STATUSES = {"overall": iri("ig:Overall"), "unstated": iri("ig:Unstated")}


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a page."""

    predicate: str
    """A local name, such as ``killed``."""
    number: str | None = None
    """The words of a number; comparator and bounds are read from them."""
    thing: str | Literal | None = None
    """What the claim names as its object, where it is no number."""
    subject: str | None = None
    """What it is said of; the event without one."""
    group: str | None = None
    """Whose figure it is: an actor, ``side-1``, ``overall`` or ``unstated``."""
    side: str | None = None
    told: tuple[str, ...] = ()
    """Who told it below the document, outermost first; the last is the origin."""
    behalf: str | None = None
    """On whose behalf the last of them speaks."""
    part: str = "Body"
    joined: bool = False
    """Whether it goes on with the sentence of the claim before it."""
    id: str | None = None
    """Its id; without one, ``c`` and its place on the page."""
    partial: bool = False
    limited: str | None = None
    as_of: str | None = None
    severity: str | None = None
    counts: str = "Person"
    unit: str | None = None
    anchor: str | None = None
    """What a distance is measured from."""
    inferred: bool = False
    modality: str | None = None
    words: str | None = None
    """Its words in the text; without them, they are made."""
    language: str = "en"
    event: str | None = None
    """Which event it is about; without one, that of the page, and for memberships none."""


def figure(number: str, group: str = "reds", **rest: Any) -> Said:
    """How many of a group were killed; another ``predicate`` counts something else."""
    return replace(Said("killed", number, group=group), **rest)


def distance(words: str, anchor: str = "place/bo", **rest: Any) -> Said:
    """How far the event, or another ``subject``, is from a place."""
    return replace(Said("distance", words, anchor=anchor), **rest)


def party(actor: str, side: int, **rest: Any) -> Said:
    """That an actor is a belligerent of a side; ``predicate="commander"`` for a person."""
    return replace(Said("belligerent", thing=actor, side=f"side-{side}"), **rest)


def member(lower: str, upper: str, **rest: Any) -> Said:
    """That somebody is a member of something."""
    return replace(Said("memberOf", subject=lower, thing=upper), **rest)


def about(predicate: str, thing: str | Literal, **rest: Any) -> Said:
    """Any other claim about the event."""
    return replace(Said(predicate, thing=thing), **rest)


def sub_event(event: str, **rest: Any) -> Said:
    """That another event is a part of the page's."""
    return about("subEvent", f"event/{event}", **rest)


def doubt(of: str, actor: str, **rest: Any) -> Said:
    """That the figure of a claim of the page, given by its id, reflects somebody's estimate."""
    return replace(Said("reflectsEstimateOf", subject=f"claim/{of}", thing=actor), **rest)


def claim(id_: str, document: str = "d") -> NamedNode:
    """The node of a claim."""
    return NamedNode(f"{BASE}claim/{document}/{id_}")


def actor(name: str, event: str = "e") -> NamedNode:
    """The node of whomever a page names."""
    if name.startswith("side-"):
        return NamedNode(f"{BASE}event/{event}/side/{name.removeprefix('side-')}")
    return NamedNode(f"{BASE}{name}" if "/" in name else f"{BASE}actor/{name}")


def page(*says: Said, document: str = "d", event: str = "e") -> list[Quad]:
    """The quads of a document that says these things, with those whom it names."""
    return _Page(document, event).write(says)


def registry(subject: str, predicate: str, value: str) -> Quad:
    """Something that the registry says of an actor, such as ``ig:closeTo``."""
    return Quad(actor(subject), iri(predicate), actor(value), graph_name("registry"))


def view_of(quads: Iterable[Quad], event: str = "e") -> View:
    """The view of an event."""
    return next(view for view in views(quads) if view.event == actor(f"event/{event}"))


def found(quads: Iterable[Quad], *names: str, event: str = "e") -> dict[str, dict[str, set[str]]]:
    """What some rules find about an event, by the IRI without its beginning, as local names and ids of claims.

    Values keep what stands behind the last ``#`` or ``/``; the standpoint of a claim stands under the claim's id.
    """
    rows: dict[str, dict[str, set[str]]] = {}
    for quad in find(view_of(quads, event), [all_rules()[name] for name in names]):
        key = str(getattr(quad.subject, "value", "")).removeprefix(BASE)
        if quad.predicate == iri("ig:standpoint"):
            key = said(quad.subject)
        rows.setdefault(key, {}).setdefault(said(quad.predicate), set()).add(said(quad.object))
    return rows


def kinds(rows: dict[str, dict[str, set[str]]], *properties: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Of what was found: the claims involved, sorted, to the values of some properties."""
    return {
        tuple(sorted(row["involves"])): tuple("+".join(sorted(row[name])) for name in properties)
        for row in rows.values()
    }


def said(node: object) -> str:
    """A node by its last name, a literal by its text."""
    value = str(getattr(node, "value", node))
    return value if isinstance(node, Literal) else value.rpartition("#")[2].rpartition("/")[2]


class _Page:
    """Collects one document."""

    def __init__(self, document: str, event: str) -> None:
        self.slug, self.event = document, event
        self.sink = Sink(graph_name(f"document/{document}"))
        self.node = NamedNode(f"{BASE}document/{document}")
        self.text = ""
        self.named: set[NamedNode] = set()

    def write(self, says: tuple[Said, ...]) -> list[Quad]:
        for number, one in enumerate(says):
            closing = "" if number + 1 < len(says) and says[number + 1].joined else ". "
            self._claim(one, one.id or f"c{number}", closing)
        self.sink.describe(self.node, "ig:Document", f"page {self.slug}")
        self.sink.add(self.node, "nif:isString", self.text)
        self._name(self._actor(f"event/{self.event}"))
        return sorted(self.sink.quads(), key=str)

    def _actor(self, name: str, event: str | None = None) -> NamedNode:
        if name.startswith("claim/"):
            return claim(name.removeprefix("claim/"), self.slug)
        node = actor(name, event or self.event)
        self._name(node)
        return node

    def _name(self, node: NamedNode) -> None:
        """Puts a node into the registry."""
        if node in self.named:
            return
        self.named.add(node)
        kind, *path = node.value.removeprefix(BASE).split("/")
        if "side" in path:
            self.sink.describe(node, "ig:Side", f"side {path[-1]}")
            self.sink.add(node, "ig:sideNumber", int(path[-1]))
            self.sink.add(node, "ig:sideOf", NamedNode(f"{BASE}event/{path[0]}"))
        elif kind != "claim":
            self.sink.describe(node, _KINDS[kind], path[-1].replace("-", " ").capitalize())

    def _claim(self, one: Said, id_: str, closing: str) -> None:
        node = claim(id_, self.slug)
        words = one.words or " ".join(filter(None, (one.number, one.group, one.predicate)))
        self.text += " and " if one.joined else "They say: "
        start = len(self.text)
        self.text += words + closing
        member_of = one.predicate in ("memberOf", "partOfForce", "ledBy")
        event = one.event or (None if member_of else self.event)
        self.sink.describe(node, "ig:Claim", words)
        self.sink.add(node, "rdf:predicate", iri(f"ig:{one.predicate}"))
        self.sink.add(node, "rdf:subject", self._actor(one.subject or f"event/{event or self.event}"))
        if event is not None:
            self.sink.add(node, "ig:event", self._actor(f"event/{event}"))
        self.sink.add(node, "ig:document", self.node)
        self.sink.add(node, "ig:exact", words)
        self.sink.add(node, "ig:evidence", self._span(start, start + len(words), one.part))
        self._scope(one, node, event)
        self._tell(one, node)
        if isinstance(one.thing, str):
            self.sink.add(node, "rdf:object", self._actor(one.thing))
        elif one.thing is not None:
            self.sink.add(node, "rdf:object", one.thing)
        if one.number is not None:
            self._quantity(one, node, start)

    def _scope(self, one: Said, node: NamedNode, event: str | None) -> None:
        if one.group in _STATUSES:
            self.sink.add(node, "ig:groupStatus", _STATUSES[one.group])
        for key, name in (("group", one.group), ("side", one.side), ("limitedTo", one.limited),
                          ("relativeTo", one.anchor)):  # fmt: skip
            if name is not None and name not in _STATUSES:
                self.sink.add(node, f"ig:{key}", self._actor(name, event))
        self.sink.add(node, "ig:partial", True if one.partial else None)
        self.sink.add(node, "ig:inferred", True if one.inferred else None)
        if one.as_of is not None:
            self.sink.add(node, "ig:asOf", Literal(one.as_of, datatype=iri("xsd:date")))
        if one.modality is not None:
            self.sink.add(node, "ig:modality", iri(f"ig:{one.modality}"))

    def _span(self, start: int, end: int, part: str) -> NamedNode:
        span = NamedNode(f"{BASE}span/{self.slug}/{start}-{end}")
        position = NamedNode(f"{span.value}/position")
        self.sink.describe(span, "ig:Span", self.text[start:end])
        self.sink.add(span, "oa:hasSource", self.node)
        self.sink.add(span, "ig:inPart", iri(f"ig:{part}"))
        self.sink.add(span, "oa:hasSelector", position)
        self.sink.describe(position, "oa:TextPositionSelector", f"{start} to {end}")
        self.sink.add(position, "oa:start", start)
        self.sink.add(position, "oa:end", end)
        return span

    def _tell(self, one: Said, node: NamedNode) -> None:
        name = "-".join((*one.told, *filter(None, [one.behalf]))).replace("/", "-") or "narration"
        tellers = [self.node, *(self._actor(teller) for teller in one.told)]
        reports = [NamedNode(f"{BASE}report/{self.slug}/{name}-{hop}") for hop in range(len(tellers))]
        for hop, (report, teller) in enumerate(zip(reports, tellers, strict=True)):
            self.sink.describe(report, "ig:Report", f"telling {hop}")
            self.sink.add(report, "ig:teller", teller)
            self.sink.add(report, "ig:hop", hop)
            if hop + 1 < len(reports):
                self.sink.add(report, "ig:relays", reports[hop + 1])
        if one.behalf is not None:
            self.sink.add(reports[-1], "ig:onBehalfOf", self._actor(one.behalf))
        self.sink.add(node, "ig:report", reports[0])
        self.sink.add(node, "ig:origin", tellers[-1])

    def _quantity(self, one: Said, node: NamedNode, start: int) -> None:
        assert one.number is not None
        reading = read_quantity(one.number, one.language)
        quantity = NamedNode(node.value.replace("/claim/", "/quantity/"))
        at = self.text.index(one.number, start)
        for key in ("rdf:object", "ig:quantity"):
            self.sink.add(node, key, quantity)
        self.sink.describe(quantity, "ig:Quantity", one.number)
        self.sink.add(quantity, "ig:asStated", one.number)
        self.sink.add(quantity, "ig:statedAt", self._span(at, at + len(one.number), one.part))
        self.sink.add(quantity, "ig:counts", None if reading.unit else iri(f"ig:{one.counts}"))
        self.sink.add(quantity, "ig:unit", reading.unit)
        self.sink.add(quantity, "ig:severity", None if one.severity is None else iri(f"ig:{one.severity}"))
        for holder, least, most in ((node, "ig:minimum", "ig:maximum"),
                                    (quantity, "schema:minValue", "schema:maxValue")):  # fmt: skip
            self.sink.add(holder, "ig:comparator", iri(f"ig:{reading.comparator}"))
            self.sink.add(holder, least, reading.minimum)
            self.sink.add(holder, most, reading.maximum)
