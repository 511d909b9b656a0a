"""Words, digits and marks of a text with their offsets; the one way in which the grammar cuts a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "APOSTROPHES",
    "END",
    "HYPHENS",
    "JOINERS",
    "Phrases",
    "Token",
    "TokenKind",
    "after_hyphen",
    "peek",
    "tokenize",
]

HYPHENS = frozenset("-\u2010\u2011")
APOSTROPHES = frozenset("'")
"""As they stand in ``Token.key``, where U+2019 has become the plain apostrophe."""

JOINERS = HYPHENS | APOSTROPHES
"""Marks that hold a word together where no space stands at them."""

_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CHUNK = re.compile(r"[\w\u0300-\u036f]+|\S")
_DIGITS_AND_UNIT = re.compile(r"([0-9]+)(kms?|m|mi|ft|kg|ha|t|km²|km2)", re.IGNORECASE)


class TokenKind(Enum):
    """What a token is made of."""

    WORD = "word"
    DIGITS = "digits"
    """ASCII digits only."""
    MARK = "mark"
    """One character that is neither letter, digit nor space."""
    OTHER = "other"
    """Letters and digits in one, such as "17th", "5am", "Casualties1"."""
    MASKED = "masked"
    """Part of a date, a clock time or an address: never part of a quantity."""
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text: where it stands, and how it compares with the words of the lexicon."""

    start: int
    end: int
    key: str
    """Lower case, NFC, with plain apostrophes; empty where the token is masked."""
    kind: TokenKind
    gap: str
    """The space before: "", one character as it is, "\\n" if a line ends there, else two blanks."""
    title: bool = False
    """Whether it is written as a name: a capital, then something else than capitals only."""

    @property
    def glued(self) -> bool:
        """Whether nothing stands between the token before and this one."""
        return self.gap == ""

    @property
    def opens_line(self) -> bool:
        """Whether a line ends between the token before and this one."""
        return self.gap == "\n"

    @property
    def spaced(self) -> bool:
        """Whether blanks, but no end of a line, stand before."""
        return bool(self.gap) and self.gap != "\n"


END = Token(-1, -1, "", TokenKind.END, "\n")
"""What stands before the first and after the last token."""


def _gap(text: str, start: int, end: int) -> str:
    if end - start == 1 and not _LINE_BREAK.match(text, start):
        return text[start]
    if start == end:
        return ""
    return "\n" if _LINE_BREAK.search(text, start, end) else "  "


def _kind(chunk: str) -> TokenKind:
    if chunk.isascii() and chunk.isdecimal():
        return TokenKind.DIGITS
    if len(chunk) == 1 and not chunk.isalnum():
        return TokenKind.MARK
    if "_" in chunk or any(c.isdecimal() for c in chunk):
        return TokenKind.OTHER
    return TokenKind.WORD


def _token(text: str, start: int, end: int, gap: str) -> Token:
    chunk = text[start:end]
    key = unicodedata.normalize("NFC", chunk).lower().replace("\u2019", "'")
    return Token(start, end, key, _kind(chunk), gap, chunk[0].isupper() and not chunk.isupper())


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]`` in order, with offsets in code points of the whole ``text``.

    Digits with the sign of a unit ("80km") are two tokens; other mixtures of letters and digits are one.
    """
    end = len(text) if end is None else end
    tokens: list[Token] = []
    last = start
    for match in _CHUNK.finditer(text, start, end):
        gap = _gap(text, last, match.start())
        last = match.end()
        measure = _DIGITS_AND_UNIT.fullmatch(text, match.start(), match.end())
        if measure:
            tokens.append(_token(text, measure.start(1), measure.end(1), gap))
            tokens.append(_token(text, measure.start(2), measure.end(2), ""))
        else:
            tokens.append(_token(text, match.start(), match.end(), gap))
    return tokens


def peek(tokens: Sequence[Token], index: int) -> Token:
    """The token at an index, or :data:`END` beyond either end."""
    return tokens[index] if 0 <= index < len(tokens) else END


def after_hyphen(tokens: Sequence[Token], index: int) -> int:
    """The index behind a hyphen that joins two words without space; unchanged where there is none."""
    joined = (
        peek(tokens, index).key in HYPHENS
        and peek(tokens, index).glued
        and peek(tokens, index + 1).glued
        and peek(tokens, index + 1).kind is not TokenKind.MARK
    )
    return index + 1 if joined else index


V = TypeVar("V")


class Phrases(Generic[V]):
    """Fixed phrases with a value each; finds the longest that stands at a token."""

    def __init__(self, values: Mapping[str, V]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, value in values.items():
            keys = tuple(token.key for token in tokenize(phrase))
            self._by_first.setdefault(keys[0], []).append((keys, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def match(self, tokens: Sequence[Token], index: int) -> tuple[int, V] | None:
        """The index behind the longest phrase that stands at ``index`` on one line, and its value."""
        for keys, value in self._by_first.get(peek(tokens, index).key, ()):
            rest = [peek(tokens, index + n) for n in range(1, len(keys))]
            if all(t.key == key and not t.opens_line for t, key in zip(rest, keys[1:], strict=True)):
                return index + len(keys), value
        return None
