"""The command ``coverage``: what of each document its claims account for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ..errors import printable
from .options import data_option, open_collection, quiet_option, working

if TYPE_CHECKING:
    from pathlib import Path

    from ..coverage import DocumentCoverage, Item, Tally

__all__ = ["coverage"]


@click.command()
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to say it."
)
@data_option
@quiet_option
def coverage(format_: str, data: Path | None, *, quiet: bool) -> None:
    """Say what share of cells, sentences and quantities is accounted for, and list what is not.

    \b
    Example:
      indelgraph coverage --format json
    """
    with working("reading", quiet=quiet):
        from ..coverage import coverage as measure

        collection = open_collection(data)
        found = measure(collection)
    if format_ == "json":
        click.echo(json.dumps([_as_json(document) for document in found], ensure_ascii=False, indent=1))
        return
    for document in found:
        path = collection.folder / "documents" / document.slug / "text.txt"
        for line in _lines(document, path):
            click.echo(line)


def _lines(document: DocumentCoverage, path: Path) -> list[str]:
    from ..coverage import ItemKind

    total = document.tally()
    lines = [f"{document.slug}: {total.share:.1%} accounted for"]
    for kind in ItemKind:
        tally = document.tally(kind)
        excused = f", {tally.excused} excused" if tally.excused else ""
        lines.append(f"  {kind}: {tally.covered + tally.excused} of {tally.total}{excused}")
    excuses = [item for item in document.items if not item.claims and item.excuse]
    lines += [f"  excused, {i.kind} line {i.line}: “{_short(i.words)}”: {i.excuse}" for i in excuses]
    lines += [
        f"{printable(str(path))}:{i.line}:{i.column}: no claim for “{_short(i.words)}” ({i.kind})"
        for i in document.missing()
    ]
    lines += [f"  an excuse excuses nothing any more; remove it: {reason}" for reason in document.stale]
    return lines


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 70 else line[:69] + "…"


def _as_json(document: DocumentCoverage) -> dict[str, object]:
    from ..coverage import ItemKind

    return {
        "document": document.slug,
        "accounted": document.tally().share,
        "kinds": {str(kind): _tally(document.tally(kind)) for kind in ItemKind},
        "missing": [_item(item) for item in document.missing()],
        "excused": [{**_item(i), "reason": i.excuse} for i in document.items if not i.claims and i.excuse],
        "stale": list(document.stale),
    }


def _tally(tally: Tally) -> dict[str, object]:
    counts = {"total": tally.total, "covered": tally.covered, "excused": tally.excused}
    return {**counts, "share": tally.share}


def _item(item: Item) -> dict[str, object]:
    where = {"line": item.line, "column": item.column, "start": item.where.start, "end": item.where.end}
    return {"kind": str(item.kind), "words": item.words, **where}
