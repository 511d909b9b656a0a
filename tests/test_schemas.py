"""The JSON Schemas: right themselves, made from the readers' tables, and printed and written by the command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from collections_made import CLAIMS, SLUG, make
from indelgraph import resources
from indelgraph.claims.predicates import PREDICATES
from indelgraph.claims.read import CLAIM_KEYS
from indelgraph.errors import CallError, DataError
from indelgraph.namespaces import BASE
from indelgraph.schemas import FOLDER, for_collection, schemas, text, write
from indelgraph.schemas.__main__ import main
from indelgraph.yamltree import load
from schemas_asked import CLAIM_FILE, DATA, NAMES, OWN, REAL, as_json, as_we_read, validator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
