"""A node together with how people name it; what passes between the rooms of the program."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

__all__ = ["LANGUAGE", "WEB_ADDRESS", "Named", "is_language", "is_web_address"]

LANGUAGE = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
WEB_ADDRESS = r"""https?://[^\s<>"{}|\\^`]{1,2000}"""
"""What a language tag and an address look like: regular expressions that match all of it."""

_LANGUAGE = re.compile(LANGUAGE + r"\Z")
_URL = re.compile(WEB_ADDRESS + r"\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A node and how a sentence names it."""

    node: NamedNode
    called: str
    """With the article, where it has one: "the MNLA"."""
    slug: str
    """What ids are made from: ``mnla``, ``side-1``."""
    plural: bool = False
    """Whether a verb after it is plural: "residents of Gao say"."""

    @property
    def short(self) -> str:
        """Without the article, for the head of a label."""
        return self.called.removeprefix("the ")


def is_language(text: str) -> bool:
    """Whether the text is a language tag that RDF takes: ``en``, ``fr-CA`` (BCP 47)."""
    if not _LANGUAGE.match(text):
        return False
    try:
        Literal("", language=text)
    except ValueError:
        return False
    return True


def is_web_address(text: str) -> bool:
    """Whether the text is an http or https address that RDF takes as an IRI (RFC 3987)."""
    if not _URL.match(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
