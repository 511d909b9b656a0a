"""Finds claims whose own words keep a distance that the claim does not.

A quote that says "reportedly" or "claiming" needs either somebody who tells it or a ``modality`` with its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import Problem
from ..words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..claims.model import Claim
    from ..documents.document import Document

__all__ = ["flat_claims", "hedge_in"]

_OWN = "narration"
"""Name of what the document tells by itself, before the references that it cites for it."""

_SAYING = "said|believed|thought|reported|alleged|claimed|rumou?red|understood|estimated|supposed|presumed"
_HEDGES = {
    "en": re.compile(
        r"(?<!\w)(?:allegedly|reportedly|purportedly|supposedly|apparently|seemingly|presumably|ostensibly|"
        r"unconfirmed|(?:may|might) have|claiming|claims? (?:to|that)|claimed(?! (?:responsibility|credit))|"
        rf"seem(?:s|ed|ing)?|appear(?:s|ed)? to|(?:is|are|was|were|been) (?:{_SAYING}) to)(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?:prétendument|soi-disant|apparemment|vraisemblablement|présumée?s?|semble(?:nt|rait|raient)?|"
        r"aur(?:ait|aient)|ser(?:ait|aient)|affirm(?:e|ent|ant)|prétend(?:ent|ant)?|assur(?:e|ent|ant)|"
        r"dit avoir|disent avoir)(?!\w)",
        re.IGNORECASE,
    ),
}
"""Verbs and adverbs that leave a statement to others or in doubt, by language; hedges of numbers are none."""


def hedge_in(words: str, language: str) -> str | None:
    """The first word that keeps a distance, of English or French words; None in other languages."""
    pattern = _HEDGES.get(language.partition("-")[0].lower())
    found = pattern.search(words) if pattern else None
    return found[0] if found else None


def flat_claims(document: Document, claims: Iterable[Claim]) -> Iterator[Problem]:
    """Claims that the document itself makes, without a modality, in words that keep a distance."""
    for claim in claims:
        own = all(telling.name.partition("-cites-")[0] == _OWN for telling in claim.tellings)
        if claim.modality or not own:
            continue
        for where in claim.evidence:
            if hedge := hedge_in(where.of(document.text), document.language_at(where)):
                message = (
                    f"the words say {shown(hedge)}, and the claim neither who tells it nor how; add 'told', or "
                    "'modality' with its words in 'hedge', or quote less"
                )
                yield Problem(claim.place, message)
                break
