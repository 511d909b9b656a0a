"""Each shipped query about what documents say against the answer that a reader of the texts expects."""

from __future__ import annotations

import re

import pytest

from indelgraph import shipped
from indelgraph.namespaces import DATA_PREFIXES, PREFIXES
from queries_asked import answer, backwards, twice

MNLA = "National Movement for the Liberation of Azawad (MNLA)"
MUJAO = "Movement for Oneness and Jihad in West Africa (MUJAO)"
AQIM = "al-Qaeda in the Islamic Maghreb (AQIM)"
JNIM = "Jama'at Nasr al-Islam wal Muslimin (JNIM)"
ISGS = "Islamic State in the Greater Sahara"
ICRC = "International Committee of the Red Cross (ICRC)"
SOURCES = "various sources of a report to Xinhua"
XINHUA = "Xinhua News Agency"
BURKINA = "a security source from Burkina Faso"
GATIA = "Imghad Tuareg Self-Defense Group and Allies (GATIA)"
MSA = "Movement for the Salvation of Azawad (MSA)"
TESTIMONIES = "other testimonies (of deaths)"
RFI = "Radio France Internationale (RFI)"
FRANCE_24 = "France 24"
JEUNE_AFRIQUE = "Jeune Afrique"
MALIAN_FORCES = "Malian armed forces"
GOVERNMENT = "Malian government"
A = "Battle of In-Delimane (2012)"
B = "2017 Indelimane ambush"
TAGARANGABOTTE = "Ambush of Tagarangabotte"
DOUENTZA = "attack on the MINUSMA base in Douentza (2017)"
TIMBUKTU = "attack on a MINUSMA base in Timbuktu"
TWO_ATTACKS = "two attacks in Mali (2017), taken together"
SKIRMISHES = "skirmishes in the vicinity of Indelimane (2018)"
WAR = "war of the Islamic State and al-Qa'ida in West Africa"
TITLE_3 = "Le Groupe de soutien à l'islam et aux musulmans revendique les attaques meurtrières au Mali"
CAME_UP = "MNLA forces launched an offensive to retake the city of Gao, but they came up against the Islamists forces"
FOUGHT = "GATIA and the MSA, alongside French troops, fought several skirmishes"
JOINED = "fighters from the Islamic State in the Greater Sahara participated in the ambush"
AMBUSHED = "ambushed Nigerien MINUSMA peacekeepers and Malian soldiers"
SAME_DAY = "On the same day of the Indelimane ambush, JNIM attacked a MINUSMA base in Douentza"
ATTAHER_ROLE = "in charge of Communication and Information of the MNLA"
DAY_A = "16 November 2012"
CAMP = "12 Islamists were killed in this military camp"
CITES_TIMBUKTU = "the group attacked a MINUSMA base in Timbuktu"
A_ARTICLE = f"{A}, Wikipedia article"
B_ARTICLE = f"{B}, Wikipedia article"
SIDE_1 = f"side 1 of the {A}"
SIDE_2 = f"side 2 of the {A}"
B_SIDE_1 = f"side 1 of the {B}"
B_SIDE_2 = f"side 2 of the {B}"
# The flattened list of the infobox, in which nothing says who stands on which side.
BELLIGERENTS = (
    "Belligerents\n\nMINUSMA\n\nMali\nJama'at Nasr al-Islam wal Muslimin\nIslamic State in the Greater Sahara"
)

