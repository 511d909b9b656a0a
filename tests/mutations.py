"""A mutation test of the shapes: damage a valid graph in one place, and see whether the shapes say so.

``python tests/mutations.py`` prints, for each kind of damage, how often it was tried and caught. Kinds are
made for each property of each class of node that the data has (:mod:`mutants_by_property`), and by hand
(:mod:`mutants_of_words` and the other modules ``mutants_of_…``).
``shapes/README.md`` lists those that slip through; ``--readme`` prints its tables anew.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import graphs
import indelgraph
import mutants_of_claims
import mutants_of_tellings
import mutants_of_things
import mutants_of_words
from indelgraph.convert import from_rdflib, to_rdflib_graph
from indelgraph.namespaces import iri
from indelgraph.resources import root
from indelgraph.validation import Severity, shapes, validate
from mutants import Change, Kind, Part, small_part
from mutants_by_property import kinds_by_property
from second_engine import compiled, second

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rdflib import Graph

    from indelgraph.validation import Result

__all__ = ["README", "SEEDS", "Outcome", "Sieve", "all_kinds", "listed", "main", "tables", "total", "tried"]

README = root() / "shapes" / "README.md"
SEEDS = range(2)
"""Those with which the tables of the README were made; others make other mutants of the same kinds."""
_VIOLATION = str(iri("sh:Violation"))
_HEADING = "## Beyond shapes"
_COLUMNS = "| damage | where |"
_GROUPS = ("reading", "form")
"""In the order of the README's tables."""


def all_kinds(part: Part) -> dict[str, Kind]:
    """Every kind of damage, by its name.

    Raises:
        ValueError: if two kinds have one name.
    """
    by_hand = (mutants_of_words, mutants_of_tellings, mutants_of_claims, mutants_of_things)
    kinds = [*(kind for module in by_hand for kind in module.KINDS), *kinds_by_property(part)]
    found = {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.name)}
    if len(found) < len(kinds):
        raise ValueError("two kinds of damage have one name; rename one")
    return found


class Sieve:
    """Validates mutants of one part.

    The second engine (:mod:`second_engine`) is asked first, which takes a fifth of the time; what it finds, our own
    validation must find with the same shapes. So nothing counts as caught that ``indelgraph validate`` would let pass.
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        self._graph = to_rdflib_graph(part.quads)
        self._compiled = compiled(from_rdflib(shapes()))
        self.before = self._violations(self._graph)
        """The violations of the part itself."""

    def _violations(self, graph: Graph, some: Graph | None = None) -> frozenset[Result]:
        return frozenset(r for r in validate(graph, some).results if r.severity is Severity.VIOLATION)

    def violations(self, change: Change) -> frozenset[Result]:
        """The violations of the mutant that the part itself does not have, by the shapes that both engines agree on."""
        before, after = self.part.quads, self.part.after(change)
        found = second(self._compiled, after)
        speaking = sorted({finding.shape for finding in found if finding.severity == _VIOLATION})
        if not speaking:
            return frozenset()
        removed, added = to_rdflib_graph(before - after), to_rdflib_graph(after - before)
        self._graph -= removed
        self._graph += added
        try:
            names = (shape.strip("<>").removeprefix(graphs.SHORT["shapes"]) for shape in speaking)
            return self._violations(self._graph, graphs.only(*names)) - self.before
        finally:
            self._graph -= added
            self._graph += removed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the mutants of one kind."""

    kind: Kind
    tried: int
    slipped: tuple[Change, ...]

    @property
    def caught(self) -> int:
        """How many of them got a violation."""
        return self.tried - len(self.slipped)

    def __str__(self) -> str:
        share = f"{self.caught / self.tried:5.0%}" if self.tried else "    –"
        return f"{self.kind.group:7} {self.tried:5} {self.caught:6} {share}  {self.kind.name}"


