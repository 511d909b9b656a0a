"""Finds out which rules have something to say, so that pySHACL is spared the others.

A rule on the whole graph is a shape with one target node and one query. Of each row that the query returns pySHACL
makes a result; of no row it makes none. But to ask it costs pySHACL a millisecond a rule, however small the graph: it
gathers prefixes and searches the text of the query anew each time. For all our rules that is more than whatever else
it does on a document.

So the query is asked beforehand, with the same text, the same variables bound and in the same store that would answer
pySHACL. A rule that returns a row is put before pySHACL, which asks again and judges; so is every other shape, each
time: those with a core constraint, and a rule with anything beside its query. Whatever a report says is thus said by
pySHACL, and a rule is passed over only where pySHACL would be handed no row. What pySHACL says of the *form* of a
query (no ``MINUS``, no ``VALUES``: SHACL, section 5.2.1) a rule that is passed over does not hear; the tests run all
of ours past it, and hold reports to those of a run without a sieve.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SH

from .engines import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox
    import rdflib
    from rdflib.term import Node

__all__ = ["Rule", "rules_of", "speaking"]

_OF_A_RULE: frozenset[Node] = frozenset((RDF.type, SH.targetNode, SH.severity, SH.message, SH.sparql))
_OF_A_QUERY: frozenset[Node] = frozenset((RDF.type, SH.prefixes, SH.select))
"""All that the nodes of a rule and of its query have; with anything more it is pySHACL's to understand."""
_THIS = re.compile(r"[$?]this\b")
_ELSE_BOUND = re.compile(r"[$?](?:PATH|currentShape|shapesGraph)\b")
"""Variables that SHACL binds or replaces beside ``$this`` (section 5.3.1)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape that says just what its query says."""

    shape: URIRef
    query: str
    """With its prefixes."""
    bindings: tuple[tuple[str, Node], ...]
    """The variables that are bound beforehand, with their values."""


def rules_of(shapes: rdflib.Graph) -> tuple[Rule, ...]:
    """The rules of a graph of shapes whose silence a sieve may tell."""
    return tuple(_rules(shapes))


def speaking(rules: Iterable[Rule], store: ox.Store) -> Iterator[URIRef]:
    """The shapes of the rules whose query returns a row.

    Raises:
        SyntaxError: if a query does not parse.
        TypeError: if it is not a SELECT.
    """
    for rule in rules:
        if next(rows(store, rule.query, dict(rule.bindings)), None) is not None:
            yield rule.shape


def _rules(shapes: rdflib.Graph) -> Iterator[Rule]:
    for shape in shapes.subjects(SH.sparql, None, unique=True):
        node, of_shape = _the_only(shapes, shape, SH.sparql), _properties(shapes, shape)
        target = _the_only(shapes, shape, SH.targetNode)
        if not isinstance(shape, URIRef) or node is None or target is None or not of_shape <= _OF_A_RULE:
            continue
        if set(shapes.objects(shape, RDF.type)) != {SH.NodeShape}:  # a class would be a target, too
            continue
        text, prefixes = _the_only(shapes, node, SH.select), _the_only(shapes, node, SH.prefixes)
        if not isinstance(text, Literal) or prefixes is None or not _properties(shapes, node) <= _OF_A_QUERY:
            continue
        if _ELSE_BOUND.search(text):
            continue
        bindings = (("this", target),) if _THIS.search(text) else ()
        yield Rule(shape, _header(shapes, prefixes) + text, bindings)


def _properties(shapes: rdflib.Graph, node: Node) -> set[Node]:
    return set(shapes.predicates(node, None))


def _the_only(shapes: rdflib.Graph, node: Node, predicate: Node) -> Node | None:
    found = list(shapes.objects(node, predicate))
    return found[0] if len(found) == 1 else None


def _header(shapes: rdflib.Graph, prefixes: Node) -> str:
    """What a node declares (SHACL, section 5.2.1), as the first lines of a query."""
    declared = (
        (shapes.value(node, SH.prefix), shapes.value(node, SH.namespace))
        for node in shapes.objects(prefixes, SH.declare)
    )
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))
