"""From a node of the graph back to a person: the place to edit, and the words that the node stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from .claims.model import ClaimFile
from .encode.document import encode_document
from .encode.identification import encode_identifications
from .encode.registry import encode_links
from .encode.sink import Sink
from .encode.spans import encode_span
from .namespaces import iri
from .registry import Registry, side_node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyoxigraph import Quad

    from .claims.identification import Identification
    from .claims.model import Claim
    from .convert import Term
    from .documents.document import Document
    from .documents.model import Slice
    from .errors import Place

__all__ = ["identification_whereabouts", "registry_whereabouts", "whereabouts", "words_of"]


def whereabouts(document: Document, file: ClaimFile, registry: Registry) -> Mapping[NamedNode, Place]:
    """Where a person edits each node that the encoder makes for a document and its claim file.

    Claims, quantities, reports, written names and listed references have the place of their own in the claim file; the
    document, its encoding and references that the file does not list, the document's metadata. A stretch of the text,
    with its selectors, has the place of the first that quotes it: of the claims it makes, else of the tellings it
    gives away, the names it is, the claims it explains.

    The words that an identification rests on are in :func:`identification_whereabouts`.
    """
    found = _Finder(document)
    for claim in file.claims:
        found.claim(claim)
    for claim in file.claims:
        found.tellings(claim)
    for use in file.names:
        found.node(document.mint("name-use", use.id), use.place)
        found.spans(use.evidence, use.place)
    for claim in file.claims:
        hedge = (claim.hedge,) if claim.hedge else ()
        found.spans((*hedge, *claim.context, *claim.inferred_from), claim.place)
    titles = {reference.number: reference.title for reference in document.outline.references}
    for entry in file.references:
        found.node(document.mint("reference", str(entry.number)), entry.place)
        if title := titles.get(entry.number):
            found.spans([title], entry.place)
    for quad in encode_document(document, ClaimFile(), registry):
        found.node(quad.subject, document.place)
    return found.places


class _Finder:
    """Notes the place of each node of a document; the first place that a node is given stands."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.places: dict[NamedNode, Place] = {}

    def node(self, node: object, place: Place | None) -> None:
        if place and isinstance(node, NamedNode):
            self.places.setdefault(node, place)

    def spans(self, slices: Iterable[Slice], place: Place | None) -> None:
        """Note stretches of the text with the selectors that the encoder gives them."""
        for where in slices:
            if self._document.span_node(where) not in self.places:
                sink = Sink(self._document.graph)
                encode_span(sink, self._document, where)
                for quad in sink.quads():
                    self.node(quad.subject, place)

    def claim(self, claim: Claim) -> None:
        """Note a claim with the words that make it, and its value."""
        self.node(self._document.mint("claim", claim.id), claim.place)
        self.spans(claim.evidence, claim.place)
        for value in (claim.quantity, claim.stated):
            self.spans([value.where] if value else [], claim.value_place)
        if claim.quantity:
            self.node(self._document.mint("quantity", claim.id), claim.value_place)

    def tellings(self, claim: Claim) -> None:
        """Note the reports of a claim; hop 0 is edited at its telling, the document's own tellings at the claim."""
        for telling in claim.tellings:
            for number, hop in enumerate(telling.hops):
                place = hop.place or telling.place or claim.place
                self.node(self._document.mint("report", f"{telling.name}-{number}"), place)
                said_on = (hop.said_on.where, *hop.said_on.inferred_from) if hop.said_on else ()
                self.spans((*hop.cues, *said_on), place)


def registry_whereabouts(registry: Registry) -> Mapping[NamedNode, Place]:
    """Where a person edits each node of the registry: entries, sides of events, links."""
    places: dict[NamedNode, Place] = {}
    for entry in registry.entries.values():
        places[entry.node] = entry.place
        places |= {side_node(entry, number): entry.place for number in range(1, entry.sides + 1)}
    for link in registry.links:
        for quad in encode_links(Registry(registry.entries, (link,))):
            if quad.object == iri("ig:Link") and isinstance(quad.subject, NamedNode):
                places[quad.subject] = link.place
    return places


