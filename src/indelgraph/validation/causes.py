"""Tells what is wrong in a graph from what is only wrong with it: one slip breaks several rules.

A misspelt IRI is found where nothing describes it, and it is to be mended where it is used. A literal in place of an
IRI is found twice. And rules on the whole of a node find it again wherever that is reached from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ..namespaces import iri
from .report import Report, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from ..convert import Term
    from .report import Result

__all__ = ["explained"]

_INWARD = frozenset(
    map(iri, ("ig:report", "ig:relays", "ig:quantity", "ig:evidence", "ig:cue", "ig:statedAt", "oa:hasSelector"))
)
"""From a node to the parts of it, which the rules on the whole of it look into."""
_MOST = 1000
"""How many parts of one node are looked at; a claim has some dozens."""


def explained(report: Report, quads: Iterable[Quad]) -> Report:
    """The same results; each says who uses its focus, where nothing describes that, and whether it may only follow.

    A result may follow from another where that is about a property of the same node, or of a part of it, and it is
    itself a rule on the whole. The quads are those that were checked; their graphs do not matter.
    """
    quads = list(quads)
    described = {quad.subject for quad in quads}
    bare = {result.focus for result in report.results if result.focus not in described}
    uses: dict[object, set[tuple[Term, NamedNode]]] = defaultdict(set)
    parts: dict[object, list[object]] = defaultdict(list)
    for quad in quads:
        if quad.object in bare and not isinstance(quad.subject, Triple):
            uses[quad.object].add((quad.subject, quad.predicate))
        if quad.predicate in _INWARD:
            parts[quad.subject].append(quad.object)
    causes = {r.focus for r in report.results if r.path is not None and r.severity is Severity.VIOLATION}
    causes |= {user for focus in bare if isinstance(focus, NamedNode) for user, _ in uses[focus]}
    direct = {(result.focus, result.path, result.value) for result in report.results}

    def with_uses(result: Result) -> Result:
        if result.focus not in bare:
            return replace(result, follows=result.path is None and _reaches(result.focus, causes, parts))
        used_by = tuple(sorted(uses[result.focus], key=str))
        is_double = isinstance(result.focus, Literal) and any(
            (user, predicate, result.focus) in direct for user, predicate in used_by
        )
        return replace(result, used_by=used_by, follows=is_double)

    return Report(tuple(map(with_uses, report.results)))


def _reaches(start: Term, causes: set[Term], parts: Mapping[object, list[object]]) -> bool:
    """Whether a node or a part of it is among the causes."""
    todo: list[object] = [start]
    seen: set[object] = {start}
    while todo and len(seen) < _MOST:
        node = todo.pop()
        if node in causes:
            return True
        new = [part for part in parts.get(node, ()) if part not in seen]
        seen.update(new)
        todo += new
    return False
