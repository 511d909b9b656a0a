"""The group of commands and the one boundary where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys

import click

from ..errors import IndelgraphError
from ..version import __version__
from .ask import query
from .checking import validate
from .comparing import compare
from .covering import coverage
from .data import build, export
from .explaining import explain
from .serving import serve

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="indelgraph")
def cli() -> None:
    """What is claimed about fights in a war: every number with its words and its tellers.

    \b
    Example:
      indelgraph serve                               a SPARQL endpoint on http://127.0.0.1:8000
      indelgraph query who-says-how-many-killed      a shipped query, as a table
    """


for _command in (build, validate, coverage, query, compare, explain, export, serve):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; exits 0, 1 (the data is wrong) or 2 (the call is wrong)."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except IndelgraphError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; a second error at exit would be noise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
