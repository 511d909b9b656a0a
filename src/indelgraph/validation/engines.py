"""Graphs whose queries one engine or another answers: pySHACL hands a rule's query to the graph that it validates."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox
import rdflib
import rdflib.query

from ..convert import from_rdflib_term, to_rdflib_term
from .indexed import IndexedGraph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.term import Identifier, Node

__all__ = ["WithOxigraph", "WithRdflib", "rows", "store_of"]


def store_of(quads: Iterable[ox.Quad]) -> ox.Store:
    """A store in memory with the union of the graphs of quads as its default graph."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return store


def rows(store: ox.Store, query: str, bindings: Mapping[str, Node]) -> ox.QuerySolutions:
    """What a SELECT finds, with variables that are bound beforehand (SHACL, section 5.3.1).

    Raises:
        SyntaxError: if the query does not parse.
        TypeError: if it is not a SELECT.
    """
    found = store.query(
        query, substitutions={ox.Variable(name): from_rdflib_term(node) for name, node in bindings.items()}
    )
    if not isinstance(found, ox.QuerySolutions):  # SHACL-SPARQL has ASK in constraint components only
        raise TypeError("a constraint's query is a SELECT")
    return found


class WithOxigraph(IndexedGraph):
    """The union of the graphs of quads, whose queries an Oxigraph store of the same triples answers."""

    def __init__(self, quads: Collection[ox.Quad]) -> None:
        super().__init__(quads)
        self.answering = store_of(quads)
        """The store that answers."""

    def query(  # rdflib's signature; pySHACL gives all of it by position
        self,
        query_object: object,
        processor: object = "sparql",  # noqa: ARG002 -- rdflib's
        result: object = "sparql",  # noqa: ARG002 -- rdflib's
        initNs: object = None,  # noqa: ARG002, N803 -- rdflib's; the queries of shapes declare their prefixes
        initBindings: Mapping[str, Node] | None = None,  # noqa: N803 -- rdflib's
        *_: object,
        **__: object,
    ) -> rdflib.query.Result:
        """The result of a SELECT, with the variables of ``initBindings`` bound."""
        found = rows(self.answering, str(query_object), initBindings or {})
        made = rdflib.query.Result("SELECT")
        made.vars = [rdflib.Variable(variable.value) for variable in found.variables]
        made.bindings = [
            {
                rdflib.Variable(variable.value): cast("Identifier", to_rdflib_term(value))
                for variable in found.variables
                if (value := row[variable]) is not None
            }
            for row in found
        ]
        return made


class WithRdflib(rdflib.Graph):
    """A view of a graph, whose queries rdflib answers. They are kept parsed: they take as long to parse as to run."""

    def __init__(self, data: rdflib.Graph) -> None:
        super().__init__(store=data.store, identifier=data.identifier)

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:  # noqa: ANN401 -- rdflib's
        """The result of a query, with the variables of ``initBindings`` bound."""
        prepared = _parsed(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@lru_cache(maxsize=512)
def _parsed(query: str) -> Query:
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(query)
