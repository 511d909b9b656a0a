"""The page for people: its HTML, and the script and style that it loads from this server and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ASSETS", "POLICY", "Example", "asset", "render"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of the page (CSP Level 3): nothing inline runs, nothing is loaded from elsewhere."""

ASSETS = {
    "page.js": "text/javascript; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
}
"""The files that the page loads, by their names under ``/-/``, with their content types."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query to start from: a short name, the question it answers in words, and its text."""

    name: str
    question: str
    query: str


def asset(name: str) -> bytes:
    """The bytes of a file that travels with the page."""
    return resources.files(__package__).joinpath(name).read_bytes()


def render(title: str, description: str, examples: Sequence[Example]) -> str:
    """The page as HTML. Whatever is filled in is escaped, whoever wrote it."""
    options = "\n".join(
        f'<option value="{escape(example.query)}">{escape(example.name)}: {escape(example.question)}</option>'
        for example in examples
    )
    first = examples[0].query if examples else "SELECT * WHERE { ?s ?p ?o } LIMIT 10"
    template = Template(asset("page.html").decode("utf-8"))
    return template.substitute(
        title=escape(title), description=escape(description), options=options, query=escape(first)
    )
