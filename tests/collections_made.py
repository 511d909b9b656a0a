"""A small collection of our own, written into a folder: to read whole, and to break in one place at a time.

The text is made up for the tests. In the claim files and registries of tests the caret ``‸`` marks where a problem
must be found; it is taken out before the file is written.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from indelgraph.collection import Collection, load
from indelgraph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indelgraph.claims import Claim, ClaimFile

__all__ = [
    "CARET", "CLAIMS", "HEAD", "LOSS", "METADATA", "REGISTRY", "SLUG", "TEXT", "Made", "at", "found", "make", "message",
    "one_claim",
]  # fmt: skip

SLUG = "battle-of-tessit"
CARET = "‸"

TEXT = """\
= Battle of Tessit =

Infobox
- Partof: the Sahel War
- DateAugust 7, 2022
- Place: Tessit, Mali
- Result: Army victory
- Position: 15.1234; -0.5678
- Combatant1: Mali
- Combatant2: The Katiba, Red Band
- Strength1: 1,500 men
- Casualties1: 17 killed, (according to the army), 22 wounded
- Casualties2: more than 100 killed

The battle of Tessit was fought on 7 August 2022. It began at 5am and ended on August 9.

==Losses==
According to villagers, on 8 August a captain told Radio Sahel that 42 soldiers had died and that 22 were seriously \
wounded. The Katiba lost more than 100 men, including Abou Test, by 9 August. Radio Sahel and an aid worker both \
reported about fifty dead. The band took two trucks. Several soldiers are missing.

The army claims that 42 soldiers had died. The fighting took place 12 kilometers from Labbezanga. Lieutenant Issa, \
commander of the post, was killed. A second attack at Tessit on the 9th killed 3\u00a0000 goats and dozens of people.
"""

METADATA = {
    "title": "Battle of Tessit",
    "called": "the article",
    "language": "en",
    "form": "markup",
    "publisher": "test-press",
    "source": "https://example.org/battle-of-tessit",
    "licence": "https://creativecommons.org/licenses/by-sa/4.0/",
    "attribution": "nobody",
}

REGISTRY = {
    "actors.yaml": """\
mali: {type: government, name: Mali}
army: {type: state-force, name: Army, called: the army}
katiba: {type: armed-group, name: The Katiba, called: the Katiba}
red-band: {type: armed-group, name: Red Band}
radio-sahel: {type: media-outlet, name: Radio Sahel}
test-press: {type: media-outlet, name: Test Press}
villagers: {type: unnamed-group, described-as: villagers, plural: yes}
aid-worker: {type: unnamed-group, described-as: an aid worker}
captain: {type: unnamed-group, described-as: a captain, close-to: army}
""",
    "people.yaml": "abou-test: {name: Abou Test}\nissa: {name: Issa}\n",
    "places.yaml": """\
mali: {name: Mali}
tessit: {name: Tessit}
labbezanga: {name: Labbezanga}
near-tessit: {type: relative-place, label: near Tessit, relative-to: tessit, bearing: north}
""",
    "events.yaml": """\
battle-of-tessit: {type: battle, name: Battle of Tessit, called: the battle, sides: 2}
second-attack: {type: attack, name: second attack on Tessit, sides: 2}
sahel-war: {type: armed-conflict, name: Sahel War}
""",
    "agents.yaml": "curator: {type: person, label: a curator}\n",
}

HEAD = f"document: {SLUG}\nevent: {SLUG}\nyear-from: 7 August 2022\n"
LOSS = 'quote: 17 killed, killed: "17", group: side-1'
"""A claim to which a test adds what is wrong."""

CLAIMS = (
    HEAD
    + """\
tellings:
  captain-on-radio:
    mode: direct-quote
    through:
      - {teller: villagers, cue: According to villagers}
      - {teller: captain, on-behalf-of: army, channel: radio-sahel, said-on: 8 August, cue: told Radio Sahel}
