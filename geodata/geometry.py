"""Rules of geometry: shapes that can be read, lie where their town is, and share their borders.

Geometry is GeoJSON in WGS-84 degrees, [longitude, latitude]. A third coordinate is dropped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import shapely
from shapely.affinity import scale
from shapely.errors import ShapelyError
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from .checked_row import CheckedRow
from .crs import area_km2, distance_m
from .periods import Period, existing_rows, rows_on_day
from .references import split_list
from .rules import SITES_SPACE, RowsByTable
from .schema import TableSchema, table_schemas

FAR_DEG = 2.0  # farther from the district's bounds is taken for a mistyped position
GAP_DEG = 0.0005  # gaps between towns up to this width (about 50 m) are faults; wider ones are left
OVERLAP_KM2 = 0.0001  # 100 m²; less is rounding of coordinates
# What shapely's shape() raises on coordinates that are nested wrongly or are no numbers.
_UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
    ShapelyError,
)
_AXIS_OF = {"south": 1, "north": 1, "west": 0, "east": 0}


def read_geometry(table: TableSchema, row: CheckedRow) -> None:
    """Read a row's GeoJSON geometry into `row.shape`, two-dimensional; add what is wrong to its faults.

    The shape is in WGS-84 degrees, x longitude and y latitude. It stays None where there is no
    geometry, or one of a type that the table does not allow, or one that is not valid.
    """
    allowed = table.geometry
    for condition in table.when:
        if condition.geometry and row.values[condition.field] in condition.values:
            allowed = condition.geometry
    if row.geometry is None:
        if table.geometry_needed:
            row.report("geometry", "no_geometry", options=allowed)
        return
    kind = row.geometry.get("type") if isinstance(row.geometry, dict) else row.geometry
    if not isinstance(row.geometry, dict) or kind not in allowed:
        row.report("geometry", "geometry_type", value=kind, options=allowed)
        return
    row.shape = _read(row)


def check_geometry(rows: RowsByTable, period: Period | None = None) -> None:
    """Check that towns are a coverage and all else lies near it or within it; add faults to the rows.

    A coverage has neither overlaps nor gaps up to GAP_DEG wide; its towns are those of the day of a period,
    if there is one. A site may lie outside its town by its `precision_m`, in metres on the ellipsoid; that of
    one that is not there on the day may be any of the period.
    """
    town_rows = rows_on_day(rows.get("towns") or [], period)
    towns = [row for row in town_rows if row.shape is not None]
    if not towns:
        return
    _check_borders(towns)
    district = shapely.union_all([row.shape for row in towns])
    context = rows.get("context") or []
    tables = [
        name for name, table in table_schemas().items() if table.space == SITES_SPACE and name != "towns"
    ]
    points = existing_rows((row for name in tables for row in rows.get(name) or []), period)
    for row in [*towns, *points]:
        _check_label(row)
    for row in [*context, *points]:
        _check_near(row, district)
    now = rows_on_day(points, period)
    _check_sites(now, town_rows)
    _check_sites([row for row in points if row not in now], existing_rows(rows.get("towns") or [], period))
    for row in context:
        if row.shape is not None and row.values["kind"] == "sea":
            _check_apart(row, towns)


def _check_sites(sites: list[CheckedRow], town_rows: list[CheckedRow]) -> None:
    """Check that sites lie within the towns of their time, and that cuts divide these."""
    towns = [row for row in town_rows if row.shape is not None]
    by_id = {row.values["id"]: row for row in towns}
    district = shapely.union_all([row.shape for row in towns]) if sites else None
    for row in sites:
        # A town that cannot be read would leave a hole, and the points in it would seem to lie outside.
        if district is not None and len(towns) == len(town_rows):
            _check_inside(row, district, by_id)
        _check_cut(row, by_id)


def _read(row: CheckedRow) -> BaseGeometry | None:
    try:
        # Checked apart from shapely, whose shape() takes text, true and NaN for coordinates.
        positions = list(_positions(row.geometry.get("coordinates")))
        geometry = shapely.force_2d(shape(row.geometry))
    except _UNREADABLE:
        row.report("geometry", "bad_geometry")
        return None
    if geometry.is_empty:
        row.report("geometry", "bad_geometry")
        return None
    # Before validity, so that swapped axes and metres are called what they are.
    if not check_positions(row, "geometry", positions):
        return None
    if not geometry.is_valid:
        row.report("geometry", "invalid_geometry", reason=shapely.is_valid_reason(geometry))
        return None
    return geometry


def check_positions(row: CheckedRow, path: str, positions: Iterable[tuple[float, float]]) -> bool:
    """Tell whether all (longitude, latitude) lie on the earth; add the first that does not as a fault."""
    for lon, lat in positions:
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            code = "swapped" if abs(lat) <= 180 and abs(lon) <= 90 else "off_earth"
            row.report(path, code, value=position_text(lon, lat))
            return False
    return True


def _positions(part: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(part, list) or not part:
        raise ValueError("a list of numbers is missing")
    if not any(isinstance(value, list) for value in part):
        # Not isinstance(): true and false are ints to Python.
        numbers = all(type(value) in (int, float) and math.isfinite(value) for value in part)
        if not numbers or len(part) not in (2, 3):
            raise ValueError("a position is not two finite numbers")
        yield part[0], part[1]
        return
    for value in part:
        yield from _positions(value)


def _check_borders(towns: list[CheckedRow]) -> None:
    shapes = [row.shape for row in towns]
    if shapely.coverage_is_valid(shapes, gap_width=GAP_DEG):
        return
    edges = shapely.coverage_invalid_edges(shapes, gap_width=GAP_DEG)
    for row, edge in zip(towns, edges, strict=True):
        if edge.is_empty or row.shape is None:
            continue
        # An overlap is named with its area; any other bad edge is a gap or a point the neighbour lacks.
        others = [other for other in towns if other is not row and other.shape is not None]
        over = [(_overlap_km2(row, other), other) for other in others]
        large = [(area, other) for area, other in over if area > OVERLAP_KM2]
        for area, other in large:
            row.report("geometry", "overlap", other=other.values["id"], area=f"{area:.4f}")
        if not large:
            first = shapely.get_coordinates(edge)[0]
            row.report("geometry", "edge_mismatch", value=position_text(*first))


def _overlap_km2(row: CheckedRow, other: CheckedRow) -> float:
    return area_km2(shapely.intersection(row.shape, other.shape))


def _check_label(row: CheckedRow) -> None:
    lon, lat = row.values.get("label_lon"), row.values.get("label_lat")
    if lon is None or lat is None or {"label_lon", "label_lat"} & row.bad or row.shape is None:
        return
    if not row.shape.covers(Point(lon, lat)):
        swapped = row.shape.covers(Point(lat, lon))
        row.report("label_lon", "swapped" if swapped else "label_outside", value=position_text(lon, lat))


def _check_near(row: CheckedRow, district: BaseGeometry) -> None:
    if row.shape is not None:
        check_near(row, "geometry", row.shape, district)


def check_near(row: CheckedRow, path: str, shape: BaseGeometry, district: BaseGeometry) -> None:
    """Add a fault where a shape lies farther than FAR_DEG from the district's bounds; WGS-84 degrees."""
    west, south, east, north = district.bounds
    box = shapely.box(west - FAR_DEG, south - FAR_DEG, east + FAR_DEG, north + FAR_DEG)
    if shape.intersects(box):
        return
    lon, lat = shapely.get_coordinates(shape)[0]
    row.report(path, "far_away", value=position_text(lon, lat), limit=FAR_DEG)


