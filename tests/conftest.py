"""Fixtures that several modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from http_asked import asking
from indelgraph.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from serving import Server

    Running = tuple[Server, httpx.Client]


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of the test's own for the commands that take the default one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def ready_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where ``$XDG_CACHE_HOME`` may point for tests that only read: our own collection is built there, once for all."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "ready"
    prepare(None, home / "indelgraph")
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a collection goes; its own folder, so that nothing may appear beside it unseen."""
    return tmp_path / "collection"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the small dataset of :mod:`http_asked`, and a client; modules may have others by these names."""
    with asking(tmp_path_factory.mktemp("cache")) as made:
        yield made


@pytest.fixture(scope="module")
def client(running: Running) -> httpx.Client:
    """The client of the running server."""
    return running[1]


@pytest.fixture(scope="module")
def server(running: Running) -> Server:
    """The running server."""
    return running[0]
