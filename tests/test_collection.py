"""A collection as a folder: its documents with their metadata, and one claim file for each."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from collections_made import CLAIMS, HEAD, METADATA, SLUG, TEXT, make
from indelgraph.claims import ClaimFile
from indelgraph.collection import load
from indelgraph.documents.document import read_document
from indelgraph.documents.model import Slice
from indelgraph.errors import CallError, DataError
from reader_checks import DOCUMENT_B

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DOCUMENT = f"documents/{SLUG}"


def test_a_small_collection_is_read_whole(tmp_path: Path) -> None:
    collection = make(tmp_path).load()
    (document,) = collection.documents
    assert (document.slug, document.text, document.title) == (SLUG, TEXT, "Battle of Tessit")
    assert (document.label, document.called, document.language) == ("Battle of Tessit", "the article", "en")
    assert (document.publisher.text, document.note) == ("test-press", None)
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document.node.value == f"https://w3id.org/indelgraph/document/{SLUG}"
    assert document.graph.value == f"https://w3id.org/indelgraph/graph/document/{SLUG}"
    assert document.span_node(Slice(3, 9)).value == f"https://w3id.org/indelgraph/span/{SLUG}/3-9"
    assert document.named.called == "the article"
    assert len(collection.files[SLUG].claims) == 23
    assert collection.folder == tmp_path


def test_our_own_collection_is_the_default() -> None:
    collection = load()
    assert [d.slug for d in collection.documents] == ["battle-of-in-delimane-2012", "indelimane-ambush-2017"]
    assert all(collection.files[d.slug].claims for d in collection.documents)


def test_the_language_of_a_stretch_is_that_of_its_reference(tmp_path: Path) -> None:
    made = make(tmp_path, None, text=DOCUMENT_B, metadata={"form": "rendered"})
    document = read_document(made.folder / DOCUMENT)
    french = DOCUMENT_B.index("casques bleus")
    assert document.language_at(Slice(french, french + 7)) == "fr"
    assert document.language_at(Slice(0, 4)) == "en"


def test_a_document_without_claims_and_a_folder_without_anything_else(tmp_path: Path) -> None:
    made = make(tmp_path, None, files={"documents/README.md": "no folder", "documents/.git/config": "hidden"})
    assert made.load().files == {SLUG: ClaimFile((), (), ())}


@pytest.mark.parametrize("folder", ["none", "file", "empty"])
def test_a_folder_that_is_no_collection(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    path = tmp_path / folder
    with pytest.raises(CallError) as caught:
        load(path)
    assert str(caught.value) == f"{path} is no collection: it has no folder 'documents'; name another with --data"
    assert caught.value.exit_code == 2


# Documents


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"title": ""}, "1:7: 'title' is empty; fill it in or leave it out"),
        ({"title": "[a]"}, "1:8: 'title' must be one piece of text"),
        ({"language": "English"}, "3:11: 'language' must be a language tag such as en, not 'English'"),
        ({"language": "en-"}, "3:11: 'language' must be a language tag"),
        ({"form": "html"}, "4:7: unknown form 'html'; known: markup, rendered"),
        ({"form": ""}, "4:6: 'form' is empty"),
        ({"publisher": "test-pres"}, "5:12: unknown actor 'test-pres'; did you mean 'test-press'?"),
        ({"publisher": "issa"}, "5:12: unknown actor 'issa'"),
        ({"source": "ftp://example.org"}, "6:9: 'source' must be an http or https address, not 'ftp:"),
        ({"source": "https://exa mple.org"}, "6:9: 'source' must be an http or https address"),
        ({"source": "https://[example"}, "6:9: 'source' must be an http or https address"),
        ({"licence": "CC BY"}, "7:10: 'licence' must be the http or https address of a licence, not 'CC BY'"),
        ({"sha256": "abc"}, "9:9: 'sha256' must be 64 hexadecimal digits, in lower case, not 'abc'"),
        ({"sha256": "A" * 64}, "9:9: 'sha256' must be 64 hexadecimal digits, in lower case"),
        ({"titel": "a"}, "10:1: unknown key 'titel'; did you mean 'title'?"),
    ],
)
def test_wrong_metadata(tmp_path: Path, metadata: Mapping[str, str], message: str) -> None:
    (problem,) = make(tmp_path, metadata=metadata).problems()
    assert problem.startswith(f"{DOCUMENT}/document.yaml:{message}")


@pytest.mark.parametrize("key", sorted({*METADATA, "sha256"} - {"called"}))
def test_missing_metadata(tmp_path: Path, key: str) -> None:
    made = make(tmp_path)
    path = made.folder / DOCUMENT / "document.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"{key}:")), "utf-8")
    (problem,) = made.problems()
    assert problem.startswith(f"{DOCUMENT}/document.yaml:1:1: needs '{key}'")
    assert problem.endswith("add it")


def test_metadata_that_is_wrong_all_over(tmp_path: Path) -> None:
    made = make(tmp_path, files={f"{DOCUMENT}/document.yaml": "note: a\nform: [x]\nsource: x\n"})
    assert [problem.split(": ", 1)[0].rsplit("/", 1)[1] for problem in made.problems()] == [
        *["document.yaml:1:1"] * 6, "document.yaml:3:9", "document.yaml:2:7",
    ]  # fmt: skip
    (problem,) = make(tmp_path, files={f"{DOCUMENT}/document.yaml": "- a\n"}).problems()
    assert problem == f"{DOCUMENT}/document.yaml:1:1: must be a mapping of names to values (key: value)"


def test_a_changed_byte_is_told(tmp_path: Path) -> None:
    made = make(tmp_path)
    path = made.folder / DOCUMENT / "text.txt"
    path.write_bytes(path.read_bytes().replace(b"17 killed", b"18 killed"))
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    (problem,) = made.problems()
    pinned = made.folder / DOCUMENT / "document.yaml"
    assert problem == (
        f"{DOCUMENT}/text.txt: is not the text that {pinned}:9:9 pins: its SHA-256 is {actual}; "
        "restore the text, or pin the new one and check every claim against it"
    )


def test_line_ends_belong_to_the_text(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    (document,) = make(tmp_path, None, text=text).load().documents
    assert document.text == text


def test_a_text_that_is_no_utf8(tmp_path: Path) -> None:
    text = "= T =\nMénaka".encode("latin-1")
    metadata = {"sha256": hashlib.sha256(text).hexdigest()}
    made = make(tmp_path, None, metadata=metadata, files={f"{DOCUMENT}/text.txt": text})
    (problem,) = made.problems()
    assert problem == f"{DOCUMENT}/text.txt:2:2: is not UTF-8: byte 0xe9; save the file as UTF-8"


def test_files_of_a_document_that_are_missing(tmp_path: Path) -> None:
    made = make(tmp_path)
    (made.folder / DOCUMENT / "text.txt").unlink()
    assert made.problems() == [f"{DOCUMENT}/text.txt: is not there or not a file; check the name"]
    (made.folder / DOCUMENT / "document.yaml").unlink()
    assert made.problems() == [f"{DOCUMENT}: has no document.yaml; write it, or move the folder out of the documents"]


def test_a_folder_whose_name_is_no_slug(tmp_path: Path) -> None:
    made = make(tmp_path)
    other = made.folder / "documents" / "Battle of Tessit"
    other.mkdir()
    for name in ("text.txt", "document.yaml"):
        (other / name).write_bytes((made.folder / DOCUMENT / name).read_bytes())
    assert made.problems() == [
        "documents/Battle of Tessit: is no slug, as a document's folder must be; rename it with a-z, 0-9 and "
        "single hyphens"
    ]


# Claim files


def test_two_claim_files_for_one_document(tmp_path: Path) -> None:
    made = make(tmp_path, files={"claims/z.yaml": f"event: {SLUG}\ndocument: {SLUG}\n"})
    assert made.problems() == [
        f"claims/z.yaml:2:11: '{SLUG}' has its claims in {SLUG}.yaml; keep one file per document"
    ]


@pytest.mark.parametrize("name", ["nowhere", "../documents", "a/../b", "x" * 300, "'nul\\0'"])
def test_a_claim_file_for_no_document(tmp_path: Path, name: str) -> None:
    (problem,) = make(tmp_path, files={"claims/a.yaml": f"document: {name}\n"}).problems()
    assert problem.startswith("claims/a.yaml:1:11: unknown document '")


def test_a_claim_file_of_a_wrong_document_is_not_wrong_for_that(tmp_path: Path) -> None:
    made = make(tmp_path, metadata={"language": "x"})
    assert [problem.split(":")[0] for problem in made.problems()] == [f"{DOCUMENT}/document.yaml"]


def test_claim_files_have_one_ending(tmp_path: Path) -> None:
    made = make(tmp_path, None, files={"claims/a.yml": CLAIMS, "claims/.#a.yaml": "lock", "claims/note.txt": "x"})
    assert made.problems() == ["claims/a.yml: is not read, since claim files end in .yaml; rename it"]


def test_the_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    other = {**METADATA, "title": "Other", "language": "x", "sha256": "0" * 64}
    made = make(
        tmp_path,
        f"{HEAD}claims:\n- {{quote: nowhere, killed: '17', group: army}}\n",
        files={
            "documents/other/document.yaml": "".join(f"{key}: {value}\n" for key, value in other.items()),
            "claims/a.yaml": "document: none\n",
            "claims/b.yaml": "a: [\n",
        },
    )
    assert sorted(problem.split(": ", 1)[0] for problem in made.problems()) == [
        "claims/a.yaml:1:11",
        "claims/b.yaml:2:1",
        f"claims/{SLUG}.yaml:5:11",
        "documents/other/document.yaml:3:11",
    ]


def test_what_is_wrong_in_the_registry_comes_first(tmp_path: Path) -> None:
    made = make(tmp_path, "a: [\n", files={"registry/people.yaml": "issa: {nam: Issa}\n"})
    assert [problem.split(": ", 1)[0] for problem in made.problems()] == [
        "registry/people.yaml:1:8",
        "registry/people.yaml:1:1",
    ]


def test_a_file_in_place_of_the_claims(tmp_path: Path) -> None:
    made = make(tmp_path, None, files={"claims": b""})
    assert made.problems() == ["claims: cannot be read: Not a directory; check the folder and its rights"]


def test_a_broken_collection_names_every_problem_in_its_text(tmp_path: Path) -> None:
    made = make(tmp_path, f"{HEAD}claims:\n- {{quote: a\n")
    with pytest.raises(DataError) as caught:
        load(str(made.folder))
    assert str(caught.value).startswith(f"{made.folder}/claims/{SLUG}.yaml:")
    assert caught.value.exit_code == 1
