"""The French words of the grammar, as data."""

from __future__ import annotations

from itertools import product

from .tokens import Phrases
from .vocabulary import Lexicon, Noun, each, hedges, listed, nouns, set_of, vague

__all__ = ["FRENCH"]

_SCALES = listed("dizaines douzaines centaines milliers millions")

FRENCH = Lexicon(
    language="fr",
    thousands=frozenset("."),
    decimal=",",
    small={
        word: value
        for value, word in enumerate(
            listed("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"), 2
        )
    }
    | {"zéro": 0, "un": 1, "une": 1},
    tens={
        "vingt": 20,
        "trente": 30,
        "quarante": 40,
        "cinquante": 50,
        "soixante": 60,
        "septante": 70,
        "huitante": 80,
        "octante": 80,
        "nonante": 90,
    },
    hundred=set_of("cent cents"),
    scales={"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9},
    dozens={
        word + plural: value
        for word, value in {
            "dizaine": 10,
            "douzaine": 12,
            "quinzaine": 15,
            "vingtaine": 20,
            "trentaine": 30,
            "quarantaine": 40,
            "cinquantaine": 50,
            "soixantaine": 60,
            "centaine": 100,
            "millier": 1000,
        }.items()
        for plural in ("", "s")
    },
    articles=set_of("un une"),
    before=hedges(
        MORE_THAN="plus de|plus d'|au-delà de|un peu plus de|bien plus de|>",
        AT_LEAST="au moins|pas moins de|au minimum|un minimum de|≥",
        LESS_THAN="moins de|moins d'|un peu moins de|<",
        AT_MOST="au plus|jusqu'à|pas plus de|au maximum|un maximum de|tout au plus|≤",
        ABOUT="environ|près de|près d'|quelque|autour de|à peu près|presque|approximativement|~|≈|∼",
        EXACTLY="exactement|précisément",
    ),
    after=hedges(
        AT_LEAST="+|ou plus|au moins|au minimum|ou davantage",
        AT_MOST="ou moins|au plus|au maximum",
        ABOUT="environ|à peu près",
    ),
    between={"entre": "et", "de": "à"},
    to=set_of("à ou"),
    units=Phrases(
        dict.fromkeys(listed("kilomètres|kilomètre|km|kms", "|"), "km")
        | dict.fromkeys(listed("mètres|mètre|m", "|"), "m")
        | dict.fromkeys(listed("km²|km2|kilomètres carrés|kilomètre carré", "|"), "km2")
        | dict.fromkeys(listed("hectares|hectare|ha", "|"), "har")
        | dict.fromkeys(listed("kilogrammes|kilogramme|kilos|kilo|kg", "|"), "kg")
        | dict.fromkeys(listed("tonnes|tonne|t", "|"), "t")
        | dict.fromkeys(listed("pour cent|%", "|"), "%")
    ),
    vague=vague(
        "plusieurs|beaucoup de|beaucoup d'|un grand nombre de|un certain nombre de|un nombre indéterminé de|"
        "un nombre inconnu de|une poignée de|bon nombre de|"
        + "|".join(_SCALES)
        + "|"
        + "|".join(map(" ".join, product(("des", "plusieurs", "quelques", "de nombreuses"), _SCALES)))
        + "|des centaines de milliers|des dizaines de milliers|centaines de milliers|dizaines de milliers",
        "quelques|de nombreux|de nombreuses|nombreux|nombreuses|certains",
    ),
    none=Phrases(dict.fromkeys(("aucun", "aucune", "sans", "sans aucun", "sans aucune", "pas de"))),
    of=set_of("de d des du"),
    definite_of=set_of("des du"),
    nouns=nouns(
        "soldat combattant homme femme enfant personne militaire civil casque jihadiste djihadiste "
        "islamiste militant rebelle insurgé terroriste assaillant attaquant gendarme policier garde agent "
        "employé membre parachutiste victime réfugié villageois/villageois habitant passager journaliste "
        "milicien recrue tirailleur corps/corps légionnaire mercenaire élément touareg",
        "Person",
    )
    | nouns("mort tué décès/décès", "Person", "killed")
    | nouns("blessé", "Person", "wounded")
    | nouns("disparu", "Person", "missing")
    | nouns("perte", "Person")
    | nouns("prisonnier otage captif", "Person", "captured")
    | nouns(
        "véhicule camion voiture char moto motocyclette hélicoptère avion blindé pirogue ambulance pick-up "
        "pickup drone",
        "Vehicle",
    )
    | nouns(
        "groupe faction milice brigade bataillon katiba unité compagnie régiment mouvement organisation contingent",
        "ArmedGroup",
    )
    | nouns(
        "attaque embuscade bataille escarmouche affrontement raid offensive opération frappe explosion "
        "attentat assaut combat incident accrochage",
        None,
        event=True,
    )
    | {"autres": Noun(None, True, weak=True), "autre": Noun(None, False, weak=True)},
    bare=set_of("pertes victimes décès prisonniers otages morts blessés tués disparus"),
    bare_after=set_of("des"),
    doubtful=set_of("morts blessés tués disparus"),
    definite=set_of("les ses leurs ces nos vos mes tes aux quels quelles la le leur tous toutes"),
    tally=set_of("nombre bilan chiffre chiffres liste estimation estimations total"),
    serious=set_of("grièvement gravement sérieusement grave graves"),
    participles=each(
        killed="tué tués tuée tuées mort morts morte mortes décédé décédés décédée décédées",
        wounded="blessé blessés blessée blessées",
        captured="capturé capturés capturée capturées prisonnier prisonniers",
        missing="disparu disparus disparue disparues",
        hospitalised="hospitalisé hospitalisés hospitalisée hospitalisées",
        destroyed="détruit détruits détruite détruites",
    ),
    verbs=each(
        killed="tué tués tuant tue tuent mort morts décès",
        wounded="blessé blessés blessant blesse blessent",
        captured="capturé capturés capturant capture capturent",
        hospitalised="hospitalisé hospitalisés",
        destroyed="détruit détruits détruisant détruisent",
    ),
    takings=set_of("pris prenant saisi saisissant"),
    fillers=set_of("avec de d ' aussi également un total autres"),
    auxiliaries=set_of("ont a été sont est furent fut étaient était avaient avait"),
    plural_auxiliaries=set_of("ont sont furent étaient avaient"),
    conjunctions=set_of("et"),
    clause_stops=set_of("et mais ou tandis contre quand lorsque après avant où qui que dont par pour si depuis selon"),
    phrase_stops=set_of(
        "le la les l un une et ou mais pour par dans en à au aux de du des d avec sur sous contre ont a "
        "été sont est étaient était furent fut qui que dont où se s ce ces ses son sa leur leurs lors "
        "selon il elle ils elles n ne pas y c qu j"
    ),
    ones=set_of("un une"),
    one_blockers=set_of("l quelqu chaque aucun"),
    article_one=True,
    many_blockers=frozenset(),
    times=set_of(
        "seconde secondes minute minutes heure heures jour jours nuit nuits semaine semaines mois an ans "
        "année années siècle siècles fois tiers quart quarts h journée journées"
    ),
    year_before=set_of("en depuis année l début fin mi avant après jusqu courant printemps été automne hiver entre du"),
    numbered=set_of("n p pp vol art page pages chapitre volume résolution article âgé âgés"),
    noun_first=True,
)
