"""The claims about 2017 against a list made by reading the text, not by running the program."""

from __future__ import annotations

import pytest

from built import collection, rows

DOCUMENT = "https://w3id.org/indelgraph/document/indelimane-ambush-2017"

# start of the number, words, predicate, event, whose, minimum, maximum, origin
NUMBERS = [
    (460, "3", "killed", "indelimane-ambush-2017", "side/1", 3, 3, "document"),
    (470, "17", "wounded", "indelimane-ambush-2017", "side/1", 17, 17, "document"),
    (481, "1", "killed", "indelimane-ambush-2017", "side/1", 1, 1, "document"),
    (491, "1", "wounded", "indelimane-ambush-2017", "side/1", 1, 1, "document"),
    (501, "2", "killed", "indelimane-ambush-2017", "side/2", 2, 2, "document"),
    (768, "five", "memberCount", None, None, 5, 5, "document"),
    (1045, "one", "killed", "douentza-attack-2017", "minusma", 1, 1, "document"),
    (1082, "three", "wounded", "douentza-attack-2017", "minusma", 3, 3, "document"),
    (1382, "several", "killed", "indelimane-ambush-2017", "side/2", None, None, "minusma"),
    (1528, "Three", "killed", "indelimane-ambush-2017", "minusma", 3, 3, "document"),
    (1593, "sixteen", "wounded", "indelimane-ambush-2017", "minusma", 16, 16, "document"),
    (1620, "one", "wounded", "indelimane-ambush-2017", "civilian-employee-at-indelimane-2017", 1, 1, "document"),
    (1683, "one", "killed", "indelimane-ambush-2017", "malian-armed-forces", 1, 1, "malian-government"),
    (1717, "one", "wounded", "indelimane-ambush-2017", "malian-armed-forces", 1, 1, "malian-government"),
    (1910, "five", "killed", "indelimane-ambush-2017", "nigerien-soldiers", 5, 5, "jnim"),
    (1956, "two", "killed", "indelimane-ambush-2017", "jnim", 2, 2, "jnim"),
    (2249, "several", "eventCount", "skirmishes-near-indelimane-2018", None, None, None, "document"),
    (2534, "6", "killed", "timbuktu-attack", "Unstated", 6, 6, "jeune-afrique"),
    (2933, "trois", "killed", "indelimane-ambush-2017", "minusma", 3, 3, "rfi"),
    (2956, "un", "killed", "indelimane-ambush-2017", "malian-armed-forces", 1, 1, "rfi"),
    (3068, "Quatre", "killed", "two-attacks-in-mali-2017", "minusma", 4, 4, "jeune-afrique"),
    (3092, "un", "killed", "two-attacks-in-mali-2017", "malian-armed-forces", 1, 1, "jeune-afrique"),
    (3119, "deux", "eventCount", "two-attacks-in-mali-2017", None, 2, 2, "jeune-afrique"),
    (3622, "pertes", "casualties", "two-attacks-in-mali-2017", "jnim", None, None, "jnim"),
]


def _local(value: str | None) -> str | None:
    if value is None:
        return None
    if "/side/" in value:
        return "side/" + value.rsplit("/", 1)[1]
    return "document" if value == DOCUMENT else value.replace("#", "/").rsplit("/", 1)[-1]


def _int(value: str | None) -> int | None:
    return None if value is None else int(value)


def test_every_number_is_there_and_no_other() -> None:
    found = rows(
        f"""SELECT ?start ?words ?predicate ?event ?whose ?minimum ?maximum ?origin WHERE {{
          ?claim ig:document <{DOCUMENT}> ; rdf:predicate ?predicate ; ig:quantity ?quantity ; ig:origin ?origin .
          ?quantity ig:asStated ?words ; ig:statedAt/oa:hasSelector/oa:start ?start .
          OPTIONAL {{ ?claim ig:event ?event }} OPTIONAL {{ ?claim ig:group|ig:groupStatus ?whose }}
          OPTIONAL {{ ?claim ig:minimum ?minimum }} OPTIONAL {{ ?claim ig:maximum ?maximum }} }}"""
    )
    read = {
        (int(start or ""), words, _local(p), _local(e), _local(w), _int(low), _int(high), _local(o))
        for start, words, p, e, w, low, high, o in found
    }
    assert read == set(NUMBERS)
    assert len(found) == len(NUMBERS)


def test_the_words_of_each_number_stand_where_the_list_says() -> None:
    text = collection().documents[1].text
    assert [text[start : start + len(words)] for start, words, *_ in NUMBERS] == [words for _, words, *_ in NUMBERS]


