"""Who calls a function that there is not is told which, where, and what there is."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.endpoint.functions import FUNCTIONS, unknown_iri, unknown_word
from indelgraph.endpoint.guard import not_evaluated
from indelgraph.endpoint.lexer import position

THERE_IS = "there are the functions of SPARQL 1.1 and GeoSPARQL, and casts such as xsd:integer"


def refused(query: str) -> RuntimeError:
    """What Oxigraph says to a query that it can parse."""
    with pytest.raises(RuntimeError) as caught:
        ox.Store().query(query)
    return caught.value


@pytest.mark.parametrize(
    ("query", "word", "advice"),
    [
        ("SELECT * { ?s ?p ?o\n FILTER(regexp(?o, 'a')) }", "regexp", "did you mean REGEX?"),
        ("SELECT (Substring(?x, 1) AS ?y) {}", "Substring", "did you mean SUBSTR?"),
        ("SELECT (median(?x) AS ?y) { ?x ?p ?o }", "median", THERE_IS),
        ("SELECT * { ?s ?p ?o } ORDER BY # first (\n nonsense (?s)", "nonsense", THERE_IS),
    ],
)
def test_a_word_that_names_no_function_is_named(query: str, word: str, advice: str) -> None:
    with pytest.raises(SyntaxError):
        ox.Store().query(query)
    assert unknown_word(query) == (query.index(word), f"there is no function {word}; {advice}")


def parses(query: str) -> bool:
    try:
        ox.Store().query(query)
    except SyntaxError:
        return False
    return True


def test_every_function_of_the_list_is_known_to_oxigraph() -> None:
    for name in FUNCTIONS - {"EXISTS"}:  # takes a pattern
        calls = (f"SELECT ({name}({', '.join(['?x'] * count)}) AS ?y) {{}}" for count in range(5))
        assert any(map(parses, calls)), name


def test_words_before_a_parenthesis_that_are_right_are_not_blamed() -> None:
    query = """
        select distinct (count(*) as ?n) { ?s a (1) ; ?p (true false) . values (?s) { (undef) }
          filter(?s not in (1)) filter(?s in (2)) FILTERBOUND(?s) bind(1 as ?x) { select (1 as ?y) where {} }
        } group by (?s) having (?n > 1) order by asc(?n) desc(?s) (?n)
    """
    assert unknown_word(query) is None
    assert unknown_word("SELECT * { ?s ?p 'foo(' } # foo(") is None


@pytest.mark.parametrize(
    ("query", "iri", "written"),
    [
        ("SELECT * { ?s ?p ?o\n FILTER(<http://x/f>(?o)) }", "http://x/f", "<http://x/f>(?o)"),
        ("PREFIX x: <http://x/> SELECT * { ?s x:f ?o .\n\n ?s ?p x:f FILTER(x:f(?o)) }", "http://x/f", "x:f(?o)"),
        ("PREFIX : <http://x/> SELECT (:f\\~(1) AS ?x) {}", "http://x/f~", ":f\\~(1)"),
        (
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (xsd:int('1') AS ?x) {}",
            "http://www.w3.org/2001/XMLSchema#int",
            "xsd:int('1')",
        ),
    ],
)
def test_an_iri_that_names_no_function_is_named(query: str, iri: str, written: str) -> None:
    error = refused(query)
    line, column = position(query, query.index(written))
    assert unknown_iri(error, query) == (query.index(written), f"there is no function <{iri}>; {THERE_IS}")
    problem = not_evaluated(error, query)
    assert (problem.status, problem.kind) == (400, "unknown-function")
    assert problem.detail == f"line {line}, column {column}: there is no function <{iri}>; {THERE_IS}"
    assert problem.extra == {"line": line, "column": column}


def test_other_mistakes_are_told_as_before() -> None:
    for error in (RuntimeError("out of paper"), ValueError("The custom function <a:b> is not supported")):
        assert not_evaluated(error, "ASK {}").kind == "not-evaluated"


def test_a_long_name_is_cut() -> None:
    word, iri = "f" * 100_000, "http://x/" + "f" * 100_000
    found = unknown_word(f"SELECT ({word}(1) AS ?x) {{}}")
    called = unknown_iri(refused(f"SELECT (<{iri}>(1) AS ?x) {{}}"), "")
    assert found
    assert called
    assert max(len(found[1]), len(called[1])) < 300


@given(st.text(), st.text(max_size=20))
def test_any_text_can_be_looked_through(text: str, iri: str) -> None:
    found = unknown_word(text)
    assert found is None or text[found[0] :]
    called = unknown_iri(RuntimeError(f"The custom function <{iri}> is not supported"), text)
    assert called is None or 0 <= called[0] <= len(text)
