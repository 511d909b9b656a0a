"""The picture of a comparison: every figure has a mark that says what it is, and nothing overlaps."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from compared import ambush, battle, figure
from indelgraph.compare.as_svg import as_svg
from indelgraph.compare.model import Comparison, Node
from indelgraph.compare.svg_marks import STYLES
from indelgraph.compare.svg_text import width

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 720.0


def drawn(comparison: Comparison) -> ElementTree.Element:
    return ElementTree.fromstring(as_svg(comparison))  # noqa: S314  # our own output, of which only text is foreign


def marks(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """The mark of each claim, by the id of the claim."""
    found = root.iter(f"{SVG}g")
    return {g.attrib["data-claim"].rpartition("/")[2]: g for g in found if "data-claim" in g.attrib}


def centres(mark: ElementTree.Element) -> list[tuple[float, float]]:
    """Where the shapes of a mark stand; arrow heads have no stroke and are none."""
    places = []
    for element in mark:
        if "stroke-width" not in element.attrib or element.tag == f"{SVG}line":
            continue
        match element.tag.removeprefix(SVG):
            case "circle":
                places.append((float(element.attrib["cx"]), float(element.attrib["cy"])))
            case "rect":
                side = float(element.attrib["width"]) / 2
                places.append((float(element.attrib["x"]) + side, float(element.attrib["y"]) + side))
            case "polygon":
                points = [tuple(map(float, pair.split(","))) for pair in element.attrib["points"].split()]
                xs, ys = zip(*points, strict=True)
                places.append(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    return places


def line(mark: ElementTree.Element, name: str) -> tuple[float, float] | None:
    """The ends of a line of a mark, by its class."""
    found = [e for e in mark if e.tag == f"{SVG}line" and e.attrib["class"] == name]
    return (float(found[0].attrib["x1"]), float(found[0].attrib["x2"])) if found else None


def made(*numbers: tuple[int | None, int | None], words: str = "so many", partial: bool = False) -> Comparison:
    """A comparison of one row with figures of the given bounds; claims are numbered."""
    row = battle().rows[0]
    model = row.figures[0]
    figures = tuple(
        replace(
            model,
            claim=replace(model.claim, claim=f"https://example.org/{n}", value=words),
            minimum=None if low is None else Decimal(low),
            maximum=None if high is None else Decimal(high),
            limits=replace(model.limits, partial=partial),
        )
        for n, (low, high) in enumerate(numbers)
    )
    return replace(battle(), rows=(replace(row, figures=figures, ranges=()),), disputes=())


def test_it_is_a_picture_with_a_name_and_a_description() -> None:
    root = drawn(battle())
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]
    assert title.text == "Battle of In-Delimane (2012): what the reports say of losses and strength"
    assert "MNLA (side 1), killed: “1” says MNLA; “100” says MUJAO" in (desc.text or "")
    assert root.attrib["width"] == "180mm"
    assert float(root.attrib["viewBox"].split()[2]) == WIDTH


def test_every_figure_has_a_mark_with_its_words_and_its_teller() -> None:
    for comparison in (battle(), ambush()):
        found = marks(drawn(comparison))
        told = [f for row in comparison.rows for f in row.figures]
        assert len(found) == len(told)
        for claim in told:
            mark = found[claim.claim.claim.rpartition("/")[2]]
            label = " ".join(text.text or "" for text in mark.iter(f"{SVG}text"))
            assert label.startswith(f"“{claim.claim.value}” {claim.claim.origins[0].name}")
            assert mark[0].tag == f"{SVG}title"
            assert claim.claim.words in (mark[0].text or "")


def test_marks_stand_in_the_order_of_their_numbers() -> None:
    found = marks(drawn(battle()))
    names = ("465-killed-side-1", "572-killed-side-2", "2143-killed-mnla", "2499-killed-side-2", "651-killed-side-2",
             "615-killed-side-2", "511-killed-side-1", "701-killed-overall", "2832-killed-overall")  # fmt: skip
    places = [centres(found[name])[0][0] for name in names]
    assert all(one < other for one, other in pairwise(places))
    assert centres(found["651-killed-side-2"])[0][0] == centres(found["2889-killed-mujao"])[0][0]


def test_an_open_end_is_an_arrow_away_from_the_number() -> None:
    found = marks(drawn(made((101, None), (None, 30), (7, 7))))
    up, down, exact = (found[str(n)] for n in range(3))
    [(x, _)] = centres(up)
    ends = line(up, "open-above")
    assert ends is not None
    assert ends[0] == x < ends[1]
    [(x, _)] = centres(down)
    ends = line(down, "open-below")
    assert ends is not None
    assert ends[0] == x > ends[1]
    assert len(centres(exact)) == 1
    assert line(exact, "open-above") is line(exact, "open-below") is line(exact, "range") is None


def test_a_range_is_a_bar_between_its_ends_without_a_middle() -> None:
    mark = marks(drawn(battle()))["436-strength-side-2"]
    (left, y), (right, other) = centres(mark)
    assert y == other
    assert line(mark, "range") == (left, right)
    one = marks(drawn(battle()))["1837-strength-side-2"]
    assert centres(one)[0][0] == right


def test_words_without_a_number_stand_beside_the_axis() -> None:
    found = marks(drawn(battle()))
    numbered = [
        x for name, mark in found.items() for x, _ in centres(mark) if "unstated" not in name and "1763" not in name
    ]
    for name in ("2649-killed-unstated", "1471-killed-unstated"):
        [(x, _)] = centres(found[name])
        assert x > max(numbered)
        assert [text.attrib.get("font-style") for text in found[name].iter(f"{SVG}text")] == ["italic"]


def test_standpoints_differ_in_colour_and_in_shape() -> None:
    found = marks(drawn(battle()))
    kinds: dict[str | None, set[int | str]] = {}
    for claim in (f for row in battle().rows for f in row.figures):
        mark = found[claim.claim.claim.rpartition("/")[2]]
        shapes = [e for e in mark if "stroke-width" in e.attrib and e.tag != f"{SVG}line"]
        style = STYLES[claim.standpoint]
        assert {e.attrib["stroke"] for e in shapes} == {style.colour}
        outline = {len(e.attrib.get("points", "").split()) or e.tag for e in shapes}
        kinds.setdefault(claim.standpoint, outline)
        assert kinds[claim.standpoint] == outline
    assert len(kinds) == len({frozenset(outline) for outline in kinds.values()}) == 4
    assert len({style.colour for style in STYLES.values()}) == 4


def test_a_part_is_hollow_and_a_party_s_own_line_is_not() -> None:
    def fills(mark: ElementTree.Element) -> set[str]:
        return {e.attrib["fill"] for e in mark if "fill" in e.attrib and e.tag != f"{SVG}text"}

    assert fills(marks(drawn(battle()))["2499-killed-side-2"]) == {"#FFFFFF"}
    assert figure(ambush(), "460-killed-side-1").limits.partial
    assert fills(marks(drawn(ambush()))["460-killed-side-1"]) != {"#FFFFFF"}


def test_a_loss_range_is_a_band_from_its_lowest_to_its_highest_claim() -> None:
    root = drawn(battle())
    found = marks(root)
    bands = [e for e in root.iter(f"{SVG}rect") if e.attrib.get("class") == "loss-range"]
    assert len(bands) == 2
    starts = [float(e.attrib["x"]) for e in bands]
    ends = [float(e.attrib["x"]) + float(e.attrib["width"]) for e in bands]
    lowest = [centres(found[name])[0][0] for name in ("465-killed-side-1", "572-killed-side-2")]
    assert all(start < x < start + 6 for start, x in zip(starts, lowest, strict=True))
    assert ends[0] > centres(found["3230-killed-mnla"])[0][0] + 20  # its highest claim has an open end
    assert ends[1] - 6 < centres(found["615-killed-side-2"])[0][0] < ends[1]
    assert "Range: from “1” (MNLA)" in (bands[0][0].text or "")


def test_how_badly_and_until_when_stands_in_the_label_and_not_only_in_the_tooltip() -> None:
    found = marks(drawn(battle()))
    labels = {key: " ".join(t.text or "" for t in mark.iter(f"{SVG}text")) for key, mark in found.items()}
    assert labels["2946-killed-mnla"].endswith("(as of 2012-11-17)")
    assert labels["3202-wounded-mujao"].endswith("(limited to Abdoul Hakim's troops, seriously)")
    assert "(" not in labels["465-killed-side-1"]


def test_the_legend_has_what_is_drawn_and_nothing_else() -> None:
    def words(comparison: Comparison) -> set[str]:
        [found] = [g for g in drawn(comparison).iter(f"{SVG}g") if g.attrib.get("class") == "legend"]
        return {text.text or "" for text in found.iter(f"{SVG}text")}

    assert words(made((7, 7))) == {"says so of its own side"}
    assert words(made((7, None))) == {"says so of its own side", "that many or more"}
    assert words(made((None, 7), (1, 2), (None, None))) == {
        "says so of its own side",
        "that many or fewer",
        "a range of numbers",
        "slanted words: no bounds",
    }
    assert "from the lowest to the highest claim" in words(battle())


@pytest.mark.parametrize(
    "comparison",
    [
        battle(),
        ambush(),
        made((4, 4)),
        made((0, 0)),
        made(*((n**3, n**3) for n in range(60))),
        made((10**30, 10**30), (0, 0), (1, 1), (None, 10**12), (10**9, None)),
        made((10**400, None), (3, 3)),
        made((None, None)),
        made((5, 5), words="w" * 500),
        made((5, 5), words="many words " * 60),
        replace(battle(), rows=()),
    ],
    ids=["battle", "ambush", "one", "zero", "sixty", "huge", "vast", "vague", "long word", "long words", "none"],
)
def test_nothing_overlaps_and_everything_is_on_the_page(comparison: Comparison) -> None:
    root = drawn(comparison)
    height = float(root.attrib["viewBox"].split()[3])
    rows = []
    for mark in marks(root).values():
        label = [(float(t.attrib["y"]), float(t.attrib["x"]), t.text or "") for t in mark.iter(f"{SVG}text")]
        for x, y in centres(mark):
            assert 0 < x < label[0][1]
            assert 0 < y < height
        assert 0 < len(label) <= 3
        assert all(x + width(text, 11) <= WIDTH for _, x, text in label)
        rows.append((min(y for y, _, _ in label), max(y for y, _, _ in label)))
        for e in mark.iter(f"{SVG}line"):
            assert all(0 <= float(e.attrib[end]) <= WIDTH for end in ("x1", "x2"))
    rows.sort()
    assert all(above[1] + 11 <= below[0] for above, below in pairwise(rows))
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.attrib["y"]) < height
    for axis in (g for g in root.iter(f"{SVG}g") if g.attrib.get("class") == "axis"):
        ticks = [(float(t.attrib["x"]), width(t.text or "", 9.5)) for t in axis.iter(f"{SVG}text")]
        assert all(a + wide / 2 < b - other / 2 for (a, wide), (b, other) in pairwise(ticks))


def test_without_figures_it_says_so() -> None:
    root = drawn(replace(battle(), rows=()))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert "No report gives a figure of losses or strength for Battle of In-Delimane (2012)." in texts
    assert root[1].text == texts[1]


def test_foreign_words_stay_words() -> None:
    words = "<script>alert(1)</script>&lt;]]>\x00\x1b\ufffe\ud800\u202e\" onload='x"
    comparison = made((7, 7), words=words)
    comparison = replace(comparison, event=Node("https://example.org/\" onload='x", words))
    text = as_svg(comparison)
    text.encode()
    root = drawn(comparison)
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "text",
        "line",
        "circle",
    }
    assert not any(name.startswith("on") for e in root.iter() for name in e.attrib)
    assert re.fullmatch(r"[A-Za-z0-9 -]+", root.attrib["aria-labelledby"])
    assert "<script>alert(1)</script>&lt;]]>\\x00\\x1b" in (root[0].text or "")


def test_nothing_outside_the_file_is_referred_to() -> None:
    text = as_svg(battle())
    names = {name for e in drawn(battle()).iter() for name in e.attrib}
    assert not {name for name in names if "href" in name or name in ("style", "src")}
    assert "url(" not in text
    assert re.findall(r"https?://(?!w3id\.org/indelgraph/claim/)[^\"<]*", text) == ["http://www.w3.org/2000/svg"]
