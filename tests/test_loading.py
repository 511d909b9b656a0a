"""Other people's RDF beside a collection: in which graphs it ends up, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad

from collections_made import make
from indelgraph.cli import main
from indelgraph.errors import CallError, DataError
from indelgraph.loading import Addition, addition, read_additions
from indelgraph.namespaces import graph_name
from readme import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

E = "http://example.org/"
S, P, OTHER, G = (NamedNode(E + name) for name in "spog")
OURS = graph_name("registry")

FILES = {
    "a.ttl": f"<{E}s> <{E}p> <{E}o> .",
    "a.nt": f"<{E}s> <{E}p> <{E}o> .",
    "a.rdf": f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="{E}">'
    f'<r:Description r:about="{E}s"><e:p r:resource="{E}o"/></r:Description></r:RDF>',
    "a.jsonld": json.dumps({"@id": f"{E}s", f"{E}p": {"@id": f"{E}o"}}),
    "a.trig": f"<{E}s> <{E}p> <{E}o> .",
    "a.nq": f"<{E}s> <{E}p> <{E}o> .",
}
WITH_GRAPHS = {
    "b.trig": f"<{E}s> <{E}p> <{E}o> . GRAPH <{E}g> {{ <{E}s> <{E}p> <{E}s> }}",
    "b.nq": f"<{E}s> <{E}p> <{E}o> .\n<{E}s> <{E}p> <{E}s> <{E}g> .\n",
    "b.jsonld": json.dumps(
        [
            {"@id": f"{E}s", f"{E}p": {"@id": f"{E}o"}},
            {"@id": f"{E}g", "@graph": [{"@id": f"{E}s", f"{E}p": {"@id": f"{E}s"}}]},
        ]
    ),
}


def read(folder: Path, *texts: str, taken: Iterable[NamedNode] = (OURS,)) -> tuple[Quad, ...]:
    """What ``--load`` makes of these arguments, with files of the folder."""
    additions = []
    for text in texts:
        graph, separator, name = text.rpartition("=")
        additions.append(addition(f"{graph}{separator}{folder / name}"))
    return read_additions(additions, tuple(taken))


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


# --- which graph ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_triples_of_each_format_go_to_a_graph_of_the_files_name_or_the_named_one(tmp_path: Path, name: str) -> None:
    write(tmp_path, **FILES)
    assert read(tmp_path, name) == (Quad(S, P, OTHER, graph_name("loaded/a")),)
    assert read(tmp_path, f"{E}mine={name}") == (Quad(S, P, OTHER, NamedNode(E + "mine")),)


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_a_file_with_graphs_keeps_them(tmp_path: Path, name: str) -> None:
    write(tmp_path, **WITH_GRAPHS)
    assert set(read(tmp_path, name)) == {Quad(S, P, OTHER, graph_name("loaded/b")), Quad(S, P, S, G)}
    with pytest.raises(CallError, match=f"has graphs of its own; leave out {E}mine="):
        read(tmp_path, f"{E}mine={name}")


def test_blank_nodes_of_two_files_stay_apart_and_those_of_one_together(tmp_path: Path) -> None:
    write(tmp_path, **{"one.ttl": f"_:x <{E}p> _:x, [] .", "two.ttl": f"_:x <{E}p> _:x ."})
    first, second = (graph_name(f"loaded/{name}") for name in ("one", "two"))
    quads = read(tmp_path, "one.ttl", "two.ttl")
    nodes = {
        graph: {term for quad in quads if quad.graph_name == graph for term in (quad.subject, quad.object)}
        for graph in (first, second)
    }
    assert len(nodes[first]) == 2
    assert len(nodes[second]) == 1
    assert not nodes[first] & nodes[second]
    assert sum(quad.subject == quad.object for quad in quads) == 2


def test_the_same_files_give_the_same_quads_each_time(tmp_path: Path) -> None:
    # The parser makes up a new name for [] each time; the snapshot is named by its content.
    write(tmp_path, **{"x.ttl": f"<{E}s> <{E}p> [ <{E}p> [] ], ( 1 2 ) .", "y.trig": f"GRAPH _:g {{ [] <{E}p> _:g }}"})
    first, again = (read(tmp_path, "x.ttl", "y.trig") for _ in range(2))
    assert first == again
    assert any(isinstance(quad.graph_name, BlankNode) and quad.object == quad.graph_name for quad in first)


def test_files_share_a_graph_only_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, **FILES)
    (tmp_path / "sub" / "a.ttl").write_text(f"<{E}s> <{E}p> <{E}s> .")
    with pytest.raises(CallError, match=r"would share the graph .*loaded/a> with .*name one with GRAPH-IRI=FILE"):
        read(tmp_path, "a.ttl", "sub/a.ttl")
    assert len(read(tmp_path, "a.ttl", f"{E}g=sub/a.ttl")) == 2
    together = read(tmp_path, f"{E}g=a.ttl", f"{E}g=sub/a.ttl")
    assert {quad.graph_name for quad in together} == {G}


# --- what is refused --------------------------------------------------------------------------------------------


def test_no_file_speaks_in_the_name_of_a_graph_of_ours(tmp_path: Path) -> None:
    write(tmp_path, **FILES, **{"c.trig": f"GRAPH <{OURS.value}> {{ <{E}s> <{E}p> <{E}o> }}"})
    for text in (f"{OURS.value}=a.ttl", "c.trig"):
        with pytest.raises(DataError, match=r"names the graph .*graph/registry> of the collection"):
            read(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gone.ttl", None, "gone.ttl"),
        ("folder.ttl", "", "folder.ttl"),
        ("a.ttl", "<s> <p> <o>", r"a.ttl:1"),
        ("a.ttl", f"<{E}s> <{E}p>\n  <{E}o", r"a.ttl:2"),
        ("a.nq", f"<{E}s> <{E}p> .", r"a.nq:1"),
        ("a.jsonld", "{", r"a.jsonld"),
        ("a.rdf", "<r>", r"a.rdf:1"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', "DOCTYPE"),
        ("a.csv", "a,b", "known format"),
        ("a", "a", "known format"),
    ],
)
def test_a_missing_or_broken_file_is_one_line(tmp_path: Path, name: str, content: str | None, says: str) -> None:
    if name == "folder.ttl":
        (tmp_path / name).mkdir()
    elif content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(DataError, match=says) as raised:
        read(tmp_path, name)
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"\xff\xfe<")
    with pytest.raises(DataError, match=r"a\.ttl"):
        read(tmp_path, "a.ttl")


@pytest.mark.parametrize(
    ("text", "graph", "file"),
    [
        ("a.ttl", None, "a.ttl"),
        ("dir=1/a.ttl", None, "dir=1/a.ttl"),
        ("http://x/g=a.ttl", "http://x/g", "a.ttl"),
        ("http://x/?a=b=a.ttl", "http://x/?a=b", "a.ttl"),
        ("urn:x:y=/x/a.ttl", "urn:x:y", "/x/a.ttl"),
        ("=a.ttl", None, "=a.ttl"),
    ],
)
def test_a_graph_stands_before_the_last_sign(text: str, graph: str | None, file: str) -> None:
    assert addition(text) == Addition(Path(file), NamedNode(graph) if graph else None)


@pytest.mark.parametrize("text", ["", "http://x/g=", "http://x/ g=a.ttl", "http://x/<=a.ttl"])
def test_what_names_no_graph_or_no_file_is_refused(text: str) -> None:
    with pytest.raises(CallError, match="GRAPH-IRI=FILE") as raised:
        addition(text)
    assert "\n" not in str(raised.value)


@given(st.text(max_size=50))
def test_any_argument_is_understood_or_refused(text: str) -> None:
    try:
        found = addition(text)
    except CallError:
        return
    graph, _, file = text.rpartition("=")
    assert found in {Addition(Path(text)), Addition(Path(file), NamedNode(graph) if found.graph else None)}


# --- the command ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argument", "code", "says"),
    [
        ("http://x/g=", 2, "names no file"),
        ("gone.ttl", 1, "gone.ttl: "),
        ("broken.ttl", 1, "broken.ttl:1"),
    ],
)
def test_the_command_says_it_in_one_line(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    argument: str,
    code: int,
    says: str,
) -> None:
    make(folder)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, **{"broken.ttl": "<"})
    options = ["--quiet", "--port", "0", "--data", str(folder), "--cache", str(tmp_path / "cache")]
    monkeypatch.setattr("sys.argv", ["indelgraph", "serve", *options, "--load", argument])
    with pytest.raises(SystemExit) as raised:
        main()
    printed = capsys.readouterr()
    assert raised.value.code == code
    assert len(printed.err.splitlines()) == 1
    assert says in printed.err
    assert not printed.out


def test_the_readme_tells_of_it() -> None:
    assert "| `--load [GRAPH-IRI=]FILE` |" in (ROOT / "README.md").read_text("utf-8")
