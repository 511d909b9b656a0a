"""Our own collection, loaded and built once for all tests of a process, and ways to look into it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

import indelgraph
from indelgraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from indelgraph import Build, Collection

__all__ = ["SHARED", "collection", "own_build", "prefixes", "rows", "store", "trig"]

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""The folder with the contract, beside the checkout; not everybody has it."""


@cache
def collection() -> Collection:
    """Our collection."""
    return indelgraph.load()


@cache
def own_build() -> Build:
    """Our collection as quads."""
    return collection().build()


@cache
def store() -> Store:
    """Our dataset in memory."""
    found = Store()
    found.bulk_extend(own_build().quads())
    return found


def prefixes() -> str:
    """Every prefix of ours, declared."""
    return "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())


def rows(query: str) -> list[tuple[str | None, ...]]:
    """The rows of a SELECT over the union of all graphs, as text."""
    solutions = store().query(prefixes() + query, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("give a SELECT")
    return [tuple(_text(row[variable]) for variable in solutions.variables) for row in solutions]


def _text(term: object) -> str | None:
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    return None if term is None else str(term)


def trig(path: Path) -> list[Quad]:
    """The quads of a TriG file."""
    return list(parse(path.read_bytes(), format=RdfFormat.TRIG))
