"""A district and one edition of its plan, as frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from . import catalog
from .check import read_edition
from .checked_row import CheckedRow
from .dates import holds_on
from .faults import DataError, stopping
from .outline_maker import OutlineMaker
from .outlines import Outline, ground_of, without_cuts
from .periods import Period, edition_period, site_values
from .rules import SITES_SPACE
from .schema import TableSchema, table_schemas
from .sections import read_other_sections

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

    `other_sections` are the headings of the documents of other editions, each with the document's id.
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
    other_sections: tuple[tuple[str, Mapping[str, Any]], ...]
    editions: tuple[str, ...]

    @cached_property
    def borders(self) -> Mapping[str, BaseGeometry]:
        """Return the ground of each town that there is on the edition's day, by id: they are the district."""
        rows = self.towns[["valid_from", "valid_to"]].to_dict("index")
        day = self.plan["day"]
        there = {str(i) for i, r in rows.items() if holds_on(day, r["valid_from"], r["valid_to"])}
        return {i: shape for i, shape in _by_id(self.towns).items() if i in there}

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Return the outline of each place and park that has one, by id."""
        members = set(self.roles["member"])
        grounds = {
            str(i): ground_of(row, row["geometry"], table == "places" and i in members)
            for table, frame in (("places", self.places), ("parks", self.parks))
            for i, row in frame.iterrows()
        }
        return OutlineMaker(self.borders, _by_id(self.context), grounds).outlines()

    @cached_property
    def ground(self) -> Mapping[str, BaseGeometry]:
        """Return the ground of each town, place and park that has one, by id.

        Polygons in WGS-84 degrees; that of a town is without the zones cut out of it.
        """
        records = {str(i): record for i, record in self.places["outline"].items()}
        records |= {str(i): record for i, record in self.parks["outline"].items()}
        outlined = {i: outline.geometry for i, outline in self.outlines.items()}
        return {**without_cuts(self.borders, records, self.outlines), **outlined}


def _by_id(frame: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    return {str(i): shape for i, shape in frame.geometry.items() if shape is not None}


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
    editions = catalog.editions(root / district)
    shapes = {name: _shapes(table, rows_by_table[name]) for name, table in schemas.items() if table.geometry}
    cells = {
        name: _cells(table, rows_by_table[name]) for name, table in schemas.items() if table.form == "csv"
    }
    return Dataset(
        district=_record("district", rows_by_table),
        sources={row.values["id"]: row.values for row in rows_by_table["sources"]},
        plan=_record("plan", rows_by_table) | {"day": period.day},
        editions=editions,
        other_sections=read_other_sections(root / district, edition, editions),
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
