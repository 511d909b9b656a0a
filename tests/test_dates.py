"""Dates and clock times: their words, and where they stand in a text."""

from __future__ import annotations

import calendar
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.grammar import DateReading, read_date
from indelgraph.grammar.dates import date_spans
from indelgraph.grammar.vocabulary import listed


@pytest.mark.parametrize(
    ("language", "words", "value", "datatype"),
    [
        ("en", "16 November 2012", "2012-11-16", "date"),
        ("en", "On November 24, 2017", "2017-11-24", "date"),
        ("en", "July 21, 2024", "2024-07-21", "date"),
        ("en", "Friday, November 24, 2017", "2017-11-24", "date"),
        ("en", "the 17th of November 2012", "2012-11-17", "date"),
        ("en", "16\u00a0November\u00a02012", "2012-11-16", "date"),
        ("en", "Nov. 16, 2012", "2012-11-16", "date"),
        ("en", "2017-11-25", "2017-11-25", "date"),
        ("en", "24.11.17", "2017-11-24", "date"),
        ("en", "24.11.1969", "1969-11-24", "date"),
        ("en", "1.1.69", "1969-01-01", "date"),
        ("en", "1.1.68", "2068-01-01", "date"),
        ("en", "29 February 2012", "2012-02-29", "date"),
        ("en", "July 2020", "2020-07", "gYearMonth"),
        ("en", "2017-11", "2017-11", "gYearMonth"),
        ("en", "2017", "2017", "gYear"),
        ("en", "in 2017", "2017", "gYear"),
        ("en", "since 2012", "2012", "gYear"),
        ("en", "5am", "05:00:00", "time"),
        ("en", "at 5am", "05:00:00", "time"),
        ("en", "5 p.m.", "17:00:00", "time"),
        ("en", "12am", "00:00:00", "time"),
        ("en", "12:30 pm", "12:30:00", "time"),
        ("en", "17:05:09", "17:05:09", "time"),
        ("en", "noon", "12:00:00", "time"),
        ("fr", "le 1er novembre 2012", "2012-11-01", "date"),
        ("fr", "17 août 2012", "2012-08-17", "date"),
        ("fr", "vendredi 24 novembre 2017", "2017-11-24", "date"),
        ("fr", "24/11/2017", "2017-11-24", "date"),
        ("fr", "décembre 2013", "2013-12", "gYearMonth"),
        ("fr", "depuis 2012", "2012", "gYear"),
        ("fr", "à 5h30", "05:30:00", "time"),
        ("fr", "17 heures", "17:00:00", "time"),
        ("fr", "minuit", "00:00:00", "time"),
    ],
)
def test_whole_dates(language: str, words: str, value: str, datatype: str) -> None:
    expected = DateReading(value, datatype, complete=True)
    assert read_date(words, language) == expected
    # What the words have, nothing from outside replaces.
    assert read_date(words, language, year=1999, month=1) == expected


@pytest.mark.parametrize(
    ("language", "words", "alone", "supplied"),
    [
        ("en", "November 16", DateReading("--11-16", "gMonthDay", complete=False), "2012-11-16"),
        ("en", "17 November", DateReading("--11-17", "gMonthDay", complete=False), "2012-11-17"),
        ("en", "by 17 November", DateReading("--11-17", "gMonthDay", complete=False), "2012-11-17"),
        ("en", "November 16th", DateReading("--11-16", "gMonthDay", complete=False), "2012-11-16"),
        ("en", "29 February", DateReading("--02-29", "gMonthDay", complete=False), "2012-02-29"),
        ("fr", "le 17 novembre", DateReading("--11-17", "gMonthDay", complete=False), "2012-11-17"),
        ("en", "November", DateReading("--11", "gMonth", complete=False), "2012-11"),
    ],
)
def test_a_missing_year_is_said_and_can_be_supplied(
    language: str, words: str, alone: DateReading, supplied: str
) -> None:
    assert read_date(words, language) == alone
    completed = read_date(words, language, year=2012)
    assert (completed.value, completed.complete) == (supplied, True)


