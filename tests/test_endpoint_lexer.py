"""The lexer: what a query would do, whatever it is dressed as, and that no SERVICE slips by."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean, Store

from indelgraph.endpoint.lexer import Kind, position, tokens
from indelgraph.endpoint.scan import scan

PROLOGUE = (
    "PREFIX ex: <http://127.0.0.1:9/> PREFIX : <http://127.0.0.1:9/> PREFIX é: <http://127.0.0.1:9/> "
    "PREFIX service: <http://127.0.0.1:9/> BASE <http://127.0.0.1:9/> "
)


def texts(query: str) -> list[tuple[Kind, str]]:
    return [(token.kind, token.text) for token in tokens(query)]


def test_tokens_of_a_query() -> None:
    query = """SELECT?x{?x a<http://e/a>;ex:b-1.c "s'#"@en-GB,'''a''b\n'''^^xsd:x,1.5e3 . _:n $y [] # SERVICE\n}"""
    assert texts(query) == [
        (Kind.WORD, "SELECT"),
        (Kind.VARIABLE, "?x"),
        (Kind.MARK, "{"),
        (Kind.VARIABLE, "?x"),
        (Kind.WORD, "a"),
        (Kind.IRI, "<http://e/a>"),
        (Kind.MARK, ";"),
        (Kind.NAME, "ex:b-1.c"),
        (Kind.STRING, '"s\'#"'),
        (Kind.LANGUAGE, "@en-GB"),
        (Kind.MARK, ","),
        (Kind.STRING, "'''a''b\n'''"),
        (Kind.MARK, "^"),
        (Kind.MARK, "^"),
        (Kind.NAME, "xsd:x"),
        (Kind.MARK, ","),
        (Kind.NUMBER, "1.5e3"),
        (Kind.MARK, "."),
        (Kind.NODE, "_:n"),
        (Kind.VARIABLE, "$y"),
        (Kind.MARK, "["),
        (Kind.MARK, "]"),
        (Kind.MARK, "}"),
    ]
    assert scan(query).tokens == 23


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <http://e/> {}",
        "service <http://e/> {}",
        "SeRvIcE SILENT <http://e/> {}",
        "SERVICE ?where {}",
        "SERVICE$where{}",
        "SERVICE ex:endpoint {}",
        "SERVICE<http://e/>{}",
        "SERVICEex:endpoint{}",
        "SERVICESILENTex:endpoint {}",
        "service:endpoint {}",
        "SERVICE:endpoint#comment\n{}",
        "SERVICEé:endpoint {}",
        "?s ?p trueSERVICE ex:endpoint {}",
        "?s ?p 1SERVICE ex:endpoint {}",
        "?s ?p ex:a.b.SERVICE ex:endpoint {}",
        "{ SELECT * { SERVICE <http://e/> {} } }",
        "OPTIONAL { GRAPH ?g { SERVICE <http://e/> {} } }",
        "FILTER EXISTS { SERVICE <http://e/> {} }",
        r"\u0053ERVICE <http://e/> {}",
        r"S\U00000045RVICE <http://e/> {}",
        "'''text''' . SERVICE <http://e/> {}",
        "# comment\rSERVICE <http://e/> {}",
        "# comment\nSERVICE <http://e/> {}",
        r"?s ?p '\'' . SERVICE <http://e/> {}",
        r"?s ?p '\\' . SERVICE <http://e/> {} # '",
        r"?s ?p ex:it\'s . SERVICE <http://e/> {} . ?s ?p ex:it\'s",
        r"?s ?p '\u0027 . SERVICE <http://e/> {} # '",
    ],
)
def test_service_in_any_form_is_seen(pattern: str) -> None:
    assert scan(f"{PROLOGUE} SELECT * {{ {pattern} }}").service


