"""Where the second SHACL engine and pySHACL agree, and where they part.

The proofs are tiny graphs, one for each feature, with what each engine says. Where the two differ, ``reason`` says why
and who is right by SHACL (W3C Recommendation, 20 July 2017). The tests hold both engines to the proofs: a difference
that ends, because an engine became better, makes a test fail.
"""

from __future__ import annotations

import re

from second_engine import EXAMPLE, OwnDifference, Proof

__all__ = ["OWN_DIFFERENCES", "PROOFS"]

OWN_DIFFERENCES = (
    OwnDifference(
        "a leading zero",
        "DELETE DATA { c:killed ig:minimum 101 } ; INSERT DATA { c:killed ig:minimum '0101'^^xsd:integer }",
        frozenset(),
        frozenset({"claim-repeats-its-quantity"}),
        "an Oxigraph store keeps numbers by value: sameTerm holds of 101 and 0101; claim-minimum reports it in both.",
    ),
    OwnDifference(
        "xsd:int",
        "DELETE DATA { c:killed ig:minimum 101 } ; INSERT DATA { c:killed ig:minimum '101'^^xsd:int }",
        frozenset(),
        frozenset({"claim-repeats-its-quantity"}),
        "an Oxigraph store makes every derived type of number an xsd:integer; claim-minimum reports it in both.",
    ),
)


def _split(outcome: str) -> tuple[str, ...]:
    return tuple(sorted(outcome.split(","))) if outcome else ()


def _shape(name: str, shapes: str, data: str, first: str, differs: str | None = None, reason: str = "") -> Proof:
    """Outcomes by commas; ``differs`` is the second engine's."""
    return Proof(name, shapes, data, _split(first), _split(first if differs is None else differs), reason)


_HELPERS = {
    ":i": ":i a sh:NodeShape ; sh:datatype xsd:integer .",
    ":j": ":j a sh:NodeShape ; sh:minInclusive 3 .",
    ":n": ":n a sh:NodeShape ; sh:property :m .",
    ":m": ":m a sh:PropertyShape ; sh:path :r ; sh:minCount 1 .",
}
"""Shapes that the constraints of others name."""


def _values(rule: str, values: str, first: str, differs: str | None = None, reason: str = "", name: str = "") -> Proof:
    """A property shape on the values of ``:p`` of ``:x``."""
    named = " ".join(text for helper, text in _HELPERS.items() if re.search(rf"{helper}\b|:n\b", rule))
    shapes = f":s a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; {rule} . {named}"
    return _shape(name or rule, shapes, f":x :p {values} .", first, differs, reason)


def _typed(type_: str, values: str, first: str, differs: str, reason: str) -> Proof:
    """Literals of one type, by commas."""
    literals = " , ".join(f'"{value}"^^xsd:{type_}' for value in values.split(","))
    return _values(f"sh:datatype xsd:{type_}", literals, first, differs, reason, f"xsd:{type_} {values[:30]}")


def _path(path: str, rule: str, data: str, first: str) -> Proof:
    return _shape(path, f":s a sh:PropertyShape ; sh:targetNode :x ; sh:path {path} ; {rule} .", data, first)


def _select(
    name: str, where: str, data: str, first: str, differs: str | None = None, reason: str = "", more: str = ""
) -> Proof:
    """A SPARQL constraint on ``:x``; ``more`` says more of it."""
    shapes = f"""
        :o a owl:Ontology ; sh:declare :d .
        :d sh:prefix "" ; sh:namespace "{EXAMPLE}"^^xsd:anyURI .
        :s a sh:NodeShape ; sh:targetNode :x ; sh:sparql :q .
        :q a sh:SPARQLConstraint ; sh:prefixes :o ; {more} sh:select '''SELECT $this ?value WHERE {{ {where} }}''' ."""
    return _shape(name, shapes, data, first, differs, reason)


_CLOSED = "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property :m . :m a sh:PropertyShape ; sh:path :p"

