"""The bundled data as plain GeoJSON layers, for the rivals to draw.

The rivals draw what the app draws: sea, towns, expressways, name labels, the
areas of the core and the wings (here as their members' own polygons), links,
places and parks.
"""

from __future__ import annotations

import csv
import json
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

Feature = dict[str, Any]
ORDER = ("sea", "towns", "roads", "elements", "links", "labels", "places", "parks")
MARKERS = ("labels", "parks")


@dataclass(frozen=True)
class Layers:
    """A written folder of layers, and what a page that drew them must show."""

    folder: Path
    clusters: dict[str, str]
    paths: int
    markers: int


def choose(data: Path, district: str, edition: str) -> tuple[Path, Path]:
    """Return the district's folder and the edition's; empty names mean the default."""
    homes = sorted(p.parent for p in data.glob("*/district.toml"))
    chosen = [home for home in homes if not district or home.name == district]
    if not chosen:
        raise SystemExit(f"bench: no district {district or ''} under {data}; see --data")
    home = chosen[0]
    named = edition or tomllib.loads((home / "district.toml").read_text("utf-8"))["default_edition"]
    return home, home / "plans" / named


def write(data: Path, district: str, edition: str, folder: Path) -> Layers:
    """Write the layers of one edition into a folder and describe them."""
    home, plan = choose(data, district, edition)
    parts = {name: _features(home / f"{name}.geojson") for name in ("towns", "context", "places", "parks")}
    clusters = {r["id"]: r["name_zh"] for r in _rows(plan / "clusters.csv") if r["kind"] == "cluster"}
    layers = _layers(parts, plan)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ORDER:
        content = {"type": "FeatureCollection", "features": layers[name]}
        (folder / f"{name}.geojson").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    (folder / "clusters.json").write_text(json.dumps(clusters, ensure_ascii=False), "utf-8")
    joined = {name: {"type": "FeatureCollection", "features": layers[name]} for name in ORDER}
    (folder / "layers.json").write_text(
        json.dumps({"clusters": clusters, **joined}, ensure_ascii=False), "utf-8"
    )
    paths = sum(len(layers[name]) for name in ORDER if name not in MARKERS)
    return Layers(folder, clusters, paths, sum(len(layers[name]) for name in MARKERS))


def _layers(parts: dict[str, list[Feature]], plan: Path) -> dict[str, list[Feature]]:
    kinds: dict[str, list[Feature]] = {}
    for feature in parts["context"]:
        kinds.setdefault(feature["properties"]["kind"], []).append(_slim(feature))
    clusters: dict[str, list[str]] = {}
    for row in _rows(plan / "site_clusters.csv"):
        clusters.setdefault(row["site"], []).append(row["cluster"])
    parks = [
        _slim(f, ";".join(dict.fromkeys(clusters.get(f["properties"]["id"], [])))) for f in parts["parks"]
    ]
    elements, links = _structure(parts, plan)
    return {
        "sea": kinds.get("sea", []),
        "towns": [_slim(f, _town_clusters(f, parts["parks"], clusters)) for f in parts["towns"]],
        "roads": kinds.get("expressway", []),
        "elements": elements,
        "links": links,
        "labels": kinds.get("neighbour", []) + kinds.get("sea-label", []) + _town_labels(parts["towns"]),
        "places": [f for f in map(_slim, parts["places"]) if f["geometry"]],
        "parks": [f for f in parks if f["geometry"]],
    }


def _structure(parts: dict[str, list[Feature]], plan: Path) -> tuple[list[Feature], list[Feature]]:
    shapes = {f["properties"]["id"]: f for name in ("towns", "places", "parks") for f in parts[name]}
    spots = {key: _spot(f) for key, f in shapes.items()}
    rows = _rows(plan / "layout.csv")
    areas, links = [], []
    for element in tomllib.loads((plan / "plan.toml").read_text("utf-8"))["elements"]:
        mine = [row for row in rows if row["element"] == element["id"]]
        look = {"name": element["name_zh"], "colour": element.get("colour", "#6F6A5E")}
        if element["kind"] == "area":
            areas += [
                _polygon(shapes[r["member"]], look, r["role_zh"])
                for r in mine
                if _is_area(shapes[r["member"]])
            ]
            if element.get("radiates") and spots.get(element.get("anchor", "")):
                links += [
                    _line(spots[element["anchor"]], spots[f["properties"]["id"]], look)
                    for f in parts["towns"]
                    if f["properties"].get("kind") in element.get("reaches", "").split(";")
                    or not element.get("reaches")
                ]
            continue
        for before, after in pairwise(mine):
            if before["theme"] == after["theme"]:
                links.append(_line(spots[before["member"]], spots[after["member"]], look))
    return areas, [link for link in links if link]


def _line(start: list[float] | None, end: list[float] | None, look: dict[str, str]) -> Feature:
    if not start or not end or start == end:
        return {}
    geometry = {"type": "LineString", "coordinates": [start, end]}
    return {"type": "Feature", "properties": {**look, "clusters": ""}, "geometry": geometry}


def _polygon(shape: Feature, look: dict[str, str], role: str) -> Feature:
    properties = {**look, "member": shape["properties"]["name_zh"], "role": role, "clusters": ""}
    return {"type": "Feature", "properties": properties, "geometry": shape["geometry"]}


def _is_area(shape: Feature) -> bool:
    return bool(shape["geometry"]) and shape["geometry"]["type"] in ("Polygon", "MultiPolygon")


def _spot(shape: Feature) -> list[float] | None:
    inside = shape["properties"]
    if "label_lon" in inside:
        return [inside["label_lon"], inside["label_lat"]]
    geometry = shape["geometry"]
    return list(geometry["coordinates"]) if geometry and geometry["type"] == "Point" else None


def _town_clusters(town: Feature, parks: list[Feature], clusters: dict[str, list[str]]) -> str:
    mine = [p["properties"]["id"] for p in parks if p["properties"]["town"] == town["properties"]["id"]]
    return ";".join(dict.fromkeys(c for park in mine for c in clusters.get(park, [])))


def _town_labels(towns: list[Feature]) -> list[Feature]:
    labels = []
    for town in towns:
        spot = {"type": "Point", "coordinates": _spot(town)}
        name = {"name": town["properties"]["name_zh"]}
        labels.append({"type": "Feature", "properties": name, "geometry": spot})
    return labels


def _slim(feature: Feature, clusters: str = "") -> Feature:
    inside = feature["properties"]
    attributes = {key: inside.get(key) or "" for key in ("id", "kind", "level", "source", "precision_m")}
    named = {"name": inside["name_zh"], "name_en": inside.get("name_en", ""), "clusters": clusters}
    return {"type": "Feature", "properties": {**attributes, **named}, "geometry": feature["geometry"]}


def _features(path: Path) -> list[Feature]:
    features: list[Feature] = json.loads(path.read_text("utf-8"))["features"]
    return features


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