def test_a_day_alone_needs_its_month() -> None:
    for words, language in (("On the 17th", "en"), ("the 17th", "en"), ("le 17", "fr")):
        assert read_date(words, language, year=2012, month=11) == DateReading("2012-11-17", "date", complete=True)
        assert read_date(words, language, month=11) == DateReading("--11-17", "gMonthDay", complete=False)
        with pytest.raises(ValueError, match="only a day; supply its month and year"):
            read_date(words, language, year=2012)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("31 November", "the month has 30 days"),
        ("November 0", "the month has 30 days"),
        ("29 February 2017", "the month has 28 days"),
        ("2017-13-01", "no such month"),
        ("2017-00", "no such month"),
        ("0000", "no such year"),
        ("13pm", "hour is 1 to 12"),
        ("0am", "hour is 1 to 12"),
        ("24:00", "no time of the day"),
        ("17:60", "no time of the day"),
        ("11/24/2017", "may be day/month or month/day"),
        ("", "no date"),
        ("On the same day", "no date"),
        ("In early 2018", "no date"),
        ("17", "no date"),
        ("500 men", "no date"),
        ("16  November", "no date"),
        (" 16 November", "spaces at an end"),
        ("16 November\n", "spaces at an end"),
        ("16 November " * 50 + "2012", "no date"),
    ],
)
def test_what_is_no_date(words: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        read_date(words)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("year", "month"), [(0, None), (10_000, None), (2012, 0), (2012, 13)])
def test_what_is_supplied_must_be_possible(year: int, month: int | None) -> None:
    with pytest.raises(ValueError, match="cannot be completed"):
        read_date("the 17th", year=year, month=month)


def test_a_supplied_month_is_checked_with_the_day() -> None:
    with pytest.raises(ValueError, match="the month has 30 days"):
        read_date("the 31st", year=2012, month=11)


MONTHS_FR = listed("- janvier février mars avril mai juin juillet août septembre octobre novembre décembre")


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_day_in_every_form(day: date) -> None:
    month = calendar.month_name[day.month]
    short = calendar.month_abbr[day.month]
    expected = DateReading(f"{day.year:04}-{day.month:02}-{day.day:02}", "date", complete=True)
    english = [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"On {short}. {day.day}, {day.year}",
        f"{day.isoformat()}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    for words in english:
        assert read_date(words) == expected
        assert words.removeprefix("On ") in {words[a:b] for a, b in date_spans(words)}
    assert read_date(f"le {day.day} {MONTHS_FR[day.month]} {day.year}", "fr") == expected
    assert read_date(f"{day.day} {month}", year=day.year) == expected
    assert read_date(f"the {day.day}th", year=day.year, month=day.month) == expected


@given(st.times())
def test_every_minute(clock: time) -> None:
    words = clock.isoformat("minutes")
    assert read_date(words) == DateReading(words + ":00", "time", complete=True)


@given(st.one_of(st.text(), st.text("0123456789 -./:,NovemberMayampthé")))
def test_any_words_read_or_are_refused(words: str) -> None:
    for language in ("en", "fr"):
        try:
            reading = read_date(words, language, year=2012)
        except ValueError as error:
            refusal = str(error)
        else:
            refusal = "one line"
            assert reading.complete
        assert len(refusal.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DateNovember 24, 2017\nLocation", ["November 24, 2017"]),
        ("from 16–18 November on", ["16–18 November"]),
        ("On 16 and 17 November 2012, 17 fell", ["16 and 17 November 2012"]),
        ("Retrieved 2023-11-28.", ["2023-11-28"]),
        ("(24.11.17)", ["24.11.17"]),
        ("at 5am and 17:30", ["5am", "17:30"]),
        ("3 may have died, 300 march on", []),
        ("In November 16 fighters died", []),
        ("In November 16, 2012 fighters died", ["November 16, 2012"]),
        ("le 3 mai à 5 h 30", ["3 mai", "5 h 30"]),
        ("March 1,000 May 3.5 km", []),
        ("500-1,000 men, 15.86694, 3.2.1", []),
    ],
)
def test_where_dates_stand(text: str, found: list[str]) -> None:
    spans = [text[a:b] for a, b in date_spans(text)]
    # A month with the year may be found inside the longer date as well; the longest ones count.
    assert [s for s in spans if not any(s != t and s in t for t in spans)] == found


@given(st.text("0123456789 -./:,NovemberMay\namp", max_size=200))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    spans = date_spans(text)
    assert list(spans) == sorted(spans)
    assert all(0 <= a < b <= len(text) for a, b in spans)
