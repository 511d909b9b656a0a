"""What a query must be before it is evaluated, and what its author is told where it is not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..namespaces import DATA_PREFIXES, PREFIXES
from .functions import unknown_iri, unknown_word
from .lexer import position
from .problem import HttpError, HttpProblem
from .scan import scan

if TYPE_CHECKING:
    from .scan import Scan

__all__ = ["admit", "explain", "let_pass", "not_evaluated"]

_ERROR = re.compile(r"error at ([0-9]+):([0-9]+): expected (?:one of )?(.*)", re.DOTALL)
_WORD = r"(?:[A-Za-z][A-Za-z0-9_]*+|\[_\]|<unreported>)"
_KEYWORDS = re.compile(f"{_WORD}(?:, {_WORD})*+")
_ITEM = re.compile(r'"(?:[^"\\]|\\.)*+"|\[[^\]]*+\]|[^,"\[]++')
_SENTENCES = {
    "IRI parsing failed": "an IRI is relative without a BASE, or has a character that no IRI has",
    "The SELECT contains a variable that is unbound": "where rows are grouped or counted, SELECT shows variables that "
    "GROUP BY names, and no others",
}
_SHOWN = 40  # characters of the query that a message repeats
_UNUSUAL = {"LATERAL", "SERVICE"}  # what nobody should be pointed to here
_ITEMS = 10  # things that could have stood there; more help nobody


def admit(text: str, *, max_depth: int) -> Scan:
    """Look through a query and let it pass.

    Raises:
        HttpError: as :func:`let_pass`.
    """
    found = scan(text)
    let_pass(found, text, max_depth=max_depth)
    return found


def let_pass(found: Scan, text: str, *, max_depth: int) -> None:
    """Let a query pass that has been looked through.

    Raises:
        HttpError: 403 if it uses SERVICE, 400 if it is an update, too deep, or can be read in two ways.
    """
    if found.service:
        detail = "this endpoint fetches nothing from elsewhere; ask the other endpoint yourself and join its answer"
        raise HttpError(_placed(HttpProblem(403, "service-off", "SERVICE is switched off", detail), found, text))
    if found.unclear:
        offset, message = found.unclear
        raise HttpError(_malformed(text, offset, message))
    if found.update:
        detail = f"{found.update} is an update, and this endpoint only reads; send a query"
        raise HttpError(_placed(HttpProblem(400, "not-a-query", "Not a query", detail), found, text))
    if found.depth > max_depth:
        message = f"brackets are nested {found.depth} deep, and {max_depth} is the limit; write a flatter query"
        raise HttpError(HttpProblem(400, "query-too-complex", "The query is too complex", message))


def _placed(problem: HttpProblem, found: Scan, text: str) -> HttpProblem:
    """The same problem with the place of what is forbidden, where that shows."""
    if found.forbidden is None:
        return problem
    line, column = position(text, found.forbidden)
    detail = f"line {line}, column {column}: {problem.detail}"
    return replace(problem, detail=detail, extra={"line": line, "column": column})


def _malformed(text: str, offset: int, message: str) -> HttpProblem:
    """The answer to a query that is no SPARQL, with the line and column where that shows."""
    line, column = position(text, offset)
    detail = f"line {line}, column {column}: {message}"
    extra = {"line": line, "column": column}
    return HttpProblem(400, "malformed-query", "The query is malformed", detail, extra)


def explain(error: SyntaxError, text: str, found: Scan) -> HttpProblem:
    """Say in one line, for people, why Oxigraph's parser refused a query.

    What the scan knows for sure goes first: it says more than a list of what could have stood there.
    """
    if found.mistake:
        return _malformed(text, *found.mistake)
    if found.undeclared:
        offset, prefix = found.undeclared
        namespace = PREFIXES.get(prefix) or DATA_PREFIXES.get(prefix) or "…"
        message = f"the prefix {prefix!r} is not declared; begin with PREFIX {prefix}: <{namespace}>"
        return _malformed(text, offset, message)
    called = unknown_word(text)
    if called:
        return _malformed(text, *called)
    match = _ERROR.search(str(error.args[0] if error.args else ""))
    if not match:
        return _malformed(text, 0, "this cannot be read as SPARQL 1.1")
    offset = _offset(text, int(match[1]), int(match[2]))
    if _KEYWORDS.fullmatch(match[3]):
        # The parser reads as many characters as a keyword has before it compares them, and reports the place
        # behind them: what it could not read starts that much earlier.
        lengths = [len(word) for word in match[3].split(", ") if word.isalnum()]
        offset = max(0, offset - min(lengths, default=0))
        return _malformed(text, offset, f"this cannot be read as SPARQL 1.1: {_found(text, offset)}")
    return _malformed(text, offset, _expected(match[3], _found(text, offset)))


def not_evaluated(error: Exception, text: str) -> HttpProblem:
    """Say why Oxigraph did not evaluate a query that it could parse."""
    called = unknown_iri(error, text) if isinstance(error, RuntimeError) else None
    if called is None:
        detail = "the query could not be evaluated; write it in another way"
        return HttpProblem(400, "not-evaluated", "The query failed", detail)
    problem = _malformed(text, *called)
    return replace(problem, kind="unknown-function", title="There is no such function")


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _found(text: str, offset: int) -> str:
    rest = " ".join(text[offset : offset + 2 * _SHOWN].split())
    if not rest:
        return "the end of the query"
    return f"‘{rest[:_SHOWN]}…’" if len(rest) > _SHOWN else f"‘{rest}’"


def _expected(items: str, found: str) -> str:
    each = [item.strip() for item in _ITEM.findall(items)]
    for item in each:
        if " " in item and item[0].isalpha():  # a sentence of the parser's author
            return f"{_SENTENCES.get(item, item)}, before {found}"
    marks = [item for item in each if item.startswith('"') or (item.isalpha() and item not in _UNUSUAL)]
    if not marks:
        return f"this cannot be read as SPARQL 1.1: {found}"
    more = " …" if len(marks) > _ITEMS else ""
    listed = " ".join(mark.replace("\\", "") for mark in marks[:_ITEMS])
    return f"expected {'one of ' if len(marks) > 1 else ''}{listed}{more}, found {found}"
