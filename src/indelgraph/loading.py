"""Other people's RDF beside a collection: files that are served as graphs of their own, as they are.

They are not ours, so no shape checks them; but no file may speak in the name of a graph of the collection.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from .errors import CallError, DataError, Place
from .foreign import read
from .namespaces import graph_name
from .words import slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["Addition", "addition", "read_additions"]

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:[^=]*+(?:=.*+)?\Z")


@dataclass(frozen=True, slots=True)
class Addition:
    """A file to serve, and the graph that its triples go to; without one, a graph is named after the file."""

    path: Path
    graph: NamedNode | None = None


def addition(text: str) -> Addition:
    """What ``[GRAPH-IRI=]FILE`` stands for; the file begins after the last ``=``.

    Raises:
        CallError: if the graph's name is no absolute IRI, or no file is named.
    """
    name, separator, file = text.rpartition("=")
    if not separator or not _IRI.match(name):
        name, file = "", text
    if not file:
        raise CallError(f"{text!r} names no file; write FILE or GRAPH-IRI=FILE")
    try:
        return Addition(Path(file), NamedNode(name) if name else None)
    except ValueError as error:
        raise CallError(f"{name!r} is no absolute IRI; write FILE or GRAPH-IRI=FILE") from error


def read_additions(additions: Iterable[Addition], taken: Collection[NamedNode]) -> tuple[Quad, ...]:
    """The quads of all files; ``taken`` are the graphs of the collection.

    A file in a format with graphs keeps them. Blank nodes of different files stay apart.

    Raises:
        DataError: if a file cannot be read, or names a graph of the collection.
        CallError: if a graph is named for a file that has graphs of its own, or two files would get the same one.
    """
    found: list[Quad] = []
    homes: dict[NamedNode, Path] = {}
    for number, one in enumerate(additions):
        quads = read(one.path)
        named = {quad.graph_name for quad in quads} - {DefaultGraph()}
        if named and one.graph is not None:
            raise CallError(f"{one.path} has graphs of its own; leave out {one.graph.value}=")
        home = one.graph or graph_name(f"loaded/{slugify(one.path.stem) or number}")
        for clash in sorted(str(name) for name in (named | {home}) & set(taken)):
            message = f"names the graph {clash} of the collection; give another with GRAPH-IRI=FILE"
            raise DataError.at(Place(one.path), message)
        other = homes.setdefault(home, one.path)
        if one.graph is None and other != one.path:
            raise CallError(f"{one.path} would share the graph {home} with {other}; name one with GRAPH-IRI=FILE")
        found += _apart(quads, home, number)
    return tuple(found)


def _apart(quads: Iterable[Quad], home: NamedNode, number: int) -> Iterator[Quad]:
    """The quads of a file in their graphs, with blank nodes that have names which no other file's have.

    The names are the same each time that the file is read, though the parser makes some up, so that the same files
    give the same snapshot.
    """
    names: dict[str, BlankNode] = {}

    def renamed(node: BlankNode) -> BlankNode:
        return names.setdefault(node.value, BlankNode(f"file{number}x{len(names)}"))

    for quad in quads:
        subject, object_, graph = quad.subject, quad.object, quad.graph_name
        yield Quad(
            renamed(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            renamed(object_) if isinstance(object_, BlankNode) else object_,
            home if isinstance(graph, DefaultGraph) else renamed(graph) if isinstance(graph, BlankNode) else graph,
        )
