"""Understands the tellings of a claim file: who told whom, as chains that start with the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..yamltree import Leaf, unknown
from .dating import ANY_DAY
from .model import Hop, Telling
from .naming import ACTORS, CHANNELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..documents.model import Outline
    from ..errors import Problems
    from ..nodes import Named
    from .dating import Dating
    from .locate import Locator, Scopes
    from .naming import Naming
    from .raw import RawClaim, RawHop, RawTelling

__all__ = ["INFERENCE", "NARRATION", "RELAYING", "SPEAKING", "Tellings"]

NARRATION, INFERENCE = "narration", "inference"
"""Names of the two tellings that every document has: it says, and it infers."""

RELAYING = ("DirectQuote", "IndirectSpeech")
SPEAKING = ("Narration", "AuthorInference")
"""The modes of a teller who hands on what another said, and of one who speaks for himself."""


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
        self._references = {str(reference.number): reference.number for reference in outline.references}
        self._naming = naming
        self._locator = locator
        self._dating = dating
        self._problems = problems
        self._named: dict[str, Telling | None] = {}
        self._in_place: dict[str, Telling] = {}

    def define(self, tellings: Iterable[RawTelling]) -> None:
        """Understand the tellings that the file names."""
        for raw in tellings:
            name = raw.name.text if raw.name else ""
            if name.partition("-cites-")[0] in (NARRATION, INFERENCE):
                message = f"{name!r} is the document's own telling; take another name"
                self._problems.add(raw.place, message)
            else:
                self._named[name] = self._telling(raw, name, ())

    def named(self) -> tuple[Telling, ...]:
        """The tellings that the file names and that are understood, in its order."""
        return tuple(telling for telling in self._named.values() if telling)

    def of(self, claim: RawClaim, scopes: Scopes) -> tuple[Telling, ...]:
        """The tellings of a claim; without ``told`` the document's own narration.

        Empty where one of them cannot be understood, which is then noted.
        """
        cites = self._cites(claim.cites)
        if not claim.told:
            return (self._own(NARRATION, cites),)
        found: dict[str, Telling] = {}
        for told in claim.told:
            telling = self._one(told, cites, scopes)
            if telling and telling.name in found:
                self._problems.add(told.place, f"the telling {telling.name!r} stands here twice; keep one")
            elif telling:
                found[telling.name] = telling
        if claim.cites and not all(self._is_own(told) for told in claim.told):
            message = "'cites' of a telling stands on the telling: {through: [...], cites: [3]}"
            self._problems.add(claim.cites[0].place, message)
        return tuple(found.values()) if len(found) == len(claim.told) else ()

    @staticmethod
    def _is_own(told: Leaf | RawTelling) -> bool:
        return isinstance(told, Leaf) and told.text in (NARRATION, INFERENCE)

    def _one(self, told: Leaf | RawTelling, cites: tuple[int, ...], scopes: Scopes) -> Telling | None:
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
            if leaf.text in self._references:
                found.append(self._references[leaf.text])
            else:
                self._problems.add(leaf.place, unknown("reference", leaf.text, self._references))
        return tuple(dict.fromkeys(found))

    def _telling(self, raw: RawTelling, name: str | None, scopes: Scopes) -> Telling | None:
        mode = raw.mode or "IndirectSpeech"
        if mode not in RELAYING:
            message = "the document relays somebody here; its mode is direct-quote or indirect-speech"
            self._problems.add(raw.place, message)
        hops = [Hop(self._document, mode, cites=self._cites(raw.cites))]
        last = raw.hops[-1]
        read = [self._hop(raw_hop, scopes, last=raw_hop is last) for raw_hop in raw.hops]
        for raw_hop, hop in zip(raw.hops, read, strict=True):
            if hop and any(hop.teller.node == earlier.teller.node for earlier in hops):
                message = f"the chain loops: {raw_hop.teller.text!r} is in it twice; name each teller once"
                self._problems.add(raw_hop.teller.place, message)
                return None
            if hop:
                hops.append(hop)
        for raw_hop, hop in zip(raw.hops, read, strict=True):
            channel = hop.channel if hop else None
            if channel and raw_hop.channel and any(channel.node == other.teller.node for other in hops):
                message = (
                    f"{raw_hop.channel.text!r} is a teller of this chain, too: a medium that was told something is a "
                    "'channel', one that states it is a 'teller'; keep one"
                )
                self._problems.add(raw_hop.channel.place, message)
                return None
        if not all(read):
            return None
        if name is not None:
            return Telling(name, tuple(hops), raw.name.place if raw.name else raw.place)
        return self._in_place_telling(raw, hops)

    def _in_place_telling(self, raw: RawTelling, hops: Sequence[Hop]) -> Telling | None:
        """A telling that a claim writes out, named by its innermost teller and its first cue."""
        cues = [cue.start for hop in hops for cue in hop.cues]
        if not cues:
            # A cue that was not found is noted already.
            if not any(raw_hop.cues for raw_hop in raw.hops):
                message = "a telling written in place needs a 'cue': the words that give it away"
                self._problems.add(raw.place, message)
            return None
        name = f"{hops[-1].teller.slug}-{min(cues)}"
        telling = Telling(name, tuple(hops), raw.place)
        if name in self._named:
            self._problems.add(raw.place, f"{name!r} is the name of another telling; rename that one")
            return None
        if self._in_place.setdefault(name, telling) != telling:
            message = f"another telling has the name {name!r}; name this one under 'tellings'"
            self._problems.add(raw.place, message)
            return None
        return telling

    def _hop(self, raw: RawHop, scopes: Scopes, *, last: bool) -> Hop | None:
        teller = self._naming.thing(raw.teller, ACTORS)
        mode = raw.mode or ("Narration" if last else "IndirectSpeech")
        if mode not in (SPEAKING if last else RELAYING):
            what = "narration or author-inference" if last else "direct-quote or indirect-speech"
            self._problems.add(raw.place, f"the mode of this teller must be {what}")
        cues = self._locator.find_all(raw.cues, scopes)
        near = self._locator.around(*cues)
        said_on = self._dating.read(raw.said_on, near, ANY_DAY) if raw.said_on else None
        channel = self._naming.thing(raw.channel, CHANNELS)
        behalf = self._naming.thing(raw.on_behalf_of, ACTORS)
        return Hop(teller, mode, cues, channel, behalf, said_on, place=raw.place) if teller else None
