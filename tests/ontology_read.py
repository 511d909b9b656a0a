"""Our ontology, the contract's example and the two documents, as sets of terms and texts to compare."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from indelgraph.namespaces import ONTOLOGY, iri
from indelgraph.ontology import load

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SHARED", "TYPE", "example", "ig", "local", "own", "values"]


SHARED = Path(__file__).parents[2] / "shared"
TYPE = iri("rdf:type").value


def ig(names: str) -> set[str]:
    """The IRIs of several terms of ours, given by their local names."""
    return {ONTOLOGY + name for name in names.split()}


def local(iris: Iterable[str]) -> set[str]:
    return {value.removeprefix(ONTOLOGY) for value in iris}


def values(term: str, predicate: str) -> tuple[str, ...]:
    return load().values(ONTOLOGY + term, iri(predicate).value)


def own(quads: Iterable[Quad]) -> set[str]:
    """Every IRI of our namespace that occurs anywhere, datatypes included."""
    nodes = [node for q in quads for node in (q.subject, q.predicate, q.object)]
    nodes += [node.datatype for node in nodes if isinstance(node, Literal)]
    return {n.value for n in nodes if isinstance(n, NamedNode) and n.value.startswith(ONTOLOGY)}


@cache
def example() -> tuple[Quad, ...]:
    """The contract's example, which stands beside a checkout and does not travel with the project."""
    path = SHARED / "example.trig"
    if not path.is_file():
        pytest.skip(f"the contract's example is not there: {path}")
    return tuple(parse(path.read_bytes(), format=RdfFormat.TRIG))
