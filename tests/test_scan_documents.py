"""Every quantity of our two documents, by digits and in words."""

from __future__ import annotations

import re

from indelgraph.grammar import Comparator, Mention, MentionKind, scan
from indelgraph.resources import root

IN_DELIMANE = "battle-of-in-delimane-2012"
AMBUSH = "indelimane-ambush-2017"


def text_of(document: str) -> str:
    path = root() / "data" / "documents" / document / "text.txt"
    return path.read_bytes().decode("utf-8")


def titles(text: str) -> list[tuple[int, int]]:
    """The quoted titles of the references, one on a line."""
    return [m.span(1) for m in re.finditer(r'^ +\d+\. \^.*?"([^"\n]*)"', text, re.MULTILINE)]


Row = tuple[int, str, MentionKind, Comparator, str | None, str | None, str | None]

DIGITS, WORDS, SPAN = MentionKind.DIGITS, MentionKind.WORDS, MentionKind.RANGE
VAGUE, NOUN = MentionKind.VAGUE, MentionKind.NOUN
EXACTLY = Comparator.EXACTLY


# 12 figures in the infobox ("500–1,000" is one mention with two) and 16 in the prose: 28 in digits.
A_DIGITS: list[Row] = [
    (415, "500", DIGITS, EXACTLY, "Person", "men", None),
    (436, "500–1,000", SPAN, Comparator.RANGE, "Person", "men", None),
    (465, "1", DIGITS, EXACTLY, "Person", None, "killed"),
    (475, "4", DIGITS, EXACTLY, "Person", None, "wounded"),
    (511, "100", DIGITS, EXACTLY, "Person", None, "killed"),
    (523, "20", DIGITS, EXACTLY, "Person", None, "captured"),
    (572, "3", DIGITS, EXACTLY, "Person", None, "killed"),
    (582, "6", DIGITS, EXACTLY, "Person", None, "wounded"),
    (615, "65", DIGITS, EXACTLY, "Person", None, "killed"),
    (651, "17", DIGITS, EXACTLY, "Person", None, "killed"),
    (701, "At least 117", DIGITS, Comparator.AT_LEAST, "Person", None, "killed"),
    (1115, "50 kilometers", DIGITS, EXACTLY, None, None, None),
    (1320, "80 kilometers", DIGITS, EXACTLY, None, None, None),
    (1645, "300", DIGITS, EXACTLY, "Person", "fighters", None),
    (1751, "16", DIGITS, EXACTLY, "Vehicle", "pickups", None),
    (1850, "1,000", DIGITS, EXACTLY, "Person", "jihadists", None),
    (1934, "80 kilometers", DIGITS, EXACTLY, None, None, None),
    (1964, "70 kilometers", DIGITS, EXACTLY, None, None, None),
    (2153, "10", DIGITS, EXACTLY, "Person", None, "killed"),
    (2499, "12", DIGITS, EXACTLY, "Person", "Islamists", "killed"),
    (2571, "6", DIGITS, EXACTLY, "Person", None, "wounded"),
    (2852, "more than 117", DIGITS, Comparator.MORE_THAN, "Person", "people", "killed"),
    (2889, "17", DIGITS, EXACTLY, None, None, None),
    (2946, "over 100", DIGITS, Comparator.MORE_THAN, None, None, None),
    (3187, "3", DIGITS, EXACTLY, "Person", "fighters", None),
    (3202, "6", DIGITS, EXACTLY, "Person", None, "wounded"),
    (3230, "more than 100", DIGITS, Comparator.MORE_THAN, "Person", "dead", "killed"),
]
A_WORDS: list[Row] = [
    (1428, "a lot of", VAGUE, Comparator.VAGUE, "Person", "prisoners", "captured"),
    (1457, "two", WORDS, EXACTLY, "Vehicle", "vehicles", "captured"),
    (1487, "deaths", NOUN, Comparator.VAGUE, "Person", "deaths", "killed"),
    (1763, "many", VAGUE, Comparator.VAGUE, None, None, None),
    (2649, "dozens", VAGUE, Comparator.VAGUE, "Person", "deaths", "killed"),
]


