"""Runs the shapes over a graph with pySHACL.

pySHACL is the judge: it finds targets, checks the core constraints on rdflib's terms as they are written, and turns
what a query returns into results. The queries of SHACL-SPARQL constraints it hands to the graph that it validates;
ours answers them from an Oxigraph store of the same triples, which parses and runs all of them in the time in which
rdflib parses two. rdflib can answer them, too (``engine="rdflib"``): the tests hold both to the same results.

pySHACL takes about half a second to import; so the import waits for the first run.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, cast

import pyoxigraph as ox
import rdflib
import rdflib.query

from ..convert import from_rdflib, from_rdflib_term, to_rdflib_graph, to_rdflib_term
from ..errors import DataError, Place
from ..namespaces import BASE, iri
from ..resources import root
from .report import Report, Result, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.term import Identifier, Node

__all__ = ["shapes", "validate"]

_DATASET = ox.NamedNode(BASE + "dataset")
"""The target of the rules that look at the whole graph; the offender is then the value."""

_SH = {
    name: rdflib.URIRef(iri(f"sh:{name}").value)
    for name in (
        "focusNode", "result", "resultMessage", "resultPath", "resultSeverity", "sourceShape", "value",
    )
}  # fmt: skip


def _quads(path: Path) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        place = Place(path, error.lineno, error.offset)
        raise DataError.at(place, f"is not Turtle: {error.msg}; correct the file") from error


@cache
def _own_shapes() -> rdflib.Graph:
    files = sorted((root() / "shapes").glob("*.ttl"))
    return to_rdflib_graph(quad for file in files for quad in _quads(file))


def shapes() -> rdflib.Graph:
    """Our shapes: all of ``shapes/*.ttl`` as one graph. It is shared by all callers: do not change it.

    Raises:
        DataError: if a file is not Turtle.
    """
    return _own_shapes()


@lru_cache(maxsize=512)
def _prepared(query: str) -> Query:
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(query)


class _WithOxigraph(rdflib.Graph):
    """The same graph, whose queries an Oxigraph store of its triples answers."""

    _copy: ox.Store | None = None

    def query(self, query_object: Any, *_: Any, **kwargs: Any) -> rdflib.query.Result:  # noqa: ANN401 -- rdflib's
        bindings: dict[str, Node] = kwargs.get("initBindings") or {}
        if self._copy is None:
            self._copy = ox.Store()
            self._copy.bulk_extend(from_rdflib(self))
        found = self._copy.query(
            str(query_object),
            substitutions={ox.Variable(name): from_rdflib_term(node) for name, node in bindings.items()},
        )
        if not isinstance(found, ox.QuerySolutions):  # SHACL-SPARQL has ASK in constraint components only
            raise TypeError("a constraint's query is a SELECT")
        result = rdflib.query.Result("SELECT")
        result.vars = [rdflib.Variable(variable.value) for variable in found.variables]
        result.bindings = [
            {
                rdflib.Variable(variable.value): cast("Identifier", to_rdflib_term(value))
                for variable in found.variables
                if (value := row[variable]) is not None
            }
            for row in found
        ]
        return result


class _WithRdflib(rdflib.Graph):
    """The same graph, with parsed queries kept: our queries take as long to parse as to run."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:  # noqa: ANN401 -- rdflib's
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


_ENGINES = {"oxigraph": _WithOxigraph, "rdflib": _WithRdflib}


def _results(graph: rdflib.Graph) -> Iterator[Result]:
    def term(node: Node, name: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
        value = graph.value(node, _SH[name])
        return None if value is None else from_rdflib_term(value)

    for node in graph.objects(None, _SH["result"]):
        focus, value, path, shape = (term(node, name) for name in ("focusNode", "value", "resultPath", "sourceShape"))
        severity = Severity(str(graph.value(node, _SH["resultSeverity"])).rpartition("#")[2])
        message = " ".join(sorted(str(text) for text in graph.objects(node, _SH["resultMessage"])))
        if focus == _DATASET and value is not None:
            focus, value = value, None
        if value == focus:  # a constraint on the node itself says nothing by repeating it
            value = None
        if focus is None or not isinstance(shape, ox.NamedNode):
            raise ValueError(f"a shape without an IRI: {message}; give every shape an IRI")
        path = path if isinstance(path, ox.NamedNode) else None
        yield Result(severity, " ".join(message.split()), focus, value, path, shape)


def validate(
    data: rdflib.Graph, shapes: rdflib.Graph | None = None, *, engine: Literal["oxigraph", "rdflib"] = "oxigraph"
) -> Report:
    """Check a graph against shapes: ours, or those given.

    ``data`` is the union of what belongs together: a document's graph with the registry and the links (of a
    dataset, the union of all graphs is taken). It is not changed. Superclasses need not be there, as the shapes
    name each class; superproperties (the graph ``entailed``) must not be, since the closed shapes of the
    registry would report them.

    Shapes that are given may hold any SPARQL query, which ``engine`` runs: take them from people you trust.

    Raises:
        DataError: if our own shapes are not Turtle or cannot be used.
        ValueError: if pySHACL cannot use the shapes that are given, or one that found something has no IRI.
    """
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError

    if shapes is None:
        own = _own_shapes()
        try:
            return validate(data, own, engine=engine)
        except ValueError as error:
            message = f"{error}; restore the files there, or install the program anew"
            raise DataError.at(Place(root() / "shapes"), message) from error
    if isinstance(data, rdflib.Dataset):
        data = to_rdflib_graph(from_rdflib(data))
    view = _ENGINES[engine](store=data.store, identifier=data.identifier)
    try:
        _, found, text = pyshacl.validate(
            view,
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            meta_shacl=False,
            inplace=True,
        )
    except (ReportableRuntimeError, SyntaxError) as error:  # the latter: a query that does not parse
        raise ValueError(f"the shapes cannot be used: {' '.join(str(error).split())}") from error
    if not isinstance(found, rdflib.Graph):
        raise ValueError(f"the shapes cannot be used: {text}")  # noqa: TRY004 -- pySHACL returns its error
    return Report(tuple(sorted(_results(found), key=Result.sort_key)))
