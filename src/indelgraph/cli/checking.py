"""The command ``validate``: a collection, or any RDF file in our vocabulary, against the shapes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import DataError, Problem
from .options import data_option, open_collection, quiet_option, working

if TYPE_CHECKING:
    from ..validation import Report

__all__ = ["validate"]


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
@data_option
@quiet_option
def validate(paths: tuple[Path, ...], format_: str, data: Path | None, *, quiet: bool) -> None:
    """Check a collection against the shapes, or files of RDF in our vocabulary; exits 1 if anything is wrong.

    A PATH is the folder of a collection or an RDF file (.ttl .trig .nq .nt .jsonld .rdf). Without one: our collection,
    or the one that --data names.

    \b
    Examples:
      indelgraph validate
      indelgraph validate my-collection other-program.ttl --format sarif
    """
    if paths and data:
        raise click.UsageError("name collections as PATH or with --data, not both")
    reports: dict[str, Report] = {}
    unused: list[Problem] = []
    for path in paths or (data,):
        with working(f"validating {path or 'our collection'}", quiet=quiet):
            if path is not None and paths and not path.is_dir():
                from ..foreign import check, read

                reports[str(path)] = check(read(path))
                done = f"{path}: valid"
            else:
                report, problems, done = _collection(path)
                reports[str(path or "indelgraph")] = report
                unused += problems
        if reports[str(path or "indelgraph")].conforms and not unused and not quiet:
            click.echo(done, err=True)
    click.echo(_written(reports, format_), nl=False)
    _fail_if_wrong(reports, unused, count=format_ == "text")


def _collection(path: Path | None) -> tuple[Report, tuple[Problem, ...], str]:
    """The report on a collection, its unused entries, and what to say if all is well."""
    from ..usage import unused_entries

    collection = open_collection(path)
    built = collection.build()
    triples = sum(len(built.graphs[graph]) for graph in built.document_graphs.values())
    done = f"valid: {len(built.document_graphs)} documents, {triples} triples in their graphs"
    return built.validate(), unused_entries(collection), done


def _written(reports: dict[str, Report], format_: str) -> str:
    from ..validation.formats import as_json, as_sarif

    if format_ == "json":
        return as_json(reports)
    if format_ == "sarif":
        return as_sarif(reports)
    if format_ == "turtle":
        return "".join(report.to_turtle() for report in reports.values())
    several = len(reports) > 1
    lines = (
        f"{name}: {line}\n" if several else f"{line}\n" for name, report in reports.items() for line in report.lines()
    )
    return "".join(lines)


def _fail_if_wrong(reports: dict[str, Report], unused: list[Problem], *, count: bool) -> None:
    wrong = [name for name, report in reports.items() if not report.conforms]
    problems = list(unused)
    for name in wrong:
        found = len(reports[name].results)
        message = f"{found} result{'s' if found > 1 else ''}; mend what is marked as Violation"
        problems.append(Problem(None, f"{name}: {message}" if count else f"{name}: not valid"))
    if problems:
        raise DataError(problems)
