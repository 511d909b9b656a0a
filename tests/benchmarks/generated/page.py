"""A page as it is written: its text, and beside it what each stretch claims.

Words are marked where they are written, so a claim file cannot quote what the text does not say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Mark", "Page", "Said", "Thing", "Value", "flow"]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entry of the registry."""

    file: str
    """Its file without the suffix: ``actors``, ``people``, ``places`` or ``events``."""
    slug: str
    words: str
    """How a text calls it."""
    entry: tuple[tuple[str, Value], ...]
    """Its fields in the registry; things named there belong to the collection, too."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text, by the place where they were written."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of the text that was just written."""

    start: int
    words: str

    def mark(self, words: str) -> Mark:
        """Words in it that stand there once, not counting those inside longer words.

        Raises:
            ValueError: if they stand there not at all or more than once.
        """
        places = [at for at in _places(self.words, words) if not _cuts(self.words, at, at + len(words))]
        if len(places) != 1:
            message = f"{words!r} stands {len(places)} times in {self.words!r}"
            raise ValueError(message)
        return Mark(self.start + places[0], words)

    @property
    def whole(self) -> Mark:
        """All of it."""
        return Mark(self.start, self.words)


Value: TypeAlias = "str | Mark | Thing | Sequence[Value] | Mapping[str, Value]"
"""What a field of a claim file or a registry takes."""


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _cuts(text: str, start: int, end: int) -> bool:
    """Whether one of two offsets stands inside a word or number."""
    return any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (start, end))


def flow(value: Value, text: str = "") -> str:
    """A value as YAML in flow style; marked words with their offset where the text has them more than once."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Thing():
            return flow(value.slug)
        case Mark():
            plain = text.count(value.words) == 1
            return flow(value.words if plain else {"quote": value.words, "at": str(value.start)})
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(item, text)}" for key, item in value.items()) + "}"
        case _:
            return "[" + ", ".join(flow(item, text) for item in value) + "]"


@dataclass(slots=True)
class Page:
    """The text so far, and the parts of its claim file."""

    slug: str
    event: Thing
    year: Mark | None = None
    """Words with the year, which dates without one take theirs from."""
    tellings: dict[str, Value] = field(default_factory=dict)
    claims: list[dict[str, Value]] = field(default_factory=list)
    names: list[dict[str, Value]] = field(default_factory=list)
    references: list[dict[str, Value]] = field(default_factory=list)
    excuses: list[dict[str, Value]] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def write(self, words: str, after: str = "") -> Said:
        """Write words, and ``after`` them what does not belong to them."""
        said = Said(self._length, words)
        self._parts.append(words + after)
        self._length += len(words) + len(after)
        return said

    def end(self, words: str = "") -> None:
        """End a list or a paragraph: the comma or space after its last item goes, and ``words`` come."""
        kept = self.text.rstrip(", ")
        self._parts = [kept]
        self._length = len(kept)
        self.write(words)

    def claim(self, evidence: Mark, predicate: str, value: Value, **more: Value) -> None:
        """Claim something on the evidence of words; further keys with underscores for hyphens."""
        fields: dict[str, Value] = {"quote": evidence, predicate: value}
        self.claims.append(fields | {key.replace("_", "-"): item for key, item in more.items()})

    def telling(self, name: str, *hops: Mapping[str, Value], cites: str = "", mode: str = "") -> str:
        """Keep a telling under a name; the name."""
        more: dict[str, Value] = {key: item for key, item in (("mode", mode), ("cites", cites)) if item}
        self.tellings[name] = more | {"through": hops}
        return name

    def name(self, form: str, thing: Thing, id_: str, within: str = "") -> None:
        """Keep a written form of a name: where it stands in words that stand once, or wherever it stands."""
        where: dict[str, Value] = {"in": within} if within else {}
        self.names.append({"form": form, "of": thing, "id": id_, **where})

    def excuse(self, words: Mark, reason: str) -> None:
        """Say why words are no claim."""
        self.excuses.append({"quote": words.words, "at": str(words.start), "reason": reason})

    def things(self) -> Iterator[Thing]:
        """Everything of the registry that the claim file names, and what that is tied to."""
        yield from _things([self.event, self.tellings, self.claims, self.names, self.references])

    def claim_file(self) -> str:
        """The claim file: a line for each claim, in the order of the text's writing."""
        text = self.text
        head = f"document: {self.slug}\nevent: {self.event.slug}\n"
        if self.year:
            head += f"year-from: {flow(self.year, text)}\n"
        parts = [head, "tellings:\n", *(f"  {name}: {flow(item, text)}\n" for name, item in self.tellings.items())]
        for key in ("claims", "names", "references", "excuses"):
            items: list[dict[str, Value]] = getattr(self, key)
            if items:
                parts += [f"{key}:\n", *(f"  - {flow(item, text)}\n" for item in items)]
        return "".join(parts)


def _things(value: Value) -> Iterator[Thing]:
    match value:
        case Thing():
            yield value
            for _, item in value.entry:
                yield from _things(item)
        case str() | Mark():
            return
        case Mapping():
            for item in value.values():
                yield from _things(item)
        case _:
            for item in value:
                yield from _things(item)
