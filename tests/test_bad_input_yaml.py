"""Bad YAML, wherever it stands, through the command line: one clear line, and nothing is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from collections_made import CLAIMS, SLUG, TEXT, Made, make
from indelgraph.errors import MOST_SHOWN, DataError
from refusals import ACTORS, CLAIM_FILE, METADATA_FILE, refused, refused_once, with_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_cache")


def test_every_command_refuses_in_the_same_words(folder: Path) -> None:
    with_file(folder, CLAIM_FILE, CLAIMS[: CLAIMS.index("form: Tessit")])
    (line,) = refused(folder, "build", "coverage", "export", "query", "serve", "validate")
    assert re.match(rf"{CLAIM_FILE}:\d+:\d+: is not YAML: .+; mend the syntax there", line), line


def test_a_real_process_ends_as_well(folder: Path, tmp_path: Path) -> None:
    with_file(folder, CLAIM_FILE, b"document: \xff\n")
    command = [sys.executable, "-c", "from indelgraph.cli import main; main()", "build", "--data", str(folder)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(command, capture_output=True, timeout=60, env=environment, check=False)
    expected = f"{folder}/{CLAIM_FILE}:1:11: is not UTF-8: byte 0xff; save the file as UTF-8\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", expected)
    assert [path.name for path in tmp_path.iterdir()] == ["collection"]


# YAML that is wrong wherever it stands

_CONTROL = "which YAML does not allow; remove it"
_UNSEEN = "which does not show as what it is; write it as an escape in double quotes"
_BREAK = "a line end that few editors show; end lines with line feeds"
LAUGHS = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True))

BAD_YAML: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", "1:1", "is empty"),
    "comments only": ("# a\n# b\n", "3:1", "is empty"),
    "a scalar": ("words\n", "1:1", "must be a mapping"),
    "cut in a flow": ("a: [b, {c: d", "1:13", "is not YAML"),
    "cut in quotes": ('a: "b', "1:6", "is not YAML"),
    "a tab": ("a:\n\tb: c\n", "2:1", "cannot start any token"),
    "two documents": ("a: b\n---\nc: d\n", "2:1", "a second YAML document"),
    "a directive": ("%YAML 9.9\n---\na: b\n", "1:1", "is not YAML"),
    "a tag": ("a: !!python/object/apply:os.system [id]\n", "1:4", "uses a YAML tag"),
    "an anchor": ("a: &b c\n", "1:4", "anchor or alias"),
    "a merge": ("a: {b: c}\n<<: *a\n", "2:5", "anchor or alias"),
    "laughs": (LAUGHS, "1:4", "anchor or alias"),
    "a key twice": ("a: b\n'a': c\n", "2:1", "'a' stands here a second time (first in line 1)"),
    "deep in a line": ("[" * 100_000, "1:42", "is nested deeper than 40 levels"),
    "deep in a block": ("- " * 100_000, "1:83", "is nested deeper than 40 levels"),
    "a list as key": ("? [a]\n: b\n", "1:3", "a key must be a plain word"),
    "Latin-1": ("a: Ménaka\n".encode("latin-1"), "1:5", "is not UTF-8: byte 0xe9; save the file as UTF-8"),
    "UTF-16": ("a: b\n".encode("utf-16"), "1:1", "is not UTF-8: byte 0x"),
    "UTF-16 without a mark": ("a: b\n".encode("utf-16-le"), "1:2", f"holds the character U+0000, {_CONTROL}"),
    "broken UTF-8": (b"a: b\nc: \xc3(\n", "2:4", "is not UTF-8: byte 0xc3"),
    "a surrogate": ("a: \ud800\n", "1:4", "is not UTF-8: byte 0xed"),
    "an escaped surrogate": ('a: "\\ud800"\n', "1:4", "writes the character U+D800 as an escape; leave it out"),
    "NUL": ("a: b\0c\n", "1:5", f"U+0000, {_CONTROL}"),
    "an escaped NUL": ('a: "\\0"\n', "1:4", "writes the character U+0000"),
    "a terminal code": ("a: b\nc: \x1b[31m\n", "2:4", f"U+001B, {_CONTROL}"),
    "a form feed": ("a: b\n\fc: d\n", "2:1", f"U+000C, {_CONTROL}"),
    "a noncharacter": ("a: \U0001fffe\n", "1:4", f"U+1FFFE, {_CONTROL}"),
    "an escaped noncharacter": ('a: "\\ufdd0"\n', "1:4", "writes the character U+FDD0"),
    "beyond Unicode": ('a: "\\UFFFFFFFF"\n', "1:7", "a number here is too large"),
    "a lone carriage return": ("a: b # note\rc: d\n", "1:12", f"U+000D, {_BREAK}"),
    "next line": ("a: b # note\x85c: d\n", "1:12", f"U+0085, {_BREAK}"),
    "a line separator": ("# note\u2028a: b\n", "1:7", f"U+2028 (line separator), {_BREAK}"),
    "a second byte order mark": ("\ufeff\ufeffa: b\n", "1:1", f"U+FEFF (zero width no-break space), {_UNSEEN}"),
    "no width": ("a: b\u200bc\n", "1:5", f"U+200B (zero width space), {_UNSEEN}"),
}
MARKS: dict[str, tuple[str | bytes, str, str]] = {
    f"mark U+{ord(mark):04X}": (f"a: b\n# {mark}c\n", "2:3", f"U+{ord(mark):04X} (")
    for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
}
BAD_YAML |= MARKS


@pytest.mark.parametrize("file", [CLAIM_FILE, ACTORS, METADATA_FILE])
@pytest.mark.parametrize("name", sorted(BAD_YAML))
def test_bad_yaml_is_refused_where_it_stands(folder: Path, name: str, file: str) -> None:
    content, place, says = BAD_YAML[name]
    refused_once(with_file(folder, file, content), f"{file}:{place}", says)


def test_of_many_problems_the_first_are_printed_and_the_rest_counted(folder: Path) -> None:
    *lines, last = refused(with_file(folder, ACTORS, "".join(f"k{n}: a\n" for n in range(10_000))))
    assert len(lines) == MOST_SHOWN
    assert lines[0].startswith(f"{ACTORS}:1:")
    match = re.fullmatch(r"and ([0-9]+) more; mend these first, then look again", last)
    assert match
    assert int(match[1]) >= 10_000 - MOST_SHOWN
    with pytest.raises(DataError) as caught:
        Made(folder).load()
    assert len(caught.value.problems) == MOST_SHOWN + int(match[1])  # in a program all of them are there


def test_as_many_problems_as_are_printed_are_not_counted(folder: Path) -> None:
    entries = "".join(f"k{n}: {{type: wrong, name: A{n}}}\n" for n in range(MOST_SHOWN))
    lines = refused(with_file(folder, "registry/events.yaml", entries))
    assert [line for line in lines if line.startswith("and ")] == ([] if len(lines) <= MOST_SHOWN else lines[-1:])


def test_yaml_may_have_a_byte_order_mark_and_crlf(folder: Path) -> None:
    plain = make(folder).file()
    changed = make(folder, "\ufeff" + CLAIMS.replace("\n", "\r\n")).file()
    assert [(claim.id, str(claim.place)) for claim in changed.claims] == [
        (claim.id, str(claim.place)) for claim in plain.claims
    ]
    with_file(folder, CLAIM_FILE, f"\ufeffdocument: nowhere\r\nevent: {SLUG}\r\n")
    refused_once(folder, f"{CLAIM_FILE}:1:11", "unknown document 'nowhere'")


def test_marks_of_direction_may_be_written_as_escapes(folder: Path) -> None:
    text = TEXT.replace("commander of the post", "\u200fقائد\u200f")
    claims = CLAIMS.replace(
        "{quote: commander of the post, subject: issa, holds-role: commander of the post}",
        '{quote: "\\u200fقائد\\u200f", subject: issa, holds-role: "قائد"}',
    )
    (claim,) = [c for c in make(folder, claims, text=text).file().claims if c.predicate.key == "holds-role"]
    assert [where.of(text) for where in claim.evidence] == ["\u200fقائد\u200f"]
