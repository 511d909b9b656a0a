"""Whether words that read as a quantity are one where they stand.

A scan must not take years, reference markers, list numbers, coordinates, names with a number or pronouns for
quantities.  Dates with a month are masked before (:mod:`.dates`); the rest is told here, by the words around.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lexicon import Comparator
from .numbers import starts_number
from .quantities import MentionKind
from .tokens import APOSTROPHES, HYPHENS, Token, TokenKind, after_hyphen, peek

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lexicon import Lexicon, Noun
    from .losses import Loss
    from .quantities import Parsed

__all__ = ["Site", "is_mention"]

_YEARS = range(1500, 2101)
"""Four digits without a mark that are rather a year than a count."""

_MONEY = frozenset("$€£¥")
_PRIMES = frozenset("°′″º")
_BOUNDING = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST, Comparator.LESS_THAN, Comparator.AT_MOST})
_LOOK_BACK = 3


@dataclass(frozen=True, slots=True)
class Site:
    """A quantity where it stands, ``tokens[start:parsed.end]``, with what was found around it."""

    tokens: Sequence[Token]
    start: int
    parsed: Parsed
    noun: int | None
    loss: Loss | None
    words: Lexicon

    @property
    def end(self) -> int:
        """The index behind its last token."""
        return self.parsed.end

    @property
    def comparator(self) -> Comparator:
        """How it is bounded."""
        return self.parsed.reading.comparator

    @property
    def head(self) -> Noun | None:
        """The lexicon's entry of the noun that it counts."""
        return None if self.noun is None else self.words.nouns[self.tokens[self.noun].key]

    def before(self, steps: int = 1) -> Token:
        """The token so many steps before it."""
        return peek(self.tokens, self.start - steps)

    def after(self, steps: int = 0) -> Token:
        """The token so many steps behind the one after it."""
        return peek(self.tokens, self.end + steps)


def is_mention(site: Site) -> bool:
    """Whether the quantity is one of people, vehicles, groups, events or a measure."""
    if site.parsed.kind is MentionKind.NOUN:
        return _bare_noun_stands(site)
    if site.parsed.kind is MentionKind.VAGUE:
        return _vague_stands(site)
    if _joined_before(site) or _joined_after(site) or _is_money(site):
        return False
    if site.parsed.reading.unit:
        return True
    return not any(
        told(site) for told in (_is_marker, _is_list_number, _is_time, _is_year, _is_numbered, _is_named, _is_one)
    )


def _joined_before(site: Site) -> bool:
    """Whether it is the tail of something: "15.86", "F-16", "52′1", "24/7"."""
    first, mark, left = site.tokens[site.start], site.before(), site.before(2)
    if not first.glued or mark.kind in (TokenKind.END, TokenKind.MASKED):
        return False
    if mark.kind is not TokenKind.MARK:
        return True
    if mark.key in _PRIMES or mark.key in "#§@":
        return True
    if not mark.glued:
        return False
    if mark.key in ".,:/'\"_=":
        return left.kind in (TokenKind.DIGITS, TokenKind.OTHER, TokenKind.MASKED)
    return mark.key in HYPHENS and left.kind in (TokenKind.WORD, TokenKind.OTHER)


def _joined_after(site: Site) -> bool:
    """Whether it is the head of something: "15.86", "52′", "1:30", "5-star", "two-pronged"."""
    mark, right = site.after(), site.after(1)
    if not mark.glued:
        return False
    if mark.kind is not TokenKind.MARK:
        return mark.kind is not TokenKind.END
    if mark.key in _PRIMES:
        return True
    if not right.glued:
        return False
    if mark.key in ".,:/'\"_=":
        # A closing quotation mark is not followed by a digit or a compass letter.
        compass = mark.key in "'\"" and right.key in ("n", "s", "e", "w", "o")
        return compass or right.kind in (TokenKind.DIGITS, TokenKind.OTHER)
    if mark.key in HYPHENS:
        known = right.key in site.words.nouns or starts_number(right, site.words)
        return right.kind is not TokenKind.MARK and not known
    return False


def _is_money(site: Site) -> bool:
    return site.before().key in _MONEY or site.after().key in _MONEY


def _is_marker(site: Site) -> bool:
    """``[3]``."""
    return site.before().key == "[" and site.after().key == "]"


def _is_list_number(site: Site) -> bool:
    """``3. ^ "Title"`` at the start of a line."""
    first, mark = site.tokens[site.start], site.after()
    opens = site.start == 0 or first.opens_line
    number = site.parsed.kind is MentionKind.DIGITS and site.end == site.start + 1
    return opens and number and mark.key in (".", ")") and mark.glued and site.after(1).spaced


def _is_time(site: Site) -> bool:
    """Durations, ages, clock times and fractions: "three days", "une dizaine de jours", "two-thirds"."""
    index = after_hyphen(site.tokens, site.end)
    while peek(site.tokens, index).key in site.words.of | APOSTROPHES and index < site.end + _LOOK_BACK:
        index += 1
    token = peek(site.tokens, index)
    return token.key in site.words.times and not token.opens_line


