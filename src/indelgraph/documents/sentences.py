"""Where the sentences of a stretch of prose stand."""

from __future__ import annotations

import re

from .abbreviations import Abbreviation, abbreviation, word_before
from .lines import trim
from .model import Slice
from .notes import after_notes, without_notes

__all__ = ["closes", "split"]

_MARKS = re.compile(r"[.!?…؟]++")
_CLOSING = re.compile(r"[\"'”’»)]*+")
_QUOTES = "\"'”’»"
_NEXT_WORD = re.compile(r"\s*+[\"'“‘«(\[¿¡]*+(\w{0,16})")
_LIST_NUMBER = re.compile(r"[0-9]{1,3}")
_NO_FIRST = frozenset(",;:)]}–—-/&%|.!?…")
"""Characters that go on with a sentence and never start one."""
_LOWER_NAMES = ("al-", "el-")
"""Names keep these small even as the first word of a sentence: "al-Mourabitoun claimed …"."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FIRST_WORDS = _words(
    """
    A According After Also Although An And As At Before Both But By During Earlier Five Following For Four
    From He Her His However If In Initially It Its Later Many Meanwhile Most Next No Not On One Other Others
    Several She Since Six Some Soon Such That The Their Then There These They This Those Three Two Under
    Until We When While With
    """
)
"""Words that, with a capital behind "U.S." or "etc.", give a new sentence away."""

_AFTER_CLOCK = _words(
    """
    GMT UTC CET CEST WAT CAT EAT EST EDT PST PDT BST IST Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday January February March April May June July August September October November December Local
    """
)


def split(text: str, extent: Slice) -> tuple[Slice, ...]:
    """The sentences inside ``extent``, in order, each with its closing mark and closing quotes.

    Reference markers and other notes behind a sentence belong to none (:mod:`.notes`); notes inside stay
    inside. A sentence ends at ``.``, ``!``, ``?`` or ``…`` where white space or a note follows and the next
    word can start a sentence. What stands behind the last mark is a sentence, too. Time and memory are linear
    in the stretch.
    """
    found: list[Slice] = []
    start = _skip_space(text, extent.start, extent.end)
    for mark in _MARKS.finditer(text, start, extent.end):
        if mark.start() <= start:  # no words yet: "… and then"
            continue
        end, after = _behind(text, mark.end(), extent.end)
        if _ends(text, start, mark, (end, after), extent.end):
            found.append(Slice(start, end))
            start = _skip_space(text, after, extent.end)
    rest = trim(text, start, extent.end)
    words = without_notes(text, rest) if rest else None
    return (*found, words) if words else tuple(found)


def closes(text: str, extent: Slice) -> bool:
    """Whether a line ends as a sentence does, quotes and notes aside: with a mark that is no abbreviation's."""
    words = without_notes(text, extent)
    if not words:
        return False
    piece = words.of(text).rstrip(_QUOTES)
    if not piece or not _MARKS.fullmatch(piece[-1]):
        return False
    stop = words.start + len(piece) - 1
    return piece[-1] != "." or abbreviation(word_before(text, words.start, stop)) is None


def _skip_space(text: str, offset: int, limit: int) -> int:
    while offset < limit and text[offset].isspace():
        offset += 1
    return offset


def _behind(text: str, offset: int, limit: int) -> tuple[int, int]:
    """Where the sentence ends whose closing mark ends at ``offset``, and where the notes behind it end."""
    end = offset
    while True:
        closing = _CLOSING.match(text, offset, limit)
        if closing and closing.end() > offset:
            offset = end = closing.end()
        after = after_notes(text, offset, limit)
        if after == offset:
            return end, after
        offset = after


def _ends(text: str, start: int, mark: re.Match[str], behind: tuple[int, int], limit: int) -> bool:
    """Whether the sentence that began at ``start`` ends at this mark."""
    end, after = behind
    noted = after > end
    if after >= limit:
        return True
    if not (noted or text[after].isspace()):
        return False
    following = _NEXT_WORD.match(text, after, limit)
    at = following.start(1) if following else limit
    if at >= limit:
        return True
    word = following[1] if following else ""
    if text[at] in _NO_FIRST:
        return False
    if mark[0] == "." and _abbreviates(text, (start, mark.start()), (word, at), apart=after > mark.end()):
        return False
    return noted or not text[at].islower() or text.startswith(_LOWER_NAMES, at)


def _abbreviates(text: str, before: tuple[int, int], following: tuple[str, int], *, apart: bool) -> bool:
    """Whether a single period belongs to the word before it and does not end the sentence.

    ``apart``: a quote or a note stands between the period and the next word.
    """
    start, stop = before
    word, at = following
    last = word_before(text, start, stop)
    if stop - start == len(last) and _LIST_NUMBER.fullmatch(last):
        return True  # "1. The first …"
    kind = abbreviation(last)
    if kind is None or (apart and kind is not Abbreviation.TITLE):
        return False
    if kind is Abbreviation.NUMBERED:
        return word[:1].isdigit()
    if kind is Abbreviation.CLOCK:
        return word in _AFTER_CLOCK
    # "J. A. Smith": an initial behind an initial is no first word.
    is_initial = text.startswith(".", at + len(word))
    return kind is Abbreviation.TITLE or word not in _FIRST_WORDS or is_initial
