"""Each shipped query against the answer that a reader of the texts expects."""

from __future__ import annotations

import csv
import io

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions

from built import store
from indelgraph import shipped

MNLA = "National Movement for the Liberation of Azawad (MNLA)"
MUJAO = "Movement for Oneness and Jihad in West Africa (MUJAO)"
AQIM = "al-Qaeda in the Islamic Maghreb (AQIM)"
JNIM = "Jama'at Nasr al-Islam wal Muslimin (JNIM)"
ISGS = "Islamic State in the Greater Sahara"
ICRC = "International Committee of the Red Cross (ICRC)"
SOURCES = "various sources of a report to Xinhua"
XINHUA = "Xinhua News Agency"
BURKINA = "a security source from Burkina Faso"
A = "Battle of In-Delimane (2012)"
B = "2017 Indelimane ambush"
SIDE_1, SIDE_2 = f"side 1 of the {A}", f"side 2 of the {A}"

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
        [SIDE_2, "12", "12 Islamists were killed in this military camp", "Mossa Ag Attaher"],
        ["unstated", "dozens", "dozens of deaths", "other testimonies (of deaths)"],
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
        ["12 Islamists were killed in this military camp", "1", "Mossa Ag Attaher", "", ""],
        ["dozens of deaths", "1", "other testimonies (of deaths)", "", ""],
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
        ["strength", "many", "many equipped with heavy artillery", f"{A}, Wikipedia article"],
        ["killed", "dozens", "dozens of deaths", "other testimonies (of deaths)"],
    ],
    "parties-and-sides": [
        [B, "1", "MINUSMA", "MINUSMA", "true"],
        [B, "1", "Mali (the state)", "Mali", "true"],
        [B, "2", JNIM, "Jama'at Nasr al-Islam wal Muslimin", "true"],
        [B, "2", ISGS, "Islamic State in the Greater Sahara", "true"],
        [A, "1", MNLA, "MNLA", "false"],
        [A, "2", MUJAO, "MOJWA", "false"],
        [A, "2", AQIM, "AQIM", "false"],
    ],
    "through-xinhua": [
        [f"distance of the battle from Ménaka: 80 kilometers, say {XINHUA} sources", "80 kilometers from Ménaka"],
        [f"distance of the battle from Ansongo: 70 kilometers, say {XINHUA} sources", "70 kilometers from Ansongo"],
        ["killed in all (as of 2012-11-17): more than 117, say various sources to Xinhua",
         "the fighting killed more than 117 people"],
        ["MUJAO killed (as of 2012-11-17): 17, say various sources to Xinhua", "17 for MUJAO, including Abu Dardar"],
        ["Abu Dardar died in the battle (as of 2012-11-17), say various sources to Xinhua", "including Abu Dardar"],
        ["MNLA killed (as of 2012-11-17): over 100, say various sources to Xinhua", "over 100 for the MNLA"],
    ],
}  # fmt: skip


def _answer(text: str) -> list[list[str]]:
    solutions = store().query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    data = solutions.serialize(format=QueryResultsFormat.CSV) or b""
    return list(csv.reader(io.StringIO(data.decode())))[1:]


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_query_gives_the_expected_answer(name: str) -> None:
    assert _answer(shipped()[name].text) == EXPECTED[name]


def test_every_shipped_query_says_what_it_answers() -> None:
    assert len(shipped()) >= 5
    for query in shipped().values():
        assert query.title
        assert query.question.endswith("?")
        assert "# title" not in query.text
