"""Lints of a claim file: claims made twice, tellings that nothing uses or that stand twice, cues far away, names.

What the reader itself found doubtful, with the registry at hand, comes with them.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

from ..errors import Problem
from ..words import shown, slugify
from .hedging import flat_claims
from .places import in_order, line_of, order
from .spelling import lookalikes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from ..claims.model import Claim, ClaimFile, Excuse, Hop, NameUse, Telling
    from ..documents.document import Document
    from ..documents.model import Outline, Slice

__all__ = ["document_lints"]


def document_lints(document: Document, file: ClaimFile) -> tuple[Problem, ...]:
    """Likely slips in the claim file of a document, in the order of the file."""
    return in_order(
        [
            *_made_twice(file.claims),
            *_claimed_and_excused(file),
            *_unused_tellings(file),
            *_twin_tellings(file.tellings),
            *_far_cues(document, file.claims),
            *_names(file.names),
            *flat_claims(document, file.claims),
            *file.doubts,
        ]
    )


_Content: TypeAlias = tuple["Hashable", ...]


def _made_twice(claims: Iterable[Claim]) -> Iterator[Problem]:
    """Two claims that say the same of one thing on words that are the same or overlap: one quote taken twice.

    Quotes that overlap are usual: one sentence makes many claims. So of a number it must be the number itself that is
    read twice, and of everything else the same object that is claimed.
    """
    alike: dict[_Content, list[tuple[Slice, Claim]]] = {}
    for claim in claims:
        stretches = (claim.quantity.where,) if claim.quantity else claim.evidence
        alike.setdefault(_content(claim), []).extend((where, claim) for where in stretches)
    told: set[str] = set()
    for readings in alike.values():
        readings.sort(key=lambda reading: (reading[0], order(reading[1].place)))
        reach, holder = readings[0]
        for where, claim in readings[1:]:
            if where.start < reach.end and claim is not holder:
                first, second = sorted((holder, claim), key=lambda c: order(c.place))
                if second.id not in told:
                    told.add(second.id)
                    yield Problem(second.place, _twice(first, second))
            if where.end > reach.end:
                reach, holder = where, claim


def _content(claim: Claim) -> _Content:
    """What two claims must share to say the same; who tells it may differ, since parallel tellings are one claim."""
    things = (claim.subject, claim.event, claim.group, claim.limited_to, claim.by, claim.anchor)
    nodes = tuple(thing.node if thing else None for thing in things)
    if claim.quantity:
        return claim.predicate.key, *nodes, claim.group_status, claim.quantity.counts, claim.equipped_with
    value = getattr(claim.object, "node", claim.object)
    return claim.predicate.key, *nodes, value, claim.side.node if claim.side else None


def _twice(first: Claim, second: Claim) -> str:
    line = line_of(first.place, second.place)
    if first.evidence == second.evidence:
        return (
            f"the claim{line} says the same of the same words; keep one, and if it is told in parallel, "
            "list both tellings in its 'told'"
        )
    return (
        f"the claim{line} says the same of words that overlap these; keep one, or, if the text says it twice, "
        "quote each place by itself"
    )


def _claimed_and_excused(file: ClaimFile) -> Iterator[Problem]:
    """Words of a claim that lie inside words excused as no claim."""
    excuses = sorted(file.excuses, key=lambda excuse: excuse.where)
    widest: list[Excuse] = []
    for excuse in excuses:
        reach = widest[-1] if widest else excuse
        widest.append(excuse if excuse.where.end >= reach.where.end else reach)
    starts = [excuse.where.start for excuse in excuses]
    for claim in file.claims:
        for where in claim.evidence:
            index = bisect_right(starts, where.start) - 1
            if index >= 0 and widest[index].where.holds(where):
                line = line_of(widest[index].place, claim.place)
                yield Problem(claim.place, f"its words are excused as no claim{line}; remove the excuse or the claim")
                break


def _unused_tellings(file: ClaimFile) -> Iterator[Problem]:
    used = {telling.name for claim in file.claims for telling in claim.tellings}
    for telling in file.tellings:
        if telling.name not in used:
            message = f"no claim is told by {telling.name!r}; remove it, or name it in the 'told' of its claims"
            yield Problem(telling.place, message)


def _twin_tellings(tellings: Iterable[Telling]) -> Iterator[Problem]:
    """Two names for one chain of the same tellers, cues, days and references."""
    first: dict[tuple[Hop, ...], Telling] = {}
    for telling in tellings:
        twin = first.setdefault(telling.hops, telling)
        if twin is not telling:
            message = (
                f"{telling.name!r} is told just as {twin.name!r}{line_of(twin.place, telling.place)} is; "
                "keep one, or give each the cue of its own words"
            )
            yield Problem(telling.place, message)


def _far_cues(document: Document, claims: Iterable[Claim]) -> Iterator[Problem]:
    """A claim of which no cue of some teller stands in its paragraph, infobox cell or reference.

    A cue may stand a sentence before or after the words, as "According to the same source" does; one in another
    paragraph is the cue of something else. Of several cues of one teller one is enough.
    """
    units = _Units(document.outline)
    for claim in claims:
        here = {unit for where in claim.evidence for unit in units.of(where)}
        for telling in claim.tellings if here else ():
            far = [hop for hop in telling.hops if _is_far(hop, here, units)]
            if far:
                cue = far[0].cues[0]
                line, column = document.outline.position(cue.start)
                message = (
                    f"{shown(cue.of(document.text))}, the cue of {telling.name!r} (line {line}, column {column} of the "
                    "text), does not stand in the paragraph, cell or reference of these words; name the telling of "
                    "these words, or add the cue that stands beside them"
                )
                yield Problem(claim.place, message)


def _is_far(hop: Hop, here: set[Slice], units: _Units) -> bool:
    there = {unit for cue in hop.cues for unit in units.of(cue)}
    return bool(there) and not there & here


class _Units:
    """The stretches within which a cue speaks of what stands around it; none overlaps another."""

    def __init__(self, outline: Outline) -> None:
        cells: dict[Slice, list[Slice]] = {}
        for cell in outline.cells:
            cells.setdefault(cell.label or cell.value, []).append(cell.value)
        extents = [(value, label) for label, values in cells.items() for value in values]
        extents += [(paragraph.extent, paragraph.extent) for paragraph in outline.paragraphs]
        extents += [(reference.extent, reference.extent) for reference in outline.references]
        self._extents = sorted(extents)
        self._starts = [extent.start for extent, _ in self._extents]

    def of(self, where: Slice) -> Iterator[Slice]:
        """The units in which a stretch starts and ends, cells under one label being one; none for furniture."""
        for offset in (where.start, where.end - 1):
            index = bisect_right(self._starts, offset) - 1
            if index >= 0 and self._extents[index][0].end > offset:
                yield self._extents[index][1]


def _names(uses: Iterable[NameUse]) -> Iterator[Problem]:
    """Written forms of two things that look like one form, or that stand at one place.

    A form with an ``id`` of its own was told apart from others by a person.
    """
    listed = sorted(uses, key=lambda use: order(use.place))
    named: dict[Slice, NameUse] = {}
    for use in listed:
        rivals = (named.setdefault(where, use) for where in use.evidence)
        if rival := next((r for r in rivals if r.of.node != use.of.node), None):
            message = (
                f"{shown(use.form)} names {rival.of.slug!r}{line_of(rival.place, use.place)} at the same place; "
                "say with 'in' which occurrences name which"
            )
            yield Problem(use.place, message)
    for later, earlier in lookalikes((use.form, use.of.node) for use in listed):
        use, other = listed[later], listed[earlier]
        if use.form != other.form and not (_has_own_id(use) or _has_own_id(other)):
            message = (
                f"{shown(use.form)} names {use.of.slug!r}, and {shown(other.form)}{line_of(other.place, use.place)} "
                f"names {other.of.slug!r}; mend 'of', or give this one an 'id' that tells them apart"
            )
            yield Problem(use.place, message)


def _has_own_id(use: NameUse) -> bool:
    return use.id != slugify(use.form)
