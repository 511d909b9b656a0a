"""A graph by subject and property, for Python."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import BlankNode, Quad, Triple

__all__ = ["Facts"]


class Facts:
    """The union of all graphs; values of a property come sorted, so that nothing depends on their order."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads: dict[object, list[Quad]] = defaultdict(list)
        for quad in quads:
            self._quads[quad.subject].append(quad)

    def about(self, node: object) -> list[Quad]:
        """The quads with a subject."""
        return self._quads.get(node, [])

    def subjects(self) -> Iterator[object]:
        """Everything that something is said of."""
        yield from self._quads

    def values(self, node: object, predicate: str) -> list[NamedNode | BlankNode | Literal | Triple]:
        """The values of a property, given as a short name."""
        wanted = iri(predicate)
        return sorted({q.object for q in self._quads.get(node, ()) if q.predicate == wanted}, key=str)

    def one(self, node: object, predicate: str) -> NamedNode | BlankNode | Literal | Triple | None:
        """The value of a property that has at most one."""
        return next(iter(self.values(node, predicate)), None)

    def nodes(self, node: object, predicate: str) -> list[NamedNode]:
        """The values that are IRIs."""
        return [value for value in self.values(node, predicate) if isinstance(value, NamedNode)]

    def node(self, node: object, predicate: str) -> NamedNode | None:
        """The value that is an IRI, of a property that has at most one."""
        return next(iter(self.nodes(node, predicate)), None)

    def literals(self, node: object, predicate: str) -> list[Literal]:
        """The values that are literals."""
        return [value for value in self.values(node, predicate) if isinstance(value, Literal)]

    def literal(self, node: object, predicate: str) -> Literal | None:
        """The value that is a literal, of a property that has at most one."""
        return next(iter(self.literals(node, predicate)), None)

    def text(self, node: object, predicate: str) -> str | None:
        """The same as text."""
        literal = self.literal(node, predicate)
        return None if literal is None else literal.value

    def label(self, node: object) -> str:
        """The English label of a node; its IRI if it has none."""
        labels = [label for label in self.literals(node, "rdfs:label") if label.language in (None, "en")]
        return labels[0].value if labels else str(getattr(node, "value", node))

    def is_a(self, node: object, *classes: str) -> bool:
        """Whether a node is said to be of one of some classes, given as short names."""
        types = set(self.nodes(node, "rdf:type"))
        return any(iri(name) in types for name in classes)
