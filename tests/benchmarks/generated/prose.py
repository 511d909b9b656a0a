"""The sentences of a document, each with its claims."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .pool import kilometers
from .references import NUMBER_WORDS, TITLE_CLAIMS, write_references
from .story import day, day_month

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .infobox import Head
    from .page import Page, Said, Value
    from .pool import Place
    from .story import Story

__all__ = ["Prose"]

_ENOUGH = 50
"""Sentences that may be left out are added until there are so many claims."""
_HEDGES = ("more than {}", "over {}", "at least {}", "up to {}", "about {}", "{}", "{}")
_VAGUE = ("dozens of", "several", "scores of")
_SCRIPTS = ("𐤒𐤓𐤕", "Вашқул", "تلوقار", "ヴァシュ")
"""Names in other scripts, some outside the Basic Multilingual Plane and some from right to left."""


class Prose:
    """Writes the prose of one document."""

    def __init__(self, page: Page, story: Story, head: Head) -> None:
        self._page = page
        self._story = story
        self._head = head
        self._dice = story.dice

    def write(self) -> None:
        """Write lead, sections and, on a rendered page, the list of references."""
        self._lead()
        self._heading("The fight")
        self._attack()
        self._counter_claim()
        self._dice.pick((self._ending, self._faced, self._ally, self._elsewhere))()
        self._paragraph()
        self._captain()
        self._three_hops()
        self._sum()
        self._heading("Aftermath")
        self._rout()
        self._retreat()
        self._paragraph()
        self._raid()
        self._paragraph()
        self._optional(self._vague, self._hospital, self._seized, self._partial, self._responsibility, self._death)
        self._paragraph()
        if self._story.rendered:
            write_references(self._page, self._story)
        self._names()

    # How sentences are written

    def _say(self, words: str, cites: str = "") -> Said:
        return self._page.write(words, f"[{cites}] " if cites and self._story.rendered else " ")

    def _paragraph(self) -> None:
        self._page.end("\n\n")

    def _heading(self, words: str) -> None:
        self._page.end(f"\n\n{words}\n\n[edit]\n\n" if self._story.rendered else f"\n\n=={words}==\n")

    def _optional(self, *sentences: Callable[[], None]) -> None:
        enough = _ENOUGH - (TITLE_CLAIMS if self._story.rendered else 0)
        for sentence in self._dice.some(sentences, len(sentences)):
            if len(self._page.claims) < enough:
                sentence()

    def _cited(self, number: str) -> dict[str, str]:
        return {"cites": number} if self._story.rendered else {}

    def _figure(self, low: int, high: int) -> str:
        """A number with or without a hedge."""
        return self._dice.pick(_HEDGES).format(self._dice.between(low, high))

    def _after(self, days: int) -> str:
        """A day after the fight, without its year."""
        return day_month(self._story.on + timedelta(days=days))

    def _far(self, place: Place) -> str:
        """The distance between the event's place and another; for every third document not the true one."""
        true = kilometers(self._story.place, place)
        return f"{true * 2.4 + 7 if self._story.number % 3 == 1 else true:.0f} kilometers"

    # The lead

    def _lead(self) -> None:
        story, page, place = self._story, self._page, self._story.place
        script = f" ({_SCRIPTS[story.number % len(_SCRIPTS)]})" if story.number % 2 else ""
        land = place.country.land
        said = self._say(
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
        story, page, place = self._story, self._page, self._story.place
        far, when = self._far(story.near), self._after(0)
        said = self._say(
            f"On {when}, fighters of the {story.rebels.words} attacked the village of {place.words}, {far} from "
            f"{story.near.words}.",
            "1",
        )
        attack = f"fighters of the {story.rebels.words} attacked"
        page.claim(said.mark(f"On {when}, {attack}"), "at-time", said.mark(when), **self._cited("1"))
        page.claim(said.mark(attack), "attacker", story.rebels, **self._cited("1"))
        page.claim(
            said.mark(f"village of {place.words}, {far} from {story.near.words}"),
            "distance",
            far,
            subject=place.thing,
            relative_to=story.near.thing,
            **self._cited("1"),
        )

    def _counter_claim(self) -> None:
        """Who attacked is told the other way round."""
        story, page, outlet = self._story, self._page, self._story.media[0]
        said = self._say(
            f"According to {outlet.words}, however, the {story.army.words} had opened the fight by shelling a camp of "
            f"the {story.rebels.words}."
        )
        told = self._telling("counter-claim", {"teller": outlet, "cue": said.mark(f"According to {outlet.words}")})
        page.claim(said.mark(f"{story.army.words} had opened the fight"), "attacker", story.army, told=told)
        page.claim(said.mark(f"shelling a camp of the {story.rebels.words}"), "target", story.rebels, told=told)

    def _ending(self) -> None:
        said = self._say(f"The fighting ended on {self._after(2)}.")
        self._page.claim(said.mark(f"ended on {self._after(2)}"), "ends-on", said.mark(self._after(2)))

    def _faced(self) -> None:
        story = self._story
        words = f"{self._dice.between(1000, 2900):,}"
        said = self._say(f"For its part, the {story.rebels.words} claims to have faced {words} soldiers.")
        hedge = said.mark("claims")
        cue = said.mark(f"the {story.rebels.words} claims")
        told = self._telling("rebels-claim", {"teller": story.rebels, "cue": cue})
        more: dict[str, Value] = {"group": "side-1", "modality": "claims", "hedge": hedge, "told": told}
        self._page.claim(said.mark(f"faced {words} soldiers"), "strength", words, **more)

    def _ally(self) -> None:
        story, page = self._story, self._page
        words = self._figure(12, 60)
        leader = story.people[2]
        said = self._say(f"The {story.ally.words}, led by {leader.words}, came with {words} trucks.")
        led = said.mark(f"{story.ally.words}, led by {leader.words}")
        page.claim(led, "led-by", leader, subject=story.ally)
        page.claim(said.mark(f"came with {words} trucks"), "strength", words, counts="vehicle", group=story.ally)

    def _elsewhere(self) -> None:
        story, outlet = self._story, self._story.media[1]
        words = self._far(story.far)
        said = self._say(f"{outlet.words} sources also stated that the fighting was {words} from {story.far.words}.")
        teller = story.group("outlet-sources", f"{outlet.words} sources", close_to=outlet)
        told = self._telling("outlet-sources", {"teller": teller, "cue": said.mark(f"{outlet.words} sources")})
        self._page.claim(
            said.mark(f"{words} from {story.far.words}"), "distance", words, relative_to=story.far.thing, told=told
        )

    # Losses

    def _captain(self) -> None:
        """Two hops, a medium and a day; a hard space between number and noun."""
        story, outlet = self._story, self._story.media[2]
        words, when = self._figure(10, 70), self._after(2)
        said = self._say(
            f"According to residents of {story.place.words}, a captain of the {story.army.words} told {outlet.words} "
            f"on {when} that {words}\u00a0fighters of the {story.rebels.words} had been killed."
        )
        residents = story.group("residents", f"residents of {story.place.words}")
        captain = story.group("captain", f"a captain of the {story.army.words}", plural=False, close_to=story.army)
        told = self._telling(
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
        self._page.claim(said.mark(quote), "killed", words, group=story.rebels, told=told)

    def _three_hops(self) -> None:
        story, outlet = self._story, self._story.media[0]
        words = self._figure(15, 95)
        said = self._say(
            f"{outlet.words} reported that nurses had heard a spokesman of the {story.rebels.words} say that {words} "
            "soldiers were dead."
        )
        nurses = story.group("nurses", "nurses")
        spokesman = story.group("spokesman", f"a spokesman of the {story.rebels.words}", plural=False)
        told = self._telling(
            "three-hops",
            {"teller": outlet, "cue": said.mark(f"{outlet.words} reported")},
            {"teller": nurses, "cue": said.mark("nurses had heard")},
            {"teller": spokesman, "on-behalf-of": story.rebels, "cue": said.mark("say that")},
        )
        self._page.claim(said.mark(f"{words} soldiers were dead"), "killed", words, group=story.army, told=told)

    def _sum(self) -> None:
        """A total and its two parts, which add up in half of the documents."""
        story, page = self._story, self._page
        one, two = self._dice.between(11, 60), self._dice.between(61, 99)
        total = one + two + (0 if self._dice.below(2) else self._dice.between(3, 20))
        said = self._say(
            f"The {story.relief.words} stated that the fighting killed {total} people by {self._after(3)}, {one} for "
            f"the {story.army.words} and {two} for the {story.rebels.words}.",
            "2",
        )
        told = self._telling(
            "relief-total", {"teller": story.relief, "cue": said.mark(f"{story.relief.words} stated")}, cites="2"
        )
        whole = said.mark(f"the fighting killed {total} people")
        as_of = said.mark(f"by {self._after(3)}")
        page.claim(whole, "killed", str(total), group="overall", as_of=as_of, told=told)
        for number, group in (one, story.army), (two, story.rebels):
            part = said.mark(f"{number} for the {group.words}")
            page.claim(part, "killed", str(number), group=group, as_of=as_of, context=whole, told=told)

    def _vague(self) -> None:
        words = self._dice.pick(_VAGUE)
        said = self._say(f"Other witnesses mention {words} deaths.")
        told = self._telling(
            "witnesses",
            {"teller": self._story.group("witnesses", "Other witnesses"), "cue": said.mark("Other witnesses mention")},
        )
        self._page.claim(said.mark(f"{words} deaths"), "killed", words.removesuffix(" of"), group="unstated", told=told)

    def _hospital(self) -> None:
        story = self._story
        words = self._figure(9, 48)
        said = self._say(f"The hospital of {story.near.words} took in {words} wounded soldiers.")
        self._page.claim(said.mark(f"took in {words} wounded soldiers"), "hospitalised", words, group=story.army)

    def _seized(self) -> None:
        """Figures of one side, and the article's own doubt about the first of them."""
        story, page = self._story, self._page
        men, trucks = self._figure(10, 60), self._dice.pick(NUMBER_WORDS)
        said = self._say(
            f"According to the {story.army.words}, {men} rebels were captured and {trucks} vehicles destroyed."
        )
        told = self._telling(
            "army-figures", {"teller": story.army, "cue": said.mark(f"According to the {story.army.words}")}
        )
        page.claim(
            said.mark(f"{men} rebels were captured"), "captured", men, group=story.rebels, told=told, id="doubted"
        )
        lost = said.mark(f"{trucks} vehicles destroyed")
        page.claim(lost, "destroyed", trucks, counts="vehicle", group=story.rebels, told=told)
        said = self._say(f"The first figure seems to reflect an estimate of the {story.army.words}.")
        doubt: dict[str, Value] = {"modality": "seems", "hedge": said.mark("seems"), "told": "inference"}
        page.claim(said.mark(said.words[:-1]), "reflects-estimate-of", story.army, subject="doubted", **doubt)

    def _partial(self) -> None:
        story = self._story
        words = self._dice.pick(NUMBER_WORDS)
        said = self._say(
            f"On the road to {story.near.words} alone, {words} fighters of the {story.rebels.words} were killed."
        )
        part = said.mark(said.words[:-1])
        more: dict[str, Value] = {"partial": "yes", "limited-to": story.near.thing}
        self._page.claim(part, "killed", words, group=story.rebels, **more)

    # Aftermath

    def _rout(self) -> None:
        story, page = self._story, self._page
        side = self._dice.between(1, 2)
        routed, when = (story.army, story.rebels)[side - 1].words, self._after(1)
        said = self._say(f"According to a security source, the {routed} was routed on {when}.")
        source = story.group("security-source", "a security source", plural=False)
        told = self._telling("security-source", {"teller": source, "cue": said.mark("According to a security source")})
        quote = said.mark(f"the {routed} was routed on {when}")
        page.claim(quote, "outcome", "rout", side=str(side), told=told)
        page.claim(quote, "at-time", said.mark(when), told=told)

    def _retreat(self) -> None:
        """A spokeswoman in her own words: the army retreated, whoever was routed before."""
        story, page, teller = self._story, self._page, self._story.people[3]
        said = self._say(
            f"{teller.words} of the {story.rebels.words} declared that “the soldiers were forced to retreat to "
            f"{story.far.words}”.",
            "3",
        )
        told = self._telling(
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
        story, page = self._story, self._page
        rebels, army, where = story.rebels, story.army, story.elsewhere
        when, dead, hurt = day_month(story.other_on), self._dice.pick(NUMBER_WORDS), self._figure(9, 30)
        said = self._say(
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
        story = self._story
        group, when = story.allied_rebels, self._after(2)
        said = self._say(f"The {group.words} claimed responsibility for the {story.noun} on {when}.")
        cue = said.mark("claimed responsibility")
        told = self._telling("responsibility", {"teller": group, "said-on": said.mark(when), "cue": cue})
        quote = said.mark(f"{group.words} claimed responsibility for the {story.noun}")
        self._page.claim(quote, "claimed-responsibility", group, told=told)

    def _death(self) -> None:
        story, page, person = self._story, self._page, self._story.people[1]
        role = f"a commander of the {story.rebels.words}"
        said = self._say(f"{person.words}, {role}, was killed.")
        page.claim(said.mark(f"{person.words}, {role}"), "holds-role", role, subject=person)
        page.claim(said.mark(f"{person.words}, {role}"), "member-of", story.rebels, subject=person)
        page.claim(said.mark(said.words[:-1]), "died-in", story.event, subject=person)

    def _names(self) -> None:
        story, page = self._story, self._page
        page.name(story.headword, story.event, f"{story.noun}-of-{story.place.thing.slug}")
        page.name(story.near.words, story.near.thing, story.near.thing.slug)
        page.name(story.rebels.words, story.rebels, story.rebels.slug, f"fighters of the {story.rebels.words} attacked")
        shelled = f"the {story.army.words} had opened the fight"
        page.name(story.army.words, story.army, story.army.slug, shelled)

    def _telling(self, name: str, *hops: Mapping[str, Value], cites: str = "", mode: str = "") -> str:
        return self._page.telling(name, *hops, cites=cites if self._story.rendered else "", mode=mode)