claims:
  - {quote: the Sahel War, part-of: sahel-war}
  - {quote: "August 7, 2022", at-time: "August 7, 2022"}
  - {quote: Mali, in: "Tessit, Mali", takes-place-at: place/mali}
  - {quote: Army victory, outcome: victory, side: 1, inferred-from: ["Tessit, Mali … Red Band"]}
  - {quote: 15.1234; -0.5678, coordinates: 15.1234; -0.5678}
  - {quote: Red Band, belligerent: red-band, side: side-2, context: Combatant2}
  - {quote: "1,500 men", strength: "1,500", group: side-1}
  - {quote: 17 killed, killed: "17", group: side-1, told: {teller: army, cue: (according to the army)}}
  - {quote: more than 100 killed, killed: more than 100, group: side-2, partial: yes, limited-to: katiba}
  - {quote: ended on August 9, ends-on: August 9}
  - {quote: It began at 5am, begins-on: 5am}
  - quote: 42 soldiers had died
    in: told Radio Sahel that 42 soldiers had died
    killed: "42"
    group: army
    told: captain-on-radio
  - quote: 22 were seriously wounded
    wounded: "22"
    group: army
    severity: serious
    told: captain-on-radio
  - quote: [The Katiba lost more than 100 men, "by 9 August"]
    killed: more than 100
    group: katiba
    includes: [abou-test]
    as-of: by 9 August
  - quote: Radio Sahel and … about fifty dead
    killed: about fifty
    group: unstated
    told:
      - {teller: radio-sahel, cue: Radio Sahel}
      - [{teller: aid-worker, cue: an aid worker}]
  - {quote: The band took two trucks, captured: two, counts: vehicle, group: unstated, by: red-band}
  - {quote: Several soldiers are missing, missing: Several, group: army}
  - quote: {quote: 42 soldiers had died, in: The army claims that 42 soldiers had died}
    id: army-claims
    killed: "42"
    group: army
    modality: claims
    hedge: claims
    label: the army's own count
    note: a note
  - {quote: The army claims, subject: army-claims, reflects-estimate-of: army, told: inference}
  - {quote: 12 kilometers from Labbezanga, distance: 12 kilometers, relative-to: labbezanga}
  - {quote: commander of the post, subject: issa, holds-role: commander of the post}
  - quote: on the 9th
    event: second-attack
    at-time: {quote: the 9th, value: 9 August 2022, inferred-from: August 9}
  - {quote: dozens of people, subject: second-attack, killed: dozens, group: overall}
names:
  - {form: Red Band, of: red-band, status: headword}
  - {form: The band, of: red-band}
  - {form: Tessit, of: tessit, in: [Battle of Tessit, "Place: Tessit"], id: tessit-of-2022}
  - {form: Army, of: side-1}
"""
)


@dataclass(frozen=True)
class Made:
    """A collection in a folder."""

    folder: Path

    def load(self) -> Collection:
        return load(self.folder)

    def file(self) -> ClaimFile:
        """The claim file of the one document."""
        return self.load().files[SLUG]

    def problems(self) -> list[str]:
        """What is wrong with it, as lines that name files relative to the collection."""
        with pytest.raises(DataError) as caught:
            self.load()
        return [str(problem).removeprefix(f"{self.folder}/") for problem in caught.value.problems]


def make(
    folder: Path,
    claims: str | None = CLAIMS,
    *,
    text: str = TEXT,
    metadata: Mapping[str, str] | None = None,
    files: Mapping[str, str | bytes] | None = None,
) -> Made:
    """Write a collection; ``files`` are further files, or others in place of ours, by their path in the folder."""
    content = text.encode()
    pinned = {**METADATA, "sha256": hashlib.sha256(content).hexdigest(), **(metadata or {})}
    written: dict[str, str | bytes] = {
        **{f"registry/{name}": entries for name, entries in REGISTRY.items()},
        f"documents/{SLUG}/text.txt": content,
        f"documents/{SLUG}/document.yaml": "".join(f"{key}: {value}\n" for key, value in pinned.items()),
        **({} if claims is None else {f"claims/{SLUG}.yaml": claims}),
        **(files or {}),
    }
    for name, data in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.replace(CARET, "").encode() if isinstance(data, str) else data)
    return Made(folder)


def at(path: str, marked: str) -> list[str]:
    """``path:line:column`` of every caret in a text."""
    places = []
    for number, line in enumerate(marked.split("\n"), start=1):
        before = ""
        for piece in line.split(CARET)[:-1]:
            before += piece
            places.append(f"{path}:{number}:{len(before) + 1}")
    return places


def found(folder: Path, claims: str) -> list[str]:
    """The messages about a claim file in the order of their places: one at each caret, and nothing else."""
    made = make(folder, claims)
    path = f"claims/{SLUG}.yaml"
    problems = sorted((problem.split(": ", 1) for problem in made.problems()), key=lambda problem: _order(problem[0]))
    assert [place for place, _ in problems] == at(path, claims), problems
    return [message for _, message in problems]


def message(folder: Path, claims: str) -> str:
    """The message about a claim file in which one thing is wrong."""
    (told,) = found(folder, claims)
    return told


def _order(place: str) -> tuple[int, ...]:
    return tuple(map(int, place.split(":")[1:]))


def one_claim(folder: Path, body: str, head: str = HEAD) -> Claim:
    """The claim that is left of a claim file with one claim, its fields given as a flow mapping without braces."""
    claims = make(folder, f"{head}claims:\n  - {{{body}}}\n").file().claims
    assert len(claims) == 1
    return claims[0]
