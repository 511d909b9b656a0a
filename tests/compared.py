"""Our battle of 2012 and ambush of 2017 with findings written by hand, so that tests do not hang on the rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, parse

from built import own_build, prefixes
from indelgraph.compare import compare
from indelgraph.derive.engine import DERIVED
from indelgraph.namespaces import BASE

if TYPE_CHECKING:
    from indelgraph.compare.model import Comparison, Figure

__all__ = ["AMBUSH", "BATTLE", "ambush", "battle", "figure", "store"]

BATTLE, AMBUSH = "battle-of-in-delimane-2012", "indelimane-ambush-2017"

_CONFLICTS = (
    ("465-killed-side-1", "511-killed-side-1", "Strict", "DisjointQuantities"),
    ("465-killed-side-1", "2143-killed-mnla", "Strict", "DisjointQuantities"),
    ("465-killed-side-1", "2946-killed-mnla", "Conditional", "DisjointQuantities"),
    ("465-killed-side-1", "3230-killed-mnla", "Strict", "DisjointQuantities"),
    ("511-killed-side-1", "3230-killed-mnla", "Editorial", "DisjointQuantities"),
    ("572-killed-side-2", "615-killed-side-2", "Strict", "DisjointQuantities"),
    ("572-killed-side-2", "651-killed-side-2", "Strict", "DisjointQuantities"),
    ("572-killed-side-2", "2499-killed-side-2", "Conditional", "PartExceedsWhole"),
    ("2946-killed-mnla", "2969-reflects-estimate-of", "Stated", "DisjointQuantities"),
    ("184-outcome", "2409-outcome", "Conditional", "OutcomeConflict"),
    ("141-takes-place-at", "982-takes-place-at", "Editorial", "PlaceConflict"),
    ("115-at-time", "2103-at-time", "Conditional", "TimeConflict"),
    ("857-attacker-in-the-battle", "1258-attacker", "Conditional", "InitiativeConflict"),
    ("1934-distance", "1964-distance", "External", "GeometryConflict"),
)
COMMENT = "Ménaka and Ansongo are 205 km apart, more than 80 km and 70 km together"

_STANDPOINTS = {
    "OwnSide": ("465-killed-side-1", "572-killed-side-2", "3167-killed-mujao", "3202-wounded-mujao"),
    "Enemy": ("511-killed-side-1", "615-killed-side-2", "3230-killed-mnla", "2499-killed-side-2",
              "1837-strength-side-2", "523-captured-side-1"),
    "ThirdParty": ("651-killed-side-2", "2143-killed-mnla", "2946-killed-mnla", "701-killed-overall",
                   "2832-killed-overall", "2889-killed-mujao", "415-strength-side-1", "436-strength-side-2",
                   "1631-strength-aqim", "2649-killed-unstated", "1471-killed-unstated"),
}  # fmt: skip


def _turtle() -> str:
    claim, other = f"{BASE}claim/{BATTLE}/", f"{BASE}claim/{AMBUSH}/"
    conflicts = "".join(
        f"<{BASE}contradiction/{BATTLE}/{one}--{two}> a ig:Contradiction ; ig:involves <{claim}{one}> , "
        f'<{claim}{two}> ; ig:grade ig:{grade} ; ig:conflictKind ig:{kind} ; rdfs:label "conflict"@en .\n'
        for one, two, grade, kind in _CONFLICTS
    )
    standpoints = "".join(
        f"<{claim}{name}> ig:standpoint ig:{standpoint} .\n"
        for standpoint, names in _STANDPOINTS.items()
        for name in names
    )
    rest = f"""
<{BASE}contradiction/{BATTLE}/1934-distance--1964-distance> rdfs:comment "{COMMENT}"@en .
<{BASE}agreement/a> a ig:Agreement ; ig:involves <{claim}2571-wounded-mujao> , <{claim}3202-wounded-mujao> ;
    ig:independent true ; rdfs:label "6 and 6"@en .
<{BASE}agreement/b> a ig:Agreement ; ig:involves <{claim}2946-killed-mnla> , <{claim}3230-killed-mnla> ;
    ig:independent false ; rdfs:label "100 and 100"@en .
<{BASE}restatement/a> a ig:Restatement ; ig:cell <{claim}701-killed-overall> ;
    ig:sentence <{claim}2832-killed-overall> ; ig:loss ig:HedgeChanged , ig:SourceChanged , ig:AsOfDropped ;
    rdfs:label "restated"@en .
<{BASE}restatement/b> a ig:Restatement ; ig:cell <{claim}465-killed-side-1> ; ig:loss ig:NoProseSupport ;
    rdfs:label "no prose"@en .
<{BASE}restatement/c> a ig:Restatement ; ig:sentence <{claim}2143-killed-mnla> ; ig:loss ig:NotInInfobox ;
    rdfs:label "no cell"@en .
<{BASE}aggregation/a> a ig:Aggregation ; ig:part <{claim}2889-killed-mujao> , <{claim}2946-killed-mnla> ;
    ig:whole <{claim}2832-killed-overall> ; ig:addsUp true ; rdfs:label "17 + over 100"@en .
<{BASE}aggregation/b> a ig:Aggregation ; ig:part <{other}1593-wounded-minusma> ,
    <{other}1620-wounded-civilian-employee> ; ig:whole <{other}470-wounded-side-1> ; ig:addsUp true ;
    rdfs:label "16 + 1 = 17"@en .
<{BASE}loss-range/a> a ig:LossRange ; ig:event <{BASE}event/{BATTLE}> ; ig:group <{BASE}event/{BATTLE}/side/1> ;
    ig:lowestClaim <{claim}465-killed-side-1> ;
    ig:highestClaim <{claim}2946-killed-mnla> , <{claim}3230-killed-mnla> ; rdfs:label "from 1 to more than 100"@en .
<{BASE}loss-range/b> a ig:LossRange ; ig:event <{BASE}event/{BATTLE}> ; ig:group <{BASE}event/{BATTLE}/side/2> ;
    ig:lowestClaim <{claim}572-killed-side-2> ; ig:highestClaim <{claim}615-killed-side-2> ;
    rdfs:label "from 3 to 65"@en .
<{BASE}loss-range/c> a ig:LossRange ; ig:event <{BASE}event/{BATTLE}> ; ig:groupStatus ig:Unstated ;
    ig:vagueClaim <{claim}1471-killed-unstated> , <{claim}2649-killed-unstated> ; rdfs:label "dozens"@en .
"""
    return conflicts + standpoints + rest


@cache
def store() -> Store:
    """Our dataset with the findings of this module for its graph ``derived``."""
    found = Store()
    found.bulk_extend(quad for quad in own_build().quads() if quad.graph_name != DERIVED)
    made = parse(prefixes().replace("PREFIX", "@prefix").replace(">\n", "> .\n") + _turtle(), format=RdfFormat.TURTLE)
    found.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DERIVED) for quad in made)
    return found


@cache
def battle() -> Comparison:
    """The battle of 2012."""
    return compare(store(), BATTLE)


@cache
def ambush() -> Comparison:
    """The ambush of 2017."""
    return compare(store(), AMBUSH)


def figure(comparison: Comparison, claim: str) -> Figure:
    """The figure whose claim's IRI ends so."""
    [found] = [f for row in comparison.rows for f in row.figures if f.claim.claim.endswith(f"/{claim}")]
    return found
