"""Each query pattern of the guide, over our own build, gives what a reader of the two texts expects."""

from __future__ import annotations

import re
from functools import cache

import pytest
from pyoxigraph import QuerySolutions

from built import own_build, rows, store
from indelgraph.namespaces import DATA_PREFIXES, PREFIXES, graph_name
from indelgraph.resources import root

MNLA = "National Movement for the Liberation of Azawad (MNLA)"
MUJAO = "Movement for Oneness and Jihad in West Africa (MUJAO)"
AQIM = "al-Qaeda in the Islamic Maghreb (AQIM)"
ICRC = "International Committee of the Red Cross (ICRC)"
RFI = "Radio France Internationale (RFI)"
SOURCES = "various sources of a report to Xinhua"
A = "Battle of In-Delimane (2012)"
A_ARTICLE = f"{A}, Wikipedia article"
B_ARTICLE = "2017 Indelimane ambush, Wikipedia article"
SIDE_1, SIDE_2 = f"side 1 of the {A}", f"side 2 of the {A}"
IG = PREFIXES["ig"]
TITLE_3 = "Le Groupe de soutien à l'islam et aux musulmans revendique les attaques meurtrières au Mali"
TITLE_5 = "Mali: trois casques bleus et un soldat malien tués dans une attaque vers Ménaka"
TITLE_8 = "Al-Qaïda revendique un attentat au nord-est du Mali contre des Casques bleus"
TITLE_9 = "JNIM revendique les attaques de Ménaka et Douentza et déplore des pertes dans ses rangs"
LIST = (
    "Belligerents\n\nMINUSMA\n\nMali\n"
    "Jama'at Nasr al-Islam wal Muslimin\nIslamic State in the Greater Sahara"
)  # fmt: skip

