"""How a sentence calls somebody or something: with an article where English wants one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..derive.naming import short_name
from ..namespaces import iri
from .days import day

if TYPE_CHECKING:
    from ..compare.details import Details
    from ..derive.view import Claim
    from .reading import Known

__all__ = ["Names", "capital"]

_DETERMINED = re.compile(
    r"(?:the|a|an|his|her|their|its|some|several|various|many|other|between|in|at|on|near|towards?|around|outside|"
    r"inside|along|from|north|south|east|west|north-east|north-west|south-east|south-west)\b",
    re.IGNORECASE,
)
"""What begins so stands without an article."""
_COMMON = re.compile(
    r"\b(?:[a-z]+s?|Agency|Army|Center|Centre|Committee|Council|Front|Group|Ministry|Mission|Movement|Nations|Organi[sz]ation|"
    r"Union)\Z"
)
"""The last word of a name that describes: with an article, where the text shows none."""
_COMMON_PLACE = re.compile(r"[a-z]|.*\b(?:[Aa]rea|[Cc]amp|[Bb]ase|Hospital|Airport|Region|Cercle|Desert|Valley)\Z")
"""Places whose names are descriptions."""
_HEAD = re.compile(r"(?:(?!\b(?:of|in|on|at|from|to|near|close|with|for|against|by)\b)[^(,])*")
"""The part of a description that holds its noun, which is its last word."""
_PLURAL = re.compile(r"\b[a-z]+(?<!s)s\s*\Z|\b(?:men|women|children|people|police)\s*\Z")
"""The last word in the plural; with a capital it is part of a name (United Nations)."""
_APPOSITION = re.compile(r"(\))?, ([^,()]+)\Z")
"""What a label adds behind a comma, which would break a sentence: "two attacks in Mali (2017), taken together"."""
_REMARK = re.compile(r"(?<=\S) \([^()]*\)\Z")
"""What a label says beside the name, to keep it apart from others: "Mali (the state)"."""
_ARTICLES = ("the", "a", "an")
_LITTLE_WORD = re.compile(r"[a-z]+(?=[ ,]|\Z)")


def capital(sentence: str) -> str:
    """A sentence with a capital at its start, unless it begins with a name that has none (al-Qaeda, kibaru.ml)."""
    return sentence[:1].upper() + sentence[1:] if _LITTLE_WORD.match(sentence) else sentence


class Names:
    """Calls things as the document of a claim does, as far as it does."""

    def __init__(self, known: Known, details: Details) -> None:
        self._known = known
        self._facts = known.facts
        self._details = details
        self._cache: dict[NamedNode, str] = {}

    def of(self, thing: NamedNode | Literal) -> str:
        """A name within a sentence."""
        if isinstance(thing, Literal):
            return f"“{thing.value}”"
        if thing not in self._cache:
            self._cache[thing] = self._called(thing)
        return self._cache[thing]

    def _called(self, node: NamedNode) -> str:
        facts = self._facts
        if facts.is_a(node, "ig:Document"):
            return self._document(node)
        if facts.is_a(node, "ig:Claim"):
            return f"the claim “{facts.text(node, 'ig:exact')}”"
        if facts.is_a(node, "ig:Side"):
            return self._side(node)
        name = short_name(self._known.reading.view, node)
        if not facts.is_a(node, "ig:Event"):
            name = _REMARK.sub("", name)
        if "://" in name:  # nothing has a label
            name = re.sub(r"[-_]+", " ", node.value.rstrip("/#").rpartition("#" if "#" in node.value else "/")[2])
        if facts.is_a(node, "ig:UnnamedGroup") or _DETERMINED.match(name):
            return name
        if facts.is_a(node, "ig:Event"):
            name = _APPOSITION.sub(lambda found: f"{'; ' if found[1] else ' ('}{found[2]})", name)
            return name if name.startswith("Operation ") else f"the {name}"
        head = _HEAD.match(name)
        if facts.is_a(node, "ig:Place"):
            common = head is not None and _COMMON_PLACE.match(head[0].strip()) is not None
            return f"{self._article(name, _ARTICLES, likely=common)} {name}".lstrip()
        describes = " " in name and head is not None and _COMMON.search(head[0].strip()) is not None
        return f"{self._article(name, _ARTICLES[:1], likely=describes)} {name}".lstrip()

    def _side(self, node: NamedNode) -> str:
        number = self._facts.text(node, "ig:sideNumber")
        if number is None:
            return short_name(self._known.reading.view, node)
        view = self._known.reading.view
        parties = [_REMARK.sub("", short_name(view, party)) for party in view.ties.parties(node)]
        return f"side {number} ({', '.join(parties)})" if parties else f"side {number}"

    def _document(self, node: NamedNode) -> str:
        if node == self._known.claim.document:
            return "the article"
        return f"the article “{self.title(node)}”"

    def _article(self, name: str, articles: tuple[str, ...], *, likely: bool) -> str:
        """The article that the text gives a name half of the time or more; the likely one where it has no such name."""
        text = self._known.text or ""
        found = re.findall(rf"(?:\b({'|'.join(articles)})\s)?\b{re.escape(name)}(?!\w)", text, re.IGNORECASE)
        if not found:
            return articles[0] if likely else ""
        used = [article.lower() for article in found if article]
        return max(sorted(set(used)), key=used.count) if 2 * len(used) >= len(found) and used else ""

    def at(self, place: NamedNode | Literal) -> str:
        """Where something is: "in Mali", "at a MINUSMA base in Timbuktu", "between Ansongo and Gao"."""
        name = self.of(place)
        if self._facts.is_a(place, "ig:RelativePlace"):
            return name
        built = self._facts.is_a(place, "ig:MilitaryBase") or re.search(r"\b(?:camp|base)\b", name)
        return f"{'at' if built else 'in'} {name}"

    def when(self, claim: Claim) -> str:
        """The day, month, year or time of a claim with its preposition; vague words as they stand."""
        value = claim.object
        if not isinstance(value, Literal):
            return f"at the time of {self.of(value)}"
        return day(value.value) or f"at a time that the words give as “{value.value}”"

    def term(self, node: NamedNode) -> str:
        """The name of a term of the vocabulary, such as an outcome."""
        label = self._facts.label(node)
        return label if "://" not in label else node.value.rpartition("#")[2]

    def was(self, thing: NamedNode | Literal) -> str:
        """ "was" or "were": the latter where the name is a description whose noun is plural."""
        if isinstance(thing, Literal) or self._facts.is_a(thing, "ig:Side", "ig:Claim", "ig:Document"):
            return "was"
        name = self.of(thing)
        # The first word of a description may have the capital of its sentence.
        head = _HEAD.match(name[:1].lower() + name[1:] if self._facts.is_a(thing, "ig:UnnamedGroup") else name)
        return "were" if head is not None and _PLURAL.search(head[0]) else "was"

    def is_a(self, thing: NamedNode | Literal, kind: str) -> bool:
        """Whether a thing is of a class, given as a short name."""
        return self._facts.is_a(thing, kind)

    def node(self, thing: NamedNode, predicate: str) -> NamedNode | None:
        """The node that a property names."""
        return self._facts.node(thing, predicate)

    def nodes(self, thing: NamedNode, predicate: str) -> list[NamedNode]:
        """The nodes that a property names."""
        return self._facts.nodes(thing, predicate)

    def text(self, thing: NamedNode, predicate: str) -> str | None:
        """The text of a property."""
        return self._facts.text(thing, predicate)

    def title(self, document: NamedNode) -> str:
        """The title of a document."""
        return self._facts.text(document, "dcterms:title") or self._facts.label(document)

    def origins(self, claim: Claim) -> str:
        """Who says so: "the MNLA", "the article itself"."""
        names = [self.of(origin) for origin in claim.origins]
        itself = " itself" if claim.origins == (claim.document,) else ""
        return f"{' and '.join(names)}{itself}" if names else "nobody who is named"

    def words(self, node: NamedNode, predicate: str) -> tuple[str, ...]:
        """The words of the spans that a property names."""
        return self._details.words_of(node, predicate)

    def standpoint(self, node: NamedNode) -> str | None:
        """The local name of a claim's standpoint."""
        found = self._facts.node(node, "ig:standpoint")
        return found.value.removeprefix(iri("ig:").value) if found else None
