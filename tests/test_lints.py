"""Lints: each finds the slip it is made for, at its line, and lets the usual ways of writing alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built import collection
from collections_made import CARET, HEAD, METADATA, REGISTRY, SLUG, Made, at, make
from indelgraph.lints import document_lints, registry_lints, spelling
from indelgraph.lints.spelling import fold, look_alike, lookalikes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indelgraph.errors import Problem


def _lines(made: Made, problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Place, relative to the collection, and message of each problem."""
    pairs = [str(problem).removeprefix(f"{made.folder}/").split(": ", 1) for problem in problems]
    return [(place, message) for place, message in pairs]


def _document(folder: Path, claims: str) -> list[str]:
    """The messages on a claim file: one at each caret, and no others."""
    made = make(folder, claims)
    found = made.load()
    lints = _lines(made, document_lints(found.documents[0], found.files[SLUG]))
    assert [place for place, _ in lints] == at(f"claims/{SLUG}.yaml", claims), lints
    return [message for _, message in lints]


def _registry(folder: Path, name: str, entries: str, more: Mapping[str, str] | None = None) -> list[str]:
    """The messages on a registry with further entries in one file, marked by carets."""
    marked = REGISTRY[name] + entries
    made = make(folder, None, files={f"registry/{name}": marked, **(more or {})})
    lints = _lines(made, registry_lints(made.load().registry))
    carets = at(f"registry/{name}", marked) + [p for path, text in (more or {}).items() for p in at(path, text)]
    assert [place for place, _ in lints] == carets, lints
    return [message for _, message in lints]


def test_our_own_files_have_no_lint() -> None:
    found = collection()
    assert [document_lints(document, found.files[document.slug]) for document in found.documents] == [(), ()]
    assert registry_lints(found.registry) == ()


def test_the_made_files_have_no_lint(tmp_path: Path) -> None:
    found = make(tmp_path).load()
    assert document_lints(found.documents[0], found.files[SLUG]) == ()
    assert registry_lints(found.registry) == ()


DIED = '42 soldiers had died, in: told Radio Sahel that 42 soldiers had died, killed: "42", group: army'


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        # One number in quotes that overlap partly, of which one holds the other, and in the same quote.
        (
            'quote: Radio Sahel that 42 soldiers, killed: "42", group: army',
            f"quote: {DIED}",
            "says the same of words that overlap these; keep one",
        ),
        ('quote: Radio Sahel that 42 soldiers had died, killed: "42", group: army', f"quote: {DIED}", "overlap these"),
        (f"quote: {DIED}", f"id: again, quote: {DIED}", "says the same of the same words; keep one"),
        # Who tells it makes no other claim: parallel tellings stand in one.
        (f"quote: {DIED}", f"id: again, told: inference, quote: {DIED}", "list both tellings in its 'told'"),
        # One object.
        ('quote: "Tessit, Mali", takes-place-at: tessit', 'quote: "Place: Tessit", takes-place-at: tessit', "overlap"),
    ],
)
def test_a_quote_taken_twice(tmp_path: Path, first: str, second: str, says: str) -> None:
    [message] = _document(tmp_path, f"{HEAD}claims:\n  - {{{first}}}\n  - {CARET}{{{second}}}\n")
    assert message.startswith("the claim in line 5 says the same of")
    assert says in message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Another predicate, group, number, place or side; a number that the text gives twice.
        (
            f"quote: {DIED}",
            'quote: 42 soldiers had died, in: Radio Sahel that 42 soldiers had died, casualties: "42", group: army',
        ),
        (f"quote: {DIED}", f"id: other, quote: {DIED.replace('army', 'katiba')}"),
        (f"quote: {DIED}", f"id: other, limited-to: tessit, quote: {DIED}"),
        (f"quote: {DIED}", 'quote: army claims that 42, killed: "42", group: army, modality: claims, hedge: claims'),
        (
            'quote: "Tessit, Mali", takes-place-at: tessit',
            'quote: Mali, in: "Tessit, Mali", takes-place-at: place/mali',
        ),
        (
            "quote: The fighting took place, outcome: retreat, side: 1",
            "quote: The fighting took place, outcome: retreat, side: 2, id: other",
        ),
    ],
)
def test_quotes_that_overlap_as_they_usually_do(tmp_path: Path, first: str, second: str) -> None:
    assert _document(tmp_path, f"{HEAD}claims:\n  - {{{first}}}\n  - {{{second}}}\n") == []


