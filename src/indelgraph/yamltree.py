"""YAML as a tree of strings, each with the place where it stands.

Only what a person writes by hand is taken: one document of mappings, lists and scalars. Every scalar is the
string that it is (YAML 1.1 would make ``no`` a boolean, ``1_000`` a number and ``2017-11-25`` a date). Anchors,
aliases and tags are refused: nobody needs them in a claim file, and aliases can make a small file huge. So is what
makes a file read other than it is: marks of direction and characters without width must be written as escapes.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, Protocol

import yaml

from .errors import DataError, Place, Problems
from .files import CONTROLS, HIDDEN, read_text, refuse
from .words import is_slug, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["MAX_BYTES", "Branch", "Fields", "Leaf", "Tree", "Twigs", "load", "parse", "unknown"]

MAX_BYTES = 2 * 1024 * 1024
"""The largest YAML file that is read: PyYAML takes some seconds for it. A claim file has tens of kilobytes, and a
registry file of this size some twenty thousand entries."""

_MAX_DEPTH = 40
_NAMES_SHOWN = 20
_LONGEST_GUESSED = 200
"""Longer names are not compared with the known ones: no name of ours comes near."""


_UNSEEN = r'which does not show as what it is; write it as an escape in double quotes, such as "\u200f",'
_STRANGE_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""Line ends of YAML 1.1 (section 5.4) that editors show as none, so that a comment could hide an entry."""


class _Mark(Protocol):
    """A position as PyYAML's two implementations give it, counted from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: its text and where it starts."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Twigs:
    """A list."""

    items: tuple[Tree, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping: pairs of key and value in the order of the file; keys are unique."""

    entries: tuple[tuple[Leaf, Tree], ...]
    place: Place


Tree = Leaf | Twigs | Branch


def load(path: Path) -> Branch:
    """Read a YAML file whose top is a mapping.

    Raises:
        DataError: if it cannot be read, is larger than :data:`MAX_BYTES`, is not UTF-8 or is not YAML of the kind
            described above.
    """
    return parse(read_text(path, limit=MAX_BYTES), path)


def parse(text: str, path: Path | str) -> Branch:
    """Read YAML text; ``path`` is the name that errors give.

    Raises:
        DataError: with line and column of what is wrong.
    """
    text = text.removeprefix("\ufeff")
    refuse(text, path, CONTROLS, "which YAML does not allow; remove it")
    refuse(text, path, HIDDEN, f"{_UNSEEN} or remove it")
    refuse(text, path, _STRANGE_BREAKS, "a line end that few editors show; end lines with line feeds")
    loader = yaml.SafeLoader(text)
    try:
        tree = _Builder(loader, path).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"is not YAML: {error.problem or error.context}; mend the syntax there"
        raise DataError.at(_place(path, mark), message) from error
    except (ValueError, OverflowError) as error:
        # PyYAML lets these through: an escape beyond Unicode, a version number of thousands of digits.
        mark = loader.get_mark()
        message = "is not YAML: a number here is too large; mend the syntax there"
        raise DataError.at(_place(path, mark), message) from error
    if not isinstance(tree, Branch):
        raise DataError.at(tree.place, "must be a mapping of names to values (key: value)")
    return tree


def _place(path: Path | str, mark: _Mark | None) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


class _Builder:
    """Builds the tree from PyYAML's events, so that aliases never expand and nothing is typed."""

    def __init__(self, loader: yaml.SafeLoader, path: Path | str) -> None:
        self._loader = loader
        self._path = path

    def _next(self) -> yaml.Event:
        event: yaml.Event = self._loader.get_event()  # type: ignore[no-untyped-call]  # PyYAML's stub has no types
        return event

    def _fail(self, event: yaml.Event, message: str) -> NoReturn:
        raise DataError.at(_place(self._path, event.start_mark), message)

    def document(self) -> Tree:
        self._next()  # the start of the stream
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._fail(event, "is empty; write at least one entry")
        tree = self._tree(self._next(), 0)
        self._next()  # the end of the document
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._fail(after, "holds a second YAML document; keep one in a file")
        return tree

    def _tree(self, event: yaml.Event, depth: int) -> Tree:
        place = _place(self._path, event.start_mark)
        if depth > _MAX_DEPTH:
            self._fail(event, f"is nested deeper than {_MAX_DEPTH} levels; flatten it")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._fail(event, "uses a YAML anchor or alias; write the value out instead")
        if getattr(event, "tag", None):
            self._fail(event, "uses a YAML tag; write the plain value")
        if isinstance(event, yaml.ScalarEvent):
            if bad := CONTROLS.search(event.value):
                self._fail(event, f"writes the character U+{ord(bad.group()):04X} as an escape; leave it out")
            return Leaf(event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Twigs(tuple(self._items(depth)), place)
        return Branch(tuple(self._entries(depth)), place)

    def _items(self, depth: int) -> Iterator[Tree]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._tree(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Leaf, Tree]]:
        seen: dict[str, Place] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._tree(event, depth + 1)
            if not isinstance(key, Leaf):
                self._fail(event, "a key must be a plain word; write it as key: value")
            if key.text in seen:
                first = seen[key.text].line
                self._fail(event, f"{shown(key.text)} stands here a second time (first in line {first}); keep one")
            seen[key.text] = key.place
            yield key, self._tree(self._next(), depth + 1)


