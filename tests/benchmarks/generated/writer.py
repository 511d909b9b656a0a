"""What every sentence of a document is written with: its page, its story, and the words they share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .pool import kilometers
from .story import day_month

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .page import Page, Said, Value
    from .pool import Place
    from .story import Story

__all__ = ["Writer"]

_HEDGES = ("more than {}", "over {}", "at least {}", "up to {}", "about {}", "{}", "{}")


class Writer:
    """Writes sentences of one document, of which several writers may write their own."""

    def __init__(self, page: Page, story: Story) -> None:
        self.page = page
        self.story = story
        self.dice = story.dice

    def say(self, words: str, cites: str = "") -> Said:
        """Write a sentence; on a rendered page with the number of the reference that it cites."""
        return self.page.write(words, f"[{cites}] " if cites and self.story.rendered else " ")

    def paragraph(self) -> None:
        """End a paragraph."""
        self.page.end("\n\n")

    def heading(self, words: str) -> None:
        """Begin a section."""
        self.page.end(f"\n\n{words}\n\n[edit]\n\n" if self.story.rendered else f"\n\n=={words}==\n")

    def cited(self, number: str) -> dict[str, str]:
        """The key that says which reference a claim cites, where there are references."""
        return {"cites": number} if self.story.rendered else {}

    def figure(self, low: int, high: int) -> str:
        """A number with or without a hedge."""
        return self.dice.pick(_HEDGES).format(self.dice.between(low, high))

    def after(self, days: int) -> str:
        """A day after the fight, without its year."""
        return day_month(self.story.on + timedelta(days=days))

    def far(self, place: Place) -> str:
        """The distance between the event's place and another; for every third document not the true one."""
        true = kilometers(self.story.place, place)
        return f"{true * 2.4 + 7 if self.story.number % 3 == 1 else true:.0f} kilometers"

    def telling(self, name: str, *hops: Mapping[str, Value], cites: str = "", mode: str = "") -> str:
        """Note a telling; on a rendered page with the reference that it cites."""
        return self.page.telling(name, *hops, cites=cites if self.story.rendered else "", mode=mode)
