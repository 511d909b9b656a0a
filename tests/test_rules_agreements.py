"""The rules about agreement and about where a teller stands: where each speaks, and where it must be silent."""

from __future__ import annotations

import pytest

from claims_made import Said, about, distance, doubt, figure, found, kinds, member, page, party, registry
from figures_made import BLUES, REDS

# --- agreements ------------------------------------------------------------------------------------------


def agreements(*says: Said, rules: tuple[str, ...] = ("agreements",)) -> dict[tuple[str, ...], tuple[str, ...]]:
    rows = {key: row for key, row in found(page(*says), *rules).items() if key.startswith("agreement/")}
    return kinds(rows, "independent")


@pytest.mark.parametrize(
    "says",
    [
        (figure("6", told=("blues",)), figure("6", told=("people",))),
        (figure("6"), figure("6", told=("people",))),
        (figure("more than 6", told=("blues",)), figure("over 6", told=("people",))),
        (figure("6", "scouts", told=("blues",)), figure("6", told=("people",)), member("scouts", "reds")),
        (figure("6", limited="scouts", told=("blues",)), figure("6", limited="place/camp", told=("people",))),
        (distance("80 km", told=("blues",)), distance("80 km", told=("people",))),
    ],
)  # fmt: skip
def test_two_tellers_agree_independently(says: tuple[Said, ...]) -> None:
    assert agreements(*says) == {("c0", "c1"): ("true",)}


@pytest.mark.parametrize(
    "says",
    [
        (figure("6"), figure("6")),
        (figure("6", told=("people", "blues")), figure("6", told=("people", "reds"))),
        (figure("6", told=("blues",)), figure("6", told=("person/hakim",)), member("person/hakim", "blues")),
        (figure("6", told=("person/a",)), figure("6", told=("person/b",)), member("person/a", "blues"),
         member("person/b", "blues")),
        (figure("6", told=("blues",)), figure("6", told=("person/a",), behalf="blues")),
        (figure("6", told=("agency",)), figure("6", told=("blues",)), doubt("c0", "blues")),
        (figure("6", told=("agency",)), figure("6", told=("person/a",)), doubt("c0", "blues"),
         member("person/a", "blues")),
    ],
)  # fmt: skip
def test_a_tie_between_the_tellers_makes_them_dependent(says: tuple[Said, ...]) -> None:
    assert agreements(*says)[("c0", "c1")] == ("false",)


def test_the_claims_behind_a_dependence_are_named() -> None:
    says = (figure("6", told=("agency",)), figure("6", told=("person/a",)), doubt("c0", "blues"),
            member("person/a", "blues"))  # fmt: skip
    (row,) = found(page(*says), "agreements").values()
    assert row["restsOn"] == {"c0", "c1", "c2", "c3"}


@pytest.mark.parametrize("key", ["ig:closeTo", "ig:includesAgent"])
def test_those_near_a_teller_are_not_independent_of_him(key: str) -> None:
    quads = page(figure("6", told=("aid",)), figure("6", told=("sources",)), figure("6", told=("people",)))
    rows = found([*quads, registry("sources", key, "aid")], "agreements")
    assert kinds(rows, "independent") == {
        ("c0", "c1"): ("false",), ("c0", "c2"): ("true",), ("c1", "c2"): ("true",),
    }  # fmt: skip


def test_the_infobox_does_not_confirm_the_sentence_that_it_restates() -> None:
    says = (figure("6", part="Infobox"), figure("6", told=("people",)), figure("6", told=("blues",)))
    rows = agreements(*says, rules=("cell-and-sentence", "agreements"))
    assert rows[("c0", "c1")] == ("false",)
    assert agreements(*says)[("c0", "c1")] == ("true",)


@pytest.mark.parametrize(
    "other",
    [
        figure("7", told=("people",)),
        figure("more than 6", told=("people",)),
        figure("6", "blues", told=("people",)),
        figure("6", predicate="wounded", told=("people",)),
        figure("6", told=("people",), partial=True, limited="place/camp"),
        figure("6", counts="Vehicle", told=("people",)),
    ],
)
def test_other_figures_do_not_agree(other: Said) -> None:
    assert agreements(figure("6", told=("blues",)), other) == {}


def test_words_without_a_number_agree_with_nothing() -> None:
    assert agreements(figure("several"), figure("several", told=("people",))) == {}


def test_the_distance_of_another_thing_agrees_with_nothing() -> None:
    village = distance("80 km", subject="place/village", event="e", told=("people",))
    assert agreements(distance("80 km"), village) == {}


# --- standpoints -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "standpoint"),
    [
        (figure("1", "side-1", told=("reds",)), "OwnSide"),
        (figure("1", told=("reds",)), "OwnSide"),
        (figure("1", told=("agency", "person/hakim")), "OwnSide"),
        (figure("1", told=("person/attaher",), behalf="reds"), "OwnSide"),
        (figure("1", told=("blues",)), "Enemy"),
        (figure("1", "side-2", told=("person/hakim",)), "Enemy"),
        (figure("1", "blues", predicate="strength", told=("reds",)), "Enemy"),
        (figure("1", "blues", told=("reds", "aid")), "ThirdParty"),
        (figure("1"), "ThirdParty"),
        (figure("1", "overall", told=("aid",)), "ThirdParty"),
        (figure("1", "unstated"), "ThirdParty"),
        (figure("1", "overall", told=("reds",)), None),
        (figure("1", "clerk", told=("reds",)), None),
        (figure("1", "clerk", told=("clerk",)), "OwnSide"),
        (about("attacker", "reds", told=("reds",)), None),
    ],
)
def test_where_a_teller_stands(said: Said, standpoint: str | None) -> None:
    rows = found(page(REDS, BLUES, member("person/hakim", "reds"), said), "standpoints")
    assert rows == ({} if standpoint is None else {"c3": {"standpoint": {standpoint}}})


def test_a_group_on_its_own_losses_needs_no_sides() -> None:
    assert found(page(figure("6", told=("reds",))), "standpoints") == {"c0": {"standpoint": {"OwnSide"}}}


def test_somebody_on_two_sides_has_no_standpoint() -> None:
    sides = (REDS, party("greens", 1), party("reds", 2), BLUES)
    assert found(page(*sides, figure("6", "side-1", told=("reds",))), "standpoints") == {}
    assert found(page(*sides, figure("6", "greens", told=("reds",))), "standpoints") == {}


def test_who_counts_his_own_is_on_their_side_even_if_he_is_said_to_be_on_both() -> None:
    sides = (REDS, party("reds", 2), BLUES, member("scouts", "reds"))
    for teller in ("reds", "scouts"):
        says = (*sides, figure("6", told=(teller,)))
        assert found(page(*says), "standpoints") == {"c4": {"standpoint": {"OwnSide"}}}
    assert found(page(*sides, figure("6", told=("blues",))), "standpoints") == {}
