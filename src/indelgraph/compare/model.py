"""What every report says of one event, side by side: plain values, whose fields are the keys of the JSON form.

The note on a field is its documentation everywhere: :func:`indelgraph.compare.as_json.schema` makes the JSON Schema
of the output from the types and notes of this module. Terms of the vocabulary are given by their local names
(``MoreThan``, ``Strict``); ontology/README.md explains them. Annotations are read at run time, so that this module
does without ``from __future__ import annotations``.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

__all__ = [
    "MEASURES",
    "Agreement",
    "Comparison",
    "Conflict",
    "Dispute",
    "Figure",
    "Limits",
    "Node",
    "Range",
    "Restatement",
    "Row",
    "Said",
    "Spot",
    "Sum",
    "Telling",
]

MEASURES = ("killed", "wounded", "captured", "missing", "hospitalised", "destroyed", "casualties", "strength")
"""Losses and strength in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something that a claim names."""

    iri: Annotated[str, "its IRI; for a value that is no node, such as a day, an empty string"]
    name: Annotated[str, "what people call it: “MNLA”, “side 2 (MUJAO, AQIM)”, “the article”"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand."""

    document: Annotated[Node, "the document"]
    part: Annotated[str, "the part of the text: infobox, lead, body, reference-title or furniture"]
    start: Annotated[int, "offset of the first character, counted from 0 in Unicode code points of the document"]
    end: Annotated[int, "offset after the last character"]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as others refer to it."""

    claim: Annotated[str, "IRI of the claim"]
    what: Annotated[str, "local name of its predicate: killed, strength, outcome …"]
    value: Annotated[str, "the number as stated, with its hedge; for other claims the name of what they say"]
    words: Annotated[str, "the exact words that the claim stands on"]
    origins: Annotated[tuple[Node, ...], "who says so in the end: the innermost teller of each chain"]
    spots: Annotated[tuple[Spot, ...], "where the words stand, in the order of the text"]


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of a chain."""

    teller: Annotated[Node, "who tells"]
    channel: Annotated[Node | None, "the medium that it was told through"]
    on_behalf_of: Annotated[Node | None, "for whom the teller speaks"]
    said_on: Annotated[str | None, "the day of the telling (xsd:date), if it is known"]
    mode: Annotated[str | None, "DirectQuote, IndirectSpeech, Narration or AuthorInference"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What narrows a figure, or keeps a distance from it."""

    partial: Annotated[bool, "whether it counts a part only"]
    limited_to: Annotated[Node | None, "the place, group or interval that it is limited to"]
    as_of: Annotated[str | None, "the day up to which it holds"]
    severity: Annotated[str | None, "local name, such as Serious"]
    modalities: Annotated[tuple[str, ...], "how firmly the verbs put it: Claims, Seems …"]
    hedges: Annotated[tuple[str, ...], "the words that carry the modality"]
    by: Annotated[Node | None, "who did it, where the words name the doer"]
    inferred: Annotated[bool, "whether anything about the claim had to be inferred"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """That a figure contradicts another claim."""

    finding: Annotated[str, "IRI of the contradiction"]
    other: Annotated[Said, "the claim on the other side"]
    grade: Annotated[str, "how firm it is: Strict, Conditional, Pragmatic, Editorial, External or Stated"]
    kind: Annotated[str, "what they disagree about, such as DisjointQuantities"]
    comment: Annotated[str | None, "how it was found, where that needs a word"]
    conditions: Annotated[tuple[str, ...], "what must hold for a Conditional one, each to be read after “if”"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a figure agrees with another claim."""

    finding: Annotated[str, "IRI of the agreement"]
    other: Annotated[Said, "the claim that says the same"]
    independent: Annotated[bool, "whether the two come from different sources"]


@dataclass(frozen=True, slots=True)
class Restatement:
    """That a cell of the infobox restates sentences, or that one of the two is missing."""

    finding: Annotated[str, "IRI of the restatement"]
    role: Annotated[str, "what this figure is in it: cell or sentence"]
    others: Annotated[tuple[Said, ...], "the sentences that the cell restates, or the cell and its other sentences"]
    losses: Annotated[tuple[str, ...], "what was lost or changed: HedgeChanged, SourceChanged …"]


@dataclass(frozen=True, slots=True)
class Sum:
    """That a figure is a part or the whole of a sum."""

    finding: Annotated[str, "IRI of the aggregation"]
    role: Annotated[str, "what this figure is in it: part or whole"]
    parts: Annotated[tuple[Said, ...], "all parts, in the order of the text"]
    whole: Annotated[Said, "the whole"]
    adds_up: Annotated[bool, "whether the parts can add up to the whole"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim of a number, with all that is said about it."""

    claim: Annotated[Said, "the claim itself"]
    comparator: Annotated[str, "how the words bind the number: Exactly, MoreThan, Range, Vague …"]
    minimum: Annotated[Decimal | None, "the lowest number that the words allow; null where they give none"]
    maximum: Annotated[Decimal | None, "the highest number that the words allow; null where they give none"]
    chains: Annotated[tuple[tuple[Telling, ...], ...], "each chain of tellers, the document first"]
    standpoint: Annotated[str | None, "OwnSide, Enemy or ThirdParty; null where no rule has computed it"]
    limits: Annotated[Limits, "what narrows it"]
    conflicts: Annotated[tuple[Conflict, ...], "what it contradicts"]
    agreements: Annotated[tuple[Agreement, ...], "what it agrees with"]
    restatements: Annotated[tuple[Restatement, ...], "how infobox and prose restate each other"]
    sums: Annotated[tuple[Sum, ...], "the sums that it is in"]


@dataclass(frozen=True, slots=True)
class Range:
    """From which claim to which the figures of a row reach; the ends are claims, never numbers of ours."""

    finding: Annotated[str, "IRI of the loss range"]
    label: Annotated[str, "the range in a line"]
    lowest: Annotated[tuple[Said, ...], "the claims with the lowest bounds"]
    highest: Annotated[tuple[Said, ...], "the claims with the highest bounds"]
    vague: Annotated[tuple[Said, ...], "the claims whose words give no bounds"]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group and measure."""

    group: Annotated[Node, "whose losses or strength; “in all” and “group not stated” are ig:Overall and ig:Unstated"]
    side: Annotated[int | None, "the number of the side that the group is on, if claims put it on just one"]
    measure: Annotated[str, "local name of the predicate: killed, wounded … strength"]
    counts: Annotated[str, "what is counted: Person, Vehicle …"]
    figures: Annotated[tuple[Figure, ...], "its claims, in the order of the text"]
    ranges: Annotated[tuple[Range, ...], "the loss ranges of the group; more than one where a rule keeps parts apart"]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that contradict each other and are not both figures."""

    finding: Annotated[str, "IRI of the contradiction"]
    kind: Annotated[str, "what they disagree about, such as OutcomeConflict"]
    grade: Annotated[str, "how firm it is: Strict, Conditional, Pragmatic, Editorial, External or Stated"]
    one: Annotated[Said, "the claim that comes first in the text"]
    other: Annotated[Said, "the other claim"]
    comment: Annotated[str | None, "how it was found, where that needs a word"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What every report says of one event."""

    event: Annotated[Node, "the event"]
    wikidata: Annotated[tuple[str, ...], "ids of the Wikidata items that it is an exact match of"]
    documents: Annotated[tuple[Node, ...], "the documents that say something of it"]
    rows: Annotated[tuple[Row, ...], "the figures: by side, group and measure"]
    disputes: Annotated[tuple[Dispute, ...], "what else the claims disagree about"]
