"""The sentences of a document, each with its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .losses import Losses
from .references import NUMBER_WORDS, TITLE_CLAIMS, write_references
from .story import day, day_month
from .writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from .page import Value

__all__ = ["Prose"]

_ENOUGH = 50
"""Sentences that may be left out are added until there are so many claims."""
_SCRIPTS = ("𐤒𐤓𐤕", "Вашқул", "تلوقار", "ヴァシュ")
"""Names in other scripts, some outside the Basic Multilingual Plane and some from right to left."""


class Prose(Writer):
    """Writes the prose of one document."""

    def write(self) -> None:
        """Write lead, sections and, on a rendered page, the list of references."""
        losses = Losses(self.page, self.story)
        self._lead()
        self.heading("The fight")
        self._attack()
        self._counter_claim()
        self.dice.pick((self._ending, self._faced, self._ally, self._elsewhere))()
        self.paragraph()
        losses.captain()
        losses.three_hops()
        losses.sum()
        self.heading("Aftermath")
        self._rout()
        self._retreat()
        self.paragraph()
        self._raid()
        self.paragraph()
        self._optional(losses.vague, losses.hospital, losses.seized, losses.partial, self._responsibility, self._death)
        self.paragraph()
        if self.story.rendered:
            write_references(self.page, self.story)
        self._names()

    def _optional(self, *sentences: Callable[[], None]) -> None:
        enough = _ENOUGH - (TITLE_CLAIMS if self.story.rendered else 0)
        for sentence in self.dice.some(sentences, len(sentences)):
            if len(self.page.claims) < enough:
                sentence()

    # The lead

    def _lead(self) -> None:
        story, page, place = self.story, self.page, self.story.place
        script = f" ({_SCRIPTS[story.number % len(_SCRIPTS)]})" if story.number % 2 else ""
        land = place.country.land
        said = self.say(
            f"The {story.headword}{script} took place on {day(story.on)} in the village of {place.words}, "
            f"{land.words}, during the {story.war.words}."
        )
        when = said.mark(day(story.on))
        page.claim(said.mark(f"took place on {when.words}"), "at-time", when)
        page.claim(said.mark(f"in the village of {place.words}"), "takes-place-at", place.thing)
        page.claim(said.mark(f"village of {place.words}, {land.words}"), "located-in", land, subject=place.thing)
        during = said.mark(f"during the {story.war.words}")
        page.claim(during, "part-of", story.war, inferred_from=during)

    # The fight

    def _attack(self) -> None:
        story, page, place = self.story, self.page, self.story.place
        far, when = self.far(story.near), self.after(0)
        said = self.say(
            f"On {when}, fighters of the {story.rebels.words} attacked the village of {place.words}, {far} from "
            f"{story.near.words}.",
            "1",
        )
        attack = f"fighters of the {story.rebels.words} attacked"
        page.claim(said.mark(f"On {when}, {attack}"), "at-time", said.mark(when), **self.cited("1"))
        page.claim(said.mark(attack), "attacker", story.rebels, **self.cited("1"))
        page.claim(
            said.mark(f"village of {place.words}, {far} from {story.near.words}"),
            "distance",
            far,
            subject=place.thing,
            relative_to=story.near.thing,
            **self.cited("1"),
        )

    def _counter_claim(self) -> None:
        """Who attacked is told the other way round."""
        story, page, outlet = self.story, self.page, self.story.media[0]
        said = self.say(
            f"According to {outlet.words}, however, the {story.army.words} had opened the fight by shelling a camp of "
            f"the {story.rebels.words}."
        )
        told = self.telling("counter-claim", {"teller": outlet, "cue": said.mark(f"According to {outlet.words}")})
        page.claim(said.mark(f"{story.army.words} had opened the fight"), "attacker", story.army, told=told)
        page.claim(said.mark(f"shelling a camp of the {story.rebels.words}"), "target", story.rebels, told=told)

    def _ending(self) -> None:
        said = self.say(f"The fighting ended on {self.after(2)}.")
        self.page.claim(said.mark(f"ended on {self.after(2)}"), "ends-on", said.mark(self.after(2)))

    def _faced(self) -> None:
        story = self.story
        words = f"{self.dice.between(1000, 2900):,}"
        said = self.say(f"For its part, the {story.rebels.words} claims to have faced {words} soldiers.")
        hedge = said.mark("claims")
        cue = said.mark(f"the {story.rebels.words} claims")
        told = self.telling("rebels-claim", {"teller": story.rebels, "cue": cue})
        more: dict[str, Value] = {"group": "side-1", "modality": "claims", "hedge": hedge, "told": told}
        self.page.claim(said.mark(f"faced {words} soldiers"), "strength", words, **more)

    def _ally(self) -> None:
        story, page = self.story, self.page
        words = self.figure(12, 60)
        leader = story.people[2]
        said = self.say(f"The {story.ally.words}, led by {leader.words}, came with {words} trucks.")
        led = said.mark(f"{story.ally.words}, led by {leader.words}")
        page.claim(led, "led-by", leader, subject=story.ally)
        page.claim(said.mark(f"came with {words} trucks"), "strength", words, counts="vehicle", group=story.ally)

    def _elsewhere(self) -> None:
        story, outlet = self.story, self.story.media[1]
        words = self.far(story.far)
        said = self.say(f"{outlet.words} sources also stated that the fighting was {words} from {story.far.words}.")
        teller = story.group("outlet-sources", f"{outlet.words} sources", close_to=outlet)
        told = self.telling("outlet-sources", {"teller": teller, "cue": said.mark(f"{outlet.words} sources")})
        self.page.claim(
            said.mark(f"{words} from {story.far.words}"), "distance", words, relative_to=story.far.thing, told=told
        )

    # Aftermath

    def _rout(self) -> None:
        story, page = self.story, self.page
        side = self.dice.between(1, 2)
        routed, when = (story.army, story.rebels)[side - 1].words, self.after(1)
        said = self.say(f"According to a security source, the {routed} was routed on {when}.")
        source = story.group("security-source", "a security source", plural=False)
        told = self.telling("security-source", {"teller": source, "cue": said.mark("According to a security source")})
        quote = said.mark(f"the {routed} was routed on {when}")
        page.claim(quote, "outcome", "rout", side=str(side), told=told)
        page.claim(quote, "at-time", said.mark(when), told=told)

    def _retreat(self) -> None:
        """A spokeswoman in her own words: the army retreated, whoever was routed before."""
        story, page, teller = self.story, self.page, self.story.people[3]
        said = self.say(
            f"{teller.words} of the {story.rebels.words} declared that “the soldiers were forced to retreat to "
            f"{story.far.words}”.",
            "3",
        )
        told = self.telling(
            "declaration",
            {"teller": teller, "on-behalf-of": story.rebels, "cue": said.mark("declared that")},
            cites="3",
            mode="direct-quote",
        )
        retreat = said.mark(f"the soldiers were forced to retreat to {story.far.words}")
        page.claim(retreat, "outcome", "retreat", side="1", told=told)
        page.claim(retreat, "retreats-to", story.far.thing, side="1", told=told)

    def _raid(self) -> None:
        """The other event, with numbers of its own."""
        story, page = self.story, self.page
        rebels, army, where = story.rebels, story.army, story.elsewhere
        when, dead, hurt = day_month(story.other_on), self.dice.pick(NUMBER_WORDS), self.figure(9, 30)
        said = self.say(
            f"On {when}, the {rebels.words} had attacked a convoy of the {army.words} near {where.words}, killing "
            f"{dead} soldiers and wounding {hurt} others."
        )
        page.claim(said.mark(f"On {when}, the {rebels.words} had attacked a convoy"), "preceded-by", story.other)
        page.claim(said.mark(f"On {when}"), "at-time", said.mark(when), event=story.other)
        page.claim(said.mark(f"{rebels.words} had attacked"), "attacker", rebels, event=story.other)
        page.claim(said.mark(f"a convoy of the {army.words}"), "target", army, event=story.other)
        page.claim(said.mark(f"near {where.words}"), "takes-place-at", where.near, event=story.other)
        killed = said.mark(f"killing {dead} soldiers")
        page.claim(killed, "killed", dead, group=army, event=story.other)
        wounded = said.mark(f"wounding {hurt} others")
        page.claim(wounded, "wounded", hurt, group=army, event=story.other, inferred_from=killed)

    def _responsibility(self) -> None:
        story = self.story
        group, when = story.allied_rebels, self.after(2)
        said = self.say(f"The {group.words} claimed responsibility for the {story.noun} on {when}.")
        cue = said.mark("claimed responsibility")
        told = self.telling("responsibility", {"teller": group, "said-on": said.mark(when), "cue": cue})
        quote = said.mark(f"{group.words} claimed responsibility for the {story.noun}")
        self.page.claim(quote, "claimed-responsibility", group, told=told)

    def _death(self) -> None:
        story, page, person = self.story, self.page, self.story.people[1]
        role = f"a commander of the {story.rebels.words}"
        said = self.say(f"{person.words}, {role}, was killed.")
        page.claim(said.mark(f"{person.words}, {role}"), "holds-role", role, subject=person)
        page.claim(said.mark(f"{person.words}, {role}"), "member-of", story.rebels, subject=person)
        page.claim(said.mark(said.words[:-1]), "died-in", story.event, subject=person)

    def _names(self) -> None:
        story, page = self.story, self.page
        page.name(story.headword, story.event, f"{story.noun}-of-{story.place.thing.slug}")
        page.name(story.near.words, story.near.thing, story.near.thing.slug)
        page.name(story.rebels.words, story.rebels, story.rebels.slug, f"fighters of the {story.rebels.words} attacked")
        shelled = f"the {story.army.words} had opened the fight"
        page.name(story.army.words, story.army, story.army.slug, shelled)
