"""Reads a query operation out of an HTTP request (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl

from .evaluate import Query
from .negotiate import GRAPHS, NAMES, RESULTS, media_types, named
from .problem import HttpError, HttpProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ALLOWED", "FORM", "QUERY", "Operation", "body_limit", "describe_operations", "read_operation"]

ALLOWED = ("GET", "HEAD", "POST", "OPTIONS")
"""The methods that the endpoint knows."""

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_RDF = frozenset({*(known.media_type for known in GRAPHS), "text/n3", "text/rdf+n3", "application/x-turtle"})
"""What a client sends that takes this for a graph store (SPARQL 1.1 Graph Store HTTP Protocol, section 5.5)."""

_FIELDS = 256  # parameters of one request; a query rarely names more graphs
_CHARSETS = {"utf-8", "utf8", "us-ascii"}
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,20})?")
_SHOWN = 60  # characters of a wrong value that a message repeats


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for: a query, or without one the service description."""

    query: Query | None
    accept: str | None = None
    """What the client wants: the parameter ``format`` or, without it, the header."""
    timeout: float | None = None
    """The longest time that the client wants to wait, in seconds."""


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
        elif media_type == _UPDATE or media_type in _RDF:
            raise _read_only()
        else:
            shown = media_type or "no content type"
            detail = f"{shown[:_SHOWN]} is not a query; send {QUERY} or {FORM}"
            raise _error(415, "unsupported-media-type", "No such way to send a query", detail)
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    texts += _values(pairs, "query")
    if len(texts) > 1:
        raise _error(400, "several-queries", "More than one query", "a request holds one query; send one at a time")
    accept, timeout = _format(pairs) or accept, _timeout(pairs)
    if not texts:
        if method == "POST" or any(name not in _FORMATS for name, _ in pairs):
            raise _error(400, "no-query", "No query", "the parameter 'query' is missing")
        return Operation(None, accept)
    text = texts[0]
    if len(text.encode()) > max_query_bytes:
        raise too_long(method, max_query_bytes)
    default = _values(pairs, "default-graph-uri")
    return Operation(Query(text, accept, default, _values(pairs, "named-graph-uri")), accept, timeout)


def too_long(method: str, max_query_bytes: int) -> HttpError:
    """The answer to a query that is longer than the setting allows."""
    detail = f"a query may have {max_query_bytes} bytes of UTF-8; shorten it"
    return _error(413 if method == "POST" else 414, "query-too-long", "The query is too long", detail)


def _values(pairs: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


_FORMATS = ("format", "output")


def _format(pairs: Sequence[tuple[str, str]]) -> str | None:
    """The parameter that names a format as an Accept header, which it goes before. None if there is none.

    It is no part of the protocol, but of what clients send: some cannot set headers, and links in a text never can.
    """
    given = {value.strip() for name in _FORMATS for value in _values(pairs, name)} - {""}
    # Some clients send a list, as SPARQLWrapper for JSON-LD; what we know of it counts.
    wanted = {next(filter(None, map(named, value.split(","))), None) or _unknown(value) for value in given}
    if len(wanted) > 1:
        raise _error(400, "several-formats", "More than one format", "a result has one format; name one")
    return next(iter(wanted), None)


def _unknown(value: str) -> NoReturn:
    known = [*NAMES, *(offer.media_type for offer in (*RESULTS, *GRAPHS))]
    detail = f"{value[:_SHOWN]!r} is no format; name one of {', '.join(NAMES)}, or a media type: "
    detail += media_types((*RESULTS, *GRAPHS))
    raise HttpError(HttpProblem(400, "unknown-format", "No such format", detail, {"available": known}))


def _timeout(pairs: Sequence[tuple[str, str]]) -> float | None:
    """The parameter that lowers the longest time of a query."""
    given = _values(pairs, "timeout")
    if not given:
        return None
    if len(given) == 1 and _SECONDS.fullmatch(given[0]) and float(given[0]) > 0:
        return float(given[0])
    detail = f"the timeout {', '.join(given)[:_SHOWN]!r} will not do; give it once, in seconds, such as 2.5"
    raise _error(400, "bad-timeout", "No proper timeout", detail)


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


def describe_operations(path: str, document: dict[str, Any]) -> None:
    """Write the protocol into an OpenAPI document (version 3.1), in place of what stands there under this path."""
    tables: dict[str, Any] = {offer.media_type: {"schema": {"type": "string"}} for offer in RESULTS}
    graphs: dict[str, Any] = {offer.media_type: {"schema": {"type": "string"}} for offer in GRAPHS}
    for name in ("application/sparql-results+json", "application/json"):
        tables[name] = {"schema": {"type": "object", "required": ["head"]}}
    graphs["application/ld+json"] = {"schema": {"type": ["object", "array"]}}
    problem: dict[str, Any] = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "near": {"type": "string"},
            "available": {"type": "array", "items": {"type": "string"}},
        },
    }
    document.setdefault("components", {}).setdefault("schemas", {})["Problem"] = problem
    told = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/plain": {"schema": {"type": "string"}},
    }

    def responses(*codes: int) -> dict[str, Any]:
        answered = {"description": "The answer, in the format asked for; without a query, what the service is."}
        answer: dict[str, Any] = {**answered, "content": {**tables, **graphs, "text/html": {}}}
        refused = {str(code): {"description": HTTPStatus(code).phrase, "content": told} for code in codes}
        return {"200": answer, **refused}

    unchanged = {"304": {"description": "The copy that If-None-Match names still holds."}}
    iris = {"type": "array", "items": {"type": "string", "format": "uri"}}
    fields: dict[str, tuple[str, dict[str, Any]]] = {
        "query": ("A SPARQL 1.1 query.", {"type": "string"}),
        "default-graph-uri": ("A graph of the default graph, in place of what the query says.", iris),
        "named-graph-uri": ("A named graph, in place of what the query says.", iris),
        "format": ("A format, in place of Accept.", {"type": "string", "enum": [*NAMES, *tables, *graphs]}),
        "timeout": ("Seconds after which to give up.", {"type": "number", "minimum": 0.001, "maximum": 86400}),
    }
    parameters = [
        {"name": name, "in": "query", "description": text, "schema": schema} for name, (text, schema) in fields.items()
    ]
    form = {"type": "object", "required": ["query"], "properties": {k: schema for k, (_, schema) in fields.items()}}
    direct = {"schema": {"type": "string", "minLength": 1}}
    document["paths"][path] = {
        "get": {
            "summary": "Answer a query, or describe the service.",
            "operationId": "query_by_get",
            "parameters": parameters,
            "responses": responses(400, 403, 406, 414, 503) | unchanged,
        },
        "head": {
            "summary": "As GET, without the body.",
            "operationId": "query_by_head",
            "parameters": parameters,
            "responses": {
                code: {"description": "As GET."} for code in ("200", "304", "400", "403", "406", "414", "503")
            },
        },
        "post": {
            "summary": "Answer a query.",
            "operationId": "query_by_post",
            "parameters": [parameter for parameter in parameters if parameter["name"] != "query"],
            "requestBody": {"required": True, "content": {FORM: {"schema": form}, QUERY: direct}},
            "responses": responses(400, 403, 406, 408, 413, 415, 503),
        },
        "options": {
            "summary": "Say which methods there are.",
            "operationId": "options_of_query",
            "responses": {"204": {"description": "The methods, in Allow."}},
        },
    }
