"""The words of a quantity read into comparator and bounds (design §3, "Quantity").

The asserted words are the number with its hedge and without the noun that is counted ("more than 100"); a
measure keeps its unit ("80 kilometers"); a bare plural is its noun ("deaths"), and "no" needs its noun ("no
casualties").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .lexicon import Comparator, lexicon
from .nouns import noun_after
from .numbers import Number, number_at
from .tokens import APOSTROPHES, HYPHENS, Token, after_hyphen, peek, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .lexicon import Lexicon

__all__ = ["MentionKind", "Parsed", "Reading", "quantity_at", "read_quantity"]

_RANGE_DASHES = HYPHENS | {"–"}
_MODIFIERS_AFTER_NO = 3


class MentionKind(StrEnum):
    """How a quantity is written."""

    DIGITS = "digits"
    WORDS = "words"
    RANGE = "range"
    VAGUE = "vague"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a quantity say.

    Counts have whole bounds that are reached: "more than 100" is ``minimum`` 101.  A measure has no next
    value: "more than 80 km" keeps ``minimum`` 80, which with ``MORE_THAN`` is exclusive, and ``LESS_THAN``
    likewise.
    """

    comparator: Comparator
    minimum: Decimal | int | None
    maximum: Decimal | int | None
    number: tuple[int | Decimal, ...]
    """The numbers in the words, as written; none where the words are vague."""
    unit: str | None = None
    """The UCUM code of a measure, None for a count."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A quantity that stands in the tokens up to ``end`` (exclusive)."""

    end: int
    reading: Reading
    kind: MentionKind
    needs_noun: bool = False
    """Whether the words are a quantity only before a counted noun ("some", "few")."""


@dataclass(frozen=True, slots=True)
class _Core:
    """The numbers of a quantity with the unit, without the hedge."""

    end: int
    numbers: tuple[Number, ...]
    unit: str | None
    between: bool = False

    @property
    def values(self) -> tuple[int | Decimal, ...]:
        return tuple(n.value for n in self.numbers)

    @property
    def kind(self) -> MentionKind:
        if len(self.numbers) == 2:
            return MentionKind.RANGE
        return MentionKind.DIGITS if self.numbers[0].digits else MentionKind.WORDS


def read_quantity(words: str, language: str = "en") -> Reading:
    """Read the words of a quantity, without the counted noun, in English or French.

    Raises:
        ValueError: with one line, if the words are no quantity or more than one, if a range falls, if a count
            has decimals or a bound cannot be ("fewer than 0"), or if there is no grammar for the language.
    """
    known = lexicon(language)
    shown = repr(words if len(words) <= 60 else words[:57] + "…")
    tokens = tokenize(words)
    if not tokens:
        raise ValueError(f"{shown} is no quantity: there are no words")
    if tokens[0].start != 0 or tokens[-1].end != len(words):
        raise ValueError(f"{shown} has spaces at an end; give exactly the words of the quantity")
    parsed = quantity_at(tokens, 0, known)
    if parsed and (parsed.end == len(tokens) or _only_of_left(tokens, parsed, known)):
        return parsed.reading
    raise ValueError(f"{shown} is no quantity: {_reason(tokens, parsed, known)}")


def _only_of_left(tokens: Sequence[Token], parsed: Parsed, words: Lexicon) -> bool:
    """Whether only the "of" of "dozens of" or "une cinquantaine d'" is left."""
    rest = [t.key for t in tokens[parsed.end :] if t.key not in APOSTROPHES]
    loose = parsed.reading.comparator in (Comparator.VAGUE, Comparator.ABOUT)
    return loose and parsed.kind is not MentionKind.NOUN and len(rest) == 1 and rest[0] in words.of


def _reason(tokens: Sequence[Token], parsed: Parsed | None, words: Lexicon) -> str:
    """Why the tokens cannot be read, and what to do."""
    start = 0
    hedge = words.before.match(tokens, 0)
    if hedge:
        start = hedge[0]
    core = _range_at(tokens, start, words)
    if core and core.values[0] > core.values[1]:
        return "the range falls; its first number must not be larger than its second"
    if words.none.match(tokens, 0):
        return "it needs the noun that there is none of (“no casualties”)"
    core = core or _single_at(tokens, start, words)
    if core and not _countable(core):
        return "a count has no decimals; a measure needs its unit (“1.5 km”)"
    if parsed is None and core and core.end == len(tokens):
        return "the hedge does not go with the number"
    if parsed:
        left = "".join(t.key if t.glued else " " + t.key for t in tokens[parsed.end : parsed.end + 4]).strip()
        return f"{left[:40]!r} does not belong to it; give number and hedge without the noun"
    return "give a number with its hedge (“more than 100”), a vague word (“several”) or a bare plural (“deaths”)"


def quantity_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Parsed | None:
    """The longest quantity that begins at a token, or None.

    What it reads depends on nothing but the tokens up to ``Parsed.end``, so that the words alone read the
    same.
    """
    found = [
        parsed
        for parsed in (
            _hedged_at(tokens, index, words),
            _vague_at(tokens, index, words),
            _none_at(tokens, index, words),
            _bare_at(tokens, index, words),
        )
        if parsed
    ]
    return max(found, key=lambda parsed: parsed.end, default=None)


