"""Reference markers such as ``[3]`` and the other small notes that Wikipedia sets in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .lines import trim
from .model import Marker, Slice

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["after_notes", "markers", "without_notes"]

# A letter or four digits are notes only where they touch the word before: "to [a] village" and "in [2017]"
# are an editor's insertions. Three groups: numbers, notes ("[a]", "[note 2]"), cleanup tags ("[citation
# needed]").
_NOTE = (
    r"\[(?:(?P<number>[0-9]{1,3}|(?<=\S\[)[0-9]{4})"
    r"|(?<=\S\[)[a-z]{1,2}|(?:note|nb|fn) [0-9]{1,3}"
    r"|[a-z]{2,15}(?: [a-z]{2,15}){0,2} needed|(?:according to whom|by whom|who|when|where|which)\?)\]"
)
# {{rp}} sets the page behind the marker: "[3]: 45–46".
_PAGES = r"(?::\s?[0-9]{1,4}(?:[–-][0-9]{1,4})?)?"

_NOTE_ANYWHERE = re.compile(_NOTE)
_NOTE_BEHIND = re.compile(rf"\s{{0,3}}{_NOTE}{_PAGES}")


def markers(text: str, extent: Slice) -> Iterator[Marker]:
    """The numbered reference markers inside a stretch, in order."""
    for found in _NOTE_ANYWHERE.finditer(text, extent.start, extent.end):
        if found["number"]:
            yield Marker(Slice(found.start(), found.end()), int(found["number"]))


def after_notes(text: str, offset: int, limit: int) -> int:
    """The offset behind the run of notes that starts at ``offset``; ``offset`` itself if there is none."""
    while found := _NOTE_BEHIND.match(text, offset, limit):
        offset = found.end()
    return offset


def without_notes(text: str, extent: Slice) -> Slice | None:
    """The stretch without the notes at its end; None if it holds nothing else."""
    run_start = run_end = extent.end
    in_run = False
    for found in _NOTE_BEHIND.finditer(text, extent.start, extent.end):
        if not (in_run and trim(text, run_end, found.start()) is None):
            run_start = found.start()
        run_end, in_run = found.end(), True
    if not in_run or trim(text, run_end, extent.end) is not None:
        return trim(text, extent.start, extent.end)
    return trim(text, extent.start, run_start)
