"""What a claim file says against the text itself: each is told once, where it stands; its right twin is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collections_made import CARET, CLAIMS, HEAD, LOSS, REGISTRY, SLUG, TEXT, at, found, make
from indelgraph.claims.given import Parts, follows, parts_in

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = REGISTRY["events.yaml"]


def _wrong(folder: Path, claim: str, text: str = TEXT, more: str = "") -> str:
    """The one message on a claim, at its caret."""
    claims = f"{HEAD}{more}claims:\n  - {{{claim}}}\n"
    made = make(folder, claims, text=text)
    (problem,) = made.problems()
    place, message = problem.split(": ", 1)
    assert [place] == at(f"claims/{SLUG}.yaml", claims), problem
    return message


def _right(folder: Path, claim: str, text: str = TEXT, more: str = "") -> None:
    assert len(make(folder, f"{HEAD}{more}claims:\n  - {{{claim}}}\n", text=text).file().claims) == 1


# Tellers and channels


def test_a_channel_that_is_a_teller_too(tmp_path: Path) -> None:
    cue = "cue: (according to the army)"
    message = _wrong(tmp_path, f"{LOSS}, told: {{teller: radio-sahel, {cue}, channel: ‸radio-sahel}}")
    assert message == (
        "'radio-sahel' is a teller of this chain, too: a medium that was told something is a 'channel', one that "
        "states it is a 'teller'; keep one"
    )
    chain = f"told: [[{{teller: radio-sahel, {cue}}}, {{teller: army, channel: ‸radio-sahel}}]]"
    assert "a teller of this chain" in _wrong(tmp_path, f"{LOSS}, {chain}")
    _right(tmp_path, f"{LOSS}, told: [[{{teller: test-press, {cue}}}, {{teller: army, channel: radio-sahel}}]]")


# Dates by hand


@pytest.mark.parametrize(
    "date",
    [
        "{quote: the 9th, value: ‸10 August 2022, inferred-from: August 9}",
        "{quote: the 9th, value: ‸9 August 2021, inferred-from: August 9}",
        "{quote: the 9th, value: ‸9 July 2022, inferred-from: August 9}",
        "{quote: the 9th, value: ‸2022-07, inferred-from: August 9}",
        "{quote: on the 9th killed, value: ‸2020, inferred-from: August 9}",
        "{quote: A second attack, value: ‸10 August 2022, inferred-from: on the 9th}",
    ],
)
def test_a_date_that_no_words_hold(tmp_path: Path, date: str) -> None:
    message = _wrong(tmp_path, f"quote: A second attack at Tessit on the 9th killed, at-time: {date}")
    assert "follows neither from" in message
    assert message.endswith("; mend the value, or quote the words that hold its day, month and year")


@pytest.mark.parametrize(
    "date",
    [
        "{quote: the 9th, value: 9 August 2022, inferred-from: August 9}",
        "{quote: the 9th, value: 2022-08, inferred-from: August 9}",
        "{quote: A second attack, value: 9 August 2022, inferred-from: on the 9th}",
        "{quote: A second attack, value: 7 August 2022, inferred-from: Tessit on the 9th}",
        "{quote: A second attack, value: 5am, inferred-from: It began at 5am}",
    ],
)
def test_a_date_that_the_words_hold_together(tmp_path: Path, date: str) -> None:
    _right(tmp_path, f"quote: A second attack at Tessit on the 9th killed, at-time: {date}")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("On the morning of November 16, 2012", [Parts(2012, 11, 16)]),
        ("the 17th", [Parts(day=17)]),
        ("7–9 August", [Parts(month=8), Parts(day=7), Parts(day=9)]),
        ("in November", [Parts(month=11)]),
        ("they may march", []),
        ("since 2012", [Parts(year=2012)]),
        ("2,012 men and 17 others", []),
        ("24.11.17", [Parts(2017, 11, 24)]),
        ("at 5am", []),
    ],
)
def test_the_pieces_of_dates_in_words(words: str, parts: list[Parts]) -> None:
    assert list(parts_in(words, "en")) == parts


@pytest.mark.parametrize(
    ("value", "words", "sources", "right"),
    [
        (Parts(2012, 11, 16), "the same day", ["November 16", "16 November 2012"], True),
        (Parts(2012, 11, 17), "the same day", ["November 16", "16 November 2012"], False),
        (Parts(2012, 11, 17), "the next day", ["16 November 2012"], True),
        (Parts(2012, 11, 17), "On the morning of the first day", ["16 November 2012"], False),
        (Parts(2012, 11, 18), "On the third day", ["16 November 2012"], True),
        # Words that lead away and hold a day all the same.
        (Parts(2012, 11, 18), "two days later, on the 19th", ["16 November 2012"], False),
        (Parts(2012, 8, 9), "7–9 August", ["2012"], True),
        (Parts(2012, 8, 8), "7–9 August", ["2012"], False),
        (Parts(2012, 8), "that summer", ["2012"], False),
        (Parts(2012), "that summer", ["2012"], True),
        (Parts(2012, 12, 25), "on Christmas Day", ["2012"], True),
    ],
)
def test_what_a_date_by_hand_may_be(value: Parts, words: str, sources: list[str], right: bool) -> None:
    assert follows(value, words, sources, "en") is right


# The infobox


def test_a_line_for_one_party_counts_a_part(tmp_path: Path) -> None:
    message = _wrong(tmp_path, f"{LOSS}, limited-to: ‸army")
    assert message == (
        "a line of the infobox for 'army' alone counts a part of side-1; add 'partial: yes', or leave 'limited-to' out"
    )
    _right(tmp_path, f"{LOSS}, limited-to: army, partial: yes")
    _right(tmp_path, f"{LOSS}, limited-to: tessit")
    # In prose the words say what they are about.
    _right(tmp_path, "quote: Several soldiers are missing, missing: Several, group: side-1, limited-to: army")


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ('quote: 17 killed, killed: "17", group: ‸side-2', "Casualties1"),
        ('quote: 17 killed, killed: "17", group: ‸side-2, context: Casualties1', "Casualties1"),
        ("quote: more than 100 killed, killed: more than 100, group: ‸side-1", "Casualties2"),
        ("quote: Red Band, belligerent: red-band, side: ‸1", "Combatant2"),
        ("quote: Army victory, outcome: victory, side: ‸2, context: Combatant1", "Combatant1"),
        ("quote: Army victory, outcome: victory, side: ‸2, inferred-from: Strength1", "Strength1"),
        ('quote: "1,500 men", strength: "1,500", group: ‸side-2, context: Combatant2', "Strength1"),
        ('quote: "1,500 men", strength: "1,500", group: ‸side-1, context: Combatant2', "Combatant2"),
    ],
)
def test_a_side_other_than_that_of_the_cell(tmp_path: Path, wrong: str, label: str) -> None:
    number = wrong[wrong.index(CARET) + 1 :].partition(",")[0]
    assert _wrong(tmp_path, wrong) == (
        f"'{number}' is not the side of the cell '{label}'; write the side of its number"
    )


@pytest.mark.parametrize(
    "claim",
    [
        'quote: 17 killed, killed: "17", group: side-1, context: Combatant1',
        'quote: 17 killed, killed: "17", group: army',
        'quote: 17 killed, killed: "17", group: overall',
        "quote: Army victory, outcome: victory, side: 2",
        "quote: Army victory, outcome: victory, side: 2, context: [Combatant1, Combatant2]",
        # Prose may be about one side and lean on what the infobox says of the other.
        "quote: Several soldiers are missing, missing: Several, group: side-1, context: Combatant2",
    ],
)
def test_a_side_that_is_that_of_the_cell_or_of_none(tmp_path: Path, claim: str) -> None:
    _right(tmp_path, claim)


def test_a_third_column_is_no_side(tmp_path: Path) -> None:
    text = TEXT.replace("- Casualties2:", "- Casualties3: 5 missing\n- Casualties2:")
    _right(tmp_path, 'quote: 5 missing, missing: "5", group: side-1', text)


# Numbers and their words


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            'quote: 22 wounded, killed: ‸"22", group: side-1',
            "the quote says wounded and not killed; write 'wounded', or quote more",
        ),
        ('quote: 17 killed, missing: ‸"17", group: side-1', "the quote says killed and not missing"),
        ("quote: about fifty dead, wounded: ‸about fifty, group: army", "the quote says killed and not wounded"),
        (
            'quote: 42 soldiers had died, in: The army claims that 42 soldiers had died, killed: "42", group: army, '
            "counts: ‸vehicle",
            "the words count 'soldiers', of the kind person; write 'counts: person' or another number",
        ),
        (
            "quote: took two trucks, captured: two, group: army, counts: ‸person",
            "the words count 'trucks', of the kind",
        ),
    ],
)
def test_a_number_of_something_else(tmp_path: Path, claim: str, message: str) -> None:
    assert _wrong(tmp_path, claim).startswith(message)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ('quote: 22 wounded, wounded: "22", group: side-1', TEXT),
        ('quote: 22 wounded, hospitalised: "22", group: side-1', TEXT),
        ('quote: 22 wounded, casualties: "22", group: side-1', TEXT),
        ('quote: "17 killed, (according to the army), 22 wounded", killed: "17", group: side-1', TEXT),
        (
            'quote: 22 killed or wounded, wounded: "22", group: side-1',
            TEXT.replace("22 wounded", "22 killed or wounded"),
        ),
        ("quote: took two trucks, captured: two, group: army, counts: vehicle", TEXT),
        ("quote: The Katiba lost more than 100 men, killed: more than 100, group: katiba", TEXT),
    ],
)
def test_a_number_of_what_the_claim_says(tmp_path: Path, claim: str, text: str) -> None:
    _right(tmp_path, claim, text)


# Doubles and sides


def test_a_claim_that_stands_twice_is_to_be_removed(tmp_path: Path) -> None:
    claims = f"""{HEAD}claims:
