"""A folder that is filled in file by file is checked at every stage: faults are told, none is raised."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from geodata.check import list_faults
from geodata.scaffold import district_files

DATA = Path(__file__).parents[1] / "data"
DISTRICT, EDITION = "shilang", "2026-2030"
FULL = DATA / "corridor" / DISTRICT
FILES = sorted(
    str(path.relative_to(FULL))
    for path in FULL.rglob("*.*")
    if path.suffix in (".csv", ".geojson", ".toml") and path.name != "story.toml"
)


@pytest.fixture
def new_root(tmp_path: Path) -> Path:
    """Give a root with a district as it is begun: all of its files, with nothing of a plan in them."""
    for name, text in district_files(DISTRICT, EDITION, {}).items():
        path = tmp_path / DISTRICT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def fill(root: Path, *names: str) -> None:
    """Put files of the whole district into one that is begun."""
    for name in names:
        shutil.copy(FULL / name, root / DISTRICT / name)


@pytest.mark.parametrize("name", FILES)
def test_each_file_beside_each_other_one_is_checked_to_the_end(new_root: Path, name: str) -> None:
    fill(new_root, name)
    begun = {path: path.read_bytes() for path in new_root.rglob("*.*") if path.is_file()}
    assert list_faults(new_root)
    for other in FILES[FILES.index(name) + 1 :]:
        fill(new_root, other)
        assert list_faults(new_root), other
        path = new_root / DISTRICT / other
        if path in begun:
            path.write_bytes(begun[path])
        else:
            path.unlink()


def test_each_file_that_is_empty_among_full_ones_is_checked_to_the_end(new_root: Path) -> None:
    for name in FILES:
        begun = new_root / DISTRICT / name
        text = begun.read_bytes() if begun.exists() else None
        fill(new_root, *FILES)
        if text is None:
            begun.unlink()
        else:
            begun.write_bytes(text)
        list_faults(new_root)


def test_an_outline_that_the_district_bounds_waits_for_its_towns(new_root: Path) -> None:
    fill(new_root, "context.geojson", "district.toml")
    park: dict[str, Any] = {"id": "pond", "level": "corridor", "name_zh": "塘", "precision_m": 50, "source": "plan"}
    park["outline"] = {"sides": {"north": "e9", "south": "e20", "west": "e15", "east": 151.133}}
    feature = {"type": "Feature", "properties": park, "geometry": None}
    content = {"type": "FeatureCollection", "features": [feature]}
    (new_root / DISTRICT / "parks.geojson").write_text(json.dumps(content), encoding="utf-8")
    warnings = [fault for fault in list_faults(new_root) if "no town yet" in fault.problem("en")]

    assert [(fault.severity, fault.field) for fault in warnings] == [("warning", "outline.sides")]
    assert "towns.geojson 里还没有镇" in warnings[0].problem("zh") and "step" in warnings[0].remedy("en")


def test_ids_of_a_table_that_is_empty_are_told_once_with_the_step_that_fills_it(new_root: Path) -> None:
    fill(new_root, "towns.geojson")
    warnings = [fault.text("zh") for fault in list_faults(new_root) if fault.field == "kind"]

    assert len(warnings) == 1 and "district.toml [[kinds]]（第 3 步）里还没有内容" in warnings[0]


def test_an_unreadable_file_is_no_reason_to_drop_a_source(new_root: Path) -> None:
    path = new_root / DISTRICT / "plans" / EDITION / "plan.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n= 1\n", encoding="utf-8")

    assert not any("nothing cites the source" in fault.problem("en") for fault in list_faults(new_root))


def test_what_follows_from_the_fault_of_another_site_is_not_told(new_root: Path) -> None:
    fill(new_root, *FILES)
    path = new_root / DISTRICT / "parks.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    park = next(f["properties"] for f in content["features"] if (f["properties"].get("outline") or {}).get("sides"))
    sides = park["outline"]["sides"]
    sides["west"], sides["east"] = sides["east"], sides["west"]
    place: dict[str, Any] = {"id": "joined", "kind": "plate", "name_zh": "并", "in_scope": True, "source": "plan26:第二章"}
    place["outline"] = {"union": park["id"]}
    path.write_text(json.dumps(content), encoding="utf-8")
    places = new_root / DISTRICT / "places.geojson"
    content = json.loads(places.read_text(encoding="utf-8"))
    content["features"].append({"type": "Feature", "properties": place, "geometry": None})
    places.write_text(json.dumps(content), encoding="utf-8")
    paths = [(fault.where, fault.field) for fault in list_faults(new_root) if fault.field.startswith("outline")]

    assert len(paths) == 1 and park["id"] in paths[0][0] and paths[0][1] == "outline.sides"


@pytest.mark.parametrize("file", ["places.geojson", "parks.geojson"])
def test_a_site_without_an_id_is_told_so_and_stands_for_no_other(new_root: Path, file: str) -> None:
    fill(new_root, *FILES)
    path = new_root / DISTRICT / file
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["features"][1]["properties"]["id"]
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    faults = [f.text("zh") for f in list_faults(new_root)]

    assert any("id：缺少此项或为空" in text for text in faults)
    assert [text for text in faults if "“”" in text] == []
