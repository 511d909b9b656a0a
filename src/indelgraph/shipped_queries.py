"""The queries that come with the program: each answers a question that people ask.

A shipped query is a file ``queries/<name>.rq`` that starts with the comments ``# title:`` and ``# question:``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["ShippedQuery", "shipped"]


@dataclass(frozen=True, slots=True)
class ShippedQuery:
    """A query with its name, title and the question it answers."""

    name: str
    title: str
    question: str
    text: str


@cache
def shipped() -> dict[str, ShippedQuery]:
    """All shipped queries by name, sorted."""
    folder = files(__package__) / "queries"
    found = {}
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".rq"):
            name = path.name.removesuffix(".rq")
            found[name] = _read(name, path.read_text("utf-8"))
    return found


def _read(name: str, text: str) -> ShippedQuery:
    head: dict[str, str] = {}
    lines = text.splitlines()
    while lines and lines[0].startswith("# "):
        key, _, value = lines.pop(0).removeprefix("# ").partition(": ")
        head[key] = value
    return ShippedQuery(name, head["title"], head["question"], "\n".join(lines).strip() + "\n")