_AGREED = (
    _values("sh:class :C", ":y , :z , :w , 3 . :y a :C . :w a :D . :D rdfs:subClassOf :C", "z,3"),
    _values("sh:datatype xsd:integer", "1 , 'a' , 1.5 , :y , 'q'^^xsd:integer", "a,1.5,y,q"),
    _values("sh:nodeKind sh:IRIOrLiteral", "'a' , [ ] , :y", "_:"),
    _values("sh:minCount 2", "1", "x"),
    _values("sh:maxCount 1", "1 , '01'^^xsd:integer", "x", name="sh:maxCount counts terms as they are written"),
    _values("sh:minInclusive 5", "4 , 5 , 4.9 , 'a' , 4.5e0 , '4'^^xsd:byte , :y", "4,4.9,a,4.5e0,4,y"),
    _values("sh:minExclusive 5", "5 , 6", "5"),
    _values("sh:maxInclusive 5", "5 , 6", "6"),
    _values("sh:maxExclusive 5", "4 , 5", "5"),
    _values("sh:minLength 2 ; sh:maxLength 3", "'a' , 'abcd' , '𐎀' , '𐎀𐎁'", "a,abcd,𐎀"),
    _values("sh:pattern '^a.c$' ; sh:flags 'i'", "'abc' , 'ABC' , 'xabc' , [ ]", "xabc,_:"),
    _values("sh:languageIn ( 'en' )", "'a'@en , 'b'@en-GB , 'c'@fr , 'd' , 'e'@eng , :y", "c,d,e,y"),
    _values("sh:uniqueLang true", "'a'@en , 'b'@en , 'c'@fr", "x"),
    _values("sh:equals :r", "1 , 2 ; :r 2 , 3", "1,3"),
    _values("sh:disjoint :r", "1 , 2 ; :r 2 , 3", "2"),
    _values("sh:lessThan :r", "1 , 4 ; :r 2", "4"),
    _values("sh:lessThanOrEquals :r", "2 , 4 ; :r 2", "4"),
    _values("sh:not :i", "1 , 'a'", "1"),
    _values("sh:and ( :i :j )", "1 , 'a' , 4", "1,a"),
    _values("sh:or ( :i :j )", "1 , 'a' , 4.5 , 1.5", "a,1.5"),
    _values("sh:xone ( :i :j )", "1 , 'a' , 4 , 1.5", "a,4,1.5"),
    _values("sh:qualifiedValueShape :i ; sh:qualifiedMinCount 2", "1 , 'a'", "x"),
    _values("sh:hasValue 1", "'01'^^xsd:integer", "x"),
    _values("sh:in ( 1 :y )", "1 , '01'^^xsd:integer , :y , 'a'", "01,a"),
    _values("sh:minCount 9 ; sh:deactivated true", "1", ""),
    _values("sh:minCount 9 ; sh:severity sh:Warning ; sh:message 'a'@en", "1", "x"),
    _values("sh:node :n", ":y , :z . :y :r 1", "z"),
    _values("sh:property :m", ":y , :z . :y :r 1", "z"),
    _shape("sh:closed", f":s a sh:NodeShape ; sh:targetNode :x ; {_CLOSED} .", ":x a :C ; :p 1 ; :r 2 , 3 .", "2,3"),
    _path(":p", "sh:minCount 1", ":y :p 1 .", "x"),  # the target node is not in the data
    _path("( :p :r )", "sh:maxCount 1", ":x :p :y , :z . :y :r 1 . :z :r 1 , 2 .", "x"),
    _path("( :p [ sh:inversePath :p ] )", "sh:maxCount 1", ":x :p :y , :z .", ""),  # two ways to one value
    _path("[ sh:inversePath :p ]", "sh:maxCount 0", ":y :p :x .", "x"),
    _path("[ sh:alternativePath ( :p :r ) ]", "sh:class :C", ":x :p :y ; :r :z .", "y,z"),
    _path("[ sh:zeroOrMorePath :p ]", "sh:class :C", ":x :p :y . :y :p :x .", "x,y"),
    _path("[ sh:oneOrMorePath :p ]", "sh:class :C", ":x :p :y . :y :p :z .", "y,z"),
    _path("[ sh:zeroOrOnePath :p ]", "sh:class :C", ":x :p :y . :y :p :z .", "x,y"),
    _shape(
        "several target classes and their subclasses",
        ":s a sh:PropertyShape ; sh:targetClass :C , :D ; sh:path :p ; sh:minCount 1 .",
        ":y a :C . :z a :E . :E rdfs:subClassOf :D . :w a :C , :D .",
        "y,z,w",
    ),
    _shape(
        "targets by property",
        ":s a sh:NodeShape ; sh:targetSubjectsOf :r , :t ; sh:targetObjectsOf :r , :t ; sh:class :C .",
        ":y :r 1 ; :t 2 . :z :t 2 .",
        "1,2,y,z",
    ),
    _select("sh:sparql", "$this :p ?value FILTER(?value > 3)", ":x :p 4 , 3 .", "4"),
    _select("a rule on the whole graph", "?value :p ?n FILTER NOT EXISTS { ?value a :C }", ":y :p 1 .", "y"),
    _select("UNION and OPTIONAL", "{ ?value :p ?n } UNION { ?value :r ?n } OPTIONAL { ?n :p ?m }", ":y :r 1 .", "y"),
    _select("a sub-SELECT", "{ SELECT $this ?value { $this :p ?value } }", ":x :p 4 . :y :p 5 .", "4"),
    _select(
        "code points", "$this :p ?value FILTER(STRLEN(?value) = 2 && SUBSTR(?value, 2) = 'b')", ":x :p '𐎀b'.", "𐎀b"
    ),
    _select("sameTerm", "?value :p ?m ; :r ?n FILTER sameTerm(?m, ?n)", ":y :p 1 ; :r '01'^^xsd:integer .", ""),
    _select("values as written", "$this :p ?value", ":x :p '01'^^xsd:integer , '1'^^xsd:int .", "01,1"),
    _select("MINUS is refused", "$this :p ?value MINUS { $this :r ?value }", ":x :p 4 .", "error"),
    _select("VALUES is refused", "VALUES ?value { 4 } $this :p ?value", ":x :p 4 .", "error"),
    _select("SERVICE is refused", "SERVICE <http://127.0.0.1:9/> { $this :p ?value }", ":x :p 4 .", "error"),
)

