"""Lints that look into the words: hedges, names of others, words from elsewhere, points exchanged."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built import collection
from collections_made import CARET, HEAD, REGISTRY, SLUG, TEXT, at, make
from indelgraph.errors import Place
from indelgraph.lints import document_lints, registry_lints
from indelgraph.lints.hedging import hedge_in
from indelgraph.lints.points import exchanged_points, kilometers
from indelgraph.registry import Entry, Kind, Name
from indelgraph.registry.links import COLUMNS
from indelgraph.registry.names import NameIndex, spelt

if TYPE_CHECKING:
    from pathlib import Path

ACTORS = REGISTRY["actors.yaml"]


def _lints(folder: Path, body: str, text: str = TEXT, actors: str = "") -> list[str]:
    """The messages on a claim file, which must stand at its carets; paths are relative to the collection."""
    claims = f"{HEAD}{body}"
    made = make(folder, claims, text=text, files={"registry/actors.yaml": ACTORS + actors})
    found = made.load()
    lints = [str(problem) for problem in document_lints(found.documents[0], found.files[SLUG])]
    pairs = [lint.replace(f"{made.folder}/", "").split(": ", 1) for lint in lints]
    assert [place for place, _ in pairs] == at(f"claims/{SLUG}.yaml", claims), pairs
    return [message for _, message in pairs]


# Hedges

REPORTED = TEXT.replace("Several soldiers are missing", "Several soldiers are reportedly missing")
REPORTED_CLAIM = "quote: Several soldiers are reportedly missing, missing: Several, group: army"


def test_words_that_keep_a_distance_and_a_claim_that_does_not(tmp_path: Path) -> None:
    assert _lints(tmp_path, f"claims:\n- ‸{{{REPORTED_CLAIM}}}\n", REPORTED) == [
        "the words say 'reportedly', and the claim neither who tells it nor how; add 'told', or 'modality' with its "
        "words in 'hedge', or quote less"
    ]


@pytest.mark.parametrize(
    "claim",
    [
        f"{REPORTED_CLAIM}, modality: claims, hedge: reportedly",
        f"{REPORTED_CLAIM}, told: {{teller: villagers, cue: According to villagers}}",
        f"{REPORTED_CLAIM}, told: inference",
        "quote: Several soldiers are, missing: Several, group: army",
    ],
)
def test_a_claim_that_keeps_the_distance(tmp_path: Path, claim: str) -> None:
    assert _lints(tmp_path, f"claims:\n- {{{claim}}}\n", REPORTED) == []


@pytest.mark.parametrize(
    ("words", "language", "hedge"),
    [
        ("allegedly killed 3", "en", "allegedly"),
        ("were said to have fled", "en", "were said to"),
        ("is believed to be dead", "en", "is believed to"),
        ("The figures seem to reflect", "en", "seem"),
        ("a statement claiming five", "en", "claiming"),
        ("claims to have clashed", "en", "claims to"),
        ("claimed responsibility for", "en", None),
        ("claimed that 5", "en", "claimed"),
        ("what they said to him", "en", None),
        ("insurance claims", "en", None),
        ("the seam", "en", None),
        ("auraient tué trois soldats", "fr-ML", "auraient"),
        ("trois tués", "fr", None),
        ("allegedly", "de", None),
    ],
)
def test_which_words_keep_a_distance(words: str, language: str, hedge: str | None) -> None:
    assert hedge_in(words, language) == hedge


# Names


def test_a_form_that_is_a_name_of_another(tmp_path: Path) -> None:
    assert _lints(tmp_path, "names:\n- ‸{form: The Katiba, of: red-band}\n") == [
        "'The Katiba' is a name of 'katiba' (registry/actors.yaml:3:1) and not of 'red-band'; mend 'of', or give this "
        "form an 'id' that tells the two apart"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "form: The Katiba, of: katiba",
        "form: The Katiba, of: red-band, id: the-katiba-of-the-band",
        "form: The Katiba, of: side-2",
        "form: The band, of: red-band",
        # One name of two entries is right for either.
        "form: Mali, of: actor/mali, in: 'Combatant1: Mali'",
        "form: Mali, of: place/mali, in: 'Combatant1: Mali'",
        # The words of an unnamed group are no name.
        "form: villagers, of: army",
    ],
)
def test_a_form_that_may_be_so(tmp_path: Path, name: str) -> None:
    assert _lints(tmp_path, f"names:\n- {{{name}}}\n") == []


TOLD = 'quote: 17 killed, killed: "17", group: side-1, told'


@pytest.mark.parametrize(
    ("told", "cue", "other"),
    [
        ("‸{teller: katiba, cue: (according to the army)}", "(according to the army)", "army"),
        ("‸{teller: villagers, cue: (according to the army)}", "(according to the army)", "army"),
        ("[[‸{teller: katiba, cue: (according to the army)}, {teller: issa}]]", "(according to the army)", "army"),
        # Two hops away is no neighbour.
        (
            "[[{teller: army}, {teller: issa}, ‸{teller: katiba, cue: (according to the army)}]]",
            "(according to the army)",
            "army",
        ),
    ],
)
def test_a_cue_that_names_somebody_else(tmp_path: Path, told: str, cue: str, other: str) -> None:
    (message,) = _lints(tmp_path, f"claims:\n- {{{TOLD}: {told}}}\n")
    teller = "villagers" if "villagers" in told else "katiba"
    assert message == (
        f"the cue '{cue}' names '{other}' and not the teller '{teller}'; mend 'teller', name the other as 'channel' or "
        "'on-behalf-of', or quote words that name the teller"
    )


@pytest.mark.parametrize(
    "told",
    [
        "{teller: army, cue: (according to the army)}",
        "{teller: issa, on-behalf-of: army, cue: (according to the army)}",
        "{teller: captain, cue: (according to the army)}",  # he is close to it
        "{teller: katiba, channel: army, cue: (according to the army)}",
        "[[{teller: army}, {teller: katiba, cue: (according to the army)}]]",
        "[[{teller: katiba, cue: (according to the army)}, {teller: army}]]",
        "{teller: katiba, cue: (according}",
    ],
)
def test_a_cue_of_its_teller_or_of_nobody(tmp_path: Path, told: str) -> None:
    assert _lints(tmp_path, f"claims:\n- {{{TOLD}: {told}}}\n") == []


def test_a_written_form_makes_a_cue_the_tellers_own(tmp_path: Path) -> None:
    claims = f"claims:\n- {{{TOLD}: {CARET}{{teller: katiba, cue: (according to the army)}}}}\n"
    assert len(_lints(tmp_path, claims)) == 1
    form = "names:\n- {form: according, of: katiba, in: (according to the army)}\n"
    assert _lints(tmp_path, claims.replace(CARET, "") + form) == []


def test_a_named_telling_is_told_once_where_it_stands(tmp_path: Path) -> None:
    body = """tellings:
  x: ‸{teller: katiba, cue: (according to the army)}
