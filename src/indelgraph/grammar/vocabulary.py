"""What the grammar needs to know of a language, as types, and short ways to write it down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .tokens import Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Comparator", "Lexicon", "Noun", "each", "hedges", "listed", "nouns", "set_of", "vague"]


class Comparator(StrEnum):
    """How the words of a quantity bound it; the values are local names of the ontology."""

    EXACTLY = "Exactly"
    MORE_THAN = "MoreThan"
    AT_LEAST = "AtLeast"
    LESS_THAN = "LessThan"
    AT_MOST = "AtMost"
    RANGE = "Range"
    ABOUT = "About"
    VAGUE = "Vague"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that is counted."""

    counts: str | None
    """Local name of the class it counts; None for events and for words such as "others"."""
    plural: bool
    loss: str | None = None
    """The loss that the noun itself tells ("deaths": killed)."""
    event: bool = False
    weak: bool = False
    """Stands for a noun said before ("others")."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    language: str
    thousands: frozenset[str]
    """Marks between groups of three digits, beside the blanks."""
    decimal: str
    small: Mapping[str, int]
    """Number words that are added or multiplied: 0 to 19."""
    tens: Mapping[str, int]
    hundred: frozenset[str]
    scales: Mapping[str, int]
    """Thousand and more."""
    dozens: Mapping[str, int]
    """Nouns of a round number after an article or number: "a dozen", "une cinquantaine"; About."""
    articles: frozenset[str]
    """What makes a round number of "a hundred", "une dizaine"."""
    before: Phrases[Comparator]
    after: Phrases[Comparator]
    between: Mapping[str, str]
    """The word before a range, and the one inside it."""
    to: frozenset[str]
    units: Phrases[str]
    """UCUM codes (https://ucum.org/ucum) of the measures."""
    vague: Phrases[bool]
    """Words without a number; True where a scan takes them only before a counted noun."""
    none: Phrases[None]
    """What makes zero of the noun that follows."""
    of: frozenset[str]
    definite_of: frozenset[str]
    """Those of them that hold an article ("du")."""
    nouns: Mapping[str, Noun]
    bare: frozenset[str]
    """Plural casualty nouns that say a vague quantity by themselves."""
    bare_after: frozenset[str]
    """Where not empty: a bare noun of ``doubtful`` counts only behind one of these ("des blessés")."""
    doubtful: frozenset[str]
    """Bare nouns that may as well be participles."""
    definite: frozenset[str]
    """Determiners that make a noun refer back ("the losses")."""
    tally: frozenset[str]
    """Nouns whose "of" phrase only names what is counted ("number of deaths")."""
    serious: frozenset[str]
    participles: Mapping[str, str]
    """Words behind a number or its noun that tell the loss."""
    verbs: Mapping[str, str]
    """Words directly before a quantity that tell the loss of what is counted."""
    takings: frozenset[str]
    """Verbs that tell a capture of vehicles and prisoners only."""
    fillers: frozenset[str]
    """What may stand between such a verb and the quantity."""
    auxiliaries: frozenset[str]
    plural_auxiliaries: frozenset[str]
    conjunctions: frozenset[str]
    clause_stops: frozenset[str]
    """Words at which another clause begins, or a doer or opponent is named."""
    phrase_stops: frozenset[str]
    """Words that no noun phrase goes across."""
    ones: frozenset[str]
    """Words for 1 that are pronouns or articles, too."""
    one_blockers: frozenset[str]
    article_one: bool
    """Whether 1 is also the article, so that it is a number only before persons and losses."""
    many_blockers: frozenset[str]
    times: frozenset[str]
    """What makes a duration, an age or a clock time of a number."""
    year_before: frozenset[str]
    """Words behind which four digits are a year."""
    numbered: frozenset[str]
    """Words whose number is a name ("page 3")."""
    noun_first: bool
    """Whether the head of a noun phrase comes before its modifiers."""


def listed(words: str, mark: str | None = None) -> list[str]:
    """The words of a list, kept in one string so that it stays readable; apart by blanks or a mark."""
    return words.split(mark)


def set_of(words: str) -> frozenset[str]:
    """A set of words."""
    return frozenset(words.split())


def each(**words: str) -> dict[str, str]:
    """From every listed word to the name of its list."""
    return {word: value for value, listed in words.items() for word in listed.split()}


def hedges(**phrases: str) -> Phrases[Comparator]:
    """Phrases, apart by bars, under the name of their comparator."""
    return Phrases({phrase: Comparator[name] for name, listed in phrases.items() for phrase in listed.split("|")})


def vague(free: str, noun_needed: str) -> Phrases[bool]:
    """Phrases, apart by bars, that are a quantity by themselves, and those that are only before a noun."""
    return Phrases(dict.fromkeys(free.split("|"), False) | dict.fromkeys(noun_needed.split("|"), True))


def nouns(words: str, counts: str | None, loss: str | None = None, *, event: bool = False) -> dict[str, Noun]:
    """Nouns from singulars; a plural that is not the singular with s stands behind a slash."""
    found: dict[str, Noun] = {}
    for entry in words.split():
        singular, _, plural = entry.partition("/")
        found[singular] = Noun(counts, False, loss, event)
        found[plural or singular + "s"] = Noun(counts, True, loss, event)
    return found
