"""Reads a claim file's YAML into :mod:`raw <indelgraph.claims.raw>` form and checks its shape.

What the words mean (does the quote stand in the text, who is "mnla") is the business of
:mod:`resolve <indelgraph.claims.resolve>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problems
from ..registry.read import BEARINGS
from ..words import is_slug, kebab
from ..yamltree import Branch, Fields, Leaf, Twigs, load
from .predicates import EQUIPMENT, PREDICATES, Predicate, Takes
from .raw import (
    Pointer,
    RawClaim,
    RawClaimFile,
    RawDate,
    RawExcuse,
    RawHop,
    RawName,
    RawReference,
    RawTelling,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ..yamltree import Tree

__all__ = [
    "CLAIM_KEYS",
    "DATE_KEYS",
    "EXCUSE_KEYS",
    "FILE_KEYS",
    "HOP_KEYS",
    "MODALITIES",
    "MODES",
    "NAME_KEYS",
    "POINTER_KEYS",
    "REFERENCE_KEYS",
    "SEVERITIES",
    "STATUSES",
    "TELLING_KEYS",
    "read_claim_file",
]

MODES = {kebab(m): m for m in ("DirectQuote", "IndirectSpeech", "Narration", "AuthorInference")}
MODALITIES = {kebab(m): m for m in ("Claims", "Confirmed", "Intended", "Seems", "Tried")}
STATUSES = {kebab(s): s for s in ("Headword", "Attested", "Artefact")}
SEVERITIES = {"serious": "Serious"}

FILE_KEYS = ("document", "event", "year-from", "tellings", "claims", "names", "references", "excuses")

CLAIM_KEYS = (
    "quote", "in", "at", "context", "told", "cites", "subject", "event", "group", "side", "limited-to",
    "partial", "includes", "by", "relative-to", "bearing", "counts", "severity", "equipped-with", "as-of", "modality",
    "hedge", "inferred-from", "id", "label", "note",
)  # fmt: skip
"""Keys of a claim besides the predicate's."""

POINTER_KEYS = ("quote", "in", "at")
DATE_KEYS = (*POINTER_KEYS, "value", "inferred-from", "vague")
NAME_KEYS = ("form", "of", "status", "in", "id")
REFERENCE_KEYS = ("number", "publisher", "creator", "label")
EXCUSE_KEYS = (*POINTER_KEYS, "reason")
HOP_KEYS = ("teller", "cue", "channel", "on-behalf-of", "said-on", "mode")
TELLING_KEYS = ("through", "mode", "cites")
_NO_PREDICATE = Predicate("", Takes.WORDS, "")
"""Stands in while the fields of a claim without one are read, so that all that is wrong in it is noted."""


def read_claim_file(path: Path) -> RawClaimFile:
    """Read one claim file.

    Raises:
        DataError: with file, line and column of everything in it that has the wrong shape.
    """
    problems = Problems()
    fields = Fields(load(path), FILE_KEYS, problems)
    reader = _Reader(problems)
    document = fields.leaf("document", required=True)
    year_from = fields.get("year-from")
    tellings = fields.get("tellings")
    raw = RawClaimFile(
        document=document or Leaf("", fields.place),
        event=fields.leaf("event"),
        year_from=reader.pointer(year_from) if year_from else None,
        tellings=tuple(reader.tellings(tellings)) if tellings else (),
        claims=tuple(c for t in fields.items("claims") if (c := reader.claim(t))),
        names=tuple(n for t in fields.items("names") if (n := reader.name(t))),
        references=tuple(r for t in fields.items("references") if (r := reader.reference(t))),
        excuses=tuple(e for t in fields.items("excuses") if (e := reader.excuse(t))),
        place=fields.place,
    )
    problems.raise_if_any()
    return raw