claims:
- {quote: 17 killed, killed: "17", group: side-1, told: x}
- {quote: 22 wounded, wounded: "22", group: side-1, told: x}
"""
    assert len(_lints(tmp_path, body)) == 1


def test_of_names_that_overlap_the_longest_counts() -> None:
    def entries(words: str) -> list[str]:
        return sorted(e.slug for found in index.within(words) for e in found)

    def entry(slug: str, name: str) -> Entry:
        return Entry(Kind.ACTOR, slug, "ArmedGroup", name, name, Place("f"), Name(name))

    index = NameIndex([entry("is", "Islamic State"), entry("isgs", "Islamic State in the Greater Sahara")])
    assert entries("fighters of the Islamic State in the Greater Sahara") == ["isgs"]
    assert entries("the islamic state, in the Sahara") == ["is"]
    assert entries("an Islamic Stateless") == []
    assert entries("The Islamic State and the Islamic State in the Greater Sahara") == ["is", "isgs"]
    assert spelt("l'État islamique") == ("état", "islamique")
    assert spelt("The") == ("the",)


# Words from elsewhere


@pytest.mark.parametrize("key", ["context", "inferred-from"])
def test_words_taken_from_another_section(tmp_path: Path, key: str) -> None:
    claim = "quote: The band took two trucks, captured: two, counts: vehicle, group: unstated"
    here = TEXT[: TEXT.index("Radio Sahel that")].count("\n") + 1
    text = TEXT.replace("It began at 5am", "Radio Sahel began at 5am")
    wrong = f"claims:\n- {{{claim}, {key}: {{quote: ‸Radio Sahel, in: Radio Sahel began}}}}\n"
    (message,) = _lints(tmp_path, wrong, text)
    assert message.startswith(
        "'Radio Sahel' is taken from another section, and the same words stand beside the claim ("
    )
    assert f"(line {here}, column " in message
    assert message.endswith("quote those, without 'in' and 'at'")
    right = f"claims:\n- {{{claim}, {key}: {{quote: Radio Sahel, in: Radio Sahel and an aid}}}}\n"
    assert _lints(tmp_path, right, text) == []
    # What stands nowhere near is rightly taken from where it stands.
    other = f"claims:\n- {{{claim}, {key}: {{quote: 5am, in: began at 5am}}}}\n"
    assert _lints(tmp_path, other, text) == []


# Points

HEADER = "\t".join(COLUMNS)
PLACES = "".join(f"p{n}: {{name: P{n} {'x' * n}}}\n" for n in range(9))


def _points(folder: Path, points: list[tuple[float, float] | None]) -> list[str]:
    rows = [
        f"p{n}\tcloseMatch\tQ{n + 1}\t\t{point[0]:.4f}\t{point[1]:.4f}\tx\t"
        if point
        else f"p{n}\tcloseMatch\tQ9\t\t\t\tx\t"
        for n, point in enumerate(points)
    ]
    files = {"registry/places.yaml": REGISTRY["places.yaml"] + PLACES, "registry/links.tsv": "\n".join([HEADER, *rows])}
    made = make(folder, None, files=files)
    return [str(problem).removeprefix(f"{made.folder}/") for problem in registry_lints(made.load().registry)]


GAO, MENAKA, ANSONGO = (16.2717, -0.0447), (15.9199, 2.3961), (15.6597, 0.5022)


def test_latitude_and_longitude_exchanged(tmp_path: Path) -> None:
    assert _points(tmp_path, [GAO, None, MENAKA[::-1], ANSONGO]) == [
        "registry/links.tsv:4:1: 'place/p2' lies 1,000 km and more from every other point, and with latitude and "
        "longitude exchanged beside 'place/p0' in line 2; look whether they are exchanged"
    ]


def test_every_point_of_ours_would_be_found_exchanged() -> None:
    links = collection().registry.links
    located = [link for link in links if link.latitude]
    assert len(located) >= 5
    for link in located:
        exchanged = replace(link, latitude=link.longitude, longitude=link.latitude)
        found = list(exchanged_points(exchanged if other is link else other for other in links))
        assert [problem.place for problem in found] == [link.place]
    assert list(exchanged_points(links)) == []


@pytest.mark.parametrize(
    "points",
    [
        [GAO, MENAKA, ANSONGO],
        [GAO, ANSONGO, (48.8566, 2.3522)],  # Paris is far, and exchanged far as well
        [GAO, ANSONGO, (2.0, 17.0), (2.1, 17.1)],  # two that stand together
        [(10.0, 100.0), (12.0, 110.0)],  # exchanged it would be no latitude
        [GAO],
        [],
    ],
)
def test_points_that_stand_where_they_should(tmp_path: Path, points: list[tuple[float, float] | None]) -> None:
    assert _points(tmp_path, points) == []


def test_distances_on_the_globe() -> None:
    assert kilometers((0, 0), (0, 90)) == pytest.approx(math.pi / 2 * 6371)
    assert kilometers((90, 0), (-90, 55)) == pytest.approx(math.pi * 6371)
    assert kilometers((48.8566, 2.3522), (51.5074, -0.1278)) == pytest.approx(343.5, abs=1)
    assert kilometers(GAO, GAO) == 0


_DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(_DEGREES, _DEGREES)
def test_a_distance_is_one_in_both_directions(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert kilometers(one, other) == pytest.approx(kilometers(other, one))
    assert 0 <= kilometers(one, other) <= math.pi * 6371 + 1e-6
