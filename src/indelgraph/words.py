"""Small conversions between the ways in which names are written: words, slugs, local names of terms."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["LONGEST_SLUG", "SLUG", "camel", "is_slug", "kebab", "lower_camel", "shown", "slugify"]

LONGEST_SLUG = 120
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""What a slug is: a regular expression that matches all of it."""
_LONGEST_SHOWN = 100
_SLUG = re.compile(SLUG + r"\Z")


def kebab(name: str) -> str:
    """``armed-group`` from ``ArmedGroup``, ``takes-place-at`` from ``takesPlaceAt``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def camel(name: str) -> str:
    """``ArmedGroup`` from ``armed-group``."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("-"))


def lower_camel(name: str) -> str:
    """``takesPlaceAt`` from ``takes-place-at``."""
    first, *rest = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def is_slug(text: str) -> bool:
    """Whether the text is a readable ASCII slug: lower-case letters and digits, parts joined by hyphens."""
    return len(text) <= LONGEST_SLUG and bool(_SLUG.match(text))


def slugify(text: str) -> str:
    """A slug from any words: ``abu-dardarkia`` from ``Abu DardarKIA``, ``menaka`` from ``Ménaka``.

    Words without any ASCII letter or digit give an empty string.
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", text))
    # Dashes and spaces part words whether or not they are ASCII; accents and letters of other scripts go.
    plain = re.sub(r"[^\w\u0300-\u036f]|_", "-", plain).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def shown(text: str) -> str:
    """Words as a message quotes them: on one line, and cut where they are very long."""
    if len(text) <= _LONGEST_SHOWN:
        return repr(text)
    half = _LONGEST_SHOWN // 2
    return repr(f"{text[:half]} … {text[-half:]}")