def _vague_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Parsed | None:
    found = words.vague.match(tokens, index)
    if found is None:
        return None
    reading = Reading(Comparator.VAGUE, None, None, ())
    return Parsed(found[0], reading, MentionKind.VAGUE, needs_noun=found[1])


def _bare_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Parsed | None:
    if peek(tokens, index).key not in words.bare:
        return None
    return Parsed(index + 1, Reading(Comparator.VAGUE, None, None, ()), MentionKind.NOUN)


def _none_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Parsed | None:
    found = words.none.match(tokens, index)
    noun = noun_after(tokens, found[0], words, reach=_MODIFIERS_AFTER_NO) if found else None
    if noun is None or words.nouns[tokens[noun].key].counts not in ("Person", "Vehicle"):
        return None
    return Parsed(noun + 1, Reading(Comparator.EXACTLY, 0, 0, (0,)), MentionKind.WORDS)


def _hedged_at(tokens: Sequence[Token], index: int, words: Lexicon) -> Parsed | None:
    hedge = words.before.match(tokens, index)
    start = hedge[0] if hedge else index
    comparator = hedge[1] if hedge else None
    if hedge and peek(tokens, start).opens_line:
        return None
    for core in (_range_at(tokens, start, words), _single_at(tokens, start, words)):
        parsed = _with_hedge(tokens, core, comparator, words) if core else None
        if parsed:
            return parsed
    return None


def _with_hedge(tokens: Sequence[Token], core: _Core, before: Comparator | None, words: Lexicon) -> Parsed | None:
    end, unit, comparator = core.end, core.unit, before
    after = words.after.match(tokens, end) if before is None and not core.between else None
    if after and not peek(tokens, end).opens_line:
        comparator = after[1]
        end = after[0]
        if unit is None and (found := _unit_at(tokens, end, words)):
            end, unit = found
    core = _Core(end, core.numbers, unit, core.between)
    reading = _reading(core, comparator)
    return Parsed(end, reading, core.kind) if reading else None


def _single_at(tokens: Sequence[Token], index: int, words: Lexicon) -> _Core | None:
    number = number_at(tokens, index, words)
    if number is None:
        return None
    unit = _unit_at(tokens, number.end, words)
    return _Core(unit[0] if unit else number.end, (number,), unit[1] if unit else None)


def _unit_at(tokens: Sequence[Token], index: int, words: Lexicon) -> tuple[int, str] | None:
    start = after_hyphen(tokens, index)
    found = words.units.match(tokens, start)
    if found is None or peek(tokens, start).opens_line:
        return None
    # "m'ont", "t'as": the letter before an apostrophe is no unit.
    follows = peek(tokens, found[0])
    return None if follows.glued and follows.key in APOSTROPHES else found


def _range_at(tokens: Sequence[Token], index: int, words: Lexicon) -> _Core | None:
    """Two numbers of a range, with the unit that they share; whether it rises is not looked at here."""
    link = words.between.get(peek(tokens, index).key)
    first = _single_at(tokens, index + 1 if link else index, words)
    if first is None or (link and peek(tokens, index + 1).opens_line):
        return None
    joint = peek(tokens, first.end)
    start = first.end + 1
    if link:
        joined = joint.key == link and joint.spaced and peek(tokens, start).spaced
    elif joint.key in _RANGE_DASHES:
        joined = joint.gap == peek(tokens, start).gap and not joint.opens_line
    else:
        joined = joint.key in words.to and joint.spaced and peek(tokens, start).spaced
    second = _single_at(tokens, start, words) if joined else None
    if second is None or (first.unit and first.unit != second.unit):
        return None
    return _Core(second.end, first.numbers + second.numbers, second.unit, between=link is not None)


def _countable(core: _Core) -> bool:
    return core.unit is not None or all(isinstance(value, int) for value in core.values)


def _reading(core: _Core, comparator: Comparator | None) -> Reading | None:
    """The bounds of the comparator table (design §3), or None where number and hedge do not go together."""
    if not _countable(core):
        return None
    if len(core.numbers) == 2:
        return _range_reading(core, comparator)
    value, unit = core.values[0], core.unit
    step = 0 if unit else 1
    if comparator is None or comparator is Comparator.EXACTLY:
        comparator = Comparator.ABOUT if core.numbers[0].rounded else Comparator.EXACTLY
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    match comparator:
        case Comparator.EXACTLY:
            minimum = maximum = value
        case Comparator.MORE_THAN:
            minimum = value + step
        case Comparator.AT_LEAST:
            minimum = value
        case Comparator.LESS_THAN:
            maximum = value - step
        case Comparator.AT_MOST:
            maximum = value
    if comparator is Comparator.LESS_THAN and value == 0:
        return None
    return Reading(comparator, minimum, maximum, core.values, unit)


def _range_reading(core: _Core, comparator: Comparator | None) -> Reading | None:
    low, high = core.values
    if low > high or comparator not in (None, Comparator.ABOUT):
        return None
    if comparator is Comparator.ABOUT or any(n.rounded for n in core.numbers):
        return Reading(Comparator.ABOUT, None, None, core.values, core.unit)
    return Reading(Comparator.RANGE, low, high, core.values, core.unit)
