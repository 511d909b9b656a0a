"""Collects the quads of one graph under short names."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CURATOR", "PROGRAM", "Sink", "Value", "english"]

PROGRAM, CURATOR = "agent:indelgraph", "agent:curator"
"""The agents of every encoding, as short names."""

Value = NamedNode | Literal | str | int | bool | Decimal
"""What may stand as an object: text becomes a plain string, numbers and truth values typed literals."""


def english(text: str) -> Literal:
    """A text in English."""
    return Literal(text, language="en")


def _term(value: Value) -> NamedNode | Literal:
    match value:
        case NamedNode() | Literal():
            return value
        case bool():
            return Literal("true" if value else "false", datatype=iri("xsd:boolean"))
        case int():
            return Literal(str(value), datatype=iri("xsd:integer"))
        case Decimal():
            return Literal(format(value, "f"), datatype=iri("xsd:decimal"))
        case str():
            return Literal(value)


class Sink:
    """The quads of one graph, without order or repetition."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self._quads: set[Quad] = set()

    def add(self, subject: NamedNode, predicate: str, value: Value | None) -> None:
        """Add one triple, its predicate as a short name; a value of None adds nothing."""
        if value is not None:
            self._quads.add(Quad(subject, iri(predicate), _term(value), self.graph))

    def put(self, quad: Quad) -> None:
        """Add a whole quad of the same graph."""
        self._quads.add(quad)

    def add_all(self, subject: NamedNode, predicate: str, values: Iterable[Value]) -> None:
        """Add a triple for each value."""
        for value in values:
            self.add(subject, predicate, value)

    def describe(self, subject: NamedNode, type_: str, label: str) -> None:
        """Add the type and the English label that every node of ours has."""
        self.add(subject, "rdf:type", iri(type_))
        self.add(subject, "rdfs:label", english(label))

    def quads(self) -> frozenset[Quad]:
        """Everything collected."""
        return frozenset(self._quads)
