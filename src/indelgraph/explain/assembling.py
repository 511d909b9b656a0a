"""Puts together what is known of one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..compare.details import Details
from ..compare.model import Node
from .limits import limits
from .lookup import HOME, find_claim
from .model import Content, Explanation, Item, Section
from .names import Names
from .numbers import number_of
from .passages import passages, place_in_words
from .reading import read
from .statements import statement
from .telling import chain_items, chains, standpoint_sentence, who_they_are
from .weighing import against, lost, rests_on, standing, supports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Literal, NamedNode, Store

    from ..compare.model import Said
    from .model import Passage
    from .reading import Known

__all__ = ["explain"]

_NOT_COMPARED = "No rule has compared this claim with others."


def explain(store: Store, claim: str) -> Explanation:
    """What is known of a claim: what is claimed, by whom, on what words, and what speaks for and against it.

    ``claim`` is its IRI, ``document/id``, or the id alone where only one document has it.

    Raises:
        CallError: if there is no such claim, or several have the id.
    """
    known = read(store, find_claim(store, claim))
    details = Details(known.reading)
    return _Assembly(known, details).explanation()


class _Assembly:
    """A claim on its way into sections."""

    def __init__(self, known: Known, details: Details) -> None:
        self.known = known
        self.details = details
        self.names = Names(known, details)
        self.chains = chains(known, details)
        node = known.claim.node
        self.document = Node(known.claim.document.value, known.facts.label(known.claim.document))
        self.evidence, self.context, self.inferred = (
            passages(known, key, self.document) for key in ("ig:evidence", "ig:context", "ig:inferredFrom")
        )
        self.agreements = details.agreements(node)
        self.sums = details.sums(node)
        self.conflicts = details.conflicts(node)
        self.restatements = details.restatements(node)
        self.doubts = details.all_said(c.node for c in known.reading.view.claims if c.subject == node)
        self.rests_on = self._rests_on()

    def explanation(self) -> Explanation:
        """The whole."""
        claim = self.known.claim
        return Explanation(
            claim=claim.node.value,
            id=claim.node.value.removeprefix(HOME),
            label=self.known.facts.label(claim.node),
            document=self.document,
            content=self._content(),
            chains=self.chains,
            standpoint=self.names.standpoint(claim.node),
            evidence=self.evidence,
            context=self.context,
            inferred_from=self.inferred,
            agreements=self.agreements,
            sums=self.sums,
            conflicts=self.conflicts,
            doubts=self.doubts,
            restatements=self.restatements,
            rests_on=self.rests_on,
            needed_by=self.known.needed_by,
            compared=self.known.compared,
            sections=tuple(section for section in self._sections() if section.items),
        )

    def _content(self) -> Content:
        claim, named = self.known.claim, self.details.named
        number = number_of(claim)
        value = claim.words or claim.exact if number is not None else None
        return Content(
            subject=named(claim.subject),
            predicate=claim.predicate.value.rpartition("#")[2],
            object=Node("", value) if value is not None else self._object(claim.object),
            event=named(claim.event) if claim.event else None,
            side=named(claim.side) if claim.side else None,
            group=named(claim.group) if claim.group else None,
            group_status=claim.group_status.value.rpartition("#")[2] if claim.group_status else None,
            number=number,
        )

    def _object(self, value: NamedNode | Literal) -> Node:
        return self.details.named(value)

    def _rests_on(self) -> tuple[Said, ...]:
        """What the findings rest on beside the claims that they are about."""
        facts = self.known.facts
        about = {self.known.claim.node}
        needed: dict[NamedNode, None] = {}
        for finding in self.known.reading.findings:
            links = ("ig:involves", "ig:cell", "ig:sentence", "ig:part", "ig:whole", "ig:lowestClaim",
                     "ig:highestClaim", "ig:vagueClaim")  # fmt: skip
            named = {node for link in links for node in facts.nodes(finding, link)}
            needed.update(dict.fromkeys(node for node in facts.nodes(finding, "ig:restsOn") if node not in named))
        return self.details.all_said(node for node in needed if node not in about)

    def _sections(self) -> Iterator[Section]:
        known, names = self.known, self.names
        yield Section("claimed", "What is claimed", self._claimed())
        yield Section("tellers", "Who says so", self._tellers())
        yield Section("words", "On what words", tuple(self._words()))
        pro = supports(known, names, self.agreements, self.sums, self.restatements)
        yield self._weighed("for", "For", "No other claim says the same.", pro)
        con = against(known, names, self.conflicts, self.doubts, self.sums)
        yield self._weighed("against", "Against", "No other claim contradicts it.", con)
        yield Section("lost", "What was lost", _items(lost(known, names, self.restatements)))
        yield Section("standing", "Where it stands", _items(standing(known)))
        needed = [*rests_on(known, names, self.rests_on)]
        if known.needed_by:
            several = known.needed_by != 1
            needed.append(
                f"{known.needed_by} finding{'s' if several else ''} about other claims rest{'' if several else 's'} "
                "on this one."
            )
        yield Section("rests-on", "What this rests on", _items(needed))

    def _claimed(self) -> tuple[Item, ...]:
        claim = self.known.claim
        first = f"It is claimed that {statement(claim, self.names)}."
        return (Item(" ".join((first, *limits(claim, self.names)))),)

    def _tellers(self) -> tuple[Item, ...]:
        told = tuple(chain_items(self.known, self.chains, self.names))
        stands = standpoint_sentence(self.names.standpoint(self.known.claim.node), self.known.sides)
        about = " ".join((*who_they_are(self.known, self.names), *filter(None, (stands,))))
        return (*told, Item(about)) if about else told

    def _words(self) -> Iterator[Item]:
        yield from _quoted(self.evidence, "")
        yield from _quoted(self.context, " (to understand it)")
        yield from _quoted(self.inferred, " (from this it is inferred)")

    def _weighed(self, key: str, heading: str, nothing: str, found: Iterable[str]) -> Section:
        said = _items(found)
        return Section(key, heading, said or (Item(nothing if self.known.compared else _NOT_COMPARED),))


def _items(sentences: Iterable[str]) -> tuple[Item, ...]:
    return tuple(map(Item, dict.fromkeys(sentences)))


def _quoted(found: Iterable[Passage], why: str) -> Iterator[Item]:
    for passage in found:
        yield Item(f"{place_in_words(passage)}{why}:", passage)
