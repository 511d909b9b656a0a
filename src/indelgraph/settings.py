"""The settings of the endpoint: one table that feeds the command line, the environment and ``/-/settings``.

A setting is a field of :class:`Settings`; its help, unit and range stand beside its default, nowhere else.
"""

from __future__ import annotations

import math
import os
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, cast
from urllib.parse import urlsplit

from .errors import CallError

__all__ = ["ENVIRONMENT_PREFIX", "SETTINGS", "Setting", "Settings", "Value"]

ENVIRONMENT_PREFIX = "INDELGRAPH_"

Value = int | float | str
"""What a setting can hold."""

_KINDS: dict[type, str] = {int: "a whole number", float: "a number", str: "text"}
_LONGEST = 64  # of a wrong value that an error repeats


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. ``least`` and ``most`` bound a number, both included; text has no range."""

    name: str
    type: type[int | float | str]
    default: Value
    help: str
    unit: str
    least: float
    most: float
    private: bool = False
    """Whether its value is for those who run the server alone: a place on their machine."""

    @property
    def variable(self) -> str:
        """The environment variable that sets it: ``INDELGRAPH_MAX_ROWS``."""
        return ENVIRONMENT_PREFIX + self.name.upper()

    @property
    def option(self) -> str:
        """The option of the command line that sets it: ``--max-rows``."""
        return "--" + self.name.replace("_", "-")

    def read(self, text: str) -> Value:
        """The value that a text stands for, in plain decimal digits for numbers.

        Raises:
            CallError: if it is not one, or out of range.
        """
        try:
            value = self.type(text.strip())
        except ValueError:
            raise self._wrong(text, self.variable) from None
        self.check(value, self.variable)
        return value

    def check(self, value: object, where: str) -> None:
        """Raise unless ``value`` is of the setting's type and in its range.

        Raises:
            CallError: naming ``where`` the value came from, and what is allowed.
        """
        if self.type is str:
            fits = isinstance(value, str) and value.isprintable() and self._is_address(value)
        else:
            kinds = (int, float) if self.type is float else (int,)
            fits = isinstance(value, kinds) and not isinstance(value, bool) and self.least <= value <= self.most
        if not fits:
            raise self._wrong(value, where)

    def _is_address(self, value: str) -> bool:
        if self.name != "public_url" or not value:
            return bool(value) or not self.default
        try:
            parts = urlsplit(value)
        except ValueError:
            return False
        plain = not parts.query and not parts.fragment and "@" not in parts.netloc
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain and value.isascii()

    def _wrong(self, value: object, where: str) -> CallError:
        shown = repr(value) if len(repr(value)) <= _LONGEST else repr(value)[:_LONGEST] + "…"
        return CallError(f"{where}: {shown} will not do; give {self._allowed()}: {self.help}")

    def _allowed(self) -> str:
        if self.name == "public_url":
            return "an http or https address"
        kind = _KINDS[self.type]
        if self.type is str:
            return kind
        if math.isinf(self.most):
            return f"{kind} from {self.least:g}"
        return f"{kind} from {self.least:.15g} to {self.most:.15g}"


def _row(text: str, unit: str = "", *, least: float = 0, most: float = math.inf) -> dict[str, object]:
    return {"help": text, "unit": unit, "least": least, "most": most}


@dataclass(frozen=True, slots=True)
class Settings:
    """The values that a server runs with. Build it with :meth:`from_environment` or by naming fields."""

    host: str = field(default="127.0.0.1", metadata=_row("address to listen on; 0.0.0.0 for all of them"))
    port: int = field(
        default=8000,
        metadata=_row("port to listen on; 0 takes a free one", least=0, most=65535),
    )
    public_url: str = field(
        default="",
        metadata=_row("address that people reach the server under, if it is behind another (https://…/)"),
    )
    workers: int = field(
        default=2,
        metadata=_row("queries that run at once, and as many long ones beside them", "processes", least=1, most=256),
    )
    timeout: float = field(
        default=10.0,
        metadata=_row("longest time that one query may take", "seconds", least=0.05, most=86400),
    )
    max_rows: int = field(
        default=100_000,
        metadata=_row("rows or triples after which a result is cut, and marked as cut", "rows", least=1),
    )
    max_result_bytes: int = field(
        default=64_000_000,
        metadata=_row("length after which a result is cut, and marked as cut", "bytes", least=1000),
    )
    max_query_bytes: int = field(
        default=100_000,
        metadata=_row("longest query text", "bytes", least=1, most=100_000_000),
    )
    max_depth: int = field(
        default=100,
        metadata=_row("deepest nesting of brackets in a query", "brackets", least=1, most=1_000_000),
    )
    max_waiting: int = field(
        default=256,
        metadata=_row("queries that may wait for a free worker; more are sent away", "queries", least=0),
    )
    max_memory: int = field(
        default=2048,
        metadata=_row("memory that a worker may take for a query", "MiB", least=64, most=1_000_000),
    )
    store_memory: int = field(
        default=1024,
        metadata=_row(
            "largest dataset, as N-Quads, that is held in memory, once for all workers, taking about twice as much; "
            "larger ones are read from disk",
            "MiB",
            most=1_000_000,
        ),
    )
    cache_megabytes: int = field(
        default=64,
        metadata=_row("memory for answers that are kept and given again; 0 keeps none", "MiB", most=1_000_000),
    )
    access_log: str = field(
        default="",
        metadata={
            **_row("file that gets a line of JSON for each query; - is standard output, nothing is no log"),
            "private": True,
        },
    )

    def __post_init__(self) -> None:
        """Check every value against the table.

        Raises:
            CallError: if a value is of the wrong type or out of its range.
        """
        for setting in SETTINGS:
            setting.check(getattr(self, setting.name), setting.option)

    @classmethod
    def from_environment(cls, **overrides: Value | None) -> Settings:
        """The defaults, changed by ``INDELGRAPH_*`` in the environment, changed by what the caller names.

        An override of None is one that was not given.

        Raises:
            CallError: if a value cannot be read or is out of its range; it says which, and what is allowed.
            TypeError: if an override is not the name of a setting.
        """
        given = {name: value for name, value in overrides.items() if value is not None}
        for setting in SETTINGS:
            text = os.environ.get(setting.variable)
            if text is not None and setting.name not in given:
                given[setting.name] = setting.read(text)
        # Each value is checked against the table in __post_init__, which a type checker cannot see.
        return replace(cls(), **cast("dict[str, Any]", given))

    def as_dict(self) -> dict[str, Value]:
        """Name and value of every setting, in the order of the table."""
        return {setting.name: getattr(self, setting.name) for setting in SETTINGS}


def _setting(row: Field[Value]) -> Setting:
    default = cast("Value", row.default)
    kind: type[Value] = type(default)
    return Setting(row.name, kind, default, **row.metadata)


SETTINGS: tuple[Setting, ...] = tuple(map(_setting, fields(Settings)))
"""The table, in the order in which people should read it."""
