"""Where sentences end, the work that reading takes, and the form of every pattern that reads."""

from __future__ import annotations

import importlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indelgraph.documents import Slice, outline, split
from indelgraph.documents.read import Form, detect
from indelgraph.documents.sentences import closes
from reader_checks import Counted, calls, hostile, sentences_of_prose, texts


def sentences(text: str) -> list[str]:
    return [where.of(text) for where in split(text, Slice(0, len(text)))]


@pytest.mark.parametrize(
    "listed",
    [
        ["He saw deaths.", "They fled!", "Who came?", "Nobody"],
        ['"There have been deaths."', "According to him, 12 died."],
        ['He said "they fled."', '"They came back," he said.'],
        ["“They fled.”", "‘They came.’", "They left.’", "«Ils sont là.»", "Fin."],
        ["(They fled.)", "He left (in 2012).", "So did she."],
        ["They waited...", "Then they fled…", "What?!", "The end."],
        ["The turbaned ones).", "16 pickups came.", "300 men fled."],
        ["The camp lies at 15.86694 N.", "It is 1.5 km off.", "At 15.30 they came."],
        ["He wrote to www.crisisgroup.org.", "Then to kibaru.ml.", "They answered."],
        ["In 2012.", "In 2013.", "Nine men died, as of 5.", "10 fled."],
        ["It was the plan of the U.S.", "The army left."],
        ["They took guns, cars, etc.", "Then they left."],
        ["They came at 5 a.m.", "Malian soldiers fled."],
        ["The answer was no.", "Malians fled."],
        ["They had a Plan B.", "However, it failed."],
        ["The MNLA claimed it.", "al-Mourabitoun did, too."],
        ["Ils sont partis à Ménaka.", "Émile est mort.", "Ça va."],
        ["انتهت المعركة.", "هل انتهت؟", "نعم."],
    ],
)
def test_sentences_end(listed: list[str]) -> None:
    assert sentences(" ".join(listed)) == listed
    assert sentences("\r\n".join(listed)) == listed
    assert sentences(" \u00a0".join(listed)) == listed


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Col. Smith met Brig. Gen. Haftar and Sgt. Maj. Diallo in St. Louis near Mt. Gao.",
        "Mr. Traoré, Mrs. Keita, Dr. Ba and M. Sow fled.",
        "The U.S. Army and the U.N. Security Council met.",
        "George W. Bush and J. A. Smith met.",
        "They came at 5 a.m. on Monday and left at 6 p.m. GMT with him.",
        "At 5 p.m. Tuesday they left.",
        "On Nov. 24 they came, cf. Bamako and approx. 50 men, i.e. Malians.",
        "No. 5 Company and c. 500 men, see pp. 3 and fig. 2, fled.",
        "He waited … and then left... for Gao.",
        '"Stop!" he said and "Who?" asked she.',
        "Smith et al. counted them for Diallo Inc. of Bamako.",
        "It cost 1.5 million at example.org/a.b and 10.000 men.",
        "1. The first of them fled.",
        "The ambush occurred at 5am at a camp.",
        "He quoted [...] The text.",
        "… and so on",
        "... The text goes on",
        "The talks of the U.N.[3], and of others, failed.",
        ".hidden files",
        "The group (led by A. Diallo) of ex-Gen. Sanogo fled",
    ],
)
def test_sentences_do_not_end(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fled.[3] He came.[8][9] End.", ["They fled.", "He came.", "End."]),
        ('They "fled."[3] He came. [4] End.[5]', ['They "fled."', "He came.", "End."]),
        ('"They fled.[3]" He came.', ['"They fled.[3]"', "He came."]),
        ("They fled[3], and[4] he came.[5]", ["They fled[3], and[4] he came."]),
        ("They fled.[3]: 45–46 He came.[3]: 7", ["They fled.", "He came."]),
        ("They fled.[citation needed] He came.[a] End.[note 2]", ["They fled.", "He came.", "End."]),
        ("They fled.  [3]\r\n[4] He came.", ["They fled.", "He came."]),
        ("They fled.[3]He came.", ["They fled.", "He came."]),
        ("They fled.[3] jihadists came.", ["They fled.", "jihadists came."]),
        ("The U.S.[3] They came.", ["The U.S.", "They came."]),
        ("No mark here[3] [4]", ["No mark here"]),
        ("In [2017] he came to [a] village.", ["In [2017] he came to [a] village."]),
        ("They fled.[2017]", ["They fled."]),
        ("[3] They fled.", ["[3] They fled."]),
        ("[3][4]", []),
        ("", []),
        (" \n\t", []),
    ],
)
def test_markers_belong_to_no_sentence(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_only_the_extent_is_split() -> None:
    text = "Before. They fled. He came. After."
    assert split(text, Slice(8, 27)) == (Slice(8, 18), Slice(19, 27))
    assert split(text, Slice(7, 12)) == (Slice(8, 12),)
    assert split(text, Slice(8, 17)) == (Slice(8, 17),)
    assert split(text, Slice(8, 8)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fled.", True),
        ('They "fled."[3]', True),
        ("They fled…", True),
        ("They fled", False),
        ("3 killed (MNLA)", False),
        ("Armed Forces of the U.S.", False),
        ("Sahara Inc.", False),
        ('"', False),
        ("[3]", False),
        (".", True),
    ],
)
def test_whether_a_line_closes(text: str, expected: bool) -> None:
    assert closes(text, Slice(0, len(text))) is expected


