"""Outlines made from what is known of a site: a cut, a part of towns, four sides, a union, a disc.

Geometry is in WGS-84 degrees, x longitude and y latitude.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
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
from .outlines import Outline, OutlineFault, OutlineKind, SiteGround, kinds_of, split_names

_FRAME_DEG = 0.3  # around the towns, within which lines are drawn on
_NEAR_DEG = 0.02  # around the towns of a part, about 2 km: where a road's course counts
_SLIVER = 1e-10  # square degrees, about a square metre


class OutlineMaker:
    """Make the outlines of all sites; `faults` gathers what is wrong with their records.

    `towns` and `context` are shapes by id, `sites` the places and parks.
    """

    def __init__(
        self,
        towns: Mapping[str, BaseGeometry],
        context: Mapping[str, BaseGeometry],
        sites: Mapping[str, SiteGround],
    ) -> None:
        """Keep what the outlines are made of."""
        self.towns = towns
        self.context = context
        self.sites = sites
        self.district = shapely.union_all(list(towns.values()))
        self.faults: list[OutlineFault] = []
        self._outlines: dict[str, Outline | None] = {}
        self._begun: list[str] = []

    def outlines(self) -> dict[str, Outline]:
        """Return the outline of each site that has one, by id."""
        each = {site: self._outline(site) for site in self.sites}
        return {site: outline for site, outline in each.items() if outline}

    def _outline(self, site: str) -> Outline | None:
        if site not in self._outlines:
            self._begun.append(site)
            outline = self._make(site, self.sites[site])
            self._begun.pop()
            self._outlines[site] = outline
        return self._outlines[site]

    def _make(self, site: str, ground: SiteGround) -> Outline | None:
        if ground.shape is not None and ground.shape.geom_type.endswith("Polygon"):
            return Outline(OutlineKind.PUBLISHED, ground.shape, False)
        kinds = kinds_of(ground.record)
        if not kinds and ground.has_role and ground.area_km2 and ground.shape is not None:
            kinds = (OutlineKind.DISC,)
        if len(kinds) != 1:
            return None
        (kind,) = kinds
        # What is bounded by the district waits for its towns.
        if kind in (OutlineKind.SIDES, OutlineKind.DISC) and self.district.is_empty:
            if kinds_of(ground.record):
                self._report(site, f"outline.{kind}", "no_town_yet")
            return None
        make: Mapping[OutlineKind, Callable[[str, SiteGround], BaseGeometry | None]] = {
            OutlineKind.CUT: self._cut,
            OutlineKind.PART: self._part,
            OutlineKind.SIDES: self._sides,
            OutlineKind.UNION: self._union,
            OutlineKind.DISC: self._disc,
        }
        geometry = make[kind](site, ground)
        if geometry is None or geometry.is_empty:
            return None
        return Outline(kind, geometry, kind is not OutlineKind.UNION or self._union_is_schematic(ground))

    def _report(self, site: str, path: str, code: str, **values: Any) -> None:
        self.faults.append(OutlineFault(site, path, code, values))

    def _cut(self, _: str, ground: SiteGround) -> BaseGeometry | None:
        record = ground.record or {}
        town, side, at = self.towns.get(record["cut"]), record.get("side"), record.get("at")
        if town is None or side not in SIDES or at is None:
            return None
        low, high = (at, 180.0) if side in ("north", "east") else (-180.0, at)
        half = box(-180, low, 180, high) if side in ("north", "south") else box(low, -90, high, 90)
        return town.intersection(half)

    def _part(self, site: str, ground: SiteGround) -> BaseGeometry | None:
        record = (ground.record or {})["part"]
        side, along = record.get("side"), record.get("along")
        towns = [self.towns[t] for t in split_names(record.get("of")) if t in self.towns]
        if side not in SIDES or not along or not towns:
            return None
        whole = shapely.union_all(towns)
        frame = frame_around([whole], _NEAR_DEG)
        beside = self._ground_at(site, "outline.part.along", along, (side, frame, side))
        if beside is None:
            return None
        part = whole.intersection(beside)
        if part.area < _SLIVER or whole.area - part.area < _SLIVER:
            self._report(site, "outline.part.along", "empty_side", value=along, side=side)
            return None
        return _area_of(part)

    def _sides(self, site: str, ground: SiteGround) -> BaseGeometry | None:
        record = (ground.record or {})["sides"]
        limits = {s: record[s] for s in SIDES if record.get(s) not in (None, "")}
        towns = [self.towns[t] for t in ground.towns if t in self.towns]
        if len(limits) < len(SIDES) and not towns:
            self._report(site, "outline.sides", "sides_few", options=[s for s in SIDES if s not in limits])
            return None
        frame = frame_around([self.district], _FRAME_DEG)
        grounds = [
            self._ground_at(
                site,
                f"outline.sides.{side}",
                limit,
                (OPPOSITE[side], frame, self._faced(side, limit, ground)),
            )
            for side, limit in limits.items()
        ]
        if any(each is None for each in grounds):
            return None
        around = [shapely.union_all(towns)] if len(limits) < len(SIDES) else [frame]
        enclosed = shapely.intersection_all([*grounds, *around])
        if enclosed.area < _SLIVER:
            self._report(site, "outline.sides", "sides_nothing", options=list(limits))
            return None
        if enclosed.intersection(frame.boundary).length > 0:
            self._report(site, "outline.sides", "sides_open", options=list(limits))
            return None
        return self._within_district(_piece_at(_area_of(enclosed), ground.shape))

    def _faced(self, side: str, limit: Any, ground: SiteGround) -> str:
        """Return which border of a polygon is meant by a side: the far one of the site's own town."""
        return side if limit in ground.towns else OPPOSITE[side]

    def _within_district(self, shape: BaseGeometry) -> BaseGeometry:
        within = _area_of(shape.intersection(self.district))
        return shape if within.is_empty else within

    def _ground_at(self, site: str, path: str, limit: Any, how: tuple[str, Any, str]) -> BaseGeometry | None:
        """Return the ground on a side of a limit, which is a number in degrees or an id.

        `how` is the side that stays, the frame, and which border of a polygon is the limit.
        """
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
        ground = self.sites.get(name)
        if ground is None:
            options = [*self.towns, *self.context, *self.sites]
            self._report(site, path, "dangling", value=name, options=options)
            return None
        outline = self._outline(name)
        shape = outline.geometry if outline else ground.shape
        if shape is None:
            self._report(site, path, "outline_no_place", value=name)
        return shape

    def _union(self, site: str, ground: SiteGround) -> BaseGeometry | None:
        shapes = []
        for name in split_names((ground.record or {})["union"]):
            shape = self._shape_of(site, "outline.union", name)
            if shape is not None and not shape.geom_type.endswith("Polygon"):
                self._report(site, "outline.union", "union_no_area", value=name)
            shapes += [shape] if shape is not None else []
        return _area_of(shapely.union_all(shapes)) if shapes else None

    def _union_is_schematic(self, ground: SiteGround) -> bool:
        parts = [self._outlines.get(name) for name in split_names((ground.record or {})["union"])]
        return any(part is not None and part.schematic for part in parts)

    def _disc(self, site: str, ground: SiteGround) -> BaseGeometry | None:
        if not ground.area_km2 or not isinstance(ground.shape, Point):
            lacking = "geometry" if ground.area_km2 else "area_km2"
            self._report(site, "outline.disc", "disc_lacks", other=lacking)
            return None
        # The radius at which a disc has the published area; the cut by the border takes some of it away.
        disc = crs.disc(ground.shape.x, ground.shape.y, math.sqrt(ground.area_km2 * 1e6 / math.pi))
        towns = [self.towns[t] for t in ground.towns if t in self.towns]
        return disc.intersection(shapely.union_all(towns) if towns else self.district)


def _area_of(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape: where borders touch, an intersection holds lines and points too."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > _SLIVER]
    return shapely.union_all(parts)


def _piece_at(shape: BaseGeometry, at: BaseGeometry | None) -> BaseGeometry:
    """Return the part of a shape that a point lies in; all of it where it lies in none."""
    parts = shapely.get_parts(shape)
    return next((part for part in parts if at is not None and part.covers(at)), shape)
