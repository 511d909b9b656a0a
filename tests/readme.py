"""The README as data: its code blocks, and its two commands for CI.

``python tests/readme.py serve-command`` and ``test-command`` print one line each.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Block", "blocks", "commands", "table_after"]

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of the README."""

    language: str
    text: str
    end: int


def _text() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[Block]:
    """The blocks in a language, in order."""
    return [Block(m[1], m[2], m.end()) for m in _BLOCK.finditer(_text()) if m[1] == language]


def commands() -> dict[str, str]:
    """The two commands that a newcomer types."""
    serve, test = (block.text.strip() for block in blocks("sh")[:2])
    return {"serve-command": serve, "test-command": test}


def table_after(block: Block) -> list[list[str]]:
    """The rows of the first table behind a block, the head first."""
    rows: list[list[str]] = []
    for line in _text()[block.end :].splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    return [row for row in rows if not set("".join(row)) <= set("-:")]


if __name__ == "__main__":
    sys.stdout.write(commands()[sys.argv[1]] + "\n")
