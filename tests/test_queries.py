"""Each shipped query about what documents say against the answer that a reader of the texts expects."""

from __future__ import annotations

import re

import pytest

from indelgraph import shipped
from indelgraph.namespaces import DATA_PREFIXES, PREFIXES
from queries_asked import answer, backwards, twice
from queries_expected import EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_shipped_query_gives_the_expected_answer(name: str) -> None:
    assert answer(shipped()[name].text) == EXPECTED[name]


def test_every_shipped_query_says_what_it_answers() -> None:
    for query in shipped().values():
        assert query.title
        assert query.question.endswith("?")
        assert "# title" not in query.text


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_query_is_readable_and_its_order_is_determined(name: str) -> None:
    text = shipped()[name].text
    declared = re.findall(r"^PREFIX (\w+): <([^>]+)>$", text, flags=re.MULTILINE)
    known = PREFIXES | DATA_PREFIXES
    assert declared == sorted((prefix, known[prefix]) for prefix, _ in declared)
    body = text.rpartition("\n\n")[2]
    assert all(f"{prefix}:" in body for prefix, _ in declared)
    assert max(map(len, text.splitlines())) <= 120
    assert text.splitlines()[-1].startswith("ORDER BY ")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_answer_does_not_depend_on_the_order_in_which_quads_were_loaded(name: str) -> None:
    assert answer(shipped()[name].text, backwards()) == EXPECTED[name]


def test_a_claim_that_stands_on_two_spans_and_in_two_graphs_is_one_row() -> None:
    """A query joins the evidence for its order only; a second span of the same claim adds no row."""
    for name in sorted(EXPECTED):
        if name != "names-of-indelimane":  # it counts the spans
            assert len(answer(shipped()[name].text, twice())) == len(EXPECTED[name]), name
