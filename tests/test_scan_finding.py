"""A quantity found in its quote, and what holds of a scan of any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.grammar import MentionKind, find_quantity, read_quantity, scan
from indelgraph.grammar.vocabulary import listed

DIGITS, WORDS, SPAN = MentionKind.DIGITS, MentionKind.WORDS, MentionKind.RANGE


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