class _Reader:
    """Reads the parts of a claim file; notes problems and gives None for what it cannot make out."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def pointer(self, tree: Tree) -> Pointer | None:
        if isinstance(tree, Leaf):
            if tree.text:
                return Pointer(tree)
            self._problems.add(tree.place, "these words are empty; quote the document")
            return None
        if isinstance(tree, Twigs):
            self._problems.add(tree.place, "must be words of the document or {quote: …, in: …}, not a list")
            return None
        fields = Fields(tree, POINTER_KEYS, self._problems)
        words = fields.leaf("quote", required=True)
        return Pointer(words, fields.leaf("in"), fields.leaf("at")) if words else None

    def pointers(self, fields: Fields, key: str) -> tuple[Pointer, ...]:
        return tuple(p for tree in fields.items(key) if (p := self.pointer(tree)))

    def date(self, tree: Tree) -> RawDate | None:
        if not isinstance(tree, Branch):
            pointer = self.pointer(tree)
            return RawDate(pointer) if pointer else None
        fields = Fields(tree, DATE_KEYS, self._problems)
        words = fields.leaf("quote", required=True)
        if not words:
            return None
        pointer = Pointer(words, fields.leaf("in"), fields.leaf("at"))
        inferred = self.pointers(fields, "inferred-from")
        return RawDate(pointer, fields.leaf("value"), inferred, fields.flag("vague"))

    def tellings(self, tree: Tree) -> list[RawTelling]:
        if not isinstance(tree, Branch):
            self._problems.add(tree.place, "'tellings' maps a name to a chain of tellers")
            return []
        found = []
        for key, value in tree.entries:
            if not is_slug(key.text):
                self._problems.add(key.place, f"{key.text!r} is no slug; use a-z, 0-9 and single hyphens")
            elif telling := self.telling(value, key):
                found.append(telling)
        return found

    def telling(self, tree: Tree, name: Leaf | None) -> RawTelling | None:
        """A list of hops, one hop, or a mapping with ``through`` (the hops), ``mode`` and ``cites``."""
        mode, hops = None, tree
        cites: tuple[Leaf, ...] = ()
        keys = {key.text for key, _ in tree.entries} if isinstance(tree, Branch) else set()
        if "through" in keys:
            fields = Fields(tree, TELLING_KEYS, self._problems)
            mode, cites = fields.choice("mode", MODES), fields.leaves("cites")
            hops = fields.get("through") or tree
        items = hops.items if isinstance(hops, Twigs) else (hops,)
        chain = tuple(hop for item in items if (hop := self._hop(item)))
        if not items:
            self._problems.add(tree.place, "a telling needs at least one teller")
        if len(chain) != len(items) or not items:
            return None
        return RawTelling(name, chain, mode, cites, tree.place)

    def _hop(self, tree: Tree) -> RawHop | None:
        fields = Fields(tree, HOP_KEYS, self._problems)
        teller = fields.leaf("teller", required=True)
        said_on = fields.get("said-on")
        if not teller:
            return None
        return RawHop(
            teller=teller,
            cues=self.pointers(fields, "cue"),
            channel=fields.leaf("channel"),
            on_behalf_of=fields.leaf("on-behalf-of"),
            said_on=self.date(said_on) if said_on else None,
            mode=fields.choice("mode", MODES),
            place=tree.place,
        )

    def claim(self, tree: Tree) -> RawClaim | None:
        fields = Fields(tree, (*CLAIM_KEYS, *PREDICATES), self._problems)
        if not fields.is_mapping:
            return None
        predicate = self._predicate(fields)
        quotes = self._quotes(fields)
        value, date = self._value(fields, predicate)
        as_of, hedge = fields.get("as-of"), fields.get("hedge")
        raw = RawClaim(
            predicate=predicate or _NO_PREDICATE,
            value=value or Leaf("", fields.place),
            date=date,
            quotes=quotes,
            context=self.pointers(fields, "context"),
            told=self._told(fields),
            cites=fields.leaves("cites"),
            subject=fields.leaf("subject"),
            event=fields.leaf("event"),
            group=fields.leaf("group"),
            side=fields.leaf("side"),
            limited_to=fields.leaf("limited-to"),
            partial=fields.flag("partial"),
            includes=fields.leaves("includes"),
            by=fields.leaf("by"),
            relative_to=fields.leaf("relative-to"),
            counts=fields.leaf("counts"),
            severity=fields.choice("severity", SEVERITIES),
            bearing=fields.choice("bearing", BEARINGS),
            equipped_with=fields.choice("equipped-with", {kebab(e): e for e in EQUIPMENT}),
            as_of=self.date(as_of) if as_of else None,
            modality=fields.choice("modality", MODALITIES),
            hedge=self.pointer(hedge) if hedge else None,
            inferred_from=self.pointers(fields, "inferred-from"),
            id=self._slug(fields, "id"),
            label=fields.leaf("label"),
            note=fields.leaf("note"),
            place=tree.place,
        )
        return raw if predicate and value and quotes else None

    def _predicate(self, fields: Fields) -> Predicate | None:
        found = [key for key in PREDICATES if key in fields]
        if len(found) == 1:
            return PREDICATES[found[0]]
        what = f"has {' and '.join(found)}; make it {len(found)} claims"
        if not found:
            what = f"says nothing; add one key of {', '.join(PREDICATES)}"
        self._problems.add(fields.place, f"this claim {what}")
        return None

    def _quotes(self, fields: Fields) -> tuple[Pointer, ...]:
        """The quotes of a claim; ``in`` and ``at`` beside one quote belong to it."""
        if "quote" not in fields:
            self._problems.add(fields.place, "a claim needs 'quote': the words it stands on; add it")
        pointers = self.pointers(fields, "quote")
        within, at = fields.leaf("in"), fields.leaf("at")
        if not pointers or not (within or at):
            return pointers
        first = pointers[0]
        if len(fields.items("quote")) > 1 or first.within or first.at:
            key, place = ("in", within.place) if within else ("at", at.place if at else first.place)
            message = f"{key!r} of which quote? write it beside the quote: {{quote: …, {key}: …}}"
            self._problems.add(place, message)
            return pointers
        return (Pointer(first.words, within, at),)

    def _value(self, fields: Fields, predicate: Predicate | None) -> tuple[Leaf | None, RawDate | None]:
        """The value under the predicate's key; of a date its words, and all of it."""
        tree = fields.get(predicate.key) if predicate else None
        if predicate is None or tree is None:
            return None, None
        if predicate.takes is not Takes.DATE:
            return fields.leaf(predicate.key), None
        date = self.date(tree)
        return (date.pointer.words if date else None), date

    def _told(self, fields: Fields) -> tuple[Leaf | RawTelling, ...]:
        """Names of tellings, or tellings written out in place; a list of either is parallel tellings."""
        found: list[Leaf | RawTelling] = []
        for item in fields.items("told"):
            if isinstance(item, Leaf):
                found.append(item)
            elif telling := self.telling(item, None):
                found.append(telling)
        return tuple(found)

    def _slug(self, fields: Fields, key: str) -> Leaf | None:
        leaf = fields.leaf(key)
        if leaf and not is_slug(leaf.text):
            self._problems.add(leaf.place, f"{leaf.text!r} is no slug; use a-z, 0-9 and single hyphens")
            return None
        return leaf

    def name(self, tree: Tree) -> RawName | None:
        fields = Fields(tree, NAME_KEYS, self._problems)
        form, of = fields.leaf("form", required=True), fields.leaf("of", required=True)
        status = fields.choice("status", STATUSES) if "status" in fields else "Attested"
        if not form or not of or not status:
            return None
        return RawName(form, of, status, fields.leaves("in"), self._slug(fields, "id"), tree.place)

    def reference(self, tree: Tree) -> RawReference | None:
        fields = Fields(tree, REFERENCE_KEYS, self._problems)
        number = fields.leaf("number", required=True)
        if not number:
            return None
        creators = fields.leaves("creator")
        return RawReference(number, fields.leaf("publisher"), creators, fields.leaf("label"), tree.place)

    def excuse(self, tree: Tree) -> RawExcuse | None:
        fields = Fields(tree, EXCUSE_KEYS, self._problems)
        words, reason = fields.leaf("quote", required=True), fields.leaf("reason", required=True)
        if not words or not reason:
            return None
        return RawExcuse(Pointer(words, fields.leaf("in"), fields.leaf("at")), reason)
