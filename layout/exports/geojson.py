"""Geodata: the sites of a view as GeoJSON, WGS-84 degrees with five decimals (1 m).

Towns are polygons, places and parks points; what is not located has no geometry. The
properties are the keys of :data:`layout.listing.KEYS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from layout.listing import site_rows
from layout.model import Layout, Source
from layout.rows import Row
from layout.shapes import Shapes
from layout.view import View, shown

DECIMALS = 5
# References in a row: `source:place;source`, see geodata/refs.py.
_ID = re.compile(r"(?:^|;)\s*([^:;]+)")


def page(layout: Layout, shapes: Shapes, view: View) -> str:
    """Return all sites that pass the view's filters."""
    sites = shown(view, layout)
    return write(site_rows(sites, layout), [s.id for s in sites], layout, shapes)


def write(rows: Sequence[Row], sites: Iterable[str], layout: Layout, shapes: Shapes) -> str:
    """Return rows as features, each at the site named beside it; an unknown site has no place."""
    features = [
        {"type": "Feature", "properties": row, "geometry": _geometry(site, layout, shapes)}
        for row, site in zip(rows, sites, strict=True)
    ]
    held = [_ID.findall(row["source"]) for row in rows]
    used = dict.fromkeys(i for ids in held for i in ids)
    return json.dumps(
        {
            "type": "FeatureCollection",
            "district": layout.district.id,
            "edition": layout.edition.id,
            "attribution": attribution(layout),
            "sources": {i: _source(layout.source[i]) for i in used if i in layout.source},
            "features": features,
        },
        ensure_ascii=False,
        allow_nan=False,
        indent=1,
    )


def attribution(layout: Layout) -> str:
    """Return whom the boundaries are owed to, and under which licence they may be passed on."""
    ids = dict.fromkeys(r.source for town in layout.of_type("town") for r in town.refs)
    held = [layout.source[i] for i in ids if i in layout.source]
    return "; ".join(dict.fromkeys(f"© {s.publisher.zh} ({s.licence})" for s in held))


def _source(source: Source) -> dict[str, str]:
    plain = {k: getattr(source, k) for k in ("url", "date", "licence", "held")}
    titles = {"title_zh": source.title.zh, "title_en": source.title.en}
    return {**titles, "publisher": source.publisher.zh, **plain}


def _geometry(site: str, layout: Layout, shapes: Shapes) -> dict[str, Any] | None:
    if site in shapes.towns:
        return _polygon(shapes.towns[site])
    held = layout.site.get(site)
    if held is None or held.lon is None or held.lat is None:
        return None
    return {"type": "Point", "coordinates": [round(held.lon, DECIMALS), round(held.lat, DECIMALS)]}


def _polygon(shape: BaseGeometry) -> dict[str, Any]:
    plain = mapping(shape)
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return round(float(value), DECIMALS)
