"""The lists of values in the shapes, and those of the ontology."""

from __future__ import annotations

import re
from functools import cache

import rdflib
from rdflib.namespace import SH

from indelgraph.namespaces import BASE, iri
from indelgraph.resources import root
from indelgraph.validation import shapes

__all__ = ["SHAPES", "listed", "local", "ontology", "query", "term"]


SHAPES = f"{BASE}shapes#"


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(root() / "ontology" / "indelgraph.ttl")


def term(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(iri(f"ig:{name}").value)


def local(node: rdflib.term.Node | None) -> str:
    return str(node).rpartition("#")[2]


def query(rule: str) -> str:
    (text,) = shapes().objects(rdflib.URIRef(f"{SHAPES}{rule}-query"), SH.select)
    return str(text)


def listed(rule: str, variable: str = "predicate") -> set[str]:
    """The local names in the first list of a rule for a variable."""
    found = re.search(rf"\?{variable} (?:(?:NOT )?IN \(([^)]*)\)|= ig:(\w+))", query(rule))
    assert found is not None
    return set(re.findall(r"ig:(\w+)", found[1])) if found[1] else {found[2]}
