"""Which things a query names that a collection does not have: an empty answer may be owed to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pyoxigraph import NamedNode

from .endpoint.lexer import Kind, tokens
from .namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

__all__ = ["absent"]

_OURS = re.compile(
    rf"{re.escape(BASE)}(actor|claim|document|event|graph|person|place|reference|span)/([^/].*)", re.DOTALL
)
_TERM = re.compile(rf"{re.escape(PREFIXES['ig'])}(.+)", re.DOTALL)
_ITEM = re.compile(rf"{re.escape(PREFIXES['wd'])}(Q[0-9]+)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def absent(store: Store, query: str) -> list[str]:
    """The things and terms of ours and the Wikidata items that a query names and no graph knows, in its order.

    Each is told by its kind and name: "event battle-of-tessit", "term ig:kiled", "Wikidata item Q15231507". Only IRIs
    and prefixed names count (SPARQL 1.1 Query, section 4.1.1), not what stands in strings and comments.
    """
    found: dict[str, None] = {}
    for iri in _iris(query):
        told = _told(iri)
        if told and not _knows(store, iri):
            found[told] = None
    return list(found)


def _told(iri: str) -> str | None:
    """A thing by its kind and name; None where it may well be that a collection says nothing of it."""
    if ours := _OURS.fullmatch(iri):
        return f"{ours[1]} {ours[2]}"
    if term := _TERM.fullmatch(iri):
        return f"term ig:{term[1]}"
    item = _ITEM.fullmatch(iri)
    return f"Wikidata item {item[1]}" if item else None


def _iris(query: str) -> Iterator[str]:
    """The IRIs that a query names, in full; not those that only stand behind BASE or PREFIX."""
    prefixes: dict[str, str] = {}
    base, declaring, label = "", "", ""
    for token in tokens(query):
        if token.kind is Kind.WORD:
            declaring = token.text.upper() if token.text.upper() in ("BASE", "PREFIX") else ""
        elif token.kind is Kind.NAME:
            label, _, local = token.text.partition(":")
            if not declaring and label in prefixes:
                yield prefixes[label] + _ESCAPED.sub(r"\1", local)
        elif token.kind is Kind.IRI:
            full = _resolved(base, token.text[1:-1])
            if declaring == "BASE":
                base = full
            elif declaring == "PREFIX":
                prefixes[label] = full
            else:
                yield full
            declaring = ""


def _resolved(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference)
    except ValueError:  # such as an address with an open bracket
        return reference


def _knows(store: Store, iri: str) -> bool:
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    if store.contains_named_graph(node):
        return True
    patterns = ((node, None), (None, node))
    return any(next(store.quads_for_pattern(who, None, what), None) is not None for who, what in patterns)
