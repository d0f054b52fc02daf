"""Properties that a GIS adds to what it exports: they are passed over, and named once for a file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from .faults import Fault, hint, make_fault
from .flat_names import nested_spelling
from .raw import Raw
from .schema import TableSchema, table_schemas

# What QGIS, ArcGIS, GDAL, PostGIS and DataV write of their own accord, in small letters. Some of them look
# like a misspelt field of ours, which they are not.
_OF_PROGRAMS = frozenset(
    {
        "fid",
        "ogc_fid",
        "objectid",
        "objectid_1",
        "oid",
        "gid",
        "feature_id",
        "featureid",
        "cartodb_id",
        "pk",
        "uid",
        "uuid",
        "globalid",
        "layer",
        "path",
        "shape",
        "shape_area",
        "shape_leng",
        "shape_length",
        "shape__area",
        "shape__length",
        "st_area",
        "st_length",
        "perimeter",
        "xcoord",
        "ycoord",
        "x",
        "y",
        "z",
        "lon",
        "lat",
        "longitude",
        "latitude",
        "left",
        "top",
        "right",
        "bottom",
        "full_id",
        "osm_id",
        "osm_type",
        "osm_way_id",
        "created_user",
        "created_date",
        "last_edited_user",
        "last_edited_date",
        "creator",
        "editor",
        "createdate",
        "editdate",
        "adcode",
        "center",
        "centroid",
        "childrennum",
        "childrenname",
        "acroutes",
        "subfeatureindex",
        "parent_adcode",
    }
)


def without_extra(table: TableSchema, raws: list[Raw], file: str) -> tuple[list[Raw], list[Fault]]:
    """Return features without the properties that are none of ours, and one note that names these."""
    parted = [_split(table, raw) for raw in raws]
    names = list(dict.fromkeys(name for _, extra in parted for name in extra))
    notes = [make_fault(file, "", "", "extra_properties", names=names)] if names else []
    return [raw for raw, _ in parted], notes


def _split(table: TableSchema, raw: Raw) -> tuple[Raw, list[str]]:
    known = {part.name for part in table.fields}
    # One that looks like a misspelt or nested field, or is one of another table, stays as a fault.
    extra = [
        name
        for name in raw.values
        if name not in known and _is_of_program(name, known) and not nested_spelling(name, table.fields)
    ]
    values = {name: value for name, value in raw.values.items() if name not in extra}
    return Raw(raw.where, values, raw.geometry, raw.lacking), extra


def _is_of_program(name: str, known: Iterable[str]) -> bool:
    if name.lower() in _OF_PROGRAMS:
        return True
    return name not in _all_fields() and not hint(name, known)["hint"]


@cache
def _all_fields() -> frozenset[str]:
    return frozenset(part.name for table in table_schemas().values() for part in table.fields)
