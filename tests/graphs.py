"""The smallest valid graph that has one of everything the shapes look at, and ways to break it."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

import graphs_derived
import graphs_words
from indelgraph.convert import from_rdflib, to_rdflib_graph
from indelgraph.namespaces import BASE, DATA_PREFIXES, PREFIXES
from indelgraph.validation import shapes

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

TEXT = (
    "𐎀 Fight of Ao (Aoh). Reds fought Blues at 5am on 5 May 2012. "
    "According to residents, over 100 Reds died, 70 kilometers from Bo [1 É. 𐎁 “Ao brûle”]."
    + graphs_derived.WORDS
    + graphs_words.WORDS
)
"""Two characters outside the Basic Multilingual Plane, so that an offset in UTF-16 units is wrong."""

TITLE = "Ao brûle"
"""The title of the reference."""

QUOTES = (
    "Fight of Ao", "Ao", "Aoh", "Reds", "5 May 2012", "According to residents", "over 100 Reds died",
    "over 100", "70 kilometers from Bo", "70 kilometers", "Bo", TITLE, "5 May", "at 5am", "Reds died",
    "12 Blues fell, dozens", "12 Blues fell, dozens of Blues", "eds", "00 Reds died", *graphs_words.QUOTES,
)  # fmt: skip

OTHER_TEXT = "Ao fell."
"""The text of a second document, ``document:other``, of which nothing is claimed."""

SHORT = {
    "c": f"{BASE}claim/d/",
    "r": f"{BASE}report/d/",
    "q": f"{BASE}quantity/d/",
    "n": f"{BASE}name-use/d/",
    "side": f"{BASE}event/e/side/",
    "shapes": f"{BASE}shapes#",
    **graphs_derived.SHORT,
}
HEADER = "".join(f"PREFIX {p}: <{ns}>\n" for p, ns in ({**PREFIXES, **DATA_PREFIXES, **SHORT}).items())


def span(words: str) -> str:
    """The IRI, in angle brackets, of the Span of the first place where the words stand."""
    start = TEXT.index(words)
    return f"<{BASE}span/d/{start}-{start + len(words)}>"


def _string(text: str) -> str:
    return str(ox.Literal(text))


def _span(words: str, document: str = "d", text: str = TEXT) -> str:
    start = text.index(words)
    end = start + len(words)
    node = f"<{BASE}span/{document}/{start}-{end}>"
    part = "ReferenceTitle" if words == TITLE else "Body"
    quote, position = f"{node[:-1]}/quote>", f"{node[:-1]}/position>"
    return f"""
{node} a ig:Span ; rdfs:label "words"@en ; oa:hasSource document:{document} ; ig:inPart ig:{part} ;
    oa:hasSelector {quote} , {position} .
{quote} a oa:TextQuoteSelector ; rdfs:label "quote"@en ; oa:exact {_string(words)} ;
    oa:prefix {_string(text[max(0, start - 32) : start])} ; oa:suffix {_string(text[end : end + 32])} .
{position} a oa:TextPositionSelector ; rdfs:label "position"@en ; oa:start {start} ; oa:end {end} .
"""


def _claim(name: str, triple: str, words: str, rest: str, report: str = "r:own", origin: str = "document:d") -> str:
    subject, predicate, value = triple.split(maxsplit=2)
    return f"""
c:{name} a ig:Claim ; rdfs:label "claim {name}"@en ;
    rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value} ;
    ig:evidence {span(words)} ; ig:exact {_string(words)} ; ig:document document:d ;
    ig:report {report} ; ig:origin {origin} ; prov:wasGeneratedBy <{BASE}encoding/d> ; {rest} .
"""


def _document(name: str, text: str) -> str:
    return f"""
document:{name} a ig:Document ; rdfs:label "a page"@en ; nif:isString {_string(text)} ;
    schema:sha256 "{hashlib.sha256(text.encode()).hexdigest()}" ; dcterms:title "Fight of Ao"@en ;
    dcterms:language "en" ; dcterms:license <https://example.org/licence> ; dcterms:publisher actor:outlet ;
    dcterms:source <https://example.org/page> .
