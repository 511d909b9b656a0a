"""What a validation found: results in a fixed order, as lines for people and as a SHACL report in Turtle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import printable
from ..namespaces import PREFIXES, iri, shorten
from .keys import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..convert import Term
    from ..errors import Place

__all__ = ["Report", "Result", "Severity", "merged"]

_BOOLEAN = iri("xsd:boolean")
_LONGEST_VALUE = 80
"""A value is cut to this many characters in a line for people; a document's text is long."""


class Severity(StrEnum):
    """The severities of SHACL (section 2.1.4), from worst to least; the values are its local names."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


def _key(term: Term | None) -> str:
    # The label of a blank node differs from run to run.
    return "" if term is None or isinstance(term, ox.BlankNode) else str(term)


def _for_people(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return printable(shorten(term.value))
    return "[]" if isinstance(term, ox.BlankNode) else _cut(str(term))


def _cut(text: str) -> str:
    text = printable(" ".join(text.split()))
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that is wrong in a graph."""

    severity: Severity
    message: str
    """What is wrong and what to do, in one line."""
    focus: Term
    """The node to mend."""
    value: Term | None
    """The value that offends, where one does."""
    path: ox.NamedNode | None
    """The property of the focus that it is about; None for a path of several steps or a rule on the whole."""
    source_shape: ox.NamedNode
    """The shape that found it."""
    place: Place | None = None
    """Where a person mends it: the line of a claim file or registry, if it came from one."""
    words: str | None = None
    """The words of the text that the focus stands on, if it has any."""
    used_by: tuple[tuple[Term, ox.NamedNode], ...] = ()
    """Nodes that name the focus, each with the property, where nothing describes the focus itself."""
    follows: bool = False
    """Whether it may only follow from another result of the report."""

    def sort_key(self) -> tuple[int, str, str, str, str, str]:
        """Worst first, then by node; the same for every run on the same graph."""
        rank = list(Severity).index(self.severity)
        node, shape = _key(self.focus), self.source_shape.value
        return rank, node, shape, _key(self.path), _key(self.value), self.message

    def __str__(self) -> str:
        where = "" if self.place is None else f"{self.place}: "
        node = _for_people(self.focus)
        if self.used_by:
            (user, predicate), *more = self.used_by
            others = f" and of {len(more)} more" if more else ""
            node += f", the {_for_people(predicate)} of {_for_people(user)}{others}"
        elif self.path is not None:
            node += f" {_for_people(self.path)}{self._key()}"
        if self.value is not None:
            node += f" {_for_people(self.value)}"
        words = "" if self.words is None else f" (“{_cut(self.words)}”)"
        return f"{where}{self.severity}: {node}{words}: {self.message}"

    def _key(self) -> str:
        """The key that a person edits, behind its property, where the result has a place in a file of keys."""
        key = key_of(self.path, self.place) if self.path is not None and self.place is not None else None
        return f" ({key})" if key else ""


def _located(result: Result, places: Mapping[ox.NamedNode, Place], words_of: Callable[[Term], str | None]) -> Result:
    place = places.get(result.focus) if isinstance(result.focus, ox.NamedNode) else None
    nodes = (result.focus, *(user for user, _ in result.used_by))
    return replace(result, place=place, words=next((words for node in nodes if (words := words_of(node))), None))


@dataclass(frozen=True, slots=True)
class Report:
    """The results of one validation, sorted."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation. Warnings are for a person to weigh and do not stop a build.

        SHACL (section 3.6) counts them, too; this is pySHACL's ``--allow-warnings``.
        """
        return all(result.severity is not Severity.VIOLATION for result in self.results)

    def lines(self) -> Iterator[str]:
        """One line for each result: place, severity, node, property, value, words, what is wrong and what to do."""
        return map(str, self.results)

    def leading(self) -> tuple[Result, ...]:
        """The results that a person mends first: without those that may only follow from others of the report."""
        return tuple(result for result in self.results if not result.follows) or self.results

    def located(
        self, places: Mapping[ox.NamedNode, Place], words_of: Callable[[Term], str | None] = lambda _: None
    ) -> Report:
        """The same report with the place and the words of each focus, where they are known."""
        return Report(tuple(_located(result, places, words_of) for result in self.results))

    def to_turtle(self) -> str:
        """The report in the vocabulary of SHACL (section 3.6), the same bytes for the same results."""
        prefixes = {name: PREFIXES[name] for name in ("ig", "sh", "xsd")}
        output = BytesIO()
        ox.serialize(self._triples(), output, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
        return output.getvalue().decode()

    def _triples(self) -> Iterator[ox.Triple]:
        report = ox.BlankNode("report")
        conforms = ox.Literal(str(self.conforms).lower(), datatype=_BOOLEAN)
        yield ox.Triple(report, iri("rdf:type"), iri("sh:ValidationReport"))
        yield ox.Triple(report, iri("sh:conforms"), conforms)
        nodes = [ox.BlankNode(f"result{number}") for number in range(1, len(self.results) + 1)]
        for node in nodes:
            yield ox.Triple(report, iri("sh:result"), node)
        for node, result in zip(nodes, self.results, strict=True):
            yield ox.Triple(node, iri("rdf:type"), iri("sh:ValidationResult"))
            yield ox.Triple(node, iri("sh:resultSeverity"), iri(f"sh:{result.severity}"))
            yield ox.Triple(node, iri("sh:sourceShape"), result.source_shape)
            rows = (("sh:focusNode", result.focus), ("sh:resultPath", result.path), ("sh:value", result.value))
            for name, term in rows:
                if isinstance(term, ox.BlankNode):
                    yield ox.Triple(node, iri(name), ox.BlankNode(f"{node.value}{name[3:]}"))
                elif term is not None:
                    yield ox.Triple(node, iri(name), term)
            yield ox.Triple(node, iri("sh:resultMessage"), ox.Literal(result.message, language="en"))


def merged(reports: Iterable[Report]) -> Report:
    """One report with the results of all, each once."""
    found = {result for report in reports for result in report.results}
    return Report(tuple(sorted(found, key=Result.sort_key)))
