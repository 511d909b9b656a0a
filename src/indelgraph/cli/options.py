"""Options that commands share, and the spinner for work that takes over a second."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..errors import CallError
from ..snapshot import default_cache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Store

    from ..collection import Collection

__all__ = [
    "cache_folder",
    "cache_option",
    "convention_option",
    "data_option",
    "open_collection",
    "open_store",
    "output_option",
    "quiet_option",
    "working",
    "write_output",
]

_F = TypeVar("_F", bound="Callable[..., object]")


def data_option(command: _F) -> _F:
    """``--data DIR``: another collection than ours."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A collection: a folder with documents/, claims/ and registry/. Default: the one that comes along.",
    )(command)


def cache_option(command: _F) -> _F:
    """``--cache DIR``: where builds go."""
    return click.option(
        "--cache",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Where builds go. Default: $XDG_CACHE_HOME/indelgraph.",
    )(command)


def quiet_option(command: _F) -> _F:
    """``--quiet``: nothing on stderr but errors."""
    return click.option("--quiet", is_flag=True, help="Say nothing but errors.")(command)


def convention_option(command: _F) -> _F:
    """``--convention NAME``: what rules may rest on that no text says."""
    return click.option(
        "--convention",
        "conventions",
        multiple=True,
        metavar="NAME",
        help="Let rules rest on a convention, too: vague-words reads words such as “several”. Off by default.",
    )(command)


def output_option(command: _F) -> _F:
    """``-o FILE``, ``--output FILE``: where a result goes; :func:`write_output` takes it."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Where to. Default: standard output.",
    )(command)


def open_store(data: Path | None, cache: Path | None, conventions: Iterable[str], *, quiet: bool) -> Store:
    """The checked snapshot of a collection, to be queried."""
    with working("building", quiet=quiet):
        from ..prepare import prepare

        return prepare(data, cache_folder(cache), conventions=conventions).open()


def open_collection(data: Path | None) -> Collection:
    """The collection that ``--data`` names, or ours."""
    from ..collection import load

    return load(data)


def cache_folder(cache: Path | None) -> Path:
    """The folder that ``--cache`` names, or the default."""
    return cache if cache is not None else default_cache()


@contextmanager
def working(what: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show on a terminal that something is under way, and nothing elsewhere; gives a function that tells how far."""
    if quiet or not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …") as status:
        yield lambda text: status.update(f"{text} …")


def write_output(data: bytes, output: Path | None) -> None:
    """Write a result to a file, whole or not at all, or to standard output.

    Raises:
        CallError: if the file cannot be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from ..files import write_atomically

    if not output.parent.is_dir():
        raise CallError(f"{output}: the folder {output.parent} is not there; make it, or name another with -o")
    try:
        write_atomically(output, data)
    except OSError as error:
        raise CallError(f"{output}: cannot be written: {error.strerror}; name another with -o") from error
