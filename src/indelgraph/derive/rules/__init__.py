"""The rules, in the order in which they run.

A rule is a file of this folder: ``<name>.rq``, a CONSTRUCT with the comments ``# title:`` and ``# reason:`` at its
head (``# convention:`` names what it rests on, where it is off unless asked for), or a module with ``RULE``, a
:class:`~indelgraph.derive.model.Rule` whose body is a Python function. The order is the one of :data:`ORDER`; a test
holds it to the files.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from ...errors import CallError
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ORDER", "all_rules", "conventions", "rules"]

ORDER: tuple[str, ...] = (
    "sums",
    "cell-and-sentence",
    "cell-without-sentence",
    "sentence-without-cell",
    "hedge-dropped",
    "stated-doubt",
    "part-exceeds-whole",
    "sub-event-exceeds-whole",
    "disjoint-quantities",
    "outcomes",
    "places",
    "camp-or-patrol",
    "days",
    "initiative",
    "participation",
    "responsibility",
    "geometry",
    "agreements",
    "standpoints",
    "loss-range",
    "vague-words",
    "vague-against-number",
)
"""The names of all rules: those that explain figures away before those that find conflicts between them."""


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by name, in order."""
    return {name: _load(name) for name in ORDER}


def conventions() -> tuple[str, ...]:
    """The conventions that can be asked for, each with the rules that rest on it."""
    return tuple(dict.fromkeys(rule.convention for rule in all_rules().values() if rule.convention is not None))


def rules(wanted: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that run: all that need no convention, and those of the wanted ones.

    Raises:
        CallError: if there is no such convention.
    """
    wanted = frozenset(wanted)
    for name in sorted(wanted - set(conventions())):
        raise CallError(f"{name!r} is no convention; there is {', '.join(conventions())}")
    return tuple(rule for rule in all_rules().values() if rule.convention is None or rule.convention in wanted)


def _load(name: str) -> Rule:
    file = files(__package__) / f"{name}.rq"
    if not file.is_file():
        rule: Rule = import_module(f"{__package__}.{name.replace('-', '_')}").RULE
        return rule
    head: dict[str, str] = {}
    lines = file.read_text("utf-8").splitlines()
    while lines and lines[0].startswith("# "):
        key, separator, value = lines.pop(0).removeprefix("# ").partition(": ")
        if separator:
            head[key] = value
    return Rule(name, head["title"], head["reason"], "\n".join(lines).strip() + "\n", head.get("convention"))