def identification_whereabouts(identifications: Iterable[Identification]) -> Mapping[NamedNode, Place]:
    """Where a person edits each identification, and the stretches of the texts that it rests on."""
    places: dict[NamedNode, Place] = {}
    for entry in identifications:
        for quads in encode_identifications([entry]).values():
            for quad in quads:
                if entry.place and isinstance(quad.subject, NamedNode):
                    places.setdefault(quad.subject, entry.place)
    return places


_EXACT, _FORM, _LABEL = iri("ig:exact"), iri("ig:form"), iri("rdfs:label")
_QUOTED, _SELECTOR, _START = iri("oa:exact"), iri("oa:hasSelector"), iri("oa:start")
_CUE, _EVIDENCE, _TELLER, _STATED = iri("ig:cue"), iri("ig:evidence"), iri("ig:teller"), iri("ig:asStated")
_READ = frozenset((_EXACT, _FORM, _LABEL, _QUOTED, _SELECTOR, _START, _CUE, _EVIDENCE, _TELLER, _STATED))
_ELLIPSIS = " … "


def words_of(quads: Iterable[Quad]) -> Callable[[Term], str | None]:
    """A function that gives for a node the words it stands on, as the quads say; their graphs do not matter.

    The words of a claim are its ``ig:exact`` or, where it lacks it, those of its evidence; of a span or selector the
    quoted ones; of a report those of its cues; of a written name its form; of a reference its title; of a quantity
    those that state it. Whatever else has an ``rdfs:label`` has that, in English where there is one. Stretches that
    stand apart are joined by " … " in the order of the text. None for a literal, and for a node of which nothing of
    this is said.

    The quads may come from anywhere and be wrong in any way: of several words for one thing the first by code point
    are taken, and what is no literal where words should stand is passed over.
    """
    return _Words(quads).of


class _Words:
    """What a graph says about the words of its nodes."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[tuple[object, NamedNode], list[object]] = {}
        self._selected: dict[object, list[object]] = {}
        for quad in quads:
            if quad.predicate in _READ:
                self._objects.setdefault((quad.subject, quad.predicate), []).append(quad.object)
            if quad.predicate == _SELECTOR:
                self._selected.setdefault(quad.object, []).append(quad.subject)

    def of(self, node: Term) -> str | None:
        """The words of a node."""
        is_report = bool(self._objects.get((node, _TELLER)))
        # What is stated on a report is the day of the telling, not the telling.
        stated = None if is_report else self._text(node, _STATED)
        own = self._text(node, _EXACT, _FORM) or self._quoted(node)
        return own or self._joined(node, _CUE, _EVIDENCE) or stated or self._label(node)

    def _text(self, node: object, *predicates: NamedNode) -> str | None:
        for predicate in predicates:
            objects = self._objects.get((node, predicate), ())
            if found := [term.value for term in objects if isinstance(term, Literal)]:
                return min(found)
        return None

    def _selectors(self, span: object) -> list[object]:
        return self._objects.get((span, _SELECTOR), [])

    def _quoted(self, node: object) -> str | None:
        """The quoted words of a span by its selectors, of a selector its own or those of the one beside it."""
        if found := self._text(node, _QUOTED):
            return found
        selectors = [s for span in (node, *self._selected.get(node, ())) for s in self._selectors(span)]
        return min((words for s in selectors if (words := self._text(s, _QUOTED))), default=None)

    def _joined(self, node: object, *predicates: NamedNode) -> str | None:
        for predicate in predicates:
            spans = self._objects.get((node, predicate), ())
            stretches = {(self._start(span), words) for span in spans if (words := self._quoted(span))}
            if stretches:
                return _ELLIPSIS.join(dict.fromkeys(words for _, words in sorted(stretches)))
        return None

    def _start(self, span: object) -> int:
        """The offset at which a span starts; 0 where it does not say, or not as a number."""
        offsets = [text for s in self._selectors(span) if (text := self._text(s, _START))]
        return min((int(text) for text in offsets if len(text) < 19 and text.isascii() and text.isdigit()), default=0)

    def _label(self, node: object) -> str | None:
        labels = [term for term in self._objects.get((node, _LABEL), ()) if isinstance(term, Literal)]
        ranked = sorted((_foreignness(label.language), label.value) for label in labels)
        return ranked[0][1] if ranked else None


def _foreignness(language: str | None) -> int:
    """0 for English, 1 for a text without a language, 2 for another language."""
    if language is None:
        return 1
    return 0 if language.partition("-")[0] == "en" else 2
