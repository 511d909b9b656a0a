"""Slugs and the ways in which the names of terms are written."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indelgraph.words import camel, is_slug, kebab, lower_camel, shown, slugify


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Abu DardarKIA", "abu-dardarkia"),
        ("Ménaka", "menaka"),
        ("Jama'at Nasr al-Islam", "jamaat-nasr-al-islam"),
        ("Jama’at", "jamaat"),
        ("Ansongo–Gao", "ansongo-gao"),
        ("a_b / c\u00a0d", "a-b-c-d"),
        ("  (x)  ", "x"),
        ("غاو", ""),
        ("", ""),
        ("'", ""),
    ],
)
def test_slugify(words: str, slug: str) -> None:
    assert slugify(words) == slug


@given(st.text(max_size=300) | st.text(alphabet="ab -'é", min_size=110, max_size=140))
@example("a" * 119 + " b")
def test_slugify_gives_a_slug_or_nothing(words: str) -> None:
    slug = slugify(words)
    assert slug == "" or is_slug(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize("text", ["a", "a-1", "2017-ambush", "x" * 120])
def test_slugs(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "é", "a\n", "a/b", "..", "x" * 121, "１"])
def test_no_slugs(text: str) -> None:
    assert not is_slug(text)


@given(
    st.lists(
        st.from_regex(r"[a-z][a-z0-9]*", fullmatch=True, alphabet=st.characters(codec="ascii")), min_size=1, max_size=5
    ).map("-".join)
)
def test_kebab_and_camel_are_inverse(name: str) -> None:
    assert kebab(camel(name)) == name
    assert kebab(lower_camel(name)) == name


def test_camel() -> None:
    assert (camel("armed-group"), lower_camel("takes-place-at")) == ("ArmedGroup", "takesPlaceAt")
    assert (kebab("ArmedGroup"), kebab("takesPlaceAt")) == ("armed-group", "takes-place-at")


@given(st.text(max_size=300))
def test_shown_is_one_short_line(words: str) -> None:
    quoted = shown(words)
    assert len(quoted.splitlines()) == 1
    if len(words) <= 100:
        assert quoted == repr(words)


def test_shown_keeps_both_ends_of_long_words() -> None:
    assert shown("begin" + "x" * 500 + "end") == repr("begin" + "x" * 45 + " … " + "x" * 47 + "end")
