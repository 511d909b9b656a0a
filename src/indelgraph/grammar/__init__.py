"""The grammar of quantities and dates, English and French: read the words of one, or find all in a text."""

from __future__ import annotations

from .dates import DateReading, read_date
from .lexicon import Comparator
from .quantities import MentionKind, Reading, read_quantity
from .scan import Mention, find_quantity, scan

__all__ = [
    "Comparator",
    "DateReading",
    "Mention",
    "MentionKind",
    "Reading",
    "find_quantity",
    "read_date",
    "read_quantity",
    "scan",
]
