"""What a right claim file is understood as: words with their offsets, numbers, days, chains, ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal

from collections_made import CLAIMS, HEAD, SLUG, TEXT, found, make, one_claim
from indelgraph.claims.model import Excuse, Hop, Quantity, Stated, Telling
from indelgraph.documents.model import Slice
from indelgraph.namespaces import BASE, iri
from indelgraph.nodes import Named
from reader_checks import DOCUMENT_B

if TYPE_CHECKING:
    from pathlib import Path

    from indelgraph.claims import Claim, ClaimFile


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> ClaimFile:
    return make(tmp_path_factory.mktemp("made")).file()


@pytest.fixture(scope="module")
def claims(file: ClaimFile) -> dict[str, Claim]:
    return {claim.id: claim for claim in file.claims}


def _where(words: str, after: str = "") -> Slice:
    start = TEXT.index(words, TEXT.index(after))
    return Slice(start, start + len(words))


def _slug(named: Named | Literal | None) -> str | None:
    assert not isinstance(named, Literal)
    return named.slug if named else None


def _date(value: str, datatype: str = "date") -> Literal:
    return Literal(value, datatype=iri(f"xsd:{datatype}"))


def test_ids_are_start_predicate_and_group(claims: dict[str, Claim]) -> None:
    def start(words: str, after: str = "") -> int:
        return _where(words, after).start

    assert list(claims) == [
        f"{start('the Sahel War')}-part-of",
        f"{start('August 7')}-at-time",
        f"{start('Mali', 'Tessit, Mali')}-takes-place-at",
        f"{start('Army victory')}-outcome",
        f"{start('15.1234')}-coordinates",
        f"{start('Red Band')}-belligerent",
        f"{start('1,500 men')}-strength-side-1",
        f"{start('17 killed')}-killed-side-1",
        f"{start('more than 100 killed')}-killed-side-2",
        f"{start('ended on August 9')}-ends-on",
        f"{start('It began at')}-begins-on",
        f"{start('42 soldiers', 'told Radio')}-killed-army",
        f"{start('22 were')}-wounded-army",
        f"{start('The Katiba lost')}-killed-katiba",
        f"{start('Radio Sahel and')}-killed-unstated",
        f"{start('The band took')}-captured-unstated",
        f"{start('Several soldiers')}-missing-army",
        "army-claims",
        f"{start('12 kilometers')}-distance",
        f"{start('commander of')}-holds-role",
        f"{start('on the 9th')}-at-time",
        f"{start('dozens of people')}-killed-overall",
        # A claim about a claim comes behind those that it may be about.
        f"{start('The army claims')}-reflects-estimate-of",
    ]


def _claim(claims: dict[str, Claim], end: str) -> Claim:
    (claim,) = [claim for id_, claim in claims.items() if id_.endswith(end)]
    return claim


def test_a_claim_has_all_its_parts(claims: dict[str, Claim]) -> None:
    claim = _claim(claims, "killed-katiba")
    quotes = (_where("The Katiba lost more than 100 men"), _where("by 9 August"))
    assert (claim.predicate.key, _slug(claim.subject), claim.object) == ("killed", SLUG, None)
    assert (_slug(claim.event), _slug(claim.group), claim.group_status) == (SLUG, "katiba", None)
    assert claim.evidence == quotes
    # The day stands in the context, and its year comes from elsewhere.
    assert claim.as_of == _date("2022-08-09")
    assert claim.context == (quotes[1],)
    assert claim.inferred_from == (_where("7 August 2022"),)
    assert [n.node.value for n in claim.includes] == [f"{BASE}person/abou-test"]
    assert claim.tellings[0].name == "narration"
    assert (claim.partial, claim.limited_to, claim.by, claim.modality, claim.hedge) == (False, None, None, None, None)
    line = CLAIMS[: CLAIMS.index("[The Katiba lost")].count("\n") + 1
    assert (claim.place.line, claim.place.column) == (line, 5)


@pytest.mark.parametrize(
    ("id_", "quantity"),
    [
        ("strength-side-1", Quantity("1,500", _where("1,500"), "Exactly", 1500, 1500, "Person", None, None)),
        ("killed-side-1", Quantity("17", _where("17", "Casualties1"), "Exactly", 17, 17, "Person", None, None)),
        (
            "killed-side-2",
            Quantity("more than 100", _where("more than 100"), "MoreThan", 101, None, "Person", None, None),
        ),
        ("wounded-army", Quantity("22", _where("22", "that 22"), "Exactly", 22, 22, "Person", None, "Serious")),
        ("killed-unstated", Quantity("about fifty", _where("about fifty"), "About", None, None, "Person", None, None)),
        ("captured-unstated", Quantity("two", _where("two"), "Exactly", 2, 2, "Vehicle", None, None)),
        ("missing-army", Quantity("Several", _where("Several"), "Vague", None, None, "Person", None, None)),
        ("army-claims", Quantity("42", _where("42", "The army claims"), "Exactly", 42, 42, "Person", None, None)),
        ("distance", Quantity("12 kilometers", _where("12 kilometers"), "Exactly", 12, 12, None, "km", None)),
        ("killed-overall", Quantity("dozens", _where("dozens"), "Vague", None, None, "Person", None, None)),
    ],
)
def test_quantities_are_the_words_and_what_they_say(claims: dict[str, Claim], id_: str, quantity: Quantity) -> None:
    claim = _claim(claims, id_)
    assert claim.quantity == quantity
    assert claim.object is None
    assert quantity.where.of(TEXT) == quantity.words


def test_other_values(claims: dict[str, Claim]) -> None:
    assert _slug(_claim(claims, "part-of").object) == "sahel-war"
    outcome = _claim(claims, "outcome").object
    assert isinstance(outcome, Named)
    assert outcome.node == iri("ig:Victory")
    assert _claim(claims, "coordinates").object == Literal("POINT(-0.5678 15.1234)", datatype=iri("geo:wktLiteral"))
    assert _claim(claims, "holds-role").object == Literal("commander of the post", language="en")
    assert _slug(_claim(claims, "holds-role").subject) == "issa"
    assert _claim(claims, "holds-role").event is None
    assert _slug(_claim(claims, "distance").anchor) == "labbezanga"


def test_days_with_the_year_of_the_file(claims: dict[str, Claim]) -> None:
    year = _where("7 August 2022")
    assert _claim(claims, "ends-on").stated == Stated(_date("2022-08-09"), "August 9", _where("August 9"), (year,))
    assert _claim(claims, "ends-on").object == _date("2022-08-09")
    assert _claim(claims, "ends-on").inferred_from == (year,)
    assert _claim(claims, "begins-on").stated == Stated(_date("05:00:00", "time"), "5am", _where("5am"))
    # "DateAugust 7, 2022": the only place, though it is the end of a longer word.
    whole = claims[f"{_where('August 7').start}-at-time"]
    assert whole.stated == Stated(_date("2022-08-07"), "August 7, 2022", _where("August 7, 2022"))
    assert whole.inferred_from == ()


def test_a_day_given_by_hand(claims: dict[str, Claim]) -> None:
    claim = claims[f"{_where('on the 9th').start}-at-time"]
    # Its year stands in neither of the words that the claim names, so it comes from the file's.
    inferred = (_where("7 August 2022"), _where("August 9"))
    assert claim.stated == Stated(_date("2022-08-09"), "the 9th", _where("the 9th"), inferred)
    assert _slug(claim.event) == _slug(claim.subject) == "second-attack"


def test_a_period_that_only_its_words_say(tmp_path: Path) -> None:
    claim = one_claim(tmp_path, "quote: It began at 5am, begins-on: {quote: It began, vague: yes}")
    assert claim.stated == Stated(Literal("It began"), "It began", _where("It began"))
    assert claim.object == Literal("It began")


def test_what_is_excused_stands_somewhere_and_has_a_reason(tmp_path: Path) -> None:
    made = make(tmp_path, f"{HEAD}excuses:\n- {{quote: army, at: '743', reason: no count}}\n")
    assert made.file().excuses == (Excuse(_where("army", "The army claims"), "no count"),)


def test_what_is_said_of_another_event_is_about_that_event(claims: dict[str, Claim]) -> None:
    claim = _claim(claims, "killed-overall")
    assert (_slug(claim.subject), _slug(claim.event), claim.group_status) == (
        "second-attack", "second-attack", "Overall",
    )  # fmt: skip


def test_who_dies_in_another_event_is_told_of_that_event(tmp_path: Path) -> None:
    claim = one_claim(tmp_path, "quote: Abou Test, subject: abou-test, died-in: second-attack")
    assert (_slug(claim.subject), _slug(claim.object), _slug(claim.event)) == (
        "abou-test", "second-attack", "second-attack",
    )  # fmt: skip


def test_sides_groups_and_limits(claims: dict[str, Claim]) -> None:
    side = _claim(claims, "outcome").side
    assert side is not None
    assert (side.node.value, side.slug, side.called) == (f"{BASE}event/{SLUG}/side/1", "side-1", "side 1")
    assert _slug(_claim(claims, "belligerent").side) == "side-2"
    assert _claim(claims, "belligerent").context == (_where("Combatant2"),)
    part = _claim(claims, "killed-side-2")
    assert (part.partial, _slug(part.limited_to), _slug(part.group)) == (True, "katiba", "side-2")
    assert _claim(claims, "killed-unstated").group_status == "Unstated"
    assert _slug(_claim(claims, "captured-unstated").by) == "red-band"


def test_a_claim_that_hedges_and_one_about_it(claims: dict[str, Claim]) -> None:
    claim = claims["army-claims"]
    assert (claim.modality, claim.hedge) == ("Claims", _where("claims", "The army claims"))
    assert (claim.label, claim.note) == ("the army's own count", "a note")
    assert claim.evidence == (_where("42 soldiers had died", "The army claims"),)
    about = _claim(claims, "reflects-estimate-of")
    assert about.subject.node.value == f"{BASE}claim/{SLUG}/army-claims"
    assert about.subject.called == "the claim “42 soldiers had died”"
    assert [telling.name for telling in about.tellings] == ["inference"]
    assert about.tellings[0].hops[0].mode == "AuthorInference"


def _hops(telling: Telling) -> list[tuple[str, str]]:
    return [(hop.teller.slug, hop.mode) for hop in telling.hops]


def test_a_chain_is_told_from_the_document_inwards(claims: dict[str, Claim]) -> None:
    (telling,) = _claim(claims, "killed-army").tellings
    assert telling.name == "captain-on-radio"
    assert _hops(telling) == [(SLUG, "DirectQuote"), ("villagers", "IndirectSpeech"), ("captain", "Narration")]
    document, villagers, captain = telling.hops
    assert document == Hop(document.teller, "DirectQuote")
    assert document.teller.called == "the article"
    assert villagers.cues == (_where("According to villagers"),)
    assert (_slug(captain.channel), _slug(captain.on_behalf_of)) == ("radio-sahel", "army")
    year = _where("7 August 2022")
    assert captain.said_on == Stated(_date("2022-08-08"), "8 August", _where("8 August"), (year,))
    assert telling.origin is captain
    # Named once, it is one and the same for both claims.
    assert _claim(claims, "wounded-army").tellings == (telling,)


def test_tellings_in_place_are_named_by_teller_and_cue(claims: dict[str, Claim]) -> None:
    (telling,) = _claim(claims, "killed-side-1").tellings
    assert telling.name == f"army-{_where('(according to the army)').start}"
    assert _hops(telling) == [(SLUG, "IndirectSpeech"), ("army", "Narration")]
    radio, worker = _claim(claims, "killed-unstated").tellings
    # Its own words first: "Radio Sahel" stands elsewhere, too.
    assert radio.name == f"radio-sahel-{_where('Radio Sahel and').start}"
    assert worker.name == f"aid-worker-{_where('an aid worker').start}"


def test_an_ellipsis_is_the_stretch_from_first_to_last(claims: dict[str, Claim]) -> None:
    (span,) = _claim(claims, "killed-unstated").evidence
    assert span.of(TEXT) == "Radio Sahel and an aid worker both reported about fifty dead"
    assert _claim(claims, "outcome").inferred_from[0].of(TEXT).startswith("Tessit, Mali\n- Result")
    assert _claim(claims, "outcome").inferred_from[0].of(TEXT).endswith("The Katiba, Red Band")


def test_names_with_every_place_where_they_stand(file: ClaimFile) -> None:
    assert [(n.id, n.of.slug, n.form, n.status, n.evidence) for n in file.names] == [
        ("red-band", "red-band", "Red Band", "Headword", (_where("Red Band"),)),
        ("the-band", "red-band", "The band", "Attested", (_where("The band"),)),
        ("tessit-of-2022", "tessit", "Tessit", "Attested", (_where("Tessit"), _where("Tessit", "Place"))),
        ("army", "side-1", "Army", "Attested", (_where("Army"),)),
    ]


def test_an_id_does_not_change_when_another_claim_is_added(tmp_path: Path, claims: dict[str, Claim]) -> None:
    more = CLAIMS.replace("claims:\n", 'claims:\n  - {quote: 22 wounded, wounded: "22", group: overall}\n')
    ids = [claim.id for claim in make(tmp_path, more).file().claims]
    assert [id_ for id_ in ids if id_ in claims] == list(claims)
    assert len(ids) == len(claims) + 1


@pytest.mark.parametrize(
    ("body", "start"),
    [
        ("quote: 42 soldiers had died, at: '760', killed: '42', group: army", 760),
        ("quote: 42 soldiers had died, at: '0494', killed: '42', group: army", 494),
        ("quote: 42 soldiers had died, in: The army claims … died, killed: '42', group: army", 760),
        ("quote: {quote: 42 soldiers had died, at: '760', in: The army claims … died}, killed: '42', group: army", 760),
        ("quote: 42 soldiers … died, at: '494', killed: '42', group: army", 494),
    ],
)
def test_in_and_at_tell_one_place_from_another(tmp_path: Path, body: str, start: int) -> None:
    assert one_claim(tmp_path, body).evidence[0].start == start


def test_a_scope_near_the_evidence_comes_before_the_document(tmp_path: Path) -> None:
    """Words that stand often are those of the quote, else of its sentence or cell, else of its paragraph."""
    killed = "killed: '42', group: army"
    for body, after in (
        (f"quote: The army claims that 42, {killed}, context: army", "The army claims"),
        (f"quote: claims that 42 soldiers, {killed}, context: army", "The army claims"),
        ("quote: 17 killed, killed: '17', group: army, context: army", "Casualties1"),
        ("quote: The fighting took place, holds-role: fighting, subject: army, context: army", "The army claims"),
    ):
        claim = one_claim(tmp_path, body)
        assert claim.context == (_where("army", after),)
    # Two quotes count alike: what stands in both is told apart by hand.
    quotes = "quote: [The Katiba lost, The army claims], holds-role: lost, subject: army"
    (told,) = found(tmp_path, f"{HEAD}claims:\n- {{{quotes}, context: ‸The}}\n")
    assert told.startswith(f"'The' stands 2 times: at {_where('The Katiba lost').start} (")


def test_references_are_cited_by_the_document_or_by_a_telling(tmp_path: Path) -> None:
    claims = f"""document: {SLUG}
