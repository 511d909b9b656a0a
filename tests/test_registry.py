"""The registry: entries with their names and ties, links outside, and every way to write them wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collections_made import CARET, REGISTRY, at
from indelgraph.errors import DataError, Place
from indelgraph.registry import Entry, Kind, Name, Registry, read_registry, side_node
from indelgraph.registry.links import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEADER = "\t".join(COLUMNS)


def _read(folder: Path, files: Mapping[str, str | bytes]) -> Registry:
    for name, data in files.items():
        content = data.replace(CARET, "").encode() if isinstance(data, str) else data
        (folder / name).write_bytes(content)
    return read_registry(folder)


def _wrong(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    with pytest.raises(DataError) as caught:
        _read(folder, files)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def _messages(folder: Path, name: str, marked: str, others: Mapping[str, str] | None = None) -> list[str]:
    """The messages about one file, which must stand at its carets and be all there is."""
    problems = _wrong(folder, {**REGISTRY, **(others or {}), name: marked})
    assert [problem.split(": ", 1)[0] for problem in problems] == at(name, marked), problems
    return [problem.split(": ", 1)[1] for problem in problems]


def test_entries_with_all_that_can_stand_in_them(tmp_path: Path) -> None:
    registry = _read(
        tmp_path,
        {
            "actors.yaml": """\
fama:
  type: state-force
  name: Malian Armed Forces
  short: FAMa
  called: the FAMa
  also: [army, {fr: forces armées, bm: keleden}]
  hidden: [FAMAs]
  plural: yes
  note: a note
men-close-to-fama: {type: unnamed-group, described-as: men close, close-to: fama, includes: [actor/fama, a-b]}
""",
            "people.yaml": "a-b: {name: A. B.}\n",
            "places.yaml": """\
