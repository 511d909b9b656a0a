"""A graph that is made for being asked: its triples in two dictionaries, and nothing else.

rdflib's own store keeps each triple with the contexts that it stands in, and looks these up again for every triple
that it returns. A judge asks a graph some ten thousand times for the values of a property; here each answer is a look
into a dictionary, and to fill it takes a fifth of the time, since a term that stands in many triples is made once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib
from rdflib.paths import Path

from ..convert import no_remarks, to_rdflib_term

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from typing import Any, Self

    import pyoxigraph as ox
    from rdflib.term import Node

__all__ = ["IndexedGraph"]


class IndexedGraph(rdflib.Graph):
    """The union of the graphs of quads. It can be asked and added to; nothing can be taken out of it.

    Terms are converted as :func:`indelgraph.convert.to_rdflib_graph` does, with its errors.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        super().__init__(bind_namespaces="none")
        self._forward: dict[Node, dict[Node, dict[Node, None]]] = {}
        """Objects by subject and predicate; a dictionary for a set whose order is the same each time."""
        self._back: dict[Node, dict[Node, list[Node]]] = {}
        """Subjects by predicate and object."""
        self._length = 0  # kept, since pySHACL asks whether a graph is empty at every node that it looks at
        terms: dict[object, Node] = {}

        def made(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
            found = terms.get(term)
            if found is None:
                found = terms[term] = to_rdflib_term(term)
            return found

        with no_remarks():
            for quad in quads:
                self.add((made(quad.subject), made(quad.predicate), made(quad.object)))

    def add(self, triple: tuple[Node, Node, Node]) -> Self:
        """Add a triple."""
        subject, predicate, value = triple
        values = self._forward.setdefault(subject, {}).setdefault(predicate, {})
        if value not in values:
            values[value] = None
            self._length += 1
            self._back.setdefault(predicate, {}).setdefault(value, []).append(subject)
        return self

    def remove(self, triple: object) -> Self:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError(f"nothing can be taken out of this graph, so {triple} cannot; make another graph")

    def __len__(self) -> int:
        return self._length

    # rdflib gives a path other results than a property; one signature for both needs Any.
    def triples(self, triple: tuple[Any, Any, Any]) -> Generator[tuple[Any, Any, Any], None, None]:
        """The triples that match a pattern, in which None stands for anything (rdflib's other readers rest on it)."""
        subject, predicate, value = triple
        if isinstance(predicate, Path):
            yield from super().triples(triple)
        elif subject is None:
            yield from self._from_behind(predicate, value)
        else:
            of_subject = self._forward.get(subject, {})
            for one in of_subject if predicate is None else (predicate,):
                values = of_subject.get(one, {})
                if value is None:
                    for found in values:
                        yield subject, one, found
                elif value in values:
                    yield subject, one, value

    def _from_behind(
        self, predicate: Node | None, value: Node | None
    ) -> Generator[tuple[Node, Node, Node], None, None]:
        for one in self._back if predicate is None else (predicate,):
            of_predicate = self._back.get(one, {})
            for found in of_predicate if value is None else (value,):
                for subject in of_predicate.get(found, ()):
                    yield subject, one, found
