"""The JSON Schemas: right themselves, made from the readers' tables, and of one mind with the readers."""

from __future__ import annotations

import copy
import datetime
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from built import collection
from collections_made import CLAIMS, HEAD, METADATA, REGISTRY, SLUG, TEXT, make
from indelgraph import resources
from indelgraph.claims import read_claim_file, resolve
from indelgraph.claims.predicates import PREDICATES
from indelgraph.claims.read import CLAIM_KEYS, DATE_KEYS, HOP_KEYS, TELLING_KEYS
from indelgraph.documents.document import read_document
from indelgraph.errors import CallError, DataError
from indelgraph.namespaces import BASE
from indelgraph.registry import read_registry
from indelgraph.schemas import FOLDER, for_collection, schemas, text, write
from indelgraph.schemas.__main__ import main
from indelgraph.yamltree import Branch, Leaf, load, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indelgraph.yamltree import Tree

DATA = resources.root() / "data"
NAMES = sorted(schemas())
CLAIM_FILE, DOCUMENT = "claim-file.schema.json", "document.schema.json"
OWN = {
    **dict.fromkeys(sorted(DATA.glob("claims/*.yaml")), CLAIM_FILE),
    **dict.fromkeys(sorted(DATA.glob("documents/*/document.yaml")), DOCUMENT),
    **{path: name for name in NAMES if (path := DATA / "registry" / f"{name.split('.')[0]}.yaml").exists()},
}
"""Our own files that have a schema, and its name."""


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(text(schemas()[name])))


def as_we_read(tree: Tree) -> Any:
    """The strings, lists and mappings that our own reader sees."""
    if isinstance(tree, Leaf):
        return tree.text
    if isinstance(tree, Branch):
        return {key.text: as_we_read(value) for key, value in tree.entries}
    return [as_we_read(item) for item in tree.items]


