"""Rules of outlines: each of one kind, made from what exists, and enclosing something."""

from __future__ import annotations

from collections.abc import Mapping

from .checked_row import CheckedRow
from .containment import check_containment
from .crs import area_km2
from .lookups import further
from .outline_maker import OutlineMaker
from .outlines import (
    AREA_LIMIT_PERCENT,
    MADE_KINDS,
    Outline,
    OutlineFault,
    OutlineKind,
    area_difference,
    ground_of,
    kinds_of,
)
from .periods import Period, existing_rows, is_drawable, rows_on_day
from .rules import RowsByTable

Rows = Mapping[str, CheckedRow]
# Faults of an outline that another site lacks what it is made from, the fields that this is made of, and
# what of the site itself has a fault already where its outline cannot be made.
_OF_ANOTHER = ("dangling", "outline_no_place", "union_no_area")
_MAKES = {"geometry", "outline", "town", "area_km2"}
_NEEDED = {"sides_few": "town"}


def check_outlines(rows: RowsByTable, period: Period | None = None) -> None:
    """Add a fault to each place or park of a period whose outline cannot be made as it is written.

    The towns that outlines are made from are those of the period's day.
    """
    known = {
        r.values["id"]: r
        for name in ("towns", "places", "parks")
        for r in rows.get(name) or []
        if r.filled("id")
    }
    rows = rows | _of_period(rows, period)
    sites = {
        row.values["id"]: row
        for name in ("places", "parks")
        for row in rows.get(name) or []
        if row.filled("id")
    }
    for row in sites.values():
        _check_kind(row)
    # An id in a file that cannot be read would seem unknown.
    if any(rows.get(name) is None for name in ("towns", "context", "places", "parks")):
        return
    maker = outline_maker(rows)
    outlines = maker.outlines()
    for site, outline in outlines.items():
        _check_area(sites[site], outline)
    check_containment(sites, outlines, maker.towns)
    _report_faults(maker.faults, sites, known, period)


def _report_faults(faults: list[OutlineFault], sites: Rows, known: Rows, period: Period | None) -> None:
    """Report what keeps outlines from being made, but not what follows from another fault."""
    at_fault = {fault.site for fault in faults}
    townless = [fault for fault in faults if fault.code == "no_town_yet"]
    # Towns that a site names are looked up in vain, which is told.
    untold = [fault for fault in townless if "town" not in sites[fault.site].bad]
    if untold:
        first, *others = (sites[fault.site] for fault in untold)
        first.report(untold[0].path, "no_town_yet", more=further(others))
    for fault in faults:
        row, code, values = sites[fault.site], fault.code, dict(fault.values)
        other = known.get(values.get("value", ""))
        if fault in townless or _NEEDED.get(code, "") in row.bad or values.get("other") in row.bad:
            continue
        if other and code in _OF_ANOTHER and (_MAKES & other.bad or other.values["id"] in at_fault):
            continue
        if code == "dangling":
            # One that is in no file is a fault of its reference already.
            if period is None or other is None or is_drawable(other, row, period):
                continue
            code, values = "outline_of_other_time", {"value": values["value"], "day": period.day}
        row.report(fault.path, code, **values)


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
        if "outline" not in row.bad and row.filled("id")
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
