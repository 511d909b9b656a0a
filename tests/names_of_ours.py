"""Names and words of our two documents that the answers of several tests have."""

from __future__ import annotations

__all__ = [
    "AMBUSHED", "AQIM", "ATTAHER_ROLE", "A_ARTICLE", "BELLIGERENTS", "BURKINA", "B_ARTICLE", "B_SIDE_1", "B_SIDE_2",
    "CAME_UP", "CAMP", "CITES_TIMBUKTU", "DAY_A", "DOUENTZA", "FOUGHT", "FRANCE_24", "GATIA", "GOVERNMENT", "ICRC",
    "ISGS", "JEUNE_AFRIQUE", "JNIM", "JOINED", "MALIAN_FORCES", "MNLA", "MSA", "MUJAO", "RFI", "SAME_DAY", "SIDE_1",
    "SIDE_2", "SKIRMISHES", "SOURCES", "TAGARANGABOTTE", "TESTIMONIES", "TIMBUKTU", "TITLE_3", "TWO_ATTACKS", "WAR",
    "XINHUA", "A", "B",
]  # fmt: skip

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
