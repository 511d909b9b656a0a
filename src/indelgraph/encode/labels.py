"""What people read on a node: labels made from what it says, never carrying more than it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

    from ..claims.model import Claim, Hop, Quantity
    from ..nodes import Named

__all__ = ["claim_label", "quantity_label", "report_label", "shorten_words"]

_LONGEST = 58
_COUNTED = {
    "Person": ("person", "persons"),
    "Vehicle": ("vehicle", "vehicles"),
    "ArmedGroup": ("group", "groups"),
    "Event": ("event", "events"),
}
_HEDGES = {
    "Exactly": "exactly",
    "MoreThan": "more than",
    "AtLeast": "at least",
    "LessThan": "fewer than",
    "AtMost": "at most",
}
_MODALITIES = {"Seems": "seemingly", "Tried": "tried", "Intended": "intended", "Confirmed": "confirmed"}
"""How a label keeps the words that distance or confirm; "claims" is its verb."""
_STATUSES = {"Overall": "in all", "Unstated": "(whose, is not stated)"}


def shorten_words(words: str) -> str:
    """Words on one line, cut to 58 characters."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def quantity_label(quantity: Quantity) -> str:
    """A quantity as read: "more than 100 persons", "exactly 80 km", or the words where it has no number."""
    severity = ", seriously" if quantity.severity == "Serious" else ""
    unit = quantity.unit or ""
    if quantity.comparator == "Range":
        return f"{quantity.minimum} to {quantity.maximum} {unit or _counted(quantity, 2)}{severity}"
    hedge = _HEDGES.get(quantity.comparator)
    if hedge is None:
        return f"“{quantity.words}”, of {_counted(quantity, 2)}{severity}" if not unit else f"“{quantity.words}”"
    number = quantity.maximum if quantity.minimum is None else quantity.minimum
    if number is not None and not unit:
        number += {"MoreThan": -1, "LessThan": 1}.get(quantity.comparator, 0)
    return f"{hedge} {number} {unit or _counted(quantity, number)}{severity}"


def _counted(quantity: Quantity, number: object) -> str:
    one, many = _COUNTED[quantity.counts or "Person"]
    return one if number == 1 else many


def claim_label(claim: Claim, parties: Mapping[NamedNode, Sequence[str]], main_event: NamedNode | None) -> str:
    """A claim in one line: what is claimed, limits, and who is the origin.

    ``parties`` gives for a side who is claimed to be on it: "side 1 (MNLA)". Losses and strength in another event than
    the main one of the document say in which.
    """
    template = claim.predicate.label
    if claim.group_status:
        template = f"{claim.predicate.key} {_STATUSES[claim.group_status]}"
    head = template.format(
        group=_named_side(claim.group, parties),
        subject=claim.subject.called,
        object=getattr(claim.object, "called", ""),
        side=_named_side(claim.side, parties),
        anchor=claim.anchor.called if claim.anchor else "",
    )
    if claim.quantity and claim.quantity.severity == "Serious":
        head = head.replace("wounded", "seriously wounded")
    said = f": {_value(claim, parties)}" if _value(claim, parties) else ""
    limits = [f"limited to {claim.limited_to.called}"] if claim.limited_to else []
    limits += ["a part"] if claim.partial and not claim.limited_to else []
    limits += [f"as of {claim.as_of.value}"] if claim.as_of else []
    if claim.event and claim.event.node != main_event and "{subject}" not in template:
        head += f" in {claim.event.called}"
    limits += [_MODALITIES[claim.modality]] if claim.modality in _MODALITIES else []
    limits += ["inferred"] if _is_inferred(claim) else []
    limit = f" ({', '.join(limits)})" if limits else ""
    return f"{head}{limit}{said}, {_origins(claim)}"


def _is_inferred(claim: Claim) -> bool:
    """Whether more was inferred than the year of a day, which the words of the claim say without it."""
    dated = claim.as_of is not None or (claim.stated is not None and bool(claim.stated.inferred_from))
    return bool(claim.inferred_from) and not dated


def _named_side(side: Named | None, parties: Mapping[NamedNode, Sequence[str]]) -> str:
    if side is None:
        return ""
    members = parties.get(side.node)
    return f"{side.called} ({', '.join(members)})" if members else side.short


def _value(claim: Claim, parties: Mapping[NamedNode, Sequence[str]]) -> str:
    if claim.quantity:
        things = claim.quantity.counts not in (None, "Person")
        return claim.quantity.words + (f" ({_counted(claim.quantity, 2)})" if things else "")
    if claim.stated:
        return claim.stated.words
    if claim.predicate.concepts:
        of_side = f", {_named_side(claim.side, parties)}" if claim.side else ""
        return f"{getattr(claim.object, 'called', '')}{of_side}"
    value = getattr(claim.object, "value", None)
    return str(value) if value is not None else ""


def _origins(claim: Claim) -> str:
    origins = list(dict.fromkeys(telling.origin.teller for telling in claim.tellings))
    verb = "claim" if claim.modality == "Claims" else "say"
    ending = "" if len(origins) > 1 or origins[0].plural else "s"
    return f"{verb}{ending} {' and '.join(o.called for o in origins)}"


def report_label(hops: Sequence[Hop], position: int) -> str:
    """One telling of a chain: who tells, whom he relays or through what and when he says it."""
    hop = hops[position]
    cites = _citing(hop.cites)
    if position < len(hops) - 1:
        verb = "quoting" if hop.mode == "DirectQuote" else "relaying"
        return f"{hop.teller.called}, {verb} {hops[position + 1].teller.called}{cites}"
    if position == 0:
        verb = "infers" if hop.mode == "AuthorInference" else "itself says"
        return f"{hop.teller.called} {verb}{cites}"
    through = f", through {hop.channel.called}" if hop.channel else ""
    behalf = f", for {hop.on_behalf_of.called}" if hop.on_behalf_of else ""
    when = f", on {hop.said_on.value.value}" if hop.said_on else ""
    return f"{hop.teller.called} {'say' if hop.teller.plural else 'says'}{behalf}{through}{when}"


def _citing(cites: Sequence[int]) -> str:
    if not cites:
        return ""
    numbers = " and ".join(map(str, cites))
    return f", citing reference{'s' if len(cites) > 1 else ''} {numbers}"
