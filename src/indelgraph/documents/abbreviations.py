"""Words whose period does not end a sentence, or not always."""

from __future__ import annotations

import re
from enum import Enum, auto

__all__ = ["Abbreviation", "abbreviation", "word_before"]


class Abbreviation(Enum):
    """What a period behind a word says about the end of the sentence."""

    TITLE = auto()
    """Stands before a name or in mid-sentence: never the end ("Lt. Col.", "St.", "e.g.")."""
    NUMBERED = auto()
    """Not the end before a number ("No. 5", "pp. 3", "c. 500"); else an ordinary word."""
    CLOCK = auto()
    """"a.m.": the end, unless a time zone or a date follows."""
    INITIAL = auto()
    """A single capital or an initialism ("J.", "U.S."): the end only before a typical first word."""
    SHORT = auto()
    """Other short forms ("etc.", "Inc.", "Nov."), the same as initials."""


_ANY_CASE: dict[Abbreviation, str] = {
    Abbreviation.TITLE: "approx cf e.g i.e viz vs",
    Abbreviation.NUMBERED: "art c ca ch circa fig no nos p para pp sec vol",
    Abbreviation.CLOCK: "a.m p.m",
    Abbreviation.SHORT: "al ed eds est etc",
}
_WITH_CAPITAL: dict[Abbreviation, str] = {
    Abbreviation.TITLE: """
        Adj Adm Amb Bn Brig Capt Cdr Cmdr Col Cpl Dr Fr Ft Gen Gov Hon Insp Lt Maj Mgr Mlle MM Mme Mr Mrs Ms
        Mt Pfc Pres Prof Pvt Rep Rev Sen Sgt Ssgt St Ste Supt Wg""",
    Abbreviation.NUMBERED: "Art Fig No Nos Para Sec Vol",
    Abbreviation.CLOCK: "A.M P.M",
    Abbreviation.SHORT: """
        Assn Bros Co Corp Dept Dist Govt Inc Jr Ltd Sr
        Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun""",
}
_KINDS = {word: kind for table in (_ANY_CASE, _WITH_CAPITAL) for kind, words in table.items() for word in words.split()}
_LONGEST = 16  # characters looked at before a period, so that a long run without white space costs nothing
_INITIALISM = re.compile(r"(?:[^\W\d_]{1,2}\.){1,6}[^\W\d_]{1,2}")
_OPENING = "\"'“‘«([{"


def word_before(text: str, start: int, stop: int) -> str:
    """The word that ends at ``stop``, without opening quotes; from ``start`` on and at most 16 long."""
    piece = text[max(start, stop - _LONGEST) : stop]
    if not piece or piece[-1].isspace():
        return ""
    return re.split(r"[\s/–—-]", piece)[-1].lstrip(_OPENING)


def abbreviation(word: str) -> Abbreviation | None:
    """What kind of abbreviation a word is when a period stands behind it; ``word`` comes without that period.

    Capitals count: "Sun." is a day, "sun." ends a sentence.
    """
    if kind := _KINDS.get(word):
        return kind
    if (len(word) == 1 and word.isupper()) or _INITIALISM.fullmatch(word):
        return Abbreviation.INITIAL
    return None