def tried(sieve: Sieve, kinds: Iterable[Kind], seeds: Sequence[int]) -> Iterator[Outcome]:
    """Try each kind with each seed; the same seeds make the same mutants for as long as the data is the same."""
    for kind in kinds:
        made = (kind.apply(sieve.part, Random(f"{seed} {kind.name}")) for seed in seeds)
        changes = dict.fromkeys(change for change in made if change and sieve.part.after(change) != sieve.part.quads)
        yield Outcome(kind, len(changes), tuple(change for change in changes if not sieve.violations(change)))


def listed(text: str) -> Mapping[str, str]:
    """The kinds that the section "Beyond shapes" of the README says slip through, each with its group.

    The first table is of kinds that only a reader can tell, the second of those that are wrong by form. A row names a
    damage and, as code, where it slips through; it names nothing where the damage says it all.

    Raises:
        ValueError: if a kind is listed twice.
    """
    found: dict[str, str] = {}
    groups = iter(_GROUPS)
    group = ""
    for line in text.partition(_HEADING)[2].splitlines():
        if line == _COLUMNS:
            group = next(groups)
        elif line.startswith("| ") and group:
            damage, where = (cell.strip() for cell in line.strip("|").split("|"))
            for name in [f"{damage}: {place}" for place in re.findall(r"`([^`]+)`", where)] or [damage]:
                if name in found:
                    raise ValueError(f"{name} is listed twice")
                found[name] = group
    return found


def tables(outcomes: Iterable[Outcome]) -> str:
    """The tables of the README: each kind of which a mutant slipped through, the same damage in one row."""
    rows: dict[str, dict[str, list[str]]] = {group: {} for group in _GROUPS}
    for outcome in outcomes:
        if outcome.slipped:
            damage, _, place = outcome.kind.name.partition(": ")
            rows[outcome.kind.group].setdefault(damage, []).extend([place] if place else [])
    parts = []
    for found in rows.values():
        lines = [
            f"| {damage} | {', '.join(f'`{place}`' for place in sorted(found[damage]))} |" for damage in sorted(found)
        ]
        parts.append("\n".join([_COLUMNS, "|---|---|", *(line.replace("|  |", "| |") for line in lines)]))
    return "\n\n".join(parts)


def total(outcomes: Sequence[Outcome]) -> str:
    """The last lines of the table: how much of each group was caught."""
    lines = []
    for group in reversed(_GROUPS):
        some = [outcome for outcome in outcomes if outcome.kind.group == group and outcome.tried]
        always = sum(not outcome.slipped for outcome in some)
        mutants, caught = sum(outcome.tried for outcome in some), sum(outcome.caught for outcome in some)
        lines.append(f"{group}: {always} of {len(some)} kinds always caught; {caught} of {mutants} mutants")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Damage the graph in one place at a time and validate it.")
    parser.add_argument(
        "--seeds", type=int, default=len(SEEDS), help=f"how many mutants of each kind (default {len(SEEDS)})"
    )
    parser.add_argument("--only", default="", help="only kinds whose name has this in it")
    parser.add_argument("--show", action="store_true", help="show a change that slipped through")
    parser.add_argument("--readme", action="store_true", help="end with the tables of shapes/README.md")
    options = parser.parse_args(arguments)
    part = small_part(indelgraph.load().build())
    sieve = Sieve(part)
    print(f"{len(part.quads)} quads, {len(sieve.before)} violations before; seeds 0 to {options.seeds - 1}")
    print(f"{'group':7} {'tried':>5} {'caught':>6} {'share':>5}  kind")
    outcomes = []
    kinds = [kind for name, kind in all_kinds(part).items() if options.only in name]
    for outcome in tried(sieve, kinds, range(options.seeds)):
        outcomes.append(outcome)
        print(outcome, flush=True)
        if options.show and outcome.slipped:
            print("        " + str(outcome.slipped[0]).replace("\n", "\n        "))
    if options.readme:
        print(tables(outcomes))
    print(total(outcomes))


if __name__ == "__main__":
    main()
