"""What the rules find in the two texts, against what a reader finds in them: no more and no less than his list."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pyoxigraph import NamedNode

from built import collection, own_build
from indelgraph.derive.engine import derive
from indelgraph.derive.rules import ORDER, all_rules, rules
from indelgraph.namespaces import BASE
from indelgraph.validation import validate_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import Quad

READING = Path(__file__).parent / "reading_derived.yaml"
DOCUMENTS = ("battle-of-in-delimane-2012", "indelimane-ambush-2017")
SEEN = ("document/", "registry", "links")
"""The graphs that rules look at."""

Row = tuple[object, ...]
Finding = dict[str, list[str]]


@cache
def reading() -> Any:
    """The reader's list, as the file has it."""
    return yaml.safe_load(READING.read_text("utf-8"))


@cache
def seen() -> tuple[Quad, ...]:
    graphs = own_build().graphs.items()
    return tuple(q for name, quads in graphs if name.value.split("/graph/")[1].startswith(SEEN) for q in quads)


@cache
def derived(*, conventions: bool = False) -> frozenset[Quad]:
    wanted = ["vague-words"] if conventions else []
    return derive(seen(), rules(wanted))


def findings(quads: Iterable[Quad], kind: str, document: str) -> list[Finding]:
    """The findings of one kind and document: each property by its local name, claims and terms by theirs."""
    begin = f"{BASE}{kind}/{document}/"
    found: dict[str, Finding] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(begin):
            found[quad.subject.value.removeprefix(begin)][local(quad.predicate)].append(local(quad.object))
    return [{"id": [name], **row} for name, row in found.items()]


def local(term: object) -> str:
    value = str(getattr(term, "value", term))
    return value.rpartition("#")[2].rpartition("/")[2] if isinstance(term, NamedNode) else value


def names(values: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(sorted(values or ()))


def contradiction(row: Mapping[str, Any]) -> Row:
    return names(row["claims"]), row["grade"], row["kind"]


def found_contradiction(row: Finding) -> Row:
    return names(row["involves"]), *row["grade"], *row["conflictKind"]


def agreement(row: Mapping[str, Any]) -> Row:
    return names(row["claims"]), "independent" if row["independent"] else "dependent"


def found_agreement(row: Finding) -> Row:
    return names(row["involves"]), "independent" if row["independent"] == ["true"] else "dependent"


def aggregation(row: Mapping[str, Any]) -> Row:
    return row["whole"], names(row["parts"]), "adds up" if row["adds_up"] else "does not add up"


def found_aggregation(row: Finding) -> Row:
    return *row["whole"], names(row["part"]), "adds up" if row["addsUp"] == ["true"] else "does not add up"


def restatement(row: Mapping[str, Any]) -> Row:
    return row.get("cell", "no cell"), names(row.get("sentences")), names(row.get("losses"))


def found_restatement(row: Finding) -> Row:
    return *row.get("cell", ["no cell"]), names(row.get("sentence")), names(row.get("loss"))


def loss_range(row: Mapping[str, Any]) -> Row:
    return row["of"], *(names(row.get(end)) for end in ("lowest", "highest", "vague"))


def found_range(row: Finding) -> Row:
    return *row["id"], *(names(row.get(end)) for end in ("lowestClaim", "highestClaim", "vagueClaim"))


KINDS: dict[str, tuple[str, Callable[[Mapping[str, Any]], Row], Callable[[Finding], Row]]] = {
    "contradictions": ("contradiction", contradiction, found_contradiction),
    "aggregations": ("aggregation", aggregation, found_aggregation),
    "restatements": ("restatement", restatement, found_restatement),
    "agreements": ("agreement", agreement, found_agreement),
    "ranges": ("loss-range", loss_range, found_range),
}


def told_apart(read: set[Row], found: set[Row]) -> str:
    """What a person needs to see where reader and rules differ."""
    lines = [f"{len(read)} read, {len(found)} found, {len(read & found)} of them the same"]
    lines += [f"  read, but not found: {row}" for row in sorted(read - found, key=str)]
    lines += [f"  found, but not read: {row}" for row in sorted(found - read, key=str)]
    return "\n".join(lines)


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("kind", KINDS)
def test_rules_find_what_a_reader_finds(kind: str, document: str) -> None:
    iri_kind, reads, finds = KINDS[kind]
    rows = reading()[document][kind]
    read = {reads(row) for row in rows}
    found = {finds(row) for row in findings(derived(), iri_kind, document)}
    assert len(read) == len(rows), "the list names something twice"
    assert read == found, told_apart(read, found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_rules_see_where_a_teller_stands_as_a_reader_does(document: str) -> None:
    begin = f"{BASE}claim/{document}/"
    found: set[Row] = {
        (local(quad.object), quad.subject.value.removeprefix(begin))
        for quad in derived()
        if local(quad.predicate) == "standpoint"
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(begin)
    }
    read: set[Row] = {(stand, one) for stand, ids in reading()[document]["standpoints"].items() for one in ids}
    assert read == found, told_apart(read, found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_conventions_add_what_a_reader_adds_by_them(document: str) -> None:
    without = {found_contradiction(row) for row in findings(derived(), "contradiction", document)}
    with_them = {found_contradiction(row) for row in findings(derived(conventions=True), "contradiction", document)}
    read = {contradiction(row) for row in reading()[document]["by_convention"]}
    assert without <= with_them
    assert with_them - without == read, told_apart(read, with_them - without)


# ---- The list itself --------------------------------------------------------------------------------------------


def ids_in(value: object) -> Iterator[str]:
    """Every name of a claim in a part of the list."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("why", "grade", "kind", "losses", "of"):
                yield from ids_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from ids_in(one)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_claim_of_the_list_stands_on_the_words_given_for_it(document: str) -> None:
    words = reading()[document]["words"]
    begin = f"{BASE}claim/{document}/"
    exact = {
        quad.subject.value.removeprefix(begin): str(getattr(quad.object, "value", ""))
        for quad in seen()
        if local(quad.predicate) == "exact" and isinstance(quad.subject, NamedNode)
    }
    text = next(one.text for one in collection().documents if one.slug == document)
    assert {name: said for name, said in words.items() if said not in exact.get(name, "")} == {}
    assert all(said in text for said in words.values())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_claim_with_words_is_used_and_every_claim_used_has_words(document: str) -> None:
    rest = {key: value for key, value in reading()[document].items() if key != "words"}
    assert set(ids_in(rest)) == set(reading()[document]["words"])


def test_the_list_is_of_all_documents_and_all_rules_ran() -> None:
    assert tuple(reading()) == DOCUMENTS
    assert tuple(all_rules()) == ORDER


def test_no_finding_is_of_anything_else() -> None:
    kinds = {"contradiction", "agreement", "restatement", "aggregation", "loss-range", "claim", "rule", "run"}
    paths = {
        quad.subject.value.removeprefix(BASE).split("/")[0] for quad in derived() if isinstance(quad.subject, NamedNode)
    }
    assert paths == kinds


def test_what_is_derived_from_the_two_texts_is_valid() -> None:
    rest = [
        quad
        for name, quads in own_build().graphs.items()
        if not name.value.endswith(("entailed", "void", "derived"))
        for quad in quads
    ]
    report = validate_quads(frozenset([*rest, *derived()]))
    assert list(report.lines()) == []