# 5 casualties in the infobox and 10 in the prose; the other four are no casualties.
B_TEXT: list[Row] = [
    (460, "3", DIGITS, EXACTLY, "Person", None, "killed"),
    (470, "17", DIGITS, EXACTLY, "Person", None, "wounded"),
    (481, "1", DIGITS, EXACTLY, "Person", None, "killed"),
    (491, "1", DIGITS, EXACTLY, "Person", None, "wounded"),
    (501, "2", DIGITS, EXACTLY, "Person", None, "killed"),
    (768, "five", WORDS, EXACTLY, "ArmedGroup", "groups", None),
    (1045, "one", WORDS, EXACTLY, "Person", "peacekeeper", "killed"),
    (1082, "three", WORDS, EXACTLY, "Person", "others", "wounded"),
    (1382, "several", VAGUE, Comparator.VAGUE, "Person", "attackers", "killed"),
    (1528, "Three", WORDS, EXACTLY, "Person", "peacekeepers", "killed"),
    (1593, "sixteen", WORDS, EXACTLY, "Person", "others", "wounded"),
    (1620, "one", WORDS, EXACTLY, "Person", "employee", "wounded"),
    (1683, "one", WORDS, EXACTLY, "Person", "soldier", "killed"),
    (1717, "one", WORDS, EXACTLY, "Person", None, "wounded"),
    (1910, "five", WORDS, EXACTLY, "Person", "soldiers", "killed"),
    (1956, "two", WORDS, EXACTLY, "Person", "fighters", "killed"),
    (2166, "two", WORDS, EXACTLY, "ArmedGroup", "groups", None),
    (2249, "several", VAGUE, Comparator.VAGUE, None, "skirmishes", None),
]


# Five casualties with a number; "deux attaques" counts attacks, and "des pertes" has no number.
B_TITLES: list[Row] = [
    (2534, "6", DIGITS, EXACTLY, "Person", "morts", "killed"),
    (2933, "trois", WORDS, EXACTLY, "Person", "casques", "killed"),
    (2956, "un", WORDS, EXACTLY, "Person", "soldat", "killed"),
    (3068, "Quatre", WORDS, EXACTLY, "Person", "Casques", "killed"),
    (3092, "un", WORDS, EXACTLY, "Person", "soldat", "killed"),
    (3119, "deux", WORDS, EXACTLY, None, "attaques", None),
    (3622, "pertes", NOUN, Comparator.VAGUE, "Person", "pertes", None),
]


def row(mention: Mention) -> Row:
    return (
        mention.start,
        mention.words,
        mention.kind,
        mention.reading.comparator,
        mention.counts,
        mention.noun,
        mention.loss,
    )


def test_the_battle_of_in_delimane() -> None:
    found = scan(text_of(IN_DELIMANE))
    assert [row(m) for m in found] == sorted(A_DIGITS + A_WORDS)
    assert sum(len(m.reading.number) for m in found if m.kind in (DIGITS, SPAN)) == 28
    assert {m.start: m.severity for m in found if m.severity} == {3202: "Serious"}
    assert {m.start: m.reading.unit for m in found if m.reading.unit} == dict.fromkeys((1115, 1320, 1934, 1964), "km")


def test_the_indelimane_ambush() -> None:
    text = text_of(AMBUSH)
    end = text.index("\nReferences\n")
    found = scan(text, end=end)
    assert [row(m) for m in found] == B_TEXT
    assert sum(1 for m in found if m.loss) == 15


def test_the_titles_of_the_ambush() -> None:
    text = text_of(AMBUSH)
    places = titles(text)
    assert len(places) == 10
    found = [m for start, end in places for m in scan(text, "fr", start=start, end=end)]
    assert [row(m) for m in found] == B_TITLES
    assert sum(1 for m in found if m.loss and m.reading.number) == 5


def test_the_rest_of_the_references_holds_no_quantity() -> None:
    text = text_of(AMBUSH)
    found = scan(text, start=text.index("\nReferences\n"))
    # Read as English, the page shows the digits of the French titles only.
    assert [(m.start, m.words) for m in found] == [(2534, "6")]
