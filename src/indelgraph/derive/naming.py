"""Names findings: IRIs that are the same every time, and labels that a person can read.

Forms of IRIs: ``contradiction``, ``agreement`` and ``restatement`` + ``/{doc}/{claim ids joined by "--", in the order
of the text}``; ``aggregation/{doc}/{id of the whole}``; ``loss-range/{doc}/{predicate}-{group}``, with the thing
counted where it is not persons, and behind ``{event}.`` where the event has another slug than the document;
``interpretation/{doc}/{claim id}``. The document is that of the first claim; the id of a claim of another one follows
the slug of its document and a dot.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..namespaces import BASE
from ..words import kebab
from .scope import OVERALL, UNSTATED, scope_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .finding import Draft
    from .view import Claim, View

__all__ = ["finding_iri", "finding_label", "short_name"]

_LONGEST = 70
_STATUSES = {OVERALL: "in all", UNSTATED: "(whose, is not stated)"}


def finding_iri(draft: Draft, view: View) -> NamedNode:
    """The IRI of a finding.

    Raises:
        KeyError: if it names no claim of the view.
    """
    claims = _named(draft, view)
    slug = claims[0].slug
    kind = kebab(draft.type.value.rpartition("#")[2])
    match kind:
        case "aggregation":
            (whole,) = draft.nodes("ig:whole")
            slug, name = view.by_node[whole].slug, view.by_node[whole].id
        case "loss-range":
            name = _range_name(draft, claims[0])
            (event,) = draft.nodes("ig:event")
            if event.value != f"{BASE}event/{slug}":  # a document has as many ranges of a group as it tells of events
                name = f"{event.value.rpartition('/')[2]}.{name}"
        case _:
            name = "--".join(claim.id if claim.slug == slug else f"{claim.slug}.{claim.id}" for claim in claims)
    return NamedNode(f"{BASE}{kind}/{slug}/{name}")


def _named(draft: Draft, view: View) -> Sequence[Claim]:
    """The claims that the finding is about, in the order of the text; for a restatement the cell comes first."""
    cells = [view.by_node[node] for node in draft.nodes("ig:cell")]
    keys = ("ig:involves", "ig:sentence", "ig:part", "ig:whole", "ig:lowestClaim", "ig:highestClaim", "ig:vagueClaim")
    nodes = {node for key in keys for node in draft.nodes(key)}
    if not nodes and not cells:
        nodes = set(draft.nodes("ig:restsOn"))
    return [*cells, *sorted((view.by_node[node] for node in nodes), key=lambda claim: claim.order)]


def _range_name(draft: Draft, claim: Claim) -> str:
    group = (*draft.nodes("ig:group"), *draft.nodes("ig:groupStatus"))[0].value
    side = re.search(r"/side/([^/]+)$", group)
    status = group.partition("#")[2]
    whose = f"side-{side[1]}" if side else kebab(status) if status else group.rpartition("/")[2]
    predicate = kebab(claim.predicate.value.partition("#")[2])
    return f"{predicate}-{whose}{_thing(claim)}"


def _thing(claim: Claim) -> str:
    counts = claim.counts.value.partition("#")[2] if claim.counts else "Person"
    return "" if counts == "Person" else f"-{kebab(counts)}"


def short_name(view: View, node: NamedNode) -> str:
    """How people call somebody: "MNLA" where the label is "… (MNLA)", else the label; "side 1 (MNLA)" for a side."""
    facts = view.facts
    label = facts.label(node)
    for alternative in facts.literals(node, "skos:altLabel"):
        if label.endswith(f"({alternative.value})"):
            return alternative.value
    number = facts.text(node, "ig:sideNumber")
    if number is not None:
        parties = ", ".join(short_name(view, party) for party in view.ties.parties(node))
        return f"side {number} ({parties})" if parties else f"side {number}"
    return "the article" if facts.is_a(node, "ig:Document") else label


def finding_label(draft: Draft, view: View) -> str:
    """A finding in one line."""
    claims = _named(draft, view)
    match draft.type.value.rpartition("#")[2]:
        case "Contradiction":
            return f"{_topic(claims, view)}: {' against '.join(_each_said(claims, view))}"
        case "Agreement":
            how = "independently" if _is_true(draft, "ig:independent") else "not independently"
            return f"{_topic(claims, view)}: {' and '.join(_each_said(claims, view))}, {how}"
        case "Restatement":
            return _restatement(draft, view)
        case "Aggregation":
            (whole,) = (view.by_node[node] for node in draft.nodes("ig:whole"))
            parts = [_number(claim) for claim in claims if claim.node != whole.node]
            sign = "=" if _is_true(draft, "ig:addsUp") else "is not"
            return f"{' + '.join(parts)} {sign} {_number(whole)} {_predicate(whole, view)}"
        case "LossRange":
            return _range(draft, claims, view)
    return f"{_topic(claims, view)}: {_each_said(claims, view)[0]}{_bounds(draft)}"


def _is_true(draft: Draft, key: str) -> bool:
    return any(value.value == "true" for value in draft.values(key))


def _topic(claims: Sequence[Claim], view: View) -> str:
    """What claims are about: "MNLA killed", or the predicate alone where they are not of one group."""
    figures = [claim for claim in claims if claim.measure is not None]
    predicate = _predicate((*figures, *claims)[0], view)
    group, *others = _groups(figures, view) or [None]
    if group is None or others:
        return predicate
    status = _STATUSES.get(group)
    return f"{predicate} {status}" if status else f"{short_name(view, group)} {predicate}"


def _groups(claims: Sequence[Claim], view: View) -> set[NamedNode | None]:
    return {scope_of(claim, view.ties).group for claim in claims if claim.measure is not None}


def _each_said(claims: Sequence[Claim], view: View) -> list[str]:
    """Each claim with its origin; whose figure it is, and in which event, only where that is not the same for all."""
    differ = len(_groups(claims, view)) > 1
    several = len({claim.document for claim in claims}) > 1
    figures = all(claim.measure is not None for claim in claims)
    apart = figures and len({claim.event for claim in claims} - {None}) > 1
    return [_said(claim, view, whose=differ, which=apart, several=several) for claim in claims]


def _predicate(claim: Claim, view: View) -> str:
    label = view.facts.label(claim.predicate)
    return kebab(claim.predicate.value.partition("#")[2]).replace("-", " ") if "://" in label else label


def _said(claim: Claim, view: View, *, whose: bool, which: bool, several: bool) -> str:
    if claim.measure is None:
        return f"“{_cut(claim.exact)}” ({_origins(claim, view, several=several)})"
    scope = scope_of(claim, view.ties)
    limit = scope.limit
    place = limit is not None and limit.value.startswith(f"{BASE}place/")
    words = [claim.words or "?"]
    if whose and scope.group is not None and (limit is None or place):
        parties = " and ".join(short_name(view, party) for party in view.ties.parties(scope.group))
        words.append(_STATUSES.get(scope.group) or f"of {parties or short_name(view, scope.group)}")
    if limit is not None:
        name = limit.value if isinstance(limit, Literal) else short_name(view, limit)
        words.append(f"{'of' if isinstance(limit, NamedNode) and not place else 'at'} {name}")
    if which and claim.event is not None:
        words.append(f"in “{short_name(view, claim.event)}”")
    return f"{' '.join(words)} ({_origins(claim, view, several=several)})"


def _origins(claim: Claim, view: View, *, several: bool) -> str:
    """Whom a claim comes from; of several documents each is named."""
    return " and ".join(
        view.facts.label(origin) if several and origin == claim.document else short_name(view, origin)
        for origin in claim.origins
    )


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _number(claim: Claim) -> str:
    exact = claim.minimum is not None and claim.minimum == claim.maximum
    return str(claim.minimum) if exact else claim.words or "?"


def _restatement(draft: Draft, view: View) -> str:
    def quoted(node: NamedNode, *, alone: bool = False) -> str:
        """The number beside another one; alone with the words that say what it counts."""
        claim = view.by_node[node]
        origins = " and ".join(short_name(view, origin) for origin in claim.origins)
        return f"“{_cut(claim.exact) if alone or claim.words is None else claim.words}” ({origins})"

    cells, sentences = draft.nodes("ig:cell"), draft.nodes("ig:sentence")
    if not cells:
        return f"{' and '.join(quoted(node, alone=True) for node in sentences)}, not in the infobox"
    if not sentences:
        return f"infobox {quoted(cells[0], alone=True)}, without support in the text"
    ordered = sorted(sentences, key=lambda node: view.by_node[node].order)
    return f"infobox {quoted(cells[0])} for {' and '.join(map(quoted, ordered))}"


def _range(draft: Draft, claims: Sequence[Claim], view: View) -> str:
    group = (*draft.nodes("ig:group"), *draft.nodes("ig:groupStatus"))[0]
    status = {"Overall": "in all", "Unstated": "of a group that is not stated"}.get(group.value.partition("#")[2])
    head = f"{_predicate(claims[0], view)} {status or 'of ' + short_name(view, group)}"

    def words(key: str) -> list[str]:
        found = sorted((view.by_node[node] for node in draft.nodes(key)), key=lambda claim: claim.order)
        return list(dict.fromkeys(claim.words or "?" for claim in found))

    low, high, vague = words("ig:lowestClaim"), words("ig:highestClaim"), words("ig:vagueClaim")
    ends = f"from {low[0]} to {high[-1]}" if low and high else ""
    if ends and set(draft.nodes("ig:lowestClaim")) == set(draft.nodes("ig:highestClaim")):
        ends = low[0]
    said = f"{'besides ' if ends else ''}“{'”, “'.join(vague)}”" if vague else ""
    return f"{head}: {', '.join(filter(None, (ends, said)))}"


def _bounds(draft: Draft) -> str:
    def value(key: str) -> Literal | NamedNode | None:
        return next(iter(draft.values(key)), None)

    low, high = value("schema:minValue"), value("schema:maxValue")
    texts = [f"at least {low.value}" if low else "", f"at most {high.value}" if high else ""]
    return f", read as {' and '.join(filter(None, texts))}"
