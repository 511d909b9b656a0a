"""A conventional reading of words without a number, off by default.

The words of a claim give no bounds, and none are made up. Whoever wants to compare "dozens" with a number can ask for
this convention; each reading is a node of its own that says what it reads, and as what. It gives a lower bound only:
how many "several" can be at most, no convention says.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ...encode.sink import english
from ...namespaces import iri
from ..model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..view import View

__all__ = ["RULE", "read"]

_FEW = {
    "several": (3, "“Several” are more than a pair"),
    "a few": (2, "“A few” are more than one"),
    "a couple": (2, "“A couple” are a pair, loosely"),
    "multiple": (2, "“Multiple” are more than one"),
    "plusieurs": (3, "“Plusieurs” are more than a pair"),
    "quelques": (2, "“Quelques” are more than one"),
}
"""Words for a small number, the least that they are read as, and why."""

_SCALES = {
    "tens": 10, "dozen": 12, "dozens": 12, "scores": 20, "hundred": 100, "hundreds": 100, "thousand": 1000,
    "thousands": 1000, "million": 1_000_000, "millions": 1_000_000,
    "dizaines": 10, "douzaines": 12, "centaines": 100, "milliers": 1000,
}  # fmt: skip
"""Words for a round number; in the plural they are at least two of it."""

_SINGULAR = frozenset({"dozen", "hundred", "thousand", "million"})
"""Those that need a number or a word for a small one before them."""

_EMPTY = frozenset({"des", "de", "d'", "of", "many", "nombreuses"})
"""Words that add nothing to the least that is meant."""


def read(words: str) -> tuple[int, str] | None:
    """The least number that a vague word is read as by the convention, and why; None where it reads none.

    >>> read("dozens")
    (24, 'The plural “dozens” is at least two times 12.')
    """
    text = " ".join(words.lower().replace("’", "'").replace("d'", "d' ").split())
    few, reason = None, ""
    for phrase, (least, why) in _FEW.items():
        if text == phrase or text.startswith(phrase + " "):
            few, reason, text = least, why, text.removeprefix(phrase).strip()
            break
    scales = [word for word in text.split() if word not in _EMPTY]
    if any(word not in _SCALES for word in scales) or (few is None and (not scales or scales[0] in _SINGULAR)):
        return None
    scale = prod(_SCALES[word] for word in scales)
    if few is None:
        return 2 * scale, f"The plural “{' '.join(scales)}” is at least two times {scale}."
    return few * scale, f"{reason}, here of {scale}." if scales else f"{reason}."


def _find(view: View) -> Iterator[Triple]:
    for claim in view.claims:
        quantity = view.facts.node(claim.node, "ig:quantity")
        reading = read(claim.words) if claim.words is not None and claim.comparator == iri("ig:Vague") else None
        if quantity is None or reading is None:
            continue
        node = BlankNode()
        least, reason = reading
        number = Literal(str(least), datatype=iri("xsd:integer"))
        rows: dict[str, NamedNode | Literal] = {
            "rdf:type": iri("ig:Interpretation"),
            "ig:interprets": quantity,
            "schema:minValue": number,
            "rdfs:comment": english(reason),
            "ig:restsOn": claim.node,
        }
        for key, value in rows.items():
            yield Triple(node, iri(key), value)


RULE = Rule(
    name="vague-words",
    title="vague words, read by a convention as at least some number",
    reason="Who says “several” means more than two, and who says “dozens” at least two dozen. The table is a "
    "convention, not what the text says; it gives the least that nobody would call too few for the word.",
    body=_find,
    convention="vague-words",
)
