"""What holds of every quantity: each spelling of a number, each hedge, and any words at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.grammar import Comparator, Reading, read_quantity
from indelgraph.grammar.lexicon import lexicon
from indelgraph.grammar.numbers import number_at
from indelgraph.grammar.tokens import tokenize
from indelgraph.grammar.vocabulary import listed

EXACTLY, MORE, LEAST = Comparator.EXACTLY, Comparator.MORE_THAN, Comparator.AT_LEAST
LESS, MOST, RANGE = Comparator.LESS_THAN, Comparator.AT_MOST, Comparator.RANGE
ABOUT, VAGUE = Comparator.ABOUT, Comparator.VAGUE


# Numbers are written out here in their own way, so that the reader is not tested against itself.

ENGLISH = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
ENGLISH_TENS = listed("- - twenty thirty forty fifty sixty seventy eighty ninety")
FRENCH = listed(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
)
FRENCH_TENS = listed("- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")


def in_english(n: int, link: str = " and ", hyphen: str = "-") -> str:
    if n < 20:
        return ENGLISH[n]
    if n < 100:
        return ENGLISH_TENS[n // 10] + (hyphen + ENGLISH[n % 10] if n % 10 else "")
    if n < 1000:
        below = link + in_english(n % 100, link, hyphen) if n % 100 else ""
        return f"{ENGLISH[n // 100]} hundred{below}"
    rest = n % 1000
    joint = link if rest < 100 else " "
    tail = joint + in_english(rest, link, hyphen) if rest else ""
    return f"{in_english(n // 1000, link, hyphen)} thousand{tail}"


def in_french(n: int, *, last: bool = True, reformed: bool = False) -> str:
    space = "-" if reformed else " "
    if n < 20:
        return FRENCH[n]
    if n < 100:
        tens, rest = FRENCH_TENS[n // 10], n % 10 + (10 if n // 10 in (7, 9) else 0)
        if rest == 0:
            return tens + ("s" if tens == "quatre-vingt" and last else "")
        if rest in (1, 11) and tens != "quatre-vingt":
            return f"{tens}{space}et{space}{FRENCH[rest]}"
        return f"{tens}-{FRENCH[rest]}"
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        head = "cent" if hundreds == 1 else f"{FRENCH[hundreds]}{space}cent"
        if rest == 0:
            return head + ("s" if hundreds > 1 and last else "")
        return head + space + in_french(rest, last=last, reformed=reformed)
    thousands, rest = divmod(n, 1000)
    factor = "" if thousands == 1 else in_french(thousands, last=False, reformed=reformed) + space
    head = factor + "mille"
    return head + (space + in_french(rest, last=last, reformed=reformed) if rest else "")


def spellings(n: int) -> list[tuple[str, str]]:
    return [
        ("en", in_english(n)),
        ("en", in_english(n, link=" ", hyphen=" ")),
        ("en", in_english(n).upper()),
        ("fr", in_french(n)),
        ("fr", in_french(n, reformed=True)),
        ("en", f"{n:,}"),
        ("en", str(n)),
        ("fr", f"{n:,}".replace(",", ".")),
        *((language, f"{n:,}".replace(",", mark)) for language in ("en", "fr") for mark in " \u00a0\u202f\u2009"),
    ]


def test_how_the_tests_spell() -> None:
    assert in_english(123_456) == "one hundred and twenty-three thousand four hundred and fifty-six"
    assert in_french(80_271) == "quatre-vingt mille deux cent soixante et onze"
    assert in_french(200_080) == "deux cent mille quatre-vingts"


@given(st.integers(0, 999_999))
@example(71)
@example(80)
@example(91)
@example(1_000)
@example(80_000)
@example(100_001)
@example(200_000)
@example(999_999)
def test_every_spelling_of_a_number_reads_as_it(n: int) -> None:
    for language, words in spellings(n):
        assert read_quantity(words, language) == Reading(EXACTLY, n, n, (n,), None), words


def test_all_small_numbers_in_words() -> None:
    for n in range(2_000):
        for language, words in (("en", in_english(n)), ("fr", in_french(n))):
            number = number_at(tokenize(words), 0, lexicon(language))
            assert number is not None
            assert (number.value, number.digits) == (n, False), words


HEDGES = st.sampled_from(
    [("en", h) for h in ("", "more than", "at least", "fewer than", "up to", "about")]
    + [("fr", h) for h in ("", "plus de", "au moins", "moins de", "au plus", "environ")]
)


@given(HEDGES, st.integers(1, 10**9), st.integers(1, 10**9))
def test_bounds_are_monotone_and_hold_what_they_say(hedge: tuple[str, str], a: int, b: int) -> None:
    language, words = hedge
    low, high = sorted((a, b))
    first = read_quantity(f"{words} {low}".strip(), language)
    second = read_quantity(f"{words} {high}".strip(), language)
    for one, other in ((first.minimum, second.minimum), (first.maximum, second.maximum)):
        assert (one is None) == (other is None)
        assert one is None or other is None or one <= other
    if first.minimum is not None and first.maximum is not None:
        assert first.minimum <= first.maximum


@given(st.integers(1, 10**9))
def test_the_hedges_differ_by_one_count_and_meet(n: int) -> None:
    assert read_quantity(f"more than {n}").minimum == n + 1 == read_quantity(f"at least {n + 1}").minimum
    assert read_quantity(f"fewer than {n}").maximum == n - 1 == read_quantity(f"at most {n - 1}").maximum


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_range_holds_its_ends_or_is_refused(a: int, b: int) -> None:
    for words in (f"{a:,}–{b:,}", f"{a}-{b}", f"{a} to {b}", f"between {a:,} and {b:,}"):
        if a <= b:
            assert read_quantity(words) == Reading(RANGE, a, b, (a, b), None)
        else:
            with pytest.raises(ValueError, match="range falls"):
                read_quantity(words)


PIECES = st.sampled_from(
    listed(
        "a|and|more|than|between|to|or|no|dozen|hundred|thousand|million|two|twenty|un|une|cent|mille|quatre|vingt|et|de|"
        "d'|plus|dix|soixante|centaine|1|000|12|1,000|,|.|-|–|+| |  |\u00a0|\n|km|%|deaths|of|~",
        "|",
    )
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_any_words_read_or_are_refused(words: str) -> None:
    for language in ("en", "fr"):
        try:
            reading = read_quantity(words, language)
        except ValueError as error:
            refusal = str(error)
        else:
            refusal = "one line"
            check(words, reading)
        assert len(refusal.splitlines()) == 1


def check(words: str, reading: Reading) -> None:
    assert words == words.strip()
    bounded = reading.minimum is not None or reading.maximum is not None
    assert bounded == (reading.comparator not in (ABOUT, VAGUE))
    if reading.minimum is not None and reading.maximum is not None:
        assert 0 <= reading.minimum <= reading.maximum
