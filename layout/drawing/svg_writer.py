"""A picture as one SVG file: text stays text, in a font that is embedded.

Layers and parts are groups with an id and a title. There are no scripts, no dates and no references to
other files; all text is set as text of the tree, never as markup.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from functools import singledispatch
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

from layout.drawing.letter_forms import BOLD, DROP, HALO, HATCH_THICK, SHIELD
from layout.drawing.palette import LIGHT_THEME
from layout.drawing.picture import Label, Path, Picture, Point
from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine
from layout.drawing.text_metrics import FAMILY, font_file, legible

Element = ElementTree.Element
# Fonts for programs that do not read an embedded one.
_OTHERS = ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")


def write_svg(picture: Picture, size: tuple[float, float] | None = None, title: str = "") -> bytes:
    """Return a picture as the bytes of an SVG (UTF-8) of `size` (width, height) pixels, else of its own size.

    Equal pictures give equal bytes. Raises RuntimeError where the packaged font is not installed.
    """
    width, height = size or (picture.width, picture.height)
    root = _root(picture, width, height)
    _under(root, "title").text = legible(title)
    _under(root, "style").text = _face(picture)
    _patterns(root, picture)
    _under(root, "rect", width="100%", height="100%", fill=picture.background)
    for layer in picture.layers:
        group = _under(root, "g", id=legible(layer.id))
        _under(group, "title").text = legible(layer.name)
        for part in layer.parts:
            part_group = _under(group, "g", id=legible(part.key))
            _under(part_group, "title").text = legible(part.name)
            for shape in part.shapes:
                _put(shape, part_group)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def inline_svg(picture: Picture, title: str) -> str:
    """Return a picture as markup within a page: in the reader's own fonts, without names of parts.

    All text is escaped.
    """
    root = _root(picture, picture.width, picture.height)
    root.attrib |= {"role": "img", "aria-label": legible(title)}
    _patterns(root, picture)
    _under(root, "rect", width="100%", height="100%", fill=picture.background)
    for shape in _shapes(picture):
        _put(shape, root)
    return str(ElementTree.tostring(root, encoding="unicode"))


def _root(picture: Picture, width: float, height: float) -> Element:
    families = ", ".join(f"'{f}'" if " " in f else f for f in (FAMILY, *_OTHERS))
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg", "width": _n(width), "height": _n(height),
        "viewBox": f"0 0 {_n(picture.width)} {_n(picture.height)}", "font-family": families,
        "stroke-linejoin": "round",
    }  # fmt: skip
    return Element("svg", attributes)


def _under(parent: Element, tag: str, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, tag, {k.replace("_", "-"): v for k, v in attributes.items()})


def _outline(ring: Sequence[Point]) -> str:
    """Return the points of a line as path data: the first as it is, each other by its way from the last."""
    points = [(round(x, 2), round(y, 2)) for x, y in ring]
    # Steps are short where coordinates are long; of rounded points they add up to those points again.
    steps = (f"{_n(x - u)} {_n(y - v)}" for (u, v), (x, y) in pairwise(points))
    way = " ".join(steps).replace(" -", "-")
    return f"M{_n(points[0][0])} {_n(points[0][1])}" + (f"l{way}" if way else "")


def _n(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _paint(name: str) -> str:
    return LIGHT_THEME.get(name, name) or "none"


def _shapes(picture: Picture) -> Iterable[Any]:
    return (s for layer in picture.layers for part in layer.parts for s in part.shapes)


def _face(picture: Picture) -> str:
    """Return the style that embeds the packaged font, reduced to the letters of the picture."""
    # Only a file of its own embeds a font: what cuts one is loaded for that alone.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    characters = {c for s in _shapes(picture) if isinstance(s, Label | TextLine) for c in legible(s.text)}
    # The font keeps its time of change, so that equal pictures give equal files.
    font = TTFont(font_file(), recalcTimestamp=False, lazy=True)
    options = subset.Options(flavor="woff", layout_features=["kern"], name_IDs=[1, 2], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    out = io.BytesIO()
    font.flavor = "woff"
    font.save(out, reorderTables=None)
    encoded = base64.b64encode(out.getvalue()).decode("ascii")
    return f"@font-face{{font-family:'{FAMILY}';src:url(data:font/woff;base64,{encoded}) format('woff')}}"


def _patterns(root: Element, picture: Picture) -> None:
    hatches = {_hatch_id(s): s for s in _shapes(picture) if isinstance(s, Path) and s.hatch}
    if not hatches:
        return
    definitions = _under(root, "defs")
    for name, path in hatches.items():
        (angle, gap), colour = path.lay, path.hatch
        side = _n(gap)
        # In units of the drawing, so that the stripes of neighbours meet.
        tile = _under(
            definitions, "pattern", id=name, width=side, height=side,
            patternUnits="userSpaceOnUse", patternTransform=f"rotate({90 - angle})",
        )  # fmt: skip
        _under(tile, "rect", width=_n(HATCH_THICK), height=side, fill=colour)


def _hatch_id(path: Path) -> str:
    return "-".join(["hatch", path.hatch[1:], *(_n(part) for part in path.lay)])


@singledispatch
def _put(shape: Any, parent: Element) -> None:
    raise TypeError(type(shape))


@_put.register
def _(path: Path, parent: Element) -> None:
    end = "Z" if path.closed else ""
    data = "".join(_outline(ring) + end for ring in path.rings)
    fill = f"url(#{_hatch_id(path)})" if path.hatch else path.fill
    style = {"fill": fill if path.closed and fill else "none"}
    if len(path.rings) > 1:
        style["fill-rule"] = "evenodd"
    if path.opacity != 1:
        style["fill-opacity"] = f"{path.opacity:g}"
    if path.edge:
        style |= {"stroke": path.edge, "stroke-width": _n(path.line_width)}
        if path.edge_opacity != 1:
            style["stroke-opacity"] = f"{path.edge_opacity:g}"
    if path.edge and path.dash:
        style["stroke-dasharray"] = " ".join(map(_n, path.dash))
        if path.dash[0] <= path.line_width:
            style["stroke-linecap"] = "round"
    _under(parent, "path", d=data, **style)


@_put.register
def _(box: FilledRectangle, parent: Element) -> None:
    size = {"width": _n(box.width), "height": _n(box.height)}
    style = {"fill": _paint(box.fill), "fill-opacity": f"{box.opacity:g}"}
    edge = {"stroke": _paint(box.edge), "stroke-width": "2"} if box.edge else {}
    _under(parent, "rect", x=_n(box.x), y=_n(box.y), **size, **style, **edge)


@_put.register
def _(dot: Dot, parent: Element) -> None:
    edge = {"stroke": _paint(dot.edge), "stroke-width": "2"} if dot.edge else {}
    _under(parent, "circle", cx=_n(dot.x), cy=_n(dot.y), r=_n(dot.radius), fill=_paint(dot.fill), **edge)


@_put.register
def _(stroke: StraightLine, parent: Element) -> None:
    ends = {"x1": _n(stroke.x), "y1": _n(stroke.y), "x2": _n(stroke.to_x), "y2": _n(stroke.to_y)}
    _under(parent, "line", **ends, stroke=_paint(stroke.colour), stroke_width=_n(stroke.line_width))


@_put.register
def _(words: TextLine, parent: Element) -> None:
    style = {"text-anchor": words.anchor, "font-size": _n(words.size), "fill": _paint(words.colour)}
    _under(parent, "text", x=_n(words.x), y=_n(words.y), **style, **_bold(words)).text = legible(words.text)


@_put.register
def _(label: Label, parent: Element) -> None:
    if label.shield:
        _under(
            parent, "rect", x=_n(label.x - label.width / 2), y=_n(label.y - label.height / 2),
            width=_n(label.width), height=_n(label.height), rx=_n(SHIELD), fill=label.shield,
            stroke=label.shield_edge,
        )  # fmt: skip
    gap = label.spacing * label.size
    # The last letter is spaced too, which moves the middle by half a gap.
    at = {"x": _n(label.x + gap / 2), "y": _n(label.y + label.size * DROP), "text-anchor": "middle"}
    at |= {"font-size": _n(label.size)} | ({"letter-spacing": _n(gap)} if gap else {})
    if label.halo:
        edge = HALO + (BOLD * label.size if label.bold else 0)
        # The halo is a text of its own, of which a screen reader must say nothing.
        style = {"fill": "none", "stroke": label.halo, "stroke-width": _n(edge), "aria-hidden": "true"}
        _under(parent, "text", **at, **style).text = legible(label.text)
    _under(parent, "text", **at, fill=label.colour, **_bold(label)).text = legible(label.text)


def _bold(text: TextLine | Label) -> dict[str, str]:
    """Return the attributes that make letters bold in a font of one weight: a line around them."""
    return {"stroke": _paint(text.colour), "stroke-width": _n(BOLD * text.size)} if text.bold else {}
