"""The rules that hold a claim, a telling or a point against its words, label and IRI: wrong twins and right ones."""

from __future__ import annotations

import pytest

from graphs_ruled import dated, found
from indelgraph.claims.predicates import PREDICATES

LOSSES: list[tuple[str, str, bool]] = [
    ("killed", "over 100 Reds died", True),
    ("wounded", "over 100 Reds died", False),
    ("captured", "a loss of 10 killed", False),
    ("killed", "a loss of 10 killed", True),
    ("killed", "17 injured", False),
    ("wounded", "17 injured", True),
    ("hospitalised", "6 wounded MUJAO were sent to hospital", True),
    ("wounded", "6 taken prisoner, 2 wounded", True),
    ("killed", "taken a lot of prisoners", False),
    ("captured", "20 hostages of whom 3 died", True),
    ("captured", "20 taken after the death of their leader", True),
    ("killed", "12 are missing", False),
    ("missing", "12 are missing", True),
    ("killed", "his troops had lost 3 fighters, 6 seriously wounded", True),
    ("killed", "3 of the wounded succumbed", True),
    ("wounded", "two soldiers killed and three hit", True),
    ("wounded", "trois casques bleus et un soldat malien tués", False),
    ("killed", "une attaque fait 6 morts", True),
    ("killed", "une attaque fait 6 blessés", False),
    ("missing", "dix disparus", True),
    ("captured", "dix disparus", False),
    ("captured", "quatre prisonniers", True),
    ("killed", "17 for MUJAO", True),
    ("strength", "500 men, of whom 10 died", True),
]


@pytest.mark.parametrize(("predicate", "words", "fits"), LOSSES)
def test_a_loss_is_the_one_of_its_words(predicate: str, words: str, fits: bool) -> None:
    row = f'c:x a ig:Claim ; rdf:predicate ig:{predicate} ; ig:exact "{words}" .'
    expected = {} if fits else {"x": {"loss-is-in-the-words"}}
    assert found(row, "loss-is-in-the-words") == expected
    assert found(row, "loss-is-in-the-words", engine="rdflib") == expected


COUNTED: list[tuple[str, str, str, str, bool]] = [
    ("strength", "Belmokhtar brought 16 pickups", "16", "Vehicle", True),
    ("strength", "Belmokhtar brought 16 pickups", "16", "Person", False),
    ("captured", "taken two vehicles", "two", "Person", False),
    ("strength", "reinforced by 300 AQIM fighters", "300", "Person", True),
    ("strength", "reinforced by 300 AQIM fighters", "300", "Vehicle", False),
    ("captured", "a lot of prisoners", "a lot of", "Vehicle", False),
    ("captured", "trois casques bleus", "trois", "Vehicle", False),
    ("destroyed", "trois véhicules blindés", "trois", "Person", False),
    ("killed", "1 killed", "1", "Vehicle", False),
    ("killed", "several", "several", "Vehicle", False),
    ("strength", "many equipped with heavy artillery", "many", "Vehicle", True),
    ("strength", "20 men in 3 trucks", "20", "Person", True),
    ("strength", "20 men in 3 trucks", "3", "Vehicle", True),
    ("strength", "5 armoured carriers with 12 soldiers", "5", "Vehicle", True),
    ("killed", "two truck drivers", "two", "Person", True),
    ("strength", "clashed with 1,000 jihadists", "1,000", "Person", True),
]


@pytest.mark.parametrize(("predicate", "words", "number", "counted", "fits"), COUNTED)
def test_what_is_counted_stands_behind_the_number(
    predicate: str, words: str, number: str, counted: str, fits: bool
) -> None:
    rows = f'''c:x a ig:Claim ; rdf:predicate ig:{predicate} ; ig:exact "{words}" ; ig:quantity q:x .
        q:x ig:asStated "{number}" ; ig:counts ig:{counted} .'''
    rule = "counts-what-the-words-count"
    expected = {} if fits else {"x": {rule}}
    assert found(rows, rule) == expected
    assert found(rows, rule, engine="rdflib") == expected


