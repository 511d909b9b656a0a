"""The English words of the grammar, as data."""

from __future__ import annotations

from itertools import product

from .tokens import Phrases
from .vocabulary import Lexicon, Noun, each, hedges, listed, nouns, set_of, vague

__all__ = ["ENGLISH"]

ENGLISH = Lexicon(
    language="en",
    thousands=frozenset(","),
    decimal=".",
    small={
        word: value
        for value, word in enumerate(
            listed(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                "fifteen sixteen seventeen eighteen nineteen"
            )
        )
    },
    tens={
        word: 10 * value
        for value, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
    }
    | {"fourty": 40},
    hundred=set_of("hundred"),
    scales={"thousand": 10**3, "million": 10**6, "billion": 10**9},
    dozens={"dozen": 12},
    articles=set_of("a"),
    before=hedges(
        MORE_THAN="more than|over|above|in excess of|exceeding|greater than|just over|well over|upwards of|>",
        AT_LEAST="at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum|≥",
        LESS_THAN="less than|fewer than|under|below|just under|<",
        AT_MOST="at most|up to|as many as|no more than|not more than|a maximum of|maximum|≤",
        ABOUT="about|around|approximately|roughly|some|circa|c.|ca.|approx.|nearly|almost|close to|"
        "an estimated|estimated|~|≈|∼",
        EXACTLY="exactly|precisely",
    ),
    after=hedges(
        AT_LEAST="+|or more|at least|at a minimum|or above",
        AT_MOST="or less|or fewer|at most|at the most",
        ABOUT="or so|approximately|or thereabouts",
    ),
    between={"between": "and", "from": "to"},
    to=set_of("to or"),
    units=Phrases(
        dict.fromkeys(listed("kilometers|kilometres|kilometer|kilometre|km|kms", "|"), "km")
        | dict.fromkeys(listed("meters|metres|meter|metre|m", "|"), "m")
        | dict.fromkeys(listed("miles|mile|mi", "|"), "[mi_i]")
        | dict.fromkeys(listed("nautical miles|nautical mile", "|"), "[nmi_i]")
        | dict.fromkeys(listed("feet|ft", "|"), "[ft_i]")
        | dict.fromkeys(listed("yards|yard", "|"), "[yd_i]")
        | dict.fromkeys(listed("square kilometers|square kilometres|km²|km2", "|"), "km2")
        | dict.fromkeys(listed("hectares|hectare|ha", "|"), "har")
        | dict.fromkeys(listed("kilograms|kilogram|kilos|kilo|kg", "|"), "kg")
        | dict.fromkeys(listed("tonnes|tonne|t", "|"), "t")
        | dict.fromkeys(listed("percent|per cent|%", "|"), "%")
    ),
    vague=vague(
        "several|dozens|scores|hundreds|thousands|millions|tens of thousands|hundreds of thousands|"
        "a lot of|lots of|plenty of|many|a number of|a large number of|a great number of|a small number of|"
        "an unknown number of|an unspecified number of|an undisclosed number of|large numbers of|"
        "a handful of|a couple of|a few|countless|"
        + "|".join(
            map(
                " ".join,
                product(
                    ("several", "a few", "many"),
                    listed("dozen dozens hundred hundreds thousand thousands million millions"),
                ),
            )
        ),
        "some|few|numerous|multiple|a couple|a handful",
    ),
    none=Phrases(dict.fromkeys(("no", "without", "without any"))),
    of=set_of("of"),
    definite_of=frozenset(),
    nouns=nouns(
        "soldier fighter man/men woman/women child/children person/people personnel/personnel troop "
        "peacekeeper civilian jihadist jihadi islamist militant rebel insurgent terrorist separatist "
        "attacker assailant gunman/gunmen serviceman/servicemen policeman/policemen police/police officer "
        "guard gendarme employee worker member combatant paratrooper recruit bomber refugee villager "
        "resident inhabitant passenger driver journalist commander leader volunteer veteran partisan "
        "mercenary/mercenaries warrior sniper militiaman/militiamen body/bodies detainee helmet "
        "infantry/infantry marine legionnaire contractor boy girl victim casualty/casualties",
        "Person",
    )
    | nouns("death fatality/fatalities dead/dead", "Person", "killed")
    | nouns("injury/injuries", "Person", "wounded")
    | nouns("loss/losses", "Person")
    | nouns("prisoner captive hostage", "Person", "captured")
    | nouns(
        "vehicle pickup truck car tank jeep motorcycle motorbike helicopter aircraft/aircraft plane jet "
        "boat lorry/lorries technical ambulance carrier drone bus/buses convoy",
        "Vehicle",
    )
    | nouns(
        "group faction militia brigade battalion katiba unit company/companies regiment organisation "
        "organization movement contingent squad platoon cell",
        "ArmedGroup",
    )
    | nouns(
        "attack ambush/ambushes battle skirmish/skirmishes clash/clashes raid offensive operation strike "
        "airstrike explosion bombing assault incident",
        None,
        event=True,
    )
    | {"others": Noun(None, True, weak=True), "other": Noun(None, False, weak=True)},
    bare=set_of("deaths casualties losses fatalities injuries prisoners captives hostages victims"),
    bare_after=frozenset(),
    doubtful=frozenset(),
    definite=set_of("the its his her their our your my these those this that such whose any all both s which what"),
    tally=set_of("number numbers toll count estimate estimates total figure figures list"),
    serious=set_of("seriously severely critically gravely badly grievously serious severe critical"),
    participles=each(
        killed="killed dead died slain perished",
        wounded="wounded injured hurt",
        captured="captured prisoner",
        missing="missing",
        hospitalised="hospitalised hospitalized",
        destroyed="destroyed",
    ),
    verbs=each(
        killed="killed killing kill kills slew slain death deaths",
        wounded="wounded wounding wounds injured injuring injures wound injure",
        captured="captured capturing captures capture",
        hospitalised="hospitalised hospitalized",
        destroyed="destroyed destroying destroys destroy destruction",
    ),
    takings=set_of("taken took taking takes seized seizing seizes"),
    fillers=set_of("along with of also another a total the further"),
    auxiliaries=set_of("were was is are been be being had have has got"),
    plural_auxiliaries=set_of("were are have"),
    conjunctions=set_of("and"),
    clause_stops=set_of(
        "and but or while whereas against when after before as where who which that because since if by "
        "than for until including although though"
    ),
    phrase_stops=set_of(
        "the a an and or but for by in at on from to with without were was is are had have has been be who "
        "which that when while after before as than into near during against along including between among "
        "per if not it they he she we his her their its our this these those there of until since because "
        "also both said"
    ),
    ones=set_of("one"),
    one_blockers=set_of("no the this that any every each some which another only former latter"),
    article_one=False,
    many_blockers=set_of("how too as so not"),
    times=set_of(
        "second seconds minute minutes hour hours day days night nights week weeks weekend weekends month "
        "months year years decade decades century centuries time times am pm o years-old third thirds "
        "quarter quarters half halves fifth fifths"
    ),
    year_before=set_of(
        "in since during until till by early late mid before after the s this from year years spring summer "
        "autumn winter fall late- around circa between"
    ),
    numbered=set_of("no p pp vol nr art ch fig page pages chapter volume resolution article aged age"),
    noun_first=False,
)
