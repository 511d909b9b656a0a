"""Reads ``registry/links.tsv``: ties to Wikidata and GeoNames, each with public evidence.

A header line, then one link a line: ``entry, relation, wikidata, geonames, latitude, longitude, evidence,
note``, separated by tabs. Ids and coordinates are facts; the coordinates are GeoNames' (CC BY 4.0).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import Place
from ..files import CONTROLS, HIDDEN, read_text, refuse
from ..words import shown
from .model import Kind, Link

if TYPE_CHECKING:
    from pathlib import Path

    from ..errors import Problems
    from .model import Registry

__all__ = ["COLUMNS", "read_links"]

_LONE_RETURN = re.compile("\r(?!\n)")

COLUMNS = ("entry", "relation", "wikidata", "geonames", "latitude", "longitude", "evidence", "note")
_QID = re.compile(r"Q[1-9][0-9]{0,11}\Z")
_GEONAMES = re.compile(r"[1-9][0-9]{0,9}\Z")
_DEGREES = re.compile(r"-?[0-9]{1,3}\.[0-9]{1,8}\Z")


def read_links(path: Path, registry: Registry, problems: Problems) -> tuple[Link, ...]:
    """The links of a collection in the order of the file; none where there is no file.

    Raises:
        DataError: if the file cannot be read, or holds a character that does not show as what it is.
    """
    if not path.exists():
        return ()
    found: dict[tuple[str, str | None, str | None], Link] = {}
    exact = _Exact(problems)
    text = read_text(path).removeprefix("\ufeff")
    refuse(text, path, CONTROLS, "which is no text; remove it")
    refuse(text, path, HIDDEN, "which does not show as what it is; remove it")
    refuse(text, path, _LONE_RETURN, "a line end that few editors show; end lines with line feeds")
    lines = text.split("\n")
    if tuple(lines[0].removesuffix("\r").split("\t")) != COLUMNS:
        problems.add(Place(path, 1, 1), f"the first line must name the columns: {' '.join(COLUMNS)}")
        return ()
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            link = _link(line.removesuffix("\r").split("\t"), Place(path, number, 1), registry, problems)
            if link and (link.entry, link.wikidata, link.geonames) in found:
                first = found[link.entry, link.wikidata, link.geonames].place.line
                problems.add(link.place, f"{link.entry} has this link in line {first}; keep one")
            elif link:
                found[link.entry, link.wikidata, link.geonames] = link
                exact.note(link)
    return tuple(found.values())


class _Exact:
    """Exact matches go one to one: two things of ours are not exactly one item, nor is one of ours two items."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._of_item: dict[str, Link] = {}
        self._of_entry: dict[tuple[str, str], Link] = {}

    def note(self, link: Link) -> None:
        """Take note of a link; one that contradicts a link before it is a problem."""
        if link.relation != "exactMatch":
            return
        for base, id_ in (("Wikidata", link.wikidata), ("GeoNames", link.geonames)):
            if id_ is None:
                continue
            item = f"{base} {id_}"
            first = self._of_item.setdefault(item, link)
            if first.entry != link.entry:
                message = (
                    f"{link.entry!r} is linked to {item}, and so is {first.entry!r} in line {first.place.line}: both "
                    "cannot be exactly it; keep the right one, write closeMatch for the one that is only near, or make "
                    "them one entry"
                )
                self._problems.add(link.place, message)
            other = self._of_entry.setdefault((link.entry, base), link)
            other_id = other.wikidata if base == "Wikidata" else other.geonames
            if other_id != id_:
                message = (
                    f"{link.entry!r} is linked to {item}, and in line {other.place.line} to {base} {other_id}: it "
                    "cannot be exactly both; keep the right one, or write closeMatch for the one that is only near"
                )
                self._problems.add(link.place, message)


def _link(values: list[str], place: Place, registry: Registry, problems: Problems) -> Link | None:
    if len(values) != len(COLUMNS):
        problems.add(place, f"has {len(values)} columns instead of {len(COLUMNS)}; separate them by tabs")
        return None
    row = dict(zip(COLUMNS, values, strict=True))
    wrong = _wrong(row)
    try:
        entry = registry.find(row["entry"], Kind)
    except LookupError as error:
        wrong = "entry", str(error)
    if wrong:
        column = sum(len(value) + 1 for value in values[: COLUMNS.index(wrong[0])]) + 1
        problems.add(Place(place.path, place.line, column), wrong[1])
        return None
    return Link(
        entry=entry.id,
        relation=row["relation"],
        wikidata=row["wikidata"] or None,
        geonames=row["geonames"] or None,
        latitude=row["latitude"] or None,
        longitude=row["longitude"] or None,
        evidence=row["evidence"],
        place=place,
        note=row["note"] or None,
    )


def _wrong(row: dict[str, str]) -> tuple[str, str] | None:
    """What is wrong with a row: the column, and in one sentence what it is."""
    if row["relation"] not in {"exactMatch", "closeMatch"}:
        return "relation", f"unknown relation {shown(row['relation'])}; write exactMatch or closeMatch"
    if not row["wikidata"] and not row["geonames"]:
        return "wikidata", "links to nothing; give a Wikidata or a GeoNames id"
    if row["wikidata"] and not _QID.match(row["wikidata"]):
        return "wikidata", f"{shown(row['wikidata'])} is no Wikidata item; write Q and digits"
    if row["geonames"] and not _GEONAMES.match(row["geonames"]):
        return "geonames", f"{shown(row['geonames'])} is no GeoNames id; write digits"
    if not row["evidence"].strip():
        return "evidence", "has no evidence; name the public source that ties the two together"
    degrees = [row["latitude"], row["longitude"]]
    limits = (90.0, 180.0)
    if any(degrees) and (
        not all(_DEGREES.match(d) for d in degrees)
        or any(abs(float(d)) > limit for d, limit in zip(degrees, limits, strict=True))
    ):
        return "latitude", "latitude and longitude must both be decimal degrees, such as 16.27167 and -0.04472"
    return None
