"""RDF that somebody else wrote, and that is wrong: one line where it is, and nothing is fetched."""

from __future__ import annotations

import codecs
import socket
from typing import TYPE_CHECKING

import pytest

from indelgraph import foreign
from rdf_made import LAUGHING, RDF, TRIPLE, XML
from refusals import NO_FILE, Outcome, lines_of, make_folder, make_pipe, make_socket, run, state

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_cache")

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


@pytest.mark.parametrize("make_it", [make_pipe, make_socket, make_folder])
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
