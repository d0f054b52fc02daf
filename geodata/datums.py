"""Shapes of sources in a datum of Chinese map services, converted to WGS-84 as they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .checked_row import CheckedRow
from .crs import Point, bd09_to_wgs84, change_datum, gcj02_to_wgs84
from .rules import RowsByTable
from .schema import table_schemas

_TO_WGS84: Mapping[str, Callable[[float, float], Point]] = {"GCJ-02": gcj02_to_wgs84, "BD-09": bd09_to_wgs84}


def convert_datums(rows: RowsByTable) -> None:
    """Convert the shape and the label point of each feature whose first source is in another datum.

    Shapes are in degrees, x longitude and y latitude. CGCS2000 is within a metre of WGS-84 and stays.
    """
    datums = {row.values["id"]: row.values["datum"] for row in rows.get("sources") or []}
    if not any(datum in _TO_WGS84 for datum in datums.values()):
        return
    for table in table_schemas().values():
        for row in (rows.get(table.name) or []) if table.geometry else []:
            cited = [key.value for key in row.foreign_keys if key.path == "source"]
            convert = _TO_WGS84.get(datums.get(cited[0], "")) if cited else None
            if convert is not None:
                _convert(row, convert)


def _convert(row: CheckedRow, convert: Callable[[float, float], Point]) -> None:
    if row.shape is not None:
        row.shape = change_datum(row.shape, convert)
    lon, lat = row.values.get("label_lon"), row.values.get("label_lat")
    if lon is not None and lat is not None:
        row.values["label_lon"], row.values["label_lat"] = convert(lon, lat)
