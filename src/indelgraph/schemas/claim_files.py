"""The schema of claim files.

What it says of predicates comes from their table and from the ontology's definitions; the sentences for the other
keys stand here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import ontology
from ..claims.locate import LONGEST_OFFSET
from ..claims.naming import ACTORS, ANCHORS, CHANNELS, COUNTS, GROUP_STATUSES, LIMITS
from ..claims.predicates import EQUIPMENT, OF_COUNTS, PREDICATES, Need, Predicate, Takes
from ..claims.read import (
    CLAIM_KEYS,
    DATE_KEYS,
    EXCUSE_KEYS,
    FILE_KEYS,
    HOP_KEYS,
    MODALITIES,
    MODES,
    NAME_KEYS,
    POINTER_KEYS,
    REFERENCE_KEYS,
    SEVERITIES,
    STATUSES,
    TELLING_KEYS,
)
from ..claims.telling import INFERENCE, NARRATION, RELAYING, SPEAKING
from ..claims.values import COORDINATES
from ..namespaces import iri
from ..registry import Kind
from ..registry.read import BEARINGS
from .parts import (
    FLAG,
    NO,
    SIDE,
    SIDE_NAMES,
    SLUG_TEXT,
    TEXT,
    YES,
    any_of,
    choice,
    defined,
    entry_names,
    entry_of,
    given,
    listed,
    mapping,
    matching,
    some,
    when,
    without,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..registry import Registry
    from .parts import Schema, Table

__all__ = ["claim_file"]

_WHOLE: Schema = {"type": ["string", "integer"], "minimum": 0}
_OFFSET = {**matching(f"[0-9]{{1,{LONGEST_OFFSET}}}"), **_WHOLE, "maximum": 10**LONGEST_OFFSET - 1}
_NUMBER = {**matching("[0-9]+"), **_WHOLE}
_OWN = choice([NARRATION, INFERENCE])
_SUBJECTS = tuple(kind for kind in Kind if any(kind in predicate.subjects for predicate in PREDICATES.values()))

POINTER: Table = {
    "quote": ("The exact words of the document.", TEXT),
    "in": ("A longer stretch of the document that holds the words and stands once.", TEXT),
    "at": ("The offset of the first character of the words, a whole number.", _OFFSET),
}
_DATE: Table = {
    **POINTER,
    "value": ("The day or time, where the words alone do not say it; needs 'inferred-from'.", TEXT),
    "inferred-from": ("The words that the value comes from.", some(defined("pointer"))),
    "vague": ("Whether it is a period that only its words say; such a period has no 'value'.", FLAG),
}
_HOP: Table = {
    "teller": ("Who tells it: an actor or a person.", entry_of(ACTORS)),
    "cue": ("The words that give the telling away.", some(defined("pointer"))),
    "channel": ("The medium that was told and passed it on.", entry_of(CHANNELS)),
    "on-behalf-of": ("Whom the teller speaks for.", entry_of(ACTORS)),
    "said-on": ("The words of the day on which it was told.", defined("day")),
    "mode": (
        "How it is told: direct-quote or indirect-speech by who relays another, else narration or author-inference.",
        words(MODES.values()),
    ),
}
_TELLING: Table = {
    "through": ("The tellers after the document, outermost first.", any_of(defined("lone-teller"), defined("chain"))),
    "mode": ("How the document relays the first of them.", words(RELAYING)),
    "cites": ("The numbers of the references that the document cites for it.", some(_NUMBER)),
}
_NAME: Table = {
    "form": ("The written form, as the text has it.", TEXT),
    "of": ("What it names: an entry of the registry, or a side of the file's event.", defined("name-of")),
    "status": ("Whether it is a headword, attested (so without this key) or an artefact.", words(STATUSES.values())),
    "in": ("Stretches of the document in which the form means this; without them all it stands in.", some(TEXT)),
    "id": ("An id of its own, a slug, where two forms would share one.", SLUG_TEXT),
}
_REFERENCE: Table = {
    "number": ("The number of the reference in the list of references.", _NUMBER),
    "publisher": ("The outlet that published it.", entry_of(ACTORS)),
    "creator": ("Who wrote it.", some(entry_of(ACTORS))),
    "label": ("What people read for it.", TEXT),
}
_EXCUSE: Table = {**POINTER, "reason": ("Why the words are rightly no claim.", TEXT)}
_CLAIM: Table = {
    "quote": ("The words that the claim stands on, as the document has them.", some(defined("pointer"))),
    "in": ("A longer stretch of the document that holds the one quote and stands once.", TEXT),
    "at": ("The offset of the first character of the one quote, a whole number.", _OFFSET),
    "context": ("Words that are needed to understand the quote.", some(defined("pointer"))),
    "told": (
        "Who tells it: a telling's name, a telling written in place, or a list of parallel ones.",
        defined("told"),
    ),
    "cites": ("The numbers of the references that the document cites for it.", some(_NUMBER)),
    "subject": ("Whom or what it is said of; without it the event.", any_of(entry_of(_SUBJECTS), SLUG_TEXT)),
    "event": ("The event that it is about; without it that of the file.", entry_of((Kind.EVENT,))),
    "group": ("Whose losses or strength: somebody, side-1, overall or unstated.", defined("group")),
    "side": ("The number of a side of the event.", SIDE),
    "limited-to": ("Whom, or the place, that the claim is limited to.", entry_of(LIMITS)),
    "partial": ("Whether the count is of a part; needs 'limited-to' or 'equipped-with'.", FLAG),
    "includes": ("Whom the count names as part of itself.", some(entry_of(ACTORS))),
    "by": ("Who did it, where the words name the doer.", entry_of(ACTORS)),
    "relative-to": ("The place or event that a distance is measured from.", entry_of(ANCHORS)),
    "counts": ("The kind of thing that is counted, where the words do not say it.", words(COUNTS)),
    "severity": ("How severe the loss is, where the number's words do not say it.", words(SEVERITIES.values())),
    "bearing": ("In which direction the distance is, from the place that it is measured from.", choice(BEARINGS)),
    "equipped-with": ("The weapons or gear of what is counted.", words(EQUIPMENT)),
    "as-of": ("The words of the day up to which it holds.", defined("day")),
    "modality": ("How the words of 'hedge' colour it.", words(MODALITIES.values())),
    "hedge": ("The words of the modality.", defined("pointer")),
    "inferred-from": (
        "The words that it was inferred from, where the quote does not say it.",
        some(defined("pointer")),
    ),
    "id": ("An id of its own, a slug, where two claims would share one.", SLUG_TEXT),
    "label": ("What people read for it, in place of the label that is made.", TEXT),
    "note": ("What a reader should know about how the words are read.", TEXT),
}
_FILE: Table = {
    "document": ("The slug of the document that the file reads.", defined("document")),
    "event": ("The event that its claims are about, where they name no other.", entry_of((Kind.EVENT,))),
    "year-from": ("Words with the year of dates that have none.", defined("pointer")),
    "tellings": ("Maps a name to a chain of tellers.", defined("tellings")),
    "claims": ("What the document claims, in the order of its text.", some(defined("claim"))),
    "names": ("Written forms of names and what they name.", some(defined("name"))),
    "references": (
        "Who in the registry stands behind the entries of the list of references.",
        some(defined("reference")),
    ),
    "excuses": ("Words that are rightly no claim.", some(defined("excuse"))),
}


def claim_file(registry: Registry | None = None, documents: Iterable[str] | None = None) -> Schema:
    """What a claim file is, without the heading of a schema; with the names of a collection where they are given."""
    slugs = SLUG_TEXT if documents is None else choice(sorted(documents))
    body = mapping(FILE_KEYS, _FILE, ["document"])
    return {**body, "$defs": {**_definitions(), "document": slugs, **entry_names(_kinds(), registry)}}


def _kinds() -> set[tuple[Kind, ...]]:
    """The kinds of entries that stand together somewhere in a claim file."""
    of_predicates = {kinds for p in PREDICATES.values() for kinds in (p.subjects, p.objects) if kinds}
    return {*of_predicates, ACTORS, ANCHORS, CHANNELS, LIMITS, _SUBJECTS, tuple(Kind), (Kind.EVENT,)}


def _definitions() -> dict[str, Schema]:
    day = {**_DATE, "vague": ("Always no: what stands here is a day.", {"enum": NO})}
    lone = {**_HOP, "mode": ("How the teller says it; without this key in narration.", words(SPEAKING))}
    cued = given("cue")
    some_cue: Schema = {"type": "array", "contains": cued}
    through: Schema = {"properties": {"through": any_of({"type": "object", **cued}, some_cue)}}
    in_place = any_of({**defined("lone-teller"), **cued}, {**defined("relayed"), **through})
    parallel = any_of(SLUG_TEXT, in_place, {**defined("chain"), **some_cue})
    own_name: Schema = {"pattern": f"^(?:{NARRATION}|{INFERENCE})(?:-cites-|$)"}
    return {
        "claim": _claim(),
        "name": mapping(NAME_KEYS, _NAME, ["form", "of"]),
        "reference": mapping(REFERENCE_KEYS, _REFERENCE, ["number"]),
        "excuse": mapping(EXCUSE_KEYS, _EXCUSE, ["quote", "reason"]),
        "pointer": any_of(TEXT, mapping(POINTER_KEYS, POINTER, ["quote"])),
        "date": any_of(TEXT, mapping(DATE_KEYS, _DATE, ["quote"], _date_rules())),
        "day": any_of(TEXT, mapping(DATE_KEYS, day, ["quote"], _date_rules())),
        "name-of": any_of(choice(SIDE_NAMES), entry_of(Kind)),
        "group": any_of(choice([*GROUP_STATUSES, *SIDE_NAMES]), entry_of(ACTORS)),
        "lone-teller": mapping(HOP_KEYS, lone, ["teller"]),
        "chain": listed(mapping(HOP_KEYS, _HOP, ["teller"])),
        "relayed": mapping(TELLING_KEYS, _TELLING, ["through"]),
        "told": any_of(_OWN, SLUG_TEXT, in_place, listed(parallel)),
        "tellings": {
            "type": "object",
            "propertyNames": {**SLUG_TEXT, "not": own_name},
            "additionalProperties": any_of(defined("lone-teller"), defined("chain"), defined("relayed")),
        },
    }


def _date_rules() -> Iterator[Schema]:
    yield when(["value"], given("inferred-from"))
    yield {"if": given(vague=YES), "then": without("value")}


def _claim() -> Schema:
    """A claim: its own keys, and those of the predicates, of which exactly one stands."""
    table = {**_CLAIM, **{key: _predicate(predicate) for key, predicate in PREDICATES.items()}}
    body = mapping([*PREDICATES, *CLAIM_KEYS], table, ["quote"], _claim_rules())
    return {**body, "oneOf": [given(key) for key in PREDICATES]}


def _predicate(predicate: Predicate) -> tuple[str, Schema]:
    """What a predicate's key says, in the words of the ontology, and what it takes."""
    meaning = " ".join(ontology.load().values(predicate.node.value, iri("skos:definition").value))
    match predicate.takes:
        case Takes.ENTITY:
            sides = [choice(SIDE_NAMES)] if predicate.or_side else []
            value = any_of(*sides, entry_of(predicate.objects))
        case Takes.CONCEPT:
            value = words(predicate.concepts)
        case Takes.DATE:
            value = defined("date")
        case Takes.COORDINATES:
            value = matching(COORDINATES)
        case Takes.QUANTITY | Takes.WORDS:
            value = TEXT
    return f"{meaning} Takes {predicate.takes}.", value


