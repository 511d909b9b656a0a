"""Numbers in digits and in words: tokens to a value.

English: "two", "one hundred and five", "1,000", "1.2 million".  French: "quatre-vingt-dix-sept", "soixante et
onze", "cinq cents", "1 000", "1.000".  At most 15 digits, so that hostile input costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .tokens import Token, TokenKind, after_hyphen, peek

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lexicon import Lexicon

__all__ = ["MAX_DIGITS", "Number", "number_at", "starts_number"]

MAX_DIGITS = 15

_BLANKS = frozenset(" \u00a0\u202f\u2009")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands in the tokens up to ``end`` (exclusive)."""

    end: int
    value: int | Decimal
    digits: bool
    """Whether it is written in digits."""
    rounded: bool = False
    """Whether the words give a round number only ("a dozen", "une centaine")."""


Part = tuple[int, int]
"""A value and the index behind its words."""


def starts_number(token: Token, words: Lexicon) -> bool:
    """Whether a number may begin at the token."""
    key = token.key
    return (
        token.kind is TokenKind.DIGITS
        or key in words.small
        or key in words.tens
        or key in words.hundred
        or key in words.scales
    )


def number_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Number | None:
    """The longest number that begins at a token, or None."""
    token = peek(tokens, index)
    if token.kind is TokenKind.DIGITS:
        number = _digits_at(tokens, index, words)
        return number and _scaled(tokens, number, words)
    if token.kind is not TokenKind.WORD:
        return None
    found = [n for n in (_round_at(tokens, index, words), _spelled_at(tokens, index, words)) if n]
    return max(found, key=lambda n: n.end, default=None)


def _digits_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Number | None:
    first = tokens[index].key
    if first[0] == "0" and len(first) > 1:
        return None
    end, whole = index + 1, first
    if len(first) <= 3 and first != "0":
        mark: str | None = None
        while len(whole) <= MAX_DIGITS and (step := _group_at(tokens, end, words, mark)):
            end, mark = step
            whole += tokens[end - 1].key
    point, fraction = peek(tokens, end), peek(tokens, end + 1)
    decimals = ""
    if point.key == words.decimal and point.glued and fraction.kind is TokenKind.DIGITS and fraction.glued:
        end, decimals = end + 2, fraction.key
    if len(whole) + len(decimals) > MAX_DIGITS:
        return None
    return Number(end, Decimal(f"{whole}.{decimals}") if decimals else int(whole), digits=True)


def _group_at(tokens: Sequence[Token], index: int, words: Lexicon, expected: str | None) -> tuple[int, str] | None:
    """Three digits behind a thousands mark: the index behind them and the mark, which must stay the same."""
    token, after = peek(tokens, index), peek(tokens, index + 1)
    if token.kind is TokenKind.DIGITS and token.gap in _BLANKS and token.gap:
        end, found, group = index + 1, token.gap, token
    elif token.key in words.thousands and token.glued and after.kind is TokenKind.DIGITS and after.glued:
        end, found, group = index + 2, token.key, after
    else:
        return None
    return (end, found) if len(group.key) == 3 and expected in (None, found) else None


def _scaled(tokens: Sequence[Token], number: Number, words: Lexicon) -> Number:
    token = peek(tokens, number.end)
    scale = 100 if token.key in words.hundred else words.scales.get(token.key)
    if scale is None or not token.spaced:
        return number
    value = number.value * scale
    return Number(number.end + 1, int(value) if value == int(value) else value, digits=True)


