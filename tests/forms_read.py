"""Forms of a comparison, read back."""

from __future__ import annotations

import csv
import io
import unicodedata

__all__ = ["columns_of", "table_of"]


# ---------------------------------------------------------------------------------------------------------------------
# CSV


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ---------------------------------------------------------------------------------------------------------------------
# The table


def columns_of(line: str) -> int:
    """How many columns of a terminal a line takes (Unicode Standard Annex 11)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
