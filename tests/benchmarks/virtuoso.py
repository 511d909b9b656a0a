"""Virtuoso as Debian packages it (`virtuoso-opensource-7`), on the loopback address, with files of its own.

Its configuration is a copy of the package's, with other paths and ports, memory for 2 GB as the file itself advises,
and more threads and kept connections than the benchmark opens; it ships with 10. It does not read ``ORDER BY MIN(…)``,
which SPARQL 1.1 has (section 18.2.4.3): such an order is left out of what it is asked, and so is its cost.
"""

from __future__ import annotations

import configparser
import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .peers import HOST, Peer, PeerError, free_port, run, running, tool

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["virtuoso", "without_order"]

_INI = Path("/etc/virtuoso-opensource-7/virtuoso.ini")
_BUFFERS, _DIRTY = "170000", "130000"  # the row of the file for 2 GB
_THREADS = "64"
_ORDER = re.compile(r"^ORDER BY .*\bMIN\(.*$\n?", re.MULTILINE)


@contextmanager
def virtuoso(nquads: Path, folder: Path) -> Iterator[Peer]:
    """Virtuoso with the data loaded, in a folder that is empty.

    Raises:
        PeerError: if it is not installed, does not start, or does not load the data.
    """
    peer = Peer("Virtuoso", free_port(), "/sparql", without_order)
    program, client = tool("virtuoso-t"), tool("isql-vt")
    sql = f"{HOST}:{free_port()}"
    (folder / "vsp").mkdir(parents=True)
    data = folder / "dataset.nq"
    shutil.copyfile(nquads, data)
    ini = folder / "virtuoso.ini"
    _configure(ini, folder, sql, f"{HOST}:{peer.port}")
    with running(peer, [program, "+configfile", ini, "+foreground"], folder=folder) as started:
        # Its bulk loader, as the manual has it; TTLP in one transaction comes to a halt at some 10 MB.
        load = f"ld_dir ('{folder}', '{data.name}', 'urn:none'); rdf_loader_run (); checkpoint;"
        asked = "SELECT ll_state, ll_error FROM DB.DBA.LOAD_LIST;"
        said = run([client, sql, "dba", "dba", "ERRORS=STDOUT", "VERBOSE=OFF", f"EXEC={load} {asked}"])
        if said.split()[-2:] != ["2", "NULL"]:
            raise PeerError(f"the data is not loaded: {said.strip()}")
        yield started


def _configure(ini: Path, folder: Path, sql: str, http: str) -> None:
    settings = configparser.ConfigParser(interpolation=None, inline_comment_prefixes=(";",), strict=False)
    settings.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their case, as the manual has it
    if not settings.read(_INI):
        raise PeerError(f"its configuration {_INI} is missing")
    for section in ("Database", "TempDatabase"):
        for name, value in settings[section].items():
            if value.startswith("/"):
                settings[section][name] = str(folder / Path(value).name)
    settings.read_dict(
        {
            "Parameters": {
                "ServerPort": sql,
                "DirsAllowed": str(folder),
                "NumberOfBuffers": _BUFFERS,
                "MaxDirtyBuffers": _DIRTY,
                "MaxClientConnections": _THREADS,
            },
            "HTTPServer": {
                "ServerPort": http,
                "ServerRoot": str(folder / "vsp"),
                "ServerThreads": _THREADS,
                "MaxClientConnections": _THREADS,
                "MaxKeepAlives": _THREADS,
            },
        }
    )
    settings.remove_section("Plugins")
    with ini.open("w", encoding="utf-8") as file:
        settings.write(file)


def without_order(query: str) -> str:
    """The query without an order by aggregates."""
    return _ORDER.sub("", query)
