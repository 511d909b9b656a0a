"""Runs the shapes over a graph with pySHACL.

pySHACL is the judge: it finds targets, checks the core constraints on rdflib's terms as they are written, and turns
what a query returns into results. The queries of SHACL-SPARQL constraints it hands to the graph that it validates;
ours answers them from an Oxigraph store of the same triples, which parses and runs all of them in the time in which
rdflib parses two. rdflib can answer them, too (``engine="rdflib"``): the tests hold both to the same results.

Our own shapes are read once for all runs of a process, and of their rules only those that have something to say are
put before pySHACL (:mod:`.sieve`). With ``engine="rdflib"``, and for shapes that are given, all are.

pySHACL takes about half a second to import; so the import waits for the first run.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
import rdflib

from ..convert import from_rdflib, from_rdflib_term, to_rdflib_graph
from ..errors import DataError, Place
from ..namespaces import BASE, iri
from ..resources import root
from .engines import WithOxigraph, WithRdflib
from .indexed import IndexedGraph
from .report import Report, Result, Severity
from .sieve import rules_of, speaking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    import pyshacl
    from rdflib.term import Node

    from .sieve import Rule

__all__ = ["get_ready", "shapes", "validate", "validate_quads"]

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


class _OwnShapes:
    """Our shapes, and what is read off them once for all runs. Nothing of it changes while shapes are run."""

    def __init__(self) -> None:
        files = sorted((root() / "shapes").glob("*.ttl"))
        self._quads = tuple(quad for file in files for quad in _quads(file))
        self.graph = to_rdflib_graph(self._quads)

    @cached_property
    def harvest(self) -> pyshacl.ShapesGraph:
        """The shapes as pySHACL understands them."""
        import pyshacl

        made = pyshacl.ShapesGraph(IndexedGraph(self._quads))
        _ = made.shapes, made.custom_constraints  # they are found when they are first asked for
        return made

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Those that need not be run where they have nothing to say."""
        return rules_of(self.graph)

    @cached_property
    def always(self) -> tuple[str, ...]:
        """The IRIs of those that must."""
        spared = {rule.shape for rule in self.rules}
        found = [shape for shape in self.harvest.shapes if shape.node not in spared]
        named = tuple(shape.node for shape in found if isinstance(shape.node, rdflib.URIRef))
        for shape in found:  # one without an IRI is part of another, or it could not be told to run
            if isinstance(shape.node, rdflib.BNode) and any(node for nodes in shape.target() for node in nodes):
                raise ValueError("a shape without an IRI has a target; give every shape an IRI")
        return named


@cache
def _own_shapes() -> _OwnShapes:
    return _OwnShapes()


def shapes() -> rdflib.Graph:
    """Our shapes: all of ``shapes/*.ttl`` as one graph. It is shared by all callers: do not change it.

    Raises:
        DataError: if a file is not Turtle.
    """
    return _own_shapes().graph


def get_ready() -> None:
    """Import pySHACL and read our shapes now, so that the first run need not.

    Raises:
        DataError: if our own shapes are not Turtle or cannot be used.
    """
    own = _own_shapes()
    with _blaming_our_own(), _usable():
        _ = own.rules, own.always


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
        ValueError: if pySHACL cannot use the shapes that are given, or one that found something has no IRI; or
            if the data is not RDF 1.1.
    """
    quads = tuple(from_rdflib(data))
    if shapes is None and engine == "oxigraph":
        return validate_quads(quads)
    view: WithOxigraph | WithRdflib
    if engine == "oxigraph":
        view = WithOxigraph(quads)
    else:
        view = WithRdflib(to_rdflib_graph(quads) if isinstance(data, rdflib.Dataset) else data)
    if shapes is not None:
        return _by_all(view, shapes)
    own = _own_shapes()
    with _blaming_our_own():
        return _by_all(view, own.graph)


def validate_quads(quads: Collection[ox.Quad]) -> Report:
    """Check the union of the graphs of quads against our shapes: :func:`validate`, for who has no graph of rdflib.

    Raises:
        DataError: if our own shapes are not Turtle or cannot be used.
        ValueError: as :func:`indelgraph.convert.to_rdflib_graph`.
    """
    from pyshacl import Validator
    from pyshacl.graph_abstraction import DataGraph

    view = WithOxigraph(quads)
    own = _own_shapes()
    with _blaming_our_own(), _usable():
        some = [*own.always, *speaking(own.rules, view.answering)]
        options = {"inference": "none", "advanced": False, "inplace": True, "use_shapes": some}
        validator = Validator(DataGraph.from_rdflib(view), shacl_graph=own.harvest.graph, options=options)
        validator.shacl_graph = own.harvest
        _, found, _ = validator.run()  # type: ignore[no-untyped-call]  # pySHACL says no types here
        return _report(found)


def _by_all(view: rdflib.Graph, shapes: rdflib.Graph) -> Report:
    """Check against all shapes of a graph."""
    import pyshacl

    with _usable():
        _, found, text = pyshacl.validate(
            view,
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            meta_shacl=False,
            inplace=True,
        )
        if not isinstance(found, rdflib.Graph):
            raise ValueError(f"the shapes cannot be used: {text}")  # noqa: TRY004 -- pySHACL returns its error
        return _report(found)


@contextmanager
def _usable() -> Iterator[None]:
    from pyshacl.errors import ReportableRuntimeError

    try:
        yield
    except (ReportableRuntimeError, SyntaxError) as error:  # the latter: a query that does not parse
        raise ValueError(f"the shapes cannot be used: {' '.join(str(error).split())}") from error


@contextmanager
def _blaming_our_own() -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        message = f"{error}; restore the files there, or install the program anew"
        raise DataError.at(Place(root() / "shapes"), message) from error


def _report(found: rdflib.Graph) -> Report:
    return Report(tuple(sorted(_results(found), key=Result.sort_key)))
