"""The questions of the endpoint benchmark: four classes, and each question as many texts as there are constants.

They are what shipped queries ask, in words that every engine evaluates in reasonable time; the shipped ones are written
for Oxigraph, and rdflib takes minutes for some of them. One stands here as it is shipped, with another event. No two
cold texts are equal: each has another claim or event, and another LIMIT, which no answer reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions

from indelgraph.shipped_queries import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

__all__ = ["CLASSES", "Question", "events", "questions", "texts"]

CLASSES = ("lookup", "event", "comparison", "aggregate")
"""From the cheapest to the dearest; each question is of one."""

_LEAST_LIMIT = 5_000
"""More rows than any answer has; Virtuoso sorts no more than 10,000 under a LIMIT."""
_PREFIXES = """\
PREFIX ig: <https://w3id.org/indelgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CLAIM = "SELECT ?property ?value WHERE {{ <{claim}> ?property ?value }}"
_BY_WIKIDATA = """\
SELECT ?claim ?predicate ?exact WHERE {{
  ?event skos:exactMatch <{wikidata}> . ?claim ig:event ?event ; rdf:predicate ?predicate ; ig:exact ?exact .
}}"""
_EVENT = """\
SELECT ?claim ?what ?words ?origin ?start WHERE {{
  ?claim ig:event <{event}> ; rdf:predicate/rdfs:label ?what ; ig:exact ?words ; ig:origin/rdfs:label ?origin ;
         ig:evidence/oa:hasSelector/oa:start ?start .
}}
ORDER BY ?start ?claim"""
_AGAINST = """\
SELECT ?found ?grade ?kind ?words ?origin ?against ?other WHERE {{
  ?one ig:event <{event}> ; ig:exact ?words ; ig:origin/rdfs:label ?origin .
  ?found ig:involves ?one ; a ig:Contradiction ; ig:grade/rdfs:label ?grade ; ig:conflictKind/rdfs:label ?kind ;
         ig:involves ?two .
  ?two ig:exact ?against ; ig:origin/rdfs:label ?other .
  FILTER (?one != ?two)
}}"""
_DISJOINT = """\
SELECT ?predicate ?low ?high ?most ?least WHERE {{
  {{ SELECT ?predicate ?group ?low ?most WHERE {{
      ?low ig:event <{event}> ; rdf:predicate ?predicate ; ig:group ?group ; ig:maximum ?most . }} }}
  {{ SELECT ?predicate ?group ?high ?least WHERE {{
      ?high ig:event <{event}> ; rdf:predicate ?predicate ; ig:group ?group ; ig:minimum ?least . }} }}
  FILTER (?most < ?least)
}}"""
_PREDICATES = """\
SELECT ?predicate (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?document) AS ?documents) WHERE {{
  ?claim rdf:predicate ?predicate ; ig:document ?document .
}}
GROUP BY ?predicate"""
_EVENTS = """\
SELECT ?event (COUNT(DISTINCT ?claim) AS ?claims) (MIN(?minimum) AS ?lowest) (MAX(?minimum) AS ?highest) WHERE {{
  ?claim rdf:predicate ig:killed ; ig:event ?event ; ig:minimum ?minimum .
}}
GROUP BY ?event"""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its class, its name, and one text for each constant, in an order of chance."""

    kind: str
    name: str
    constants: tuple[str, ...]

    def cold(self, first: int = 0) -> Iterator[str]:
        """Texts without end, no two equal; from the ``first`` on, counted from 0."""
        for number in count(first):
            text = self.constants[number % len(self.constants)]
            yield f"{text.rstrip()}\nLIMIT {_LEAST_LIMIT + number}\n"

    @property
    def warm(self) -> str:
        """The text that is asked again and again."""
        return self.constants[0]


def texts(asked: list[Question], number: int, first: int = 0) -> list[str]:
    """So many cold texts, of one question after the other, each from its ``first`` on.

    Raises:
        ValueError: if there is no question.
    """
    if not asked:
        raise ValueError("no question to ask")
    rounds = zip(*(question.cold(first) for question in asked), strict=True)
    found: list[str] = []
    while len(found) < number:
        found += next(rounds)
    return found[:number]


def events(store: Store) -> dict[str, str]:
    """The events that can be asked about, with their Wikidata ids: those that a finding is about."""
    found = _rows(
        store,
        "SELECT DISTINCT ?e ?w WHERE { { SELECT DISTINCT ?e WHERE { ?found ig:involves/ig:event ?e } }"
        ' ?e skos:exactMatch ?w . FILTER (STRSTARTS(STR(?w), "http://www.wikidata.org/entity/")) } ORDER BY ?e',
    )
    return {row[0]: row[1] for row in found}


def questions(store: Store, seed: int = 1, about: frozenset[str] | None = None) -> list[Question]:
    """The questions about what a store holds; with ``about`` only about these events and the claims about them.

    Raises:
        ValueError: if the store has no such event, or a shipped query has no longer what is replaced in it.
    """
    claims = dict.fromkeys(
        claim
        for claim, *event in _rows(
            store, "SELECT DISTINCT ?c ?e WHERE { ?c a ig:Claim OPTIONAL { ?c ig:event ?e } } ORDER BY ?c ?e"
        )
        if about is None or not about.isdisjoint(event)
    )
    asked = [(event, wikidata) for event, wikidata in events(store).items() if about is None or event in about]
    if not claims or not asked:
        raise ValueError("the store has no event with a Wikidata id, or no claim about one")
    dice = Random(seed)
    dice.shuffle(chosen := list(claims))
    dice.shuffle(asked)
    killed = _shipped("who-says-how-many-killed", "wd:Q15231507", [f"<{wikidata}>" for _, wikidata in asked])
    return [
        Question("lookup", "one claim", tuple(_own(_CLAIM.format(claim=claim)) for claim in chosen)),
        Question("lookup", "by Wikidata id", tuple(_own(_BY_WIKIDATA.format(wikidata=wd)) for _, wd in asked)),
        Question("event", "all claims", tuple(_own(_EVENT.format(event=event)) for event, _ in asked)),
        Question("event", "how many killed", killed),
        Question("comparison", "contradictions", tuple(_own(_AGAINST.format(event=event)) for event, _ in asked)),
        Question("comparison", "disjoint figures", tuple(_own(_DISJOINT.format(event=event)) for event, _ in asked)),
        Question("aggregate", "by predicate", (_own(_PREDICATES.format()),)),
        Question("aggregate", "by event", (_own(_EVENTS.format()),)),
    ]


def _own(body: str) -> str:
    return f"{_PREFIXES}{body}\n"


def _shipped(name: str, constant: str, others: list[str]) -> tuple[str, ...]:
    text = shipped()[name].text
    if text.count(constant) != 1:
        raise ValueError(f"{name}.rq has {constant} not once; say here what stands for the event now")
    return tuple(text.replace(constant, other) for other in others)


def _rows(store: Store, body: str) -> list[tuple[str, ...]]:
    found = store.query(_PREFIXES + body, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise TypeError("a SELECT without solutions")
    return [tuple(term.value for term in row if isinstance(term, NamedNode)) for row in found]
