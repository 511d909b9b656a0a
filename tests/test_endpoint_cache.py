"""What is kept of answers: entity tags, what has none, the bound of the cache, and equal queries that run once."""

from __future__ import annotations

import os
import signal
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from http_asked import CONSTRUCT, SELECT, E, asking, get, objects, problem
from indelgraph.endpoint.cache import Lru, entity_tag
from indelgraph.endpoint.evaluate import Query
from indelgraph.endpoint.front import plan_of
from indelgraph.endpoint.headers import any_tag, has_tag
from indelgraph.endpoint.scan import scan
from indelgraph.settings import Settings
from serving import make_snapshot, numbers, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with asking(tmp_path_factory.mktemp("cache")) as (_, made):
        yield made


def counted(client: httpx.Client) -> dict[str, float]:
    """How often the cache did what, so far."""
    families = text_string_to_metric_families(client.get("/-/metrics").text)
    samples = [sample for family in families for sample in family.samples]
    return {s.labels["result"]: s.value for s in samples if s.name == "indelgraph_cache_requests_total"}


# --- entity tags ------------------------------------------------------------------------------------------------


def test_a_client_asks_whether_its_copy_still_holds(client: httpx.Client) -> None:
    first = get(client, SELECT)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first.headers["Vary"] == "Accept"
    for condition in (tag, f"W/{tag}", f'"other", {tag}', f'W/"x" ,, {tag} ,', "*"):
        for method in ("GET", "HEAD"):
            answer = client.request(
                method, "/sparql", params={"query": SELECT}, headers={"Accept": "*/*", "If-None-Match": condition}
            )
            assert (answer.status_code, answer.content) == (304, b""), condition
            for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin", "X-Content-Type-Options"):
                assert answer.headers[name] == first.headers[name]
            assert "Content-Type" not in answer.headers
    for condition in ('"other"', tag.strip('"'), f"{tag} {tag}", f"w/{tag}", ""):
        again = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "*/*", "If-None-Match": condition})
        assert (again.status_code, again.content) == (200, first.content), condition


def test_the_first_and_the_kept_answer_are_the_same_to_the_letter(client: httpx.Client) -> None:
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    answers = [get(client, query, "text/csv") for _ in range(3)]
    answers.append(client.get("/sparql", params={"query": query, "format": "csv"}))
    for answer in answers[1:]:
        assert answer.content == answers[0].content
        kept, first = (sorted((k, v) for k, v in a.headers.items() if k != "date") for a in (answer, answers[0]))
        assert kept == first
    head = client.head("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert head.headers["ETag"] == answers[0].headers["ETag"]
    assert head.headers["Content-Length"] == str(len(answers[0].content))


def test_a_tag_tells_query_format_and_dataset_apart(client: httpx.Client) -> None:
    asked: list[dict[str, str]] = [
        {"query": SELECT},
        {"query": SELECT + " "},
        {"query": SELECT, "format": "csv"},
        {"query": SELECT, "format": "application/json"},
        {"query": SELECT, "default-graph-uri": f"{E}g1"},
        {"query": SELECT, "named-graph-uri": f"{E}g1"},
        {"query": SELECT, "default-graph-uri": f"{E}g2"},
        {"query": CONSTRUCT},
    ]
    tags = [client.get("/sparql", params=params).headers["ETag"] for params in asked]
    assert len(set(tags)) == len(asked)
    # What does not change the answer does not change the tag.
    same = client.get("/sparql", params={"query": SELECT, "timeout": "5"}, headers={"Accept": "application/*;q=0.5"})
    assert same.headers["ETag"] == tags[0]


def test_a_tag_holds_after_a_start_anew_and_nothing_is_evaluated_for_it(tmp_path: Path) -> None:
    snapshot = make_snapshot(numbers(3), tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]  # part of the address, against which a query is read
    asked: dict[str, Any] = {"params": {"query": "SELECT ?s { ?s ?p ?o }"}}
    with serving(snapshot, workers=1, port=port) as server:
        tag = httpx.get(server.endpoint, **asked).headers["ETag"]
    with serving(snapshot, workers=1, port=port) as server, httpx.Client(base_url=server.url) as client:
        assert client.get("/sparql", headers={"If-None-Match": tag}, **asked).status_code == 304
        assert sum(counted(client).values()) == 0


def test_a_tag_names_the_data_and_the_limits() -> None:
    query = Query(SELECT)
    tag = plan_of(query, None, scan(SELECT), "0" * 64, Settings()).tag
    assert tag
    assert tag == plan_of(query, 3.0, scan(SELECT), "0" * 64, Settings(timeout=3.0, workers=1)).tag
    others = [
        plan_of(query, None, scan(SELECT), "1" * 64, Settings()).tag,
        plan_of(query, None, scan(SELECT), "0" * 64, Settings(max_rows=5000)).tag,
        plan_of(query, None, scan(SELECT), "0" * 64, Settings(max_result_bytes=5000)).tag,
    ]
    assert len({tag, *others}) == 4


def test_an_answer_to_post_has_no_tag_but_is_shared(client: httpx.Client) -> None:
    query = "SELECT ?o { ?s ?p ?o } LIMIT 3"
    first = get(client, query)
    before = counted(client)
    answer = client.post("/sparql", data={"query": query}, headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.content) == (200, first.content)
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert counted(client)["hit"] == before["hit"] + 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?o) {}",
        "SELECT (rand() AS ?o) {}",
        "SELECT (UUID() AS ?o) {}",
        "SELECT (STRUUID() AS ?o) {}",
        "SELECT (BNODE() AS ?o) {}",
        "CONSTRUCT { [] <http://example.org/p> ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { _:b <http://example.org/p> ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s <http://example.org/p> (1 2) } WHERE { ?s ?p ?o }",
    ],
)
def test_what_is_new_each_time_has_no_tag_and_is_not_kept(client: httpx.Client, query: str) -> None:
    before = counted(client)
    answers = [client.get("/sparql", params={"query": query}, headers={"If-None-Match": "*"}) for _ in range(2)]
    for answer in answers:
        assert answer.status_code == 200
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
    assert answers[0].content != answers[1].content
    assert counted(client) == {**before, "none": before["none"] + 2}


