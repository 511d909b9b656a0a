"""The JSON-LD context of the vocabulary, made from the ontology and never written by hand.

It follows JSON-LD 1.1 (W3C Recommendation, 16 July 2020). Our terms go by their bare local names, those of
others by a prefix. Numbers and booleans are not coerced: JSON's own are xsd:integer and xsd:boolean
(JSON-LD 1.1 API, 8.6), and a bound may be xsd:decimal. So make JSON-LD from RDF with native types.
"""

from __future__ import annotations

import json
import sys
from typing import TypeAlias

from .namespaces import ONTOLOGY, PREFIXES, iri
from .ontology import load

__all__ = ["context", "dumps"]

_NODES = (
    "cito:citesAsEvidence",
    "dcterms:license",
    "dcterms:references",
    "oa:hasSelector",
    "oa:hasSource",
    "pav:importedFrom",
    "prov:agent",
    "prov:hadPlan",
    "prov:qualifiedAssociation",
    "prov:used",
    "prov:wasAssociatedWith",
    "prov:wasAttributedTo",
    "prov:wasDerivedFrom",
    "prov:wasGeneratedBy",
    "rdf:subject",
    "skos:closeMatch",
    "skos:exactMatch",
)
"""Terms of others whose values in our data are always nodes; all further ones need no entry."""

_TERMS = ("rdf:predicate",)
"""Terms of others whose values in our data are terms of a vocabulary."""

_PLAIN = frozenset(iri(name).value for name in ("xsd:string", "xsd:integer", "xsd:boolean", "rdf:langString"))
"""Ranges that need no coercion: JSON says them by itself, and texts with a language stay expanded."""

Definition: TypeAlias = str | float | dict[str, str]


def _short(value: str) -> str:
    """A compact IRI by the prefixes that the context itself defines."""
    fits = [(len(ns), f"{prefix}:{value[len(ns) :]}") for prefix, ns in PREFIXES.items() if value.startswith(ns)]
    return max(fits)[1]


def _coercion(term: str) -> str | None:
    """What ``@type`` a property's values take, or None where they must carry their own."""
    ontology = load()
    ranges = ontology.values(term, iri("rdfs:range").value)
    if ontology.is_object_property(term):
        concepts = iri("skos:Concept").value
        return "@vocab" if any(concepts in ontology.superclasses(r) for r in ranges) else "@id"
    if ontology.is_datatype_property(term) and len(ranges) == 1 and ranges[0] not in _PLAIN:
        return _short(ranges[0])
    return None


def _definition(term: str) -> Definition:
    coercion = _coercion(term)
    return {"@id": _short(term), "@type": coercion} if coercion else _short(term)


def context() -> dict[str, dict[str, Definition]]:
    """The context as a JSON-LD document: ``{"@context": {…}}``.

    Values of properties that take a concept (``comparator``, ``mode`` …) and of ``rdf:predicate`` compact to
    bare names, other nodes to IRIs, and dates to plain strings where the property takes nothing else.
    """
    entries: dict[str, Definition] = {"@version": 1.1}
    entries |= sorted(PREFIXES.items())
    foreign = dict.fromkeys(_NODES, "@id") | dict.fromkeys(_TERMS, "@vocab")
    entries |= {name: {"@id": name, "@type": kind} for name, kind in sorted(foreign.items())}
    entries |= {term.removeprefix(ONTOLOGY): _definition(term) for term in sorted(load().terms())}
    return {"@context": entries}


def dumps() -> str:
    """The context as the text of ``ontology/context.jsonld``; the same text at every call."""
    return json.dumps(context(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(dumps())
