"""Rules of what a site lies in: the park or zone that it is a part of, and its towns.

Geometry is in WGS-84 degrees, x longitude and y latitude.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shapely.geometry.base import BaseGeometry

from .checked_row import CheckedRow
from .geometry import distance_to
from .outlines import Outline, overlap_share
from .references import split_list

# Of an outline this part may lie outside before it is doubted: borders are of unlike precision, and the sides
# that a text names may reach into a town that it does not name.
BEYOND_LIMIT = 0.5
_ELSEWHERE = "former"  # the position of a site that has moved


def check_containment(
    sites: Mapping[str, CheckedRow], outlines: Mapping[str, Outline], towns: Mapping[str, BaseGeometry]
) -> None:
    """Add a fault to a point beyond its parent, and a warning to an outline most of which lies elsewhere."""
    for name, row in sites.items():
        if not row.values.get("in_scope", True) or "geometry" in row.bad:
            continue
        parent = row.values.get("parent") or ""
        around = outlines.get(parent) if "parent" not in row.bad else None
        if around is not None and name in outlines:
            _check_share(row, outlines[name], [around.geometry], "beyond_parent", parent=parent)
        elif around is not None and row.shape is not None:
            _check_point(row, row.shape, sites[parent], around)
        named = split_list(row.values.get("town") or "") if "town" not in row.bad else ()
        if name in outlines and named and all(town in towns for town in named):
            grounds = [towns[town] for town in named]
            _check_share(row, outlines[name], grounds, "beyond_towns", towns=named)


def _check_point(row: CheckedRow, point: BaseGeometry, parent: CheckedRow, around: Outline) -> None:
    precision = row.values.get("precision_m")
    if row.values.get("position") == _ELSEWHERE or precision is None or {"precision_m", "position"} & row.bad:
        return
    # The border of the one is as uncertain as the point of the other.
    limit = precision + (parent.values.get("precision_m") or 0)
    distance = distance_to(point, around.geometry)
    if distance > limit:
        shown = {"parent": parent.values["id"], "distance": round(distance), "limit": round(limit)}
        row.report("geometry", "outside_parent", **shown)


def _check_share(
    row: CheckedRow, outline: Outline, grounds: Iterable[BaseGeometry], code: str, **values: object
) -> None:
    beyond = 1 - overlap_share(outline.geometry, grounds)
    if beyond > BEYOND_LIMIT:
        row.report("geometry", code, percent=round(100 * beyond), **values)