def _claim_rules() -> Iterator[Schema]:
    """Which keys a claim needs or must not have beside its predicate, and which keys go together."""
    yield when(_keys(lambda p: p.group is Need.MUST), given("group"))
    yield when(_keys(lambda p: p.group is Need.NOT), without("group"))
    yield when(_keys(lambda p: p.side is Need.MUST), given("side"))
    yield when(_keys(lambda p: p.side is Need.NOT), without("side"))
    yield when(_keys(lambda p: p.event is Need.NOT), without("event"))
    yield when(_keys(_is_distance), given("relative-to"))
    yield when(_keys(lambda p: not _is_distance(p)), without("relative-to"))
    not_counts = _keys(lambda p: not p.is_count)
    yield when(not_counts, without(*(key for key in OF_COUNTS if key != "partial")))
    yield when(not_counts, {"properties": {"partial": {"enum": NO}}})
    yield {"if": given(partial=YES), "then": any_of(given("limited-to"), given("equipped-with"))}
    for subjects in dict.fromkeys(predicate.subjects for predicate in PREDICATES.values()):
        keys = [key for key, predicate in PREDICATES.items() if predicate.subjects == subjects]
        needed = [] if Kind.EVENT in subjects else ["subject"]
        what = entry_of(subjects) if subjects else SLUG_TEXT
        yield when(keys, {"properties": {"subject": what}, "required": needed})
    yield when(["modality"], given("hedge"))
    yield when(["hedge"], given("modality"))
    alone = any_of(TEXT, {"type": "object", **without("in", "at")})
    yield when(["in", "at"], {"properties": {"quote": any_of(alone, {**listed(alone), "maxItems": 1})}})
    yield when(["cites"], {"properties": {"told": some(_OWN)}})


def _is_distance(predicate: Predicate) -> bool:
    return predicate.takes is Takes.QUANTITY and not predicate.is_count


def _keys(which: Callable[[Predicate], bool]) -> list[str]:
    return [key for key, predicate in PREDICATES.items() if which(predicate)]
