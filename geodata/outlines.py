"""Outlines of places and parks: published, or made from what is known of them, each with its precision.

Geometry is in WGS-84 degrees, x longitude and y latitude. What cannot be made is told as a fault.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import shapely
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from . import crs
from .boundary_lines import (
    OPPOSITE,
    SIDES,
    facing_line,
    frame_around,
    ground_beside,
    road_line,
    straight_line,
)

AREA_LIMIT_PERCENT = 10.0  # a drawn area that differs more from the published one is warned of
_FRAME_DEG = 0.3  # around the towns, within which lines are drawn on
_NEAR_DEG = 0.02  # around the towns of a part, about 2 km: where a road's course counts
_SLIVER = 1e-10  # square degrees, about a square metre


class OutlineKind(StrEnum):
    """How the outline of a site is known: published, or made in one of these ways."""

    PUBLISHED = "published"
    CUT = "cut"
    PART = "part"
    SIDES = "sides"
    UNION = "union"
    DISC = "disc"


MADE_KINDS = tuple(kind for kind in OutlineKind if kind is not OutlineKind.PUBLISHED)


@dataclass(frozen=True)
class Outline:
    """The outline of a site in WGS-84 degrees; `schematic` where some of its edge is no published border."""

    kind: OutlineKind
    geometry: BaseGeometry
    schematic: bool


@dataclass(frozen=True)
class Plot:
    """What is known of the ground of one place or park.

    `shape` is its published geometry in WGS-84 degrees, `record` its field `outline`, `towns` are ids.
    One that `has_role` and an area in km² but no outline is a disc of that area.
    """

    shape: BaseGeometry | None
    record: Mapping[str, Any] | None
    towns: tuple[str, ...]
    area_km2: float | None
    has_role: bool = False


@dataclass(frozen=True)
class OutlineFault:
    """What keeps the outline of a site from being made: the field, and the wording's code and values."""

    site: str
    path: str
    code: str
    values: Mapping[str, Any]


def plot_of(values: Mapping[str, Any], shape: BaseGeometry | None, has_role: bool) -> Plot:
    """Return what the fields of a place or park say of its ground."""
    area, record = values.get("area_km2"), values.get("outline")
    # An empty cell of a frame is NaN, which is unequal to itself.
    return Plot(
        shape,
        record if isinstance(record, dict) else None,
        _names(values.get("town")),
        area if area and area == area else None,
        has_role,
    )


def area_difference(shape: BaseGeometry, published_km2: float) -> float:
    """Return by how many per cent a shape is larger than its published area; negative where smaller."""
    return 100 * (crs.area_km2(shape) / published_km2 - 1)


def kinds_of(record: Mapping[str, Any] | None) -> tuple[OutlineKind, ...]:
    """Return the kinds of outline that a record asks for: one, if it is right."""
    return tuple(kind for kind in MADE_KINDS if (record or {}).get(kind))


