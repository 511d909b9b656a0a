"""What a client is told when there is no answer: a problem document (RFC 9457), or one line of text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from ..namespaces import BASE
from .negotiate import PROBLEMS, choose

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HttpError", "HttpProblem", "http_problem"]


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
        """Content type and body: JSON, or one line of text for whoever prefers any kind of text."""
        as_text = accept is not None and choose(_texts_alike(accept), PROBLEMS) is PROBLEMS[1]
        if as_text:
            return PROBLEMS[1].content_type, f"{self.title}: {self.detail}\n".encode()
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


class HttpError(Exception):
    """Raised where a request cannot be answered; ``problem`` is the answer instead."""

    def __init__(self, problem: HttpProblem) -> None:
        self.problem = problem
        super().__init__(f"{problem.title}: {problem.detail}")
