"""The headers that every answer carries: who may read it (CORS), and how a browser may take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["EVERYWHERE", "TRUNCATED", "CommonHeaders"]

TRUNCATED = "X-Truncated"
"""``true`` on a result from which rows or triples were cut."""

EVERYWHERE: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", f"{TRUNCATED}, Retry-After, Allow".encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
"""What every answer carries."""

# A result is data, even where somebody makes it look like a page: RDF/XML with elements of XHTML, for one.
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox")
_PREFLIGHT: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
)


class CommonHeaders:
    """ASGI middleware: adds the headers, and answers preflight requests (Fetch Standard, CORS protocol).

    The data is public and there are no credentials, so that any origin may read every answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                headers += [pair for pair in (*EVERYWHERE, _POLICY) if pair[0] not in present]
                message = {**message, "headers": headers}
            await send(message)

        asked = {name for name, _ in scope["headers"]}
        if scope["method"] == "OPTIONS" and {b"origin", b"access-control-request-method"} <= asked:
            await send_more({"type": "http.response.start", "status": 204, "headers": list(_PREFLIGHT)})
            await send_more({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, send_more)
