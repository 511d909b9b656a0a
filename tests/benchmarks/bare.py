"""The least that an application on uvicorn can do: it knows the answer to each request beforehand.

``python tests/benchmarks/bare.py FILE PORT`` serves the bodies of a JSON file by the query string of their requests. No
framework, no parsing, no check: what uvicorn with its defaults makes of that is a limit for any server on it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import Any

    App = Callable[
        [Mapping[str, Any], Callable[[], Awaitable[Any]], Callable[[Mapping[str, Any]], Awaitable[None]]], Any
    ]

__all__ = ["application"]


def application(bodies: Mapping[str, str], content_type: str) -> App:
    """The ASGI application: a body for each query string, and nothing for any other."""
    known = {query.encode("ascii"): body.encode("utf-8") for query, body in bodies.items()}

    async def app(
        scope: Mapping[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Mapping[str, Any]], Awaitable[None]],
    ) -> None:
        body = known.get(scope["query_string"], b"")
        length = str(len(body)).encode("ascii")
        headers = [(b"content-type", content_type.encode("ascii")), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def main() -> None:
    """Serve until a signal comes."""
    import uvicorn

    bodies = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    app = application(bodies, "application/sparql-results+json")
    uvicorn.run(app, port=int(sys.argv[2]), lifespan="off", log_level="error", access_log=False)


if __name__ == "__main__":
    main()
