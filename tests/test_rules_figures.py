"""What the rules about figures find in our two documents."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from built import own_build
from claims_made import figure, page, view_of
from figures_made import QUANTITIES, REDS, VAGUE
from indelgraph.derive.engine import derive
from indelgraph.derive.rules import all_rules
from indelgraph.namespaces import BASE, GRAPH, iri

MINE = (
    "sums", "cell-and-sentence", "hedge-dropped", "stated-doubt", *QUANTITIES, "sub-event-exceeds-whole",
    "agreements", "standpoints", "loss-range", *VAGUE,
)  # fmt: skip
KINDS = {"DisjointQuantities": "disjoint", "PartExceedsWhole": "part", "AttributionConflict": "whose"}


@pytest.fixture(scope="module")
def derived() -> dict[str, dict[str, set[str]]]:
    built = own_build()
    wanted = (f"{GRAPH}document/", f"{GRAPH}registry", f"{GRAPH}links")
    quads = [quad for graph, rows in built.graphs.items() if graph.value.startswith(wanted) for quad in rows]
    rows: dict[str, dict[str, set[str]]] = {}
    for quad in derive(quads, [all_rules()[name] for name in MINE]):
        assert isinstance(quad.subject, NamedNode)
        value = getattr(quad.object, "value", "").rpartition("#")[2].rpartition("/")[2]
        key = quad.subject.value.removeprefix(BASE)
        rows.setdefault(key, {}).setdefault(quad.predicate.value.rpartition("#")[2], set()).add(value)
    return rows


def between(rows: dict[str, dict[str, set[str]]], kind: str, *keys: str) -> dict[str, set[tuple[str, ...]]]:
    """Pairs of the starts of claims, in the order of the text, by the values of some properties."""
    grouped: dict[str, set[tuple[str, ...]]] = {}
    for name, row in rows.items():
        if name.startswith(kind):
            starts = sorted((one.partition("-")[0] for one in row["involves"]), key=int)
            values = " ".join(KINDS.get(value, value) for key in keys for value in row[key])
            grouped.setdefault(values, set()).add(tuple(starts))
    return grouped


def pairs(text: str) -> set[tuple[str, ...]]:
    return {tuple(pair.split("-")) for pair in text.split()}


def test_what_a_reader_finds_in_the_figures_of_2012(derived: dict[str, dict[str, set[str]]]) -> None:
    assert between(derived, "contradiction/battle", "grade", "conflictKind") == {
        "Strict disjoint": pairs("465-511 465-2143 465-3230 511-2143 2143-3230 572-615 572-651 615-651"),
        "Conditional disjoint": pairs("465-2946 511-2946 2143-2946 2889-3167 615-2889 615-3167 651-3167"),
        "Conditional part": pairs("572-2499 2499-3167 572-2889"),
        "Editorial disjoint": pairs("511-3230"),
        "Stated whose": pairs("2946-2969"),
    }
    assert between(derived, "agreement/battle", "independent") == {
        "true": pairs("582-2571 2571-3202"),
        "false": pairs("2946-3230 651-2889 572-3167 582-3202"),
    }


def test_what_a_reader_finds_in_the_figures_of_2017(derived: dict[str, dict[str, set[str]]]) -> None:
    assert between(derived, "contradiction/indelimane", "grade", "conflictKind") == {
        "Conditional part": pairs("460-1910 1528-1910 1910-2933 1910-3068"),
        "Pragmatic disjoint": pairs("501-1382 1382-1933"),
    }
    assert between(derived, "agreement/indelimane", "independent") == {
        "true": pairs("460-2933 1528-2933 481-2956 1683-2956"),
        "false": pairs("460-1528 481-1683 491-1717 501-1933"),
    }


def test_the_sums_of_both_documents(derived: dict[str, dict[str, set[str]]]) -> None:
    labels = {row["label"].copy().pop() for name, row in derived.items() if name.startswith("aggregation/")}
    assert labels == {"16 + 1 = 17 wounded", "17 + over 100 = more than 117 killed", "1 + 3 = 4 killed"}


def test_every_figure_of_both_documents_has_a_standpoint(derived: dict[str, dict[str, set[str]]]) -> None:
    stands: dict[str, set[str]] = {}
    for name, row in derived.items():
        for value in row.get("standpoint", ()):
            stands.setdefault(value, set()).add(name.rpartition("/")[2])
    third = stands.pop("ThirdParty")
    stands = {value: {name.partition("-")[0] for name in names} for value, names in stands.items()}
    assert stands["OwnSide"] == {"465", "475", "572", "582", "3167", "3202", "1683", "1717", "1933", "3610"}
    assert stands["Enemy"] == {"511", "523", "615", "1837", "2499", "3230", "1382", "1910"}
    assert len(third) == 32


def test_the_range_of_the_contracts_example(derived: dict[str, dict[str, set[str]]]) -> None:
    row = derived["loss-range/battle-of-in-delimane-2012/killed-side-1"]
    assert row["label"] == {"killed of side 1 (MNLA): from 1 to more than 100"}
    assert {one.partition("-")[0] for one in row["restsOn"]} == {"215", "465", "2946", "3230"}


def test_the_view_of_a_page_is_in_the_order_of_its_text() -> None:
    view = view_of(page(figure("3"), figure("5"), REDS))
    assert [claim.id for claim in view.claims] == ["c0", "c1", "c2"]
    assert [claim.predicate for claim in view.figures] == [iri("ig:killed")] * 2
