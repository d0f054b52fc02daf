"""What is probably wrong with data though they are well-formed: warnings and notes, which stop nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from .checked_row import CheckedRow
from .crs import area_km2, change_datum, distance_m, gcj02_to_wgs84, wgs84_to_gcj02
from .faults import word
from .languages import LANGS
from .periods import Period, rows_on_day
from .references import split_list
from .rules import SITES_SPACE, RowsByTable
from .schema import table_schemas

# A sum of towns may miss the published area by this part of it: borders are generalised.
AREA_TOLERANCE = 0.005
# Points that lie outside their town and come to lie in it when the datum is changed, before it is doubted.
LEAST_SHIFTED = 2
# Sea and land have a border in common where the two run within about 20 m; a coast is longer than that.
BORDER_DEG = 0.0002
LEAST_COAST_DEG = 0.01
# What a point stands for where it is meant to be the very place.
_EXACT = ("site", "address")


def check_doubts(rows: RowsByTable, period: Period | None = None) -> None:
    """Add warnings and notes to the rows of an edition, whose towns are those of its day."""
    towns = rows.get("towns")
    rows = rows | {"towns": None if towns is None else rows_on_day(towns, period)}
    _check_area(rows)
    _check_datum(rows)
    _check_coast(rows)
    _check_positions(rows)
    _check_themes(rows)
    _check_carriers(rows)
    _check_credit(rows)
    _check_filled(rows)


def check_sources(rows: Iterable[CheckedRow], cited: set[str]) -> None:
    """Add a note to each source that nothing cites; `cited` are those of all editions of the district."""
    for row in rows:
        if row.filled("id") and row.values["id"] not in cited:
            row.report("id", "uncited_source", value=row.values["id"])


def cited_sources(rows: RowsByTable) -> set[str]:
    """Return the ids of the sources that the rows of an edition cite."""
    every = (row for table_rows in rows.values() for row in table_rows or [])
    return {key.value for row in every for key in row.foreign_keys if key.field is None}


def _check_area(rows: RowsByTable) -> None:
    towns = rows.get("towns") or []
    for district in rows.get("district") or []:
        published = district.values["official_area_km2"]
        # A town that cannot be read has a fault of its own, and would seem to be missing.
        if not published or "official_area_km2" in district.bad or not towns:
            continue
        if any(town.shape is None for town in towns):
            continue
        total = sum(area_km2(town.shape) for town in towns if town.shape is not None)
        values = {"total": f"{total:.1f}", "low": f"{published['low']:g}", "high": f"{published['high']:g}"}
        if total < published["low"] * (1 - AREA_TOLERANCE):
            missing = f"{published['low'] - total:.1f}"
            district.report("official_area_km2", "area_short", missing=missing, **values)
        elif total > published["high"] * (1 + AREA_TOLERANCE):
            district.report(
                "official_area_km2", "area_over", extra=f"{total - published['high']:.1f}", **values
            )


def _check_datum(rows: RowsByTable) -> None:
    """Doubt the datum of points that lie outside their towns, and would lie in them by another datum."""
    towns = {row.values["id"]: row for row in rows.get("towns") or [] if row.shape is not None}
    points = [(row, point, towns[name].shape) for row, point, name in _points_in_towns(rows) if name in towns]
    outside = [row for row, point, town in points if not shapely.covers(town, point)]
    for shift, code in ((wgs84_to_gcj02, "towns_shifted"), (gcj02_to_wgs84, "points_shifted")):
        moved = [(row, Point(shift(point.x, point.y)), town) for row, point, town in points]
        left = [row for row, point, town in moved if not shapely.covers(town, point)]
        mended = [row.values["id"] for row in outside if row not in left]
        if len(mended) < LEAST_SHIFTED or 2 * len(left) > len(outside):
            continue
        distance = max(round(distance_m((p.x, p.y), shift(p.x, p.y))) for _, p, _ in points)
        next(iter(towns.values())).report("geometry", code, names=mended, n=len(mended), distance=distance)
        return


def _check_coast(rows: RowsByTable) -> None:
    """Doubt the datum of borders that meet the drawn sea nowhere, and would by another datum."""
    towns = [row for row in rows.get("towns") or [] if row.shape is not None]
    seas = [r.shape for r in rows.get("context") or [] if r.shape is not None and r.values["kind"] == "sea"]
    if not towns or not seas:
        return
    land = shapely.union_all([row.shape for row in towns])
    sea = shapely.union_all(seas)
    here = _coast_deg(sea, land)
    for shift in (wgs84_to_gcj02, gcj02_to_wgs84):
        moved = _coast_deg(change_datum(sea, shift), land)
        if moved > LEAST_COAST_DEG and moved > 10 * here:
            lon, lat = land.representative_point().coords[0]
            distance = round(distance_m((lon, lat), shift(lon, lat)))
            towns[0].report("geometry", "coast_shifted", distance=distance)
            return


def _coast_deg(sea: BaseGeometry, land: BaseGeometry) -> float:
    """Return how long sea and land have a border in common, in degrees."""
    return float(
        shapely.length(shapely.intersection(sea.boundary, shapely.buffer(land.boundary, BORDER_DEG)))
    )


def _points_in_towns(rows: RowsByTable) -> Iterator[tuple[CheckedRow, Point, str]]:
    """Yield the sites that are points, their points, and the ids of the towns that they name."""
    for table in table_schemas().values():
        for row in (rows.get(table.name) or []) if table.space == SITES_SPACE else []:
            names = split_list(row.values.get("town", "")) if "town" not in row.bad else ()
            if isinstance(row.shape, Point) and row.values.get("in_scope", True) and names:
                yield row, row.shape, names[0]


def _check_positions(rows: RowsByTable) -> None:
    """Doubt sites that are said to lie at the very same point."""
    first: dict[tuple[float, float], CheckedRow] = {}
    for table in table_schemas().values():
        for row in (rows.get(table.name) or []) if table.space == SITES_SPACE else []:
            if not isinstance(row.shape, Point) or row.values.get("position") not in _EXACT:
                continue
            place = (row.shape.x, row.shape.y)
            other = first.setdefault(place, row)
            if other.values["id"] != row.values["id"]:
                row.report("geometry", "same_position", other=other.values["id"])


def _check_themes(rows: RowsByTable) -> None:
    used = {row.values["theme"] for row in rows.get("roles") or []}
    # Without layout.csv, which has a fault then, every theme would seem to be without a member.
    for theme in (rows.get("themes") or []) if rows.get("roles") is not None else []:
        if theme.filled("id") and theme.values["id"] not in used:
            theme.report("id", "theme_without_member", value=theme.values["id"])


def _check_carriers(rows: RowsByTable) -> None:
    """Note the clusters that no site is linked to, where any cluster has a site at all."""
    links = [*(rows.get("site_clusters") or []), *(rows.get("industries") or [])]
    carried = {row.values["cluster"] for row in links}
    for row in (rows.get("clusters") or []) if carried else []:
        if row.values["kind"] == "cluster" and row.values["id"] not in carried:
            row.report("id", "cluster_without_site", value=row.values["id"])


def _check_credit(rows: RowsByTable) -> None:
    """Doubt borders that are owed to nobody but the project: the map would credit none for them."""
    sources = {row.values["id"]: row for row in rows.get("sources") or []}
    for table in ("towns", "context"):
        keys = [key for row in rows.get(table) or [] for key in row.foreign_keys if key.field is None]
        used = dict.fromkeys(key.value for key in keys if key.value in sources)
        if used and all(sources[name].values["kind"] == "project" for name in used):
            source = sources[next(iter(used))]
            source.report("kind", "no_credit", shapes=table_schemas()[table].file)


def _check_filled(rows: RowsByTable) -> None:
    """Note the texts of a scaffold that are still to be filled in."""
    texts = [word("scaffold", "unknown", lang) for lang in LANGS]
    unknown = {*texts, " ".join(texts)}
    for row in (row for table_rows in rows.values() for row in table_rows or []):
        for name, value in row.values.items():
            if isinstance(value, str) and value in unknown:
                row.report(name, "to_fill", value=value)
