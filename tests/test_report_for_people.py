"""What a person reads of a report: the key to edit, who names what nothing describes, and what only follows."""

from __future__ import annotations

import json
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from built import own_build
from collections_made import CLAIMS, SLUG, make
from indelgraph import resources
from indelgraph.errors import MOST_SHOWN, DataError, Place, Problem
from indelgraph.foreign import check
from indelgraph.namespaces import BASE, iri
from indelgraph.validation import Report, Result, Severity, run
from indelgraph.validation.keys import key_of
from refusals import lines_of
from refusals import run as command

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_cache")

DOCUMENT = "battle-of-in-delimane-2012"
REPORT = NamedNode(f"{BASE}report/{DOCUMENT}/hakim-on-nata-2")
CLAIM = NamedNode(f"{BASE}claim/{DOCUMENT}/2143-killed-mnla")
HAKIM = NamedNode(f"{BASE}person/abdoul-hakim")
MNLA = NamedNode(f"{BASE}actor/mnla")


@cache
def _ours() -> frozenset[Quad]:
    """What one of our documents says, with what it needs of the registry."""
    return next(part.quads for part in own_build().parts() if part.name == DOCUMENT)


def _changed(subject: NamedNode, property_: str, old: NamedNode, new: NamedNode | Literal) -> Report:
    """The report on our dataset with one object changed."""
    quads = _ours()
    graph = NamedNode(f"{BASE}graph/document/{DOCUMENT}")
    wrong = Quad(subject, iri(property_), old, graph)
    assert wrong in quads
    return check((quads - {wrong}) | {Quad(subject, iri(property_), new, graph)})


@pytest.mark.parametrize("text", ["Abdoul Hakim", "MNLA"])
def test_a_literal_in_place_of_an_iri_is_one_line(text: str) -> None:
    subject, property_, old = (REPORT, "ig:teller", HAKIM) if text == "Abdoul Hakim" else (CLAIM, "ig:group", MNLA)
    report = _changed(subject, property_, old, Literal(text))
    (line,) = map(str, report.leading())
    assert line.startswith(f'Violation: {subject.value} {property_} "{text}" (“')
    assert f"exactly one {property_}, an IRI" in line or f"at most one {property_}, an IRI" in line
    # Programs get all of them.
    assert len(report.results) > 1
    assert len(list(report.lines())) == len(report.results)


@pytest.mark.parametrize(
    ("subject", "property_", "old", "new"),
    [(REPORT, "ig:teller", HAKIM, "person/abdul-hakim"), (CLAIM, "ig:group", MNLA, "actor/mnlaa")],
)
def test_a_misspelt_iri_is_told_where_it_is_used(subject: NamedNode, property_: str, old: NamedNode, new: str) -> None:
    report = _changed(subject, property_, old, NamedNode(BASE + new))
    (line,) = map(str, report.leading())
    kind, slug = new.split("/")
    assert line.startswith(f"Violation: {kind}:{slug}, the {property_} of {subject.value} (“")
    assert "nothing describes it" in line
    [result] = report.leading()
    assert result.used_by == ((subject, iri(property_)),)


def test_all_who_use_it_are_counted_and_two_slips_stay_two_lines() -> None:
    quads = _ours()
    mistaken = {
        q: Quad(q.subject, q.predicate, NamedNode(f"{BASE}actor/mnlaa"), q.graph_name)
        for q in quads
        if q.predicate == iri("ig:group") and q.object == MNLA
    }
    assert len(mistaken) > 2
    wrong = {mistaken.get(q, q) for q in quads}
    mode = next(q for q in quads if q.subject == REPORT and q.predicate == iri("ig:mode"))
    report = check(wrong - {mode})
    lines = sorted(map(str, report.leading()))
    assert len(lines) == 2
    assert lines[0].startswith("Violation: actor:mnlaa, the ig:group of ")
    assert f"and of {len(mistaken) - 1} more (“" in lines[0]
    assert lines[1].startswith(f"Violation: {REPORT.value} ig:mode (“")


