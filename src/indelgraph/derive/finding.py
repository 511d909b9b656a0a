"""What rules find, before and after it has a name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Draft", "Remark", "contradiction", "drafts", "triples"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding as the body of a rule gives it: one blank node with its type and properties."""

    type: NamedNode
    properties: tuple[tuple[NamedNode, tuple[NamedNode | Literal, ...]], ...]
    """Each property with its values, both sorted; without rdf:type."""

    def values(self, predicate: str) -> tuple[NamedNode | Literal, ...]:
        """The values of a property, given as a short name."""
        return next((values for key, values in self.properties if key == iri(predicate)), ())

    def nodes(self, predicate: str) -> tuple[NamedNode, ...]:
        """The IRIs among the values of a property, given as a short name."""
        return tuple(value for value in self.values(predicate) if isinstance(value, NamedNode))


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says of a claim itself, such as its standpoint."""

    claim: NamedNode
    predicate: NamedNode
    value: NamedNode


def drafts(found: Iterable[Triple]) -> tuple[list[Draft], list[Remark]]:
    """What the triples of a rule's body say: findings by blank node, and remarks on claims.

    Raises:
        ValueError: if a blank node has no type, or a triple is none of a finding or a claim: the rule is wrong.
    """
    rows: dict[BlankNode, dict[NamedNode, set[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(set))
    remarks: set[Remark] = set()
    for triple in found:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if isinstance(subject, BlankNode) and isinstance(value, NamedNode | Literal):
            rows[subject][predicate].add(value)
        elif isinstance(subject, NamedNode) and predicate == iri("ig:standpoint") and isinstance(value, NamedNode):
            remarks.add(Remark(subject, predicate, value))
        else:
            raise ValueError(f"a rule may speak of findings and of standpoints only, not: {triple}")
    made = {_draft(properties) for properties in rows.values()}
    return sorted(made, key=repr), sorted(remarks, key=repr)


def _draft(properties: Mapping[NamedNode, set[NamedNode | Literal]]) -> Draft:
    types = [value for value in properties.get(iri("rdf:type"), ()) if isinstance(value, NamedNode)]
    if len(types) != 1:
        raise ValueError("a finding of a rule needs exactly one rdf:type")
    rest = ((key, tuple(sorted(values, key=str))) for key, values in properties.items() if key != iri("rdf:type"))
    return Draft(types[0], tuple(sorted(rest, key=lambda row: row[0].value)))


def triples(
    finding: str, comment: str | None = None, /, **properties: NamedNode | Literal | Iterable[NamedNode]
) -> Iterator[Triple]:
    """The triples of one finding, for rules in Python: its class and its properties, as local names of ``ig:``.

    Where a property is given several nodes, there is a triple for each. ``comment`` is an English sentence for people,
    such as the arithmetic behind the finding (``rdfs:comment``).
    """
    node = BlankNode()
    yield Triple(node, iri("rdf:type"), iri(f"ig:{finding}"))
    if comment is not None:
        yield Triple(node, iri("rdfs:comment"), Literal(comment, language="en"))
    for name, value in properties.items():
        for one in (value,) if isinstance(value, NamedNode | Literal) else value:
            yield Triple(node, iri(f"ig:{name}"), one)


def contradiction(
    one: NamedNode,
    other: NamedNode,
    *,
    grade: str,
    kind: str,
    because: Iterable[NamedNode] = (),
    comment: str | None = None,
) -> Iterator[Triple]:
    """The triples of a contradiction between two claims; it rests on both and on ``because``.

    ``grade`` and ``kind`` are local names of ``ig:``.
    """
    yield from triples(
        "Contradiction",
        comment,
        involves=(one, other),
        grade=iri(f"ig:{grade}"),
        conflictKind=iri(f"ig:{kind}"),
        restsOn=dict.fromkeys((one, other, *because)),
    )
