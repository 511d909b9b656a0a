"""The schema of claim files and the reader of claim files are of one mind."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from built import collection
from collections_made import CLAIMS, HEAD, SLUG, TEXT, make
from indelgraph.claims import read_claim_file, resolve
from indelgraph.claims.predicates import PREDICATES
from indelgraph.claims.read import CLAIM_KEYS, DATE_KEYS, HOP_KEYS, TELLING_KEYS
from indelgraph.errors import DataError
from indelgraph.yamltree import load
from schemas_asked import CLAIM_FILE, REAL, as_we_read, validator, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


LOSS = "quote: 17 killed, killed: 17, group: side-1"
RIGHT_CLAIMS = [
    LOSS,
    f"quote: 17 killed, at: {TEXT.index('17 killed')}, killed: '17', group: overall",
    f"quote: [{{quote: 17 killed, at: {TEXT.index('17 killed')}}}, 22 wounded], killed: 17, group: unstated",
    "quote: [17 killed], in: '17 killed, (according', killed: 17, group: army, partial: no",
    "quote: {quote: 17 killed}, in: '17 killed, (according', killed: 17, group: army",
    f"{LOSS}, partial: yes, limited-to: actor/mali",
    f"{LOSS}, told: narration",
    f"{LOSS}, told: {{teller: army, mode: narration, cue: (according to the army)}}",
    f"{LOSS}, told: {{through: [{{teller: army, cue: (according to the army)}}], mode: direct-quote}}",
    f"{LOSS}, told: {{through: {{teller: army, cue: (according to the army)}}}}",
    f"{LOSS}, told: [[{{teller: villagers}}, {{teller: army, cue: [(according to the army)]}}], inference]",
    "quote: Red Band, belligerent: red-band, side: 2",
    "quote: Red Band, belligerent: actor/red-band, side: side-2",
    "quote: The band took two trucks, attacker: side-2",
    "quote: Army victory, outcome: victory",
    "quote: Army victory, outcome: rout, side: 2, partial: no",
    "quote: It began at 5am, at-time: {quote: It began, vague: yes}",
    "quote: It began at 5am, at-time: {quote: It began, value: 2022-08-07, inferred-from: on 7 August 2022}",
    "quote: '15.1234; -0.5678', coordinates: 15.1234; -0.5678",
    "quote: 12 kilometers from Labbezanga, subject: tessit, distance: 12 kilometers, relative-to: labbezanga",
    "quote: commander of the post, subject: issa, holds-role: commander, event: second-attack",
    "quote: the Sahel War, subject: battle-of-tessit, part-of: sahel-war, inferred-from: [the Sahel War], note: 1",
]
RIGHT_FILES = [
    CLAIMS,
    f"document: {SLUG}\n",
    f"document: {SLUG}\ntellings: {{}}\nexcuses: {{quote: 17 killed, reason: no}}\n",
    f"{HEAD}tellings: {{a: {{teller: army}}, b: [{{teller: army}}], c: {{through: {{teller: army}}}}}}\n",
    f"{HEAD}names: {{form: Red Band, of: red-band}}\n",
    f"{HEAD}names: [{{form: '2022', of: side-1, in: [7 August 2022], status: artefact, id: 2022}}]\n",
    f"{HEAD}claims: {{quote: Red Band, belligerent: red-band, side: 2}}\n",
]
WRONG_CLAIMS = [
    "",
    "killed: 17, group: army",
    "quote: , killed: 17, group: army",
    "quote: '', killed: 17, group: army",
    "quote: [], killed: 17, group: army",
    "quote: [[17 killed]], killed: 17, group: army",
    "quote: {in: 17 killed}, killed: 17, group: army",
    "quote: {quote: [17 killed]}, killed: 17, group: army",
    "quote: {quote: 17 killed, im: b}, killed: 17, group: army",
    "quote: {quote: 17 killed, in: 17 killed}, at: 3, killed: 17, group: army",
    "quote: [17 killed, 22 wounded], in: 17 killed, killed: 17, group: army",
    "quote: 17 killed, at: here, killed: 17, group: army",
    "quote: 17 killed, at: 1234567890123, killed: 17, group: army, in: 17 killed",
    "quote: 17 killed, group: army",
    "quote: 17 killed, killed: 17, wounded: 22, group: army",
    "quote: 17 killed, killed: 17",
    "quote: 17 killed, killed: , group: army",
    "quote: 17 killed, killed: [17], group: army",
    "quote: 17 killed, killed: 17, group: [army]",
    "quote: 17 killed, killed: 17, group: The Army",
    "quote: 17 killed, killed: 17, group: place/tessit",
    "quote: 17 killed, at: 3.5, killed: 17, group: army",
    "quote: 17 killed, at: -3, killed: 17, group: army",
    f"{LOSS}, kiled: 17",
    f"{LOSS}, side: 1",
    f"{LOSS}, partial: yes",
    f"{LOSS}, partial: maybe",
    f"{LOSS}, limited-to: event/sahel-war",
    f"{LOSS}, relative-to: tessit",
    f"{LOSS}, counts: goat",
    f"{LOSS}, severity: light",
    f"{LOSS}, equipped-with: sticks",
    f"{LOSS}, id: The One",
    f"{LOSS}, id: {'x' * 121}",
    f"{LOSS}, context: []",
    f"{LOSS}, modality: clams, hedge: claims",
    f"{LOSS}, modality: claims",
    f"{LOSS}, hedge: claims",
    f"{LOSS}, cites: one",
    f"{LOSS}, told: []",
    f"{LOSS}, told: {{cue: a}}",
    f"{LOSS}, told: {{teller: army}}",
    f"{LOSS}, told: {{teller: army, cue: (according to the army), mode: direct-quote}}",
    f"{LOSS}, told: {{teller: army, cue: (according to the army), cites: 1}}",
    f"{LOSS}, told: {{through: []}}",
    f"{LOSS}, told: {{through: [{{teller: army}}]}}",
    f"{LOSS}, told: {{through: {{teller: army, cue: (according to the army)}}, mode: narration}}",
    f"{LOSS}, told: [{{teller: army, cue: (according to the army)}}, [{{teller: army}}]]",
    f"{LOSS}, told: {{teller: army, cue: (according to the army), said-on: {{quote: the 9th, vague: yes}}}}",
    f"{LOSS}, cites: 1, told: {{teller: army, cue: (according to the army)}}",
    f"{LOSS}, as-of: [August 9]",
    f"{LOSS}, as-of: {{value: 2022-08-09}}",
    f"{LOSS}, as-of: {{quote: by 9 August, value: 2022-08-09}}",
    f"{LOSS}, as-of: {{quote: by 9 August, vague: yes}}",
    "quote: It began at 5am, at-time: {quote: It began, vague: yes, value: 5am, inferred-from: at 5am}",
    "quote: It began at 5am, at-time: {quote: It began, vlue: 5am}",
    "quote: Red Band, belligerent: red-band",
    "quote: Red Band, belligerent: red-band, side: 7",
    "quote: Red Band, belligerent: red-band, side: first",
    "quote: Red Band, belligerent: red-band, side: 2, group: army",
    "quote: Red Band, belligerent: red-band, side: 2, by: army",
    "quote: Red Band, belligerent: red-band, side: 2, partial: yes, limited-to: army",
    "quote: Red Band, belligerent: place/mali, side: 2",
    "quote: Army victory, outcome: victry",
    "quote: '15.1234; -0.5678', coordinates: 15 N",
    "quote: 12 kilometers from Labbezanga, distance: 12 kilometers",
    "quote: 12 kilometers from Labbezanga, distance: 12 kilometers, relative-to: labbezanga, counts: person",
    "quote: commander of the post, holds-role: commander",
    "quote: commander of the post, subject: event/sahel-war, holds-role: commander",
    "quote: The army claims, reflects-estimate-of: army",
    "quote: Several soldiers, subject: army, member-count: Several, event: battle-of-tessit",
]
WRONG_FILES = [
    f"event: {SLUG}\n",
    "document: [a]\n",
    "document: A Battle\n",
    f"document: {SLUG}\nclaim: []\n",
    f"document: {SLUG}\nclaims: []\n",
    f"document: {SLUG}\nclaims: words\n",
    f"document: {SLUG}\nclaims:\n",
    f"document: {SLUG}\nyear-from: [7 August 2022]\n",
    f"document: {SLUG}\ntellings: [a]\n",
    f"document: {SLUG}\ntellings: {{A b: {{teller: army}}}}\n",
    f"document: {SLUG}\ntellings: {{narration: {{teller: army}}}}\n",
    f"document: {SLUG}\ntellings: {{inference-cites-3: {{teller: army}}}}\n",
    f"document: {SLUG}\ntellings: {{a: army}}\n",
    f"document: {SLUG}\ntellings: {{a: []}}\n",
    f"document: {SLUG}\ntellings: {{a: {{teller: army, mode: shouting}}}}\n",
    f"document: {SLUG}\ntellings: {{a: {{teller: army, channel: person/issa}}}}\n",
    f"document: {SLUG}\nnames: [{{form: Army}}]\n",
    f"document: {SLUG}\nnames: [{{form: Army, of: army, status: head}}]\n",
    f"document: {SLUG}\nnames: [{{form: Army, of: army, in: []}}]\n",
    f"document: {SLUG}\nnames: [{{form: Army, of: army, id: A}}]\n",
    f"document: {SLUG}\nreferences: [{{publisher: army}}]\n",
    f"document: {SLUG}\nreferences: [{{number: first}}]\n",
    f"document: {SLUG}\nexcuses: [{{quote: 17 killed}}]\n",
    f"document: {SLUG}\nexcuses: [{{reason: 17 killed}}]\n",
]


def as_file(claim: str) -> str:
    return f"{HEAD}claims:\n- {{{claim}}}\n"


@pytest.mark.parametrize("written", [*map(as_file, RIGHT_CLAIMS), *RIGHT_FILES])
def test_right_claim_files_are_taken(tmp_path: Path, written: str) -> None:
    make(tmp_path, written).load()
    assert verdicts(CLAIM_FILE, written) == [True, True]


@pytest.mark.parametrize("written", [*map(as_file, WRONG_CLAIMS), *WRONG_FILES])
def test_wrong_claim_files_are_refused(tmp_path: Path, written: str) -> None:
    assert make(tmp_path, written).problems()
    assert verdicts(CLAIM_FILE, written) == [False, False]


LISTS = ("claims", "names", "references", "excuses")
KEYS = sorted(
    {*CLAIM_KEYS, *PREDICATES, *DATE_KEYS, *HOP_KEYS, *TELLING_KEYS, "form", "of", "number", "x", "two words"}
)


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """All mappings inside a value, itself first."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(item)


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A file with one entry of ours in which a key, at any depth, is left out or has another name."""
    slug = draw(st.sampled_from(sorted(REAL)))
    file = copy.deepcopy({key: value for key, value in REAL[slug].items() if key not in LISTS})
    part = draw(st.sampled_from(["claims", "claims", "claims", "tellings", *LISTS[1:]]))
    if part == "tellings":
        entry = file["tellings"][draw(st.sampled_from(sorted(file["tellings"])))]
    elif part in REAL[slug]:
        entry = copy.deepcopy(draw(st.sampled_from(REAL[slug][part])))
        file[part] = [entry]
    else:
        return slug, file
    at = draw(st.sampled_from(list(mappings(entry))))
    key = draw(st.sampled_from(sorted(at)))
    new = draw(st.none() | st.sampled_from(KEYS))
    value = at.pop(key)
    if new is not None:
        at[new] = value
    return slug, file


@settings(max_examples=80, deadline=None)
@given(broken())
def test_schema_and_readers_judge_a_broken_entry_alike(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, dict[str, Any]]
) -> None:
    slug, file = case
    path = tmp_path_factory.getbasetemp() / "broken.yaml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), "utf-8")
    right = validator(CLAIM_FILE).is_valid(as_we_read(load(path)))
    try:
        raw = read_claim_file(path)
    except DataError:
        assert not right, "the reader refuses a shape that the schema takes"
        return
    if not right:
        # It has a shape, but not one that means something: this the program sees when it looks the names up.
        document = next(d for d in collection().documents if d.slug == slug)
        with pytest.raises(DataError):
            resolve(raw, document, collection().registry)