def test_of_many_readings_each_but_the_first_is_told_once(tmp_path: Path) -> None:
    claims = "".join(
        f"  - {mark}{{quote: [{quote}], id: c{n}, takes-place-at: tessit}}\n"
        for n, (mark, quote) in enumerate(
            [
                ("", '"Tessit, Mali", {quote: at Tessit on the 9th}'),
                (CARET, '"Place: Tessit", attack at Tessit'),
                (CARET, '{quote: Tessit, in: "Place: Tessit"}'),
                ("", "battle of Tessit"),
            ]
        )
    )
    assert len(_document(tmp_path, f"{HEAD}claims:\n{claims}")) == 2


def test_claimed_and_excused(tmp_path: Path) -> None:
    claims = f"""{HEAD}claims:
  - {CARET}{{quote: 42 soldiers had died, in: The army claims that 42 soldiers had died, killed: "42", group: army}}
  - {{quote: The fighting took place 12 kilometers from Labbezanga, distance: 12 kilometers, relative-to: labbezanga}}
excuses:
  - {{quote: The army claims that 42 soldiers had died., reason: a doubtful sentence}}
  - {{quote: The army, in: The army claims, reason: inside another excuse}}
  - {{quote: "12", in: 12 kilometers from Labbezanga, reason: words inside a claim}}
"""
    assert _document(tmp_path, claims) == [
        "its words are excused as no claim in line 8; remove the excuse or the claim"
    ]


def test_tellings_that_nothing_uses_and_that_stand_twice(tmp_path: Path) -> None:
    claims = f"""{HEAD}tellings:
  villagers-say: {{teller: villagers, cue: According to villagers}}
  {CARET}villagers-tell:
    - teller: villagers
      cue: According to villagers
  of-another-mode: {{mode: direct-quote, through: [{{teller: villagers, cue: According to villagers}}]}}
  {CARET}never: {{teller: army, cue: The army claims}}
claims:
  - {{quote: Several soldiers are missing, missing: Several, group: army, told: villagers-say}}
  - {{quote: more than 100 men, killed: more than 100, group: katiba, told: [villagers-tell, of-another-mode]}}
"""
    assert _document(tmp_path, claims) == [
        "'villagers-tell' is told just as 'villagers-say' in line 5 is; keep one, or give each the cue of its own "
        "words",
        "no claim is told by 'never'; remove it, or name it in the 'told' of its claims",
    ]


def test_a_cue_in_another_paragraph_or_cell(tmp_path: Path) -> None:
    claims = f"""{HEAD}tellings:
  army: {{teller: army, cue: The army claims}}
  villagers: {{teller: villagers, cue: According to villagers}}
  both: {{teller: villagers, cue: [According to villagers, The army claims]}}
  infobox: {{teller: army, cue: (according to the army)}}
claims:
  - {CARET}{{quote: 42 soldiers had died, in: 42 soldiers had died and, killed: "42", group: army, told: army}}
  - {{quote: Several soldiers, missing: Several, group: army, told: villagers}}
  - {{quote: 12 kilometers from Labbezanga, distance: 12 kilometers, relative-to: labbezanga, told: both}}
  - {{quote: [more than 100 men, The fighting took place], killed: more than 100, group: katiba, told: army}}
  - {{quote: 17 killed, killed: "17", group: side-1, told: infobox}}
  - {{quote: 22 wounded, wounded: "22", group: side-1, told: infobox}}
  - {CARET}{{quote: more than 100 killed, killed: more than 100, group: side-2, told: infobox}}
  - {{quote: Losses, subject: army, holds-role: Losses, told: villagers}}
"""
    outside, cell = _document(tmp_path, claims)
    assert outside == (
        "'The army claims', the cue of 'army' (line 20, column 1 of the text), does not stand in the paragraph, cell "
        "or reference of these words; name the telling of these words, or add the cue that stands beside them"
    )
    assert cell.startswith("'(according to the army)', the cue of 'infobox' (line 12, column 27 of the text)")


