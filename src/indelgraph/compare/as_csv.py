"""A comparison as CSV (RFC 4180): a row for each claim, figures first, then the other claims that are disputed.

A spreadsheet takes a cell that starts with ``=``, ``+``, ``-`` or ``@`` for a formula (OWASP, "CSV injection"), and the
words of a document may start with anything. Such a cell gets an apostrophe before it, which :func:`unguarded` takes
away again; the JSON form has all words as they are. The guard is of comma-separated files: a spreadsheet that is told
to part cells at semicolons parts them within the words as well.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from ..errors import printable
from ..namespaces import BASE
from .wording import through

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from .model import Comparison, Dispute, Figure, Row, Said

__all__ = ["COLUMNS", "as_csv", "guarded", "unguarded"]

COLUMNS = (
    "event", "about", "side", "group", "measure", "counts", "number", "minimum", "maximum", "comparator", "words",
    "origin", "told_through", "standpoint", "partial", "limited_to", "as_of", "severity", "modality", "by", "inferred",
    "part", "start", "end", "document", "contradicts", "agrees_with", "restatement", "lost", "sum", "claim",
)  # fmt: skip
"""The columns; ``about`` is ``figure`` or the kind of a dispute. Several values of a cell are parted by `` | ``;
claims beside a figure go by their IRIs without the part that all share."""

_BETWEEN = " | "
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet takes for a formula, in ASCII and full width; apostrophes before it may be ours."""
_GUARDED = re.compile(rf"'(?={_FORMULA.pattern})")


def guarded(text: str) -> str:
    """The text of a cell, such that no spreadsheet computes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def as_csv(comparison: Comparison) -> str:
    """The comparison as CSV with a header; lines end with CR LF."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in _rows(comparison):
        writer.writerow([guarded(_safe(cells.get(column, ""))) for column in COLUMNS])
    return output.getvalue()


def _safe(text: str) -> str:
    """Words with their line ends; all else that steers a terminal as an escape."""
    return "\n".join(map(printable, text.split("\n")))


def _rows(comparison: Comparison) -> Iterator[dict[str, str]]:
    event = {"event": comparison.event.name}
    for row in comparison.rows:
        for figure in row.figures:
            yield {**event, **_figure(row, figure)}
    shown = {figure.claim.claim for row in comparison.rows for figure in row.figures}
    for said, disputes in _disputed(comparison.disputes):
        if said.claim not in shown:
            kinds = dict.fromkeys(dispute.kind for dispute in disputes)
            against = (_against(dispute, said) for dispute in disputes)
            yield {**event, **_said(said), "about": _BETWEEN.join(kinds), "contradicts": _BETWEEN.join(against)}


def _disputed(disputes: Iterable[Dispute]) -> list[tuple[Said, list[Dispute]]]:
    """Each claim of the disputes, with the disputes that it is in."""
    found: dict[str, tuple[Said, list[Dispute]]] = {}
    for dispute in disputes:
        for said in (dispute.one, dispute.other):
            found.setdefault(said.claim, (said, []))[1].append(dispute)
    return list(found.values())


def _against(dispute: Dispute, said: Said) -> str:
    other = dispute.other if dispute.one.claim == said.claim else dispute.one
    return f"{_id(other)} ({dispute.grade})"


def _id(said: Said) -> str:
    return said.claim.removeprefix(f"{BASE}claim/")


def _said(said: Said) -> dict[str, str]:
    return {
        "measure": said.what,
        "number": said.value,
        "words": said.words,
        "origin": _BETWEEN.join(origin.name for origin in said.origins),
        "part": _BETWEEN.join(spot.part for spot in said.spots),
        "start": _BETWEEN.join(str(spot.start) for spot in said.spots),
        "end": _BETWEEN.join(str(spot.end) for spot in said.spots),
        "document": _BETWEEN.join(dict.fromkeys(spot.document.name for spot in said.spots)),
        "claim": said.claim,
    }


def _figure(row: Row, figure: Figure) -> dict[str, str]:
    limits = figure.limits
    restated = figure.restatements
    return {
        **_said(figure.claim),
        "about": "figure",
        "side": "" if row.side is None else str(row.side),
        "group": row.group.name,
        "counts": row.counts,
        "minimum": _number(figure.minimum),
        "maximum": _number(figure.maximum),
        "comparator": figure.comparator,
        "told_through": _BETWEEN.join(map(through, figure.chains)),
        "standpoint": figure.standpoint or "",
        "partial": str(limits.partial).lower(),
        "limited_to": limits.limited_to.name if limits.limited_to else "",
        "as_of": limits.as_of or "",
        "severity": limits.severity or "",
        "modality": _BETWEEN.join(limits.modalities),
        "by": limits.by.name if limits.by else "",
        "inferred": str(limits.inferred).lower(),
        "contradicts": _BETWEEN.join(f"{_id(one.other)} ({one.grade})" for one in figure.conflicts),
        "agrees_with": _BETWEEN.join(
            f"{_id(one.other)} ({'' if one.independent else 'not '}independently)" for one in figure.agreements
        ),
        "restatement": _BETWEEN.join(_id(other) for one in restated for other in one.others),
        "lost": _BETWEEN.join(dict.fromkeys(loss for one in restated for loss in one.losses)),
        "sum": _BETWEEN.join(
            f"{' + '.join(_id(part) for part in one.parts)} {'=' if one.adds_up else '≠'} {_id(one.whole)}"
            for one in figure.sums
        ),
    }


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
