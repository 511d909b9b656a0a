"""The rules that read the words of numbers and dates again, alone and beside the grammar that read them first."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TypeAlias

import pytest

from graphs_ruled import dated, found
from indelgraph.grammar import read_date, read_quantity

Bound: TypeAlias = int | str | Decimal | None

NUMBER_RULES = ("bounds-fit-words", "number-stands-in-the-words", "vague-words-have-no-digits", "unit-fits-words")
DATE_RULES = ("date-fits-words", "time-fits-words", "whole-date-or-inferred", "date-is-possible")


def quantity(name: str, words: str, comparator: str, bounds: tuple[Bound, Bound], unit: str | None = None) -> str:
    """A quantity as Turtle; words as they are, bounds as Turtle numbers."""
    rows = [f'a ig:Quantity ; ig:asStated "{words}" ; ig:comparator ig:{comparator}']
    rows.append(f'ig:unit "{unit}"' if unit else "ig:counts ig:Person")
    names = ("schema:minValue", "schema:maxValue")
    rows += [f"{name} {bound}" for name, bound in zip(names, bounds, strict=True) if bound is not None]
    return f"q:{name} {' ; '.join(rows)} ."


COUNTS: list[tuple[str, str, tuple[Bound, Bound], bool]] = [
    ("10", "Exactly", (10, 10), True),
    ("1,000", "Exactly", (1000, 1000), True),
    ("1,000", "Exactly", (1, 1), False),
    ("1,234,567", "Exactly", (1234567, 1234567), True),
    ("1 000", "Exactly", (1000, 1000), True),
    ("1\u00a0000", "Exactly", (1000, 1000), True),
    ("1\u202f000", "Exactly", (1, 1), False),
    ("1.000", "Exactly", (1000, 1000), True),
    ("10", "AtLeast", (10, None), False),
    ("10", "About", (None, None), False),
    ("Three", "Exactly", (3, 3), True),
    ("Three", "Exactly", (4, 4), False),
    ("Three", "Vague", (None, None), False),
    ("twelve", "Exactly", (11, 11), False),
    ("twenty-five", "Exactly", (25, 25), True),
    ("twenty-five", "Exactly", (20, 20), False),
    ("fifty", "About", (None, None), False),
    ("about fifty", "About", (None, None), True),
    ("about fifty", "Exactly", (50, 50), False),
    ("Quatre", "Exactly", (4, 4), True),
    ("dix-sept", "Exactly", (7, 7), False),
    ("soixante-quinze", "Exactly", (75, 75), True),
    ("More than 117", "MoreThan", (118, None), True),
    ("more than 117", "MoreThan", (117, None), False),
    ("more than a dozen", "MoreThan", (13, None), True),
    ("plus de 100", "MoreThan", (101, None), True),
    ("plus de 100", "MoreThan", (100, None), False),
    ("plus de cent", "AtLeast", (100, None), False),
    ("At least 117", "AtLeast", (117, None), True),
    ("no fewer than ten", "AtLeast", (10, None), True),
    ("au moins 20", "AtLeast", (21, None), False),
    ("300+", "AtLeast", (301, None), False),
    ("5 or more", "AtLeast", (5, None), True),
    ("fewer than 5", "LessThan", (None, 4), True),
    ("less than 5", "LessThan", (None, 5), False),
    ("moins de 5", "LessThan", (None, 5), False),
    ("up to 30", "AtMost", (None, 30), True),
    ("at most 30", "LessThan", (None, 29), False),
    ("no more than 30", "MoreThan", (31, None), False),
    ("jusqu'à 30", "AtMost", (None, 30), True),
    ("jusqu’à 30", "AtMost", (None, 31), False),
    ("500–1,000", "Range", (500, 1000), True),
    ("500–1,000", "Range", (500, 100), False),
    ("500-1,000", "Exactly", (500, 500), False),
    ("5 to 10", "Range", (5, 10), True),
    ("two or three", "Range", (2, 4), False),
    ("between five and ten", "Range", (5, 10), True),
    ("between 5 and 10", "Range", (5, 11), False),
    ("entre 5 et 10", "Range", (4, 10), False),
    ("de cinq à dix", "Range", (5, 10), True),
    ("dozens", "Vague", (None, None), True),
    ("several hundred", "Vague", (None, None), True),
    ("une centaine", "About", (None, None), True),
    ("no casualties", "Exactly", (0, 0), True),
]


@pytest.mark.parametrize(
    ("words", "comparator", "bounds", "fits"),
    COUNTS,
)
def test_a_count_is_what_its_words_say(words: str, comparator: str, bounds: tuple[Bound, Bound], fits: bool) -> None:
    assert found(quantity("x", words, comparator, bounds), *NUMBER_RULES) == ({} if fits else {"x": {NUMBER_RULES[0]}})


MEASURES: list[tuple[str, str, tuple[Bound, Bound], str, str | None]] = [
    ("80 kilometers", "Exactly", (80, 80), "km", None),
    ("80 kilometers", "Exactly", (81, 81), "km", "bounds-fit-words"),
    ("80 kilometers", "Exactly", (80, 80), "m", "unit-fits-words"),
    ("1.5 km", "Exactly", ("1.5", "1.5"), "km", None),
    ("1,5 km", "Exactly", ("1.5", "1.5"), "km", None),
    ("1,5 km", "Exactly", (15, 15), "km", "bounds-fit-words"),
    ("1,500 km", "Exactly", ("1.5", "1.5"), "km", None),
    ("more than 80 km", "MoreThan", (80, None), "km", None),
    ("more than 80 km", "MoreThan", (81, None), "km", "bounds-fit-words"),
    ("80-kilometer", "Exactly", (80, 80), "km", None),
    ("10 to 12 miles", "Range", (10, 12), "[mi_i]", None),
    ("10 to 12 miles", "Range", (10, 12), "km", "unit-fits-words"),
    ("10 nautical miles", "Exactly", (10, 10), "[nmi_i]", None),
    ("environ 70 kilomètres", "Exactly", (70, 70), "km", "bounds-fit-words"),
]


@pytest.mark.parametrize(
    ("words", "comparator", "bounds", "unit", "rule"),
    MEASURES,
)
def test_a_measure_is_what_its_words_say(
    words: str, comparator: str, bounds: tuple[Bound, Bound], unit: str, rule: str | None
) -> None:
    assert found(quantity("x", words, comparator, bounds, unit), *NUMBER_RULES) == ({"x": {rule}} if rule else {})


@pytest.mark.parametrize(
    ("words", "comparator", "bounds", "rule"),
    [
        ("dozens (12)", "Vague", (None, None), "vague-words-have-no-digits"),
        ("dozens", "Exactly", (24, 24), "number-stands-in-the-words"),
        ("several", "About", (None, None), "number-stands-in-the-words"),
        ("deaths", "AtLeast", (1, None), "number-stands-in-the-words"),
        ("pertes", "MoreThan", (2, None), "number-stands-in-the-words"),
    ],
)
def test_only_words_with_a_number_have_one(words: str, comparator: str, bounds: tuple[Bound, Bound], rule: str) -> None:
    assert found(quantity("x", words, comparator, bounds), *NUMBER_RULES) == {"x": {rule}}


NUMBERS = {
    "en": ("1", "7", "40", "1,000", "12,345", "three", "nineteen", "fifty", "sixty-one", "one hundred"),
    "fr": ("1", "7", "40", "1.000", "12 345", "trois", "seize", "cinquante", "trente-deux", "soixante-dix", "cent"),
}
HEDGED = {
    "en": ("{}", "more than {}", "over {}", "at least {}", "no fewer than {}", "fewer than {}", "up to {}", "{}+",
           "no more than {}", "about {}", "some {}", "exactly {}", "{} or more", "{} or so"),
    "fr": ("{}", "plus de {}", "au moins {}", "moins de {}", "jusqu'à {}", "environ {}", "{} ou plus", "près de {}"),
}  # fmt: skip
RANGES = {"en": ("{}–{}", "{}-{}", "{} to {}", "between {} and {}"), "fr": ("{} à {}", "entre {} et {}", "{}-{}")}


def written(language: str) -> list[str]:
    """Quantities in many forms."""
    hedged = [form.format(number) for form, number in product(HEDGED[language], NUMBERS[language])]
    return hedged + [form.format("5", "20") for form in RANGES[language]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_readers_of_numbers_agree(language: str) -> None:
    """Where the grammar reads words, the rule is silent; where a bound is moved, it speaks of each of them."""
    right, wrong, moved = [], [], set()
    for index, words in enumerate(written(language)):
        reading = read_quantity(words, language)
        bounds = (reading.minimum, reading.maximum)
        right.append(quantity(f"x{index}", words, str(reading.comparator), bounds))
        if bounds != (None, None):
            further = tuple(None if bound is None else bound + 1 for bound in bounds)
            wrong.append(quantity(f"x{index}", words, str(reading.comparator), (further[0], further[1])))
            moved.add(f"x{index}")
    assert len(right) > 80
    assert found("\n".join(right), *NUMBER_RULES) == {}
    assert set(found("\n".join(wrong), *NUMBER_RULES)) == moved


DATES: list[tuple[str, str, str, str | None]] = [
    ("16 November 2012", "2012-11-16", "date", None),
    ("16 November 2012", "2012-11-17", "date", "date-fits-words"),
    ("16 November 2012", "2012-12-16", "date", "date-fits-words"),
    ("16 November 2012", "2011-11-16", "date", "date-fits-words"),
    ("16 November 2012", "2012", "gYear", "date-fits-words"),
    ("16 November 2012", "16 November 2012", "string", "date-fits-words"),
    ("November 24, 2017", "2017-11-24", "date", None),
    ("November 24, 2017", "2017-11-23", "date", "date-fits-words"),
    ("on the 1st of May 2012", "2012-05-01", "date", None),
    ("le 1er août 2012", "2012-08-01", "date", None),
    ("le 1er août 2012", "2012-07-01", "date", "date-fits-words"),
    ("16\u00a0novembre 2012", "2012-11-15", "date", "date-fits-words"),
    ("24.11.17", "2017-11-24", "date", None),
    ("24.11.17", "2016-11-24", "date", "date-fits-words"),
    ("2012-11-16", "2012-11-15", "date", "date-fits-words"),
    ("November 2012", "2012-11", "gYearMonth", None),
    ("November 2012", "2012-10", "gYearMonth", "date-fits-words"),
    ("in 2017", "2017", "gYear", None),
    ("in 2017", "2016", "gYear", "date-fits-words"),
    ("early 2018", "early 2018", "string", None),
    ("November 16", "2012-11-16", "date", "whole-date-or-inferred"),
    ("the same day", "2012-11-16", "date", "whole-date-or-inferred"),
    ("at 5am", "05:00:00", "time", None),
    ("at 5am", "17:00:00", "time", "time-fits-words"),
    ("12:30 a.m.", "00:30:00", "time", None),
    ("5:15 pm", "17:15:00", "time", None),
    ("17:45", "17:54:00", "time", "time-fits-words"),
    ("noon", "25:00:00", "time", "date-is-possible"),
    ("that year", "12", "gYear", "date-is-possible"),
    ("2100", "2100-02-29", "date", "date-is-possible"),
    ("2000", "2000-02-29", "date", None),
    ("2012", "2012-04-31", "date", "date-is-possible"),
]


@pytest.mark.parametrize(
    ("words", "value", "datatype", "rule"),
    DATES,
)
def test_a_date_is_what_its_words_say(words: str, value: str, datatype: str, rule: str | None) -> None:
    inferred = words == "that year"
    assert found(dated("x", words, value, datatype, inferred), *DATE_RULES) == ({"x": {rule}} if rule else {})


@pytest.mark.parametrize(
    ("words", "value", "fits"),
    [
        ("November 16", "2012-11-16", True),
        ("November 16", "2012-11-17", False),
        ("the 17th", "2012-11-17", True),
        ("the 17th", "2012-11-18", False),
        ("the same day", "2012-11-18", True),
    ],
)
def test_an_inferred_date_keeps_what_its_words_do_say(words: str, value: str, fits: bool) -> None:
    assert found(dated("x", words, value, "date", True), *DATE_RULES) == ({} if fits else {"x": {"date-fits-words"}})


def test_both_readers_of_dates_agree() -> None:
    """For each month in both languages, with its short form, as the grammar reads it."""
    days = [
        (f"{day} {month} {year}", language)
        for language, months in {
            "en": "January February March April May June July August September October November December Sept. Dec.",
            "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv. déc.",
        }.items()
        for month, day, year in product(months.split(), (1, 28), (1999, 2012))
    ]
    rows = [
        dated(f"x{index}", words, read_date(words, language).value, "date")
        for index, (words, language) in enumerate(days)
    ]
    assert len(rows) > 100
    assert found("\n".join(rows), *DATE_RULES) == {}
    other = [row.replace("2012-", "2013-").replace("1999-", "1998-") for row in rows]
    assert set(found("\n".join(other), *DATE_RULES)) == {f"x{index}" for index in range(len(rows))}


def test_another_engine_reads_the_same() -> None:
    """rdflib's regular expressions and numbers are not those of Oxigraph."""
    counts = [quantity(f"c{n}", *count[:3]) for n, count in enumerate(COUNTS)]
    measures = [quantity(f"m{n}", *measure[:4]) for n, measure in enumerate(MEASURES)]
    dates = [dated(f"d{n}", *date[:3]) for n, date in enumerate(DATES)]
    rows, rules = "\n".join(counts + measures + dates), (*NUMBER_RULES, *DATE_RULES)
    answers = found(rows, *rules, engine="rdflib")
    assert answers == found(rows, *rules)
    assert len(answers) > 40
