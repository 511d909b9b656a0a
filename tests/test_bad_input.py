"""Bad input of every kind, through the command line: one clear line for each problem, and nothing is written."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collections_made import CLAIMS, HEAD, METADATA, REGISTRY, SLUG, TEXT, Made, make
from indelgraph import foreign
from indelgraph.cli import main
from indelgraph.documents.model import Slice
from indelgraph.errors import CallError, DataError, Place, Problem
from indelgraph.files import MAX_BYTES
from indelgraph.registry.links import COLUMNS
from indelgraph.resources import root

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIM_FILE = f"claims/{SLUG}.yaml"
ACTORS = "registry/actors.yaml"
LINKS = "registry/links.tsv"
DOCUMENT = f"documents/{SLUG}"
METADATA_FILE = f"{DOCUMENT}/document.yaml"
TEXT_FILE = f"{DOCUMENT}/text.txt"
HUNDRED_MB = 100 * 1024 * 1024
OUTSIDE = "is a link to a place outside the collection; copy what it points to into its place"
NOWHERE = "is a link that leads nowhere; remove it, or put the file in its place"
NO_FILE = "is not there or not a file; check the name"


@dataclass(frozen=True)
class Outcome:
    """How a run of the command line ended."""

    code: int
    out: str
    err: str


def run(*arguments: str) -> Outcome:
    """Run the command line in this process, with streams as a real one has them."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err), mock.patch.object(sys, "argv", ["indelgraph", *arguments]):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    out.flush()
    err.flush()
    return Outcome(code, _bytes(out).decode(), _bytes(err).decode())


