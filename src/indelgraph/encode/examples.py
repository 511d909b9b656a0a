"""Queries as data: what a query asks in words, its text, and the prefixes it is written with.

SHACL, section 5.2.1 (prefix declarations) and SHACL Advanced Features, section 2.1 (``sh:SPARQLExecutable``), in the
form in which editors of SPARQL queries look for examples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..namespaces import iri
from .sink import english

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .sink import Sink

__all__ = ["TEXTS", "declare_prefixes", "encode_query", "query_form"]

_PROLOGUE = (
    r"(?:\s++|#[^\n]*+(?:\n|\Z)|PREFIX\s++[^\s:<>]*+:\s*+<[^<>\s]*+>|BASE\s*+<[^<>\s]*+>)*+"  # SPARQL 1.1, rule 4
)
_FORM = re.compile(_PROLOGUE + r"(SELECT|ASK|CONSTRUCT)\b", re.IGNORECASE)

TEXTS: dict[str, str] = {form: f"sh:{form.lower()}" for form in ("SELECT", "ASK", "CONSTRUCT")}
"""The property that holds the text of a query, by the form of the query; SHACL has none for DESCRIBE."""


def query_form(query: str) -> str | None:
    """``SELECT``, ``ASK`` or ``CONSTRUCT``; None for a text that begins like none of them."""
    match = _FORM.match(query)
    return match[1].upper() if match else None


def encode_query(sink: Sink, node: NamedNode, title: str, question: str, query: str, declares: NamedNode) -> bool:
    """Describe one query; ``declares`` is the node that declares the prefixes.

    False, and nothing is written, if the query is of no form that SHACL has a word for.
    """
    form = query_form(query)
    if form is None:
        return False
    sink.describe(node, "sh:SPARQLExecutable", title)
    sink.add(node, "rdf:type", iri(f"sh:SPARQL{form.capitalize()}Executable"))
    sink.add(node, "rdfs:comment", english(question))
    sink.add(node, "sh:prefixes", declares)
    sink.add(node, TEXTS[form], query)
    return True


def declare_prefixes(sink: Sink, declares: NamedNode, base: str, prefixes: Mapping[str, str]) -> None:
    """Declare prefixes at a node, each in a node of its own below ``base``."""
    for prefix, namespace in prefixes.items():
        node = NamedNode(f"{base}prefix/{prefix}")
        sink.describe(node, "sh:PrefixDeclaration", f"the prefix {prefix}:")
        sink.add(declares, "sh:declare", node)
        sink.add(node, "sh:prefix", prefix)
        sink.add(node, "sh:namespace", Literal(namespace, datatype=iri("xsd:anyURI")))
