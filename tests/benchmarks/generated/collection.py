"""Writes a whole collection: documents, claim files, and the registry of what these name."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from .infobox import write_head
from .page import Page, Thing, flow
from .pool import LINKS_EVIDENCE, PUBLISHER, pool
from .prose import Prose
from .story import tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .page import Value
    from .story import Story

__all__ = ["write_collection", "write_page"]

_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_FILES = ("actors", "people", "places", "events")
_LINK_COLUMNS = ("entry", "relation", "wikidata", "geonames", "latitude", "longitude", "evidence", "note")
_AGENTS = """\
curator: {type: person, label: nobody}
indelgraph: {type: software-agent, label: "indelgraph, the encoder"}
"""


def write_page(story: Story) -> Page:
    """The text of one document with its claims."""
    page = Page(story.slug, story.event)
    write_head(page, story)
    Prose(page, story).write()
    page.end("")
    return page


def write_collection(folder: Path, documents: int, seed: int) -> None:
    """Write documents 1 to ``documents`` of a seed with all they need into a folder that is empty or not there yet.

    Raises:
        FileExistsError: if something is in the folder.
        ValueError: if there is not at least one document.
    """
    if documents < 1:
        message = f"{documents} documents: a collection has at least one"
        raise ValueError(message)
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name a new folder")
    used: dict[Thing, None] = {PUBLISHER: None}
    for number in range(1, documents + 1):
        story = tell(seed, number)
        page = write_page(story)
        _write_document(folder, story, page)
        used.update(dict.fromkeys(page.things()))
    _write_registry(folder / "registry", used)


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words.encode())


def _write_document(folder: Path, story: Story, page: Page) -> None:
    text = page.text
    about: dict[str, Value] = {
        "title": story.title,
        "called": "the article",
        "language": "en",
        "form": "rendered" if story.rendered else "markup",
        "publisher": PUBLISHER,
        "source": f"https://example.org/invented/{story.slug}",
        "licence": _LICENCE,
        "attribution": "nobody",
        "sha256": sha256(text.encode()).hexdigest(),
    }
    _write(folder / "documents" / story.slug / "text.txt", text)
    _write(
        folder / "documents" / story.slug / "document.yaml",
        "".join(f"{key}: {flow(value)}\n" for key, value in about.items()),
    )
    _write(folder / "claims" / f"{story.slug}.yaml", page.claim_file())


def _write_registry(folder: Path, used: Iterable[Thing]) -> None:
    """The entries that documents use, and the links of places among them; each file in the order of its slugs."""
    things = sorted(used, key=lambda thing: thing.slug)
    for file in _FILES:
        lines = [f"{thing.slug}: {flow(dict(thing.entry))}\n" for thing in things if thing.file == file]
        _write(folder / f"{file}.yaml", "".join(lines))
    _write(folder / "agents.yaml", _AGENTS)
    here = {thing.slug for thing in things if thing.file == "places"}
    rows = [_LINK_COLUMNS] + [
        (
            place.thing.slug, "exactMatch", "", place.geonames, f"{place.latitude:.4f}", f"{place.longitude:.4f}",
            LINKS_EVIDENCE, "",
        )
        for place in pool().places
        if place.geonames and place.thing.slug in here
    ]  # fmt: skip
    _write(folder / "links.tsv", "".join("\t".join(row) + "\n" for row in rows))
