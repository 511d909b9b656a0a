"""What happens in one document: who fights whom, where and when, and who is asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .dice import Dice
from .page import Thing
from .pool import pool, thing

if TYPE_CHECKING:
    from .pool import Place

__all__ = ["Story", "day", "day_month", "tell"]

_KINDS = (("battle", "Battle of"), ("attack", "Attack on"), ("ambush", "Ambush of"))
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_RENDERED = 3
"""Every third document is a rendered page with references; the others are plain wiki text."""
_THREE_SIDES = 5
"""Every fifth document has a third side."""


@dataclass(frozen=True, slots=True)
class Story:
    """The facts of one document. Numbers are drawn where they are told, from the same dice."""

    number: int
    dice: Dice
    rendered: bool
    event: Thing
    noun: str
    """``battle``, ``attack`` or ``ambush``."""
    title: str
    headword: str
    """The title without its year."""
    on: date
    war: Thing
    place: Place
    near: Place
    far: Place
    elsewhere: Place
    """Where the other event is."""
    army: Thing
    ally: Thing
    rebels: Thing
    allied_rebels: Thing
    third: Thing | None
    """The one party of a third side."""
    people: tuple[Thing, ...]
    media: tuple[Thing, ...]
    relief: Thing
    other: Thing
    """Another event, whose numbers are never those of this one."""
    other_on: date

    @property
    def slug(self) -> str:
        """Of the document and its event."""
        return self.event.slug

    def group(self, slug: str, words: str, *, plural: bool = True, close_to: Thing | None = None) -> Thing:
        """An unnamed group, which belongs to this document alone."""
        entry = {"type": "unnamed-group", "described-as": words, "plural": "yes" if plural else "no"}
        tie = (("close-to", close_to),) if close_to else ()
        return Thing("actors", f"{slug}-{self.number:05d}", words, (*entry.items(), *tie))


def tell(seed: int, number: int) -> Story:
    """The story of document ``number``, from 1: the same whatever other documents there are."""
    dice = Dice("document", seed, number)
    shared = pool()
    kind, words = dice.pick(_KINDS)
    place, near, far, elsewhere = dice.some(shared.places, 4)
    groups = dice.some(shared.groups, 3)
    on = date(dice.between(1901, 1979), dice.between(1, 12), dice.between(8, 20))
    other_on = on - timedelta(days=dice.between(2, 5))
    headword = f"{words} {place.words}"
    sides = 3 if number % _THREE_SIDES == 0 else 2
    return Story(
        number=number,
        dice=dice,
        rendered=number % _RENDERED == 0,
        event=thing(
            "events",
            f"{kind}-{place.thing.slug}-{on.year}-{number:05d}",
            f"{headword} ({day(on)})",
            {"type": kind, "called": f"the {kind}", "sides": str(sides)},
        ),
        noun=kind,
        title=f"{headword} ({on.year})",
        headword=headword,
        on=on,
        war=dice.pick(shared.wars),
        place=place,
        near=near,
        far=far,
        elsewhere=elsewhere,
        army=place.country.army,
        ally=dice.pick(shared.units),
        rebels=groups[0],
        allied_rebels=groups[1],
        third=groups[2] if sides == 3 else None,
        people=tuple(dice.some(shared.people, 4)),
        media=tuple(dice.some(shared.media, 3)),
        relief=dice.pick(shared.relief),
        other=thing(
            "events",
            f"raid-{elsewhere.thing.slug}-{other_on.year}-{number:05d}",
            f"raid near {elsewhere.words} ({day(other_on)})",
            {"type": "attack", "called": f"the raid near {elsewhere.words}"},
        ),
        other_on=other_on,
    )


def day(when: date) -> str:
    """``14 March 1931``; without the library's names of months, which depend on the machine's language."""
    return f"{day_month(when)} {when.year}"


def day_month(when: date) -> str:
    """``14 March``: the year stands elsewhere."""
    return f"{when.day} {_MONTHS[when.month - 1]}"
