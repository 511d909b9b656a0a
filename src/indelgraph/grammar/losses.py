"""What the words near a quantity tell plainly about it: the loss and its severity.

Only words of the same clause tell, and a doer or opponent named in it ends the search; where the words leave
a doubt, the answer is None and a person says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .numbers import starts_number
from .tokens import JOINERS, Token, TokenKind, peek

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lexicon import Lexicon

__all__ = ["SERIOUS", "Loss", "loss_of", "severity_of"]

SERIOUS = "Serious"
"""Local name of the only severity of the ontology."""

_AFTER = 10
_BEFORE = 6
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss and how the words tell it."""

    name: str
    """One of killed, wounded, captured, missing, hospitalised, destroyed."""
    ahead: bool
    """Whether the words before the quantity tell it ("killing one")."""
    shared: bool = False
    """Whether its verb is in the plural, so that it may tell of two quantities ("one … and two … were")."""


def _ends_clause(token: Token, words: Lexicon) -> bool:
    if token.opens_line or token.kind is TokenKind.MASKED:
        return True
    joins = token.key in JOINERS and token.glued
    return (token.kind is TokenKind.MARK and not joins) or token.key in words.clause_stops


def loss_of(tokens: Sequence[Token], start: int, end: int, noun: int | None, words: Lexicon) -> Loss | None:
    """The loss that the words around the quantity ``tokens[start:end]`` tell; ``noun`` is what it counts."""
    told = words.nouns[tokens[noun].key].loss if noun is not None else None
    if told:
        return Loss(told, ahead=False)
    return _after(tokens, end, words) or _before(tokens, start, noun, words)


def _after(tokens: Sequence[Token], end: int, words: Lexicon) -> Loss | None:
    plural = passive = False
    for at in range(end, end + _AFTER):
        token = peek(tokens, at)
        if _ends_clause(token, words) or starts_number(token, words):
            return None
        name = words.participles.get(token.key)
        if name and (passive or at == end or not _takes_object(tokens, at + 1, words)):
            return Loss(name, ahead=False, shared=plural or (words.noun_first and token.key.endswith("s")))
        if name:
            return None
        passive = passive or token.key in words.auxiliaries
        plural = plural or token.key in words.plural_auxiliaries
    return None


def _takes_object(tokens: Sequence[Token], index: int, words: Lexicon) -> bool:
    """Whether what follows a participle makes it an active verb: "three soldiers killed two rebels"."""
    token = peek(tokens, index)
    determined = token.key in words.definite or token.key in words.articles or token.key == "an"
    quantity = words.before.match(tokens, index) or words.vague.match(tokens, index)
    return not token.opens_line and (determined or quantity is not None or starts_number(token, words))


def _before(tokens: Sequence[Token], start: int, noun: int | None, words: Lexicon) -> Loss | None:
    for at in range(start - 1, start - 1 - _BEFORE, -1):
        token = peek(tokens, at)
        if peek(tokens, at + 1).opens_line or token.kind in (TokenKind.END, TokenKind.MASKED):
            return None
        if token.key in words.verbs:
            return Loss(words.verbs[token.key], ahead=True)
        if token.key in words.takings:
            taken = noun is not None and words.nouns[tokens[noun].key].counts == "Vehicle"
            return Loss("captured", ahead=True) if taken else None
        if token.key not in words.fillers:
            return None
    return None


def severity_of(tokens: Sequence[Token], end: int, words: Lexicon) -> str | None:
    """:data:`SERIOUS` where a word close behind the quantity says so ("6 seriously wounded")."""
    for at in range(end, end + _NEAR):
        token = peek(tokens, at)
        if _ends_clause(token, words) or starts_number(token, words):
            return None
        if token.key in words.serious:
            return SERIOUS
    return None
