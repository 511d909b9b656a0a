"""What the rules about conflicts find in our two documents, and the sentence that a finding may carry."""

from __future__ import annotations

from pyoxigraph import Literal

from built import own_build
from claims_made import said
from indelgraph.derive.engine import DERIVED, derive
from indelgraph.derive.finding import drafts, triples
from indelgraph.derive.rules import all_rules
from indelgraph.namespaces import graph_name, iri

# --- our own collection ----------------------------------------------------------------------------------

READ = """
battle-of-in-delimane-2012 OutcomeConflict Conditional 184-outcome 2281-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 184-outcome 2409-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 1155-outcome 2281-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 1155-outcome 2409-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 2103-outcome 2281-outcome
battle-of-in-delimane-2012 OutcomeConflict Conditional 2103-outcome 2409-outcome
battle-of-in-delimane-2012 PlaceConflict Editorial 141-takes-place-at 982-takes-place-at
battle-of-in-delimane-2012 TimeConflict Conditional 115-at-time 1993-at-time
battle-of-in-delimane-2012 TimeConflict Conditional 115-at-time 2103-at-time
battle-of-in-delimane-2012 InitiativeConflict Conditional 857-attacker-in-the-battle 1155-attacker
battle-of-in-delimane-2012 InitiativeConflict Conditional 857-attacker-in-the-battle 1258-attacker
battle-of-in-delimane-2012 GeometryConflict External 1934-distance 1964-distance
battle-of-in-delimane-2012 GeometryConflict External 982-takes-place-at 1934-distance
battle-of-in-delimane-2012 GeometryConflict External 982-takes-place-at 1299-distance
battle-of-in-delimane-2012 GeometryConflict External 1299-distance 1964-distance
indelimane-ambush-2017 OutcomeConflict Conditional 321-outcome 1417-outcome
indelimane-ambush-2017 PlaceConflict Conditional 1143-takes-place-at 1733-engaged-in
indelimane-ambush-2017 ParticipationConflict Conditional 533-attacker 2035-attacker
indelimane-ambush-2017 ParticipationConflict Conditional 1817-claimed-responsibility 3422-claimed-responsibility
"""
"""What a reader of our two texts finds."""

OURS = (
    "outcomes", "places", "camp-or-patrol", "days", "initiative", "participation", "responsibility", "geometry",
)  # fmt: skip


def test_the_rules_find_in_our_texts_what_a_reader_finds() -> None:
    quads = (quad for quad in own_build().quads() if quad.graph_name not in (DERIVED, graph_name("entailed")))
    rows: dict[str, dict[str, set[str]]] = {}
    for quad in derive(quads, [all_rules()[name] for name in OURS]):
        rows.setdefault(said(quad.subject), {}).setdefault(said(quad.predicate), set()).add(said(quad.object))
        if "/contradiction/" in str(quad.subject):
            rows[said(quad.subject)]["document"] = {str(quad.subject).split("/")[-2]}
    found_ = {
        (*(value for key in ("document", "conflictKind", "grade") for value in row[key]), *sorted(row["involves"]))
        for row in rows.values()
        if "involves" in row
    }
    read = (line.split() for line in READ.strip().splitlines())
    assert found_ == {(*line[:3], *sorted(line[3:])) for line in read}


# --- the comment of a finding ----------------------------------------------------------------------------


def test_a_finding_may_carry_a_sentence_for_people() -> None:
    ((draft,), remarks) = drafts(triples("Contradiction", "80 + 70 = 150 km", grade=iri("ig:External")))
    assert draft.values("rdfs:comment") == (Literal("80 + 70 = 150 km", language="en"),)
    assert remarks == []
    ((bare,), _) = drafts(triples("Contradiction", grade=iri("ig:External")))
    assert bare.values("rdfs:comment") == ()
