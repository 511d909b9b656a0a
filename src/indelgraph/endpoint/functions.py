"""Which functions a query can call, and what its author is told who calls another."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import pairwise

from .lexer import Kind, Token, tokens

__all__ = ["FUNCTIONS", "unknown_iri", "unknown_word"]

# SPARQL 1.1, section 19.8, [121] and [127], and what Oxigraph has of 1.2.
_CALLS = """
    ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI EXISTS FLOOR
    GROUP_CONCAT HASLANG HASLANGDIR HOURS IF IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR
    LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS
    SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT
    SUBSTR SUM TIMEZONE TRIPLE TZ UCASE URI UUID YEAR
"""
FUNCTIONS = frozenset(_CALLS.split())
"""The built-in calls and aggregates, in capitals."""

# What else can stand before a parenthesis.
_OTHERS = """
    A ASC ASK BIND BY CONSTRUCT DESC DESCRIBE DISTINCT FALSE FILTER HAVING IN NOT REDUCED SELECT TRUE VALUES WHERE
"""
_KNOWN = FUNCTIONS | frozenset(_OTHERS.split())
_LONGEST = max(map(len, _KNOWN))
_ALIKE = 0.78  # from 0 to 1; REGEXP is as much like REGEX as it should be, median not like MIN
_SHOWN = 60  # characters of a name
_REFUSED = re.compile(r"custom function <([^<>]*)> is not supported")
_THERE_IS = "there are the functions of SPARQL 1.1 and GeoSPARQL, and casts such as xsd:integer"


def unknown_word(text: str) -> tuple[int, str] | None:
    """Where a query that cannot be parsed calls a function by a word that names none, and what to write."""
    for word, mark in pairwise(tokens(text)):
        if word.kind is Kind.WORD and mark.text == "(" and not _is_known(word.text.upper()):
            alike = get_close_matches(word.text[:_SHOWN].upper(), sorted(FUNCTIONS), n=1, cutoff=_ALIKE)
            advice = f"did you mean {alike[0]}?" if alike else _THERE_IS
            return word.start, f"there is no function {word.text[:_SHOWN]}; {advice}"
    return None


def _is_known(word: str) -> bool:
    # Oxigraph reads FILTERBOUND(?x) as two words.
    glued = (word[at:] in _KNOWN for at in range(1, min(len(word), _LONGEST + 1)) if word[:at] in _KNOWN)
    return word in _KNOWN or any(glued)


def unknown_iri(error: RuntimeError, text: str) -> tuple[int, str] | None:
    """Where a query calls the function that Oxigraph says it does not have, and what there is.

    None if the error is another; the start of the query, if the place does not show.
    """
    match = _REFUSED.search(str(error))
    if match is None:
        return None
    iri = match[1]
    shown = iri if len(iri) <= 2 * _SHOWN else iri[: 2 * _SHOWN] + "…"
    return _called(text, iri), f"there is no function <{shown}>; {_THERE_IS}"


def _called(text: str, iri: str) -> int:
    """Where an IRI stands right before a parenthesis, in full or with a prefix."""
    prefixes: dict[str, str] = {}
    before = last = Token(Kind.MARK, "", 0)
    for token in tokens(text):
        if token.kind is Kind.IRI and last.kind is Kind.NAME and before.text.upper() == "PREFIX":
            prefixes[last.text] = token.text[1:-1]
        elif token.text == "(":
            prefix, mark, local = last.text.partition(":")
            named = last.kind is Kind.NAME and prefixes.get(prefix + mark, "") + local.replace("\\", "") == iri
            if named or (last.kind is Kind.IRI and last.text[1:-1] == iri):
                return last.start
        before, last = last, token
    return 0
