"""A comparison as tables for a terminal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.table import Table
from rich.text import Text

from ..console import drawn
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
    from rich.console import Console

    from .model import Comparison, Dispute, Figure, Row, Telling

__all__ = ["as_table"]

_PLAIN_CHAIN = 2
"""Tellers of a chain that says no more than the origin: the document and him."""


def as_table(comparison: Comparison, *, width: int, terminal: bool) -> str:
    """The comparison as tables of at most ``width`` columns.

    For a terminal there are colours as far as it has them and ``NO_COLOR`` does not forbid them.
    """
    return drawn(partial(_draw, comparison), width=width, terminal=terminal)


def _draw(comparison: Comparison, console: Console) -> None:
    documents = len(comparison.documents) > 1
    console.print(_text(comparison.event.name, "bold"))
    if not comparison.rows:
        console.print(_text(nothing(comparison)))
    for row in comparison.rows:
        console.print()
        console.print(_text(heading(row), "bold"))
        table = _table("number", "words", "who says so", "beside other claims")
        for figure in row.figures:
            table.add_row(*_figure(row, figure, documents=documents))
        console.print(table)
        for found in row.ranges:
            console.print(_text(f"range: {range_words(found)}"))
    if comparison.disputes:
        console.print()
        console.print(_text("What else the reports disagree about", "bold"))
        table = _table("about", "one says", "another says")
        for dispute in comparison.disputes:
            table.add_row(*_dispute(dispute, documents=documents))
        console.print(table)


def _table(*columns: str) -> Table:
    table = Table(box=ROUNDED, show_lines=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _text(words: str, style: str = "") -> Text:
    # Text takes no markup, so that "[red]" in a document is just these words.
    return Text(clean(words), style=style)


def _lines(*texts: Text) -> Text:
    return Text("\n").join(text for text in texts if text)


def _figure(row: Row, figure: Figure, *, documents: bool) -> tuple[Text, ...]:
    claim = figure.claim
    chains = [chain for chain in figure.chains if len(chain) > _PLAIN_CHAIN or _notes(chain)]
    return (
        _lines(_text(claim.value, "bold"), *(_text(limit, "italic") for limit in limits(row, figure))),
        _lines(_text(f"“{claim.words}”"), _text(where(claim.spots, documents=documents), "dim")),
        _lines(
            _text(origins(claim), "bold"),
            _text(standpoint(figure.standpoint)) if figure.standpoint else Text(),
            *(_text(through(chain), "dim") for chain in chains),
        ),
        _lines(*map(_text, beside(figure))),
    )


def _notes(chain: tuple[Telling, ...]) -> bool:
    return any(telling.channel or telling.on_behalf_of or telling.said_on for telling in chain)


def _dispute(dispute: Dispute, *, documents: bool) -> tuple[Text, ...]:
    claims = (
        _lines(*map(_text, dispute_claim(said)), _text(where(said.spots, documents=documents), "dim"))
        for said in (dispute.one, dispute.other)
    )
    return _lines(_text(dispute_kind(dispute)), _text(dispute.comment or "", "italic")), *claims