def test_an_error_has_no_tag_and_is_not_kept(client: httpx.Client) -> None:
    for _ in range(2):
        answer = client.get("/sparql", params={"query": "SELECT * {"}, headers={"If-None-Match": "*"})
        problem(answer, 400, "malformed-query")
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


TAGS = st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"], exclude_characters=' "'), max_size=8)


@given(st.lists(st.tuples(st.booleans(), TAGS, st.sampled_from([", ", ",", " , ,\t"]))), TAGS)
def test_a_list_of_tags_names_those_in_it_and_no_others(given_tags: list[tuple[bool, str, str]], sought: str) -> None:
    header = "".join(f'{"W/" * weak}"{tag}"{mark}' for weak, tag, mark in given_tags)
    assert has_tag(header, f'"{sought}"') == (sought in {tag for _, tag, _ in given_tags})
    assert not any_tag(header)


@given(st.text(max_size=60) | st.text(alphabet='W/"*, \tab', max_size=60))
def test_any_header_of_tags_is_read(header: str) -> None:
    assert not has_tag(header, '"never there"')
    assert any_tag(header) == (header.strip(" \t") == "*")


PARTS = st.text(max_size=5) | st.integers() | st.none() | st.lists(st.text(max_size=3), max_size=3).map(tuple)


@given(st.lists(PARTS, max_size=4), st.lists(PARTS, max_size=4))
def test_tags_are_equal_for_equal_parts_only(one: list[Any], other: list[Any]) -> None:
    assert (entity_tag(*one) == entity_tag(*other)) == (one == other)


