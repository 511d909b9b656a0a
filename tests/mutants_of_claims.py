"""Damage to claims: their words, tellers, numbers and what they are about, each as a person or a program might do it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyoxigraph as ox

from indelgraph.namespaces import BASE, iri
from mutants import NOTHING, Change, Kinds, Term, slug_of

if TYPE_CHECKING:
    from random import Random

    from mutants import Part

__all__ = ["KINDS", "number", "span_at"]

KINDS = Kinds()

LOSSES = frozenset(iri(f"ig:{name}") for name in ("killed", "wounded", "captured", "missing", "hospitalised"))
SHORTCUTS = ("ig:minimum", "ig:maximum", "ig:comparator")
TRUE = ox.Literal("true", datatype=iri("xsd:boolean"))


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


def other(part: Part, random: Random, node: object, class_: str, *, document: bool | None = None) -> ox.NamedNode | None:
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


# Words.


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


# Tellers.


@KINDS.form("Report")
def hop_higher_by_one(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.put(node, "ig:hop", number(integer(part.value(node, "ig:hop")) + 1))


@KINDS.form("Claim")
def all_hops_higher_by_one(part: Part, _: Random, node: ox.NamedNode) -> Change:
    change, report = NOTHING, part.value(node, "ig:report")
    while isinstance(report, ox.NamedNode):
        change |= part.put(report, "ig:hop", number(integer(part.value(report, "ig:hop")) + 1))
        report = part.value(report, "ig:relays")
    return change


@KINDS.form("Report")
def chain_closed_to_a_circle(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    after = part.value(node, "ig:relays")
    return part.put(after, "ig:relays", node) if isinstance(after, ox.NamedNode) else None


@KINDS.form("Report")
def report_relays_itself(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.put(node, "ig:relays", node)


@KINDS.form("Report")
def report_shared_by_two_chains(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    twin = other(part, random, node, "Report", document=True)
    after = part.value(twin, "ig:relays")
    if after is None or part.value(node, "ig:relays") in {None, after}:
        return None
    return part.put(node, "ig:relays", after)


@KINDS.form("Claim")
def claim_told_from_the_middle_of_a_chain(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    after = part.value(part.value(node, "ig:report"), "ig:relays")
    return part.put(node, "ig:report", after) if after else None


@KINDS.reading("Claim")
def claim_told_as_another_claim_of_the_text(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    claim = other(part, random, node, "Claim", document=True)
    return part.copied(node, claim, "ig:report", "ig:origin") if claim else None


@KINDS.form("Claim")
def claim_told_by_the_other_document(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    claim = other(part, random, node, "Claim", document=False)
    return part.copied(node, claim, "ig:report", "ig:origin") if claim else None


def last_report(part: Part, claim: ox.NamedNode) -> ox.NamedNode | None:
    """The innermost report of a claim of one chain of two or more; none where several claims are told by it."""
    reports = part.values(claim, "ig:report")
    last = reports[0]
    while (after := part.value(last, "ig:relays")) is not None:
        last = after
    alone = sum(q.predicate == iri("ig:report") for q in part.by_object[reports[0]]) == 1
    return last if len(reports) == 1 and alone and last != reports[0] and isinstance(last, ox.NamedNode) else None


@KINDS.reading("Claim")
def last_teller_is_somebody_else(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    last, teller = last_report(part, node), other(part, random, node, "Actor")
    if last is None or teller is None or teller in part.values(node, "ig:origin"):
        return None
    return part.put(last, "ig:teller", teller) | part.put(node, "ig:origin", teller)


@KINDS.form("Claim")
def last_teller_is_somebody_else_and_the_origin_is_not(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    last, teller = last_report(part, node), other(part, random, node, "Actor")
    return part.put(last, "ig:teller", teller) if last and teller else None


@KINDS.reading("Claim")
def chain_cut_short_at_its_end(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    last = last_report(part, node)
    before = next((q.subject for q in part.by_object[last] if q.predicate == iri("ig:relays")), None)
    teller = part.value(before, "ig:teller")
    if last is None or teller is None or not isinstance(before, ox.NamedNode):
        return None
    cut = part.without(last) | part.without(before, "ig:relays") | part.put(before, "ig:mode", iri("ig:Narration"))
    return cut | part.put(node, "ig:origin", teller)


@KINDS.form("Report")
def report_that_no_claim_has(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.clone(node, ox.NamedNode(f"{node.value}-again"))


def _mode(part: Part, node: ox.NamedNode, modes: dict[str, str]) -> Change | None:
    mode = part.value(node, "ig:mode")
    return next((part.put(node, "ig:mode", iri(new)) for old, new in modes.items() if mode == iri(old)), None)


@KINDS.reading("Report")
def quotation_taken_for_paraphrase_or_the_reverse(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return _mode(part, node, {"ig:DirectQuote": "ig:IndirectSpeech", "ig:IndirectSpeech": "ig:DirectQuote"})


@KINDS.reading("Report")
def narration_taken_for_inference(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return _mode(part, node, {"ig:Narration": "ig:AuthorInference"})


@KINDS.form("Report")
def mode_of_one_who_speaks_for_himself_and_the_reverse(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return _mode(part, node, {"ig:DirectQuote": "ig:Narration", "ig:Narration": "ig:IndirectSpeech"})


@KINDS.form("Report")
def teller_is_the_medium_of_his_own_words(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    teller = part.value(node, "ig:teller")
    return part.put(node, "ig:channel", teller) if teller and part.value(node, "ig:channel") else None


# Days.


def moved(term: Term | None, days: int) -> ox.Literal | None:
    """A date some days on."""
    if not isinstance(term, ox.Literal) or term.datatype != iri("xsd:date"):
        return None
    return ox.Literal((date.fromisoformat(term.value) + timedelta(days)).isoformat(), datatype=term.datatype)


@KINDS.form("Report")
def told_on_another_day_than_the_words_say(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    day = moved(part.value(node, "ig:saidOn"), 1)
    return part.put(node, "ig:saidOn", day) if day else None


@KINDS.form("Claim")
def date_another_day_than_its_words(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    day = moved(part.value(node, "rdf:object"), 1)
    return part.put(node, "rdf:object", day) if day else None


@KINDS.reading("Claim")
def date_in_another_year_than_the_text_means(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    day = moved(part.value(node, "rdf:object"), 365)
    return part.put(node, "rdf:object", day) if day and part.value(node, "ig:inferred") else None


@KINDS.form("Claim")
def as_of_another_day_than_the_words_say(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    day = moved(part.value(node, "ig:asOf"), 1)
    return part.put(node, "ig:asOf", day) if day else None


@KINDS.form("Claim")
def as_of_a_day_without_words(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    day = ox.Literal("2012-11-29", datatype=iri("xsd:date"))
    return None if part.value(node, "ig:asOf") else part.put(node, "ig:asOf", day)


# Numbers.


def quantity(part: Part, claim: ox.NamedNode) -> ox.NamedNode | None:
    """The quantity of a claim."""
    found = part.value(claim, "ig:quantity")
    return found if isinstance(found, ox.NamedNode) else None


def said(part: Part, claim: ox.NamedNode, comparator: str, low: int | None, high: int | None) -> Change | None:
    """Another number with its shortcuts."""
    node = quantity(part, claim)
    if node is None:
        return None
    change = part.put(node, "ig:comparator", iri(comparator)) | part.put(claim, "ig:comparator", iri(comparator))
    for value, name, shortcut in ((low, "schema:minValue", "ig:minimum"), (high, "schema:maxValue", "ig:maximum")):
        terms = () if value is None else (number(value),)
        change |= part.put(node, name, *terms) | part.put(claim, shortcut, *terms)
    return change


def numbers(part: Part, claim: ox.NamedNode) -> tuple[str, int | None, int | None]:
    """Comparator and bounds of a claim."""
    low, high = (part.value(claim, name) for name in SHORTCUTS[:2])
    name = str(getattr(part.value(claim, "ig:comparator"), "value", "")).partition("#")[2]
    return f"ig:{name}", None if low is None else integer(low), None if high is None else integer(high)


@KINDS.form("Claim")
def number_other_than_its_words_in_quantity_and_claim(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    comparator, low, high = numbers(part, node)
    step = random.randint(1, 9)
    moved_low, moved_high = (None if bound is None else bound + step for bound in (low, high))
    return said(part, node, comparator, moved_low, moved_high) if (low, high) != (None, None) else None


@KINDS.form("Claim")
def comparator_other_than_its_words_with_bounds_to_fit(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    comparator, low, high = numbers(part, node)
    if comparator == "ig:Exactly":
        return said(part, node, "ig:AtLeast", low, None)
    if comparator in {"ig:MoreThan", "ig:AtLeast"}:
        return said(part, node, "ig:Exactly", low, low)
    return said(part, node, "ig:AtMost", None, high) if comparator == "ig:Range" else None


@KINDS.form("Quantity")
def third_bound(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    value = part.value(node, "schema:maxValue")
    return part.with_(node, "schema:maxValue", number(integer(value) + 7)) if value else None


@KINDS.form("Claim")
def vague_word_with_a_bound(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    comparator = numbers(part, node)[0]
    return said(part, node, comparator, 24, None) if comparator in {"ig:Vague", "ig:About"} else None


@KINDS.form("Claim")
def number_on_a_claim_that_has_none(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    found = [q.subject for q in part.at("Quantity", "rdf:type")]
    return None if quantity(part, node) else part.with_(node, "ig:quantity", random.choice(found))


@KINDS.form("Quantity")
def unit_on_a_count(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.with_(node, "ig:unit", ox.Literal("km")) if part.value(node, "ig:counts") else None


@KINDS.form("Quantity")
def people_counted_in_a_measure(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.with_(node, "ig:counts", iri("ig:Person")) if part.value(node, "ig:unit") else None


@KINDS.form("Quantity")
def quantity_that_no_claim_has(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.clone(node, ox.NamedNode(f"{node.value}-again"))


@KINDS.form("Claim")
def number_of_another_claim_of_the_text(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    claim = other(part, random, node, "Claim", document=True)
    if claim is None or not quantity(part, node) or not quantity(part, claim):
        return None
    return part.copied(node, claim, "rdf:object", "ig:quantity", *SHORTCUTS)


@KINDS.form("Claim")
def half_a_person(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    found = quantity(part, node)
    if found is None or part.value(found, "schema:minValue") is None:
        return None
    half = ox.Literal("0.5", datatype=iri("xsd:decimal"))
    return part.put(found, "schema:minValue", half) | part.put(node, "ig:minimum", half)


@KINDS.reading("Quantity")
def other_things_counted(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    people = part.value(node, "ig:counts") == iri("ig:Person")
    return part.put(node, "ig:counts", iri("ig:Vehicle")) if people else None


@KINDS.reading("Claim")
def killed_taken_for_wounded_or_the_reverse(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    names = {iri("ig:killed"): iri("ig:wounded"), iri("ig:wounded"): iri("ig:killed")}
    new = names.get(part.value(node, "rdf:predicate"))  # type: ignore[arg-type] -- any term may be looked up
    return part.put(node, "rdf:predicate", new) if new else None


# What it is about.


@KINDS.reading("Claim")
def losses_of_another_group(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    group, actor = part.value(node, "ig:group"), other(part, random, node, "Actor")
    return part.put(node, "ig:group", actor) if group and actor and group != actor else None


@KINDS.form("Claim")
def losses_of_a_side_of_another_event(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    event = str(getattr(part.value(node, "ig:event"), "value", ""))
    strange = [side for side in part.nodes("Side") if not side.value.startswith(event)]
    return part.put(node, "ig:group", strange[0]) if part.value(node, "ig:group") and strange else None


@KINDS.reading("Claim")
def overall_taken_for_unstated_or_the_reverse(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    status = part.value(node, "ig:groupStatus")
    new = iri("ig:Unstated") if status == iri("ig:Overall") else iri("ig:Overall")
    return part.put(node, "ig:groupStatus", new) if status else None


@KINDS.form("Claim")
def group_and_status_at_once(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.with_(node, "ig:groupStatus", iri("ig:Unstated")) if part.value(node, "ig:group") else None


@KINDS.form("Claim")
def side_of_another_event(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    event = str(getattr(part.value(node, "ig:event"), "value", ""))
    strange = [side for side in part.nodes("Side") if not side.value.startswith(event)]
    return part.put(node, "ig:side", strange[0]) if part.value(node, "ig:side") and strange else None


@KINDS.form("Claim")
def filed_under_another_event_than_its_subject(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    event, strange = part.value(node, "rdf:subject"), other(part, random, node, "Event")
    filed = event is not None and part.class_of(event) == "Event" and event == part.value(node, "ig:event")
    return part.put(node, "ig:event", strange) if filed and strange and strange != event else None


@KINDS.reading("Claim")
def said_of_another_event(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    event, strange = part.value(node, "rdf:subject"), other(part, random, node, "Event")
    if event is None or strange in {None, event} or event != part.value(node, "ig:event"):
        return None
    if any(part.class_of(part.value(node, name)) == "Side" for name in ("ig:group", "ig:side")) or strange is None:
        return None
    return part.put(node, "rdf:subject", strange) | part.put(node, "ig:event", strange)


@KINDS.form("Claim")
def claim_of_the_other_document(part: Part, random: Random, node: ox.NamedNode) -> Change | None:
    document = next((d for d in part.nodes("Document") if d != part.value(node, "ig:document")), None)
    return part.put(node, "ig:document", document) if document else None


@KINDS.form("Claim")
def subject_and_object_exchanged(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    subject, object_ = part.value(node, "rdf:subject"), part.value(node, "rdf:object")
    ours = isinstance(object_, ox.NamedNode) and object_ in part.by_subject
    if subject is None or object_ is None or not ours or part.class_of(subject) == part.class_of(object_):
        return None
    return part.put(node, "rdf:subject", object_) | part.put(node, "rdf:object", subject)


@KINDS.form("Claim")
def thing_said_of_itself(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    subject, object_ = part.value(node, "rdf:subject"), part.value(node, "rdf:object")
    alike = subject and part.class_of(subject) == part.class_of(object_)
    return part.put(node, "rdf:object", subject) if subject and alike else None


@KINDS.reading("Claim")
def belligerent_taken_for_attacker(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    party = part.value(node, "rdf:predicate") == iri("ig:belligerent")
    return part.put(node, "rdf:predicate", iri("ig:attacker")) | part.without(node, "ig:side") if party else None


@KINDS.form("Claim")
def partial_and_nothing_says_of_what(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    limited = part.value(node, "ig:limitedTo") or part.value(node, "ig:equippedWith")
    return part.put(node, "ig:partial", TRUE) if quantity(part, node) and not limited else None


@KINDS.form("Claim")
def inferred_and_nothing_says_from_what(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return None if part.value(node, "ig:inferred") else part.put(node, "ig:inferred", TRUE)


@KINDS.form("Claim")
def source_of_an_inference_that_is_none(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.without(node, "ig:inferred") if part.value(node, "ig:inferredFrom") else None


@KINDS.reading("Claim")
def inference_taken_for_what_the_text_says(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    inferred = part.value(node, "ig:inferred")
    return part.without(node, "ig:inferred", "ig:inferredFrom") if inferred else None


@KINDS.reading("Claim")
def hedge_and_modality_left_out(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    return part.without(node, "ig:hedge", "ig:modality") if part.value(node, "ig:modality") else None


@KINDS.form("Claim")
def point_with_latitude_first(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    point = part.value(node, "rdf:object")
    found = re.fullmatch(r"POINT\((\S+) (\S+)\)", getattr(point, "value", ""))
    if found is None or not isinstance(point, ox.Literal):
        return None
    return part.put(node, "rdf:object", ox.Literal(f"POINT({found[2]} {found[1]})", datatype=point.datatype))


@KINDS.form("Claim")
def point_beyond_the_earth(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    point = part.value(node, "rdf:object")
    wkt = isinstance(point, ox.Literal) and point.datatype == iri("geo:wktLiteral")
    literal = ox.Literal("POINT(1.9 95.0)", datatype=iri("geo:wktLiteral"))
    return part.put(node, "rdf:object", literal) if wkt else None


@KINDS.form("Claim")
def claim_made_twice(part: Part, _: Random, node: ox.NamedNode) -> Change:
    return part.clone(node, ox.NamedNode(f"{node.value}-again"))


@KINDS.form("Claim")
def claim_named_as_of_the_other_document(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    strange = next((slug_of(d) for d in part.nodes("Document") if slug_of(d) != slug_of(node)), None)
    return part.renamed(node, ox.NamedNode(f"{BASE}claim/{strange}/{node.value.rpartition('/')[2]}"))


@KINDS.reading("Claim")
def claim_left_out(part: Part, _: Random, node: ox.NamedNode) -> Change | None:
    alone = not part.by_object[node] and part.value(part.value(node, "ig:report"), "ig:relays") is None
    shared = sum(q.predicate == iri("ig:report") for q in part.by_object[part.value(node, "ig:report")]) > 1
    return part.without(node) if alone and shared and not quantity(part, node) else None
