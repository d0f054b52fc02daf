"""Geodata: the sites of a view as GeoJSON, WGS-84 degrees with five decimals (1 m).

Towns are polygons, places and parks polygons where they have an outline, which the property `outline` tells
to be published or how it was made; others are points, and what is not located has no geometry. The
properties are the keys of a site's row, see :func:`layout.lists.structure_rows.site_rows`.
After the sites come the elements
that have a schematic shape of their own, with the keys of an element's row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.outlines import OutlineKind
from geodata.references import parse_refs
from layout.lists.element_rows import element_rows
from layout.lists.row_fields import Row
from layout.lists.structure_rows import site_rows
from layout.plan.model import Plan, Source
from layout.plan.shapes import Shapes
from layout.view.filters import matching_sites
from layout.view.view import View

DECIMALS = 5
_ELEMENT = "element:"  # no id has a colon


def page(plan: Plan, shapes: Shapes, view: View) -> str:
    """Return all sites that pass the view's filters as GeoJSON text, see :func:`feature_collection`.

    Of the elements those with a shape of their own go with them: of the view's elements, or all."""
    sites = matching_sites(view, plan)
    shaped = {c.element for c in shapes.courses if c.element in (view.element or (c.element,))}
    elements = [row for row in element_rows(plan) if row["id"] in shaped]
    keys = [*(s.id for s in sites), *(element_key(row["id"]) for row in elements)]
    return feature_collection([*site_rows(sites, plan), *elements], keys, plan, shapes)


def element_key(element: str) -> str:
    """Return the key of an element among those of sites: a site may bear the same id."""
    return f"{_ELEMENT}{element}"


def feature_collection(rows: Sequence[Row], keys: Iterable[str], plan: Plan, shapes: Shapes) -> str:
    """Return a GeoJSON FeatureCollection as text: row n at the site `keys[n]`, or :func:`element_key`.

    Coordinates are longitude, latitude in WGS-84 degrees with five decimals. A town is a polygon, another
    site its outline or a point, an element what is drawn of it; geometry is null where nothing is known or
    located. Raises ValueError where rows and keys differ in number."""
    features = [
        {"type": "Feature", "properties": row, "geometry": _geometry(key, plan, shapes)}
        for row, key in zip(rows, keys, strict=True)
    ]
    # Only documents that a row cites: the file is passed on without the rest of the data.
    source_ids = dict.fromkeys(ref.source for row in rows for ref in parse_refs(row["source"]))
    return json.dumps(
        {
            "type": "FeatureCollection",
            "district": plan.district.id,
            "edition": plan.edition.id,
            "attribution": boundary_attribution(plan),
            "sources": {i: _source(plan.source[i]) for i in source_ids if i in plan.source},
            "features": features,
        },
        ensure_ascii=False,
        # JSON has no NaN; Python would write one that other readers refuse.
        allow_nan=False,
        indent=1,
    )


def boundary_attribution(plan: Plan) -> str:
    """Return whom the boundaries are owed to, and under which licence they may be passed on."""
    ids = dict.fromkeys(r.source for town in plan.towns for r in town.refs)
    sources = [plan.source[i] for i in ids if i in plan.source]
    return "; ".join(dict.fromkeys(f"© {s.publisher.original} ({s.licence})" for s in sources))


def _source(source: Source) -> dict[str, str]:
    fields = {k: getattr(source, k) for k in ("url", "date", "licence", "as_of")}
    titles = {f"title_{lang}": title for lang, title in source.title.by_language()}
    return {**titles, "publisher": source.publisher.original, **fields}


def _geometry(site: str, plan: Plan, shapes: Shapes) -> dict[str, Any] | None:
    if site.startswith(_ELEMENT):
        shape = shapes.elements.get(site.removeprefix(_ELEMENT))
        return _mapped(shape) if shape is not None else None
    # A town has a point for its label as well, which is not its place.
    if site in shapes.towns:
        return _mapped(shapes.towns[site])
    outline = shapes.outlines.get(site)
    # A disc says no more than its point and area do.
    if outline is not None and outline.kind is not OutlineKind.DISC:
        return _mapped(outline.geometry)
    located = plan.site.get(site)
    if located is None or located.is_town or located.lon is None or located.lat is None:
        return None
    return {"type": "Point", "coordinates": [round(located.lon, DECIMALS), round(located.lat, DECIMALS)]}


def _mapped(shape: BaseGeometry) -> dict[str, Any]:
    geometry = mapping(shape)
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return round(float(value), DECIMALS)
