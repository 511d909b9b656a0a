"""The YAML that people write: strings with places, and no more of YAML than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.errors import DataError, Place, Problems
from indelgraph.yamltree import MAX_BYTES, Branch, Fields, Leaf, Twigs, load, parse, unknown

if TYPE_CHECKING:
    from pathlib import Path

LAUGHS = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True))


def _wrong(text: str) -> str:
    with pytest.raises(DataError) as caught:
        parse(text, "f.yaml")
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize("text", ["no", "1_000", "012", "2017-11-25", "~", "null", "1.50", "0x1F", "12:30:00", "true"])
def test_every_scalar_stays_the_text_that_it_is(text: str) -> None:
    (entry,) = parse(f"key: {text}\n", "f.yaml").entries
    assert entry == (Leaf("key", Place("f.yaml", 1, 1)), Leaf(text, Place("f.yaml", 1, 6)))


def test_the_tree_has_the_place_of_everything() -> None:
    tree = parse("# notes\nä: [b, {c: ''}]\nd:\n  - >-\n    two\n    lines\n", "f.yaml")
    b = Leaf("b", Place("f.yaml", 2, 5))
    c = Branch(((Leaf("c", Place("f.yaml", 2, 9)), Leaf("", Place("f.yaml", 2, 12))),), Place("f.yaml", 2, 8))
    assert tree.entries == (
        (Leaf("ä", Place("f.yaml", 2, 1)), Twigs((b, c), Place("f.yaml", 2, 4))),
        (
            Leaf("d", Place("f.yaml", 3, 1)),
            Twigs((Leaf("two lines", Place("f.yaml", 4, 5)),), Place("f.yaml", 4, 3)),
        ),
    )


@pytest.mark.parametrize("text", ["\ufeffa: b\n", "a: b\r\n", "a: b", "--- \na: b\n...\n"])
def test_byte_order_mark_and_line_ends_do_not_matter(text: str) -> None:
    ((key, value),) = parse(text, "f.yaml").entries
    assert isinstance(value, Leaf)
    assert (key.text, value.text, key.place.column) == ("a", "b", 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: is empty; write at least one entry"),
        ("# only a note\n", "2:1: is empty"),
        ("- a\n", "1:1: must be a mapping of names to values"),
        ("words\n", "1:1: must be a mapping of names to values"),
        ("a: b: c\n", "1:5: is not YAML: mapping values are not allowed here"),
        ("a: [b\n", "2:1: is not YAML: expected ',' or ']'"),
        ("a:\n\t- b\n", "2:1: is not YAML: found character '\\t' that cannot start any token"),
        ("a: b\n---\nc: d\n", "2:1: holds a second YAML document"),
        ("a: b\nc: d\na: e\n", "3:1: 'a' stands here a second time (first in line 1)"),
        ("? [a]\n: b\n", "1:3: a key must be a plain word"),
        ("a: &x b\n", "1:4: uses a YAML anchor or alias"),
        ("a: *x\n", "1:4: uses a YAML anchor or alias"),
        ("<<: *x\n", "1:5: uses a YAML anchor or alias"),
        ("&x a: b\n", "1:1: uses a YAML anchor or alias"),
        ("a: !!int 3\n", "1:4: uses a YAML tag"),
        ("a: ! b\n", "1:4: uses a YAML tag"),
        ("a: !!python/object:os.system b\n", "1:4: uses a YAML tag"),
        ("ab: c\0d\n", "1:6: holds the character U+0000"),
        ("a: b\nü: \x1b\n", "2:4: holds the character U+001B"),
        ("a: \ud800\n", "1:4: holds the character U+D800"),
        ('a: "x\\0"\n', "1:4: writes the character U+0000 as an escape; leave it out"),
        ('a: "\\uD800"\n', "1:4: writes the character U+D800 as an escape"),
        ('a: "\\U00110000"\n', "is not YAML: a number here is too large"),
        ('a: "\\UFFFFFFFF"\n', "is not YAML: a number here is too large"),
        (f"%YAML 1.{'9' * 5000}\n---\na: b\n", "is not YAML: a number here is too large"),
        (f"a: {'[' * 60}{']' * 60}\n", "1:44: is nested deeper than 40 levels; flatten it"),
        ("a:\n" + "".join(f"{'  ' * n}- b:\n" for n in range(60)), "is nested deeper than 40 levels"),
        ("{" * 30000, "is nested deeper than 40 levels"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_where_it_stands(text: str, message: str) -> None:
    problem = _wrong(text)
    assert problem.startswith("f.yaml:")
    assert message in problem


def test_aliases_never_expand() -> None:
    assert _wrong(LAUGHS).startswith("f.yaml:1:4: uses a YAML anchor or alias; write the value out")


def test_load_reads_a_file_and_names_it(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("a: é\r\n".encode())
    assert load(path).entries == ((Leaf("a", Place(path, 1, 1)), Leaf("é", Place(path, 1, 4))),)
    path.write_bytes("a: é\nbü: \xff".encode("latin-1"))
    with pytest.raises(DataError, match=r"f\.yaml:1:4: is not UTF-8: byte 0xe9; save the file as UTF-8"):
        load(path)
    path.write_bytes(b"a: " + b"x" * 17_000_000)
    with pytest.raises(DataError, match=f"is larger than {MAX_BYTES} bytes"):
        load(path)


_YAMLISH = st.text(alphabet=" \n\t-:,[]{}#&*!|>'\"%@`?~\\abUx0159é\u00a0\u2028\ufeff.<=", max_size=60)


@given(_YAMLISH | st.text(max_size=40))
@example('a: "\\U00110000"')
@example('"\\')
@example("%TAG ! tag:x,2000:\n---\na: !%FF b")
@example("|\n\ufeff")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tree = parse(text, "f.yaml")
    except DataError as error:
        (problem,) = error.problems
        assert problem.place is not None
        assert problem.place.line is not None
        assert problem.place.column is not None
        assert 1 <= problem.place.line <= len(text.splitlines()) + 1
    else:
        assert isinstance(tree, Branch)


def _fields(text: str, *known: str) -> tuple[Fields, Problems]:
    problems = Problems()
    return Fields(parse(text, "f").entries[0][1], known or ("key",), problems), problems


def _noted(problems: Problems) -> list[str]:
    with pytest.raises(DataError) as caught:
        problems.raise_if_any()
    return [str(problem) for problem in caught.value.problems]


def test_fields_give_what_is_there() -> None:
    fields, problems = _fields("top: {key: [a, a, b], one: c, flag: yes, word: x}", "key", "one", "flag", "word", "no")
    assert [leaf.text for leaf in fields.leaves("key")] == ["a", "a", "b"]
    assert [leaf.text for leaf in fields.leaves("one")] == ["c"]
    assert len(fields.items("key")) == 3
    assert fields.flag("flag")
    assert not fields.flag("no")
    assert fields.choice("word", {"x": "X"}) == "X"
    assert fields.leaf("no") is None
    assert "one" in fields
    assert "no" not in fields
    assert not problems


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("top: {key: }", "f:1:11: 'key' is empty; fill it in or leave it out"),
        ("top: {key: []}", "f:1:12: 'key' is empty; fill it in or leave it out"),
        ("top: {key: [a, '']}", "f:1:16: 'key' must be text or a list of texts"),
        ("top: {key: [a, [b]]}", "f:1:16: 'key' must be text or a list of texts"),
        ("top: {key: {a: b}}", "f:1:12: 'key' must be text or a list of texts"),
        ("top: {kei: a}", "f:1:7: unknown key 'kei'; did you mean 'key'?"),
        ("top: {key: 1 killed, 4 wounded}", "f:1:22: '4 wounded' is no key; put text with a comma inside {…} in"),
        ("top: [a]", "f:1:6: must be a mapping (key: value)"),
        ("top: a", "f:1:6: must be a mapping (key: value)"),
    ],
)
def test_fields_note_what_is_wrong_once(text: str, message: str) -> None:
    fields, problems = _fields(text)
    fields.leaves("key")
    (noted,) = _noted(problems)
    assert noted.startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("top: {}", "f:1:6: needs 'key'; add it"),
        ("top: {key: ''}", "f:1:12: 'key' is empty"),
        ("top: {key: [a]}", "f:1:12: 'key' must be one piece of text"),
        ("top: {key: {a: b}}", "f:1:12: 'key' must be one piece of text"),
        ("top: [a]", "f:1:6: must be a mapping (key: value)"),
    ],
)
def test_a_field_of_one_text(text: str, message: str) -> None:
    fields, problems = _fields(text)
    assert fields.leaf("key", required=True) is None
    (noted,) = _noted(problems)
    assert noted.startswith(message)


def test_a_flag_is_yes_or_no() -> None:
    fields, problems = _fields("top: {key: true}")
    assert not fields.flag("key")
    assert _noted(problems) == ["f:1:12: unknown key 'true'; known: no, yes"]


def test_unknown_names_the_nearest_or_the_known() -> None:
    assert unknown("actor", "mujoa", ["mnla", "mujao"]) == "unknown actor 'mujoa'; did you mean 'mujao'?"
    assert unknown("actor", "MNLA", ["mnla", "mujao"]) == "unknown actor 'MNLA'; did you mean 'mnla'?"
    assert unknown("actor", "x", ["b", "a", "b"]) == "unknown actor 'x'; known: a, b"
    assert unknown("actor", "x", []) == "unknown actor 'x'; known: none"
    assert unknown("actor", "zz", map(str, range(30))).endswith("25, 26, …")
    assert len(unknown("actor", "x" * 1_000_000, ["x"])) < 200