@given(st.lists(sentences_of_prose(), min_size=1, max_size=5), st.sampled_from([" ", "\n", "[1] ", ".[2] "]))
def test_sentences_put_together_come_apart(listed: list[str], between: str) -> None:
    dots = between.startswith(".")
    bare = [s.rstrip('."') for s in listed] if dots else listed
    text = between.join(bare)
    closed = [*(s + "." for s in bare[:-1]), bare[-1]] if dots else bare
    assert sentences(text) == closed


@given(texts, st.integers(0, 50), st.integers(0, 50))
def test_any_extent_of_any_text_is_split(text: str, skip: int, drop: int) -> None:
    extent = Slice(min(skip, len(text)), max(min(skip, len(text)), len(text) - drop))
    end = extent.start
    for where in split(text, extent):
        assert end <= where.start < where.end <= extent.end
        assert where.of(text) == where.of(text).strip()
        end = where.end


@pytest.mark.parametrize("name", hostile)
@pytest.mark.parametrize("form", Form)
def test_work_grows_with_the_text_and_not_faster(name: str, form: Form) -> None:
    small, large = hostile[name](100), hostile[name](400)
    few = calls(lambda: outline(small, form))
    many = calls(lambda: outline(large, form))
    # Four times the text takes at most four times the calls, with some allowance for what is done once.
    assert many <= 4.2 * few + 200
    counted = Counted(large)
    outline(counted, form)
    detect(counted)
    assert counted.cut <= 30 * len(large)


_MODULES = (
    *("abbreviations", "assembly", "infobox", "languages", "layout", "lines", "markup", "model", "notes"),
    *("read", "references", "rendered", "sentences"),
)


def test_no_pattern_can_go_back_far() -> None:
    """Every repeat has an end or is possessive: no text makes a pattern try again over a long stretch."""
    modules = [importlib.import_module(f"indelgraph.documents.{name}") for name in _MODULES]
    patterns = {p.pattern for module in modules for p in vars(module).values() if isinstance(p, re.Pattern)}
    assert len(patterns) > 20
    for pattern in patterns:
        bare = re.sub(r"\[(?:\\.|[^\]\\])(?:\\.|[^\]\\])*\]", "x", re.sub(r"\\\[|\\\\", "x", pattern))
        bare = re.sub(r"\\.", "x", bare)
        repeats = re.findall(r"[*+]\+?|\{[0-9]*,\}\+?", bare)
        assert all(repeat.endswith("+") and len(repeat) > 1 for repeat in repeats), pattern
        assert all(int(most) <= 200 for most in re.findall(r"\{[0-9]+,([0-9]+)\}", bare)), pattern
