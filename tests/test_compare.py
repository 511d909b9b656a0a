"""What every report says of one event, side by side: by its values, and by each name of the event."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from built import collection, own_build
from compared import AMBUSH, BATTLE, COMMENT, ambush, battle, figure, store
from indelgraph.compare import compare, events, find_event
from indelgraph.compare.as_table import as_table
from indelgraph.compare.wording import beside, dispute_claim, dispute_kind, heading, limits, range_words, through, where
from indelgraph.errors import CallError
from indelgraph.namespaces import BASE, iri

# ---------------------------------------------------------------------------------------------------------------------
# What is found


def test_rows_are_by_side_then_group_then_measure() -> None:
    found = [(row.side, row.group.name, row.measure, row.counts) for row in battle().rows]
    assert found == [
        (1, "MNLA", "killed", "Person"),
        (1, "MNLA", "wounded", "Person"),
        (1, "MNLA", "captured", "Person"),
        (1, "MNLA", "strength", "Person"),
        (2, "side 2 (MUJAO, AQIM)", "killed", "Person"),
        (2, "side 2 (MUJAO, AQIM)", "wounded", "Person"),
        (2, "side 2 (MUJAO, AQIM)", "strength", "Person"),
        (2, "AQIM", "strength", "Person"),
        (2, "MUJAO", "killed", "Person"),
        (2, "MUJAO", "wounded", "Person"),
        (2, "MUJAO", "hospitalised", "Person"),
        (2, "Mokhtar Belmokhtar", "strength", "Vehicle"),
        (None, "in all", "killed", "Person"),
        (None, "group not stated", "killed", "Person"),
        (None, "group not stated", "captured", "Person"),
        (None, "group not stated", "captured", "Vehicle"),
    ]


def test_every_figure_of_the_event_stands_in_exactly_one_row() -> None:
    for comparison in (battle(), ambush()):
        shown = [f.claim.claim for row in comparison.rows for f in row.figures]
        losses = " ".join(f"ig:{name}" for name in ("killed", "wounded", "captured", "hospitalised", "strength"))
        query = f"""PREFIX ig: <{iri("ig:").value}> PREFIX rdf: <{iri("rdf:").value}> SELECT DISTINCT ?claim WHERE {{
            VALUES ?what {{ {losses} }} ?claim ig:event <{comparison.event.iri}> ; rdf:predicate ?what }}"""
        told = {row[0].value for row in store().query(query, use_default_graph_as_union=True)}  # type: ignore[union-attr]  # a SELECT
        assert sorted(shown) == sorted(told)


def test_a_figure_has_its_words_where_they_stand_and_its_whole_chain() -> None:
    found = figure(battle(), "3230-killed-mnla")
    assert (found.claim.value, found.comparator) == ("more than 100", "MoreThan")
    assert (found.minimum, found.maximum) == (Decimal(101), None)
    [spot] = found.claim.spots
    [document] = [d for d in collection().documents if d.slug == BATTLE]
    assert document.text[spot.start : spot.end] == found.claim.words == "more than 100 dead for MNLA forces"
    assert spot.part == "body"
    [chain] = found.chains
    assert [telling.teller.name for telling in chain] == ["the article", "residents of Gao", "Abdoul Hakim"]
    assert (chain[2].channel and chain[2].channel.name, chain[2].said_on) == ("Nata radio", "2012-11-17")
    assert found.standpoint == "Enemy"
    assert through(chain) == "Abdoul Hakim (through Nata radio, on 2012-11-17) → residents of Gao → the article"


def test_a_spokesman_speaks_for_somebody() -> None:
    [chain] = figure(battle(), "2499-killed-side-2").chains
    assert [t.on_behalf_of.name for t in chain if t.on_behalf_of] == ["MNLA"]


def test_limits_are_told() -> None:
    rows = {f.claim.claim.rpartition("/")[2]: (row, f) for row in battle().rows for f in row.figures}
    assert limits(*rows["2499-killed-side-2"])[:2] == (
        "a part only",
        "limited to former army camp of the paratroopers of the Malian army",
    )
    assert "as of 2012-11-17" in limits(*rows["2946-killed-mnla"])
    assert "serious" in limits(*rows["3202-wounded-mujao"])
    assert any(limit.startswith("put as: claims") for limit in limits(*rows["1837-strength-side-2"]))
    assert "by MUJAO" in limits(*rows["1408-captured-unstated"])


def test_a_line_of_a_side_for_one_party_stands_with_the_party_as_its_whole() -> None:
    rows = {row.group.name: row for row in ambush().rows if row.measure == "killed"}
    cell = rows["MINUSMA"].figures[0]
    assert (cell.claim.words, cell.limits.partial, rows["MINUSMA"].side) == ("3 killed", True, 1)
    assert limits(rows["MINUSMA"], cell) == ("partly inferred",)
    assert where(cell.claim.spots, documents=False) == "infobox 460–468"


def test_contradictions_stand_at_both_figures() -> None:
    found = {(c.other.value, c.grade, c.kind) for c in figure(battle(), "465-killed-side-1").conflicts}
    assert found == {
        ("100", "Strict", "DisjointQuantities"),
        ("10", "Strict", "DisjointQuantities"),
        ("over 100", "Conditional", "DisjointQuantities"),
        ("more than 100", "Strict", "DisjointQuantities"),
    }
    back = {(c.other.words, c.grade) for c in figure(battle(), "511-killed-side-1").conflicts}
    assert back == {("1 killed", "Strict"), ("more than 100 dead for MNLA forces", "Editorial")}
    assert beside(figure(battle(), "511-killed-side-1")) == (
        "contradicts (strict): “1” (MNLA)",
        "contradicts (editorial): “more than 100” (Abdoul Hakim)",
    )
    camp = "former army camp of the paratroopers of the Malian army"
    assert (
        f"contradicts (conditional, part exceeds whole; if the other, limited to {camp}, counts some of those in this "
        "figure): “12” (Mossa Ag Attaher)"
    ) in beside(figure(battle(), "572-killed-side-2"))


def test_a_stated_doubt_is_quoted() -> None:
    [line] = [line for line in beside(figure(battle(), "2946-killed-mnla")) if line.startswith("doubt")]
    assert line.startswith("doubt is stated: “These figures, however, seem to reflect MUJAO's estimates")


def test_agreements_say_whether_they_are_independent() -> None:
    [alone] = figure(battle(), "3202-wounded-mujao").agreements
    assert (alone.other.words, alone.independent) == ("6 wounded MUJAO were sent to Gao Regional Hospital", True)
    [same] = figure(battle(), "3230-killed-mnla").agreements
    assert (same.other.value, same.independent) == ("over 100", False)


def test_restatements_say_what_was_lost() -> None:
    [cell] = figure(battle(), "701-killed-overall").restatements
    assert (cell.role, [o.value for o in cell.others]) == ("cell", ["more than 117"])
    assert set(cell.losses) == {"HedgeChanged", "SourceChanged", "AsOfDropped"}
    [sentence] = figure(battle(), "2832-killed-overall").restatements
    assert (sentence.role, [o.value for o in sentence.others]) == ("sentence", ["At least 117"])
    assert "no prose support" in beside(figure(battle(), "465-killed-side-1"))
    assert "not in infobox" in beside(figure(battle(), "2143-killed-mnla"))


def test_sums_name_their_parts_and_their_whole() -> None:
    for claim, role in (("1593-wounded-minusma", "part"), ("470-wounded-side-1", "whole")):
        [found] = figure(ambush(), claim).sums
        assert (found.role, [p.value for p in found.parts], found.whole.value, found.adds_up) == (
            role,
            ["sixteen", "one"],
            "17",
            True,
        )


def test_a_range_stands_at_the_group_whose_figures_it_spans() -> None:
    found = {heading(row): [range_words(r) for r in row.ranges] for row in battle().rows if row.ranges}
    assert found == {
        "MNLA (side 1): killed": [
            "from “1” (MNLA) to “over 100” (various sources of a report to Xinhua), “more than 100” (Abdoul Hakim)"
        ],
        "side 2 (MUJAO, AQIM): killed": ["from “3” (MUJAO) to “65” (MNLA)"],
        "group not stated: killed": [
            "without bounds: “deaths” (a security source from Burkina Faso), “dozens” (other testimonies (of deaths))"
        ],
    }


def test_other_disputes_are_those_of_which_not_both_are_figures() -> None:
    found = [(dispute_kind(d), d.one.words, d.other.origins[0].name) for d in battle().disputes]
    assert [kind for kind, _, _ in found] == [
        "outcome, conditional",
        "place, editorial",
        "geometry, external",
        "time, conditional",
        "initiative, conditional",
        "stated doubt",
    ]
    assert found[0][1:] == ("Islamist victory", "Mossa Ag Attaher")
    assert battle().disputes[0].one.value == "victory, side 2 (MUJAO, AQIM)"
    assert battle().disputes[2].comment == COMMENT
    doubted = figure(battle(), "2946-killed-mnla").conflicts[-1]
    assert (doubted.grade, doubted.other.claim) == ("Stated", battle().disputes[-1].other.claim)


def test_a_dispute_says_what_words_are_read_as_where_they_do_not_say_it_themselves() -> None:
    by_kind = {dispute.kind: dispute for dispute in battle().disputes}
    assert dispute_claim(by_kind["PlaceConflict"].one) == ("“Between Ansongo and Ménaka”", "says the article")
    assert dispute_claim(by_kind["InitiativeConflict"].other) == (
        "“MUJAO attack elements of the MNLA”",
        "attacker: MUJAO",
        "says a security source from Burkina Faso",
    )


def test_a_build_and_a_store_give_the_same() -> None:
    made = Store()
    made.bulk_extend(own_build().quads())
    assert compare(own_build(), "mali-war") == compare(made, "mali-war")
    assert compare(own_build(), AMBUSH).event.name == "2017 Indelimane ambush"


def changed(remove: list[Quad], add: list[Quad]) -> Store:
    """Our dataset with some quads less and some more."""
    gone = set(remove)
    made = Store()
    made.bulk_extend(quad for quad in store() if quad not in gone)
    made.bulk_extend(add)
    return made


def test_with_several_documents_each_has_its_name() -> None:
    claim = NamedNode(f"{BASE}claim/{AMBUSH}/1528-killed-minusma")
    [old] = store().quads_for_pattern(claim, iri("ig:event"), None, None)
    moved = Quad(claim, iri("ig:event"), NamedNode(f"{BASE}event/{BATTLE}"), old.graph_name)
    both = compare(changed([old], [moved]), BATTLE)
    names = ["Battle of In-Delimane (2012), Wikipedia article", "2017 Indelimane ambush, Wikipedia article"]
    assert [document.name for document in both.documents] == names
    found = figure(both, "1528-killed-minusma").claim
    assert found.origins[0].name == names[1]
    assert where(found.spots, documents=True) == f"prose {found.spots[0].start}–{found.spots[0].end}, {names[1]}"
    assert where(found.spots, documents=True) in as_table(both, width=500, terminal=False)


def test_a_loop_of_memberships_ends() -> None:
    claims = [
        quad
        for name in ("one", "other")
        for subject, value in [(f"{BASE}claim/x/{name}", {"one": ("mnla", "mujao"), "other": ("mujao", "mnla")}[name])]
        for quad in (
            Quad(NamedNode(subject), iri("rdf:type"), iri("ig:Claim"), iri("graph:x")),
            Quad(NamedNode(subject), iri("rdf:predicate"), iri("ig:memberOf"), iri("graph:x")),
            Quad(NamedNode(subject), iri("rdf:subject"), iri(f"actor:{value[0]}"), iri("graph:x")),
            Quad(NamedNode(subject), iri("rdf:object"), iri(f"actor:{value[1]}"), iri("graph:x")),
        )
    ]
    assert len(compare(changed([], claims), BATTLE).rows) == len(battle().rows)


# ---------------------------------------------------------------------------------------------------------------------
# Which event


@pytest.mark.parametrize(
    "name",
    [
        BATTLE,
        f"event:{BATTLE}",
        f"{BASE}event/{BATTLE}",
        "Q15231507",
        "wd:Q15231507",
        "http://www.wikidata.org/entity/Q15231507",
        "https://www.wikidata.org/wiki/Q15231507",
    ],
)
def test_an_event_goes_by_slug_iri_or_item(name: str) -> None:
    assert find_event(store(), name).slug == BATTLE


@pytest.mark.parametrize(
    "name", ["nothing-like-it", "Q1", "", "\x1b[31m", "x" * 10_000, "https://example.org/> } #", BASE]
)
def test_no_such_event_is_one_line_with_the_events_there_are(name: str) -> None:
    with pytest.raises(CallError) as caught:
        compare(store(), name)
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 1500
    assert BATTLE in line
    assert AMBUSH in line


def test_a_near_name_is_guessed_and_the_rest_is_listed() -> None:
    with pytest.raises(CallError, match=r"did you mean 'indelimane-ambush-2017'\? Or one of: .*battle-of-in-delimane"):
        find_event(store(), "Indelimane-ambush-2018")


def test_an_item_of_two_events_is_not_chosen_by_chance() -> None:
    item = NamedNode("http://www.wikidata.org/entity/Q15231507")
    twice = Quad(NamedNode(f"{BASE}event/{AMBUSH}"), iri("skos:exactMatch"), item, iri("graph:links"))
    with pytest.raises(CallError, match=f"stands for {BATTLE} and {AMBUSH}; name one"):
        find_event(changed([], [twice]), "Q15231507")


def test_events_are_listed_with_their_claims() -> None:
    found = {entry.slug: entry for entry in events(store())}
    claim, event = iri("ig:Claim"), iri("ig:event")
    query = f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c a {claim} ; {event} <{found[BATTLE].iri}> }}"
    [[counted]] = store().query(query, use_default_graph_as_union=True)  # type: ignore[misc]  # a SELECT
    assert isinstance(counted, Literal)
    assert found[BATTLE].claims == int(counted.value)
    assert found[BATTLE].wikidata == ("Q15231507",)
    assert found["mali-war"].claims == 0
