"""The table of predicates: the key a person writes, what it takes, and how the claim reads as a label.

The key of a predicate in a claim file is the kebab form of its ontology name: ``takes-place-at`` is
``ig:takesPlaceAt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from ..namespaces import iri
from ..registry import Kind
from ..words import lower_camel

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

__all__ = ["EQUIPMENT", "OF_COUNTS", "PREDICATES", "Need", "Predicate", "Takes"]

EQUIPMENT = ("HeavyArtillery", "Rockets")
"""Weapons and gear, as local names of the ontology."""

OF_COUNTS = ("counts", "severity", "includes", "by", "equipped-with", "partial")
"""Keys of a claim that belong to counts alone."""

_ACTORS = (Kind.ACTOR, Kind.PERSON)
_OUTCOMES = ("Victory", "Rout", "Repulse", "Retreat", "Indecisive", "NotStopped")


class Takes(StrEnum):
    """What the value of a predicate is."""

    QUANTITY = "the words of a quantity"
    ENTITY = "an entry of the registry"
    DATE = "the words of a date or time"
    CONCEPT = "a word of the ontology's list"
    COORDINATES = "decimal degrees as the text has them, latitude; longitude"
    WORDS = "words of the quote"


class Need(Enum):
    """Whether something must, may or must not stand on a claim."""

    MUST = "must"
    MAY = "may"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate; ``subjects`` and ``objects`` are the kinds of entries it may join."""

    key: str
    takes: Takes
    label: str
    """How a claim reads: ``{group}``, ``{subject}``, ``{object}``, ``{side}``, ``{anchor}`` are filled."""
    subjects: tuple[Kind, ...] = (Kind.EVENT,)
    objects: tuple[Kind, ...] = ()
    event: Need = Need.MUST
    group: Need = Need.NOT
    """Whether ``group`` (somebody, overall or unstated) stands on it: on losses and strength only."""
    side: Need = Need.NOT
    of_claim: bool = False
    """True where the subject is another claim."""
    or_side: bool = False
    """True where a side of the event may stand for the object."""
    concepts: tuple[str, ...] = ()
    """The values that it takes, as local names of the ontology, where it takes concepts."""

    @property
    def is_count(self) -> bool:
        """Whether it takes a number of things, and no measure."""
        return self.takes is Takes.QUANTITY and self.key != "distance"

    @property
    def node(self) -> NamedNode:
        """Its IRI."""
        return iri(f"ig:{lower_camel(self.key)}")


def _loss(key: str) -> Predicate:
    return Predicate(key, Takes.QUANTITY, f"{{group}} {key}", group=Need.MUST)


def _entity(
    key: str,
    label: str,
    objects: tuple[Kind, ...],
    subjects: tuple[Kind, ...] = (Kind.EVENT,),
    event: Need = Need.MUST,
    side: Need = Need.NOT,
) -> Predicate:
    return Predicate(key, Takes.ENTITY, label, subjects, objects, event=event, side=side)


_ALL = (
    *map(_loss, ("killed", "wounded", "captured", "missing", "hospitalised", "destroyed", "casualties")),
    Predicate("strength", Takes.QUANTITY, "strength of {group}", group=Need.MUST),
    Predicate("member-count", Takes.QUANTITY, "members of {subject}", subjects=(Kind.ACTOR,), event=Need.NOT),
    Predicate("event-count", Takes.QUANTITY, "number of events in {subject}"),
    Predicate(
        "distance",
        Takes.QUANTITY,
        "distance of {subject} from {anchor}",
        subjects=(Kind.EVENT, Kind.PLACE),
        event=Need.MAY,
    ),
    _entity("belligerent", "party on {side} in {subject}: {object}", _ACTORS, side=Need.MUST),
    _entity("commander", "commander on {side} in {subject}: {object}", (Kind.PERSON,), side=Need.MUST),
    _entity("takes-place-at", "place of {subject}: {object}", (Kind.PLACE,)),
    Predicate("coordinates", Takes.COORDINATES, "coordinates of {subject}", (Kind.EVENT, Kind.PLACE), event=Need.MAY),
    Predicate("begins-on", Takes.DATE, "beginning of {subject}"),
    Predicate("ends-on", Takes.DATE, "end of {subject}"),
    Predicate("at-time", Takes.DATE, "time of {subject}"),
    Predicate("outcome", Takes.CONCEPT, "outcome of {subject}", side=Need.MAY, concepts=_OUTCOMES),
    _entity("retreats-to", "{side} retreated to {object}", (Kind.PLACE,), side=Need.MUST),
    Predicate("attacker", Takes.ENTITY, "{object} attacked in {subject}", objects=_ACTORS, or_side=True),
    _entity("target", "target of {subject}: {object}", (*_ACTORS, Kind.PLACE)),
    _entity("reinforced-by", "{object} came as reinforcement in {subject}", _ACTORS, side=Need.MAY),
    _entity("claimed-responsibility", "{object} claimed responsibility for {subject}", _ACTORS),
    Predicate("weapon-used", Takes.CONCEPT, "weapon used in {subject}", concepts=EQUIPMENT),
    _entity("located-in", "{subject} lies in {object}", (Kind.PLACE,), (Kind.PLACE,), event=Need.NOT),
    _entity("affects", "{subject} has effects in {object}", (Kind.PLACE,)),
    _entity("part-of", "{subject} was part of {object}", (Kind.EVENT,)),
    _entity("sub-event", "part of {subject}: {object}", (Kind.EVENT,)),
    _entity("followed-by", "{subject} was followed by {object}", (Kind.EVENT,)),
    _entity("preceded-by", "{subject} was preceded by {object}", (Kind.EVENT,)),
    _entity("member-of", "member of {object}: {subject}", (Kind.ACTOR,), _ACTORS, event=Need.MAY),
    _entity("part-of-force", "part of the force of {object}: {subject}", (Kind.ACTOR,), _ACTORS, event=Need.MAY),
    _entity("led-by", "leader of {subject}: {object}", _ACTORS, (Kind.ACTOR,), event=Need.MAY),
    _entity("fought-against", "{subject} fought against {object}", _ACTORS, _ACTORS, event=Need.MAY),
    _entity("collaborated-with", "{subject} worked together with {object}", _ACTORS, _ACTORS, event=Need.MAY),
    Predicate(
        "engaged-in",
        Takes.CONCEPT,
        "what {subject} was doing",
        subjects=_ACTORS,
        event=Need.MAY,
        concepts=("Patrol", "Pursuit"),
    ),
    Predicate("formed-on", Takes.DATE, "formation of {subject}", subjects=(Kind.ACTOR,), event=Need.NOT),
    Predicate("holds-role", Takes.WORDS, "role of {subject}", subjects=(*_ACTORS, Kind.PLACE), event=Need.MAY),
    _entity("died-in", "{subject} died in {object}", (Kind.EVENT,), (Kind.PERSON,)),
    Predicate(
        "reflects-estimate-of",
        Takes.ENTITY,
        "{subject} reflects an estimate of {object}",
        subjects=(),
        objects=_ACTORS,
        of_claim=True,
    ),
)

PREDICATES: dict[str, Predicate] = {p.key: p for p in _ALL}
"""All predicates by the key that a claim file uses."""
