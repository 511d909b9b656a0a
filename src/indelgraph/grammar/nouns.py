"""Which noun a quantity counts: the head of the noun phrase that follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .numbers import starts_number
from .tokens import APOSTROPHES, JOINERS, Token, TokenKind, after_hyphen, peek

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .lexicon import Lexicon

__all__ = ["is_whole", "noun_after", "phrase_indices"]

_REACH = 7
"""How many words behind a quantity its noun may stand; it also keeps the scan linear."""
_UNIT = "ArmedGroup"


def phrase_indices(tokens: Sequence[Token], index: int, words: Lexicon, reach: int = _REACH) -> Iterator[int]:
    """Indices of the words of the noun phrase that goes on at ``index``, until something ends it."""
    start = index
    # "dozens of soldiers", "three of the soldiers"
    if peek(tokens, index).key in words.of and not peek(tokens, index).opens_line:
        start = index + 1
        while start < index + 3 and (
            peek(tokens, start).key in words.definite or peek(tokens, start).key in APOSTROPHES
        ):
            start += 1
    for at in range(start, start + reach):
        token = peek(tokens, at)
        if token.opens_line:
            return
        if token.kind is TokenKind.MARK:
            joins = token.key in JOINERS and token.glued and peek(tokens, at + 1).glued
            if not joins:
                return
            continue
        if token.kind is TokenKind.MASKED or token.key in words.phrase_stops or starts_number(token, words):
            return
        yield at


def noun_after(tokens: Sequence[Token], index: int, words: Lexicon, reach: int = _REACH) -> int | None:
    """The index of the counted noun that a quantity ending at ``index`` counts, or None if none is known.

    English puts the head last, and a plural is a head ("five different jihadist groups"); French puts it
    first ("un soldat malien").  "Others" counts only where no other noun follows.
    """
    joined = after_hyphen(tokens, index)
    if joined > index and peek(tokens, joined).key in words.nouns:
        return joined
    found: int | None = None
    weak: int | None = None
    for at in phrase_indices(tokens, index, words, reach):
        noun = words.nouns.get(tokens[at].key)
        if noun is None:
            if found is not None:
                break
        elif noun.weak:
            weak = at if noun.plural else weak
        else:
            found = at
            if words.noun_first or noun.plural:
                break
    return found if found is not None else weak


def is_whole(tokens: Sequence[Token], end: int, noun: int, words: Lexicon, *, takes_of: bool) -> bool:
    """Whether the noun behind a quantity that ends at ``end`` is not counted but the whole that some are counted of.

    "4 of the brigade", "three killed of Katiba Wagadou" and "deux des brigades" count people of units. Only a word
    that cannot stand without "of" (``takes_of``) counts the units themselves: "dozens of militias".
    """
    if words.nouns[tokens[noun].key].counts != _UNIT:
        return False
    ofs = [at for at in range(end, noun) if tokens[at].key in words.of]
    if not takes_of or ofs != [end]:
        return bool(ofs)
    contracted = tokens[end].key in words.definite_of
    return contracted or peek(tokens, end + 1).key in words.definite or not words.nouns[tokens[noun].key].plural
