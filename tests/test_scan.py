"""What is found in a text as a quantity and what is none, with what it counts and what became of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.grammar import scan
from indelgraph.grammar.lexicon import ENGLISH, FRENCH


def told(text: str, language: str = "en") -> list[str]:
    return [m.words for m in scan(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "On November 16, the 17th and on the 18th; 16 November 2012, 2017-11-25, 24.11.17, in early 2018.",
        "DateNovember 24, 2017",
        "Battle of In-Delimane (2012)",
        "2017 Indelimane ambush",
        "It was formed in 2017 and fought since 2012; the 2012 attacks, 2012–2013, 2017-18.",
        "The ambush occurred at 5am, at 17:30 and at 5 p.m.",
        "15°52′1″N 1°30′46″E / 15.86694°N 1.51278°E / 15.86694; 1.51278",
        "15°52'1\"N",
        "as reported.[3][14]",
        '  1. ^ a b "Mali". Retrieved July 21, 2024.',
        "the first day, the second time",
        "No one fell, the one who fled, one by one, one day, the one. One might think so.",
        "F-16, AK-47, T-55, 17th, Casualties1, RPG7",
        "He spoke for two hours, 3 days later, several days, 24 hours; he is 12 years old.",
        "1/2, 24/7, 3.2.1, 1:30, two-thirds, a two-pronged plan",
        "$50 million, €30, 5 €",
        "page 12, No. 5, pp. 3–4",
        "http://example.org/12/300 and www.example.org/5 and 7@example.org",
        "as told by France 24 (in French)",
        "How many? Not many, too many.",
        "the losses, their losses, MUJAO's losses, MUJAO’s heavy losses, the number of deaths",
        "Casualties and losses",
        "- Casualties:",
        "Some areas, few villages. Some say so.",
        "007, 0123, 12345678901234567890, 1,0000, 1,00",
        "January, may, march",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "une attaque, un véhicule, des attaques meurtrières, un village",
        "les pertes, ses pertes, le nombre de morts, les blessés",
        "le 17 novembre 2012, en 2013, depuis 2012, à 5h30, le 1er mai",
        "une dizaine de jours, trois ans, 24 heures, près d'un village",
        "ils sont morts et blessés",
    ],
)
def test_what_is_no_mention_in_french(text: str) -> None:
    assert told(text, "fr") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In 2012 300 fighters and 2000 men came", ["300", "2000"]),
        ("more than 2000 of them", ["more than 2000"]),
        ("In November 16 fighters died", ["16"]),
        ("3 may have died", ["3"]),
        ("a 12-man squad on an 80-kilometre road", ["12", "80-kilometre"]),
        ("1 killed, 1 injured\n2 killed", ["1", "1", "2"]),
        ("heavy casualties were reported", ["casualties"]),
        ("deaths", ["deaths"]),
        ("dozens of deaths", ["dozens"]),
        ("No casualties were reported", ["No casualties"]),
        ("without casualties", ["without casualties"]),
        ("between 10 and 15 men, 3 or 4 women", ["between 10 and 15", "3 or 4"]),
        ("500–400 men", ["500", "400"]),
        ("one of the soldiers was hurt", ["one"]),
        ("one injured", ["one"]),
        ("at least one", ["at least one"]),
        ("the two groups", ["two"]),
        ('"17 killed" (20 dead) [5 missing]', ["17", "20", "5"]),
        ("Killed 17.", ["17"]),
        ("some soldiers, some 50 men", ["some", "some 50"]),
        ("10% of them, 5.5 km", ["10%", "5.5 km"]),
        ("Hundreds of people, many hundreds of men", ["Hundreds", "many hundreds"]),
        ("reported.[3]Three soldiers", ["Three"]),
    ],
)
def test_mentions(text: str, words: list[str]) -> None:
    assert told(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("des pertes et des blessés", ["pertes", "blessés"]),
        ("deux attaques", ["deux"]),
        ("un véhicule détruit", ["un"]),
        ("Plus d’une centaine d’hommes", ["Plus d’une centaine"]),
        ("plusieurs dizaines de blessés graves", ["plusieurs dizaines"]),
        ("1 000 morts, 1.500 hommes", ["1 000", "1.500"]),
        ("aucun mort", ["aucun mort"]),
        ("quelques soldats, quelques villes", ["quelques"]),
        ("quatre-vingt-dix-sept soldats", ["quatre-vingt-dix-sept"]),
    ],
)
def test_mentions_in_french(text: str, words: list[str]) -> None:
    assert told(text, "fr") == words


@pytest.mark.parametrize(
    ("language", "text", "losses"),
    [
        ("en", "killing 3 soldiers and 2 civilians.", ["killed", "killed"]),
        ("en", "killing 3 soldiers and 2 groups fled", ["killed", None]),
        ("en", "Three soldiers killed two rebels", [None, "killed"]),
        ("en", "They were killed by 300 fighters", [None]),
        ("en", "Three peacekeepers and one soldier were killed", ["killed", "killed"]),
        (
            "en",
            "17 killed and 3 injured, at least one missing, 5 hospitalised",
            ["killed", "wounded", "missing", "hospitalised"],
        ),
        ("en", "300 fighters came after a leader was killed", [None]),
        ("en", "12 soldiers were wounded", ["wounded"]),
        ("en", "It destroyed 3 vehicles and seized two pickups", ["destroyed", "captured"]),
        ("en", "he took 3 steps", [None]),
        ("en", "300 fighters freed the prisoners", [None]),
        ("en", "3 killed\n5 wounded", ["killed", "wounded"]),
        ("fr", "trois casques bleus et un soldat malien tués", ["killed", "killed"]),
        ("fr", "tuant trois soldats et deux civils.", ["killed", "killed"]),
        ("fr", "deux véhicules détruits, trois hommes capturés", ["destroyed", "captured"]),
    ],
)
def test_losses_are_told_by_their_own_clause(language: str, text: str, losses: list[str | None]) -> None:
    assert [m.loss for m in scan(text, language)] == losses


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("16 pickups", "Vehicle"),
        ("five different jihadist groups", "ArmedGroup"),
        ("3 others fled", None),
        ("3 others were killed", "Person"),
        ("several skirmishes", None),
        ("3 of them were destroyed", None),
        ("40 rockets", None),
        ("80 kilometers of soldiers", None),
        ("two battalions were destroyed", "ArmedGroup"),
        ("dozens of small militias", "ArmedGroup"),
        # Units of which some are counted are not counted themselves.
        ("4 of the FUA brigade were wounded", "Person"),
        ("three of Katiba Wagadou were killed", "Person"),
        ("3 killed of Katiba Wagadou", "Person"),
        ("4 of the militia's men were hurt", "Person"),
        ("dozens of the militias fled", None),
        ("4 men of the brigade", "Person"),
    ],
)
def test_what_is_counted(text: str, counts: str | None) -> None:
    assert [m.counts for m in scan(text)] == [counts]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("une dizaine de groupes armés", "ArmedGroup"),
        ("quatre bataillons", "ArmedGroup"),
        ("quatre de la brigade ont été tués", "Person"),
        ("trois tués de la katiba Macina", "Person"),
        ("une dizaine des groupes", None),
        ("deux des bataillons", None),
    ],
)
def test_what_is_counted_in_french(text: str, counts: str | None) -> None:
    assert [m.counts for m in scan(text, "fr")] == [counts]


UNITS = {
    language.language: sorted(word for word, noun in language.nouns.items() if noun.counts == "ArmedGroup")
    for language in (ENGLISH, FRENCH)
}


@given(
    st.integers(1, 1999).filter(lambda n: n < 1500),
    st.sampled_from(UNITS["en"]),
    st.sampled_from(["", "FUA ", "armed ", "Katiba "]),
    st.sampled_from(["the ", "their ", ""]),
    st.sampled_from(["", " were killed", " were captured", ", who fled"]),
)
def test_some_of_a_unit_are_never_units(number: int, unit: str, name: str, article: str, end: str) -> None:
    for mention in scan(f"{number} of {article}{name}{unit}{end}"):
        assert mention.counts != "ArmedGroup"
        assert mention.noun is None


@given(
    st.integers(2, 1499),
    st.sampled_from(UNITS["fr"]),
    st.sampled_from(["de la ", "du ", "des ", "de l'", "de "]),
    st.sampled_from(["", " ont été tués"]),
)
def test_some_of_a_unit_are_never_units_in_french(number: int, unit: str, article: str, end: str) -> None:
    assert all(mention.counts != "ArmedGroup" for mention in scan(f"{number} {article}{unit}{end}", "fr"))


def test_severity() -> None:
    assert [m.severity for m in scan("6 seriously wounded, 3 wounded; 2 killed seriously")] == [
        "Serious",
        None,
        "Serious",
    ]
    assert [m.severity for m in scan("6 blessés graves et 3 blessés", "fr")] == ["Serious", None]


def test_a_stretch_is_scanned_with_offsets_of_the_text() -> None:
    text = "1 killed. 22 wounded. 333 missing."
    start, end = text.index("22"), text.index(" 333")
    (mention,) = scan(text, start=start, end=end)
    assert (mention.start, mention.end, mention.words) == (10, 12, "22")
    for wrong in ((-1, 3), (3, 2), (0, len(text) + 1)):
        with pytest.raises(ValueError, match="no stretch"):
            scan(text, start=wrong[0], end=wrong[1])
    with pytest.raises(ValueError, match="no grammar for the language"):
        scan(text, "de")
