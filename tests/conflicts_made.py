"""Claims of two parties that may conflict, and the grades that a rule gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad

from claims_made import actor, found, kinds, page
from indelgraph.namespaces import graph_name, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims_made import Said

__all__ = ["ARMY", "CELL", "CONCEPTS", "REBELS", "concepts", "fact", "grades"]


CONCEPTS = ("Victory", "Rout", "Repulse", "Retreat", "NotStopped", "Indecisive", "Patrol", "Pursuit")
CELL: dict[str, Any] = {"part": "Infobox"}
ARMY: dict[str, Any] = {"told": ("army",)}
REBELS: dict[str, Any] = {"told": ("rebels",)}


def concepts(quads: Iterable[Quad]) -> list[Quad]:
    """The same quads with the concepts of the ontology in place of actors of their names."""
    table: dict[object, NamedNode] = {actor(name): iri(f"ig:{name}") for name in CONCEPTS}
    kept = (quad for quad in quads if quad.subject not in table)
    return [Quad(q.subject, q.predicate, table.get(q.object) or q.object, q.graph_name) for q in kept]


def fact(subject: str, predicate: str, value: NamedNode | str) -> Quad:
    """Something that the registry says of a thing."""
    return Quad(actor(subject), iri(predicate), iri(value) if isinstance(value, str) else value, graph_name("registry"))


def grades(rule: str, says: Sequence[Said], more: Iterable[Quad] = ()) -> dict[tuple[str, ...], str]:
    """The grade of every contradiction that a rule finds, by the claims involved."""
    rows = found([*concepts(page(*says)), *more], rule)
    return {pair: values[0] for pair, values in kinds(rows, "grade").items()}
