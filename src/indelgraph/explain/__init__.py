"""One claim in plain words: :func:`explain` reads, the ``as_`` modules write."""

from .assembling import explain
from .model import Explanation

__all__ = ["Explanation", "explain"]
