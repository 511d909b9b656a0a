"""Mentions of quantities in a text, and the place of a quantity in a quote."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.grammar import Comparator, Mention, MentionKind, find_quantity, read_quantity, scan
from indelgraph.grammar.lexicon import ENGLISH, FRENCH
from indelgraph.grammar.vocabulary import listed
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


@pytest.mark.parametrize(
    ("quote", "words", "start"),
    [
        ("more than 100 dead for MNLA forces", "more than 100", 0),
        ("more than 100 dead for MNLA forces", "100", 10),
        ("16 pickups, 1,000 jihadists, 1 leader", "1", 29),
        ("117 people, 17 for MUJAO", "17", 12),
        ("killed more than 117 people by 17 November, 17 for MUJAO", "17", 44),
        ("he said.[3] Of 3 men", "3", 15),
        ("500–1,000 men", "500–1,000", 0),
        ("500–1,000 men", "1,000", 4),
        ("twenty-two men and two women", "two", 19),
        ("dozens of deaths", "dozens of", 0),
        ("there have been deaths", "deaths", 16),
        ("80 kilometers from Ménaka", "80 kilometers", 0),
    ],
)
def test_a_quantity_is_found_in_its_quote(quote: str, words: str, start: int) -> None:
    mention = find_quantity(quote, words)
    assert mention is not None
    assert (mention.start, mention.end, mention.words) == (start, start + len(words), words)
    assert mention.reading == read_quantity(words)


@pytest.mark.parametrize(
    ("language", "quote", "words"),
    [
        ("en", "16 men", "1"),
        ("en", "1,000 men", "1"),
        ("en", "1,000 men", "000"),
        ("en", "1 000 men", "1"),
        ("en", "117 men", "17"),
        ("en", "twenty-two men", "two"),
        ("en", "two hundred men", "two"),
        ("en", "On 17 November", "17"),
        ("en", "15.8 km", "15"),
        ("en", "the 17th", "17"),
        ("en", "More than 5", "more than 5"),
        ("fr", "cinq cents hommes", "cinq"),
        ("fr", "vingt et un hommes", "un"),
        ("fr", "aucun mort", "un"),
    ],
)
def test_a_quantity_is_not_found_inside_another(language: str, quote: str, words: str) -> None:
    if words == "000":
        with pytest.raises(ValueError, match="is no quantity"):
            find_quantity(quote, words, language)
    else:
        assert find_quantity(quote, words, language) is None


def test_a_found_quantity_knows_what_follows_it() -> None:
    seriously = find_quantity("3 fighters and 6 seriously wounded", "6")
    assert seriously is not None
    assert (seriously.counts, seriously.severity, seriously.loss, seriously.kind) == (
        "Person",
        "Serious",
        "wounded",
        DIGITS,
    )
    vehicles = find_quantity("taken two vehicles", "two")
    assert vehicles is not None
    assert (vehicles.counts, vehicles.noun, vehicles.kind) == ("Vehicle", "vehicles", WORDS)
    soldier = find_quantity("un soldat malien tués", "un", "fr")
    assert soldier is not None
    assert (soldier.counts, soldier.noun, soldier.loss) == ("Person", "soldat", "killed")


def test_a_quantity_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'17' stands 2 times in the quote"):
        find_quantity("17 killed and 17 wounded", "17")
    with pytest.raises(ValueError, match="is no quantity"):
        find_quantity("17 killed", "killed")


PIECES = st.sampled_from(
    listed(
        "3|17|1,000|2012|500–1,000|0|15.86|one|two|twenty|hundred|a|dozen|dozens|several|many|no|some|"
        "more than|up to|about|between|and|of|to|killed|were|wounded|seriously|soldiers|others|groups|"
        "vehicles|deaths|casualties|kilometers|November|16|[3]|un|une|deux|soldat|malien|tués|pertes|des|"
        "plus de|aucun|mort|et|vingt|cent|mille|the|MNLA|(|)|,|.|-|–|°|′|\"|'|’|/|:|$|+|~|%|5am|17th|"
        "www.|@|\n|\u00a0|\u202f|é|٣|\ufeff",
        "|",
    )
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)


@given(TEXTS, st.sampled_from(["en", "fr"]))
@example("no a\nmort", "en")
def test_mentions_lie_in_order_and_read_as_their_words(text: str, language: str) -> None:
    last = 0
    for mention in scan(text, language):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        assert text[mention.start : mention.end] == mention.words
        assert len(mention.words.splitlines()) == 1
        assert read_quantity(mention.words, language) == mention.reading


@given(TEXTS, st.sampled_from(["en", "fr"]))
def test_a_sentence_behind_changes_nothing_before(text: str, language: str) -> None:
    before = scan(text, language)
    assert scan(text + "\n\nThe weather was calm.", language) == before


@given(TEXTS, st.sampled_from(["en", "fr"]))
def test_a_paragraph_in_front_only_moves_the_mentions(text: str, language: str) -> None:
    front = "The weather was calm.\n\n"
    moved = scan(front + text, language)
    here = scan(front + text, language, start=len(front))
    assert here == tuple(m for m in moved if m.start >= len(front)) == moved


@given(TEXTS, st.sampled_from(["3", "17", "one", "several", "more than 17", "deaths", "deux", "un", "16"]))
def test_finding_in_any_quote(quote: str, words: str) -> None:
    for language in ("en", "fr"):
        try:
            mention = find_quantity(quote, words, language)
        except ValueError as error:
            refusal = str(error)
            mention = None
        else:
            refusal = "one line"
        assert len(refusal.splitlines()) == 1
        if mention is not None:
            assert quote[mention.start : mention.end] == mention.words == words


HOSTILE = (
    "9",
    "1,",
    "1 000 ",
    "two ",
    "twenty-",
    "a",
    "no ",
    "more than ",
    "between ",
    "[",
    "16 November ",
    "In May ",
    "- ",
    "°",
    "x@",
    "deaths ",
    "casualties and ",
    "one hundred and ",
    "vingt ",
    "d'",
    "\n",
    " ",
    "http://",
    "1:",
    "killed ",
    "é\u0301",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_text_and_not_faster(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in tokens looked at, so that no clock is needed."""
    looked = 0
    from indelgraph.grammar import context, losses, nouns, numbers, quantities, tokens

    def counting(sequence: list[tokens.Token], index: int) -> tokens.Token:
        nonlocal looked
        looked += 1
        return tokens.peek(sequence, index)

    for module in (context, losses, nouns, numbers, quantities):
        monkeypatch.setattr(module, "peek", counting)
    costs = []
    for size in (1_000, 4_000):
        looked = 0
        for language in ("en", "fr"):
            scan(piece * (size // len(piece)), language)
        costs.append(looked)
    assert costs[1] <= 4.5 * costs[0] + 1_000
