"""The fast way: what asks the endpoint does not come to FastAPI, whose routing costs several times a look-up."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from ..version import __version__
from .access import Case
from .cache import Lru, entity_tag
from .headers import KEEP, RESULT, TRUNCATED, any_tag, has_tag
from .negotiate import GRAPHS, RESULTS, choose
from .sending import send_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractAsyncContextManager

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..settings import Settings
    from .access import Journal
    from .evaluate import Query
    from .scan import Scan

__all__ = ["NO_STORE", "VARY", "Front", "Kept", "Plan", "Shelf", "digest_of", "plan_of", "validators"]

VARY = {"Vary": "Accept"}
NO_STORE = {"Cache-Control": "no-store"}

_MEBIBYTE = 1024 * 1024
_PLANS = 4 * _MEBIBYTE  # for requests that are remembered with what they ask for
_OVERHEAD = 1000  # bytes that something kept takes beside its text


@dataclass(frozen=True, slots=True)
class Plan:
    """What a request asks for, worked out once for all requests that are the same."""

    query: Query
    timeout: float | None
    form: str | None
    digest: str
    """The name of the query's text in the log."""
    tag: str | None = None
    """The entity tag of the answer; None if the answer may be another each time."""
    content_type: str = ""
    """What the answer is going to be, if there is a tag."""


def plan_of(query: Query, timeout: float | None, found: Scan | None, snapshot: str, settings: Settings) -> Plan:
    """Work out what a query asks for. Its answer has a tag if it hangs on nothing but what goes into the tag.

    ``found`` is what was seen in a query that may pass; None if nobody has looked yet.
    """
    digest = digest_of(query.text)
    if found is None:
        return Plan(query, timeout, None, digest)
    query = replace(query, dataset=found.dataset)
    chosen = choose(query.accept, GRAPHS if found.form in {"construct", "describe"} else RESULTS)
    if chosen is None or not found.steady:
        return Plan(query, timeout, found.form, digest)
    tag = entity_tag(
        __version__,
        snapshot,
        query.text,
        query.base,
        query.default_graphs,
        query.named_graphs,
        chosen.content_type,
        settings.max_rows,
        settings.max_result_bytes,
        settings.max_depth,
    )
    # Whoever wants it in this format by another header gets the same bytes.
    return Plan(replace(query, accept=chosen.media_type), timeout, found.form, digest, tag, chosen.content_type)


def digest_of(text: str) -> str:
    """A hash by which the log names a query."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept and sent."""

    content_type: str
    body: bytes
    truncated: bool
    rows: int | None
    tag: str | None

    @property
    def outcome(self) -> str:
        """How the query ended, in a word."""
        return "truncated" if self.truncated else "ok"

    def headers(self, method: str) -> dict[str, str]:
        """Its own headers. What answers a POST is no representation of the address: a tag would say nothing."""
        own = {"Content-Type": self.content_type, **VARY}
        if self.truncated:
            own[TRUNCATED] = "true"
        return own | (NO_STORE if self.tag is None or method == "POST" else validators(self.tag))


def validators(tag: str) -> dict[str, str]:
    """The headers by which a client can ask whether its copy still holds."""
    return {"ETag": tag, "Cache-Control": KEEP}


class Shelf:
    """The answers that are kept, and the requests that lead to them."""

    def __init__(self, megabytes: int, journal: Journal) -> None:
        most = megabytes * _MEBIBYTE
        self._journal = journal
        self._kept: Lru[str, tuple[Kept, Message]] = Lru(most)
        self._plans: Lru[tuple[bytes, bytes | None], Plan] = Lru(min(most, _PLANS))

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._kept.size

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, plan: Plan) -> Kept | None:
        """The answer to a plan, if it is kept."""
        found = self._kept.get(plan.tag) if plan.tag else None
        return found[0] if found else None

    def keep(self, kept: Kept) -> None:
        """Keep an answer that has a tag."""
        if kept.tag:
            head = _start(200, kept.headers("GET") | {"Content-Length": str(len(kept.body))})
            self._kept.put(kept.tag, (kept, head), len(kept.body) + _OVERHEAD)

    def remember(self, scope: Scope, plan: Plan) -> None:
        """Know a GET request when it comes again."""
        key = (scope["query_string"], _lists(scope["headers"])[0])
        self._plans.put(key, plan, len(key[0]) + len(key[1] or b"") + 4 * len(plan.query.text) + _OVERHEAD)

    async def send(self, scope: Scope, send: Send) -> bool:
        """Answer a GET request that came before. False, with nothing sent, if its answer is not kept."""
        began = perf_counter()
        accept, condition = _lists(scope["headers"])
        plan = self._plans.get((scope["query_string"], accept))
        found = self._kept.get(plan.tag) if plan and plan.tag else None
        if plan is None or found is None:
            return False
        kept, start = found
        case = Case(began, plan.form, plan.digest, "hit", kept.outcome, kept.rows)
        body = kept.body
        if condition is not None and kept.tag and _holds(condition.decode("latin-1"), kept.tag):
            case.outcome, case.rows, body = "not-modified", None, b""
            start = _start(304, validators(kept.tag) | VARY)
        self._journal.note(case, start["status"], len(body))
        await send(start)
        await send_body(send, body)
        return True


def _start(status: int, headers: dict[str, str]) -> Message:
    """The head of an answer that passes no middleware."""
    own = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": [*own, *RESULT]}


def _lists(headers: Iterable[tuple[bytes, bytes]]) -> tuple[bytes | None, bytes | None]:
    """Accept and If-None-Match, each as one list (RFC 9110, section 5.3)."""
    accept = condition = None
    for name, value in headers:
        if name == b"accept":
            accept = value if accept is None else accept + b", " + value
        elif name == b"if-none-match":
            condition = value if condition is None else condition + b", " + value
    return accept, condition


def _holds(condition: str, tag: str) -> bool:
    return any_tag(condition) or has_tag(condition, tag)


class Front(FastAPI):
    """The application, in front of which the shelf and then ``endpoint`` answer the address ``path``."""

    def __init__(
        self,
        *,
        title: str,
        description: str,
        lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
        path: str,
        shelf: Shelf,
        endpoint: ASGIApp,
        describe: Callable[[dict[str, Any]], None],
    ) -> None:
        """``describe`` makes the OpenAPI document true of what answers here."""
        super().__init__(
            title=title,
            description=description,
            version=__version__,
            lifespan=lifespan,
            docs_url=None,  # FastAPI's pages load scripts from elsewhere
            redoc_url=None,
            redirect_slashes=False,
        )
        self._path = path
        self._shelf = shelf
        self._endpoint = endpoint
        self._describe = describe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"] != self._path:
            if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"].startswith("/-/"):
                scope = {**scope, "method": "GET"}  # FastAPI has no HEAD by itself; the server leaves out the body
            await super().__call__(scope, receive, send)
        elif not (scope["method"] == "GET" and await self._shelf.send(scope, send)):
            await self._endpoint(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document of this server."""
        if self.openapi_schema is None:
            document = super().openapi()
            self._describe(document)
            self.openapi_schema = document
        return self.openapi_schema
