"""What rules make of claims, a link with its evidence, a numbered side: what more the smallest valid graph has."""

from __future__ import annotations

import pyoxigraph as ox

from indelgraph.namespaces import BASE

WORDS = " In all 9 Blues fell (7 at Ao, 2 at Bo); at least 9 died, 12 died, 12 Blues fell, dozens of Blues [2]."
"""The last words of the text, on which the claims of this module stand."""

SHORT = {
    "contra": f"{BASE}contradiction/d/",
    "agree": f"{BASE}agreement/d/",
    "restate": f"{BASE}restatement/d/",
    "sum": f"{BASE}aggregation/d/",
    "range": f"{BASE}loss-range/d/",
    "reading": f"{BASE}interpretation/d/",
    "rule": f"{BASE}rule/",
    "run": f"{BASE}run/",
    "link": f"{BASE}link/",
}


def _span(text: str, start: int, end: int, part: str) -> tuple[str, str]:
    """The IRI of a Span, in angle brackets, and its Turtle."""
    node = f"{BASE}span/d/{start}-{end}"
    exact, prefix, suffix = (
        str(ox.Literal(text[i:j])) for i, j in ((start, end), (max(0, start - 32), start), (end, end + 32))
    )
    return (
        f"<{node}>",
        f"""
<{node}> a ig:Span ; rdfs:label "words"@en ; oa:hasSource document:d ; ig:inPart ig:{part} ;
    oa:hasSelector <{node}/quote> , <{node}/position> .
<{node}/quote> a oa:TextQuoteSelector ; rdfs:label "quote"@en ;
    oa:exact {exact} ; oa:prefix {prefix} ; oa:suffix {suffix} .
<{node}/position> a oa:TextPositionSelector ; rdfs:label "position"@en ; oa:start {start} ; oa:end {end} .
""",
    )


def _claim(text: str, name: str, words: str, number: str, bounds: str, part: str = "Body", rest: str = "") -> str:
    """A claim that Blues were killed, its Quantity and their Spans; ``number`` stands within ``words``."""
    start = text.index(words, text.index(WORDS))
    stated = text.index(number, start)
    evidence, around = _span(text, start, start + len(words), part)
    at, within = _span(text, stated, stated + len(number), part)
    comparator, _, rows = bounds.partition(" ")
    names = {"minimum": "schema:minValue", "maximum": "schema:maxValue"}
    pairs = [pair.split("=") for pair in rows.split()]
    own = "".join(f" ; ig:{key} {value}" for key, value in pairs)
    quantity = "".join(f" ; {names[key]} {value}" for key, value in pairs)
    return f"""{around}{within}
c:{name} a ig:Claim ; rdfs:label "Blues killed: {number}"@en ;
    rdf:subject event:e ; rdf:predicate ig:killed ; rdf:object q:{name} ; ig:quantity q:{name} ;
    ig:event event:e ; ig:group actor:blues ; ig:comparator ig:{comparator}{own} ;
    ig:evidence {evidence} ; ig:exact {ox.Literal(words)} ; ig:document document:d ;
    ig:report r:own ; ig:origin document:d ; prov:wasGeneratedBy <{BASE}encoding/d> {rest} .
q:{name} a ig:Quantity ; rdfs:label "{number}"@en ; ig:asStated "{number}" ; ig:statedAt {at} ;
    ig:comparator ig:{comparator}{quantity} ; ig:counts ig:Person .
"""


def _run(rule: str) -> str:
    return f"""
rule:{rule} a prov:Plan ; rdfs:label "rule: {rule}"@en .
run:{rule} a ig:RuleRun ; rdfs:label "run of the rule {rule}"@en ;
    prov:wasAssociatedWith agent:indelgraph ; prov:qualifiedAssociation <{BASE}run/{rule}/association> .
<{BASE}run/{rule}/association> a prov:Association ; rdfs:label "following the rule {rule}"@en ;
    prov:agent agent:indelgraph ; prov:hadPlan rule:{rule} .
"""


def turtle(text: str) -> str:
    """The nodes as Turtle without prefixes; ``text`` is the document's, which ends with ``WORDS``."""
    partial = "; ig:partial true ; ig:limitedTo place:"
    claims = (
        _claim(text, "cell", "9 Blues fell", "9", "Exactly minimum=9 maximum=9", "Infobox"),
        _claim(text, "at-ao", "7 at Ao", "7", "Exactly minimum=7 maximum=7", rest=partial + "ao"),
        _claim(text, "at-bo", "2 at Bo", "2", "Exactly minimum=2 maximum=2", rest=partial + "bo"),
        _claim(text, "sentence", "at least 9 died", "at least 9", "AtLeast minimum=9"),
        _claim(text, "more", "12 died", "12", "Exactly minimum=12 maximum=12"),
        _claim(text, "again", "12 Blues fell", "12", "Exactly minimum=12 maximum=12"),
        _claim(text, "dozens", "dozens of Blues", "dozens", "Vague"),
    )
    return f"""
{"".join(claims)}
actor:blues a ig:ArmedGroup ; rdfs:label "Blues"@en .
agent:indelgraph a prov:SoftwareAgent ; rdfs:label "the program"@en .
side:2 a ig:Side ; rdfs:label "side 2"@en ; ig:sideOf event:e ; ig:sideNumber 2 .
place:between a ig:RelativePlace ; rdfs:label "between Ao and Bo"@en ; ig:betweenPlaces place:ao , place:bo .
link:e a ig:Link ; rdfs:label "Fight of Ao in Wikidata: Q1"@en ; ig:linkFrom event:e ; ig:linkTo wd:Q1 ;
    ig:linkProperty skos:exactMatch ; ig:linkEvidence "The page says so." .
c:cell ig:standpoint ig:ThirdParty .
contra:x a ig:Contradiction ; rdfs:label "9 against 12"@en ; ig:involves c:cell , c:more ;
    ig:grade ig:Strict ; ig:conflictKind ig:DisjointQuantities ;
    ig:restsOn c:cell , c:more ; prov:wasGeneratedBy run:conflicts .
agree:x a ig:Agreement ; rdfs:label "12 and 12"@en ; ig:involves c:more , c:again ; ig:independent false ;
    ig:restsOn c:more , c:again ; prov:wasGeneratedBy run:agreements .
restate:x a ig:Restatement ; rdfs:label "9 for at least 9"@en ; ig:cell c:cell ; ig:sentence c:sentence ;
    ig:loss ig:HedgeChanged ; ig:restsOn c:cell , c:sentence ; prov:wasGeneratedBy run:restatements .
sum:x a ig:Aggregation ; rdfs:label "7 + 2 = 9"@en ; ig:part c:at-ao , c:at-bo ; ig:whole c:cell ; ig:addsUp true ;
    ig:restsOn c:at-ao , c:at-bo , c:cell ; prov:wasGeneratedBy run:sums .
range:x a ig:LossRange ; rdfs:label "Blues killed: from 9 to 12"@en ; ig:event event:e ; ig:group actor:blues ;
    ig:lowestClaim c:cell ; ig:highestClaim c:more , c:again ; ig:vagueClaim c:dozens ;
    ig:restsOn c:cell , c:more , c:again , c:dozens ; prov:wasGeneratedBy run:ranges .
reading:x a ig:Interpretation ; rdfs:label "dozens: at least 24"@en ; ig:interprets q:dozens ;
    schema:minValue 24 ; ig:restsOn c:dozens ; prov:wasGeneratedBy run:readings .
{"".join(map(_run, ("conflicts", "agreements", "restatements", "sums", "ranges", "readings")))}
"""
