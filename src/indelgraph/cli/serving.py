"""The command ``serve``; its options are the table of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..settings import SETTINGS, Settings
from .options import cache_folder, cache_option, convention_option, data_option, quiet_option, working

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["serve"]

TITLE = "indelgraph"
DESCRIPTION = "What is claimed about fights: every claim with its exact words and everybody who passed it on."


def _setting_options(command: Callable[..., None]) -> Callable[..., None]:
    for setting in reversed(SETTINGS):
        unit = f" ({setting.unit})" if setting.unit else ""
        default = setting.default if setting.default != "" else "none"
        text = f"{setting.help[:1].upper()}{setting.help[1:]}{unit}. Default: {default}."
        command = click.option(setting.option, setting.name, type=setting.type, help=text)(command)
    return command


def _import_the_server() -> None:
    """What takes a while to import, to be done while others check."""
    from ..endpoint import server  # noqa: F401 -- it is asked for by name later


@click.command(epilog="Each setting can also be given in the environment: INDELGRAPH_MAX_ROWS for --max-rows.")
@data_option
@cache_option
@quiet_option
@convention_option
@click.option(
    "--load",
    "files",
    multiple=True,
    metavar="[GRAPH-IRI=]FILE",
    help="Serve an RDF file, too, as it is, in a graph of its own. Can be given more than once.",
)
@_setting_options
def serve(
    data: Path | None,
    cache: Path | None,
    conventions: tuple[str, ...],
    files: tuple[str, ...],
    *,
    quiet: bool,
    **values: float | str | None,
) -> None:
    """Check a collection and serve it over SPARQL until Ctrl+C.

    \b
    Example:
      indelgraph serve --port 8080 --timeout 5
    """
    settings = Settings.from_environment(**values)
    with working("checking", quiet=quiet):
        from ..prepare import prepare

        snapshot = prepare(
            data, cache_folder(cache), conventions=conventions, beside=files, meanwhile=_import_the_server
        )
        _import_the_server()
    from ..endpoint.app import Example
    from ..endpoint.server import serve as run
    from ..shipped_queries import shipped

    examples = [Example(q.title, q.question, q.text) for q in shipped().values()]
    run(snapshot, settings, title=TITLE, description=DESCRIPTION, examples=examples)
