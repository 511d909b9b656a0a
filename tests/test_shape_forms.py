"""Rules on the form of spans and claims, tried on many forms at once, in both engines; and the lists beside them."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import pytest
from rdflib.namespace import RDF

import graphs
from indelgraph.resources import root
from indelgraph.validation import validate
from shape_lists import listed, local, ontology, term

Engine: TypeAlias = Literal["oxigraph", "rdflib"]

ENDS = [
    ("over ", "Reds", " died", "Body", True),
    ("the R", "eds", " died", "Body", False),
    ("the ", "Red", "s died", "Body", False),
    ("", "Reds", "", "Body", True),
    ("the M", "NLA", " lost", "Body", False),
    ("the ", "MNLA", "KIA", "Body", False),
    ("the ", "MNLA", "KIA", "Infobox", True),
    ("the ", "MNLA", "KIA", "Furniture", True),
    ("Date", "November 24", ", 2017", "Infobox", True),
    ("Abu ", "Dardar", "KIA", "Body", True),
    ("Date", "november 24", ", 2017", "Infobox", False),
    ("on 1", "7 November", ".", "Body", False),
    ("about 1,", "500", " men", "Body", True),
    ("", "50", "0 men", "Body", False),
    ("17", "killed", "", "Infobox", True),
    ("", "80", "km from", "Body", True),
    ("l'", "armée", " a", "Body", True),
    ("l'arm", "ée", " a", "Body", False),
    ("l'", "arm", "ée", "Body", False),
    ("la ", "chut", "É", "Body", True),
    ("в ", "Кидал", "е", "Body", False),
    ("في", "كيدال", "و", "Body", True),
    ("在", "基达尔", "的", "Body", True),
]
"""What stands before, in and behind the evidence of a claim; its part of the page; whether these are whole words."""


def reported(turtle: str, rule: str, engine: Engine) -> set[str]:
    """The ends of the IRIs that a rule of ours reports."""
    results = validate(graphs.parsed(turtle), graphs.only(rule), engine=engine).results
    return {str(result.focus).strip("<>").rpartition("/")[2] for result in results}


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_evidence_begins_and_ends_where_a_word_does(engine: Engine) -> None:
    rows = [
        f"c:{i} a ig:Claim ; ig:evidence place:{i} . place:{i} ig:inPart ig:{part} ; oa:hasSelector q:{i} .\n"
        f'q:{i} oa:prefix "{prefix}" ; oa:exact "{exact}" ; oa:suffix "{suffix}" .'
        for i, (prefix, exact, suffix, part, _) in enumerate(ENDS)
    ]
    expected = {str(i) for i, (*_, whole) in enumerate(ENDS) if not whole}
    assert reported("\n".join(rows), "evidence-is-whole-words", engine) == expected


SPACES = [
    ("Reds", True),
    (" Reds", False),
    ("Reds ", False),
    ("\\nReds", False),
    ("Reds\\t", False),
    ("Reds died", True),
]
SPACES += [("Reds\u00a0", False), ("1\u00a0000", True), ("\\r\\n", False)]


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_span_has_no_space_around_it(engine: Engine) -> None:
    rows = [f'place:{i} oa:hasSelector q:{i} . q:{i} oa:exact "{exact}" .' for i, (exact, _) in enumerate(SPACES)]
    expected = {str(i) for i, (_, good) in enumerate(SPACES) if not good}
    assert reported("\n".join(rows), "span-has-no-space-around", engine) == expected


CLAIM = "a ig:Claim ; rdf:subject event:e ; rdf:predicate ig:belligerent ; ig:evidence place:s ; ig:report r:own"
CLAIMS = {
    "one": "rdf:object actor:reds",
    "same": 'rdf:object actor:reds ; rdfs:label "x"@en ; ig:context place:t',
    "object": "rdf:object actor:blues",
    "side": "rdf:object actor:reds ; ig:side side:1",
    "two-evidences": "rdf:object actor:reds ; ig:evidence place:t",
    "seven": "rdf:object q:7",
    "seven-again": "rdf:object q:7b",
    "seven-elsewhere": "rdf:object q:7c",
}


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_claim_is_made_once(engine: Engine) -> None:
    """What differs in more than its label, its notes, its context and the IRI of its number is another claim."""
    rows = [f"c:{name} {CLAIM} ; {rest} ." for name, rest in CLAIMS.items()]
    rows += ["q:7 ig:statedAt place:n . q:7b ig:statedAt place:n . q:7c ig:statedAt place:m ."]
    assert reported("\n".join(rows), "claim-made-once", engine) == {"one", "same", "seven", "seven-again"}


def test_no_predicate_of_claims_is_said_plainly() -> None:
    predicates = {local(node) for node in ontology().subjects(RDF.type, term("ClaimPredicate"))}
    assert listed("only-claims-say-it", "path") == predicates


def test_the_readme_names_every_file_of_shapes() -> None:
    folder = root() / "shapes"
    table = (folder / "README.md").read_text(encoding="utf-8").partition("| file |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"`([a-z-]+\.ttl)`", table)) == sorted(file.name for file in folder.glob("*.ttl"))
