"""The guide to the model tells of the terms there are, and its queries answer."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from indelgraph.namespaces import BASE, DATA_PREFIXES, ONTOLOGY, PREFIXES
from indelgraph.ontology import load
from ontology_read import example, ig
from turtle_form import ONTOLOGY_FILE


def fenced(language: str) -> list[str]:
    """The code blocks of the guide in one language."""
    text = (ONTOLOGY_FILE.parent / "README.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_the_guide_names_every_claim_predicate_in_its_table() -> None:
    text = (ONTOLOGY_FILE.parent / "README.md").read_text("utf-8")
    table = text.partition("## What claims say")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `ig:")]
    assert ig(" ".join(re.findall(r"`ig:(\w+)`", " ".join(cells)))) == set(load().claim_predicates())


def test_the_guide_names_only_declared_terms() -> None:
    text = (ONTOLOGY_FILE.parent / "README.md").read_text("utf-8")
    assert ig(" ".join(re.findall(r"\big:(\w+)", text))) <= load().terms()


def test_the_guides_claim_is_the_contracts() -> None:
    (turtle,) = fenced("turtle")
    document = "battle-of-in-delimane-2012"
    prefixes = PREFIXES | {name: f"{BASE}{name}/{document}/" for name in ("claim", "quantity", "report", "span")}
    prefixes |= {n: f"{BASE}{n}/" for n in ("actor", "document", "encoding", "event", "person")}
    head = "".join(f"@prefix {name}: <{ns}> .\n" for name, ns in prefixes.items())
    shown = {(t.subject, t.predicate, t.object) for t in parse((head + turtle).encode(), format=RdfFormat.TURTLE)}
    assert len(shown) > 30
    assert shown <= {(q.subject, q.predicate, q.object) for q in example()}


@pytest.mark.parametrize(
    ("number", "row"),
    [
        (0, ("more than 100 dead for MNLA forces", "101", None, "Abdoul Hakim")),
        (1, ("2", "Abdoul Hakim", ONTOLOGY + "Narration", "2012-11-17")),
        (2, (ONTOLOGY + "DisjointQuantities", ONTOLOGY + "Strict")),
    ],
)
def test_the_guides_queries_answer_from_the_example(number: int, row: tuple[str | None, ...]) -> None:
    store = Store()
    store.extend(example())
    query = fenced("sparql")[number]
    prefixes = PREFIXES | DATA_PREFIXES
    found = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    rows = [[value.value if value is not None else None for value in solution] for solution in found]
    assert any(set(row) <= set(values) for values in rows)
    assert len(rows) == {0: 9, 1: 3, 2: 2}[number]
