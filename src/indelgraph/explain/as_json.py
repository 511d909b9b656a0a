"""An explanation as JSON: the fields of :mod:`.model`, always all of them."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Explanation

__all__ = ["as_json"]


def as_json(explanation: Explanation) -> str:
    """The explanation as JSON (RFC 8259), indented; characters that are not printable are escaped."""
    text = json.dumps(dataclasses.asdict(explanation), ensure_ascii=False, indent=1, default=_number)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n"


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"the model has no such value: {value!r}")