EXPECTED: dict[str, list[tuple[str | None, ...]]] = {
    "What is said of one party's losses?": [
        ("captured", "20", "20 captured", MUJAO),
        ("killed", "1", "1 killed", MNLA),
        ("killed", "100", "100 killed", MUJAO),
        ("killed", "10", "a loss of 10 killed", "security sources in Mali"),
        ("killed", "more than 100", "more than 100 dead for MNLA forces", "Abdoul Hakim"),
        ("killed", "over 100", "over 100 for the MNLA", SOURCES),
        ("strength", "500", "500 men", "Battle of In-Delimane (2012), Wikipedia article"),
        ("wounded", "4", "4 wounded", MNLA),
    ],
    "How many were killed, of whom, and who says so?": [
        ("dozens of deaths", None, None, None, "other testimonies (of deaths)"),
        ("there have been deaths", None, None, None, "a security source from Burkina Faso"),
        ("At least 117 killed overall", "117", None, None, ICRC),
        ("the fighting killed more than 117 people", "118", None, None, SOURCES),
        ("his troops had lost 3 fighters", "3", "3", MUJAO, "Abdoul Hakim"),
        ("17 for MUJAO, including Abu Dardar", "17", "17", MUJAO, SOURCES),
        ("a loss of 10 killed", "10", "10", MNLA, "security sources in Mali"),
        ("more than 100 dead for MNLA forces", "101", None, MNLA, "Abdoul Hakim"),
        ("over 100 for the MNLA", "101", None, MNLA, SOURCES),
        ("1 killed", "1", "1", SIDE_1, MNLA),
        ("100 killed", "100", "100", SIDE_1, MUJAO),
        ("3 killed", "3", "3", SIDE_2, MUJAO),
        ("12 Islamists were killed in this military camp", "12", "12", SIDE_2, "Mossa Ag Attaher"),
        ("17 killed", "17", "17", SIDE_2, ICRC),
        ("65 killed", "65", "65", SIDE_2, MNLA),
    ],
    "Through whom do we have it?": [
        ("0", A_ARTICLE, f"{IG}IndirectSpeech", None),
        ("1", "residents of Gao", f"{IG}IndirectSpeech", None),
        ("2", "Abdoul Hakim", f"{IG}Narration", "2012-11-17"),
    ],
    "Where exactly does it stand?": [
        ("20 captured", "523", "534", "rding to the MNLA), 100 killed, "),
        ("The Mujao has taken a lot of prisoners", "1408", "1446", ' According to the same source, "'),
        ("taken two vehicles", "1451", "1469", "as taken a lot of prisoners and "),
    ],
    "Who fought on which side?": [("1", MNLA, "2"), ("2", MUJAO, "2"), ("2", AQIM, "2")],
    "By which names is somebody called?": [
        ("MOJWA", A_ARTICLE, "1"),
        ("MUJAO", A_ARTICLE, "10"),
        ("The Mujao", A_ARTICLE, "1"),
    ],
    "Where and when was it?": [
        ("at time", "early 2018", "In early 2018", B_ARTICLE),
        ("takes place at", "in the vicinity of Indelimane", "in the vicinity of Indelimane", B_ARTICLE),
    ],
    "What does the article cite for it?": [
        ("Three MINUSMA peacekeepers were killed in the ambush", "3", TITLE_3, "France 24"),
        ("five Nigerien soldiers were killed", "8", TITLE_8, "La Libre"),
        ("five Nigerien soldiers were killed", "9", TITLE_9, "kibaru.ml"),
        ("one Malian soldier was killed", "3", TITLE_3, "France 24"),
        ("several attackers were killed", "5", TITLE_5, RFI),
        ("trois casques bleus et un soldat malien tués dans une attaque vers Ménaka", "5", TITLE_5, RFI),
        ("un soldat malien tués dans une attaque vers Ménaka", "5", TITLE_5, RFI),
        ("were killed along with two JNIM fighters", "8", TITLE_8, "La Libre"),
        ("were killed along with two JNIM fighters", "9", TITLE_9, "kibaru.ml"),
    ],
    "What is not said outright?": [
        ("five Nigerien soldiers were killed", "claims", "claiming"),
        ("were killed along with two JNIM fighters", "claims", "claiming"),
        ("the first confirmed collaboration between the two groups", "confirmed", "confirmed"),
        ("1 injured", "inferred", LIST),
        ("17 injured", "inferred", LIST),
        ("one injured", "inferred", "one Malian soldier"),
        ("sixteen others injured", "inferred", "Three MINUSMA peacekeepers"),
    ],
    "What is said of a Wikidata item?": [
        (A, "killed", "10", "security sources in Mali"),
        (A, "killed", "more than 100", "Abdoul Hakim"),
        (A, "killed", "over 100", SOURCES),
    ],
    "Without a word of ours.": [
        ("his troops had lost 3 fighters", "Abdoul Hakim"),
        ("his troops had lost 3 fighters", "residents of Gao"),
        ("reinforced by 300 AQIM fighters", "Le Combat"),
        ("reinforced by 300 AQIM fighters, including the Mokhtar's Al-Mouthalimin brigade", "Le Combat"),
    ],
}
CONTRADICTIONS = "Which claims contradict each other, and how firmly?"


@cache
def _section() -> str:
    text = (root() / "ontology" / "README.md").read_text("utf-8")
    return text.partition("\n## Query patterns\n")[2].partition("\n## ")[0]


@cache
def patterns() -> dict[str, str]:
    """Each pattern of the guide by its bold heading."""
    found = re.findall(
        r"^\*\*(.+?)\*\*(?:(?!\n```).)*\n\n```sparql\n(.*?)^```$", _section(), flags=re.MULTILINE | re.DOTALL
    )
    return dict(found)


def answer(query: str) -> list[tuple[str | None, ...]]:
    found = store().query(query, prefixes=PREFIXES | DATA_PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(None if value is None else value.value for value in row) for row in found]


def test_every_pattern_is_expected_to_answer() -> None:
    assert set(patterns()) == {*EXPECTED, CONTRADICTIONS}
    assert len(patterns()) == _section().count("```sparql\n")
    # The sentence above them counts them.
    assert (len(patterns()), "Twelve patterns to copy" in _section()) == (12, True)


