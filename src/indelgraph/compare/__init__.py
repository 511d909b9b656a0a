"""What every report says of one event, side by side: :func:`compare` reads, the ``as_`` modules write."""

from .assembling import compare
from .events import EventEntry, events, find_event
from .model import Comparison

__all__ = ["Comparison", "EventEntry", "compare", "events", "find_event"]
