"""What a client is told when there is no answer: a problem document (RFC 9457), or a line of text for people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from ..errors import printable
from ..namespaces import BASE
from .negotiate import PROBLEMS, choose

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HttpError", "HttpProblem", "http_problem", "shown_in"]

_BEFORE, _AFTER = 60, 40  # characters of a line that are shown around a place


@dataclass(frozen=True, slots=True)
class HttpProblem:
    """Why there is no answer: ``kind`` for programs, ``title`` for people, ``detail`` for what to do."""

    status: int
    kind: str
    title: str
    detail: str
    extra: Mapping[str, int | float | str | list[str]] = field(default_factory=dict)
    """Members of the document beyond those of the RFC: ``line``, ``column``, ``available`` …"""
    headers: Mapping[str, str] = field(default_factory=dict)
    excerpt: str = ""
    """For people: the line of the query that is wrong, and a mark under the place."""

    def document(self) -> dict[str, object]:
        """The members of the problem document."""
        return {
            "type": f"{BASE}problem/{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.extra,
        }

    def render(self, accept: str | None) -> tuple[str, bytes]:
        """Content type and body: JSON, or text for whoever prefers any kind of text."""
        as_text = accept is not None and choose(_texts_alike(accept), PROBLEMS) is PROBLEMS[1]
        if as_text:
            return PROBLEMS[1].content_type, f"{self.title}: {self.detail}\n{self.excerpt}".encode()
        return PROBLEMS[0].content_type, json.dumps(self.document(), ensure_ascii=False).encode()


def _texts_alike(accept: str) -> str:
    # A client that asks for text/csv can show a line of text; JSON of any kind means it can read JSON.
    ranges = []
    for part in accept.split(","):
        media_type, mark, rest = part.strip().partition(";")
        main, _, sub = media_type.strip().lower().partition("/")
        if main == "text":
            media_type = "text/plain"
        elif sub == "json" or sub.endswith("+json"):
            media_type = PROBLEMS[0].media_type
        ranges.append(f"{media_type}{mark}{rest}")
    return ",".join(ranges)


def http_problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> HttpProblem:
    """A problem that the status code alone names, such as 404."""
    phrase = HTTPStatus(status).phrase
    return HttpProblem(status, phrase.lower().replace(" ", "-"), phrase, detail, headers=headers or {})


def shown_in(problem: HttpProblem, text: str) -> HttpProblem:
    """The same problem with the words of the query that are wrong, if it says where.

    The document gets the member ``near``, the words from there to the end of their line; people get the line.
    """
    line, column = problem.extra.get("line"), problem.extra.get("column")
    if not isinstance(line, int) or not isinstance(column, int) or line < 1 or column < 1:
        return problem
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return problem
    whole = text[start:].partition("\n")[0]
    before, after = whole[max(0, column - 1 - _BEFORE) : column - 1], whole[column - 1 : column - 1 + _AFTER]
    if not (before + after).strip():
        return problem
    shown = printable(before.replace("\t", " "))
    excerpt = f"  {shown}{printable(after)}\n  {' ' * len(shown)}^\n"
    return replace(problem, extra={**problem.extra, "near": after}, excerpt=excerpt)


class HttpError(Exception):
    """Raised where a request cannot be answered; ``problem`` is the answer instead."""

    def __init__(self, problem: HttpProblem) -> None:
        self.problem = problem
        super().__init__(f"{problem.title}: {problem.detail}")
