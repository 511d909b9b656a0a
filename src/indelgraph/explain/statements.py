"""What is claimed, as a clause that follows "it is claimed that": one form for every predicate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..words import kebab
from .numbers import counted, is_one, measured, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..derive.view import Claim
    from .names import Names

__all__ = ["SENTENCES", "statement", "whose"]

_LOSSES = {
    "killed": "killed",
    "wounded": "wounded",
    "captured": "captured",
    "missing": "reported missing",
    "hospitalised": "taken to hospital",
    "destroyed": "destroyed",
    "casualties": "killed or wounded",
}
_TEMPLATES = {
    "belligerent": "{object} fought on {side} in {subject}",
    "commander": "{object} commanded on {side} in {subject}",
    "takesPlaceAt": "{subject} took place {at}",
    "beginsOn": "{subject} began {when}",
    "endsOn": "{subject} ended {when}",
    "atTime": "{subject} took place {when}",
    "retreatsTo": "{side} retreated to {object} in {subject}",
    "attacker": "{object} attacked in {subject}",
    "target": "{object} {object_was} the target of {subject}",
    "claimedResponsibility": "{object} claimed responsibility for {subject}",
    "weaponUsed": "{object} were used in {subject}",
    "locatedIn": "{subject} lies in {object}",
    "affects": "{subject} has effects in {object}",
    "partOf": "{subject} {subject_was} part of {object}",
    "subEvent": "{object} {object_was} part of {subject}",
    "followedBy": "{subject} {subject_was} followed by {object}",
    "precededBy": "{subject} {subject_was} preceded by {object}",
    "memberOf": "{subject} belonged to {object}",
    "partOfForce": "{subject} {subject_was} part of the forces of {object}",
    "ledBy": "{subject} {subject_was} led by {object}",
    "foughtAgainst": "{subject} fought against {object}",
    "collaboratedWith": "{subject} worked together with {object}",
    "formedOn": "{subject} {subject_was} formed {when}",
    "holdsRole": "{subject} {subject_was} {object}",
    "diedIn": "{subject} died in {object}",
    "reflectsEstimateOf": "{subject} reflects an estimate of {object}",
}
_OUTCOMES = {
    "Victory": ("{side} won {subject}", "{subject} ended with a victory"),
    "Rout": ("{side} was routed in {subject}", "{subject} ended in a rout"),
    "Repulse": ("{side} was driven back in {subject}", "the attack in {subject} was beaten back"),
    "Retreat": ("{side} had to retreat in {subject}", "{subject} ended with a retreat"),
    "Indecisive": ("{subject} {subject_was} indecisive for {side}", "{subject} {subject_was} indecisive"),
    "NotStopped": ("{side} was not stopped in {subject}", "the attackers were not stopped in {subject}"),
}
"""How each outcome reads for a side, and without one."""
_DOINGS = {"Patrol": "on patrol", "Pursuit": "in pursuit of others"}
_POINT = re.compile(r"POINT ?\((-?[0-9.]+) (-?[0-9.]+)\)\Z")


def statement(claim: Claim, names: Names) -> str:
    """What is claimed, without a capital or a full stop."""
    name = claim.predicate.value.rpartition("#")[2]
    form = SENTENCES.get(name)
    if form is not None:
        return form(claim, names)
    return f"{names.of(claim.subject)} has for its {kebab(name).replace('-', ' ')} {names.of(claim.object)}"


def whose(claim: Claim, names: Names) -> str:
    """Whose losses or strength: "of the MNLA", "of side 2 (MUJAO, AQIM)", "on both sides together"."""
    if claim.group is not None:
        name = names.of(claim.group)
        return f"({name})" if _is_plain_group(claim.group, names) else f"of {name}"
    return "on all sides together" if claim.group_status and claim.group_status.value.endswith("#Overall") else ""


def _is_plain_group(group: NamedNode, names: Names) -> bool:
    """Whether a group is named by what its people are ("Nigerien soldiers"), so that nobody is "of" it."""
    return names.is_a(group, "ig:UnnamedGroup")


def _loss(claim: Claim, names: Names) -> str:
    number = number_of(claim)
    if number is None:
        return f"there were losses in {names.of(claim.subject)}"
    name = claim.predicate.value.rpartition("#")[2]
    badly = f"{kebab(number.severity)}ly " if number.severity else ""
    verb = "was" if is_one(number) else "were"
    group = whose(claim, names)
    by = names.node(claim.node, "ig:by")
    done = f" by {names.of(by)}" if by is not None else ""
    unsaid = "" if group else ", without saying whose"
    who = f"{counted(number)} {group}".rstrip()
    return f"{who} {verb} {badly}{_LOSSES[name]}{done} in {names.of(claim.subject)}{unsaid}"


def _strength(claim: Claim, names: Names) -> str:
    number = number_of(claim)
    what = counted(number) if number is not None else "forces"
    event = names.of(claim.subject)
    if claim.group is None:
        status = whose(claim, names)
        return (
            f"{what}{' ' + status if status else ''} took part in {event}{'' if status else ', without saying whose'}"
        )
    gear = names.node(claim.node, "ig:equippedWith")
    with_gear = f" equipped with {names.term(gear)}" if gear is not None else ""
    return f"{names.of(claim.group)} had {what}{with_gear} in {event}"


def _member_count(claim: Claim, names: Names) -> str:
    number = number_of(claim)
    return f"{names.of(claim.subject)} consisted of {counted(number) if number else names.of(claim.object)}"


def _distance(claim: Claim, names: Names) -> str:
    number = number_of(claim)
    far = measured(number) if number is not None else names.of(claim.object)
    bearing = names.node(claim.node, "ig:bearing")
    direction = f" {names.term(bearing)}" if bearing is not None else ""
    anchor = names.of(claim.relative_to) if claim.relative_to is not None else "a place that is not named"
    verb = "took place" if names.is_a(claim.subject, "ig:Event") else "lies"
    return f"{names.of(claim.subject)} {verb} {far}{direction}{' of' if direction else ' from'} {anchor}"


def _coordinates(claim: Claim, names: Names) -> str:
    value = claim.object.value
    found = _POINT.search(value)
    verb = "took place" if names.is_a(claim.subject, "ig:Event") else "lies"
    if found is None:
        return f"{names.of(claim.subject)} {verb} at the coordinates “{claim.exact}”"
    longitude, latitude = found.groups()
    where = ", ".join(
        f"{number.lstrip('-')}° {names_[number.startswith('-')]}"
        for number, names_ in ((latitude, ("north", "south")), (longitude, ("east", "west")))
    )
    return f"{names.of(claim.subject)} {verb} at {where}"


def _outcome(claim: Claim, names: Names) -> str:
    if isinstance(claim.object, Literal):
        return f"the outcome of {names.of(claim.subject)} was “{claim.object.value}”"
    forms = _OUTCOMES.get(claim.object.value.rpartition("#")[2])
    if forms is None:
        return f"the outcome of {names.of(claim.subject)} was {names.term(claim.object)}"
    side = names.of(claim.side) if claim.side is not None else ""
    was = names.was(claim.subject)
    return forms[claim.side is None].format(subject=names.of(claim.subject), subject_was=was, side=side)


def _reinforced(claim: Claim, names: Names) -> str:
    side = f" of {names.of(claim.side)}" if claim.side is not None else ""
    return f"{names.of(claim.object)} came as reinforcement{side} in {names.of(claim.subject)}"


def _engaged(claim: Claim, names: Names) -> str:
    local = claim.object.value.rpartition("#")[2]
    doing = _DOINGS.get(local, f"engaged in: {kebab(local).replace('-', ' ')}")
    event = f" when {names.of(claim.event)} took place" if claim.event is not None else ""
    return f"{names.of(claim.subject)} {names.was(claim.subject)} {doing}{event}"


def _from_template(template: str) -> Callable[[Claim, Names], str]:
    def fill(claim: Claim, names: Names) -> str:
        value = claim.object
        is_term = isinstance(value, NamedNode) and "/ontology#" in value.value
        return template.format(
            subject=names.of(claim.subject),
            object=names.term(value) if is_term and isinstance(value, NamedNode) else names.of(value),
            subject_was=names.was(claim.subject),
            object_was=names.was(value),
            side=names.of(claim.side) if claim.side is not None else "a side that is not named",
            at=names.at(value),
            when=names.when(claim),
        )

    return fill


SENTENCES: Mapping[str, Callable[[Claim, Names], str]] = {
    **dict.fromkeys(_LOSSES, _loss),
    "strength": _strength,
    "memberCount": _member_count,
    "eventCount": _member_count,
    "distance": _distance,
    "coordinates": _coordinates,
    "outcome": _outcome,
    "reinforcedBy": _reinforced,
    "engagedIn": _engaged,
    **{name: _from_template(template) for name, template in _TEMPLATES.items()},
}
"""The form of each predicate, by its local name."""
