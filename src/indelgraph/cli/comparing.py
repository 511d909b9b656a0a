"""The command ``compare``: what every report says of one event, side by side."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from ..errors import CallError
from ..words import shown
from .options import cache_option, convention_option, data_option, open_store, output_option, quiet_option, write_output

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from ..compare import Comparison

__all__ = ["compare"]

_FORMATS = ("table", "json", "csv", "md", "wiki", "svg")
_BY_SUFFIX = {".txt": "table", ".wikitext": "wiki", **{f".{name}": name for name in _FORMATS}}
_WIDTH = 100
"""Columns of a table that goes into a file or a pipe, unless the variable COLUMNS says another number."""


@click.command()
@click.argument("event", required=False)
@click.option("--list", "list_", is_flag=True, help="Name the events with the number of claims about each.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="How to write it. Default: as the name of FILE ends; else a table on a terminal and CSV otherwise.",
)
@output_option
@data_option
@cache_option
@quiet_option
@convention_option
def compare(
    event: str | None,
    format_: str | None,
    output: Path | None,
    data: Path | None,
    cache: Path | None,
    conventions: tuple[str, ...],
    *,
    list_: bool,
    quiet: bool,
) -> None:
    """Lay side by side what every report says of an event: figures, tellers, contradictions.

    EVENT is a name of --list, an IRI, or the id of a Wikidata item. In CSV, a cell that a spreadsheet would take for a
    formula starts with an apostrophe; JSON has all words as they are.

    \b
    Examples:
      indelgraph compare --list
      indelgraph compare Q15231507
      indelgraph compare indelimane-ambush-2017 -o ambush.svg
    """
    if event is None and not list_:
        raise click.UsageError("give the name of an event (see --list), its IRI, or the id of its Wikidata item")
    wanted = _format(format_, output) if event is not None and not list_ else ""
    store = open_store(data, cache, conventions, quiet=quiet)
    if event is None or list_:
        write_output(_list(store).encode(), output)
        return
    from ..compare import compare as side_by_side

    text = _written(side_by_side(store, event), wanted, terminal=_on_terminal(output))
    write_output(text.encode(), output)


def _list(store: Store) -> str:
    from ..compare import events
    from ..errors import printable

    found = events(store)
    width = max((len(entry.slug) for entry in found), default=0)
    lines = (
        f"{printable(entry.slug):{width}}  {entry.claims:4} claim{'s' if entry.claims != 1 else ' '}"
        f"  {printable(entry.label)}\n"
        for entry in found
    )
    return "".join(lines)


def _on_terminal(output: Path | None) -> bool:
    return (output is None or str(output) == "-") and sys.stdout.isatty()


def _format(chosen: str | None, output: Path | None) -> str:
    if chosen is not None:
        return chosen
    suffix = output.suffix.lower() if output is not None else ""
    named = _BY_SUFFIX.get(suffix)
    if suffix and named is None:
        known = ", ".join(_FORMATS)
        raise CallError(f"{output}: no format is known by {shown(suffix)}; take --format with one of {known}")
    return named or ("table" if _on_terminal(output) else "csv")


def _written(comparison: Comparison, format_: str, *, terminal: bool) -> str:
    match format_:
        case "json":
            from ..compare.as_json import as_json

            return as_json(comparison)
        case "csv":
            from ..compare.as_csv import as_csv

            return as_csv(comparison)
        case "md":
            from ..compare.as_markdown import as_markdown

            return as_markdown(comparison)
        case "wiki":
            from ..compare.as_markdown import as_wikitext

            return as_wikitext(comparison)
        case "svg":
            from ..compare.as_svg import as_svg

            return as_svg(comparison)
    from ..compare.as_table import as_table

    return as_table(comparison, width=shutil.get_terminal_size((_WIDTH, 24)).columns, terminal=terminal)