@pytest.mark.parametrize(
    "pattern",
    [
        "?s ?p 'SERVICE <http://e/> {}'",
        '?s ?p "SERVICE <http://e/> {}"@en',
        "?s ?p '''x\nSERVICE <http://e/> {}\n'''",
        '?s ?p """x" SERVICE <http://e/> {}"""',
        r"?s ?p 'it\'s SERVICE <http://e/>'",
        r"?s ?p '\u0053ERVICE'",
        r"?s ?p '\\u0027 SERVICE'",
        "?s <http://e/SERVICE> ?o",
        "?s <http://e/#SERVICE> 'SERVICE'",
        "?s ?p ?o # SERVICE <http://e/> {}",
        "?s ex:SERVICE ?o",
        "?s ex:a.SERVICE ?o",
        "?s ex:a-SERVICE-b ex:SERVICE",
        "?service $SERVICE _:SERVICE",
        "service:x service:p service:o .",
        "GRAPH service:g { ?s ?p ?o }",
        "GRAPH <http://e/SERVICE> { ?s ?p ?o }",
        "?s ?p service:o {| ex:q 1 |}",
        "?s ?p 'x'@service",
        "FILTER(?a<?b&&?c>?d)",
        "FILTER(?a<5) FILTER(?b>6)",
        "FILTER(?a IN (<http://e/#SERVICE>, <http://e/x'y>))",
        "VALUES (?a ?b) { (<http://e/#a> <http://e/#b>) }",
        "?s (<urn:a#b>|^<urn:c#d>)+ ?o",
    ],
)
def test_what_only_looks_like_service_is_none(pattern: str) -> None:
    found = scan(f"{PROLOGUE} SELECT * {{ {pattern} }}")
    assert (found.service, found.unclear) == (False, None)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(?a<?b)SERVICE?x#>\n{} }",
        "ASK { FILTER(1<'>'||'')SERVICE ex:x {} #'\n }",
        "ASK { ?s ?p <<?a?b'>'SERVICE ex:x {} #'\n }",
        "SELECT * FROMex:graph { ?s ?p ?o }",
    ],
)
def test_what_can_be_read_in_two_ways_is_said_to_be_so(query: str) -> None:
    found = scan(PROLOGUE + query)
    assert found.unclear is not None
    offset, message = found.unclear
    assert (PROLOGUE + query)[offset:].startswith(message.split(" can be ")[0])


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("SELECT * { ?s ?p ?o }", False, False),
        ("SELECT * FROM <http://e/g> { ?s ?p ?o }", True, False),
        ("SELECT * FROM NAMED <http://e/g> { ?s ?p ?o }", False, True),
        ("SELECT * FROMNAMED<http://e/g>{ ?s ?p ?o }", False, True),
        ("select*from ex:g from named ex:h { ?s ?p ?o }", True, True),
        ("SELECT * FROM NAMED ex:h FROM ex:g { ?s ?p ?o }", True, True),
        ("ASK # FROM <http://e/g>\n{ ?s ?p 'FROM <http://e/g>' }", False, False),
        ("DESCRIBE ex:FROM <http://e/FROM> ?FROM { ?FROM ex:FROM ?o }", False, False),
        ("PREFIX from: <http://e/> DESCRIBE from:x FROM from:g", True, False),
        ("SELECT * { ?s ?p ?o } GROUP BY ex:FROM(?s)", False, False),
    ],
)
def test_from_and_from_named(query: str, default: bool, named: bool) -> None:
    found = scan(query)
    assert (found.from_default, found.from_named) == (default, named)
    assert found.dataset == (default or named)
    assert found.unclear is None


