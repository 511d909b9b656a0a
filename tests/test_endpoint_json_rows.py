"""Rows of JSON are counted and cut exactly, whatever the texts in them look like."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from indelgraph.endpoint.json_rows import JsonRows

if TYPE_CHECKING:
    from collections.abc import Sequence

# What is like the beginning of a row, or its end, in a text.
LIKENESSES = st.lists(
    st.sampled_from([',{"', '[{"', ",{}", "[{}", '"', "\\", '},{"a":{', "]}}", ",", "{", "a", "\n", "é"]), max_size=6
).map("".join)
VALUES = st.none() | LIKENESSES | st.text(max_size=5)
ROWS = st.lists(st.tuples(VALUES, VALUES), max_size=8)
NAMES = ["a", "b"]


def term(text: str) -> str:
    # Every character as an escape, since a text may hold anything but what UTF-8 cannot.
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"@en'


def written(rows: Sequence[tuple[str | None, str | None]]) -> bytes:
    """The rows as Oxigraph writes them."""
    lines = " ".join(f"({' '.join('UNDEF' if v is None else term(v) for v in row)})" for row in rows)
    found = Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {lines} }} }}")
    assert isinstance(found, QuerySolutions)
    return found.serialize(format=QueryResultsFormat.JSON) or b""


def taken(document: bytes, piece: int, rows: int, size: int) -> JsonRows:
    sink = JsonRows(rows, size)
    try:
        for start in range(0, len(document), piece):
            sink.write(document[start : start + piece])
    except OSError:
        assert sink.full
    return sink


def bindings(document: bytes) -> list[Any]:
    read: dict[str, Any] = json.loads(document)
    assert read["head"] == {"vars": NAMES}
    found: list[Any] = read["results"]["bindings"]
    return found


@settings(max_examples=300)
@given(ROWS, st.integers(1, 60), st.integers(1, 9), st.integers(1, 900))
@example([(None, None)] * 3, 7, 2, 900)
@example([(",{}", None)] * 3, 1, 2, 900)
@example([(',{"a', '[{"')] * 8, 1, 9, 200)
@example([(None, None), (",{}" * 40, None)], 60, 9, 120)
@example([(None, None), ("\\" * 40, ",{}")], 1, 9, 120)
def test_as_many_rows_are_kept_as_fit(
    rows: list[tuple[str | None, str | None]], piece: int, most: int, size: int
) -> None:
    document = written(rows)
    all_of_them = bindings(document)
    body, count, whole = taken(document, piece, most, size).result()
    kept = bindings(body)

    lengths = [len(written(rows[:number])) for number in range(len(rows) + 1)]
    fits = max(number for number in range(len(rows) + 1) if not number or (number <= most and lengths[number] <= size))
    assert (kept, count, whole) == (all_of_them[:fits], fits, fits == len(rows))
    assert len(body) == lengths[fits]
    if whole:
        assert body == document


def test_the_writer_is_stopped_soon() -> None:
    document = written([("x" * 50, None)] * 1000)
    by_rows, by_size = taken(document, 100, 5, len(document)), taken(document, 100, 1000, 1000)
    assert by_rows.full
    assert by_size.full
    assert len(bindings(by_rows.result()[0])) == 5
    assert 900 < len(by_size.result()[0]) <= 1000
    with pytest.raises(OSError, match="enough"):
        by_rows.write(b"x")


def test_a_long_head_is_taken_whole() -> None:
    names = [f"name{number}" for number in range(2000)]
    head = json.dumps({"head": {"vars": names}, "results": {"bindings": []}}, separators=(",", ":")).encode()
    assert taken(head, 8192, 10, 100).result() == (head, 0, True)
