"""A figure as SVG nodes for the web page: no ids, no styles, colours of the theme as CSS variables."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

import matplotlib
from matplotlib.figure import Figure

from layout.drawing.palette import LIGHT_THEME
from layout.drawing.scene import BODY, Scene, ShapeGroup
from layout.words.nodes import Node, h

# Colours by which the roles of the theme are told apart in matplotlib's SVG; none reaches the page.
STAND_INS: Mapping[str, str] = {role: f"#{n:06x}" for n, role in enumerate(LIGHT_THEME, 0xFE0001)}
_ROLES = {colour: role for role, colour in STAND_INS.items()}
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
# Text stays text; ids are random without a salt.
_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "layout"}
_TIES = {"sel": "data-site", "segment": "data-segment", "cluster": "data-cluster", "element": "data-element"}


def svg_node(scene: Scene, figure: Figure) -> Node:
    """Return a scene, drawn as `figure`, as one SVG node; equal scenes give equal nodes."""
    out = io.BytesIO()
    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        # The browser draws the letters in its own font: a glyph that is missing here does not matter.
        warnings.filterwarnings("ignore", "Glyph .* missing")
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(out.getvalue())  # noqa: S314  our own drawing, no foreign text
    top = h("svg", viewBox=f"0 0 {_short(scene.width)} {_short(scene.height)}")
    nodes: dict[int, Node] = {-1: top}
    for number, shape in _shapes(root):
        _node(number, scene, nodes).append(shape)
    return top


def _node(number: int, scene: Scene, nodes: dict[int, Node]) -> Node:
    """Return the node of a group, added to the drawing at its first shape."""
    if number not in nodes:
        nodes[number] = _group(scene.groups[number])
        _node(scene.groups[number].parent, scene, nodes).append(nodes[number])
    return nodes[number]


def _group(group: ShapeGroup) -> Node:
    ties = {_TIES[k]: v for k, v in group.filter_keys if k in _TIES}
    go = dict(group.patch)
    title = h("title", group.title) if group.title else None
    if not go:
        return h("g", title, **ties)
    # A filter is switched on and off; a site is selected.
    pressed = None if "sel" in go else "false"
    return h("g", title, role="button", tabindex="0", aria_pressed=pressed, go=go, **ties)


def _shapes(root: ElementTree.Element) -> Iterator[tuple[int, Node]]:
    for group in root.iter(f"{_SVG}g"):
        number = re.fullmatch(r"g(-?\d+)", group.get("id", ""))
        if number:
            yield from ((int(number[1]), _shape(part)) for part in group if part.tag != f"{_SVG}g")


def _shape(part: ElementTree.Element) -> Node:
    style = dict(re.findall(r"([\w-]+):\s*([^;]+)", part.get("style", "")))
    if part.tag == f"{_SVG}text":
        return _text(part, style)
    paint = _paint(style)
    return _path(part.get("d", ""), paint)


def _text(part: ElementTree.Element, style: Mapping[str, str]) -> Node:
    size = _short(float(style["font-size"].removesuffix("px")))
    attributes = {
        "x": _short(float(part.get("x", "0"))),
        "y": _short(float(part.get("y", "0"))),
        "font-size": size if size != _short(BODY) else None,
        "font-weight": style.get("font-weight"),
        "text-anchor": style["text-anchor"] if style.get("text-anchor") != "start" else None,
        "fill": _colour(style["fill"]) if style["fill"] != STAND_INS["ink"] else None,
    }
    return h("text", part.text or "", **attributes)


def _paint(style: Mapping[str, str]) -> dict[str, str | None]:
    """Return fill and stroke as attributes, leaving out the defaults of SVG."""
    stroke = style.get("stroke")
    return {
        "fill": _colour(style.get("fill", "#000000")),
        "fill-opacity": style.get("fill-opacity"),
        "stroke": _colour(stroke) if stroke else None,
        "stroke-width": style.get("stroke-width", "1") if stroke else None,
        "stroke-dasharray": _dashes(style.get("stroke-dasharray", "")),
    }


def _dashes(value: str) -> str | None:
    return " ".join(_short(float(n)) for n in value.split(",")) if value[:1].isdigit() else None


def _colour(value: str) -> str:
    value = value.lower()
    return f"var(--{_ROLES[value]})" if value in _ROLES else value


def _path(data: str, paint: Mapping[str, Any]) -> Node:
    """Return a path as the element that it draws: a line, a circle or a rectangle."""
    numbers = [float(n) for n in _NUMBER.findall(data)]
    xs, ys = numbers[::2], numbers[1::2]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    # Curves come from circles only, and an open path is a straight line.
    if "C" in data:
        middle = {"cx": _short((left + right) / 2), "cy": _short((top + bottom) / 2)}
        return h("circle", **middle, r=_short((right - left) / 2), **paint)
    if "z" not in data:
        return h("path", d=_line(xs, ys), **paint)
    size = {"width": _short(right - left), "height": _short(bottom - top)}
    return h("rect", x=_short(left), y=_short(top), **size, **paint)


def _line(xs: Sequence[float], ys: Sequence[float]) -> str:
    points = [f"{_short(x)} {_short(y)}" for x, y in zip(xs, ys, strict=True)]
    return "M" + "L".join(points)


def _short(value: float) -> str:
    """Write a number with at most one decimal, and zero without a sign."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
