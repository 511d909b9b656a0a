"""The page for people: its HTML, and the script and style that it loads from this server and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

from ..encode.dataset import DATASET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .description import Service

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


def render(service: Service) -> str:
    """The page as HTML. Whatever is filled in is escaped, whoever wrote it."""
    examples = service.examples
    options = "\n".join(
        f'<option value="{escape(example.query)}">{escape(example.name)}: {escape(example.question)}</option>'
        for example in examples
    )
    first = examples[0].query if examples else "SELECT * WHERE { ?s ?p ?o } LIMIT 10"
    facts = "\n".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _facts(service))
    return Template(asset("page.html").decode("utf-8")).substitute(
        title=escape(service.title),
        description=escape(service.description),
        options=options,
        query=escape(first),
        questions=_questions(examples),
        facts=facts,
    )


def _questions(examples: Sequence[Example]) -> str:
    """The examples as links that answer them, which work where no script runs."""
    if not examples:
        return ""
    items = "\n".join(
        f'<li><a href="sparql?query={quote(example.query, safe="")}">{escape(example.name)}</a>'
        f"<br>{escape(example.question)}</li>"
        for example in examples
    )
    return f'<h2>Questions to start from</h2>\n<ul class="questions">\n{items}\n</ul>'


def _facts(service: Service) -> Iterator[tuple[str, str]]:
    """What a person should know of the data, as HTML: name and value."""
    graphs = len(service.graphs)
    yield "Size", f"{service.triples:,} triples in {graphs} graph{'' if graphs == 1 else 's'}"
    about = service.about
    ours = "Licence" if about.is_about(service.graphs) else "Licence of the collection (other files have their own)"
    for licence in about.values(DATASET, "dcterms:license"):
        address = escape(licence.value)
        linked = isinstance(licence, NamedNode) and licence.value.startswith(("https://", "http://"))
        yield ours, f'<a href="{address}" rel="license noreferrer">{address}</a>' if linked else address
    for rights in about.values(DATASET, "dcterms:rights"):
        yield "From", escape(rights.value)
    if about.snapshot:
        yield "Snapshot", f"<code>{escape(about.snapshot)}</code>"
