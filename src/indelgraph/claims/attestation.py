"""Understands the parts of a claim file that are no claims: written names, and who stands behind references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..documents.model import Slice
from ..words import shown, slugify
from ..yamltree import unknown
from .locate import occurrences
from .model import Excuse, NameUse, ReferenceEntry
from .naming import ACTORS

if TYPE_CHECKING:
    from ..documents.model import Outline
    from ..errors import Problems
    from ..nodes import Named
    from ..registry import Entry
    from .locate import Locator
    from .naming import Naming
    from .raw import RawClaimFile, RawName, RawReference

__all__ = ["resolve_excuses", "resolve_names", "resolve_references"]


def resolve_names(
    raw: RawClaimFile, text: str, event: Entry | None, naming: Naming, problems: Problems
) -> tuple[NameUse, ...]:
    """The written forms of names, each with every place that is meant; sides are those of the file's event."""
    found: dict[str, NameUse] = {}
    for entry in raw.names:
        if raw.event is None and entry.of.text.startswith("side-"):
            problems.add(entry.of.place, f"{entry.of.text!r} is a side of which event? add 'event' to the file")
        use = _name(entry, text, naming.named_or_side(entry.of, event), problems)
        if use and use.id in found:
            first = found[use.id]
            same = "is listed twice" if first.form == use.form else f"has the id of {shown(first.form)}, {use.id!r}"
            problems.add(entry.place, f"the form {shown(use.form)} {same}; give one of them an 'id'")
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
            stands = f"stands {len(scopes)} times" if scopes else "does not stand"
            message = f"{shown(scope_words.text)} {stands} in the document; quote a stretch that stands once"
            problems.add(scope_words.place, message)
            continue
        here = occurrences(text, form, scopes[0])
        if not here:
            message = f"the form {shown(form)} does not stand in these words; quote words that have it"
            problems.add(scope_words.place, message)
        places.update(here)
    if not raw.within:
        places.update(occurrences(text, form, whole))
        if not places:
            message = f"the form {shown(form)} does not stand in the document; write it as the text does"
            problems.add(raw.form.place, message)
    id_ = raw.id.text if raw.id else slugify(form)
    if not id_:
        problems.add(raw.form.place, f"{shown(form)} has no ASCII letter for an id; give it an 'id'")
    if of is None or not places or not id_:
        return None
    return NameUse(id_, of, form, raw.status, tuple(sorted(places)), raw.place)


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
        place=entry.place,
    )


def resolve_excuses(raw: RawClaimFile, locator: Locator, problems: Problems) -> tuple[Excuse, ...]:
    """What is rightly no claim, each stretch with its reason; a stretch once."""
    found: dict[Slice, Excuse] = {}
    for entry in raw.excuses:
        where = locator.find(entry.pointer)
        if where in found:
            problems.add(entry.pointer.place, f"{entry.pointer.words.text!r} is excused twice; keep one")
        elif where:
            found[where] = Excuse(where, entry.reason.text, entry.pointer.place)
    return tuple(found.values())
