"""A large registry is validated in parts, whose reports are that of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from benchmarks.generate import generate
from indelgraph import parts, receipts
from indelgraph.encode.registry import LINKS, REGISTRY, encode_links, encode_registry
from indelgraph.namespaces import BASE, iri
from indelgraph.parts import registry_part, registry_parts
from indelgraph.registry import read_registry

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _registry(folder: Path) -> tuple[set[Quad], set[Quad]]:
    registry = read_registry(folder / "registry")
    return set(encode_registry(registry)), set(encode_links(registry))


def test_a_large_registry_is_cut_and_a_new_entry_changes_few_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(tmp_path / "made", 12)
    registry, links = _registry(tmp_path / "made")
    assert [part.name for part in registry_parts(registry, links)] == ["registry"]
    monkeypatch.setattr(parts, "_SUBJECTS_OF_A_PART", 20)
    cut = list(registry_parts(registry, links))
    whole = registry_part(registry, links)
    assert len(cut) == 16
    assert frozenset[Quad]().union(*(part.quads for part in cut)) == whole.quads
    slice_ = len(parts.ontology_slice())
    assert max(len(part.quads) - slice_ for part in cut) < (len(whole.quads) - slice_) / 2
    new = Quad(NamedNode(f"{BASE}person/new"), iri("rdf:type"), iri("ig:Person"), REGISTRY)
    again = list(registry_parts({*registry, new}, links))
    assert sum(one.quads != other.quads for one, other in zip(cut, again, strict=True)) == 1


def test_a_valid_registry_has_valid_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many nodes are in the parts of others that lead to them: with the links that explain their matches."""
    generate(tmp_path / "made", 12)
    registry, links = _registry(tmp_path / "made")
    monkeypatch.setattr(parts, "_SUBJECTS_OF_A_PART", 20)
    reports = [receipts.validated(part, receipts.Receipts(None)) for part in registry_parts(registry, links)]
    assert len(reports) == 16
    assert [str(result) for report in reports for result in report.results] == []


def test_the_parts_of_a_registry_show_what_is_wrong_with_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(tmp_path / "made", 6)
    registry, links = _registry(tmp_path / "made")
    first, second, third = sorted((q.subject for q in registry if q.object == iri("ig:Person")), key=str)[:3]
    side = min((q.subject for q in registry if q.predicate == iri("ig:sideOf")), key=str)
    gone = next(q for q in sorted(links, key=str) if q.predicate == iri("ig:linkEvidence"))
    match, entity = iri("skos:exactMatch"), NamedNode("http://www.wikidata.org/entity/Q1")
    registry |= {
        Quad(first, match, entity, LINKS),
        Quad(second, match, entity, LINKS),
        Quad(third, iri("skos:prefLabel"), Literal("another", language="en"), REGISTRY),
        Quad(side, iri("ig:killed"), Literal("1"), REGISTRY),
    }
    links -= {gone}
    kept = receipts.Receipts(None)
    whole = set(receipts.validated(registry_part(registry, links), kept).results)
    assert {str(result.focus) for result in whole} >= {str(node) for node in (first, second, third, side)}
    assert str(gone.subject) in {str(result.focus) for result in whole}
    monkeypatch.setattr(parts, "_SUBJECTS_OF_A_PART", 50)
    cut = list(registry_parts(registry, links))
    assert len(cut) == 4
    assert {result for part in cut for result in receipts.validated(part, kept).results} == whole