@pytest.mark.parametrize("heading", list(EXPECTED))
def test_a_pattern_gives_the_rows_that_a_reader_expects(heading: str) -> None:
    assert answer(patterns()[heading]) == EXPECTED[heading]


def test_the_pattern_for_contradictions_has_a_row_for_each_of_the_derived_graph() -> None:
    derived = own_build().graphs.get(graph_name("derived"), ())
    nodes = {quad.subject for quad in derived if str(quad.object) == f"<{IG}Contradiction>"}
    assert len(answer(patterns()[CONTRADICTIONS])) == len(nodes)


def test_each_pattern_says_when_to_use_it() -> None:
    headings = [line for line in _section().splitlines() if line.startswith("**")]
    assert len(headings) == len(patterns())
    assert all("Use it" in line for line in headings)


def test_the_prefixes_shown_are_right_and_are_all_that_the_patterns_use() -> None:
    shown = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", _section(), flags=re.MULTILINE))
    known = PREFIXES | DATA_PREFIXES
    assert shown == {prefix: known[prefix] for prefix in shown}
    bare = re.sub(r'<[^>]*>|"[^"]*"', "", "\n".join(patterns().values()))
    assert set(re.findall(r"\b([a-z]+):\w", bare)) == set(shown)


# --- what "How to find" says -----------------------------------------------------------------------------

DATA = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in DATA_PREFIXES.items())


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (
            """?claim rdf:predicate ig:subEvent ; rdf:subject event:two-attacks-in-mali-2017 ;
                      rdf:object/rdfs:label ?found""",
            # Two titles say it, each of both.
            ["2017 Indelimane ambush"] * 2 + ["attack on the MINUSMA base in Douentza (2017)"] * 2,
        ),
        (
            "?claim rdf:predicate ig:reflectsEstimateOf ; rdf:subject/ig:exact ?found",
            ["over 100 for the MNLA"],
        ),
        (
            "?claim rdf:predicate ig:killed ; ig:group ?group . ?group a ig:UnnamedGroup ; rdfs:label ?found",
            ["Nigerien soldiers"],
        ),
        (
            "?claim rdf:predicate ig:captured ; ig:quantity/ig:counts ig:Vehicle ; ig:by/rdfs:label ?found",
            [MUJAO],
        ),
        (
            "?report ig:inferred true ; ig:saidOn ?found",
            ["2012-11-17", "2012-11-18", "2017-11-25", "2017-11-25"],
        ),
        (
            """?claim rdf:predicate ig:killed ; ig:evidence ?span ; ig:quantity/ig:asStated ?found .
               ?span ig:inPart ig:ReferenceTitle ; dcterms:language "fr" """,
            ["6", "Quatre", "trois", "un", "un"],
        ),
        (
            "?report ig:channel actor:la-libre ; ig:hop 1 ; ig:teller/rdfs:label ?found",
            # The title in two tellings: what al-Qaeda claims, and what the agency describes.
            ["DPA", "DPA"],
        ),
        (
            """?claim rdf:predicate ig:atTime ; rdf:object ?object ; ig:asStated ?found .
               FILTER (DATATYPE(?object) IN (xsd:time, xsd:string))""",
            ["at 5am", "early 2018"],
        ),
        (
            "?claim ig:asOf ?day ; rdf:predicate ig:killed ; ig:quantity/ig:asStated ?found",
            ["17", "more than 117", "over 100"],
        ),
        (
            """?claim rdf:predicate ig:killed ; ig:event event:indelimane-ambush-2017 .
               ?claim ig:group|ig:groupStatus ?whose . ?whose a ig:Side . ?claim ig:exact ?found""",
            ["1 killed", "2 killed", "3 killed", "several attackers were killed"],
        ),
        (
            "actor:various-sources-to-xinhua ig:includesAgent ?men . ?men ig:closeTo/rdfs:label ?found",
            [ICRC],
        ),
    ],
)  # fmt: skip
def test_what_the_guide_says_how_to_find_is_found_so(where: str, expected: list[str]) -> None:
    assert rows(f"{DATA} SELECT ?found WHERE {{ {where} }} ORDER BY ?found") == [(value,) for value in expected]
