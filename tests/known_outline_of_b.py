"""What the document of 2017 holds, part by part: words with the offset at which they start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indelgraph.documents import Part

if TYPE_CHECKING:
    from known_outline_of_a import Words

__all__ = ["CELLS_B", "REFERENCES_B", "SENTENCES_B", "SPANS_B", "KnownReference"]


@dataclass(frozen=True)
class KnownReference:
    """A reference as it should be read."""

    number: int
    extent: tuple[int, int]
    title: Words
    publisher: Words
    retrieved: Words
    language: str | None = None
    issued: Words | None = None
    creators: tuple[Words, ...] = ()


CELLS_B: list[tuple[Words | None, Words]] = [
    (None, (155, "2017 Indelimane ambush")),
    ((178, "Part of"), (186, "Mali War")),
    ((195, "Date"), (199, "November 24, 2017")),
    ((217, "Location"), (226, "Indelimane, Menaka Cercle, Mali")),
    ((217, "Location"), (258, "15°52′1″N 1°30′46″E / 15.86694°N 1.51278°E / 15.86694; 1.51278")),
    ((321, "Result"), (328, "Indecisive")),
    ((339, "Belligerents"), (353, "MINUSMA")),
    ((339, "Belligerents"), (362, "Mali")),
    ((339, "Belligerents"), (367, "Jama'at Nasr al-Islam wal Muslimin")),
    ((339, "Belligerents"), (402, "Islamic State in the Greater Sahara")),
    ((438, "Casualties and losses"), (460, "3 killed, 17 injured")),
    ((438, "Casualties and losses"), (481, "1 killed, 1 injured")),
    ((438, "Casualties and losses"), (501, "2 killed")),
]

SENTENCES_B: list[tuple[int, int, tuple[int, ...], str]] = [  # start, paragraph, references, words
    (
        511,
        0,
        (),
        "On November 24, 2017, jihadists from Jama'at Nasr al-Islam wal Muslimin ambushed Nigerien "
        "MINUSMA peacekeepers and Malian soldiers in the village of Indelimane, Mali.",
    ),
    (
        696,
        1,
        (1,),
        "Jama'at Nasr al-Islam wal Muslimin was formed in 2017 as a coalition of five different "
        "jihadist groups that had been rebelling against the Malian government since 2012.",
    ),
    (868, 1, (2,), "Prior to the attack in Indelimane, the group attacked a MINUSMA base in Timbuktu."),
    (
        953,
        1,
        (3,),
        "On the same day of the Indelimane ambush, JNIM attacked a MINUSMA base in Douentza, killing "
        "one MINUSMA peacekeeper and injuring three others.",
    ),
    (
        1116,
        2,
        (3,),
        "The ambush occurred at 5am at a MINUSMA camp in the village of Indelimane, Ménaka Cercle.",
    ),
    (
        1209,
        2,
        (4,),
        "The attack was marked by a rain of rockets that hit the peacekeepers and Malian troops, "
        "which was followed up by a frontal attack by the jihadists.",
    ),
    (1360, 2, (5,), "MINUSMA reported that several attackers were killed, and the ambush was repulsed."),
    (1445, 2, (6,), "The peacekeepers then sent out in pursuit of the attackers."),
    (
        1528,
        3,
        (3,),
        "Three MINUSMA peacekeepers were killed in the ambush, along with sixteen others injured and "
        "one civilian employee injured.",
    ),
    (1654, 3, (3,), "The Malian government stated one Malian soldier was killed and one injured."),
    (1733, 3, (7,), "A Nigerien contingent of peacekeepers were on patrol at the time of the attack."),
    (
        1817,
        4,
        (8, 9),
        "JNIM claimed responsibility for the attack on November 25, and released a statement "
        "claiming five Nigerien soldiers were killed along with two JNIM fighters.",
    ),
    (
        1981,
        4,
        (10,),
        "Interviews with witnesses to the attack reported that fighters from the Islamic State in "
        "the Greater Sahara participated in the ambush, in the first confirmed collaboration between "
        "the two groups.",
    ),
    (
        2183,
        5,
        (),
        "In early 2018, GATIA and the MSA, alongside French troops, fought several skirmishes "
        "against JNIM and the Islamic State in the vicinity of Indelimane.",
    ),
]


REFERENCES_B: list[KnownReference] = [
    KnownReference(
        number=1,
        extent=(2356, 2475),
        title=(2362, "Mali: Enabling Dialogue with the Jihadist Coalition JNIM"),
        publisher=(2421, "www.crisisgroup.org"),
        issued=(2442, "2021-12-10"),
        retrieved=(2464, "2023-11-28"),
    ),
    KnownReference(
        number=2,
        extent=(2478, 2611),
        title=(2484, "Mali\xa0: une attaque contre l'ONU à Tombouctou fait 6 morts – Jeune Afrique"),
        publisher=(2560, "JeuneAfrique.com"),
        language="fr",
        retrieved=(2600, "2023-11-28"),
    ),
    KnownReference(
        number=3,
        extent=(2614, 2778),
        title=(
            2628,
            "Le Groupe de soutien à l'islam et aux musulmans revendique les attaques meurtrières au Mali",
        ),
        publisher=(2722, "France 24"),
        language="fr",
        issued=(2745, "2017-11-25"),
        retrieved=(2767, "2023-11-28"),
    ),
    KnownReference(
        number=4,
        extent=(2781, 2918),
        title=(2787, "La situation en Syrie et en Irak a des répercussions au Mali, selon la Minusma"),
        publisher=(2868, "RFI"),
        language="fr",
        issued=(2885, "2017-11-24"),
        retrieved=(2907, "2023-11-28"),
    ),
    KnownReference(
        number=5,
        extent=(2921, 3059),
        title=(2927, "Mali: trois casques bleus et un soldat malien tués dans une attaque vers Ménaka"),
        publisher=(3009, "RFI"),
        language="fr",
        issued=(3026, "2017-11-24"),
        retrieved=(3048, "2023-11-28"),
    ),
    KnownReference(
        number=6,
        extent=(3062, 3210),
        title=(
            3068,
            "Quatre Casques bleus et un soldat malien tués dans deux attaques au Mali – Jeune Afrique",
        ),
        publisher=(3159, "JeuneAfrique.com"),
        language="fr",
        retrieved=(3199, "2023-11-28"),
    ),
    KnownReference(
        number=7,
        extent=(3213, 3395),
        title=(3219, "Attaques contre la MINUSMA et les forces armées maliennes (24.11.17)"),
        publisher=(3290, "France Diplomatie\xa0:\xa0: Ministère de l'Europe et des Affaires étrangères"),
        language="fr",
        retrieved=(3384, "2023-11-28"),
    ),
    KnownReference(
        number=8,
        extent=(3398, 3547),
        title=(3422, "Al-Qaïda revendique un attentat au nord-est du Mali contre des Casques bleus"),
        creators=((3403, "DPA"),),
        publisher=(3501, "La Libre.be"),
        language="fr",
        issued=(3408, "2023-11-28"),
        retrieved=(3536, "2023-11-28"),
    ),
    KnownReference(
        number=9,
        extent=(3550, 3702),
        title=(3556, "JNIM revendique les attaques de Ménaka et Douentza et déplore des pertes dans ses rangs"),
        publisher=(3646, "kibaru.ml"),
        language="fr",
        issued=(3669, "2017-11-25"),
        retrieved=(3691, "2023-11-28"),
    ),
    KnownReference(
        number=10,
        extent=(3705, 3884),
        title=(3753, "The Islamic State and al-Qa'ida go to war in West Africa"),
        creators=(
            (3711, "Nsaibia, Heni"),
            (3726, "Weiss, Caleb"),
        ),
        publisher=(3818, "Combating Terrorism Center at West Point"),
        issued=(3740, "July 2020"),
        retrieved=(3870, "July 21, 2024"),
    ),
]

SPANS_B: dict[tuple[Part, str | None], list[tuple[int, int]]] = {
    (Part.FURNITURE, None): [(54, 116), (0, 15), (17, 39), (117, 154)],
    (Part.INFOBOX, None): [
        *((226, 236), (226, 257), (258, 320), (321, 338), (339, 437), (353, 360), (460, 461), (460, 468)),
        *((470, 472), (470, 480), (155, 177)),
    ],
    (Part.LEAD, None): [(514, 531), (583, 641), (660, 670)],
    (Part.BODY, "Prelude"): [
        *((891, 901), (953, 993), (953, 1035), (995, 1035), (1037, 1068), (1045, 1048), (1045, 1068)),
        *((1073, 1094), (1082, 1087)),
    ],
    (Part.BODY, "Ambush"): [(1179, 1189), (1445, 1503)],
    (Part.BODY, "Aftermath"): [
        *((1528, 1554), (1593, 1600), (1593, 1615), (1620, 1623), (1620, 1649), (1817, 1859), (1822, 1844)),
        *((1822, 1874), (1863, 1874), (1880, 1909), (1901, 1909), (1910, 1914), (1910, 1944), (1933, 1973)),
        *((1956, 1959), (2322, 2332)),
    ],
    (Part.REFERENCE_TITLE, "References"): [
        *((2628, 2719), (3068, 3074), (3068, 3140), (3068, 3156), (3075, 3088), (3092, 3094), (3092, 3140)),
        *((3119, 3140), (3143, 3156), (3422, 3498), (3485, 3498), (3556, 3643)),
    ],
    (Part.FURNITURE, "References"): [(2335, 2345), (2347, 2353), (2614, 2626), (2722, 2731), (2757, 2777)],
    (Part.FURNITURE, "Prelude"): [(679, 686), (688, 694)],
}
