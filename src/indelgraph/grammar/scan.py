"""Mentions of quantities in a text, whether or not any claim file knows them (design §4).

A mention lies on one line.  Durations, ages, sums of money, dates and clock times are none.  The words of
"dozens of deaths" are "dozens", as a claim file writes them; fixed phrases keep their "of" ("a lot of").  The
label "Casualties and losses" is no mention: a casualty noun is none where only such nouns stand on its line,
or a colon follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .context import Site, is_mention
from .dates import date_spans
from .lexicon import lexicon
from .losses import Loss, loss_of, severity_of
from .nouns import is_whole, noun_after
from .numbers import number_at
from .quantities import MentionKind, Parsed, Reading, quantity_at, read_quantity
from .tokens import Token, TokenKind, peek, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lexicon import Lexicon

__all__ = ["Mention", "find_quantity", "scan"]

_ADDRESS = re.compile(r"\S+")
_MARKER = re.compile(r"\[[0-9]{1,4}\]")
_BODILY = frozenset({"killed", "wounded", "hospitalised"})
"""Losses that only people suffer."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity and where it stands: ``words == text[start:end]``, in code points of the text."""

    start: int
    end: int
    words: str
    kind: MentionKind
    reading: Reading
    counts: str | None
    """Local name of the class that is counted (Person, Vehicle, ArmedGroup), where the words tell it."""
    severity: str | None
    """"Serious" or None."""
    noun: str | None
    """The head of the noun phrase that is counted, as written; None where it is not in the lexicon."""
    loss: str | None
    """killed, wounded, captured, missing, hospitalised or destroyed, where the clause tells it plainly."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A mention with what is needed to look at it together with its neighbours."""

    site: Site
    loss: Loss | None

    @property
    def extent(self) -> tuple[int, int]:
        """First token, and the index behind the noun (or behind the words, without one)."""
        return self.site.start, self.site.end if self.site.noun is None else max(self.site.noun + 1, self.site.end)


def scan(text: str, language: str = "en", *, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
    """All mentions of quantities in ``text[start:end]``, in order and without overlap, in linear time.

    Nothing outside the stretch is looked at, so give whole sentences or cells.

    Raises:
        ValueError: if there is no grammar for the language, or the stretch does not lie in the text.
    """
    words = lexicon(language)
    end = len(text) if end is None else end
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"there is no stretch {start}-{end} in a text of {len(text)} characters")
    tokens = _masked(tokenize(text, start, end), _masks(text, start, end))
    return tuple(_mention(text, draft) for draft in _shared(_drafts(tokens, words)))


def find_quantity(quote: str, words: str, language: str = "en") -> Mention | None:
    """The one place in a quote where the words of a quantity stand as whole words, or None if there is none.

    They are not found inside a larger number ("1" in "16" and "1,000", "cinq" in "cinq cents"), nor in a date
    or a reference marker.  They may be a part of a mention, such as the number without its hedge.

    Raises:
        ValueError: if the words are no quantity, or stand more than once in the quote.
    """
    known = lexicon(language)
    reading = read_quantity(words, language)
    tokens = _masked(tokenize(quote), _masks(quote, 0, len(quote)))
    starts = {token.start: index for index, token in enumerate(tokens)}
    ends = {token.end: index + 1 for index, token in enumerate(tokens)}
    numbers = _number_extents(tokens, known)
    found: list[tuple[int, int]] = []
    for match in re.finditer(re.escape(words), quote):
        first, last = starts.get(match.start()), ends.get(match.end())
        if first is None or last is None or any(t.kind is TokenKind.MASKED for t in tokens[first:last]):
            continue
        if _cuts_number(tokens, first, last, numbers):
            continue
        found.append((first, last))
    if len(found) > 1:
        raise ValueError(f"{words!r} stands {len(found)} times in the quote; quote less, or say where")
    if not found:
        return None
    first, last = found[0]
    alone = quantity_at(tokens[:last], first, known)
    kind = alone.kind if alone else MentionKind.VAGUE
    return _mention(quote, _draft(tokens, first, Parsed(last, reading, kind), known))


def _number_extents(tokens: Sequence[Token], words: Lexicon) -> dict[int, tuple[int, int]]:
    """Of every token in a number, the first token of that number and the index behind its last."""
    extents: dict[int, tuple[int, int]] = {}
    index = 0
    while index < len(tokens):
        number = number_at(tokens, index, words)
        last = number.end if number else index + 1
        if number:
            extents.update(dict.fromkeys(range(index, last), (index, last)))
        index = last
    return extents


def _cuts_number(tokens: Sequence[Token], first: int, last: int, numbers: dict[int, tuple[int, int]]) -> bool:
    """Whether the stretch begins or ends in the middle of a number, a malformed one ("1,00") included."""
    low = numbers.get(first, (first, last))
    high = numbers.get(last - 1, (first, last))
    if low[0] < first or high[1] > last:
        return True
    left, mark, right = peek(tokens, last - 1), peek(tokens, last), peek(tokens, last + 1)
    if left.kind is right.kind is TokenKind.DIGITS and mark.key in ",." and mark.glued and right.glued:
        return True
    left, mark, right = peek(tokens, first - 2), peek(tokens, first - 1), peek(tokens, first)
    return left.kind is right.kind is TokenKind.DIGITS and mark.key in ",." and mark.glued and right.glued


