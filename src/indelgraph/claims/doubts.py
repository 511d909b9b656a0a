"""What reads right in a claim file and still looks like a slip, as far as it takes the registry or the file to see.

None of it stops a reader: ``validate --strict`` reports it with the lints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problem
from ..registry.names import NameIndex
from ..words import shown, slugify
from .locate import occurrences
from .naming import ACTORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from ..documents.model import Outline, Slice
    from ..registry import Entry, Registry
    from .model import Hop, NameUse, Telling
    from .raw import Pointer

__all__ = ["borrowed_words", "doubtful_cues", "doubtful_names"]

_UNNAMED = "UnnamedGroup"


def doubtful_names(uses: Iterable[NameUse], registry: Registry) -> Iterator[Problem]:
    """Written forms that are a name of another entry than the one they are given to.

    A side may go by the name of a party, and a form with an ``id`` of its own was told apart by a person.
    """
    index = NameIndex(entry for entry in registry.entries.values() if entry.type != _UNNAMED)
    for use in uses:
        bearers = index.bearers(use.form)
        mine = any(entry.node == use.of.node for entry in bearers)
        if bearers and not mine and "/side/" not in use.of.node.value and use.id == slugify(use.form):
            other = bearers[0]
            message = (
                f"{shown(use.form)} is a name of {other.slug!r} ({other.place}) and not of {use.of.slug!r}; mend 'of', "
                "or give this form an 'id' that tells the two apart"
            )
            yield Problem(use.place, message)


def doubtful_cues(
    tellings: Iterable[Telling], uses: Iterable[NameUse], registry: Registry, text: str
) -> Iterator[Problem]:
    """Tellers whose cue names somebody else, and neither them nor whom the telling has beside them."""
    by_node = {entry.node: entry for entry in registry.entries.values() if entry.kind in ACTORS}
    index = NameIndex(by_node.values())
    for use in uses:
        if use.of.node in by_node:
            index.add(use.form, by_node[use.of.node])
    told: set[Hop] = set()
    for telling in tellings:
        for number, hop in enumerate(telling.hops):
            beside = telling.hops[max(number - 1, 0) : number + 2]
            kin = _kin(beside, by_node, registry)
            other = _stranger(hop, kin, index, text) if number and hop not in told else None
            told.add(hop)
            if other:
                cue = " … ".join(cue.of(text) for cue in hop.cues)
                message = (
                    f"the cue {shown(cue)} names {other.slug!r} and not the teller {hop.teller.slug!r}; mend 'teller', "
                    "name the other as 'channel' or 'on-behalf-of', or quote words that name the teller"
                )
                yield Problem(hop.place, message)


def _kin(beside: Iterable[Hop], by_node: Mapping[NamedNode, Entry], registry: Registry) -> set[str]:
    """The ids of all who have a part in some hops of a chain, and of whom these are tied to."""
    things = (thing for hop in beside for thing in (hop.teller, hop.channel, hop.on_behalf_of) if thing)
    found = {by_node[thing.node].id for thing in things if thing.node in by_node}
    return found.union(*(ids for id_ in found for ids in registry.entries[id_].references.values()))


def _stranger(hop: Hop, kin: set[str], index: NameIndex, text: str) -> Entry | None:
    """Somebody whom the cues of a hop name and who has no part in it, where they do not name its teller."""
    strangers = []
    for cue in hop.cues:
        for bearers in index.within(cue.of(text)):
            if any(entry.node == hop.teller.node for entry in bearers):
                return None
            named = [entry for entry in bearers if entry.type != _UNNAMED]
            if named and not any(entry.id in kin for entry in bearers):
                strangers.append(named[0])
    return strangers[0] if strangers else None


def borrowed_words(
    pointers: Iterable[tuple[Pointer, Slice]], evidence: tuple[Slice, ...], outline: Outline
) -> Iterator[Problem]:
    """Words of ``context`` or ``inferred-from`` taken from another section, while they stand beside the claim."""
    own = [scope for where in evidence for scope in _own(where, outline)]
    for pointer, where in pointers:
        if own and not any(scope.start < where.end and where.start < scope.end for scope in own):
            words = where.of(outline.text)
            here = next((place for scope in own for place in occurrences(outline.text, words, scope)), None)
            if here:
                line, column = outline.position(here.start)
                message = (
                    f"{shown(words)} is taken from another section, and the same words stand beside the claim (line "
                    f"{line}, column {column} of the text); quote those, without 'in' and 'at'"
                )
                yield Problem(pointer.place, message)


def _own(where: Slice, outline: Outline) -> Iterator[Slice]:
    """The infobox, reference or section that holds a stretch."""
    if outline.infobox and outline.infobox.holds(where):
        yield outline.infobox
        return
    references = [reference.extent for reference in outline.references if reference.extent.holds(where)]
    yield from references or (section.extent for section in outline.sections if section.extent.holds(where))