def test_a_rule_on_the_whole_of_a_node_is_told_where_nothing_else_is_wrong() -> None:
    exact = next(q for q in _ours() if q.subject == CLAIM and q.predicate == iri("ig:exact"))
    report = check(_ours() - {exact})
    assert report.leading() == report.results
    assert report.results


def _result(number: int, *, follows: bool = False, place: Place | None = None, path: str | None = None) -> Result:
    node, shape = NamedNode(f"urn:n{number:04}"), NamedNode("urn:shape")
    return Result(
        Severity.VIOLATION, "wrong; mend it", node, None, iri(path) if path else None, shape, place, follows=follows
    )


def test_a_report_of_what_only_follows_shows_it_all() -> None:
    results = (_result(1, follows=True), _result(2, follows=True))
    assert Report(results).leading() == results
    assert Report((*results, _result(3))).leading() == (_result(3),)


@pytest.mark.slow
def test_the_command_shows_what_leads_and_counts_the_rest(tmp_path: Path) -> None:
    text = "".join(f"{quad} .\n" for quad in sorted(_ours(), key=str))
    old = f"<{REPORT.value}> <{iri('ig:teller').value}> <{HAKIM.value}>"
    assert text.count(old) == 1
    path = tmp_path / "x.nq"
    path.write_text(text.replace(old, old.replace("abdoul-hakim", "abdul-hakim")), "utf-8")
    outcome = command("validate", str(path))
    assert outcome.code == 1
    (line,) = outcome.out.splitlines()
    assert line.startswith(f"Violation: person:abdul-hakim, the ig:teller of {REPORT.value} (“told Nata radio”): ")
    [found] = json.loads(command("validate", str(path), "--format", "json").out)
    number = len(found["results"])
    assert number > 1
    assert outcome.err == (
        f"{path}: {number} results, {number - 1} of them may only follow from the others (--format json lists all); "
        "mend what is marked as Violation\n"
    )
    assert [result["follows"] for result in found["results"]].count(True) == number - 1
    used = [result["usedBy"] for result in found["results"] if not result["follows"]]
    assert used == [[{"node": REPORT.value, "property": iri("ig:teller").value}]]


def test_many_results_are_cut_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(
        "".join(f"<urn:n{n:04}> <http://www.w3.org/2002/07/owl#sameAs> <urn:m> .\n" for n in range(MOST_SHOWN + 5))
    )
    outcome = command("validate", str(path))
    lines = outcome.out.splitlines()
    assert len(lines) == MOST_SHOWN
    assert lines[0].startswith("Violation: urn:n0000 ")
    assert f", the first {MOST_SHOWN} are shown (--format json lists all); mend" in outcome.err


@pytest.mark.parametrize("number", [1, MOST_SHOWN, MOST_SHOWN + 1, 5 * MOST_SHOWN])
def test_an_error_of_many_problems_is_cut_and_counted(number: int) -> None:
    error = DataError(Problem(Place("f", n + 1), "is wrong") for n in range(number))
    lines = str(error).split("\n")
    assert lines[: min(number, MOST_SHOWN)] == [f"f:{n + 1}: is wrong" for n in range(min(number, MOST_SHOWN))]
    left = max(number - MOST_SHOWN, 0)
    assert lines[MOST_SHOWN:] == ([f"and {left} more; mend these first, then look again"] if left else [])
    assert len(error.problems) == number


# Keys

CLAIM_FILE = Place(f"claims/{SLUG}.yaml", 5, 3)


