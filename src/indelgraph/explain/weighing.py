"""What speaks for a claim and against it, and what was lost on the way, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..compare.conditions import conditions
from ..words import kebab
from .days import plain_day
from .numbers import bounds, number_of
from .statements import statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..compare.model import Agreement, Conflict, Restatement, Said, Spot, Sum
    from ..derive.view import Claim
    from .names import Names
    from .reading import Known

__all__ = ["against", "lost", "rests_on", "standing", "supports"]

_GRADES = {
    "Strict": "both cannot be true as the words stand",
    "Conditional": "both cannot be true if a condition holds that the text leaves open",
    "Pragmatic": "both can be true in logic, but nobody would say the one who knows the other",
    "Editorial": "one text says the same thing in two ways that do not fit",
    "External": "the conflict shows only with facts from outside the documents",
    "Stated": "the text itself says that the figure is in doubt",
}
_KINDS = {
    "DisjointQuantities": "no number fits both",
    "PartExceedsWhole": "a part is given a higher count than the whole",
    "OutcomeConflict": "they tell two outcomes that exclude each other",
    "PlaceConflict": "they put the event in two places",
    "TimeConflict": "they put the event at two times",
    "InitiativeConflict": "they give two answers to who attacked",
    "ParticipationConflict": "they give two answers to who took part",
    "GeometryConflict": "the distances, bearings or coordinates cannot all hold on the map",
    "AttributionConflict": "they give two answers to whose figure it is",
}
_OF_NUMBERS = ("DisjointQuantities", "PartExceedsWhole")
_LOSSES = {
    "HedgeChanged": "the cell binds the number in another way",
    "SourceChanged": "the cell names another source",
    "ChainShortened": "the cell leaves out tellers of the chain",
    "ScopeWidened": "the cell says of the whole what the sentence says of a part",
    "SeverityDropped": "the cell leaves out how badly they were hurt",
    "AsOfDropped": "the cell leaves out up to which day the figure holds",
    "Summed": "the cell gives only the sum of several counts",
}
_ALONE = {
    "NoProseSupport": "No sentence of the text says what this cell says.",
    "NotInInfobox": "No cell of the infobox restates this figure.",
}
_PARTS = {"reference-title": "title of a reference", "furniture": "page around the text"}


class _Quoting:
    """Quotes other claims."""

    def __init__(self, known: Known, names: Names) -> None:
        self._known = known
        self._names = names

    def claim(self, said: Said) -> Claim | None:
        return self._known.reading.view.by_node.get(NamedNode(said.claim))

    def quote(self, said: Said) -> str:
        """Words with who says them and where: “100 killed” (MUJAO; infobox, characters 511 to 521)."""
        claim = self.claim(said)
        who = self._names.origins(claim) if claim else " and ".join(origin.name for origin in said.origins)
        places = "; ".join(map(_spot, said.spots))
        return f"“{said.words}” ({'; '.join(filter(None, (who, places)))})"

    def quotes(self, all_said: Iterable[Said]) -> str:
        return _joined(map(self.quote, all_said))


def _spot(spot: Spot) -> str:
    return f"{_PARTS.get(spot.part, spot.part)}, characters {spot.start} to {spot.end}"


def _joined(texts: Iterable[str]) -> str:
    *rest, last = texts
    return f"{', '.join(rest)} and {last}" if rest else last


def supports(
    known: Known,
    names: Names,
    agreements: Iterable[Agreement],
    sums: Iterable[Sum],
    restatements: Iterable[Restatement],
) -> Iterator[str]:
    """What speaks for it: claims that say the same, sums that add up, cells and sentences that restate each other."""
    quoting = _Quoting(known, names)
    for one in agreements:
        how = (
            "and nothing ties the two together, so they count as independent"
            if one.independent
            else "but the two are not independent: one may come from the other, or both from one source"
        )
        yield f"{quoting.quote(one.other)} says the same, {how}."
    for total in sums:
        if total.adds_up:
            yield _sum(total, known.claim, quoting)
    for restated in restatements:
        if restated.others and restated.role == "cell":
            yield f"The text says it, too: {quoting.quotes(restated.others)}."
        elif restated.others:
            yield f"The infobox restates it: {quoting.quotes(restated.others)}."


def _sum(total: Sum, claim: Claim, quoting: _Quoting) -> str:
    if total.role == "whole":
        ends = "which make up this number" if total.adds_up else "which do not make up this number"
        return f"It is the whole of {quoting.quotes(total.parts)}, {ends}."
    others = [part for part in total.parts if part.claim != claim.node.value]
    beside = f"Together with {quoting.quotes(others)} it" if others else "It"
    verb = "makes up" if total.adds_up else "does not make up"
    return f"{beside} {verb} {quoting.quote(total.whole)}."


def against(
    known: Known, names: Names, conflicts: Iterable[Conflict], doubts: Iterable[Said], sums: Iterable[Sum]
) -> Iterator[str]:
    """What speaks against it: contradictions, doubts, and sums that do not add up."""
    quoting = _Quoting(known, names)
    for conflict in conflicts:
        grade = _grade(conflict, known, names, quoting)
        kind = _KINDS.get(conflict.kind, f"the matter is {_plain(conflict.kind)}")
        numbers = _numbers(known.claim, quoting.claim(conflict.other)) if conflict.kind in _OF_NUMBERS else ""
        comment = f" {_sentence(conflict.comment)}" if conflict.comment else ""
        clause = f"{conflict.grade}: {grade}" if grade else conflict.grade
        yield f"{quoting.quote(conflict.other)} contradicts it. {clause}; {kind}{numbers}.{comment}"
    known_already = {conflict.other.claim for conflict in conflicts}
    for doubt in doubts:
        if doubt.claim not in known_already:
            yield f"{quoting.quote(doubt)} is said about it."
    for total in sums:
        if not total.adds_up:
            yield _sum(total, known.claim, quoting)


def _grade(conflict: Conflict, known: Known, names: Names, quoting: _Quoting) -> str | None:
    """What the grade means; of a conditional conflict, the conditions that the two claims show."""
    other = quoting.claim(conflict.other)
    if conflict.grade == "Conditional" and other is not None:
        shown = conditions(known.claim, other, conflict.kind, known.reading.view, names.of, plain_day)
        if shown:
            return f"both cannot be true if {' and if '.join(shown)}"
    return _GRADES.get(conflict.grade)


def _plain(term: str) -> str:
    return kebab(term).replace("-", " ")


def _sentence(text: str) -> str:
    """A comment of a rule as a sentence."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _numbers(claim: Claim, other: Claim | None) -> str:
    """The bounds of the two, where both are numbers."""
    one, two = number_of(claim), number_of(other) if other is not None else None
    return f" ({bounds(one)} here, {bounds(two)} there)" if one is not None and two is not None else ""


