"""The Turtle that lies in the checkout is what the program builds from claim files and registry."""

from __future__ import annotations

import pytest
import rdflib

from built import own_build
from indelgraph.resources import root

FOLDER = root() / "data" / "rdf"


@pytest.mark.parametrize(("name", "content"), list(own_build().files()))
def test_a_committed_file_is_the_built_one(name: str, content: bytes) -> None:
    committed = (FOLDER / name).read_bytes()
    assert committed == content, "run: indelgraph build --rdf data/rdf"


def test_no_other_file_lies_there() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == sorted(name for name, _ in own_build().files())


def test_rdflib_loads_them_and_finds_the_battle_from_wikidata() -> None:
    graph = rdflib.Graph()
    for name, _ in own_build().files():
        graph.parse(FOLDER / name)
    rows = graph.query(
        """PREFIX ig: <https://w3id.org/indelgraph/ontology#>
        SELECT (COUNT(?claim) AS ?claims) WHERE {
          ?event <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q15231507> .
          ?claim ig:event ?event ; ig:quantity ?quantity . }"""
    )
    [count] = [int(str(row[0])) for row in rows if not isinstance(row, bool)]
    assert count == 31
