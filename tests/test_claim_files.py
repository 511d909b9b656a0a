"""What can be wrong in a claim file besides its claims, and how problems are told: each once, where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collections_made import HEAD, LOSS, SLUG, TEXT, found, make, message
from indelgraph import resources
from indelgraph.claims import read_claim_file, resolve
from indelgraph.collection import load
from indelgraph.errors import DataError, Place
from indelgraph.files import read_text
from indelgraph.yamltree import Twigs, parse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("‸event: battle-of-tessit\n", "needs 'document'; add it"),
        (f"document:‸ \nevent: {SLUG}\n", "'document' is empty"),
        ("document: ‸[a]\n", "'document' must be one piece of text"),
        ("document: ‸battle-of-tesit\n", "unknown document 'battle-of-tesit'; did you mean 'battle-of-tessit'?"),
        (f"document: ‸{'x' * 5000}\n", "unknown document 'xxxx"),
        ("document: ‸../battle-of-tessit\n", "unknown document '../battle-of-tessit'"),
        (f"document: {SLUG}\nevent: ‸battle-of-tesit\nnames:\n- {{form: Army, of: side-1}}\n", "unknown event"),
        (f"document: {SLUG}\nevent: ‸mali\nclaims:\n- {{{LOSS}}}\n", "unknown event 'mali'"),
        (f"document: {SLUG}\nclaims:\n- ‸{{{LOSS}}}\n", "which event? add 'event' to the claim or to the file"),
        (f"document: {SLUG}\n‸claim: []\n", "unknown key 'claim'; did you mean 'claims'?"),
        (f"document: {SLUG}\nclaims:‸ \n", "'claims' is empty; fill it in or leave it out"),
        (f"document: {SLUG}\nclaims: ‸[]\n", "'claims' is empty"),
        (f"document: {SLUG}\nclaims: ‸words\n", "must be a mapping (key: value)"),
        (f"document: {SLUG}\nyear-from: ‸[a]\n", "must be words of the document"),
        (f"document: {SLUG}\nyear-from: ‸5am\n", "'year-from' must be words with a year: '5am' has none"),
        (f"document: {SLUG}\nyear-from: ‸8 August\n", "'year-from' must be words with a year: '8 August' has none"),
        (f"document: {SLUG}\nyear-from: ‸Army victory\n", "'year-from' must be words with a year: 'Army victory' is"),
        (f"document: {SLUG}\nyear-from: ‸August\n", "'August' stands 4 times"),
        (f"document: {SLUG}\ntellings: ‸[a]\n", "'tellings' maps a name to a chain of tellers"),
        (f"document: {SLUG}\ntellings: {{‸A b: {{teller: army}}}}\n", "'A b' is no slug"),
        (f"document: {SLUG}\ntellings: {{a: ‸army}}\n", "must be a mapping (key: value)"),
        (f"document: {SLUG}\ntellings: {{a: ‸[]}}\n", "a telling needs at least one teller"),
        (
            f"document: {SLUG}\ntellings: {{narration: ‸{{teller: army}}}}\n",
            "'narration' is the document's own telling",
        ),
        (f"document: {SLUG}\ntellings: {{inference-cites-3: ‸{{teller: army}}}}\n", "is the document's own telling"),
        (f"document: {SLUG}\ntellings: {{a: {{through: {{teller: army}}, cites: ‸'3'}}}}\n", "unknown reference '3'"),
        (
            f"document: {SLUG}\ntellings: {{a: [{{teller: army}}, {{teller: mali}}, {{teller: ‸army}}]}}\n",
            "the chain loops: 'army' is in it twice",
        ),
        (f"document: {SLUG}\nnames: [‸{{form: Army}}]\n", "needs 'of'; add it"),
        (f"document: {SLUG}\nnames: [{{form: ‸Armee, of: army}}]\n", "the form 'Armee' does not stand in the document"),
        (
            f"document: {SLUG}\nnames: [{{form: Army, of: ‸armi}}]\n",
            "unknown actor or person or place or event or agent",
        ),
        (f"document: {SLUG}\nnames: [{{form: Army, of: ‸side-1}}]\n", "'side-1' is a side of which event?"),
        (f"document: {SLUG}\nevent: {SLUG}\nnames: [{{form: Army, of: ‸side-3}}]\n", "is no side of battle-of-tessit"),
        (f"document: {SLUG}\nnames: [{{form: Army, of: army, status: ‸head}}]\n", "unknown status 'head'"),
        (f"document: {SLUG}\nnames: [{{form: Army, of: army, id: ‸A}}]\n", "'A' is no slug"),
        (f"document: {SLUG}\nnames: [{{form: Army, of: army, in: ‸Mali}}]\n", "'Mali' stands 2 times in the document"),
        (f"document: {SLUG}\nnames: [{{form: Army, of: army, in: ‸Mall}}]\n", "'Mall' does not stand in the document"),
        (f"document: {SLUG}\nnames: [{{form: Army, of: army, in: ‸[]}}]\n", "'in' is empty"),
        (
            f"document: {SLUG}\nnames: [{{form: Army, of: army, in: ‸Sahel War}}]\n",
            "the form 'Army' does not stand in these words",
        ),
        (
            f"document: {SLUG}\nnames:\n- {{form: Army, of: army}}\n- ‸{{form: army, of: army}}\n",
            "the form 'army' has the id of 'Army', 'army'; give one of them an 'id'",
        ),
        (
            f"document: {SLUG}\nnames:\n- {{form: Army, of: army}}\n- ‸{{form: Army, of: army}}\n",
            "the form 'Army' is listed twice; give one of them an 'id'",
        ),
        (f"document: {SLUG}\nnames: [{{form: ‸'; -', of: army}}]\n", "'; -' has no ASCII letter for an id"),
        (f"document: {SLUG}\nexcuses: [‸{{quote: 17 killed}}]\n", "needs 'reason'; add it"),
        (f"document: {SLUG}\nexcuses: [‸{{reason: 17 killed}}]\n", "needs 'quote'; add it"),
        (f"document: {SLUG}\nexcuses: [{{quote: ‸18 killed, reason: x}}]\n", "'18 killed' does not stand"),
        (
            f"document: {SLUG}\nexcuses: [{{quote: 17 killed, reason: x}}, {{quote: ‸17 killed, reason: y}}]\n",
            "'17 killed' is excused twice; keep one",
        ),
        (f"document: {SLUG}\nreferences: [‸{{publisher: army}}]\n", "needs 'number'; add it"),
        (f"document: {SLUG}\nreferences: [{{number: ‸'3', publisher: army}}]\n", "unknown reference '3'; known: none"),
        (f"document: {SLUG}\nevent: {SLUG}\nclaims:\n- {{quote: x, ‸quote: y}}\n", "'quote' stands here a second time"),
    ],
)
def test_what_is_wrong_in_the_rest_of_the_file(tmp_path: Path, text: str, says: str) -> None:
    told = message(tmp_path, text)
    assert says in told, told


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("on August 9, ends-on: ‸August 9", "'August 9' has no year, and the file no 'year-from' to take it from"),
        ("on the 9th, at-time: ‸the 9th", "'the 9th' gives only a day; supply its month and year"),
    ],
)
def test_a_date_without_year_needs_one(tmp_path: Path, body: str, says: str) -> None:
    head = f"document: {SLUG}\nevent: {SLUG}\n"
    assert says in message(tmp_path, f"{head}claims:\n- {{quote: {body}}}\n")


def test_a_wrong_year_is_told_once(tmp_path: Path) -> None:
    told = message(
        tmp_path,
        f"""document: {SLUG}