<{BASE}encoding/{name}> a ig:Encoding ; rdfs:label "encoding"@en ; prov:used document:{name} ;
    prov:wasAssociatedWith <{BASE}agent/curator> ; pav:version "1" .
"""


def turtle() -> str:
    """The graph as Turtle."""
    claims = [
        _claim("killed", "event:e ig:killed q:killed", "over 100 Reds died",
               "ig:event event:e ; ig:group actor:reds ; ig:quantity q:killed ;"
               f"ig:minimum 101 ; ig:comparator ig:MoreThan ; ig:context {span('5 May 2012')}",
               "r:relay-0", "actor:residents"),
        _claim("distance", "event:e ig:distance q:distance", "70 kilometers from Bo",
               "ig:event event:e ; ig:relativeTo place:bo ; ig:quantity q:distance ;"
               "ig:minimum 70 ; ig:maximum 70 ; ig:comparator ig:Exactly"),
        _claim("party", "event:e ig:belligerent actor:reds", "Reds", "ig:event event:e ; ig:side side:1"),
        _claim("date", 'event:e ig:atTime "2012-05-05"^^xsd:date', "5 May 2012",
               f'ig:event event:e ; ig:asStated "5 May 2012" ; ig:statedAt {span("5 May 2012")}'),
        _claim("point", 'place:bo ig:coordinates "POINT(-1.5 15.8)"^^geo:wktLiteral', "Bo",
               f"ig:inferred true ; ig:inferredFrom {span('Ao')}"),
    ]  # fmt: skip
    return f"""{HEADER}
{_document("d", TEXT)}{_document("other", OTHER_TEXT)}{_span("Ao", "other", OTHER_TEXT)}
<{BASE}reference/d/1> a ig:Reference ; rdfs:label "reference 1"@en ; dcterms:title "Ao brûle"@fr ;
    dcterms:language "fr" ; ig:evidence {span("Ao brûle")} .
<{BASE}reference/other/1> a ig:Reference ; rdfs:label "reference 1 of the other page"@en .
<{BASE}agent/curator> a prov:Person ; rdfs:label "a curator"@en .
{"".join(claims)}
q:killed a ig:Quantity ; rdfs:label "over 100"@en ; ig:asStated "over 100" ; ig:statedAt {span("over 100")} ;
    ig:comparator ig:MoreThan ; schema:minValue 101 ; ig:counts ig:Person .
q:distance a ig:Quantity ; rdfs:label "70 km"@en ; ig:asStated "70 kilometers" ;
    ig:statedAt {span("70 kilometers")} ;
    ig:comparator ig:Exactly ; schema:minValue 70 ; schema:maxValue 70 ; ig:unit "km" .
r:own a ig:Report ; rdfs:label "the page says"@en ; ig:teller document:d ; ig:hop 0 ; ig:mode ig:Narration .
r:relay-0 a ig:Report ; rdfs:label "the page relays"@en ; ig:teller document:d ; ig:hop 0 ;
    ig:mode ig:IndirectSpeech ; ig:cites <{BASE}reference/d/1> ; ig:relays r:relay-1 .
r:relay-1 a ig:Report ; rdfs:label "residents say"@en ; ig:teller actor:residents ; ig:hop 1 ;
    ig:mode ig:Narration ; ig:cue {span("According to residents")} ; ig:channel actor:outlet ;
    ig:saidOn "2012-05-05"^^xsd:date ; ig:asStated "5 May 2012" ; ig:statedAt {span("5 May 2012")} .
n:ao a ig:NameUse ; rdfs:label "Ao"@en ; ig:nameOf place:ao ; ig:form "Ao" ; ig:nameStatus ig:Headword ;
    ig:evidence {span("Ao")} .
