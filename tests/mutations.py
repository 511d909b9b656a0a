"""A mutation test of the shapes: damage a valid graph in one place, and see whether the shapes say so.

``python tests/mutations.py --seeds 3`` prints, for each kind of damage, how often it was tried and caught.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import rdflib
from rdflib import Graph

import indelgraph
import mutants_of_claims
import mutants_of_things
from indelgraph.convert import to_rdflib_graph
from indelgraph.validation import Severity, validate
from mutants import Change, Kind, Part, small_part
from mutants_by_property import kinds_by_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indelgraph.validation import Result

__all__ = ["Outcome", "Sieve", "all_kinds", "main", "run", "table"]


def all_kinds(part: Part) -> list[Kind]:
    """Every kind of damage, by name."""
    by_hand = [*mutants_of_claims.KINDS, *mutants_of_things.KINDS]
    return sorted([*by_hand, *kinds_by_property(part)], key=lambda kind: kind.name)


class Sieve:
    """Validates mutants of one part."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._graph = to_rdflib_graph(part.quads)
        self.before = self._violations()

    def _violations(self) -> frozenset[Result]:
        return frozenset(r for r in validate(self._graph).results if r.severity is Severity.VIOLATION)

    def violations(self, change: Change) -> frozenset[Result]:
        """The violations of the mutant that the part itself does not have."""
        after = self.part.after(change)
        removed = to_rdflib_graph(set(self.part.quads) - after)
        added = to_rdflib_graph(after - set(self.part.quads))
        for triple in removed:
            self._graph.remove(triple)
        for triple in added:
            self._graph.add(triple)
        try:
            return self._violations() - self.before
        finally:
            for triple in added:
                self._graph.remove(triple)
            for triple in removed:
                self._graph.add(triple)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one kind of damage."""

    kind: Kind
    tried: int
    slipped: tuple[Change, ...]

    @property
    def caught(self) -> int:
        return self.tried - len(self.slipped)


def run(sieve: Sieve, kinds: Iterable[Kind], seeds: Sequence[int]) -> Iterator[Outcome]:
    """Try each kind once with each seed; the same seeds give the same mutants for as long as the part is the same."""
    for kind in kinds:
        changes = {
            change: None for seed in seeds if (change := kind.apply(sieve.part, Random(f"{seed} {kind.name}")))
        }
        slipped = tuple(change for change in changes if not sieve.violations(change))
        yield Outcome(kind, len(changes), slipped)


def main() -> None:
    import time
    part = small_part(indelgraph.load().build())
    sieve = Sieve(part)
    kinds = [*mutants_of_claims.KINDS, *mutants_of_things.KINDS] if len(sys.argv)>2 else all_kinds(part)
    print(len(kinds), len(sieve.before), file=sys.stderr)
    t = time.time()
    for o in run(sieve, kinds, range(int(sys.argv[1]))):
        print(f"{o.kind.group:8} {o.tried} {o.caught} {'SLIP' if o.slipped else ''} {o.kind.name}", flush=True)
        for s in o.slipped[:1]:
            print("      " + str(s).replace("\n", "\n      "))
    print(time.time() - t, file=sys.stderr)


if __name__ == "__main__":
    main()
