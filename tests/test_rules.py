"""The rules as a whole: files, order, what the guide says of them, and the engine that runs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from built import own_build
from claims_made import figure, found, page, party
from indelgraph import load
from indelgraph.derive.engine import DERIVED, derive
from indelgraph.derive.finding import drafts
from indelgraph.derive.rules import ORDER, all_rules, conventions, rules
from indelgraph.encode.registry import LINKS, REGISTRY
from indelgraph.errors import CallError
from indelgraph.namespaces import BASE, iri
from indelgraph.resources import root

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = root() / "src" / "indelgraph" / "derive" / "rules"


def test_every_file_is_a_rule_and_every_rule_has_its_place() -> None:
    files = {path.stem.replace("_", "-") for path in FOLDER.iterdir() if path.suffix in {".py", ".rq"}} - {"--init--"}
    assert files == set(ORDER) == set(all_rules())
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("name", ORDER)
def test_a_rule_says_what_it_finds_and_why(name: str) -> None:
    rule = all_rules()[name]
    assert rule.name == name
    assert re.fullmatch(r"[a-z][^.\n]+", rule.title)
    assert rule.reason.endswith(".")
    assert len(rule.reason) > 60


def test_no_rule_knows_a_document() -> None:
    text = "\n".join(path.read_text("utf-8") for path in FOLDER.iterdir() if path.is_file())
    code = re.sub(r'""".*?"""|(?m:^\s*#.*$)|(?m:^# .*$)', "", text, flags=re.DOTALL)
    for slug in own_build().document_graphs:
        assert slug not in code
    for line in own_build().graphs[REGISTRY]:
        assert not (isinstance(line.subject, NamedNode) and line.subject.value in code)


def test_the_guide_has_the_rules_in_their_order() -> None:
    guide = (root() / "ontology" / "README.md").read_text("utf-8")
    table = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ?(?:`([a-z-]+)` )?\|$", guide, flags=re.MULTILINE)
    assert [row[0] for row in table] == list(ORDER)
    assert [row[1] for row in table] == [all_rules()[name].title for name in ORDER]
    assert [row[2] or None for row in table] == [all_rules()[name].convention for name in ORDER]


def test_conventions_are_off_unless_asked_for() -> None:
    assert conventions() == ("vague-words",)
    plain = {rule.name for rule in rules()}
    asked = {rule.name for rule in rules(["vague-words"])}
    assert asked - plain == {"vague-words", "vague-against-number"}
    assert plain < asked
    with pytest.raises(CallError, match="'nonsense' is no convention; there is vague-words"):
        rules(["nonsense"])


def test_the_build_has_a_convention_s_findings_only_if_asked() -> None:
    readings = iri("ig:Interpretation")

    def read(graph: tuple[object, ...]) -> int:
        return sum(getattr(quad, "object", None) == readings for quad in graph)

    assert read(own_build().graphs[DERIVED]) == 0
    assert read(load().build(["vague-words"]).graphs[DERIVED]) > 0


def test_each_rule_that_ran_is_told_with_its_reason() -> None:
    graph = own_build().graphs[DERIVED]
    plans = {q.subject for q in graph if q.predicate == iri("rdf:type") and q.object == iri("prov:Plan")}
    assert {plan.value.removeprefix(f"{BASE}rule/") for plan in plans if isinstance(plan, NamedNode)} == {
        rule.name for rule in rules()
    }
    reasons = {q.object.value for q in graph if q.predicate == iri("skos:definition") and isinstance(q.object, Literal)}
    assert reasons == {rule.reason for rule in rules()}


def test_the_derived_graph_is_the_same_every_time_and_for_every_order_of_quads() -> None:
    build = own_build()
    told = [q for name in (*build.document_graphs.values(), REGISTRY, LINKS) for q in build.graphs[name]]
    assert derive(reversed(told), rules()) == derive(told, rules()) == frozenset(build.graphs[DERIVED])


def test_the_committed_turtle_of_the_derived_graph_is_that_of_the_build(tmp_path: Path) -> None:
    text = (root() / "data" / "rdf" / "derived.ttl").read_bytes()
    triples = {(t.subject, t.predicate, t.object) for t in parse(text, format=RdfFormat.TURTLE)}
    assert triples == {(q.subject, q.predicate, q.object) for q in own_build().graphs[DERIVED]}
    assert serialize(parse(text, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES)


def test_two_rules_that_find_the_same_pair_say_it_once() -> None:
    """The earlier one: a dropped hedge is no plain conflict of numbers."""
    quads = page(
        party("reds", 1),
        figure("100", told=("actor/reds",)),
        figure("more than 100", told=("actor/reds",)),
    )
    rows = found(quads, "hedge-dropped", "disjoint-quantities")
    assert len(rows) == 1
    (row,) = rows.values()
    assert row["grade"] == {"Editorial"}


def test_a_body_that_says_anything_else_is_refused() -> None:
    node, claim = BlankNode(), NamedNode(f"{BASE}claim/d/1")
    with pytest.raises(ValueError, match="findings and of standpoints only"):
        drafts([Triple(claim, iri("ig:killed"), claim)])
    with pytest.raises(ValueError, match="exactly one rdf:type"):
        drafts([Triple(node, iri("ig:restsOn"), claim)])