# --- what may be kept -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "form", "steady"),
    [
        ("SELECT * { ?s ?p ?o }", "select", True),
        ("# SELECT\nPREFIX ask: <http://x/#CONSTRUCT> base <http://y/> ask {}", "ask", True),
        ("SELECT*{?s ?p ?o}", "select", True),
        ("DESCRIBE <http://x/>", "describe", True),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "construct", True),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p [] FILTER(?s = _:x) }", "construct", True),
        ("CONSTRUCT WHERE { ?s ?p _:x }", "construct", False),
        ("CONSTRUCT FROM <http://x/> WHERE { ?s ?p [] }", "construct", False),
        ("CONSTRUCT { GRAPH ?g { ?s ?p [] } } WHERE { ?s ?p ?o }", "construct", False),
        ("SELECT ?now { ?now <http://x/RAND()> 'NOW()' } # NOW()", "select", True),
        ('SELECT * { ?s ?p """UUID()""" . ?rand :now ?uuid }', "select", True),
        ("SELECT * { FILTER(NoW() > 1) }", "select", False),
        ("SELECT (COUNT(DISTINCTRAND()) AS ?n) {}", "select", False),
        ("SELECT (IF(1<2,NOW(),3) AS ?x) {}", "select", False),
        ("SELECT * { BIND(bnode('x') AS ?b) }", "select", False),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p 'NOW()' }", "construct", True),
        ("SELECT * { FILTER(N\\u004FW() > 1) }", "select", False),
        ("INSERT DATA { <a:> <b:> <c:> }", None, False),
        ("DESCRIBEex:a", None, False),
        ("", None, False),
        ("'SELECT'", None, False),
    ],
)
def test_a_look_at_a_query_shows_its_form_and_whether_it_stays_the_same(
    query: str, form: str | None, steady: bool
) -> None:
    seen = scan(query)
    assert (seen.form, seen.steady) == (form, steady)


@given(st.text(max_size=200) | st.text(alphabet="SELECTCONSTRUCT{}[]() _:?aNOW'\"#<>", max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert scan(text).steady is False or scan(text).form is not None


# --- the cache --------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=60))
def test_the_cache_keeps_what_was_used_last_within_its_bound(steps: list[tuple[int, int]]) -> None:
    cache: Lru[int, str] = Lru(100)
    model: dict[int, int] = {}  # the newest at the end
    for key, size in steps:
        if size == 0:  # a look
            assert (cache.get(key) is not None) == (key in model)
            if key in model:
                model[key] = model.pop(key)
            continue
        kept = cache.put(key, f"{key}:{size}", size)
        assert kept == (size <= 12)
        if kept:
            model.pop(key, None)
            model[key] = size
            while sum(model.values()) > 100:
                del model[next(iter(model))]
        assert cache.size == sum(model.values()) <= 100
        assert len(cache) == len(model)


def test_a_cache_of_nothing_keeps_nothing(tmp_path: Path) -> None:
    with asking(tmp_path, cache_megabytes=0) as (_, client):
        tags = {get(client, SELECT).headers["ETag"] for _ in range(3)}
        assert len(tags) == 1
        assert counted(client) == {"hit": 0, "miss": 3, "shared": 0, "none": 0}


def test_a_result_over_an_eighth_is_not_kept_and_a_cut_one_may_be(tmp_path: Path) -> None:
    with serving(make_snapshot(numbers(3000), tmp_path), workers=1, cache_megabytes=1, max_rows=2500) as server:
        with httpx.Client(base_url=server.url) as client:
            large = [get(client, "SELECT * { ?s ?p ?o }") for _ in range(2)]
            assert len(large[0].content) > 131_072
            assert counted(client) == {"hit": 0, "miss": 2, "shared": 0, "none": 0}
            small = [get(client, "SELECT ?o { ?s ?p ?o }", "text/csv") for _ in range(2)]
            assert counted(client)["hit"] == 1
        for pair in (large, small):
            assert [answer.headers.get("X-Truncated") for answer in pair] == ["true", "true"]
            assert pair[0].headers["ETag"] == pair[1].headers["ETag"]


def test_a_kept_answer_takes_no_worker(tmp_path: Path) -> None:
    with asking(tmp_path) as (server, client):
        first = get(client, SELECT)
        workers = server.workers()
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        try:
            assert get(client, SELECT).content == first.content
            assert client.post("/sparql", data={"query": SELECT}).content == first.content
        finally:
            for pid in workers:
                os.kill(pid, signal.SIGCONT)


def test_objects_are_right_from_the_cache(client: httpx.Client) -> None:
    for _ in range(2):
        assert objects(get(client, SELECT)) == ["deux", 'é\n"x", y']
