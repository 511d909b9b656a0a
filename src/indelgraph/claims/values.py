"""Reads what a claim says: a quantity, a day, an entry, a concept, coordinates or plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..documents.model import Slice
from ..grammar import find_quantity, scan
from ..namespaces import iri
from ..words import shown
from .counting import disagreement
from .locate import occurrences
from .model import Quantity
from .naming import COUNTS
from .predicates import Takes

if TYPE_CHECKING:
    from ..documents.document import Document
    from ..errors import Problems
    from ..grammar import Mention
    from ..nodes import Named
    from ..registry import Entry
    from .dating import Dating
    from .locate import Scopes
    from .model import Stated
    from .naming import Naming
    from .raw import RawClaim

__all__ = ["COORDINATES", "Value", "Values"]

COORDINATES = r"(-?[0-9]{1,2}\.[0-9]{1,8}); ?(-?[0-9]{1,3}\.[0-9]{1,8})"
"""What coordinates are, latitude and longitude: a regular expression that matches all of it."""
_COORDINATES = re.compile(COORDINATES)


@dataclass(frozen=True, slots=True)
class Value:
    """What a claim says; exactly one of ``object`` and ``quantity`` is there."""

    object: Named | Literal | None = None
    quantity: Quantity | None = None
    stated: Stated | None = None


class Values:
    """Reads the values of the claims of one document."""

    def __init__(self, document: Document, naming: Naming, dating: Dating, problems: Problems) -> None:
        self._document = document
        self._text = document.text
        self._naming = naming
        self._dating = dating
        self._problems = problems

    def of(self, raw: RawClaim, evidence: tuple[Slice, ...], scopes: Scopes, event: Entry | None) -> Value | None:
        """The value of a claim whose words stand at ``evidence``; None where it cannot be read.

        Without evidence only names are looked at: nothing is asked of words that were not found.
        """
        takes = raw.predicate.takes
        if not evidence and takes not in (Takes.ENTITY, Takes.CONCEPT):
            return None
        match takes:
            case Takes.QUANTITY:
                quantity = self._quantity(raw, evidence)
                return Value(quantity=quantity) if quantity else None
            case Takes.DATE:
                return self._date(raw, evidence, scopes)
            case Takes.ENTITY:
                by_side = raw.predicate.or_side and raw.value.text.startswith("side-")
                thing = (
                    self._naming.side(raw.value, event)
                    if by_side
                    else self._naming.thing(raw.value, raw.predicate.objects)
                )
                return Value(thing) if thing else None
            case Takes.CONCEPT:
                concept = self._naming.concept(raw.value, raw.predicate.concepts, raw.predicate.key)
                return Value(self._naming.concept_node(concept)) if concept else None
            case Takes.COORDINATES:
                return self._coordinates(raw, evidence)
            case Takes.WORDS:
                return self._words(raw, evidence)

    def _date(self, raw: RawClaim, evidence: tuple[Slice, ...], scopes: Scopes) -> Value | None:
        stated = self._dating.read(raw.date, scopes) if raw.date else None
        if stated is None:
            return None
        if not any(span.holds(stated.where) for span in evidence):
            message = f"{shown(stated.words)} does not stand in the quote; quote the words of the date, too"
            self._problems.add(raw.value.place, message)
            return None
        return Value(stated.value, stated=stated)

    def _quantity(self, raw: RawClaim, evidence: tuple[Slice, ...]) -> Quantity | None:
        words = raw.value.text
        for span in evidence:
            quote = span.of(self._text)
            try:
                mention = find_quantity(quote, words, self._language(span))
            except ValueError as error:
                self._problems.add(raw.value.place, str(error))
                return None
            if mention:
                where = Slice(span.start + mention.start, span.start + mention.end)
                if wrong := disagreement(raw, mention, quote, self._language(span)):
                    self._problems.add(*wrong)
                    return None
                whole = self._is_whole(raw, mention, where)
                return self._counted(raw, mention, where) if whole else None
        quotes = " … ".join(span.of(self._text) for span in evidence)
        message = f"the number {shown(words)} does not stand in the quote {shown(quotes)}; write it as the text does"
        self._problems.add(raw.value.place, message)
        return None

    def _is_whole(self, raw: RawClaim, mention: Mention, where: Slice) -> bool:
        """Whether the text neither hedges nor continues a number beyond what the claim file quotes; else noted."""
        for around in self._mentions_around(where):
            if around.words != mention.words and around.reading != mention.reading:
                message = f"the text says {shown(around.words)} and not just {shown(mention.words)}; write it all"
                self._problems.add(raw.value.place, message)
                return False
        return True

    def _mentions_around(self, where: Slice) -> list[Mention]:
        """The mentions that the scan finds over a stretch, looking at its whole sentence, cell, title or line."""
        outline = self._document.outline
        sentence = outline.sentence(where)
        scope = sentence.extent if sentence else None
        scope = scope or next((c.value for c in outline.cells if c.value.holds(where)), None)
        scope = scope or next((r.title for r in outline.references if r.title and r.title.holds(where)), None)
        scope = scope or self._line(where)
        found = scan(self._text, self._language(where), start=scope.start, end=scope.end)
        return [m for m in found if m.start <= where.start and where.end <= m.end]

    def _line(self, where: Slice) -> Slice:
        end = self._text.find("\n", where.end)
        return Slice(self._text.rfind("\n", 0, where.start) + 1, end if end >= 0 else len(self._text))

    def _counted(self, raw: RawClaim, mention: Mention, where: Slice) -> Quantity | None:
        reading, predicate = mention.reading, raw.predicate
        if (reading.unit is not None) != (predicate.key == "distance"):
            what = "a unit, as in '80 kilometers'" if reading.unit is None else "no unit"
            self._problems.add(raw.value.place, f"{predicate.key} takes a quantity with {what}")
            return None
        counts = None
        if reading.unit is None:
            counts = self._naming.concept(raw.counts, COUNTS, "kind of thing") if raw.counts else mention.counts
            counts = counts or "Person"
        return Quantity(
            words=mention.words,
            where=where,
            comparator=str(reading.comparator),
            minimum=reading.minimum,
            maximum=reading.maximum,
            counts=counts,
            unit=reading.unit,
            severity=raw.severity or (mention.severity if predicate.group.value == "must" else None),
        )

    def _coordinates(self, raw: RawClaim, evidence: tuple[Slice, ...]) -> Value | None:
        match = _COORDINATES.fullmatch(raw.value.text)
        if not match or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
            message = "coordinates are decimal degrees as the text has them: latitude; longitude"
            self._problems.add(raw.value.place, message)
            return None
        if self._standing(raw, evidence) is None:
            return None
        wkt = f"POINT({match[2]} {match[1]})"
        return Value(Literal(wkt, datatype=iri("geo:wktLiteral")))

    def _words(self, raw: RawClaim, evidence: tuple[Slice, ...]) -> Value | None:
        span = self._standing(raw, evidence)
        return Value(Literal(raw.value.text, language=self._language(span))) if span else None

    def _standing(self, raw: RawClaim, evidence: tuple[Slice, ...]) -> Slice | None:
        """The quote in which the words of a value stand."""
        for span in evidence:
            if occurrences(self._text, raw.value.text, span):
                return span
        message = f"{shown(raw.value.text)} does not stand in the quote; write words of it"
        self._problems.add(raw.value.place, message)
        return None

    def _language(self, where: Slice) -> str:
        """The language of a stretch: of its reference's title, or of the document."""
        return self._document.language_at(where)
