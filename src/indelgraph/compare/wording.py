"""How a comparison is put into words: one way for the terminal, Markdown and the figure alike.

The texts hold words of documents and are not safe to print yet: each form makes them so in its own way, most with
:func:`clean` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import printable
from ..words import kebab
from .model import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Comparison, Conflict, Dispute, Figure, Range, Row, Said, Spot, Telling

__all__ = [
    "beside",
    "clean",
    "dispute_claim",
    "dispute_kind",
    "heading",
    "is_part",
    "limits",
    "measured",
    "narrowing",
    "nothing",
    "origins",
    "plain",
    "range_words",
    "scope",
    "standpoint",
    "through",
    "where",
    "whose",
]

_STANDPOINTS = {"OwnSide": "own side", "Enemy": "enemy", "ThirdParty": "third party"}
_PARTS = {"infobox": "infobox", "lead": "prose", "body": "prose", "reference-title": "title"}
_COUNTED = {"Person": "", "Vehicle": "vehicles"}


def clean(text: str) -> str:
    """Words on one line, with what steers a terminal or the order of letters as an escape."""
    return printable(" ".join(text.split()))


def plain(term: str) -> str:
    """A term's local name as words: “disjoint quantities” for ``DisjointQuantities``."""
    return kebab(term).replace("-", " ")


def standpoint(term: str | None) -> str:
    """From where somebody tells a figure; “not known” where no rule has said."""
    return _STANDPOINTS.get(term or "", plain(term) if term else "not known")


def heading(row: Row) -> str:
    """The title of a row: “MNLA (side 1): killed”."""
    return f"{whose(row)}: {measured(row)}"


def whose(row: Row) -> str:
    """The group of a row with its side: “MNLA (side 1)”."""
    is_side = row.group.name.startswith("side ")
    return f"{row.group.name} (side {row.side})" if row.side is not None and not is_side else row.group.name


def measured(row: Row) -> str:
    """What the figures of a row measure: “killed”, “captured (vehicles)”."""
    counted = _COUNTED.get(row.counts, plain(row.counts))
    return f"{plain(row.measure)} ({counted})" if counted else plain(row.measure)


def origins(said: Said) -> str:
    """Who says so."""
    return " and ".join(origin.name for origin in said.origins)


def through(chain: tuple[Telling, ...]) -> str:
    """A chain of tellers in the order in which the news went: from the innermost to the document."""
    return " → ".join(_telling(telling) for telling in reversed(chain))


def _telling(telling: Telling) -> str:
    notes = [
        f"for {telling.on_behalf_of.name}" if telling.on_behalf_of else "",
        f"through {telling.channel.name}" if telling.channel else "",
        f"on {telling.said_on}" if telling.said_on else "",
    ]
    said = ", ".join(filter(None, notes))
    return f"{telling.teller.name} ({said})" if said else telling.teller.name


def is_part(row: Row, figure: Figure) -> bool:
    """Whether a figure counts a part only of the group of its row.

    A line of a side's cell for one of its parties is a part of the side; in the row of the party it is the whole.
    """
    return figure.limits.partial and not _is_own(row, figure)


def _is_own(row: Row, figure: Figure) -> bool:
    limit = figure.limits.limited_to
    return limit is not None and limit.iri == row.group.iri


def scope(row: Row, figure: Figure) -> tuple[str, ...]:
    """What part of its row's group a figure is of, in a few words."""
    limit = figure.limits.limited_to
    limited = f"limited to {limit.name}" if limit and not _is_own(row, figure) else ""
    return tuple(filter(None, ("a part only" if is_part(row, figure) else "", limited)))


def narrowing(row: Row, figure: Figure) -> tuple[str, ...]:
    """What the number counts less than the title of its row says: a part, some place, the worst hurt, until a day."""
    found = figure.limits
    how = f"{plain(found.severity)}ly" if found.severity else ""
    return (*scope(row, figure), *filter(None, (how, f"as of {found.as_of}" if found.as_of else "")))