@pytest.mark.parametrize(
    ("property_", "key"),
    [
        ("ig:group", "group:"),
        ("ig:groupStatus", "group:"),
        ("ig:evidence", "quote:"),
        ("rdf:predicate", "the predicate's key"),
        ("ig:limitedTo", "limited-to:"),
        ("ig:inferredFrom", "inferred-from:"),
        ("ig:teller", "teller:"),
        ("ig:onBehalfOf", "on-behalf-of:"),
        ("ig:report", "told:"),
        ("ig:closeTo", "close-to:"),
        ("skos:prefLabel", "name:"),
        ("ig:hop", None),
        ("oa:hasSource", None),
    ],
)
def test_the_key_of_a_property_is_told_where_a_file_has_keys(property_: str, key: str | None) -> None:
    assert key_of(iri(property_), CLAIM_FILE) == key
    line = str(_result(1, place=CLAIM_FILE, path=property_))
    told = f" ({key})" if key else ""
    assert line == f"{CLAIM_FILE}: Violation: urn:n0001 {property_}{told}: wrong; mend it"
    for place in (None, Place("registry/links.tsv", 2)):
        assert f"{property_}: wrong" in str(_result(1, place=place, path=property_))


def test_every_property_of_a_claim_of_ours_has_a_key_or_needs_none() -> None:
    """What a claim carries is written by somebody under some key, but for what the encoder makes of it by itself."""
    made = {
        "prov:wasGeneratedBy", "ig:document", "ig:counts", "ig:standpoint", "ig:derivedFrom", "ig:inferred",
    }  # fmt: skip
    place = Place("claims/x.yaml", 1, 1)
    claims = {q.subject for q in own_build().quads() if q.object == iri("ig:Claim")}
    graphs = {NamedNode(f"{BASE}graph/document/{slug}") for slug in (DOCUMENT, "indelimane-ambush-2017")}
    used = {q.predicate for q in own_build().quads() if q.subject in claims and q.graph_name in graphs}
    assert len(used) > 20
    without = {p for p in used if key_of(p, place) is None}
    assert without <= {iri(name) for name in made}


# Shapes that cannot be used


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        ("broken", "is not Turtle"),
        (
            "shapes:x a sh:NodeShape ; sh:targetNode <urn:x> ; sh:property <urn:nothing> .",
            "the shapes cannot be used",
        ),
    ],
)
def test_shapes_that_are_broken_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str, says: str
) -> None:
    shutil.copytree(resources.root() / "shapes", tmp_path / "installed" / "shapes")
    file = tmp_path / "installed" / "shapes" / "links.ttl"
    file.write_text(f"{file.read_text('utf-8')}\n{shape}\n", "utf-8")
    data = tmp_path / "x.ttl"
    data.write_text("<urn:x> <urn:y> <urn:z> .")
    monkeypatch.setattr(run, "root", lambda: tmp_path / "installed")
    run._own_shapes.cache_clear()
    try:
        (line,) = lines_of(command("validate", str(data)), 1)
    finally:
        run._own_shapes.cache_clear()
    assert line.startswith(f"{tmp_path}/installed/shapes")
    assert says in line
    assert ";" in line


def test_a_wrong_edit_is_told_by_the_command_where_it_stands(tmp_path: Path) -> None:
    """The whole way: an error of the reader without ``--strict``, a doubt only with it."""
    cue = "cue: (according to the army)"
    error = CLAIMS.replace(f"teller: army, {cue}", f"teller: radio-sahel, channel: radio-sahel, {cue}")
    folder = make(tmp_path / "error", error).folder
    (line,) = lines_of(command("validate", "--data", str(folder)), 1)
    assert f"claims/{SLUG}.yaml:" in line
    assert "'radio-sahel' is a teller of this chain, too" in line
    doubt = CLAIMS.replace(f"teller: army, {cue}", f"teller: katiba, {cue}")
    assert doubt != CLAIMS
    folder = make(tmp_path / "doubt", doubt).folder
    plain, strict = (command("validate", "--data", str(folder), *more).err for more in ((), ("--strict",)))
    assert "names 'army' and not the teller 'katiba'" in strict
    assert "names 'army'" not in plain
