"""``/sparql``: the query half of the SPARQL 1.1 Protocol over HTTP, as a plain ASGI application."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from .access import Case
from .flights import Flights, LeftError
from .front import NO_STORE, VARY, Kept, digest_of, plan_of, validators
from .guard import let_pass
from .headers import EVERYWHERE, any_tag, has_tag
from .negotiate import GRAPHS, Format, choose, media_types, quality
from .problem import HttpError, HttpProblem, http_problem, shown_in
from .protocol import ALLOWED, body_limit, read_operation, too_long
from .scan import scan
from .sending import NoRoomError, Room, send_body

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from ..settings import Settings
    from .access import Journal
    from .evaluate import Query
    from .front import Plan, Shelf
    from .pool import Pool
    from .router import Router

__all__ = ["SparqlEndpoint", "accept_of", "mistake", "problem_response"]

_LONGEST = 16_384
"""Characters of a query that are looked through here, on the event loop; a longer one costs its worker that time, and
its answer is not kept."""

_GONE = "client-gone"

_ANSWERS = 4  # of the largest that there may be, on their way to clients at once

_CROWDED = HttpProblem(
    503,
    "busy",
    "The server is busy",
    "too many large answers are on their way; try again later, or ask for less at once",
    headers={"Retry-After": "10"},
)

_HTML = Format("text/html", "text/html; charset=utf-8")


def accept_of(request: Request) -> str | None:
    """What the client accepts; several headers are one list (RFC 9110, section 5.3)."""
    values = request.headers.getlist("accept")
    return ", ".join(values) if values else None


def problem_response(problem: HttpProblem, accept: str | None) -> Response:
    """A problem as an answer."""
    content_type, body = problem.render(accept)
    headers = {"Content-Type": content_type, **NO_STORE, **VARY, **problem.headers}
    return Response(body, status_code=problem.status, headers=headers)


def mistake(request: Request) -> Response:
    """The answer where something went wrong that should not: it stands in the server's log, and nowhere else."""
    detail = "the server made a mistake; tell whoever runs it"
    headers = {name.decode(): value.decode() for name, value in EVERYWHERE}
    problem = HttpProblem(500, "internal-error", "Internal error", detail, headers=headers)
    return problem_response(problem, accept_of(request))


