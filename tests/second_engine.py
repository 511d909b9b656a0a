"""A second SHACL validator, the Rust engine of the package ``shacl``, beside pySHACL.

Both are given the same triples and their reports are read by the same code, so that what differs is the engines. Where
they do is written down in ``second_engine_proofs``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pyshacl
import rdflib
import shacl
from pyshacl.errors import ReportableRuntimeError

from indelgraph.convert import from_rdflib, to_rdflib_graph
from indelgraph.namespaces import BASE, iri

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ERROR",
    "EXAMPLE",
    "Finding",
    "OwnDifference",
    "Proof",
    "compiled",
    "findings",
    "parameters",
    "pyshacl_outcome",
    "quads",
    "second",
    "shacl_outcome",
]

_DATASET = ox.NamedNode(f"{BASE}dataset")
"""The target of the rules on the whole graph, whose offender is the value."""

ERROR = ("error",)
"""The outcome where an engine refuses the shapes."""

EXAMPLE = "http://example.org/"
"""The empty prefix of the proofs."""
_PROLOGUE = f"""
@prefix : <{EXAMPLE}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A result that two engines can agree on: terms as N-Triples, all blank nodes alike, "" for what is not said."""

    shape: str
    offender: str
    path: str
    value: str
    severity: str


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if term is None:
        return ""
    return "_:" if isinstance(term, ox.BlankNode) else str(term)


def findings(report: Iterable[ox.Quad | ox.Triple]) -> tuple[Finding, ...]:
    """The results of a report in the vocabulary of SHACL (section 3.6), sorted; the same one twice stays twice.

    A path of several steps is a blank node and left out; so is a value that is the focus itself, which some engines
    repeat. Where the focus is the whole graph, the offender is the value.
    """
    rows: dict[object, dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]] = {}
    results = set()
    for triple in report:
        if triple.predicate == iri("sh:result"):
            results.add(triple.object)
        rows.setdefault(triple.subject, {})[triple.predicate.value.rpartition("#")[2]] = triple.object
    found = []
    for node in results:
        row = rows[node]
        focus, value, path = row["focusNode"], row.get("value"), row.get("resultPath")
        if focus == _DATASET and value is not None:
            focus, value = value, None
        if value == focus:
            value = None
        if isinstance(path, ox.BlankNode):
            path = None
        found.append(Finding(*map(_text, (row["sourceShape"], focus, path, value, row["resultSeverity"]))))
    return tuple(sorted(found))


def _ntriples(quads: Iterable[ox.Quad]) -> str:
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def compiled(shapes: Iterable[ox.Quad]) -> shacl.Shapes:
    """Shapes for the second engine; compile once, since that takes longer than to validate a small graph.

    Raises:
        ValueError: if the engine cannot use the shapes.
    """
    return shacl.Shapes.from_text(_ntriples(shapes), format="ntriples")


def second(shapes: shacl.Shapes, data: Iterable[ox.Quad]) -> tuple[Finding, ...]:
    """What the second engine finds in the union of all graphs.

    Raises:
        ValueError: if a query cannot be run.
    """
    report = shapes.validate_text(_ntriples(data), format="ntriples")
    return findings(ox.parse(report.serialize("ntriples"), format=ox.RdfFormat.N_TRIPLES))


def quads(turtle: str) -> list[ox.Quad]:
    """Turtle of a proof, whose own terms are in the empty prefix."""
    return list(ox.parse(_PROLOGUE + turtle, format=ox.RdfFormat.TURTLE))


def parameters(shapes: Iterable[ox.Quad]) -> set[str]:
    """The local names of SHACL's properties that a graph of shapes uses."""
    namespace = iri("sh:").value
    return {q.predicate.value.removeprefix(namespace) for q in shapes if q.predicate.value.startswith(namespace)}


@dataclass(frozen=True, slots=True)
class Proof:
    """A feature of SHACL, and what each engine says of it.

    An outcome has one entry for each result: the value, or the focus where no value is given; the local name of an
    IRI, the lexical form of a literal.
    """

    name: str
    shapes: str
    data: str
    pyshacl: tuple[str, ...]
    shacl: tuple[str, ...]
    reason: str = ""
    """Why they differ and who is right; empty where they agree."""


def _outcome(found: Iterable[Finding]) -> tuple[str, ...]:
    def short(term: str) -> str:
        if term.startswith("<"):
            return term[1:-1].removeprefix(EXAMPLE)
        return term.rpartition('"')[0].removeprefix('"') if term.startswith('"') else term

    return tuple(sorted(short(finding.value or finding.offender) for finding in found))


def shacl_outcome(proof: Proof) -> tuple[str, ...]:
    """What the second engine says."""
    try:
        return _outcome(second(compiled(quads(proof.shapes)), quads(proof.data)))
    except ValueError:
        return ERROR


def pyshacl_outcome(proof: Proof) -> tuple[str, ...]:
    """What pySHACL by itself says, its queries answered by rdflib; without the advanced features, as we run it."""
    shapes, data = to_rdflib_graph(quads(proof.shapes)), to_rdflib_graph(quads(proof.data))
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False, inplace=True)
    except (ReportableRuntimeError, NotImplementedError, re.error):
        return ERROR
    return _outcome(findings(from_rdflib(report))) if isinstance(report, rdflib.Graph) else ERROR


@dataclass(frozen=True, slots=True)
class OwnDifference:
    """A graph of ours that our validation, which is pySHACL with Oxigraph, and the second engine judge differently."""

    name: str
    update: str
    """How it differs from the smallest graph (``graphs.broken``)."""
    only_ours: frozenset[str]
    """The shapes that speak in our validation alone, by local name."""
    only_theirs: frozenset[str]
    """The shapes that speak in the second engine alone."""
    reason: str