_LITERALS_DIFFER = (
    _typed("integer", "1,+1, 1,1.0,a", "1.0,a", " 1,1.0,a", "rdflib takes a space; shacl is right"),
    _typed("decimal", "1.5,.5,1e3", "", "1e3", "rdflib takes an exponent; shacl is right"),
    _typed("decimal", "9" * 40, "", "9" * 40, "shacl's decimals have 128 bits; pySHACL is right"),
    _typed("date", "2012-05-05,-0001-01-01", "-0001-01-01", "", "Python has no year before 1; shacl is right"),
    _typed("time", "24:00:00,10:00", "24:00:00", "10:00", "Python: no hour 24, seconds optional; shacl is right"),
    _typed("dateTime", "2012-05-05", "", "2012-05-05", "rdflib takes a day for its midnight; shacl is right"),
    _typed("long", "9" * 20, "", "9" * 20, "rdflib does not know the range of xsd:long; shacl is right"),
    _typed("hexBinary", "0g", "0g", "", "shacl does not look into binary values; pySHACL is right"),
    _values(
        "sh:maxInclusive '2012-05-05T00:00:00Z'^^xsd:dateTime",
        "'2012-05-01T20:00:00'^^xsd:dateTime",
        "2012-05-01T20:00:00",
        "",
        "no zone is four days off, so the order is known; rdflib sees none, shacl is right",
    ),
    _values(
        "sh:lessThan :r",
        "'2012-05-05'^^xsd:date ; :r '2012-05-05T09:00:00'^^xsd:dateTime",
        "",
        "2012-05-05",
        "values that cannot be compared are a result (section 4.5.3); rdflib compares them, shacl is right",
        name="a day against a time of it",
    ),
)

_PATTERNS_DIFFER = (
    _values("sh:pattern '^a$'", r"'a\n'", "", r"a\n", "Python's $ is before a last line feed, too; shacl is right"),
    _values("sh:pattern '^a.b' ; sh:flags 's'", r"'a\nb'", r"a\nb", "", "pySHACL ignores the flag; shacl is right"),
    _values("sh:pattern '^a b$' ; sh:flags 'x'", "'ab'", "ab", "", "pySHACL ignores the flag; shacl is right"),
    _values("sh:pattern 'a.b' ; sh:flags 'q'", "'acb'", "", "acb", "pySHACL ignores the flag; shacl is right"),
    _values("sh:pattern '^(?=a)'", "'a' , 'b'", "b", "error", "XPath has no look-ahead; shacl is right to refuse"),
    _values(r"sh:pattern '^(a)\\1$'", "'aa' , 'ab'", "ab", "error", "shacl has no back-references; pySHACL is right"),
    _values(r"sh:pattern '^\\p{L}$'", "'é' , '1'", "error", "1", "Python has no such classes; shacl is right"),
    _values("sh:pattern '^[a-z-[b]]$'", "'a' , 'b'", "a,b", "", "neither can subtract characters; b alone is wrong"),
)

