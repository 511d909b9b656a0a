"""Cycles are looked for less often while something is made, and as before afterwards."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from indelgraph.collector import seldom_collecting

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_it_is_as_before_however_it_ends() -> None:
    @seldom_collecting()
    def fails() -> None:
        many, *others = gc.get_threshold()
        assert many > 10_000
        assert others == [11, 12]
        raise KeyError

    gc.set_threshold(700, 11, 12)
    with pytest.raises(KeyError):
        fails()
    assert gc.get_threshold() == (700, 11, 12)


@pytest.mark.parametrize("own", [0, 10**6])
def test_who_collects_still_less_is_left_alone(own: int) -> None:
    gc.set_threshold(own, 10, 10)
    with seldom_collecting():
        assert gc.get_threshold() == (own, 10, 10)
