"""The areas of the layout, one layer each: members' ground, hatch, outline and name."""

from __future__ import annotations

import shapely

from layout.maps.canvas import Canvas, Outline
from layout.plan.model import Element
from layout.plan.outlines import split_edges
from layout.plan.shapes import MemberArea


def add(canvas: Canvas) -> None:
    """Draw every element that is an area, in the order of the plan."""
    for element in canvas.plan.elements:
        if element.id in canvas.shapes.elements:
            _area(canvas, element)


def _area(canvas: Canvas, element: Element) -> None:
    group = canvas.add_layer(f"element-{element.id}", element.name(canvas.lang), element.colour)
    members = [m for m in canvas.shapes.members if m.element == element.id]
    # The ground of a site in two elements is solid in the one on top, and hatched in the other.
    for style, solid in (("member", True), ("hatch", False)):
        items = [(m.geometry, _facts(canvas, m)) for m in members if m.solid is solid]
        if items:
            canvas.add_paths(group, style, items, "lt-member")
    borders, cut = split_edges(canvas.shapes.elements[element.id], canvas.shapes.cuts)
    # A line drawn for want of a border must not look like one.
    edges: list[Outline] = [
        (borders, {"element": element.id}),
        (cut, {"element": element.id, "schematic": True}),
    ]
    canvas.add_paths(group, "outline", [(g, facts) for g, facts in edges if not g.is_empty], "lt-line")
    canvas.add_label(
        element.name(canvas.lang),
        "element",
        _spots(members),
        layer=f"element-{element.id}",
        element=element.id,
        colour=element.colour,
    )


def _facts(canvas: Canvas, member: MemberArea) -> dict[str, object]:
    return {
        "element": member.element,
        "site": member.site,
        "strength": canvas.plan.term[f"rank:{member.rank}"].weight,
        "schematic": member.schematic,
    }


def _spots(members: list[MemberArea]) -> list[tuple[float, float]]:
    """Return label spots: the roomiest points of the element's own and other ground."""
    # Hatched ground belongs to another element as well: the name goes on solid ground if there is any.
    solid = shapely.union_all([m.geometry for m in members if m.solid] or [members[0].geometry])
    parts = sorted(shapely.get_parts(solid), key=lambda p: -p.area)
    # The result is the radius as a line that begins at the circle's centre.
    wide = [shapely.maximum_inscribed_circle(p).coords[0] for p in parts[:2]]
    middle = solid.representative_point()
    single = [m.geometry.representative_point() for m in members if m.solid]
    spots = [*wide, (middle.x, middle.y), *((p.x, p.y) for p in single)]
    shifts = (0.0, 0.014, -0.014, 0.028, -0.028)  # degrees of latitude; 0.014 is about 1.6 km
    return [(y + dy, x) for x, y in spots for dy in shifts]