@pytest.mark.parametrize(
    ("title", "chain"),
    [
        (2, ["document", "jeune-afrique"]),
        (3, ["document", "france-24", "jnim"]),
        (4, ["document", "rfi", "minusma"]),
        (5, ["document", "rfi"]),
        (6, ["document", "jeune-afrique"]),
        (7, ["document", "france-diplomatie"]),
        (8, ["document", "dpa", "al-qaeda"]),
        (9, ["document", "kibaru", "jnim"]),
        (10, ["document", "combating-terrorism-center"]),
    ],
)
def test_a_title_is_quoted_by_the_document_and_told_by_its_outlet(title: int, chain: list[str]) -> None:
    found = rows(
        f"""SELECT DISTINCT ?hop ?teller ?mode WHERE {{
          <https://w3id.org/indelgraph/report/indelimane-ambush-2017/title-{title}-0> ig:relays* ?report ;
            ig:cites <https://w3id.org/indelgraph/reference/indelimane-ambush-2017/{title}> .
          ?report ig:hop ?hop ; ig:teller ?teller ; ig:mode ?mode }} ORDER BY ?hop"""
    )
    assert [_local(teller) for _, teller, _ in found] == chain
    assert _local(found[0][2]) == "DirectQuote"


def test_the_references_are_given_as_the_text_gives_them() -> None:
    found = rows(
        """SELECT ?n ?outlet ?language ?issued ?retrieved WHERE {
          ?reference a ig:Reference ; dcterms:publisher ?outlet ; ig:retrievedOn ?retrieved .
          BIND (STRAFTER(STR(?reference), "2017/") AS ?n)
          OPTIONAL { ?reference dcterms:language ?language } OPTIONAL { ?reference dcterms:issued ?issued } }"""
    )
    day = "2023-11-28"
    assert sorted((int(n or ""), _local(o), language, i, r) for n, o, language, i, r in found) == [
        (1, "international-crisis-group", None, "2021-12-10", day),
        (2, "jeune-afrique", "fr", None, day),
        (3, "france-24", "fr", "2017-11-25", day),
        (4, "rfi", "fr", "2017-11-24", day),
        (5, "rfi", "fr", "2017-11-24", day),
        (6, "jeune-afrique", "fr", None, day),
        (7, "france-diplomatie", "fr", None, day),
        (8, "la-libre", "fr", "2023-11-28", day),
        (9, "kibaru", "fr", "2017-11-25", day),
        (10, "combating-terrorism-center", None, "2020-07", "2024-07-21"),
    ]


def test_another_event_s_dead_are_never_the_ambush_s() -> None:
    found = rows(
        """SELECT ?words WHERE { ?claim rdf:predicate ig:killed ; ig:exact ?words ;
          ig:event <https://w3id.org/indelgraph/event/indelimane-ambush-2017> }"""
    )
    words = {row[0] for row in found}
    assert "killing one MINUSMA peacekeeper" not in words
    assert not any("Quatre" in (w or "") or "6 morts" in (w or "") for w in words)


def test_what_is_inferred_says_from_what() -> None:
    assert rows("SELECT ?x WHERE { ?x ig:inferred true FILTER NOT EXISTS { ?x ig:inferredFrom ?span } }") == []
    sides = rows("SELECT ?words WHERE { ?claim rdf:predicate ig:belligerent ; ig:inferred true ; ig:exact ?words }")
    assert ("MINUSMA",) in sides


def test_names_that_two_texts_write_differently_are_identified_with_a_reason() -> None:
    found = rows("SELECT ?i ?thing ?reason WHERE { ?i a ig:Identification ; ig:nameOf ?thing ; ig:reason ?reason }")
    assert {(_local(i), _local(thing)) for i, thing, _ in found} == {
        ("idelimane-indelimane", "indelimane"),
        ("in-delimane-idelimane", "indelimane"),
        ("mojwa-mujao", "mujao"),
        ("malian-civil-war-mali-war", "mali-war"),
        ("menaka-spellings", "menaka-cercle"),
        ("malian-forces", "malian-armed-forces"),
    }
    assert all(len(reason or "") > 20 for _, _, reason in found)
    wars = rows("SELECT ?x ?y WHERE { ?x a ig:ArmedConflict ; skos:exactMatch ?y }")
    assert {(_local(x), _local(y)) for x, y in wars} == {
        ("mali-war", "Q2946372"),
        ("internal-conflict-in-azawad", "Q17149843"),
    }
