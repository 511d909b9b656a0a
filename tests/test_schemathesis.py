"""Schemathesis, a fuzzer that somebody else wrote, reads our OpenAPI document and tries the running server by it."""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from serving import make_snapshot, numbers, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(sysconfig.get_path("scripts")) / "schemathesis"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    snapshot = make_snapshot(numbers(30), tmp_path_factory.mktemp("cache"))
    with serving(snapshot, workers=1, timeout=2) as server:
        yield server.url


CHECKS = """
[checks]
positive_data_acceptance.enabled = false
not_a_server_error.expected-statuses = ["2XX", "3XX", "4XX", "503"]
"""
"""What a query is, JSON Schema cannot say, so that a text that fits it may be refused; and a query with
``timeout=0.001`` may rightly be too slow. Every other check holds."""


@pytest.mark.slow
def test_the_server_does_what_its_document_says(url: str, tmp_path: Path) -> None:
    config = tmp_path / "schemathesis.toml"
    config.write_text(CHECKS)
    call = [str(PROGRAM), "--config-file", str(config), "run", f"{url}openapi.json"]
    call += ["--max-examples", "40", "--seed", "1", "--no-color"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 selected / 8 total" in done.stdout
