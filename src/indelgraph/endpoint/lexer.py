"""Reads a SPARQL query as tokens. Linear in its length.

Tokens are those of SPARQL 1.1 Query, section 19.8, with codepoint escapes as Oxigraph has them: left alone but in
strings and IRIs.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Kind", "Token", "position", "tokens"]

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"{_BASE}0-9_\u00b7\u0300-\u036f\u203f\u2040"  # VARNAME; PN_CHARS is this and "-"
_CHARS = _NAME + r"\-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = f"(?:[{_CHARS}:]|{_PLX})"
_ESCAPED = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = rf"\\[tbnrf\\\"']|{_ESCAPED}"


class Kind(StrEnum):
    """What a token is. WORD is a keyword or the name of a built-in; MARK is one character of punctuation."""

    BLANK = "blank"
    COMMENT = "comment"
    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    NODE = "node"
    LANGUAGE = "language"
    NAME = "name"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


# Possessive quantifiers (*+) never give back what they took, which keeps every alternative linear.  Unlike in
# the specification, the local part of a name takes dots once and a label takes none: to Oxigraph, what follows
# a second dot is code.  A run of words and dots without a colon is matched once as a whole and then split.
_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            Kind.BLANK: r"[ \t\r\n]++",
            Kind.COMMENT: r"\#[^\r\n]*+",
            Kind.STRING: (
                rf"'''(?:'{{0,2}}+(?:[^'\\]|{_ECHAR}))*+'''"
                rf'|"""(?:"{{0,2}}+(?:[^"\\]|{_ECHAR}))*+"""'
                rf"|'(?:[^'\\\r\n]|{_ECHAR})*+'"
                rf'|"(?:[^"\\\r\n]|{_ECHAR})*+"'
            ),
            Kind.IRI: rf'<(?:[^\x00-\x20<>"{{}}|^`\\]|{_ESCAPED})*+>',
            Kind.VARIABLE: f"[?$][{_NAME}]++",
            Kind.NODE: f"_:[{_CHARS}]++",
            Kind.LANGUAGE: r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?+",
            Kind.NAME: f"(?:[{_BASE}][{_CHARS}.]*+)?+:(?:{_LOCAL}++(?:\\.++{_LOCAL}++)?+)?+",
            Kind.NUMBER: r"[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+",
            Kind.WORD: f"[{_BASE}_][{_CHARS}.]*+",
            Kind.MARK: r"[\s\S]",
        }.items()
    )
)
_WORD_OR_MARK = re.compile(rf"[{_NAME}]++|[\s\S]")
_KINDS = {str(kind): kind for kind in Kind if kind not in {Kind.BLANK, Kind.COMMENT}}


class Token(NamedTuple):
    """A token with the offset at which it starts."""

    kind: Kind
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, without blanks and comments. What fits nothing is a MARK of one character."""
    word, kinds, make = Kind.WORD, _KINDS, tuple.__new__  # which is quicker than Token(…), and this is the inner loop
    for match in _TOKEN.finditer(text):
        kind = kinds.get(match.lastgroup or "")
        if kind is None:
            continue
        found, start = match[0], match.start()
        if kind is word and ("." in found or "-" in found):
            for part in _WORD_OR_MARK.finditer(found):
                yield Token(Kind.MARK if part[0] in {".", "-"} else word, part[0], start + part.start())
        else:
            yield make(Token, (kind, found, start))


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1; a line ends at LF, as Oxigraph counts."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
