"""Cells and sentences on the page of a fight with three sides, and what the rules about restatements find there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad

from claims_made import Said, about, actor, figure, member, page, party, registry, said, view_of
from indelgraph.derive.engine import find
from indelgraph.derive.rules import all_rules
from indelgraph.namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indelgraph.derive.model import Rule

__all__ = [
    "ALONE",
    "BOTH",
    "GROUND",
    "HAKIM",
    "REGISTRY",
    "RULES",
    "SIDES",
    "cell",
    "chosen",
    "losses_in",
    "restated",
    "sentence",
    "states",
]


RULES = ("cell-and-sentence", "cell-without-sentence", "sentence-without-cell")


# Side 1 has one party, side 2 has two, and side 3 is a state.
SIDES = (
    party("mnla", 1),
    party("mujao", 2),
    party("aqim", 2),
    party("mali", 3),
    member("person/hakim", "mujao"),
    member("malian-army", "mali", predicate="partOfForce"),
    member("brigade", "mujao", predicate="partOfForce"),
)
REGISTRY = (
    registry("sources", "ig:includesAgent", "men-close-to-icrc"),
    registry("men-close-to-icrc", "ig:closeTo", "icrc"),
    Quad(actor("malian-army"), iri("rdf:type"), iri("ig:StateForce")),
    Quad(actor("mali"), iri("rdf:type"), iri("ig:Government")),
)


# A page says who is on which side, so that these are nobody's cell or sentence on the pages of the tests.
GROUND = (*page(*SIDES, document="sides"), *REGISTRY)
HAKIM = ("residents", "person/hakim")


def cell(number: str = "3", **rest: Any) -> Said:
    return replace(figure(number, "side-2", part="Infobox", id="cell"), **rest)


def sentence(number: str = "3", **rest: Any) -> Said:
    return replace(figure(number, "side-2", id="sentence"), **rest)


def states(predicate: str, thing: str | Literal, **rest: Any) -> Said:
    return about(predicate, thing, **{"id": "sentence", "words": f"{predicate} it", **rest})


def restated(*says: Said, before: Iterable[Rule] = ()) -> dict[tuple[str, ...], set[str]]:
    """The losses of each restatement on a page, by the ids of its cell ("-" without one) and its sentences."""
    return losses_in(page(*says), before)


def losses_in(quads: Iterable[Quad], before: Iterable[Rule] = ()) -> dict[tuple[str, ...], set[str]]:
    rows: dict[NamedNode, dict[str, set[str]]] = {}
    for quad in find(view_of([*GROUND, *quads]), [*before, *(all_rules()[name] for name in RULES)]):
        if isinstance(quad.subject, NamedNode) and "/restatement/" in quad.subject.value:
            rows.setdefault(quad.subject, {}).setdefault(said(quad.predicate), set()).add(said(quad.object))
    for row in rows.values():
        assert {*row.get("cell", ()), *row.get("sentence", ())} <= row["restsOn"]
    return {
        (*row.get("cell", "-"), *sorted(row.get("sentence", ()))): set(row.get("loss", ())) for row in rows.values()
    }


def chosen(*says: Said) -> set[tuple[str, ...]]:
    """The cells, each with the sentence it restates."""
    return {key for key in restated(*says) if key[0] != "-"}


BOTH = ("cell", "sentence")

ALONE: dict[tuple[str, ...], set[str]] = {("cell",): {"NoProseSupport"}}
