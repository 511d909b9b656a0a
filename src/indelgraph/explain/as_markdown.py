"""An explanation as Markdown: sections with their sentences, the words as quotations with the evidence in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..compare.as_markdown import escaped

if TYPE_CHECKING:
    from .model import Explanation, Passage, Section

__all__ = ["as_markdown"]


def as_markdown(explanation: Explanation) -> str:
    """The sections in GitHub Flavored Markdown; words of documents mean nothing but themselves."""
    lines = [f"# {escaped(explanation.label)}", "", f"Claim <{explanation.claim}>" if _plain(explanation.claim) else ""]
    for section in explanation.sections:
        lines += ["", f"## {escaped(section.heading)}", *_section(section)]
    return "\n".join(lines) + "\n"


def _plain(iri: str) -> bool:
    """Whether an IRI can stand as an autolink (CommonMark 0.31, section 6.5)."""
    return iri.isascii() and not set(iri) & set("<> `")


def _section(section: Section) -> list[str]:
    lines: list[str] = []
    several = len(section.items) > 1 and all(item.passage is None for item in section.items)
    for item in section.items:
        lines += [*([] if several and lines else [""]), f"{'- ' if several else ''}{escaped(item.text)}"]
        if item.passage is not None:
            lines += ["", f"> {_passage(item.passage)}"]
    return lines


def _passage(passage: Passage) -> str:
    parts = []
    for piece in passage.pieces:
        words = escaped(piece.words)
        before = " " if piece.words[:1].isspace() else ""
        behind = " " if words and piece.words[-1:].isspace() else ""
        parts.append(f"{before}<b>{words}</b>{behind}" if piece.marked else f"{before}{words}{behind}")
    return "".join(parts).strip()
