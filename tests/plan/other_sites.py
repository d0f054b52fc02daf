"""A changed copy of the small district: sites with borders, blocks, parents, titles and made outlines."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geodata.load import load_dataset
from layout.plan.join import join
from layout.plan.shapes import compute_shapes
from tests.conftest import MINI, Case

EDITION = "2021-2025"
NORTH_BELT = "north-belt"  # the part of the two northern towns beyond the road, a member of an element
FOUR_SIDES = "docks"  # bounded on four sides, in two towns
NORTHERN_YARD = "gear-hall"  # a park of two blocks
INNER = "bake-street"  # a park within a park within a zone
OUTER = "loom-yard"


def rectangle(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    """Return the rings of a rectangle in WGS-84 degrees, as GeoJSON nests them."""
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


PARKS: dict[str, dict[str, Any]] = {
    OUTER: {
        "town": "bing", "position": "", "area_km2": 8.0,
        "titles": [{"level": "lower", "name_zh": "镇级示范园", "name_en": "Model Park of the town", "from": "2018-05",
                    "to": "", "source": "survey:page 4"}],
        "geometry": {"type": "Polygon", "coordinates": rectangle(150.02, 20.06, 150.05, 20.09)},
    },
    NORTHERN_YARD: {
        "town": "yi;ding", "position": "", "position_note_zh": "", "position_note_en": "", "precision_m": 60,
        "titles": [{"level": "upper", "from": "", "to": "2024", "source": "survey:page 4"}],
        "geometry": {"type": "MultiPolygon", "coordinates": [
            rectangle(150.13, 20.15, 150.16, 20.17), rectangle(150.14, 20.09, 150.16, 20.11)]},
    },
    INNER: {
        "town": "", "parent": OUTER, "precision_m": 50, "unlocated_zh": "", "unlocated_en": "",
        "label_lon": 150.031, "label_lat": 20.071,
        "geometry": {"type": "Polygon", "coordinates": rectangle(150.03, 20.07, 150.04, 20.08)},
    },
}  # fmt: skip
PLACES: dict[str, dict[str, Any]] = {
    NORTH_BELT: {
        "name_zh": "北带片区", "name_en": "North Belt Land", "town": "jia;yi", "area_km2": 200.0,
        "outline": {"part": {"of": "jia;yi", "side": "north", "along": "e1"}},
    },
    FOUR_SIDES: {
        "name_zh": "码头区", "name_en": "Docks", "town": "bing;ding", "area_km2": 10.0,
        "outline": {"sides": {"north": 20.04, "south": "water", "east": 150.12, "west": 150.08}},
    },
    "twin": {
        "name_zh": "合成区", "name_en": "Twin Land", "town": "bing;ding", "outline": {"union": "docks;loom-yard"},
    },
    "whole-towns": {"name_zh": "两镇", "name_en": "Both Towns", "town": "jia;yi", "outline": {"union": "jia;yi"}},
    "round": {
        "name_zh": "圆区", "name_en": "Round Land", "town": "yi", "area_km2": 3.0, "position": "site",
        "precision_m": 300, "outline": {"disc": True},
        "geometry": {"type": "Point", "coordinates": [150.17, 20.13]},
    },
}  # fmt: skip


@cache
def other_sites() -> Case:
    """Return the changed district, joined and drawn."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "data"
        write_other_sites(root)
        data = load_dataset(root, "mini", EDITION)
    plan = join(data)
    return Case(root, data, plan, compute_shapes(data, plan))


def write_other_sites(root: Path) -> None:
    """Write the changed district below a new folder."""
    shutil.copytree(MINI, root)
    _change(root / "mini/parks.geojson", lambda features: [_changed(f, PARKS) for f in features])
    template = {"kind": "estate", "in_scope": True, "source": "survey"}
    added = [_changed({"type": "Feature", "properties": {"id": i, **template}, "geometry": None}, PLACES) for i in PLACES]
    _change(root / "mini/places.geojson", lambda features: [*features, *added])
    layout = root / f"mini/plans/{EDITION}/layout.csv"
    row = f"belt-b,,{NORTH_BELT},lead,北部片区,northern land,,,,,,,stated,,,plan21:第二章\n"
    layout.write_text(layout.read_text(encoding="utf-8") + row, encoding="utf-8")


def _changed(feature: dict[str, Any], fields: dict[str, dict[str, Any]]) -> dict[str, Any]:
    changed = dict(fields.get(feature["properties"]["id"], {}))
    geometry = changed.pop("geometry", feature["geometry"])
    return feature | {"properties": feature["properties"] | changed, "geometry": geometry}


def _change(path: Path, change: Any) -> None:
    collection = json.loads(path.read_text(encoding="utf-8"))
    collection["features"] = change(collection["features"])
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
