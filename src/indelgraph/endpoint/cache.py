"""What is kept of answers: by which name, for how long, and that equal queries are evaluated once.

A snapshot never changes, so an answer is good for as long as the server runs, unless its query asks for the time, for
chance, or for new blank nodes.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from .lexer import Kind, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Hashable

__all__ = ["Flights", "Glance", "Lru", "entity_tag", "glance"]

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_UNSTEADY = ("NOW", "RAND", "UUID", "BNODE")  # STRUUID is one of them, too
_MAKES_NODES = ("_:", "[", "(")
_LONGEST = (
    16_384  # characters of a query that are looked through for what is unsteady; others that may be, count as such
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a query is, as far as its tokens tell before anything parses it."""

    form: str | None
    """``select``, ``ask``, ``construct`` or ``describe``; None where that does not show."""
    steady: bool
    """Whether it gives the same each time. Where that is not sure, it is not."""


def glance(text: str) -> Glance:
    """Look at a query: its form (SPARQL 1.1 Query, section 19.8, [2]) and whether its answer may be kept."""
    form = None
    for token in tokens(text):
        word = token.text.upper()
        if token.start > _LONGEST:
            break
        if token.kind is Kind.WORD and word not in _PROLOGUE:
            form = word if word in _FORMS else None
            break
    if form is None:
        return Glance(None, steady=False)
    loud = text.upper()
    suspect = any(word in loud for word in _UNSTEADY)
    if form == "CONSTRUCT":
        suspect = suspect or any(mark in text for mark in _MAKES_NODES)
    steady = not suspect or (len(text) <= _LONGEST and _is_steady(text, template=form == "CONSTRUCT"))
    return Glance(form.lower(), steady)


def _is_steady(text: str, *, template: bool) -> bool:
    """Whether no token asks for something new; ``template`` says that the first group makes triples.

    A blank node in a template is a new one in each answer (section 16.2.1).
    """
    depth = 0
    for token in tokens(text):
        # Oxigraph's parser has no tokens and finds a keyword that is glued to another word, so a part is enough.
        if token.kind is Kind.WORD and any(word in token.text.upper() for word in _UNSTEADY):
            return False
        if not template:
            continue
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
            template = depth > 0
        elif depth and (token.kind is Kind.NODE or (token.kind is Kind.MARK and token.text in "[(")):
            return False
    return True


def entity_tag(*parts: str | float | tuple[str, ...] | None) -> str:
    """A strong entity tag (RFC 9110, section 8.8.3): equal for equal parts and, for all that is known, only then."""
    named = json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return f'"{hashlib.sha256(named).hexdigest()[:32]}"'


K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Lru(Generic[K, V]):
    """Keeps what was used last, up to a number of bytes; what would take more than an eighth is not kept."""

    _SHARE = 8

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._size = 0

    def get(self, key: K) -> V | None:
        """What is kept under a key."""
        found = self._found.get(key)
        if found is None:
            return None
        self._found.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> bool:
        """Keep something that takes ``size`` bytes, in place of what was used longest ago. False if it is too large."""
        if size > self._most // self._SHARE:
            return False
        before = self._found.pop(key, None)
        if before is not None:
            self._size -= before[1]
        self._found[key] = (value, size)
        self._size += size
        while self._size > self._most:
            self._size -= self._found.popitem(last=False)[1][1]
        return True

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._size

    def __len__(self) -> int:
        return len(self._found)


class _Flight(Generic[V]):
    """Work that is under way, and how many wait for it."""

    def __init__(self, task: asyncio.Task[V]) -> None:
        self.task = task
        self.aboard = 0


class Flights(Generic[V]):
    """Work that equal requests share. Use it from one event loop."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, _Flight[V]] = {}
        self._ending: set[asyncio.Task[V]] = set()

    def __contains__(self, key: object) -> bool:
        return key in self._flights

    async def join(self, key: Hashable, start: Callable[[], Coroutine[object, object, V]]) -> V:
        """What the work under this key gives, or raises; it is started if it is not under way.

        Whoever is cancelled leaves alone. The work ends when nobody waits for it any more.
        """
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.create_task(start()))
            flight.task.add_done_callback(lambda _: self._land(key, flight))
        flight.aboard += 1
        try:
            await asyncio.wait({flight.task})
            return flight.task.result()
        finally:
            flight.aboard -= 1
            if not flight.aboard and not flight.task.done():
                self._land(key, flight)
                flight.task.cancel()
                self._ending.add(flight.task)  # the event loop itself keeps no task alive
                flight.task.add_done_callback(self._forget)

    def _land(self, key: Hashable, flight: _Flight[V] | None) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]

    def _forget(self, task: asyncio.Task[V]) -> None:
        self._ending.discard(task)
        if not task.cancelled():
            task.exception()  # nobody is left to be told
