"""Which claim somebody means: by its IRI, by ``document/id``, or by the id alone."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..compare.reading import select
from ..errors import CallError
from ..namespaces import BASE
from ..words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Store

__all__ = ["HOME", "find_claim"]

HOME = f"{BASE}claim/"
"""What the IRIs of our claims begin with."""

_CLAIMS = "SELECT DISTINCT ?claim WHERE { ?claim a ig:Claim } ORDER BY ?claim"
_DOCUMENTS = "SELECT DISTINCT ?document WHERE { ?document a ig:Document }"
_LONGEST_GUESSED = 200
_NEAR = 5


def find_claim(store: Store, name: str) -> NamedNode:
    """The claim of an IRI, of ``document/id``, or of an id that only one document has.

    Raises:
        CallError: if there is none, or if several documents have the id; it names those that come near.
    """
    for text in (name, f"{HOME}{name.removeprefix('claim/').removeprefix('claim:')}"):
        if _is_claim(store, text):
            return NamedNode(text)
    documents = (document.rpartition("/")[2] for (document,) in select(store, _DOCUMENTS, "document"))
    found = [f"{HOME}{slug}/{name}" for slug in sorted(documents) if _is_claim(store, f"{HOME}{slug}/{name}")]
    if len(found) > 1:
        raise CallError(f"several documents have a claim {shown(name)}; name one of: {_listed(found)}")
    if not found:
        raise CallError(_none(name, [claim for (claim,) in select(store, _CLAIMS, "claim")]))
    return NamedNode(found[0])


def _is_claim(store: Store, text: str) -> bool:
    try:
        node = NamedNode(text)
    except ValueError:
        return False
    return bool(store.query(f"ASK {{ {node} a <{BASE}ontology#Claim> }}", use_default_graph_as_union=True))


def _none(name: str, claims: Sequence[str]) -> str:
    near = _near(name, claims)
    hint = f"near it: {_listed(near)}" if near else "`indelgraph compare EVENT --format json` names claims"
    return f"unknown claim {shown(name)}; {hint}"


def _near(name: str, claims: Sequence[str]) -> list[str]:
    """Ids that begin as the name does, else those that hold it, else those that are spelt alike."""
    wanted = name.removeprefix(HOME).lower()
    if not wanted or len(wanted) > _LONGEST_GUESSED:
        return []
    names = {claim: claim.removeprefix(HOME).lower() for claim in claims}
    ids = {claim: text.partition("/")[2] or text for claim, text in names.items()}
    for fits in (str.startswith, str.__contains__):
        found = [claim for claim in claims if fits(ids[claim], wanted) or fits(names[claim], wanted)]
        if found:
            return found
    if "/" in wanted:
        return _alike(wanted, names)
    return _alike(wanted, ids)


def _alike(wanted: str, names: dict[str, str]) -> list[str]:
    """The claims whose names are spelt most like it, the nearest first."""
    near = difflib.get_close_matches(wanted, sorted(set(names.values())), n=_NEAR)
    return [claim for text in near for claim, known in names.items() if known == text]


def _listed(claims: Iterable[str]) -> str:
    names = [claim.removeprefix(HOME) for claim in claims]
    more = f" and {len(names) - _NEAR} more" if len(names) > _NEAR else ""
    return f"{', '.join(names[:_NEAR])}{more}"
