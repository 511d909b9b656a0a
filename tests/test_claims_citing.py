"""The references that a claim cites are those that the text marks at its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collections_made import CARET, SLUG, at, make
from indelgraph.claims.citing import Citing
from indelgraph.documents.model import Slice
from indelgraph.errors import Problems
from reader_checks import DOCUMENT_B

if TYPE_CHECKING:
    from pathlib import Path

CITED = """\
= Battle =

Infobox
- Place: Tessit[2], Mali
- Date: 7 August 2022[1]

They fought.[3] The town burnt.[1][2] An army came. It left.[4]

The rest is silence. More is not said.
"""
CITED_HEAD = f"document: {SLUG}\nevent: {SLUG}\n"
PAGE = {"form": "rendered"}


def _cites(folder: Path, claims: str) -> list[str]:
    """The messages on claims about the page of the 2017 ambush, at the carets."""
    marked = f"{CITED_HEAD}{claims}"
    made = make(folder, marked, text=DOCUMENT_B, metadata=PAGE)
    if CARET not in marked:
        assert made.file().claims
        return []
    problems = [problem.split(": ", 1) for problem in made.problems()]
    assert [place for place, _ in problems] == at(f"claims/{SLUG}.yaml", marked), problems
    return [message for _, message in problems]


@pytest.mark.parametrize(
    ("claim", "has"),
    [
        ('quote: The ambush occurred at 5am, at-time: at 5am, cites: ‸"8"', "[3]"),
        ('quote: The ambush occurred at 5am, at-time: at 5am, cites: ["3", ‸"8"]', "[3]"),
        ('quote: JNIM claimed responsibility, target: army, cites: ["8", ‸"7"]', "[8] and [9]"),
        ('quote: "On November 24, 2017", at-time: "On November 24, 2017", cites: ‸"3"', "no mark of a reference"),
        ('quote: 2 killed, killed: "2", group: army, cites: ‸"3"', "no mark of a reference"),
        ('quote: meurtrières au Mali, target: army, cites: ‸"4"', "[3]"),
    ],
)
def test_a_reference_that_the_text_does_not_mark(tmp_path: Path, claim: str, has: str) -> None:
    (message,) = _cites(tmp_path, f"claims:\n- {{{claim}}}\n")
    assert message.endswith(
        f"is not marked at these words: the text has {has} there; cite what it marks, or leave 'cites' out"
    )


@pytest.mark.parametrize(
    "claim",
    [
        'quote: The ambush occurred at 5am, at-time: at 5am, cites: "3"',
        'quote: JNIM claimed responsibility, target: army, cites: ["9", "8"]',
        'quote: [The ambush occurred, The attack was marked], target: army, cites: ["3", "4"]',
        'quote: The ambush occurred … The attack was marked, target: army, cites: ["3", "4"]',
        'quote: {quote: revendique les attaques, in: musulmans revendique les attaques}, target: army, cites: "3"',
    ],
)
def test_references_that_the_text_marks(tmp_path: Path, claim: str) -> None:
    _cites(tmp_path, f"claims:\n- {{{claim}}}\n")


def test_the_references_of_a_telling_are_marked_at_the_words_or_at_its_cue(tmp_path: Path) -> None:
    telling = 'a: {through: {teller: army, cue: The Malian government stated}, cites: "3"}'
    claims = f"""tellings:
  {telling}
claims:
- {{quote: one injured, wounded: one, group: army, told: a}}
- {{quote: several attackers were killed, killed: several, group: army, told: a}}
"""
    assert _cites(tmp_path, claims) == []
    wrong = claims.replace('cites: "3"', 'cites: "6"').replace("told: a", "told: ‸a")
    one, two = _cites(tmp_path, wrong)
    assert one.startswith("reference 6 of this telling is not marked at these words: the text has [3] there; ")
    assert two.startswith("reference 6 of this telling is not marked at these words: the text has [3] and [5] there; ")


def test_a_mark_speaks_for_the_sentences_before_it_that_have_none(tmp_path: Path) -> None:
    """And in an infobox for its cell; numbers are those of the list, so this is looked at from inside."""
    document = make(tmp_path, None, text=CITED).load().documents[0]
    citing = Citing(document.outline, Problems())

    def marked(words: str) -> set[int]:
        start = CITED.index(words)
        return set(citing.marked([Slice(start, start + len(words))]))

    assert marked("They fought") == {3}
    assert marked("The town") == marked("burnt") == {1, 2}
    assert marked("An army") == marked("It left") == {4}
    assert marked("An army came. It") == {4}
    assert marked("fought.[3] The town") == {1, 2, 3}
    assert marked("The rest") == marked("More is") == set()
    assert marked("Tessit") == {2}
    assert marked("7 August 2022") == {1}
    assert marked("Battle") == set()