class OutlineMaker:
    """Make the outlines of all plots; `faults` gathers what is wrong with their records.

    `towns` and `context` are shapes by id, `plots` the places and parks.
    """

    def __init__(
        self,
        towns: Mapping[str, BaseGeometry],
        context: Mapping[str, BaseGeometry],
        plots: Mapping[str, Plot],
    ) -> None:
        """Keep what the outlines are made of."""
        self.towns = towns
        self.context = context
        self.plots = plots
        self.district = shapely.union_all(list(towns.values()))
        self.faults: list[OutlineFault] = []
        self._outlines: dict[str, Outline | None] = {}
        self._begun: list[str] = []

    def outlines(self) -> dict[str, Outline]:
        """Return the outline of each plot that has one, by id."""
        each = {site: self._outline(site) for site in self.plots}
        return {site: outline for site, outline in each.items() if outline}

    def _outline(self, site: str) -> Outline | None:
        if site not in self._outlines:
            self._begun.append(site)
            outline = self._made(site, self.plots[site])
            self._begun.pop()
            self._outlines[site] = outline
        return self._outlines[site]

    def _made(self, site: str, plot: Plot) -> Outline | None:
        if plot.shape is not None and plot.shape.geom_type.endswith("Polygon"):
            return Outline(OutlineKind.PUBLISHED, plot.shape, False)
        kinds = kinds_of(plot.record)
        if not kinds and plot.has_role and plot.area_km2 and plot.shape is not None:
            kinds = (OutlineKind.DISC,)
        if len(kinds) != 1:
            return None
        (kind,) = kinds
        make: Mapping[OutlineKind, Callable[[str, Plot], BaseGeometry | None]] = {
            OutlineKind.CUT: self._cut,
            OutlineKind.PART: self._part,
            OutlineKind.SIDES: self._sides,
            OutlineKind.UNION: self._union,
            OutlineKind.DISC: self._disc,
        }
        geometry = make[kind](site, plot)
        if geometry is None or geometry.is_empty:
            return None
        return Outline(kind, geometry, kind is not OutlineKind.UNION or self._union_is_schematic(plot))

    def _report(self, site: str, path: str, code: str, **values: Any) -> None:
        self.faults.append(OutlineFault(site, path, code, values))

    def _cut(self, _: str, plot: Plot) -> BaseGeometry | None:
        record = plot.record or {}
        town, side, at = self.towns.get(record["cut"]), record.get("side"), record.get("at")
        if town is None or side not in SIDES or at is None:
            return None
        low, high = (at, 180.0) if side in ("north", "east") else (-180.0, at)
        half = box(-180, low, 180, high) if side in ("north", "south") else box(low, -90, high, 90)
        return town.intersection(half)

    def _part(self, site: str, plot: Plot) -> BaseGeometry | None:
        record = (plot.record or {})["part"]
        side, along = record.get("side"), record.get("along")
        towns = [self.towns[t] for t in _names(record.get("of")) if t in self.towns]
        if side not in SIDES or not along or not towns:
            return None
        ground = shapely.union_all(towns)
        frame = frame_around([ground], _NEAR_DEG)
        beside = self._ground_at(site, "outline.part.along", along, (side, frame, side))
        if beside is None:
            return None
        part = ground.intersection(beside)
        if part.area < _SLIVER or ground.area - part.area < _SLIVER:
            self._report(site, "outline.part.along", "empty_side", value=along, side=side)
            return None
        return _area_of(part)

    def _sides(self, site: str, plot: Plot) -> BaseGeometry | None:
        record = (plot.record or {})["sides"]
        limits = {s: record[s] for s in SIDES if record.get(s) not in (None, "")}
        towns = [self.towns[t] for t in plot.towns if t in self.towns]
        if len(limits) < len(SIDES) and not towns:
            self._report(site, "outline.sides", "sides_few", options=[s for s in SIDES if s not in limits])
            return None
        frame = frame_around([self.district], _FRAME_DEG)
        grounds = [
            self._ground_at(site, f"outline.sides.{side}", limit, (OPPOSITE[side], frame, self._faced(side, limit, plot)))
            for side, limit in limits.items()
        ]
        if any(ground is None for ground in grounds):
            return None
        around = [shapely.union_all(towns)] if len(limits) < len(SIDES) else [frame]
        enclosed = shapely.intersection_all([*grounds, *around])
        if enclosed.area < _SLIVER:
            self._report(site, "outline.sides", "sides_nothing", options=list(limits))
            return None
        if enclosed.intersection(frame.boundary).length > 0:
            self._report(site, "outline.sides", "sides_open", options=list(limits))
            return None
        return self._within_district(_piece_at(_area_of(enclosed), plot.shape))

    def _faced(self, side: str, limit: Any, plot: Plot) -> str:
        """Return which border of a polygon is meant by a side: the far one of the site's own town."""
        return side if limit in plot.towns else OPPOSITE[side]

    def _within_district(self, shape: BaseGeometry) -> BaseGeometry:
        within = _area_of(shape.intersection(self.district))
        return shape if within.is_empty else within

    def _ground_at(
        self, site: str, path: str, limit: Any, how: tuple[str, Any, str]
    ) -> BaseGeometry | None:
        """Return the ground on a side of a limit: a number in degrees, or an id; `how` is the side that is
        kept, the frame, and which border of a polygon is the limit."""
        side, frame, faced = how
        if isinstance(limit, int | float):
            return ground_beside(straight_line(side, float(limit), frame), side, frame)
        shape = self._shape_of(site, path, str(limit))
        if shape is None:
            return None
        if shape.geom_type == "Point":
            at = shape.y if side in ("north", "south") else shape.x
            return ground_beside(straight_line(side, at, frame), side, frame)
        if shape.geom_type.endswith("Polygon"):
            return ground_beside(facing_line(shape, faced), side, frame, straight=True)
        line = road_line(shape, side, frame)
        if line is None:
            self._report(site, path, "line_across", value=limit, side=side)
            return None
        return ground_beside(line, side, frame)

    def _shape_of(self, site: str, path: str, name: str) -> BaseGeometry | None:
        """Return the shape of a town, road, place or park; a fault of the site where it has none."""
        if name in self._begun:
            self._report(site, path, "outline_circle", value=name)
            return None
        for shapes in (self.towns, self.context):
            if name in shapes:
                return shapes[name]
        plot = self.plots.get(name)
        if plot is None:
            options = [*self.towns, *self.context, *self.plots]
            self._report(site, path, "dangling", value=name, options=options)
            return None
        outline = self._outline(name)
        shape = outline.geometry if outline else plot.shape
        if shape is None:
            self._report(site, path, "outline_no_place", value=name)
        return shape

    def _union(self, site: str, plot: Plot) -> BaseGeometry | None:
        shapes = []
        for name in _names((plot.record or {})["union"]):
            shape = self._shape_of(site, "outline.union", name)
            if shape is not None and not shape.geom_type.endswith("Polygon"):
                self._report(site, "outline.union", "union_no_area", value=name)
            shapes += [shape] if shape is not None else []
        return _area_of(shapely.union_all(shapes)) if shapes else None

    def _union_is_schematic(self, plot: Plot) -> bool:
        parts = [self._outlines.get(name) for name in _names((plot.record or {})["union"])]
        return any(part is not None and part.schematic for part in parts)

    def _disc(self, site: str, plot: Plot) -> BaseGeometry | None:
        if not plot.area_km2 or not isinstance(plot.shape, Point):
            lacking = "geometry" if plot.area_km2 else "area_km2"
            self._report(site, "outline.disc", "disc_lacks", other=lacking)
            return None
        # The radius at which a disc has the published area; the cut by the border takes some of it away.
        disc = crs.disc(plot.shape.x, plot.shape.y, math.sqrt(plot.area_km2 * 1e6 / math.pi))
        towns = [self.towns[t] for t in plot.towns if t in self.towns]
        return disc.intersection(shapely.union_all(towns) if towns else self.district)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(value or "").split(";") if part.strip())


