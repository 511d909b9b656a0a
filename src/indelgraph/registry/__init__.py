"""The registry: actors, people, places, events and agents, their names, and their links to nodes outside."""

from .model import Entry, Kind, Link, Name, Registry, side_node
from .read import read_registry

__all__ = ["Entry", "Kind", "Link", "Name", "Registry", "read_registry", "side_node"]
