"""Words of a quantity, read into comparator and bounds: counts, measures, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indelgraph.grammar import Comparator, Reading, read_quantity
from indelgraph.grammar.numbers import MAX_DIGITS
from indelgraph.grammar.vocabulary import listed

EXACTLY, MORE, LEAST = Comparator.EXACTLY, Comparator.MORE_THAN, Comparator.AT_LEAST
LESS, MOST, RANGE = Comparator.LESS_THAN, Comparator.AT_MOST, Comparator.RANGE
ABOUT, VAGUE = Comparator.ABOUT, Comparator.VAGUE
FRACTION = Decimal("1250.5")

COUNTS: list[tuple[str, str, Comparator, int | None, int | None, tuple[int, ...]]] = [
    ("en", "10", EXACTLY, 10, 10, (10,)),
    ("en", "0", EXACTLY, 0, 0, (0,)),
    ("en", "Three", EXACTLY, 3, 3, (3,)),
    ("en", "sixteen", EXACTLY, 16, 16, (16,)),
    ("en", "one", EXACTLY, 1, 1, (1,)),
    ("en", "twelve", EXACTLY, 12, 12, (12,)),
    ("en", "twenty-two", EXACTLY, 22, 22, (22,)),
    ("en", "one hundred and five", EXACTLY, 105, 105, (105,)),
    ("en", "two thousand three hundred", EXACTLY, 2300, 2300, (2300,)),
    ("en", "two thousand and five hundred", EXACTLY, 2500, 2500, (2500,)),
    ("en", "one million and two thousand", EXACTLY, 1_002_000, 1_002_000, (1_002_000,)),
    ("en", "1.2 million", EXACTLY, 1_200_000, 1_200_000, (1_200_000,)),
    ("en", "1,000", EXACTLY, 1000, 1000, (1000,)),
    ("en", "1 000", EXACTLY, 1000, 1000, (1000,)),
    ("en", "1\u00a0000", EXACTLY, 1000, 1000, (1000,)),
    ("en", "1\u202f000\u202f000", EXACTLY, 1_000_000, 1_000_000, (1_000_000,)),
    ("en", "12\u2009000", EXACTLY, 12000, 12000, (12000,)),
    ("en", "more than 117", MORE, 118, None, (117,)),
    ("en", "More Than 100", MORE, 101, None, (100,)),
    ("en", "over 100", MORE, 101, None, (100,)),
    ("en", "more than a dozen", MORE, 13, None, (12,)),
    ("en", "At least 117", LEAST, 117, None, (117,)),
    ("en", "at least one", LEAST, 1, None, (1,)),
    ("en", "no fewer than 5", LEAST, 5, None, (5,)),
    ("en", "300+", LEAST, 300, None, (300,)),
    ("en", "300 or more", LEAST, 300, None, (300,)),
    ("en", "fewer than 20", LESS, None, 19, (20,)),
    ("en", "under 20", LESS, None, 19, (20,)),
    ("en", "up to 30", MOST, None, 30, (30,)),
    ("en", "as many as 30", MOST, None, 30, (30,)),
    ("en", "no more than three", MOST, None, 3, (3,)),
    ("en", "500–1,000", RANGE, 500, 1000, (500, 1000)),
    ("en", "500-1,000", RANGE, 500, 1000, (500, 1000)),
    ("en", "500 – 1,000", RANGE, 500, 1000, (500, 1000)),
    ("en", "500 to 1,000", RANGE, 500, 1000, (500, 1000)),
    ("en", "between 500 and 1,000", RANGE, 500, 1000, (500, 1000)),
    ("en", "from 500 to 1,000", RANGE, 500, 1000, (500, 1000)),
    ("en", "two or three", RANGE, 2, 3, (2, 3)),
    ("en", "7-7", RANGE, 7, 7, (7, 7)),
    ("en", "about fifty", ABOUT, None, None, (50,)),
    ("en", "some 50", ABOUT, None, None, (50,)),
    ("en", "around 50", ABOUT, None, None, (50,)),
    ("en", "~50", ABOUT, None, None, (50,)),
    ("en", "c. 50", ABOUT, None, None, (50,)),
    ("en", "about 500-1,000", ABOUT, None, None, (500, 1000)),
    ("en", "a dozen", ABOUT, None, None, (12,)),
    ("en", "half a dozen", ABOUT, None, None, (6,)),
    ("en", "a hundred", ABOUT, None, None, (100,)),
    ("en", "a hundred and five", EXACTLY, 105, 105, (105,)),
    *(
        ("en", words, VAGUE, None, None, ())
        for words in listed(
            "several|dozens|dozens of|Dozens|a lot of|many|a number of|some|hundreds|hundreds of|"
            "tens of thousands|several hundred|deaths|casualties|losses",
            "|",
        )
    ),
    ("en", "no casualties", EXACTLY, 0, 0, (0,)),
    ("en", "no civilian casualties", EXACTLY, 0, 0, (0,)),
    ("fr", "6", EXACTLY, 6, 6, (6,)),
    ("fr", "un", EXACTLY, 1, 1, (1,)),
    ("fr", "une", EXACTLY, 1, 1, (1,)),
    ("fr", "Quatre", EXACTLY, 4, 4, (4,)),
    ("fr", "vingt-deux", EXACTLY, 22, 22, (22,)),
    ("fr", "vingt et un", EXACTLY, 21, 21, (21,)),
    ("fr", "soixante et onze", EXACTLY, 71, 71, (71,)),
    ("fr", "soixante-dix-sept", EXACTLY, 77, 77, (77,)),
    ("fr", "quatre-vingts", EXACTLY, 80, 80, (80,)),
    ("fr", "quatre-vingt-dix-sept", EXACTLY, 97, 97, (97,)),
    ("fr", "septante-cinq", EXACTLY, 75, 75, (75,)),
    ("fr", "cinq cents", EXACTLY, 500, 500, (500,)),
    ("fr", "cent-vingt-et-un", EXACTLY, 121, 121, (121,)),
    ("fr", "deux millions cinq cent mille", EXACTLY, 2_500_000, 2_500_000, (2_500_000,)),
    ("fr", "1.000", EXACTLY, 1000, 1000, (1000,)),
    ("fr", "1\u202f000", EXACTLY, 1000, 1000, (1000,)),
    ("fr", "au moins 3", LEAST, 3, None, (3,)),
    ("fr", "3 au moins", LEAST, 3, None, (3,)),
    ("fr", "plus de 100", MORE, 101, None, (100,)),
    ("fr", "plus d’une centaine", MORE, 101, None, (100,)),
    ("fr", "moins de vingt", LESS, None, 19, (20,)),
    ("fr", "jusqu'à 30", MOST, None, 30, (30,)),
    ("fr", "entre 5 et 10", RANGE, 5, 10, (5, 10)),
    ("fr", "5 à 10", RANGE, 5, 10, (5, 10)),
    ("fr", "deux ou trois", RANGE, 2, 3, (2, 3)),
    ("fr", "une cinquantaine", ABOUT, None, None, (50,)),
    ("fr", "une cinquantaine de", ABOUT, None, None, (50,)),
    ("fr", "environ 50", ABOUT, None, None, (50,)),
    ("fr", "un millier", ABOUT, None, None, (1000,)),
    *(
        ("fr", words, VAGUE, None, None, ())
        for words in listed("plusieurs|des dizaines|des dizaines de|pertes|blessés|plusieurs centaines|morts", "|")
    ),
    ("fr", "aucun blessé", EXACTLY, 0, 0, (0,)),
]


@pytest.mark.parametrize(("language", "words", "comparator", "minimum", "maximum", "number"), COUNTS)
def test_counts(
    language: str,
    words: str,
    comparator: Comparator,
    minimum: int | None,
    maximum: int | None,
    number: tuple[int, ...],
) -> None:
    assert read_quantity(words, language) == Reading(comparator, minimum, maximum, number, None)


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "80 kilometers", Reading(EXACTLY, 80, 80, (80,), "km")),
        ("en", "80km", Reading(EXACTLY, 80, 80, (80,), "km")),
        ("en", "80-kilometre", Reading(EXACTLY, 80, 80, (80,), "km")),
        ("en", "1.5 km", Reading(EXACTLY, Decimal("1.5"), Decimal("1.5"), (Decimal("1.5"),), "km")),
        ("en", "1,250.5 m", Reading(EXACTLY, FRACTION, FRACTION, (FRACTION,), "m")),
        ("en", "50-80 km", Reading(RANGE, 50, 80, (50, 80), "km")),
        ("en", "50 km to 80 km", Reading(RANGE, 50, 80, (50, 80), "km")),
        ("en", "about 80 miles", Reading(ABOUT, None, None, (80,), "[mi_i]")),
        ("en", "30 per cent", Reading(EXACTLY, 30, 30, (30,), "%")),
        ("fr", "1,5 km", Reading(EXACTLY, Decimal("1.5"), Decimal("1.5"), (Decimal("1.5"),), "km")),
        ("fr", "80 kilomètres", Reading(EXACTLY, 80, 80, (80,), "km")),
        # A measure has no next value: the bound is the number itself, and the comparator makes it exclusive.
        ("en", "more than 80 km", Reading(MORE, 80, None, (80,), "km")),
        ("en", "less than 80 km", Reading(LESS, None, 80, (80,), "km")),
        ("en", "80 km or more", Reading(LEAST, 80, None, (80,), "km")),
    ],
)
def test_measures(language: str, words: str, expected: Reading) -> None:
    assert read_quantity(words, language) == expected


@pytest.mark.parametrize(
    ("language", "words", "says"),
    [
        ("en", "", "no words"),
        ("en", " 3", "spaces at an end"),
        ("en", "3 ", "spaces at an end"),
        ("en", "3\u00a0", "spaces at an end"),
        ("en", "1,000-500", "range falls"),
        ("en", "between 10 and 5", "range falls"),
        ("en", "1.5", "no decimals"),
        ("fr", "1,000", "no decimals"),
        ("en", "about 2.5", "no decimals"),
        ("en", "no", "needs the noun"),
        ("en", "3 fighters", "'fighters' does not belong"),
        ("en", "10 20", "'20' does not belong"),
        ("en", "fewer than 0", "hedge does not go"),
        ("en", "more than 5-10", "'-10' does not belong"),
        ("en", "fighters", "give a number"),
        ("en", "17th", "give a number"),
        ("en", "007", "give a number"),
        ("en", "٣", "give a number"),
        ("en", "1,00", "does not belong"),
        ("en", "1,0000", "does not belong"),
        ("en", "more\nthan 5", "give a number"),
        ("en", "9" * (MAX_DIGITS + 1), "give a number"),
        ("en", "deux", "give a number"),
        ("fr", "two", "give a number"),
        ("fr", "vingt vingt", "'vingt' does not belong"),
        ("fr", "vingt et deux", "'et deux' does not belong"),
        ("fr", "vingt onze", "'onze' does not belong"),
        ("de", "zwei", "no grammar for the language 'de'"),
    ],
)
def test_what_is_no_quantity(language: str, words: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        read_quantity(words, language)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 250


def test_a_regional_language_tag_is_its_language() -> None:
    assert read_quantity("deux", "fr-FR") == read_quantity("deux", "fr")


def test_long_words_are_refused_quickly_and_shortly() -> None:
    for words in ("9" * 200_000, "more than " * 20_000 + "5", "vingt " * 20_000 + "un", "1,000" * 50_000):
        for language in ("en", "fr"):
            with pytest.raises(ValueError, match="is no quantity") as caught:
                read_quantity(words, language)
            assert len(str(caught.value)) < 250
