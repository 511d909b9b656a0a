"""What must hold for a conditional contradiction to be one, read off the two claims.

A rule calls a conflict Conditional where the texts leave open whether two claims speak of the same. Which respect that
is in shows in what the claims say of themselves: the group and how much of it, the day, the severity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..derive.scope import Scope, scope_of
from ..namespaces import iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Literal, NamedNode

    from ..derive.view import Claim, View

__all__ = ["conditions"]

_OF_ALL, _UNSAID = iri("ig:Overall"), iri("ig:Unstated")
_EXCEEDS = "PartExceedsWhole"
_DISTANT: dict[NamedNode | None, str] = {iri("ig:Claims"): "call a claim", iri("ig:Seems"): "give as what seems"}
"""Modalities that leave open whether it is so at all, and how the words put it."""


def conditions(
    claim: Claim,
    other: Claim,
    kind: str,
    view: View,
    name: Callable[[NamedNode | Literal], str],
    day: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """Clauses to be read after "if", from the standpoint of the first claim; none where the graph shows none.

    ``kind`` is the local name of the conflict's kind; ``name`` and ``day`` say things and days as the caller does.
    """
    called = ("this figure", "the other") if claim.measure and other.measure else ("this claim", "the other")
    one, two = (_Party(who, c, scope_of(c, view.ties)) for who, c in zip(called, (claim, other), strict=True))
    found: list[str] = []
    if claim.measure and other.measure:
        found += _events(one, two, name)
        found += _groups(one, two, kind, view, name)
        found += _limits(one, two, kind, name)
        found += _severities(one, two, kind)
        found += _days(one, two, day)
    inferred = [party.who for party in (one, two) if party.claim.inferred]
    if inferred:
        found.append(f"what is inferred about {inferred[0] if len(inferred) == 1 else 'both'} is right")
    if not found:
        found += [
            f"{party.who}, which its words only {_DISTANT[party.claim.modality]}, is right"
            for party in (one, two)
            if party.claim.modality in _DISTANT
        ]
        found += _moments(one, two, view, day)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Party:
    """One of the two claims, and how it is called."""

    who: str
    claim: Claim
    scope: Scope

    @property
    def group(self) -> NamedNode | None:
        return self.scope.group


def _events(one: _Party, two: _Party, name: Callable[[NamedNode | Literal], str]) -> Iterator[str]:
    """That one event is a part of the other is a claim, too."""
    first, last = (two, one) if _exceeds(two, one) else (one, two)
    part, whole = first.claim.event, last.claim.event
    if part is not None and whole is not None and part != whole:
        yield f"{name(part)} is a part of {name(whole)}"


def _groups(
    one: _Party, two: _Party, kind: str, view: View, name: Callable[[NamedNode | Literal], str]
) -> Iterator[str]:
    """Whose losses they are, where that is not the same or not said."""
    if one.group == two.group == _UNSAID:
        yield "both count the same people, since neither says whose they are"
    for party in (one, two):
        if party.group == _UNSAID != (two if party is one else one).group:
            yield f"{party.who}, which does not say whose they are, counts the same people"
    if one.group is None or two.group is None or one.group == two.group or _UNSAID in (one.group, two.group):
        return
    first, last = (one, two) if _is_narrower(one, two, kind, view) else (two, one)
    called = ["all sides together" if p.group == _OF_ALL else name(p.group) for p in (first, last) if p.group]
    if kind == _EXCEEDS:
        yield f"those counted for {called[0]} are among those counted for {called[1]}"
    elif last.group == _OF_ALL or view.facts.is_a(last.group, "ig:Side"):
        yield f"the count of {called[0]} is that of {called[1]} as a whole"
    else:
        yield f"the counts of {called[0]} and of {called[1]} are of the same people"


def _is_narrower(one: _Party, two: _Party, kind: str, view: View) -> bool:
    """Whether the first is said of the narrower group: the part that exceeds, or else what is no side."""
    if kind == _EXCEEDS:
        return _exceeds(one, two)
    return one.group != _OF_ALL and not view.facts.is_a(one.group, "ig:Side")


def _exceeds(one: _Party, two: _Party) -> bool:
    """Whether the first is the part that is given a higher count than the second, its whole."""
    least, most = one.claim.minimum, two.claim.maximum
    return least is not None and most is not None and most < least


def _limits(one: _Party, two: _Party, kind: str, name: Callable[[NamedNode | Literal], str]) -> Iterator[str]:
    """To what they are limited, where that is not the same."""
    if (one.scope.limit, one.scope.partial) == (two.scope.limit, two.scope.partial):
        return
    for party, beside in ((one, two), (two, one)):
        scope = party.scope
        if scope.limit is None and not scope.partial:
            continue
        how = f"limited to {name(scope.limit)}" if scope.limit is not None else "of a part only"
        some = kind == _EXCEEDS and _exceeds(party, beside)
        yield f"{party.who}, {how}, counts {'some' if some else 'all'} of those in {beside.who}"


def _severities(one: _Party, two: _Party, kind: str) -> Iterator[str]:
    """How badly they were hurt; who is badly hurt is hurt, so that it leaves nothing open where a part exceeds."""
    if one.scope.severity == two.scope.severity or kind == _EXCEEDS:
        return
    for party in (one, two):
        if party.scope.severity is not None:
            yield f"{party.who}, of those badly hurt, counts all who were hurt"


def _days(one: _Party, two: _Party, day: Callable[[str], str]) -> Iterator[str]:
    """Up to when they hold, where that is not the same."""
    if one.claim.as_of == two.claim.as_of:
        return
    if one.claim.as_of is not None and two.claim.as_of is not None:
        first, last = sorted((one.claim.as_of.value, two.claim.as_of.value))
        yield f"the count did not change between {day(first)} and {day(last)}"
        return
    for party in (one, two):
        if party.claim.as_of is not None:
            yield f"the count of {party.who}, as of {day(party.claim.as_of.value)}, did not change afterwards"


def _moments(one: _Party, two: _Party, view: View, day: Callable[[str], str]) -> Iterator[str]:
    """When they were told, where no day is that of both."""
    told = [
        sorted({said for chain in p.claim.chains for hop in chain if (said := view.facts.text(hop.node, "ig:saidOn"))})
        for p in (one, two)
    ]
    if all(told) and not set(told[0]) & set(told[1]):
        yield f"both speak of the same moment, though one was told on {day(told[0][0])} and one on {day(told[1][0])}"
