"""Commands that make and hand out the data: ``build`` and ``export``."""

from __future__ import annotations

from pathlib import Path

import click

from .options import (
    cache_folder,
    cache_option,
    convention_option,
    data_option,
    output_option,
    quiet_option,
    working,
    write_output,
)

__all__ = ["build", "export"]

_FORMATS = ("turtle", "jsonld", "ntriples", "nquads", "trig", "rdfxml")


@click.command()
@data_option
@cache_option
@quiet_option
@convention_option
@click.option(
    "--rdf",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Also write the Turtle files of data/rdf/ there.",
)
def build(
    data: Path | None, cache: Path | None, conventions: tuple[str, ...], rdf: Path | None, *, quiet: bool
) -> None:
    """Check a collection and build its snapshot; prints the snapshot's folder.

    \b
    Example:
      indelgraph build --rdf data/rdf
    """
    with working("building", quiet=quiet):
        from ..prepare import built as prepared

        built, snapshot = prepared(data, cache_folder(cache), conventions=conventions)
    if rdf is not None:
        if rdf.parent.is_dir():
            rdf.mkdir(exist_ok=True)
        for name, content in built.files():
            write_output(content, rdf / name)
    if not quiet:
        click.echo(f"{sum(map(len, built.graphs.values()))} quads in {len(built.graphs)} graphs", err=True)
    click.echo(str(snapshot.folder))


@click.command()
@data_option
@cache_option
@quiet_option
@convention_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="turtle",
    show_default=True,
    help="What to write.",
)
@output_option
def export(
    data: Path | None,
    cache: Path | None,
    conventions: tuple[str, ...],
    format_: str,
    output: Path | None,
    *,
    quiet: bool,
) -> None:
    """Write the whole dataset: quad formats with its graphs, triple formats their union.

    \b
    Example:
      indelgraph export --format trig -o indelgraph.trig
    """
    with working("exporting", quiet=quiet):
        from ..prepare import built as prepared

        built, _ = prepared(data, cache_folder(cache), conventions=conventions)
        content = built.export(format_)
    write_output(content, output)
