"""``python -m indelgraph.schemas``: writes the schemas of a checkout anew, or prints the one of a collection."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .. import resources
from ..errors import CallError, IndelgraphError
from . import FOLDER, for_collection, text, write


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Print the schema of this collection.")
def main(data: Path | None) -> None:
    """Write ontology/schema/ anew or, with --data, print a claim-file schema that knows a collection's names.

    \b
    Example:
      python -m indelgraph.schemas --data my-collection > my-collection/claim-file.schema.json
    """
    try:
        if data is not None:
            sys.stdout.buffer.write(text(for_collection(data)).encode())
        elif (resources.root() / "src").is_dir():
            write(resources.root() / FOLDER)
        else:
            raise CallError("the schemas are written in a checkout only; print one with --data")
    except IndelgraphError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
