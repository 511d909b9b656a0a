"""Reads a query operation out of an HTTP request (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from .evaluate import Query
from .problem import HttpError, HttpProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ALLOWED", "FORM", "QUERY", "Operation", "body_limit", "read_operation"]

ALLOWED = ("GET", "HEAD", "POST", "OPTIONS")
"""The methods that the endpoint knows."""

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"

_FIELDS = 256  # parameters of one request; a query rarely names more graphs
_CHARSETS = {"utf-8", "utf8", "us-ascii"}


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for: a query, or without one the service description."""

    query: Query | None


def body_limit(max_query_bytes: int) -> int:
    """The longest body that can hold an allowed query: percent-encoding makes three bytes of one."""
    return 3 * max_query_bytes + 16_384


def read_operation(
    method: str,
    query_string: bytes,
    content_type: str | None,
    body: bytes,
    *,
    accept: str | None,
    max_query_bytes: int,
) -> Operation:
    """Take a GET, HEAD or POST request apart.

    Raises:
        HttpError: 400, 403, 413, 414 or 415 if it is no query operation.
    """
    pairs = _pairs(query_string, "the address")
    texts: list[str] = []
    if method == "POST":
        media_type = _media_type(content_type)
        if media_type == FORM:
            pairs += _pairs(body, "the form")
        elif media_type == QUERY:
            texts.append(_utf8(body, "the query"))
        elif media_type == _UPDATE:
            raise _read_only()
        else:
            shown = media_type or "no content type"
            detail = f"{shown[:100]} is not a query; send {QUERY} or {FORM}"
            raise _error(415, "unsupported-media-type", "No such way to send a query", detail)
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    texts += [value for name, value in pairs if name == "query"]
    if len(texts) > 1:
        raise _error(400, "several-queries", "More than one query", "a request holds one query; send one at a time")
    if not texts:
        if method == "POST" or pairs:
            raise _error(400, "no-query", "No query", "the parameter 'query' is missing")
        return Operation(None)
    text = texts[0]
    if len(text.encode()) > max_query_bytes:
        raise too_long(method, max_query_bytes)
    default = _values(pairs, "default-graph-uri")
    return Operation(Query(text, accept, default, _values(pairs, "named-graph-uri")))


def too_long(method: str, max_query_bytes: int) -> HttpError:
    """The answer to a query that is longer than the setting allows."""
    detail = f"a query may have {max_query_bytes} bytes of UTF-8; shorten it"
    return _error(413 if method == "POST" else 414, "query-too-long", "The query is too long", detail)


def _values(pairs: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


def _pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise _error(400, "not-utf-8", "Not UTF-8", f"{where} is not percent-encoded UTF-8") from error
    except ValueError as error:
        detail = f"{where} has more than {_FIELDS} parameters"
        raise _error(400, "too-many-parameters", "Too many parameters", detail) from error


def _utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        detail = f"{where} is not UTF-8 from byte {error.start + 1} on"
        raise _error(400, "not-utf-8", "Not UTF-8", detail) from error


def _media_type(content_type: str | None) -> str:
    if content_type is None:
        return ""
    message = Message()
    message["Content-Type"] = " ".join(content_type.split())
    charset = message.get_content_charset("utf-8")
    if charset not in _CHARSETS:
        detail = f"the charset {charset[:40]!r} is not understood; send UTF-8"
        raise _error(415, "unsupported-charset", "No such charset", detail)
    # get_content_type() makes text/plain of what it cannot read, which is refused all the same.
    return message.get_content_type()


def _read_only() -> HttpError:
    return _error(403, "read-only", "Read-only", "this endpoint answers queries and takes no updates")


def _error(status: int, kind: str, title: str, detail: str) -> HttpError:
    return HttpError(HttpProblem(status, kind, title, detail))
