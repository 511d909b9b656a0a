"""Runs the rules over every event of a dataset and writes what they find into the graph ``derived``.

Each rule runs once for each event, in the order of the list, on a view that holds this event's claims and what earlier
rules found. Where two rules find the same relation between the same claims, the earlier one has said it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, QueryTriples

from ..encode.sink import PROGRAM, Sink, english
from ..namespaces import BASE, graph_name, iri
from .finding import drafts
from .naming import finding_iri, finding_label
from .views import views
from .work import WORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Triple

    from .model import Rule
    from .view import View

__all__ = ["DERIVED", "PREFIXES", "derive", "find"]

DERIVED = graph_name("derived")

PREFIXES = (
    "".join(
        f"PREFIX {name}: <{iri(name + ':').value}>\n"
        for name in ("ig", "oa", "prov", "rdf", "rdfs", "schema", "skos", "wgs", "xsd")
    )
    + f"PREFIX work: <{WORK}>\n"
)
"""The prefixes that every CONSTRUCT may use."""


def derive(quads: Iterable[Quad], rules: Sequence[Rule]) -> frozenset[Quad]:
    """The graph ``derived``: what the rules find in documents, registry and links, and which rules ran.

    Of ``quads`` it does not matter which graph they are of.
    """
    sink = Sink(DERIVED)
    for view in views(quads):
        for quad in find(view, rules):
            sink.put(quad)
    for rule in rules:
        _describe(rule, sink)
    return sink.quads()


def find(view: View, rules: Sequence[Rule]) -> frozenset[Quad]:
    """What the rules find about one event; it is added to the view's store, so that rules see what came before them."""
    everything: set[Quad] = set()
    named: set[NamedNode] = set()
    for rule in rules:
        made = _apply(rule, view, named)
        named |= {quad.subject for quad in made if isinstance(quad.subject, NamedNode)}
        everything |= made
        view.store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in made)
    return frozenset(everything)


def _apply(rule: Rule, view: View, named: set[NamedNode]) -> frozenset[Quad]:
    """One rule on one event; what has a name already is left as it is."""
    sink = Sink(DERIVED)
    found, remarks = drafts(_run(rule, view))
    for draft in found:
        node = finding_iri(draft, view)
        if node in named:
            continue
        sink.describe(node, f"ig:{draft.type.value.partition('#')[2]}", finding_label(draft, view))
        for predicate, values in draft.properties:
            for value in values:
                sink.put(Quad(node, predicate, value, DERIVED))
        sink.add(node, "prov:wasGeneratedBy", NamedNode(f"{BASE}run/{rule.name}"))
    for remark in remarks:
        if remark.claim not in named:
            sink.put(Quad(remark.claim, remark.predicate, remark.value, DERIVED))
    return sink.quads()


def _run(rule: Rule, view: View) -> Iterable[Triple]:
    if not isinstance(rule.body, str):
        return rule.body(view)
    found = view.store.query(PREFIXES + rule.body)
    if not isinstance(found, QueryTriples):
        raise TypeError(f"the rule {rule.name} is no CONSTRUCT")
    return found


def _describe(rule: Rule, sink: Sink) -> None:
    """The rule as a plan, its run, and that the program followed it (PROV-O, section 3.3)."""
    plan, run = NamedNode(f"{BASE}rule/{rule.name}"), NamedNode(f"{BASE}run/{rule.name}")
    association = NamedNode(f"{run.value}/association")
    sink.describe(plan, "prov:Plan", f"rule: {rule.title}")
    sink.add(plan, "skos:definition", english(rule.reason))
    sink.describe(run, "ig:RuleRun", f"run of the rule {rule.name}")
    sink.add(run, "prov:wasAssociatedWith", iri(PROGRAM))
    sink.add(run, "prov:qualifiedAssociation", association)
    sink.describe(association, "prov:Association", f"indelgraph following the rule {rule.name}")
    sink.add(association, "prov:agent", iri(PROGRAM))
    sink.add(association, "prov:hadPlan", plan)
