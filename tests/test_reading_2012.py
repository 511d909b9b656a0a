"""The claims about the battle of 2012 against a list made by reading the text, not by running the program."""

from __future__ import annotations

import pytest

from built import collection, rows

EVENT = "https://w3id.org/indelgraph/event/battle-of-in-delimane-2012"

# start of the number, words, predicate, whose, counted, minimum, maximum, comparator, origin
NUMBERS = [
    (415, "500", "strength", "side/1", "Person", 500, 500, "Exactly", "document"),
    (436, "500–1,000", "strength", "side/2", "Person", 500, 1000, "Range", "document"),
    (465, "1", "killed", "side/1", "Person", 1, 1, "Exactly", "mnla"),
    (475, "4", "wounded", "side/1", "Person", 4, 4, "Exactly", "mnla"),
    (511, "100", "killed", "side/1", "Person", 100, 100, "Exactly", "mujao"),
    (523, "20", "captured", "side/1", "Person", 20, 20, "Exactly", "mujao"),
    (572, "3", "killed", "side/2", "Person", 3, 3, "Exactly", "mujao"),
    (582, "6", "wounded", "side/2", "Person", 6, 6, "Exactly", "mujao"),
    (615, "65", "killed", "side/2", "Person", 65, 65, "Exactly", "mnla"),
    (651, "17", "killed", "side/2", "Person", 17, 17, "Exactly", "icrc"),
    (701, "At least 117", "killed", "Overall", "Person", 117, None, "AtLeast", "icrc"),
    (
        1428,
        "a lot of",
        "captured",
        "Unstated",
        "Person",
        None,
        None,
        "Vague",
        "security-source-from-burkina-faso",
    ),
    (1457, "two", "captured", "Unstated", "Vehicle", 2, 2, "Exactly", "security-source-from-burkina-faso"),
    (1487, "deaths", "killed", "Unstated", "Person", None, None, "Vague", "security-source-from-burkina-faso"),
    (1645, "300", "strength", "aqim", "Person", 300, 300, "Exactly", "le-combat"),
    (1751, "16", "strength", "mokhtar-belmokhtar", "Vehicle", 16, 16, "Exactly", "document"),
    (1763, "many", "strength", "mokhtar-belmokhtar", "Vehicle", None, None, "Vague", "document"),
    (1850, "1,000", "strength", "side/2", "Person", 1000, 1000, "Exactly", "mnla"),
    (2153, "10", "killed", "mnla", "Person", 10, 10, "Exactly", "security-sources-in-mali"),
    (2499, "12", "killed", "side/2", "Person", 12, 12, "Exactly", "mossa-ag-attaher"),
    (2571, "6", "hospitalised", "mujao", "Person", 6, 6, "Exactly", "witnesses-of-wounded-mujao"),
    (2571, "6", "wounded", "mujao", "Person", 6, 6, "Exactly", "witnesses-of-wounded-mujao"),
    (2649, "dozens", "killed", "Unstated", "Person", None, None, "Vague", "other-testimonies-of-deaths"),
    (2852, "more than 117", "killed", "Overall", "Person", 118, None, "MoreThan", "various-sources-to-xinhua"),
    (2889, "17", "killed", "mujao", "Person", 17, 17, "Exactly", "various-sources-to-xinhua"),
    (2946, "over 100", "killed", "mnla", "Person", 101, None, "MoreThan", "various-sources-to-xinhua"),
    (3187, "3", "killed", "mujao", "Person", 3, 3, "Exactly", "abdoul-hakim"),
    (3202, "6", "wounded", "mujao", "Person", 6, 6, "Exactly", "abdoul-hakim"),
    (3230, "more than 100", "killed", "mnla", "Person", 101, None, "MoreThan", "abdoul-hakim"),
]


def _local(value: str | None) -> str | None:
    if value is None:
        return None
    if "/side/" in value:
        return "side/" + value.rsplit("/", 1)[1]
    if "/document/" in value:
        return "document"
    return value.replace("#", "/").rsplit("/", 1)[-1]


def _int(value: str | None) -> int | None:
    return None if value is None else int(value)


def test_every_count_of_people_and_vehicles_is_there_and_no_other() -> None:
    found = rows(
        f"""SELECT ?start ?words ?predicate ?whose ?counts ?minimum ?maximum ?comparator ?origin WHERE {{
          ?claim ig:event <{EVENT}> ; rdf:predicate ?predicate ; ig:quantity ?quantity ;
                 ig:group|ig:groupStatus ?whose ; ig:comparator ?comparator ; ig:origin ?origin .
          ?quantity ig:asStated ?words ; ig:counts ?counts ; ig:statedAt/oa:hasSelector/oa:start ?start .
          OPTIONAL {{ ?claim ig:minimum ?minimum }} OPTIONAL {{ ?claim ig:maximum ?maximum }}
        }}"""
    )
    read = sorted(
        (
            int(start or ""),
            words,
            _local(predicate),
            _local(whose),
            _local(counts),
            _int(minimum),
            _int(maximum),
            _local(comparator),
            _local(origin),
        )
        for start, words, predicate, whose, counts, minimum, maximum, comparator, origin in found
    )
    assert read == sorted(NUMBERS)


def test_the_words_of_each_count_stand_where_the_list_says() -> None:
    text = collection().documents[0].text
    for start, words, *_ in NUMBERS:
        assert text[start : start + len(words)] == words


