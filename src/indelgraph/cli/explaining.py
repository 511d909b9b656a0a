"""The command ``explain``: one claim in plain words."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import click

from .options import cache_option, convention_option, data_option, open_store, quiet_option

if TYPE_CHECKING:
    from pathlib import Path

    from ..explain import Explanation

__all__ = ["explain"]

_WIDTH = 80
"""Columns of what goes into a file or a pipe, unless the variable COLUMNS says another number."""


@click.command()
@click.argument("claim")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "md", "json"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@data_option
@cache_option
@quiet_option
@convention_option
def explain(
    claim: str, format_: str, data: Path | None, cache: Path | None, conventions: tuple[str, ...], *, quiet: bool
) -> None:
    """Say of a claim what is claimed, by whom through whom, on what words, and what speaks for and against it.

    CLAIM is its IRI, DOCUMENT/ID, or the ID alone where only one document has it.

    \b
    Examples:
      indelgraph explain 3230-killed-mnla
      indelgraph explain battle-of-in-delimane-2012/465-killed-side-1 --format md
    """
    store = open_store(data, cache, conventions, quiet=quiet)
    from ..explain import explain as explained

    text = _written(explained(store, claim), format_)
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _written(explanation: Explanation, format_: str) -> str:
    match format_:
        case "json":
            from ..explain.as_json import as_json

            return as_json(explanation)
        case "md":
            from ..explain.as_markdown import as_markdown

            return as_markdown(explanation)
    from ..explain.as_text import as_text

    styled = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return as_text(explanation, width=shutil.get_terminal_size((_WIDTH, 24)).columns, terminal=styled)