def test_every_teller_of_a_chain_needs_a_cue_near_the_words(tmp_path: Path) -> None:
    claims = f"""{HEAD}tellings:
  chain:
    - {{teller: villagers, cue: According to villagers}}
    - {{teller: army, cue: The army claims}}
claims:
  - {CARET}{{quote: Several soldiers, missing: Several, group: army, told: chain}}
"""
    assert "'The army claims', the cue of 'chain'" in _document(tmp_path, claims)[0]


def test_names_of_two_things(tmp_path: Path) -> None:
    names = f"""{HEAD}names:
  - {{form: Tessit, of: tessit, in: "Place: Tessit"}}
  - {CARET}{{form: Tessit, of: labbezanga, id: tessit-again, in: ["Place: Tessit", attack at Tessit]}}
  - {{form: The Katiba, of: katiba, in: "Combatant2: The Katiba"}}
  - {{form: The army, of: army}}
  - {{form: the army, of: side-1, id: the-army-as-a-side}}
  - {{form: soldiers, of: army}}
  - {{form: Red Band, of: red-band}}
  - {{form: The band, of: red-band}}
"""
    assert _document(tmp_path, names) == [
        "'Tessit' names 'tessit' in line 5 at the same place; say with 'in' which occurrences name which"
    ]


def test_forms_that_look_alike(tmp_path: Path) -> None:
    names = f"""{HEAD}names:
  - {{form: soldiers, of: army, in: 42 soldiers had died and}}
  - {CARET}{{form: soldier, of: mali, in: 42 soldiers had died and}}
"""
    names = names.replace("of: mali", "of: actor/mali")
    assert _document(tmp_path, names) == [
        "'soldier' names 'mali', and 'soldiers' in line 5 names 'army'; mend 'of', or give this one an 'id' that "
        "tells them apart"
    ]
    told_apart = names.replace(CARET, "").replace("of: actor/mali", "of: actor/mali, id: one-soldier-of-mali")
    assert _document(tmp_path, told_apart) == []


def test_entries_that_look_alike(tmp_path: Path) -> None:
    entries = f"""\
{CARET}tesit: {{name: Tésit, also: [Tessitt]}}
{CARET}labezanga: {{name: In-Labezanga, hidden: [labbe zanga]}}
"""
    first, second = _registry(tmp_path, "places.yaml", entries)
    assert first == (
        "the name 'Tésit' looks like 'Tessit', a name of 'tessit' in line 2; make them one entry, or, if they are two, "
        "say why in the 'note' of this one and write the slug tessit there"
    )
    assert second.startswith("the name 'labbe zanga' looks like 'Labbezanga', a name of 'labbezanga' in line 3")


@pytest.mark.parametrize(
    "entries",
    [
        "tesit: {name: Tesit, note: 'A well, not the town (tessit).'}\n",  # kept apart in so many words
        "tessit-2: {name: Tessit 2}\n",
        "tessit-nord: {name: Tessit North}\ntessit-sud: {name: Tessit South}\n",
        "gao: {name: Gao}\ngaa: {name: Gaa}\n",
        "tessit-cercle: {name: Tessit Cercle}\n",
        "tessit-old: {name: Old place, also: [Old Place, Old-Place]}\n",  # of one entry
    ],
)
def test_entries_that_are_two(tmp_path: Path, entries: str) -> None:
    assert _registry(tmp_path, "places.yaml", entries) == []


