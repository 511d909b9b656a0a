"""``/sparql``: the query half of the SPARQL 1.1 Protocol over HTTP, as a plain ASGI application."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from .headers import TRUNCATED
from .negotiate import GRAPHS, Format, choose, quality
from .problem import HttpError, HttpProblem, http_problem
from .protocol import ALLOWED, body_limit, read_operation, too_long

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from ..settings import Settings
    from .evaluate import Answer, Query
    from .pool import Pool
    from .router import Router

__all__ = ["SparqlEndpoint", "accept_of", "problem_response"]

_VARY = {"Vary": "Accept"}
_HTML = Format("text/html", "text/html; charset=utf-8")


def accept_of(request: Request) -> str | None:
    """What the client accepts; several headers are one list (RFC 9110, section 5.3)."""
    values = request.headers.getlist("accept")
    return ", ".join(values) if values else None


def problem_response(problem: HttpProblem, accept: str | None) -> Response:
    """A problem as an answer."""
    content_type, body = problem.render(accept)
    headers = {"Content-Type": content_type, "Cache-Control": "no-store", **_VARY, **problem.headers}
    return Response(body, status_code=problem.status, headers=headers)


class SparqlEndpoint:
    """Answers queries; without a query it gives the service description, and to a browser the page."""

    def __init__(self, pool: Pool, settings: Settings, router: Router) -> None:
        self._pool = pool
        self._settings = settings
        self._router = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except HttpError as error:
            response = problem_response(error.problem, accept_of(request))
        except ClientDisconnect:
            return
        if request.method == "HEAD":
            # The length stays what a GET would have (RFC 9110, section 9.3.2).
            response.body = b""
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        method = request.method
        if method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(ALLOWED)})
        if method not in ALLOWED:
            allow = {"Allow": ", ".join(ALLOWED)}
            raise HttpError(http_problem(405, "send a query with GET or POST", headers=allow))
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
            return self._description(accept)
        answer = await self._run(replace(operation.query, base=self._router.public_url), request)
        headers = {"Content-Type": answer.content_type, **_VARY}
        if answer.truncated:
            headers[TRUNCATED] = "true"
        return Response(answer.body, headers=headers)

    def _description(self, accept: str | None) -> Response:
        chosen = choose(accept, GRAPHS)
        wanted = quality(accept, chosen) if chosen else 0.0
        # A client that takes anything gets data; one that asks for pages, as browsers do, gets the page.
        if quality(accept, _HTML) > wanted or (accept and "text/html" in accept and chosen is None):
            return self._router.serve_yasgui()
        if chosen is None:
            detail = "the service description can be had as " + ", ".join(f.media_type for f in GRAPHS)
            raise HttpError(http_problem(406, detail))
        body = self._router.describe(chosen)
        return Response(body, headers={"Content-Type": chosen.content_type, **_VARY})

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

    async def _run(self, query: Query, request: Request) -> Answer:
        """Answer a query, unless the client goes away first: then the query ends, too."""
        work = asyncio.create_task(self._pool.run(query))
        gone = asyncio.create_task(_disconnected(request))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ClientDisconnect
            return work.result()
        finally:
            for task in (work, gone):
                task.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    # All of the body has been read by now, or (GET) is of no interest.
    while (await request.receive())["type"] != "http.disconnect":
        pass
