"""Pictures as native shapes: holes, stripes, dashes, shields, letters, in groups that fit them."""

from __future__ import annotations

from itertools import count, pairwise
from typing import Any

import pytest
from pptx.oxml.ns import qn

from layout.drawing.picture import Label, Layer, Part, Path, Picture
from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine
from layout.exports.deck.deck_theme import DeckTheme, contrast_on_paper, readable_colour
from layout.exports.deck.picture_shapes import PictureFrame, picture_group
from layout.exports.rectangle import Rect

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
HOLE = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))


def group_of(*shapes: Any, scale: float = 2.0) -> Any:
    """Draw one part of the shapes, at 10, 20 points."""
    numbers = count(1)
    easel = PictureFrame(Rect(10, 20, 400 * scale, 300 * scale), scale, DeckTheme("en"), lambda: next(numbers))
    layers = (Layer("l", "Layer", (Part("p", "Part", shapes),)), Layer("e", "Empty", ()))
    return picture_group(Picture(400, 300, "#efede6", layers), "Map", "About", easel)


def part(*shapes: Any, scale: float = 2.0) -> list[Any]:
    """Return the shapes of the one part."""
    (layer,) = group_of(*shapes, scale=scale).findall(qn("p:grpSp"))
    return [*layer.iter(qn("p:sp"))]


def place(shape: Any) -> tuple[int, ...]:
    """Return x, y, width and height in points."""
    xfrm = shape.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
    return tuple(round(int(v) / 12700) for e in xfrm for v in e.attrib.values())


def test_a_polygon_is_one_path_with_its_holes() -> None:
    (shape,) = part(Path((SQUARE, HOLE), True, fill="#123456", opacity=0.5, edge="#000000", line_width=1.5))
    assert place(shape) == (10, 20, 200, 200)
    (path,) = shape.iter(qn("a:path"))
    assert (path.get("w"), path.get("h"), path.get("fill")) == ("4000", "4000", None)
    assert len(path.findall(qn("a:moveTo"))) == len(path.findall(qn("a:close"))) == 2
    fill = shape.find(f"{qn('p:spPr')}/{qn('a:solidFill')}")
    assert fill[0].get("val") == "123456" and fill[0][0].get("val") == "50000"
    assert shape.find(f"{qn('p:spPr')}/{qn('a:ln')}").get("w") == str(3 * 12700)


def test_a_line_has_no_ground_and_keeps_its_dashes() -> None:
    (shape,) = part(Path((SQUARE[:3],), False, fill="#ffffff", edge="#b23a30", line_width=2, dash=(6, 4)))
    (path,) = shape.iter(qn("a:path"))
    assert path.get("fill") == "none" and path.find(qn("a:close")) is None
    (dash,) = shape.iter(qn("a:ds"))
    assert (dash.get("d"), dash.get("sp")) == ("300000", "200000")


def test_a_hatch_is_stripes_within_the_ground() -> None:
    stripes, edge = part(Path((SQUARE, HOLE), True, hatch="#b23a30", edge="#b23a30"))
    (path,) = stripes.iter(qn("a:path"))
    ends = [(int(p.get("x")), int(p.get("y"))) for p in path.iter(qn("a:pt"))]
    # Eight pixels apart, as in other files; a path's unit is a twentieth of a point.
    sums = sorted({round((x + y) / 20) for x, y in ends})
    steps = {b - a for a, b in pairwise(sums) if b - a > 1}
    assert len(sums) > 15 and max(abs(s - 2 * 8 * 2**0.5) for s in steps) <= 1
    assert all(-1 <= x <= 4001 and -1 <= y <= 4001 for x, y in ends)
    # None has its middle in the hole.
    middles = [((a[0] + b[0]) / 80, (a[1] + b[1]) / 80) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    assert not any(41 < x < 59 and 41 < y < 59 for x, y in middles)
    assert edge.find(f"{qn('p:spPr')}/{qn('a:noFill')}") is not None


def test_a_path_without_length_is_no_shape() -> None:
    assert group_of(Path((((1.0, 1.0),), ()), True, fill="#123456")).findall(qn("p:grpSp")) == []


def test_letters_stand_where_they_were_put() -> None:
    (label,) = part(Label(50, 50, 40, 10, "S4", 8.0, True, "#111111", "#ffffff", 0.1, "#fcfbf8", "#cfcbc0"))
    assert place(label) == (70, 110, 80, 20)
    props = next(label.iter(qn("a:rPr")))
    assert (props.get("sz"), props.get("b"), props.get("spc")) == ("1600", "1", "160")
    assert label.find(f".//{qn('a:bodyPr')}").get("wrap") == "none"
    assert next(label.iter(qn("a:glow")), None) is not None
    assert label.find(f"{qn('p:spPr')}/{qn('a:prstGeom')}").get("prst") == "roundRect"
    (words,) = part(TextLine(100, 50, "words", 10, anchor="end"))
    assert place(words)[0] + place(words)[2] == 210


@pytest.mark.parametrize(("anchor", "align"), [("start", "l"), ("middle", "ctr"), ("end", "r")])
def test_a_name_keeps_its_end_and_a_veil_below_it(anchor: str, align: str) -> None:
    (name,) = part(Label(50, 50, 40, 10, "Park", 8.0, halo="#fcfbf8", anchor=anchor))
    assert next(name.iter(qn("a:pPr"))).get("algn") == align
    fill = name.find(f"{qn('p:spPr')}/{qn('a:solidFill')}")
    assert 0 < int(fill[0].find(qn("a:alpha")).get("val")) < 100_000
    (bare,) = part(Label(50, 50, 40, 10, "Sea", 8.0))
    assert bare.find(f"{qn('p:spPr')}/{qn('a:solidFill')}") is None


@pytest.mark.parametrize(
    ("shape", "expected"),
    [(FilledRectangle(1, 2, 3, 4, "ink"), (12, 24, 6, 8)), (Dot(10, 10, 5, "paper"), (20, 30, 20, 20)), (StraightLine(0, 0, 5, 0, "hair"), (10, 20, 10, 0))],
)  # fmt: skip
def test_plain_forms(shape: Any, expected: tuple[int, ...]) -> None:
    (element,) = part(shape)
    assert place(element) == expected


def test_a_group_is_as_large_as_what_it_holds() -> None:
    root = group_of(FilledRectangle(10, 10, 20, 20, "ink"), Dot(100, 50, 10, "paper"))
    layer = root.find(qn("p:grpSp"))
    element = {
        e.tag.rpartition("}")[2]: [int(v) // 12700 for v in e.attrib.values()]
        for e in layer.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
    }
    assert element["off"] == element["chOff"] == [30, 40]
    assert element["ext"] == element["chExt"] == [200, 100]
    ids = [e.get("id") for e in root.iter(qn("p:cNvPr"))]
    assert len(ids) == len(set(ids))
    assert [e.get("name") for e in root.iter(qn("p:cNvPr"))][:2] == ["Map", "Map"]


@pytest.mark.parametrize("colour", ["#E69F00", "#009E73", "#26231c", "#ffffff"])
def test_a_colour_for_words_can_be_read_on_paper(colour: str) -> None:
    dark = readable_colour(colour)
    assert contrast_on_paper([int(dark[i : i + 2], 16) for i in (1, 3, 5)]) >= 4.5
