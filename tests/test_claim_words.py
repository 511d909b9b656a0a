"""Where the words of a quote stand, against a definition by trying every stretch."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.claims.locate import ELLIPSIS, occurrences
from indelgraph.documents.model import Slice

# Where words stand, against a definition by trying every stretch.


def _cuts(text: str, offset: int) -> bool:
    """Whether an offset stands inside a number."""
    left, right = text[:offset], text[offset:]
    marks = ".,'’\u00a0\u202f\u2009"
    if not left or not right:
        return False
    if left[-1].isdigit() and (right[0].isdigit() or (right[0] in marks and right[1:2].isdigit())):
        return True
    return right[0].isdigit() and left[-1] in marks and left[-2:-1].isdigit()


def _joins(text: str, offset: int) -> bool:
    return text[:offset][-1:].isalnum() and text[offset : offset + 1].isalnum()


def _plain(text: str, words: str, scope: Slice) -> list[Slice]:
    stretches = [Slice(start, start + len(words)) for start in range(scope.start, scope.end - len(words) + 1)]
    stretches = [
        s for s in stretches if words and s.of(text) == words and not any(map(_cuts, (text,) * 2, (s.start, s.end)))
    ]
    whole = [s for s in stretches if not _joins(text, s.start) and not _joins(text, s.end)]
    return whole or stretches


def _by_trying(text: str, words: str, scope: Slice) -> list[Slice]:
    if ELLIPSIS not in words or words in text:
        return _plain(text, words, scope)
    head, tail = words.split(ELLIPSIS, 1)
    found_ = []
    for start in _plain(text, head, scope):
        behind = [end for end in _by_trying(text, tail, scope) if end.start >= start.end]
        if behind:
            found_.append(Slice(start.start, behind[0].end))
    return found_


_TEXTS = st.text(alphabet="ab1,  \u00a0…-", max_size=24)
_WORDS = st.text(alphabet="ab1, -", max_size=3)


@given(
    _TEXTS,
    _WORDS | st.tuples(_WORDS, _WORDS).map(ELLIPSIS.join) | st.tuples(_WORDS, _WORDS, _WORDS).map(ELLIPSIS.join),
    st.data(),
)
@example("aaa", "aa", None)
def test_occurrences_are_those_of_the_definition(text: str, words: str, data: st.DataObject | None) -> None:
    start = data.draw(st.integers(0, len(text))) if data else 0
    end = data.draw(st.integers(start, len(text))) if data else len(text)
    assert list(occurrences(text, words, Slice(start, end))) == _by_trying(text, words, Slice(start, end))


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("DateNovember 24, 2017", "November 24, 2017", [4]),
        ("November DateNovember", "November", [0]),
        ("1,500 and 500", "500", [10]),
        ("3\u00a0000 or 000", "000", [9]),
        ("17 in 117, 17th, 1.17", "17", [0]),
        ("17th", "17", [0]),
        ("117", "17", []),
        ("killed 5, 6 wounded", "5", [7]),
        ("a … b a c b", "a … b", [0]),
        ("a x b", "a … b", [0]),
        ("a x b y c", "a … b … c", [0]),
        ("b a", "a … b", []),
        ("anything", "", []),
    ],
)
def test_where_words_stand(text: str, words: str, starts: list[int]) -> None:
    assert [found_.start for found_ in occurrences(text, words, Slice(0, len(text)))] == starts
