"""Damage to the words that claims stand on: spans that are moved, cut, renamed or of another text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from indelgraph.namespaces import iri
from mutants import NOTHING, Change, Kinds, Term, slug_of

if TYPE_CHECKING:
    from random import Random

    from mutants import Part

__all__ = ["KINDS", "bounds", "integer", "number", "other"]

KINDS = Kinds()


def number(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=iri("xsd:integer"))


def integer(term: Term | None) -> int:
    """The value of a whole number."""
    return int(term.value) if isinstance(term, ox.Literal) else 0


def bounds(part: Part, span: object) -> tuple[int, int]:
    """Start and end of a span."""
    where = next(node for node in part.values(span, "oa:hasSelector") if part.value(node, "oa:start") is not None)
    return integer(part.value(where, "oa:start")), integer(part.value(where, "oa:end"))


def text_of(part: Part, span: object) -> str:
    """The text of the document that a span is of."""
    text = part.value(part.value(span, "oa:hasSource"), "nif:isString")
    return text.value if isinstance(text, ox.Literal) else ""


def span_at(part: Part, like: ox.NamedNode, start: int, end: int) -> tuple[ox.NamedNode, Change]:
    """A span of the same document, right in every detail, and what adds it to the graph."""
    text, graph = text_of(part, like), part.by_subject[like][0].graph_name
    node = ox.NamedNode(f"{like.value.rpartition('/')[0]}/{start}-{end}")
    if node in part.by_subject:
        return node, NOTHING
    rows: list[tuple[ox.NamedNode, str, Term]] = []
    quote, place = (ox.NamedNode(f"{node.value}/{name}") for name in ("quote", "position"))
    kept = ("rdf:type", "rdfs:label", "oa:hasSource", "ig:inPart", "ig:section")
    rows += [(node, name, value) for name in kept for value in part.values(like, name)]
    rows += [(node, "oa:hasSelector", quote), (node, "oa:hasSelector", place)]
    for new, old in ((quote, f"{like.value}/quote"), (place, f"{like.value}/position")):
        rows += [(new, name, value) for name in kept[:2] for value in part.values(ox.NamedNode(old), name)]
    words = {
        "oa:exact": text[start:end],
        "oa:prefix": text[max(0, start - 32) : start],
        "oa:suffix": text[end : end + 32],
    }
    rows += [(quote, name, ox.Literal(value)) for name, value in words.items()]
    rows += [(place, "oa:start", number(start)), (place, "oa:end", number(end))]
    return node, Change(frozenset(), frozenset(ox.Quad(s, iri(p), o, graph) for s, p, o in rows))


def stand_on(part: Part, claim: ox.NamedNode, start: int, end: int) -> Change:
    """Lets a claim stand on other words, its shortcut with them."""
    (old,) = part.values(claim, "ig:evidence")[:1]
    if not isinstance(old, ox.NamedNode):
        return NOTHING
    span, made = span_at(part, old, start, end)
    words = ox.Literal(text_of(part, old)[start:end])
    return made | part.put(claim, "ig:evidence", span) | part.put(claim, "ig:exact", words)


def other(
    part: Part, random: Random, node: object, class_: str, *, document: bool | None = None
) -> ox.NamedNode | None:
    """Another node of the class: of the same document, of another one, or of any."""
    home = slug_of(node)
    found = [
        candidate
        for candidate in part.nodes(class_)
        if candidate != node and document in {None, slug_of(candidate) == home}
    ]
    return random.choice(found) if found else None


def evidence(part: Part, claim: ox.NamedNode) -> tuple[int, int, str] | None:
    """Start, end and text of the only words that a claim stands on; none where it stands on several."""
    spans = part.values(claim, "ig:evidence")
    return (*bounds(part, spans[0]), text_of(part, spans[0])) if len(spans) == 1 else None


@KINDS.form("TextPositionSelector")
def position_moved_by_one(part: Part, random: Random, node: ox.NamedNode) -> Change:
    name = random.choice(["oa:start", "oa:end"])
    return part.put(node, name, number(integer(part.value(node, name)) + random.choice([-1, 1])))


@KINDS.form("Claim")
def evidence_moved_by_one_character(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    found = evidence(part, node)
    step = random.choice([-1, 1])
    return stand_on(part, node, found[0] + step, found[1] + step) if found else None


@KINDS.reading("Claim")
def evidence_longer_by_a_word(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    found = evidence(part, node)
    more = re.match(r" \w+\b", found[2][found[1] :]) if found else None
    return stand_on(part, node, found[0], found[1] + more.end()) if found and more else None


@KINDS.reading("Claim")
def evidence_shorter_by_a_word(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    found = evidence(part, node)
    less = re.search(r" \w+$", found[2][found[0] : found[1]]) if found else None
    return stand_on(part, node, found[0], found[0] + less.start()) if found and less else None


@KINDS.reading("Claim")
def evidence_is_other_words_of_the_text(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    claim = other(part, random, node, "Claim", document=True)
    return part.copied(node, claim, "ig:evidence", "ig:exact") if claim else None


@KINDS.form("Claim")
def evidence_is_words_of_the_other_document(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    claim = other(part, random, node, "Claim", document=False)
    return part.copied(node, claim, "ig:evidence", "ig:exact") if claim else None


@KINDS.form("Claim")
def context_from_the_other_document(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    span = other(part, random, node, "Span", document=False)
    return part.with_(node, "ig:context", span) if span else None


@KINDS.form("Report")
def cue_from_the_other_document(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    span = other(part, random, node, "Span", document=False)
    return part.put(node, "ig:cue", span) if span and part.value(node, "ig:cue") else None


@KINDS.form("Span")
def span_named_after_another_place(part: Part, _: Random, node: ox.NamedNode) -> Change:
    start, end = bounds(part, node)
    return part.renamed(node, ox.NamedNode(f"{node.value.rpartition('/')[0]}/{start}-{end + 1}"))


@KINDS.form("Span")
def words_of_the_page_said_to_be_in_the_infobox(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    body = part.value(node, "ig:inPart") == iri("ig:Body")
    return part.put(node, "ig:inPart", iri("ig:Infobox")) if body else None
