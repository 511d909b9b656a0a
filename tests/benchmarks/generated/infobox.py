"""Title and infobox of a document, as plain wiki text or as a rendered page, with the claims of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .page import Mark
from .story import day

if TYPE_CHECKING:
    from .page import Page, Thing
    from .pool import Place
    from .story import Story

__all__ = ["write_head"]

_RESULTS = (("{} victory", "victory"), ("{} rout", "rout"), ("Indecisive", "indecisive"))
_MISPLACED = 4
"""Every fourth page has coordinates that are not those of its place."""


def write_head(page: Page, story: Story) -> None:
    """Write everything above the prose."""
    (_rendered if story.rendered else _markup)(page, story)


def _sides(story: Story) -> dict[int, tuple[Thing, ...]]:
    sides: dict[int, tuple[Thing, ...]] = {1: (story.army, story.ally), 2: (story.rebels, story.allied_rebels)}
    return sides | ({3: (story.third,)} if story.third else {})


def _markup(page: Page, story: Story) -> None:
    page.write(f"= {story.title} =", "\n\n")
    page.write("Infobox", "\n- Conflict: ")
    page.excuse(page.write(story.headword).whole, "The cell names the fight; the name is kept as a written form.")
    page.write("\n- Partof: the ")
    page.claim(page.write(story.war.words, "\n- Date: ").whole, "part-of", story.war)
    _when(page, story)
    page.write("\n- Place: ")
    _where(page, story.place)
    page.write("\n- Position: ")
    _coordinates(page, story)
    page.write("\n- Result: ")
    _result(page, story)
    for side, parties in _sides(story).items():
        label = page.write(f"\n- Combatant{side}", ": ")
        cell = [page.write(party.words, ", ") for party in parties]
        page.end()
        for said, party in zip(cell, parties, strict=True):
            page.claim(said.whole, "belligerent", party, side=str(side), context=label.mark(f"Combatant{side}"))
    for side, people in (1, (story.people[0],)), (2, (story.people[1],)):
        label = page.write(f"\n- Commander{side}", ": ")
        for person in people:
            said = page.write(person.words, ", ")
            context = label.mark(f"Commander{side}")
            page.claim(said.whole, "commander", person, side=str(side), context=context)
        page.end()
    _strengths(page, story)
    _sourced_losses(page, story)
    page.end("\n\n")


def _when(page: Page, story: Story) -> None:
    said = page.write(day(story.on))
    page.year = said.whole
    page.claim(said.whole, "at-time", said.whole)


def _where(page: Page, place: Place) -> None:
    said = page.write(f"{place.words}, {place.country.land.words}")
    page.claim(said.mark(place.words), "takes-place-at", place.thing)


def _coordinates(page: Page, story: Story) -> None:
    off = 1.5 if story.number % _MISPLACED == 0 else 0.0
    words = f"{story.place.latitude + off:.4f}; {story.place.longitude:.4f}"
    page.claim(page.write(words).whole, "coordinates", words)


def _result(page: Page, story: Story) -> None:
    words, outcome = story.dice.pick(_RESULTS)
    side = story.dice.between(1, 2)
    said = page.write(words.format((story.army, story.rebels)[side - 1].words))
    page.claim(said.whole, "outcome", outcome, **({} if outcome == "indecisive" else {"side": str(side)}))


def _strengths(page: Page, story: Story) -> None:
    dice = story.dice
    low = dice.between(12, 60) * 10
    for side, words, noun in (
        (1, f"{dice.between(900, 2400):,}", "men"),
        (2, f"{low}–{low + dice.between(5, 30) * 10}", "fighters"),
    ):
        label = page.write(f"\n- Strength{side}", ": ")
        said = page.write(f"{words} {noun}")
        page.claim(said.whole, "strength", words, group=f"side-{side}", context=label.mark(f"Strength{side}"))


def _sourced_losses(page: Page, story: Story) -> None:
    """Casualties by side, each figure followed by who gives it, and a total."""
    dice = story.dice
    own, enemy = dice.between(8, 40), dice.between(20, 90)
    told: dict[int, tuple[tuple[Thing, tuple[tuple[int, str], ...]], ...]] = {
        1: (
            (story.army, ((own, "killed"), (own + dice.between(5, 40), "wounded"))),
            (story.rebels, ((own + dice.between(20, 90), "killed"),)),
        ),
        2: (
            (story.army, ((enemy + dice.between(10, 60), "killed"), (dice.between(3, 30), "captured"))),
            (story.rebels, ((dice.between(3, 19), "killed"),)),
            (story.relief, ((enemy, "killed"),)),
        ),
    }
    if story.third:
        told[3] = ((story.third, ((dice.between(2, 9), "killed"),)),)
    for side, sources in told.items():
        label = page.write(f"\n- Casualties{side}", ": ").mark(f"Casualties{side}")
        for source, figures in sources:
            counted = [(page.write(f"{number} {loss}", ", "), number, loss) for number, loss in figures]
            telling = _according_to(page, source)
            page.write("", ", ")
            for said, number, loss in counted:
                page.claim(said.whole, loss, str(number), group=f"side-{side}", context=label, told=telling)
        page.end()
    page.write(f"\n- Casualties{len(told) + 1}: ")
    total = f"At least {own + enemy + dice.between(-4, 9)}"
    said = page.write(f"{total} killed overall", ", ")
    page.claim(said.whole, "killed", total, group="overall", told=_according_to(page, story.relief))


def _according_to(page: Page, source: Thing) -> str:
    cue = page.write(f"(according to the {source.words})").whole
    return page.telling(f"{source.slug}-{cue.start}", {"teller": source, "cue": cue})


def _rendered(page: Page, story: Story) -> None:
    """As a browser copies it: labels touch their values, and the parties of all sides stand in one list."""
    page.write("Jump to content\n\n" + story.title + "\n\n")
    page.excuse(page.write(story.title, "\nPart of ").whole, "The cell names the fight, as the page's title does.")
    page.claim(page.write(story.war.words, "\nDate").whole, "part-of", story.war)
    _when(page, story)
    page.write("\nLocation\n")
    _where(page, story.place)
    page.write("\nCoordinates: ")
    _coordinates(page, story)
    page.write("\nResult ")
    _result(page, story)
    start = page.write("\nBelligerents", "\n\n").start + 1
    sides = _sides(story)
    cells = {side: [page.write(party.words, "\n") for party in parties] for side, parties in sides.items()}
    block = Mark(start, page.text[start:].rstrip("\n"))
    for side, parties in sides.items():
        for said, party in zip(cells[side], parties, strict=True):
            page.claim(said.whole, "belligerent", party, side=str(side), inferred_from=block)
    page.write("Casualties and losses\n")
    for side in sides:
        for number, loss in ((story.dice.between(4, 60), "killed"), (story.dice.between(5, 80), "wounded"))[
            : max(1, 3 - side)
        ]:
            said = page.write(f"{number} {loss}", ", ")
            page.claim(said.whole, loss, str(number), group=f"side-{side}", inferred_from=block)
        page.end()
        page.end("\n")
    page.write("\n")
