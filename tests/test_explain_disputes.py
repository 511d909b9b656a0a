"""What an explanation says for a claim and against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from built import own_build
from compared import store as with_findings
from explained import BATTLE, HAKIM, everything, said
from indelgraph.derive.engine import DERIVED
from indelgraph.explain import explain
from indelgraph.explain.telling import standpoint_sentence
from indelgraph.namespaces import BASE, iri

if TYPE_CHECKING:
    from indelgraph.explain import Explanation


def from_hand(name: str) -> Explanation:
    """The same with the findings that :mod:`compared` has written by hand."""
    return explain(with_findings(), name)


def test_a_contradiction_is_told_with_grade_kind_numbers_words_and_origin() -> None:
    assert (
        "“a loss of 10 killed” (security sources in Mali; body, characters 2143 to 2162) contradicts it. Strict: both "
        "cannot be true as the words stand; no number fits both (at least 101 here, exactly 10 there)."
    ) in said(HAKIM, "against").splitlines()
    assert (
        "Editorial: one text says the same thing in two ways that do not fit; no number fits both (at least 101 here, "
        "exactly 100 there)."
    ) in said(HAKIM, "against")
    assert "a part is given a higher count than the whole (exactly 12 here, exactly 3 there)" in said(
        "2499-killed-side-2", "against"
    )


@pytest.mark.parametrize(
    ("name", "other", "conditions"),
    [
        # Up to a day, and a year that stands elsewhere.
        ("2946-killed-mnla", "1 killed",
         "the count of this figure, as of 17 November 2012, did not change afterwards and if what is inferred about "
         "this figure is right"),
        # A party and its side of two parties; a part of the party.
        ("3167-killed-mujao", "65 killed",
         "the count of MUJAO is that of side 2 (MUJAO, AQIM) as a whole and if this figure, limited to Abdoul Hakim's "
         "troops, counts all of those in the other"),
        # The part is the one with the higher count, and its whole is limited, too.
        ("2499-killed-side-2", "his troops had lost 3 fighters",
         "those counted for side 2 (MUJAO, AQIM) are among those counted for MUJAO and if this figure, limited to the "
         "former army camp of the paratroopers of the Malian army, counts some of those in the other and if the other, "
         "limited to Abdoul Hakim's troops, counts all of those in this figure"),
        ("115-at-time", "On the 17th, the MUJAO forces receive reinforcements",
         "what is inferred about the other is right"),
        # Nothing in the two claims shows it.
        ("1417-outcome", "Result Indecisive", "a condition holds that the text leaves open"),
    ],
)  # fmt: skip
def test_a_conditional_contradiction_names_its_condition(name: str, other: str, conditions: str) -> None:
    [line] = [line for line in said(name, "against").splitlines() if line.startswith(f"“{other}”")]
    assert f" Conditional: both cannot be true if {conditions}; " in line


def test_a_strict_contradiction_has_no_condition() -> None:
    for explanation in everything().values():
        for conflict in explanation.conflicts:
            assert conflict.grade == "Conditional" or conflict.conditions == ()


def test_a_fight_of_three_sides_has_no_neither() -> None:
    two, three = (standpoint_sentence("ThirdParty", sides) for sides in (2, 3))
    assert (two, three) == ("Whoever says so is on neither side.", "Whoever says so is on none of the sides.")
    assert "Whoever says so is on neither side." in said("2143-killed-mnla", "tellers")
    more = Store()
    more.bulk_extend(own_build().quads())
    event = NamedNode(f"{BASE}event/{BATTLE}")
    more.add(Quad(NamedNode(f"{event.value}/side/3"), iri("ig:sideOf"), event))
    found = explain(more, "2143-killed-mnla").section("tellers")
    assert found is not None
    assert found.items[-1].text.endswith("Whoever says so is on none of the sides.")


def test_men_are_many_with_a_capital_too() -> None:
    group = f"{BASE}actor/men-close-to-the-icrc"
    changed = Store()
    for quad in own_build().quads():
        value = quad.object
        if isinstance(quad.subject, NamedNode) and quad.subject.value == group and isinstance(value, Literal):
            value = Literal(value.value[:1].upper() + value.value[1:], language=value.language)
        changed.add(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    found = explain(changed, "2832-killed-overall").section("tellers")
    assert found is not None
    assert "Men close to the ICRC were not the ICRC itself." in " ".join(item.text for item in found.items)


def test_a_contradiction_about_places_tells_what_lies_where() -> None:
    text = said("1934-distance", "against")
    assert "External: the conflict shows only with facts from outside the documents" in text
    assert "Ansongo" in text.partition("on the map. ")[2]
    shown = from_hand("1934-distance").section("against")
    assert shown is not None
    assert shown.items[0].text.endswith("Ménaka and Ansongo are 205 km apart, more than 80 km and 70 km together.")


def test_a_doubt_of_the_text_itself_speaks_against_a_figure_once() -> None:
    text = said("2946-killed-mnla", "against")
    assert text.count("These figures, however, seem to reflect MUJAO's estimates") == 1
    assert "Stated: the text itself says that the figure is in doubt" in text
    bare = Store()
    bare.bulk_extend(quad for quad in own_build().quads() if quad.graph_name != DERIVED)
    found = explain(bare, "2946-killed-mnla").section("against")
    assert found is not None
    assert [item.text.endswith("is said about it.") for item in found.items] == [True]


def test_agreements_sums_and_restatements_speak_for_it() -> None:
    text = said("2571-wounded-mujao", "for")
    assert "“6 seriously wounded” (Abdoul Hakim; body, characters 3202 to 3221) says the same, and nothing ties" in text
    assert "says the same, but the two are not independent" in said("3230-killed-mnla", "for")
    assert "It is the whole of “sixteen others injured”" in said("470-wounded-side-1", "for")
    assert "which make up this number." in said("470-wounded-side-1", "for")
    assert "Together with “17 for MUJAO, including Abu Dardar”" in said("2946-killed-mnla", "for")
    assert "The infobox restates it: “At least 117 killed overall” (the ICRC;" in said("2832-killed-overall", "for")
    assert "The text says it, too: “the fighting killed more than 117 people”" in said("701-killed-overall", "for")
    assert said("260-commander", "for") == "No other claim says the same."


def test_what_the_infobox_lost_is_told() -> None:
    text = said("701-killed-overall", "lost")
    for clause in ("binds the number in another way", "names another source", "up to which day the figure holds"):
        assert clause in text
    assert said("465-killed-side-1", "lost") == "No sentence of the text says what this cell says."
    assert said("2143-killed-mnla", "lost") == "No cell of the infobox restates this figure."
    assert said("215-belligerent", "lost") == ""


def test_it_says_what_comparisons_rest_on_and_what_rests_on_the_claim() -> None:
    text = said(HAKIM, "rests-on")
    assert "It is taken from the text that the MNLA fought on side 1 (MNLA) in the Battle" in text
    assert "It is taken from the text that Abdoul Hakim belonged to MUJAO: “Abdoul Hakim, a commander of MUJAO”" in text
    assert re.search(
        r"^[1-9][0-9]* findings about other claims rest on this one\.$", said("215-belligerent", "rests-on")
    )


def test_it_says_where_a_figure_stands_in_its_range() -> None:
    assert "it is the lowest figure, or one of the lowest." in said("465-killed-side-1", "standing")
    assert "it is the highest figure, or one of the highest." in said(HAKIM, "standing")
    assert "it is one of the figures whose words give no bounds." in said("2649-killed-unstated", "standing")
