"""Rules of the elements of a layout: where they start, what they run along, how a course closes."""

from __future__ import annotations

from collections.abc import Mapping

import shapely

from .checked_row import CheckedRow
from .faults import worded
from .geometry import check_near, check_positions, position_text
from .references import split_list
from .rules import SITES_SPACE, RowsByTable
from .schema import table_schemas

# Kinds of context features that have a line of their own: a road, and the sea for its coast.
ROADS, SEAS = ("expressway",), ("sea",)
_MEMBERS_ONLY = ("area", "network")
_LEAST_SITES = {"line": 2, "ring": 3}
_LEAST_POINTS = {"line": 2, "ring": 4}  # a ring's first point stands at its end again

Known = Mapping[str, CheckedRow]


def check_elements(rows: RowsByTable) -> None:
    """Check anchors, courses and radii of the elements; add faults to their rows.

    An element without members, course or radii is one that the plan names without an extent: no fault.
    """
    sites = _by_id(rows, [name for name, table in table_schemas().items() if table.space == SITES_SPACE])
    context = _by_id(rows, ["context"])
    towns = [row.shape for row in rows.get("towns") or [] if row.shape is not None]
    for element in rows["elements"] or []:
        if rows["roles"] is not None:
            _check_anchor(element, rows["roles"])
        _check_radii(element)
        _check_along(element, sites, context)
        _check_course(element, towns)
        values = element.values
        if element.filled("width_m") and not values["along"] and not values["course"]:
            element.report("width_m", "no_course")


def _by_id(rows: RowsByTable, names: list[str]) -> Known:
    return {row.values["id"]: row for name in names for row in rows.get(name) or [] if row.filled("id")}


def _check_anchor(element: CheckedRow, roles: list[CheckedRow]) -> None:
    name, anchor = element.values["id"], element.values["anchor"]
    members = [row.values["member"] for row in roles if row.values["element"] == name]
    # The middle of a ring is no part of it, and that of a point may be all that is known of it.
    if element.values["kind"] not in _MEMBERS_ONLY or not members or "anchor" in element.bad:
        return
    if anchor and anchor not in members:
        element.report("anchor", "not_member", value=anchor, expected=name, options=members)


def _check_radii(element: CheckedRow) -> None:
    inner, outer = element.values["inner_m"], element.values["outer_m"]
    if inner is not None and outer is not None and inner >= outer and "inner_m" not in element.bad:
        element.report("inner_m", "empty_ring", value=f"{inner:g}")


def _check_along(element: CheckedRow, sites: Known, context: Known) -> None:
    names = split_list(element.values["along"])
    if not names or "along" in element.bad:
        return
    for name in names:
        # A site goes first where a feature of the surroundings bears the same id.
        row = sites.get(name) or context.get(name)
        kind = str(row.values["kind"]) if row and name not in sites else ""
        if row is None or (row.shape is not None and kind in ("", *ROADS, *SEAS)):
            continue
        if name in sites:
            element.report("along", "unlocated_along", value=name)
        else:
            reason = worded("course", kind if kind in ("neighbour", "sea-label", "hub") else "unlocated")
            element.report("along", "no_course_along", value=name, reason=reason)
    lines = [name for name in names if name not in sites and name in context]
    least = _LEAST_SITES.get(element.values["kind"], 0)
    if not lines and len(names) < least:
        element.report("along", "short_course", got=len(names), expected=least)


def _check_course(element: CheckedRow, towns: list[shapely.Geometry | None]) -> None:
    course = element.values["course"]
    least = _LEAST_POINTS.get(element.values["kind"], 0)
    if not course or "course" in element.bad or not check_positions(element, "course", course):
        return
    if len(course) < least:
        element.report("course", "short_course", got=len(course), expected=least)
    elif element.values["kind"] == "ring" and course[0] != course[-1]:
        element.report("course", "open_ring", value=position_text(*course[-1]))
    elif towns:
        check_near(element, "course", shapely.MultiPoint(course), shapely.union_all(towns))
