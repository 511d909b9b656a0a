"""Reads what an explanation needs from a store, by SPARQL.

One query brings the claim with its words and tellers, what rules found about it, the claims on the other side, and all
that these name. Two small ones add who is on the sides that are named, and what is said of the tellers. The cost grows
with what is known of the claim, not with the collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, Store

from ..compare.reading import FINDING_LINKS, Reading, select
from ..derive.facts import Facts
from ..derive.ties import Ties
from ..derive.view import View, claim_of, in_order
from ..errors import CallError
from ..namespaces import BASE, PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..derive.view import Claim

__all__ = ["Known", "read"]

_FOLLOWED = (
    *FINDING_LINKS, "ig:restsOn", "rdf:subject", "rdf:predicate", "rdf:object", "ig:quantity", "ig:evidence",
    "ig:context", "ig:inferredFrom", "ig:hedge", "oa:hasSelector", "ig:report", "ig:relays", "ig:teller", "ig:channel",
    "ig:onBehalfOf", "ig:cue", "ig:cites", "dcterms:publisher", "dcterms:creator", "ig:document", "ig:origin",
    "ig:event", "ig:group", "ig:groupStatus", "ig:limitedTo", "ig:by", "ig:side", "ig:includes", "ig:includesAgent",
    "ig:closeTo", "ig:relativeTo", "ig:equippedWith", "ig:bearing", "ig:modality",
)  # fmt: skip
"""What is followed from a claim or a finding."""

_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dcterms", "ig", "nif", "oa", "rdf", "rdfs"))
_ROLES = ("ig:holdsRole", "ig:memberOf")
_RULES = f"ASK {{ ?run a <{BASE}ontology#RuleRun> }}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the store says of a claim and about it."""

    claim: Claim
    reading: Reading
    """All claims that are named, and the findings about the claim."""
    facts: Facts
    text: str | None
    """The text of its document."""
    roles: tuple[Claim, ...]
    """What claims say of its tellers: their roles, and whom they belong to."""
    needed_by: int
    compared: bool


def read(store: Store, node: NamedNode) -> Known:
    """Everything about a claim.

    Raises:
        CallError: if it lacks what every claim has.
    """
    links = "|".join(FINDING_LINKS)
    start = f"{{ BIND ({node} AS ?start) }} UNION {{ ?start {links} {node} }} UNION {{ ?start rdf:subject {node} }}"
    quads = _around(store, start)
    quads |= _seats(store, quads)
    roles = _roles(store, quads)
    quads |= roles
    facts = Facts(sorted(quads, key=str))
    claim = claim_of(facts, node)
    if claim is None:
        raise CallError(f"{node.value} lacks words, a subject or a predicate; run `indelgraph validate` on its data")
    named = [n for n in facts.subjects() if isinstance(n, NamedNode)]
    claims = in_order(c for n in named if facts.is_a(n, "ig:Claim") and (c := claim_of(facts, n)) is not None)
    findings = [n for n in named if any(node in facts.nodes(n, link) for link in FINDING_LINKS)]
    told = {quad.subject for quad in roles}
    return Known(
        claim=claim,
        reading=Reading(_view(claim, claims, facts), tuple(sorted(findings, key=lambda n: n.value))),
        facts=facts,
        text=_text(store, claim),
        roles=tuple(c for c in claims if c.node in told and c.predicate in map(iri, _ROLES)),
        needed_by=_needed_by(store, node),
        compared=bool(store.query(_RULES, use_default_graph_as_union=True)),
    )


def _view(claim: Claim, claims: tuple[Claim, ...], facts: Facts) -> View:
    """The claims as rules see them; of a claim without an event, the event is what it is said of."""
    ties = Ties((), (c for c in claims if c.predicate == iri("ig:belligerent")))
    return View(claim.event or claim.subject, claims, {}, (), ties, (), facts, Store())


def _around(store: Store, start: str) -> frozenset[Quad]:
    """All about the nodes that a pattern binds to ``?start``, and about what they name."""
    query = f"""CONSTRUCT {{ ?node ?property ?value }} WHERE {{
      {{ SELECT DISTINCT ?node WHERE {{
        {{ SELECT DISTINCT ?start WHERE {{ {start} }} }} ?start ({"|".join(_FOLLOWED)})* ?node }} }}
      ?node ?property ?value
      FILTER (?property NOT IN (nif:isString, oa:prefix, oa:suffix)) }}"""
    found = store.query(_HEAD + query, use_default_graph_as_union=True)
    if not isinstance(found, QueryTriples):
        raise TypeError("a CONSTRUCT gives triples")
    return frozenset(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) for triple in found)


def _values(nodes: Iterable[NamedNode]) -> str:
    return " ".join(sorted(map(str, nodes)))


def _objects(quads: Iterable[Quad], *predicates: str) -> set[NamedNode]:
    wanted = set(map(iri, predicates))
    return {quad.object for quad in quads if quad.predicate in wanted and isinstance(quad.object, NamedNode)}


def _seats(store: Store, quads: frozenset[Quad]) -> frozenset[Quad]:
    """The claims of who is on the sides that are named."""
    side = iri("ig:Side")
    sides = [q.subject for q in quads if q.object == side and isinstance(q.subject, NamedNode)]
    if not sides:
        return frozenset()
    return _around(store, f"VALUES ?side {{ {_values(sides)} }} ?start ig:side ?side ; rdf:predicate ig:belligerent")


def _roles(store: Store, quads: frozenset[Quad]) -> frozenset[Quad]:
    """The claims of who those are that tell something, of the first claim's tellers and the others'."""
    tellers = _objects(quads, "ig:teller")
    if not tellers:
        return frozenset()
    predicates = " ".join(_ROLES)
    pattern = f"VALUES ?teller {{ {_values(tellers)} }} VALUES ?of {{ {predicates} }}"
    return _around(store, f"{pattern} ?start rdf:subject ?teller ; rdf:predicate ?of")


def _text(store: Store, claim: Claim) -> str | None:
    rows = select(store, f"SELECT ?text WHERE {{ {claim.document} nif:isString ?text }} LIMIT 1", "text")
    return next((text for (text,) in rows), None)


def _needed_by(store: Store, node: NamedNode) -> int:
    """How many findings rest on a claim without being about it."""
    links = "|".join(FINDING_LINKS)
    query = f"""SELECT (COUNT(DISTINCT ?finding) AS ?count) WHERE {{
      ?finding ig:restsOn {node} FILTER NOT EXISTS {{ ?finding {links} {node} }} }}"""
    return next(int(count) for (count,) in select(store, query, "count"))