LABELS: list[tuple[str, str, str, str, str | None]] = [
    ("killed", "10", "MNLA killed: 10, say security sources", "a loss of 10 killed", None),
    ("killed", "10", "MNLA killed: 100, say security sources", "a loss of 10 killed", "label-says-number"),
    ("wounded", "10", "MNLA killed: 10, say security sources", "10 lost", "label-says-predicate"),
    ("killed", "10", "10 dead fighters of the MNLA", "a loss of 10 killed", None),
    ("hospitalised", "6", "wounded in hospital: 6", "6 in hospital", None),
    ("killed", "7", "captured MNLA fighters killed: 7", "7 shot", None),
    ("killed", "3", "strength of MUJAO: 3", "3 fell", "label-says-predicate"),
    ("killed", "500–1,000", "killed: 500–1,000, says the article", "500–1,000 men", None),
    ("killed", "500–1,000", "killed: 500 to 10,000, says the article", "500–1,000 men", "label-says-number"),
    ("killed", "Three", "killed in all (as of 2012-11-17): 3, says the article", "Three", None),
    ("killed", "Three", "killed in all (as of 2012-11-17): 4, says the article", "Three", "label-says-number"),
    ("killed", "Three", "killed: four, says the article", "Three", "label-says-number"),
    ("strength", "16", "strength of Mokhtar: 16 (vehicles), says the article of 2012", "16 pickups", None),
    ("strength", "1,000", "strength of side 2 (MUJAO): 1000, claims the MNLA", "1,000 jihadists", None),
]


@pytest.mark.parametrize(("predicate", "number", "label", "words", "rule"), LABELS)
def test_a_label_says_what_its_claim_says(
    predicate: str, number: str, label: str, words: str, rule: str | None
) -> None:
    rows = f'''c:x a ig:Claim ; rdf:predicate ig:{predicate} ; ig:exact "{words}" ; rdfs:label "{label}"@en ;
        ig:quantity q:x . q:x ig:asStated "{number}" ; ig:comparator ig:Exactly ; schema:minValue 3 .'''
    expected = {"x": {rule}} if rule else {}
    assert found(rows, "label-says-predicate", "label-says-number") == expected
    assert found(rows, "label-says-predicate", "label-says-number", engine="rdflib") == expected


IDS: list[tuple[str, str, str, str | None]] = [
    ("12-killed-mnla", "killed", "ig:group actor:mnla", None),
    ("12-killed-mnla", "wounded", "ig:group actor:mnla", "iri-says-predicate"),
    ("12-killed-mnla", "killed", "ig:group actor:mujao", "iri-says-group"),
    ("12-killed-mnla", "killed", "ig:group event:e\\/side\\/1 ; ig:limitedTo actor:mnla", None),
    ("12-killed-side-1", "killed", "ig:group event:e\\/side\\/1", None),
    ("12-killed-side-1", "killed", "ig:group event:e\\/side\\/2", "iri-says-group"),
    ("12-killed-overall", "killed", "ig:groupStatus ig:Overall", None),
    ("12-killed-overall", "killed", "ig:groupStatus ig:Unstated", "iri-says-group"),
    ("12-wounded-civilian", "wounded", "ig:group actor:civilian-employee", None),
    ("12-part-of-force", "partOfForce", "ig:event event:e", None),
    ("12-part-of-force", "partOf", "ig:event event:e", "iri-says-predicate"),
    ("12-sub-event-gao", "subEvent", "ig:event event:e", None),
    ("the-dead-of-gao", "wounded", "ig:group actor:mnla", None),
]


@pytest.mark.parametrize(("name", "predicate", "rest", "rule"), IDS)
def test_an_iri_says_what_its_claim_says(name: str, predicate: str, rest: str, rule: str | None) -> None:
    rows = f"c:{name} a ig:Claim ; rdf:predicate ig:{predicate} ; {rest} . actor:mnla a ig:ArmedGroup ."
    expected = {name: {rule}} if rule else {}
    assert found(rows, "iri-says-predicate", "iri-says-group") == expected
    assert found(rows, "iri-says-predicate", "iri-says-group", engine="rdflib") == expected