event: {SLUG}
year-from: ‸5am
claims:
- {{quote: on August 9, ends-on: August 9}}
- {{quote: on the 9th, at-time: the 9th}}
""",
    )
    assert told.startswith("'year-from' must be words with a year")


def test_the_same_id_twice(tmp_path: Path) -> None:
    claims = f"""{HEAD}claims:
- {{quote: 17 killed, killed: "17", group: side-1, partial: yes, limited-to: army}}
- ‸{{quote: 17 killed, killed: "17", group: side-1, partial: yes, limited-to: katiba}}
- {{quote: 22 wounded, wounded: "22", group: side-1, id: ‸241-killed-side-1}}
- {{quote: 22 wounded, wounded: "22", group: side-1, id: one}}
- {{quote: Army victory, outcome: victory, id: ‸one}}
"""
    assert found(tmp_path, claims) == [
        "the id '241-killed-side-1' is taken by the claim in line 5; give another 'id'",
        "the id '241-killed-side-1' is taken by the claim in line 5; give another 'id'",
        "the id 'one' is taken by the claim in line 8; give another 'id'",
    ]


def test_two_tellings_of_one_name(tmp_path: Path) -> None:
    claims = f"""{HEAD}tellings:
  captain-414: {{teller: captain}}
claims:
- {{quote: 17 killed, killed: "17", group: side-1, told: {{teller: army, cue: (according to the army)}}}}
- {{quote: 22 wounded, wounded: "22", group: side-1, told: {{teller: army, cue: (according to the army)}}}}
- quote: more than 100 killed
  killed: more than 100
  group: side-2
  told: ‸{{teller: army, cue: (according to the army), mode: author-inference}}