def _years(site: Site) -> bool:
    """Whether all its numbers look like years."""
    digits = [t.key for t in site.tokens[site.start : site.end] if t.kind is TokenKind.DIGITS]
    return bool(digits) and all(len(d) == 4 and int(d) in _YEARS for d in digits)


def _is_year(site: Site) -> bool:
    """Four digits that no mark, hedge or noun makes a count of; and the tail of "2012-13"."""
    if not _years(site):
        mark, left = site.before(), site.before(2)
        tail = mark.key in HYPHENS | {"–", "/"} and mark.glued and len(left.key) == 4
        return tail and left.kind is TokenKind.DIGITS and int(left.key) in _YEARS and site.noun is None
    head = site.head
    counted = head is not None and head.plural and not head.event
    if site.comparator in _BOUNDING:
        return site.comparator is Comparator.AT_MOST and not counted
    before = site.before()
    dated = before.key in site.words.year_before and not site.tokens[site.start].opens_line
    return dated or not (counted or (site.loss is not None and not site.loss.ahead))


def _is_numbered(site: Site) -> bool:
    """ "page 3", "No. 5": the number is a name."""
    if site.tokens[site.start].kind is not TokenKind.DIGITS:
        return False
    before = site.before()
    if before.key in (".", "°", "º") and before.glued:
        return site.before(2).key in site.words.numbered
    return before.key in site.words.numbered and before.key != "no" and site.noun is None


def _is_named(site: Site) -> bool:
    """ "France 24": a lone number behind a name, in the middle of a sentence."""
    first, name, left = site.tokens[site.start], site.before(), site.before(2)
    lone = site.parsed.kind is MentionKind.DIGITS and site.comparator is Comparator.EXACTLY
    if not lone or site.noun is not None or site.loss is not None or not first.spaced or not name.title:
        return False
    starts = name.opens_line or left.kind in (TokenKind.END, TokenKind.MARK)
    # At the start of a sentence any word has a capital; "France 24 (in French)" is a name all the same.
    return not starts or site.after().key == "("


def _is_one(site: Site) -> bool:
    """ "one" as a pronoun, "un" as an article: only a counted noun or a loss makes a number of them."""
    last = site.tokens[site.end - 1]
    if site.parsed.reading.number != (1,) or last.key not in site.words.ones:
        return False
    if site.comparator in _BOUNDING or (site.comparator is Comparator.EXACTLY and site.end > site.start + 1):
        return False
    if site.before().key in site.words.one_blockers and not site.tokens[site.start].opens_line:
        return True
    head = site.head
    if not site.words.article_one:
        return (head is None or head.weak) and not (site.loss and not site.loss.ahead)
    if head is None or head.weak:
        return True
    if head.counts == "Vehicle":
        return site.loss is None
    return head.counts != "Person"


def _vague_stands(site: Site) -> bool:
    if _is_time(site) or (site.parsed.needs_noun and (site.noun is None or site.head is None)):
        return False
    first = site.tokens[site.start]
    alone = first.key == "many" and site.end == site.start + 1
    return not (alone and site.before().key in site.words.many_blockers and first.spaced)


def _bare_noun_stands(site: Site) -> bool:
    """Whether a plural casualty noun speaks of new losses: no determiner, no possessor, not a label."""
    words, key = site.words, site.tokens[site.start].key
    if _labels(site):
        return False
    if words.bare_after:
        if key in words.doubtful and site.before().key not in words.bare_after:
            return False
        steps = 2 if site.before().key in words.bare_after | words.of else 1
        if site.before(steps).key in words.tally or _elided_tally(site):
            return False
    for steps in range(1, _LOOK_BACK + 1):
        right, token = site.before(steps - 1), site.before(steps)
        if right.opens_line or token.kind not in (TokenKind.WORD, TokenKind.DIGITS):
            return not (token.key in APOSTROPHES and right.key == "s" and right.glued)
        if token.key in words.definite:
            return False
        if token.key in words.of:
            return site.before(steps + 1).key not in words.tally
        if token.key in words.phrase_stops or token.key in words.conjunctions:
            return True
    return True


def _elided_tally(site: Site) -> bool:
    return site.before().key in site.words.of and site.before(2).key in site.words.tally


def _labels(site: Site) -> bool:
    """Whether it stands in a label: "Casualties and losses" alone on its line, "Casualties: 3 killed"."""
    if site.after().key == ":" and site.after().glued:
        return True
    low, high = site.start, site.end
    allowed = site.words.bare | site.words.conjunctions
    while site.start - low < _LOOK_BACK and not site.tokens[low].opens_line and low > 0:
        if site.tokens[low - 1].key not in allowed:
            return False
        low -= 1
    while high - site.end < _LOOK_BACK and peek(site.tokens, high).key in allowed:
        if site.tokens[high].opens_line:
            break
        high += 1
    return site.tokens[low].title and peek(site.tokens, high).opens_line
