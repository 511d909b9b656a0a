"""Reads what a comparison needs from a store, by SPARQL.

One query brings everything about an event: its claims, what rules found about them, the claims on the other side, and
all that these name, with their labels. Who belongs to whom is said by claims as well, of any document; they are
fetched step by step upwards, so that the cost does not grow with the rest of the collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, QueryTriples, Store

from ..derive.facts import Facts
from ..derive.ties import BELONGING, Ties
from ..derive.view import View, claim_of, in_order
from ..namespaces import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["FINDING_LINKS", "Reading", "read", "select"]

FINDING_LINKS = (
    "ig:involves", "ig:cell", "ig:sentence", "ig:part", "ig:whole", "ig:lowestClaim", "ig:highestClaim",
    "ig:vagueClaim",
)  # fmt: skip
"""How a finding names the claims that it is about."""

_FOLLOWED = (
    *FINDING_LINKS, "rdf:subject", "rdf:object", "ig:quantity", "ig:evidence", "ig:hedge", "oa:hasSelector",
    "ig:report", "ig:relays", "ig:teller", "ig:channel", "ig:onBehalfOf", "ig:document", "ig:origin", "ig:group",
    "ig:groupStatus", "ig:limitedTo", "ig:by", "ig:side",
)  # fmt: skip
_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("ig", "nif", "oa", "rdf", "rdfs", "skos"))
_SEATING = frozenset(map(iri, ("ig:belligerent", "ig:commander")))
_BELONGING = frozenset(map(iri, BELONGING))
_WHO = frozenset(map(iri, ("rdf:subject", "rdf:object", "ig:group", "ig:limitedTo", "ig:teller", "ig:onBehalfOf")))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the store says about an event."""

    view: View
    """Its claims and who is on which side; its store is empty and its relations are not computed."""
    findings: tuple[NamedNode, ...]
    """What rules found about its claims, sorted."""


def select(store: Store, query: str, *variables: str) -> Iterator[tuple[str, ...]]:
    """The rows of a SELECT without prefixes, over the union of all graphs, as text; rows with a gap are left out."""
    solutions = store.query(_HEAD + query, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("give a SELECT")
    for row in solutions:
        found = tuple(value for name in variables if isinstance(value := getattr(row[name], "value", None), str))
        if len(found) == len(variables):
            yield found


def read(store: Store, event: NamedNode) -> Reading:
    """Everything about an event."""
    quads = _around(store, _nodes(store, f"?node ig:event {event}") | _findings(store, event), _FOLLOWED)
    facts = Facts(sorted(quads | _belonging(store, quads), key=str))
    nodes = [node for node in facts.subjects() if isinstance(node, NamedNode)]
    claims = in_order(
        claim for node in nodes if facts.is_a(node, "ig:Claim") and (claim := claim_of(facts, node)) is not None
    )
    own = tuple(claim for claim in claims if claim.event == event)
    others = tuple(claim for claim in claims if claim.event != event)
    ties = Ties(
        (claim for claim in claims if claim.predicate in _BELONGING),
        (claim for claim in own if claim.predicate in _SEATING),
    )
    mine = {claim.node for claim in own}
    found = [n for n in nodes if any(c in mine for link in FINDING_LINKS for c in facts.nodes(n, link))]
    view = View(event, own, {}, others, ties, (), facts, Store())
    return Reading(view, tuple(sorted(found, key=lambda node: node.value)))


def _nodes(store: Store, pattern: str) -> frozenset[NamedNode]:
    """What a pattern binds to ``?node``."""
    return frozenset(
        NamedNode(node) for (node,) in select(store, f"SELECT DISTINCT ?node WHERE {{ {pattern} }}", "node")
    )


def _findings(store: Store, event: NamedNode) -> frozenset[NamedNode]:
    links = "|".join(FINDING_LINKS)
    return _nodes(store, f"{{ SELECT DISTINCT ?claim WHERE {{ ?claim ig:event {event} }} }} ?node ({links}) ?claim")


def _around(store: Store, start: Iterable[NamedNode], followed: Iterable[str]) -> frozenset[Quad]:
    """All about some nodes, and about what they name by the properties that are followed.

    The nodes are named one by one: Oxigraph reads the whole store where a pattern finds them in the same query.
    """
    path, named = "|".join(followed), " ".join(sorted(map(str, start)))
    query = f"""CONSTRUCT {{ ?node ?property ?value }} WHERE {{
      {{ SELECT DISTINCT ?node WHERE {{ VALUES ?start {{ {named} }} ?start ({path})* ?node }} }}
      ?node ?property ?value
      FILTER (?property NOT IN (nif:isString, oa:prefix, oa:suffix)) }}"""
    found = store.query(_HEAD + query, use_default_graph_as_union=True)
    if not isinstance(found, QueryTriples):
        raise TypeError("a CONSTRUCT gives triples")
    return frozenset(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) for triple in found)


def _belonging(store: Store, quads: Iterable[Quad]) -> frozenset[Quad]:
    """The claims by which those whom the given quads name belong to somebody, at any remove.

    Of these claims only what they say matters, and where their words begin.
    """
    todo, asked = _named(quads), set[NamedNode]()
    found: frozenset[Quad] = frozenset()
    while todo:
        asked |= todo
        lower = f"VALUES ?lower {{ {' '.join(sorted(map(str, todo)))} }}"
        claims = _nodes(
            store,
            f"""{{ {lower} ?node rdf:subject ?lower ; rdf:predicate ig:memberOf }}
            UNION {{ {lower} ?node rdf:subject ?lower ; rdf:predicate ig:partOfForce }}
            UNION {{ {lower} ?node rdf:object ?lower ; rdf:predicate ig:ledBy }}""",
        )
        more = _around(store, claims, ("ig:evidence", "oa:hasSelector"))
        found |= more
        todo = _named(more) - asked
    return found


def _named(quads: Iterable[Quad]) -> set[NamedNode]:
    return {quad.object for quad in quads if quad.predicate in _WHO and isinstance(quad.object, NamedNode)}
