"""Whom and what all documents share: actors, media, people and places, every one of them invented.

The pool has one size, whatever the number of documents, so that a registry grows with the events and unnamed
groups of its documents alone. Its places lie in the empty ocean around 48° S, 130° W.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from .dice import Dice
from .page import Thing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .page import Value

__all__ = ["LINKS_EVIDENCE", "PUBLISHER", "Country", "Place", "Pool", "kilometers", "pool", "thing"]

LINKS_EVIDENCE = "invented: a made-up id of a generated collection, of nothing in the world"

_RADIUS = 6371.0088  # mean radius of the earth in km (IUGG)
_COUNTRIES = (("Tarvelia", "Tarvelian"), ("Osqueland", "Osquelander"), ("Mirrowe", "Mirrowan"), ("Hadrune", "Hadrunic"))
_STARTS = (
    ("Vash", "vash"), ("Orm", "orm"), ("Tel", "tel"), ("Bør", "boer"), ("Quen", "quen"), ("Ğar", "ghar"),
    ("Zim", "zim"), ("Løv", "loev"), ("Ys", "ys"), ("Pér", "per"),
)  # fmt: skip
_ENDS = (("kul", "kul"), ("édi", "edi"), ("uqar", "uqar"), ("ošne", "oshne"))
_GIVEN = (
    ("Ilven", "ilven"), ("Toruk", "toruk"), ("Masqé", "masqe"), ("Orwen", "orwen"), ("Raelo", "raelo"),
    ("Jondri", "jondri"), ("Štefar", "shtefar"), ("Ulma", "ulma"),
)  # fmt: skip
# One family name has its accent as a combining character, since texts come in both forms.
_FAMILY = (
    ("Dravik", "dravik"), ("Osqual", "osqual"), ("Tremméa", "tremmea"), ("Vorlund", "vorlund"),
    ("Zantheo", "zantheo"), ("Kürbal", "kuerbal"), ("Nashi\u0301v", "nashiv"), ("Quillor", "quillor"),
)  # fmt: skip
_REGIONS = ("Azurel", "Borune", "Cathmar", "Delvane", "Erquay", "Fjelmor", "Gorvath", "Hesquia", "Ivorn", "Jathlan")
_UNITS = ("Heron", "Basalt", "Juniper", "Copper", "Saffron", "Granite", "Willow", "Amber")
_MEDIA = (
    ("Qelora", "qelora"), ("Umbrisk", "umbrisk"), ("Talvané", "talvane"), ("Nerrow", "nerrow"),
    ("Ostrel", "ostrel"), ("Pyrrel", "pyrrel"), ("Wendrith", "wendrith"),
)  # fmt: skip
_RELIEF = ("Orlune", "Vestmere", "Calquith", "Drasmond")


@dataclass(frozen=True, slots=True)
class Country:
    """A state: its land, its government and its army."""

    land: Thing
    government: Thing
    army: Thing


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the pool: its country, where it lies in degrees, and its made-up id if a gazetteer has it."""

    thing: Thing
    country: Country
    latitude: float
    longitude: float
    geonames: str | None

    @property
    def words(self) -> str:
        """Its name."""
        return self.thing.words

    @property
    def near(self) -> Thing:
        """The relative place "near" it."""
        words = f"near {self.words}"
        entry = ("type", "relative-place"), ("label", words), ("relative-to", self.thing)
        return Thing("places", f"near-{self.thing.slug}", words, entry)


@dataclass(frozen=True, slots=True)
class Pool:
    """All that documents share; :func:`pool` makes it."""

    places: tuple[Place, ...]
    groups: tuple[Thing, ...]
    units: tuple[Thing, ...]
    media: tuple[Thing, ...]
    relief: tuple[Thing, ...]
    people: tuple[Thing, ...]
    wars: tuple[Thing, ...]


def thing(file: str, slug: str, words: str, entry: Mapping[str, Value] | None = None) -> Thing:
    """An entry whose name is what texts call it; ``entry`` adds its other fields."""
    return Thing(file, slug, words, tuple({"name": words, **(entry or {})}.items()))


@cache
def pool() -> Pool:
    """The pool; always the same."""
    fronts = ((f"Popular Front of {region}", f"PF{region[0]}") for region in _REGIONS)
    movements = ((f"Movement of {region}", f"M{region[:3].upper()}") for region in _REGIONS)
    armed = {"type": "armed-group"}
    return Pool(
        places=_places(),
        groups=tuple(
            thing("actors", short.lower(), short, {"name": name, "short": short, "called": f"the {short}", **armed})
            for name, short in (*fronts, *movements)
        ),
        units=tuple(_named_by(name, "Company", "military-unit") for name in _UNITS),
        media=(
            *(thing("actors", f"radio-{slug}", f"Radio {name}", _OUTLET) for name, slug in _MEDIA),
            *(thing("actors", f"{slug}-courier", f"{name} Courier", _OUTLET) for name, slug in _MEDIA),
        ),
        relief=tuple(_named_by(name, "Relief Committee", "organisation") for name in _RELIEF),
        people=tuple(
            thing("people", f"{first}-{last}", f"{given} {family}")
            for (given, first), (family, last) in product(_GIVEN, _FAMILY)
        ),
        wars=tuple(
            thing("events", f"{region.lower()}-war", f"{region} War", {"type": "armed-conflict"}) for region in _REGIONS
        ),
    )


_OUTLET = {"type": "media-outlet"}
PUBLISHER = thing("actors", "invented-encyclopedia", "Invented Encyclopedia", _OUTLET)
"""Who publishes every document."""


def _named_by(name: str, noun: str, type_: str) -> Thing:
    words = f"{name} {noun}"
    return thing("actors", words.lower().replace(" ", "-"), words, {"type": type_, "called": f"the {words}"})


def _country(name: str, adjective: str) -> Country:
    slug = name.lower()
    state = {"type": "government", "called": f"the {adjective} government"}
    force = {"type": "state-force", "called": f"the {adjective} Army"}
    return Country(
        land=thing("places", slug, name),
        government=thing("actors", f"{slug}-government", f"{adjective} government", state),
        army=thing("actors", f"{slug}-army", f"{adjective} Army", force),
    )


def _places() -> tuple[Place, ...]:
    """Places about 20 km from one another, each a little off its point of a grid."""
    countries = [_country(name, adjective) for name, adjective in _COUNTRIES]
    dice = Dice("places")
    return tuple(
        Place(
            thing=thing("places", f"{first}{last}", f"{start}{end}"),
            country=countries[row % len(countries)],
            latitude=-49 + row * 0.15 + dice.below(1000) / 10000,
            longitude=-131 + column * 0.25 + dice.below(2000) / 10000,
            # Ten digits: no id of GeoNames is near so long.
            geonames=f"99900000{row}{column}" if (row + column) % 2 == 0 else None,
        )
        for row, (start, first) in enumerate(_STARTS)
        for column, (end, last) in enumerate(_ENDS)
    )


def kilometers(one: Place, other: Place) -> float:
    """The distance on the sphere (haversine formula)."""
    up, across = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    chord = sin(up / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(across / 2) ** 2
    return 2 * _RADIUS * asin(sqrt(chord))
