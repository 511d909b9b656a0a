"""What narrows a claim, or keeps a distance from it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .days import plain_day
from .numbers import bounds_sentence, number_of

if TYPE_CHECKING:
    from ..derive.view import Claim
    from .names import Names

__all__ = ["limits"]

_MODALITIES = {
    "Claims": "The words keep their distance and call it a claim",
    "Seems": "The words say only that it seems so",
    "Intended": "The words give it as an aim, and do not say that it was reached",
    "Tried": "The words say that it was tried, not that it was done",
    "Confirmed": "The words call it confirmed",
}


def limits(claim: Claim, names: Names) -> list[str]:
    """The bounds of its number, what it is limited to, until when it holds, and how firmly it is put."""
    number = number_of(claim)
    said = [bounds_sentence(number)] if number is not None else []
    stated = names.text(claim.node, "ig:asStated")
    if stated is not None and stated != getattr(claim.object, "value", None):
        said.append(f"The words for it are “{stated}”.")
    if claim.limited_to is not None:
        said.append(f"It is limited to {names.of(claim.limited_to)}.")
    if claim.partial:
        said.append("It counts a part only.")
    if claim.as_of is not None:
        said.append(f"It holds up to {plain_day(claim.as_of.value)}.")
    included = [names.of(node) for node in names.nodes(claim.node, "ig:includes")]
    if included:
        said.append(f"It includes {' and '.join(included)}.")
    for modality in names.nodes(claim.node, "ig:modality"):
        local = modality.value.rpartition("#")[2]
        hedges = names.words(claim.node, "ig:hedge")
        words = f" (“{'”, “'.join(hedges)}”)" if hedges else ""
        said.append(f"{_MODALITIES.get(local, f'The words put it as {names.term(modality)}')}{words}.")
    if claim.inferred:
        said.append("Something about it had to be inferred; the words for that stand below.")
    return said