@pytest.mark.parametrize(
    ("claim", "chain"),
    [
        ("215-belligerent", ["document"]),
        ("465-killed-side-1", ["document", "mnla"]),
        ("1408-captured-unstated", ["document", "security-source-from-burkina-faso"]),
        ("1837-strength-side-2", ["document", "mnla"]),
        ("2499-killed-side-2", ["document", "mossa-ag-attaher"]),
        ("2946-killed-mnla", ["document", "various-sources-to-xinhua"]),
        ("3230-killed-mnla", ["document", "residents-of-gao", "abdoul-hakim"]),
    ],
)
def test_a_chain_names_its_tellers_from_the_document_inwards(claim: str, chain: list[str]) -> None:
    found = rows(
        f"""SELECT ?hop ?teller WHERE {{
          <https://w3id.org/indelgraph/claim/battle-of-in-delimane-2012/{claim}> ig:report/ig:relays* ?report .
          ?report ig:hop ?hop ; ig:teller ?teller }} ORDER BY ?hop"""
    )
    assert [_local(teller) for _, teller in found] == chain
    assert [int(hop or "") for hop, _ in found] == list(range(len(chain)))


def test_the_infobox_gives_parties_commanders_place_time_and_outcome() -> None:
    found = rows(
        f"""SELECT ?predicate ?object ?side ?exact WHERE {{
          ?claim ig:event <{EVENT}> ; rdf:predicate ?predicate ; rdf:object ?object ; ig:exact ?exact ;
                 ig:evidence/ig:inPart ig:Infobox .
          FILTER NOT EXISTS {{ ?claim ig:quantity ?any }}
          OPTIONAL {{ ?claim ig:side ?side }} }}"""
    )
    read = {(_local(p), _local(o), _local(s), words) for p, o, s, words in found}
    assert read == {
        ("partOf", "mali-war", None, "the Malian Civil War"),
        ("atTime", "2012-11-16", None, "16 November 2012"),
        ("takesPlaceAt", "between-ansongo-and-menaka", None, "Between Ansongo and Ménaka"),
        ("takesPlaceAt", "mali", None, "Mali"),
        ("outcome", "Victory", "side/2", "Islamist victory"),
        ("belligerent", "mnla", "side/1", "MNLA"),
        ("belligerent", "mujao", "side/2", "MOJWA"),
        ("belligerent", "aqim", "side/2", "AQIM"),
        ("commander", "machkanani-ag-balla", "side/1", "Machkanani Ag Balla"),
        ("commander", "moulay-ag-sidi-molla", "side/1", "Moulay Ag Sidi Molla"),
        ("commander", "mokhtar-belmokhtar", "side/2", "Mokhtar Belmokhtar"),
        ("commander", "omar-ould-hamaha", "side/2", "Omar Ould Hamaha"),
        ("commander", "abu-walid-sahraoui", "side/2", "Abu Walid Sahraoui"),
        ("commander", "abu-dardar", "side/2", "Abu DardarKIA"),
        ("diedIn", "battle-of-in-delimane-2012", None, "Abu DardarKIA"),
        ("commander", "abdoul-hakim", "side/2", "Abdoul Hakim"),
    }


def test_what_limits_a_count_is_kept() -> None:
    found = rows(
        f"""SELECT ?id ?limit ?partial ?asOf WHERE {{
          ?claim ig:event <{EVENT}> ; ig:quantity ?quantity . BIND (STRAFTER(STR(?claim), "2012/") AS ?id)
          OPTIONAL {{ ?claim ig:limitedTo|ig:equippedWith ?limit }}
          OPTIONAL {{ ?claim ig:partial ?partial }} OPTIONAL {{ ?claim ig:asOf ?asOf }}
          FILTER (BOUND(?limit) || BOUND(?partial) || BOUND(?asOf)) }}"""
    )
    assert {(i, _local(limit), partial, as_of) for i, limit, partial, as_of in found} == {
        ("1763-strength-mokhtar-belmokhtar", "HeavyArtillery", "true", None),
        ("2499-killed-side-2", "former-army-camp-of-the-paratroopers", "true", None),
        ("2571-wounded-mujao", "gao-regional-hospital", None, None),
        ("2832-killed-overall", None, None, "2012-11-17"),
        ("2889-killed-mujao", None, None, "2012-11-17"),
        ("2946-killed-mnla", None, None, "2012-11-17"),
        ("3167-killed-mujao", "hakims-troops", None, None),
        ("3202-wounded-mujao", "hakims-troops", None, None),
    }


def test_the_articles_own_doubt_is_a_claim_about_one_figure() -> None:
    found = rows(
        "SELECT ?subject ?object ?modality WHERE { ?claim rdf:predicate ig:reflectsEstimateOf ; rdf:subject ?subject ;"
        " rdf:object ?object ; ig:modality ?modality }"
    )
    assert [tuple(map(_local, row)) for row in found] == [("2946-killed-mnla", "mujao", "Seems")]


def test_a_distance_has_its_place_unit_and_direction() -> None:
    found = rows(
        """SELECT ?words ?from ?unit ?bearing WHERE {
          ?claim rdf:predicate ig:distance ; ig:relativeTo ?from ; ig:quantity ?quantity .
          ?quantity ig:asStated ?words ; ig:unit ?unit . OPTIONAL { ?claim ig:bearing ?bearing } }"""
    )
    assert sorted((words, _local(f), unit, _local(b)) for words, f, unit, b in found) == [
        ("50 kilometers", "ansongo", "km", "E"),
        ("70 kilometers", "ansongo", "km", None),
        ("80 kilometers", "menaka", "km", None),
        ("80 kilometers", "menaka", "km", None),
    ]
