"""The headers that every answer carries: who may read it (CORS), how a browser may take it, what tag it is known by."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .problem import HttpProblem

__all__ = [
    "EVERYWHERE",
    "KEEP",
    "RESULT",
    "TRUNCATED",
    "CommonHeaders",
    "any_tag",
    "has_tag",
    "refusing",
    "tag_of",
]

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

_METHODS = b"GET, HEAD, POST, OPTIONS"
_ALLOW = (b"allow", _METHODS)
_PREFLIGHT: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-methods", _METHODS),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
)

_OF_THE_BODY = frozenset({b"content-type", b"content-length"})  # what a 304 has no use for


class CommonHeaders:
    """ASGI middleware: adds the headers, answers preflight requests (Fetch Standard, CORS protocol), and whoever has a
    copy that still holds (RFC 9110, section 13.1.2).

    The data is public and there are no credentials, so that any origin may read every answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = {name for name, _ in scope["headers"]}
        answer = _Answer(scope, send)
        if scope["method"] == "OPTIONS":
            preflight = {b"origin", b"access-control-request-method"} <= asked
            if preflight or scope["path"] == "*":  # the server as a whole (RFC 9110, section 9.3.7)
                await answer.whole(204, _PREFLIGHT if preflight else (_ALLOW,), b"")
                return
        if {b"content-length", b"transfer-encoding"} <= asked:
            # Somebody in front of us may have read another length than we do (RFC 9112, section 6.1).
            body = b"Bad request: a body has one length; send Content-Length or Transfer-Encoding\n"
            headers = (
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"connection", b"close"),
            )
            await answer.whole(400, headers, body)
            return
        await self.app(scope, receive, answer.send)


class _Answer:
    """One answer on its way: its head waits for the first part of the body, by which a tag may be made."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._start: Message | None = None

    async def whole(self, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> None:
        """Send an answer of our own."""
        await self.send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await self.send({"type": "http.response.body", "body": body})

    async def send(self, message: Message) -> None:
        """Take a part of the answer."""
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            present = {name.lower() for name, _ in headers}
            headers += [pair for pair in (*EVERYWHERE, _POLICY) if pair[0] not in present]
            self._start = {**message, "headers": headers}
            return
        start, self._start = self._start, None
        if start is not None:
            if start["status"] == 200 and self._scope["method"] in {"GET", "HEAD"}:
                start, message = self._known(start, message)
            await self._send(start)
        await self._send(message)

    def _known(self, start: Message, message: Message) -> tuple[Message, Message]:
        """The same answer with a tag, if it has none and may be kept; or without its body, if the client has that."""
        given = {name.lower(): value for name, value in start["headers"]}
        body = message.get("body", b"")
        tag = given.get(b"etag")
        if tag is None:
            whole = not message.get("more_body") and given.get(b"content-length") == b"%d" % len(body)
            if not whole or b"cache-control" in given:
                return start, message
            tag = tag_of(given.get(b"content-type", b"").decode("latin-1"), body).encode()
            start["headers"] += [(b"etag", tag), (b"cache-control", KEEP.encode())]
        if message.get("more_body"):
            return start, message
        condition = _joined(self._scope, b"if-none-match")
        if not condition or not (any_tag(condition) or has_tag(condition, tag.decode("latin-1"))):
            return start, message
        headers = [pair for pair in start["headers"] if pair[0].lower() not in _OF_THE_BODY]
        return {**start, "status": 304, "headers": headers}, {**message, "body": b""}


def refusing(problem: HttpProblem) -> ASGIApp:
    """An ASGI application that answers with a problem, whatever is asked, and closes the connection."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 # as ASGI has it
        accept = _joined(scope, b"accept")
        content_type, body = problem.render(accept or None)
        headers = [
            (b"content-type", content_type.encode()),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
            *RESULT,
        ]
        await send({"type": "http.response.start", "status": problem.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def _joined(scope: Scope, name: bytes) -> str:
    """The values of one header as one list (RFC 9110, section 5.3)."""
    return b", ".join(value for given, value in scope["headers"] if given == name).decode("latin-1")


def tag_of(content_type: str, body: bytes) -> str:
    """A strong entity tag: no other type, and no other bytes, have it (RFC 9110, section 8.8.1)."""
    digest = hashlib.sha256(b"%s\n%s" % (content_type.encode(), body)).hexdigest()
    return f'"{digest[:32]}"'


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