def _masks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where dates, clock times, addresses and reference markers stand, ordered by their starts."""
    spans = list(date_spans(text, start, end))
    spans.extend(m.span() for m in _MARKER.finditer(text, start, end))
    for match in _ADDRESS.finditer(text, start, end):
        chunk = match.group()
        if "://" in chunk or "www." in chunk or "@" in chunk:
            spans.append(match.span())
    return sorted(spans)


def _masked(tokens: list[Token], masks: Sequence[tuple[int, int]]) -> list[Token]:
    """The tokens with those in a mask made unreadable."""
    masked: list[Token] = []
    reached = at = 0
    for token in tokens:
        while at < len(masks) and masks[at][0] < token.end:
            reached = max(reached, masks[at][1])
            at += 1
        hidden = token.start < reached
        masked.append(replace(token, key="", kind=TokenKind.MASKED) if hidden else token)
    return masked


def _draft(tokens: Sequence[Token], start: int, parsed: Parsed, words: Lexicon) -> _Draft:
    names_noun = parsed.kind is MentionKind.NOUN or parsed.reading.number == (0,)
    noun: int | None = None
    if names_noun and tokens[parsed.end - 1].key in words.nouns:
        noun = parsed.end - 1
    elif parsed.reading.unit is None:
        noun = noun_after(tokens, parsed.end, words)
    loss = None if parsed.reading.unit else loss_of(tokens, start, parsed.end, noun, words)
    return _Draft(Site(tokens, start, parsed, noun, loss, words), loss)


def _drafts(tokens: Sequence[Token], words: Lexicon) -> list[_Draft]:
    drafts: list[_Draft] = []
    index = named = 0
    while index < len(tokens):
        parsed = quantity_at(tokens, index, words)
        draft = _draft(tokens, index, parsed, words) if parsed else None
        taken = draft is not None and draft.site.parsed.kind is MentionKind.NOUN and index < named
        if draft is None or taken or not is_mention(draft.site):
            # Neither end of a range that is none ("pp. 3–4") is a quantity by itself.
            whole = draft is not None and draft.site.parsed.kind is MentionKind.RANGE
            index = draft.site.end if draft and whole else index + 1
            continue
        drafts.append(draft)
        named = max(named, draft.extent[1])
        index = draft.site.end
    return drafts


def _shared(drafts: list[_Draft]) -> list[_Draft]:
    """Losses that one verb tells of two quantities: "killed 3 soldiers and 2 civilians"."""
    shared = list(drafts)
    for index in range(len(shared) - 1):
        here, there = shared[index], shared[index + 1]
        if here.site.noun is None or there.site.noun is None or not _coordinated(here, there):
            continue
        if here.loss is None and there.loss and there.loss.shared and not there.loss.ahead:
            shared[index] = replace(here, loss=there.loss)
        elif there.loss is None and here.loss and here.loss.ahead and _phrase_ends(there):
            shared[index + 1] = replace(there, loss=here.loss)
    return shared


def _coordinated(here: _Draft, there: _Draft) -> bool:
    """Whether nothing but "and" stands between two noun phrases; behind a French noun its adjectives, too."""
    words, low, high = here.site.words, here.extent[1], there.site.start
    between = here.site.tokens[low:high]
    if not between or len(between) > (3 if words.noun_first else 1) or between[-1].key not in words.conjunctions:
        return False
    return all(t.kind is TokenKind.WORD and not t.opens_line for t in between) and all(
        t.key not in words.phrase_stops for t in between[:-1]
    )


def _phrase_ends(draft: _Draft) -> bool:
    """Whether a mark or the end of a line follows the noun, so that no verb of its own can."""
    token = peek(draft.site.tokens, draft.extent[1])
    return token.opens_line or token.kind is TokenKind.MARK


def _takes_of(site: Site) -> bool:
    """Whether its last word needs an "of" before the noun: "dozens of", "une dizaine de"."""
    words, last = site.words, site.tokens[site.end - 1].key
    return site.parsed.kind is MentionKind.VAGUE or last in words.dozens or last in words.scales


def _counted(site: Site) -> int | None:
    """The index of the noun that it counts, and not the whole that some are counted of."""
    if site.noun is None or site.noun < site.end:
        return site.noun
    whole = is_whole(site.tokens, site.end, site.noun, site.words, takes_of=_takes_of(site))
    return None if whole else site.noun


def _counts(draft: _Draft) -> str | None:
    counted = _counted(draft.site)
    head = None if counted is None else draft.site.head
    if draft.site.parsed.reading.unit or (head and (head.counts or head.event)):
        return head.counts if head and not draft.site.parsed.reading.unit else None
    # "6 wounded", "20 captured": a loss without a noun, directly behind the number, is one of people.
    direct = head is None and peek(draft.site.tokens, draft.site.end).key in draft.site.words.participles
    people = draft.loss is not None and (draft.loss.name in _BODILY or (direct and draft.loss.name != "destroyed"))
    return "Person" if people else None


def _mention(text: str, draft: _Draft) -> Mention:
    site = draft.site
    start, end = site.tokens[site.start].start, site.tokens[site.end - 1].end
    noun, counted = None, _counted(site)
    if counted is not None and not site.parsed.reading.unit:
        noun = text[site.tokens[counted].start : site.tokens[counted].end]
    return Mention(
        start=start,
        end=end,
        words=text[start:end],
        kind=site.parsed.kind,
        reading=site.parsed.reading,
        counts=_counts(draft),
        severity=severity_of(site.tokens, site.end, site.words),
        noun=noun,
        loss=draft.loss.name if draft.loss else None,
    )
