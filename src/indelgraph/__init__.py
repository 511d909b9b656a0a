"""indelgraph: a knowledge graph of what is claimed about fights in a war.

>>> import indelgraph
>>> build = indelgraph.load().build()
>>> len(build.document_graphs)
2
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from .build import Build
    from .collection import Collection, load
    from .errors import CallError, DataError, IndelgraphError
    from .export import FORMATS
    from .shipped_queries import ShippedQuery, shipped
    from .snapshot import Snapshot
    from .validation import Report

__all__ = [
    "FORMATS",
    "Build",
    "CallError",
    "Collection",
    "DataError",
    "IndelgraphError",
    "Report",
    "ShippedQuery",
    "Snapshot",
    "__version__",
    "load",
    "shipped",
]

_HOMES = {
    "FORMATS": "export",
    "Build": "build",
    "CallError": "errors",
    "Collection": "collection",
    "DataError": "errors",
    "IndelgraphError": "errors",
    "Report": "validation",
    "ShippedQuery": "shipped_queries",
    "Snapshot": "snapshot",
    "load": "collection",
    "shipped": "shipped_queries",
}
"""Where each public name lives; it is imported when it is first asked for (PEP 562)."""


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
