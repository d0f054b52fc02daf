"""Rules of outlines: each of one kind, made from what exists, and enclosing something."""

from __future__ import annotations

from .crs import area_km2
from .faults import hint
from .fields import CheckedRow
from .outline_maker import OutlineMaker
from .outlines import (
    AREA_LIMIT_PERCENT,
    MADE_KINDS,
    Outline,
    OutlineKind,
    area_difference,
    ground_of,
    kinds_of,
)
from .periods import Period, existing_rows, is_drawable, rows_on_day
from .rules import RowsByTable

_SHOWN = 12


def check_outlines(rows: RowsByTable, period: Period | None = None) -> None:
    """Add a fault to each place or park of a period whose outline cannot be made as it is written.

    The towns that outlines are made from are those of the period's day.
    """
    known = {r.values["id"]: r for name in ("towns", "places", "parks") for r in rows.get(name) or []}
    rows = rows | _of_period(rows, period)
    sites = {row.values["id"]: row for name in ("places", "parks") for row in rows.get(name) or []}
    for row in sites.values():
        _check_kind(row)
    # An id in a file that cannot be read would seem unknown.
    if any(rows.get(name) is None for name in ("towns", "context", "places", "parks")):
        return
    maker = outline_maker(rows)
    for site, outline in maker.outlines().items():
        _check_area(sites[site], outline)
    for fault in maker.faults:
        code, values = fault.code, dict(fault.values)
        if fault.code == "dangling" and period and values["value"] in known:
            if is_drawable(known[values["value"]], sites[fault.site], period):
                continue
            code, values = "outline_of_other_time", {"value": values["value"], "day": period.day}
        elif fault.code == "dangling":
            options = list(values["options"])
            values["options"] = options[:_SHOWN] + (["…"] if len(options) > _SHOWN else [])
            values |= hint(values["value"], options)
        sites[fault.site].report(fault.path, code, **values)


def _check_area(row: CheckedRow, outline: Outline) -> None:
    published = row.values.get("area_km2")
    # A disc has its area from the published one: what differs is what a border takes away.
    if not published or "area_km2" in row.bad or outline.kind is OutlineKind.DISC:
        return
    difference = area_difference(outline.geometry, published)
    if abs(difference) > AREA_LIMIT_PERCENT:
        row.report(
            "area_km2",
            "area_differs",
            value=f"{published:g}",
            area=f"{area_km2(outline.geometry):.1f}",
            percent=f"{difference:+.0f}".replace("-", "\N{MINUS SIGN}"),
            limit=f"{AREA_LIMIT_PERCENT:g}",
        )


def _of_period(rows: RowsByTable, period: Period | None) -> RowsByTable:
    read = {name: rows[name] for name in ("towns", "places", "parks") if rows.get(name) is not None}
    choose = {"towns": rows_on_day}
    return {name: choose.get(name, existing_rows)(part or [], period) for name, part in read.items()}


def outline_maker(rows: RowsByTable) -> OutlineMaker:
    """Return what makes the outlines of checked rows, all of them made."""
    members = {row.values["member"] for row in rows.get("roles") or []}
    grounds = {
        row.values["id"]: ground_of(row.values, row.shape, table == "places" and row.values["id"] in members)
        for table in ("places", "parks")
        for row in rows.get(table) or []
        if "outline" not in row.bad
    }
    shapes = {
        table: {row.values["id"]: row.shape for row in rows.get(table) or [] if row.shape is not None}
        for table in ("towns", "context")
    }
    maker = OutlineMaker(shapes["towns"], shapes["context"], grounds)
    maker.outlines()
    return maker


def _check_kind(row: CheckedRow) -> None:
    record = row.values.get("outline")
    if record is None or "outline" in row.bad:
        return
    kinds = kinds_of(record)
    if len(kinds) != 1:
        row.report("outline", "outline_kinds", value=list(kinds) or ["–"], options=list(MADE_KINDS))
    elif kinds == (OutlineKind.CUT,):
        for name in ("side", "at"):
            if record[name] in (None, ""):
                row.report(f"outline.{name}", "missing")
