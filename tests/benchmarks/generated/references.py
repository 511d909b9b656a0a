"""The list of references of a rendered page: titles that state something, with their claims."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .page import Mark, Page, Said, Thing
    from .story import Story

__all__ = ["NUMBER_WORDS", "TITLE_CLAIMS", "write_references"]

NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven", "twelve")
"""Numbers as words, for counts that a text spells out."""
TITLE_CLAIMS = 4
"""How many claims the titles make."""


def write_references(page: Page, story: Story) -> None:
    """Titles that state something: through an outlet and a party, in French, and against an outcome."""
    first, second, third = story.media
    dead, deaths = story.dice.pick(NUMBER_WORDS), str(story.dice.between(4, 90))
    place = story.place.words
    page.write("References\n\n[edit]\n")
    title, cue = _entry(page, story, "1", f"{dead} soldiers killed near {place}, says {story.rebels.words}", first)
    says = title.mark(f"says {story.rebels.words}")
    told = page.telling(
        "title-1",
        {"teller": first, "cue": cue},
        {"teller": story.rebels, "cue": says},
        cites="1",
        mode="direct-quote",
    )
    page.claim(title.mark(f"{dead} soldiers killed"), "killed", dead, group=story.army, told=told)

    title, cue = _entry(page, story, "2", f"Une attaque à {place} fait {deaths} morts", second, " (in French)")
    told = page.telling("title-2", {"teller": second, "cue": cue}, cites="2", mode="direct-quote")
    page.claim(title.mark(f"fait {deaths} morts"), "killed", deaths, group="unstated", told=told)
    page.claim(title.mark(f"Une attaque à {place}"), "takes-place-at", story.place.thing, told=told)

    title, cue = _entry(page, story, "3", f"{story.army.words} routed at {place}", third)
    told = page.telling("title-3", {"teller": third, "cue": cue}, cites="3", mode="direct-quote")
    page.claim(title.whole, "outcome", "rout", side="1", told=told)


def _entry(page: Page, story: Story, number: str, title: str, outlet: Thing, language: str = "") -> tuple[Said, Mark]:
    """An entry of the list: its title, and the words that name its outlet."""
    page.write(f'  {number}. ^ "')
    said = page.write(title, '". ')
    cue = page.write(outlet.words, f"{language}. {(story.on + timedelta(days=1)).isoformat()}. Retrieved 2001-05-17.\n")
    page.references.append({"number": number, "publisher": outlet})
    return said, cue.whole