def _check_inside(row: CheckedRow, district: BaseGeometry, towns: dict[str, CheckedRow]) -> None:
    limit = row.values.get("precision_m")
    if row.shape is None or limit is None or {"geometry", "precision_m"} & row.bad:
        return
    if not row.values.get("in_scope", True):
        return
    point = point_of(row.shape, row.values.get("label_lon"), row.values.get("label_lat"))
    distance = distance_to(point, district)
    if distance > limit:
        row.report("geometry", "outside_district", distance=round(distance), limit=round(limit))
        return
    # The first of several towns that there are is that of the point.
    first, *others = [n for n in split_list(row.values.get("town") or "") if n in towns] or [""]
    town = towns.get(first)
    if town is not None and town.shape is not None:
        distance = distance_to(point, town.shape)
        if distance > limit:
            row.report("geometry", "outside_town", distance=round(distance), town=first, limit=round(limit))
    if row.shape.geom_type != "Point":
        _check_meets(row, [towns[name] for name in others if name in towns])


def _check_meets(row: CheckedRow, towns: list[CheckedRow]) -> None:
    for town in towns:
        # Borders that only touch are no ground in common.
        if town.shape is not None and row.shape is not None and not row.shape.intersection(town.shape).area:
            row.report("geometry", "misses_town", town=town.values["id"])


def point_of(shape: BaseGeometry, lon: float | None = None, lat: float | None = None) -> Point:
    """Return the point that stands for a shape: itself, the label point of a polygon, or one within it.

    Both are in WGS-84 degrees.
    """
    if shape.geom_type == "Point":
        return shape
    return shape.representative_point() if lon is None or lat is None else Point(lon, lat)


def distance_to(point: BaseGeometry, area: BaseGeometry) -> float:
    """Return how far a point lies from an area, in metres; both are in WGS-84 degrees."""
    # A degree of longitude is shorter than one of latitude: in degrees another point would seem nearest.
    shrink = math.cos(math.radians(point.y))
    near, start = nearest_points(*(scale(each, shrink, 1, origin=(0, 0)) for each in (area, point)))
    return distance_m((near.x / shrink, near.y), (start.x / shrink, start.y))


def _check_cut(row: CheckedRow, towns: dict[str, CheckedRow]) -> None:
    outline = row.values.get("outline")
    if not outline or "outline" in row.bad or outline["cut"] not in towns:
        return
    shape = towns[outline["cut"]].shape
    if shape is None or not outline["side"] or outline["at"] is None:
        return
    # Bounds are west, south, east, north: both ends of an axis stand two places apart.
    axis = _AXIS_OF[outline["side"]]
    low, high = shape.bounds[axis], shape.bounds[axis + 2]
    if not low < outline["at"] < high:
        row.report("outline.at", "empty_cut", value=outline["at"], town=outline["cut"])


def _check_apart(sea: CheckedRow, towns: list[CheckedRow]) -> None:
    for town in towns:
        area = _overlap_km2(sea, town)
        if area > OVERLAP_KM2:
            sea.report("geometry", "overlap", other=town.values["id"], area=f"{area:.4f}")


def position_text(lon: float, lat: float) -> str:
    """Write a position as GeoJSON has it, with five decimals."""
    return f"[{lon:.5f}, {lat:.5f}]"
