"""Every way to break the smallest graph that a shape must report: the files in ``shapes_cases``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import graphs
from indelgraph.namespaces import BASE
from indelgraph.validation import validate_quads

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pyoxigraph as ox

__all__ = ["CASES", "EXAMPLE", "SHAPES", "Case", "reported", "together", "told_apart"]

SHAPES = f"{BASE}shapes#"
EXAMPLE = Path(__file__).parents[2] / "shared" / "example.trig"
"""The contract, which does not travel with the project."""


@dataclass(frozen=True, slots=True)
class Case:
    """A SPARQL update of the smallest graph, and the local name of the one shape that must speak."""

    shape: str
    update: str


CASES = [
    Case(**case)
    for file in sorted((Path(__file__).parent / "shapes_cases").glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def reported(quads: Collection[ox.Quad]) -> frozenset[str]:
    """The local names of the shapes that report a graph."""
    return frozenset(result.source_shape.value.removeprefix(SHAPES) for result in validate_quads(quads).results)


def together(cases: Sequence[Case]) -> frozenset[ox.Quad]:
    """The smallest graph, broken by all of these at once."""
    return graphs.broken_quads(*(case.update for case in cases))


def told_apart(cases: Sequence[Case]) -> list[tuple[Case, frozenset[str]]]:
    """The cases that are not reported by their shape, or not by it alone, each with the shapes that report it.

    One run looks at many cases. Where it reports other shapes than theirs, be it that one of them is wrong or that they
    are in each other's way, each half is looked at by itself, down to the single case.
    """
    found = reported(together(cases))
    if found == {case.shape for case in cases}:
        return []
    if len(cases) == 1:
        return [(cases[0], found)]
    middle = len(cases) // 2
    return told_apart(cases[:middle]) + told_apart(cases[middle:])