def _round_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Number | None:
    """ "a dozen", "half a dozen", "two dozen", "une centaine", "a hundred", "a thousand"."""
    if tokens[index].key == "half" and words.language == "en":
        rest = _round_at(tokens, index + 1, words) if peek(tokens, index + 1).key == "a" else None
        if rest and rest.value == 12:
            return Number(rest.end, 6, digits=False, rounded=True)
        return None
    noun_at, factor = index + 1, 1
    if tokens[index].key not in words.articles:
        spelled = _spelled_at(tokens, index, words)
        if spelled is None:
            return None
        noun_at, factor = spelled.end, int(spelled.value)
    noun = peek(tokens, noun_at)
    if not noun.spaced:
        return None
    if noun.key in words.dozens:
        return Number(noun_at + 1, factor * words.dozens[noun.key], digits=False, rounded=True)
    if noun_at == index + 1 and tokens[index].key == "a":
        return _article_hundred(tokens, noun_at, words)
    return None


def _article_hundred(tokens: Sequence[Token], index: int, words: Lexicon) -> Number | None:
    """ "a hundred" is round; "a hundred and five" is not."""
    key = tokens[index].key
    if key not in words.hundred and key not in words.scales:
        return None
    found = _english(tokens, index, words, implied_one=True)
    return found and Number(found[1], found[0], digits=False, rounded=str(found[0]).strip("0") == "1")


def _spelled_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Number | None:
    found = _french(tokens, index, words) if words.language == "fr" else _english(tokens, index, words)
    return Number(found[1], found[0], digits=False) if found else None


def _next_word(tokens: Sequence[Token], index: int) -> int | None:
    """The index of the word that a number goes on with: behind a blank or a joining hyphen."""
    after = after_hyphen(tokens, index)
    if after > index:
        return after
    return index if peek(tokens, index).spaced else None


def _linked(tokens: Sequence[Token], index: int, link: str) -> int | None:
    """The index behind a linking word ("and", "et") where one stands, else that of the next word."""
    word = _next_word(tokens, index)
    if word is not None and peek(tokens, word).key == link:
        return _next_word(tokens, word + 1)
    return None


def _english(tokens: Sequence[Token], index: int, words: Lexicon, implied_one: bool = False) -> Part | None:
    head = (1, index) if implied_one else _english_below_thousand(tokens, index, words)
    if head is None:
        return None
    if implied_one and tokens[index].key in words.hundred:
        head = _english_hundreds(tokens, 1, index + 1, words)
    return _with_scales(tokens, head, words, implied_one=implied_one)


def _with_scales(tokens: Sequence[Token], head: Part, words: Lexicon, *, implied_one: bool = False) -> Part:
    """Thousands, millions and billions, in falling order; ``head`` is what stands before the first."""
    total, (value, end), limit = 0, head, 10**12
    while True:
        word = end if implied_one and peek(tokens, end).key in words.scales else _next_word(tokens, end)
        implied_one = False
        scale = words.scales.get(peek(tokens, word).key) if word is not None else None
        if word is None or scale is None or scale >= limit or value == 0:
            return total + value, end
        total, end, limit = total + value * scale, word + 1, scale
        tail = _tail(tokens, end, words)
        if tail is None:
            return total, end
        value, end = tail


def _tail(tokens: Sequence[Token], end: int, words: Lexicon) -> Part | None:
    """What follows "thousand" or "million"; in English "and" may stand between."""
    if words.language == "fr":
        word, below = _next_word(tokens, end), _french_below_thousand
    else:
        linked = _linked(tokens, end, "and")
        word, below = _next_word(tokens, end) if linked is None else linked, _english_below_thousand
    return _nonzero(below(tokens, word, words)) if word is not None else None


def _nonzero(part: Part | None) -> Part | None:
    return part if part and part[0] else None


def _english_below_hundred(tokens: Sequence[Token], index: int, words: Lexicon) -> Part | None:
    key = peek(tokens, index).key
    if key in words.small:
        return words.small[key], index + 1
    if key not in words.tens:
        return None
    word = _next_word(tokens, index + 1)
    unit = words.small.get(peek(tokens, word).key, 0) if word is not None else 0
    if word is not None and 0 < unit < 10:
        return words.tens[key] + unit, word + 1
    return words.tens[key], index + 1


