"""What the document of 2012 holds, part by part: words with the offset at which they start."""

from __future__ import annotations

from indelgraph.documents import Part

__all__ = ["CELLS_A", "SENTENCES_A", "SPANS_A", "Words"]

Words = tuple[int, str]  # where words start, and the words

CELLS_A: list[tuple[Words, Words]] = [
    ((44, "Conflict"), (54, "Battle of In-Delimane")),
    ((78, "Partof"), (86, "the Malian Civil War")),
    ((109, "Date"), (115, "16 November 2012")),
    ((134, "Place"), (141, "Between Ansongo and Ménaka, Mali")),
    ((176, "Result"), (184, "Islamist victory")),
    ((203, "Combatant1"), (215, "MNLA")),
    ((222, "Combatant2"), (234, "MOJWA, AQIM")),
    ((248, "Commander1"), (260, "Machkanani Ag Balla, Moulay Ag Sidi Molla")),
    (
        (304, "Commander2"),
        (316, "Mokhtar Belmokhtar, Omar Ould Hamaha, Abu Walid Sahraoui, Abu DardarKIA, Abdoul Hakim"),
    ),
    ((404, "Strength1"), (415, "500 men")),
    ((425, "Strength2"), (436, "500–1,000 men")),
    (
        (452, "Casualties1"),
        (465, "1 killed, 4 wounded, (according to the MNLA), 100 killed, 20 captured, (according to MUJAO)"),
    ),
    (
        (559, "Casualties2"),
        (
            572,
            "3 killed, 6 wounded, (according to MUJAO), 65 killed, (according to the MNLA), 17 killed, "
            "(according to the ICRC)",
        ),
    ),
    ((688, "Casualties3"), (701, "At least 117 killed overall (according to ICRC)")),
]

SENTENCES_A: list[tuple[int, int, str]] = [  # start, paragraph, words
    (750, 0, "The Battle of Idelimane took place during the Internal Conflict in Azawad."),
    (
        841,
        1,
        "On November 16, MNLA forces launched an offensive to retake the city of Gao, but they came "
        "up against the Islamists forces of MUJAO and AQIM between Ansongo and Gao.",
    ),
    (
        1007,
        1,
        "On the morning of the first day, Tuareg independence forces were successful in the Ambush "
        "of Tagarangabotte 50 kilometers east of Ansongo.",
    ),
    (1146, 1, "However, the Islamist offensive was not stopped."),
    (
        1195,
        1,
        "According to a security source from Burkina Faso, the same day MUJAO attack elements of the "
        "MNLA in the village of Idelimane 80 kilometers from Ménaka, the last bastion of the MNLA.",
    ),
    (
        1377,
        1,
        'According to the same source, "The Mujao has taken a lot of prisoners and taken two '
        'vehicles, there have been deaths."',
    ),
    (
        1497,
        2,
        "According to the Malian newspaper Le Combat, MUJAO's forces were made up of the Osama bin "
        "Laden brigade led by Abu Walid Sahraoui and reinforced by 300 AQIM fighters, including the "
        "Mokhtar's Al-Mouthalimin brigade (the turbaned ones).",
    ),
    (1732, 2, "Belmokhtar brought 16 pickups, many equipped with heavy artillery."),
    (1799, 2, "For its part, the MNLA claims to have clashed with 1,000 jihadists."),
    (
        1867,
        2,
        "Xinhua News Agency sources also stated the battle was being fought 80 kilometers from "
        "Ménaka and 70 kilometers from Ansongo.",
    ),
    (1993, 3, "On the 17th, the MUJAO forces receive reinforcements from AQIM troops."),
    (
        2064,
        3,
        "According to security sources in Mali, the MNLA was routed on November 17 with a loss of 10 killed.",
    ),
    (
        2179,
        4,
        "On the 18th, Mossa Ag Attaher, in charge of Communication and Information of the MNLA, "
        'declared that "the terrorist hordes were driven from the former army camp of the '
        "paratroopers of the Malian army that they tried to occupy and they (the terrorists) were "
        'forced to retreat into the Tidjefenes area."',
    ),
    (2481, 4, "According to him, 12 Islamists were killed in this military camp."),
    (2547, 4, "According to witnesses, 6 wounded MUJAO were sent to Gao Regional Hospital."),
    (2623, 4, "Other testimonies mention dozens of deaths."),
    (
        2668,
        5,
        "A report is provided by various sources to the Xinhua News Agency, including men close to "
        "the International Committee of the Red Cross.",
    ),
    (
        2804,
        5,
        "According to these sources, the fighting killed more than 117 people by 17 November, 17 for "
        "MUJAO, including Abu Dardar, Emir of Ansongo, and over 100 for the MNLA.",
    ),
    (2969, 5, "These figures, however, seem to reflect MUJAO's estimates of the losses of the Independents."),
    (
        3063,
        6,
        "According to residents of Gao, on 17 November, Abdoul Hakim, a commander of MUJAO, told "
        "Nata radio that his troops had lost 3 fighters and 6 seriously wounded against more than "
        "100 dead for MNLA forces.",
    ),
    (3266, 6, "Next, the Battle of Ménaka followed."),
]

SPANS_A: dict[tuple[Part, str | None], list[tuple[int, int]]] = {
    (Part.INFOBOX, None): [
        *((115, 131), (203, 213), (215, 219), (222, 232), (234, 239), (241, 245), (304, 314), (374, 387)),
        *((452, 463), (465, 466), (465, 473), (475, 476), (475, 484), (486, 509), (701, 713), (701, 728)),
        (729, 748),
    ],
    (Part.LEAD, None): [(750, 824), (754, 773)],
    (Part.BODY, "The battle"): [
        *((982, 1005), (1208, 1243), (1299, 1345), (1310, 1319), (1377, 1405), (1408, 1417), (1408, 1446)),
        *((1428, 1436), (1451, 1469), (1457, 1460), (1471, 1493), (1487, 1493), (1867, 1905), (1906, 1933)),
        *((1934, 1947), (1934, 1959), (1964, 1977), (1964, 1990)),
    ],
    (Part.BODY, "Aftermath"): [
        *((2192, 2264), (2319, 2378), (2481, 2497), (2499, 2501), (2499, 2545), (2502, 2511), (2668, 2802)),
        *((2804, 2830), (2832, 2872), (2852, 2865), (2873, 2887), (2889, 2891), (2889, 2923), (2913, 2923)),
        *((2946, 2954), (2946, 2967), (2969, 3060), (2993, 2997), (3044, 3060), (3063, 3092), (3097, 3108)),
        *((3110, 3144), (3146, 3161), (3167, 3186), (3167, 3197), (3187, 3188), (3202, 3203), (3202, 3221)),
        *((3230, 3243), (3230, 3264)),
    ],
    (Part.FURNITURE, None): [(0, 32), (2, 30)],
    (Part.FURNITURE, "Aftermath"): [(2167, 2176)],
}
