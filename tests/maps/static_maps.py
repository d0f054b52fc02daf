"""What the tests of the static map share: its views, and the boxes of what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from layout.drawing.picture import Label, Part, Path, Picture
from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine
from layout.drawing.text_metrics import advance_width
from layout.view.view import View

PixelBox = tuple[float, float, float, float]


def view_of(case: Any, lang: str = "zh", **rest: Any) -> View:
    """Make a view of a case."""
    return View(case.plan.district.id, case.plan.edition.id, lang, **rest)


def views(case: Any, lang: str = "zh") -> Iterator[View]:
    """Yield the whole, each element, cluster and level, parks and a town selected, a layer off."""
    plan = case.plan
    yield view_of(case, lang)
    for element in plan.elements:
        yield view_of(case, lang, element=(element.id,))
    carried = {k.cluster for s in plan.sites for k in s.carries}
    for cluster in (c for c in plan.clusters if c.id in carried):
        yield view_of(case, lang, cluster=(cluster.id,))
    for level in plan.district.levels:
        yield view_of(case, lang, level=(level.id,))
    for site in (*plan.of_type("park")[:2], plan.of_type("town")[0]):
        yield view_of(case, lang, sel=site.id)
    yield view_of(case, lang, off=("links", "zones"))


def parts(picture: Picture, *layers: str) -> dict[str, Part]:
    """Return the parts of a picture, or of some of its layers, by key."""
    members = [p for layer in picture.layers if not layers or layer.id in layers for p in layer.parts]
    assert len({p.key for p in members}) == len(members)
    return {p.key: p for p in members}


def box(shape: Any) -> PixelBox:
    """Return the box of a shape without the width of its line."""
    if isinstance(shape, Path):
        xs, ys = zip(*(p for ring in shape.rings for p in ring), strict=True)
        return min(xs), min(ys), max(xs), max(ys)
    if isinstance(shape, Label):
        return (
            shape.x - shape.width / 2,
            shape.y - shape.height / 2,
            shape.x + shape.width / 2,
            shape.y + shape.height / 2,
        )
    if isinstance(shape, Dot):
        return shape.x - shape.radius, shape.y - shape.radius, shape.x + shape.radius, shape.y + shape.radius
    if isinstance(shape, TextLine):
        width = advance_width(shape.text, shape.size)
        left = shape.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * width
        return left, shape.y - 0.85 * shape.size, left + width, shape.y + 0.12 * shape.size
    if isinstance(shape, StraightLine):
        return (
            min(shape.x, shape.to_x),
            min(shape.y, shape.to_y),
            max(shape.x, shape.to_x),
            max(shape.y, shape.to_y),
        )
    assert isinstance(shape, FilledRectangle)
    return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height


def hull(part: Part) -> PixelBox:
    """Return the box of a whole part."""
    lefts, tops, rights, bottoms = zip(*map(box, part.shapes), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def meet(a: PixelBox, b: PixelBox, slack: float = 0.0) -> bool:
    """Tell whether boxes lie upon each other by more than `slack` pixels both ways."""
    return min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack


def words(part: Part) -> str:
    """Return all words of a part, without the breaks between its lines."""
    return "".join(s.text for s in part.shapes if isinstance(s, TextLine | Label)).replace(" ", "")