def lost(known: Known, names: Names, restatements: Iterable[Restatement]) -> Iterator[str]:
    """What the infobox left out or changed."""
    quoting = _Quoting(known, names)
    for restated in restatements:
        alone = [_ALONE[loss] for loss in restated.losses if loss in _ALONE]
        yield from alone
        losses = [loss for loss in restated.losses if loss not in _ALONE]
        if not losses:
            continue
        clauses = [_LOSSES.get(loss, _plain(loss)) for loss in losses]
        what = "Against the sentence" if restated.role == "cell" else "In the infobox"
        beside = f" {quoting.quotes(restated.others)}" if restated.role == "cell" and restated.others else ""
        yield f"{what}{beside}: {'; '.join(clauses)}."


def rests_on(known: Known, names: Names, claims: Iterable[Said]) -> Iterator[str]:
    """The claims that make this one comparable with others."""
    quoting = _Quoting(known, names)
    for said in claims:
        claim = quoting.claim(said)
        if claim is not None:
            yield f"It is taken from the text that {statement(claim, names)}: {quoting.quote(said)}."


def standing(known: Known) -> Iterator[str]:
    """Where it stands in the range of figures of its kind."""
    ends = {
        "ig:lowestClaim": "the lowest figure, or one of the lowest",
        "ig:highestClaim": "the highest figure, or one of the highest",
        "ig:vagueClaim": "one of the figures whose words give no bounds",
    }
    for finding in known.reading.findings:
        if not known.facts.is_a(finding, "ig:LossRange"):
            continue
        label = known.facts.label(finding)
        for link, place in ends.items():
            if known.claim.node in known.facts.nodes(finding, link):
                yield f"In the range “{label}” it is {place}."