class Fields:
    """The fields of one mapping, read with what they must be; what is wrong is collected, not raised.

    Of a tree that is no mapping that one problem is noted, and no field is missed.
    """

    def __init__(self, tree: Tree, known: Iterable[str], problems: Problems) -> None:
        self.place = tree.place
        self.is_mapping = isinstance(tree, Branch)
        self._problems = problems
        self._values: dict[str, Tree] = {}
        if not isinstance(tree, Branch):
            problems.add(tree.place, "must be a mapping (key: value)")
            return
        allowed = frozenset(known)
        for key, value in tree.entries:
            if key.text in allowed:
                self._values[key.text] = value
            elif isinstance(value, Leaf) and not value.text and not is_slug(key.text):
                message = f"{shown(key.text)} is no key; put text with a comma inside {{…}} in quotation marks"
                problems.add(key.place, message)
            else:
                problems.add(key.place, unknown("key", key.text, allowed))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> Tree | None:
        """The value of a key, whatever it is."""
        return self._values.get(key)

    def leaf(self, key: str, *, required: bool = False) -> Leaf | None:
        """The value of a key that must be one piece of text."""
        value = self._values.get(key)
        if value is None:
            if required and self.is_mapping:
                self._problems.add(self.place, f"needs {key!r}; add it")
            return None
        if not isinstance(value, Leaf):
            self._problems.add(value.place, f"{key!r} must be one piece of text")
            return None
        if not value.text:
            self._empty(key, value)
            return None
        return value

    def leaves(self, key: str) -> tuple[Leaf, ...]:
        """The value of a key that may be one piece of text or a list of such."""
        found = []
        for item in self.items(key):
            if isinstance(item, Leaf) and item.text:
                found.append(item)
            else:
                self._problems.add(item.place, f"{key!r} must be text or a list of texts")
        return tuple(found)

    def items(self, key: str) -> tuple[Tree, ...]:
        """The value of a key that may be one thing or a list of things; nothing at all is noted."""
        value = self._values.get(key)
        if value is None:
            return ()
        items = value.items if isinstance(value, Twigs) else (value,)
        if not items or (isinstance(value, Leaf) and not value.text):
            self._empty(key, value)
            return ()
        return items

    def choice(self, key: str, values: Mapping[str, str]) -> str | None:
        """The value of a key that must be one of the given words; gives what the word stands for."""
        leaf = self.leaf(key)
        if leaf is None:
            return None
        if leaf.text not in values:
            self._problems.add(leaf.place, unknown(key, leaf.text, values))
            return None
        return values[leaf.text]

    def flag(self, key: str) -> bool:
        """The value of a key that must be ``yes`` or ``no``; no where it is missing."""
        return self.choice(key, {"yes": "yes", "no": ""}) == "yes"

    def _empty(self, key: str, value: Tree) -> None:
        self._problems.add(value.place, f"{key!r} is empty; fill it in or leave it out")


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The message for a name that is none of the known ones, with the nearest of them."""
    options = sorted(set(known))
    # Capitals do not matter to the guess: who writes MNLA means mnla.
    folded = {option.lower(): option for option in reversed(options)}
    guessed = name.lower() if len(name) <= _LONGEST_GUESSED else ""
    near = difflib.get_close_matches(guessed, folded, n=1)
    if near:
        hint = f"did you mean {folded[near[0]]!r}?"
    else:
        more = ", …" if len(options) > _NAMES_SHOWN else ""
        hint = f"known: {', '.join(options[:_NAMES_SHOWN]) or 'none'}{more}"
    return f"unknown {what} {shown(name)}; {hint}"
