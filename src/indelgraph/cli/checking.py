"""The command ``validate``: a collection, or any RDF file in our vocabulary, against the shapes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import MOST_SHOWN, DataError, Problem, printable
from .options import cache_folder, cache_option, data_option, quiet_option, working

if TYPE_CHECKING:
    from ..validation import Report

__all__ = ["validate"]


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found in one input."""

    report: Report
    problems: tuple[Problem, ...]
    """What is wrong and no shape says: unused entries and, with ``--strict``, lints."""
    size: str
    """How much was checked, in words."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "turtle", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option(
    "--strict", is_flag=True, help="Also report what only looks like a slip: doubles, spellings, cues far off."
)
@data_option
@cache_option
@quiet_option
def validate(
    paths: tuple[Path, ...], format_: str, data: Path | None, cache: Path | None, *, strict: bool, quiet: bool
) -> None:
    """Check a collection against the shapes, or files of RDF in our vocabulary; exits 1 if anything is wrong.

    A PATH is the folder of a collection or an RDF file (.ttl .trig .nq .nt .jsonld .rdf). Without one: our collection,
    or the one that --data names. Warnings are listed and let it pass. What passed once is not checked again until it,
    the shapes or the program change; --cache says where that is noted.

    \b
    Examples:
      indelgraph validate --strict
      indelgraph validate my-collection other-program.ttl --format sarif
    """
    if paths and data:
        raise click.UsageError("name collections as PATH or with --data, not both")
    checked: dict[str, _Checked] = {}
    for path in paths or (data,):
        if path is not None and paths and not path.is_dir():
            found = _file(path, quiet=quiet)
        else:
            found = _collection(path, cache_folder(cache), strict=strict, quiet=quiet)
        checked[printable(str(path or "indelgraph"))] = found
        if found.report.conforms and not found.problems and not quiet:
            click.echo(f"{printable(str(path))}: valid" if path and paths else f"valid: {found.size}", err=True)
    click.echo(_written({name: one.report for name, one in checked.items()}, format_), nl=False)
    _fail_if_wrong(checked, count=format_ == "text")


def _file(path: Path, *, quiet: bool) -> _Checked:
    from ..foreign import check, read

    with working(f"validating {path}", quiet=quiet):
        quads = read(path)
        return _Checked(check(quads), (), f"{len(quads)} quads")


def _collection(path: Path | None, cache: Path, *, strict: bool, quiet: bool) -> _Checked:
    from ..inspection import inspect

    with working(f"validating {path or 'our collection'}", quiet=quiet) as tell:
        found = inspect(path, cache=cache, progress=lambda done, of: tell(f"validating document {done + 1} of {of}"))
    problems = (*found.unused, *(found.lints if strict else ()))
    return _Checked(found.report, problems, f"{found.documents} documents, {found.triples} triples in their graphs")


def _written(reports: dict[str, Report], format_: str) -> str:
    from ..validation.formats import as_json, as_sarif

    if format_ == "json":
        return as_json(reports)
    if format_ == "sarif":
        return as_sarif(reports)
    if format_ == "turtle":
        return "".join(report.to_turtle() for report in reports.values())
    named = ((f"{name}: " if len(reports) > 1 else "", report) for name, report in reports.items())
    lines = (f"{name}{result}\n" for name, report in named for result in report.leading()[:MOST_SHOWN])
    return "".join(lines)


def _fail_if_wrong(checked: dict[str, _Checked], *, count: bool) -> None:
    problems = [problem for one in checked.values() for problem in one.problems]
    for name, one in checked.items():
        if one.report.conforms:
            continue
        problems.append(Problem(None, f"{name}: {_counted(one.report)}" if count else f"{name}: not valid"))
    if problems:
        raise DataError(problems)


def _counted(report: Report) -> str:
    """How many results there are, what of them is not shown, and what to do."""
    found, leading = len(report.results), len(report.leading())
    said = [f"{found} result{'s' if found > 1 else ''}"]
    if leading < found:
        said.append(f"{found - leading} of them may only follow from the others")
    if leading > MOST_SHOWN:
        said.append(f"the first {MOST_SHOWN} are shown")
    hint = " (--format json lists all)" if len(said) > 1 else ""
    return f"{', '.join(said)}{hint}; mend what is marked as Violation"
