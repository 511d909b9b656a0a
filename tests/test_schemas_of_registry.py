"""The schemas of the registry and of documents, and the readers of both, are of one mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collections_made import METADATA, REGISTRY, SLUG, make
from indelgraph.documents.document import read_document
from indelgraph.errors import DataError
from indelgraph.registry import read_registry
from schemas_asked import DOCUMENT, verdicts

if TYPE_CHECKING:
    from pathlib import Path


RIGHT_ENTRIES = [
    ("actors", "a: {type: state-force, name: A, short: 2, also: [b, {fr: c, bm: d}], hidden: e, plural: yes, note: 1}"),
    ("actors", "a: {type: armed-group, name: A, also: {fr: c}, plural: no, unused: kept}"),
    (
        "actors",
        "a: {type: unnamed-group, described-as: a, close-to: b, includes: [actor/b]}\nb: {type: government, label: B}",
    ),
    ("people", "a-b: {name: A. B.}\n2022: {type: person, label: C, called: c}"),
    ("places", "a: {name: A}\nb: {type: place, name: B}\nc: {type: relative-place, between: [a, place/b]}"),
    ("places", "a: {name: A}\nc: {type: relative-place, label: C, relative-to: [a], bearing: south-west}"),
    ("events", "a: {type: skirmish, name: A, sides: 3}\nb: {type: event, label: B, sides: '2'}"),
    ("agents", "a: {type: software-agent, label: A, note: n}"),
]
WRONG_ENTRIES = [
    ("people", "Abou Test: {name: A}"),
    ("people", "a--b: {name: A}"),
    ("people", "a: A. B."),
    ("people", "a: {}"),
    ("people", "a: {short: A}"),
    ("people", "a: {name: }"),
    ("people", "a: {name: [A]}"),
    ("people", "a: {name: A, nam: B}"),
    ("people", "a: {name: A, also: ['']}"),
    ("people", "a: {name: A, also: []}"),
    ("people", "a: {name: A, also: [{fr: [x]}]}"),
    ("people", "a: {name: A, also: {averylongtag: x}}"),
    ("people", "a: {name: A, hidden: []}"),
    ("people", "a: {name: A, plural: perhaps}"),
    ("people", "a: {name: A, sides: 2}"),
    ("people", "a: {name: A, type: place}"),
    ("agents", "a: {type: person}"),
    ("agents", "a: {label: A}"),
    ("agents", "a: {type: person, label: A, name: A}"),
    ("events", "e: {name: E}"),
    ("events", "e: {name: E, type: batle}"),
    ("events", "e: {name: E, type: battle, sides: 1}"),
    ("events", "e: {name: E, type: battle, sides: two}"),
    ("actors", "u: {type: unnamed-group, name: U}"),
    ("actors", "u: {type: unnamed-group, described-as: u, close-to: place/mali}"),
    ("actors", "u: {type: unnamed-group, described-as: u, includes: [v, v]}\nv: {type: government, name: V}"),
    ("actors", "u: {type: unnamed-group, described-as: u, close-to: []}"),
    ("places", "p: {type: relative-place, label: p}"),
    ("places", "p: {type: relative-place, label: p, between: a}\na: {name: A}"),
    ("places", "p: {type: relative-place, label: p, between: [a, a]}\na: {name: A}"),
    ("places", "p: {type: relative-place, label: p, relative-to: [a, b]}\na: {name: A}\nb: {name: B}"),
    ("places", "p: {type: relative-place, between: [a, b], relative-to: a}\na: {name: A}\nb: {name: B}"),
    ("places", "p: {type: relative-place, relative-to: a, bearing: nord}\na: {name: A}"),
    ("places", "p: {name: P, relative-to: a}\na: {name: A}"),
    ("places", "p: {name: P, bearing: north}"),
]


def _registry(folder: Path, kind: str, written: str) -> None:
    (folder / f"{kind}.yaml").write_text(written, "utf-8")
    read_registry(folder)


@pytest.mark.parametrize(("kind", "written"), RIGHT_ENTRIES)
def test_right_registry_files_are_taken(tmp_path: Path, kind: str, written: str) -> None:
    _registry(tmp_path, kind, written)
    assert verdicts(f"{kind}.schema.json", written) == [True, True]


@pytest.mark.parametrize(("kind", "written"), WRONG_ENTRIES)
def test_wrong_registry_files_are_refused(tmp_path: Path, kind: str, written: str) -> None:
    with pytest.raises(DataError):
        _registry(tmp_path, kind, written)
    assert verdicts(f"{kind}.schema.json", written) == [False, False]


@pytest.mark.parametrize("kind", [name.removesuffix(".yaml") for name in REGISTRY])
def test_the_registry_of_the_tests_is_taken(kind: str) -> None:
    assert verdicts(f"{kind}.schema.json", REGISTRY[f"{kind}.yaml"]) == [True, True]


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, True),
        ({"label": "'2022'", "called": "yes", "note": "1.5", "language": "en-GB", "form": "rendered"}, True),
        ({"title": ""}, False),
        ({"title": "[a]"}, False),
        ({"language": "English"}, False),
        ({"form": "html"}, False),
        ({"source": "example.org"}, False),
        ({"source": "https://example.org/a b"}, False),
        ({"licence": "CC BY"}, False),
        ({"publisher": "person/issa"}, False),
        ({"sha256": "'12'"}, False),
        ({"date": "2022"}, False),
    ],
)
def test_metadata_are_taken_or_refused(tmp_path: Path, changes: dict[str, str], right: bool) -> None:
    made = make(tmp_path, metadata=changes)
    if right:
        made.load()
    else:
        assert made.problems()
    written = (tmp_path / "documents" / SLUG / "document.yaml").read_text("utf-8")
    assert verdicts(DOCUMENT, written) == [right, right]


@pytest.mark.parametrize("key", METADATA)
def test_metadata_without_a_key_are_taken_or_refused_alike(tmp_path: Path, key: str) -> None:
    make(tmp_path)
    path = tmp_path / "documents" / SLUG / "document.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    written = "".join(line for line in lines if not line.startswith(f"{key}: "))
    path.write_text(written, "utf-8")
    right = key == "called"
    if right:
        read_document(path.parent)
    else:
        with pytest.raises(DataError, match=f"needs '{key}'"):
            read_document(path.parent)
    assert verdicts(DOCUMENT, written) == [right, right]
