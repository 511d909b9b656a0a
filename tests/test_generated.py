"""Generated collections: the same bytes for the same seed, valid, whole, and of the size that is promised."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import benchmarks.generate as script
import indelgraph
from benchmarks.generate import generate, main
from benchmarks.generated.collection import write_page
from benchmarks.generated.page import Mark, Page, Said, Thing, flow
from benchmarks.generated.pool import kilometers, pool
from benchmarks.generated.story import tell
from benchmarks.validation import Run, add_entry, change_one, line, validate
from indelgraph.coverage import coverage
from indelgraph.usage import unused_entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.generated.page import Value
    from indelgraph import Build, Collection


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("three") / "collection"
    generate(made, 3)
    return made


@pytest.fixture(scope="module")
def collection(folder: Path) -> Collection:
    return indelgraph.load(folder)


@pytest.fixture(scope="module")
def built(collection: Collection) -> Build:
    return collection.build()


def test_one_seed_gives_the_same_bytes_in_another_process_with_another_hash_seed(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, script.__file__, str(tmp_path / "again"), "--documents", "3", "--seed", "1"]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "12345"})
    assert _files(tmp_path / "again") == _files(folder)


def test_another_seed_gives_other_documents(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "other", 3, seed=2)
    texts = {path.read_bytes() for path in folder.glob("documents/*/text.txt")}
    others = {path.read_bytes() for path in (tmp_path / "other").glob("documents/*/text.txt")}
    assert len(texts) == len(others) == 3
    assert not texts & others


def test_a_document_is_the_same_whatever_comes_after_it(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "ten", 10)
    ten = _files(tmp_path / "ten")
    three = {name: data for name, data in _files(folder).items() if not name.startswith("registry/")}
    assert len(three) == 9
    assert {name: ten[name] for name in three} == three


def test_a_longer_collection_keeps_the_entries_of_a_shorter_one(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "ten", 10)
    for name in ("actors", "people", "places", "events", "agents"):
        path = f"registry/{name}.yaml"
        assert set((folder / path).read_text().splitlines()) <= set((tmp_path / "ten" / path).read_text().splitlines())


def test_it_is_valid_and_uses_every_entry(collection: Collection, built: Build) -> None:
    report = built.validate()
    assert report.results == ()
    assert unused_entries(collection) == ()


def test_each_document_has_about_fifty_claims_and_fifty_quads_for_each(collection: Collection, built: Build) -> None:
    assert len(collection.documents) == 3
    for document in collection.documents:
        claims = len(collection.files[document.slug].claims)
        assert 45 <= claims <= 55
        assert 40 <= len(built.graphs[document.graph]) / claims <= 60


def test_everything_that_the_texts_say_is_claimed_or_excused(collection: Collection) -> None:
    for found in coverage(collection):
        assert found.missing() == ()
        assert found.stale == ()
        assert found.tally().covered > 25


def test_numbers_of_the_other_event_are_never_those_of_the_fight(collection: Collection) -> None:
    for document in collection.documents:
        claims = collection.files[document.slug].claims
        events = {claim.event.slug for claim in claims if claim.event and claim.quantity}
        assert len(events) == 2
        for claim in claims:
            if claim.quantity and claim.event and claim.event.slug != document.slug:
                words = [span.of(document.text) for span in claim.evidence]
                assert all(word.startswith(("killing", "wounding")) for word in words)


def test_chains_have_one_to_three_hops_after_the_document(collection: Collection) -> None:
    for file in collection.files.values():
        lengths = {len(telling.hops) - 1 for claim in file.claims for telling in claim.tellings}
        assert lengths == {0, 1, 2, 3}


def test_both_forms_hard_spaces_and_other_scripts_are_there(collection: Collection) -> None:
    texts = [document.text for document in collection.documents]
    assert sum(text.startswith("= ") for text in texts) == 2
    assert sum(len(document.outline.references) == 3 for document in collection.documents) == 1
    assert all("\u00a0fighters" in text for text in texts)
    assert any("Вашқул" in text or "تلوقار" in text or "𐤒" in text for text in texts)


@given(seed=st.integers(), number=st.integers(1, 99_999))
@settings(max_examples=40, deadline=None)
def test_every_mark_of_every_document_stands_in_its_text(seed: int, number: int) -> None:
    page = write_page(tell(seed, number))
    text = page.text
    marks = list(_marks([page.claims, list(page.tellings.values())]))
    assert len(marks) > len(page.claims)
    assert all(text.startswith(mark.words, mark.start) for mark in marks)
    assert 50 <= len(page.claims) <= 55


def _marks(value: object) -> Iterator[Mark]:
    if isinstance(value, Mark):
        yield value
    elif isinstance(value, dict):
        yield from _marks(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _marks(item)


def test_the_pool_has_one_size_and_no_slug_twice() -> None:
    shared = pool()
    actors = [*shared.groups, *shared.units, *shared.media, *shared.relief]
    places = [place.thing for place in shared.places]
    assert (len(actors), len(places), len(shared.people)) == (46, 40, 64)
    for things in (actors, places, list(shared.people), list(shared.wars)):
        assert len({thing.slug for thing in things}) == len({thing.words for thing in things}) == len(things)
    assert sum(place.geonames is not None for place in shared.places) == 20


def test_some_distances_and_coordinates_are_those_of_the_places_and_some_are_not() -> None:
    true, false = 0, 0
    for number in range(1, 13):
        story = tell(1, number)
        stated = f"{kilometers(story.place, story.near):.0f} kilometers from {story.near.words}"
        right = f"village of {story.place.words}, {stated}" in write_page(story).text
        true, false = true + right, false + (not right)
    assert (true, false) == (8, 4)


def test_a_degree_of_latitude_is_111_kilometers() -> None:
    place = pool().places[0]
    north = replace(place, latitude=place.latitude + 1)
    assert kilometers(place, place) == 0
    assert kilometers(place, north) == kilometers(north, place) == pytest.approx(111.195, abs=0.001)


@pytest.mark.parametrize("documents", [0, -1])
def test_a_collection_has_at_least_one_document(documents: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a collection has at least one"):
        generate(tmp_path / "none", documents)
    assert not (tmp_path / "none").exists()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main([str(tmp_path), "--documents", "1"]) == 2
    assert capsys.readouterr().err == f"generate: {tmp_path} is not empty; name a new folder\n"
    assert _files(tmp_path) == {"mine.txt": b"mine"}


@pytest.mark.parametrize(
    ("words", "wrong"),
    [("8 killed", "stands 0 times"), ("1 killed", "stands 0 times"), ("killed", "stands 2 times")],
)
def test_words_are_marked_only_where_they_stand_once(words: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        Said(0, "11 killed, 7 killed").mark(words)


def test_a_mark_counts_from_the_start_of_the_text() -> None:
    page = Page("slug", Thing("events", "slug", "words", ()))
    page.write("é𐤒\n")
    assert page.write("11 killed, 7 killed").mark("7 killed") == Mark(14, "7 killed")


@pytest.mark.parametrize(
    ("value", "text", "yaml"),
    [
        ("no: “x”", "", '"no: “x”"'),
        (Mark(2, "b"), "a b", '"b"'),
        (Mark(2, "b"), "a b b", '{quote: "b", at: "2"}'),
        (Thing("actors", "pfa", "PFA", ()), "", '"pfa"'),
        ({"a": ["b", {"c-d": "e"}]}, "", '{a: ["b", {c-d: "e"}]}'),
    ],
)
def test_values_are_written_as_yaml(value: Value, text: str, yaml: str) -> None:
    assert flow(value, text) == yaml


def test_the_benchmark_changes_one_claim_of_one_document(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "copy", 3)
    changed = change_one(tmp_path / "copy")
    before, after = _files(folder), _files(tmp_path / "copy")
    assert [name for name in before if before[name] != after[name]] == [str(changed.relative_to(tmp_path / "copy"))]
    files = indelgraph.load(tmp_path / "copy").files
    assert [claim.note for file in files.values() for claim in file.claims if claim.note] == ["changed"]


def test_the_benchmark_says_why_a_collection_is_not_valid(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="is no collection"):
        validate(tmp_path, tmp_path / "cache")


def test_the_benchmark_adds_an_entry_that_nothing_uses_and_says_so(tmp_path: Path) -> None:
    generate(tmp_path / "copy", 1)
    before = indelgraph.load(tmp_path / "copy")
    added = add_entry(tmp_path / "copy")
    after = indelgraph.load(tmp_path / "copy")
    assert added == tmp_path / "copy" / "registry" / "people.yaml"
    assert after.registry.entries.keys() - before.registry.entries.keys() == {"person/one-more-person"}
    assert unused_entries(after) == ()


def test_the_table_has_each_figure_with_its_ratio_to_the_first_row() -> None:
    first, second = Run(2.0, 1.0, 50.0), Run(5.0, 4.0, 60.0)
    assert " ".join(line(10, "cold", first, (10, first)).split()) == "10 cold 2.00 1.00 100.0 1.00 50 1.00"
    assert " ".join(line(100, "cold", second, (10, first)).split()) == "100 cold 5.00 4.00 40.0 0.40 60 1.20"
