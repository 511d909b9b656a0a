"""What the server counts about itself, as Prometheus reads it (text exposition format 0.0.4, or OpenMetrics 1.0).

All labels come from fixed lists of ours, so that no client can make the counters grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder

from ..version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Metrics"]

_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""Upper ends of the classes of durations: from a kept answer to a long query."""


class Metrics:
    """The counters of one server, in a registry of their own."""

    def __init__(self, snapshot: str) -> None:
        self._registry = CollectorRegistry(auto_describe=True)
        self._queries = Counter(
            "indelgraph_queries",
            "Requests with a query, by how they ended and by the form of the query.",
            ["outcome", "form"],
            registry=self._registry,
        )
        self._durations = Histogram(
            "indelgraph_query_duration_seconds",
            "Time from a request to its answer, without the time that sending takes.",
            ["form"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._rows = self._counter("indelgraph_result_rows", "Rows or triples of the answers that were sent.")
        self._bytes = self._counter("indelgraph_result_bytes", "Bytes of the answers that were sent.")
        self._cache = Counter(
            "indelgraph_cache_requests",
            "Queries by what the cache did: hit, miss, shared (another's evaluation) or none (not to be kept).",
            ["result"],
            registry=self._registry,
        )
        self._by_cache = {result: self._cache.labels(result) for result in ("hit", "miss", "shared", "none")}
        self._by_end: dict[tuple[str, str], tuple[Counter, Histogram]] = {}
        """What has been found by its labels, which to do each time costs more than to count."""
        built = Gauge("indelgraph_build_info", "What is served.", ["version", "snapshot"], registry=self._registry)
        built.labels(__version__, snapshot).set(1)
        ProcessCollector(registry=self._registry)

    def _counter(self, name: str, help_text: str) -> Counter:
        return Counter(name, help_text, registry=self._registry)

    def watch(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """Show a value of the moment, too."""
        Gauge(f"indelgraph_{name}", help_text, registry=self._registry).set_function(value)

    def count(self, outcome: str, form: str | None, seconds: float) -> None:
        """One request has been answered."""
        end = (outcome, form or "unknown")
        found = self._by_end.get(end)
        if found is None:
            found = self._by_end[end] = (self._queries.labels(*end), self._durations.labels(end[1]))
        found[0].inc()
        found[1].observe(seconds)

    def count_result(self, rows: int, size: int) -> None:
        """An answer is sent."""
        self._rows.inc(rows)
        self._bytes.inc(size)

    def count_cache(self, result: str) -> None:
        """The cache was asked: ``hit``, ``miss``, ``shared`` or ``none``."""
        self._by_cache[result].inc()

    def render(self, accept: str | None) -> tuple[str, bytes]:
        """Content type and body of all of them."""
        encode, content_type = choose_encoder(accept or "")
        return content_type, encode(self._registry)