@pytest.mark.parametrize(
    ("query", "verb"),
    [
        ("INSERT DATA { <a:a> <a:b> 1 }", "INSERT"),
        ("PREFIX insert: <http://e/> BASE <http://e/> # SELECT\nload <http://e/>", "LOAD"),
        ("WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
        ("SELECT ?insert { ?insert ex:DELETE 'LOAD' }", None),
        ("ASK { ?s ?p ?o }", None),
        ("", None),
    ],
)
def test_updates_are_told_from_queries(query: str, verb: str | None) -> None:
    assert scan(query).update == verb


def test_depth_counts_all_brackets_and_none_in_text() -> None:
    assert scan("SELECT * { ?s ?p ( [ ex:p ( 1 ) ] ) }").depth == 4
    assert scan("SELECT * { { } { } }").depth == 2
    assert scan("ASK { ?s ?p '((((' , <http://e/((> } # {{{").depth == 1
    assert scan("{" * 3000).depth == 3000


@pytest.mark.parametrize(
    ("query", "line", "column", "word"),
    [
        ("SELECT * {\n  ?s ?p ?o .\n", 1, 10, "never closed"),
        ("SELECT * {\n  ?s ?p (1 2 }\n}", 2, 9, "'(' that opens here is not closed before a '}'"),
        ("SELECT * { ?s ?p ?o ) }", 1, 21, "this ')' closes nothing"),
        ("SELECT * { }\n}", 2, 1, "closes nothing"),
        ("SELECT * {\n ?s ?p 'it's' }", 2, 13, "no end"),
    ],
)
def test_sure_mistakes_have_a_place(query: str, line: int, column: int, word: str) -> None:
    found = scan(query)
    assert found.mistake is not None
    offset, message = found.mistake
    assert position(query, offset) == (line, column)
    assert word in message


def test_the_first_undeclared_prefix_has_a_place() -> None:
    query = "PREFIX ex: <http://e/>\nSELECT * { ex:a ig:killed dcterms:b }"
    assert scan(query).undeclared == (query.index("ig:killed"), "ig")


def test_positions_count_code_points_and_lines() -> None:
    text = "a\r\né\U0001f600b\nc"
    assert [position(text, i) for i in (0, 3, 5, 7)] == [(1, 1), (2, 1), (2, 3), (3, 1)]


FRAGMENTS = st.sampled_from(
    [
        *"{}()[]<>.;,'\"#\n\r \\?$-/^*|",
        *("SERVICE", "service", "SERVICE ex:x {}", "SERVICEex:x{}", "SERVICE:x", "SERVICEé:x ", "service:x{}"),
        *("ex:x {}", "{}", "'''", '"""', "<x>", "<?b)", "<'>", "#>\n", "<<", "<<(", ")>>", ">>", "{|", "|}"),
        *("FILTER(", "FILTER(1<'>'||'x')", "BIND(", "AS ?z)", "VALUES ?v {", "OPTIONAL", "GRAPH ", "?a<", "?x"),
        *(
            "?s ?p ",
            "ex:a",
            "ex:a.b.",
            "_:b.",
            "'x'",
            "@en",
            "true",
            "1",
            "||",
            "&&",
            "\\u0027",
            "\\u0053ERVICE",
        ),
    ]
)
HOSTILE = st.lists(FRAGMENTS, max_size=8).map("".join)
FRAMES = st.sampled_from(
    [
        "ASK { %s }",
        "ASK { ?s ?p %s SERVICE ex:x {} }",
        "ASK { FILTER(1<%s)SERVICE ex:x {} #' }\n}",
        "ASK { FILTER(?a<%s SERVICE ex:x {} #'\n }",
        "ASK { VALUES ?v { %s } SERVICE ex:x {} }",
        "ASK { ?s ?p ?o %s }",
    ]
)
EMPTY = Store()


def fetches(query: str) -> bool:
    """Whether Oxigraph evaluates a SERVICE of this query; port 9 of this machine answers nobody."""
    try:
        result = EMPTY.query(query)
        assert isinstance(result, QueryBoolean)
    except (SyntaxError, ValueError):
        return False
    except (OSError, RuntimeError):
        return True
    return False


@given(FRAMES, HOSTILE)
@example("ASK { %s }", "FILTER(?a<?b)SERVICE?x#>\n{}")
@example("ASK { FILTER(1<%s)SERVICE ex:x {} #' }\n}", "'>'||''")
@example("ASK { %s }", "SERVICEé:x {}")
@example("ASK { %s }", "service:x{}")
def test_nothing_that_oxigraph_would_fetch_goes_unseen(frame: str, hostile: str) -> None:
    query = PROLOGUE + frame.replace("%s", hostile)
    if fetches(query):
        found = scan(query)
        assert found.service or found.unclear


def test_that_oracle_sees_a_service() -> None:
    assert fetches(PROLOGUE + "ASK { SERVICE ex:x {} }")
    assert not fetches(PROLOGUE + "ASK { ?s ?p ?o }")


@given(st.text(max_size=300) | HOSTILE)
def test_tokens_cover_any_text_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.start >= end
        assert text.startswith(token.text, token.start)
        end = token.start + len(token.text)
    found = scan(text)
    assert found.depth <= found.tokens <= len(text)


@given(HOSTILE)
def test_a_query_in_a_string_does_nothing(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    found = scan(f'SELECT * {{ ?s ?p "{quoted}" }}')
    assert (found.service, found.dataset, found.depth, found.mistake) == (False, False, 1, None)


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        "'",
        "'''\"\"\"",
        "<a",
        "'\\q",
        "{",
        ":.",
        "_:a.",
        "'\n",
        "'''a\\q\"\"\"b\\q",
        "a-",
        "ex:a.-.",
        "1e",
        "\\u0041",
    ],
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    # What is quadratic takes very long over this length, which nobody overlooks.
    text = unit * 30_000
    assert scan(text).tokens <= len(text)