def _area_of(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape: where borders touch, an intersection holds lines and points too."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > _SLIVER]
    return shapely.union_all(parts)


def _piece_at(shape: BaseGeometry, at: BaseGeometry | None) -> BaseGeometry:
    """Return the part of a shape that a point lies in; all of it where it lies in none."""
    parts = shapely.get_parts(shape)
    return next((part for part in parts if at is not None and part.covers(at)), shape)


def without_cuts(
    towns: Mapping[str, BaseGeometry], records: Mapping[str, Mapping[str, Any]], outlines: Mapping[str, Outline]
) -> dict[str, BaseGeometry]:
    """Return each town without the zones cut out of it, which are administered apart from it.

    `records` are the fields `outline` by site.
    """
    ground = dict(towns)
    for site, outline in outlines.items():
        if outline.kind is OutlineKind.CUT:
            town = records[site]["cut"]
            ground[town] = ground[town].difference(outline.geometry)
    return ground


def overlap_share(shape: BaseGeometry, grounds: Iterable[BaseGeometry]) -> float:
    """Return how much of a polygon lies on grounds, 0 to 1; of a point whether it does."""
    ground = shapely.union_all(list(grounds))
    if shape.geom_type == "Point":
        return float(ground.covers(shape))
    return float(ground.intersection(shape).area / shape.area) if shape.area else 0.0
