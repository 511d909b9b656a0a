"""Understands the tellings of a claim file: who told whom, as chains that start with the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..registry import Kind
from ..yamltree import Leaf, unknown
from .model import Hop, Telling
from .naming import ACTORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..documents.model import Outline, Slice
    from ..errors import Problems
    from ..nodes import Named
    from .dating import Dating
    from .locate import Locator
    from .naming import Naming
    from .raw import RawClaim, RawHop, RawTelling

__all__ = ["INFERENCE", "NARRATION", "Tellings"]

NARRATION, INFERENCE = "narration", "inference"
"""Names of the two tellings that every document has: it says, and it infers."""

_RELAYING = ("DirectQuote", "IndirectSpeech")
_SPEAKING = ("Narration", "AuthorInference")


class Tellings:
    """The named tellings of a file, and those that claims write out in place."""

    def __init__(
        self,
        document: Named,
        outline: Outline,
        naming: Naming,
        locator: Locator,
        dating: Dating,
        problems: Problems,
    ) -> None:
        self._document = document
        self._references = {reference.number for reference in outline.references}
        self._naming = naming
        self._locator = locator
        self._dating = dating
        self._problems = problems
        self._named: dict[str, Telling | None] = {}
        self._in_place: dict[str, Telling] = {}

    def define(self, tellings: Iterable[RawTelling]) -> None:
        """Understand the tellings that the file names."""
        for raw in tellings:
            name = raw.name or ""
            if name in (NARRATION, INFERENCE):
                message = f"{name!r} is the document's own telling; take another name"
                self._problems.add(raw.place, message)
            else:
                self._named[name] = self._telling(raw, name, ())

    def of(self, claim: RawClaim, scopes: Sequence[Slice]) -> tuple[Telling, ...]:
        """The tellings of a claim; without ``told`` the document's own narration."""
        cites = self._cites(claim.cites)
        if not claim.told:
            return (self._own(NARRATION, cites),)
        found = []
        for told in claim.told:
            telling = self._one(told, cites, scopes)
            if claim.cites and not self._is_own(told):
                message = "'cites' of a telling stands on the telling: {through: [...], cites: [3]}"
                self._problems.add(claim.cites[0].place, message)
            if telling:
                found.append(telling)
        return tuple(found)

    @staticmethod
    def _is_own(told: Leaf | RawTelling) -> bool:
        return isinstance(told, Leaf) and told.text in (NARRATION, INFERENCE)

    def _one(self, told: Leaf | RawTelling, cites: tuple[int, ...], scopes: Sequence[Slice]) -> Telling | None:
        if not isinstance(told, Leaf):
            return self._telling(told, None, scopes)
        if told.text in (NARRATION, INFERENCE):
            return self._own(told.text, cites)
        if told.text not in self._named:
            known = (*self._named, NARRATION, INFERENCE)
            self._problems.add(told.place, unknown("telling", told.text, known))
        return self._named.get(told.text)

    def _own(self, name: str, cites: tuple[int, ...]) -> Telling:
        suffix = f"-cites-{'-'.join(map(str, cites))}" if cites else ""
        mode = "AuthorInference" if name == INFERENCE else "Narration"
        return Telling(name + suffix, (Hop(self._document, mode, cites=cites),))

    def _cites(self, leaves: Iterable[Leaf]) -> tuple[int, ...]:
        found = []
        for leaf in leaves:
            text = leaf.text
            if text.isascii() and text.isdigit() and len(text) < 6 and int(text) in self._references:
                found.append(int(text))
            else:
                self._problems.add(leaf.place, unknown("reference", text, map(str, self._references)))
        return tuple(dict.fromkeys(found))

    def _telling(self, raw: RawTelling, name: str | None, scopes: Sequence[Slice]) -> Telling | None:
        mode = raw.mode or "IndirectSpeech"
        if mode not in _RELAYING:
            message = "the document relays somebody here; its mode is direct-quote or indirect-speech"
            self._problems.add(raw.place, message)
        hops = [Hop(self._document, mode, cites=self._cites(raw.cites))]
        for position, raw_hop in enumerate(raw.hops):
            hop = self._hop(raw_hop, scopes, last=position == len(raw.hops) - 1)
            if hop is None:
                return None
            if any(hop.teller.node == earlier.teller.node for earlier in hops):
                message = (
                    f"the chain loops: {raw_hop.teller.text!r} is in it twice; a teller relays others only"
                )
                self._problems.add(raw_hop.place, message)
                return None
            hops.append(hop)
        telling = Telling(name or self._name(raw, hops), tuple(hops))
        if name is None and self._in_place.setdefault(telling.name, telling) != telling:
            message = f"another telling has the name {telling.name!r}; name this one under 'tellings'"
            self._problems.add(raw.place, message)
        return telling

    def _name(self, raw: RawTelling, hops: Sequence[Hop]) -> str:
        cues = [cue.start for hop in hops for cue in hop.cues]
        if not cues:
            message = "a telling written in place needs a 'cue': the words that give it away"
            self._problems.add(raw.place, message)
        name = f"{hops[-1].teller.slug}-{min(cues, default=0)}"
        if name in self._named:
            self._problems.add(raw.place, f"{name!r} is the name of another telling; rename that one")
        return name

    def _hop(self, raw: RawHop, scopes: Sequence[Slice], *, last: bool) -> Hop | None:
        teller = self._naming.thing(raw.teller, ACTORS)
        mode = raw.mode or ("Narration" if last else "IndirectSpeech")
        if mode not in (_SPEAKING if last else _RELAYING):
            what = "narration or author-inference" if last else "direct-quote or indirect-speech"
            self._problems.add(raw.place, f"the mode of this teller must be {what}")
        cues = self._locator.find_all(raw.cues, scopes)
        near = [scope for cue in cues for scope in self._locator.around(cue)]
        said_on = self._dating.read(raw.said_on, near) if raw.said_on else None
        channel = self._naming.thing(raw.channel, (Kind.ACTOR,))
        behalf = self._naming.thing(raw.on_behalf_of, ACTORS)
        return Hop(teller, mode, cues, channel, behalf, said_on) if teller else None
