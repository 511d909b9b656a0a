"""Content negotiation by RFC 9110, section 12.5.1, and the form of problems."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.endpoint.negotiate import GRAPHS, RESULTS, Format, choose, media_types, quality
from indelgraph.endpoint.problem import HttpProblem

JSON, XML, CSV, TSV = (RESULTS[i].media_type for i in range(4))


def chosen(accept: str | None, offers: tuple[Format, ...] = RESULTS) -> str | None:
    best = choose(accept, offers)
    return best.media_type if best else None


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*", CSV),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/tab-separated-values, text/csv;q=0.9", TSV),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", XML),
        ("text/csv;q=0.5,application/sparql-results+xml ; q=0.6", XML),
        ("application/xml", "application/xml"),
        ("application/json", "application/json"),
        ("*/*;q=0.1, text/csv;q=0", JSON),
        ("text/*, text/csv;q=0", TSV),
        ("*/*, application/sparql-results+json;q=0", XML),
        ("text/csv;charset=utf-8", CSV),
        ("application/sparql-results+json;charset=utf-8", JSON),
        ("application/sparql-results+json; charset=UTF8", JSON),
        ("application/sparql-results+json;charset=utf-16", None),
        ("text/csv;charset=iso-8859-1", None),
        ("text/csv;charset=iso-8859-1, */*;q=0.1", JSON),
        ("text/csv;header=present", CSV),
        ('text/csv;note="a,b;q=0";q=1', CSV),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("text/html", None),
        ("image/*", None),
        ("*/*;q=0", None),
        ("*/csv", None),
        ("text/csv;q=2", None),
        ("text/csv;q=1.0001", None),
        ("text/csv;q=0.001", CSV),
        ("rubbish, text/csv", CSV),
        ("rubbish", JSON),
        (", ,text/csv,,", CSV),
    ],
)
def test_what_is_chosen(accept: str | None, wanted: str | None) -> None:
    assert chosen(accept) == wanted


def test_graphs_have_turtle_as_default_and_results_never_mix_in() -> None:
    assert chosen(None, GRAPHS) == "text/turtle"
    assert chosen("application/rdf+xml, text/turtle;q=0.9", GRAPHS) == "application/rdf+xml"
    assert chosen("application/sparql-results+json", GRAPHS) is None
    assert chosen("application/n-triples,*/*;q=0.1", GRAPHS) == "application/n-triples"


def test_text_is_sent_with_its_charset() -> None:
    for offer in (*RESULTS, *GRAPHS):
        assert offer.content_type.startswith(offer.media_type)
        assert offer.media_type.startswith("text/") == offer.content_type.endswith("; charset=utf-8")


OFFERS = st.sampled_from(RESULTS)
WEIGHTS = st.integers(0, 1000)


@given(st.lists(st.tuples(OFFERS, WEIGHTS), min_size=1, unique_by=lambda pair: pair[0].media_type))
def test_the_heaviest_range_wins_and_our_order_breaks_ties(pairs: list[tuple[Format, int]]) -> None:
    accept = ", ".join(f"{offer.media_type};q={weight / 1000:.3f}" for offer, weight in pairs)
    weights = {offer.media_type: weight for offer, weight in pairs}
    heaviest = max(weights.values())
    first = next(offer for offer in RESULTS if weights.get(offer.media_type) == heaviest)
    assert chosen(accept) == (first.media_type if heaviest else None)


@given(OFFERS, WEIGHTS, WEIGHTS, WEIGHTS, st.permutations(range(3)))
def test_the_most_specific_range_decides_in_any_order(
    offer: Format, exact: int, kind: int, everything: int, order: list[int]
) -> None:
    main = offer.media_type.split("/")[0]
    ranges = [
        f"{offer.media_type};q={exact / 1000:.3f}",
        f"{main}/*;q={kind / 1000:.3f}",
        f"*/*;q={everything / 1000:.3f}",
    ]
    accept = ",".join(ranges[i] for i in order)
    assert quality(accept, offer) == exact / 1000
    others = [other for other in RESULTS if other is not offer]
    for other in others:
        weight = kind if other.media_type.startswith(main + "/") else everything
        assert quality(accept, other) == weight / 1000


@given(st.text(max_size=300) | st.text(alphabet='abc/*;=q.01" ,\\', max_size=300))
def test_any_header_is_read_without_an_error(accept: str) -> None:
    best = choose(accept, RESULTS)
    assert best is None or quality(accept, best) == max(quality(accept, offer) for offer in RESULTS)
    assert 0 <= quality(accept, RESULTS[0]) <= 1


def test_media_types_for_people() -> None:
    written = "text/turtle, application/n-triples, application/rdf+xml"
    assert media_types(GRAPHS) == f"{written}, application/ld+json, application/trig, application/n-quads"


PROBLEM = HttpProblem(400, "malformed-query", "The query is malformed", "line 1 …", {"line": 1, "column": 11})


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "application/sparql-results+json", "image/png"])
def test_a_problem_is_a_problem_document(accept: str | None) -> None:
    content_type, body = PROBLEM.render(accept)
    assert content_type == "application/problem+json"
    assert json.loads(body) == {
        "type": "https://w3id.org/indelgraph/problem/malformed-query",
        "title": "The query is malformed",
        "status": 400,
        "detail": "line 1 …",
        "line": 1,
        "column": 11,
    }


@pytest.mark.parametrize("accept", ["text/plain", "text/*", "text/csv", "text/html,*/*;q=0.8"])
def test_a_problem_is_a_line_for_whoever_asks_for_text(accept: str) -> None:
    assert PROBLEM.render(accept) == (
        "text/plain; charset=utf-8",
        "The query is malformed: line 1 …\n".encode(),
    )
