"""How often Python looks for garbage in cycles."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["seldom_collecting"]

_NEW_OBJECTS = 50_000
"""How many more objects there may be before a look at the young ones; Python's own number is below a thousand."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles less often meanwhile, in this process; also a decorator.

    To read and to encode makes many small objects that stay, and hardly a cycle. With Python's own numbers a sixth of
    the time goes into looking through them again and again.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _NEW_OBJECTS) if before[0] else 0, *before[1:])  # 0 is never, which stays so
    try:
        yield
    finally:
        gc.set_threshold(*before)
