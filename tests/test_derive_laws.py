"""What holds of the rules about figures for every text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

import graphs
from claims_made import Said, about, claim, doubt, figure, found, kinds, member, page, party, sub_event
from indelgraph.convert import to_rdflib_graph
from indelgraph.derive.engine import derive
from indelgraph.derive.rules import all_rules
from indelgraph.namespaces import iri
from indelgraph.resources import root
from indelgraph.validation import validate

if TYPE_CHECKING:
    from random import Random


CONFLICTS = (
    "hedge-dropped", "stated-doubt", "part-exceeds-whole", "sub-event-exceeds-whole", "disjoint-quantities",
)  # fmt: skip
RULES = ("sums", *CONFLICTS, "agreements", "standpoints", "loss-range", "vague-words", "vague-against-number")
NUMBERS = ("1", "3", "5", "100", "more than 3", "at least 5", "over 100", "fewer than 5", "up to 3", "3 to 5", "dozens",
           "several", "about fifty")  # fmt: skip
GROUPS = ("reds", "reds", "reds", "side-1", "scouts", "blues", "side-2", "overall", "unstated", "clerk")
TELLINGS = ((), ("reds",), ("blues",), ("person/hakim",), ("people", "person/hakim"), ("people", "aid"), ("agency",))

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def figures(draw: st.DrawFn, least: int = 3, most: int = 7) -> list[Said]:
    """Figures of one event, each under an id of its own; mostly of one group, so that many can be compared."""
    made = []
    for number in range(draw(st.integers(least, most))):
        limited = draw(st.sampled_from([None, None, "place/camp", "scouts"]))
        made.append(
            figure(
                draw(st.sampled_from(NUMBERS)),
                draw(st.sampled_from(GROUPS)),
                predicate=draw(st.sampled_from(["killed"] * 5 + ["wounded"])),
                told=draw(st.sampled_from(TELLINGS)),
                limited=limited,
                partial=limited is not None and draw(st.booleans()),
                as_of=draw(st.sampled_from([None, None, None, "2012-05-05", "2012-05-06"])),
                severity=draw(st.sampled_from([None, None, None, "Serious"])),
                part=draw(st.sampled_from(["Infobox", "Body", "Body"])),
                id=f"f{number}",
            )
        )
    return made


@st.composite
def setting(draw: st.DrawFn) -> list[Said]:
    """Who is on which side, and who belongs to whom."""
    parties = [("reds", 1), ("blues", 2), ("greens", 2), ("scouts", 1)]
    chosen = draw(st.lists(st.sampled_from(parties), unique=True))
    said = [party(name, side, id=f"p{number}") for number, (name, side) in enumerate(chosen)]
    ties = [("scouts", "reds"), ("person/hakim", "blues"), ("riders", "scouts"), ("reds", "riders")]
    said += [member(*tie, id=f"m{n}") for n, tie in enumerate(draw(st.lists(st.sampled_from(ties), unique=True)))]
    return said + ([doubt("f0", "blues", id="doubt")] if draw(st.booleans()) else [])


def relations(quads: list[Quad], *names: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    rows = found(quads, *names)
    return kinds({k: r for k, r in rows.items() if k.startswith("contradiction/")}, "grade", "conflictKind")


LIMITS = [figure("5", limited="scouts", id="f0"), figure("3", limited="place/camp", told=("aid",), id="f1")]
NOBODY = [figure("5", "unstated", id="f0"), figure("3", "unstated", told=("aid",), id="f1")]
RING = [figure("5", "scouts", id="f0"), figure("3", "reds", told=("aid",), id="f1")]


@given(figures(), setting())
@example(LIMITS, [])
@example(NOBODY, [])
@example(RING, [member("scouts", "reds", id="m0"), member("reds", "scouts", id="m1")])
@LAWS
def test_a_contradiction_is_the_same_in_either_order_and_of_two_claims(made: list[Said], around: list[Said]) -> None:
    names = (*CONFLICTS, "vague-words", "vague-against-number")
    there = relations(page(*around, *made), *names)
    assert relations(page(*around, *reversed(made)), *names) == there
    assert all(len(set(pair)) == 2 for pair in there)


@given(figures(), setting(), st.randoms(use_true_random=False))
@LAWS
def test_names_of_claims_do_not_matter(made: list[Said], around: list[Said], random: Random) -> None:
    ids = [f"f{number}" for number in range(len(made))]
    others = ids.copy()
    random.shuffle(others)
    turn = dict(zip(ids, others, strict=True))
    renamed = [replace(said, id=turn[said.id or ""]) for said in made]
    doubts = [replace(said, subject=f"claim/{turn['f0']}") if said.id == "doubt" else said for said in around]
    expected = {
        tuple(sorted(turn.get(one, one) for one in pair)): values
        for pair, values in relations(page(*around, *made), *CONFLICTS).items()
    }
    assert relations(page(*doubts, *renamed), *CONFLICTS) == expected


@given(figures(), setting(), st.data())
@LAWS
def test_the_order_of_the_quads_does_not_matter(made: list[Said], around: list[Said], data: st.DataObject) -> None:
    rules = [all_rules()[name] for name in RULES]
    quads = page(*around, *made)
    assert derive(data.draw(st.permutations(quads)), rules) == derive(quads, rules)


@given(figures(), figures(), setting())
@LAWS
def test_another_event_changes_nothing(made: list[Said], others: list[Said], around: list[Said]) -> None:
    quads = page(*around, *made)
    seats = [said for said in around if said.predicate == "belligerent"]
    beside = page(*seats, *others, document="beside", event="f")
    assert found(quads + beside, *RULES) == found(quads, *RULES)


@given(figures(), setting(), st.integers(0, 5), st.integers(0, 50), st.integers(0, 50))
@example([figure("50", id="f0"), figure("over 20", id="f1")], [], 0, 45, 0)
@LAWS
def test_a_wider_figure_adds_no_strict_contradiction(
    made: list[Said], around: list[Said], which: int, lower: int, higher: int
) -> None:
    """Of the numbers alone: a sum, or a hedge that was dropped, explains a conflict away for the very number only."""
    names = ("part-exceeds-whole", "disjoint-quantities")
    index = which % len(made)
    made[index] = replace(made[index], number="50")
    wider = [replace(said, number=f"{50 - lower} to {50 + higher}") if said is made[index] else said for said in made]
    if lower == higher == 0:
        wider = made
    before, after = (
        {pair for pair, values in relations(page(*around, *said), *names).items() if values[0] == "Strict"}
        for said in (made, wider)
    )
    assert after <= before


@given(figures(), figures(), setting())
@LAWS
def test_the_order_of_documents_does_not_matter(made: list[Said], others: list[Said], around: list[Said]) -> None:
    names = (*CONFLICTS, "agreements")
    again = [replace(said, id=f"g{number}") for number, said in enumerate(others)]

    def told(first: str, second: str) -> dict[tuple[str, ...], tuple[str, ...]]:
        rows = found([*page(*around, *made, document=first), *page(*again, document=second)], *names)
        return {key: tuple(sorted(value)) for key, value in _values(rows).items()}

    assert told("a", "b") == told("b", "a")


def _values(rows: dict[str, dict[str, set[str]]]) -> dict[tuple[str, ...], set[str]]:
    keys = ("type", "grade", "conflictKind", "independent")
    return {
        (*sorted(row["involves"]), *sorted(row["type"])): {one for key in keys for one in row.get(key, ())}
        for row in rows.values()
    }


SIMILAR = [figure("at least 5", id="f0"), figure("over 100", told=("people", "person/hakim"), id="f1"),
           figure("over 100", id="f2"), figure("5", told=("people", "aid"), id="f3"),
           figure("5", told=("people", "blues"), id="f4"), figure("dozens", id="f5")]  # fmt: skip


def _finding_shapes() -> list[str]:
    text = "".join(Path(root() / "shapes" / name).read_text("utf-8") for name in
                   ("derived.ttl", "conflicts.ttl", "figures.ttl"))  # fmt: skip
    starts = [line for line in text.splitlines() if line.startswith("shapes:") and " a sh:" in line]
    return [line.removeprefix("shapes:").split()[0] for line in starts if "SPARQLConstraint" not in line]


@given(figures(3), figures(1, 3), setting())
@example(SIMILAR, [figure("5", id="f0"), figure("3", "side-1", id="f1")], [party("reds", 1, id="p0")])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.slow
def test_whatever_is_found_is_valid(made: list[Said], others: list[Said], around: list[Said]) -> None:
    part = page(*others, document="part", event="g")
    whole = page(sub_event("g"), sub_event("e"), *others, document="whole", event="h")
    quads = [*page(*around, *made), *part, *whole]
    derived = derive(quads, [all_rules()[name] for name in RULES])
    data = to_rdflib_graph([*quads, *derived])
    shapes = _finding_shapes()
    assert len(shapes) > 40
    assert list(validate(data, graphs.only(*shapes)).lines()) == []


@pytest.mark.parametrize("tie", [sub_event("f"), about("partOf", "event/e", subject="event/f", event="f")])
def test_claims_of_two_events_may_be_joined_by_the_claim_that_makes_one_a_part_of_the_other(tie: Said) -> None:
    quads = page(figure("3"), replace(tie, id="tie")) + page(figure("7"), document="part", event="f")
    made = derive(quads, [all_rules()["sub-event-exceeds-whole"]])
    untied = [q for q in made if (q.predicate, q.object) != (iri("ig:restsOn"), claim("tie"))]
    as_disjoint = [
        q if q.predicate != iri("ig:conflictKind") else Quad(q.subject, q.predicate, iri("ig:DisjointQuantities"))
        for q in made
    ]
    assert len(untied) == len(made) - 1
    shape = graphs.only("involved-claims-of-one-event")
    for derived, valid in ((made, True), (untied, False), (as_disjoint, False)):
        lines = list(validate(to_rdflib_graph([*quads, *derived]), shape).lines())
        assert (not lines) is valid
