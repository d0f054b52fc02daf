"""A folder with more of everything that can be counted: each count that is shown of it must be another."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.words.other_folder import write_toml
from tests.words.other_words import TOKEN, language_of

TWIN = "-twin"
# Further north than any of the districts is high, in degrees: beyond the towns lie as many others.
_BEYOND = 0.7
Record = dict[str, Any]


def write_grown(root: Path, target: Path) -> None:
    """Write a copy of an other folder in which everything that is counted has a twin under the same parent."""
    shutil.copytree(root, target)
    for district in sorted(p for p in target.iterdir() if p.is_dir()):
        for name in ("towns", "places", "parks"):
            _features(district / f"{name}.geojson", name == "towns")
        for plan in sorted((district / "plans").iterdir()):
            for name, twin in _ROWS.items():
                _rows(plan / f"{name}.csv", twin)
            content = tomllib.loads((plan / "plan.toml").read_text(encoding="utf-8"))
            for name, keys in _ARRAYS.items():
                content[name] = [r for row in content.get(name, ()) for r in (row, _twin(row) | keys)]
                content[name] = [{k: v for k, v in r.items() if v is not None} for r in content[name]]
            (plan / "plan.toml").write_text(write_toml(content), encoding="utf-8")


def _twin(record: Mapping[str, Any]) -> Record:
    """Return a record under another id, with other words than all others."""
    named = {k: _renamed(v) for k, v in record.items() if language_of(k) and v}
    return {**record, **named, "id": f"{record['id']}{TWIN}"}


def _renamed(text: str) -> str:
    return TOKEN.sub(lambda m: f"{m[0][:-1]}{'癸癸癸' if m[0][0] == '〇' else 'jjj'}{m[0][-1]}", text)


def _without(record: Record, *keys: str) -> Record:
    return {k: v for k, v in record.items() if k not in keys}


def _features(path: Path, is_towns: bool) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    for feature in list(content["features"]):
        copy = json.loads(json.dumps(feature))
        site = copy["properties"] = _without(_twin(feature["properties"]), "outline", "aliases")
        if is_towns:
            copy["geometry"]["coordinates"] = _beyond(copy["geometry"]["coordinates"])
            site["label_lat"] += _BEYOND
        elif feature["properties"].get("outline") and not feature["geometry"]:
            site |= {"unlocated_zh": site["name_zh"], "unlocated_en": site["name_en"]}
        content["features"].append(copy)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _beyond(shape: Any) -> Any:
    return list(map(_beyond, shape)) if isinstance(shape[0], list) else [shape[0], round(shape[1] + _BEYOND, 7)]


def _rows(path: Path, twin: Callable[[Record], Record]) -> None:
    if not path.is_file():
        return
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    rows = [r for row in reader for r in (row, twin(row)) if r]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(reader.fieldnames or ()), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def _of_site(key: str) -> Callable[[Record], Record]:
    """Return what makes the row of a twin site out of that of a site."""
    return lambda row: {**row, key: f"{row[key]}{TWIN}"} if row[key] else {}


def _emptied(*keys: str) -> Callable[[Record], Record]:
    """Return what makes the twin of a row, on which nothing else depends as on the row."""
    return lambda row: _twin(row) | {k: "" for k in keys if k in row}


_ROWS: Mapping[str, Callable[[Record], Record]] = {
    "layout": _of_site("member"),
    "site_clusters": _of_site("site"),
    "chain_ties": lambda row: _of_site("site" if row["site"] else "link")(row),
    "clusters": _emptied("target"),
    "chains": _emptied(),
    "provisions": _emptied(),
    "figures": _emptied("replaces", "also", "plan_figure"),
    "indicators": _emptied("replaces", "also"),
}
# What stands in plan.toml, with what its twin has instead: an element nothing that it reaches.
_REACH = ("anchor", "inner_m", "outer_m", "reach_zh", "reach_en", "reaches", "reaches_sites", "reach_basis", "reach_ground_zh", "reach_ground_en")
_ARRAYS: Mapping[str, Record] = {
    "elements": {"radiates": False, **dict.fromkeys(_REACH)},
    **{name: {} for name in ("themes", "chains", "claims", "provision_groups")},
}