def test_each_predicate_is_known_in_an_iri() -> None:
    """The list of the rule, which a query cannot read from elsewhere, is whole."""
    rows = " ".join(f"c:1-{key} a ig:Claim ; rdf:predicate ig:none ." for key in PREDICATES)
    assert set(found(rows, "iri-says-predicate")) == {f"1-{key}" for key in PREDICATES}


SOURCES: list[tuple[str, str, tuple[str, ...], str | None]] = [
    ("November 16", "2012-11-16", ("16 November 2012",), None),
    ("November 16", "2013-11-16", ("16 November 2012",), "year-stands-somewhere"),
    ("November 16", "2011-11-16", ("16 November 2012",), "year-stands-somewhere"),
    ("January 2", "2013-01-02", ("30 December 2012",), None),
    ("December 30", "2012-12-30", ("2 January 2013",), None),
    ("November 16", "2017-11-16", ("(24.11.17)",), None),
    ("the 17th", "2012-11-17", ("16 November 2012",), None),
    ("the 17th", "2012-10-17", ("16 November 2012",), "month-stands-somewhere"),
    ("the 1st", "2012-12-01", ("30 November 2012",), None),
    ("the 17th", "2012-08-17", ("le 16 août 2012",), None),
    ("the same day", "2012-11-16", ("On November 16", "16 November 2012"), None),
    ("the same day", "2012-11-17", ("On November 16", "16 November 2012"), "same-day-stands-somewhere"),
    ("the same day", "2012-12-16", ("On November 16", "16 November 2012"), "same-day-stands-somewhere"),
    ("On the morning of the first day", "2012-11-06", ("16 November 2012",), "same-day-stands-somewhere"),
    ("On the morning of the first day", "2012-11-14", ("14–16 November 2012",), None),
    ("le même jour", "2012-11-17", ("16 novembre 2012",), "same-day-stands-somewhere"),
    ("the next day", "2012-11-17", ("16 November 2012",), None),
    ("the same day", "2012-11-16", ("in the year 2012",), None),
]


SOURCE_RULES = ("year-stands-somewhere", "month-stands-somewhere", "same-day-stands-somewhere")


def inferred_date(words: str, value: str, sources: tuple[str, ...]) -> str:
    """A claim of a day as Turtle, with the words from which it was inferred."""
    spans = "".join(
        f' ; ig:inferredFrom <urn:s{n}> . <urn:s{n}> oa:hasSelector <urn:q{n}> . <urn:q{n}> oa:exact "{source}" . c:x '
        "a ig:Claim"
        for n, source in enumerate(sources)
    )
    return dated("x", words, value, "date", True).rstrip(" .") + spans + " ."


@pytest.mark.parametrize(("words", "value", "sources", "rule"), SOURCES)
def test_an_inferred_date_stands_where_it_was_inferred_from(
    words: str, value: str, sources: tuple[str, ...], rule: str | None
) -> None:
    expected = {"x": {rule}} if rule else {}
    assert found(inferred_date(words, value, sources), *SOURCE_RULES) == expected
    assert found(inferred_date(words, value, sources), *SOURCE_RULES, engine="rdflib") == expected


CUES: list[tuple[str, str, str, str | None]] = [
    ("MINUSMA reported", "jnim", "", "cue-names-the-teller"),
    ("MINUSMA reported", "minusma", "", None),
    ("MINUSMA reported", "jnim", "; ig:onBehalfOf actor:minusma", None),
    ("(according to the MINUSMA)", "jnim", "", "cue-names-the-teller"),
    ("selon la MINUSMA", "jnim", "", "cue-names-the-teller"),
    ("MINUSMA", "jnim", "", "cue-names-the-teller"),
    ("JNIM revendique", "minusma", "", "cue-names-the-teller"),
    ("told MINUSMA", "jnim", "", "cue-names-somebody-else"),
    ("told MINUSMA", "jnim", "; ig:channel actor:minusma", None),
    ("JNIM told MINUSMA", "jnim", "", None),
    ("MINUSMAs reported", "jnim", "", None),
    ("minusma reported", "jnim", "", None),
    ("Mali said", "jnim", "", None),
    ("officers of MINUSMA said", "officers", "", None),
    ("sources close to MINUSMA", "close", "", None),
    ("claimed responsibility", "jnim", "", None),
]


