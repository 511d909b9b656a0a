"""The sentences that count: killed, wounded, captured and destroyed, with who tells it and through whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .references import NUMBER_WORDS
from .writer import Writer

if TYPE_CHECKING:
    from .page import Value

__all__ = ["Losses"]

_VAGUE = ("dozens of", "several", "scores of")


class Losses(Writer):
    """Writes the losses of one document."""

    def captain(self) -> None:
        """Two hops, a medium and a day; a hard space between number and noun."""
        story, outlet = self.story, self.story.media[2]
        words, when = self.figure(10, 70), self.after(2)
        said = self.say(
            f"According to residents of {story.place.words}, a captain of the {story.army.words} told {outlet.words} "
            f"on {when} that {words}\u00a0fighters of the {story.rebels.words} had been killed."
        )
        residents = story.group("residents", f"residents of {story.place.words}")
        captain = story.group("captain", f"a captain of the {story.army.words}", plural=False, close_to=story.army)
        told = self.telling(
            "captain",
            {"teller": residents, "cue": said.mark(f"According to residents of {story.place.words}")},
            {
                "teller": captain,
                "on-behalf-of": story.army,
                "channel": outlet,
                "said-on": said.mark(when),
                "cue": said.mark(f"told {outlet.words}"),
            },
        )
        quote = f"{words}\u00a0fighters of the {story.rebels.words} had been killed"
        self.page.claim(said.mark(quote), "killed", words, group=story.rebels, told=told)

    def three_hops(self) -> None:
        """Told through three others."""
        story, outlet = self.story, self.story.media[0]
        words = self.figure(15, 95)
        said = self.say(
            f"{outlet.words} reported that nurses had heard a spokesman of the {story.rebels.words} say that {words} "
            "soldiers were dead."
        )
        nurses = story.group("nurses", "nurses")
        spokesman = story.group("spokesman", f"a spokesman of the {story.rebels.words}", plural=False)
        told = self.telling(
            "three-hops",
            {"teller": outlet, "cue": said.mark(f"{outlet.words} reported")},
            {"teller": nurses, "cue": said.mark("nurses had heard")},
            {"teller": spokesman, "on-behalf-of": story.rebels, "cue": said.mark("say that")},
        )
        self.page.claim(said.mark(f"{words} soldiers were dead"), "killed", words, group=story.army, told=told)

    def sum(self) -> None:
        """A total and its two parts, which add up in half of the documents."""
        story, page = self.story, self.page
        one, two = self.dice.between(11, 60), self.dice.between(61, 99)
        total = one + two + (0 if self.dice.below(2) else self.dice.between(3, 20))
        said = self.say(
            f"The {story.relief.words} stated that the fighting killed {total} people by {self.after(3)}, {one} for "
            f"the {story.army.words} and {two} for the {story.rebels.words}.",
            "2",
        )
        told = self.telling(
            "relief-total", {"teller": story.relief, "cue": said.mark(f"{story.relief.words} stated")}, cites="2"
        )
        whole = said.mark(f"the fighting killed {total} people")
        as_of = said.mark(f"by {self.after(3)}")
        page.claim(whole, "killed", str(total), group="overall", as_of=as_of, told=told)
        for number, group in (one, story.army), (two, story.rebels):
            part = said.mark(f"{number} for the {group.words}")
            page.claim(part, "killed", str(number), group=group, as_of=as_of, context=whole, told=told)

    def vague(self) -> None:
        """A number of which only the order is told."""
        words = self.dice.pick(_VAGUE)
        said = self.say(f"Other witnesses mention {words} deaths.")
        told = self.telling(
            "witnesses",
            {"teller": self.story.group("witnesses", "Other witnesses"), "cue": said.mark("Other witnesses mention")},
        )
        self.page.claim(said.mark(f"{words} deaths"), "killed", words.removesuffix(" of"), group="unstated", told=told)

    def hospital(self) -> None:
        """Wounded who were taken in elsewhere."""
        story = self.story
        words = self.figure(9, 48)
        said = self.say(f"The hospital of {story.near.words} took in {words} wounded soldiers.")
        self.page.claim(said.mark(f"took in {words} wounded soldiers"), "hospitalised", words, group=story.army)

    def seized(self) -> None:
        """Figures of one side, and the article's own doubt about the first of them."""
        story, page = self.story, self.page
        men, trucks = self.figure(10, 60), self.dice.pick(NUMBER_WORDS)
        said = self.say(
            f"According to the {story.army.words}, {men} rebels were captured and {trucks} vehicles destroyed."
        )
        told = self.telling(
            "army-figures", {"teller": story.army, "cue": said.mark(f"According to the {story.army.words}")}
        )
        page.claim(
            said.mark(f"{men} rebels were captured"), "captured", men, group=story.rebels, told=told, id="doubted"
        )
        lost = said.mark(f"{trucks} vehicles destroyed")
        page.claim(lost, "destroyed", trucks, counts="vehicle", group=story.rebels, told=told)
        said = self.say(f"The first figure seems to reflect an estimate of the {story.army.words}.")
        doubt: dict[str, Value] = {"modality": "seems", "hedge": said.mark("seems"), "told": "inference"}
        page.claim(said.mark(said.words[:-1]), "reflects-estimate-of", story.army, subject="doubted", **doubt)

    def partial(self) -> None:
        """A count of a part, limited to a place."""
        story = self.story
        words = self.dice.pick(NUMBER_WORDS)
        said = self.say(
            f"On the road to {story.near.words} alone, {words} fighters of the {story.rebels.words} were killed."
        )
        part = said.mark(said.words[:-1])
        more: dict[str, Value] = {"partial": "yes", "limited-to": story.near.thing}
        self.page.claim(part, "killed", words, group=story.rebels, **more)
