"""Anything at all: every change of a file is read, or refused in lines; either way nothing is written."""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collections_made import CLAIMS, METADATA, REGISTRY, TEXT
from indelgraph import foreign
from indelgraph.errors import DataError
from indelgraph.resources import root
from rdf_made import TRIPLE, XML
from refusals import CLAIM_FILE, LINK_HEADER, LINKS, METADATA_FILE, TEXT_FILE, lines_of, run, state, with_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_cache")

_OURS = sorted(path for path in (root() / "data").rglob("*") if path.suffix in {".yaml", ".tsv", ".txt"})
_SMALL = {
    CLAIM_FILE: CLAIMS.encode(),
    METADATA_FILE: "".join(f"{key}: {value}\n" for key, value in METADATA.items()).encode(),
    TEXT_FILE: TEXT.encode(),
    LINKS: f"{LINK_HEADER}tessit\texactMatch\tQ1\t2\t15.5\t0.5\twhere\tnote\n".encode(),
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
