"""The web application of one snapshot: ``/sparql``, ``/`` for people, and ``/-/…`` for those who run it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import rdflib.plugins.sparql
from fastapi import Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from pyoxigraph import NamedNode, QuerySolutions
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from ..errors import CallError
from ..settings import SETTINGS
from .access import AccessLog, Journal
from .description import about
from .evaluate import Query
from .front import NO_STORE, Front, Shelf
from .headers import CommonHeaders
from .metrics import Metrics
from .page import ASSETS, POLICY, Example, asset
from .pool import Pool
from .problem import HttpError, http_problem
from .protocol import describe_operations
from .router import Router
from .sparql import SparqlEndpoint, accept_of, mistake, problem_response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

    from ..settings import Settings
    from ..snapshot import Snapshot

__all__ = ["ENDPOINT", "Example", "base_url", "create_app"]

ENDPOINT = "/sparql"
"""Where the endpoint is, below the address of the server."""

_PROBLEM: dict[str, Any] = {"application/problem+json": {"schema": {"type": "object"}}, "text/plain": {}}


def base_url(settings: Settings) -> str:
    """The address that people reach the server under, ending in a slash."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = settings.public_url or f"http://{host}:{settings.port}/"
    return address if address.endswith("/") else address + "/"


def create_app(
    snapshot: Snapshot,
    settings: Settings,
    *,
    title: str,
    description: str,
    examples: Sequence[Example] = (),
) -> FastAPI:
    """The application. Its lifespan starts the workers and ends them.

    Raises:
        CallError: if the snapshot cannot be opened, or the access log cannot be written.
    """
    # rdflib would load what a query names in FROM, files included; nothing here lets it evaluate one, and
    # nothing that is added later should find this open.
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    pool = Pool(snapshot, settings)
    graphs, triples = _sizes(snapshot)
    router = Router(
        path=ENDPOINT,
        url=base_url(settings) + ENDPOINT[1:],
        title=title,
        description=description,
        examples=examples,
        graphs=graphs,
        triples=triples,
        about=about(snapshot),
    )

    metrics = Metrics(snapshot.id)
    log = AccessLog(settings.access_log, snapshot.id) if settings.access_log else None
    journal = Journal(metrics, log)
    shelf = Shelf(settings.cache_megabytes, journal)
    _watch(metrics, pool, shelf, log)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()
            if log:
                log.close()

    endpoint = SparqlEndpoint(pool, settings, router, snapshot.id, shelf, journal)
    app = Front(
        title=title,
        description=description,
        lifespan=lifespan,
        path=ENDPOINT,
        shelf=shelf,
        endpoint=CommonHeaders(endpoint),
        describe=partial(describe_operations, ENDPOINT),
    )
    app.state.pool = pool
    app.add_middleware(CommonHeaders)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_exception)
    app.router.routes.append(Route(ENDPOINT + "/", _WithoutSlash(), include_in_schema=False))
    app.include_router(router)
    _add_pages(app, router)
    _add_housekeeping(app, pool, settings, snapshot)
    _add_metrics(app, metrics)
    return app


def _watch(metrics: Metrics, pool: Pool, shelf: Shelf, log: AccessLog | None) -> None:
    metrics.watch("workers", "Worker processes.", lambda: len(pool.processes))
    metrics.watch("workers_free", "Worker processes that wait for a query.", lambda: pool.free)
    metrics.watch("queries_running", "Queries that run.", lambda: pool.running)
    metrics.watch("queries_waiting", "Queries that wait for their turn.", lambda: pool.waiting)
    metrics.watch("cache_bytes", "Bytes of the answers that are kept.", lambda: shelf.size)
    metrics.watch("cache_answers", "Answers that are kept.", lambda: len(shelf))
    if log:
        metrics.watch("access_log_lost", "Lines of the access log that could not be written.", lambda: log.lost)


def _sizes(snapshot: Snapshot) -> tuple[dict[str, int], int]:
    """The number of triples of each named graph, and of their union."""
    try:
        store = snapshot.open()
    except OSError as error:
        message = f"{snapshot.folder}: cannot open the store: {error}; build it again"
        raise CallError(message) from error
    counted = store.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    union = store.query(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }", use_default_graph_as_union=True
    )
    if not isinstance(counted, QuerySolutions) or not isinstance(union, QuerySolutions):
        raise TypeError("a SELECT without solutions")
    graphs = {row["g"].value: int(row["n"].value) for row in counted if isinstance(row["g"], NamedNode)}
    return graphs, int(next(union)["n"].value)


class _WithoutSlash:
    """Sends every request, whatever its method, to the address without a slash.

    The address is relative, which holds behind any proxy. It is an ASGI application, since a function would
    only get what is asked with GET.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode("latin-1")
        response = RedirectResponse(f"..{ENDPOINT}" + (f"?{query}" if query else ""), status_code=308)
        await response(scope, receive, send)


def _add_pages(app: FastAPI, router: Router) -> None:
    async def front(_: Request) -> Response:
        return router.serve_yasgui()

    app.router.routes.append(Route("/", front, include_in_schema=False))
    for name, content_type in ASSETS.items():
        body = asset(name)

        async def serve(_: Request, body: bytes = body, content_type: str = content_type) -> Response:
            return Response(body, headers={"Content-Type": content_type, "Content-Security-Policy": POLICY})

        app.router.routes.append(Route(f"/-/{name}", serve, include_in_schema=False))


def _add_housekeeping(app: FastAPI, pool: Pool, settings: Settings, snapshot: Snapshot) -> None:
    @app.get("/-/health")
    async def health() -> Response:
        """Whether the server runs."""
        return JSONResponse({"status": "ok"}, headers=NO_STORE)

    @app.get("/-/ready", responses={503: {"description": "No worker answers.", "content": _PROBLEM}})
    async def ready(request: Request) -> Response:
        """Whether a worker answers."""
        try:
            await pool.run(Query("ASK {}"))
        except HttpError as error:
            return problem_response(error.problem, accept_of(request))
        return JSONResponse({"status": "ready", "snapshot": snapshot.id}, headers=NO_STORE)

    @app.get("/-/settings")
    async def show_settings() -> Response:
        """What the server runs with."""
        values = settings.as_dict()
        rows = [
            {
                "name": row.name,
                "value": "not shown" if row.private and values[row.name] else values[row.name],
                "default": row.default,
                "unit": row.unit,
                "help": row.help,
                "variable": row.variable,
                "option": row.option,
            }
            for row in SETTINGS
        ]
        return JSONResponse({"settings": rows}, headers=NO_STORE)


def _add_metrics(app: FastAPI, metrics: Metrics) -> None:
    @app.get("/-/metrics", response_class=PlainTextResponse)
    async def show_metrics(request: Request) -> Response:
        """What the server counts, for Prometheus."""
        content_type, body = metrics.render(accept_of(request))
        return Response(body, headers={"Content-Type": content_type, **NO_STORE})


async def _on_http_exception(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    details = {404: "there is nothing at this address; the endpoint is at " + ENDPOINT}
    problem = http_problem(status, details.get(status, "see the method and the address"), headers=headers)
    return problem_response(problem, accept_of(request))


async def _on_exception(request: Request, _: Exception) -> Response:
    return mistake(request)  # this handler is called outside of all middleware
