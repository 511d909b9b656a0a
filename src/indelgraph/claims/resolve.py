"""Understands a claim file: quotes become offsets, ids become nodes, words become numbers and dates.

Everything that is wrong is noted with file, line and column and raised together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problems
from ..nodes import Named
from ..registry import Kind
from ..yamltree import unknown
from .attestation import resolve_names, resolve_references
from .dating import Dating
from .locate import Locator
from .model import Claim, ClaimFile
from .naming import ACTORS, Naming, named
from .predicates import Need
from .telling import Tellings
from .values import Values

if TYPE_CHECKING:
    from ..documents.document import Document
    from ..documents.model import Slice
    from ..registry import Entry, Registry
    from .raw import RawClaim, RawClaimFile

__all__ = ["resolve"]


def resolve(raw: RawClaimFile, document: Document, registry: Registry) -> ClaimFile:
    """Understand a claim file about a document.

    Raises:
        DataError: with everything in it that names nothing, stands nowhere or cannot be read.
    """
    problems = Problems()
    resolver = _Resolver(raw, document, registry, problems)
    claims = resolver.claims()
    naming = Naming(registry, problems)
    names = resolve_names(raw, document.text, naming, problems)
    references = resolve_references(raw, document.outline, naming, problems)
    problems.raise_if_any()
    return ClaimFile(claims, names, references)


class _Resolver:
    def __init__(self, raw: RawClaimFile, document: Document, registry: Registry, problems: Problems) -> None:
        self._raw = raw
        self._document = document
        self._problems = problems
        self._naming = Naming(registry, problems)
        self._locator = Locator(document.outline, problems)
        self._dating = Dating(document.outline, document.language, self._locator, problems, raw.year_from)
        self._tellings = Tellings(
            document.named, document.outline, self._naming, self._locator, self._dating, problems
        )
        self._tellings.define(raw.tellings)
        self._values = Values(document, self._naming, self._dating, problems)
        self._default_event = self._naming.entry(raw.event, (Kind.EVENT,))

    def claims(self) -> tuple[Claim, ...]:
        """All claims; those about other claims last, since they name them by id."""
        found: dict[str, Claim] = {}
        for about_claims in (False, True):
            for raw in self._raw.claims:
                if raw.predicate.of_claim is about_claims:
                    claim = self._claim(raw, found)
                    if claim and claim.id in found:
                        first = found[claim.id].place.line
                        message = f"the id {claim.id!r} is taken by the claim in line {first}; give an 'id'"
                        self._problems.add(claim.place, message)
                    elif claim:
                        found[claim.id] = claim
        return tuple(found.values())

    def _claim(self, raw: RawClaim, known: dict[str, Claim]) -> Claim | None:
        predicate = raw.predicate
        evidence = self._locator.find_all(raw.quotes)
        if len(evidence) < len({(q.words.text, q.at.text if q.at else "") for q in raw.quotes}):
            return None
        scopes = tuple(scope for span in evidence for scope in self._locator.around(span))
        event = self._event(raw)
        subject = self._subject(raw, event, known)
        if predicate.event is not Need.NOT and not predicate.of_claim and subject is None:
            return None
        group, status = self._naming.group(raw.group, event)
        self._check_group(raw)
        side = self._side(raw, event)
        value = self._values.of(raw, evidence, scopes)
        as_of = self._dating.read(raw.as_of, scopes) if raw.as_of else None
        context = set(self._locator.find_all(raw.context, scopes))
        inferred = set(self._locator.find_all(raw.inferred_from, scopes))
        for dated in (as_of, value.stated if value else None):
            inferred.update(dated.inferred_from if dated else ())
        if as_of:
            context.add(as_of.where)
        hedge = self._locator.find(raw.hedge, scopes) if raw.hedge else None
        if bool(raw.hedge) != bool(raw.modality):
            self._problems.add(raw.place, "'modality' and 'hedge' (its words) go together")
        limited_to = self._naming.thing(raw.limited_to, (*ACTORS, Kind.PLACE))
        anchor = self._anchor(raw)
        tellings = self._tellings.of(raw, scopes)
        if subject is None or value is None or not tellings:
            return None
        id_ = raw.id.text if raw.id else self._id(raw, evidence, group, status)
        return Claim(
            id=id_,
            predicate=predicate,
            subject=subject,
            object=value.object,
            quantity=value.quantity,
            event=named(event) if event else None,
            group=group,
            group_status=status,
            side=side,
            anchor=anchor,
            evidence=evidence,
            context=tuple(sorted(context)),
            tellings=tellings,
            stated=value.stated,
            as_of=as_of.value if as_of else None,
            limited_to=limited_to,
            partial=raw.partial,
            includes=tuple(n for leaf in raw.includes if (n := self._naming.thing(leaf))),
            by=self._naming.thing(raw.by),
            equipped_with=raw.equipped_with,
            modality=raw.modality,
            hedge=hedge,
            inferred_from=tuple(sorted(inferred)),
            label=raw.label.text if raw.label else None,
            note=raw.note.text if raw.note else None,
            place=raw.place,
        )

    @staticmethod
    def _id(raw: RawClaim, evidence: tuple[Slice, ...], group: Named | None, status: str | None) -> str:
        parts = [str(evidence[0].start), raw.predicate.key]
        if group or status:
            parts.append(group.slug if group else (status or "").lower())
        return "-".join(parts)

    def _event(self, raw: RawClaim) -> Entry | None:
        predicate = raw.predicate
        if raw.event:
            if predicate.event is Need.NOT:
                message = f"{predicate.key} is not about an event; leave 'event' out"
                self._problems.add(raw.event.place, message)
                return None
            return self._naming.entry(raw.event, (Kind.EVENT,))
        if predicate.event is Need.NOT or (predicate.event is Need.MAY and raw.subject):
            return None
        if predicate.event is Need.MAY and Kind.EVENT not in predicate.subjects:
            return None
        if self._default_event is None and self._raw.event is None:
            self._problems.add(raw.place, "which event? add 'event' to the claim or to the file")
        return self._default_event

    def _subject(self, raw: RawClaim, event: Entry | None, known: dict[str, Claim]) -> Named | None:
        predicate = raw.predicate
        if predicate.of_claim:
            return self._claim_subject(raw, known)
        if raw.subject:
            return self._naming.thing(raw.subject, predicate.subjects)
        if Kind.EVENT in predicate.subjects:
            return named(event) if event else None
        self._problems.add(raw.place, f"{predicate.key} needs 'subject': whom it is said of")
        return None

    def _claim_subject(self, raw: RawClaim, known: dict[str, Claim]) -> Named | None:
        if raw.subject is None:
            self._problems.add(raw.place, f"{raw.predicate.key} needs 'subject': the id of a claim")
            return None
        claim = known.get(raw.subject.text)
        if claim is None:
            self._problems.add(raw.subject.place, unknown("claim", raw.subject.text, known))
            return None
        words = " … ".join(span.of(self._document.text) for span in claim.evidence)
        return Named(self._document.mint("claim", claim.id), f"the claim “{words}”", claim.id)

    def _check_group(self, raw: RawClaim) -> None:
        if raw.predicate.group is Need.MUST and raw.group is None:
            message = f"whose? {raw.predicate.key} needs 'group': somebody, side-1, overall or unstated"
            self._problems.add(raw.place, message)
        elif raw.predicate.group is Need.NOT and raw.group:
            message = f"'group' belongs to losses and strength, not to {raw.predicate.key}"
            self._problems.add(raw.group.place, message)
        if raw.partial and not (raw.limited_to or raw.equipped_with):
            message = "'partial' needs what the count is limited to: 'limited-to' or 'equipped-with'"
            self._problems.add(raw.place, message)

    def _side(self, raw: RawClaim, event: Entry | None) -> Named | None:
        need = raw.predicate.side
        if raw.side is None and need is Need.MUST:
            self._problems.add(raw.place, f"{raw.predicate.key} needs 'side': the number of a side")
        if raw.side and need is Need.NOT:
            self._problems.add(raw.side.place, f"'side' does not belong to {raw.predicate.key}")
            return None
        return self._naming.side(raw.side, event)

    def _anchor(self, raw: RawClaim) -> Named | None:
        is_distance = raw.predicate.key == "distance"
        if is_distance and raw.relative_to is None:
            self._problems.add(raw.place, "distance needs 'relative-to': the place it is measured from")
        if raw.relative_to and not is_distance:
            self._problems.add(raw.relative_to.place, "'relative-to' belongs to a distance")
            return None
        return self._naming.thing(raw.relative_to, (Kind.PLACE, Kind.EVENT))