- {{{LOSS}}}
- ‸{{{LOSS}}}
- ‸{{{LOSS}, label: another name, note: and a note}}
- ‸{{{LOSS}, partial: yes, limited-to: army}}
"""
    double = "this claim stands in line 5 already, word for word; remove one"
    assert found(tmp_path, claims) == [
        double, double, "the id '241-killed-side-1' is taken by the claim in line 5; give another 'id'",
    ]  # fmt: skip


def test_every_claim_of_a_whole_file_written_twice_is_a_double(tmp_path: Path) -> None:
    entries = CLAIMS[CLAIMS.index("claims:\n") + 8 : CLAIMS.index("names:\n")]
    problems = make(tmp_path, CLAIMS.replace(entries, entries * 2)).problems()
    assert len(problems) == len(make(tmp_path).file().claims)
    assert all(problem.endswith("already, word for word; remove one") for problem in problems)


def test_a_side_belongs_to_the_event_of_the_claim(tmp_path: Path) -> None:
    claim = "quote: Several soldiers, missing: Several, group: ‸side-1, event: sahel-war"
    assert _wrong(tmp_path, claim) == (
        "'side-1' is a side, but sahel-war, the event of this claim, has no 'sides' in the registry, and a side of "
        "another event is not one of it; add 'sides' there, or name the group itself"
    )
    assert _wrong(tmp_path, claim.replace("sahel-war", "second-attack").replace("side-1", "side-3")) == (
        "'side-3' is no side of second-attack, the event of this claim, which has sides 1 to 2; write one of them by "
        "its number, or name the 'event' whose side it is"
    )
    _right(tmp_path, "quote: Several soldiers, missing: Several, group: side-1, event: second-attack")