def _bytes(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def state(folder: Path) -> dict[str, tuple[int, int, int, str | bytes]]:
    """Everything below a folder: kind and rights, size, time of change, and what is in it or where it leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content: str | bytes = ""
        if path.is_symlink():
            content = str(path.readlink())
        elif path.is_file() and status.st_size < MAX_BYTES and os.access(path, os.R_OK):
            content = path.read_bytes()
        found[os.fsencode(path).hex()] = (status.st_mode, status.st_size, status.st_mtime_ns, content)
    return found


_LINE = re.compile(r"(?P<place>.+?(?::[0-9]+(?::[0-9]+)?)?): (?P<message>[^;]+.*)")


def lines_of(outcome: Outcome, code: int) -> list[str]:
    """The lines of a run that was refused: each printable, none of a traceback, nothing on standard output."""
    assert (outcome.code, outcome.out) == (code, ""), outcome
    assert outcome.err.endswith("\n")
    lines = outcome.err.removesuffix("\n").split("\n")
    for line in lines:
        assert line.isprintable(), line
        assert _LINE.fullmatch(line), line
        assert "Traceback" not in line
    return lines


def refused(folder: Path, *commands: str) -> list[str]:
    """What the commands say of a collection, each the same, in lines that name files relative to its folder."""
    cache = folder.parent / "cache"
    before = state(folder)
    said: list[str] = []
    for command in commands or ("build",):
        extra = ["--cache", str(cache)] if command not in ("coverage", "validate") else []
        extra += ["ASK {}"] if command == "query" else []
        lines = lines_of(run(command, "--data", str(folder), *extra), 1)
        assert said in ([], lines)
        said = lines
        kept = [path for path in cache.rglob("*") if path.is_file()]
        assert command == "validate" or not kept
        for path in kept:
            # What validate found right for itself it may keep, as a whole receipt; nothing else, and nothing by halves.
            assert path.parent.name == "valid"
            assert isinstance(json.loads(path.read_bytes()), dict)
    assert state(folder) == before
    return [line.removeprefix(f"{folder}/") for line in said]


def refused_once(folder: Path, place: str, says: str, *commands: str) -> None:
    """Exactly one line, at the place, that holds the words and says what to do."""
    (line,) = refused(folder, *commands)
    where, message = line.split(": ", 1)
    assert where == place, line
    assert says in message
    assert ";" in message or message.startswith("must be "), line


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of the test's own for the commands that take the default one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a collection goes; its own folder, so that nothing may appear beside it unseen."""
    return tmp_path / "collection"


def with_file(folder: Path, name: str, content: str | bytes) -> Path:
    """A collection with one file other than ours; a document's text is pinned by its hash."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    pinned = {"sha256": hashlib.sha256(data).hexdigest()} if name == TEXT_FILE else {}
    return make(folder, metadata=pinned, files={name: data}).folder


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


def test_ten_thousand_keys_are_ten_thousand_lines(folder: Path) -> None:
    lines = refused(with_file(folder, ACTORS, "".join(f"k{n}: a\n" for n in range(10_000))))
    assert len(lines) >= 10_000
    assert lines[-1].startswith(f"{ACTORS}:10000:")


# What is wrong in claim files, registry and metadata by its meaning

_CLAIM = f"{HEAD}claims:\n  - "
_LINK = "\t".join(COLUMNS) + "\n"

BAD_ENTRIES: dict[str, tuple[str, str, str, str]] = {
    "an unknown document": ("claims/a.yaml", "document: nowhere\n", "1:11", "unknown document 'nowhere'"),
    "a document by a path": ("claims/a.yaml", "document: ../../etc\n", "1:11", "unknown document '../../etc'"),
    "a document by an absolute path": ("claims/a.yaml", "document: /etc/passwd\n", "1:11", "unknown document '/etc/pa"),
    "a document for two files": ("claims/z.yaml", f"document: {SLUG}\n", "1:11", "keep one file per document"),
    "a huge number": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, killed: '{'9' * 10_000}', group: army}}\n", "5:32", "is no quantity",
    ),
    "an exponent": (CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, killed: 1e400, group: army}}\n", "5:32", "'1e400'"),
    "no number": (CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, killed: nan, group: army}}\n", "5:32", "'nan'"),
    "a huge offset": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, at: {'9' * 10_000}, killed: '17', group: army}}\n", "5:28", "'at' is",
    ),
    "digits of another script": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 17 killed, at: ²³, killed: '17', group: army}}\n", "5:28", "'at' is",
    ),
    "31 February": (CLAIM_FILE, f"{HEAD[: HEAD.index('year')]}year-from: 31 February 2022\n", "3:12", "does not stand"),
    "coordinates off the globe": (
        CLAIM_FILE, f"{_CLAIM}{{quote: 15.1234; -0.5678, coordinates: 91.0; 0.5}}\n", "5:44", "decimal degrees",
    ),
    "sides without end": (
        "registry/events.yaml", f"x: {{type: battle, name: X, sides: {'9' * 5_000}}}\n", "1:35", "from 2 to 6",
    ),
    "a slug that climbs": ("registry/people.yaml", "../x: {name: X}\n", "1:1", "'../x' is no slug"),
    "a merge key": ("registry/people.yaml", "<<: {name: X}\n", "1:1", "'<<' is no slug"),
    "an address that is none": (METADATA_FILE, "source: file:///etc/passwd\n", "1:9", "an http or https address"),
    "links: no header": (LINKS, "entry\trelation\n", "1:1", "must name the columns"),
    "links: a column too few": (LINKS, f"{_LINK}tessit\texactMatch\n", "2:1", "has 2 columns instead of 8"),
    "links: a relation": (LINKS, f"{_LINK}tessit\tsameAs\tQ1\t\t\t\tx\t\n", "2:8", "unknown relation 'sameAs'"),
    "links: an item": (LINKS, f"{_LINK}tessit\texactMatch\tQ0\t\t\t\tx\t\n", "2:19", "'Q0' is no Wikidata item"),
    "links: an id": (LINKS, f"{_LINK}tessit\texactMatch\t\t1e9\t\t\tx\t\n", "2:20", "'1e9' is no GeoNames id"),
    "links: nan": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\tnan\t0.5\tx\t\n", "2:23", "must both be decimal degrees"),
    "links: inf": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\t1.5\tinf\tx\t\n", "2:23", "must both be decimal degrees"),
    "links: 91°": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\t91.0\t0.5\tx\t\n", "2:23", "must both be decimal degrees"),
    "links: half a point": (LINKS, f"{_LINK}tessit\texactMatch\tQ1\t\t9.0\t\tx\t\n", "2:23", "must both be decimal"),
    "links: NUL": (LINKS, f"{_LINK}tessit\t\0", "2:8", "U+0000, which is no text; remove it"),
    "links: a mark": (LINKS, f"{_LINK}tessit\t\u202e", "2:8", "U+202E (right-to-left override), which does not show"),
    "links: a lone carriage return": (LINKS, f"{_LINK}tessit\ra", "2:7", "a line end that few editors show"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BAD_ENTRIES))
def test_bad_entries_are_refused_where_they_stand(folder: Path, name: str) -> None:
    file, content, place, says = BAD_ENTRIES[name]
    lines = refused(with_file(folder, file, content))
    (line,) = [line for line in lines if line.startswith(f"{file}:{place}: ") and says in line]
    assert len(line) < 1000


@pytest.mark.parametrize(
    "value", ["31 February 2022", "1 January 0000", "1 January 10000", "2022-02-31", "9" * 10_000, "-1", "1e400"]
)
def test_days_that_cannot_be(folder: Path, value: str) -> None:
    claim = f"{{quote: ended on August 9, ends-on: {{quote: August 9, value: '{value}', inferred-from: Tessit}}}}"
    (line,) = [
        line
        for line in refused(with_file(folder, CLAIM_FILE, f"{_CLAIM}{claim}\n"))
        if line.startswith(f"{CLAIM_FILE}:5:{5 + claim.index('value: ') + 7}: ")
    ]
    assert "quote a date, or give 'value'" in line


# A document's text


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        ("= T =\nMénaka".encode("latin-1"), ":2:2", "is not UTF-8: byte 0xe9"),
        ("= T =\n".encode("utf-16"), ":1:1", "is not UTF-8: byte 0x"),
        (b"= T =\nab\x80c", ":2:3", "is not UTF-8: byte 0x80"),
        ("= T =\n".encode("utf-16-le"), ":1:2", "holds the character U+0000, which no RDF format can hold"),
        ("= T =\nab\fc", ":2:3", "holds the character U+000C"),
        ("= T =\nab\x1b[31m", ":2:3", "holds the character U+001B"),
        ("= T =\n\uffff", ":2:1", "holds the character U+FFFF"),
    ],
)
def test_a_text_that_cannot_be_kept(folder: Path, content: str | bytes, place: str, says: str) -> None:
    refused_once(with_file(folder, TEXT_FILE, content), TEXT_FILE + place, says)


def test_a_text_cut_under_its_hash(folder: Path) -> None:
    path = make(folder).folder / TEXT_FILE
    path.write_bytes(path.read_bytes()[:300])
    refused_once(folder, TEXT_FILE, f"is not the text that {folder}/{METADATA_FILE}:9:9 pins", "build", "validate")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("Lieutenant", "\u202bLieutenant\u202c\u200f\u200b\u2028"),
        TEXT + "x" * 100_000,
    ],
)
def test_a_text_is_kept_as_it_is(folder: Path, text: str) -> None:
    made = make(folder, text=text)
    collection = made.load()
    (document,) = collection.documents
    assert document.text == text
    claims = {claim.id.partition("-")[2]: claim for claim in collection.files[SLUG].claims}
    start = text.index("42 soldiers had died")
    assert claims["killed-army"].evidence == (Slice(start, start + 20),)


def test_an_empty_text_and_a_text_of_returns_are_texts(folder: Path) -> None:
    for text in ("", "\r", "= T =\rwords\r"):
        (document,) = make(folder, None, text=text).load().documents
        assert document.text == text


def test_marks_of_direction_may_be_written_as_escapes(folder: Path) -> None:
    text = TEXT.replace("commander of the post", "\u200fقائد\u200f")
    claims = CLAIMS.replace(
        "{quote: commander of the post, subject: issa, holds-role: commander of the post}",
        '{quote: "\\u200fقائد\\u200f", subject: issa, holds-role: "قائد"}',
    )
    (claim,) = [c for c in make(folder, claims, text=text).file().claims if c.predicate.key == "holds-role"]
    assert [where.of(text) for where in claim.evidence] == ["\u200fقائد\u200f"]


def test_yaml_may_have_a_byte_order_mark_and_crlf(folder: Path) -> None:
    plain = make(folder).file()
    changed = make(folder, "\ufeff" + CLAIMS.replace("\n", "\r\n")).file()
    assert [(claim.id, str(claim.place)) for claim in changed.claims] == [
        (claim.id, str(claim.place)) for claim in plain.claims
    ]
    with_file(folder, CLAIM_FILE, f"\ufeffdocument: nowhere\r\nevent: {SLUG}\r\n")
    refused_once(folder, f"{CLAIM_FILE}:1:11", "unknown document 'nowhere'")


# Files that are too large


@pytest.mark.parametrize("file", [TEXT_FILE, METADATA_FILE, CLAIM_FILE, ACTORS, LINKS])
def test_a_hundred_megabytes_are_refused_unread(folder: Path, file: str) -> None:
    with (make(folder).folder / file).open("wb") as sparse:
        sparse.truncate(HUNDRED_MB)
    before = _bytes_read()
    refused_once(folder, file, f"is larger than {MAX_BYTES} bytes; split it or take a smaller file")
    assert _bytes_read() - before < MAX_BYTES


def _bytes_read() -> int:
    """How many bytes this process has read from files so far (proc(5), /proc/pid/io)."""
    counters = dict(line.split(": ") for line in Path("/proc/self/io").read_text("ascii").splitlines())
    return int(counters["rchar"])


def test_a_hundred_megabytes_in_one_line(folder: Path) -> None:
    with (make(folder).folder / CLAIM_FILE).open("wb") as file:
        file.write(b"note: ")
        for _ in range(100):
            file.write(b"x" * (1024 * 1024))
    refused_once(folder, CLAIM_FILE, f"is larger than {MAX_BYTES} bytes", "build", "validate")


# Links, and what is no file


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A collection like ours in a place outside."""
    return make(tmp_path / "elsewhere").folder


@pytest.mark.parametrize(
    "name", [CLAIM_FILE, TEXT_FILE, METADATA_FILE, ACTORS, "registry/README.md", DOCUMENT, "registry"]
)
def test_a_link_that_leads_out_is_refused(folder: Path, elsewhere: Path, name: str) -> None:
    make(folder, None if name == DOCUMENT else CLAIMS, files={"registry/README.md": b""})
    (elsewhere / "registry/README.md").touch()
    path = folder / name
    path.rename(folder.parent / "away")
    path.symlink_to(elsewhere / name)
    assert refused(folder, "build", "validate") == [f"{name}: {OUTSIDE}"]


@pytest.mark.parametrize("name", ["claims/a.yaml", ACTORS, LINKS])
def test_nothing_of_a_linked_file_is_told(folder: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("pass: [word\n")
    path = make(folder).folder / name
    path.unlink(missing_ok=True)
    path.symlink_to(secret)
    assert refused(folder) == [f"{name}: {OUTSIDE}"]


@pytest.mark.parametrize("target", ["nowhere", "self"])
@pytest.mark.parametrize("name", ["claims/a.yaml", ACTORS, LINKS, TEXT_FILE])
def test_a_link_that_leads_nowhere_is_refused(folder: Path, name: str, target: str) -> None:
    path = make(folder).folder / name
    path.unlink(missing_ok=True)
    path.symlink_to(path.name if target == "self" else target)
    assert refused(folder) == [f"{name}: {NOWHERE}"]


def test_links_inside_and_a_linked_collection_are_fine(folder: Path, tmp_path: Path) -> None:
    make(folder)
    (folder / "kept").mkdir()
    for name in (CLAIM_FILE, ACTORS, DOCUMENT):
        kept = folder / "kept" / name.rpartition("/")[2]
        (folder / name).rename(kept)
        (folder / name).symlink_to(kept)
    link = tmp_path / "link"
    link.symlink_to(folder)
    for path in (folder, link):
        assert len(Made(path).file().claims) == 23


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    here = os.open(path.parent, os.O_RDONLY)
    try:
        listener.bind(f"/proc/self/fd/{here}/{path.name}")  # a socket's path has at most 107 bytes
    finally:
        os.close(here)
        listener.close()


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make_it", [_pipe, _socket, _folder])
@pytest.mark.parametrize("name", [CLAIM_FILE, ACTORS, LINKS, TEXT_FILE, METADATA_FILE])
def test_what_is_no_file_is_not_waited_for(folder: Path, name: str, make_it: Callable[[Path], None]) -> None:
    path = make(folder).folder / name
    path.unlink(missing_ok=True)
    make_it(path)
    assert refused(folder, "build", "validate") == [f"{name}: {NO_FILE}"]


def test_a_device_is_not_read(folder: Path) -> None:
    path = make(folder).folder / ACTORS
    path.unlink()
    path.symlink_to("/dev/zero")
    assert refused(folder) == [f"{ACTORS}: {OUTSIDE}"]


@pytest.mark.parametrize("name", [CLAIM_FILE, ACTORS, LINKS, TEXT_FILE, METADATA_FILE])
def test_a_file_without_the_right_to_read_it(folder: Path, name: str) -> None:
    path = make(folder, files={LINKS: _LINK}).folder / name
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever runs this may read every file, whatever its rights")
    assert refused(folder) == [f"{name}: cannot be read: Permission denied; check the file and its rights"]


def test_a_name_does_not_reach_the_terminal_raw(folder: Path) -> None:
    name = "a\n\x1b[31m\u202e\udcffé .yaml"
    with_file(folder, f"claims/{name}", "document: [\n")
    (line,) = refused(folder)
    assert line.startswith("claims/a\\n\\x1b[31m\\u202e\\udcffé .yaml:2:1: is not YAML")


def test_a_collection_with_a_strange_name_is_called_by_it(tmp_path: Path) -> None:
    (line,) = lines_of(run("build", "--data", str(tmp_path / "a\nb\x1b\udcff")), 2)
    assert (
        line == f"{tmp_path}/a b\\x1b\\udcff is no collection: it has no folder 'documents'; name another with --data"
    )


def test_errors_are_one_line_of_what_can_be_seen() -> None:
    problem = Problem(Place("a\r\nb", 1, 2), "words\x1b[2J\n of\ttwo\u2066 lines")
    assert str(problem) == "a\\r\\nb:1:2: words\\x1b[2J of two\\u2066 lines"
    assert str(Place("b\u00a0é\u3000ق")) == "b\u00a0é\u3000ق"
    assert str(CallError("a\n\x07b")) == "a \\x07b"


# RDF that somebody else wrote

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TRIPLE = b'<urn:a> <urn:b> "\xc3\xa9" .\n'
XML = (
    f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:e:"><rdf:Description rdf:about="urn:a">'
    "<e:b>%s</e:b></rdf:Description></rdf:RDF>"
)
_ENTITIES = (f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True))
LAUGHING = f"<!DOCTYPE r [<!ENTITY a 'ha'>{''.join(_ENTITIES)}]>\n"

BAD_RDF: dict[str, tuple[str, str | bytes, str, str]] = {
    "Turtle cut in a string": ("ttl", '<urn:a> <urn:b> """c', ":1:17", "is malformed"),
    "Turtle cut before the dot": ("ttl", "<urn:a> <urn:b> <urn:c>", ":1:24", "is malformed"),
    "Turtle with names of no place": ("ttl", "<a> <b> <c> .", ":1:1", "No scheme found in an absolute IRI"),
    "TriG cut": ("trig", "<urn:g> { <urn:a> <urn:b> <urn:c> .", ":1:36", "is malformed"),
    "N-Quads cut": ("nq", "<urn:a> <urn:b> <urn:c", ":1:17", "is malformed"),
    "N-Triples cut": ("nt", "<urn:a> <urn:b> <urn:c>", ":1:24", "is malformed"),
    "JSON-LD cut": ("jsonld", '{"@id": "urn:a", "urn:b": [{"@value": "c', ":1:39", "is malformed"),
    "JSON-LD of nothing": ("jsonld", "", ":1:1", "is malformed"),
    "RDF/XML cut in a tag": ("rdf", (XML % "x")[:-10], f":1:{len(XML % 'x') - 9}", "is malformed"),
    "RDF/XML never closed": ("rdf", (XML % "x").removesuffix("</rdf:RDF>"), f":1:{len(XML % 'x') - 9}", "no element"),
    "RDF/XML of nothing": ("rdf", "", ":1:1", "no element found"),
    "Latin-1": ("ttl", TRIPLE.decode().encode("latin-1"), ":1:18", "is not UTF-8: byte 0xe9"),
    "UTF-16": ("nq", TRIPLE.decode().encode("utf-16"), ":1:1", "is not UTF-8: byte 0x"),
    "UTF-16 without a mark": ("nt", TRIPLE.decode().encode("utf-16-le"), ":1:35", "is not UTF-8: byte 0xe9"),
    "XML of Latin-1": (
        "rdf", f'<?xml version="1.0" encoding="ISO-8859-1"?>{XML % "é"}'.encode("latin-1"),
        f":1:{44 + XML.index('%s')}", "is not UTF-8: byte 0xe9",
    ),
    "XML that says Latin-1": ("rdf", f'<?xml version="1.0" encoding="ISO-8859-1"?>{XML % "e"}', "", "Only UTF-8"),
    "XML that laughs": ("rdf", LAUGHING + XML % "&l;", ":1:13", "has a DOCTYPE, whose entities are not read"),
    "XML with a DOCTYPE": ("rdf", "<?xml version='1.0'?>\n<!DOCTYPE r>\n" + XML % "x", ":2:12", "has a DOCTYPE"),
    "deep Turtle": ("ttl", "<urn:a> <urn:b> " + "(" * 100_000, ":1:100017", "is malformed"),
    "deep JSON-LD": ("jsonld", '{"urn:a":\n' * 100_000, ":101:1", "is nested deeper than 100 brackets"),
    "deep XML": ("rdf", "<a>" * 100_000, ":1:301", "is nested deeper than 100 elements"),
    "a triple term": ("ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "", "rdflib has no triple terms"),
    "a base direction": ("ttl", '<urn:a> <urn:b> "c"@ar--rtl .', "", "rdflib has no base direction"),
    "an escaped surrogate": ("ttl", '<urn:a> <urn:b> "\\ud800" .', ":1:18", "is malformed"),
    "a long name many times": (
        "ttl", f"@prefix p: <urn:{'x' * 1_000_000}> . p: p: {','.join(['p:'] * 200)} .", "", "characters with its pref",
    ),
}  # fmt: skip


def refused_rdf(path: Path) -> str:
    """The one line that ``validate`` says of an RDF file, without its folder."""
    before = state(path.parent)
    (line,) = lines_of(run("validate", str(path)), 1)
    assert state(path.parent) == before
    return line.removeprefix(f"{path.parent}/")


@pytest.mark.parametrize("name", sorted(BAD_RDF))
def test_bad_rdf_is_refused_where_it_is_wrong(tmp_path: Path, name: str) -> None:
    ending, content, place, says = BAD_RDF[name]
    path = tmp_path / f"x.{ending}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    line = refused_rdf(path)
    assert line.startswith(f"x.{ending}{place}: "), line
    assert says in line
    assert ";" in line


def test_rdf_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.nq"
    with path.open("wb") as sparse:
        sparse.truncate(foreign.MAX_BYTES + 1)
    assert refused_rdf(path).startswith(f"x.nq: is larger than {foreign.MAX_BYTES} bytes; ")


@pytest.mark.parametrize("make_it", [_pipe, _socket, _folder])
def test_what_is_no_rdf_file_is_not_waited_for(tmp_path: Path, make_it: Callable[[Path], None]) -> None:
    path = tmp_path / "x.ttl"
    make_it(path)
    outcome = run("validate", str(path))
    expected = f"{path} is no collection" if path.is_dir() else f"{path}: {NO_FILE}"
    assert outcome.code == (2 if path.is_dir() else 1)
    assert outcome.err.startswith(expected)


@pytest.mark.parametrize("ending", sorted(foreign.EXTENSIONS))
def test_a_byte_order_mark_before_rdf_is_read_over(tmp_path: Path, ending: str) -> None:
    contents = {".rdf": (XML % "é").encode(), ".jsonld": '{"@id": "urn:a", "urn:b": "é"}'.encode()}
    path = tmp_path / f"x{ending}"
    path.write_bytes(codecs.BOM_UTF8 + contents.get(ending, TRIPLE))
    (quad,) = foreign.read(path)
    assert str(quad.object) == '"é"'


def test_turtle_may_have_a_base_and_any_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_bytes(b"@base <http://e.org/x/> .\r\n<a>\r<b> <../c> .")
    (quad,) = foreign.read(path)
    assert [str(term) for term in (quad.subject, quad.predicate, quad.object)] == [
        "<http://e.org/x/a>", "<http://e.org/x/b>", "<http://e.org/c>",
    ]  # fmt: skip


def test_nothing_that_a_file_names_is_fetched_or_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.jsonld"
    secret.write_text('{"@context": {"b": "urn:very-secret"}}')
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        for address in (f"http://127.0.0.1:{port}/c.jsonld", secret.as_uri()):
            path = tmp_path / "x.jsonld"
            path.write_text(f'{{"@context": "{address}", "@id": "urn:a", "b": "c"}}')
            assert "remote context" in refused_rdf(path)
            path = tmp_path / "x.rdf"
            for doctype in (f'<!DOCTYPE r SYSTEM "{address}">', f'<!DOCTYPE r [<!ENTITY x SYSTEM "{address}">]>'):
                path.write_text(doctype + XML % "&x;")
                line = refused_rdf(path)
                assert "has a DOCTYPE" in line
                assert "very-secret" not in line
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_values_that_are_none_are_no_traceback(tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = [
        ("integer", "9" * 10_000), ("decimal", "1e999999999"), ("double", "1e400"), ("boolean", "x"),
        ("date", "2022-02-31"), ("date", "0000-01-01"), ("date", "10000-01-01"), ("gYear", "9" * 30),
        ("duration", f"P{'9' * 5000}Y"), ("time", "25:00:00"), ("hexBinary", "abc"), ("base64Binary", "a"),
    ]  # fmt: skip
    laugh = LAUGHING.strip().replace('"', "'") + "<r>&l;</r>"
    path = tmp_path / "x.ttl"
    path.write_text(
        "".join(f'<urn:a> <urn:b> "{text}"^^<{xsd}{kind}> .\n' for kind, text in values)
        + f'<urn:a> <urn:b> "{laugh}"^^<{RDF}XMLLiteral> .\n'
    )
    assert run("validate", str(path), "--quiet") == Outcome(0, "", "")


# Anything at all

_OURS = sorted(path for path in (root() / "data").rglob("*") if path.suffix in {".yaml", ".tsv", ".txt"})
_SMALL = {
    CLAIM_FILE: CLAIMS.encode(),
    METADATA_FILE: "".join(f"{key}: {value}\n" for key, value in METADATA.items()).encode(),
    TEXT_FILE: TEXT.encode(),
    LINKS: f"{_LINK}tessit\texactMatch\tQ1\t2\t15.5\t0.5\twhere\tnote\n".encode(),
    **{f"registry/{name}": entries.encode() for name, entries in REGISTRY.items()},
}
_PIECES = st.sampled_from(
    [*(bytes([byte]) for byte in b"\0\xff\r\t\n!{[]'\""), b"\xe2\x80\xae", b"&a", b"*a", b": ", b"- "]
) | st.binary(max_size=8)  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn, data: bytes) -> bytes:
    """A file after a few flips, cuts and insertions."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        kind = draw(st.sampled_from(["flip", "cut", "insert", "end"]))
        if kind == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) + data[at + 1 :]
        elif kind == "cut":
            data = data[:at] + data[at + draw(st.integers(1, 200)) :]
        elif kind == "insert":
            data = data[:at] + draw(_PIECES) + data[at:]
        elif kind == "end":
            data = data[:at]
    return data


def survives(folder: Path) -> None:
    """A collection is read, or refused in lines; either way nothing changes."""
    before = state(folder)
    outcome = run("coverage", "--data", str(folder))
    if outcome.code:
        lines_of(outcome, 1)
    else:
        assert outcome.err == ""
    assert state(folder) == before


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_change_of_a_file_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(_SMALL)))
    content = data.draw(mutations(_SMALL[name]) | st.binary(max_size=60))
    survives(with_file(tmp_path / "collection", name, content))
    (tmp_path / "collection" / name).unlink()


@pytest.mark.slow
@pytest.mark.parametrize("path", _OURS, ids=lambda path: path.name if path.name != "text.txt" else path.parent.name)
def test_any_change_of_a_file_of_ours_is_read_or_refused(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "collection"
    shutil.copytree(root() / "data", folder)
    own = path.read_bytes()
    here = folder / path.relative_to(root() / "data")

    @settings(max_examples=10, deadline=None)
    @given(mutations(own))
    def changed(content: bytes) -> None:
        here.write_bytes(content)
        metadata = here.with_name("document.yaml")
        if here.suffix == ".txt":
            text = metadata.read_text("utf-8")
            pinned = re.sub("sha256: .*", f"sha256: {hashlib.sha256(content).hexdigest()}", text)
            metadata.write_text(pinned, "utf-8")
        survives(folder)

    changed()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(foreign.EXTENSIONS)), st.data())
def test_any_rdf_is_read_or_refused(tmp_path: Path, ending: str, data: st.DataObject) -> None:
    contents = {
        ".rdf": (XML % "é").encode(),
        ".jsonld": '{"@context": {"b": "urn:b"}, "@id": "urn:a", "b": ["é", {"@id": "urn:c"}]}'.encode(),
        ".ttl": b'@prefix p: <urn:p:> . p:a a p:b ; p:c 1.5, """x"""@en , [ p:d ( true ) ] .',
    }
    path = tmp_path / f"x{ending}"
    path.write_bytes(data.draw(mutations(contents.get(ending, TRIPLE * 3)) | st.binary(max_size=60)))
    try:
        foreign.read(path)
    except DataError as error:
        (line,) = str(error).split("\n")
        assert line.startswith(f"{path}")
        assert line.isprintable()
