"""A district and one edition of its plan, as frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from . import catalog
from .check import read_edition
from .faults import DataError, stopping
from .fields import CheckedRow
from .periods import Period, edition_period, site_values
from .rules import SITES_SPACE
from .schema import TableSchema, table_schemas

# Integers are floats here: an absent one is NaN, which an integer column cannot hold.
_DTYPES = {
    "number": "float64",
    "integer": "float64",
    "bool": "bool",
    "record": "object",
    "records": "object",
}

_NAMED_FRAMES = ("towns", "context", "places", "parks")


@dataclass(frozen=True)
class Dataset:
    """One district and edition as frames.

    `sites` are the frames of towns, places, parks and of every further table of sites, by table.
    Frames with geometry are indexed by id, in WGS-84 degrees (EPSG:4326, x longitude, y latitude);
    a shape is None where a site is not located. Without a value, text is "" and a number NaN;
    a decimal is the text as printed.
    """

    district: dict[str, Any]
    sources: dict[str, dict[str, Any]]
    plan: dict[str, Any]
    towns: gpd.GeoDataFrame
    context: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    parks: gpd.GeoDataFrame
    sites: dict[str, gpd.GeoDataFrame]
    roles: pd.DataFrame
    clusters: pd.DataFrame
    site_clusters: pd.DataFrame
    industries: pd.DataFrame
    figures: pd.DataFrame
    indicators: pd.DataFrame
    links: pd.DataFrame
    chain_ties: pd.DataFrame
    provisions: pd.DataFrame
    sections: pd.DataFrame
    editions: tuple[str, ...]


def load_dataset(root: Path, district: str, edition: str) -> Dataset:
    """Read one district and edition; raise DataError with every fault of its files.

    Towns, places and parks that do not exist in the edition's period are left out.
    """
    rows, faults = read_edition(root, district, edition)
    if stops := stopping(faults):
        raise DataError(stops)
    rows_by_table = {name: part or [] for name, part in rows.items()}
    dates = {row.values["id"]: row.values["date"] for row in rows_by_table["sources"]}
    period = edition_period(rows_by_table["plan"][0].values, dates)
    rows_by_table |= _of_period(rows_by_table, period)
    schemas = table_schemas()
    shapes = {name: _shapes(table, rows_by_table[name]) for name, table in schemas.items() if table.geometry}
    cells = {
        name: _cells(table, rows_by_table[name]) for name, table in schemas.items() if table.form == "csv"
    }
    return Dataset(
        district=_record("district", rows_by_table),
        sources={row.values["id"]: row.values for row in rows_by_table["sources"]},
        plan=_record("plan", rows_by_table) | {"day": period.day},
        editions=catalog.editions(root / district),
        sites={name: frame for name, frame in shapes.items() if schemas[name].space == SITES_SPACE},
        **{name: frame for name, frame in shapes.items() if name in _NAMED_FRAMES},
        **cells,
    )


def _of_period(rows_by_table: dict[str, list[CheckedRow]], period: Period) -> dict[str, list[CheckedRow]]:
    """Return the rows of the tables of sites that exist in a period, with what is around them then."""
    tables = [name for name, table in table_schemas().items() if table.space == SITES_SPACE]
    sites = {row.values["id"]: row.values for name in tables for row in rows_by_table[name]}
    return {
        name: [
            replace(row, values=site_values(row, sites, period))
            for row in rows_by_table[name]
            if period.has(row.values)
        ]
        for name in tables
    }


def _record(name: str, rows_by_table: dict[str, list[CheckedRow]]) -> dict[str, Any]:
    record = dict(rows_by_table[name][0].values)
    for other, table in table_schemas().items():
        if table.form == "array" and table.file == table_schemas()[name].file:
            record[other] = [row.values for row in rows_by_table[other]]
    return record


def _cells(table: TableSchema, rows: list[CheckedRow]) -> pd.DataFrame:
    frame = pd.DataFrame([row.values for row in rows], columns=[part.name for part in table.fields])
    return frame.astype({part.name: _DTYPES.get(part.type, "str") for part in table.fields})


def _shapes(table: TableSchema, rows: list[CheckedRow]) -> gpd.GeoDataFrame:
    shapes = [row.shape for row in rows]
    # Built from checked rows: geopandas reads no file, so that GDAL is never loaded.
    frame = gpd.GeoDataFrame(_cells(table, rows), geometry=shapes, crs="EPSG:4326")
    return frame.set_index("id")