def test_entries_of_two_kinds_may_share_a_name(tmp_path: Path) -> None:
    assert _registry(tmp_path, "people.yaml", "tessit: {name: Tessit}\n") == []


def test_unnamed_groups_may_have_the_same_words(tmp_path: Path) -> None:
    """Each belongs to one place in one text, so that equal words are no double."""
    entries = """\
villagers-of-tesit: {type: unnamed-group, described-as: villagers}
villagers-later: {type: unnamed-group, described-as: villagers, label: villagers (later)}
"""
    assert _registry(tmp_path, "actors.yaml", entries) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ménaka", "MENAKA", True),
        ("Jama'at Nasr al-Islam", "Jamaat Nasr al Islam", True),
        ("In-Delimane", "Indelimane", True),
        ("Idelimane", "Indelimane", True),
        ("Ansongo", "Ansogno", True),
        ("Ansongo", "Ansango", True),
        ("Ansongo", "Ansnago", False),
        ("Tagarangabotte", "Tagarangbote", True),
        ("Moulay Ag Sidi Molla", "Moulaye Ag Sidi Mola", False),
        ("Moulaye Ag Sidi Mollah", "Moulay Ag Sidi Molla", True),
        ("Mali", "Malo", False),
        ("Niger", "Nigeria", False),
        ("Company A", "Company B", False),
        ("Brigade 12a", "Brigade 13a", False),
        ("battle of Gao (2012)", "battle of Gao (2013)", False),
        ("Islamic State", "Islamic State in the Greater Sahara", False),
        ("", "", False),
        ("!", "?", False),
        ("Тессит", "Тесит", True),
    ],
)
def test_which_names_look_alike(one: str, other: str, alike: bool) -> None:
    assert look_alike(fold(one), fold(other)) is alike
    assert look_alike(fold(other), fold(one)) is alike
    assert list(lookalikes([(one, 1), ("Labbezanga", 2), (other, 3)])) == ([(2, 0)] if alike else [])


_LETTERS = st.text("abcdeé", min_size=5, max_size=9)


@given(st.lists(_LETTERS, min_size=1, max_size=3), st.data())
def test_one_slip_in_a_long_word_is_always_found(words: list[str], data: st.DataObject) -> None:
    name = " ".join(words)
    number = data.draw(st.integers(0, len(words) - 1))
    word = words[number]
    i = data.draw(st.integers(0, len(word) - 1))
    slips = [
        word[:i] + "x" + word[i:],
        word[:i] + "x" + word[i + 1 :],
        word[:i] + word[i : i + 2][::-1] + word[i + 2 :],
    ]
    slips += [word[:i] + word[i + 1 :]] if len(word) > 5 else []
    slipped = " ".join([*words[:number], data.draw(st.sampled_from(slips)), *words[number + 1 :]])
    assert list(lookalikes([(name, "a"), (slipped, "b")])) == [(1, 0)]
    assert list(lookalikes([(name, "a"), (slipped, "a")])) == []


@pytest.mark.parametrize("name", ["{:05}", "Battle of {:05}", "the same name", "the sane name", "a" * 99])
def test_the_comparisons_grow_with_the_names_and_not_their_pairs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(one: spelling.Words, other: spelling.Words) -> bool:
        nonlocal compared
        compared += 1
        return look_alike(one, other)

    monkeypatch.setattr(spelling, "look_alike", counted)
    names = [(name.format(n), n) for n in range(600)]
    list(lookalikes(names))
    assert compared <= 40 * len(names)


def test_lints_of_a_document_without_claims(tmp_path: Path) -> None:
    found = make(tmp_path, None, metadata=METADATA).load()
    assert document_lints(found.documents[0], found.files[SLUG]) == ()
