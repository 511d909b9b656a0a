"""Reads ``registry/identifications.yaml``: that written forms in several documents name one thing.

Each is somebody's judgement, with its reason and the words that it rests on; the texts do not say it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import Problems
from ..registry import Kind
from ..words import is_slug, shown
from ..yamltree import Fields, Leaf, load, unknown
from .locate import Locator
from .naming import named
from .raw import Pointer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..documents.document import Document
    from ..documents.model import Slice
    from ..errors import Place as FilePlace
    from ..nodes import Named
    from ..registry import Registry
    from ..yamltree import Tree
    from .model import ClaimFile, NameUse

__all__ = ["FILE", "KEYS", "PLACE_KEYS", "Identification", "Place", "read_identifications"]

FILE = "identifications.yaml"
KEYS = ("of", "names", "reason", "inferred-from", "label")
PLACE_KEYS = ("document", "quote", "in", "at")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one of the documents."""

    document: Document
    where: Slice


@dataclass(frozen=True, slots=True)
class Identification:
    """Written forms that are taken for names of one thing."""

    slug: str
    of: Named
    label: str
    names: tuple[tuple[Document, NameUse], ...]
    reason: str
    inferred_from: tuple[Place, ...]
    place: FilePlace | None = field(default=None, compare=False)
    """Where a person edits it."""


def read_identifications(
    folder: Path, documents: Mapping[str, Document], files: Mapping[str, ClaimFile], registry: Registry
) -> tuple[Identification, ...]:
    """The identifications of a collection; ``folder`` is its registry. None where there is no file.

    Raises:
        DataError: with everything in the file that is wrong.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    problems = Problems()
    reader = _Reader(documents, files, registry, problems)
    found = tuple(i for key, tree in load(path).entries if (i := reader.identification(key, tree)))
    problems.raise_if_any()
    return found


class _Reader:
    def __init__(
        self,
        documents: Mapping[str, Document],
        files: Mapping[str, ClaimFile],
        registry: Registry,
        problems: Problems,
    ) -> None:
        self._documents = documents
        self._files = files
        self._registry = registry
        self._problems = problems

    def identification(self, key: Leaf, tree: Tree) -> Identification | None:
        fields = Fields(tree, KEYS, self._problems)
        of, reason = fields.leaf("of", required=True), fields.leaf("reason", required=True)
        label = fields.leaf("label", required=True)
        if not is_slug(key.text):
            self._problems.add(key.place, f"{shown(key.text)} is no slug; use a-z, 0-9 and single hyphens")
        thing = self._thing(of) if of else None
        names = tuple(n for leaf in fields.leaves("names") if (n := self._name(leaf, thing)))
        if "names" not in fields or len(fields.items("names")) < 2:
            message = "an identification needs two or more 'names', as document/name-use"
            self._problems.add(fields.place, message)
        places = tuple(p for item in fields.items("inferred-from") if (p := self._place(item)))
        if "inferred-from" not in fields:
            self._problems.add(fields.place, "an identification needs 'inferred-from': the words it rests on")
        if not (thing and reason and label):
            return None
        return Identification(key.text, thing, label.text, names, reason.text, places, key.place)

    def _thing(self, leaf: Leaf) -> Named | None:
        try:
            return named(self._registry.find(leaf.text, Kind))
        except LookupError as error:
            self._problems.add(leaf.place, str(error))
            return None

    def _name(self, leaf: Leaf, thing: Named | None) -> tuple[Document, NameUse] | None:
        slug = leaf.text.partition("/")[0]
        # Only the files of documents that an identification names are looked into: they may be read on demand.
        file = self._files.get(slug)
        if file is None:
            self._problems.add(leaf.place, unknown("document", slug, self._documents))
            return None
        uses = {f"{slug}/{use.id}": use for use in file.names}
        use = uses.get(leaf.text)
        if use is None:
            self._problems.add(leaf.place, unknown("name use", leaf.text, uses))
            return None
        if thing and use.of.node != thing.node:
            message = f"{shown(leaf.text)} is a name of {use.of.slug} there, not of {thing.slug}; mend one of the two"
            self._problems.add(leaf.place, message)
        return self._documents[slug], use

    def _place(self, tree: Tree) -> Place | None:
        fields = Fields(tree, PLACE_KEYS, self._problems)
        slug, words = fields.leaf("document", required=True), fields.leaf("quote", required=True)
        if not slug or not words:
            return None
        document = self._documents.get(slug.text)
        if document is None:
            self._problems.add(slug.place, unknown("document", slug.text, self._documents))
            return None
        pointer = Pointer(words, fields.leaf("in"), fields.leaf("at"))
        where = Locator(document.outline, self._problems).find(pointer)
        return Place(document, where) if where else None