@pytest.mark.parametrize(("words", "teller", "rest", "rule"), CUES)
def test_a_cue_names_its_teller(words: str, teller: str, rest: str, rule: str | None) -> None:
    rows = f'''r:x a ig:Report ; ig:hop 1 ; ig:teller actor:{teller} ; ig:cue <urn:s> {rest} .
        <urn:s> oa:hasSelector <urn:q> . <urn:q> oa:exact "{words}" .
        actor:minusma a ig:PeacekeepingMission ; skos:prefLabel "MINUSMA"@en .
        actor:jnim a ig:ArmedGroup ; skos:altLabel "JNIM"@en .
        actor:mali a ig:Government ; skos:prefLabel "Mali"@en . place:mali a ig:Place ; skos:prefLabel "Mali"@en .
        actor:officers a ig:UnnamedGroup ; ig:describedAs "Officers of MINUSMA"@en .
        actor:close a ig:UnnamedGroup ; ig:describedAs "two men"@en ; ig:closeTo actor:minusma .'''
    rules = ("cue-names-the-teller", "cue-names-somebody-else")
    expected = {"x": {rule}} if rule else {}
    assert found(rows, *rules) == expected
    assert found(rows, *rules, engine="rdflib") == expected


DISTANT: list[tuple[str, str, bool]] = [
    ("Reds reportedly fled", "", False),
    ("les Rouges auraient fui", "", False),
    ("Reds seem to have fled", "; ig:modality ig:Seems", True),
    ("Reds fled", "", True),
    ("the attack claimed 12 lives", "", True),
    ("Reds allegedly fled", "; ig:report r:x . r:x ig:relays r:y", True),
]


@pytest.mark.parametrize(("words", "rest", "fits"), DISTANT)
def test_words_that_keep_their_distance_are_marked(words: str, rest: str, fits: bool) -> None:
    told = "" if "ig:report" in rest else "; ig:report r:x"
    row = f'c:x a ig:Claim ; rdf:predicate ig:attacker ; ig:exact "{words}" {told} {rest} .'
    expected = {} if fits else {"x": {"hedging-words-are-marked"}}
    assert found(row, "hedging-words-are-marked") == expected
    assert found(row, "hedging-words-are-marked", engine="rdflib") == expected


POINTS: list[tuple[str, str, str | None]] = [
    ("1.51278 15.86694", "15.86694°N 1.51278°E", None),
    ("-1.5 15.8", "15.8° N, 1.5° W", None),
    ("1.5 15.8", "15.8° N, 1.5° W", "point-fits-its-letters"),
    ("1.5 -15.8", "15.8°N 1.5°E", "point-fits-its-letters"),
    ("15.86694 1.51278", "15.86694°N 1.51278°E", "point-fits-its-letters"),
    ("15.8 0.5", "15.8°N 0.5°E", "point-fits-its-letters"),
    ("15.8 0.5", "15.8 and 0.5", "point-is-near-its-place"),
    ("0.5 15.8", "15.8 and 0.5", None),
    ("15.8 2.5", "15.8 and 2.5", None),
]


@pytest.mark.parametrize(("numbers", "words", "rule"), POINTS)
def test_a_point_lies_where_its_words_say(numbers: str, words: str, rule: str | None) -> None:
    rows = f'''c:x a ig:Claim ; rdf:predicate ig:coordinates ; rdf:subject place:x ; ig:exact "{words}" ;
        rdf:object "POINT({numbers})"^^geo:wktLiteral . place:x wgs:lat 15.66 ; wgs:long 0.502 .'''
    rules = ("point-fits-its-letters", "point-is-near-its-place")
    expected = {"x": {rule}} if rule else {}
    assert found(rows, *rules) == expected
    assert found(rows, *rules, engine="rdflib") == expected