def limits(row: Row, figure: Figure) -> tuple[str, ...]:
    """What narrows a figure or keeps a distance, each in a few words."""
    found = figure.limits
    hedges = f" (“{'”, “'.join(found.hedges)}”)" if found.hedges else ""
    modalities = ", ".join(map(plain, found.modalities))
    texts = (
        f"as of {found.as_of}" if found.as_of else "",
        plain(found.severity) if found.severity else "",
        f"put as: {modalities}{hedges}" if modalities or hedges else "",
        f"by {found.by.name}" if found.by else "",
        "partly inferred" if found.inferred else "",
    )
    return (*scope(row, figure), *filter(None, texts))


def where(spots: tuple[Spot, ...], *, documents: bool) -> str:
    """Where words stand: “infobox 465–473”; with the document where there are several."""
    texts = [f"{_PARTS.get(spot.part, spot.part)} {spot.start}–{spot.end}" for spot in spots]
    if documents:
        texts += dict.fromkeys(spot.document.name for spot in spots)
    return ", ".join(texts)


def _quoted(said: Said) -> str:
    return f"“{said.value if said.what in MEASURES else said.words}” ({origins(said)})"


def beside(figure: Figure) -> tuple[str, ...]:
    """How a figure stands to other claims, each relation in a line."""
    conflicts = _grouped((_how(one), one.other) for one in figure.conflicts)
    lines = [f"{how}: {claims}" for how, claims in conflicts]
    alone = {True: "agrees, independently, with", False: "agrees, not independently, with"}
    lines += [f"{how} {claims}" for how, claims in _grouped((alone[a.independent], a.other) for a in figure.agreements)]
    for restated in figure.restatements:
        losses = ", ".join(map(plain, restated.losses))
        if not restated.others:
            lines.append(losses)
            continue
        verb = "restates" if restated.role == "cell" else "stands beside"
        lines.append(f"{verb} {' and '.join(map(_quoted, restated.others))}{f': {losses}' if losses else ''}")
    for one in figure.sums:
        sign = "=" if one.adds_up else "≠"
        lines.append(f"sum: {' + '.join(_quoted(part) for part in one.parts)} {sign} {_quoted(one.whole)}")
    return tuple(lines)


def _grouped(pairs: Iterable[tuple[str, Said]]) -> list[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for how, said in pairs:
        found.setdefault(how, []).append(_quoted(said))
    return [(how, ", ".join(claims)) for how, claims in found.items()]


def _how(conflict: Conflict) -> str:
    if conflict.grade == "Stated":
        return "doubt is stated"
    # That two figures exclude each other is what everybody expects of numbers; only another kind needs a word.
    usual = conflict.kind == "DisjointQuantities"
    told = ", ".join(plain(term) for term in (conflict.grade, "" if usual else conflict.kind) if term)
    condition = f"if {' and '.join(conflict.conditions)}" if conflict.conditions else None
    return f"contradicts ({'; '.join(filter(None, (told, condition, conflict.comment)))})"


def range_words(found: Range) -> str:
    """A loss range in a line."""
    ends = [", ".join(map(_quoted, claims)) for claims in (found.lowest, found.highest)]
    reach = f"from {ends[0]} to {ends[1]}" if all(ends) else "".join(ends)
    vague = f"without bounds: {', '.join(map(_quoted, found.vague))}" if found.vague else ""
    return "; ".join(filter(None, (reach, vague)))


def dispute_kind(dispute: Dispute) -> str:
    """What a dispute is about, and how firm it is: “outcome, conditional”."""
    if dispute.grade == "Stated":
        return "stated doubt"
    kind = plain(dispute.kind.removesuffix("Conflict"))
    return ", ".join(filter(None, (kind, plain(dispute.grade))))


def dispute_claim(said: Said) -> tuple[str, ...]:
    """One of the two claims of a dispute: its words, what they are read as where that is another, and who says so."""
    # Who reads the value in the words, and little else, need not be told it twice.
    told = said.value.lower() in said.words.lower() and 2 * len(said.value) >= len(said.words)
    read = () if told else (f"{plain(said.what)}: {said.value}",)
    return (f"“{said.words}”", *read, f"says {origins(said)}")


def nothing(comparison: Comparison) -> str:
    """What is said where there is no figure at all."""
    return f"No report gives a figure of losses or strength for {comparison.event.name}."
