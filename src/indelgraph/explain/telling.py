"""Who says so, from the document inwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .days import day, plain_day
from .model import Citation, Item, Telling
from .names import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..compare.details import Details
    from ..derive.view import Telling as Hop
    from .names import Names
    from .reading import Known

__all__ = ["chain_items", "chains", "standpoint_sentence", "who_they_are"]

_NEITHER = "neither side"
_STANDPOINTS = {
    "OwnSide": "Whoever says so speaks of his own side.",
    "Enemy": "Whoever says so is on another side than those of whom it is said.",
    "ThirdParty": f"Whoever says so is on {_NEITHER}.",
}


def chains(known: Known, details: Details) -> tuple[tuple[Telling, ...], ...]:
    """Each chain of tellers, with all that is known of each telling."""
    return tuple(tuple(_telling(hop, known, details) for hop in chain) for chain in known.claim.chains)


def _telling(hop: Hop, known: Known, details: Details) -> Telling:
    facts = known.facts
    return Telling(
        teller=details.named(hop.teller),
        mode=details.term(hop.node, "ig:mode"),
        channel=details.named(hop.channel) if hop.channel else None,
        on_behalf_of=details.named(hop.on_behalf_of) if hop.on_behalf_of else None,
        said_on=facts.text(hop.node, "ig:saidOn"),
        said_on_words=facts.text(hop.node, "ig:asStated"),
        said_on_inferred_from=details.words_of(hop.node, "ig:inferredFrom"),
        cues=details.words_of(hop.node, "ig:cue"),
        cites=tuple(_citation(node, known, details) for node in facts.nodes(hop.node, "ig:cites")),
    )


def _citation(node: NamedNode, known: Known, details: Details) -> Citation:
    facts = known.facts
    publisher = facts.one(node, "dcterms:publisher")
    creators = facts.values(node, "dcterms:creator")
    return Citation(
        reference=details.named(node),
        outlet=_name(publisher, details) if publisher is not None else None,
        creators=tuple(_name(creator, details) for creator in creators),
        issued=facts.text(node, "dcterms:issued"),
        title=facts.text(node, "dcterms:title"),
    )


def _name(value: object, details: Details) -> str:
    return details.named(value).name if isinstance(value, NamedNode) else str(getattr(value, "value", value))


def chain_items(known: Known, found: Sequence[Sequence[Telling]], names: Names) -> Iterator[Item]:
    """A paragraph for each chain."""
    for number, (hops, tellings) in enumerate(zip(known.claim.chains, found, strict=True)):
        called = [names.of(hop.teller) for hop in hops]
        sentences = [_sentence(tellings, called, place, names, hops[place]) for place in range(len(tellings))]
        if len(tellings) > 1:
            sentences.append(f"Behind {called[-1]} nobody else is named.")
        elif not tellings or not tellings[0].cites:
            sentences.append("It names no source for it.")
        start = "There is another chain. " if number else ""
        yield Item(start + " ".join(filter(None, sentences)))


def _sentence(tellings: Sequence[Telling], called: Sequence[str], place: int, names: Names, hop: Hop) -> str:
    telling = tellings[place]
    first, last = place == 0, place == len(tellings) - 1
    if first:
        who = f"the article “{names.title(hop.teller)}”" if names.is_a(hop.teller, "ig:Document") else called[0]
    else:
        cues = f" (“{'”, “'.join(telling.cues)}”)" if telling.cues else ""
        who = f"{called[place]}{cues}"
    does = _own(telling, first=first) if last else _relaying(telling, called[place + 1], first=first)
    behalf = f", speaking for {names.of(hop.on_behalf_of)}" if hop.on_behalf_of else ""
    through = f", through {names.of(hop.channel)}" if hop.channel else ""
    return f"{capital(who)} {does}{behalf}{through}{_said_on(telling)}{_citing(telling)}.{_inferred(telling)}"


def _own(telling: Telling, *, first: bool) -> str:
    if telling.mode == "AuthorInference":
        return "concludes it by itself" if first else "concluded so"
    return "says so itself" if first else "said so"


def _relaying(telling: Telling, whom: str, *, first: bool) -> str:
    """In the past for those within the document, since English verbs do not show their number there."""
    if telling.mode == "DirectQuote":
        return f"{'quotes' if first else 'quoted'} {whom}"
    return f"{'tells' if first else 'told'} in other words what {whom} said"


def _said_on(telling: Telling) -> str:
    if telling.said_on is None:
        return ""
    words = telling.said_on_words
    stated = f" (“{words}”)" if words and words != plain_day(telling.said_on) else ""
    return f", {day(telling.said_on) or plain_day(telling.said_on)}{stated}"


def _inferred(telling: Telling) -> str:
    if not telling.said_on_inferred_from:
        return ""
    return f" The whole date is inferred from “{'” and “'.join(telling.said_on_inferred_from)}”."


def _citing(telling: Telling) -> str:
    return f", citing {' and '.join(map(_cited, telling.cites))}" if telling.cites else ""


def _cited(citation: Citation) -> str:
    number = citation.reference.iri.rpartition("/")[2]
    by = " and ".join(citation.creators)
    outlet = citation.outlet or ""
    issued = plain_day(citation.issued) if citation.issued else ""
    title = f"“{citation.title}”" if citation.title else ""
    inside = ", ".join(filter(None, (by, outlet if outlet != by else "", issued, title)))
    return f"reference {number}{f' ({inside})' if inside else ''}"


def standpoint_sentence(standpoint: str | None, sides: int) -> str | None:
    """Where whoever says so stands in a fight of so many sides; None where no rule has said."""
    found = _STANDPOINTS.get(standpoint or "")
    return found.replace(_NEITHER, "none of the sides") if found and sides > 2 else found


def who_they_are(known: Known, names: Names) -> Iterator[str]:
    """What is said of the tellers: roles, memberships, whom a group includes or is close to."""
    tellers = dict.fromkeys(hop.teller for chain in known.claim.chains for hop in chain[1:])
    for teller in tellers:
        yield from (f"{capital(text)}." for text in dict.fromkeys(_ties(teller, known, names)))


def _ties(teller: NamedNode, known: Known, names: Names) -> Iterator[str]:
    called = names.of(teller)
    for claim in (role for role in known.roles if role.subject == teller and role.node != known.claim.node):
        if claim.predicate.value.endswith("#holdsRole"):
            yield f"{called} {names.was(teller)}, the text says, {names.of(claim.object)}"
        elif not any(role.exact == claim.exact and role != claim for role in known.roles):
            yield f"{called} belonged, the text says, to {names.of(claim.object)} (“{claim.exact}”)"
    for other in names.nodes(teller, "ig:includesAgent"):
        yield f"{called} included {names.of(other)}"
        yield from _near(other, names)
    yield from _near(teller, names)


def _near(somebody: NamedNode, names: Names) -> Iterator[str]:
    """To whom somebody is close; that is not the same as belonging there."""
    called = names.of(somebody)
    for near in names.nodes(somebody, "ig:closeTo"):
        close = "" if "close to" in called else f"{called} stood close to {names.of(near)}; "
        yield f"{close}{called} {names.was(somebody)} not {names.of(near)} itself"