n:aoh a ig:NameUse ; rdfs:label "Aoh"@en ; ig:nameOf place:ao ; ig:form "Aoh" ; ig:nameStatus ig:Attested ;
    ig:evidence {span("Aoh")} .
<{BASE}identification/ao> a ig:Identification ; rdfs:label "Ao is Aoh"@en ; ig:nameOf place:ao ;
    ig:identifies n:ao , n:aoh ; ig:reason "The text says so."@en ; ig:inferredFrom {span("Fight of Ao")} ;
    prov:wasAttributedTo <{BASE}agent/curator> .
event:e a ig:Battle ; rdfs:label "Fight of Ao"@en ; skos:prefLabel "Fight of Ao"@en ; skos:exactMatch wd:Q1 .
side:1 a ig:Side ; rdfs:label "side 1"@en .
actor:reds a ig:ArmedGroup ; rdfs:label "Reds"@en .
actor:outlet a ig:MediaOutlet ; rdfs:label "an outlet"@en .
actor:residents a ig:UnnamedGroup ; rdfs:label "residents"@en ; ig:describedAs "residents"@en .
place:ao a ig:Place ; rdfs:label "Ao"@en .
place:bo a ig:Place ; rdfs:label "Bo"@en ; wgs:lat 15.8 ; wgs:long -1.5 .
place:near-bo a ig:RelativePlace ; rdfs:label "near Bo"@en ; ig:relativeTo place:bo .
{"".join(map(_span, QUOTES))}
{graphs_derived.turtle(TEXT)}"""


def parsed(rows: str) -> rdflib.Graph:
    """A graph from Turtle with the prefixes of ``HEADER``."""
    return to_rdflib_graph(ox.parse(HEADER + rows, format=ox.RdfFormat.TURTLE))


@cache
def smallest_quads() -> frozenset[ox.Quad]:
    """The valid graph."""
    return frozenset(ox.parse(turtle(), format=ox.RdfFormat.TURTLE))


def smallest() -> rdflib.Graph:
    """The valid graph for rdflib, new each time."""
    return to_rdflib_graph(smallest_quads())


def only(*names: str) -> rdflib.Graph:
    """Of our shapes those with these local names and what they need, so that a test looks at nothing else."""
    whole, part = shapes(), to_rdflib_graph(())
    waiting: list[Node] = [URIRef(SHORT["shapes"] + name) for name in names]
    while waiting:
        node = waiting.pop()
        for triple in whole.triples((node, None, None)):
            if triple not in part:
                part.add(triple)
                waiting.append(triple[2])
    return part


_KEPT_BY_RDFLIB = re.compile(
    r"(?<![\w.:-])(?:0[0-9]|[0-9]+\.[0-9]|[0-9]+[eE])"
    r"|xsd:(?:int|long|short|byte|unsigned\w+|nonNegative\w+|positive\w+|negative\w+|dateTimeStamp)\b"
)
"""What a store of Oxigraph writes in another way, and rdflib does not: ``070`` as ``70``, ``xsd:int`` as its base."""


def broken_quads(*updates: str, by_rdflib: bool = False) -> frozenset[ox.Quad]:
    """The valid graph after SPARQL updates with the prefixes of ``HEADER``; ``«words»`` is their Span.

    Oxigraph updates in a tenth of the time that rdflib takes, which is asked where it must be.
    """
    texts = [HEADER + update for update in updates]
    for words in QUOTES:
        texts = [text.replace(f"«{words}»", span(words)) for text in texts]
    if by_rdflib or any(map(_KEPT_BY_RDFLIB.search, updates)):
        graph = smallest()
        for text in texts:
            graph.update(text)
        return frozenset(from_rdflib(graph))
    store = ox.Store()
    store.bulk_extend(smallest_quads())
    for text in texts:
        store.update(text)
    return frozenset(store)


def broken(update: str) -> rdflib.Graph:
    """The same for rdflib."""
    return to_rdflib_graph(broken_quads(update))
