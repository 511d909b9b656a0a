"""The collection that the endpoint benchmark asks about: a generated one, each event of it with a Wikidata id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .generate import generate

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["collection"]

_FIRST_ID = 900_000_000
"""Wikidata has no item with so large a number yet."""
_WHY = "invented: a made-up id of a generated collection, of nothing in the world"


def collection(folder: Path, documents: int) -> Path:
    """A collection of so many documents in a folder; one that is there already is taken as it is."""
    made = folder / f"collection-{documents}"
    if made.exists():
        return made
    making = folder / f".making-{documents}"
    generate(making, documents)
    _link_events(making / "registry")
    making.rename(made)
    return made


def _link_events(registry: Path) -> None:
    links = registry / "links.tsv"
    columns = links.read_text(encoding="utf-8").splitlines()[0].split("\t")
    entries = [line.split(":")[0] for line in (registry / "events.yaml").read_text(encoding="utf-8").splitlines()]
    with links.open("a", encoding="utf-8") as file:
        for number, entry in enumerate(entries):
            row = {"entry": entry, "relation": "exactMatch", "wikidata": f"Q{_FIRST_ID + number}", "evidence": _WHY}
            file.write("\t".join(row.get(column, "") for column in columns) + "\n")
