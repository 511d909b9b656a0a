"""The headers that every answer carries: who may read it (CORS), and how a browser may take it. And entity tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["EVERYWHERE", "KEEP", "RESULT", "TRUNCATED", "CommonHeaders", "any_tag", "has_tag"]

TRUNCATED = "X-Truncated"
"""``true`` on a result from which rows or triples were cut."""

EVERYWHERE: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", f"{TRUNCATED}, Retry-After, Allow, ETag".encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
"""What every answer carries."""

# A result is data, even where somebody makes it look like a page: RDF/XML with elements of XHTML, for one.
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox")
RESULT: tuple[tuple[bytes, bytes], ...] = (*EVERYWHERE, _POLICY)
"""What every answer carries that is no page."""

KEEP = "public, max-age=0, must-revalidate"
"""Cache-Control of a result that does not change: anybody may keep it, and asks each time whether it still holds. It
holds as long as the same snapshot is served, which nobody knows beforehand; to ask costs no evaluation."""

# An entity tag, and what may stand between two (RFC 9110, sections 8.8.3 and 5.6.1).
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*+")')
_BETWEEN = re.compile(r"[ \t]*+(?:,[ \t]*+)*+")

_PREFLIGHT: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
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
        if {b"content-length", b"transfer-encoding"} <= asked:
            # Somebody in front of us may have read another length than we do (RFC 9112, section 6.1).
            body = b"Bad request: a body has one length; send Content-Length or Transfer-Encoding\n"
            headers = [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"connection", b"close"),
            ]
            await send_more({"type": "http.response.start", "status": 400, "headers": headers})
            await send_more({"type": "http.response.body", "body": body})
            return
        await self.app(scope, receive, send_more)


def any_tag(if_none_match: str) -> bool:
    """Whether the header is ``*``, which stands for whatever there is."""
    return if_none_match.strip(" \t") == "*"


def has_tag(if_none_match: str, tag: str) -> bool:
    """Whether a list of entity tags names this one, weak or strong (RFC 9110, section 13.1.2).

    A header that is no list of entity tags names none.
    """
    found = False
    at = _end(_BETWEEN, if_none_match, 0)
    while at < len(if_none_match):
        match = _TAG.match(if_none_match, at)
        if match is None:
            return False
        found = found or match[1] == tag
        at = _end(_BETWEEN, if_none_match, match.end())
        if at < len(if_none_match) and "," not in if_none_match[match.end() : at]:
            return False
    return found


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
