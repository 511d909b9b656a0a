"""Understands the parts of a claim file that are no claims: written names, and who stands behind references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..documents.model import Slice
from ..registry import Kind
from ..words import slugify
from ..yamltree import unknown
from .locate import occurrences
from .model import NameUse, ReferenceEntry
from .naming import ACTORS

if TYPE_CHECKING:
    from ..documents.model import Outline
    from ..errors import Problems
    from ..nodes import Named
    from .naming import Naming
    from .raw import RawClaimFile, RawName, RawReference

__all__ = ["resolve_names", "resolve_references"]


def resolve_names(raw: RawClaimFile, text: str, naming: Naming, problems: Problems) -> tuple[NameUse, ...]:
    """The written forms of names, each with every place that is meant."""
    event = naming.entry(raw.event, (Kind.EVENT,))
    found: dict[str, NameUse] = {}
    for entry in raw.names:
        use = _name(entry, text, naming.named_or_side(entry.of, event), problems)
        if use and use.id in found:
            problems.add(entry.place, f"the form {use.form!r} is listed twice; give one of them an 'id'")
        elif use:
            found[use.id] = use
    return tuple(found.values())


def _name(raw: RawName, text: str, of: Named | None, problems: Problems) -> NameUse | None:
    form = raw.form.text
    whole = Slice(0, len(text))
    places: set[Slice] = set()
    for scope_words in raw.within:
        scopes = occurrences(text, scope_words.text, whole)
        if len(scopes) != 1:
            message = f"{scope_words.text!r} stands {len(scopes)} times; quote a stretch that stands once"
            problems.add(scope_words.place, message)
        for scope in scopes[:1]:
            here = occurrences(text, form, scope)
            if not here:
                problems.add(scope_words.place, f"the form {form!r} does not stand in these words")
            places.update(here)
    if not raw.within:
        places.update(occurrences(text, form, whole))
        if not places:
            problems.add(raw.form.place, f"the form {form!r} does not stand in the document")
    id_ = raw.id.text if raw.id else slugify(form)
    if not id_:
        problems.add(raw.form.place, f"{form!r} has no ASCII letter for an id; give it an 'id'")
    if of is None or not places or not id_:
        return None
    return NameUse(id_, of, form, raw.status, tuple(sorted(places)))


def resolve_references(
    raw: RawClaimFile, outline: Outline, naming: Naming, problems: Problems
) -> tuple[ReferenceEntry, ...]:
    """Who stands behind the entries of the list of references; each entry once."""
    numbers = {str(reference.number) for reference in outline.references}
    found: dict[int, ReferenceEntry] = {}
    for entry in raw.references:
        if entry.number.text not in numbers:
            problems.add(entry.number.place, unknown("reference", entry.number.text, numbers))
            continue
        number = int(entry.number.text)
        if number in found:
            problems.add(entry.number.place, f"reference {number} is listed twice; keep one")
            continue
        found[number] = _reference(entry, number, naming)
    return tuple(found[number] for number in sorted(found))


def _reference(entry: RawReference, number: int, naming: Naming) -> ReferenceEntry:
    return ReferenceEntry(
        number=number,
        publisher=naming.thing(entry.publisher),
        creators=tuple(c for leaf in entry.creators if (c := naming.thing(leaf, ACTORS))),
        label=entry.label.text if entry.label else None,
    )
