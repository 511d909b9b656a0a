"""Understands a claim file: quotes become offsets, ids become nodes, words become numbers and dates.

Everything that is wrong is noted with file, line and column and raised together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import Problem, Problems
from ..nodes import Named
from ..registry import Kind
from ..words import shown
from ..yamltree import Leaf, unknown
from .attestation import resolve_excuses, resolve_names, resolve_references
from .cells import Cells
from .citing import Citing
from .dating import ONE_DAY, Dating
from .doubts import borrowed_words, doubtful_cues, doubtful_names
from .locate import Locator
from .model import Claim, ClaimFile
from .naming import ACTORS, ANCHORS, LIMITS, Naming, named
from .predicates import OF_COUNTS, Need
from .telling import Tellings
from .values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..documents.document import Document
    from ..documents.model import Slice
    from ..registry import Entry, Registry
    from .locate import Scopes
    from .raw import Pointer, RawClaim, RawClaimFile

__all__ = ["resolve"]


def resolve(raw: RawClaimFile, document: Document, registry: Registry) -> ClaimFile:
    """Understand a claim file about a document.

    Raises:
        DataError: with everything in it that names nothing, stands nowhere or cannot be read.
    """
    problems = Problems()
    naming = Naming(registry, problems)
    resolver = _Resolver(raw, document, naming, problems)
    claims = resolver.claims()
    names = resolve_names(raw, document.text, resolver.default_event, naming, problems)
    references = resolve_references(raw, document.outline, naming, problems)
    excuses = resolve_excuses(raw, resolver.locator, problems)
    problems.raise_if_any()
    named = resolver.tellings.named()
    tellings = dict.fromkeys((*named, *(telling for claim in claims for telling in claim.tellings)))
    doubts = (
        *resolver.doubts,
        *doubtful_names(names, registry),
        *doubtful_cues(tellings, names, registry, document.text),
    )
    return ClaimFile(claims, names, references, excuses, named, doubts)


class _Resolver:
    def __init__(self, raw: RawClaimFile, document: Document, naming: Naming, problems: Problems) -> None:
        self._raw = raw
        self._document = document
        self._problems = problems
        self._naming = naming
        self.default_event = naming.entry(raw.event, (Kind.EVENT,))
        self.locator = Locator(document.outline, problems)
        self._dating = Dating(document, self.locator, problems, raw.year_from)
        self.tellings = Tellings(document.named, document.outline, naming, self.locator, self._dating, problems)
        self.tellings.define(raw.tellings)
        self._citing = Citing(document.outline, problems)
        self._cells = Cells(document.outline, problems)
        self.doubts: list[Problem] = []
        self._values = Values(document, naming, self._dating, problems)
        self._dropped = False
        """Whether a claim could not be understood, so that a claim about it may name an id that is not known."""

    def claims(self) -> tuple[Claim, ...]:
        """All claims; those about other claims last, since they name them by id."""
        found: dict[str, Claim] = {}
        for about_claims in (False, True):
            for raw in self._raw.claims:
                if raw.predicate.of_claim is about_claims:
                    claim = self._claim(raw, found)
                    if claim is None:
                        self._dropped = True
                    elif claim.id in found:
                        self._note_same_id(raw, claim, found[claim.id])
                    else:
                        found[claim.id] = claim
        return tuple(found.values())

    def _note_same_id(self, raw: RawClaim, claim: Claim, first: Claim) -> None:
        line = first.place.line
        # Where they stand, and what a person calls or notes about them, is nothing that they say.
        same = replace(first, place=claim.place, value_place=claim.value_place, label=claim.label, note=claim.note)
        if claim == same:
            self._problems.add(claim.place, f"this claim stands in line {line} already, word for word; remove one")
            return
        message = f"the id {claim.id!r} is taken by the claim in line {line}; give another 'id'"
        self._problems.add(raw.id.place if raw.id else claim.place, message)

    def _claim(self, raw: RawClaim, known: dict[str, Claim]) -> Claim | None:
        """A claim; None where a part that it cannot do without is not understood, which is then noted."""
        self._check_keys(raw)
        about = None if raw.predicate.of_claim else self._naming.entry(raw.subject, raw.predicate.subjects)
        event = self._event(raw, about)
        subject = self._subject(raw, about, event, known)
        group, status = self._group(raw, event)
        side = self._side(raw, event)
        anchor = self._anchor(raw)
        limited_to = self._naming.thing(raw.limited_to, LIMITS)
        includes = tuple(n for leaf in raw.includes if (n := self._naming.thing(leaf)))
        by = self._naming.thing(raw.by)
        evidence = self._evidence(raw)
        scopes = self.locator.around(*evidence)
        value = self._values.of(raw, evidence, scopes, event)
        tellings = self.tellings.of(raw, scopes) if evidence or _names_only(raw) else ()
        if not evidence:
            return None
        self._citing.check(raw, tellings, evidence)
        as_of = self._dating.read(raw.as_of, scopes, ONE_DAY) if raw.as_of else None
        context = self._explaining(raw.context, evidence, scopes)
        inferred = self._explaining(raw.inferred_from, evidence, scopes)
        self._cells.check(raw, event, evidence, context | inferred)
        if raw.limited_to and limited_to and self._naming.known(raw.limited_to, ACTORS):
            self._cells.check_party(raw, evidence)
        for dated in (as_of, value.stated if value else None):
            inferred.update(dated.inferred_from if dated else ())
        if as_of:
            context.add(as_of.where)
        hedge = self.locator.find(raw.hedge, scopes) if raw.hedge else None
        if subject is None or value is None or not tellings:
            return None
        return Claim(
            id=raw.id.text if raw.id else self._id(raw, evidence, group, status),
            predicate=raw.predicate,
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
            includes=includes,
            by=by,
            bearing=raw.bearing,
            equipped_with=raw.equipped_with,
            modality=raw.modality,
            hedge=hedge,
            inferred_from=tuple(sorted(inferred)),
            label=raw.label.text if raw.label else None,
            note=raw.note.text if raw.note else None,
            place=raw.place,
            value_place=raw.value.place,
        )

    @staticmethod
    def _id(raw: RawClaim, evidence: tuple[Slice, ...], group: Named | None, status: str | None) -> str:
        parts = [str(evidence[0].start), raw.predicate.key]
        if group or status:
            parts.append(group.slug if group else (status or "").lower())
        return "-".join(parts)

    def _evidence(self, raw: RawClaim) -> tuple[Slice, ...]:
        """Where the quotes of a claim stand, in the order of the text; nothing unless all of them do."""
        found: set[Slice] = set()
        missed = False
        for quote in raw.quotes:
            where = self.locator.find(quote)
            missed = missed or where is None
            if where in found:
                self._problems.add(quote.place, f"{shown(quote.words.text)} is quoted twice; keep one")
            elif where:
                found.add(where)
        return () if missed else tuple(sorted(found))

    def _explaining(self, pointers: Iterable[Pointer], evidence: tuple[Slice, ...], scopes: Scopes) -> set[Slice]:
        """Where words stand that explain a claim; what is doubtful about the place is kept for the lints."""
        found = [(pointer, where) for pointer in pointers if (where := self.locator.find(pointer, scopes))]
        self.doubts += borrowed_words(found, evidence, self._document.outline)
        return {where for _, where in found}

    def _event(self, raw: RawClaim, about: Entry | None) -> Entry | None:
        """The event that a claim is about: the one it names, else its subject or object, else the file's."""
        predicate = raw.predicate
        if raw.event and predicate.event is Need.NOT:
            message = f"{predicate.key} is not about an event; leave 'event' out"
            self._problems.add(raw.event.place, message)
            return None
        if raw.event:
            event = self._naming.entry(raw.event, (Kind.EVENT,))
            if event and about and about.kind is Kind.EVENT and about.id != event.id:
                message = f"'subject' is {about.slug} and 'event' {event.slug}; say it of one event"
                self._problems.add(raw.event.place, message)
            return event
        if about and about.kind is Kind.EVENT:
            return about
        if predicate.event is Need.NOT or (predicate.event is Need.MAY and raw.subject):
            return None
        if predicate.event is Need.MAY and Kind.EVENT not in predicate.subjects:
            return None
        if predicate.key == "died-in":
            return self._naming.known(raw.value, predicate.objects)
        if self.default_event is None and self._raw.event is None:
            self._problems.add(raw.place, "which event? add 'event' to the claim or to the file")
        return self.default_event

    def _subject(
        self, raw: RawClaim, about: Entry | None, event: Entry | None, known: dict[str, Claim]
    ) -> Named | None:
        predicate = raw.predicate
        if predicate.of_claim:
            return self._claim_subject(raw, known)
        if raw.subject:
            return named(about) if about else None
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
            if not self._dropped:
                self._problems.add(raw.subject.place, unknown("claim", raw.subject.text, known))
            return None
        words = " … ".join(span.of(self._document.text) for span in claim.evidence)
        return Named(self._document.mint("claim", claim.id), f"the claim “{words}”", claim.id)

    def _check_keys(self, raw: RawClaim) -> None:
        """Note keys that do not belong to the predicate, and pairs of keys of which one is missing."""
        key = raw.predicate.key
        if not raw.predicate.is_count:
            values = (raw.counts, raw.severity, raw.includes, raw.by, raw.equipped_with, raw.partial)
            for name, given in zip(OF_COUNTS, values, strict=True):
                if given:
                    leaf = given[0] if isinstance(given, tuple) else given
                    place = leaf.place if isinstance(leaf, Leaf) else raw.place
                    self._problems.add(place, f"{name!r} belongs to counts, not to {key}; leave it out")
        elif raw.partial and not (raw.limited_to or raw.equipped_with):
            message = "'partial' needs what the count is limited to: add 'limited-to' or 'equipped-with'"
            self._problems.add(raw.place, message)
        if bool(raw.hedge) != bool(raw.modality):
            missing = "modality" if raw.hedge else "hedge"
            message = f"'modality' and 'hedge' (its words) go together; add {missing!r}"
            self._problems.add(raw.place, message)

    def _group(self, raw: RawClaim, event: Entry | None) -> tuple[Named | None, str | None]:
        if raw.predicate.group is Need.NOT:
            if raw.group:
                message = f"'group' belongs to losses and strength, not to {raw.predicate.key}; leave it out"
                self._problems.add(raw.group.place, message)
            return None, None
        if raw.group is None:
            message = f"whose? {raw.predicate.key} needs 'group': somebody, side-1, overall or unstated"
            self._problems.add(raw.place, message)
        return self._naming.group(raw.group, event)

    def _side(self, raw: RawClaim, event: Entry | None) -> Named | None:
        need = raw.predicate.side
        if raw.side is None and need is Need.MUST:
            self._problems.add(raw.place, f"{raw.predicate.key} needs 'side': the number of a side")
        if raw.side and need is Need.NOT:
            message = f"'side' does not belong to {raw.predicate.key}; leave it out"
            self._problems.add(raw.side.place, message)
            return None
        return self._naming.side(raw.side, event)

    def _anchor(self, raw: RawClaim) -> Named | None:
        is_distance = raw.predicate.key == "distance"
        if is_distance and raw.relative_to is None:
            self._problems.add(raw.place, "distance needs 'relative-to': the place it is measured from")
        if raw.relative_to and not is_distance:
            message = f"'relative-to' belongs to a distance, not to {raw.predicate.key}; leave it out"
            self._problems.add(raw.relative_to.place, message)
            return None
        if raw.bearing and not is_distance:
            message = f"'bearing' belongs to a distance, not to {raw.predicate.key}; leave it out"
            self._problems.add(raw.place, message)
        return self._naming.thing(raw.relative_to, ANCHORS)


def _names_only(raw: RawClaim) -> bool:
    """Whether the tellings of a claim are all named, so that they stand without its evidence."""
    return all(isinstance(told, Leaf) for told in raw.told)
