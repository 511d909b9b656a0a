"""The one table of namespaces, and ways to name a node of ours or of others by a short name."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import NamedNode

__all__ = ["BASE", "DATA_PREFIXES", "GRAPH", "ONTOLOGY", "PREFIXES", "graph_name", "iri", "shorten"]

BASE = "https://w3id.org/indelgraph/"
ONTOLOGY = BASE + "ontology#"
GRAPH = BASE + "graph/"

PREFIXES: dict[str, str] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "gn": "https://sws.geonames.org/",
    "graph": GRAPH,
    "ig": ONTOLOGY,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of every vocabulary that the graph uses, in the names the field knows them by."""

DATA_PREFIXES: dict[str, str] = {
    name: f"{BASE}{name}/" for name in ("actor", "agent", "document", "event", "person", "place")
}
"""Prefixes of our data IRIs that read well; the rest are written in full or relative to a document."""


@lru_cache(maxsize=4096)
def iri(curie: str) -> NamedNode:
    """The node that a short name such as ``ig:killed`` stands for.

    Raises:
        KeyError: if the prefix is in neither table.
    """
    prefix, _, local = curie.partition(":")
    namespace = PREFIXES.get(prefix) or DATA_PREFIXES[prefix]
    return NamedNode(namespace + local)


def graph_name(name: str) -> NamedNode:
    """The name of one of our graphs: ``registry``, ``links``, ``document/{slug}`` …"""
    return NamedNode(GRAPH + name)


def shorten(value: str) -> str:
    """A full IRI as a short name where a prefix fits, else unchanged; for people, not for parsers."""
    tables = [*PREFIXES.items(), *DATA_PREFIXES.items()]
    fits = [(len(ns), f"{prefix}:{value[len(ns) :]}") for prefix, ns in tables if value.startswith(ns)]
    return max(fits)[1] if fits else value