def _english_below_thousand(tokens: Sequence[Token], index: int, words: Lexicon) -> Part | None:
    head = _english_below_hundred(tokens, index, words)
    if head is None:
        return None
    value, end = head
    word = _next_word(tokens, end)
    if word is None or peek(tokens, word).key not in words.hundred or not (0 < value < 100 and value % 10):
        return head
    return _english_hundreds(tokens, value, word + 1, words)


def _english_hundreds(tokens: Sequence[Token], hundreds: int, end: int, words: Lexicon) -> Part:
    start = _linked(tokens, end, "and")
    if start is None:
        start = _next_word(tokens, end)
    rest = _nonzero(_english_below_hundred(tokens, start, words)) if start is not None else None
    return (100 * hundreds + rest[0], rest[1]) if rest else (100 * hundreds, end)


def _french(tokens: Sequence[Token], index: int, words: Lexicon) -> Part | None:
    key = peek(tokens, index).key
    if words.scales.get(key) == 1000:
        tail = _tail(tokens, index + 1, words)
        return (1000 + tail[0], tail[1]) if tail else (1000, index + 1)
    head = _french_below_thousand(tokens, index, words)
    return _with_french_thousands(tokens, head, words) if head else None


def _with_french_thousands(tokens: Sequence[Token], head: Part, words: Lexicon) -> Part:
    value, end = _with_scales(tokens, head, words)
    if value < 10**6 or value % 10**6:
        return value, end
    # "un million mille": the bare thousand behind a million has no factor before it.
    word = _next_word(tokens, end)
    if word is not None and words.scales.get(peek(tokens, word).key) == 1000:
        tail = _tail(tokens, word + 1, words)
        return (value + 1000 + tail[0], tail[1]) if tail else (value + 1000, word + 1)
    return value, end


def _french_below_twenty(tokens: Sequence[Token], index: int, words: Lexicon) -> Part | None:
    value = words.small.get(peek(tokens, index).key)
    if value is None:
        return None
    word = _next_word(tokens, index + 1) if value == 10 else None
    unit = words.small.get(peek(tokens, word).key, 0) if word is not None else 0
    return (10 + unit, word + 1) if word is not None and 7 <= unit <= 9 else (value, index + 1)


def _french_below_hundred(tokens: Sequence[Token], index: int, words: Lexicon) -> Part | None:
    key = peek(tokens, index).key
    if key in words.tens:
        return _french_rest(tokens, words.tens[key], index + 1, words)
    word = _next_word(tokens, index + 1) if key == "quatre" else None
    if word is not None and peek(tokens, word).key in ("vingt", "vingts"):
        return _french_rest(tokens, 80, word + 1, words)
    return _french_below_twenty(tokens, index, words)


def _french_rest(tokens: Sequence[Token], tens: int, end: int, words: Lexicon) -> Part:
    """Units behind the tens: up to 19 behind 60 and 80, up to 9 elsewhere; "et" only before 1 and 11."""
    limit = 20 if tens in (60, 80) else 10
    linked = _linked(tokens, end, "et") if tens != 80 else None
    start = linked if linked is not None else _next_word(tokens, end)
    rest = _french_below_twenty(tokens, start, words) if start is not None else None
    if rest is None or not 0 < rest[0] < limit or (linked is not None and rest[0] not in (1, 11)):
        return tens, end
    return tens + rest[0], rest[1]


def _french_below_thousand(tokens: Sequence[Token], index: int, words: Lexicon) -> Part | None:
    if peek(tokens, index).key == "cent":
        hundreds, end = 1, index + 1
    else:
        head = _french_below_hundred(tokens, index, words)
        if head is None:
            return None
        hundreds, end = head
        word = _next_word(tokens, end)
        if word is None or peek(tokens, word).key not in words.hundred or not 2 <= hundreds <= 9:
            return head
        end = word + 1
    start = _next_word(tokens, end)
    rest = _nonzero(_french_below_hundred(tokens, start, words)) if start is not None else None
    return (100 * hundreds + rest[0], rest[1]) if rest else (100 * hundreds, end)