_QUERIES_DIFFER = (
    _select(
        "a row twice",
        "?value :p ?n",
        ":y :p 1 , 2 .",
        "y",
        "y,y",
        "a result for each solution (section 5.3.2); shacl is right",
    ),
    _select(
        "a value that neither graph holds",
        "$this :p ?n BIND(5 AS ?value)",
        ":x :p 4 .",
        "5",
        "x",
        "shacl names only terms that it has read; pySHACL is right",
    ),
    _select(
        "the lexical form of a number",
        "$this :p ?value FILTER(STR(?value) = '01')",
        ":x :p '01'^^xsd:integer .",
        "01",
        "",
        "shacl's queries (Oxigraph's spareval) know numbers by value only; pySHACL is right",
    ),
    _select(
        "the type of a small number",
        "$this :p ?value FILTER(STRENDS(STR(DATATYPE(?value)), '#int'))",
        ":x :p '1'^^xsd:int .",
        "1",
        "",
        "shacl's queries take each derived type for xsd:integer; pySHACL is right",
    ),
    _select(
        "the order of dates",
        "$this :p ?value ; :r ?other FILTER(?value < ?other)",
        ":x :p '2012-01-01'^^xsd:date ; :r '2013-01-01'^^xsd:date .",
        "2012-01-01",
        "",
        "SPARQL 1.1 orders xsd:dateTime only (section 17.3); both are right",
    ),
    _select(
        "a deactivated query",
        "$this :p ?value",
        ":x :p 4 .",
        "",
        "4",
        "sh:deactivated counts on a SPARQL constraint, too (section 5); pySHACL is right",
        more="sh:deactivated true ;",
    ),
    _select(
        "$shapesGraph",
        "GRAPH $shapesGraph { ?value a <http://www.w3.org/ns/shacl#NodeShape> }",
        ":x :p 4 .",
        "error",
        "s",
        "an optional feature (section 5.3.1), which pySHACL lacks",
    ),
    _shape(
        "a constraint component with ASK",
        ":c a sh:ConstraintComponent ; sh:parameter [ sh:path :lim ] ; "
        "sh:validator [ a sh:SPARQLAskValidator ; sh:ask 'ASK { FILTER($value < $lim) }' ] . "
        ":s a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; :lim 3 .",
        ":x :p 2 , 4 .",
        "x",
        "4",
        "the value node is the value (section 6.3); shacl is right",
    ),
)

_SHAPES_DIFFER = (
    _shape(
        "owl:Class as an implicit target",
        ":C a sh:NodeShape , owl:Class ; sh:closed true .",
        ":y a :C .",
        "C",
        "",
        "only an rdfs:Class is a target by itself (section 2.1.3.3); shacl is right",
    ),
    _shape(
        "a target by query",
        ":s a sh:NodeShape ; sh:class :C ; "
        f"sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this {{ ?this <{EXAMPLE}p> 1 }}' ] .",
        ":x :p 1 .",
        "",
        "x",
        "SHACL Advanced Features, which shacl always applies and we do not ask pySHACL for",
    ),
    _shape(
        "a count on a node shape",
        ":s a sh:NodeShape ; sh:targetNode :x ; sh:minCount 1 .",
        "",
        "error",
        "",
        "ill-formed (section 4.2.1); shacl ignores the constraint, pySHACL is right",
    ),
    _shape(
        "two paths",
        ":s a sh:PropertyShape ; sh:targetNode :x ; sh:path :p , :r ; sh:minCount 1 .",
        "",
        "error",
        "x",
        "ill-formed (section 2.3); shacl takes one of the paths, pySHACL is right",
    ),
    _values("sh:in 3", "3", "3", "error", "ill-formed (section 4.8.3): not a list; shacl is right"),
    _values("sh:nodeKind sh:Iri", "1", "1", "error", "ill-formed (section 4.1.3): no such kind; shacl is right"),
)

PROOFS = (*_AGREED, *_LITERALS_DIFFER, *_PATTERNS_DIFFER, *_QUERIES_DIFFER, *_SHAPES_DIFFER)