EXPECTED: dict[str, list[list[str]]] = {
    "who-says-how-many-killed": [
        [SIDE_1, "1", "1 killed", MNLA],
        [SIDE_1, "100", "100 killed", MUJAO],
        [SIDE_2, "3", "3 killed", MUJAO],
        [SIDE_2, "65", "65 killed", MNLA],
        [SIDE_2, "17", "17 killed", ICRC],
        ["overall", "At least 117", "At least 117 killed overall", ICRC],
        ["unstated", "deaths", "there have been deaths", BURKINA],
        [MNLA, "10", "a loss of 10 killed", "security sources in Mali"],
        [SIDE_2, "12", CAMP, "Mossa Ag Attaher"],
        ["unstated", "dozens", "dozens of deaths", TESTIMONIES],
        ["overall", "more than 117", "the fighting killed more than 117 people", SOURCES],
        [MUJAO, "17", "17 for MUJAO, including Abu Dardar", SOURCES],
        [MNLA, "over 100", "over 100 for the MNLA", SOURCES],
        [MUJAO, "3", "his troops had lost 3 fighters", "Abdoul Hakim"],
        [MNLA, "more than 100", "more than 100 dead for MNLA forces", "Abdoul Hakim"],
    ],
    "through-whom": [
        ["1 killed", "1", MNLA, "", ""],
        ["100 killed", "1", MUJAO, "", ""],
        ["3 killed", "1", MUJAO, "", ""],
        ["65 killed", "1", MNLA, "", ""],
        ["17 killed", "1", ICRC, "", ""],
        ["At least 117 killed overall", "1", ICRC, "", ""],
        ["there have been deaths", "1", BURKINA, "", ""],
        ["a loss of 10 killed", "1", "security sources in Mali", "", ""],
        [CAMP, "1", "Mossa Ag Attaher", "", ""],
        ["dozens of deaths", "1", TESTIMONIES, "", ""],
        ["the fighting killed more than 117 people", "1", SOURCES, XINHUA, ""],
        ["17 for MUJAO, including Abu Dardar", "1", SOURCES, XINHUA, ""],
        ["over 100 for the MNLA", "1", SOURCES, XINHUA, ""],
        ["his troops had lost 3 fighters", "1", "residents of Gao", "", ""],
        ["his troops had lost 3 fighters", "2", "Abdoul Hakim", "Nata radio", "2012-11-17"],
        ["more than 100 dead for MNLA forces", "1", "residents of Gao", "", ""],
        ["more than 100 dead for MNLA forces", "2", "Abdoul Hakim", "Nata radio", "2012-11-17"],
    ],
    "figures-without-a-number": [
        ["captured", "a lot of", "The Mujao has taken a lot of prisoners", BURKINA],
        ["killed", "deaths", "there have been deaths", BURKINA],
        ["strength", "many", "many equipped with heavy artillery", A_ARTICLE],
        ["killed", "dozens", "dozens of deaths", TESTIMONIES],
        ["killed", "several", "several attackers were killed", "MINUSMA"],
        ["casualties", "pertes", "déplore des pertes dans ses rangs", JNIM],
    ],
    "parties-and-sides": [
        [B, "1", "MINUSMA", "MINUSMA", "true"],
        [B, "1", "Mali (the state)", "Mali", "true"],
        [B, "2", JNIM, "Jama'at Nasr al-Islam wal Muslimin", "true"],
        [B, "2", ISGS, ISGS, "true"],
        [B, "2", ISGS, JOINED, "true"],
        [
            TAGARANGABOTTE, "1", MNLA,
            "Tuareg independence forces were successful in the Ambush of Tagarangabotte", "true",
        ],
        [A, "1", MNLA, "MNLA", "false"],
        [
            A, "1", MNLA, "MNLA forces launched an offensive to retake the city of Gao, but they came up against",
            "true",
        ],
        [A, "2", MUJAO, "MOJWA", "false"],
        [A, "2", AQIM, "AQIM", "false"],
        [A, "2", MUJAO, "the Islamists forces of MUJAO", "true"],
        [A, "2", AQIM, "the Islamists forces of MUJAO and AQIM", "true"],
        [SKIRMISHES, "1", GATIA, FOUGHT, "false"],
        [SKIRMISHES, "1", MSA, FOUGHT, "false"],
        [SKIRMISHES, "1", "French troops", "alongside French troops, fought several skirmishes", "false"],
        [SKIRMISHES, "2", JNIM, "skirmishes against JNIM", "false"],
        [SKIRMISHES, "2", "Islamic State", "skirmishes against JNIM and the Islamic State", "false"],
        [WAR, "1", "Islamic State", "The Islamic State and al-Qa'ida go to war in West Africa", "true"],
        [WAR, "2", "al-Qaeda", "The Islamic State and al-Qa'ida go to war in West Africa", "true"],
    ],
    "through-xinhua": [
        [
            "distance of the battle from Ménaka: 80 kilometers, say Xinhua News Agency sources",
            "80 kilometers from Ménaka",
        ],
        [
            "distance of the battle from Ansongo: 70 kilometers, say Xinhua News Agency sources",
            "70 kilometers from Ansongo",
        ],
        [
            "killed in all (as of 2012-11-17): more than 117, say various sources to Xinhua",
            "the fighting killed more than 117 people",
        ],
        ["MUJAO killed (as of 2012-11-17): 17, say various sources to Xinhua", "17 for MUJAO, including Abu Dardar"],
        ["member of MUJAO: Abu Dardar, say various sources to Xinhua", "17 for MUJAO, including Abu Dardar"],
        ["Abu Dardar died in the battle (as of 2012-11-17), say various sources to Xinhua", "including Abu Dardar"],
        ["role of Abu Dardar: Emir of Ansongo, say various sources to Xinhua", "Abu Dardar, Emir of Ansongo"],
        ["MNLA killed (as of 2012-11-17): over 100, say various sources to Xinhua", "over 100 for the MNLA"],
    ],
    "claims-on-reference-3": [
        ["On the same day of the Indelimane ambush", "at time", B_ARTICLE, TITLE_3, FRANCE_24],
        ["JNIM attacked a MINUSMA base", "attacker", B_ARTICLE, TITLE_3, FRANCE_24],
        ["attacked a MINUSMA base in Douentza", "target", B_ARTICLE, TITLE_3, FRANCE_24],
        ["a MINUSMA base in Douentza", "takes place at", B_ARTICLE, TITLE_3, FRANCE_24],
        ["killing one MINUSMA peacekeeper", "killed", B_ARTICLE, TITLE_3, FRANCE_24],
        ["injuring three others", "wounded", B_ARTICLE, TITLE_3, FRANCE_24],
        ["The ambush occurred at 5am", "at time", B_ARTICLE, TITLE_3, FRANCE_24],
        ["at a MINUSMA camp in the village of Indelimane", "takes place at", B_ARTICLE, TITLE_3, FRANCE_24],
        ["in the village of Indelimane", "takes place at", B_ARTICLE, TITLE_3, FRANCE_24],
        ["village of Indelimane, Ménaka Cercle", "located in", B_ARTICLE, TITLE_3, FRANCE_24],
        ["Ménaka Cercle", "takes place at", B_ARTICLE, TITLE_3, FRANCE_24],
        ["Three MINUSMA peacekeepers were killed in the ambush", "killed", B_ARTICLE, TITLE_3, FRANCE_24],
        ["sixteen others injured", "wounded", B_ARTICLE, TITLE_3, FRANCE_24],
        ["one civilian employee injured", "wounded", B_ARTICLE, TITLE_3, FRANCE_24],
        ["The Malian government", "member of", B_ARTICLE, TITLE_3, FRANCE_24],
        ["one Malian soldier was killed", "killed", GOVERNMENT, TITLE_3, FRANCE_24],
        ["Malian soldier", "part of force", B_ARTICLE, TITLE_3, FRANCE_24],
        ["one injured", "wounded", GOVERNMENT, TITLE_3, FRANCE_24],
        [TITLE_3, "claimed responsibility", JNIM, TITLE_3, FRANCE_24],
        ["les attaques meurtrières au Mali", "takes place at", FRANCE_24, TITLE_3, FRANCE_24],
    ],
    "claims-without-citation": [
        ["On November 24, 2017", "at time", "2017-11-24"],
        ["jihadists from Jama'at Nasr al-Islam wal Muslimin ambushed", "attacker", JNIM],
        ["ambushed Nigerien MINUSMA peacekeepers", "target", "MINUSMA"],
        [AMBUSHED, "target", MALIAN_FORCES],
        ["Nigerien MINUSMA peacekeepers", "part of force", "MINUSMA"],
        ["in the village of Indelimane, Mali", "takes place at", "Indelimane"],
        ["village of Indelimane, Mali", "located in", "Mali"],
        ["Mali", "takes place at", "Mali"],
        ["In early 2018", "at time", "early 2018"],
        [FOUGHT, "belligerent", GATIA],
        [FOUGHT, "belligerent", MSA],
        ["alongside French troops, fought several skirmishes", "belligerent", "French troops"],
        ["several skirmishes", "number of events", "“several”, of events"],
        ["skirmishes against JNIM", "belligerent", JNIM],
        ["skirmishes against JNIM and the Islamic State", "belligerent", "Islamic State"],
        ["in the vicinity of Indelimane", "takes place at", "in the vicinity of Indelimane"],
    ],
    "doubt-and-distance": [
        ["an offensive to retake the city of Gao", "intended", "to retake", A_ARTICLE],
        ["clashed with 1,000 jihadists", "claims", "claims", MNLA],
        ["the former army camp of the paratroopers of the Malian army that they tried to occupy", "tried",
         "tried", "Mossa Ag Attaher"],
        ["These figures, however, seem to reflect MUJAO's estimates of the losses of the Independents",
         "seems", "seem", A_ARTICLE],
        ["five Nigerien soldiers were killed", "claims", "claiming", JNIM],
        ["were killed along with two JNIM fighters", "claims", "claiming", JNIM],
        ["the first confirmed collaboration between the two groups", "confirmed", "confirmed", B_ARTICLE],
    ],
    "figures-as-of-a-day": [
        ["2012-11-17", "the fighting killed more than 117 people", SOURCES, "true"],
        ["2012-11-17", "17 for MUJAO, including Abu Dardar", SOURCES, "true"],
        ["2012-11-17", "over 100 for the MNLA", SOURCES, "true"],
    ],
    "figures-of-other-events": [
        [TAGARANGABOTTE, "distance", "50 kilometers", "50 kilometers east of Ansongo", A_ARTICLE],
        [DOUENTZA, "killed", "one", "killing one MINUSMA peacekeeper", B_ARTICLE],
        [DOUENTZA, "wounded", "three", "injuring three others", B_ARTICLE],
        [SKIRMISHES, "number of events", "several", "several skirmishes", B_ARTICLE],
        [TIMBUKTU, "killed", "6", "une attaque contre l'ONU à Tombouctou fait 6 morts", JEUNE_AFRIQUE],
        [TWO_ATTACKS, "killed", "Quatre",
         "Quatre Casques bleus et un soldat malien tués dans deux attaques au Mali", JEUNE_AFRIQUE],
        [TWO_ATTACKS, "killed", "un", "un soldat malien tués dans deux attaques au Mali", JEUNE_AFRIQUE],
        [TWO_ATTACKS, "number of events", "deux", "deux attaques au Mali", JEUNE_AFRIQUE],
        [TWO_ATTACKS, "casualties", "pertes", "déplore des pertes dans ses rangs", JNIM],
    ],
    "inferred-from-which-words": [
        [
            "took place during the Internal Conflict in Azawad", "part of", "Internal conflict in Azawad",
            "during the Internal Conflict in Azawad",
        ],
        [
            f"On November 16, {CAME_UP}",
            "at time", "2012-11-16", DAY_A,
        ],
        ["On November 16, MNLA forces launched an offensive", "begins on", "2012-11-16", DAY_A],
        [CAME_UP, "attacker", MNLA, "MNLA forces launched an offensive"],
        [
            "MNLA forces launched an offensive to retake the city of Gao, but they came up against", "belligerent",
            MNLA, "Combatant1: MNLA",
        ],
        [
            "launched an offensive to retake the city of Gao, but they came up against the Islamists forces",
            "part of", "offensive to retake Gao (2012)", "between Ansongo and Gao",
        ],
        ["the Islamists forces of MUJAO", "belligerent", MUJAO, "Combatant2: MOJWA, AQIM"],
        ["the Islamists forces of MUJAO and AQIM", "belligerent", AQIM, "Combatant2: MOJWA, AQIM"],
        ["On the morning of the first day", "at time", "2012-11-16", DAY_A],
        ["On the morning of the first day", "at time", "2012-11-16", "On November 16"],
        [
            "On the morning of the first day, "
            "Tuareg independence forces were successful in the Ambush of Tagarangabotte",
            "sub-event", TAGARANGABOTTE, "On November 16, MNLA forces launched an offensive",
        ],
        [
            "Tuareg independence forces were successful in the Ambush of Tagarangabotte", "belligerent", MNLA,
            "MNLA forces launched an offensive",
        ],
        [
            "Tuareg independence forces were successful in the Ambush of Tagarangabotte", "outcome", "victory",
            "MNLA forces launched an offensive",
        ],
        ["Tagarangabotte", "takes place at", "Tagarangabotte", "the Ambush of Tagarangabotte"],
        ["the Islamist offensive", "attacker", SIDE_2, "the Islamists forces of MUJAO and AQIM"],
        [
            "the Islamist offensive was not stopped", "outcome", "not stopped",
            "the Islamists forces of MUJAO and AQIM",
        ],
        ["the same day MUJAO attack", "at time", "2012-11-16", DAY_A],
        ["the same day MUJAO attack", "at time", "2012-11-16", "On November 16"],
        ["the Mokhtar's Al-Mouthalimin brigade", "led by", "Mokhtar Belmokhtar", "Mokhtar Belmokhtar"],
        ["On the 17th, the MUJAO forces receive reinforcements", "at time", "2012-11-17", DAY_A],
        ["the MNLA was routed on November 17", "at time", "2012-11-17", DAY_A],
        [
            "the terrorist hordes were driven from the former army camp of the paratroopers of the Malian army",
            "outcome", "repulse", "this military camp",
        ],
        [
            "driven from the former army camp of the paratroopers of the Malian army", "takes place at",
            "former army camp of the paratroopers of the Malian army", "this military camp",
        ],
        [
            "the former army camp of the paratroopers of the Malian army that they tried to occupy", "target",
            "former army camp of the paratroopers of the Malian army", "this military camp",
        ],
        ["they (the terrorists) were forced to retreat", "outcome", "retreat", "this military camp"],
        [
            "they (the terrorists) were forced to retreat into the Tidjefenes area", "retreats to",
            "Tidjefenes area", "this military camp",
        ],
        ["the fighting killed more than 117 people", "killed", "more than 117 persons", DAY_A],
        ["17 for MUJAO, including Abu Dardar", "killed", "exactly 17 persons", DAY_A],
        ["including Abu Dardar", "died in", A, DAY_A],
        ["over 100 for the MNLA", "killed", "more than 100 persons", DAY_A],
        ["MINUSMA", "belligerent", "MINUSMA", BELLIGERENTS],
        ["MINUSMA", "belligerent", "MINUSMA", AMBUSHED],
        ["Mali", "belligerent", "Mali (the state)", BELLIGERENTS],
        ["Mali", "belligerent", "Mali (the state)", AMBUSHED],
        ["Jama'at Nasr al-Islam wal Muslimin", "belligerent", JNIM, BELLIGERENTS],
        [
            "Jama'at Nasr al-Islam wal Muslimin", "belligerent", JNIM,
            "jihadists from Jama'at Nasr al-Islam wal Muslimin ambushed",
        ],
        [ISGS, "belligerent", ISGS, BELLIGERENTS],
        [ISGS, "belligerent", ISGS, JOINED],
        ["3 killed", "killed", "exactly 3 persons", BELLIGERENTS],
        ["17 injured", "wounded", "exactly 17 persons", BELLIGERENTS],
        ["1 killed", "killed", "exactly 1 person", BELLIGERENTS],
        ["1 injured", "wounded", "exactly 1 person", BELLIGERENTS],
        ["2 killed", "killed", "exactly 2 persons", BELLIGERENTS],
        ["On the same day of the Indelimane ambush", "at time", "2017-11-24", "November 24, 2017"],
        ["injuring three others", "wounded", "exactly 3 persons", "one MINUSMA peacekeeper"],
        [
            "a frontal attack by the jihadists", "attacker", JNIM,
            "jihadists from Jama'at Nasr al-Islam wal Muslimin ambushed",
        ],
        ["sixteen others injured", "wounded", "exactly 16 persons", "Three MINUSMA peacekeepers"],
        ["The Malian government", "member of", "Mali (the state)", BELLIGERENTS],
        ["Malian soldier", "part of force", "Mali (the state)", BELLIGERENTS],
        ["one injured", "wounded", "exactly 1 person", "one Malian soldier"],
        ["A Nigerien contingent of peacekeepers", "part of force", "MINUSMA", "Nigerien MINUSMA peacekeepers"],
        ["five Nigerien soldiers", "part of force", "MINUSMA", "Nigerien MINUSMA peacekeepers"],
        [JOINED, "belligerent", ISGS, BELLIGERENTS],
        [
            "the first confirmed collaboration between the two groups", "collaborated with", ISGS,
            "JNIM claimed responsibility for the attack",
        ],
        ["une attaque contre l'ONU à Tombouctou fait 6 morts", "killed", "exactly 6 persons", CITES_TIMBUKTU],
        ["une attaque contre l'ONU à Tombouctou", "takes place at", "Timbuktu", CITES_TIMBUKTU],
        ["une attaque contre l'ONU", "target", "United Nations", CITES_TIMBUKTU],
        [TITLE_3, "claimed responsibility", JNIM, SAME_DAY],
        ["les attaques meurtrières au Mali", "takes place at", "Mali", SAME_DAY],
        [
            "trois casques bleus et un soldat malien tués dans une attaque vers Ménaka", "killed",
            "exactly 3 persons", "Ménaka Cercle",
        ],
        ["un soldat malien tués dans une attaque vers Ménaka", "killed", "exactly 1 person", "Ménaka Cercle"],
        ["une attaque vers Ménaka", "takes place at", "towards Ménaka", "Ménaka Cercle"],
        ["deux attaques au Mali", "sub-event", DOUENTZA, SAME_DAY],
        ["deux attaques au Mali", "sub-event", B, SAME_DAY],
        ["Attaques contre la MINUSMA et les forces armées maliennes (24.11.17)", "at time", "2017-11-24", SAME_DAY],
        ["Attaques contre la MINUSMA", "target", "MINUSMA", SAME_DAY],
        ["Attaques contre la MINUSMA et les forces armées maliennes", "target", MALIAN_FORCES, SAME_DAY],
        [
            "Al-Qaïda revendique un attentat au nord-est du Mali contre des Casques bleus",
            "claimed responsibility", "al-Qaeda", "JNIM claimed responsibility for the attack",
        ],
        [
            "un attentat au nord-est du Mali", "takes place at", "in the north-east of Mali",
            "JNIM claimed responsibility for the attack",
        ],
        [
            "un attentat au nord-est du Mali contre des Casques bleus", "target", "MINUSMA",
            "JNIM claimed responsibility for the attack",
        ],
        ["JNIM revendique les attaques de Ménaka et Douentza", "claimed responsibility", JNIM, SAME_DAY],
        ["les attaques de Ménaka", "sub-event", B, "Ménaka Cercle"],
        ["les attaques de Ménaka et Douentza", "sub-event", DOUENTZA, SAME_DAY],
        ["les attaques de Ménaka", "takes place at", "Ménaka", "Ménaka Cercle"],
        ["les attaques de Ménaka et Douentza", "takes place at", "Douentza", SAME_DAY],
        ["déplore des pertes dans ses rangs", "casualties", "“pertes”, of persons", SAME_DAY],
        ["The Islamic State and al-Qa'ida go to war in West Africa", "belligerent", "al-Qaeda", "go to war"],
        ["The Islamic State and al-Qa'ida go to war in West Africa", "belligerent", "Islamic State", "go to war"],
    ],
    "losses-of-the-other-side": [
        [SIDE_1, "killed", "100", "100 killed", MUJAO],
        [SIDE_1, "captured", "20", "20 captured", MUJAO],
        [SIDE_2, "killed", "65", "65 killed", MNLA],
        [SIDE_2, "killed", "12", CAMP, "Mossa Ag Attaher"],
        [MNLA, "killed", "more than 100", "more than 100 dead for MNLA forces", "Abdoul Hakim"],
        [B_SIDE_2, "killed", "several", "several attackers were killed", "MINUSMA"],
        ["Nigerien soldiers", "killed", "five", "five Nigerien soldiers were killed", JNIM],
    ],
    "names-of-indelimane": [
        ["Indelimane", "attested", B_ARTICLE, "5"],
        ["Idelimane", "attested", A_ARTICLE, "1"],
        ["In-Delimane", "attested", A_ARTICLE, "2"],
    ],
    "origin-of-each-figure": [
        [A, "strength", SIDE_1, "500", A_ARTICLE],
        [A, "strength", SIDE_2, "500–1,000", A_ARTICLE],
        [A, "killed", SIDE_1, "1", MNLA],
        [A, "wounded", SIDE_1, "4", MNLA],
        [A, "killed", SIDE_1, "100", MUJAO],
        [A, "captured", SIDE_1, "20", MUJAO],
        [A, "killed", SIDE_2, "3", MUJAO],
        [A, "wounded", SIDE_2, "6", MUJAO],
        [A, "killed", SIDE_2, "65", MNLA],
        [A, "killed", SIDE_2, "17", ICRC],
        [A, "killed", "overall", "At least 117", ICRC],
        [TAGARANGABOTTE, "distance", "", "50 kilometers", A_ARTICLE],
        ["Indelimane", "distance", "", "80 kilometers", BURKINA],
        [A, "captured", "unstated", "a lot of", BURKINA],
        [A, "captured", "unstated", "two", BURKINA],
        [A, "killed", "unstated", "deaths", BURKINA],
        [A, "strength", AQIM, "300", "Le Combat"],
        [A, "strength", "Mokhtar Belmokhtar", "16", A_ARTICLE],
        [A, "strength", "Mokhtar Belmokhtar", "many", A_ARTICLE],
        [A, "strength", SIDE_2, "1,000", MNLA],
        [A, "distance", "", "80 kilometers", "Xinhua News Agency sources"],
        [A, "distance", "", "70 kilometers", "Xinhua News Agency sources"],
        [A, "killed", MNLA, "10", "security sources in Mali"],
        [A, "killed", SIDE_2, "12", "Mossa Ag Attaher"],
        [A, "hospitalised", MUJAO, "6", "witnesses (of wounded sent to Gao)"],
        [A, "wounded", MUJAO, "6", "witnesses (of wounded sent to Gao)"],
        [A, "killed", "unstated", "dozens", TESTIMONIES],
        [A, "killed", "overall", "more than 117", SOURCES],
        [A, "killed", MUJAO, "17", SOURCES],
        [A, "killed", MNLA, "over 100", SOURCES],
        [A, "killed", MUJAO, "3", "Abdoul Hakim"],
        [A, "wounded", MUJAO, "6", "Abdoul Hakim"],
        [A, "killed", MNLA, "more than 100", "Abdoul Hakim"],
        [B, "killed", B_SIDE_1, "3", B_ARTICLE],
        [B, "wounded", B_SIDE_1, "17", B_ARTICLE],
        [B, "killed", B_SIDE_1, "1", B_ARTICLE],
        [B, "wounded", B_SIDE_1, "1", B_ARTICLE],
        [B, "killed", B_SIDE_2, "2", B_ARTICLE],
        [JNIM, "member count", "", "five", B_ARTICLE],
        [DOUENTZA, "killed", "MINUSMA", "one", B_ARTICLE],
        [DOUENTZA, "wounded", "MINUSMA", "three", B_ARTICLE],
        [B, "killed", B_SIDE_2, "several", "MINUSMA"],
        [B, "killed", "MINUSMA", "Three", B_ARTICLE],
        [B, "wounded", "MINUSMA", "sixteen", B_ARTICLE],
        [B, "wounded", "civilian employee, employer not stated", "one", B_ARTICLE],
        [B, "killed", MALIAN_FORCES, "one", GOVERNMENT],
        [B, "wounded", MALIAN_FORCES, "one", GOVERNMENT],
        [B, "killed", "Nigerien soldiers", "five", JNIM],
        [B, "killed", JNIM, "two", JNIM],
        [SKIRMISHES, "number of events", "", "several", B_ARTICLE],
        [TIMBUKTU, "killed", "unstated", "6", JEUNE_AFRIQUE],
        [B, "killed", "MINUSMA", "trois", RFI],
        [B, "killed", MALIAN_FORCES, "un", RFI],
        [TWO_ATTACKS, "killed", "MINUSMA", "Quatre", JEUNE_AFRIQUE],
        [TWO_ATTACKS, "killed", MALIAN_FORCES, "un", JEUNE_AFRIQUE],
        [TWO_ATTACKS, "number of events", "", "deux", JEUNE_AFRIQUE],
        [TWO_ATTACKS, "casualties", JNIM, "pertes", JNIM],
    ],
    "own-losses": [
        [SIDE_1, "killed", "1", "1 killed", MNLA],
        [SIDE_1, "wounded", "4", "4 wounded", MNLA],
        [SIDE_2, "killed", "3", "3 killed", MUJAO],
        [SIDE_2, "wounded", "6", "6 wounded", MUJAO],
        [MUJAO, "killed", "3", "his troops had lost 3 fighters", "Abdoul Hakim"],
        [MUJAO, "wounded", "6", "6 seriously wounded", "Abdoul Hakim"],
        [MALIAN_FORCES, "killed", "one", "one Malian soldier was killed", GOVERNMENT],
        [MALIAN_FORCES, "wounded", "one", "one injured", GOVERNMENT],
        [JNIM, "killed", "two", "were killed along with two JNIM fighters", JNIM],
        [JNIM, "casualties", "pertes", "déplore des pertes dans ses rangs", JNIM],
    ],
    "who-speaks-for-whom": [
        ["Abdoul Hakim", "belongs to", MUJAO, "Abdoul Hakim, a commander of MUJAO"],
        ["Abdoul Hakim", "commands on", SIDE_2, "Abdoul Hakim"],
        ["Abdoul Hakim", "holds the role", "a commander of MUJAO", "Abdoul Hakim, a commander of MUJAO"],
        ["Mossa Ag Attaher", "belongs to", MNLA,
         "Mossa Ag Attaher, in charge of Communication and Information of the MNLA"],
        ["Mossa Ag Attaher", "holds the role", ATTAHER_ROLE,
         "Mossa Ag Attaher, in charge of Communication and Information of the MNLA"],
        ["Mossa Ag Attaher", "speaks for", MNLA, "According to him"],
        ["Mossa Ag Attaher", "speaks for", MNLA, "declared that"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_shipped_query_gives_the_expected_answer(name: str) -> None:
    assert answer(shipped()[name].text) == EXPECTED[name]


def test_every_shipped_query_says_what_it_answers() -> None:
    for query in shipped().values():
        assert query.title
        assert query.question.endswith("?")
        assert "# title" not in query.text


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_query_is_readable_and_its_order_is_determined(name: str) -> None:
    text = shipped()[name].text
    declared = re.findall(r"^PREFIX (\w+): <([^>]+)>$", text, flags=re.MULTILINE)
    known = PREFIXES | DATA_PREFIXES
    assert declared == sorted((prefix, known[prefix]) for prefix, _ in declared)
    body = text.rpartition("\n\n")[2]
    assert all(f"{prefix}:" in body for prefix, _ in declared)
    assert max(map(len, text.splitlines())) <= 120
    assert text.splitlines()[-1].startswith("ORDER BY ")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_answer_does_not_depend_on_the_order_in_which_quads_were_loaded(name: str) -> None:
    assert answer(shipped()[name].text, backwards()) == EXPECTED[name]


def test_a_claim_that_stands_on_two_spans_and_in_two_graphs_is_one_row() -> None:
    """A query joins the evidence for its order only; a second span of the same claim adds no row."""
    for name in sorted(EXPECTED):
        if name != "names-of-indelimane":  # it counts the spans
            assert len(answer(shipped()[name].text, twice())) == len(EXPECTED[name]), name
