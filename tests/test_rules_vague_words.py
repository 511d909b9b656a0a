"""The conventions for vague words, which are off unless asked for: what they read and what follows."""

from __future__ import annotations

import pytest

from claims_made import Said, figure, found, kinds, member, page
from figures_made import VAGUE
from indelgraph.derive.rules import all_rules
from indelgraph.derive.rules.vague_words import read
from indelgraph.grammar import read_quantity


@pytest.mark.parametrize(
    ("words", "language", "least"),
    [
        ("several", "en", 3), ("Several", "en", 3), ("a few", "en", 2), ("dozens", "en", 24), ("scores", "en", 40),
        ("hundreds", "en", 200), ("thousands", "en", 2000), ("several dozen", "en", 36), ("a few hundred", "en", 200),
        ("tens of thousands", "en", 20_000), ("hundreds of thousands", "en", 200_000), ("many dozens", "en", 24),
        ("a couple of", "en", 2), ("dozens of", "en", 24),
        ("plusieurs", "fr", 3), ("quelques", "fr", 2), ("des dizaines", "fr", 20), ("plusieurs centaines", "fr", 300),
        ("quelques dizaines", "fr", 20), ("des dizaines de milliers", "fr", 20_000),
        ("de nombreuses dizaines", "fr", 20),
    ],
)  # fmt: skip
def test_a_vague_word_is_read_by_the_convention(words: str, language: str, least: int) -> None:
    assert read_quantity(words, language).comparator == "Vague"
    found_ = read(words)
    assert found_ is not None
    assert found_[0] == least
    assert found_[1].endswith(".")


@pytest.mark.parametrize("words", ["many", "a lot of", "deaths", "pertes", "dozen", "countless", "", "several goats"])
def test_other_words_are_left_alone(words: str) -> None:
    assert read(words) is None


def test_a_convention_is_off_unless_asked_for_and_adds_an_interpretation() -> None:
    assert all(all_rules()[name].convention for name in ("vague-words", "vague-against-number"))
    ((name, row),) = found(page(figure("dozens"), figure("12"), figure("a lot of")), "vague-words").items()
    assert name == "interpretation/d/c0"
    assert (row["minValue"], row["interprets"], row["restsOn"]) == ({"24"}, {"c0"}, {"c0"})
    assert row["comment"] == {"The plural “dozens” is at least two times 12."}
    assert row["label"] == {"Reds killed: dozens (the article), read as at least 24"}


def pragmatic(*says: Said) -> dict[tuple[str, ...], tuple[str, ...]]:
    rows = {key: row for key, row in found(page(*says), *VAGUE).items() if key.startswith("contradiction/")}
    return kinds(rows, "grade", "conflictKind")


@pytest.mark.parametrize(
    "says",
    [
        (figure("several"), figure("2")),
        (figure("2"), figure("several", told=("blues",))),
        (figure("several"), figure("2", "scouts", told=("blues",)), member("scouts", "reds")),
        (figure("two", "scouts", told=("blues",)), figure("dozens"), member("scouts", "reds")),
        (figure("dozens", "scouts", told=("blues",)), figure("at most 23"), member("scouts", "reds")),
    ],
)
def test_a_number_is_below_what_the_word_is_read_as(says: tuple[Said, ...]) -> None:
    assert pragmatic(*says) == {("c0", "c1"): ("Pragmatic", "DisjointQuantities")}


@pytest.mark.parametrize(
    "says",
    [
        (figure("several"), figure("3")),
        (figure("several"), figure("more than 1")),
        (figure("several"), figure("2", "blues")),
        (figure("several"), figure("2", partial=True, limited="place/camp")),
        (figure("several"), figure("2", "scouts"), member("scouts", "reds")),
        (figure("a lot of"), figure("2")),
        (figure("several", "unstated"), figure("2", "reds")),
    ],
)
def test_a_number_that_the_word_allows_is_no_conflict(says: tuple[Said, ...]) -> None:
    assert pragmatic(*says) == {}


def test_without_the_reading_there_is_no_conflict() -> None:
    assert found(page(figure("several"), figure("2")), "vague-against-number") == {}
