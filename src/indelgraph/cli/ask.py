"""The command ``query``: a shipped query, a file or a text, answered from the checked collection."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import CallError
from .options import cache_option, convention_option, data_option, open_store, quiet_option

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["query"]

_RESULTS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}
_GRAPHS = {"turtle": "text/turtle", "ntriples": "application/n-triples", "rdfxml": "application/rdf+xml"}
_ACCEPTS = {**_RESULTS, **_GRAPHS}
_NOT_ACCEPTABLE = 406
_MAX_BYTES = 1_000_000
_KEYWORDS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")
"""What a query begins with (SPARQL 1.1 Query, section 19.8, [2] and [4])."""
_MOST_NAMED = 3


@click.command()
@click.argument("text", metavar="NAME|FILE|TEXT", required=False)
@click.option("--list", "list_", is_flag=True, help="Name the shipped queries with the questions they answer.")
@click.option("--show", is_flag=True, help="Print the text of the shipped query NAME, to copy and edit it.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", *_ACCEPTS]),
    help="How to write the answer. Default: a table on a terminal, else CSV; Turtle for graphs.",
)
@data_option
@cache_option
@quiet_option
@convention_option
def query(
    text: str | None,
    format_: str | None,
    data: Path | None,
    cache: Path | None,
    conventions: tuple[str, ...],
    *,
    list_: bool,
    show: bool,
    quiet: bool,
) -> None:
    """Answer a query: a shipped one by name, one in a file, or a SPARQL text ("-" reads standard input).

    \b
    Examples:
      indelgraph query --list
      indelgraph query who-says-how-many-killed
      indelgraph query --show through-whom > mine.rq
      indelgraph query 'ASK { ?claim a <https://w3id.org/indelgraph/ontology#Claim> }' --format json
    """
    if list_:
        _list()
        return
    if text is None:
        raise click.UsageError("give the name of a shipped query (see --list), a file, or a SPARQL text")
    if show:
        click.echo(_text_of(text), nl=False)
        return
    sparql = _read(text)
    store = open_store(data, cache, conventions, quiet=quiet)
    wanted = format_ or ("table" if sys.stdout.isatty() else "csv")
    content_type, body = _answer(store, sparql, wanted, chosen=format_ is not None)
    if wanted == "table" and content_type.startswith("text/csv"):
        _table(body)
    else:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
    if not quiet and _has_no_rows(content_type, body):
        _tell_absent(store, sparql, text)


def _has_no_rows(content_type: str, body: bytes) -> bool:
    """Whether it is a table without rows, in any of the formats; graphs and truth values are none."""
    kind = content_type.partition(";")[0]
    if kind in (_RESULTS["csv"], _RESULTS["tsv"]):
        return body.count(b"\n") == 1
    if kind == _RESULTS["json"]:
        found = json.loads(body).get("results")
        return isinstance(found, dict) and not found.get("bindings")
    return kind == _RESULTS["xml"] and b"<results" in body and b"<result>" not in body


def _tell_absent(store: Store, sparql: str, text: str) -> None:
    """Say on stderr which things an empty answer may be owed to; ``text`` is what the query was called by."""
    from ..absent import absent
    from ..errors import printable
    from ..shipped_queries import shipped

    names = [printable(name) for name in absent(store, sparql)]
    if not names:
        return
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    *rest, last = [*names[:_MOST_NAMED], *more]
    named = f"{', '.join(rest)} and {last}" if rest else last
    advice = f"edit it (`indelgraph query --show {text}` prints it)" if text in shipped() else "edit it"
    click.echo(f"no rows: the query names {named}, which this collection does not have; {advice}", err=True)


def _text_of(name: str) -> str:
    """A shipped query with its head, as a file of its own."""
    from ..shipped_queries import shipped
    from ..yamltree import unknown

    entry = shipped().get(name)
    if entry is None:
        raise CallError(unknown("query", name, shipped()))
    return f"# title: {entry.title}\n# question: {entry.question}\n{entry.text}"


def _list() -> None:
    from ..shipped_queries import shipped

    for name, entry in shipped().items():
        click.echo(f"{name}\n    {entry.question}")


def _read(text: str) -> str:
    from ..files import read_text
    from ..shipped_queries import shipped
    from ..words import shown
    from ..yamltree import unknown

    if text == "-":
        return sys.stdin.read(_MAX_BYTES)
    if text in shipped():
        return shipped()[text].text
    if "{" in text or not text.strip():
        return text
    path = Path(text)
    is_there = _exists(path)
    if not is_there and text.split(maxsplit=1)[0].upper() in _KEYWORDS:
        return text
    if path.suffix or is_there:
        return read_text(path, limit=_MAX_BYTES)
    if len(text.split()) > 1:
        starts = f"{', '.join(_KEYWORDS[:-1])} or {_KEYWORDS[-1]}"
        raise CallError(
            f"{shown(text)} is neither a shipped query nor SPARQL; name one of --list, or a file, or start the query "
            f"with {starts}"
        )
    raise CallError(f"{unknown('query', text, shipped())}; or give a file or a SPARQL text")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a text that is longer than any file name
        return False


def _answer(store: Store, sparql: str, wanted: str, *, chosen: bool) -> tuple[str, bytes]:
    from ..endpoint.evaluate import Limits, Query, answer
    from ..endpoint.problem import HttpError
    from ..settings import Settings

    accept = _ACCEPTS.get(wanted, _RESULTS["csv"])
    accepts = accept if chosen and wanted != "table" else f"{accept}, {_GRAPHS['turtle']};q=0.5"
    limits = Limits(max_rows=sys.maxsize - 1, max_depth=Settings().max_depth)
    try:
        found = answer(store, Query(sparql, accepts), limits)
    except HttpError as error:
        problem = error.problem
        if problem.status == _NOT_ACCEPTABLE:
            kinds = " or ".join((", ".join(_RESULTS), ", ".join(_GRAPHS)))
            raise CallError(f"this query's answer cannot be written as {wanted}; take {kinds}") from error
        raise CallError(f"{problem.title}: {problem.detail}") from error
    return found.content_type, found.body


def _table(body: bytes) -> None:
    from rich.console import Console
    from rich.table import Table

    rows = list(csv.reader(io.StringIO(body.decode())))
    if not rows:
        return
    table = Table(*rows[0])
    for row in rows[1:]:
        table.add_row(*row)
    Console().print(table, markup=False)
