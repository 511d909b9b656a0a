"""Checks a count against the words of its quote: which loss they tell, and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar.lexicon import lexicon
from ..grammar.tokens import tokenize
from ..words import kebab, shown
from .predicates import Need

if TYPE_CHECKING:
    from ..errors import Place
    from ..grammar import Mention
    from .raw import RawClaim

__all__ = ["disagreement"]

_ANY_LOSS = "casualties"
_ALSO = {"hospitalised": frozenset({"wounded"})}
"""Losses that words of another loss tell, too: who is sent to a hospital is wounded or ill."""


def disagreement(raw: RawClaim, mention: Mention, quote: str, language: str) -> tuple[Place, str] | None:
    """Where a claim says what the words of its number do not, and what to do; None where they leave room for it.

    Only what the words tell plainly counts: another loss and not that of the claim, or a noun of another kind.
    """
    predicate = raw.predicate
    is_loss = predicate.group is Need.MUST and predicate.key not in ("strength", _ANY_LOSS)
    if is_loss and mention.loss and mention.loss not in (predicate.key, *_ALSO.get(predicate.key, ())):
        told = _losses(quote, language)
        if predicate.key not in told:
            place = raw.value.place
            return (
                place,
                f"the quote says {mention.loss} and not {predicate.key}; write {mention.loss!r}, or quote more",
            )
    if raw.counts and mention.noun:
        noun = lexicon(language).nouns.get(mention.noun.lower())
        kind = "event" if noun and noun.event else kebab(noun.counts) if noun and noun.counts else None
        if kind and kind != raw.counts.text:
            message = (
                f"the words count {shown(mention.noun)}, of the kind {kind}; write 'counts: {kind}' or another number"
            )
            return raw.counts.place, message
    return None


def _losses(quote: str, language: str) -> frozenset[str]:
    """Every loss of which a word of the quote can tell."""
    words = lexicon(language)
    found: set[str] = set()
    for token in tokenize(quote):
        told = (words.participles.get(token.key), words.verbs.get(token.key))
        noun = words.nouns.get(token.key)
        found.update(loss for loss in (*told, noun.loss if noun else None) if loss)
    return frozenset(found)
