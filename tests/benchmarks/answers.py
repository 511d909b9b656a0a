"""What a server answered, in a form in which the answers of several can be compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .loadclient import ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Store

    from .peers import Peer

__all__ = ["Row", "differences", "directly", "solutions"]

Row = frozenset[tuple[str, str, str, str]]
"""The bindings of one solution: variable, kind of term, value, and datatype or language."""

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def solutions(body: bytes) -> frozenset[Row]:
    """The solutions of a SPARQL Results JSON document, as a set.

    A plain string and one with its datatype are one term (RDF 1.1, section 3.3); ``typed-literal`` is an older name of
    a literal with a datatype, which Virtuoso still writes.

    Raises:
        ValueError: if it is no such document.
    """
    document = json.loads(body)
    try:
        rows = document["results"]["bindings"]
        return frozenset(
            frozenset((name, kind(term), term["value"], tag(term)) for name, term in row.items()) for row in rows
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not the solutions of a SELECT") from error


def kind(term: dict[str, str]) -> str:
    """``uri``, ``literal`` or ``bnode``."""
    return "literal" if term["type"] == "typed-literal" else term["type"]


def tag(term: dict[str, str]) -> str:
    """The datatype of a literal, or its language, which has no case."""
    datatype = term.get("datatype", "")
    return term.get("xml:lang", "").lower() or ("" if datatype == _STRING else datatype)


def directly(store: Store, text: str) -> bytes:
    """The answer of pyoxigraph in this process, the default graph being the union of all."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions

    found = store.query(text, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise TypeError("a SELECT without solutions")
    return found.serialize(format=QueryResultsFormat.JSON) or b""


def differences(store: Store, peers: Sequence[Peer], asked: Iterable[str]) -> list[str]:
    """Where a server's answer to a text is not that of pyoxigraph; a line for each such server and text.

    Raises:
        ClientError: if a server gives no answer in time.
    """
    found = []
    for text in asked:
        expected = solutions(directly(store, text))
        if not expected:
            found.append(f"nothing answers this, so that nothing is compared:\n{text}")
        for peer in peers:
            reply = ask(peer.address, peer.request(text))
            if reply.status != 200:
                found.append(f"{peer.name} answered {reply.status}, {reply.body[:200]!r}, to:\n{text}")
                continue
            given = solutions(reply.body)
            if given != expected:
                extra, missing = len(given - expected), len(expected - given)
                found.append(f"{peer.name} has {extra} rows more and {missing} less than pyoxigraph for:\n{text}")
    return found
