"""Damage to who told whom, how, and on which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyoxigraph as ox

from indelgraph.namespaces import iri
from mutants import NOTHING, Change, Kinds
from mutants_of_words import integer, number, other

if TYPE_CHECKING:
    from random import Random

    from mutants import Part, Term

__all__ = ["KINDS"]

KINDS = Kinds()


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
