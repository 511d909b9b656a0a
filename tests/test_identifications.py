"""Identifications: read from what a person writes, refused where wrong, and checked across documents."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from pyoxigraph import Quad

from built import collection
from indelgraph import DataError, load
from indelgraph.encode.registry import REGISTRY
from indelgraph.namespaces import iri
from indelgraph.resources import root
from indelgraph.schemas import schemas, text
from indelgraph.yamltree import Branch, Leaf, Tree, parse
from two_made import make_two

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = """in-delimane:
  of: indelimane
  label: two spellings
  names: [battle-of-in-delimane-2012/in-delimane, indelimane-ambush-2017/indelimane]
  reason: One name.
  inferred-from: {document: indelimane-ambush-2017, quote: vicinity of Indelimane}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(root() / "data", tmp_path / "data")
    return tmp_path / "data"


def _plain(tree: Tree) -> object:
    if isinstance(tree, Leaf):
        return tree.text
    if isinstance(tree, Branch):
        return {key.text: _plain(value) for key, value in tree.entries}
    return [_plain(item) for item in tree.items]


def _fits_schema(written: str) -> bool:
    schema = json.loads(text(schemas()["identifications.schema.json"]))
    return Draft202012Validator(schema).is_valid(_plain(parse(written, "identifications.yaml")))


def test_ours_are_read_and_fit_the_schema() -> None:
    found = {i.slug: i for i in collection().identifications}
    village = found["idelimane-indelimane"]
    assert [f"{d.slug}/{use.form}" for d, use in village.names] == [
        "battle-of-in-delimane-2012/Idelimane",
        "indelimane-ambush-2017/Indelimane",
    ]
    assert [(p.document.slug, p.where.start, p.where.end) for p in village.inferred_from] == [
        ("battle-of-in-delimane-2012", 1299, 1345),
        ("indelimane-ambush-2017", 226, 257),
    ]
    assert _fits_schema((root() / "data/registry/identifications.yaml").read_text("utf-8"))


def test_a_right_one_is_taken(folder: Path) -> None:
    (folder / "registry" / "identifications.yaml").write_text(RIGHT)
    [found] = load(folder).identifications
    assert (found.slug, found.of.slug, len(found.names), found.reason) == ("in-delimane", "indelimane", 2, "One name.")
    assert _fits_schema(RIGHT)


def test_the_build_of_a_right_one_is_valid(tmp_path: Path) -> None:
    made = load(make_two(tmp_path / "two"))
    assert [found.slug for found in made.identifications] == ["tessit-tesit"]
    assert made.build().validate().conforms


@pytest.mark.parametrize(
    ("old", "new", "place", "says", "shape"),
    [
        ("of: indelimane", "of: indelimano", "2:7", "did you mean 'indelimane'?", True),
        ("of: indelimane", "of: gao", "4:11", "is a name of indelimane there, not of gao; mend one", True),
        ("2017/indelimane]", "2017/indelimana]", "4:51", "did you mean 'indelimane-ambush-2017/indelimane'?", True),
        (", indelimane-ambush-2017/indelimane]", "]", "2:3", "needs two or more 'names'", False),
        ("  reason: One name.\n", "", "2:3", "needs 'reason'", False),
        ("document: indelimane-ambush-2017, ", "document: indelimane-2017, ", "6:29", "unknown document", True),
        ("vicinity of Indelimane", "vicinity of Gao", "6:60", "does not stand in the document", True),
        ("quote: vicinity of Indelimane", "quote: Indelimane", "6:60", "stands 8 times", True),
        ("  label: two spellings\n", "", "2:3", "needs 'label'", False),
        ("  inferred-from: {document: indelimane-ambush-2017, quote: vicinity of Indelimane}\n", "", "2:3",
         "needs 'inferred-from'", False),
        ("in-delimane:\n", "In Delimane:\n", "1:1", "is no slug", False),
        ("label: two", "lable: x\n  label: two", "3:3", "did you mean 'label'?", False),
    ],
)  # fmt: skip
def test_a_wrong_one_is_told_with_its_place(
    folder: Path, old: str, new: str, place: str, says: str, shape: bool
) -> None:
    path = folder / "registry" / "identifications.yaml"
    written = RIGHT.replace(old, new)
    assert written != RIGHT
    path.write_text(written)
    with pytest.raises(DataError) as caught:
        load(folder)
    problem, *others = caught.value.problems
    assert all(says in other.message for other in others)  # both names of another thing are told
    assert str(problem).startswith(f"{path}:{place}: "), problem
    assert says in problem.message
    assert _fits_schema(written) is shape


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    folder = make_two(tmp_path / "two")
    (folder / "registry" / "identifications.yaml").unlink()
    built = load(folder)
    assert built.identifications == ()
    assert built.build().validate().conforms


def test_an_identification_of_a_name_that_is_not_there_is_a_violation(tmp_path: Path) -> None:
    build = load(make_two(tmp_path / "two")).build()
    lost = iri("document:x")
    registry = tuple(
        Quad(q.subject, q.predicate, lost, q.graph_name) if q.predicate == iri("ig:identifies") else q
        for q in build.graphs[REGISTRY]
    )
    report = replace(build, graphs={**build.graphs, REGISTRY: registry}).validate()
    assert not report.conforms
    assert {"identification/" in str(result.focus) for result in report.results} == {True}
