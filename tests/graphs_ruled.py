"""Graphs of a few quantities and dates, and which rules report which of their nodes."""

from __future__ import annotations

from typing import Literal, TypeAlias

import graphs
from indelgraph.validation import validate

__all__ = ["Engine", "dated", "found"]


Engine: TypeAlias = Literal["oxigraph", "rdflib"]


def found(turtle: str, *rules: str, engine: Engine = "oxigraph") -> dict[str, set[str]]:
    """The rules that report each node of a graph, by local names."""
    answer: dict[str, set[str]] = {}
    for result in validate(graphs.parsed(turtle), graphs.only(*rules), engine=engine).results:
        name = str(result.focus).strip("<>").rpartition("/")[2]
        answer.setdefault(name, set()).add(result.source_shape.value.rpartition("#")[2])
    return answer


def dated(name: str, words: str, value: str, datatype: str, inferred: bool = False) -> str:
    """A claim of a time as Turtle, with what the rules look at."""
    return (
        f'c:{name} a ig:Claim ; rdf:predicate ig:atTime ; rdf:object "{value}"^^xsd:{datatype} ; '
        f'ig:asStated "{words}"{" ; ig:inferred true" if inferred else ""} .'
    )