def as_json(value: Any) -> Any:
    """What an editor hands to its validator: JSON, in which keys and days are strings."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def verdicts(name: str, written: str) -> list[bool]:
    """Whether a schema takes a file as we read it, and as an editor does."""
    forms = (as_we_read(parse(written, "f")), as_json(yaml.safe_load(written)))
    return [validator(name).is_valid(form) for form in forms]


# ---- The schemas themselves ------------------------------------------------------------------------------------------


def described(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every key that stands in the mappings of a schema; those that rules forbid or narrow are told elsewhere."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield from schema["properties"].items()
        for value in schema.values():
            yield from described(value)
    if isinstance(schema, list):
        for item in schema:
            yield from described(item)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_says_what_each_key_is_for(name: str) -> None:
    schema = json.loads(text(schemas()[name]))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{BASE}schema/{name}"
    assert schema["title"]
    keys = list(described(schema))
    assert keys
    assert [key for key, value in keys if not value["description"].endswith(".")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_inside_a_schema_leads_somewhere(name: str) -> None:
    schema = json.loads(text(schemas()[name]))
    used = {part.split('"')[0] for part in json.dumps(schema).split('"#/$defs/')[1:]}
    assert used == set(schema["$defs"])


def test_the_committed_schemas_are_the_ones_that_the_program_makes(tmp_path: Path) -> None:
    write(tmp_path)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text("utf-8") for path in (resources.root() / FOLDER).iterdir()}
    assert kept == made, "run python -m indelgraph.schemas"


def test_a_claim_says_each_predicate_in_the_words_of_the_ontology() -> None:
    properties = json.loads(text(schemas()[CLAIM_FILE]))["$defs"]["claim"]["properties"]
    assert list(properties) == [*PREDICATES, *CLAIM_KEYS]
    assert properties["takes-place-at"]["description"] == (
        "Where the event takes place. Takes an entry of the registry."
    )


# ---- Our own files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(DATA)))
def test_our_own_files_fit_and_name_their_schema(path: Path) -> None:
    written = path.read_text("utf-8")
    errors = [
        f"{error.json_path}: {error.message}"
        for form in (as_we_read(load(path)), as_json(yaml.safe_load(written)))
        for error in validator(OWN[path]).iter_errors(form)
    ]
    assert errors == []
    first = written.split("\n", 1)[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == resources.root() / FOLDER / OWN[path]


def test_all_kinds_of_files_are_among_our_own() -> None:
    assert sorted(set(OWN.values())) == NAMES


# ---- Right and wrong files, by schema and by reader ------------------------------------------------------------------

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


RIGHT_ENTRIES = [
    ("actors", "a: {type: state-force, name: A, short: 2, also: [b, {fr: c, bm: d}], hidden: e, plural: yes, note: 1}"),
    ("actors", "a: {type: armed-group, name: A, also: {fr: c}, plural: no, unused: kept}"),
    (
        "actors",
        "a: {type: unnamed-group, described-as: a, close-to: b, includes: [actor/b]}\nb: {type: government, label: B}",
    ),
    ("people", "a-b: {name: A. B.}\n2022: {type: person, label: C, called: c}"),
    ("places", "a: {name: A}\nb: {type: place, name: B}\nc: {type: relative-place, between: [a, place/b]}"),
    ("places", "a: {name: A}\nc: {type: relative-place, label: C, relative-to: [a], bearing: south-west}"),
    ("events", "a: {type: skirmish, name: A, sides: 3}\nb: {type: event, label: B, sides: '2'}"),
    ("agents", "a: {type: software-agent, label: A, note: n}"),
]
WRONG_ENTRIES = [
    ("people", "Abou Test: {name: A}"),
    ("people", "a--b: {name: A}"),
    ("people", "a: A. B."),
    ("people", "a: {}"),
    ("people", "a: {short: A}"),
    ("people", "a: {name: }"),
    ("people", "a: {name: [A]}"),
    ("people", "a: {name: A, nam: B}"),
    ("people", "a: {name: A, also: ['']}"),
    ("people", "a: {name: A, also: []}"),
    ("people", "a: {name: A, also: [{fr: [x]}]}"),
    ("people", "a: {name: A, also: {averylongtag: x}}"),
    ("people", "a: {name: A, hidden: []}"),
    ("people", "a: {name: A, plural: perhaps}"),
    ("people", "a: {name: A, sides: 2}"),
    ("people", "a: {name: A, type: place}"),
    ("agents", "a: {type: person}"),
    ("agents", "a: {label: A}"),
    ("agents", "a: {type: person, label: A, name: A}"),
    ("events", "e: {name: E}"),
    ("events", "e: {name: E, type: batle}"),
    ("events", "e: {name: E, type: battle, sides: 1}"),
    ("events", "e: {name: E, type: battle, sides: two}"),
    ("actors", "u: {type: unnamed-group, name: U}"),
    ("actors", "u: {type: unnamed-group, described-as: u, close-to: place/mali}"),
    ("actors", "u: {type: unnamed-group, described-as: u, includes: [v, v]}\nv: {type: government, name: V}"),
    ("actors", "u: {type: unnamed-group, described-as: u, close-to: []}"),
    ("places", "p: {type: relative-place, label: p}"),
    ("places", "p: {type: relative-place, label: p, between: a}\na: {name: A}"),
    ("places", "p: {type: relative-place, label: p, between: [a, a]}\na: {name: A}"),
    ("places", "p: {type: relative-place, label: p, relative-to: [a, b]}\na: {name: A}\nb: {name: B}"),
    ("places", "p: {type: relative-place, between: [a, b], relative-to: a}\na: {name: A}\nb: {name: B}"),
    ("places", "p: {type: relative-place, relative-to: a, bearing: nord}\na: {name: A}"),
    ("places", "p: {name: P, relative-to: a}\na: {name: A}"),
    ("places", "p: {name: P, bearing: north}"),
]


def _registry(folder: Path, kind: str, written: str) -> None:
    (folder / f"{kind}.yaml").write_text(written, "utf-8")
    read_registry(folder)


@pytest.mark.parametrize(("kind", "written"), RIGHT_ENTRIES)
def test_right_registry_files_are_taken(tmp_path: Path, kind: str, written: str) -> None:
    _registry(tmp_path, kind, written)
    assert verdicts(f"{kind}.schema.json", written) == [True, True]


@pytest.mark.parametrize(("kind", "written"), WRONG_ENTRIES)
def test_wrong_registry_files_are_refused(tmp_path: Path, kind: str, written: str) -> None:
    with pytest.raises(DataError):
        _registry(tmp_path, kind, written)
    assert verdicts(f"{kind}.schema.json", written) == [False, False]


@pytest.mark.parametrize("kind", [name.removesuffix(".yaml") for name in REGISTRY])
def test_the_registry_of_the_tests_is_taken(kind: str) -> None:
    assert verdicts(f"{kind}.schema.json", REGISTRY[f"{kind}.yaml"]) == [True, True]


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, True),
        ({"label": "'2022'", "called": "yes", "note": "1.5", "language": "en-GB", "form": "rendered"}, True),
        ({"title": ""}, False),
        ({"title": "[a]"}, False),
        ({"language": "English"}, False),
        ({"form": "html"}, False),
        ({"source": "example.org"}, False),
        ({"source": "https://example.org/a b"}, False),
        ({"licence": "CC BY"}, False),
        ({"publisher": "person/issa"}, False),
        ({"sha256": "'12'"}, False),
        ({"date": "2022"}, False),
    ],
)
def test_metadata_are_taken_or_refused(tmp_path: Path, changes: dict[str, str], right: bool) -> None:
    made = make(tmp_path, metadata=changes)
    if right:
        made.load()
    else:
        assert made.problems()
    written = (tmp_path / "documents" / SLUG / "document.yaml").read_text("utf-8")
    assert verdicts(DOCUMENT, written) == [right, right]


@pytest.mark.parametrize("key", METADATA)
def test_metadata_without_a_key_are_taken_or_refused_alike(tmp_path: Path, key: str) -> None:
    make(tmp_path)
    path = tmp_path / "documents" / SLUG / "document.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    written = "".join(line for line in lines if not line.startswith(f"{key}: "))
    path.write_text(written, "utf-8")
    right = key == "called"
    if right:
        read_document(path.parent)
    else:
        with pytest.raises(DataError, match=f"needs '{key}'"):
            read_document(path.parent)
    assert verdicts(DOCUMENT, written) == [right, right]


# ---- Our claim files with a key gone or renamed ----------------------------------------------------------------------

REAL = {path.stem: as_we_read(load(path)) for path in OWN if OWN[path] == CLAIM_FILE}
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


@settings(max_examples=150, deadline=None)
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


# ---- The schema of a collection --------------------------------------------------------------------------------------


def test_the_schema_of_a_collection_knows_its_names(tmp_path: Path) -> None:
    make(tmp_path)
    schema = json.loads(text(for_collection(tmp_path)))
    Draft202012Validator.check_schema(schema)
    assert "$id" not in schema
    offered = schema["$defs"]["actor-or-person-or-place"]["anyOf"][0]["enum"]
    assert {"actor/mali", "place/mali", "issa", "tessit"} < set(offered)
    assert "mali" not in offered
    assert schema["$defs"]["document"]["enum"] == [SLUG]
    checked = Draft202012Validator(schema)
    assert checked.is_valid(as_json(yaml.safe_load(CLAIMS)))
    assert not checked.is_valid(as_json(yaml.safe_load(CLAIMS.replace("teller: villagers", "teller: vilagers"))))
    assert not checked.is_valid(as_json(yaml.safe_load(CLAIMS.replace("group: katiba", "group: katibba"))))
    assert not checked.is_valid({"document": "another-battle"})


def test_our_own_claim_files_fit_the_schema_of_our_collection() -> None:
    checked = Draft202012Validator(json.loads(text(for_collection(DATA))))
    assert [error.message for file in REAL.values() for error in checked.iter_errors(file)] == []


def test_a_name_that_looks_like_a_number_is_offered_as_an_editor_reads_it(tmp_path: Path) -> None:
    make(tmp_path, files={"registry/people.yaml": "2022: {name: Twenty}\nno: {name: No}\n"})
    names = json.loads(text(for_collection(tmp_path)))["$defs"]["person"]["anyOf"][0]["enum"]
    assert names == ["2022", 2022, "no", False]


def test_the_command_prints_the_schema_of_a_collection_or_a_line(tmp_path: Path) -> None:
    make(tmp_path / "right", claims="what: is not read\n")
    printed = CliRunner().invoke(main, ["--data", str(tmp_path / "right")])
    assert (printed.exit_code, printed.output) == (0, text(for_collection(tmp_path / "right")))
    missing = CliRunner().invoke(main, ["--data", str(tmp_path / "none")])
    assert missing.exit_code == CallError.exit_code
    assert missing.output == (
        f"{tmp_path / 'none'} is no collection: it has no folder 'documents'; name another with --data\n"
    )
    make(tmp_path / "wrong", files={"registry/people.yaml": "a: {}\n"})
    wrong = CliRunner().invoke(main, ["--data", str(tmp_path / "wrong")])
    assert wrong.exit_code == DataError.exit_code
    assert wrong.output.startswith(f"{tmp_path / 'wrong' / 'registry' / 'people.yaml'}:1:1: 'a' needs a 'name'")


def test_the_command_writes_the_schemas_of_a_checkout_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    installed = CliRunner().invoke(main, [])
    assert installed.exit_code == CallError.exit_code
    assert "in a checkout only" in installed.output
    (tmp_path / "src").mkdir()
    assert CliRunner().invoke(main, []).exit_code == 0
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == NAMES


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CallError, match="cannot be written"):
        write(tmp_path / "file")
