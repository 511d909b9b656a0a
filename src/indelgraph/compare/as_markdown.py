"""A comparison as Markdown for GitHub, and as wikitext for a talk page of Wikipedia.

Both have the same sections, cells and escapes: what means something to either is written as a numeric character
reference, which both show as the character and neither takes for structure (CommonMark 0.31, section 2.5; MediaWiki,
Help:Formatting). So no words of a document can make a cell, a link, a template or a signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .wording import (
    beside,
    clean,
    dispute_claim,
    dispute_kind,
    heading,
    limits,
    nothing,
    origins,
    range_words,
    standpoint,
    through,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Comparison, Figure, Row

__all__ = ["as_markdown", "as_wikitext", "escaped"]

_SPECIAL = re.compile(r"[&<>|*_`\[\]{}~\\#$=!]|'(?=')|(?<=')'")
_BREAK = "<br>"
_FIGURES = ("number", "words", "who says so", "standpoint", "told through", "limits", "where", "beside other claims")
_DISPUTES = ("about", "one says", "another says", "note")
_Cell = tuple[str, ...]
"""The lines of a cell, not yet escaped."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, a table, and lines below it."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[_Cell, ...], ...]
    notes: tuple[str, ...] = ()


def escaped(text: str) -> str:
    """Words on one line that mean nothing but themselves, in Markdown and in wikitext."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", clean(text))


def as_markdown(comparison: Comparison) -> str:
    """The comparison in GitHub Flavored Markdown: a table for each group and measure, one for all other disputes."""
    lines = [f"# {escaped(comparison.event.name)}", ""]
    sections = list(_sections(comparison))
    if not comparison.rows:
        lines += [escaped(nothing(comparison)), ""]
    for section in sections:
        lines += [f"## {escaped(section.heading)}", ""]
        lines += [_pipes(section.columns), _pipes("---" for _ in section.columns)]
        lines += [_pipes(map(_cell, row)) for row in section.rows]
        lines += [line for note in section.notes for line in ("", escaped(note))]
        lines.append("")
    return "\n".join(lines)


def _pipes(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(lines: _Cell) -> str:
    return _BREAK.join(map(escaped, lines))


def as_wikitext(comparison: Comparison) -> str:
    """The comparison in wikitext, with sections of the third level, as they stand below a topic of a talk page."""
    lines = [] if comparison.rows else [escaped(nothing(comparison)), ""]
    for section in _sections(comparison):
        lines += [f"=== {escaped(section.heading)} ===", '{| class="wikitable"']
        lines += [f"! {column}" for column in section.columns]
        for row in section.rows:
            lines += ["|-", *(f"| {_cell(cell)}" for cell in row)]
        lines.append("|}")
        lines += [line for note in section.notes for line in (escaped(note), "")]
        lines.append("")
    return "\n".join(lines)


def _sections(comparison: Comparison) -> Iterator[_Section]:
    documents = len(comparison.documents) > 1
    for row in comparison.rows:
        yield _Section(
            heading(row),
            _FIGURES,
            tuple(_figure(row, figure, documents=documents) for figure in row.figures),
            tuple(f"Range: {range_words(found)}" for found in row.ranges),
        )
    if comparison.disputes:
        rows = tuple(
            (
                (dispute_kind(dispute),),
                (*dispute_claim(dispute.one), where(dispute.one.spots, documents=documents)),
                (*dispute_claim(dispute.other), where(dispute.other.spots, documents=documents)),
                (dispute.comment or "",),
            )
            for dispute in comparison.disputes
        )
        yield _Section("What else the reports disagree about", _DISPUTES, rows)


def _figure(row: Row, figure: Figure, *, documents: bool) -> tuple[_Cell, ...]:
    claim = figure.claim
    return (
        (claim.value,),
        (f"“{claim.words}”",),
        (origins(claim),),
        (standpoint(figure.standpoint),),
        tuple(map(through, figure.chains)),
        limits(row, figure),
        (where(claim.spots, documents=documents),),
        beside(figure),
    )