class SparqlEndpoint:
    """Answers queries; without a query it gives the service description, and to a browser the page."""

    def __init__(
        self, pool: Pool, settings: Settings, router: Router, snapshot: str, shelf: Shelf, journal: Journal
    ) -> None:
        self._pool = pool
        self._settings = settings
        self._router = router
        self._snapshot = snapshot
        self._shelf = shelf
        self._journal = journal
        self._flights: Flights[Kept] = Flights()
        self._room = Room(_ANSWERS * settings.max_result_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        request = Request(scope, receive)
        case = Case(perf_counter())
        with ExitStack() as held:
            try:
                response = await self._respond(request, case)
                if request.method == "HEAD":
                    # The length stays what a GET would have (RFC 9110, section 9.3.2).
                    response.body = b""
                held.enter_context(self._room.taken(_client(request), len(response.body)))
            except HttpError as error:
                case.outcome = error.problem.kind
                response = problem_response(error.problem, accept_of(request))
            except NoRoomError:
                case.outcome = _CROWDED.kind
                response = problem_response(_CROWDED, accept_of(request))
            except ClientDisconnect:  # in the middle of its body
                case.outcome = _GONE
                self._journal.note(case, None, 0)
                return
            except LeftError:
                return
            except Exception:
                await mistake(request)(scope, receive, send)
                raise  # into the server's log
            if case.outcome:
                self._journal.note(case, response.status_code, len(response.body))
            head = {"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers}
            await send(head)
            await send_body(send, bytes(response.body))

    async def _respond(self, request: Request, case: Case) -> Response:
        method = request.method
        if method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(ALLOWED)})
        if method not in ALLOWED:
            allow = {"Allow": ", ".join(ALLOWED)}
            raise HttpError(http_problem(405, "send a query with GET or POST; nothing is written here", headers=allow))
        accept = accept_of(request)
        body = await self._body(request) if method == "POST" else b""
        operation = read_operation(
            method,
            request.scope["query_string"],
            request.headers.get("content-type"),
            body,
            accept=accept,
            max_query_bytes=self._settings.max_query_bytes,
        )
        if operation.query is None:
            return self._description(operation.accept)
        query = replace(operation.query, base=self._router.public_url)
        try:
            plan = self._plan(query, operation.timeout, case)
            condition = ""
            if plan.tag and method != "POST":
                self._shelf.remember(request.scope, plan)
                condition = ", ".join(request.headers.getlist("if-none-match"))
                if has_tag(condition, plan.tag):
                    return _not_modified(plan.tag, case)
            kept = await self._answer(plan, request, case)
        except HttpError as error:
            raise HttpError(shown_in(error.problem, query.text)) from error
        if kept.tag and any_tag(condition):
            return _not_modified(kept.tag, case)
        case.outcome, case.rows = kept.outcome, kept.rows
        return Response(kept.body, headers=kept.headers(method))

    def _plan(self, query: Query, timeout: float | None, case: Case) -> Plan:
        """What a query asks for.

        Raises:
            HttpError: 400 or 403 if it may not pass.
        """
        found = None
        if len(query.text) <= _LONGEST:
            found = scan(query.text)
            case.form, case.digest = found.form, digest_of(query.text)
            let_pass(found, query.text, max_depth=self._settings.max_depth)
        plan = plan_of(query, timeout, found, self._snapshot, self._settings)
        case.digest = plan.digest
        return plan

    def _description(self, accept: str | None) -> Response:
        chosen = choose(accept, GRAPHS)
        wanted = quality(accept, chosen) if chosen else 0.0
        # A client that takes anything gets data; one that asks for pages, as browsers do, gets the page.
        if quality(accept, _HTML) > wanted or (accept and "text/html" in accept and chosen is None):
            return self._router.serve_yasgui()
        if chosen is None:
            detail = f"the service description can be had as {media_types(GRAPHS)}"
            extra = {"available": [offer.media_type for offer in GRAPHS]}
            raise HttpError(replace(http_problem(406, detail), extra=extra))
        known = self._router.described(chosen)
        return Response(known.body, headers=known.headers)

    async def _body(self, request: Request) -> bytes:
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise HttpError(http_problem(415, "a compressed body is not understood; send it as it is"))
        limit = body_limit(self._settings.max_query_bytes)
        body = bytearray()
        try:
            async with asyncio.timeout(self._settings.timeout):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > limit:
                        raise too_long("POST", self._settings.max_query_bytes)
        except TimeoutError:
            detail = f"the request took longer than {self._settings.timeout:g} s to come"
            raise HttpError(http_problem(408, detail, headers={"Connection": "close"})) from None
        return bytes(body)

    async def _answer(self, plan: Plan, request: Request, case: Case) -> Kept:
        """Answer a query, unless the client goes away first: then the query ends, too, if nobody else waits for it."""
        found = self._shelf.find(plan)
        if found:
            case.cache = "hit"
            return found
        # Who has only so much time shares with those that have as much.
        key = (plan.tag, plan.timeout) if plan.tag else object()

        async def leaving() -> None:
            await _disconnected(request)
            case.outcome = _GONE
            self._journal.note(case, None, 0)

        while True:
            mine = key not in self._flights
            case.cache = ("miss" if mine else "shared") if plan.tag else "none"
            try:
                return await self._flights.join(key, lambda: self._fresh(plan, _client(request)), leaving)
            except HttpError as error:
                # Another client may have too many queries in the queue; that says nothing about this one.
                if mine or error.problem.kind != "busy":
                    raise

    async def _fresh(self, plan: Plan, client: str) -> Kept:
        answer = await self._pool.run(plan.query, client=client, timeout=plan.timeout)
        # A tag says what the bytes are, so there is none where the query turns out to be of another kind.
        tag = plan.tag if answer.content_type == plan.content_type else None
        kept = Kept(answer.content_type, answer.body, answer.truncated, answer.rows, tag)
        self._shelf.keep(kept)
        return kept


def _client(request: Request) -> str:
    """Who asks, for fairness: the peer's address. A header could say anything."""
    return request.client.host if request.client else ""


def _not_modified(tag: str, case: Case) -> Response:
    case.outcome = "not-modified"
    return Response(status_code=304, headers=validators(tag) | VARY)


async def _disconnected(request: Request) -> None:
    # All of the body has been read by now, or (GET) is of no interest.
    while (await request.receive())["type"] != "http.disconnect":
        pass
