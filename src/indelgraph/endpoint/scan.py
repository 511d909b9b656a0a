"""Looks through the tokens of a query, to know what it would do before anything parses it. Linear in its length.

It does so in two readings of codepoint escapes: the specification's (SPARQL 1.1 Query, section 19.2: replaced before
all else) and Oxigraph's (left alone but in strings and IRIs). What either reading shows, counts.

Oxigraph's parser has no tokens: it tries its rules one after the other on the bare text. ``SERVICEex:a {`` is
a SERVICE of ``ex:a`` to it, and ``<…>`` after an operand is a comparison wherever a comparison can stand. A
scanner that took these for a name and an IRI could be led past a SERVICE, so:

- a keyword counts where it is glued to a word, and SERVICE where it is glued to a name before a brace (an
  object ``service:x`` right before a brace is taken for one, too; a dot between them tells the two apart);
- ``<…>`` that can be an IRI or a comparison, and shifts what follows as one of them, is *unclear*: refuse it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexer import Kind, Token, tokens

__all__ = ["Scan", "scan"]

# Two backslashes are one escaped backslash, and what follows them is no escape.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\\\")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")

_SHIFTING = frozenset("#'()[]")  # read as code, these change how the text behind the IRI is read
_PAIRS = {")": "(", "]": "[", "}": "{"}
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})  # section 19.8, [2]
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})  # [30]
_UNSTEADY = ("NOW", "RAND", "UUID", "BNODE")  # STRUUID is one of them, too
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_MARK, _WORD, _NAME, _IRI, _NODE = Kind.MARK, Kind.WORD, Kind.NAME, Kind.IRI, Kind.NODE  # quicker to come by
_OPERANDS = frozenset({Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.NUMBER, Kind.STRING, Kind.LANGUAGE, Kind.WORD})


@dataclass(frozen=True, slots=True)
class Scan:
    """What a query would do, as far as its tokens tell. Offsets count code points of the query as given."""

    form: str | None = None
    """``select``, ``ask``, ``construct`` or ``describe``; None where that does not show."""
    steady: bool = False
    """Whether it gives the same each time. Where that is not sure, it is not."""
    tokens: int = 0
    """How many tokens there are, without blanks and comments."""
    depth: int = 0
    """The deepest nesting of braces, brackets and parentheses, of all three together."""
    service: bool = False
    """Whether it uses SERVICE, which makes the server fetch from elsewhere."""
    from_default: bool = False
    """Whether it has a FROM."""
    from_named: bool = False
    """Whether it has a FROM NAMED."""
    update: str | None = None
    """The verb, in capitals, if it is an update and not a query."""
    forbidden: int | None = None
    """Where SERVICE or the verb of an update stands, if it shows in the text as given."""
    unclear: tuple[int, str] | None = None
    """Where something can be read in two ways, and how to write it so that it cannot."""
    mistake: tuple[int, str] | None = None
    """Where a bracket or a string is surely wrong, and how; a parser may see more."""
    undeclared: tuple[int, str] | None = None
    """Where the first prefix stands that no PREFIX declares, and the prefix."""

    @property
    def dataset(self) -> bool:
        """Whether the query says itself which graphs it reads (section 13.2)."""
        return self.from_default or self.from_named


def scan(text: str) -> Scan:
    """Look through a query, in both readings of its codepoint escapes."""
    plain = _Scanner().read(text)
    unescaped = _ESCAPE.sub(_codepoint, text)
    if unescaped == text:
        return plain
    other = _Scanner().read(unescaped)
    return Scan(
        form=plain.form,
        steady=plain.steady and other.steady,
        tokens=max(plain.tokens, other.tokens),
        depth=max(plain.depth, other.depth),
        service=plain.service or other.service,
        from_default=plain.from_default,  # which graphs are read depends on Oxigraph's reading alone
        from_named=plain.from_named,
        update=plain.update or other.update,
        forbidden=plain.forbidden,
        unclear=plain.unclear or ((0, other.unclear[1]) if other.unclear else None),
        mistake=plain.mistake,
        undeclared=plain.undeclared,
    )


def _codepoint(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    value = int(digits, 16) if digits else 0xD800
    if value > 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        return match[0]
    return chr(value)


class _Scanner:
    """Goes through the tokens once and keeps what the answers need."""

    def __init__(self) -> None:
        self.text = ""
        self.open: list[Token] = []
        self.before: Token | None = None
        self.glued: Token | None = None  # a name with SERVICE in its prefix, until the next token tells
        self.braces = self.count = self.depth = 0
        self.froms = self.named = 0
        self.service = False
        self.steady = True
        self.template = False  # within the first group of a CONSTRUCT, or before it
        self.form: str | None = None
        self.update: str | None = None
        self.forbidden: int | None = None
        self.unclear: tuple[int, str] | None = None
        self.mistake: tuple[int, str] | None = None
        self.undeclared: tuple[int, str] | None = None
        self.declared: set[str] = set()

    def read(self, text: str) -> Scan:
        self.text = text
        for token in tokens(text):
            self.count += 1
            if self.glued:
                self._after_glued(token, text)
            kind = token.kind
            if kind is _MARK:
                self._mark(token)
            elif kind is _WORD:
                self._word(token)
            elif kind is _NAME:
                self._name(token)
            elif kind is _IRI:
                self._iri(token)
            elif kind is _NODE:
                self.steady = self.steady and not self.template
            self.before = token
        if self.open:
            opened = self.open[-1]
            self._wrong(opened, f"the {opened.text!r} that opens here is never closed")
        form = self.form.lower() if self.form in _FORMS else None
        return Scan(
            form=form,
            steady=self.steady and form is not None,
            tokens=self.count,
            depth=self.depth,
            service=self.service,
            from_default=self.froms > self.named,
            from_named=self.named > 0,
            update=self.update,
            forbidden=self.forbidden,
            unclear=self.unclear,
            mistake=self.mistake,
            undeclared=self.undeclared,
        )

    def _mark(self, token: Token) -> None:
        mark = token.text
        if mark in "([{":
            # A blank node in a template is a new one in each answer (section 16.2.1).
            self.steady = self.steady and not (self.template and self.open and mark != "{")
            self.open.append(token)
            self.depth = max(self.depth, len(self.open))
            self.braces += mark == "{"
        elif mark in ")]}":
            if self.open and self.open[-1].text == _PAIRS[mark]:
                self.open.pop()
                self.template = self.template and bool(self.open)
            elif self.mistake is None:
                self._closes_another(token)
        elif mark in "'\"":
            self._wrong(token, "the string that starts here has no end, or a wrong escape in it")

    def _closes_another(self, token: Token) -> None:
        if all(opened.text != _PAIRS[token.text] for opened in self.open):
            self._wrong(token, f"this {token.text!r} closes nothing")
        else:
            opened = self.open[-1]
            self._wrong(opened, f"the {opened.text!r} that opens here is not closed before a {token.text!r}")

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        if "SERVICE" in word:
            self._fetches(token)
        # Oxigraph's parser has no tokens and finds a keyword that is glued to another word, so a part is enough.
        self.steady = self.steady and not any(part in word for part in _UNSTEADY)
        if self.braces == 0:
            self.froms += "FROM" in word
            self.named += "FROMNAMED" in word or (word == "NAMED" and self.froms > self.named)
        if self.form is None and word not in _PROLOGUE:
            self.form = word
            self.update = word if word in _UPDATES else None
            self.forbidden = token.start if self.update else self.forbidden
            self.template = word == "CONSTRUCT"

    def _name(self, token: Token) -> None:
        prefix = token.text.partition(":")[0]
        if self._before_is("PREFIX"):
            self.declared.add(prefix)
            return
        # "<http" before "://" is no name, but the beginning of an IRI that is wrong.
        torn = self._is_after("<") and self.text.startswith("//", token.start + len(token.text))
        if prefix not in self.declared and self.undeclared is None and not torn:
            self.undeclared = (token.start, prefix)
        loud = prefix.upper()
        if "SERVICE" in loud and self.open and not self._before_is("GRAPH"):
            self.glued = token
        dataset_name = self._before_is("FROM") or self._before_is("NAMED")
        described = self.form == "DESCRIBE" and prefix in self.declared
        if "FROM" in loud and self.braces == 0 and not dataset_name and not described:
            self._doubt(
                token,
                "can be a name, or FROM and a name; put a space behind FROM or rename the prefix",
            )

    def _after_glued(self, token: Token, text: str) -> None:
        # An object before "{|", an annotation of it (SPARQL 1.2), is no SERVICE.
        if self.glued and token.text == "{" and not text.startswith("{|", token.start):
            self._fetches(self.glued)
        self.glued = None

    def _fetches(self, token: Token) -> None:
        if not self.service:
            self.service, self.forbidden = True, token.start

    def _iri(self, token: Token) -> None:
        if self.before is None or _ABSOLUTE.match(token.text):  # "< http: //" is no comparison
            return
        # "<<" opens a triple in SPARQL 1.2
        quoted = self.before.text == "<" and self.before.start + 1 == token.start
        operand = self.before.kind in _OPERANDS or self.before.text in {")", "]", ">"}
        compares = bool(self.open) and self.open[-1].text == "(" and operand
        if (quoted or compares) and not _SHIFTING.isdisjoint(token.text):
            self._doubt(token, "can be an IRI or a comparison; put a space behind '<', or use a prefixed name")

    def _is_after(self, mark: str) -> bool:
        return self.before is not None and self.before.text == mark

    def _before_is(self, word: str) -> bool:
        return self.before is not None and self.before.kind is Kind.WORD and self.before.text.upper() == word

    def _doubt(self, token: Token, message: str) -> None:
        self.unclear = self.unclear or (token.start, f"{token.text} {message}")

    def _wrong(self, token: Token, message: str) -> None:
        self.mistake = self.mistake or (token.start, message)
