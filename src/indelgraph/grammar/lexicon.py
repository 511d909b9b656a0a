"""All words that the grammar knows: the languages, and the months of all of them.

Nothing here decides; :mod:`.numbers`, :mod:`.quantities`, :mod:`.context`, :mod:`.losses` and :mod:`.dates`
do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .english import ENGLISH
from .french import FRENCH
from .vocabulary import Comparator, Lexicon, Noun, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENGLISH", "FRENCH", "MONTHS", "Comparator", "Lexicon", "Noun", "lexicon"]

MONTHS: Mapping[str, int] = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr - avr - - juil - sept - - déc",
        "- fevrier - - - - - aout - - - decembre",
    )
    for number, name in enumerate(listed(names), 1)
    if name != "-"
}
"""Months of both languages with their short forms: a French date may stand in an English text."""


def lexicon(language: str) -> Lexicon:
    """The words of a language, by its BCP 47 tag ("en", "fr", "fr-FR").

    Raises:
        ValueError: if there is no grammar for it.
    """
    primary = language.partition("-")[0].lower()
    for known in (ENGLISH, FRENCH):
        if known.language == primary:
            return known
    raise ValueError(f"there is no grammar for the language {language!r}; take en or fr")
