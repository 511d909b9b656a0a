"""The table of settings: its values, what the environment and a caller change, and what is refused."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.errors import CallError
from indelgraph.settings import ENVIRONMENT_PREFIX, SETTINGS, Settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)


def test_the_table_and_the_values_name_the_same_settings() -> None:
    assert [row.name for row in SETTINGS] == [field.name for field in dataclasses.fields(Settings)]
    assert list(Settings().as_dict()) == [row.name for row in SETTINGS]


def test_every_row_says_what_it_is_in_one_line_and_has_a_default_that_fits() -> None:
    for row in SETTINGS:
        assert row.help
        assert "\n" not in row.help
        assert type(row.default) is row.type
        row.check(row.default, row.name)
        assert getattr(Settings(), row.name) == row.default


def test_defaults_that_people_rely_on() -> None:
    settings = Settings.from_environment()
    assert (settings.host, settings.port, settings.timeout) == ("127.0.0.1", 8000, 10.0)
    assert settings.public_url == settings.access_log == ""
    assert settings.cache_megabytes == 64


def test_names_of_variable_and_option() -> None:
    row = next(row for row in SETTINGS if row.name == "max_rows")
    assert (row.variable, row.option) == (ENVIRONMENT_PREFIX + "MAX_ROWS", "--max-rows")


def test_environment_changes_defaults_and_a_caller_changes_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDELGRAPH_PORT", "9001")
    monkeypatch.setenv("INDELGRAPH_TIMEOUT", " 2.5 ")
    monkeypatch.setenv("INDELGRAPH_PUBLIC_URL", "https://claims.example/graph/")
    settings = Settings.from_environment(timeout=4.0, workers=None)
    assert (settings.port, settings.timeout, settings.workers) == (9001, 4.0, Settings().workers)
    assert settings.public_url == "https://claims.example/graph/"


def test_an_override_hides_a_bad_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDELGRAPH_PORT", "many")
    assert Settings.from_environment(port=1).port == 1


@pytest.mark.parametrize(
    ("variable", "text", "says"),
    [
        ("INDELGRAPH_PORT", "eighty", "'eighty'"),
        ("INDELGRAPH_PORT", "70000", "from 0 to 65535"),
        ("INDELGRAPH_PORT", "-1", "from 0 to 65535"),
        ("INDELGRAPH_PORT", "8000.0", "a whole number"),
        ("INDELGRAPH_TIMEOUT", "nan", "a number from 0.05"),
        ("INDELGRAPH_TIMEOUT", "inf", "a number from 0.05"),
        ("INDELGRAPH_TIMEOUT", "", "a number"),
        ("INDELGRAPH_WORKERS", "0", "from 1 to 256"),
        ("INDELGRAPH_MAX_ROWS", "0", "from 1"),
        ("INDELGRAPH_CACHE_MEGABYTES", "-1", "from 0"),
        ("INDELGRAPH_ACCESS_LOG", "a\nb", "text"),
        ("INDELGRAPH_HOST", "", "text"),
        ("INDELGRAPH_HOST", "a\nb", "text"),
        ("INDELGRAPH_PUBLIC_URL", "ftp://example.org/", "an http or https address"),
        ("INDELGRAPH_PUBLIC_URL", "https://", "an http or https address"),
        ("INDELGRAPH_PUBLIC_URL", "https://user:secret@example.org/", "an http or https address"),
        ("INDELGRAPH_PUBLIC_URL", "https://example.org/?x", "an http or https address"),
        ("INDELGRAPH_PUBLIC_URL", "https://[::1/", "an http or https address"),
    ],
)
def test_a_bad_variable_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, variable: str, text: str, says: str) -> None:
    monkeypatch.setenv(variable, text)
    with pytest.raises(CallError) as raised:
        Settings.from_environment()
    message = str(raised.value)
    assert message.startswith(f"{variable}: ")
    assert says in message
    assert "\n" not in message


@pytest.mark.parametrize("value", [True, "8000", 8000.0, 65536, -1])
def test_a_value_of_the_wrong_type_or_range_is_refused(value: object) -> None:
    with pytest.raises(CallError, match=r"^--port: "):
        Settings(port=value)  # type: ignore[arg-type]  # that is what is tested


def test_an_unknown_override_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="prot"):
        Settings.from_environment(prot=1)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_one_short_line(text: str) -> None:
    for row in SETTINGS:
        try:
            row.check(row.read(text), row.name)
        except CallError as error:
            message = str(error)
        else:
            message = ""
        assert "\n" not in message
        assert len(message) < 400