gao: {name: Gao}
fama: {name: Fama}
near: {type: relative-place, label: near Gao, relative-to: gao, bearing: south-west}
way: {type: relative-place, label: the way, called: the way, between: [gao, fama]}
""",
            "events.yaml": "fight: {type: skirmish, name: A fight, sides: 3}\n",
            "agents.yaml": "program: {type: software-agent, label: the program}\n",
            "links.tsv": f"\ufeff{HEADER}\r\n"
            "gao\texactMatch\tQ188904\t2457163\t16.27167\t-0.04472\twhere\tnote\r\n"
            "\r\n"
            "place/fama\tcloseMatch\t\t7\t\t\tline\u2028separator\t\r\n",
        },
    )
    assert list(registry.entries) == sorted(registry.entries)
    fama = registry.entries["actor/fama"]
    assert (fama.label, fama.called, fama.type) == ("Malian Armed Forces (FAMa)", "the FAMa", "StateForce")
    assert fama.name == Name("Malian Armed Forces")
    assert fama.also == (Name("FAMa"), Name("army"), Name("forces armées", "fr"), Name("keleden", "bm"))
    assert (fama.hidden, fama.plural, fama.note) == (("FAMAs",), True, "a note")
    men = registry.entries["actor/men-close-to-fama"]
    assert (men.label, men.called, men.described_as) == ("men close", "men close", Name("men close"))
    # Ties are whole ids, since "fama" alone is an actor and a place.
    assert men.references == {"closeTo": ("actor/fama",), "includesAgent": ("actor/fama", "person/a-b")}
    assert (registry.entries["place/near"].bearing, registry.entries["place/gao"].type) == ("SW", "Place")
    assert registry.entries["place/way"].references == {"betweenPlaces": ("place/gao", "place/fama")}
    assert registry.entries["event/fight"].sides == 3
    assert registry.entries["agent/program"].type == "SoftwareAgent"
    gao, other = registry.links
    assert (gao.entry, gao.wikidata, gao.geonames) == ("place/gao", "Q188904", "2457163")
    assert (gao.latitude, gao.longitude, gao.note, gao.place.line) == ("16.27167", "-0.04472", "note", 2)
    assert (other.entry, other.wikidata, other.evidence, other.note) == (
        "place/fama", None, "line\u2028separator", None,
    )  # fmt: skip
    assert other.place.line == 4


def test_nothing_is_a_registry_too(tmp_path: Path) -> None:
    assert read_registry(tmp_path / "none") == Registry({}, ())


def _entry(kind: Kind, slug: str) -> tuple[str, Entry]:
    entry = Entry(kind, slug, "Type", slug, slug, Place("f"))
    return entry.id, entry


def test_names_are_found_by_slug_or_by_kind_and_slug() -> None:
    registry = Registry(dict([_entry(Kind.ACTOR, "mali"), _entry(Kind.PLACE, "mali"), _entry(Kind.EVENT, "war")]))
    assert registry.find("mali", (Kind.PLACE,)).id == "place/mali"
    assert registry.find("actor/mali", Kind).id == "actor/mali"
    assert registry.find("war", Kind).id == "event/war"
    with pytest.raises(LookupError, match="'mali' is ambiguous; write actor/mali or place/mali"):
        registry.find("mali", Kind)
    with pytest.raises(LookupError, match="unknown event 'place/mali'; known: war"):
        registry.find("place/mali", (Kind.EVENT,))
    with pytest.raises(LookupError, match=r"unknown event or place 'malli'; did you mean 'mali'\?"):
        registry.find("malli", (Kind.EVENT, Kind.PLACE))
    assert side_node(registry.entries["event/war"], 2).value.endswith("/event/war/side/2")


@pytest.mark.parametrize(
    ("name", "text", "messages"),
    [
        ("people.yaml", "‸Abou Test: {name: A}\n", ["'Abou Test' is no slug; use lower-case"]),
        ("people.yaml", "‸a--b: {name: A}\n", ["'a--b' is no slug"]),
        ("people.yaml", "a: {name: A}\n‸a: {name: B}\n", ["'a' stands here a second time (first in line 1); keep one"]),
        ("people.yaml", "a: ‸A. B.\n", ["must be a mapping (key: value)"]),
        ("people.yaml", "‸a: {}\n", ["'a' needs a 'name'; add it"]),
        ("people.yaml", "a: {name:‸ }\n", ["'name' is empty; fill it in or leave it out"]),
        ("people.yaml", "a: {name: A, ‸nam: B}\n", ["unknown key 'nam'; did you mean 'name'?"]),
        (
            "people.yaml",
            "a: {name: A, also: [‸'']}\n",
            ["'also' takes texts or {language: text}"],
        ),
        ("people.yaml", "a: {name: A, also: [{fr: ‸[x]}]}\n", ["'also' takes a language tag and a text"]),
        ("people.yaml", "a: {name: A, also: {averylongtag: ‸x}}\n", ["'also' takes a language tag and a text"]),
        ("people.yaml", "a: {name: A, hidden: ‸[]}\n", ["'hidden' is empty"]),
        ("people.yaml", "a: {name: A, plural: ‸true}\n", ["unknown plural 'true'; known: no, yes"]),
        ("agents.yaml", "‸a: {type: person}\n", ["'a' needs a 'label'; add it"]),
        ("agents.yaml", "‸a: {label: A}\n", ["'a' needs a 'type': person, software-agent"]),
        ("events.yaml", "‸e: {name: E}\n", ["'e' needs a 'type': armed-conflict, ambush, attack"]),
        ("events.yaml", "e: {name: E, type: ‸batle}\n", ["unknown type 'batle'; did you mean 'battle'?"]),
        ("events.yaml", "e: {name: E, type: ‸person}\n", ["unknown type 'person'; known: ambush"]),
        ("events.yaml", "e: {name: E, type: battle, sides: ‸1}\n", ["'sides' is the number of sides, from 2 to 6"]),
        (
            "actors.yaml",
            "‸u: {type: unnamed-group, name: U}\ntest-press: {type: media-outlet, name: T}\n",
            ["'u' is an unnamed group and needs 'described-as', the words of the text; add it"],
        ),
        (
            "actors.yaml",
            "u: {type: unnamed-group, described-as: u, close-to: ‸armmy, includes: [army, ‸army, ‸u]}\n"
            "army: {type: state-force, name: Army}\n",
            [
                "u: unknown actor or person 'armmy'; did you mean 'army'?",
                "u: 'army' stands here twice; name another",
                "u: 'u' is this entry itself; name another",
            ],
        ),
        (
            "places.yaml",
            "‸p: {type: relative-place, label: p, between: gao}\ngao: {name: Gao}\n",
            ["p: a relative place needs either one place in 'relative-to' or two in 'between'"],
        ),
        (
            "places.yaml",
            "‸p: {type: relative-place, label: p, between: [gao, ‸gao]}\ngao: {name: Gao}\n",
            ["p: a relative place needs", "p: 'gao' stands here twice"],
        ),
        (
            "places.yaml",
            "‸p: {type: relative-place, label: p}\n‸q: {type: relative-place, label: q, between: [gao, b], "
            "relative-to: gao}\ngao: {name: Gao}\nb: {name: B}\n",
            ["p: a relative place needs", "q: a relative place needs"],
        ),
        (
            "places.yaml",
            "p: {name: P, relative-to: ‸gao, bearing: ‸north}\ngao: {name: Gao}\n",
            ["'relative-to' belongs to a relative place", "'bearing' belongs to a relative place"],
        ),
        (
            "places.yaml",
            "p: {type: relative-place, label: p, relative-to: gao, bearing: ‸nord}\ngao: {name: Gao}\n",
            ["unknown bearing 'nord'; did you mean 'north'?"],
        ),
    ],
)
def test_what_is_wrong_in_an_entry_is_told_where_it_stands(
    tmp_path: Path, name: str, text: str, messages: list[str]
) -> None:
    told = _messages(tmp_path, name, text)
    assert len(told) == len(messages)
    assert all(said.startswith(message) for said, message in zip(told, messages, strict=True)), told


def test_everything_in_all_files_is_told_together(tmp_path: Path) -> None:
    problems = _wrong(
        tmp_path,
        {
            "actors.yaml": "a: {type: wrong, name: A}\nu: {type: unnamed-group, described-as: u, close-to: a}\n",
            "people.yaml": "b: {}\n",
            "links.tsv": f"{HEADER}\na\tsame\tQ1\t\t\t\tx\t\n",
        },
    )
    assert [problem.split(": ")[0] for problem in problems] == ["actors.yaml:1:11", "people.yaml:1:1", "links.tsv:2:3"]


def test_a_file_that_cannot_be_read_does_not_make_the_others_wrong(tmp_path: Path) -> None:
    problems = _wrong(
        tmp_path,
        {
            "actors.yaml": "a: [\n",
            "people.yaml": "b: {}\n",
            "agents.yaml": b"\xff",
            "links.tsv": f"{HEADER}\na\texactMatch\tQ1\t\t\t\tx\t\n",
        },
    )
    assert [problem.split(": ")[0] for problem in problems] == ["actors.yaml:2:1", "people.yaml:1:1", "agents.yaml:1:1"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("‸gao\texactMatch\tQ1\t\t\t\tx", "has 7 columns instead of 8; separate them by tabs"),
        ("‸gao exactMatch Q1", "has 1 columns instead of 8"),
        ("‸goa\texactMatch\tQ1\t\t\t\tx\t", "unknown actor or person or place or event or agent 'goa'; did you"),
        ("‸mali\texactMatch\tQ1\t\t\t\tx\t", "'mali' is ambiguous; write actor/mali or place/mali"),
        ("gao\t‸sameAs\tQ1\t\t\t\tx\t", "unknown relation 'sameAs'; write exactMatch or closeMatch"),
        ("gao\texactMatch\t‸\t\t\t\tx\t", "links to nothing; give a Wikidata or a GeoNames id"),
        ("gao\texactMatch\t‸P1\t\t\t\tx\t", "'P1' is no Wikidata item; write Q and digits"),
        ("gao\texactMatch\t‸Q01\t\t\t\tx\t", "'Q01' is no Wikidata item"),
        ("gao\texactMatch\tQ1\t‸x1\t\t\tx\t", "'x1' is no GeoNames id; write digits"),
        ("gao\texactMatch\tQ1\t\t\t\t‸ \t", "has no evidence; name the public source"),
        ("gao\texactMatch\tQ1\t\t‸1.5\t\tx\t", "latitude and longitude must both be decimal degrees"),
        ("gao\texactMatch\tQ1\t\t‸\t1.5\tx\t", "latitude and longitude must both be decimal degrees"),
        ("gao\texactMatch\tQ1\t\t‸91.0\t1.5\tx\t", "latitude and longitude must both be decimal degrees"),
        ("gao\texactMatch\tQ1\t\t‸1.0\t-180.5\tx\t", "latitude and longitude must both be decimal degrees"),
        ("gao\texactMatch\tQ1\t\t‸16°\t1.5\tx\t", "latitude and longitude must both be decimal degrees"),
        (
            "gao\tcloseMatch\tQ2\t\t\t\tx\t\n‸gao\texactMatch\tQ2\t\t\t\tx\t",
            "place/gao has this link in line 2; keep one",
        ),
        (
            "gao\texactMatch\tQ1\t\t\t\tx\t\n\n‸tessit\texactMatch\tQ1\t\t\t\tx\t",
            "'place/tessit' is linked to Wikidata Q1, and so is 'place/gao' in line 2: both cannot be exactly it; keep "
            "the right one, write closeMatch for the one that is only near, or make them one entry",
        ),
        (
            "gao\texactMatch\t\t7\t\t\tx\t\n‸place/mali\texactMatch\tQ2\t7\t\t\tx\t",
            "'place/mali' is linked to GeoNames 7, and so is 'place/gao' in line 2",
        ),
        (
            "actor/mali\texactMatch\tQ1\t\t\t\tx\t\n‸place/mali\texactMatch\tQ1\t\t\t\tx\t",
            "'place/mali' is linked to Wikidata Q1, and so is 'actor/mali' in line 2",
        ),
        (
            "gao\texactMatch\tQ1\t\t\t\tx\t\n‸gao\texactMatch\tQ2\t\t\t\tx\t",
            "'place/gao' is linked to Wikidata Q2, and in line 2 to Wikidata Q1: it cannot be exactly both; keep",
        ),
    ],
)
def test_what_is_wrong_in_a_link_is_told_where_it_stands(tmp_path: Path, row: str, message: str) -> None:
    places = {"places.yaml": "gao: {name: Gao}\nmali: {name: Mali}\ntessit: {name: T}\nlabbezanga: {name: L}\n"}
    (told,) = _messages(tmp_path, "links.tsv", f"{HEADER}\n{row}\n", places)
    assert told.startswith(message)


def test_links_that_are_only_near_may_share_an_item(tmp_path: Path) -> None:
    rows = ["gao\texactMatch\tQ1\t7\t\t\tx\t", "gao\tcloseMatch\tQ2\t\t\t\tx\t", "mali\tcloseMatch\tQ1\t\t\t\tx\t"]
    places = {"places.yaml": "gao: {name: Gao}\nmali: {name: Mali}\n"}
    links = {"links.tsv": "\n".join([HEADER, *rows, "gao\texactMatch\tQ1\t\t\t\tx\t"])}
    assert len(_read(tmp_path, {**places, **links}).links) == 4


@pytest.mark.parametrize("text", ["‸", "‸gao\texactMatch\tQ1\t\t\t\tx\t\n", f"‸{HEADER}\textra\n", "‸# links\n"])
def test_links_need_their_header(tmp_path: Path, text: str) -> None:
    (told,) = _messages(tmp_path, "links.tsv", text)
    assert told == "the first line must name the columns: " + " ".join(COLUMNS)