- quote: about fifty dead
  killed: about fifty
  group: overall
  told: ‸{{teller: captain, cue: According to villagers}}
"""
    start = TEXT.index("According to villagers")
    claims = claims.replace("captain-414", f"captain-{start}")
    told = found(tmp_path, claims)
    assert told == [
        "another telling has the name 'army-252'; name this one under 'tellings'",
        f"'captain-{start}' is the name of another telling; rename that one",
    ]


def test_everything_is_told_together_and_nothing_twice(tmp_path: Path) -> None:
    claims = f"""{HEAD}tellings:
  broken: {{teller: ‸vilagers, cue: ‸not there, said-on: ‸8 Augst}}
claims:
- {{quote: ‸nowhere, killed: "17", group: ‸armmy, told: broken, context: neither this}}
- {{quote: Red Band, belligerent: ‸red-bnd, side: ‸3}}
- {{quote: 17 killed, killed: ‸"18", group: side-1, told: ‸brokn, context: ‸anywhere}}
- ‸{{quote: 22 wounded, wounded: "22", by: ‸me}}
- {{quote: The army claims, subject: 241-killed-side-1, reflects-estimate-of: ‸armee}}
names:
- {{form: Army, of: ‸arm}}
"""
    hearts = [re.findall("'([^']*)'", message)[0] for message in found(tmp_path, claims)]
    assert hearts == [
        "vilagers", "not there", "8 Augst", "nowhere", "armmy", "red-bnd", "3", "18", "brokn", "anywhere", "group",
        "me", "armee", "arm",
    ]  # fmt: skip


def test_problems_come_as_they_are_found(tmp_path: Path) -> None:
    claims = "".join(f"- {{quote: no {n}, killed: '17', group: army}}\n" for n in range(12))
    problems = make(tmp_path, f"{HEAD}claims:\n{claims}").problems()
    assert [problem.split(":")[1] for problem in problems] == [str(line) for line in range(5, 17)]


def test_a_claim_about_a_claim_that_is_wrong_is_not_wrong_for_that(tmp_path: Path) -> None:
    claims = f"""{HEAD}claims:
- {{quote: ‸18 killed, killed: '18', group: side-1}}
- {{quote: The army claims, subject: 241-killed-side-1, reflects-estimate-of: army}}
"""
    message(tmp_path, claims)


REAL = {path.stem: (read_text(path), load()) for path in sorted((resources.root() / "data" / "claims").glob("*.yaml"))}
"""The claim files that come with the program, and the collection that they belong to."""


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, str]:
    """One of our claim files with a line left out, written twice or moved, or with a few characters changed."""
    slug = draw(st.sampled_from(sorted(REAL)))
    text = REAL[slug][0]
    lines = text.splitlines(keepends=True)
    at = draw(st.integers(0, len(lines) - 1))
    match draw(st.sampled_from(("drop", "double", "move", "change", "cut"))):
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        case "change":
            line = lines[at]
            start = draw(st.integers(0, len(line)))
            end = draw(st.integers(start, min(start + 3, len(line))))
            new = draw(st.text(alphabet=" \n:,[]{}'\"\\&*!|>-#~019aéQ\u00a0…", max_size=3))
            lines[at] = line[:start] + new + line[end:]
        case "cut":
            del lines[at:]
    return slug, "".join(lines)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(broken())
def test_a_broken_claim_file_is_read_or_refused_with_its_lines(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, str]
) -> None:
    slug, text = case
    path = tmp_path_factory.getbasetemp() / "broken.yaml"
    path.write_bytes(text.encode())
    collection = REAL[slug][1]
    document = next(d for d in collection.documents if d.slug == slug)
    try:
        file = resolve(read_claim_file(path), document, collection.registry)
    except DataError as error:
        _check_places(error, text.count("\n") + 1)
        return
    # Nothing that stands in the file is left out without a word.
    written = {key.text: value for key, value in parse(text, "f").entries}
    for key, read in (
        ("claims", file.claims),
        ("names", file.names),
        ("references", file.references),
        ("excuses", file.excuses),
    ):
        value = written.get(key, Twigs((), Place("f")))
        assert len(read) == len(value.items if isinstance(value, Twigs) else (value,))


def _check_places(error: DataError, lines: int) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.place is not None
        assert problem.place.line is not None
        assert problem.place.column is not None
        assert 1 <= problem.place.line <= lines
        assert problem.message
