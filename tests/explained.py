"""Our claims of 2012 and 2017, explained."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from built import rows, store
from indelgraph.explain import explain
from indelgraph.namespaces import BASE

if TYPE_CHECKING:
    from indelgraph.explain import Explanation

__all__ = ["AMBUSH", "BATTLE", "HAKIM", "everything", "said"]


BATTLE, AMBUSH = "battle-of-in-delimane-2012", "indelimane-ambush-2017"
HAKIM = "3230-killed-mnla"


@cache
def everything() -> dict[str, Explanation]:
    """The explanation of every claim of ours, by document and id."""
    claims = [claim for (claim,) in rows("SELECT DISTINCT ?c WHERE { ?c a ig:Claim } ORDER BY ?c") if claim]
    return {claim.removeprefix(f"{BASE}claim/"): explain(store(), claim) for claim in claims}


def said(name: str, key: str) -> str:
    """A section of a claim of ours, its paragraphs one a line."""
    found = next(e for full, e in everything().items() if name in (full, full.partition("/")[2]))
    section = found.section(key)
    return "\n".join(item.text for item in section.items) if section else ""