event: {SLUG}
claims:
- {{quote: JNIM claimed responsibility, claimed-responsibility: army, cites: ["9", "8", "9"]}}
- quote: one injured
  wounded: one
  group: army
  told: {{through: {{teller: army, cue: The Malian government stated}}, cites: "3"}}
- quote: soldat malien tués
  in: trois casques bleus et un soldat malien tués
  holds-role: soldat
  subject: army
references:
- {{number: "8", publisher: test-press, creator: [army, issa], label: somebody's report}}
- {{number: "1", publisher: radio-sahel}}
"""
    file = make(tmp_path, claims, text=DOCUMENT_B, metadata={"form": "rendered"}).file()
    claimed, injured, french = file.claims
    assert [(t.name, t.hops[0].cites) for t in claimed.tellings] == [("narration-cites-9-8", (9, 8))]
    assert injured.tellings[0].hops[0].cites == (3,)
    assert injured.tellings[0].name == f"army-{DOCUMENT_B.index('The Malian government stated')}"
    assert french.object == Literal("soldat", language="fr")
    assert [(r.number, _slug(r.publisher), [c.slug for c in r.creators], r.label) for r in file.references] == [
        (1, "radio-sahel", [], None),
        (8, "test-press", ["army", "issa"], "somebody's report"),
    ]
    for wrong, message in (
        (claims.replace('["9", "8", "9"]', '["9", ‸"11"]'), "unknown reference '11'; did you mean '1'?"),
        (claims.replace('cites: ["9", "8", "9"]', 'cites: "9", told: army-1', 1), "unknown telling 'army-1'"),
        (claims.replace('number: "8"', 'number: "11"'), "unknown reference '11'"),
        (claims.replace('number: "8"', 'number: "1"'), "reference 1 is listed twice; keep one"),
    ):
        problems = make(tmp_path, wrong, text=DOCUMENT_B, metadata={"form": "rendered"}).problems()
        assert any(message in problem for problem in problems), problems


def test_cites_of_a_telling_stand_on_the_telling(tmp_path: Path) -> None:
    claims = f"""document: {SLUG}
event: {SLUG}
tellings:
  government: {{teller: army, cue: The Malian government stated}}
claims:
- {{quote: one injured, wounded: one, group: army, told: government, cites: "3"}}
"""
    (problem,) = make(tmp_path, claims, text=DOCUMENT_B, metadata={"form": "rendered"}).problems()
    assert "'cites' of a telling stands on the telling: {through: [...], cites: [3]}" in problem
