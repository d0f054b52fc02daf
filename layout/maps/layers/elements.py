"""The elements of the layout, one layer each: members' ground, hatch and outline, or a schematic shape."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layout.maps.canvas import Canvas, Outline
from layout.maps.label_sides import line_sides, point_sides
from layout.plan.courses import AXIS, HUB, ElementCourse
from layout.plan.model import Element
from layout.plan.outlines import split_edges
from layout.plan.shapes import MemberArea
from layout.words.roles import mark_inferred

# Points of a grid in each direction, and how many of them a name may try at last.
_GRID, _MOST_SPOTS = 16, 10
_SHIFTS = (0.0, 0.014, -0.014, 0.028, -0.028)  # degrees of latitude; 0.014 is about 1.6 km


def add(canvas: Canvas) -> None:
    """Draw every element that has ground or a shape, in the order of the plan."""
    courses = {c.element: c for c in canvas.shapes.courses}
    for element in canvas.plan.elements:
        if element.id in courses:
            _course(canvas, element, courses[element.id])
        elif element.id in canvas.shapes.elements:
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
    whole: dict[str, Any] = {"element": element.id}
    # Of an area whose members are all inferred the outline is inferred as well, and its name says so.
    basis = "inferred" if all(m.basis == "inferred" for m in members) else ""
    whole |= {"inferred": True} if basis else {}
    # A line drawn for want of a border must not look like one.
    edges: list[Outline] = [(borders, whole), (cut, whole | {"schematic": True})]
    canvas.add_paths(group, "outline", [(g, facts) for g, facts in edges if not g.is_empty], "lt-line")
    _label(canvas, element, _spots(members), basis)


def _course(canvas: Canvas, element: Element, course: ElementCourse) -> None:
    group = canvas.add_layer(f"element-{element.id}", element.name(canvas.lang), element.colour)
    pane = "lt-line" if course.form == AXIS else "lt-member"
    facts = {"element": element.id, "schematic": True}
    parts: list[Outline] = [(course.stated, facts)]
    parts += [(course.inferred, facts | {"inferred": True})] if course.inferred is not None else []
    canvas.add_paths(group, course.form, [(g, f) for g, f in parts if not g.is_empty], pane)
    basis = "inferred" if course.stated.is_empty else ""
    if course.axis is None and course.form != HUB:
        _label(canvas, element, _around(_roomiest(course.geometry), course.geometry), basis)
        return
    if course.axis is None:
        sides, kind = point_sides(course.geometry), "point"
    else:
        band = None if course.form == AXIS else course.geometry
        roads = {c.id for c in canvas.shapes.context if c.geometry.geom_type.endswith("LineString")}
        lined = not roads.isdisjoint(element.extent.along)
        sides, kind = line_sides(course.axis, band), "line" if band is None else "lined" if lined else "band"
    _label(canvas, element, [spot for three in sides for spot in three], basis, sides=kind)


def _label(
    canvas: Canvas, element: Element, spots: list[tuple[float, float]], basis: str = "", **facts: str
) -> None:
    canvas.add_label(
        mark_inferred(element.name(canvas.lang), basis, canvas.lang),
        "element",
        spots,
        layer=f"element-{element.id}",
        element=element.id,
        colour=element.colour,
        **facts,
    )


def _facts(canvas: Canvas, member: MemberArea) -> dict[str, object]:
    inferred = {"inferred": True} if member.basis == "inferred" else {}
    return {
        "element": member.element,
        "site": member.site,
        "strength": canvas.plan.term[f"rank:{member.rank}"].weight,
        "schematic": member.schematic,
        **inferred,
    }


def _spots(members: list[MemberArea]) -> list[tuple[float, float]]:
    """Return label spots: the roomiest points of the element's own and other ground."""
    # Hatched ground belongs to another element as well: the name goes on solid ground if there is any.
    solid = shapely.union_all([m.geometry for m in members if m.solid] or [members[0].geometry])
    single = [m.geometry.representative_point() for m in members if m.solid]
    spots = [*_roomiest(solid), *((p.x, p.y) for p in single)]
    shared = shapely.union_all([m.geometry for m in members])
    # Where none is free it goes on ground that it shares, at last over its border: it is named all the same.
    return list(dict.fromkeys([*_around(spots, solid), *_around(spots, shared), *_shifted(spots)]))


def _roomiest(shape: BaseGeometry) -> list[tuple[float, float]]:
    parts = sorted(shapely.get_parts(shape), key=lambda p: -p.area)
    # The result is the radius as a line that begins at the circle's centre.
    wide = [shapely.maximum_inscribed_circle(p).coords[0] for p in parts[:2]]
    middle = shape.representative_point()
    return [*wide, (middle.x, middle.y)]


def _around(spots: list[tuple[float, float]], ground: BaseGeometry) -> list[tuple[float, float]]:
    # A name beyond its ground would be read as that of its neighbour.
    within = [(y, x) for y, x in _shifted(spots) if ground.intersects(shapely.Point(x, y))]
    return [*within, *_roomy_grid(ground)]


def _shifted(spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(round(y + dy, 5), round(x, 5)) for x, y in dict.fromkeys(spots) for dy in _SHIFTS]


def _roomy_grid(ground: BaseGeometry) -> list[tuple[float, float]]:
    """Return positions all over a ground, the farther from its border the earlier: one is free of symbols."""
    west, south, east, north = ground.bounds
    shares = [(n + 0.5) / _GRID for n in range(_GRID)]
    points = [
        shapely.Point(west + (east - west) * u, south + (north - south) * v) for u in shares for v in shares
    ]
    inside = [p for p in points if ground.contains(p)]
    return [
        (round(p.y, 5), round(p.x, 5))
        for p in sorted(inside, key=lambda p: -p.distance(ground.boundary))[:_MOST_SPOTS]
    ]
